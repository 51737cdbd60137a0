//! One apportionment from weights to whole units: level, quotas, rounding.

use num_bigint::BigUint;
use num_rational::Ratio as Fraction;

use super::bounds::{self, Level, Side};
use super::quota::{Component, Quotas, Tier, Total, combined, quotas};
use super::select::{Cut, First, award};
use super::{BoundsPolicy, Rounding, divisor, statutory};
use crate::number::Ratio;
use crate::number::naturals::Naturals;

/// What is asked for. Every component has a share over zero and weights that are not all zero,
/// unless the total is zero.
pub(crate) struct Request<'a> {
    pub(crate) total: Total,
    pub(crate) components: &'a [Component<'a>],
    pub(crate) rounding: Rounding,
    pub(crate) limits: Option<Limits>,
    /// The order among equals; with `larger_first`, among those whose entitlement is equal too.
    pub(crate) first: First<'a>,
    pub(crate) larger_first: bool,
    pub(crate) at_least: Tier,
}

/// Minimums and maximums in units, l ≤ u in every row; `u64::MAX` where there is no maximum.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    pub(crate) lower: Vec<u64>,
    pub(crate) upper: Vec<u64>,
    pub(crate) policy: BoundsPolicy,
    pub(crate) minimum_for_zero: bool,
    pub(crate) reduce_minimums: bool,
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Apportioned {
    pub(crate) units: Vec<u64>,
    pub(crate) cut: Cut,
    pub(crate) held: Option<Held>,
}

/// How minimums and maximums acted.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) sides: Vec<Side>,
    /// Λ, the units of one who had all the weight: a free row gets exactly Λ times its share of the
    /// weight (on top of its base, with base amounts). None under `top_up_original_quota`.
    pub(crate) level: Option<Fraction<BigUint>>,
    /// The bounds that were held, after minimums were reduced.
    pub(crate) limits: Limits,
    /// The minimums that were asked for, where they were cut to fit.
    pub(crate) asked: Option<Vec<u64>>,
}

impl Held {
    /// Whether minimums were cut to fit.
    pub(crate) fn reduced(&self) -> bool {
        self.asked.is_some()
    }
}

/// Minimums or maximums that this total cannot keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unsolvable {
    pub(crate) least: u128,
    /// `None` where there is no maximum.
    pub(crate) most: Option<u128>,
}

/// Divides the total.
pub(crate) fn solve(request: &Request<'_>) -> Result<Apportioned, Unsolvable> {
    let rows = request.components.first().map_or(0, |part| part.weights.len());
    match &request.limits {
        None if request.total.amount == 0 => {
            Ok(Apportioned { units: vec![0; rows], cut: Cut::default(), held: None })
        }
        Some(limits) if request.total.amount == 0 => nothing(request, limits.clone()),
        None if request.rounding.is_divisor() => {
            let weights = combined(request.components);
            let (lower, upper) = (vec![0; rows], vec![u64::MAX; rows]);
            let (units, cut) =
                divisor::divide(request, request.total.amount, &weights, &lower, &upper)?;
            Ok(Apportioned { units, cut, held: None })
        }
        None => {
            let quotas = quotas(request.total, request.components, request.at_least);
            let (units, cut) = round(request, quotas, request.total.amount);
            Ok(Apportioned { units, cut, held: None })
        }
        Some(limits) => bounded(request, limits.clone()),
    }
}

/// Rounds quotas that sum to `total` (in units, for the largest remainder).
fn round(request: &Request<'_>, quotas: Quotas, total: u64) -> (Vec<u64>, Cut) {
    if request.rounding != Rounding::LargestRemainder {
        return (statutory::round(quotas, request.rounding), Cut::default());
    }
    let Quotas { mut whole, remainders, denominator } = quotas;
    let left = (total - whole.iter().sum::<u64>()) as usize;
    let cut = if request.larger_first {
        // Among equal remainders the larger entitlement is the one with the larger whole part.
        let before = whole.clone();
        let first =
            |a: usize, b: usize| before[b].cmp(&before[a]).then_with(|| (request.first)(a, b));
        award(&mut whole, &remainders, &denominator, left, &first)
    } else {
        award(&mut whole, &remainders, &denominator, left, request.first)
    };
    (whole, cut)
}

