//! Drawing cases: what is hard comes from the oracle's generators, and the forms in which a caller
//! may put it to the library from here.

use num_bigint::BigInt;
use num_rational::BigRational;
use statsbidrag::{BoundsPolicy, Rounding, RoundingScope, TieRule};
use statsbidrag_tests::oracle::{BoundedCase, CaseRng};

use super::case::{Bounds, Case, Unit};
use super::forms::{Weights, limit, part};

/// A case in whole units, before it has ids, a unit or any form.
#[derive(Clone, Debug)]
struct Plain {
    family: &'static str,
    total: i64,
    /// A share and weights for each component.
    components: Vec<(String, Weights)>,
    min: Vec<u64>,
    max: Vec<Option<u64>>,
    only: Option<Vec<bool>>,
}

/// What the generators of the oracle do not think hard.
const ORDINARY: [&str; 7] =
    ["ordinary", "decimal", "components", "components_far_apart", "loose", "seats", "persons"];

impl Case {
    pub(crate) fn is_adversarial(&self) -> bool {
        !ORDINARY.contains(&self.family)
    }
}

const STATUTORY: [Rounding; 5] =
    [Rounding::Down, Rounding::Up, Rounding::HalfUp, Rounding::HalfDown, Rounding::HalfEven];
const DIVISORS: [Rounding; 5] = [
    Rounding::Webster,
    Rounding::Dhondt,
    Rounding::Adams,
    Rounding::Dean,
    Rounding::HuntingtonHill,
];

/// One measure, to the last unit.
pub(crate) fn one_measure(rng: &mut CaseRng) -> Case {
    let plain = one(rng);
    let mut case = dressed(rng, plain, Rounding::LargestRemainder);
    if rng.one_in(200) {
        case.total = case.total.saturating_sub(1).max(-i64::MAX);
        case.family = "one_ore_less";
    }
    case
}

/// Several components, rounded once.
pub(crate) fn combined(rng: &mut CaseRng) -> Case {
    let plain = several(rng);
    dressed(rng, plain, Rounding::LargestRemainder)
}

/// Several components, each rounded by itself, by any rounding.
pub(crate) fn by_component(rng: &mut CaseRng) -> Case {
    let mut plain = several(rng);
    let rounding = match rng.between(0, 9) {
        0 => rng.pick(&STATUTORY),
        1 => {
            plain.total %= 10_000;
            rng.pick(&DIVISORS)
        }
        _ => Rounding::LargestRemainder,
    };
    let mut case = dressed(rng, plain, rounding);
    case.scope = RoundingScope::Component;
    case
}

/// Each recipient by itself, with bounds at times, and of totals that are no whole units.
pub(crate) fn statutory(rng: &mut CaseRng) -> Case {
    let rounding = rng.pick(&STATUTORY);
    if rng.one_in(100) {
        return at_the_limit(rng, rounding);
    }
    let mut case = match rng.between(0, 9) {
        0..=4 => {
            let plain = one(rng);
            dressed(rng, plain, rounding)
        }
        5 | 6 => {
            let plain = several(rng);
            dressed(rng, plain, rounding)
        }
        _ => {
            let policy = rng.pick(&[BoundsPolicy::WaterLevel, BoundsPolicy::BaseThenShare]);
            let bounded = rng.bounded_case();
            within_bounds(rng, bounded, policy, rounding)
        }
    };
    if rng.one_in(2) {
        // In the same direction as the total, which then is no whole number of units.
        let part = rng.between(0, case.unit.ore as u64 - 1) as i64;
        case.total = case.total.saturating_add(part * case.total.signum()).max(-i64::MAX);
    }
    case
}

/// The largest total, for one recipient: rounded up it may be no amount any more.
fn at_the_limit(rng: &mut CaseRng, rounding: Rounding) -> Case {
    let weights = Weights::Decimals(vec![rng.sized(64).into()], 0);
    let small = plain("largest_amount", 1, vec![("1".to_owned(), weights)]);
    let mut case = dressed(rng, small, rounding);
    case.total = (i64::MAX - rng.between(0, 99) as i64) * rng.pick(&[1, -1]);
    case
}

