//! What every recipient is entitled to, exactly, as a certificate's numbers say.

use num_bigint::BigUint;
use num_integer::Integer;
use num_rational::Ratio as Fraction;
use num_traits::{One, Zero};

use super::division::{Division, Seats, Tie};
use super::fault;
use super::form::TieOrder;
use crate::allocation::certificate::{Bounds, Certificate, Component, Units};
use crate::apportion::{BoundsPolicy, Rounding};
use crate::number::{Money, Ratio};
use crate::problem::Problems;

/// Shares of the weight: `weights` over `whole`.
pub(super) struct Shares {
    pub(super) weights: Vec<BigUint>,
    pub(super) whole: BigUint,
}

impl Shares {
    /// Those of all components: Σ share · weight / sum, over the common denominator of share / sum.
    pub(super) fn together(components: &[Component]) -> Self {
        let factors: Vec<(Fraction<BigUint>, &Component)> = components
            .iter()
            .filter(|component| !component.sum.0.is_zero())
            .map(|component| (&component.share.0 / &component.sum.0, component))
            .collect();
        let whole = factors.iter().fold(BigUint::one(), |whole, (f, _)| whole.lcm(f.denom()));
        let rows = components.first().map_or(0, |component| component.weights.len());
        let mut weights = vec![BigUint::zero(); rows];
        for (factor, component) in factors {
            let factor = factor.numer() * (&whole / factor.denom());
            for (sum, weight) in weights.iter_mut().zip(&component.weights) {
                *sum += &factor * &weight.0;
            }
        }
        Self { weights, whole }
    }

    /// Those of one component that is rounded by itself.
    pub(super) fn alone(component: &Component) -> Self {
        let weights = component.weights.iter().map(|weight| weight.0.clone()).collect();
        // Weights are all zero only where there is nothing to divide.
        Self { weights, whole: component.sum.0.clone().max(BigUint::one()) }
    }
}

/// The least common denominator of the components' shares.
pub(super) fn common_denominator(components: &[Component]) -> BigUint {
    components.iter().fold(BigUint::one(), |below, part| below.lcm(part.share.0.denom()))
}

/// Entitlements in units, `exact` over `below`, and the shares that they come of.
pub(super) struct Entitlements {
    pub(super) exact: Vec<BigUint>,
    pub(super) below: BigUint,
    pub(super) shares: Shares,
}

impl Entitlements {
    /// The share of an amount, which need not be a whole number of units.
    pub(super) fn of(amount: Money, unit: u64, shares: Shares) -> Self {
        let ore = amount.ore().unsigned_abs();
        let exact = shares.weights.iter().map(|weight| weight * ore).collect();
        Self { exact, below: &shares.whole * unit, shares }
    }

    /// Entitlements as minimums, maximums and the level make them.
    pub(super) fn within(bounds: &Bounds, certificate: &Certificate, shares: Shares) -> Self {
        let (level, below) = match &bounds.level {
            Some(level) => (level.0.numer().clone(), &shares.whole * level.0.denom()),
            None => {
                let ore = certificate.total.ore().unsigned_abs();
                (ore.into(), &shares.whole * certificate.unit.ore())
            }
        };
        let exact = shares.weights.iter().enumerate().map(|(row, weight)| {
            let (minimum, maximum) = limits(bounds, row, weight);
            let (base, floor) = match bounds.policy {
                BoundsPolicy::BaseThenShare => (minimum, 0),
                _ => (0, minimum),
            };
            let free = weight * &level;
            let held = match maximum {
                Some(maximum) => free.min(&below * maximum.saturating_sub(base)),
                None => free,
            };
            held.max(&below * floor) + &below * base
        });
        Self { exact: exact.collect(), below, shares }
    }
}

/// A row's minimum and maximum in units; without a weight, the minimum is the maximum.
fn limits(bounds: &Bounds, row: usize, weight: &BigUint) -> (u64, Option<u64>) {
    let minimum = bounds.minimums[row].0;
    let maximum = bounds.maximums[row].map(|maximum| maximum.0);
    (minimum, if weight.is_zero() { Some(minimum) } else { maximum })
}

