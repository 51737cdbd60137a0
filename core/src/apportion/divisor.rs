//! Divisor methods, for persons and seats, with minimum and maximum.
//!
//! A recipient with k units has a claim to the next of its weight over the signpost d(k); units go
//! to the largest claims. Nothing is given unit by unit: all weights are multiplied by one λ and
//! rounded by the method, and only the few units that this misses the total by are then moved.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use num_bigint::BigUint;
use num_integer::Integer;
use num_rational::Ratio as Fraction;
use num_traits::{ToPrimitive, Zero};

use super::bounds;
use super::select::Cut;
use super::solve::{Request, Short, Unsolvable};
use super::words::Rounding;
use crate::number::naturals::Naturals;

/// Divides `total` units, each row between its bounds; rows without a weight get none.
///
/// Methods whose first signpost is zero give every row with a weight its first unit before anyone
/// a second: that is a minimum of one.
pub(super) fn divide(
    request: &Request<'_>,
    total: u64,
    weights: &Naturals<'_>,
    lower: &[u64],
    upper: &[u64],
) -> Result<(Vec<u64>, Cut), Unsolvable> {
    let method = request.rounding;
    let weights: Vec<BigUint> = weights.iter().collect();
    let has_weight = |row: usize| !weights[row].is_zero();
    let rows: Vec<usize> = (0..weights.len()).filter(|&row| has_weight(row)).collect();
    let first_unit = u64::from(claim(method, &BigUint::from(1u8), 0).denominator.is_zero());
    let given = lower;
    let lower: Vec<u64> = (0..weights.len())
        .map(|row| if has_weight(row) { given[row].max(first_unit).min(upper[row]) } else { 0 })
        .collect();
    let least: u128 = rows.iter().map(|&row| u128::from(lower[row])).sum();
    let most = rows.iter().try_fold(0u128, |sum, &row| {
        (upper[row] != u64::MAX).then(|| sum + u128::from(upper[row]))
    });
    if u128::from(total) < least || most.is_some_and(|most| most < u128::from(total)) {
        let asked: u128 = rows.iter().map(|&row| u128::from(given[row])).sum();
        let is_short = u128::from(total) < least && least > asked;
        let short = if is_short { Short::FirstUnits } else { Short::Bounds };
        return Err(Unsolvable { least, most, short });
    }
    let upper: Vec<u64> = upper.iter().map(|&u| u.min(total)).collect();

    let lambda = bounds::level(total, &weights, &lower, &upper).lambda;
    let mut units: Vec<u64> = (0..weights.len())
        .map(|row| match has_weight(row) {
            true => rounded(method, &lambda, &weights[row]).clamp(lower[row], upper[row]),
            false => 0,
        })
        .collect();

    // Among equal claims: the larger weight if that is asked for, then the tie order.
    let mut order = rows.clone();
    order.sort_unstable_by(|&a, &b| {
        let by_weight =
            if request.larger_first { weights[b].cmp(&weights[a]) } else { Ordering::Equal };
        by_weight.then_with(|| (request.first)(a, b))
    });
    let mut rank = vec![0; weights.len()];
    order.iter().enumerate().for_each(|(position, &row)| rank[row] = position);

    let next = |units: &[u64], row: usize| {
        (units[row] < upper[row]).then(|| Claimant {
            claim: claim(method, &weights[row], units[row]),
            rank: rank[row],
            row,
        })
    };
    let last = |units: &[u64], row: usize| {
        (units[row] > lower[row]).then(|| Claimant {
            claim: claim(method, &weights[row], units[row] - 1),
            rank: rank[row],
            row,
        })
    };
    let given = units.iter().map(|&u| u128::from(u)).sum::<u128>();
    let missing = u128::from(total).saturating_sub(given);
    let surplus = given.saturating_sub(u128::from(total));
    let mut waiting: BinaryHeap<_> = match missing {
        0 => BinaryHeap::new(),
        _ => rows.iter().filter_map(|&row| next(&units, row)).collect(),
    };
    for _ in 0..missing {
        let Some(Claimant { row, .. }) = waiting.pop() else { break };
        units[row] += 1;
        waiting.extend(next(&units, row));
    }
    let mut holding: BinaryHeap<_> = match surplus {
        0 => BinaryHeap::new(),
        _ => rows.iter().filter_map(|&row| last(&units, row)).map(std::cmp::Reverse).collect(),
    };
    for _ in 0..surplus {
        let Some(std::cmp::Reverse(Claimant { row, .. })) = holding.pop() else { break };
        units[row] -= 1;
        holding.extend(last(&units, row).map(std::cmp::Reverse));
    }

    let weakest = rows.iter().filter_map(|&row| last(&units, row)).min();
    let strongest = rows.iter().filter_map(|&row| next(&units, row)).max();
    let cut = match (weakest, strongest) {
        (Some(weakest), Some(strongest)) if weakest.claim.compare(&strongest.claim).is_eq() => {
            let equal = |other: Option<Claimant>| {
                other.is_some_and(|c| c.claim.compare(&strongest.claim).is_eq())
            };
            let holders = rows.iter().filter(|&&row| equal(last(&units, row)));
            let at_stake = holders.count();
            let tied =
                rows.iter().filter(|&&row| equal(last(&units, row)) || equal(next(&units, row)));
            Cut { tied: tied.map(|&row| row as u32).collect(), at_stake }
        }
        _ => Cut::default(),
    };
    Ok((units, cut))
}

