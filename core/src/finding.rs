//! Findings: what a result rests on, statement by statement.
//!
//! An explanation is nothing but stored or derived findings put into words, so the text cannot say
//! anything else than the numbers do.

use std::fmt;

use crate::date::{Date, Span};
use crate::number::{Money, Ratio};
use crate::source::Citation;
use crate::text::{Language, Wording};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a finding states. Codes are stable and only ever added.
    ///
    /// What `have` and `need` of a finding hold is said of each.
    #[non_exhaustive]
    pub enum Reason {
        /// A pot was given its part of a larger sum: the pot, and the sum.
        Pot = "POT",
        /// The pot is paid inside another grant and is not payable by itself: the pot; the grant.
        InsideOtherGrant = "INSIDE_OTHER_GRANT",
        /// A measure of the recipient, and its sum over all recipients.
        Fact = "FACT",
        /// A component's share of the total, and that share in kronor.
        Share = "SHARE",
        /// A parameter of the key that the caller gave: its value.
        Parameter = "PARAMETER",
        /// The exact entitlement in kronor.
        Entitlement = "ENTITLEMENT",
        /// The amount is the entitlement rounded down: the amount, the entitlement.
        RoundedDown = "ROUNDED_DOWN",
        /// The amount is the entitlement rounded up: the amount, the entitlement.
        RoundedUp = "ROUNDED_UP",
        /// The entitlement is whole units: the amount, the entitlement.
        Exact = "EXACT",
        /// The recipient's remainder in units, and the smallest that got a unit.
        Remainder = "REMAINDER",
        /// Equals at the cut: the units there were; the tie rule.
        Tie = "TIE",
        /// The minimum holds: the minimum, and what the level alone would have given.
        Minimum = "MINIMUM",
        /// The share is under the minimum and is topped up: the minimum, the share.
        ToppedUp = "TOPPED_UP",
        /// The units that rounding left over went to minimums, and none to remainders.
        MinimumsTookUnits = "MINIMUMS_TOOK_UNITS",
        /// A divisor method gives everyone with a weight a first unit.
        FirstUnit = "FIRST_UNIT",
        /// The claim of the last unit, and the weakest that got anyone a unit.
        LastUnit = "LAST_UNIT",
        /// The claim that one unit more would have had, which is not enough.
        NextUnit = "NEXT_UNIT",
        /// What comes off the total before it is divided: the deduction, the total.
        Deduction = "DEDUCTION",
        /// A recipient's own amount, divided further: the amount.
        InnerPot = "INNER_POT",
        /// Pots whose shares left equal remainders; the units there were, the rule.
        PotTie = "POT_TIE",
        /// The maximum holds: the maximum, and what the level alone would have given.
        Maximum = "MAXIMUM",
        /// A base amount that everyone gets first.
        Base = "BASE",
        /// Minimums were cut in proportion to fit the total: the minimum after the cut.
        MinimumReduced = "MINIMUM_REDUCED",
        /// The recipient takes no part; the yes/no column that says so.
        NotEligible = "NOT_ELIGIBLE",
        /// The recipient has no weight and so gets nothing.
        NoWeight = "NO_WEIGHT",
        /// A component rounded by itself: what it gives, of its pot.
        ComponentAmount = "COMPONENT_AMOUNT",
        /// The rule of rounding: the unit; the rule.
        Rounding = "ROUNDING",
        /// A rule about a ratio, and what it rests on: who counts, if that is said; its force.
        RatioRule = "RATIO_RULE",
        /// A measure of the row: its value.
        Counted = "COUNTED",
        /// The ratio may be at most the limit: the ratio, the limit.
        RatioAtMost = "RATIO_AT_MOST",
        /// The ratio must be at least the limit: the ratio, the limit.
        RatioAtLeast = "RATIO_AT_LEAST",
        /// Nothing is counted on either side of the ratio.
        Vacuous = "VACUOUS",
        /// There is nothing to divide by: what there is to divide, the limit.
        NoDenominator = "NO_DENOMINATOR",
        /// A figure to compare with: the ratio, the figure.
        Reference = "REFERENCE",
        /// The rule could not be applied: the columns whose cells are empty.
        NotEvaluated = "NOT_EVALUATED",
        /// What must be hired, in whole steps: that, and the exact gap.
        Hire = "HIRE",
        /// How much there is room for under the limit.
        Headroom = "HEADROOM",
        /// How much there is over the limit.
        Excess = "EXCESS",
        /// Moves within the unit: how many, and what must be hired after them.
        Moves = "MOVES",
        /// Moves are reorganisations, with which one should be careful.
        ReorganisationCare = "REORGANISATION_CARE",
        /// A factor of a report.
        Factor = "FACTOR",
        /// A factor for which its source names no measure.
        NoFigure = "NO_FIGURE",
        /// A figure of a report: its value.
        Figure = "FIGURE",
        /// A figure that cannot be told: the columns that are not there or have empty cells.
        NotTold = "NOT_TOLD",
        /// The highest value to compare with: the rule's force, the value.
        ComparedAtMost = "COMPARED_AT_MOST",
        /// The lowest value to compare with: the rule's force, the value.
        ComparedAtLeast = "COMPARED_AT_LEAST",
        /// There is nothing to compare a figure with.
        NoReference = "NO_REFERENCE",
        /// A number that the caller gave: what it is, and its value.
        Given = "GIVEN",
        /// A cost before it is rounded: what costs, and the exact kronor.
        ExactCost = "EXACT_COST",
        /// A sum of rounded rows: of what, and the sum.
        SumOfRows = "SUM_OF_ROWS",
        /// Hours of tasks that an administrator can take over; the hours of all tasks.
        MovableHours = "MOVABLE_HOURS",
        /// Hours of tasks that are exercise of public authority.
        AuthorityHours = "AUTHORITY_HOURS",
        /// Hours of other tasks that only a social worker can do.
        OnlySocialWorkerHours = "ONLY_SOCIAL_WORKER_HOURS",
        /// Hours of tasks done by roles whose time was not asked for.
        OtherRoleHours = "OTHER_ROLE_HOURS",
        /// Hours freed.
        TimeFreed = "TIME_FREED",
        /// FTE freed; the hours of a full-time post.
        FreedFte = "FREED_FTE",
        /// Hours freed for clients; their share of the hours freed.
        ClientHours = "CLIENT_HOURS",
        /// Hours that could be moved and are not.
        UnmovedHours = "UNMOVED_HOURS",
        /// Administrators' hours that are not used.
        UnusedHours = "UNUSED_HOURS",
        /// Hours more that could be moved if units shared their administrators.
        MoreAcrossUnits = "MORE_ACROSS_UNITS",
        /// What agency staff cost, less what employees would.
        AgencyDifference = "AGENCY_DIFFERENCE",
        /// What agency staff cost, over what employees would.
        AgencyQuotient = "AGENCY_QUOTIENT",
        /// The same quotient beside one that was published: ours, theirs.
        AgencyReference = "AGENCY_REFERENCE",
        /// The days of a year on which a post exists: the year, the days, the days in the year.
        PostDays = "POST_DAYS",
        /// The days of a year on which the grant pays for a post: as above.
        GrantDays = "GRANT_DAYS",
        /// What the grant pays in a year: the year, the amount, the cost.
        GrantPays = "GRANT_PAYS",
        /// What the municipality pays in a year: the year, the amount, the cost.
        OwnPays = "OWN_PAYS",
        /// What stays to be paid a year: the last day of the grant, the amount.
        CostsStay = "COSTS_STAY",
        /// A title without a role, left out: its rows.
        UnmappedTitle = "UNMAPPED_TITLE",
        /// A kind of staff that may count or not: its FTE; whether it counts.
        WhoCounts = "WHO_COUNTS",
        /// More than a full post on a day, with a declared reason; the rows, and how many.
        OverFullPost = "OVER_FULL_POST",
        /// A column with empty cells, which leave what rests on it empty: how many rows.
        EmptyCells = "EMPTY_CELLS",
        /// Persons who are a head in several groups: how many.
        SharedHeads = "SHARED_HEADS",
        /// Rows without a supervisor, which are in no team: how many.
        NoSupervisor = "NO_SUPERVISOR",
        /// A supervisor in part-time: heads for each full post of hers; her FTE as a supervisor.
        PartTimeSupervisor = "PART_TIME_SUPERVISOR",
        /// A supervisor who is not in service.
        SupervisorAbsent = "SUPERVISOR_ABSENT",
        /// A team with members in several units: how many; the one it is put in.
        TeamAcrossUnits = "TEAM_ACROSS_UNITS",
        /// The grant is for some roles: the role, those that it is for.
        RoleNotFunded = "ROLE_NOT_FUNDED",
        /// The grant is for some activities: the activity, those that it is for.
        ActivityNotFunded = "ACTIVITY_NOT_FUNDED",
        /// The grant is for some kinds of cost: the kind, those that it is for.
        CostNotPersonnel = "COST_NOT_PERSONNEL",
        /// Whose employee it is: the employment, those that are accepted.
        AgencyStaff = "AGENCY_STAFF",
        /// The days of a line and the period of the grant: the days, the period.
        OutsidePeriod = "OUTSIDE_PERIOD",
        /// The grant is for an increase: what the line is, the kinds that count.
        NotAnIncrease = "NOT_AN_INCREASE",
        /// An administrator must free time: whose time is freed, whose it must be.
        FreesNoTime = "FREES_NO_TIME",
        /// The increase over the baseline: the FTE-years that are claimed, the cap.
        OverBaselineCap = "OVER_BASELINE_CAP",
        /// A cap that is smaller than what is claimed is shared: the line's part, the way.
        CapShared = "CAP_SHARED",
        /// An even cost was assumed: the days that can be paid for, all days of the line.
        SplitByDay = "SPLIT_BY_DAY",
        /// Another role of the recipient has become smaller: by how many FTE.
        FallInOtherRole = "FALL_IN_OTHER_ROLE",
        /// The requisition: the day of receipt, the last day.
        RequisitionLate = "REQUISITION_LATE",
        /// The report: the day of receipt, the last day.
        ReportLate = "REPORT_LATE",
        /// No report has been received: the last day.
        ReportMissing = "REPORT_MISSING",
        /// What others have paid of the same cost.
        DoubleFunding = "DOUBLE_FUNDING",
        /// The recipient's own money: what it is, what it must be.
        CoFinancingShort = "CO_FINANCING_SHORT",
        /// Evidence: what it is.
        EvidenceMissing = "EVIDENCE_MISSING",
        /// A question that a person must decide: the question.
        NeedsRuling = "NEEDS_RULING",
        /// What an FTE-year costs, and what the grant pays for one at most.
        OverAmountCap = "OVER_AMOUNT_CAP",
        /// All that is paid, and the pot.
        OverPot = "OVER_POT",
        /// A person has decided: why; what.
        Ruling = "RULING",
        /// That there is an increase rests on the recipient's statement: no staffing was given.
        IncreaseOnStatement = "INCREASE_ON_STATEMENT",
        /// The frame, and the least frame that is given.
        FrameUnderMinimum = "FRAME_UNDER_MINIMUM",
        /// The last day is a Saturday, a Sunday or a public holiday: the day.
        DeadlineOnHoliday = "DEADLINE_ON_HOLIDAY",
        /// A grant without a claim: what was paid.
        NoClaims = "NO_CLAIMS",
        /// Repayment that is given up: how much; why.
        Waived = "WAIVED",
    }
}

