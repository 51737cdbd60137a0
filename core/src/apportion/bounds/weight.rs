//! Weights of any width.

use std::cmp::Ordering;

use num_bigint::BigUint;
use num_traits::Zero;

/// A weight of any width, as the search for the level needs it.
pub(in crate::apportion) trait Weight: Clone + From<u64> {
    /// Holds the sum of fewer than 2³² weights.
    type Sum: Clone + Default + Into<BigUint>;

    /// bound/self compared with pivot/other: bound·other against pivot·self.
    fn compare(&self, bound: u64, pivot: u64, other: &Self) -> Ordering;
    fn is_zero(&self) -> bool;
    /// Adds it to `sum`, or not.
    fn add_to(&self, sum: &mut Self::Sum, add: bool);
    fn big(&self) -> BigUint;
}

impl Weight for u64 {
    type Sum = u128;

    #[inline]
    fn compare(&self, bound: u64, pivot: u64, other: &Self) -> Ordering {
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        product(bound, *other).cmp(&product(pivot, *self))
    }

    #[inline]
    fn is_zero(&self) -> bool {
        *self == 0
    }

    #[inline]
    fn add_to(&self, sum: &mut u128, add: bool) {
        *sum += u128::from(if add { *self } else { 0 });
    }

    fn big(&self) -> BigUint {
        (*self).into()
    }
}

impl Weight for BigUint {
    type Sum = BigUint;

    fn compare(&self, bound: u64, pivot: u64, other: &Self) -> Ordering {
        (other * bound).cmp(&(self * pivot))
    }

    fn is_zero(&self) -> bool {
        Zero::is_zero(self)
    }

    fn add_to(&self, sum: &mut BigUint, add: bool) {
        if add {
            *sum += self;
        }
    }

    fn big(&self) -> BigUint {
        self.clone()
    }
}
