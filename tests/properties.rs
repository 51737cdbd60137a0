//! What holds for every allocation, whatever the numbers.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use proptest::prelude::*;
use statsbidrag::{
    Allocation, Bound, BoundsPolicy, Key, Money, Numbers, Options, Ratio, Rounding, RoundingScope,
    Table, TieRule, Unit, allocate,
};

/// Recipients with two weights, and a total.
#[derive(Clone, Debug)]
struct Given {
    /// In no order.
    ids: Vec<String>,
    weights: Vec<u64>,
    others: Vec<u64>,
    /// In units.
    total: i64,
    /// In öre.
    unit: i64,
}

/// Small weights tie, large ones are wide; some are zero, never all.
fn weights(rows: usize) -> impl Strategy<Value = Vec<u64>> {
    let one = prop_oneof![3 => 0..6u64, 3 => 0..1_000_000u64, 1 => any::<u64>()];
    prop::collection::vec(one, rows).prop_map(|mut weights| {
        if weights.iter().all(|&w| w == 0) {
            weights[0] = 1;
        }
        weights
    })
}

fn given() -> impl Strategy<Value = Given> {
    (1..25usize).prop_flat_map(|rows| {
        let ids = Just((0..rows).map(|i| format!("{i:02}")).collect::<Vec<_>>()).prop_shuffle();
        let total = prop_oneof![0..100i64, 0..1_000_000_000i64, 0..i64::MAX / 100_000];
        let unit = prop::sample::select(vec![1i64, 100, 100_000]);
        (ids, weights(rows), weights(rows), total, unit).prop_map(
            |(ids, weights, others, total, unit)| Given { ids, weights, others, total, unit },
        )
    })
}

impl Given {
    fn table(&self) -> Table {
        Table::builder("id", &self.ids)
            .column("w", self.weights.clone())
            .column("v", self.others.clone())
            .build()
            .unwrap()
    }

    fn money(&self) -> Money {
        Money::from_ore(self.total * self.unit).unwrap()
    }

    fn options(&self) -> Options {
        let unit = Unit::of(Money::from_ore(self.unit).unwrap()).unwrap();
        Options::new().unit(unit).ties(TieRule::ById)
    }

    /// By the first weight.
    fn allocate(&self, options: &Options) -> Allocation {
        allocate(&self.table(), self.money(), &Key::measure("w").unwrap(), options).unwrap()
    }

    fn has_weight(&self) -> i64 {
        self.weights.iter().filter(|&&w| w > 0).count() as i64
    }
}

fn exact(ratio: &Ratio) -> BigRational {
    let whole = |digits: String| digits.parse::<BigInt>().unwrap();
    BigRational::new(whole(ratio.numerator()), whole(ratio.denominator()))
}

/// Amounts and exact entitlements in units.
fn units(allocation: &Allocation, unit: i64) -> Vec<(BigRational, BigRational)> {
    let in_units = |kronor: BigRational| kronor * BigInt::from(100) / BigInt::from(unit);
    let rows = allocation.rows().map(|row| {
        let amount = BigRational::new(row.amount.ore().into(), 100.into());
        (in_units(amount), in_units(exact(&row.entitlement)))
    });
    rows.collect()
}

fn sum(allocation: &Allocation) -> i128 {
    allocation.amounts().iter().map(|amount| i128::from(amount.ore())).sum()
}

