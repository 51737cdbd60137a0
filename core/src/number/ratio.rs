//! Exact rational numbers.

use std::fmt;
use std::iter;
use std::str::FromStr;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use rust_decimal::Decimal;

use super::Money;
use super::text::{self, read_decimal};
use crate::Error;
use crate::limits::LONGEST_NUMBER;
use crate::vocabulary::serde_as_text;

/// An exact rational number: a share, a weight, an entitlement (kvot, andel).
///
/// Read from a decimal (`0.70`) or a fraction (`7/11`); written as a decimal where one is exact
/// and as a fraction otherwise. Never rounded, of any size.
///
/// ```
/// use statsbidrag::Ratio;
///
/// let share: Ratio = "0.70".parse()?;
/// assert_eq!(share, "7/10".parse()?);
/// assert_eq!(share.to_string(), "0.7");
/// assert_eq!("2/6".parse::<Ratio>()?.to_string(), "1/3");
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ratio(BigRational);

impl Ratio {
    /// The numerator over the denominator, in lowest terms; `None` for a zero denominator.
    #[must_use]
    pub fn new(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator != 0).then(|| Self(BigRational::new(numerator.into(), denominator.into())))
    }

    /// Zero.
    #[must_use]
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// One.
    #[must_use]
    pub fn one() -> Self {
        Self(BigRational::one())
    }

    /// The numerator in lowest terms, as decimal digits with its sign.
    #[must_use]
    pub fn numerator(&self) -> String {
        self.0.numer().to_string()
    }

    /// The denominator in lowest terms, as decimal digits; always positive.
    #[must_use]
    pub fn denominator(&self) -> String {
        self.0.denom().to_string()
    }

    /// Whether it is under zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// The number divided by another, exactly; `None` for a zero divisor.
    ///
    /// ```
    /// # use statsbidrag::{Money, Ratio};
    /// let per_inhabitant = Ratio::from(Money::from_kronor(1000)?).checked_div(&Ratio::from(300));
    /// assert_eq!(per_inhabitant, Ratio::new(10, 3));
    /// assert_eq!(Ratio::one().checked_div(&Ratio::zero()), None);
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    #[must_use]
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        (!divisor.is_zero()).then(|| Self(&self.0 / &divisor.0))
    }

    /// For reading: the number with `decimals` decimals, rounded half away from zero.
    ///
    /// ```
    /// # use statsbidrag::Ratio;
    /// assert_eq!("2/3".parse::<Ratio>()?.to_decimal_text(6), "0.666667");
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    #[must_use]
    pub fn to_decimal_text(&self, decimals: usize) -> String {
        text::decimal_text(&self.units(decimals).to_string(), self.is_negative(), decimals)
    }

    /// For reading: the number in units of ten to the power of −`decimals`, rounded half away from
    /// zero; `None` where that is beyond 128 bits.
    ///
    /// ```
    /// # use statsbidrag::Ratio;
    /// assert_eq!("-2/3".parse::<Ratio>()?.rounded(2), Some(-67));
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    #[must_use]
    pub fn rounded(&self, decimals: u32) -> Option<i128> {
        if self.is_zero() {
            return Some(0);
        }
        // At least 1/d, and 10 is over 2³: so many decimals are too many, and are not worked out.
        if 3 * u64::from(decimals) > self.0.denom().bits() + 128 {
            return None;
        }
        let units = i128::try_from(self.units(decimals as usize)).ok()?;
        Some(if self.is_negative() { -units } else { units })
    }

    /// The size of the number in units of ten to the power of −`decimals`, rounded half away from
    /// zero.
    fn units(&self, decimals: usize) -> BigInt {
        let scale = num_traits::pow(BigInt::from(10), decimals);
        let doubled: BigInt = self.0.numer().abs() * &scale * 2 + self.0.denom();
        doubled / (self.0.denom() * 2)
    }

    pub(crate) fn big(&self) -> &BigRational {
        &self.0
    }

    /// How many bits the least common denominator of numbers has. Where it has more than `most`, the
    /// others are not looked at.
    pub(crate) fn common_bits<'r>(
        numbers: impl IntoIterator<Item = &'r BigRational>,
        most: u64,
    ) -> u64 {
        let mut common = BigInt::one();
        for number in numbers {
            common = common.lcm(number.denom());
            if common.bits() > most {
                break;
            }
        }
        common.bits()
    }

    pub(crate) fn from_big(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> Self {
        Self(BigRational::new(numerator.into(), denominator.into()))
    }
}

