//! Many scenarios of the same recipients, on one thread and on two.

use std::hint::black_box;

use rayon::prelude::*;
use statsbidrag::{Key, Money, Options, Table, Unit, allocate};

use crate::data::{Facts, Random, TOTAL};
use crate::timing::{Contender, Times, take_turns};

/// Recipients of a scenario.
const RECIPIENTS: usize = 290;

/// What the contenders are called.
pub(crate) const ONE_THREAD: &str = "scenarios, one thread";
pub(crate) const TWO_THREADS: &str = "scenarios, two threads";

/// Times `scenarios` totals over the same 290 recipients. A call is one scenario.
pub(crate) fn time(scenarios: usize, rounds: usize) -> Times {
    let facts = Facts::new(RECIPIENTS);
    let ids = (0..RECIPIENTS).map(|row| format!("{row:04}"));
    let table = Table::builder("id", ids).column("population", facts.population).build();
    let table = table.expect("a table");
    let key = Key::measure("population").expect("a key");
    let options = Options::new().unit(Unit::ORE);
    let mut random = Random(290);
    let totals: Vec<Money> = (0..scenarios)
        .map(|_| Money::from_ore(random.below(TOTAL) as i64).expect("an amount"))
        .collect();
    let one = |total: &Money| {
        black_box(allocate(&table, *total, &key, &options).expect("a division"));
    };
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let (pool, totals, one) = (pool.expect("a thread pool"), &totals, &one);
        move || pool.install(|| totals.par_iter().for_each(one))
    };
    let contenders = vec![Contender::new(ONE_THREAD, on(1)), Contender::new(TWO_THREADS, on(2))];
    take_turns(contenders, rounds, 1)
}