/// Everything that must not depend on the order of rows.
type Told = (BTreeMap<String, (i64, String, &'static str)>, BTreeSet<String>, usize, i64);

fn told(allocation: &Allocation) -> Told {
    let rows = allocation
        .rows()
        .map(|row| (row.id.to_owned(), (row.amount.ore(), row.entitlement.to_string(), row.bound)));
    let tied = allocation.tied().into_iter().map(str::to_owned).collect();
    (rows.collect(), tied, allocation.units_at_stake(), allocation.unallocated().ore())
}

const STATUTORY: [Rounding; 5] =
    [Rounding::Down, Rounding::Up, Rounding::HalfUp, Rounding::HalfDown, Rounding::HalfEven];

fn statutory() -> impl Strategy<Value = Rounding> {
    prop::sample::select(&STATUTORY[..])
}

fn divisor() -> impl Strategy<Value = Rounding> {
    let methods: Vec<_> = Rounding::ALL.iter().copied().filter(|r| r.is_divisor()).collect();
    prop::sample::select(methods)
}

proptest! {
    #[test]
    fn the_largest_remainder_keeps_the_sum_and_the_quota(given in given(), negative: bool) {
        let given = Given { total: if negative { -given.total } else { given.total }, ..given };
        let result = given.allocate(&given.options());
        prop_assert_eq!(sum(&result), i128::from(given.money().ore()));
        prop_assert_eq!(result.unallocated(), Money::ZERO);
        for ((amount, quota), &weight) in units(&result, given.unit).iter().zip(&given.weights) {
            prop_assert!(*amount == quota.floor() || *amount == quota.ceil());
            prop_assert!(weight > 0 || amount.is_zero());
        }
        let quotas = units(&result, given.unit).into_iter().map(|(_, quota)| quota);
        prop_assert_eq!(quotas.sum::<BigRational>(), BigRational::from_integer(given.total.into()));
    }

    #[test]
    fn the_tied_have_equal_remainders_and_only_some_of_them_a_unit_more(given in given()) {
        let result = given.allocate(&given.options());
        let rows = units(&result, given.unit);
        let place = |id: &&str| given.ids.iter().position(|other| other == id).unwrap();
        let tied: Vec<_> = result.tied().iter().map(place).collect();
        let up = tied.iter().filter(|&&row| rows[row].0 > rows[row].1).count();
        prop_assert_eq!(up, result.units_at_stake());
        let remainders: BTreeSet<_> = tied.iter().map(|&row| rows[row].1.fract()).collect();
        prop_assert!(remainders.len() <= 1);
        prop_assert!(tied.is_empty() || (up > 0 && up < tied.len()));
        // The winners are the first of them by id.
        let mut by_id = tied.clone();
        by_id.sort_by_key(|&row| &given.ids[row]);
        prop_assert!(by_id[..up].iter().all(|&row| rows[row].0 > rows[row].1));
    }

    #[test]
    fn divisor_methods_keep_the_sum_and_pay_no_zero_weight(
        given in given(),
        method in divisor(),
    ) {
        let given = Given { total: given.total.max(given.has_weight()), ..given };
        let result = given.allocate(&given.options().rounding(method));
        prop_assert_eq!(sum(&result), i128::from(given.money().ore()));
        for (amount, &weight) in result.amounts().iter().zip(&given.weights) {
            prop_assert!(amount.ore() >= 0 && (weight > 0 || *amount == Money::ZERO));
        }
    }

    #[test]
    fn a_seat_more_takes_none_from_anyone(given in given(), method in divisor()) {
        let given = Given { total: given.total.max(given.has_weight()), ..given };
        let more = Given { total: given.total + 1, ..given.clone() };
        let options = given.options().rounding(method);
        let (before, after) = (given.allocate(&options), more.allocate(&options));
        prop_assert!(before.amounts().iter().zip(after.amounts()).all(|(a, b)| a <= b));
    }

    #[test]
    fn a_larger_weight_gets_no_less(
        given in given(),
        rounding in prop::sample::select(Rounding::ALL),
    ) {
        let given = Given { total: given.total.max(given.has_weight()), ..given };
        let result = given.allocate(&given.options().rounding(rounding));
        let mut rows: Vec<_> = given.weights.iter().zip(result.amounts()).collect();
        rows.sort();
        prop_assert!(rows.windows(2).all(|pair| pair[0].0 == pair[1].0 || pair[0].1 <= pair[1].1));
    }

    #[test]
    fn a_charge_is_the_mirror_image_of_a_grant(
        given in given(),
        rounding in prop::sample::select(Rounding::ALL),
    ) {
        let given = Given { total: given.total.max(given.has_weight()), ..given };
        let charge = Given { total: -given.total, ..given.clone() };
        let options = given.options().rounding(rounding);
        let (plus, minus) = (given.allocate(&options), charge.allocate(&options));
        for (plus, minus) in plus.rows().zip(minus.rows()) {
            prop_assert_eq!(plus.amount, -minus.amount);
            prop_assert_eq!(exact(&plus.entitlement), -exact(&minus.entitlement));
            prop_assert_eq!(plus.rounded_up, minus.rounded_up);
        }
        prop_assert_eq!(plus.unallocated(), -minus.unallocated());
        prop_assert_eq!(plus.tied(), minus.tied());
    }

    #[test]
    fn the_order_of_rows_is_irrelevant(
        (given, order) in given().prop_flat_map(|given| {
            let rows: Vec<usize> = (0..given.ids.len()).collect();
            (Just(given), Just(rows).prop_shuffle())
        }),
        rounding in prop::sample::select(Rounding::ALL),
        ties in prop::sample::select(vec![TieRule::ById, TieRule::ByWeight, TieRule::ByList]),
        scope in prop::sample::select(RoundingScope::ALL),
        bounded: bool,
    ) {
        let shuffled = Given {
            ids: order.iter().map(|&row| given.ids[row].clone()).collect(),
            weights: order.iter().map(|&row| given.weights[row]).collect(),
            others: order.iter().map(|&row| given.others[row]).collect(),
            ..given.clone()
        };
        let key = Key::new([("second", "2/7", "v"), ("first", "5/7", "w")]).unwrap();
        let mut options = given.options().rounding(rounding).ties(ties);
        if ties == TieRule::ByList {
            options = options.tie_order(given.ids.iter().rev().cloned());
        }
        if bounded {
            let most = Money::from_ore(given.money().ore() / 2).unwrap();
            options = options.maximum(Bound::Amount(most));
        } else {
            options = options.rounding_scope(scope);
        }
        let of = |given: &Given| allocate(&given.table(), given.money(), &key, &options);
        match (of(&given), of(&shuffled)) {
            (Ok(first), Ok(second)) => prop_assert_eq!(told(&first), told(&second)),
            (first, second) => prop_assert_eq!(first.err(), second.err()),
        }
    }

    #[test]
    fn the_scale_of_weights_is_irrelevant(given in given(), factor in 1..u64::MAX, over in 1..1000u64) {
        let result = given.allocate(&given.options());
        let key = Key::measure(&format!("{factor}/{over}*w")).unwrap();
        let scaled = allocate(&given.table(), given.money(), &key, &given.options()).unwrap();
        prop_assert_eq!(told(&result), told(&scaled));
    }

    #[test]
    fn components_rounded_apart_stay_within_two_units_each(given in given()) {
        let key = Key::new([("a", "1/3", "w"), ("b", "0.5", "v"), ("c", "1/6", "w*v + w + v")]).unwrap();
        let options = given.options().rounding_scope(RoundingScope::Component);
        let result = allocate(&given.table(), given.money(), &key, &options).unwrap();
        prop_assert_eq!(sum(&result), i128::from(given.money().ore()));
        for (amount, quota) in units(&result, given.unit) {
            prop_assert!((amount - quota).abs() < BigRational::from_integer(6.into()));
        }
        let pots: i64 = result.parts().iter().map(|part| part.pot().ore()).sum();
        prop_assert_eq!(pots, given.money().ore());
        for part in result.parts() {
            prop_assert_eq!(Money::sum(part.amounts().iter().copied()).unwrap(), part.pot());
        }
    }

    #[test]
    fn statutory_roundings_move_each_less_than_a_unit_and_hide_nothing(
        given in given(),
        rounding in statutory(),
        odd in -99_999..100_000i64,
    ) {
        let total = Money::from_ore(given.money().ore() + odd % given.unit).unwrap();
        let options = given.options().rounding(rounding);
        let key = Key::measure("w").unwrap();
        let result = allocate(&given.table(), total, &key, &options).unwrap();
        prop_assert_eq!(i128::from(result.unallocated().ore()), i128::from(total.ore()) - sum(&result));
        let half = BigRational::new(1.into(), 2.into());
        for (row, (amount, quota)) in result.rows().zip(units(&result, given.unit)) {
            let more = amount.abs() - quota.abs();
            prop_assert!(amount.is_integer() && more.abs() < BigRational::from_integer(1.into()));
            prop_assert_eq!(row.rounded_up, more.is_positive());
            let is_right = match rounding {
                Rounding::Down => !more.is_positive(),
                Rounding::Up => !more.is_negative(),
                Rounding::HalfUp => -&half < more && more <= half,
                Rounding::HalfDown => -&half <= more && more < half,
                _ => more.abs() < half || (more.abs() == half && (amount / BigInt::from(2)).is_integer()),
            };
            prop_assert!(is_right, "{more}");
        }
    }

    #[test]
    fn bounds_are_kept_or_refused(
        (given, limits) in given().prop_flat_map(|given| {
            let most = (given.total as u64 / given.ids.len() as u64).saturating_mul(2) + 2;
            let limits = prop::collection::vec((0..most, 0..most), given.ids.len());
            (Just(given), limits)
        }),
        policy in prop::sample::select(vec![BoundsPolicy::WaterLevel, BoundsPolicy::BaseThenShare]),
        minimum_for_zero: bool,
        tight in 1..20u64,
    ) {
        // A share of the kronor that the columns hold, so that bounds are rounded to units.
        let low: Vec<u64> = limits.iter().map(|&(a, b)| a.min(b) / tight).collect();
        let high: Vec<u64> = limits.iter().map(|&(a, b)| a.max(b)).collect();
        let kronor = |units: &[u64], off: i64| {
            let ore = |u: &u64| (i128::from(*u) * i128::from(given.unit) + i128::from(off)).max(0);
            units.iter().map(|u| format!("{}/100", ore(u))).collect::<Vec<_>>()
        };
        let (min, max) = (kronor(&low, 1 - given.unit), kronor(&high, given.unit - 1));
        let table = Table::builder("id", &given.ids)
            .column("w", given.weights.clone())
            .column("min", Numbers::parse(min.iter().map(String::as_str)))
            .column("max", Numbers::parse(max.iter().map(String::as_str)))
            .build()
            .unwrap();
        let options = given
            .options()
            .bounds(policy)
            .minimum_for_zero(minimum_for_zero)
            .minimum(Bound::Column("min".into()))
            .maximum(Bound::Column("max".into()));
        let of = |row: usize| match (given.weights[row], minimum_for_zero) {
            (0, false) => (0, 0),
            (0, true) => (low[row], low[row]),
            _ => (low[row], high[row]),
        };
        let rows = 0..given.ids.len();
        let least: u128 = rows.clone().map(|row| u128::from(of(row).0)).sum();
        let most: u128 = rows.clone().map(|row| u128::from(of(row).1)).sum();
        let total = given.total as u128;
        match allocate(&table, given.money(), &Key::measure("w").unwrap(), &options) {
            Err(error) => {
                prop_assert!(error.is_infeasible(), "{error}");
                prop_assert!(total < least || most < total);
            }
            Ok(result) => {
                prop_assert!(least <= total && total <= most);
                prop_assert_eq!(sum(&result), i128::from(given.money().ore()));
                for (row, line) in rows.zip(result.rows()) {
                    let (low, high) = of(row);
                    let units = line.amount.ore() / given.unit;
                    prop_assert!(low <= units as u64 && units as u64 <= high);
                    let held = match line.bound {
                        "minimum" => units as u64 == low,
                        // With a base amount the maximum of the share on top is what is left.
                        "maximum" => units as u64 == high,
                        _ => true,
                    };
                    prop_assert!(held, "{line:?}");
                }
                let exact: BigRational = units(&result, given.unit).into_iter().map(|(_, q)| q).sum();
                prop_assert_eq!(exact, BigRational::from_integer(given.total.into()));
            }
        }
    }

    #[test]
    fn instalments_add_up_with_the_odd_units_last(given in given(), count in 1..40usize, negative: bool) {
        let given = Given { total: if negative { -given.total } else { given.total }, ..given };
        let result = given.allocate(&given.options());
        let payments = result.instalments(count).unwrap();
        prop_assert_eq!(payments.len(), count);
        for (row, amount) in result.amounts().iter().enumerate() {
            let paid: Vec<Money> = payments.iter().map(|payment| payment[row]).collect();
            prop_assert_eq!(Money::sum(paid.iter().copied()).unwrap(), *amount);
            let sizes: Vec<i64> = paid.iter().map(|paid| paid.abs().ore()).collect();
            prop_assert!(sizes.is_sorted());
            prop_assert!(sizes[count - 1] - sizes[0] <= given.unit);
            prop_assert!(sizes.iter().all(|size| size % given.unit == 0));
        }
    }
}
