//! Tests of `compare`.

use proptest::prelude::*;

use super::*;
use crate::{Bound, Key, Options, Parameters, Unit, allocate};

fn ratio(text: &str) -> Ratio {
    text.parse().unwrap()
}

fn weights<const N: usize>(ids: [&str; N], x: [i64; N]) -> Table {
    Table::builder("id", ids).column("x", x).build().unwrap()
}

fn result(table: &Table, kronor: i64, key: &Key, options: &Options) -> Allocation {
    allocate(table, Money::from_kronor(kronor).unwrap(), key, options).unwrap()
}

/// The causes of a line: total, key, facts, key and facts, bounds, rounding.
fn causes(change: &Change) -> [String; 6] {
    let known = |cause: Option<&Ratio>| cause.map_or("-".to_owned(), Ratio::to_string);
    [
        change.total().to_string(),
        known(change.key()),
        known(change.facts()),
        known(change.key_and_facts()),
        change.bounds().to_string(),
        change.rounding().to_string(),
    ]
}

fn assert_adds_up(change: &Change) {
    let known = [change.key(), change.facts(), change.key_and_facts()];
    let all = [change.total(), change.bounds(), change.rounding()];
    let sum: BigRational = known.into_iter().flatten().chain(all).map(|cause| cause.big()).sum();
    assert_eq!(sum, kronor(change.difference()));
    assert_eq!(change.before().plus(change.difference()).unwrap(), change.after());
}

#[test]
fn total_key_and_facts_are_told_apart_in_that_order() {
    // Before: 100 by x over 1:3. After: 200, half by x and half by y, over x 1:1 and y 1:4.
    let table = |x: [i64; 2], y: [i64; 2]| {
        Table::builder("id", ["a", "b"]).column("x", x).column("y", y).build().unwrap()
    };
    let key = Key::new([("x", "1/2", "x"), ("y", "1/2", "y")]).unwrap();
    let options = Options::new();
    let before = result(&table([1, 3], [3, 2]), 100, &Key::measure("x").unwrap(), &options);
    let after = result(&table([1, 1], [1, 4]), 200, &key, &options);
    let comparison = before.compare(&after, None).unwrap();
    assert_eq!(comparison.order(), CauseOrder::TotalKeyFacts);
    // a: 25 → 50 (total) → 200·(1/8 + 3/10) = 85 (key) → 200·(1/4 + 1/10) = 70 (facts).
    assert_eq!(causes(comparison.rows()[0].change()), ["25", "35", "-15", "-", "0", "0"]);
    // b: 75 → 150 → 115 → 130.
    assert_eq!(causes(comparison.rows()[1].change()), ["75", "-35", "15", "-", "0", "0"]);
    assert_eq!(causes(comparison.totals()), ["100", "0", "0", "-", "0", "0"]);
    // The way back has the same difference with the sign turned, by other causes.
    let back = after.compare(&before, None).unwrap();
    // a: 70 → 35 (100 by the later key) → 50 (x alone, 1:1) → 25.
    assert_eq!(causes(back.rows()[0].change()), ["-35", "15", "-25", "-", "0", "0"]);
}

#[test]
fn a_key_that_lacks_its_columns_waits_for_the_facts() {
    let options = Options::new();
    let before = result(&weights(["a", "b"], [1, 3]), 100, &Key::measure("x").unwrap(), &options);
    let both = Table::builder("id", ["a", "b"]).column("x", [1, 1]).column("y", [1, 4]);
    let both = both.build().unwrap();
    let after = result(&both, 200, &Key::measure("y").unwrap(), &options);
    let comparison = before.compare(&after, None).unwrap();
    assert_eq!(comparison.order(), CauseOrder::TotalFactsKey);
    // a: 25 → 50 (total) → 100 (x is 1:1) → 40 (y is 1:4).
    assert_eq!(causes(comparison.rows()[0].change()), ["25", "-60", "50", "-", "0", "0"]);
}

#[test]
fn keys_that_lack_each_others_columns_go_with_the_facts() {
    let options = Options::new();
    let before = result(&weights(["a", "b"], [1, 3]), 100, &Key::measure("x").unwrap(), &options);
    let only_y = Table::builder("id", ["a", "b"]).column("y", [1, 4]).build().unwrap();
    let after = result(&only_y, 200, &Key::measure("y").unwrap(), &options);
    let comparison = before.compare(&after, None).unwrap();
    assert_eq!(comparison.order(), CauseOrder::TotalTogether);
    assert_eq!(causes(comparison.rows()[0].change()), ["25", "-", "-", "-10", "0", "0"]);
    assert_eq!(causes(comparison.totals()), ["100", "-", "-", "0", "0", "0"]);
}

