//! The conditions of a grant year made ready: for each run of days on which the same conditions are in
//! force, what every code of every column says.
//!
//! A line is judged by looking its codes up: each gives the conditions that it lets apply, and of
//! those the ones that it meets, does not meet, leaves open or leaves to a person. Nothing is
//! decided twice, and a million lines are a few lookups each.

use super::columns::reason_mask;
use super::condition::Condition;
use super::words::ConditionKind;
use crate::finding::{Outcome, Reason};

/// How the conditions of a line came out on a run of days: a bit for each, the first for the period,
/// the others for the conditions in force, in the order of the rulebook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// Conditions that are met.
    pub(crate) met: u32,
    /// Conditions that are not.
    pub(crate) not_met: u32,
    /// Conditions whose cell is empty.
    pub(crate) missing: u32,
    /// Conditions that a person must decide.
    pub(crate) judgement: u32,
}

impl Marks {
    /// Whether the money cannot be used so on these days.
    #[must_use]
    pub(crate) const fn fails(self) -> bool {
        self.not_met != 0
    }

    /// Whether every condition that applies is met.
    pub(crate) const fn passes(self) -> bool {
        self.not_met | self.missing | self.judgement == 0
    }

    /// The outcome of the condition with this bit; none where it does not apply.
    pub(crate) const fn outcome(self, bit: usize) -> Option<Outcome> {
        let bit = 1 << bit;
        if self.met & bit != 0 {
            Some(Outcome::Met)
        } else if self.not_met & bit != 0 {
            Some(Outcome::NotMet)
        } else if self.missing & bit != 0 {
            Some(Outcome::Missing)
        } else if self.judgement & bit != 0 {
            Some(Outcome::Judgement)
        } else {
            None
        }
    }

    const fn or(self, other: Self) -> Self {
        Self {
            met: self.met | other.met,
            not_met: self.not_met | other.not_met,
            missing: self.missing | other.missing,
            judgement: self.judgement | other.judgement,
        }
    }

    const fn of(self, bits: u32) -> Self {
        Self {
            met: self.met & bits,
            not_met: self.not_met & bits,
            missing: self.missing & bits,
            judgement: self.judgement & bits,
        }
    }

    const fn set(self, outcome: Outcome, bit: u32) -> Self {
        match outcome {
            Outcome::Met => Self { met: self.met | bit, ..self },
            Outcome::NotMet => Self { not_met: self.not_met | bit, ..self },
            Outcome::Missing => Self { missing: self.missing | bit, ..self },
            Outcome::Judgement => Self { judgement: self.judgement | bit, ..self },
        }
    }

    /// What a ruling makes of it: what a person must decide is decided.
    pub(crate) const fn ruled(self, ruling: Ruled) -> Self {
        match ruling {
            Ruled::Not => self,
            Ruled::Approved => Self { met: self.met | self.judgement, judgement: 0, ..self },
            Ruled::Refused => Self { not_met: self.not_met | self.judgement, judgement: 0, ..self },
        }
    }
}

/// Whether a person has decided what a person must decide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Ruled {
    #[default]
    Not,
    Approved,
    Refused,
}

/// What a line says that conditions ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// A code for each column of words.
    pub(crate) words: [u8; 6],
    pub(crate) has_evidence: bool,
    pub(crate) other_funding: OtherFunding,
}

/// Whether others have paid of the same cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OtherFunding {
    #[default]
    Unknown,
    None,
    Some,
}

/// What a code says: which conditions it lets apply, and how those that ask for it come out.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    applies: u32,
    marks: Marks,
}

/// A run of days on which the same conditions are in force, in the period or outside it.
#[derive(Clone, Debug)]
pub(crate) struct Era {
    /// First and last day, since 1970; the first era has no first day and the last no last.
    pub(crate) from: i32,
    pub(crate) to: i32,
    pub(crate) in_period: bool,
    /// The conditions in force, by their places in the rulebook.
    pub(crate) conditions: Vec<usize>,
    words: [[Entry; 8]; 6],
    /// Without and with evidence.
    evidence: [Marks; 2],
    /// By what is known of other funding.
    funding: [Marks; 3],
    /// The period, and the questions that a person must decide.
    always: Marks,
}

