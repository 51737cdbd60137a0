//! The table: cells as they stand in the document.

use std::collections::BTreeMap;

use num_rational::BigRational;
use serde_json::Value;

use crate::oracle::rational;

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// `null`.
    Empty,
    /// Yes or no.
    Flag(bool),
    /// A number, or a text that is none.
    Text(String),
}

impl Cell {
    /// The number that the cell holds; `None` if it is empty.
    ///
    /// # Panics
    /// If it holds something else.
    pub fn number(&self) -> Option<BigRational> {
        match self {
            Cell::Empty => None,
            Cell::Text(text) => Some(rational(text).expect("a number")),
            Cell::Flag(_) => panic!("yes or no is not a number"),
        }
    }
}

/// Columns of cells, and the ids of the rows.
#[derive(Clone, Debug)]
pub struct Facts {
    columns: BTreeMap<String, Vec<Cell>>,
    ids: Vec<String>,
}

impl Facts {
    /// The frame of a document.
    ///
    /// # Panics
    /// If the document has no frame, or one that cannot be read.
    pub fn of(document: &Value) -> Facts {
        let frame = document["frame"].as_object().expect("a frame");
        let columns: BTreeMap<_, _> = frame
            .iter()
            .map(|(name, cells)| {
                let cells = cells.as_array().expect("a column");
                (name.clone(), cells.iter().map(cell).collect::<Vec<_>>())
            })
            .collect();
        let id = document["id"].as_str().expect("the name of the id column");
        let ids = columns[id].iter().map(|cell| match cell {
            Cell::Text(text) => text.clone(),
            other => panic!("an id, not {other:?}"),
        });
        let ids = ids.collect();
        Facts { columns, ids }
    }

    /// The ids of the rows, in order.
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// Whether there is a column of this name.
    pub fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// A cell of a column that there is.
    pub fn cell(&self, column: &str, row: usize) -> &Cell {
        &self.columns[column][row]
    }
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Bool(flag) => Cell::Flag(*flag),
        Value::String(text) => Cell::Text(text.clone()),
        Value::Number(number) => Cell::Text(number.to_string()),
        other => panic!("a cell, not {other}"),
    }
}
