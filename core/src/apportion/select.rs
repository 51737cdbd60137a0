//! Selection: who gets the units left over. Linear in the number of rows; nothing is sorted.

use std::cmp::Ordering;

use super::quota::Narrow;
use super::remainder::Remainder;
use crate::number::naturals::Naturals;

/// Who of two rows with equal remainders goes first. A total order.
pub(crate) type First<'a> = &'a (dyn Fn(usize, usize) -> Ordering + Sync);

/// The tie at the cut: rows with equal claims of which only some got a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cut {
    /// The tied rows, ascending. Empty where nothing was tied.
    pub(crate) tied: Vec<u32>,
    /// How many units there were for them.
    pub(crate) at_stake: usize,
}

/// How many remainders have each value of their leading bits. All in a higher bucket than the
/// cut's win, all in a lower one lose, and only the few in the cut's own are compared.
struct Buckets {
    counts: Vec<u32>,
    shift: u32,
}

impl Buckets {
    /// For remainders under `denominator`: about one for each row, within the nearest cache.
    fn new(rows: usize, denominator: u128) -> Self {
        let log = (usize::BITS - rows.leading_zeros()).clamp(4, 11);
        Self {
            counts: vec![0; 1 << log],
            shift: (u128::BITS - denominator.leading_zeros()).saturating_sub(log),
        }
    }

    #[inline]
    fn count(&mut self, remainder: impl Remainder) {
        self.counts[remainder.bucket(self.shift)] += 1;
    }

    /// The bucket that holds the last winner of `left`, and how many of them are within it.
    fn cut(&self, left: usize) -> (usize, usize) {
        let (mut left, mut cut) = (left, self.counts.len() - 1);
        while (self.counts[cut] as usize) < left {
            left -= self.counts[cut] as usize;
            cut -= 1;
        }
        (cut, left)
    }
}

/// Divides `total` by the largest remainder: writes whole parts, then gives one unit more to each
/// of the largest remainders. Equal ones go in the order of `first`; with `larger_first`, the larger
/// entitlement goes before that.
pub(super) fn divide<R: Remainder>(
    total: u64,
    quotas: &Narrow<'_>,
    units: &mut [u64],
    larger_first: bool,
    first: First<'_>,
) -> Cut {
    let mut buckets = Buckets::new(units.len(), quotas.denominator());
    let given = quotas.divide(units, |remainder: R| buckets.count(remainder));
    let left = (total - given) as usize;
    if left == 0 {
        return Cut::default();
    }
    let (bucket, within) = buckets.cut(left);
    let shift = buckets.shift;
    let mut near = Vec::new();
    quotas.revisit(units, |row, units, remainder: R| {
        *units += u64::from(remainder.bucket(shift) > bucket);
        if remainder.bucket(shift) == bucket {
            near.push((row, remainder));
        }
    });
    settle(units, near, within, larger_first, first)
}

/// The same where the whole parts are written and the remainders known: what they leave of the total
/// goes out. There are always more remainders over zero than units left.
pub(super) fn award(
    units: &mut [u64],
    remainders: &Naturals<'_>,
    total: u64,
    larger_first: bool,
    first: First<'_>,
) -> Cut {
    let left = (total - units.iter().sum::<u64>()) as usize;
    fn all<R: Clone>(remainders: &[R]) -> Vec<(usize, R)> {
        remainders.iter().cloned().enumerate().collect()
    }
    match remainders {
        Naturals::U64(keys) => settle(units, all(keys), left, larger_first, first),
        Naturals::U128(keys) => settle(units, all(keys), left, larger_first, first),
        Naturals::Big(keys) => settle(units, all(keys), left, larger_first, first),
    }
}

