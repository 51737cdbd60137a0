//! Closed spans of days.

use std::fmt;
use std::str::FromStr;

use super::{Date, EPOCH};
use crate::Error;
use crate::number::text;
use crate::problem::{Code, Problem, Problems};
use crate::vocabulary::serde_as_text;

/// A closed span of days: both ends are in it. Without an end it is open.
///
/// ```
/// use statsbidrag::Span;
///
/// let year = Span::year(2016)?;
/// assert_eq!(year.days(), Some(366));
/// assert!(year.contains("2016-12-31".parse()?));
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    from: Date,
    to: Option<Date>,
}

impl Span {
    /// From `from` to `to`, both included; `None` for a span without an end.
    ///
    /// # Errors
    /// `overlap` when `to` is before `from`.
    pub fn new(from: Date, to: Option<Date>) -> Result<Self, Error> {
        match to {
            Some(end) if end < from => {
                let want = format!("a day from {from} on");
                Err(Problem::new("/to", Code::Overlap, end.to_string(), want).into())
            }
            _ => Ok(Self { from, to }),
        }
    }

    /// The calendar year.
    ///
    /// # Errors
    /// `malformed` for a year outside 1–9999.
    pub fn year(year: i16) -> Result<Self, Error> {
        Self::new(Date::new(year, 1, 1)?, Some(Date::new(year, 12, 31)?))
    }

    /// The days between two that were read from days of the calendar, both included.
    pub(crate) fn of_days(from: i32, to: i32) -> Self {
        let day = |days: i32| EPOCH.saturating_add(jiff::Span::new().days(days));
        Self { from: Date(day(from)), to: Some(Date(day(to.max(from)))) }
    }

    /// The first day.
    #[must_use]
    pub fn from(&self) -> Date {
        self.from
    }

    /// The last day, if there is one.
    #[must_use]
    pub fn to(&self) -> Option<Date> {
        self.to
    }

    /// Whether the day lies in the span.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether the two have a day in common.
    #[must_use]
    pub fn overlaps(&self, other: &Span) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }

    /// How many days; `None` for a span without an end.
    #[must_use]
    pub fn days(&self) -> Option<i32> {
        self.to.map(|to| to.days_since_1970() - self.from.days_since_1970() + 1)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            Some(to) => write!(f, "{}–{to}", self.from),
            None => write!(f, "{}–", self.from),
        }
    }
}

/// The two days with a dash between them, as [`Display`](fmt::Display) writes them; a slash, as in
/// ISO 8601, is read too.
impl FromStr for Span {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let Some((from, to)) = text.split_once(['–', '/']) else {
            return Err(text::malformed(text, "two days such as 2016-01-01–2016-12-31"));
        };
        let mut problems = Problems::new();
        let from = problems.keep("", from.parse());
        let to = match to {
            "" => Some(None),
            day => problems.keep("", day.parse()).map(Some),
        };
        match (from, to) {
            (Some(from), Some(to)) => Self::new(from, to)
                .map_err(|error| error.into_problems().placed(|_| String::new()).into()),
            _ => Err(problems.into()),
        }
    }
}

serde_as_text!(Span, "two days such as \"2016-01-01–2016-12-31\"");
