//! Whatever a caller passes in, the answer is a result: never a panic, and never an error that does
//! not say what is wrong. Overflow is checked in this profile.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use statsbidrag::{
    Bound, BoundsPolicy, Column, Error, Key, KeyComponent, Measure, Money, Numbers, Options,
    Parameters, Ratio, Rounding, RoundingScope, Table, TieRule, Unit, allocate,
};
use statsbidrag_tests::hard_texts::{NAMES, NUMBERS};
use statsbidrag_tests::refused::has_a_reason;

/// Looks at everything that a result can tell.
fn use_result(allocation: &statsbidrag::Allocation) {
    for row in allocation.rows() {
        let _ = (row.amount.to_string(), row.entitlement.to_string(), row.bound);
        assert_eq!(allocation.amount(row.id), Some(row.amount));
    }
    for count in [0, 1, 12, 1200, 1201, usize::MAX] {
        match allocation.instalments(count) {
            Ok(payments) => assert_eq!(payments.len(), count),
            Err(error) => has_a_reason(&error),
        }
    }
    if let Err(error) = allocation.by_entity() {
        has_a_reason(&error);
    }
    let _ = (allocation.tied(), allocation.parts().len(), allocation.minimums_reduced());
}

/// Names that meet.
fn name() -> impl Strategy<Value = String> {
    select(NAMES.map(str::to_owned).to_vec())
}

/// Texts that numbers are read from.
fn number_text() -> impl Strategy<Value = String> {
    prop_oneof![3 => select(NUMBERS.map(str::to_owned).to_vec()), 1 => ".{0,70}"]
}

fn ratio() -> impl Strategy<Value = Ratio> {
    let text = number_text().prop_map(|text| text.parse().unwrap_or_else(|_| Ratio::one()));
    let small = (-3..8i64, 1..9i64).prop_map(|(n, d)| Ratio::new(n, d).unwrap());
    let any = (any::<i64>(), any::<i64>())
        .prop_map(|(n, d)| Ratio::new(n, d).unwrap_or_else(Ratio::zero));
    prop_oneof![text, small, any]
}

fn extreme() -> impl Strategy<Value = i64> {
    prop_oneof![
        select(vec![0, 1, -1, 100, i64::MAX, i64::MIN, i64::MAX - 1, 1 << 62]),
        any::<i64>()
    ]
}

fn money() -> impl Strategy<Value = Money> {
    extreme().prop_map(|ore| Money::from_ore(ore).unwrap_or(Money::MAX))
}

fn column(rows: usize) -> BoxedStrategy<Column> {
    let u64s = prop_oneof![0..4u64, select(vec![u64::MAX, u64::MAX - 1, 1 << 63]), any::<u64>()];
    let i128s = prop_oneof![0..4i128, select(vec![i128::MAX, i128::MIN]), any::<i128>()];
    let denominators = prop_oneof![0..4u64, select(vec![u64::MAX, 1 << 63]), any::<u64>()];
    prop_oneof![
        24 => vec(0..9u64, rows).prop_map(Column::from),
        8 => vec(u64s, rows).prop_map(Column::from),
        1 => vec(i128s, rows).prop_map(Column::from),
        1 => vec(any::<Option<i64>>(), rows).prop_map(Column::from),
        1 => (vec(proptest::option::of(extreme()), rows), denominators)
            .prop_map(|(cells, denominator)| Numbers::scaled(cells, denominator).into()),
        1 => vec(number_text(), rows)
            .prop_map(|cells| Numbers::parse(cells.iter().map(String::as_str)).into()),
        1 => vec(ratio(), rows).prop_map(Column::from),
        1 => vec(any::<Option<bool>>(), rows).prop_map(Column::from),
        1 => vec(proptest::option::of(".{0,3}"), rows).prop_map(Column::from),
    ]
    .boxed()
}

/// A column of the length that the table wants, mostly.
fn any_column(rows: usize) -> impl Strategy<Value = Column> {
    prop_oneof![60 => column(rows), 1 => (0..9usize).prop_flat_map(column)]
}

fn ids(rows: usize) -> impl Strategy<Value = Vec<String>> {
    let distinct = Just((0..rows).map(|i| format!("{i:03}")).collect()).prop_shuffle();
    prop_oneof![20 => distinct, 1 => vec(".{0,2}", rows)]
}

/// A table of columns `w`, `v`, `t`, or why there is none.
fn table() -> impl Strategy<Value = Result<Table, Error>> {
    (0..12usize).prop_flat_map(|rows| {
        let flags = vec(proptest::option::weighted(0.99, any::<bool>()), rows);
        let columns = (any_column(rows), any_column(rows), any_column(rows), flags);
        let extra =
            (proptest::option::weighted(0.02, name()), proptest::option::weighted(0.02, name()));
        (ids(rows), columns, extra).prop_map(|(ids, (w, v, t, flags), (names, by))| {
            let builder = Table::builder("id", ids);
            let builder =
                builder.column("w", w).column("v", v).column("t", t).column("flag", flags);
            let builder = match names {
                Some(names) => builder.names(names),
                None => builder,
            };
            match by {
                Some(by) => builder.by(by).build(),
                None => builder.build(),
            }
        })
    })
}

