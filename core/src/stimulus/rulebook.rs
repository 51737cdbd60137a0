//! Rulebooks: what a stimulus grant may pay for and on what terms it is settled, as data.

mod read;
mod write;

pub(super) use read::{once, read_span};

use super::condition::Condition;
use super::duty::Duty;
use super::terms::SettlementTerms;
use crate::Error;
use crate::apportion::Rounding;
use crate::date::{Date, Dated, Entry, Span};
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problem};
use crate::source::Citation;
use crate::text::Wording;

/// A stimulus grant (stimulansbidrag, riktat statsbidrag): conditions on what it may pay for, caps,
/// and terms of settlement, every one of them dated and cited.
///
/// Read from a JSON document; those that ship are in the [`catalog`](crate::catalog). What no source
/// states is not in a rulebook, and asking for it is an error that says so.
///
/// ```
/// use statsbidrag::catalog;
///
/// let rulebook = catalog::rulebook("starkt-bemanning")?;
/// assert_eq!(rulebook.pot(2017)?.value().to_string(), "360000000");
/// assert_eq!(rulebook.requisition_by(2017)?.value().to_string(), "2017-10-31");
/// // Nobody has published when requisitions of 2016 had to be in.
/// assert!(rulebook.requisition_by(2016).unwrap_err().is_rule());
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rulebook {
    id: String,
    name: Wording,
    is_example: bool,
    remarks: Vec<Wording>,
    period: Dated<()>,
    conditions: Vec<Condition>,
    pot: Dated<Money>,
    baseline_cap: Dated<()>,
    amount_per_fte_year: Dated<Money>,
    rounding: Dated<LineRounding>,
    purposes: Vec<Purpose>,
    settlement: SettlementTerms,
    duties: Vec<Duty>,
}

/// How the approved part of a line is rounded, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineRounding {
    pub(crate) unit: Money,
    pub(crate) rounding: Rounding,
}

impl LineRounding {
    /// To whole öre, half an öre up: where a rulebook says nothing else.
    pub(crate) const ORE: Self = Self { unit: Money::known(1), rounding: Rounding::HalfUp };
}

/// What a grant is for, in words (ändamål).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose {
    id: String,
    name: Wording,
    cite: Citation,
}

impl Purpose {
    /// Its name within the rulebook.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it is.
    #[must_use]
    pub fn name(&self) -> &Wording {
        &self.name
    }

    /// Who says so.
    #[must_use]
    pub fn citation(&self) -> &Citation {
        &self.cite
    }
}

impl Rulebook {
    /// The stable name.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name of the grant.
    #[must_use]
    pub fn name(&self) -> &Wording {
        &self.name
    }

    /// Whether it only shows how something is expressed, and is not a grant that is vouched for.
    #[must_use]
    pub fn is_example(&self) -> bool {
        self.is_example
    }

    /// What a user must know: what is unknown, what is a reading.
    #[must_use]
    pub fn remarks(&self) -> &[Wording] {
        &self.remarks
    }

    /// The days on which there is the grant.
    #[must_use]
    pub fn period(&self) -> &Dated<()> {
        &self.period
    }

    /// Every condition, in the order of the document.
    #[must_use]
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// What the grant is for, where no conditions say it.
    #[must_use]
    pub fn purposes(&self) -> &[Purpose] {
        &self.purposes
    }

    /// The terms of settlement.
    #[must_use]
    pub fn settlement(&self) -> &SettlementTerms {
        &self.settlement
    }

    /// Dates to keep, beside requisitions and reports of grant years.
    #[must_use]
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// The grant years: the calendar years with days in the period.
    #[must_use]
    pub fn years(&self) -> Vec<i16> {
        let mut years = Vec::new();
        for entry in self.period.entries() {
            let from = entry.span().from().year();
            // A period without an end has its first year and those that a caller names.
            let to = entry.span().to().map_or(from, Date::year);
            years.extend(from..=to);
        }
        years.dedup();
        years
    }

    /// The sum that there is for a grant year (pott).
    ///
    /// # Errors
    /// `no_value_at_date` where it is not known.
    pub fn pot(&self, year: i16) -> Result<&Entry<Money>, Error> {
        self.in_year(&self.pot, year)
    }

    /// The day on which the requisition for a grant year must have been received.
    ///
    /// # Errors
    /// `no_value_at_date` where it is not known.
    pub fn requisition_by(&self, year: i16) -> Result<&Entry<Date>, Error> {
        self.in_year(&self.settlement.requisition_by, year)
    }

    /// The day on which the report on a grant year must have been received.
    ///
    /// # Errors
    /// `no_value_at_date` where it is not known.
    pub fn report_by(&self, year: i16) -> Result<&Entry<Date>, Error> {
        self.in_year(&self.settlement.report_by, year)
    }

    /// The share of the cost that the recipient pays itself; an error where none is stated.
    ///
    /// # Errors
    /// `no_value_at_date` where the rulebook has none for the year.
    pub fn co_financing(&self, year: i16) -> Result<&Entry<Ratio>, Error> {
        self.in_year(&self.settlement.co_financing, year)
    }

    pub(crate) fn pots(&self) -> &Dated<Money> {
        &self.pot
    }

    /// The days of a grant year: those of the calendar year within the period.
    pub(crate) fn period_in(&self, year: i16) -> Result<(Span, &Citation), Error> {
        let calendar = Span::year(year).map_err(|_| self.no_year(year))?;
        let entry = self.period.within(calendar).map_err(|error| {
            match self.period.entries().iter().any(|entry| entry.span().overlaps(&calendar)) {
                true => error,
                false => self.no_year(year),
            }
        })?;
        let span = entry.span();
        let from = span.from().max(calendar.from());
        let to = span.to().into_iter().chain(calendar.to()).min();
        Ok((Span::new(from, to)?, entry.cite()))
    }

    fn no_year(&self, year: i16) -> Error {
        let years: Vec<_> = self.period.entries().iter().map(|e| e.span().to_string()).collect();
        let want = format!("a grant year within {}", years.join(", "));
        Problem::new("", Code::NoValueAtDate, year.to_string(), want).into()
    }

    /// The value for a grant year.
    fn in_year<'d, T>(&self, values: &'d Dated<T>, year: i16) -> Result<&'d Entry<T>, Error> {
        values.throughout(self.period_in(year)?.0)
    }

    pub(crate) fn baseline_cap(&self) -> &Dated<()> {
        &self.baseline_cap
    }

    pub(crate) fn amount_per_fte_year(&self) -> &Dated<Money> {
        &self.amount_per_fte_year
    }

    pub(crate) fn rounding(&self) -> &Dated<LineRounding> {
        &self.rounding
    }
}
