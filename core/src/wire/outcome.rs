//! What an operation came to: its result, as the library has it and as an answer.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Answer, Columns, allocate, scheme, stimulus};
use crate::Error;
use crate::allocation::{Allocation, GroupedAllocation, SchemeAllocation};
use crate::stimulus::{Assessment, Settlement};

/// What an operation came to.
///
/// What is large or is asked more about, allocations and assessments, is there as the library has
/// it; [`answer`](Self::answer) writes it out with all that the document asked to be told.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub(super) operation: &'static str,
    pub(super) computed: Computed,
    pub(super) decimals: BTreeMap<String, u32>,
}

/// A result, with what is to be told beside it.
#[derive(Clone, Debug)]
pub(super) enum Computed {
    Allocation(Box<Allocation>, allocate::Wishes),
    Groups(Box<GroupedAllocation>),
    Scheme(Box<SchemeAllocation>, scheme::Wishes),
    Assessment(Box<Assessment>, stimulus::Wishes),
    Settlement(Box<Settlement>, stimulus::Wishes),
    Told(Answer<'static>),
}

impl From<Answer<'static>> for Computed {
    fn from(answer: Answer<'static>) -> Self {
        Computed::Told(answer)
    }
}

impl Outcome {
    /// The operation's name.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The whole answer.
    ///
    /// # Errors
    /// What is wrong with what was to be told beside the result, and `out_of_range` for sums.
    pub fn answer(&self) -> Result<Answer<'_>, Error> {
        let answer = Answer::new().value("operation", json!(self.operation));
        let mut answer = match &self.computed {
            Computed::Allocation(allocation, wishes) => wishes.write(allocation, answer)?,
            Computed::Groups(groups) => allocate::write_groups(groups, answer),
            Computed::Scheme(scheme, wishes) => wishes.write(scheme, answer)?,
            Computed::Assessment(assessment, wishes) => wishes.write(assessment, answer)?,
            Computed::Settlement(settlement, wishes) => {
                wishes.write_settlement(settlement, answer)?
            }
            Computed::Told(told) => answer.and(told),
        };
        if !self.decimals.is_empty()
            && let Some(receipt) = answer.receipt()
        {
            receipt.insert("decimals".to_owned(), json!(self.decimals));
        }
        Ok(answer)
    }

    /// One table of the answer, without the work of the others.
    ///
    /// # Errors
    /// As [`answer`](Self::answer).
    pub fn table(&self, name: &str) -> Result<Option<Columns>, Error> {
        Ok(match (&self.computed, name) {
            (Computed::Allocation(allocation, _), "result") => Some(allocate::columns(allocation)),
            (Computed::Groups(groups), "result") => Some(allocate::columns_of_groups(groups)),
            (Computed::Scheme(scheme, _), "result") => Some(scheme::columns(scheme)),
            (Computed::Assessment(assessment, _), "lines") => Some(stimulus::lines(assessment)),
            (Computed::Assessment(assessment, _), "findings") => {
                Some(stimulus::findings(assessment))
            }
            _ => self.answer()?.get_table(name),
        })
    }

    /// The allocation, of `allocate` without groups.
    #[must_use]
    pub fn allocation(&self) -> Option<&Allocation> {
        if let Computed::Allocation(allocation, _) = &self.computed {
            Some(allocation)
        } else {
            None
        }
    }

    /// The allocations of groups, of `allocate` with `by`.
    #[must_use]
    pub fn groups(&self) -> Option<&GroupedAllocation> {
        if let Computed::Groups(groups) = &self.computed { Some(groups) } else { None }
    }

    /// The allocation of a grant, of `allocate_scheme`.
    #[must_use]
    pub fn scheme(&self) -> Option<&SchemeAllocation> {
        if let Computed::Scheme(scheme, _) = &self.computed { Some(scheme) } else { None }
    }

    /// The assessment, of `assess` and `settle`.
    #[must_use]
    pub fn assessment(&self) -> Option<&Assessment> {
        match &self.computed {
            Computed::Assessment(assessment, _) => Some(assessment),
            Computed::Settlement(settlement, _) => Some(settlement.assessment()),
            _ => None,
        }
    }

    /// The settlement, of `settle`.
    #[must_use]
    pub fn settlement(&self) -> Option<&Settlement> {
        if let Computed::Settlement(settlement, _) = &self.computed {
            Some(settlement)
        } else {
            None
        }
    }
}
