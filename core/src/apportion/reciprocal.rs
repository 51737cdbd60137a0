//! Division of many numbers by one divisor.

/// Divides by an invariant divisor with a multiplication and a correction: exact, and several
/// times faster than the processor's division.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reciprocal {
    divisor: u64,
    /// ⌊(2⁶⁴ − 1) / divisor⌋.
    inverse: u64,
}

impl Reciprocal {
    /// For a divisor over zero.
    pub(super) fn of(divisor: u64) -> Self {
        Self { divisor, inverse: u64::MAX / divisor }
    }

    /// ⌊x / divisor⌋ and x mod divisor.
    ///
    /// With m = `inverse`, 2⁶⁴/d − m ≤ 1, so x·m/2⁶⁴ falls short of x/d by less than 1 and its
    /// whole part by at most 1: one correction is enough.
    #[inline]
    pub(super) fn div_rem(self, x: u64) -> (u64, u64) {
        let quotient = ((u128::from(x) * u128::from(self.inverse)) >> 64) as u64;
        let remainder = x - quotient * self.divisor;
        if remainder >= self.divisor {
            (quotient + 1, remainder - self.divisor)
        } else {
            (quotient, remainder)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_ends_of_the_range_divide() {
        for x in [0, 1, 2, u64::MAX - 1, u64::MAX] {
            for d in [1, 2, 3, 1 << 63, (1 << 63) + 1, u64::MAX - 1, u64::MAX] {
                assert_eq!(Reciprocal::of(d).div_rem(x), (x / d, x % d), "{x} / {d}");
            }
        }
    }

    proptest! {
        #[test]
        fn divides_as_the_processor_does(x: u64, d in 1u64.., shift in 0u32..64) {
            let d = (d >> shift).max(1);
            prop_assert_eq!(Reciprocal::of(d).div_rem(x), (x / d, x % d));
            let near = (x / d).wrapping_mul(d);
            prop_assert_eq!(Reciprocal::of(d).div_rem(near), (near / d, near % d));
        }
    }
}
