//! How a scheme is divided: which of its values hold, and what it does not say itself.

use std::collections::BTreeMap;

use crate::Error;
use crate::allocation::Status;
use crate::date::{Date, Dated, Entry, Span};
use crate::measure::Parameters;
use crate::number::Money;

/// Which of a scheme's dated values hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum When {
    /// Those of a calendar year; a value that changes within it needs a day.
    Year(i16),
    /// Those of a day.
    Day(Date),
}

impl When {
    pub(super) fn of<T>(self, dated: &Dated<T>) -> Result<&Entry<T>, Error> {
        match self {
            When::Year(year) => dated.within(Span::year(year)?),
            When::Day(day) => dated.at(day),
        }
    }
}

/// Options for a whole scheme; those of each pot stand in the scheme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct SchemeOptions {
    pub(crate) total: Option<Money>,
    pub(crate) parameters: Parameters,
    pub(crate) entity: Option<String>,
    pub(crate) status: Option<Status>,
    pub(crate) facts_on: BTreeMap<String, Date>,
}

impl SchemeOptions {
    /// The scheme's own total, no parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Another total than the scheme's, or the total of a scheme that has none.
    pub fn total(mut self, total: Money) -> Self {
        self.total = Some(total);
        self
    }

    /// Values for the scheme's parameters.
    pub fn parameters(mut self, parameters: Parameters) -> Self {
        self.parameters = parameters;
        self
    }

    /// A text column that says which legal entity a recipient is, in every table that has it.
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
}
