//! The water level: one level for all recipients, each held within its bounds.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::exact::whole;

/// The amounts at a level: level times weight, held within the bounds.
fn at_level(
    level: &BigRational,
    weights: &[BigRational],
    low: &[BigInt],
    high: &[Option<BigInt>],
) -> Vec<BigRational> {
    (0..weights.len())
        .map(|i| {
            let raised = (level * &weights[i]).max(whole(low[i].clone()));
            match &high[i] {
                Some(most) => raised.min(whole(most.clone())),
                None => raised,
            }
        })
        .collect()
}

/// The exact amounts at the level where they add up to the total.
///
/// Their sum grows with the level and is linear between the levels where some
/// recipient meets a bound. So the sum is taken at those breakpoints, and the
/// level is interpolated between the two that enclose the total. The caller has
/// seen to it that the total lies between the sums of the bounds.
pub(super) fn water_level(
    total: &BigInt,
    weights: &[BigRational],
    low: &[BigInt],
    high: &[Option<BigInt>],
) -> Vec<BigRational> {
    let total = whole(total.clone());
    let amounts = |level: &BigRational| at_level(level, weights, low, high);
    let sum = |level: &BigRational| amounts(level).into_iter().sum::<BigRational>();

    let mut breakpoints = vec![BigRational::zero()];
    for (i, weight) in weights.iter().enumerate().filter(|(_, w)| w.is_positive()) {
        let bounds = std::iter::once(&low[i]).chain(&high[i]);
        breakpoints.extend(bounds.map(|bound| whole(bound.clone()) / weight));
    }
    breakpoints.sort();
    breakpoints.dedup();

    // At level zero everyone is at its minimum, so the first breakpoint is never past the total.
    let past = breakpoints.partition_point(|level| sum(level) <= total);
    let before = &breakpoints[past - 1];
    let missing = &total - sum(before);
    if missing.is_zero() {
        return amounts(before);
    }
    // Beyond the last breakpoint those without a maximum rise for ever: any
    // later level gives the slope.
    let after = match breakpoints.get(past) {
        Some(level) => level.clone(),
        None => before + BigRational::one(),
    };
    let slope = (sum(&after) - sum(before)) / (&after - before);
    amounts(&(before + missing / slope))
}
