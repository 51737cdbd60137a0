//! Many scenarios of the same recipients in one call, on one thread and on two.

use std::hint::black_box;

use statsbidrag::{GroupedAllocation, Key, Money, Options, Table, Totals, Unit, allocate_groups};

use crate::data::{Facts, Random, TOTAL};
use crate::peers;
use statsbidrag_benches::timing::{Contender, Times, take_turns};

/// Recipients of a scenario.
pub(crate) const RECIPIENTS: usize = 290;

/// What the contenders are called.
pub(crate) const ONE_THREAD: &str = "one thread";
pub(crate) const TWO_THREADS: &str = "two threads";
pub(crate) const ONE_BY_THE_CLOCK: &str = "one thread, by the clock";
pub(crate) const TWO_BY_THE_CLOCK: &str = "two threads, by the clock";

/// Scenarios that each have their own populations, and all divide the same total.
pub(crate) struct Scenarios {
    table: Table,
    population: Vec<u64>,
    key: Key,
    totals: Totals,
    options: Options,
}

impl Scenarios {
    pub(crate) fn new(scenarios: usize) -> Self {
        let base = Facts::new(RECIPIENTS).population;
        let mut random = Random(290);
        let population: Vec<u64> = (0..scenarios)
            .flat_map(|_| base.iter())
            .map(|&p| p * (900 + random.below(200)) / 1000)
            .collect();
        let ids: Vec<String> = (0..RECIPIENTS).map(|row| format!("{row:04}")).collect();
        let ids = (0..scenarios).flat_map(|_| &ids);
        let names = (0..scenarios).map(|scenario| format!("{scenario}"));
        let names = names.flat_map(|name| std::iter::repeat_n(name, RECIPIENTS));
        let table = Table::builder("id", ids)
            .column("scenario", names.collect::<Vec<_>>())
            .column("population", population.clone())
            .by("scenario")
            .build();
        Self {
            table: table.expect("a table"),
            population,
            key: Key::measure("population").expect("a key"),
            totals: Money::from_ore(TOTAL as i64).expect("an amount").into(),
            options: Options::new().unit(Unit::ORE),
        }
    }

    pub(crate) fn divide(&self) -> GroupedAllocation {
        allocate_groups(&self.table, &self.totals, &self.key, &self.options).expect("a division")
    }

    /// The first and last scenario are what the kernel makes of them.
    fn check(&self) {
        let result = self.divide();
        let rows = self.population.chunks(RECIPIENTS).zip(result.amounts().chunks(RECIPIENTS));
        let mut want = vec![0; RECIPIENTS];
        for (population, got) in rows.clone().take(1).chain(rows.clone().next_back()) {
            peers::kernel(TOTAL, population, &mut want);
            assert!(got.iter().map(|amount| amount.ore() as u64).eq(want.iter().copied()));
        }
    }
}

/// Times `scenarios` scenarios in one call.
pub(crate) fn time(scenarios: usize, rounds: usize) -> Times {
    let scenarios = Scenarios::new(scenarios);
    scenarios.check();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let (pool, scenarios) = (pool.expect("a thread pool"), &scenarios);
        move || pool.install(|| drop(black_box(scenarios.divide())))
    };
    let contenders = vec![
        Contender::on_threads(ONE_THREAD, on(1)),
        Contender::on_threads(TWO_THREADS, on(2)),
        Contender::by_the_clock(ONE_BY_THE_CLOCK, on(1)),
        Contender::by_the_clock(TWO_BY_THE_CLOCK, on(2)),
    ];
    take_turns(contenders, rounds, 1)
}
