//! Conditions: what a grant asks of a claim line, with the words that it rests on.

mod read;

pub(super) use read::check_covers;

use super::column::{WordColumn, WordSet};
use super::words::ConditionKind;
use crate::date::Span;
use crate::finding::Reason;
use crate::source::Citation;
use crate::text::Wording;

/// A condition of a grant (villkor), in force for a span of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    pub(super) id: String,
    pub(super) kind: ConditionKind,
    pub(super) span: Span,
    pub(super) accept: WordSet,
    pub(super) judge: WordSet,
    pub(super) when: Vec<(WordColumn, WordSet)>,
    pub(super) question: Option<Wording>,
    pub(super) cite: Citation,
}

impl ConditionKind {
    /// What a condition of this kind is the reason for.
    #[must_use]
    pub const fn reason(self) -> Reason {
        match self {
            ConditionKind::Role => Reason::RoleNotFunded,
            ConditionKind::Activity => Reason::ActivityNotFunded,
            ConditionKind::CostKind => Reason::CostNotPersonnel,
            ConditionKind::Employment => Reason::AgencyStaff,
            ConditionKind::Increase => Reason::NotAnIncrease,
            ConditionKind::FreesTimeFor => Reason::FreesNoTime,
            ConditionKind::Evidence => Reason::EvidenceMissing,
            ConditionKind::Question => Reason::NeedsRuling,
            ConditionKind::DoubleFunding => Reason::DoubleFunding,
        }
    }
}

impl Condition {
    /// Its name within the rulebook.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it asks for.
    #[must_use]
    pub fn kind(&self) -> ConditionKind {
        self.kind
    }

    /// When it is in force.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The words that meet it; none for a kind that asks for no word.
    #[must_use]
    pub fn accepted(&self) -> Vec<&'static str> {
        self.words(self.accept)
    }

    /// The words that a person must judge.
    #[must_use]
    pub fn judged(&self) -> Vec<&'static str> {
        self.words(self.judge)
    }

    /// The columns and words of the lines that it applies to; none for all lines.
    pub fn when(&self) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> + '_ {
        self.when.iter().map(|(column, words)| (column.name(), words.words(*column)))
    }

    /// What a person must decide, where that is said.
    #[must_use]
    pub fn question(&self) -> Option<&Wording> {
        self.question.as_ref()
    }

    /// What it rests on.
    #[must_use]
    pub fn citation(&self) -> &Citation {
        &self.cite
    }

    /// The column of words that it asks for.
    pub(crate) fn column(&self) -> Option<WordColumn> {
        WordColumn::of(self.kind)
    }

    fn words(&self, set: WordSet) -> Vec<&'static str> {
        self.column().map(|column| set.words(column)).unwrap_or_default()
    }
}