impl From<BigRational> for Ratio {
    fn from(value: BigRational) -> Self {
        Self(value)
    }
}

impl From<i64> for Ratio {
    fn from(whole: i64) -> Self {
        Self(BigRational::from_integer(whole.into()))
    }
}

/// The amount in kronor.
impl From<Money> for Ratio {
    fn from(money: Money) -> Self {
        Self::from_big(money.ore(), 100)
    }
}

/// The exact sum: a county's facts from those of its municipalities.
///
/// ```
/// # use statsbidrag::Ratio;
/// let parts: Vec<Ratio> = vec!["1/3".parse()?, "1/6".parse()?, "0.5".parse()?];
/// assert_eq!(parts.iter().sum::<Ratio>(), Ratio::one());
/// # Ok::<(), statsbidrag::Error>(())
/// ```
impl<'a> iter::Sum<&'a Ratio> for Ratio {
    fn sum<I: Iterator<Item = &'a Ratio>>(numbers: I) -> Self {
        Self(numbers.map(Ratio::big).sum())
    }
}

impl iter::Sum for Ratio {
    fn sum<I: Iterator<Item = Ratio>>(numbers: I) -> Self {
        Self(numbers.map(|number| number.0).sum())
    }
}

impl From<Decimal> for Ratio {
    fn from(decimal: Decimal) -> Self {
        let scale = num_traits::pow(BigInt::from(10), decimal.scale() as usize);
        Self(BigRational::new(decimal.mantissa().into(), scale))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimal = exact_decimals(self.0.denom()).map(|places| self.to_decimal_text(places));
        // A decimal that is too long to be read again is written as the fraction that it came from.
        match decimal.filter(|text| text.len() <= LONGEST_NUMBER || self.0.is_integer()) {
            Some(decimal) => f.pad(&decimal),
            None => f.pad(&format!("{}/{}", self.0.numer(), self.0.denom())),
        }
    }
}

/// How many decimals write n/`denominator` exactly: it must be 2ᵃ·5ᵇ, and then max(a, b).
fn exact_decimals(denominator: &BigInt) -> Option<usize> {
    let mut rest = denominator.clone();
    let mut strip = |prime: u8| {
        let mut power = 0;
        while (&rest % prime).is_zero() {
            rest /= prime;
            power += 1;
        }
        power
    };
    let decimals = strip(2).max(strip(5));
    (rest.is_one() && decimals <= LONGEST_NUMBER).then_some(decimals)
}

impl FromStr for Ratio {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let want = "a number such as 0.70 or 7/11";
        match text.split_once('/') {
            None => {
                let written = read_decimal(text)
                    .map_err(|e| if e.is_too_large() { e } else { text::malformed(text, want) })?;
                let scale = num_traits::pow(BigInt::from(10), written.scale as usize);
                Ok(Self(BigRational::new(written.digits, scale)))
            }
            Some((numerator, denominator)) => {
                let part = |part: &str| match read_decimal(part) {
                    Ok(written) if written.scale == 0 => Ok(written.digits),
                    Err(error) if error.is_too_large() => Err(error),
                    _ => Err(text::malformed(text, want)),
                };
                let (numerator, denominator) = (part(numerator)?, part(denominator)?);
                if !denominator.is_positive() {
                    return Err(text::malformed(text, "a fraction with a denominator over zero"));
                }
                Ok(Self(BigRational::new(numerator, denominator)))
            }
        }
    }
}

