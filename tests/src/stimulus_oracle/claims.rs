//! The lines of a claim, as they stand in the document.

use std::collections::BTreeMap;

use num_rational::BigRational;
use serde_json::{Map, Value};

use super::book::number;
use super::day::Day;

/// One line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub recipient: String,
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
    /// How many full-time equivalents.
    pub fte: BigRational,
    /// What is claimed, in kronor.
    pub amount: BigRational,
    cells: BTreeMap<String, Value>,
}

impl Line {
    fn read(cells: BTreeMap<String, Value>) -> Line {
        let text = |name: &str| cells[name].as_str().expect("a text").to_owned();
        Line {
            id: text("id"),
            recipient: text("recipient"),
            from: Day::read(&text("from")),
            to: Day::read(&text("to")),
            fte: number(&cells["fte"]),
            amount: number(&cells["amount"]),
            cells,
        }
    }

    /// The word in a column; `None` where the cell is empty or there is no such column.
    pub fn word(&self, column: &str) -> Option<&str> {
        self.cells.get(column).and_then(Value::as_str).filter(|word| !word.is_empty())
    }

    /// Whether there is evidence.
    pub fn has_evidence(&self) -> bool {
        match self.cells.get("evidence") {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => !matches!(text.as_str(), "" | "false" | "no" | "nej"),
            _ => false,
        }
    }

    /// What others have paid of the same cost, where it is known.
    pub fn other_funding(&self) -> Option<BigRational> {
        self.cells.get("other_funding").filter(|cell| !is_empty(cell)).map(number)
    }

    /// Whether a person has approved or refused what had to be judged.
    ///
    /// # Panics
    /// If a ruling is none.
    pub fn ruling(&self) -> Option<bool> {
        let ruling = self.word("ruling")?;
        let (word, _reason) = ruling.split_once(':').expect("a ruling with its reason");
        match word.trim() {
            "approved" | "godkänd" => Some(true),
            "refused" | "avslagen" => Some(false),
            other => panic!("a ruling, not {other}"),
        }
    }
}

/// The lines of a document, in order.
///
/// # Panics
/// If the claims cannot be read.
pub(super) fn lines(document: &Value) -> Vec<Line> {
    rows(document["claims"].as_object().expect("claims")).into_iter().map(Line::read).collect()
}

/// The rows of a table of columns.
pub(super) fn rows(columns: &Map<String, Value>) -> Vec<BTreeMap<String, Value>> {
    let count = columns.values().find_map(Value::as_array).map_or(0, Vec::len);
    let row =
        |at: usize| columns.iter().map(move |(name, cells)| (name.clone(), cells[at].clone()));
    (0..count).map(|at| row(at).collect()).collect()
}

pub(super) fn is_empty(cell: &Value) -> bool {
    cell.is_null() || cell.as_str() == Some("")
}
