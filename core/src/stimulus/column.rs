//! The columns of words of a claim line: each word has a code, its position from 1; 0 is an empty cell.

use super::words::{Activity, ConditionKind, CostKind, Employment, FreesTimeFor, Increase, Role};
use crate::Error;

/// A column whose cells are words of a vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum WordColumn {
    Role,
    Activity,
    CostKind,
    Employment,
    Increase,
    FreesTimeFor,
}

impl WordColumn {
    pub(crate) const ALL: [Self; 6] = [
        Self::Role,
        Self::Activity,
        Self::CostKind,
        Self::Employment,
        Self::Increase,
        Self::FreesTimeFor,
    ];

    /// What the column is called, which is also the kind of condition that asks for it.
    pub(crate) const fn name(self) -> &'static str {
        self.kind().word()
    }

    pub(crate) const fn kind(self) -> ConditionKind {
        match self {
            Self::Role => ConditionKind::Role,
            Self::Activity => ConditionKind::Activity,
            Self::CostKind => ConditionKind::CostKind,
            Self::Employment => ConditionKind::Employment,
            Self::Increase => ConditionKind::Increase,
            Self::FreesTimeFor => ConditionKind::FreesTimeFor,
        }
    }

    pub(crate) fn of(kind: ConditionKind) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.kind() == kind)
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }

    /// The code of a word.
    pub(crate) fn code(self, word: &str) -> Result<u8, Error> {
        Ok(1 + match self {
            Self::Role => word.parse::<Role>()? as u8,
            Self::Activity => word.parse::<Activity>()? as u8,
            Self::CostKind => word.parse::<CostKind>()? as u8,
            Self::Employment => word.parse::<Employment>()? as u8,
            Self::Increase => word.parse::<Increase>()? as u8,
            Self::FreesTimeFor => word.parse::<FreesTimeFor>()? as u8,
        })
    }

    /// The word of a code; none for an empty cell or a code that is none.
    pub(crate) fn word(self, code: u8) -> Option<&'static str> {
        let place = usize::from(code.checked_sub(1)?);
        match self {
            Self::Role => Role::ALL.get(place).map(|word| word.word()),
            Self::Activity => Activity::ALL.get(place).map(|word| word.word()),
            Self::CostKind => CostKind::ALL.get(place).map(|word| word.word()),
            Self::Employment => Employment::ALL.get(place).map(|word| word.word()),
            Self::Increase => Increase::ALL.get(place).map(|word| word.word()),
            Self::FreesTimeFor => FreesTimeFor::ALL.get(place).map(|word| word.word()),
        }
    }

    /// How many words the column has; its codes are 0 to this.
    pub(crate) const fn words(self) -> u8 {
        let words = match self {
            Self::Role => Role::ALL.len(),
            Self::Activity => Activity::ALL.len(),
            Self::CostKind => CostKind::ALL.len(),
            Self::Employment => Employment::ALL.len(),
            Self::Increase => Increase::ALL.len(),
            Self::FreesTimeFor => FreesTimeFor::ALL.len(),
        };
        words as u8
    }
}

/// Some words of a column, by their codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordSet(u8);

impl WordSet {
    pub(crate) const fn has(self, code: u8) -> bool {
        code < 8 && self.0 & (1 << code) != 0
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) const fn with(self, code: u8) -> Self {
        Self(self.0 | 1 << code)
    }

    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The words, in the order of the vocabulary.
    pub(crate) fn words(self, column: WordColumn) -> Vec<&'static str> {
        (1..=column.words())
            .filter(|&code| self.has(code))
            .filter_map(|code| column.word(code))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_positions_from_one_and_read_back() {
        for column in WordColumn::ALL {
            // A set of codes is eight bits.
            assert!(column.words() < 8);
            assert_eq!(WordColumn::named(column.name()), Some(column));
            for code in 1..=column.words() {
                assert_eq!(column.code(column.word(code).unwrap()).unwrap(), code);
            }
            assert_eq!((column.word(0), column.word(column.words() + 1)), (None, None));
            let all = (1..=column.words()).fold(WordSet::default(), WordSet::with);
            assert_eq!(all.words(column).len(), usize::from(column.words()));
        }
        assert_eq!(WordColumn::Role.code("supervisor").unwrap(), 2);
    }
}