/// Seats and persons, with bounds at times.
pub(crate) fn by_divisor(rng: &mut CaseRng) -> Case {
    let rounding = rng.pick(&DIVISORS);
    let mut bounded = rng.divisor_case();
    bounded.minimum_for_zero = rng.one_in(4);
    bounded.reduce_minimums = rng.one_in(8);
    let policy = match rng.one_in(5) {
        true => BoundsPolicy::BaseThenShare,
        false => BoundsPolicy::WaterLevel,
    };
    if bounded.min.iter().any(|&low| low > 0) || bounded.max.iter().any(Option::is_some) {
        return within_bounds(rng, bounded, policy, rounding);
    }
    let plain = plain_of(rng, &bounded);
    dressed(rng, plain, rounding)
}

/// Minimums and maximums on money.
pub(crate) fn bounds(rng: &mut CaseRng) -> Case {
    let policy = rng.pick(BoundsPolicy::ALL);
    let mut bounded = rng.bounded_case();
    if policy == BoundsPolicy::TopUpOriginalQuota && !rng.one_in(20) {
        bounded.max.fill(None);
    }
    let mut case = within_bounds(rng, bounded, policy, Rounding::LargestRemainder);
    if rng.one_in(60) {
        case.family = "negative_total";
        case.total = -case.total;
    }
    case
}

/// As many recipients as a register has, so that nothing depends on their being few.
pub(crate) fn many_rows(rng: &mut CaseRng) -> Case {
    let rows = rng.pick(&[300, 1_000, 4_095, 4_100]) + rng.between(0, 50) as usize;
    let bits = rng.pick(&[3, 20, 40, 64]);
    let mut weights = rng.weights(rows, bits);
    if rng.one_in(3) {
        // Hundreds are tied.
        let few = rng.weights(5, bits);
        weights.fill_with(|| rng.pick(&few));
    }
    rng.mix_in_zeros(&mut weights);
    let total = rng.sized(50);
    let sum: u128 = weights.iter().copied().map(u128::from).sum();
    let quotas = weights.iter().map(|&w| (u128::from(total) * u128::from(w) / sum) as u64);
    let bounds: Vec<(u64, Option<u64>)> = quotas
        .map(|quota| {
            let low = quota * rng.between(0, 9) / 8;
            let high = (quota + 1) * rng.between(6, 16) / 8;
            (low, (!rng.one_in(4)).then(|| high.max(low)))
        })
        .collect();
    let (min, max): (Vec<u64>, Vec<Option<u64>>) = bounds.into_iter().unzip();
    let mut case = BoundedCase {
        family: "many_rows",
        total,
        weights,
        min,
        max,
        minimum_for_zero: rng.one_in(3),
        reduce_minimums: rng.one_in(2),
    };
    let rounding = match rng.between(0, 5) {
        0 => rng.pick(&STATUTORY),
        1 => rng.pick(&DIVISORS),
        _ => Rounding::LargestRemainder,
    };
    if rng.one_in(2) {
        let plain = plain_of(rng, &case);
        return dressed(rng, plain, rounding);
    }
    let policy = match rounding {
        Rounding::LargestRemainder => rng.pick(BoundsPolicy::ALL),
        _ => rng.pick(&[BoundsPolicy::WaterLevel, BoundsPolicy::BaseThenShare]),
    };
    if policy == BoundsPolicy::TopUpOriginalQuota {
        case.max.fill(None);
    }
    within_bounds(rng, case, policy, rounding)
}

/// One weight a recipient, of up to 192 bits.
fn one(rng: &mut CaseRng) -> Plain {
    if rng.one_in(12) {
        return wide(rng);
    }
    let mut case = rng.weight_case();
    if rng.one_in(100) {
        case.family = "no_weight";
        case.weights.fill(0);
    }
    let weights = Weights::Decimals(case.weights, case.scale);
    plain(case.family, case.total, vec![("1".to_owned(), weights)])
}

