//! From exact entitlements to whole units: by largest remainder, once or within
//! each component, or each recipient by itself where a statute says so.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::exact::{Component, Refusal, entitlements, whole};

/// Which of two tied recipients goes first (`Less`: the first of the two).
/// It must tell any two recipients apart.
pub type TieOrder<'a> = &'a dyn Fn(usize, usize) -> Ordering;

/// Whole units, and the tie that decided who got the last of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What each recipient gets.
    pub units: Vec<BigInt>,
    /// Those with an equal claim of whom some win and some lose, by position; empty if none.
    pub tied: Vec<usize>,
    /// How many units the tied share among them.
    pub stake: usize,
}

/// Hare quota and largest remainder: everyone gets its entitlement rounded down,
/// and the units left go, one each, to the largest remainders.
///
/// A total below zero is the mirror image of the same total above it, with the
/// same ties: it is what is taken that is rounded, not what is left.
///
/// # Panics
/// If the entitlements do not add up to the total or differ from it in sign.
pub fn largest_remainder(total: &BigInt, exact: &[BigRational], tie: TieOrder) -> Outcome {
    assert_eq!(exact.iter().sum::<BigRational>(), whole(total.clone()));
    let sizes: Vec<BigRational> = exact.iter().map(|q| q.abs()).collect();
    let floors: Vec<BigInt> = sizes.iter().map(BigRational::to_integer).collect();
    let remainders: Vec<BigRational> = sizes.iter().map(BigRational::fract).collect();
    let everyone = (0..exact.len()).collect();
    let mut outcome = award(&total.abs(), floors, &remainders, everyone, tie);
    if total.is_negative() {
        for units in &mut outcome.units {
            *units = -&*units;
        }
    }
    outcome
}

/// Adds one unit to the candidates with the largest remainders until the total
/// is reached. The whole order is sorted, so the cut is there to be read.
pub(super) fn award(
    total: &BigInt,
    bases: Vec<BigInt>,
    remainders: &[BigRational],
    mut candidates: Vec<usize>,
    tie: TieOrder,
) -> Outcome {
    let mut units = bases;
    let left = total - units.iter().sum::<BigInt>();
    let left = usize::try_from(&left).expect("bases never exceed the total");
    assert!(left <= candidates.len(), "no candidate gets two units");
    candidates.sort_by(|&a, &b| {
        let by_size = remainders[b].cmp(&remainders[a]);
        by_size.then_with(|| tie(a, b))
    });
    let (winners, losers) = candidates.split_at(left);
    for &winner in winners {
        assert!(remainders[winner].is_positive(), "only a remainder can win");
        units[winner] += 1;
    }
    let (mut tied, mut stake) = (Vec::new(), 0);
    if let (Some(&last_in), Some(&first_out)) = (winners.last(), losers.first())
        && remainders[last_in] == remainders[first_out]
    {
        let at_the_cut = |i: &&usize| remainders[**i] == remainders[last_in];
        stake = winners.iter().filter(at_the_cut).count();
        tied = candidates.iter().filter(at_the_cut).copied().collect();
        tied.sort_unstable();
    }
    Outcome { units, tied, stake }
}

/// The outcome, unless it took a tie to reach it.
///
/// # Errors
/// `TieRefused` with the tied.
pub fn refuse_ties(outcome: Outcome) -> Result<Outcome, Refusal> {
    if outcome.tied.is_empty() { Ok(outcome) } else { Err(Refusal::TieRefused(outcome.tied)) }
}

/// Rounding within each component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByComponent {
    /// What each recipient gets, all components together.
    pub units: Vec<BigInt>,
    /// The whole pot of each component; a tie here is between components.
    pub pots: Outcome,
    /// Each pot among the recipients, one outcome per component.
    pub within: Vec<Outcome>,
}

/// Rounding scope "component": each component gets a whole pot by largest
/// remainder on the shares, the earlier component first among equals, and each
/// pot is shared by itself. Rounding twice moves a recipient by less than two
/// units per component from rounding once.
///
/// # Errors
/// As [`entitlements`], also for a component whose pot comes out as zero.
pub fn by_component(
    total: &BigInt,
    components: &[Component],
    tie: TieOrder,
) -> Result<ByComponent, Refusal> {
    let combined = entitlements(&whole(total.clone()), components)?;
    let shares: Vec<BigRational> =
        components.iter().map(|c| &c.share * whole(total.clone())).collect();
    let pots = largest_remainder(total, &shares, &|a, b| a.cmp(&b));
    let mut units = vec![BigInt::zero(); combined.len()];
    let mut within = Vec::new();
    for (component, pot) in components.iter().zip(&pots.units) {
        let alone = Component { share: BigRational::one(), weights: component.weights.clone() };
        let exact = entitlements(&whole(pot.clone()), &[alone])?;
        let outcome = largest_remainder(pot, &exact, tie);
        for (sum, own) in units.iter_mut().zip(&outcome.units) {
            *sum += own;
        }
        within.push(outcome);
    }
    Ok(ByComponent { units, pots, within })
}

/// Roundings of each recipient by itself, as a statute may prescribe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statutory {
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
    /// To the nearest, half a unit away from zero.
    HalfUp,
    /// To the nearest, half a unit towards zero.
    HalfDown,
    /// To the nearest, half a unit to the even neighbour.
    HalfEven,
}

/// Rounds the size of each entitlement and restores its sign: `Down` is towards
/// zero and `Up` away from it. The sum is whatever it becomes; see [`unallocated`].
pub fn statutory(exact: &[BigRational], rounding: Statutory) -> Vec<BigInt> {
    let half = BigRational::new(BigInt::one(), BigInt::from(2));
    let round = |q: &BigRational| {
        let size = q.abs();
        let below = size.to_integer();
        let rest = size.fract();
        let up = match rounding {
            Statutory::Down => false,
            Statutory::Up => rest.is_positive(),
            Statutory::HalfUp => rest >= half,
            Statutory::HalfDown => rest > half,
            Statutory::HalfEven => rest > half || (rest == half && below.bit(0)),
        };
        let units = if up { below + 1 } else { below };
        if q.is_negative() { -units } else { units }
    };
    exact.iter().map(round).collect()
}

/// What roundings one by one leave of the total; negative if they overshoot it.
pub fn unallocated(total: &BigRational, units: &[BigInt]) -> BigRational {
    total - whole(units.iter().sum::<BigInt>())
}