#[test]
fn a_measure_of_zeros_or_with_empty_cells_cannot_divide_the_other_facts() {
    let (x, y) = (Key::measure("x").unwrap(), Key::measure("y").unwrap());
    let table = |x: [Option<i64>; 2], y: [Option<i64>; 2]| {
        Table::builder("id", ["a", "b"]).column("x", x).column("y", y).build().unwrap()
    };
    let after = result(&table([Some(1), Some(1)], [Some(1), Some(4)]), 200, &y, &Options::new());
    for y in [[Some(0), Some(0)], [Some(1), None]] {
        let before = result(&table([Some(1), Some(3)], y), 100, &x, &Options::new());
        let comparison = before.compare(&after, None).unwrap();
        assert_eq!(comparison.order(), CauseOrder::TotalFactsKey);
    }
}

#[test]
fn parameters_and_who_takes_part_belong_to_the_key() {
    let table = Table::builder("id", ["a", "b"]).column("x", [1, 1]).column("y", [2, 0]);
    let table = table.column("new", [false, true]).build().unwrap();
    let key = Key::measure("x + $n*y").unwrap();
    let with = |n: &str| Options::new().parameters(Parameters::new().with("n", ratio(n)));
    let before = result(&table, 100, &key, &with("0"));
    // 3 : 1, then all to b.
    let after = result(&table, 100, &key, &with("1"));
    let comparison = before.compare(&after, None).unwrap();
    assert_eq!(causes(comparison.rows()[0].change()), ["0", "25", "0", "-", "0", "0"]);
    let only_new = result(&table, 100, &key, &with("1").only("new"));
    let comparison = after.compare(&only_new, None).unwrap();
    assert_eq!(causes(comparison.rows()[0].change()), ["0", "-75", "0", "-", "0", "0"]);
}

#[test]
fn bounds_and_rounding_have_their_own_parts() {
    let (table, key) = (weights(["a", "b", "c"], [1, 1, 1]), Key::measure("x").unwrap());
    let before = result(&table, 100, &key, &Options::new());
    let most = Bound::Amount(Money::from_kronor(40).unwrap());
    let table = weights(["a", "b", "c"], [1, 1, 2]);
    let after = result(&table, 100, &key, &Options::new().maximum(most));
    let comparison = before.compare(&after, None).unwrap();
    // a: 33 1/3, rounded to 34 (first by id). After: 25 by the facts, 30 under the maximum of c.
    let [a, _, c] = comparison.rows() else { panic!() };
    assert_eq!(causes(a.change()), ["0", "0", "-25/3", "-", "5", "-2/3"]);
    // c: 33 1/3, rounded to 33. After: 50 by the facts, held at 40.
    assert_eq!(causes(c.change()), ["0", "0", "50/3", "-", "-10", "1/3"]);
    comparison.rows().iter().for_each(|row| assert_adds_up(row.change()));
    assert_eq!(causes(comparison.totals()), ["0", "0", "0", "-", "0", "0"]);
}

#[test]
fn recipients_that_came_or_went_are_facts() {
    let (key, options) = (Key::measure("x").unwrap(), Options::new());
    let before = result(&weights(["a", "b"], [1, 1]), 100, &key, &options);
    let after = result(&weights(["c", "a"], [3, 1]), 200, &key, &options);
    let comparison = before.compare(&after, Some("x")).unwrap();
    let lines: Vec<_> = comparison.rows().iter().map(|row| (row.id(), row.only_in())).collect();
    let want = [("a", None), ("b", Some(OnlyIn::Before)), ("c", Some(OnlyIn::After))];
    assert_eq!(lines, want);
    assert_eq!(causes(comparison.rows()[1].change()), ["50", "0", "-100", "-", "0", "0"]);
    assert_eq!(causes(comparison.rows()[2].change()), ["0", "0", "150", "-", "0", "0"]);
    let gone = comparison.row("b").unwrap().change();
    assert_eq!((gone.before_per_unit(), gone.after_per_unit()), (Some(&ratio("50")), None));
    assert_eq!(comparison.totals().difference_per_unit(), Some(&ratio("0")));
}

