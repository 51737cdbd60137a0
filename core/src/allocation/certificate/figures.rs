//! Numbers in a certificate: texts of digits, of any size.

use std::fmt;
use std::str::FromStr;

use num_bigint::BigUint;
use num_rational::Ratio;
use num_traits::Zero;

use crate::Error;
use crate::limits::LONGEST_NATURAL;
use crate::number::text::malformed;
use crate::vocabulary::serde_as_text;

/// A natural number: a weight or a sum of weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Natural(pub(crate) BigUint);

/// A number of rounding units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Units(pub(crate) u64);

/// A fraction of at least zero: a share or a level. Written as `885/22`, a whole number as `3`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fraction(pub(crate) Ratio<BigUint>);

impl FromStr for Natural {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        digits(text).map(Self).ok_or_else(|| malformed(text, "a natural number"))
    }
}

impl FromStr for Units {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let units = digits(text).and_then(|units| u64::try_from(units).ok());
        units.map(Self).ok_or_else(|| malformed(text, "a number of units under 2^64"))
    }
}

impl FromStr for Fraction {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
        match (digits(numerator), digits(denominator)) {
            (Some(numerator), Some(denominator)) if !denominator.is_zero() => {
                Ok(Self(Ratio::new(numerator, denominator)))
            }
            _ => Err(malformed(text, "a fraction such as 885/22, or a natural number")),
        }
    }
}

fn digits(text: &str) -> Option<BigUint> {
    let plain =
        (1..=LONGEST_NATURAL).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

impl fmt::Display for Natural {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Units {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

serde_as_text!(Natural, "a natural number as a text or an integer");
serde_as_text!(Units, "a number of units as a text or an integer");
serde_as_text!(Fraction, "a fraction such as \"885/22\" as a text, or an integer");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_are_numbers() {
        assert_eq!("0885".parse::<Natural>().unwrap().to_string(), "885");
        assert_eq!("18446744073709551615".parse::<Units>().unwrap(), Units(u64::MAX));
        assert!("18446744073709551616".parse::<Units>().is_err());
        assert_eq!("6/4".parse::<Fraction>().unwrap().to_string(), "3/2");
        assert_eq!("6/3".parse::<Fraction>().unwrap().to_string(), "2");
        for bad in ["", "-1", "+1", "1_000", "1.5", " 1", "1/0", "1/2/3", "/2", "1/", "٣"] {
            assert!(bad.parse::<Fraction>().is_err(), "{bad}");
            assert!(bad.parse::<Natural>().is_err() && bad.parse::<Units>().is_err(), "{bad}");
        }
        assert!("9".repeat(LONGEST_NATURAL + 1).parse::<Natural>().is_err());
    }
}
