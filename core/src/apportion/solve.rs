//! One apportionment from weights to whole units: level, quotas, rounding.

use num_bigint::BigUint;
use num_rational::Ratio as Fraction;

use super::bounds::{self, Level, Side};
use super::quota::{Component, Plan, Quotas, Tier, Total, combined};
use super::select::{self, Cut, First, award};
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

impl Apportioned {
    /// With the tie of the minimums that were cut to fit: then they are the whole total, and nothing
    /// is left over that could be tied for.
    fn or_cut(mut self, of_minimums: Cut) -> Self {
        if self.cut.tied.is_empty() {
            self.cut = of_minimums;
        }
        self
    }
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
    pub(crate) short: Short,
}

/// What the total is too small, or too large, for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Short {
    /// The minimums, or the maximums.
    Bounds,
    /// The whole parts of quotas, those under their minimum raised to it.
    ToppedUp,
    /// The first units that the method gives, with the minimums.
    FirstUnits,
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
            let (units, cut) = rounded(request, request.total, request.components);
            Ok(Apportioned { units, cut, held: None })
        }
        Some(limits) => bounded(request, limits.clone()),
    }
}

/// Rounds the quotas of a total.
fn rounded(request: &Request<'_>, total: Total, components: &[Component<'_>]) -> (Vec<u64>, Cut) {
    if request.rounding != Rounding::LargestRemainder {
        let quotas = Plan::new(total, components, request.at_least).quotas();
        return round(request, quotas, total.amount);
    }
    let mut units = vec![0; components.first().map_or(0, |part| part.weights.len())];
    let cut = divide(request, total.amount, components, &mut units);
    (units, cut)
}

