//! `compare`: why two allocations differ.

use serde_json::{Map, Value, json};

use super::allocate::{self, Mentioned};
use super::{nothing, text};
use crate::Error;
use crate::allocation::{Change, ComparisonRow};
use crate::document::{Cursor, Fields};
use crate::number::Ratio;
use crate::problem::Problems;

pub(super) fn call(mut fields: Fields<'_>) -> Result<Map<String, Value>, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let per = text(&mut fields, "per", &mut problems);
    // Each side's key is tried on the other's facts, so both tables have the columns of both.
    let mut mentioned = Mentioned::default();
    mentioned.numbers.extend(per.map(str::to_owned));
    for name in ["before", "after"] {
        let side = fields.optional(name).and_then(|side| side.object(&mut Problems::new()));
        if let Some(mut side) = side {
            mentioned.add(&mut side);
        }
    }
    // A side is read as a document of its own, whose places are moved under its name.
    let mut side = |name| {
        let root = Cursor::root(fields.required(name, &mut problems)?.node());
        let mut own = Problems::new();
        let allocation = root
            .object(&mut own)
            .and_then(|side| own.keep("", allocate::allocation(side, &mentioned)));
        problems.extend_under(&format!("/{name}"), own);
        allocation
    };
    let (before, after) = (side("before"), side("after"));
    fields.finish(&mut problems);
    problems.check()?;
    let (before, after) = (before.ok_or_else(nothing)?, after.ok_or_else(nothing)?);
    let comparison = before
        .compare(&after, per)
        .map_err(|error| Error::from(once_per(error.into_problems())))?;
    let rows = comparison.rows();
    let column = |cell: &dyn Fn(&ComparisonRow) -> Value| rows.iter().map(cell).collect::<Value>();
    let mut columns = Map::new();
    columns.insert("id".to_owned(), column(&|row| json!(row.id())));
    columns.insert("only_in".to_owned(), column(&|row| json!(row.only_in())));
    for (name, cell) in CELLS {
        columns.insert((*name).to_owned(), column(&|row| cell(row.change())));
    }
    let totals: Map<String, Value> =
        CELLS.iter().map(|(name, cell)| ((*name).to_owned(), cell(comparison.totals()))).collect();
    let mut out = Map::new();
    out.insert("order".to_owned(), json!(comparison.order()));
    out.insert("result".to_owned(), Value::Object(columns));
    out.insert("totals".to_owned(), Value::Object(totals));
    Ok(out)
}

/// A column that both tables lack is named in one place, so that it is told once.
fn once_per(problems: Problems) -> Problems {
    let is_told = problems.iter().any(|problem| problem.path() == "/before/per");
    let problems = problems.without(|problem| is_told && problem.path() == "/after/per");
    problems.placed(|path| match path {
        "/before/per" | "/after/per" => "/per".to_owned(),
        path => path.to_owned(),
    })
}

/// A column's name and its cell for a change. Causes are exact: decimals or fractions.
type Cell = (&'static str, fn(&Change) -> Value);

const CELLS: &[Cell] = &[
    ("before", |change| json!(change.before())),
    ("after", |change| json!(change.after())),
    ("difference", |change| json!(change.difference())),
    ("total", |change| json!(change.total())),
    ("key", |change| json!(change.key())),
    ("facts", |change| json!(change.facts())),
    ("key_and_facts", |change| json!(change.key_and_facts())),
    ("bounds", |change| json!(change.bounds())),
    ("rounding", |change| json!(change.rounding())),
    ("before_per_unit", |change| readable(change.before_per_unit())),
    ("after_per_unit", |change| readable(change.after_per_unit())),
    ("difference_per_unit", |change| readable(change.difference_per_unit())),
];

/// Kronor a unit, to 6 decimals for reading.
fn readable(kronor: Option<&Ratio>) -> Value {
    json!(kronor.map(|kronor| kronor.to_decimal_text(6)))
}
