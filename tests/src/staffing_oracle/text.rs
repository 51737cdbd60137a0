//! How exact numbers are written in an answer.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// A decimal where there is one, otherwise a fraction in lowest terms.
pub fn exact(number: &BigRational) -> String {
    let mut rest = number.denom().clone();
    let mut places = 0;
    let (two, five, ten) = (BigInt::from(2), BigInt::from(5), BigInt::from(10));
    let mut scale = BigInt::one();
    while !rest.is_one() {
        // One decimal place takes away one factor 2 and one factor 5, as far as there are any.
        let by_two = (&rest % &two).is_zero();
        let by_five = (&rest % &five).is_zero();
        if !by_two && !by_five {
            return format!("{}/{}", number.numer(), number.denom());
        }
        if by_two {
            rest /= &two;
        }
        if by_five {
            rest /= &five;
        }
        places += 1;
        scale *= &ten;
    }
    let digits = (number * BigRational::from_integer(scale)).to_integer();
    if places == 0 {
        return digits.to_string();
    }
    let sign = if digits.is_negative() { "-" } else { "" };
    let padded = format!("{:0>width$}", digits.abs().to_string(), width = places + 1);
    let (before, after) = padded.split_at(padded.len() - places);
    format!("{sign}{before}.{after}")
}

/// Kronor: whole, or with exactly two decimals. `None` where there are parts of an öre.
pub fn kronor(amount: &BigRational) -> Option<String> {
    if amount.is_integer() {
        return Some(amount.to_integer().to_string());
    }
    let ore = amount * BigRational::from_integer(100.into());
    if !ore.is_integer() || ore.is_negative() {
        return None;
    }
    let padded = format!("{:0>3}", ore.to_integer().to_string());
    let (before, after) = padded.split_at(padded.len() - 2);
    Some(format!("{before}.{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(above: i64, below: i64) -> BigRational {
        BigRational::new(above.into(), below.into())
    }

    #[test]
    fn decimals_where_there_are_any() {
        for (above, below, text) in [
            (7, 1, "7"),
            (1, 8, "0.125"),
            (-1, 40, "-0.025"),
            (25, 10, "2.5"),
            (1, 3, "1/3"),
            (8, 102, "4/51"),
            (0, 5, "0"),
        ] {
            assert_eq!(exact(&ratio(above, below)), text);
        }
    }

    #[test]
    fn kronor_have_two_decimals_or_none() {
        assert_eq!(kronor(&ratio(12, 1)).as_deref(), Some("12"));
        assert_eq!(kronor(&ratio(25, 2)).as_deref(), Some("12.50"));
        assert_eq!(kronor(&ratio(1, 100)).as_deref(), Some("0.01"));
        assert_eq!(kronor(&ratio(1, 3)), None);
    }
}
