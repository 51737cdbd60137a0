//! Remainders of fixed width.

use std::ops::Sub;

use num_traits::{WrappingAdd, WrappingMul, WrappingSub, Zero};

use crate::number::naturals::Naturals;

/// A remainder of fixed width. Sums and products wrap: where a difference is known to fit, the low
/// bits of its terms are all that is needed.
pub(super) trait Remainder:
    Copy + Ord + Zero + Sub<Output = Self> + WrappingAdd + WrappingMul + WrappingSub + From<u64>
{
    /// The bits over the lowest `shift`.
    fn bucket(self, shift: u32) -> usize;
    /// The low bits of a wider number.
    fn low(wide: u128) -> Self;
    fn naturals(remainders: Vec<Self>) -> Naturals<'static>;
}

impl Remainder for u64 {
    #[inline]
    fn bucket(self, shift: u32) -> usize {
        (self >> shift) as usize
    }

    fn low(wide: u128) -> Self {
        wide as u64
    }

    fn naturals(remainders: Vec<Self>) -> Naturals<'static> {
        Naturals::U64(remainders.into())
    }
}

impl Remainder for u128 {
    #[inline]
    fn bucket(self, shift: u32) -> usize {
        (self >> shift) as usize
    }

    fn low(wide: u128) -> Self {
        wide
    }

    fn naturals(remainders: Vec<Self>) -> Naturals<'static> {
        Naturals::U128(remainders)
    }
}
