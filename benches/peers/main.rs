//! Called by `benches/peers/run`: those who divide in Rust, on the cases that those in Python get.
//!
//! `names`, a line each; `answer NAME`, for cases on standard input, one a line; `time CASE ROUNDS` and
//! `memory NAME CASE`, for the case in a file. Answers are JSON, one a line.

#![allow(clippy::float_arithmetic, reason = "times are floats; amounts are not")]

use std::env;
use std::fs;
use std::hint::black_box;
use std::io::{self, BufRead as _, BufWriter, Write as _};

use rusty_money::{Money, iso};
use serde::Deserialize;
use serde_json::{Value, json};
use statsbidrag::{Key, Options, Table, Unit, allocate, kernel};
use statsbidrag_benches::memory;
use statsbidrag_benches::timing::{Contender, take_turns};

/// A total in öre over recipients by one measure.
#[derive(Deserialize)]
struct Case {
    total: u64,
    weights: Vec<u64>,
    ids: Vec<String>,
}

impl Case {
    /// From a line of JSON.
    fn of(line: &str) -> Self {
        serde_json::from_str(line).expect("a case")
    }

    fn read(path: &str) -> Self {
        Self::of(&fs::read_to_string(path).expect("a case in a file"))
    }

    fn shares(&self) -> Vec<u32> {
        self.weights.iter().map(|&weight| u32::try_from(weight).expect("a share")).collect()
    }
}

/// Somebody who divides; `ready` is what its call consumes, which is not timed.
struct Peer {
    name: &'static str,
    ready: fn(&Case) -> Ready,
    divide: fn(&Case, Ready) -> Answer,
}

/// What a call gives; to be read as öre, which is not timed.
type Answer = Box<dyn FnOnce() -> Vec<u64>>;

/// What a call consumes.
enum Ready {
    Nothing,
    Shares(Vec<u32>),
    Weights(Vec<u64>),
}

const PEERS: [Peer; 4] = [
    Peer {
        name: "statsbidrag, whole call",
        ready: |case| Ready::Weights(case.weights.clone()),
        divide: |case, ready| {
            let Ready::Weights(weights) = ready else { unreachable!() };
            let table = Table::builder("id", &case.ids).column("weight", weights).build();
            let table = table.expect("a table");
            let key = Key::measure("weight").expect("a key");
            let total = statsbidrag::Money::from_ore(case.total as i64).expect("a total");
            let options = Options::new().unit(Unit::ORE);
            let result = allocate(&table, total, &key, &options).expect("a division");
            Box::new(move || result.amounts().iter().map(|amount| amount.ore() as u64).collect())
        },
    },
    Peer {
        name: "statsbidrag, kernel",
        ready: |_| Ready::Nothing,
        divide: |case, _| {
            let mut amounts = vec![0; case.weights.len()];
            let by_id = |a: usize, b: usize| case.ids[a].cmp(&case.ids[b]);
            kernel::divide(case.total, &case.weights, by_id, &mut amounts).expect("a division");
            Box::new(|| amounts)
        },
    },
    Peer {
        name: "rusty-money",
        ready: |case| Ready::Shares(case.shares()),
        divide: |case, ready| {
            let Ready::Shares(shares) = ready else { unreachable!() };
            let total = Money::from_minor(case.total as i64, iso::SEK);
            let parts = total.allocate(shares).expect("a division");
            Box::new(move || parts.iter().map(|part| part.to_minor_units() as u64).collect())
        },
    },
    Peer {
        name: "largest-remainder-method",
        ready: |_| Ready::Nothing,
        divide: |case, _| {
            let seats = largest_remainder_method::apportion(&case.weights, case.total);
            Box::new(|| seats)
        },
    },
];

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    let mut say = |value: Value| writeln!(out, "{value}").expect("someone reads this");
    match arguments[..] {
        ["names"] => PEERS.iter().for_each(|peer| say(json!(peer.name))),
        ["answer", name] => {
            for line in io::stdin().lock().lines() {
                let case = Case::of(&line.expect("a line"));
                let peer = named(name);
                say(json!((peer.divide)(&case, (peer.ready)(&case))()));
            }
        }
        ["memory", name, path] => {
            let (case, peer) = (Case::read(path), named(name));
            let ready = (peer.ready)(&case);
            let (growth, _) = memory::growth(|| black_box((peer.divide)(&case, ready)));
            say(json!({ "bytes": growth }));
        }
        ["time", path, rounds] => {
            let case = Case::read(path);
            let contender = |peer: &'static Peer| {
                let (ready, divide) =
                    (|| (peer.ready)(&case), |ready| drop(black_box((peer.divide)(&case, ready))));
                Contender::consuming(peer.name, ready, divide)
            };
            let calls = (60_000 / case.weights.len()).max(1);
            let rounds = rounds.parse().expect("how many rounds");
            let times = take_turns(PEERS.iter().map(contender).collect(), rounds, calls);
            for peer in &PEERS {
                let ratio = times.ratio(peer.name, PEERS[0].name).median;
                let seconds = times.nanoseconds(peer.name) / 1e9;
                say(json!({ "name": peer.name, "seconds": seconds, "ratio": ratio }));
            }
        }
        _ => panic!("names | answer NAME | memory NAME CASE | time CASE ROUNDS"),
    }
}

fn named(name: &str) -> &'static Peer {
    PEERS.iter().find(|peer| peer.name == name).expect("a name that `names` gives")
}
