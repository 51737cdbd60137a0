//! Called by `benches/growth/run`: time and memory of one piece of work of one size.
//!
//! `time WHAT SIZE` and `memory WHAT SIZE THREADS`; answers are JSON, one a line.

#![allow(clippy::float_arithmetic, reason = "times are floats; amounts are not")]
#![allow(dead_code, reason = "the data of the benches, of which only some is used here")]

#[path = "../allocation/data.rs"]
mod data;
#[path = "../stimulus/data.rs"]
mod lines;
#[path = "../allocation/peers.rs"]
mod peers;
#[path = "../allocation/scenarios.rs"]
mod scenarios;
#[path = "../staffing/data.rs"]
mod staff;

use std::env;
use std::hint::black_box;
use std::time::{Duration, Instant};

use rayon::{ThreadPool, ThreadPoolBuilder};
use serde_json::json;
use statsbidrag::{
    AssessOptions, Key, Money, Options, StaffingOptions, Table, Unit, allocate, assess, catalog,
    check_staffing,
};
use statsbidrag_benches::memory;

/// Calls of a pool go on until so much time has passed, and at least three.
const ENOUGH: Duration = Duration::from_millis(400);

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["time", what, size] => {
            let work = work(what, number(size));
            let pools = [pool(1), pool(2)];
            let mut times = [Vec::new(), Vec::new()];
            let start = Instant::now();
            // Each pool warms up once, and then they take turns.
            pools.iter().for_each(|pool| pool.install(&work));
            while times[0].len() < 3 || start.elapsed() < 2 * ENOUGH {
                for (pool, times) in pools.iter().zip(&mut times) {
                    let start = Instant::now();
                    pool.install(&work);
                    times.push(start.elapsed());
                }
            }
            for (threads, mut times) in (1..).zip(times) {
                times.sort_unstable();
                let (least, median) =
                    (times[0].as_secs_f64(), times[times.len() / 2].as_secs_f64());
                println!("{}", json!({ "threads": threads, "least": least, "median": median }));
            }
        }
        ["memory", what, size, threads] => {
            let work = work(what, number(size));
            let pool = pool(number(threads));
            let (bytes, ()) = memory::growth(|| pool.install(&work));
            println!("{}", json!({ "bytes": bytes }));
        }
        _ => panic!("time WHAT SIZE | memory WHAT SIZE THREADS"),
    }
}

fn number(text: &str) -> usize {
    text.parse().expect("a number")
}

fn pool(threads: usize) -> ThreadPool {
    ThreadPoolBuilder::new().num_threads(threads).build().expect("a thread pool")
}

/// One call, with what it works on made ready.
fn work(what: &str, size: usize) -> Box<dyn Fn() + Send + Sync> {
    match what {
        "kernel" => {
            let weights = data::Facts::new(size).population;
            Box::new(move || {
                let mut amounts = vec![0; size];
                peers::kernel(data::TOTAL, &weights, &mut amounts);
                black_box(amounts);
            })
        }
        "allocate" => {
            let weights = data::Facts::new(size).population;
            // In no order, so that standing once must be found by sorting.
            let id = |row: usize| format!("{:08}", row * 57_885_161 % 100_000_000);
            let ids: Vec<String> = (0..size).map(id).collect();
            let key = Key::measure("population").expect("a key");
            let total = Money::from_ore(data::TOTAL as i64).expect("a total");
            let options = Options::new().unit(Unit::ORE);
            Box::new(move || {
                let table = Table::builder("id", &ids).column("population", weights.clone());
                let table = table.build().expect("a table");
                black_box(allocate(&table, total, &key, &options).expect("a division"));
            })
        }
        "scenarios" => {
            let scenarios = scenarios::Scenarios::new(size);
            Box::new(move || drop(black_box(scenarios.divide())))
        }
        "claims" => {
            let claims = lines::Lines::new(size).claims();
            let rulebook = catalog::rulebook("starkt-bemanning").expect("a rulebook that ships");
            let options = AssessOptions::new();
            Box::new(move || {
                black_box(assess(&claims, &rulebook, 2016, None, &options).expect("verdicts"));
            })
        }
        "staffing" => {
            let (table, rules) = (staff::Columns::new(size).table(), staff::rules());
            let options = StaffingOptions::new();
            Box::new(move || {
                black_box(check_staffing(&table, &rules, &options).expect("a check"));
            })
        }
        _ => panic!("kernel, allocate, scenarios, claims or staffing"),
    }
}
