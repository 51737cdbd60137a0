//! What-if: the difference between two checks, as data.

use std::collections::HashMap;

use super::check::StaffingCheck;
use super::figures::{RatioFigures, RatioStatus};
use crate::number::Ratio;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What became of a rule for a row.
    #[non_exhaustive]
    pub enum StaffingChangeKind {
        /// It was broken and is kept now.
        Mended = "mended",
        /// It was kept and is broken now.
        Broken = "broken",
        /// It is broken still.
        StillBroken = "still_broken",
        /// It is kept still, or is a statistic.
        StillKept = "still_kept",
        /// It could not be evaluated on both sides.
        NotComparable = "not_comparable",
        /// The rule or the row is only in the later check.
        Added = "added",
        /// The rule or the row is only in the earlier check.
        Removed = "removed",
    }
}

/// A rule and a row in two checks. Differences are later less earlier, exact; `None` where one side
/// has none.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StaffingChange<'c> {
    /// The rule's id.
    pub rule: &'c str,
    /// The row's id.
    pub id: &'c str,
    /// What became of it.
    pub kind: StaffingChangeKind,
    /// The earlier numbers.
    pub before: Option<RatioFigures>,
    /// The later numbers.
    pub after: Option<RatioFigures>,
    /// The numerator's difference.
    pub num: Option<Ratio>,
    /// The denominator's difference.
    pub den: Option<Ratio>,
    /// The gap's difference.
    pub gap: Option<Ratio>,
    /// The difference in what must be hired.
    pub hire: Option<Ratio>,
    /// The difference in headroom.
    pub headroom: Option<Ratio>,
    /// The difference in excess.
    pub excess: Option<Ratio>,
}

impl StaffingCheck {
    /// What is different in a later check, or in one of what might be: each rule and row of either,
    /// those of the earlier first.
    ///
    /// ```
    /// use statsbidrag::{Ratio, RatioRule, StaffingChangeKind, StaffingOptions, Table, check_staffing};
    ///
    /// let check = |heads: [u32; 2]| {
    ///     let teams = Table::builder("supervisor", ["Ask", "Berg"])
    ///         .column("social_worker_heads", heads)
    ///         .column("supervisor_heads", [1, 1])
    ///         .build()?;
    ///     let rule = RatioRule::new("span", "social_worker_heads".parse()?, "supervisor_heads".parse()?)
    ///         .at_most("6".parse::<Ratio>()?);
    ///     check_staffing(&teams, &[rule], &StaffingOptions::new())
    /// };
    /// let (now, what_if) = (check([9, 3])?, check([6, 6])?);
    /// let changes = now.compare(&what_if);
    /// assert_eq!(changes[0].kind, StaffingChangeKind::Mended);
    /// assert_eq!(changes[0].excess, Some("-3".parse()?));
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    #[must_use]
    pub fn compare<'c>(&'c self, after: &'c StaffingCheck) -> Vec<StaffingChange<'c>> {
        let by_name = |check: &'c StaffingCheck| -> HashMap<_, _> {
            check.lines().map(|line| ((line.rule, line.id), line.figures)).collect()
        };
        let (mut later, earlier) = (by_name(after), by_name(self));
        let mut changes: Vec<_> = self
            .lines()
            .map(|line| {
                let after = later.remove(&(line.rule, line.id));
                change((line.rule, line.id), Some(line.figures), after)
            })
            .collect();
        let new = after.lines().filter(|line| !earlier.contains_key(&(line.rule, line.id)));
        changes.extend(new.map(|line| change((line.rule, line.id), None, Some(line.figures))));
        changes
    }
}

fn change<'c>(
    (rule, id): (&'c str, &'c str),
    before: Option<RatioFigures>,
    after: Option<RatioFigures>,
) -> StaffingChange<'c> {
    let difference = |of: fn(&RatioFigures) -> &Option<Ratio>| {
        let (earlier, later) = (of(before.as_ref()?).as_ref()?, of(after.as_ref()?).as_ref()?);
        Some(Ratio::from(later.big() - earlier.big()))
    };
    StaffingChange {
        rule,
        id,
        kind: kind(before.as_ref(), after.as_ref()),
        num: difference(|figures| &figures.have_num),
        den: difference(|figures| &figures.have_den),
        gap: difference(|figures| &figures.gap),
        hire: difference(|figures| &figures.hire),
        headroom: difference(|figures| &figures.headroom),
        excess: difference(|figures| &figures.excess),
        before,
        after,
    }
}

fn kind(before: Option<&RatioFigures>, after: Option<&RatioFigures>) -> StaffingChangeKind {
    let (before, after) = match (before, after) {
        (Some(before), Some(after)) => (before, after),
        (None, _) => return StaffingChangeKind::Added,
        (_, None) => return StaffingChangeKind::Removed,
    };
    if [before, after].iter().any(|figures| figures.status == RatioStatus::NotEvaluated) {
        return StaffingChangeKind::NotComparable;
    }
    match (before.is_broken(), after.is_broken()) {
        (true, false) => StaffingChangeKind::Mended,
        (false, true) => StaffingChangeKind::Broken,
        (true, true) => StaffingChangeKind::StillBroken,
        (false, false) => StaffingChangeKind::StillKept,
    }
}