serde_as_text!(Ratio, "a number such as \"0.70\" or \"7/11\" as a text, or an integer");

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ratio(text: &str) -> Ratio {
        text.parse().unwrap()
    }

    #[test]
    fn reads_decimals_and_fractions_exactly() {
        assert_eq!(ratio("0.70"), ratio("7/10"));
        assert_eq!(ratio("-1.25"), ratio("-5/4"));
        for bad in ["", "1/0", "1/-3", "1/2/3", "0.5/2", "1/", "/2", "1e2", "70 %"] {
            assert!(bad.parse::<Ratio>().is_err(), "{bad}");
        }
    }

    #[test]
    fn what_has_no_room_in_128_bits_is_not_rounded() {
        // 10³⁸ < 2¹²⁷ < 10³⁹.
        assert_eq!(Ratio::one().rounded(38), Some(10i128.pow(38)));
        assert_eq!(Ratio::one().rounded(39), None);
        assert_eq!(Ratio::one().rounded(u32::MAX), None);
        assert_eq!(Ratio::zero().rounded(u32::MAX), Some(0));
        // 10⁻⁴⁰ has 40 decimals.
        let small = Ratio::from_big(1, num_traits::pow(BigInt::from(10), 40));
        assert_eq!(
            (small.rounded(40), small.rounded(78), small.rounded(79)),
            (Some(1), Some(10i128.pow(38)), None)
        );
    }

    #[test]
    fn a_common_denominator_is_looked_for_until_it_is_too_wide() {
        let bits = |texts: &[&str], most| {
            let numbers: Vec<Ratio> = texts.iter().map(|text| ratio(text)).collect();
            Ratio::common_bits(numbers.iter().map(Ratio::big), most)
        };
        // 2, 4 and 12 have 2, 3 and 4 bits.
        assert_eq!(bits(&["1/2", "1/4", "1/3"], 10), 4);
        assert_eq!(bits(&["1/2", "1/4", "1/3"], 3), 4);
        assert_eq!(bits(&["1/2", "1/4", "1/3"], 2), 3);
    }

    #[test]
    fn a_decimal_as_long_as_may_be_is_one() {
        // 62 decimals, a zero and a point.
        let text = format!("0.{}1", "0".repeat(61));
        assert_eq!((text.len(), ratio(&text).to_string()), (LONGEST_NUMBER, text));
    }

    #[test]
    fn writes_a_decimal_where_it_is_exact() {
        // 1/8 = 0.125; 1/7 has no end.
        assert_eq!(ratio("1/8").to_string(), "0.125");
        assert_eq!(ratio("-1/7").to_string(), "-1/7");
        assert_eq!(ratio("12").to_string(), "12");
        // 2⁻⁶³ has 63 decimals, of which a text of 64 characters has no room for the last.
        assert_eq!(ratio("1/9223372036854775808").to_string(), "1/9223372036854775808");
    }

    #[test]
    fn reading_text_rounds_half_away_from_zero() {
        assert_eq!(ratio("0.5").to_decimal_text(0), "1");
        assert_eq!(ratio("-0.5").to_decimal_text(0), "-1");
        assert_eq!(ratio("-0.04").to_decimal_text(1), "0.0");
        assert_eq!(ratio("885/22").to_decimal_text(6), "40.227273");
    }

    #[test]
    fn an_amount_is_its_kronor_and_divides_exactly() {
        let amount = Ratio::from("12.50".parse::<Money>().unwrap());
        assert_eq!(amount, ratio("25/2"));
        assert_eq!(amount.checked_div(&ratio("-5")), Some(ratio("-2.5")));
        assert_eq!(amount.checked_div(&Ratio::zero()), None);
        let parts = [ratio("1/3"), ratio("-1/2")];
        assert_eq!(parts.iter().sum::<Ratio>(), ratio("-1/6"));
        assert_eq!(parts.into_iter().sum::<Ratio>(), ratio("-1/6"));
    }

    proptest! {
        #[test]
        fn text_round_trips(n in any::<i64>(), d in 1..=i64::MAX) {
            let value = Ratio::new(n, d).unwrap();
            prop_assert_eq!(value.to_string().parse::<Ratio>().unwrap(), value);
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,80}") {
            let _ = text.parse::<Ratio>();
        }
    }
}
