//! Rules about ratios of staff, as data.

mod read;

use std::collections::BTreeSet;

use super::limit::{self, Limit, LimitSide};
use crate::limits::MOST_LIMITS;
use crate::measure::{Measure, Parameters};
use crate::number::Ratio;
use crate::problem::{Code, Problems};
use crate::text::Wording;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a rule rests on, and so what a breach of it means.
    #[non_exhaustive]
    pub enum Force {
        /// Law: statute, ordinance, the regulations of an authority (lag, förordning, föreskrift).
        Law = "law",
        /// An agreement between parties (avtal).
        Agreement = "agreement",
        /// What an organisation recommends (rekommendation).
        Recommendation = "recommendation",
        /// A goal or practice of one's own (lokalt mål).
        Local = "local",
        /// A figure to compare with, which cannot be breached (statistik).
        Statistic = "statistic",
    }
}

vocabulary! {
    /// What a rule's rows are.
    #[non_exhaustive]
    pub enum About {
        /// A unit (enhet).
        Unit = "unit",
        /// A supervisor with a team (arbetsledare).
        Supervisor = "supervisor",
        /// One worker (handläggare).
        Worker = "worker",
        /// A recipient of a grant, mostly a municipality (bidragsmottagare).
        Recipient = "recipient",
    }
}

/// A limit on a ratio of two measures (nyckeltal): cases per social worker, social workers per
/// supervisor.
///
/// Both measures are weighted sums of columns, in the columns' own units (FTE, heads, cases); the
/// ratio is never computed before it is compared: `num ≤ limit · den` is what is asked.
///
/// ```
/// use statsbidrag::RatioRule;
///
/// // At most 15 open cases for each full-time social worker; hire half a post at a time.
/// let rule = RatioRule::new("cases", "open_cases".parse()?, "social_worker_fte".parse()?)
///     .at_most("15".parse::<statsbidrag::Ratio>()?)
///     .hire("social_worker_fte", "0.5".parse()?);
/// assert_eq!(rule.force().word(), "local");
///
/// // A mixed load: 17 families, or 12 investigations, or any mix of the two are a full load.
/// let mixed = "1/17*families + 1/12*investigations".parse()?;
/// RatioRule::new("mixed", mixed, "social_worker_fte".parse()?).at_most(statsbidrag::Ratio::one());
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatioRule {
    id: String,
    name: Option<Wording>,
    numerator: Measure,
    denominator: Measure,
    at_most: Vec<Limit>,
    at_least: Vec<Limit>,
    about: Option<About>,
    force: Force,
    counts: Option<Wording>,
    hire: Option<Hire>,
    remarks: Vec<Wording>,
}

/// The column that is hired into, and the least one can hire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hire {
    pub(crate) column: String,
    pub(crate) step: Ratio,
}

impl RatioRule {
    /// A local rule about `numerator / denominator`, still without a limit.
    pub fn new(id: impl Into<String>, numerator: Measure, denominator: Measure) -> Self {
        Self {
            id: id.into(),
            name: None,
            numerator,
            denominator,
            at_most: Vec::new(),
            at_least: Vec::new(),
            about: None,
            force: Force::Local,
            counts: None,
            hire: None,
            remarks: Vec::new(),
        }
    }

    /// The same with its name.
    #[must_use]
    pub fn named(mut self, name: Wording) -> Self {
        self.name = Some(name);
        self
    }

    /// The same with a highest ratio; called again, with one more, for other days or other rows.
    #[must_use]
    pub fn at_most(mut self, limit: impl Into<Limit>) -> Self {
        self.at_most.push(limit.into());
        self
    }

    /// The same with a lowest ratio; with both it is a range.
    #[must_use]
    pub fn at_least(mut self, limit: impl Into<Limit>) -> Self {
        self.at_least.push(limit.into());
        self
    }

    /// The same about these rows.
    #[must_use]
    pub fn about(mut self, about: About) -> Self {
        self.about = Some(about);
        self
    }

    /// The same of this force; `local` unless it is said.
    #[must_use]
    pub fn of_force(mut self, force: Force) -> Self {
        self.force = force;
        self
    }

    /// The same with who counts, in words: agency staff, those on leave, vacancies.
    #[must_use]
    pub fn counting(mut self, counts: Wording) -> Self {
        self.counts = Some(counts);
        self
    }

    /// The same with the column that one hires into and the least that can be hired: one head, or a
    /// part of a post. The column must be a term by itself, of the denominator where the ratio has
    /// a highest value, of the numerator where it has a lowest.
    #[must_use]
    pub fn hire(mut self, column: impl Into<String>, step: Ratio) -> Self {
        self.hire = Some(Hire { column: column.into(), step });
        self
    }

    /// The id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name in both languages; without one, the id is shown.
    #[must_use]
    pub fn name(&self) -> Option<&Wording> {
        self.name.as_ref()
    }

