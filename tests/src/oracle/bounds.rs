//! Minimum and maximum amounts, in whole units.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::exact::{Component, Refusal, entitlements, whole};
use super::level::water_level;
use super::rounding::{Outcome, TieOrder, award, largest_remainder};

/// What a bound does to the shares of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// One level for all: each gets the level times its weight, held within its bounds.
    WaterLevel,
    /// The minimum is a flat amount (grundbelopp), and the rest is shared on top of it.
    BaseThenShare,
    /// Minimums are topped up, and the units left go by the remainders of the
    /// quotas as they were before.
    TopUpOriginalQuota,
}

/// An apportionment within bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundedOutcome {
    /// The exact amounts that were rounded. Under `TopUpOriginalQuota` they are
    /// the quotas, from which a topped-up recipient departs.
    pub exact: Vec<BigRational>,
    /// The whole units.
    pub outcome: Outcome,
    /// The minimums after they were cut to fit, with the ties of that cut.
    pub reduced: Option<Outcome>,
}

/// The least whole number of units that satisfies a minimum.
pub fn ceil_units(minimum: &BigRational) -> BigInt {
    minimum.ceil().to_integer()
}

/// The largest whole number of units that satisfies a maximum.
pub fn floor_units(maximum: &BigRational) -> BigInt {
    maximum.floor().to_integer()
}

/// Apportions within bounds. No maximum is `None`.
///
/// A minimum holds only where the weight is positive, unless `minimum_for_zero`:
/// then a recipient without weight gets its minimum and no more. With
/// `reduce_minimums`, minimums that exceed the total are cut in proportion.
///
/// # Errors
/// In this order: `NegativeTotal`; `MinimumOverMaximum`, whatever the weight;
/// `MaximumsNotAllowed`; `NoWeight` for a total other than zero;
/// `Infeasible`, with the sums that the total was held against.
#[allow(clippy::too_many_arguments)] // each is a line of the declared rule
pub fn bounded(
    total: &BigInt,
    weights: &[BigRational],
    min: &[BigInt],
    max: &[Option<BigInt>],
    policy: Policy,
    minimum_for_zero: bool,
    reduce_minimums: bool,
    tie: TieOrder,
) -> Result<BoundedOutcome, Refusal> {
    assert!(weights.len() == min.len() && weights.len() == max.len());
    if total.is_negative() {
        return Err(Refusal::NegativeTotal);
    }
    refuse_crossed(min, max)?;
    if policy == Policy::TopUpOriginalQuota && max.iter().any(Option::is_some) {
        return Err(Refusal::MaximumsNotAllowed);
    }
    if !total.is_zero() && weights.iter().all(Zero::is_zero) {
        return Err(Refusal::NoWeight);
    }

    let mut low: Vec<BigInt> = (0..weights.len())
        .map(|i| match minimum_for_zero || weights[i].is_positive() {
            true => min[i].clone(),
            false => BigInt::zero(),
        })
        .collect();
    let reduced = if reduce_minimums && low.iter().sum::<BigInt>() > *total {
        Some(proportional(total, &low, tie)?)
    } else {
        None
    };
    if let Some(cut) = &reduced {
        low.clone_from(&cut.units);
    }
    // A recipient without weight has nothing above its minimum to take.
    let high: Vec<Option<BigInt>> = (0..weights.len())
        .map(|i| match weights[i].is_positive() {
            true => max[i].clone(),
            false => Some(low[i].clone()),
        })
        .collect();
    refuse_infeasible(total, &low, &high)?;

    let (exact, outcome) = match policy {
        Policy::WaterLevel => {
            let exact = water_level(total, weights, &low, &high);
            let outcome = largest_remainder(total, &exact, tie);
            (exact, outcome)
        }
        Policy::BaseThenShare => base_then_share(total, weights, &low, &high, tie),
        Policy::TopUpOriginalQuota => top_up(total, weights, &low, tie)?,
    };
    Ok(BoundedOutcome { exact, outcome, reduced })
}

/// Refuses bounds that no amount satisfies.
pub(super) fn refuse_crossed(min: &[BigInt], max: &[Option<BigInt>]) -> Result<(), Refusal> {
    let crossed: Vec<usize> =
        (0..min.len()).filter(|&i| max[i].as_ref().is_some_and(|u| min[i] > *u)).collect();
    if crossed.is_empty() { Ok(()) } else { Err(Refusal::MinimumOverMaximum(crossed)) }
}

/// Refuses a total outside the sums of the bounds; one open maximum opens the sum.
pub(super) fn refuse_infeasible(
    total: &BigInt,
    low: &[BigInt],
    high: &[Option<BigInt>],
) -> Result<(), Refusal> {
    let minimum: BigInt = low.iter().sum();
    let maximum: Option<BigInt> = high.iter().cloned().sum();
    if *total < minimum || maximum.as_ref().is_some_and(|most| total > most) {
        return Err(Refusal::Infeasible { total: total.clone(), minimum, maximum });
    }
    Ok(())
}

fn proportional(total: &BigInt, parts: &[BigInt], tie: TieOrder) -> Result<Outcome, Refusal> {
    let key = Component {
        share: BigRational::one(),
        weights: parts.iter().cloned().map(whole).collect(),
    };
    let exact = entitlements(&whole(total.clone()), &[key])?;
    Ok(largest_remainder(total, &exact, tie))
}

/// The minimum for each, and the rest by water level up to what each maximum leaves.
fn base_then_share(
    total: &BigInt,
    weights: &[BigRational],
    low: &[BigInt],
    high: &[Option<BigInt>],
    tie: TieOrder,
) -> (Vec<BigRational>, Outcome) {
    let rest = total - low.iter().sum::<BigInt>();
    let room: Vec<Option<BigInt>> =
        high.iter().zip(low).map(|(most, base)| most.as_ref().map(|most| most - base)).collect();
    let on_top = water_level(&rest, weights, &vec![BigInt::zero(); low.len()], &room);
    let mut outcome = largest_remainder(&rest, &on_top, tie);
    for (units, base) in outcome.units.iter_mut().zip(low) {
        *units += base;
    }
    let exact =
        on_top.into_iter().zip(low).map(|(share, base)| share + whole(base.clone())).collect();
    (exact, outcome)
}

/// The larger of floored quota and minimum for each, then the original
/// remainders among those whose quota reaches their minimum.
fn top_up(
    total: &BigInt,
    weights: &[BigRational],
    low: &[BigInt],
    tie: TieOrder,
) -> Result<(Vec<BigRational>, Outcome), Refusal> {
    let key = Component { share: BigRational::one(), weights: weights.to_vec() };
    let quotas = entitlements(&whole(total.clone()), &[key])?;
    let bases: Vec<BigInt> =
        quotas.iter().zip(low).map(|(quota, l)| quota.to_integer().max(l.clone())).collect();
    refuse_infeasible(total, &bases, &vec![None; bases.len()])?;
    let remainders: Vec<BigRational> = quotas.iter().map(BigRational::fract).collect();
    let candidates = (0..low.len()).filter(|&i| whole(low[i].clone()) <= quotas[i]).collect();
    let outcome = award(total, bases, &remainders, candidates, tie);
    Ok((quotas, outcome))
}