/// Divides whole units, over zero, by the largest remainder.
pub(crate) fn divide(
    request: &Request<'_>,
    total: u64,
    components: &[Component<'_>],
    units: &mut [u64],
) -> Cut {
    let (larger_first, first) = (request.larger_first, request.first);
    match Plan::new(Total::whole(total), components, request.at_least) {
        Plan::U64(narrow) => select::divide::<u64>(total, &narrow, units, larger_first, first),
        Plan::U128(narrow) => select::divide::<u128>(total, &narrow, units, larger_first, first),
        Plan::Kept(Quotas { whole, remainders, .. }) => {
            units.copy_from_slice(&whole);
            award(units, &remainders, total, larger_first, first)
        }
    }
}

/// Rounds quotas that sum to `total` (in units, for the largest remainder).
fn round(request: &Request<'_>, quotas: Quotas, total: u64) -> (Vec<u64>, Cut) {
    if request.rounding != Rounding::LargestRemainder {
        return (statutory::round(quotas, request.rounding), Cut::default());
    }
    let Quotas { whole: mut units, remainders, .. } = quotas;
    let cut = award(&mut units, &remainders, total, request.larger_first, request.first);
    (units, cut)
}

/// No money: only minimums of zero can be kept. Weights may all be zero here.
fn nothing(request: &Request<'_>, mut limits: Limits) -> Result<Apportioned, Unsolvable> {
    let has_weight =
        |row: usize| request.components.iter().any(|part| !part.weights.is_zero_at(row));
    for row in (0..limits.lower.len()).filter(|&row| !has_weight(row)) {
        limits.lower[row] = if limits.minimum_for_zero { limits.lower[row] } else { 0 };
        limits.upper[row] = limits.lower[row];
    }
    let sums = limits.sums();
    let reduced = limits.reduce_minimums && sums.least > 0;
    if sums.least > 0 && !reduced {
        return Err(sums);
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

/// Divides a total over zero within bounds, which here come apart from the request.
pub(crate) fn bounded(
    request: &Request<'_>,
    mut limits: Limits,
) -> Result<Apportioned, Unsolvable> {
    let weights = combined(request.components);
    let Total { amount, per } = request.total;
    let rows = weights.len();
    let units = amount / per;
    let weightless: Vec<usize> = (0..rows).filter(|&row| weights.is_zero_at(row)).collect();
    for &row in &weightless {
        // The minimum and no more, if it is asked for.
        limits.lower[row] = if limits.minimum_for_zero { limits.lower[row] } else { 0 };
        limits.upper[row] = limits.lower[row];
    }
    let (mut asked, mut cut_of_minimums) = (None, Cut::default());
    if limits.reduce_minimums && limits.sums().least > u128::from(units) {
        let (fitting, cut) = reduce(request, &limits.lower, units);
        cut_of_minimums = cut;
        asked = Some(std::mem::replace(&mut limits.lower, fitting));
        for &row in &weightless {
            limits.upper[row] = limits.lower[row];
        }
    }
    check_feasible(&limits, amount, per)?;
    if limits.policy == BoundsPolicy::TopUpOriginalQuota {
        let topped_up = top_up(request, limits, asked)?;
        return Ok(topped_up.or_cut(cut_of_minimums));
    }
    // What is given first: the base amounts, or only the minimums of rows without a weight. The
    // rest is shared by level, between bounds of its own.
    let base = limits.policy == BoundsPolicy::BaseThenShare;
    let mut first = if base { limits.lower.clone() } else { vec![0; rows] };
    weightless.iter().for_each(|&row| first[row] = limits.lower[row]);
    let given: u64 = first.iter().sum();
    let above = |bounds: &[u64]| -> Vec<u64> {
        let above = |(&bound, first)| if bound == u64::MAX { bound } else { bound - first };
        bounds.iter().zip(&first).map(above).collect()
    };
    let of_its_own = (given > 0).then(|| (above(&limits.lower), above(&limits.upper)));
    let (lower, upper) =
        of_its_own.as_ref().map_or((&limits.lower, &limits.upper), |(lower, upper)| (lower, upper));
    let to_share = amount - given * per;
    let Level { sides, lambda } = if per == 1 {
        find_level(to_share, &weights, lower, upper)
    } else {
        // A maximum over the total never binds; below it, bounds in parts of a unit stay in 64 bits.
        let scale = |bounds: &[u64]| -> Vec<u64> {
            bounds.iter().map(|&bound| bound.min(units + 1) * per).collect()
        };
        find_level(to_share, &weights, &scale(lower), &scale(upper))
    };
    let (units, cut) = if request.rounding.is_divisor() {
        let divided = divisor::divide(request, units - given, &weights, lower, upper);
        let given = u128::from(given);
        let (mut units, cut) = divided.map_err(|Unsolvable { least, most, short }| Unsolvable {
            least: least + given,
            most: most.map(|most| most + given),
            short,
        })?;
        units.iter_mut().zip(&first).for_each(|(unit, first)| *unit += first);
        (units, cut)
    } else {
        let held = |row: usize| match sides[row] {
            Side::Free => first[row],
            Side::Minimum => first[row] + lower[row],
            Side::Maximum => first[row] + upper[row],
        };
        let rest = Total { amount: amount - (0..rows).map(held).sum::<u64>() * per, per };
        let free: Vec<bool> = sides.iter().map(|side| *side == Side::Free).collect();
        let parts = [Component { share: Ratio::one(), weights: weights.clone().keep_only(&free) }];
        if rest.amount == 0 {
            ((0..rows).map(held).collect(), Cut::default())
        } else if request.rounding == Rounding::LargestRemainder && !base {
            let (mut units, cut) = rounded(request, rest, &parts);
            units.iter_mut().enumerate().for_each(|(row, unit)| *unit += held(row));
            (units, cut)
        } else {
            let mut quotas = Plan::new(rest, &parts, request.at_least).quotas();
            // Before rounding: half to even looks at the whole amount, and so do ties by weight.
            quotas.whole.iter_mut().enumerate().for_each(|(row, whole)| *whole += held(row));
            round(request, quotas, amount)
        }
    };
    let level = Some(lambda * weights.sum() / BigUint::from(per));
    // One without a weight is at its minimum, if it is given that.
    let mut sides = sides;
    for &row in weightless.iter().filter(|&&row| !base && limits.lower[row] > 0) {
        sides[row] = Side::Minimum;
    }
    let bounded = Apportioned { units, cut, held: Some(Held { sides, level, limits, asked }) };
    Ok(bounded.or_cut(cut_of_minimums))
}

fn find_level(total: u64, weights: &Naturals<'_>, lower: &[u64], upper: &[u64]) -> Level {
    // Rows without a weight are dealt with apart: the search leaves them free.
    match weights {
        Naturals::U64(weights) => bounds::level(total, weights, lower, upper),
        wide => bounds::level(total, &wide.iter().collect::<Vec<_>>(), lower, upper),
    }
}

/// Minimums cut in proportion to fit the total, by the largest remainder.
fn reduce(request: &Request<'_>, minimums: &[u64], units: u64) -> (Vec<u64>, Cut) {
    let part = Component { share: Ratio::one(), weights: Naturals::U64(minimums.into()) };
    let mut fitting = vec![0; minimums.len()];
    let cut = divide(request, units, &[part], &mut fitting);
    (fitting, cut)
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
        Unsolvable { least, most, short: Short::Bounds }
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
        Plan::new(request.total, request.components, request.at_least).quotas();
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
        return Err(Unsolvable { least: bases, most: None, short: Short::ToppedUp });
    }
    let free: Vec<bool> = sides.iter().map(|side| *side == Side::Free).collect();
    let quotas = Quotas { whole, remainders: remainders.keep_only(&free), denominator };
    let (units, cut) = round(request, quotas, total);
    Ok(Apportioned { units, cut, held: Some(Held { sides, level: None, limits, asked }) })
}
