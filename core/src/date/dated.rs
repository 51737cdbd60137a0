//! Values that hold for a span of days, each with what it rests on.

use std::fmt;

use super::{Date, Span};
use crate::Error;
use crate::problem::{Code, Problem, Problems};
use crate::source::Citation;

/// A value for each of several spans that do not overlap, each with its citation.
///
/// ```
/// use statsbidrag::{Citation, Dated, Rank, Source, Span};
///
/// let cite = Citation::to(Source::new("fi", "Budget", "Regeringen", Rank::Primary));
/// let pots = Dated::new([
///     (Span::year(2017)?, 7, cite.clone()),
///     (Span::year(2018)?, 7, cite.clone()),
///     (Span::year(2019)?, 5, cite),
/// ])?;
/// assert_eq!(*pots.at("2019-06-30".parse()?)?.value(), 5);
/// assert!(pots.at("2020-01-01".parse()?).unwrap_err().is_rule()); // a gap is an error
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated<T>(Vec<Entry<T>>);

/// One value of a [`Dated`]: when it holds and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<T> {
    span: Span,
    value: T,
    cite: Citation,
}

impl<T> Entry<T> {
    /// When the value holds.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// What the value rests on.
    pub fn cite(&self) -> &Citation {
        &self.cite
    }
}

impl<T> Dated<T> {
    /// The values in order of time.
    ///
    /// # Errors
    /// `overlap`, one for each pair of neighbours that share a day.
    pub fn new(values: impl IntoIterator<Item = (Span, T, Citation)>) -> Result<Self, Error> {
        let mut entries: Vec<_> =
            values.into_iter().map(|(span, value, cite)| Entry { span, value, cite }).collect();
        entries.sort_by_key(|entry| entry.span.from());
        let mut problems = Problems::new();
        for pair in entries.windows(2) {
            if pair[0].span.overlaps(&pair[1].span) {
                let want = format!("a span that does not overlap {}", pair[0].span);
                problems.add("", Code::Overlap, pair[1].span, want);
            }
        }
        problems.into_result(Self(entries))
    }

    /// The entry that holds on `day`.
    ///
    /// # Errors
    /// `no_value_at_date`, naming the spans that there are.
    pub fn at(&self, day: Date) -> Result<&Entry<T>, Error> {
        self.0.iter().find(|entry| entry.span.contains(day)).ok_or_else(|| self.gap(day))
    }

    /// The one entry that holds on some day of `span`.
    ///
    /// # Errors
    /// `no_value_at_date` where there is none, or where the value changes within the span.
    pub fn within(&self, span: Span) -> Result<&Entry<T>, Error> {
        let mut holding = self.0.iter().filter(|entry| entry.span.overlaps(&span));
        match (holding.next(), holding.next()) {
            (Some(only), None) => Ok(only),
            (None, _) => Err(self.gap(span)),
            (Some(_), Some(second)) => {
                let got =
                    format!("{span}, within which the value changes on {}", second.span.from());
                Err(Problem::new("", Code::NoValueAtDate, got, "a day").into())
            }
        }
    }

    /// The one entry that holds on every day of `span`.
    pub(crate) fn throughout(&self, span: Span) -> Result<&Entry<T>, Error> {
        let entry = self.within(span)?;
        let last = span.to().unwrap_or(span.from());
        if entry.span.contains(span.from()) && entry.span.contains(last) {
            return Ok(entry);
        }
        let got = format!("{span}, of which {} has a value", entry.span);
        Err(Problem::new("", Code::NoValueAtDate, got, "a value that holds on all of it").into())
    }

    /// The same where there may be none on any day of `span`.
    pub(crate) fn throughout_if_any(&self, span: Span) -> Result<Option<&Entry<T>>, Error> {
        match self.0.iter().any(|entry| entry.span.overlaps(&span)) {
            true => self.throughout(span).map(Some),
            false => Ok(None),
        }
    }

    /// Every entry, in order of time.
    pub fn entries(&self) -> &[Entry<T>] {
        &self.0
    }

    fn gap(&self, asked: impl fmt::Display) -> Error {
        let known: Vec<_> = self.0.iter().map(|entry| entry.span.to_string()).collect();
        let want = if known.is_empty() {
            "a known value; there is none for any day".to_owned()
        } else {
            format!("a day with a known value: {}", known.join(", "))
        };
        Problem::new("", Code::NoValueAtDate, asked.to_string(), want).into()
    }
}
