//! Roundings that a statute prescribes for each recipient by itself.

use std::cmp::Ordering;

use num_traits::{ToPrimitive, Zero};

use super::Rounding;
use super::quota::Quotas;
use crate::number::naturals::Naturals;

/// Rounds every quota by itself. Quotas are sizes: the sign of a charge is put back afterwards, so
/// `up` is away from zero and `down` towards it.
pub(crate) fn round(quotas: Quotas, rounding: Rounding) -> Vec<u64> {
    let Quotas { mut whole, remainders, denominator } = quotas;
    match (&remainders, denominator.to_u128()) {
        (Naturals::U64(rest), Some(d)) => {
            let rest = rest.iter().map(|&r| u128::from(r));
            raise(&mut whole, rest.map(|r| (r == 0, r.cmp(&(d - r)))), rounding);
        }
        (Naturals::U128(rest), Some(d)) => {
            raise(&mut whole, rest.iter().map(|&r| (r == 0, r.cmp(&(d - r)))), rounding);
        }
        _ => {
            let rest = remainders.iter();
            raise(&mut whole, rest.map(|r| (r.is_zero(), (&r * 2u8).cmp(&denominator))), rounding);
        }
    }
    whole
}

/// Adds the unit that the rounding gives, from whether each remainder is zero and how it compares
/// with half a unit.
fn raise(whole: &mut [u64], rests: impl Iterator<Item = (bool, Ordering)>, rounding: Rounding) {
    for (whole, (is_zero, half)) in whole.iter_mut().zip(rests) {
        *whole += u64::from(is_up(rounding, is_zero, half, *whole % 2 != 0));
    }
}

/// Whether what is left over whole units makes one more, by how it compares with half a unit and
/// whether the whole units are odd.
pub(crate) fn is_up(rounding: Rounding, is_whole: bool, half: Ordering, is_odd: bool) -> bool {
    let up = match rounding {
        Rounding::Up => true,
        Rounding::HalfUp => half != Ordering::Less,
        Rounding::HalfDown => half == Ordering::Greater,
        Rounding::HalfEven => half == Ordering::Greater || half == Ordering::Equal && is_odd,
        _ => false,
    };
    up && !is_whole
}

#[cfg(test)]
mod tests {
    use num_bigint::BigUint;

    use super::*;

    #[test]
    fn halves_go_where_the_statute_says() {
        // 0, 1/4, 1/2, 3/4, 1 1/2.
        for (rounding, want) in [
            (Rounding::Down, [0, 0, 0, 0, 1]),
            (Rounding::Up, [0, 1, 1, 1, 2]),
            (Rounding::HalfUp, [0, 0, 1, 1, 2]),
            (Rounding::HalfDown, [0, 0, 0, 1, 1]),
            (Rounding::HalfEven, [0, 0, 0, 1, 2]),
        ] {
            // In fourths, and in as many parts as 128 bits and more have room for.
            let rests = [0u64, 1, 2, 3, 2];
            let wide: Vec<u128> = rests.iter().map(|&rest| u128::from(rest) << 90).collect();
            let big: Vec<BigUint> = rests.iter().map(|&rest| BigUint::from(rest) << 200).collect();
            for (remainders, denominator) in [
                (Naturals::U64(rests.to_vec().into()), BigUint::from(4u8)),
                (Naturals::U128(wide), BigUint::from(4u8) << 90),
                (Naturals::Big(big), BigUint::from(4u8) << 200),
            ] {
                let whole = vec![0, 0, 0, 0, 1];
                let quotas = Quotas { whole, remainders, denominator };
                assert_eq!(round(quotas, rounding), want, "{rounding}");
            }
        }
    }
}
