//! What would have to be otherwise for a line to be eligible.

use super::assessment::Assessment;
use super::cap::{Level, Room};
use super::column::WordColumn;
use super::condition::Condition;
use super::judge::{Era, Marks, OtherFunding, Said};
use super::lines::Segment;
use super::words::ConditionKind;
use crate::Error;
use crate::date::Span;
use crate::finding::{Finding, Outcome};
use crate::number::Ratio;

/// What would make a line eligible (vad som krävs): each condition that is not met with what it needs,
/// and the fewest changes after which all are met.
///
/// It says what the rules ask for. It says nothing of whether the facts are so: a line must be
/// corrected because it was wrong, never because it was refused.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WhatIf {
    /// The conditions that are not met, missing or for a person to judge, with what they need.
    pub failed: Vec<Finding>,
    /// The fewest changes of the line's words after which every condition on its days in the period is
    /// met, once there is the evidence that `failed` asks for and nobody else's money; empty where
    /// none are needed. None where no words can do it: no day lies in the period, or a person must
    /// decide whatever the line says.
    pub changes: Option<Vec<Change>>,
    /// The days of the line that lie in the period; none where no day does.
    pub days_in_period: Option<Span>,
    /// How much more FTE increase the grant would still pay for where the line is counted, in
    /// FTE-years; none without staffing, where that is not known, and for a line that takes no room
    /// because it is refused or is no increase over the baseline.
    pub room: Option<Ratio>,
}

/// A cell that would have to say something else.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The column.
    pub column: &'static str,
    /// What it says; none where it is empty.
    pub have: Option<&'static str>,
    /// The words of which each would do, together with the other changes.
    pub need: Vec<&'static str>,
}

impl Assessment {
    /// What would make a line eligible.
    ///
    /// ```
    /// use statsbidrag::{AssessOptions, Claims, assess, catalog};
    ///
    /// let claims = Claims::builder()
    ///     .column("id", ["L3"])
    ///     .column("recipient", ["1480"])
    ///     .column("role", ["administrator"])
    ///     .column("activity", ["child_youth_authority"])
    ///     .column("cost_kind", ["personnel"])
    ///     .column("employment", ["employed"])
    ///     .column("increase", ["above_baseline"])
    ///     .column("frees_time_for", ["none"])
    ///     .column("from", ["2017-01-01"])
    ///     .column("to", ["2017-12-31"])
    ///     .column("fte", [1])
    ///     .column("amount", [200_000])
    ///     .build()?;
    /// let rulebook = catalog::rulebook("starkt-bemanning")?;
    /// let assessment = assess(&claims, &rulebook, 2017, None, &AssessOptions::new())?;
    /// let changes = assessment.what_if("L3")?.changes.unwrap();
    /// assert_eq!((changes[0].column, changes[0].have), ("frees_time_for", Some("none")));
    /// assert_eq!(changes[0].need, ["social_worker", "supervisor", "both"]);
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// `unknown_id` for a line that there is not.
    pub fn what_if(&self, id: &str) -> Result<WhatIf, Error> {
        let row = self.row(id, "/what_if")?;
        let columns = self.claims.columns();
        let codes = self.line_findings(row);
        let failed = codes.iter().filter(|code| code.outcome != Outcome::Met);
        let failed = failed.map(|code| self.told(row, code).0).collect();
        let segments = self.lines.segments(&columns, row);
        let in_period: Vec<&Segment> =
            segments.iter().filter(|segment| self.era(segment).in_period).collect();
        let days_in_period = in_period
            .first()
            .zip(in_period.last())
            .map(|(first, last)| Span::of_days(first.from, last.to));
        let eras: Vec<&Era> = in_period.iter().map(|segment| self.era(segment)).collect();
        let changes = match eras.is_empty() {
            true => None,
            // What a ruling has settled needs no change.
            false if in_period.iter().all(|own| own.marks.passes()) => Some(Vec::new()),
            // Evidence and other money's return are asked for by what has failed, not by words.
            false => self.fewest(
                &eras,
                Said { has_evidence: true, other_funding: OtherFunding::None, ..columns.said(row) },
            ),
        };
        Ok(WhatIf { failed, changes, days_in_period, room: self.room_of(row) })
    }