/// Gives one unit more to the first `left` of the claims (row, remainder), by selection.
fn settle<R: Ord + Clone>(
    units: &mut [u64],
    mut claims: Vec<(usize, R)>,
    left: usize,
    larger_first: bool,
    first: First<'_>,
) -> Cut {
    if left == 0 {
        return Cut::default();
    }
    let by = |a: &(usize, R), b: &(usize, R)| b.1.cmp(&a.1);
    let (_, last, losers) = claims.select_nth_unstable_by(left - 1, by);
    let mut cut = Cut::default();
    if losers.iter().any(|claim| claim.1 == last.1) {
        let edge = last.1.clone();
        let tied = claims.iter().filter(|claim| claim.1 == edge).map(|&(row, _)| row as u32);
        cut.tied = tied.collect();
        cut.tied.sort_unstable();
        // Among equal remainders the larger entitlement is the one with the larger whole part.
        let larger = |a: usize, b: usize| match larger_first {
            true => units[b].cmp(&units[a]),
            false => Ordering::Equal,
        };
        claims.select_nth_unstable_by(left - 1, |a, b| {
            by(a, b).then_with(|| larger(a.0, b.0)).then_with(|| first(a.0, b.0))
        });
        cut.at_stake = claims[..left].iter().filter(|claim| claim.1 == edge).count();
    }
    claims[..left].iter().for_each(|&(row, _)| units[row] += 1);
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Ratio;
    use crate::apportion::quota::{Component, Plan, Quotas, Tier, Total};
    use proptest::prelude::*;

    fn by_position(a: usize, b: usize) -> Ordering {
        a.cmp(&b)
    }

    fn awarded(remainders: &[u64], total: u64) -> (Vec<u64>, Cut) {
        let mut units = vec![0; remainders.len()];
        let remainders = Naturals::U64(remainders.into());
        let cut = award(&mut units, &remainders, total, false, &by_position);
        (units, cut)
    }

    #[test]
    fn a_tie_at_the_cut_is_reported() {
        let (units, cut) = awarded(&[5, 7, 5, 5, 1], 2);
        assert_eq!(units, [1, 1, 0, 0, 0]);
        assert_eq!(cut, Cut { tied: vec![0, 2, 3], at_stake: 1 });
        // All the tied win: nothing was at stake.
        let (_, cut) = awarded(&[5, 7, 5, 5, 1], 4);
        assert_eq!(cut, Cut::default());
    }

    /// Divides in each width; all must give the same.
    fn divided(total: u64, parts: &[Component<'_>], larger_first: bool) -> (Vec<u64>, Cut) {
        let [first, others @ ..] = [Tier::U64, Tier::U128, Tier::Big].map(|tier| {
            let rows = parts[0].weights.len();
            let mut units = vec![0; rows];
            let cut = match Plan::new(Total::whole(total), parts, tier) {
                Plan::U64(narrow) => {
                    divide::<u64>(total, &narrow, &mut units, larger_first, &by_position)
                }
                Plan::U128(narrow) => {
                    divide::<u128>(total, &narrow, &mut units, larger_first, &by_position)
                }
                Plan::Kept(Quotas { whole, remainders, .. }) => {
                    units.copy_from_slice(&whole);
                    award(&mut units, &remainders, total, larger_first, &by_position)
                }
            };
            (units, cut)
        });
        others.iter().for_each(|other| assert_eq!(*other, first));
        first
    }

    fn part(share: i64, weights: &[u64]) -> Component<'_> {
        Component { share: Ratio::new(share, 10).unwrap(), weights: Naturals::U64(weights.into()) }
    }

    proptest! {
        #[test]
        fn selects_as_a_full_sort_does(
            total: u64,
            weights in proptest::collection::vec((0u64..1 << 40, 0u64..1 << 40), 1..60),
            shift in 0u32..40,
            larger_first: bool,
        ) {
            let column = |of: fn(&(u64, u64)) -> u64| -> Vec<u64> {
                let mut column: Vec<_> = weights.iter().map(|pair| of(pair) >> shift).collect();
                // Somebody has a weight, and others may have none.
                column[0] = column[0].max(1);
                column
            };
            let (one, two) = (column(|pair| pair.0), column(|pair| pair.1));
            for parts in [vec![part(10, &one)], vec![part(3, &one), part(7, &two)]] {
                let total = total >> (shift % 30);
                let Quotas { whole, remainders, .. } =
                    Plan::new(Total::whole(total), &parts, Tier::Big).quotas();
                let remainders: Vec<_> = remainders.iter().collect();
                let mut order: Vec<usize> = (0..whole.len()).collect();
                order.sort_by_key(|&row| {
                    let larger = if larger_first { whole[row] } else { 0 };
                    (std::cmp::Reverse((remainders[row].clone(), larger)), row)
                });
                let mut want = whole.clone();
                let left = total - whole.iter().sum::<u64>();
                order[..left as usize].iter().for_each(|&row| want[row] += 1);
                prop_assert_eq!(divided(total, &parts, larger_first).0, want);
            }
        }

        #[test]
        fn many_rows_in_one_bucket_are_chosen_too(n in 4096usize..5000, left in 1usize..4096) {
            let weights = vec![3; n];
            let (units, cut) = divided(left as u64, &[part(10, &weights)], false);
            prop_assert!(units[..left].iter().all(|&u| u == 1) && units[left..].iter().all(|&u| u == 0));
            prop_assert_eq!(cut.tied.len(), n);
            prop_assert_eq!(cut.at_stake, left);
        }
    }
}
