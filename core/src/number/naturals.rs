//! Columns of natural numbers of any size, each in the narrowest width that holds it.

use std::borrow::Cow;

use num_bigint::BigUint;
use num_traits::Zero;

/// Natural numbers: weights, bounds. The width is chosen before computing and never by overflow.
#[derive(Clone, Debug)]
pub(crate) enum Naturals<'a> {
    U64(Cow<'a, [u64]>),
    U128(Vec<u128>),
    Big(Vec<BigUint>),
}

impl Naturals<'_> {
    pub(crate) fn len(&self) -> usize {
        match self {
            Naturals::U64(values) => values.len(),
            Naturals::U128(values) => values.len(),
            Naturals::Big(values) => values.len(),
        }
    }

    pub(crate) fn get(&self, row: usize) -> BigUint {
        match self {
            Naturals::U64(values) => values[row].into(),
            Naturals::U128(values) => values[row].into(),
            Naturals::Big(values) => values[row].clone(),
        }
    }

    /// The number in a row, where 128 bits hold it.
    pub(crate) fn narrow(&self, row: usize) -> Option<u128> {
        match self {
            Naturals::U64(values) => Some(values[row].into()),
            Naturals::U128(values) => Some(values[row]),
            Naturals::Big(_) => None,
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = BigUint> {
        (0..self.len()).map(|row| self.get(row))
    }

    pub(crate) fn is_zero_at(&self, row: usize) -> bool {
        match self {
            Naturals::U64(values) => values[row] == 0,
            Naturals::U128(values) => values[row] == 0,
            Naturals::Big(values) => values[row].is_zero(),
        }
    }

    pub(crate) fn sum(&self) -> BigUint {
        match self {
            // Fewer than 2³² rows of 64 bits: the sum has at most 96.
            Naturals::U64(values) => sum_of_u64(values).into(),
            Naturals::U128(values) => values.iter().copied().sum(),
            Naturals::Big(values) => values.iter().sum(),
        }
    }

    pub(crate) fn largest(&self) -> BigUint {
        match self {
            Naturals::U64(values) => values.iter().copied().max().unwrap_or(0).into(),
            Naturals::U128(values) => values.iter().copied().max().unwrap_or(0).into(),
            Naturals::Big(values) => values.iter().max().cloned().unwrap_or_default(),
        }
    }

    /// The numbers of some rows only.
    pub(crate) fn select(&self, rows: &[u32]) -> Naturals<'static> {
        fn pick<T: Clone>(values: &[T], rows: &[u32]) -> Vec<T> {
            rows.iter().map(|&row| values[row as usize].clone()).collect()
        }
        match self {
            Naturals::U64(values) => Naturals::U64(pick(values, rows).into()),
            Naturals::U128(values) => Naturals::U128(pick(values, rows)),
            Naturals::Big(values) => Naturals::Big(pick(values, rows)),
        }
    }

    /// The numbers with zero where `keep` says no.
    pub(crate) fn keep_only(self, keep: &[bool]) -> Naturals<'static> {
        fn mask<T: Default>(mut values: Vec<T>, keep: &[bool]) -> Vec<T> {
            for (value, _) in values.iter_mut().zip(keep).filter(|(_, keep)| !**keep) {
                *value = T::default();
            }
            values
        }
        match self {
            Naturals::U64(values) => Naturals::U64(mask(values.into_owned(), keep).into()),
            Naturals::U128(values) => Naturals::U128(mask(values, keep)),
            Naturals::Big(values) => Naturals::Big(mask(values, keep)),
        }
    }
}

/// The sum in 128 bits: fewer than 2³² values of 64 bits have a sum of at most 96.
pub(crate) fn sum_of_u64(values: &[u64]) -> u128 {
    // Halves are summed apart, since 64-bit additions go four at a time and 128-bit ones do not.
    values
        .chunks(1 << 16)
        .map(|chunk| {
            let low: u64 = chunk.iter().map(|v| v & 0xffff_ffff).sum();
            let high: u64 = chunk.iter().map(|v| v >> 32).sum();
            u128::from(low) + (u128::from(high) << 32)
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_of_halves_are_sums(values in proptest::collection::vec(any::<u64>(), 0..200)) {
            let plain: u128 = values.iter().map(|v| u128::from(*v)).sum();
            prop_assert_eq!(sum_of_u64(&values), plain);
        }
    }
}