/// Where each row may stand by a divisor method, counted from its base amount.
pub(super) fn seats(certificate: &Certificate, entitlements: &Entitlements) -> Vec<Seats> {
    use Rounding::{Adams, Dean, HuntingtonHill};
    // Where the first signpost is zero, everyone with a weight has a unit before anyone has two.
    let some = entitlements.exact.iter().any(|exact| !exact.is_zero());
    let zero_first = matches!(certificate.rounding, Adams | Dean | HuntingtonHill);
    let first = u64::from(some && zero_first);
    let bounds = certificate.bounds.as_ref();
    let on_top = bounds.is_some_and(|bounds| bounds.policy == BoundsPolicy::BaseThenShare);
    let seats = |(row, weight): (usize, &BigUint)| {
        let (minimum, maximum) = match bounds {
            Some(bounds) => limits(bounds, row, weight),
            None => (0, weight.is_zero().then_some(0)),
        };
        let base = if on_top { minimum } else { 0 };
        let most = maximum.map(|maximum| maximum.saturating_sub(base));
        let least = (minimum - base).max(first);
        Seats { base, least: most.map_or(least, |most| least.min(most)), most }
    };
    entitlements.shares.weights.iter().enumerate().map(seats).collect()
}

/// Minimums at most maximums, nothing for a recipient without weight unless it was asked for, and
/// minimums that were cut in proportion.
pub(super) fn check_bounds(
    certificate: &Certificate,
    bounds: &Bounds,
    shares: &Shares,
    order: &TieOrder<'_>,
    problems: &mut Problems,
) -> Tie {
    for (row, weight) in shares.weights.iter().enumerate() {
        let (id, minimum) = (&certificate.ids[row], bounds.minimums[row].0);
        if minimum > 0 && weight.is_zero() && !bounds.minimum_for_zero {
            let path = format!("/bounds/minimums/{row}");
            fault(problems, path, format_args!("{minimum} for {id}"), "0 without a weight");
        }
        let Some(Units(maximum)) = bounds.maximums[row].filter(|_| !weight.is_zero()) else {
            continue;
        };
        let path = format!("/bounds/maximums/{row}");
        let got = format_args!("{maximum} for {id}");
        if bounds.policy == BoundsPolicy::TopUpOriginalQuota {
            fault(problems, path, got, "null, with top_up_original_quota");
        } else if maximum < minimum {
            fault(problems, path, got, format_args!("at least the minimum, {minimum}"));
        }
    }
    match &bounds.asked {
        Some(asked) => check_cut(certificate, asked, bounds, order, problems),
        None => Tie::default(),
    }
}

/// Minimums that did not fit: the whole total by the largest remainder on those asked for.
fn check_cut(
    certificate: &Certificate,
    asked: &[Units],
    bounds: &Bounds,
    order: &TieOrder<'_>,
    problems: &mut Problems,
) -> Tie {
    let units = certificate.total_units();
    let held: Vec<u64> = bounds.minimums.iter().map(|minimum| minimum.0).collect();
    let below: BigUint = asked.iter().map(|asked| asked.0).sum();
    if below <= units.into() {
        let want = format!("over {units} units, if they were cut");
        fault(problems, "/bounds/asked", format_args!("a sum of {below}"), want);
        return Tie::default();
    }
    let given: BigUint = held.iter().sum();
    if given != units.into() {
        let want = format!("{units} units, the total");
        fault(problems, "/bounds/minimums", format_args!("a sum of {given}"), want);
        return Tie::default();
    }
    let exact: Vec<BigUint> = asked.iter().map(|asked| BigUint::from(asked.0) * units).collect();
    let division = Division {
        units: &held,
        exact: &exact,
        below: &below,
        scale: Ratio::one(),
        who: &|row| &certificate.ids[row],
        at: &|row| format!("/bounds/minimums/{row}"),
        first: &certificate.first(&exact, order),
        by: certificate.ties.word(),
    };
    division.by_largest_remainder(problems)
}

/// The level is the one at which the entitlements sum to the total. (Raised to their minimums, the
/// original quotas of `top_up_original_quota` sum to more.)
pub(super) fn check_level(
    certificate: &Certificate,
    entitlements: &Entitlements,
    problems: &mut Problems,
) {
    let level = certificate.bounds.as_ref().and_then(|bounds| bounds.level.as_ref());
    let Some(level) = level else { return };
    let sum: BigUint = entitlements.exact.iter().sum();
    let (ore, unit) = (certificate.total.ore().unsigned_abs(), certificate.unit.ore());
    if &sum * unit != &entitlements.below * ore {
        let sum = Ratio::from_big(sum * unit, &entitlements.below * 100u8);
        let want = format!("one at which entitlements sum to {}", certificate.total);
        fault(problems, "/bounds/level", format_args!("{level}, with a sum of {sum}"), want);
    }
}