/// Weights that are products of two or three columns of up to 64 bits.
fn wide(rng: &mut CaseRng) -> Plain {
    let n = rng.recipients();
    let columns: Vec<Vec<u64>> = (0..rng.between(2, 3)).map(|_| rng.weights(n, 64)).collect();
    let family = if columns.len() == 2 { "wide_products" } else { "beyond_128_bits" };
    let total = rng.total() as i64;
    let total = if rng.one_in(8) { -total } else { total };
    plain(family, total, vec![("1".to_owned(), Weights::Products(columns))])
}

fn several(rng: &mut CaseRng) -> Plain {
    let mut case = rng.component_case();
    if rng.one_in(100) {
        case.family = "no_weight";
        case.components[0].1.fill(0);
    }
    let components = case.components.into_iter().map(|(share, weights)| {
        let weights = weights.into_iter().map(u128::from).collect();
        (share, Weights::Decimals(weights, 0))
    });
    plain(case.family, case.total, components.collect())
}

fn plain(family: &'static str, total: i64, components: Vec<(String, Weights)>) -> Plain {
    let rows = components[0].1.len();
    Plain { family, total, components, min: vec![0; rows], max: vec![None; rows], only: None }
}

/// The weights as they are, or as the first of two components.
fn plain_of(rng: &mut CaseRng, case: &BoundedCase) -> Plain {
    let digits =
        |weights: &[u64]| Weights::Decimals(weights.iter().copied().map(u128::from).collect(), 0);
    let mut components = vec![("1".to_owned(), digits(&case.weights))];
    if rng.one_in(5) {
        let mut other = rng.weights(case.weights.len(), 20);
        rng.mix_in_zeros(&mut other);
        let (first, second) = rng.pick(&[("2/3", "1/3"), ("0.999", "0.001"), ("3/11", "8/11")]);
        components[0].0 = first.to_owned();
        components.push((second.to_owned(), digits(&other)));
    }
    Plain {
        family: case.family,
        total: i64::try_from(case.total).unwrap_or(i64::MAX),
        components,
        min: case.min.clone(),
        max: case.max.clone(),
        only: None,
    }
}

fn within_bounds(
    rng: &mut CaseRng,
    mut case: BoundedCase,
    policy: BoundsPolicy,
    rounding: Rounding,
) -> Case {
    if rng.one_in(10) {
        // The same for everyone, so that it can be one amount.
        let (low, high) = (case.min[0] / 2, case.max[0]);
        case.min.fill(low);
        case.max.fill(high);
    }
    if rng.one_in(50) {
        let row = rng.between(0, case.min.len() as u64 - 1) as usize;
        case.family = "crossed";
        case.min[row] = case.min[row].max(1);
        case.max[row] = Some(case.min[row] - 1);
    }
    let mut plain = plain_of(rng, &case);
    if rng.one_in(12) {
        some_stay_out(rng, &mut plain);
    }
    let unit = unit(rng, &plain);
    // A column has no cell for "no maximum": there it is one that cannot bind.
    let open = rng.pick(&[case.total.saturating_add(1), i64::MAX as u64, u64::MAX - 1]);
    let open = open.max(plain.min.iter().copied().max().unwrap_or(0));
    let minimum = (plain.min.iter().any(|&low| low > 0) || rng.one_in(2))
        .then(|| limit(rng, "minimum", &plain.min, unit, true));
    let maximum = plain.max.iter().any(Option::is_some).then(|| {
        let max: Vec<u64> = plain.max.iter().map(|high| high.unwrap_or(open)).collect();
        limit(rng, "maximum", &max, unit, false)
    });
    let mut dressed = in_unit(rng, plain, rounding, unit);
    if minimum.is_some() || maximum.is_some() {
        dressed.bounds = Some(Bounds {
            policy,
            minimum_for_zero: case.minimum_for_zero,
            reduce_minimums: case.reduce_minimums,
            minimum,
            maximum,
        });
    }
    dressed
}

fn dressed(rng: &mut CaseRng, mut plain: Plain, rounding: Rounding) -> Case {
    if rng.one_in(12) {
        some_stay_out(rng, &mut plain);
    }
    let unit = unit(rng, &plain);
    in_unit(rng, plain, rounding, unit)
}

