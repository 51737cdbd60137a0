//! How an allocation is rounded, bounded and described.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::Error;
use crate::apportion::{BoundsPolicy, Rounding, RoundingScope, TieRule};
use crate::date::Date;
use crate::measure::Parameters;
use crate::number::{Money, Ratio, text};
use crate::problem::{Code, Problem};
use crate::vocabulary::{serde_as_text, vocabulary};

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
    /// `out_of_range` for zero and beyond what [`Money`] holds.
    pub fn kronor(kronor: u32) -> Result<Self, Error> {
        Self::of(Money::from_kronor(kronor.into())?)
    }

    /// Any amount over zero.
    ///
    /// # Errors
    /// `out_of_range` for others.
    pub fn of(amount: Money) -> Result<Self, Error> {
        match u64::try_from(amount.ore()) {
            Ok(ore) if ore > 0 => Ok(Self { ore, is_count: false }),
            _ => {
                Err(Problem::new("", Code::OutOfRange, amount.to_string(), "a unit over zero")
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

/// A minimum or maximum, in kronor (or persons, with [`Unit::COUNT`]).
///
/// One that is no whole number of units is rounded up as a minimum and down as a maximum, before
/// anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bound {
    /// The same for every recipient.
    Amount(Money),
    /// Its own for each: a column of kronor.
    Column(String),
    /// Kronor for each unit of a column: 50 kr an inhabitant.
    PerUnit(String, Ratio),
    /// A share of a column of kronor: 0.95 of last year's amount (hold-harmless).
    ShareOf(String, Ratio),
}

impl Bound {
    /// The column that it reads.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        match self {
            Bound::Amount(_) => None,
            Bound::Column(column) | Bound::PerUnit(column, _) | Bound::ShareOf(column, _) => {
                Some(column)
            }
        }
    }

    /// What a unit of the column is multiplied by.
    pub(crate) fn factor(&self) -> Ratio {
        match self {
            Bound::Amount(_) | Bound::Column(_) => Ratio::one(),
            Bound::PerUnit(_, factor) | Bound::ShareOf(_, factor) => factor.clone(),
        }
    }
}

vocabulary! {
    /// How settled an allocation is.
    pub enum Status {
        /// To be replaced when the facts are final (preliminär).
        Preliminary = "preliminary",
        /// On final facts (slutlig).
        Final = "final",
    }
}

/// Options of an allocation. What is not set has the default of its method.
///
/// ```
/// use statsbidrag::{Bound, Options, Rounding, TieRule, Unit};
///
/// let options = Options::new()
///     .unit(Unit::kronor(1000)?)
///     .ties(TieRule::ByWeight)
///     .minimum(Bound::PerUnit("population".into(), "50".parse()?));
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Options {
    pub(crate) parameters: Parameters,
    pub(crate) unit: Unit,
    pub(crate) rounding: Rounding,
    pub(crate) scope: RoundingScope,
    pub(crate) ties: Option<TieRule>,
    pub(crate) tie_order: Vec<String>,
    pub(crate) minimum: Option<Bound>,
    pub(crate) maximum: Option<Bound>,
    pub(crate) policy: BoundsPolicy,
    pub(crate) reduce_minimums: bool,
    pub(crate) minimum_for_zero: bool,
    pub(crate) only: Option<String>,
    pub(crate) entity: Option<String>,
    pub(crate) status: Option<Status>,
    pub(crate) facts_on: BTreeMap<String, Date>,
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// Whole kronor, largest remainder, ties by id, no bounds.
    pub fn new() -> Self {
        Self {
            parameters: Parameters::new(),
            unit: Unit::KRONA,
            rounding: Rounding::LargestRemainder,
            scope: RoundingScope::Combined,
            ties: None,
            tie_order: Vec::new(),
            minimum: None,
            maximum: None,
            policy: BoundsPolicy::WaterLevel,
            reduce_minimums: false,
            minimum_for_zero: false,
            only: None,
            entity: None,
            status: None,
            facts_on: BTreeMap::new(),
        }
    }

    /// Values for the parameters of the measures.
    pub fn parameters(mut self, parameters: Parameters) -> Self {
        self.parameters = parameters;
        self
    }

    /// The unit of rounding. Default: one krona.
    pub fn unit(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// How entitlements are rounded. Default: largest remainder.
    pub fn rounding(mut self, rounding: Rounding) -> Self {
        self.rounding = rounding;
        self
    }

    /// Whether components are rounded together or each by itself. Default: together.
    pub fn rounding_scope(mut self, scope: RoundingScope) -> Self {
        self.scope = scope;
        self
    }

    /// Who goes first among equals. Default: by id for öre and kronor; otherwise it must be named.
    pub fn ties(mut self, ties: TieRule) -> Self {
        self.ties = Some(ties);
        self
    }

    /// The order of [`TieRule::ByList`]: every id once.
    pub fn tie_order<S: Into<String>>(mut self, ids: impl IntoIterator<Item = S>) -> Self {
        self.tie_order = ids.into_iter().map(Into::into).collect();
        self
    }

    /// What each recipient gets at least. It holds only where the weight is over zero.
    pub fn minimum(mut self, bound: Bound) -> Self {
        self.minimum = Some(bound);
        self
    }

    /// What each recipient gets at most.
    pub fn maximum(mut self, bound: Bound) -> Self {
        self.maximum = Some(bound);
        self
    }

    /// How minimums and maximums act. Default: water level.
    pub fn bounds(mut self, policy: BoundsPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// Cuts minimums in proportion when they do not fit the total, instead of refusing.
    pub fn reduce_minimums(mut self, reduce: bool) -> Self {
        self.reduce_minimums = reduce;
        self
    }

    /// Gives a recipient without weight its minimum, and no more.
    pub fn minimum_for_zero(mut self, give: bool) -> Self {
        self.minimum_for_zero = give;
        self
    }

    /// A yes/no column: only rows with yes take part.
    pub fn only(mut self, column: impl Into<String>) -> Self {
        self.only = Some(column.into());
        self
    }

    /// A text column that says which legal entity a recipient is, for totals by entity.
    pub fn entity(mut self, column: impl Into<String>) -> Self {
        self.entity = Some(column.into());
        self
    }

    /// Preliminary or final, for the receipt.
    pub fn status(mut self, status: Status) -> Self {
        self.status = Some(status);
        self
    }

    /// The day that a column's facts refer to, for the receipt.
    pub fn facts_on(mut self, column: impl Into<String>, day: Date) -> Self {
        self.facts_on.insert(column.into(), day);
        self
    }

    pub(crate) fn tie_rule(&self) -> TieRule {
        self.ties.unwrap_or(TieRule::ById)
    }

    pub(crate) fn is_bounded(&self) -> bool {
        self.minimum.is_some() || self.maximum.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_over_zero_and_read_back() {
        for text in ["0.01", "1", "100", "1000", "count", "0.5"] {
            assert_eq!(text.parse::<Unit>().unwrap().to_string(), text.replace("0.5", "0.50"));
        }
        assert!("0".parse::<Unit>().is_err());
        assert!("-1".parse::<Unit>().is_err());
        assert!("krona".parse::<Unit>().unwrap_err().is_input());
        assert!(Unit::COUNT.needs_tie_rule() && !Unit::KRONA.needs_tie_rule());
    }
}