vocabulary! {
    /// How a finding came out.
    pub enum Outcome {
        /// It holds.
        Met = "met",
        /// It does not.
        NotMet = "not_met",
        /// What it needs is not there.
        Missing = "missing",
        /// A person must decide.
        Judgement = "judgement",
    }
}

/// A value in a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// Kronor, in whole öre.
    Money(Money),
    /// An exact number.
    Number(Ratio),
    /// A name: the caller's own, in no language.
    Text(String),
    /// A word of a vocabulary, which each language says in its way.
    Word(&'static str),
    /// Several values, one after the other.
    List(Vec<Value>),
    /// A day.
    Day(Date),
    /// Days, from the first to the last.
    Days(Span),
    /// A name in both languages.
    Wording(Wording),
}

impl From<Money> for Value {
    fn from(money: Money) -> Self {
        Value::Money(money)
    }
}

impl From<Ratio> for Value {
    fn from(number: Ratio) -> Self {
        Value::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<Date> for Value {
    fn from(day: Date) -> Self {
        Value::Day(day)
    }
}

impl From<Span> for Value {
    fn from(days: Span) -> Self {
        Value::Days(days)
    }
}

impl From<Wording> for Value {
    fn from(wording: Wording) -> Self {
        Value::Wording(wording)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Money(money) => money.fmt(f),
            Value::Number(number) => number.fmt(f),
            Value::Text(text) => text.fmt(f),
            Value::Word(word) => word.fmt(f),
            Value::List(values) => {
                for (i, value) in values.iter().enumerate() {
                    f.write_str(if i == 0 { "" } else { ", " })?;
                    value.fmt(f)?;
                }
                Ok(())
            }
            Value::Day(day) => day.fmt(f),
            Value::Days(days) => days.fmt(f),
            Value::Wording(wording) => wording.get(Language::English).fmt(f),
        }
    }
}

/// One statement that a result rests on: what was found, what was needed or compared with, and on
/// what ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    reason: Reason,
    outcome: Outcome,
    subject: Value,
    have: Option<Value>,
    need: Option<Value>,
    unit: &'static str,
    note: Option<Wording>,
    cite: Option<Citation>,
}

