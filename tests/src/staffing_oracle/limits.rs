//! The highest or lowest values of a rule, and which of them is for a row.

use num_rational::BigRational;
use serde_json::Value;

use super::day::holds_on;
use super::facts::{Cell, Facts};
use crate::oracle::rational;

/// Which rows a limit is for.
#[derive(Clone, Debug)]
enum When {
    All,
    Is { column: String, answer: bool },
    Band { column: String, from: Option<BigRational>, below: Option<BigRational> },
}

/// The limits of one side that hold on the day.
#[derive(Clone, Debug, Default)]
pub(super) struct Limits(Vec<(BigRational, When)>);

/// What is found for a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// No limit is for it.
    Nothing,
    /// An empty cell leaves it open.
    Open,
    Value(BigRational),
}

impl Limits {
    /// Reads one number, or a list; keeps those that hold on `day`.
    pub(super) fn read(side: Option<&Value>, day: Option<&str>) -> Limits {
        match side {
            None => Limits::default(),
            Some(Value::Array(list)) => {
                let held = list.iter().filter(|limit| holds_on(limit, day));
                let limits: Vec<_> =
                    held.map(|limit| (number(&limit["value"]), When::read(limit))).collect();
                assert!(!limits.is_empty(), "a limit on the day");
                Limits(limits)
            }
            Some(value) => Limits(vec![(number(value), When::All)]),
        }
    }

    /// The limit for a row.
    pub(super) fn of(&self, facts: &Facts, row: usize) -> Found {
        let mut own = None;
        let mut others = None;
        for (value, when) in &self.0 {
            match when.holds(facts, row) {
                None => return Found::Open,
                Some(true) => {
                    let slot = if matches!(when, When::All) { &mut others } else { &mut own };
                    assert!(slot.is_none(), "two limits for row {row}");
                    *slot = Some(value.clone());
                }
                Some(false) => {}
            }
        }
        own.or(others).map_or(Found::Nothing, Found::Value)
    }
}

impl When {
    fn read(limit: &Value) -> When {
        let Some(when) = limit.get("when") else { return When::All };
        let column = when["column"].as_str().expect("a column").to_owned();
        let end = |name| when.get(name).filter(|end| !end.is_null()).map(number);
        match when.get("is").and_then(Value::as_bool) {
            Some(answer) => When::Is { column, answer },
            None => When::Band { column, from: end("from"), below: end("below") },
        }
    }

    /// `None` where the cell is empty.
    fn holds(&self, facts: &Facts, row: usize) -> Option<bool> {
        match self {
            When::All => Some(true),
            When::Is { column, answer } => match facts.cell(column, row) {
                Cell::Empty => None,
                Cell::Flag(flag) => Some(flag == answer),
                Cell::Text(text) => panic!("yes or no, not {text}"),
            },
            When::Band { column, from, below } => {
                let number = facts.cell(column, row).number()?;
                let long_enough = from.as_ref().is_none_or(|from| *from <= number);
                Some(long_enough && below.as_ref().is_none_or(|below| number < *below))
            }
        }
    }
}

/// A number of the document.
pub(super) fn number(value: &Value) -> BigRational {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    rational(&text).expect("a number")
}