#[test]
fn amounts_per_unit_are_by_each_tables_own_column() {
    let table = |population: [Option<i64>; 3]| {
        let table = Table::builder("id", ["a", "b", "c"]).column("x", [1, 1, 2]);
        table.column("population", population).build().unwrap()
    };
    let (key, options) = (Key::measure("x").unwrap(), Options::new());
    let before = result(&table([Some(5), Some(0), Some(2)]), 100, &key, &options);
    let after = result(&table([Some(4), Some(5), None]), 100, &key, &options);
    let comparison = before.compare(&after, Some("population")).unwrap();
    let per: Vec<_> = comparison
        .rows()
        .iter()
        .map(|row| row.change())
        .chain([comparison.totals()])
        .map(|c| [c.before_per_unit(), c.after_per_unit(), c.difference_per_unit()])
        .map(|per| per.map(|per| per.map_or("-".to_owned(), Ratio::to_string)))
        .collect();
    // 25/5 and 25/4; 25/0 and 25/5; 50/2 and none; 100/7 and, with an empty cell, none.
    let want = [["5", "6.25", "1.25"], ["-", "5", "-"], ["25", "-", "-"], ["100/7", "-", "-"]];
    assert_eq!(per, want);
}

#[test]
fn everything_wrong_is_said_at_once() {
    let before = Table::builder("id", ["a"]).column("x", [1]).column("n", [-1]).build().unwrap();
    let key = Key::measure("x").unwrap();
    let before = result(&before, 1, &key, &Options::new());
    let options = Options::new().unit(Unit::COUNT).ties(crate::TieRule::ById);
    let after = result(&weights(["a"], [1]), 1, &key, &options);
    let error = before.compare(&after, Some("n")).unwrap_err();
    let found: Vec<_> = error.problems().iter().map(|p| (p.path(), p.code())).collect();
    let want = [
        ("/after/unit", Code::Conflict),
        ("/before/frame/n/0", Code::Negative),
        ("/after/per", Code::UnknownColumn),
    ];
    assert_eq!(found, want);
}

#[test]
fn a_total_of_zero_over_nothing_is_compared_too() {
    let (key, options) = (Key::measure("x").unwrap(), Options::new());
    let before = result(&weights(["a", "b"], [0, 0]), 0, &key, &options);
    let after = result(&weights(["a", "b"], [1, 3]), -100, &key, &options);
    let comparison = before.compare(&after, None).unwrap();
    assert_eq!(causes(comparison.rows()[0].change()), ["0", "0", "-25", "-", "0", "0"]);
}

type Cells = (u32, u32, u32, u32);

proptest! {
    #[test]
    fn causes_sum_to_the_difference(
        rows in proptest::collection::vec((0u32..50, 0u32..50, 1u32..50, 1u32..50), 2..12),
        (from, to, most) in (1i64..10_000, 1i64..10_000, 0i64..10_000),
    ) {
        let table = |ids: std::ops::Range<usize>, x: fn(&Cells) -> (u32, u32)| {
            let cells: Vec<_> = ids.clone().map(|row| x(&rows[row])).collect();
            let names = ids.map(|row| format!("{row:02}"));
            let table = Table::builder("id", names).column("x", cells.iter().map(|c| c.0).collect::<Vec<_>>());
            table.column("y", cells.iter().map(|c| c.1).collect::<Vec<_>>()).build().unwrap()
        };
        let earlier = table(0..rows.len() - 1, |row| (row.2, row.0));
        let later = table(1..rows.len(), |row| (row.3, row.1));
        let key = Key::new([("x", "2/3", "x"), ("y", "1/3", "x + y")]).unwrap();
        let before = result(&earlier, from, &Key::measure("x").unwrap(), &Options::new());
        // A maximum that leaves room for the total.
        let room = Bound::Amount(Money::from_kronor(to / (rows.len() as i64 - 1) + 1 + most).unwrap());
        let after = result(&later, to, &key, &Options::new().maximum(room));
        let comparison = before.compare(&after, Some("y")).unwrap();
        prop_assert_eq!(comparison.rows().len(), rows.len());
        for row in comparison.rows() {
            assert_adds_up(row.change());
        }
        let totals = comparison.totals();
        assert_adds_up(totals);
        prop_assert_eq!(totals.total(), &Ratio::from(to - from));
        prop_assert!(totals.bounds().is_zero() && totals.rounding().is_zero());
        prop_assert!(totals.key().unwrap().is_zero() && totals.facts().unwrap().is_zero());
    }
}
