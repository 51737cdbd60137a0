//! Interest on what is repaid: simple, by the day, rounded once.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::Zero;
use serde_json::{Value, json};

use super::terms::{InterestFrom, InterestTerms};
use crate::Error;
use crate::date::{Date, Dated, Span, days_in_year};
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problems};
use crate::sources::write_dated;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// How many days a year of interest has (dagberäkning).
    #[non_exhaustive]
    pub enum DayCount {
        /// 365, in every year.
        Days365 = "365",
        /// 360, in every year.
        Days360 = "360",
        /// As many as the calendar year of the day: 365 or 366.
        Actual = "actual",
    }
}

impl DayCount {
    fn days(self, year: i16) -> i32 {
        match self {
            DayCount::Days365 => 365,
            DayCount::Days360 => 360,
            DayCount::Actual => days_in_year(year),
        }
    }
}

/// Facts that interest is computed from: until when, the reference rate, how days are counted.
///
/// ```
/// use statsbidrag::{Citation, DayCount, Dated, InterestFacts, Rank, Ratio, Source, Span};
///
/// let cite = Citation::to(Source::new("rg", "Statens utlåningsränta", "Riksgälden", Rank::Primary));
/// let year = Span::year(2021)?;
/// let rates = Dated::new([(year, "0.005".parse::<Ratio>()?, cite.clone())])?;
/// let day_count = Dated::new([(year, DayCount::Days365, cite)])?;
/// let facts = InterestFacts::new("2021-06-30".parse()?, rates, day_count);
/// assert_eq!(facts.to().to_string(), "2021-06-30");
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterestFacts {
    to: Date,
    rates: Dated<Ratio>,
    day_count: Dated<DayCount>,
}

impl InterestFacts {
    /// Interest up to and including a day, by rates a year such as 0.005 for half a percent.
    #[must_use]
    pub fn new(to: Date, rates: Dated<Ratio>, day_count: Dated<DayCount>) -> Self {
        Self { to, rates, day_count }
    }

    /// The last day that bears interest.
    #[must_use]
    pub fn to(&self) -> Date {
        self.to
    }

    /// The reference rate.
    #[must_use]
    pub fn rates(&self) -> &Dated<Ratio> {
        &self.rates
    }

    /// How days are counted.
    #[must_use]
    pub fn day_count(&self) -> &Dated<DayCount> {
        &self.day_count
    }
}

impl InterestFacts {
    /// The facts as a document, for their hash.
    pub(super) fn write(&self) -> Value {
        json!({
            "to": self.to,
            "rates": write_dated(&self.rates, |rate| json!(rate)),
            "day_count": write_dated(&self.day_count, |count| json!(count)),
        })
    }
}

/// Interest on a sum from the day that the terms say, counted from a decision: every day after that
/// one up to and including the last, at that day's rate with its points.
pub(super) fn interest(
    due: Money,
    decided_on: Date,
    terms: &InterestTerms,
    facts: &InterestFacts,
    problems: &mut Problems,
) -> Option<Money> {
    let InterestFrom::DecidedOn = terms.from();
    // After the last day of the calendar no day bears interest.
    let start = decided_on.months_later(terms.months()).and_then(Date::tomorrow);
    let first = start.filter(|day| *day <= facts.to && due != Money::ZERO);
    let Some(mut day) = first else { return Some(Money::ZERO) };
    // Days with the same rate, points and day count are counted together.
    let mut parts: BTreeMap<i32, BigRational> = BTreeMap::new();
    while day <= facts.to {
        let rate = at("/interest/rates", &facts.rates, day, problems)?;
        let points = at("/rulebook/settlement/interest/points", terms.points(), day, problems)?;
        let count = at("/interest/day_count", &facts.day_count, day, problems)?;
        let spans = [rate.span(), points.span(), count.span()];
        let last = spans.iter().filter_map(Span::to).chain([facts.to, last_of_year(day)]).min();
        let last = last.unwrap_or(day);
        let days = last.days_since_1970() - day.days_since_1970() + 1;
        let yearly = rate.value().big() + points.value().big();
        let part = yearly * BigRational::from_integer(days.into());
        let sum = parts.entry(count.value().days(day.year())).or_insert_with(BigRational::zero);
        *sum += part;
        match last.tomorrow() {
            Some(next) => day = next,
            None => break,
        }
    }
    let parts = parts.into_iter().map(|(days, sum)| sum / BigRational::from_integer(days.into()));
    let factor: BigRational = parts.sum();
    let exact = Ratio::from(Ratio::from(due).big() * factor);
    problems.keep("/interest", Money::half_up(&exact))
}

fn last_of_year(day: Date) -> Date {
    Date::new(day.year(), 12, 31).unwrap_or(day)
}

/// The value on a day; a gap is a problem.
fn at<'d, T>(
    path: &str,
    values: &'d Dated<T>,
    day: Date,
    problems: &mut Problems,
) -> Option<&'d crate::Entry<T>> {
    let found: Result<_, Error> = values.at(day);
    problems.keep(path, found)
}

/// The error of interest that a rulebook has no terms for.
pub(super) fn told_no_terms(rulebook: &str, problems: &mut Problems) {
    let want = "a rulebook with terms of interest, or no interest";
    problems.add("/interest", Code::NoValueAtDate, format_args!("interest by {rulebook}"), want);
}
