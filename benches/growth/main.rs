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

use cpu_time::ProcessTime;
use rayon::{ThreadPool, ThreadPoolBuilder};
use serde_json::json;
use statsbidrag::{
    AssessOptions, Key, Money, Options, StaffingOptions, Table, Unit, allocate, assess, catalog,
    check_staffing,
};
use statsbidrag_benches::memory;

/// Rounds go on until so much time has passed, and there are at least five.
const ENOUGH: Duration = Duration::from_secs(1);

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["time", what, size] => {
            let work = work(what, number(size));
            // Many calls at a time where one is over before a clock has ticked.
            let calls = (20_000 / number(size)).max(1);
            let once = |pool: &ThreadPool| {
                let (clock, processor) = (Instant::now(), ProcessTime::now());
                pool.install(|| (0..calls).for_each(|_| work()));
                let (clock, processor) = (clock.elapsed(), processor.elapsed());
                [clock, processor].map(|time| time.as_secs_f64() / calls as f64)
            };
            let (one, two) = (pool(1), pool(2));
            once(&one);
            once(&two);
            let mut processor = Vec::new();
            let mut least = [f64::MAX; 2];
            let start = Instant::now();
            while processor.len() < 5 || start.elapsed() < ENOUGH {
                let ([clock, spent], [clock_of_two, _]) = (once(&one), once(&two));
                processor.push(spent);
                // What else runs only ever adds to the clock's time.
                least = [least[0].min(clock), least[1].min(clock_of_two)];
            }
            let (seconds, two_threads) = (median(processor), least[1] / least[0]);
            println!("{}", json!({ "seconds": seconds, "two_threads": two_threads }));
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

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
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
