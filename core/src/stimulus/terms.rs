//! Terms of settlement: dates, shares, grounds of repayment, interest.

use super::words::RepaymentGround;
use crate::date::{Date, Dated, Span};
use crate::number::{Money, Ratio};
use crate::source::Citation;
use crate::text::Wording;
use crate::vocabulary::vocabulary;

/// On what terms a grant is settled (villkor för slutavräkning). What no source says is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementTerms {
    pub(super) requisition_by: Dated<Date>,
    pub(super) report_by: Dated<Date>,
    pub(super) co_financing: Dated<Ratio>,
    pub(super) minimum_frame: Dated<Money>,
    pub(super) repayment: Vec<Repayment>,
    pub(super) interest: Option<InterestTerms>,
}

impl SettlementTerms {
    /// No terms: where a rulebook says nothing.
    pub(super) fn none() -> Option<Self> {
        Some(Self {
            requisition_by: Dated::new([]).ok()?,
            report_by: Dated::new([]).ok()?,
            co_financing: Dated::new([]).ok()?,
            minimum_frame: Dated::new([]).ok()?,
            repayment: Vec::new(),
            interest: None,
        })
    }

    /// The last day on which a requisition is received in time, by grant year.
    #[must_use]
    pub fn requisition_by(&self) -> &Dated<Date> {
        &self.requisition_by
    }

    /// The last day on which a report is received in time, by grant year.
    #[must_use]
    pub fn report_by(&self) -> &Dated<Date> {
        &self.report_by
    }

    /// The share of the cost that the recipient pays itself (egenfinansiering).
    #[must_use]
    pub fn co_financing(&self) -> &Dated<Ratio> {
        &self.co_financing
    }

    /// The least frame that is given (lägsta bidragsram).
    #[must_use]
    pub fn minimum_frame(&self) -> &Dated<Money> {
        &self.minimum_frame
    }

    /// The grounds on which money is repaid.
    #[must_use]
    pub fn repayment(&self) -> &[Repayment] {
        &self.repayment
    }

    /// Interest on what is repaid, where there is any.
    #[must_use]
    pub fn interest(&self) -> Option<&InterestTerms> {
        self.interest.as_ref()
    }

    /// What a ground of repayment rests on, on some day of a span.
    pub(crate) fn ground(&self, ground: RepaymentGround, within: Span) -> Option<&Citation> {
        let mut grounds = self.repayment.iter();
        let found = grounds.find(|own| own.ground == ground && own.span.overlaps(&within));
        found.map(|own| &own.cite)
    }
}

/// A ground on which money is repaid (återbetalningsgrund).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repayment {
    pub(super) ground: RepaymentGround,
    pub(super) span: Span,
    pub(super) cite: Citation,
}

impl Repayment {
    /// The ground.
    #[must_use]
    pub fn ground(&self) -> RepaymentGround {
        self.ground
    }

    /// When it is in force.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// What it rests on.
    #[must_use]
    pub fn citation(&self) -> &Citation {
        &self.cite
    }
}

vocabulary! {
    /// What interest starts from.
    #[non_exhaustive]
    pub enum InterestFrom {
        /// The day on which repayment was decided (beslutet om återkrav).
        DecidedOn = "decided_on",
    }
}

/// Simple interest by the day (ränta): a reference rate that varies, and points on top of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterestTerms {
    pub(super) reference: Wording,
    pub(super) points: Dated<Ratio>,
    pub(super) from: InterestFrom,
    pub(super) months: u8,
    pub(super) cite: Citation,
}

impl InterestTerms {
    /// Which rate it follows, such as the state's lending rate (statens utlåningsränta). Its values
    /// are facts that the caller gives.
    #[must_use]
    pub fn reference(&self) -> &Wording {
        &self.reference
    }

    /// What is added to the rate: 0.02 for two percentage points.
    #[must_use]
    pub fn points(&self) -> &Dated<Ratio> {
        &self.points
    }

    /// What it starts from.
    #[must_use]
    pub fn from(&self) -> InterestFrom {
        self.from
    }

    /// How many months after that.
    #[must_use]
    pub fn months(&self) -> u8 {
        self.months
    }

    /// What it rests on.
    #[must_use]
    pub fn citation(&self) -> &Citation {
        &self.cite
    }
}
