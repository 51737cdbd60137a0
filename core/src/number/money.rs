//! Money in whole öre.

use std::fmt;
use std::ops::Neg;
use std::str::FromStr;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};
use rust_decimal::Decimal;

use super::Ratio;
use super::text::{self, read_decimal};
use crate::Error;
use crate::problem::{Code, Problem};
use crate::vocabulary::serde_as_text;

/// An amount (belopp) in whole öre, a hundredth of a krona.
///
/// Holds ±92,233,720,368,547,758.07 kr. Its text form is kronor: `7700000000`, `-12.50`.
///
/// ```
/// use statsbidrag::Money;
///
/// let amount: Money = "12.50".parse()?;
/// assert_eq!(amount.ore(), 1250);
/// assert_eq!(Money::from_kronor(10_000_000_000)?.to_string(), "10000000000");
/// assert!("12.505".parse::<Money>().is_err()); // finer than öre
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Money(i64);

impl Money {
    /// No money.
    pub const ZERO: Money = Money(0);
    /// The largest amount. The smallest is its negative, so that every amount can be negated.
    pub const MAX: Money = Money(i64::MAX);

    /// An amount of whole öre.
    ///
    /// # Errors
    /// `out_of_range` for `i64::MIN`, whose negative is no i64.
    pub fn from_ore(ore: i64) -> Result<Self, Error> {
        if ore == i64::MIN { Err(out_of_range(ore)) } else { Ok(Self(ore)) }
    }

    /// An amount of whole kronor.
    ///
    /// # Errors
    /// `out_of_range` beyond ±92,233,720,368,547,758 kr.
    pub fn from_kronor(kronor: i64) -> Result<Self, Error> {
        kronor.checked_mul(100).map(Self).ok_or_else(|| out_of_range(format!("{kronor} kr")))
    }

    /// The amount in öre.
    #[must_use]
    pub const fn ore(self) -> i64 {
        self.0
    }

    /// The amount without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// The sum.
    ///
    /// # Errors
    /// `out_of_range` where the sum is.
    pub fn plus(self, other: Self) -> Result<Self, Error> {
        Self::sum([self, other])
    }

    /// The difference.
    ///
    /// # Errors
    /// `out_of_range` where the difference is.
    pub fn minus(self, other: Self) -> Result<Self, Error> {
        Self::sum([self, -other])
    }

    /// The sum of any number of amounts, held in 128 bits on the way.
    ///
    /// # Errors
    /// `out_of_range` where the sum is.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, Error> {
        Self::try_from_ore(Self::sum_ore(amounts))
    }

    /// The sum in öre; it cannot overflow for any number of amounts that fits in memory.
    pub(crate) fn sum_ore(amounts: impl IntoIterator<Item = Self>) -> i128 {
        amounts.into_iter().map(|amount| i128::from(amount.0)).sum()
    }

    /// Kronor rounded to whole öre, half an öre away from zero.
    pub(crate) fn half_up(kronor: &Ratio) -> Result<Self, Error> {
        let ore = kronor.big() * BigInt::from(100);
        let half = BigRational::new(1.into(), 2.into());
        let size = (ore.abs() + half).floor().to_integer();
        let ore = if ore.is_negative() { -size } else { size };
        ore.to_i128().ok_or_else(|| out_of_range(&ore)).and_then(Self::try_from_ore)
    }

    pub(crate) fn try_from_ore(ore: i128) -> Result<Self, Error> {
        i64::try_from(ore).map_err(|_| out_of_range(ore)).and_then(Self::from_ore)
    }

    /// For amounts that were proved to be in range: an i64 other than its minimum.
    pub(crate) const fn known(ore: i64) -> Self {
        debug_assert!(ore != i64::MIN);
        Self(ore)
    }
}

fn out_of_range(got: impl fmt::Display) -> Error {
    Problem::new("", Code::OutOfRange, got.to_string(), "at most 92233720368547758.07 kr").into()
}

impl Neg for Money {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::write_hundredths(f, i128::from(self.0))
    }
}

impl FromStr for Money {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let written = read_decimal(text)?;
        // Further decimals are taken only if they are zeros: "12.500" is 12.50.
        let mut digits = written.digits;
        for _ in 2..written.scale {
            if &digits % 10 != BigInt::ZERO {
                return Err(text::malformed(text, "kronor with at most two decimals (whole öre)"));
            }
            digits /= 10;
        }
        for _ in written.scale..2 {
            digits *= 10;
        }
        digits.to_i64().ok_or_else(|| out_of_range(format!("{text} kr"))).and_then(Self::from_ore)
    }
}