    /// What is divided.
    #[must_use]
    pub fn numerator(&self) -> &Measure {
        &self.numerator
    }

    /// What it is divided by.
    #[must_use]
    pub fn denominator(&self) -> &Measure {
        &self.denominator
    }

    /// The limits of a side.
    #[must_use]
    pub fn limits(&self, side: LimitSide) -> &[Limit] {
        match side {
            LimitSide::AtMost => &self.at_most,
            LimitSide::AtLeast => &self.at_least,
        }
    }

    /// What its rows are, if that is said.
    #[must_use]
    pub fn about_what(&self) -> Option<About> {
        self.about
    }

    /// What it rests on.
    #[must_use]
    pub fn force(&self) -> Force {
        self.force
    }

    /// Who counts, in words.
    #[must_use]
    pub fn counts(&self) -> Option<&Wording> {
        self.counts.as_ref()
    }

    /// What one must know to use it.
    #[must_use]
    pub fn remarks(&self) -> &[Wording] {
        &self.remarks
    }

    /// The column that is hired into, and the step.
    #[must_use]
    pub fn hires_into(&self) -> Option<(&str, &Ratio)> {
        self.hire.as_ref().map(|hire| (hire.column.as_str(), &hire.step))
    }

    /// Every column that it reads.
    pub fn columns(&self) -> BTreeSet<&str> {
        let limits = self.at_most.iter().chain(&self.at_least);
        let conditions = limits.filter_map(|limit| Some(limit.condition()?.column()));
        self.numerator.columns().chain(self.denominator.columns()).chain(conditions).collect()
    }

    /// The side that hiring mends, by where the hire column stands; its weight there.
    pub(crate) fn hiring(&self, parameters: &Parameters) -> Option<(LimitSide, Ratio)> {
        let column = &self.hire.as_ref()?.column;
        let side = self.hire_side()?;
        let measure = match side {
            LimitSide::AtMost => &self.denominator,
            LimitSide::AtLeast => &self.numerator,
        };
        Some((side, measure.weight_of(column, parameters)?))
    }

    fn hire_side(&self) -> Option<LimitSide> {
        let column = self.hire.as_ref()?.column.as_str();
        let stands_in = |measure: &Measure| measure.columns().any(|other| other == column);
        match (stands_in(&self.numerator), stands_in(&self.denominator)) {
            (false, true) => Some(LimitSide::AtMost),
            (true, false) => Some(LimitSide::AtLeast),
            _ => None,
        }
    }

    /// Reports what is wrong with the rule by itself.
    pub(crate) fn check(&self, path: &str, problems: &mut Problems) {
        if self.id.is_empty() {
            problems.add(format_args!("{path}/id"), Code::Missing, "an empty id", "an id");
        }
        if self.at_most.is_empty() && self.at_least.is_empty() {
            problems.add(path, Code::Missing, "no limit", "at_most or at_least");
        }
        for side in LimitSide::ALL {
            let (limits, path) = (self.limits(*side), format!("{path}/{side}"));
            limit::check(limits, *side, &path, problems);
            if matches!(self.force, Force::Law | Force::Agreement) {
                for (i, _) in limits.iter().enumerate().filter(|(_, l)| l.citation().is_none()) {
                    let want = format!("the source of what has the force of {}", self.force);
                    problems.add(format_args!("{path}/{i}/cite"), Code::Missing, "nothing", want);
                }
            }
        }
        if self.at_least.len().max(self.at_most.len()) <= MOST_LIMITS {
            limit::check_range(&self.at_least, &self.at_most, path, problems);
        }
        if let Some(hire) = &self.hire {
            self.check_hire(hire, path, problems);
        }
    }

    fn check_hire(&self, hire: &Hire, path: &str, problems: &mut Problems) {
        if hire.step <= Ratio::zero() {
            problems.add(format_args!("{path}/step"), Code::NotInRange, &hire.step, "over 0");
        }
        let mut conflict = |got: &str, want: &str| {
            problems.add(format_args!("{path}/hire"), Code::Conflict, got, want)
        };
        if self.force == Force::Statistic {
            conflict("a column to hire into", "none: a statistic demands nothing");
        }
        let Some(side) = self.hire_side() else {
            let want = "a column of either the numerator or the denominator";
            return conflict(&hire.column, want);
        };
        let measure = if side == LimitSide::AtMost { &self.denominator } else { &self.numerator };
        if !measure.has_alone(&hire.column) {
            conflict(&hire.column, "a column that is a term by itself");
        }
        let limits = self.limits(side);
        if limits.is_empty() {
            let want = match side {
                LimitSide::AtMost => "at_most, where one hires into the denominator",
                LimitSide::AtLeast => "at_least, where one hires into the numerator",
            };
            conflict(&hire.column, want);
        }
        if side == LimitSide::AtMost && limits.iter().any(|limit| limit.value().is_zero()) {
            conflict("a limit of 0", "a limit over 0, which hiring can meet");
        }
    }
}