impl Finding {
    pub(crate) fn new(reason: Reason, subject: impl Into<Value>) -> Self {
        let subject = subject.into();
        Self {
            reason,
            outcome: Outcome::Met,
            subject,
            have: None,
            need: None,
            unit: "",
            note: None,
            cite: None,
        }
    }

    pub(crate) fn have(mut self, value: impl Into<Value>) -> Self {
        self.have = Some(value.into());
        self
    }

    pub(crate) fn need(mut self, value: impl Into<Value>) -> Self {
        self.need = Some(value.into());
        self
    }

    pub(crate) fn unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    pub(crate) fn outcome(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }

    pub(crate) fn note(mut self, note: Option<Wording>) -> Self {
        self.note = note;
        self
    }

    pub(crate) fn cite(mut self, cite: Option<Citation>) -> Self {
        self.cite = cite;
        self
    }

    /// What it states.
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// How it came out.
    #[must_use]
    pub fn outcome_is(&self) -> Outcome {
        self.outcome
    }

    /// What it is about: a pot, a component, a measure, a recipient.
    #[must_use]
    pub fn subject(&self) -> &Value {
        &self.subject
    }

    /// What was found; each [`Reason`] says what that is.
    #[must_use]
    pub fn have_value(&self) -> Option<&Value> {
        self.have.as_ref()
    }

