//! Remainders of fixed width.

use std::ops::Sub;

use num_bigint::BigUint;
use num_traits::{Bounded, WrappingAdd, WrappingMul, WrappingSub, Zero};

use crate::number::naturals::Naturals;

/// A remainder of fixed width. Sums and products wrap: where a difference is known to fit, the low
/// bits of its terms are all that is needed.
pub(super) trait Remainder:
    Copy
    + Ord
    + Zero
    + Bounded
    + Sub<Output = Self>
    + WrappingAdd
    + WrappingMul
    + WrappingSub
    + From<u64>
    + Into<BigUint>
    + TryFrom<BigUint>
{
    /// The bits over the lowest `shift`.
    fn bucket(self, shift: u32) -> usize;
    /// How many bits it has.
    fn bits(self) -> u32;
    fn naturals(remainders: Vec<Self>) -> Naturals<'static>;
}

impl Remainder for u64 {
    #[inline]
    fn bucket(self, shift: u32) -> usize {
        (self >> shift) as usize
    }

    fn bits(self) -> u32 {
        u64::BITS - self.leading_zeros()
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

    fn bits(self) -> u32 {
        u128::BITS - self.leading_zeros()
    }

    fn naturals(remainders: Vec<Self>) -> Naturals<'static> {
        Naturals::U128(remainders)
    }
}
