//! A number that the caller gives: one for all rows, or a column.

use serde_json::{Value, json};

use super::exact::{Kind, numbers};
use crate::document::{Cursor, Node};
use crate::number::{Money, Ratio};
use crate::problem::Problems;
use crate::table::Table;

/// A number that the caller gives: the same for all rows, or one for each row in a column.
///
/// In documents a text that reads as a number is one, and any other text is the name of a column.
///
/// ```
/// use statsbidrag::{Given, Money, Ratio};
///
/// assert_eq!(Given::from(Money::from_kronor(1500)?), Given::Value(Ratio::from(1500)));
/// assert_eq!(Given::from("salary"), Given::Column("salary".to_owned()));
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// One number for all rows.
    Value(Ratio),
    /// The name of a column of numbers without empty cells.
    Column(String),
}

impl Given {
    pub(crate) fn column(&self) -> Option<&str> {
        match self {
            Given::Value(_) => None,
            Given::Column(column) => Some(column),
        }
    }

    pub(crate) fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        match cursor.node() {
            Node::Text(text) => match text.parse() {
                Ok(number) => Some(Given::Value(number)),
                Err(error) if error.is_too_large() => problems.keep(cursor.path(), Err(error)),
                Err(_) => Some(Given::Column(text.clone())),
            },
            Node::Integer(number) => {
                problems.keep(cursor.path(), number.to_string().parse()).map(Given::Value)
            }
            _ => cursor.wanted("a number or the name of a column", problems),
        }
    }

    pub(super) fn write(&self) -> Value {
        match self {
            Given::Value(number) => json!(number),
            Given::Column(column) => json!(column),
        }
    }

    /// The number of each row, where all are of the kind. `path` is where the caller gave it.
    pub(super) fn cells(
        &self,
        table: &Table,
        path: &str,
        kind: Kind,
        problems: &mut Problems,
    ) -> Option<Cells> {
        match self {
            Given::Value(number) => {
                kind.check(number, path, problems).then(|| Cells::Same(number.clone()))
            }
            Given::Column(column) => numbers(table, column, path, kind, problems).map(Cells::Each),
        }
    }
}

impl From<Ratio> for Given {
    fn from(number: Ratio) -> Self {
        Given::Value(number)
    }
}

impl From<Money> for Given {
    fn from(kronor: Money) -> Self {
        Given::Value(kronor.into())
    }
}

impl From<i64> for Given {
    fn from(number: i64) -> Self {
        Given::Value(number.into())
    }
}

/// The name of a column.
impl From<&str> for Given {
    fn from(column: &str) -> Self {
        Given::Column(column.to_owned())
    }
}

/// The name of a column.
impl From<String> for Given {
    fn from(column: String) -> Self {
        Given::Column(column)
    }
}

/// The numbers that were given, one for each row.
#[derive(Clone, Debug)]
pub(super) enum Cells {
    Same(Ratio),
    Each(Vec<Ratio>),
}

impl Cells {
    /// The number of a row of the table.
    pub(super) fn get(&self, row: usize) -> &Ratio {
        match self {
            Cells::Same(number) => number,
            Cells::Each(numbers) => &numbers[row],
        }
    }
}