/// No money: only minimums of zero can be kept. Weights may all be zero here.
fn nothing(request: &Request<'_>, mut limits: Limits) -> Result<Apportioned, Unsolvable> {
    let has_weight =
        |row: usize| request.components.iter().any(|part| !part.weights.is_zero_at(row));
    for row in (0..limits.lower.len()).filter(|&row| !has_weight(row)) {
        limits.lower[row] = if limits.minimum_for_zero { limits.lower[row] } else { 0 };
        limits.upper[row] = limits.lower[row];
    }
    let Unsolvable { least, most } = limits.sums();
    let reduced = limits.reduce_minimums && least > 0;
    if least > 0 && !reduced {
        return Err(Unsolvable { least, most });
    }
    let rows = limits.lower.len();
    let asked = std::mem::replace(&mut limits.lower, vec![0; rows]);
    let held = Held {
        sides: vec![Side::Free; rows],
        level: Some(Fraction::from_integer(0u8.into())),
        limits,
        asked: reduced.then_some(asked),
    };
    Ok(Apportioned { units: vec![0; rows], cut: Cut::default(), held: Some(held) })
}

fn bounded(request: &Request<'_>, mut limits: Limits) -> Result<Apportioned, Unsolvable> {
    let weights = combined(request.components);
    let Total { amount, per } = request.total;
    let rows = weights.len();
    let units = amount / per;
    for row in (0..rows).filter(|&row| weights.is_zero_at(row)) {
        // Without a weight: the minimum and no more, if it is asked for.
        limits.lower[row] = if limits.minimum_for_zero { limits.lower[row] } else { 0 };
        limits.upper[row] = limits.lower[row];
    }
    let mut asked = None;
    if limits.reduce_minimums && limits.sums().least > u128::from(units) {
        let cut = reduce(request, &limits.lower, units);
        asked = Some(std::mem::replace(&mut limits.lower, cut));
        for row in (0..rows).filter(|&row| weights.is_zero_at(row)) {
            limits.upper[row] = limits.lower[row];
        }
    }
    check_feasible(&limits, amount, per)?;
    if limits.policy == BoundsPolicy::TopUpOriginalQuota {
        return top_up(request, limits, asked);
    }
    // What is given first: the base amounts, or only the minimums of rows without a weight. The
    // rest is shared by level, between bounds of its own.
    let base = limits.policy == BoundsPolicy::BaseThenShare;
    let first = |row: usize| if base || weights.is_zero_at(row) { limits.lower[row] } else { 0 };
    let first: Vec<u64> = (0..rows).map(first).collect();
    let given: u64 = first.iter().sum();
    let above = |bounds: &[u64]| -> Vec<u64> {
        let above = |(&bound, first)| if bound == u64::MAX { bound } else { bound - first };
        bounds.iter().zip(&first).map(above).collect()
    };
    let (lower, upper) = (above(&limits.lower), above(&limits.upper));
    // A maximum over the total never binds; below it, bounds in parts of a unit stay in 64 bits.
    let most = units.saturating_add(1);
    let scale = |bounds: &[u64]| bounds.iter().map(|&b| b.min(most) * per).collect::<Vec<_>>();
    let Level { sides, lambda } =
        find_level(amount - given * per, &weights, &scale(&lower), &scale(&upper));
    let (units, cut) = if request.rounding.is_divisor() {
        let divided = divisor::divide(request, units - given, &weights, &lower, &upper);
        let given = u128::from(given);
        let (mut units, cut) = divided.map_err(|Unsolvable { least, most }| Unsolvable {
            least: least + given,
            most: most.map(|most| most + given),
        })?;
        units.iter_mut().zip(&first).for_each(|(unit, first)| *unit += first);
        (units, cut)
    } else {
        let held: Vec<u64> = (0..rows)
            .map(|row| match sides[row] {
                Side::Free => first[row],
                Side::Minimum => first[row] + lower[row],
                Side::Maximum => first[row] + upper[row],
            })
            .collect();
        let rest = amount - held.iter().sum::<u64>() * per;
        let free: Vec<bool> = sides.iter().map(|side| *side == Side::Free).collect();
        let parts = [Component { share: Ratio::one(), weights: weights.clone().keep_only(&free) }];
        let mut quotas = match rest {
            0 => Quotas::zero(rows),
            _ => quotas(Total { amount: rest, per }, &parts, request.at_least),
        };
        // Before rounding: half to even looks at the whole amount, and so do ties by weight.
        quotas.whole.iter_mut().zip(held).for_each(|(whole, held)| *whole += held);
        round(request, quotas, amount)
    };
    let level = Some(lambda * weights.sum() / BigUint::from(per));
    Ok(Apportioned { units, cut, held: Some(Held { sides, level, limits, asked }) })
}

