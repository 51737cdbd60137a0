//! The dates to keep, of every rulebook that ships.

use std::sync::Arc;

use super::{rulebook, rulebook_ids};
use crate::Error;
use crate::date::{Date, Dated};
use crate::source::Citation;
use crate::stimulus::{Due, DutyKind, Rulebook, Who};
use crate::text::Wording;

/// A date to keep (bidragskalender): when, what, and who must.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GrantDate {
    /// When, as exactly as the source says.
    pub due: Due,
    /// Who must keep it.
    pub who: Who,
    /// What must be done.
    pub what: DutyKind,
    /// The rulebook that has it.
    pub rulebook: Arc<Rulebook>,
    /// The grant year, where it is one's.
    pub year: Option<i16>,
    /// What it is about, where more than the kind is known.
    pub about: Option<Wording>,
    /// What it rests on.
    pub cite: Citation,
}

impl GrantDate {
    /// Whether it is a day that is a Saturday, a Sunday or a public holiday.
    #[must_use]
    pub fn is_on_holiday(&self) -> bool {
        matches!(self.due, Due::By(day) if day.is_swedish_holiday())
    }
}

/// One calendar of all grants whose rulebooks ship: requisitions, reports, final reports, and what
/// others than recipients must do, in order of time; what comes back without a first day stands
/// last. A date that no source states is not there.
///
/// ```
/// use statsbidrag::{Due, Who, catalog};
///
/// let dates = catalog::dates()?;
/// let of_municipalities = dates.iter().filter(|date| date.who == Who::Municipality);
/// let first = of_municipalities.map(|date| date.due.to_string()).next();
/// assert_eq!(first.as_deref(), Some("2017-10-31"));
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// None: a rulebook that ships can be read.
pub fn dates() -> Result<Vec<GrantDate>, Error> {
    let mut dates = Vec::new();
    for id in rulebook_ids() {
        let rulebook = Arc::new(rulebook(id)?);
        if rulebook.is_example() {
            continue;
        }
        let terms = rulebook.settlement();
        let mut deadlines = |what: DutyKind, days: &Dated<Date>| {
            for entry in days.entries() {
                dates.push(GrantDate {
                    due: Due::By(*entry.value()),
                    who: Who::Municipality,
                    what,
                    rulebook: Arc::clone(&rulebook),
                    year: Some(entry.span().from().year()),
                    about: None,
                    cite: entry.cite().clone(),
                });
            }
        };
        deadlines(DutyKind::Requisition, terms.requisition_by());
        deadlines(DutyKind::Report, terms.report_by());
        for duty in rulebook.duties() {
            dates.push(GrantDate {
                due: duty.due(),
                who: duty.who(),
                what: duty.what(),
                rulebook: Arc::clone(&rulebook),
                year: None,
                about: duty.about().cloned(),
                cite: duty.citation().clone(),
            });
        }
    }
    dates.sort_by_key(|date| date.due.sorts_by());
    Ok(dates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_is_that_of_the_sources() {
        // Socialstyrelsen's pages on the staffing grant 2017–2020 and the Government's press release;
        // the answer to question 2016/17:649 for the training.
        let dates = dates().unwrap();
        let said: Vec<_> =
            dates.iter().map(|date| format!("{} {} {}", date.due, date.who, date.what)).collect();
        let want = [
            "2017-10-31 municipality requisition",
            "2017-12 coordinator final_report",
            "2018-02-06 municipality report",
            "2018-05-31 skl final_report",
            "2018-06-01 municipality requisition",
            "2019-02-06 municipality report",
            "2019-06-01 municipality requisition",
            "2017-01-01–2019-12-31 socialstyrelsen training",
            "2020-02-06 municipality report",
            "2020-06-01 municipality requisition",
            "2021-02-05 municipality report",
            "P3M coordinator report",
        ];
        assert_eq!(said, want);
        let holidays = dates.iter().filter(|date| date.is_on_holiday());
        assert_eq!(holidays.map(|date| date.due.to_string()).collect::<Vec<_>>(), ["2019-06-01"]);
    }
}