impl Era {
    pub(crate) fn new(from: i32, to: i32, in_period: bool, all: &[Condition]) -> Self {
        // Conditions change only where eras do, so that its first day speaks for all.
        let in_force = |condition: &Condition| {
            let span = condition.span();
            let ends = span.to().map_or(i32::MAX, |day| day.days_since_1970());
            from >= span.from().days_since_1970() && from <= ends
        };
        let conditions: Vec<usize> =
            (0..all.len()).filter(|&place| in_force(&all[place])).collect();
        let period = if in_period { Outcome::Met } else { Outcome::NotMet };
        let mut era = Self {
            from,
            to,
            in_period,
            conditions,
            words: [[Entry { applies: u32::MAX, marks: Marks::default() }; 8]; 6],
            evidence: [Marks::default(); 2],
            funding: [Marks::default(); 3],
            always: Marks::default().set(period, 1),
        };
        for (place, &condition) in era.conditions.clone().iter().enumerate() {
            era.add(&all[condition], 1 << (place + 1));
        }
        era
    }

    fn add(&mut self, condition: &Condition, bit: u32) {
        for (column, words) in &condition.when {
            for (code, entry) in (0..8).zip(&mut self.words[*column as usize]) {
                if !words.has(code) {
                    entry.applies &= !bit;
                }
            }
        }
        match condition.kind() {
            ConditionKind::Evidence => {
                self.evidence[0] = self.evidence[0].set(Outcome::Judgement, bit);
                self.evidence[1] = self.evidence[1].set(Outcome::Met, bit);
            }
            ConditionKind::DoubleFunding => {
                let outcomes = [Outcome::Missing, Outcome::Met, Outcome::NotMet];
                for (marks, outcome) in self.funding.iter_mut().zip(outcomes) {
                    *marks = marks.set(outcome, bit);
                }
            }
            ConditionKind::Question => self.always = self.always.set(Outcome::Judgement, bit),
            ConditionKind::Role
            | ConditionKind::Activity
            | ConditionKind::CostKind
            | ConditionKind::Employment
            | ConditionKind::Increase
            | ConditionKind::FreesTimeFor => {
                let Some(column) = condition.column() else { return };
                for (code, entry) in (0..8).zip(&mut self.words[column as usize]) {
                    let outcome = match code {
                        0 => Outcome::Missing,
                        _ if condition.accept.has(code) => Outcome::Met,
                        _ if condition.judge.has(code) => Outcome::Judgement,
                        _ => Outcome::NotMet,
                    };
                    entry.marks = entry.marks.set(outcome, bit);
                }
            }
        }
    }

    /// How the conditions come out for what a line says.
    #[inline]
    pub(crate) fn marks(&self, said: Said) -> Marks {
        let mut applies = u32::MAX;
        let mut marks = self.always.or(self.evidence[usize::from(said.has_evidence)]);
        marks = marks.or(self.funding[said.other_funding as usize]);
        for (entries, code) in self.words.iter().zip(said.words) {
            let entry = &entries[usize::from(code & 7)];
            applies &= entry.applies;
            marks = marks.or(entry.marks);
        }
        marks.of(applies)
    }

    /// The reason of a bit of its marks.
    pub(crate) fn reason(&self, bit: usize, all: &[Condition]) -> Reason {
        match self.condition(bit) {
            None => Reason::OutsidePeriod,
            Some(place) => all[place].kind().reason(),
        }
    }

    /// The mask of the reasons of what is not met.
    pub(crate) fn reasons(&self, marks: Marks, all: &[Condition]) -> u32 {
        let mut rest = marks.not_met | marks.missing | marks.judgement;
        let mut mask = 0;
        while rest != 0 {
            mask |= reason_mask(self.reason(rest.trailing_zeros() as usize, all));
            rest &= rest - 1;
        }
        mask
    }

    /// The place in the rulebook of the condition with a bit; none for the period.
    pub(crate) fn condition(&self, bit: usize) -> Option<usize> {
        self.conditions.get(bit.checked_sub(1)?).copied()
    }

    /// The bits of its marks.
    pub(crate) fn bits(&self) -> std::ops::RangeInclusive<usize> {
        0..=self.conditions.len()
    }
}
