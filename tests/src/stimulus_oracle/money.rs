//! From exact parts to money.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::flow::one;

/// How a line comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All of it.
    Approved,
    /// Nothing of it.
    Refused,
    /// Some of it.
    Part,
    /// Something is open.
    Undetermined,
}

impl Verdict {
    /// By the exact factors.
    pub(super) fn of(certain: &BigRational, possible: &BigRational) -> Verdict {
        if certain != possible {
            Verdict::Undetermined
        } else if certain.is_zero() {
            Verdict::Refused
        } else if *certain == one() {
            Verdict::Approved
        } else {
            Verdict::Part
        }
    }

    /// As it is written in an answer.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Approved => "approved",
            Verdict::Refused => "refused",
            Verdict::Part => "part",
            Verdict::Undetermined => "undetermined",
        }
    }
}

/// Rounds an amount that is not negative to whole units.
///
/// # Panics
/// If there is no rounding of this name.
pub(super) fn round(amount: &BigRational, unit: &BigRational, how: &str) -> BigRational {
    let steps = amount / unit;
    let below = steps.floor();
    let rest = &steps - &below;
    let half = BigRational::new(1.into(), 2.into());
    let odd = below.to_integer().bit(0);
    let up = match how {
        "down" => false,
        "up" => rest.is_positive(),
        "half_up" => rest >= half,
        "half_down" => rest > half,
        "half_even" => rest > half || (rest == half && odd),
        other => panic!("a rounding, not {other}"),
    };
    (if up { below + one() } else { below }) * unit
}

/// To öre, half up: interest.
pub(super) fn to_ore(amount: &BigRational) -> BigRational {
    round(amount, &ore(), "half_up")
}

/// To öre, down: what is left of a share.
pub(super) fn down_to_ore(amount: &BigRational) -> BigRational {
    round(amount, &ore(), "down")
}

fn ore() -> BigRational {
    BigRational::new(1.into(), 100.into())
}

/// Nothing where there is less than nothing.
pub(super) fn at_least_zero(amount: BigRational) -> BigRational {
    if amount.is_negative() { BigRational::zero() } else { amount }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::rational;

    #[test]
    fn roundings() {
        let rounded = |amount, unit, how| {
            let number = |text| rational(text).expect("a number");
            round(&number(amount), &number(unit), how) == number("200")
        };
        assert!(rounded("250", "100", "half_down") && rounded("150", "100", "half_up"));
        assert!(rounded("250", "100", "half_even") && rounded("150", "100", "half_even"));
        assert!(rounded("299.99", "100", "down") && rounded("100.01", "100", "up"));
        assert!(rounded("199.995", "0.01", "half_up") && rounded("200.005", "0.01", "half_down"));
    }
}