    /// The fewest columns to change, first among those that failing conditions ask for, and the words
    /// that serve. What is no word stays as it is.
    fn fewest(&self, eras: &[&Era], said: Said) -> Option<Vec<Change>> {
        let conditions = self.year.rulebook().conditions();
        let marks = |said: Said| -> Vec<Marks> { eras.iter().map(|era| era.marks(said)).collect() };
        let is_met = |said: Said| eras.iter().all(|era| era.marks(said).passes());
        if is_met(said) {
            return Some(Vec::new());
        }
        // Columns that conditions which are not met ask for, and then those that they depend on.
        let failing = |said: Said| {
            let of_era = |(era, marks): (&&Era, Marks)| {
                let bits = era.bits().filter(move |&bit| {
                    marks.outcome(bit).is_some_and(|outcome| outcome != Outcome::Met)
                });
                bits.filter_map(|bit| era.condition(bit)).collect::<Vec<_>>()
            };
            let all = eras.iter().zip(marks(said)).flat_map(of_era);
            all.map(|place| &conditions[place]).collect::<Vec<&Condition>>()
        };
        let mut columns: Vec<WordColumn> = Vec::new();
        let add = |column: WordColumn, columns: &mut Vec<WordColumn>| {
            if !columns.contains(&column) {
                columns.push(column);
            }
        };
        failing(said).iter().filter_map(|own| own.column()).for_each(|own| add(own, &mut columns));
        for condition in failing(said).iter().filter(|own| own.kind() == ConditionKind::Question) {
            condition.when.iter().for_each(|(own, _)| add(*own, &mut columns));
        }
        loop {
            if let Some(changes) = serving(&columns, said, &is_met) {
                return Some(changes);
            }
            // What still fails with the best of these may depend on other columns.
            let before = columns.len();
            for condition in conditions {
                if condition.when.iter().any(|(column, _)| columns.contains(column)) {
                    condition.when.iter().for_each(|(own, _)| add(*own, &mut columns));
                    condition.column().iter().for_each(|own| add(*own, &mut columns));
                }
            }
            if columns.len() == before {
                return None;
            }
        }
    }

    /// How much more increase there is room for where a line is counted.
    fn room_of(&self, row: usize) -> Option<Ratio> {
        let capped = self.capped.as_ref()?;
        // Lines that the cap is not about, or whose place is not known, take no room.
        let place = capped.line(row)?.place?;
        let caps = capped.recipient(self.claims.recipient(row))?;
        // All its levels hold; one that is not known leaves it open.
        let rooms = Level::around(place).into_iter().filter_map(|level| caps.room(level));
        let left: Option<Vec<Ratio>> = rooms.map(Room::left).collect();
        left?.into_iter().min()
    }
}

/// The fewest of some columns to change so that all is met, each with the words that serve.
fn serving(
    columns: &[WordColumn],
    said: Said,
    is_met: &impl Fn(Said) -> bool,
) -> Option<Vec<Change>> {
    let mut fewest: Vec<Said> = Vec::new();
    let mut least = usize::MAX;
    let mut each = |other: Said| {
        let changed = columns.iter().filter(|own| word(other, **own) != word(said, **own)).count();
        if changed <= least && is_met(other) {
            if changed < least {
                fewest.clear();
                least = changed;
            }
            fewest.push(other);
        }
    };
    try_all(columns, said, &mut each);
    // Several ways with as few changes: those of the first columns.
    let first = *fewest.first()?;
    let changed =
        |other: Said| columns.iter().filter(move |own| word(other, **own) != word(said, **own));
    let own: Vec<WordColumn> = changed(first).copied().collect();
    let same: Vec<Said> =
        fewest.into_iter().filter(|other| changed(*other).copied().eq(own.clone())).collect();
    let change = |column: WordColumn| {
        let mut codes: Vec<u8> = same.iter().map(|other| word(*other, column)).collect();
        codes.sort_unstable();
        codes.dedup();
        Change {
            column: column.name(),
            have: column.word(word(said, column)),
            need: codes.into_iter().filter_map(|code| column.word(code)).collect(),
        }
    };
    Some(own.into_iter().map(change).collect())
}

/// Every way to fill some columns.
fn try_all(columns: &[WordColumn], said: Said, each: &mut impl FnMut(Said)) {
    let Some((column, rest)) = columns.split_first() else { return each(said) };
    // An empty cell may stay empty where nothing asks for it any more.
    let empty = (word(said, *column) == 0).then_some(0);
    for code in (1..=column.words()).chain(empty) {
        let mut other = said;
        other.words[*column as usize] = code;
        try_all(rest, other, each);
    }
}

fn word(said: Said, column: WordColumn) -> u8 {
    said.words[column as usize]
}
