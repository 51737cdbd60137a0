//! Who is right: exact rationals as the judge.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::data::{Facts, Random, TOTAL};
use crate::peers;

/// A division of `total` by weights whose remainders nearly tie at the cut.
struct NearTie {
    total: u64,
    weights: Vec<u64>,
}

/// Three weights with the sum W, of which two have remainders that differ by 1/W: one of the two
/// gets the last unit.
fn near_tie(random: &mut Random) -> NearTie {
    loop {
        // Odd, and T's remainder invertible: then w₂ can be chosen with remainder₂ = remainder₁ + 1.
        let sum = (1 << 31) + (random.below(1 << 31) | 1);
        let total = TOTAL + random.below(TOTAL);
        let rest = total % sum;
        let Some(inverse) = inverse(rest, sum) else { continue };
        let first = 1 + random.below(sum / 2);
        let second = (first + inverse) % sum;
        let remainder = |weight: u64| u128::from(rest) * u128::from(weight) % u128::from(sum);
        if second == 0 || first + second >= sum {
            continue;
        }
        let third = sum - first - second;
        let (low, high, other) = (remainder(first), remainder(second), remainder(third));
        let left = (low + high + other) / u128::from(sum);
        let cut_between = (left == 1 && other < low) || (left == 2 && other > high);
        if low + 1 == high && cut_between && low > 0 && third <= u64::from(u32::MAX) {
            let mut weights = vec![first, second, third];
            if random.below(2) == 0 {
                weights.reverse();
            }
            return NearTie { total, weights };
        }
    }
}

/// The inverse of `a` modulo `m`.
fn inverse(a: u64, m: u64) -> Option<u64> {
    let (mut r, mut next_r) = (i128::from(m), i128::from(a));
    let (mut t, mut next_t) = (0, 1);
    while next_r != 0 {
        let quotient = r / next_r;
        (r, next_r) = (next_r, r - quotient * next_r);
        (t, next_t) = (next_t, t - quotient * next_t);
    }
    (r == 1).then(|| t.rem_euclid(i128::from(m)) as u64)
}

/// The largest remainder by exact rationals, sorted.
fn judge(total: u64, weights: &[u64]) -> Vec<u64> {
    let sum: BigInt = weights.iter().map(|&w| BigInt::from(w)).sum();
    let quotas: Vec<BigRational> =
        weights.iter().map(|&w| BigRational::new(BigInt::from(total) * w, sum.clone())).collect();
    let mut amounts: Vec<BigInt> = quotas.iter().map(|q| q.floor().to_integer()).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| quotas[b].fract().cmp(&quotas[a].fract()).then(a.cmp(&b)));
    let given: BigInt = amounts.iter().sum();
    let left = usize::try_from(BigInt::from(total) - given).unwrap_or(usize::MAX);
    order.into_iter().take(left).for_each(|row| amounts[row] += 1);
    amounts.iter().map(|amount| u64::try_from(amount).unwrap_or(u64::MAX)).collect()
}

/// How a library did on the near ties.
#[derive(Default)]
pub(crate) struct Score {
    /// Results that differ from the judge's.
    pub(crate) wrong: usize,
    /// Results that do not sum to the total.
    pub(crate) wrong_sum: usize,
}

impl Score {
    fn count(&mut self, got: &[u64], case: &NearTie, want: &[u64]) {
        self.wrong += usize::from(got != want);
        let sum: u128 = got.iter().map(|&amount| u128::from(amount)).sum();
        self.wrong_sum += usize::from(sum != u128::from(case.total));
    }
}

/// Everyone on the same near ties.
pub(crate) fn near_ties(cases: usize) -> [(&'static str, Score); 3] {
    let mut random = Random(2016);
    let mut scores = ["statsbidrag", "rusty-money", "largest-remainder-method"]
        .map(|name| (name, Score::default()));
    for _ in 0..cases {
        let case = near_tie(&mut random);
        let want = judge(case.total, &case.weights);
        let mut amounts = vec![0; case.weights.len()];
        peers::kernel(case.total, &case.weights, &mut amounts);
        let rusty = peers::rusty_money_amounts(case.total, &case.weights);
        let method = largest_remainder_method::apportion(&case.weights, case.total);
        for ((_, score), got) in scores.iter_mut().zip([amounts, rusty, method]) {
            score.count(&got, &case, &want);
        }
    }
    scores
}

/// Judges a large division: its sum, and in a sample of rows the quota rule (each amount is the
/// exact quota rounded down or up) and that no loser's remainder is over a winner's.
pub(crate) fn check_division(facts: &Facts, amounts: &[u64]) {
    assert_eq!(amounts.iter().sum::<u64>(), TOTAL, "the parts are the total");
    let sum = BigInt::from(facts.population.iter().sum::<u64>());
    let (mut least_winner, mut greatest_loser) = (None, None);
    let step = amounts.len().div_ceil(2000);
    for (weight, &amount) in facts.population.iter().zip(amounts).step_by(step) {
        let quota = BigRational::new(BigInt::from(TOTAL) * weight, sum.clone());
        let (down, fraction) = (quota.floor().to_integer(), quota.fract());
        let over = BigInt::from(amount) - down;
        if over == BigInt::from(0) {
            greatest_loser = greatest_loser.max(Some(fraction));
        } else {
            assert_eq!(over, BigInt::from(1), "the quota rule");
            least_winner = Some(
                least_winner.map_or(fraction.clone(), |least: BigRational| least.min(fraction)),
            );
        }
    }
    if let (Some(winner), Some(loser)) = (least_winner, greatest_loser) {
        assert!(winner >= loser, "the largest remainders win");
    }
}

/// Judges a division with bounds: its sum and the bounds. Returns how many rows a bound holds.
pub(crate) fn check_bounds(facts: &Facts, amounts: &[u64]) -> usize {
    assert_eq!(amounts.iter().sum::<u64>(), TOTAL, "the parts are the total");
    let rows = amounts.iter().zip(facts.minimum.iter().zip(&facts.maximum));
    rows.filter(|(amount, (low, high))| {
        assert!(low <= amount && amount <= high, "the bounds are kept");
        amount == low || amount == high
    })
    .count()
}