impl From<Money> for Decimal {
    fn from(money: Money) -> Self {
        Decimal::new(money.0, 2)
    }
}

/// Kronor as a decimal; finer than öre is an error, never a rounding.
impl TryFrom<Decimal> for Money {
    type Error = Error;

    fn try_from(kronor: Decimal) -> Result<Self, Error> {
        kronor.to_string().parse()
    }
}

/// Kronor as an exact number; finer than öre is an error, never a rounding.
impl TryFrom<Ratio> for Money {
    type Error = Error;

    fn try_from(kronor: Ratio) -> Result<Self, Error> {
        let ore = kronor.big() * BigInt::from(100);
        if !ore.is_integer() {
            let want = "kronor with at most two decimals (whole öre)";
            return Err(text::malformed(&kronor.to_string(), want));
        }
        let ore = ore.numer().to_i64();
        ore.ok_or_else(|| out_of_range(format!("{kronor} kr"))).and_then(Self::from_ore)
    }
}

serde_as_text!(Money, "an amount in kronor as a text or an integer");

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ratio(text: &str) -> Ratio {
        text.parse().unwrap()
    }

    #[test]
    fn limits_are_errors_on_either_side() {
        assert_eq!("92233720368547758.07".parse::<Money>().unwrap(), Money::MAX);
        assert!("92233720368547758.08".parse::<Money>().unwrap_err().is_too_large());
        assert!("-92233720368547758.08".parse::<Money>().unwrap_err().is_too_large());
        assert!(Money::from_ore(i64::MIN).is_err());
        assert!(Money::MAX.plus(Money(1)).unwrap_err().is_too_large());
        assert!((-Money::MAX).minus(Money(1)).unwrap_err().is_too_large());
    }

    #[test]
    fn reads_and_writes_kronor() {
        for (text, ore) in [("0", 0), ("-0.05", -5), ("12.5", 1250), ("12.500", 1250)] {
            assert_eq!(text.parse::<Money>().unwrap().ore(), ore, "{text}");
        }
        assert_eq!(Money(-5).to_string(), "-0.05");
        assert_eq!(Money(-1200).to_string(), "-12");
        assert!("1.001".parse::<Money>().unwrap_err().is_input());
    }

    #[test]
    fn json_takes_texts_and_integers_never_floats() {
        assert_eq!(serde_json::from_str::<Money>("12").unwrap().ore(), 1200);
        assert_eq!(serde_json::from_str::<Money>("\"12.34\"").unwrap().ore(), 1234);
        assert!(serde_json::from_str::<Money>("12.34").is_err());
        assert_eq!(serde_json::to_string(&Money(1234)).unwrap(), "\"12.34\"");
    }

    #[test]
    fn half_an_ore_goes_up() {
        for (kronor, want) in [
            ("0.005", "0.01"),
            ("0.0049", "0"),
            ("1/3", "0.33"),
            ("2/3", "0.67"),
            ("7", "7"),
            ("-0.005", "-0.01"),
        ] {
            assert_eq!(Money::half_up(&ratio(kronor)).unwrap().to_string(), want, "{kronor}");
        }
        assert!(Money::half_up(&ratio("92233720368547758.08")).unwrap_err().is_too_large());
    }

    proptest! {
        #[test]
        fn text_and_decimal_round_trip(ore in -i64::MAX..=i64::MAX) {
            let money = Money(ore);
            prop_assert_eq!(money.to_string().parse::<Money>().unwrap(), money);
            prop_assert_eq!(Money::try_from(Decimal::from(money)).unwrap(), money);
        }

        #[test]
        fn sums_are_exact_or_refused(a in -i64::MAX..=i64::MAX, b in -i64::MAX..=i64::MAX) {
            let exact = i128::from(a) + i128::from(b);
            match Money(a).plus(Money(b)) {
                Ok(sum) => prop_assert_eq!(i128::from(sum.0), exact),
                Err(_) => prop_assert!(exact.abs() > i128::from(i64::MAX)),
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,80}") {
            let _ = text.parse::<Money>();
        }

        #[test]
        fn rounding_moves_at_most_half_an_ore(n in -1_000_000_000i64..1_000_000_000, d in 1i64..100_000) {
            let exact = Ratio::new(n, d).unwrap();
            let moved: Ratio = (Ratio::from(Money::half_up(&exact).unwrap()).big() - exact.big()).into();
            prop_assert!(moved <= ratio("0.005") && moved >= ratio("-0.005"));
        }
    }
}
