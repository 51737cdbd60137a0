//! Selection: who gets the units left over. Linear in the number of rows; nothing is sorted.

use std::cmp::Ordering;

use num_bigint::BigUint;

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

/// Gives one unit more to each of the `left` rows with the largest remainders, equal ones in the
/// order of `first`. There are always more remainders over zero than units left.
pub(crate) fn award(
    whole: &mut [u64],
    remainders: &Naturals<'_>,
    denominator: &BigUint,
    left: usize,
    first: First<'_>,
) -> Cut {
    if left == 0 {
        return Cut::default();
    }
    match remainders {
        Naturals::U64(keys) => award_by_bucket(whole, keys, denominator.bits(), left, first),
        Naturals::U128(keys) => award_by_bucket(whole, keys, denominator.bits(), left, first),
        Naturals::Big(keys) => {
            let rows = (0..whole.len()).collect();
            choose(rows, left, &|a, b| keys[b].cmp(&keys[a]), first, &mut |row| whole[row] += 1)
        }
    }
}

/// A remainder whose leading bits tell its bucket.
trait Key: Copy + Ord {
    fn bucket(self, shift: u32) -> usize;
}

impl Key for u64 {
    #[inline]
    fn bucket(self, shift: u32) -> usize {
        (self >> shift) as usize
    }
}

impl Key for u128 {
    #[inline]
    fn bucket(self, shift: u32) -> usize {
        (self >> shift) as usize
    }
}

/// Counts remainders by their leading bits: all in a higher bucket than the cut's win, all in a
/// lower one lose, and only the few in the cut's own bucket are compared.
fn award_by_bucket<K: Key>(
    whole: &mut [u64],
    keys: &[K],
    bits: u64,
    left: usize,
    first: First<'_>,
) -> Cut {
    let log = if keys.len() < 4096 { 8 } else { 12 };
    let shift = u32::try_from(bits).unwrap_or(u32::MAX).saturating_sub(log);
    let mut counts = vec![0usize; 1 << log];
    keys.iter().for_each(|key| counts[key.bucket(shift)] += 1);
    let (mut above, mut cut) = (0, counts.len() - 1);
    while above + counts[cut] < left {
        above += counts[cut];
        cut -= 1;
    }
    let mut near = Vec::with_capacity(counts[cut]);
    for (row, (whole, key)) in whole.iter_mut().zip(keys).enumerate() {
        let bucket = key.bucket(shift);
        *whole += u64::from(bucket > cut);
        if bucket == cut {
            near.push(row);
        }
    }
    choose(near, left - above, &|a, b| keys[b].cmp(&keys[a]), first, &mut |row| whole[row] += 1)
}

/// Calls `win` for the first `count` of `rows` in the order of `by`, equal ones in that of `first`.
pub(crate) fn choose(
    mut rows: Vec<usize>,
    count: usize,
    by: &dyn Fn(usize, usize) -> Ordering,
    first: First<'_>,
    win: &mut dyn FnMut(usize),
) -> Cut {
    if count == 0 {
        return Cut::default();
    }
    let (_, &mut last, _) = rows.select_nth_unstable_by(count - 1, |&a, &b| by(a, b));
    let mut room = count;
    let mut tied = Vec::new();
    for row in rows {
        match by(row, last) {
            Ordering::Less => {
                win(row);
                room -= 1;
            }
            Ordering::Equal => tied.push(row),
            Ordering::Greater => {}
        }
    }
    if room == tied.len() {
        tied.into_iter().for_each(win);
        return Cut::default();
    }
    tied.select_nth_unstable_by(room - 1, |&a, &b| first(a, b));
    tied[..room].iter().copied().for_each(win);
    tied.sort_unstable();
    Cut { tied: tied.into_iter().map(|row| row as u32).collect(), at_stake: room }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_position(a: usize, b: usize) -> Ordering {
        a.cmp(&b)
    }

    fn awarded(keys: Naturals<'_>, denominator: u64, left: usize) -> (Vec<u64>, Cut) {
        let mut whole = vec![0; keys.len()];
        let cut = award(&mut whole, &keys, &denominator.into(), left, &by_position);
        (whole, cut)
    }

    #[test]
    fn a_tie_at_the_cut_is_reported() {
        let (whole, cut) = awarded(Naturals::U64([5, 7, 5, 5, 1][..].into()), 8, 2);
        assert_eq!(whole, [1, 1, 0, 0, 0]);
        assert_eq!(cut, Cut { tied: vec![0, 2, 3], at_stake: 1 });
        // All the tied win: nothing was at stake.
        let (_, cut) = awarded(Naturals::U64([5, 7, 5, 5, 1][..].into()), 8, 4);
        assert_eq!(cut, Cut::default());
    }

    proptest! {
        #[test]
        fn chooses_as_a_full_sort_does(
            keys in proptest::collection::vec(0u64..50, 1..60),
            left in 0usize..60,
            spread in prop::sample::select(vec![1u64, 1 << 20, 1 << 50]),
        ) {
            let keys: Vec<u64> = keys.into_iter().map(|k| k * spread).collect();
            let left = left.min(keys.len());
            let mut order: Vec<usize> = (0..keys.len()).collect();
            order.sort_by(|&a, &b| keys[b].cmp(&keys[a]).then(a.cmp(&b)));
            let mut want = vec![0; keys.len()];
            order[..left].iter().for_each(|&row| want[row] = 1);
            let wide = keys.iter().map(|&k| k.into()).collect();
            let big = keys.iter().map(|&k| k.into()).collect();
            for keys in [Naturals::U64(keys.clone().into()), Naturals::U128(wide), Naturals::Big(big)] {
                prop_assert_eq!(&awarded(keys, 50 * spread, left).0, &want);
            }
        }

        #[test]
        fn many_rows_in_one_bucket_are_chosen_too(n in 4096usize..5000, left in 1usize..4096) {
            let (whole, cut) = awarded(Naturals::U64(vec![3; n].into()), 1 << 40, left);
            prop_assert!(whole[..left].iter().all(|&w| w == 1) && whole[left..].iter().all(|&w| w == 0));
            prop_assert_eq!(cut.tied.len(), n);
            prop_assert_eq!(cut.at_stake, left);
        }
    }
}