/// λ·w rounded by the method: k where d(k − 1) ≤ λ·w < d(k), halves and their like upwards. What is
/// whole stays so, also by Adams, whose d(k) is k.
fn rounded(method: Rounding, lambda: &Fraction<BigUint>, weight: &BigUint) -> u64 {
    let (scaled, denominator) = (weight * lambda.numer(), lambda.denom());
    let (whole, rest) = scaled.div_rem(denominator);
    // At most the total and one more.
    let whole = whole.to_u64().unwrap_or(u64::MAX - 1);
    if rest.is_zero() {
        return whole;
    }
    // One more where w/d(k) ≥ 1/λ, that is where the claim times λ is at least 1.
    let claim = claim(method, weight, whole);
    let (numerator, denominator) = match method {
        // That claim is squared.
        Rounding::HuntingtonHill => (lambda.numer() * lambda.numer(), denominator * denominator),
        _ => (lambda.numer().clone(), denominator.clone()),
    };
    whole + u64::from(claim.numerator * numerator >= claim.denominator * denominator)
}

/// A claim to the next unit; over zero, it comes before every other.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) numerator: BigUint,
    pub(crate) denominator: BigUint,
}

impl Claim {
    fn compare(&self, other: &Claim) -> Ordering {
        (&self.numerator * &other.denominator).cmp(&(&other.numerator * &self.denominator))
    }
}

/// The claim of a weight that has `units` to the next: w/d(units), squared for Huntington–Hill.
pub(crate) fn claim(method: Rounding, weight: &BigUint, units: u64) -> Claim {
    let k = BigUint::from(units);
    let (numerator, denominator) = match method {
        Rounding::Dhondt => (weight.clone(), k + 1u8),
        Rounding::Adams => (weight.clone(), k),
        Rounding::Dean => (weight * (&k * 2u8 + 1u8), &k * (&k + 1u8) * 2u8),
        Rounding::HuntingtonHill => (weight * weight, &k * (&k + 1u8)),
        // Webster; no other rounding comes here.
        _ => (weight * 2u8, k * 2u8 + 1u8),
    };
    Claim { numerator, denominator }
}

/// A row with its claim. The greatest is the one that gets a unit first.
struct Claimant {
    claim: Claim,
    rank: usize,
    row: usize,
}

impl Ord for Claimant {
    fn cmp(&self, other: &Self) -> Ordering {
        self.claim.compare(&other.claim).then_with(|| other.rank.cmp(&self.rank))
    }
}

impl PartialOrd for Claimant {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Claimant {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Claimant {}