/// Rows that take no part, whatever stands in them.
fn some_stay_out(rng: &mut CaseRng, plain: &mut Plain) {
    let mut only = vec![true; plain.min.len()];
    let is_open = plain.max.iter().all(Option::is_none);
    for _ in 0..rng.between(1, 4) {
        let row = rng.between(0, only.len() as u64) as usize;
        only.insert(row, false);
        let low = rng.sized(20);
        plain.min.insert(row, low);
        plain.max.insert(row, (!is_open).then(|| low + rng.between(0, 9)));
        plain.components.iter_mut().for_each(|(_, weights)| weights.insert(rng, row));
    }
    plain.only = Some(only);
}

/// One of the units in which the total is an amount.
fn unit(rng: &mut CaseRng, plain: &Plain) -> Unit {
    const UNITS: [Unit; 7] = [
        Unit { text: "0.01", ore: 1 },
        Unit { text: "0.07", ore: 7 },
        Unit { text: "0.50", ore: 50 },
        Unit { text: "1", ore: 100 },
        Unit { text: "count", ore: 100 },
        Unit { text: "100", ore: 10_000 },
        Unit { text: "1000", ore: 100_000 },
    ];
    let fits = |unit: &&Unit| plain.total.checked_mul(unit.ore).is_some();
    let fitting: Vec<Unit> = UNITS.iter().filter(fits).copied().collect();
    rng.pick(&fitting)
}

fn in_unit(rng: &mut CaseRng, plain: Plain, rounding: Rounding, unit: Unit) -> Case {
    let ids = ids(rng, plain.min.len());
    let must_be_named = (unit.ore > 100 || unit.text == "count" || rounding.is_divisor())
        && !rounding.is_statutory();
    let ties = match rng.between(0, 5) {
        0 | 1 if !must_be_named => None,
        0..=2 => Some(TieRule::ById),
        3 => Some(TieRule::ByWeight),
        4 => Some(TieRule::ByList),
        _ => Some(TieRule::Refuse),
    };
    let tie_order = match ties {
        Some(TieRule::ByList) => shuffled(rng, ids.clone()),
        _ => Vec::new(),
    };
    let alone = plain.components.len() == 1;
    let letters = ["b", "a", "d", "c", "é", "B"].map(str::to_owned).to_vec();
    let names = shuffled(rng, letters);
    let parts = plain.components.iter().zip(names).map(|((share, weights), name)| {
        let name = if alone && rng.one_in(2) { String::new() } else { name };
        part(rng, name, share, weights)
    });
    Case {
        family: plain.family,
        ids,
        total: plain.total * unit.ore,
        unit,
        parts: parts.collect(),
        rounding,
        scope: RoundingScope::Combined,
        ties,
        tie_order,
        bounds: None,
        only: plain.only,
    }
}

/// Ids whose order is not that of the rows: codes, words of any script, and beginnings of others.
fn ids(rng: &mut CaseRng, rows: usize) -> Vec<String> {
    const LETTERS: [&str; 10] = ["a", "b", "Z", "å", "Ö", "é", "0", "1", "-", "😀"];
    if rows > 100 {
        return shuffled(rng, (0..rows).map(|row| format!("{row:05}")).collect());
    }
    let form = rng.between(0, 2);
    let mut ids: Vec<String> = Vec::new();
    while ids.len() < rows {
        let id = match form {
            0 => format!("{:04}", rng.between(0, 9999)),
            1 => format!("kommun {}", rng.between(1, 500)),
            _ => (0..rng.between(1, 5)).map(|_| rng.pick(&LETTERS)).collect(),
        };
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

fn shuffled<T>(rng: &mut CaseRng, mut items: Vec<T>) -> Vec<T> {
    for last in (1..items.len()).rev() {
        items.swap(last, rng.between(0, last as u64) as usize);
    }
    items
}

/// An integer over another.
pub(crate) fn fraction(
    numerator: impl Into<BigInt>,
    denominator: impl Into<BigInt>,
) -> BigRational {
    BigRational::new(numerator.into(), denominator.into())
}