fn measure() -> impl Strategy<Value = Measure> {
    let known = [
        "w",
        "v",
        "w*v",
        "w*w*w*v",
        "w + v",
        "1/17*w",
        "$n*w + v",
        "$\"a b\"*t",
        "t",
        "id",
        "missing",
        "99999999999999999999999999999999999999999999999999999999999999*w",
        "0*w",
        "0.0000000000000000000000000000000001*w + v",
    ];
    let column = name().prop_map(Measure::column);
    let likely = select(vec!["w", "v", "t", "w*v", "w + 2*v", "w*w*w*v"]);
    let read = |text: &str| text.parse().unwrap();
    prop_oneof![12 => likely.prop_map(read), 2 => select(known.to_vec()).prop_map(read), 1 => column]
}

fn key() -> impl Strategy<Value = Result<Key, Error>> {
    let one = measure().prop_map(|measure| Ok(Key::from(measure)));
    let fitting = (vec(measure(), 1..5), vec(0..9i64, 4)).prop_map(|(measures, parts)| {
        let parts = &parts[..measures.len()];
        let sum = parts.iter().sum::<i64>().max(1);
        Key::of(measures.into_iter().zip(parts).enumerate().map(|(i, (measure, &part))| {
            KeyComponent::new(format!("c{i}"), Ratio::new(part, sum).unwrap(), measure)
        }))
    });
    let any = vec((name(), ratio(), measure()), 0..4).prop_map(|components| {
        Key::of(components.into_iter().map(|(name, share, m)| KeyComponent::new(name, share, m)))
    });
    let texts = vec((name(), number_text(), ".{0,12}"), 0..4).prop_map(Key::new);
    prop_oneof![12 => one, 8 => fitting, 1 => any, 1 => texts]
}

fn bound() -> impl Strategy<Value = Bound> {
    prop_oneof![
        2 => (0..2000i64).prop_map(|ore| Bound::Amount(Money::from_ore(ore).unwrap())),
        1 => money().prop_map(Bound::Amount),
        2 => select(vec!["v", "t"]).prop_map(|column| Bound::Column(column.to_owned())),
        1 => name().prop_map(Bound::Column),
        1 => (name(), ratio()).prop_map(|(column, factor)| Bound::PerUnit(column, factor)),
        1 => (select(vec!["v", "w"]), ratio())
            .prop_map(|(column, factor)| Bound::ShareOf(column.to_owned(), factor)),
    ]
}

fn unit() -> impl Strategy<Value = Unit> {
    let known = [
        Unit::ORE,
        Unit::ORE,
        Unit::KRONA,
        Unit::KRONA,
        Unit::COUNT,
        Unit::of(Money::MAX).unwrap(),
    ];
    let any = money().prop_map(|money| Unit::of(money).unwrap_or(Unit::KRONA));
    prop_oneof![12 => select(known.to_vec()), 1 => any]
}

fn options() -> impl Strategy<Value = Options> {
    let rounding = prop_oneof![
        2 => Just(Rounding::LargestRemainder),
        3 => select(Rounding::ALL)
    ];
    let scope =
        prop_oneof![3 => Just(RoundingScope::Combined), 1 => Just(RoundingScope::Component)];
    let ties = (
        proptest::option::weighted(0.9, select(TieRule::ALL)),
        prop_oneof![20 => Just(Vec::new()), 1 => vec("[0-9]{3}", 0..12)],
    );
    let bounds = (
        proptest::option::weighted(0.4, bound()),
        proptest::option::weighted(0.3, bound()),
        select(BoundsPolicy::ALL),
        any::<(bool, bool)>(),
    );
    let parameters = (select(vec!["n", "a b", "m"]), ratio());
    let parameters = prop_oneof![9 => Just(Vec::new()), 1 => vec(parameters, 0..3)];
    let columns =
        (proptest::option::weighted(0.02, name()), proptest::option::weighted(0.02, name()));
    (unit(), rounding, scope, ties, bounds, parameters, columns).prop_map(
        |(unit, rounding, scope, (ties, order), bounds, parameters, (only, entity))| {
            let (minimum, maximum, policy, (for_zero, reduce)) = bounds;
            let mut given = Parameters::new();
            for (name, value) in parameters {
                given = given.with(name, value);
            }
            let mut options = Options::new()
                .unit(unit)
                .rounding(rounding)
                .rounding_scope(scope)
                .tie_order(order)
                .parameters(given);
            // Without a bound they are refused, which another draw shows often enough.
            if minimum.is_some() || maximum.is_some() {
                options = options.bounds(policy).minimum_for_zero(for_zero).reduce_minimums(reduce);
            }
            options = ties.map_or(options.clone(), |ties| options.ties(ties));
            options = minimum.map_or(options.clone(), |bound| options.minimum(bound));
            options = maximum.map_or(options.clone(), |bound| options.maximum(bound));
            options = only.map_or(options.clone(), |column| options.only(column));
            entity.map_or(options.clone(), |column| options.entity(column))
        },
    )
}

