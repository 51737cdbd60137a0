//! `cargo bench -p statsbidrag-benches`: times the allocation of 10 billion kronor beside two other
//! libraries, in one run on the same data, and judges everyone's results by exact rationals.
//!
//! Only ratios within the run say anything about another machine. The scenarios need 4 GB of memory.

#![allow(clippy::float_arithmetic, reason = "times are floats; amounts are not")]

mod data;
mod judge;
mod peers;
mod scenarios;

use std::hint::black_box;

use data::{Facts, TOTAL};
use rusty_money::iso;
use statsbidrag::{Key, Money, Options, Table, Unit, allocate};
use statsbidrag_benches::timing::{Contender, Spread, Times, take_turns};

const KERNEL: &str = "kernel, one measure";
const TWO: &str = "kernel, two components";
const BOUNDS: &str = "kernel, minimums and maximums";
const ALLOCATE: &str = "allocate, from table to result";
const RUSTY_MONEY: &str = "rusty-money";
const METHOD: &str = "largest-remainder-method";
const DIVISION: &str = "one pass of / and %";

fn main() {
    println!("10 billion kr in öre, over random populations. All take turns, in rounds; times are");
    println!(
        "medians of processor time, ratios are of two times within a round: median (least–most)."
    );
    for (n, rounds) in [(290, 101), (10_000, 101), (1_000_000, 31)] {
        compare(n, rounds);
    }
    compare_scenarios();
    near_ties();
}

fn compare(n: usize, rounds: usize) {
    let facts = Facts::new(n);
    let held = judged(&facts);
    let times = time(&facts, rounds);
    println!("\nn = {n}; {} % of the recipients are at a minimum or maximum", held * 100 / n);
    let per_recipient = |name: &str| times.nanoseconds(name) / n as f64;
    let header = ["", "ns/recipient", "beside", "ns/recipient"];
    println!("{:<31} {:>12}  {:<25} {:>12}  ratio", header[0], header[1], header[2], header[3]);
    let line = |name: &str, other: &str, need: Need| {
        let (ours, theirs) = (per_recipient(name), per_recipient(other));
        println!(
            "{name:<31} {ours:>12.2}  {other:<25} {theirs:>12.2}  {}",
            need.verdict(&times, name, other)
        );
    };
    line(KERNEL, RUSTY_MONEY, Need::TimesAsFast(2.0));
    line(KERNEL, METHOD, Need::TimesAsFast(2.5));
    line(KERNEL, DIVISION, Need::ComeNear);
    line(TWO, RUSTY_MONEY, Need::TimesItsTime(1.5));
    line(BOUNDS, RUSTY_MONEY, Need::TimesItsTime(5.0));
    line(ALLOCATE, RUSTY_MONEY, Need::TimesItsTime(1.2));
}

/// What a ratio must be.
enum Need {
    /// At least so many times as fast.
    TimesAsFast(f64),
    /// At most so many times the time.
    TimesItsTime(f64),
    /// A limit to come near.
    ComeNear,
}

impl Need {
    fn verdict(&self, times: &Times, name: &str, other: &str) -> String {
        let ratio = times.ratio(name, other);
        let text = |Spread { median, least, most }: Spread, words: &str| {
            format!("{median:>5.2} times {words} ({least:.2}–{most:.2})")
        };
        let met = |met: bool| if met { "met" } else { "MISSED" };
        match *self {
            Need::TimesAsFast(need) => {
                let fast = ratio.inverse();
                let met = met(fast.median >= need);
                format!("{}; at least {need:.1}: {met}", text(fast, "as fast"))
            }
            Need::TimesItsTime(need) => {
                let met = met(ratio.median <= need);
                format!("{}; at most {need:.1}: {met}", text(ratio, "its time"))
            }
            Need::ComeNear => format!("{}; the limit to come near", text(ratio, "its time")),
        }
    }
}

/// Checks the results that are about to be timed; how many rows a bound holds.
fn judged(facts: &Facts) -> usize {
    let mut amounts = vec![0; facts.population.len()];
    peers::kernel(TOTAL, &facts.population, &mut amounts);
    judge::check_division(facts, &amounts);
    peers::kernel_by_key(facts, &mut amounts);
    assert_eq!(amounts.iter().sum::<u64>(), TOTAL, "the parts are the total");
    peers::kernel_within(facts, &mut amounts);
    judge::check_bounds(facts, &amounts)
}

fn time(facts: &Facts, rounds: usize) -> Times {
    let n = facts.population.len();
    let mut columns = vec![vec![0; n]; 5];
    let [one, two, bounded, quotients, remainders] = &mut columns[..] else { unreachable!() };
    let shares: Vec<u32> = facts.population.iter().map(|&p| p as u32).collect();
    let total = rusty_money::Money::from_minor(TOTAL as i64, iso::SEK);
    let ids = (0..n).map(|row| format!("{row:07}"));
    let table = Table::builder("id", ids).column("population", facts.population.clone()).build();
    let table = table.expect("a table");
    let key = Key::measure("population").expect("a key");
    let options = Options::new().unit(Unit::ORE);
    let ore = Money::from_ore(TOTAL as i64).expect("an amount");
    let contenders = vec![
        Contender::new(KERNEL, || peers::kernel(TOTAL, &facts.population, one)),
        Contender::consuming(
            RUSTY_MONEY,
            || shares.clone(),
            |shares| peers::rusty_money(&total, shares),
        ),
        Contender::new(METHOD, || {
            black_box(largest_remainder_method::apportion(&facts.population, TOTAL));
        }),
        Contender::new(DIVISION, || peers::divide_and_remain(facts, quotients, remainders)),
        Contender::new(TWO, || peers::kernel_by_key(facts, two)),
        Contender::new(BOUNDS, || peers::kernel_within(facts, bounded)),
        Contender::new(ALLOCATE, || {
            black_box(allocate(&table, ore, &key, &options).expect("a division"));
        }),
    ];
    take_turns(contenders, rounds, (60_000 / n).max(1))
}

fn compare_scenarios() {
    const SCENARIOS: usize = 100_000;
    let rows = SCENARIOS * scenarios::RECIPIENTS;
    let times = scenarios::time(SCENARIOS, 7);
    println!("\n{SCENARIOS} scenarios of {} recipients in one call", scenarios::RECIPIENTS);
    let print = |one: &str, two: &str, words: &str| {
        for name in [one, two] {
            let nanoseconds = times.nanoseconds(name);
            let (each, seconds) = (nanoseconds / rows as f64, nanoseconds / 1e9);
            println!("{name:<31} {each:>12.2} ns/recipient, {seconds:.2} s in all");
        }
        let Spread { median, least, most } = times.ratio(two, one);
        println!("  two threads take {median:.2} times {words} of one ({least:.2}–{most:.2})");
    };
    print(scenarios::ONE_THREAD, scenarios::TWO_THREADS, "the processor time");
    print(scenarios::ONE_BY_THE_CLOCK, scenarios::TWO_BY_THE_CLOCK, "the time");
}

fn near_ties() {
    const CASES: usize = 1000;
    println!(
        "\nOf {CASES} near ties (the two at the cut differ by less than a unit / 2³¹), by exact rationals:"
    );
    for (name, score) in judge::near_ties(CASES) {
        println!(
            "{name:<31} {:>5} wrong, {} of them with another sum",
            score.wrong, score.wrong_sum
        );
        assert!(name != "statsbidrag" || score.wrong == 0, "the exact one is exact");
    }
    println!(
        "(rusty-money gives what is left over in input order: its parts sum, by another rule.)"
    );
}
