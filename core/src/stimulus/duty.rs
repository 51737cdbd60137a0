//! Dates to keep, and who must keep them.

use std::fmt;

use crate::date::{Date, Span};
use crate::source::Citation;
use crate::text::Wording;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// Who must keep a date.
    #[non_exhaustive]
    pub enum Who {
        /// A municipality that has the grant (kommun).
        Municipality = "municipality",
        /// The association of municipalities and regions (Sveriges Kommuner och Landsting).
        Skl = "skl",
        /// The national coordinator for child and youth social care (nationell samordnare).
        Coordinator = "coordinator",
        /// The authority that carries out the grant (Socialstyrelsen).
        Socialstyrelsen = "socialstyrelsen",
        /// A recipient of another kind, such as a school's principal (huvudman).
        Recipient = "recipient",
    }
}

vocabulary! {
    /// What must be done.
    #[non_exhaustive]
    pub enum DutyKind {
        /// To ask for the money (rekvisition).
        Requisition = "requisition",
        /// To say how it was used (återrapportering).
        Report = "report",
        /// To report on the way (delredovisning).
        InterimReport = "interim_report",
        /// To report at the end (slutredovisning).
        FinalReport = "final_report",
        /// To give training (utbildning).
        Training = "training",
    }
}

/// When it must be done, as exactly as the source says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Due {
    /// On this day at the latest.
    By(Date),
    /// In the month that begins on this day; no day of it is named.
    InMonth(Date),
    /// Again and again, with so many months between; no first day is named.
    EveryMonths(u8),
    /// Some time in these days.
    During(Span),
}

impl Due {
    /// The day that it is sorted by: the last on which it can be done. What comes back comes last.
    pub(crate) fn sorts_by(&self) -> (i32, u8) {
        match self {
            Due::By(day) => (day.days_since_1970(), 0),
            Due::InMonth(first) => (first.last_of_month().days_since_1970(), 1),
            Due::During(span) => (span.to().map_or(i32::MAX, Date::days_since_1970), 2),
            Due::EveryMonths(_) => (i32::MAX, 3),
        }
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Due::By(day) => day.fmt(f),
            Due::InMonth(first) => f.write_str(&first.to_string()[..7]),
            Due::EveryMonths(months) => write!(f, "P{months}M"),
            Due::During(span) => span.fmt(f),
        }
    }
}

/// A date to keep that is no requisition or report of a grant year: a project's final report, what a
/// coordinator or an authority must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    pub(super) who: Who,
    pub(super) what: DutyKind,
    pub(super) due: Due,
    pub(super) about: Option<Wording>,
    pub(super) cite: Citation,
}

impl Duty {
    /// Who must keep it.
    #[must_use]
    pub fn who(&self) -> Who {
        self.who
    }

    /// What must be done.
    #[must_use]
    pub fn what(&self) -> DutyKind {
        self.what
    }

    /// When.
    #[must_use]
    pub fn due(&self) -> Due {
        self.due
    }

    /// What it is about, where more than the kind is known.
    #[must_use]
    pub fn about(&self) -> Option<&Wording> {
        self.about.as_ref()
    }

    /// What it rests on.
    #[must_use]
    pub fn citation(&self) -> &Citation {
        &self.cite
    }
}
