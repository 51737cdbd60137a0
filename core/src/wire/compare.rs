//! `compare`: why two allocations differ.

use serde_json::json;

use super::allocate::{self, Mentioned};
use super::{Answer, Columns, nothing, text};
use crate::Error;
use crate::allocation::{Change, ComparisonRow};
use crate::document::{Cursor, Fields};
use crate::number::{READABLE_DECIMALS, Ratio};
use crate::problem::Problems;

pub(super) fn call(mut fields: Fields<'_>) -> Result<Answer<'static>, Error> {
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
    let changes: Vec<_> = comparison.rows().iter().map(|row| row.change()).collect();
    let columns = Columns::new()
        .add("id", comparison.rows().iter().map(ComparisonRow::id))
        .add_any("only_in", comparison.rows().iter().map(|row| Some(row.only_in()?.word())));
    let totals = columns_of(Columns::new(), &[comparison.totals()]).first_row();
    Ok(Answer::new()
        .value("order", json!(comparison.order()))
        .table("result", columns_of(columns, &changes))
        .value("totals", totals))
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

/// Adds the figures of changes, those for each unit for reading.
fn columns_of(columns: Columns, changes: &[&Change]) -> Columns {
    fn all<'c, T>(changes: &'c [&Change], of: impl Fn(&'c Change) -> T) -> Vec<T> {
        changes.iter().map(|change| of(change)).collect()
    }
    columns
        .add("before", all(changes, Change::before))
        .add("after", all(changes, Change::after))
        .add("difference", all(changes, Change::difference))
        .add("total", all(changes, Change::total))
        .add_any("key", all(changes, Change::key))
        .add_any("facts", all(changes, Change::facts))
        .add_any("key_and_facts", all(changes, Change::key_and_facts))
        .add("bounds", all(changes, Change::bounds))
        .add("rounding", all(changes, Change::rounding))
        .readable("before_per_unit", all(changes, |change| readable(change.before_per_unit())))
        .readable("after_per_unit", all(changes, |change| readable(change.after_per_unit())))
        .readable(
            "difference_per_unit",
            all(changes, |change| readable(change.difference_per_unit())),
        )
}

/// Kronor for each unit, for reading. What is beyond 38 digits, of units of next to nothing, is not
/// shown.
fn readable(kronor: Option<&Ratio>) -> Option<i128> {
    kronor?.rounded(READABLE_DECIMALS as u32)
}
