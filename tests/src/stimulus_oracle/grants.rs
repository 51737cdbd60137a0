//! The table of grants: what was sent out to whom, and what has come in.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::Zero;
use serde_json::Value;

use super::book::number;
use super::claims::{is_empty, rows};
use super::day::Day;

/// One recipient's grant.
#[derive(Clone, Debug)]
pub(super) struct Grant {
    /// Whose it is.
    pub recipient: String,
    /// What was sent out for the year.
    pub paid: BigRational,
    cells: BTreeMap<String, Value>,
}

impl Grant {
    fn cell(&self, column: &str) -> Option<&Value> {
        self.cells.get(column).filter(|cell| !is_empty(cell))
    }

    /// An amount that may be given.
    pub(super) fn amount(&self, column: &str) -> Option<BigRational> {
        self.cell(column).map(number)
    }

    /// A day that may be given.
    pub(super) fn day(&self, column: &str) -> Option<Day> {
        self.cell(column).and_then(Value::as_str).map(Day::read)
    }

    /// What need not be repaid, nothing if nothing is said.
    pub(super) fn waived(&self) -> BigRational {
        self.amount("waived").unwrap_or_else(BigRational::zero)
    }

    /// Whether it is said why.
    pub(super) fn says_why_waived(&self) -> bool {
        self.cell("waived_reason").is_some()
    }
}

/// The grants of a document, in order.
///
/// # Panics
/// If they cannot be read.
pub(super) fn grants(document: &Value) -> Vec<Grant> {
    let table = rows(document["grants"].as_object().expect("grants"));
    let grant = |cells: BTreeMap<String, Value>| Grant {
        recipient: cells["recipient"].as_str().expect("a recipient").to_owned(),
        paid: number(&cells["paid"]),
        cells,
    };
    table.into_iter().map(grant).collect()
}
