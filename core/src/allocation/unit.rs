//! What amounts are rounded to.

use std::fmt;
use std::str::FromStr;

use crate::Error;
use crate::number::{Money, text};
use crate::problem::{Code, Problem};
use crate::vocabulary::serde_as_text;

/// What is rounded to (avrundningsenhet): a whole number of öre, or one person or seat.
///
/// ```
/// use statsbidrag::Unit;
///
/// assert_eq!("100".parse::<Unit>()?, Unit::kronor(100)?);
/// assert_eq!("0.01".parse::<Unit>()?, Unit::ORE);
/// assert_eq!("count".parse::<Unit>()?, Unit::COUNT);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    ore: u64,
    is_count: bool,
}

impl Unit {
    /// One öre.
    pub const ORE: Unit = Unit { ore: 1, is_count: false };
    /// One krona, the default.
    pub const KRONA: Unit = Unit { ore: 100, is_count: false };
    /// One person or seat: the total and the amounts are numbers of them, written as kronor are.
    pub const COUNT: Unit = Unit { ore: 100, is_count: true };

    /// A whole number of kronor.
    ///
    /// # Errors
    /// `not_in_range` for zero.
    pub fn kronor(kronor: u32) -> Result<Self, Error> {
        Self::of(Money::from_kronor(kronor.into())?)
    }

    /// Any amount over zero.
    ///
    /// # Errors
    /// `not_in_range` for others.
    pub fn of(amount: Money) -> Result<Self, Error> {
        match u64::try_from(amount.ore()) {
            Ok(ore) if ore > 0 => Ok(Self { ore, is_count: false }),
            _ => {
                Err(Problem::new("", Code::NotInRange, amount.to_string(), "a unit over zero")
                    .into())
            }
        }
    }

    /// Whether it counts persons or seats.
    #[must_use]
    pub fn is_count(self) -> bool {
        self.is_count
    }

    /// The unit as an amount; for a count, one.
    #[must_use]
    pub fn amount(self) -> Money {
        Money::known(self.ore as i64)
    }

    pub(crate) fn ore(self) -> u64 {
        self.ore
    }

    /// Ties are settled by id without being asked only for öre and kronor.
    pub(crate) fn needs_tie_rule(self) -> bool {
        self.is_count || self.ore > 100
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_count { f.write_str("count") } else { self.amount().fmt(f) }
    }
}

impl FromStr for Unit {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "count" => Ok(Unit::COUNT),
            _ => text
                .parse()
                .map_err(|_| text::malformed(text, "kronor such as 1, 0.01 or 100, or count"))
                .and_then(Unit::of),
        }
    }
}

serde_as_text!(Unit, "a unit such as \"1\", \"0.01\", \"100\" or \"count\"");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_over_zero_and_read_back() {
        for text in ["0.01", "1", "100", "1000", "count", "0.5"] {
            assert_eq!(text.parse::<Unit>().unwrap().to_string(), text.replace("0.5", "0.50"));
        }
        for bad in ["0", "0.00", "-1"] {
            assert!(bad.parse::<Unit>().unwrap_err().is_input(), "{bad}");
        }
        assert!("krona".parse::<Unit>().unwrap_err().is_input());
        assert!(Unit::COUNT.needs_tie_rule() && !Unit::KRONA.needs_tie_rule());
    }
}
