//! A rulebook at one grant year: what the lines of that year are judged by.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::column::{WordColumn, WordSet};
use super::judge::Era;
use super::rulebook::{LineRounding, Rulebook};
use crate::Error;
use crate::date::{Date, Span, days_in_year};
use crate::number::Money;
use crate::problem::Problems;
use crate::source::Citation;

/// A rulebook made ready for one grant year (bidragsår).
///
/// ```
/// use statsbidrag::catalog;
///
/// let year = catalog::rulebook("starkt-bemanning")?.year(2016)?;
/// assert_eq!(year.period().to_string(), "2016-01-01–2016-12-31");
/// assert!(catalog::rulebook("starkt-bemanning")?.year(2021).unwrap_err().is_rule());
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct GrantYear {
    rulebook: Arc<Rulebook>,
    year: i16,
    period: Span,
    period_cite: Citation,
    eras: Vec<Era>,
    amount_cap: Option<(Money, Citation)>,
    baseline_cap: Option<Citation>,
    rounding: LineRounding,
    funded: WordSet,
}

impl Rulebook {
    /// What the lines of a grant year are judged by.
    ///
    /// # Errors
    /// `no_value_at_date` for a year without days in the period, and for a cap or a rounding that
    /// changes within the year.
    pub fn year(&self, year: i16) -> Result<GrantYear, Error> {
        GrantYear::new(Arc::new(self.clone()), year)
    }
}

impl GrantYear {
    pub(crate) fn new(rulebook: Arc<Rulebook>, year: i16) -> Result<Self, Error> {
        let mut problems = Problems::new();
        let period = problems.keep("/year", rulebook.period_in(year));
        let Some((period, period_cite)) = period else { return Err(problems.into()) };
        let amount = problems.keep(
            "/rulebook/amount_per_fte_year",
            rulebook.amount_per_fte_year().throughout_if_any(period),
        );
        let amount_cap = amount.flatten().map(|entry| (*entry.value(), entry.cite().clone()));
        let baseline = problems
            .keep("/rulebook/baseline_cap", rulebook.baseline_cap().throughout_if_any(period));
        let baseline_cap = baseline.flatten().map(|entry| entry.cite().clone());
        let rounding =
            problems.keep("/rulebook/rounding", rulebook.rounding().throughout_if_any(period));
        let rounding = rounding.flatten().map_or(LineRounding::ORE, |entry| *entry.value());
        problems.check()?;
        let eras = eras(&rulebook, period);
        Ok(Self {
            year,
            period,
            period_cite: period_cite.clone(),
            funded: funded(&eras, &rulebook),
            eras,
            amount_cap,
            baseline_cap,
            rounding,
            rulebook,
        })
    }

    /// The rulebook.
    #[must_use]
    pub fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }

    /// The grant year.
    #[must_use]
    pub fn year(&self) -> i16 {
        self.year
    }

    /// The days whose costs the grant can pay.
    #[must_use]
    pub fn period(&self) -> Span {
        self.period
    }

    /// Days in the calendar year: an FTE-year is one FTE on all of them.
    #[must_use]
    pub fn days(&self) -> i32 {
        days_in_year(self.year)
    }

    pub(crate) fn period_cite(&self) -> &Citation {
        &self.period_cite
    }

    pub(crate) fn eras(&self) -> &[Era] {
        &self.eras
    }

    pub(crate) fn amount_cap(&self) -> Option<&(Money, Citation)> {
        self.amount_cap.as_ref()
    }

    pub(crate) fn baseline_cap(&self) -> Option<&Citation> {
        self.baseline_cap.as_ref()
    }

    pub(crate) fn rounding(&self) -> LineRounding {
        self.rounding
    }

    /// The roles that the grant may be for on some day of the period: those that no condition asked of
    /// every line refuses.
    pub(crate) fn funded(&self) -> WordSet {
        self.funded
    }
}

/// All days, parted where the period begins and ends and where a condition does.
fn eras(rulebook: &Rulebook, period: Span) -> Vec<Era> {
    let day = |day: Date| day.days_since_1970();
    let spans = rulebook.conditions().iter().map(|condition| condition.span());
    let mut cuts = BTreeSet::from([i32::MIN]);
    for span in spans.chain([period]) {
        cuts.insert(day(span.from()));
        cuts.extend(span.to().map(|to| day(to) + 1));
    }
    let last = period.to().map_or(i32::MAX, day);
    let starts: Vec<i32> = cuts.into_iter().collect();
    let ends = starts.iter().skip(1).map(|next| next - 1).chain([i32::MAX]);
    let era = |(&from, to): (&i32, i32)| {
        let in_period = day(period.from()) <= from && from <= last;
        Era::new(from, to, in_period, rulebook.conditions())
    };
    starts.iter().zip(ends).map(era).collect()
}

fn funded(eras: &[Era], rulebook: &Rulebook) -> WordSet {
    let conditions = rulebook.conditions();
    let is_refused = |era: &Era, role: u8| {
        let in_force = era.conditions.iter().map(|&place| &conditions[place]);
        let mut asking =
            in_force.filter(|own| own.when.is_empty() && own.column() == Some(WordColumn::Role));
        asking.any(|own| !own.accept.has(role) && !own.judge.has(role))
    };
    let in_period = || eras.iter().filter(|era| era.in_period);
    (1..=WordColumn::Role.words())
        .filter(|&role| in_period().any(|era| !is_refused(era, role)))
        .fold(WordSet::default(), WordSet::with)
}