fn find_level(total: u64, weights: &Naturals<'_>, lower: &[u64], upper: &[u64]) -> Level {
    // Rows without a weight are dealt with apart: the search leaves them free.
    match weights {
        Naturals::U64(weights) => bounds::level(total, weights, lower, upper),
        wide => bounds::level(total, &wide.iter().collect::<Vec<_>>(), lower, upper),
    }
}

/// Minimums cut in proportion to fit the total, by the largest remainder.
fn reduce(request: &Request<'_>, minimums: &[u64], units: u64) -> Vec<u64> {
    let part = Component { share: Ratio::one(), weights: Naturals::U64(minimums.into()) };
    let Quotas { mut whole, remainders, denominator } =
        quotas(Total::whole(units), &[part], request.at_least);
    let left = (units - whole.iter().sum::<u64>()) as usize;
    award(&mut whole, &remainders, &denominator, left, request.first);
    whole
}

/// Σl ≤ T ≤ Σu, where rows without a weight have their minimum as their maximum.
fn check_feasible(limits: &Limits, amount: u64, per: u64) -> Result<(), Unsolvable> {
    let sums = limits.sums();
    let (amount, per) = (u128::from(amount), u128::from(per));
    let fits = sums.least.saturating_mul(per) <= amount
        && sums.most.is_none_or(|most| amount <= most.saturating_mul(per));
    if fits { Ok(()) } else { Err(sums) }
}

impl Limits {
    /// The sums of minimums and maximums.
    fn sums(&self) -> Unsolvable {
        let least = self.lower.iter().copied().map(u128::from).sum();
        let most = self
            .upper
            .iter()
            .try_fold(0u128, |sum, &upper| (upper != u64::MAX).then(|| sum + u128::from(upper)));
        Unsolvable { least, most }
    }
}

/// Whole parts of the original quotas, raised to the minimum where they are under it; the units
/// left go to the largest original remainders among the others.
fn top_up(
    request: &Request<'_>,
    limits: Limits,
    asked: Option<Vec<u64>>,
) -> Result<Apportioned, Unsolvable> {
    let Quotas { mut whole, remainders, denominator } =
        quotas(request.total, request.components, request.at_least);
    let mut sides = vec![Side::Free; whole.len()];
    for (row, (whole, &minimum)) in whole.iter_mut().zip(&limits.lower).enumerate() {
        if *whole < minimum {
            *whole = minimum;
            sides[row] = Side::Minimum;
        }
    }
    let bases: u128 = whole.iter().copied().map(u128::from).sum();
    let total = request.total.amount;
    if bases > u128::from(total) {
        return Err(Unsolvable { least: bases, most: None });
    }
    let free: Vec<bool> = sides.iter().map(|side| *side == Side::Free).collect();
    let quotas = Quotas { whole, remainders: remainders.keep_only(&free), denominator };
    let (units, cut) = round(request, quotas, total);
    Ok(Apportioned { units, cut, held: Some(Held { sides, level: None, limits, asked }) })
}