/// Ties by a list of all, with the last first.
fn by_list(options: Options, table: &Table) -> Options {
    let ids: Vec<_> = table.ids().iter().collect();
    options.ties(TieRule::ByList).tie_order(ids.into_iter().rev())
}

/// Sixty thousand of them; enough are made for the test to reach all of the computation.
#[test]
fn any_allocation_is_made_or_refused() {
    let total =
        prop_oneof![6 => (0..50i64).prop_map(|kr| kr * 100), 1 => 0..5000i64, 2 => extreme()];
    let mut runner = TestRunner::new(ProptestConfig::with_cases(60_000));
    let (made, refused) = (Cell::new(0), Cell::new(0));
    let given = (table(), key(), total, options(), proptest::bool::weighted(0.1));
    let run = runner.run(&given, |(table, key, total, options, listed)| {
        let total = Money::from_ore(total).unwrap_or(-Money::MAX);
        let options = match &table {
            Ok(table) if listed => by_list(options, table),
            _ => options,
        };
        match (table, key) {
            (Ok(table), Ok(key)) => match allocate(&table, total, &key, &options) {
                Ok(allocation) => {
                    use_result(&allocation);
                    made.set(made.get() + 1);
                }
                Err(error) => {
                    has_a_reason(&error);
                    refused.set(refused.get() + 1);
                }
            },
            (table, key) => table.err().iter().chain(&key.err()).for_each(has_a_reason),
        }
        Ok(())
    });
    run.unwrap();
    eprintln!("{} made, {} refused", made.get(), refused.get());
    assert!(made.get() >= 5_000 && refused.get() >= 15_000);
}

proptest! {
    #[test]
    fn any_transition_between_keys_is_made_or_refused(old in key(), new in key(), share in ratio()) {
        if let (Ok(old), Ok(new)) = (old, new) {
            match Key::transition(&old, &new, &share) {
                Ok(key) => prop_assert!(key.to_string().len() > 2),
                Err(error) => has_a_reason(&error),
            }
        }
    }
}

proptest! {
    #[test]
    fn any_numbers_are_exact_or_problems_of_the_table(
        cells in vec(proptest::option::of(number_text()), 0..20),
    ) {
        let numbers = Numbers::parse(cells.iter().map(Option::as_deref));
        let read: Vec<_> = (0..cells.len()).map(|row| numbers.get(row)).collect();
        let ids = (0..cells.len()).map(|row| row.to_string());
        match Table::builder("id", ids).column("x", numbers).build() {
            Ok(_) => {
                for (cell, read) in cells.iter().zip(read) {
                    prop_assert_eq!(cell.as_ref().map(|text| text.parse().unwrap()), read);
                }
            }
            Err(error) => has_a_reason(&error),
        }
    }
}

/// Thousands of problems: the first of them are told, and all are counted.
#[test]
fn thousands_of_problems_are_counted() {
    let rows = 5_000;
    let error = Table::builder("id", vec![""; rows])
        .column("x", Numbers::parse(vec!["?"; rows]))
        .column("x", vec![1u64; 3])
        .build()
        .unwrap_err();
    has_a_reason(&error);
    // Every id and every number, the length and the name of the second column.
    assert_eq!(error.problems().count(), 2 * rows + 2);

    let ids: Vec<String> = (0..rows).map(|row| row.to_string()).collect();
    let table = Table::builder("id", ids)
        .column("x", vec![-1i64; rows])
        .column("min", vec![None::<i64>; rows])
        .build()
        .unwrap();
    let options = Options::new().minimum(Bound::Column("min".into()));
    let key = Key::measure("x").unwrap();
    let error = allocate(&table, Money::MAX, &key, &options).unwrap_err();
    has_a_reason(&error);
    // Every cell of both columns, and a total that has öre.
    assert_eq!(error.problems().count(), 2 * rows + 1);
}

/// The largest unit, the largest totals and the widest weights at once.
#[test]
fn everything_at_its_limit() {
    let table = Table::builder("id", ["a", "b", "c"])
        .column("w", [u64::MAX, u64::MAX, u64::MAX - 1])
        .column("huge", [i128::MAX, i128::MAX, 0])
        .build()
        .unwrap();
    for total in [Money::MAX, -Money::MAX] {
        for unit in [Unit::ORE, Unit::of(Money::MAX).unwrap()] {
            for measure in ["w", "huge", "huge*huge*w*w + w"] {
                for &rounding in Rounding::ALL {
                    let options = Options::new().unit(unit).rounding(rounding).ties(TieRule::ById);
                    let key = Key::measure(measure).unwrap();
                    match allocate(&table, total, &key, &options) {
                        Ok(allocation) => use_result(&allocation),
                        Err(error) => has_a_reason(&error),
                    }
                }
            }
        }
    }
}