    /// What was needed or is compared with; each [`Reason`] says what that is.
    #[must_use]
    pub fn need_value(&self) -> Option<&Value> {
        self.need.as_ref()
    }

    /// The unit of the two: `kr`, `FTE`, `FTE-years`, or empty for persons, shares and words.
    #[must_use]
    pub fn unit_word(&self) -> &'static str {
        self.unit
    }

    /// What a person must decide, where that is said.
    #[must_use]
    pub fn question(&self) -> Option<&Wording> {
        self.note.as_ref()
    }

    /// What it rests on.
    #[must_use]
    pub fn citation(&self) -> Option<&Citation> {
        self.cite.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_keeps_what_it_was_given() {
        let finding = Finding::new(Reason::Fact, "population")
            .have(Ratio::from(5))
            .need(Ratio::from(9))
            .outcome(Outcome::Missing);
        assert_eq!(finding.have_value().map(ToString::to_string).as_deref(), Some("5"));
        assert_eq!(finding.need_value(), Some(&Value::Number(Ratio::from(9))));
        assert_eq!((finding.reason().word(), finding.outcome_is().word()), ("FACT", "missing"));
        assert_eq!((finding.unit_word(), finding.citation()), ("", None));
    }

    #[test]
    fn reason_codes_read_back() {
        for reason in Reason::ALL {
            assert_eq!(reason.word().parse::<Reason>().unwrap(), *reason);
        }
    }
}
