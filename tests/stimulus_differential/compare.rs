//! An answer of the library against one of the oracle, field by field.

use serde_json::{Map, Value, json};
use statsbidrag_tests::differing::{Agreed, Differ, answer, differ, rows_of, same_rows};

use super::render::expected;

/// Totals that are not compared where something is not known.
const OPEN: [&str; 2] = ["interest", "unrequisitioned"];

/// Puts the document to both.
pub(crate) fn compare(document: &Value) -> Agreed {
    let library = answer(document);
    refused(&library)?;
    let oracle = expected(document);
    same(&library, &oracle)?;
    Ok(outcomes(&oracle))
}

/// A right document must be answered.
pub(crate) fn refused(library: &Value) -> Result<(), Differ> {
    if library.get("error").is_none() {
        return Ok(());
    }
    let code = library["problems"][0]["code"].as_str().unwrap_or("without a problem");
    Err(differ(format!("refused: {code}"), library, "an answer"))
}

/// What an answer is about.
fn outcomes(oracle: &Value) -> Vec<String> {
    let mut seen = vec!["answered".to_owned()];
    let assessment = oracle.get("assessment").unwrap_or(oracle);
    let texts = |cells: &Value| {
        let cells = cells.as_array().cloned().unwrap_or_default();
        cells.into_iter().filter_map(|cell| cell.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    seen.extend(texts(&assessment["lines"]["verdict"]));
    let caps = ["OVER_BASELINE_CAP", "OVER_AMOUNT_CAP", "FALL_IN_OTHER_ROLE", "RULING"];
    let findings = &assessment["findings"];
    let column = |name: &str| findings[name].as_array().into_iter().flatten();
    for (reason, outcome) in column("reason").zip(column("outcome")) {
        let (reason, outcome) = (text(reason), text(outcome));
        if caps.contains(&reason) {
            seen.push(format!("{reason} {outcome}"));
        } else if ["SPLIT_BY_DAY", "CAP_SHARED", "INCREASE_ON_STATEMENT"].contains(&reason) {
            seen.push(reason.to_owned());
        }
    }
    if oracle.get("assessment").is_some() {
        for found in rows_of(&oracle["findings"]) {
            seen.push(format!("{} {}", text(&found["reason"]), text(&found["outcome"])));
        }
        seen.extend(
            texts(&oracle["invoice"]["line"]).into_iter().map(|line| format!("invoiced {line}")),
        );
    }
    seen
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Compares everything that the oracle says.
pub(crate) fn same(library: &Value, oracle: &Value) -> Result<(), Differ> {
    if library["operation"] != oracle["operation"] {
        return Err(differ("operation", &library["operation"], &oracle["operation"]));
    }
    let Some(assessment) = oracle.get("assessment") else {
        return same_assessment(library, oracle);
    };
    same_assessment(&library["assessment"], assessment)?;
    same_rows("recipients", &rows(library, oracle, "recipients"), &rows_of(&oracle["recipients"]))?;
    same_set("findings of grants", &library["findings"], &oracle["findings"])?;
    same_totals(&library["totals"], &oracle["totals"])?;
    same_rows("invoice", &rows(library, oracle, "invoice"), &rows_of(&oracle["invoice"]))
}

fn same_assessment(library: &Value, oracle: &Value) -> Result<(), Differ> {
    let lines = |answer: &Value| {
        let mut rows = rows(answer, oracle, "lines");
        for reasons in rows.iter_mut().filter_map(|row| row["reasons"].as_array_mut()) {
            reasons.sort_by_key(Value::to_string);
        }
        rows
    };
    same_rows("lines", &lines(library), &lines(oracle))?;
    same_set("findings", &library["findings"], &oracle["findings"])?;
    same_totals(&library["totals"], &oracle["totals"])
}

/// The rows of one of the answer's tables, with the columns that the oracle has.
fn rows(library: &Value, oracle: &Value, table: &str) -> Vec<Value> {
    let names = oracle[table].as_object().into_iter().flat_map(Map::keys);
    let empty = json!([]);
    let columns: Map<String, Value> = names
        .map(|name| {
            let cells = library[table].get(name).unwrap_or(&empty);
            (name.clone(), cells.clone())
        })
        .collect();
    rows_padded(&columns)
}

/// Columns that are too short are filled up, so that the difference shows in the row.
fn rows_padded(columns: &Map<String, Value>) -> Vec<Value> {
    let count = columns.values().filter_map(Value::as_array).map(Vec::len).max().unwrap_or(0);
    let row = |at: usize| {
        let cell = |cells: &Value| cells.get(at).cloned().unwrap_or(Value::Null);
        columns.iter().map(|(name, cells)| (name.clone(), cell(cells))).collect()
    };
    (0..count).map(row).collect()
}

/// Findings, however they are ordered, as often as each is made.
fn same_set(table: &str, library: &Value, oracle: &Value) -> Result<(), Differ> {
    if sorted(library, oracle) == sorted(oracle, oracle) {
        return Ok(());
    }
    let rows = |answer: &Value| {
        let names = oracle.as_object().into_iter().flat_map(Map::keys);
        rows_padded(&names.map(|name| (name.clone(), answer[name].clone())).collect())
    };
    let (library, oracle) = (rows(library), rows(oracle));
    let only = |own: &[Value], others: &[Value]| -> Vec<Value> {
        let mut left = others.to_vec();
        let is_more = |row: &&Value| match left.iter().position(|other| other == *row) {
            Some(at) => {
                left.remove(at);
                false
            }
            None => true,
        };
        own.iter().filter(is_more).cloned().collect()
    };
    let (more, fewer) = (only_of(&only(&library, &oracle)), only_of(&only(&oracle, &library)));
    let reasons = |rows: &[Value]| {
        let mut codes: Vec<_> = rows.iter().map(|row| text(&row["reason"]).to_owned()).collect();
        codes.sort();
        codes.dedup();
        codes.join(", ")
    };
    let kind = format!(
        "{table}: only the library {}; only the oracle {}",
        reasons(&more),
        reasons(&fewer)
    );
    Err(differ(kind, json!(more), json!(fewer)))
}

/// The rows as texts, with the columns that the oracle has.
fn sorted(answer: &Value, oracle: &Value) -> Vec<String> {
    let columns: Vec<&Value> =
        oracle.as_object().into_iter().flat_map(Map::keys).map(|name| &answer[name]).collect();
    let length = |column: &&Value| column.as_array().map_or(0, Vec::len);
    let count = columns.iter().map(length).max().unwrap_or(0);
    let row = |at: usize| {
        let cells = columns.iter().map(|cells| cells.get(at).unwrap_or(&Value::Null));
        cells.fold(String::new(), |row, cell| match cell {
            Value::String(text) => row + text + "|",
            other => row + &other.to_string() + "|",
        })
    };
    let mut rows: Vec<String> = (0..count).map(row).collect();
    rows.sort_unstable();
    rows
}

/// The first few are enough to see what is wrong.
fn only_of(rows: &[Value]) -> Vec<Value> {
    rows.iter().take(3).cloned().collect()
}

fn same_totals(library: &Value, oracle: &Value) -> Result<(), Differ> {
    for (name, amount) in oracle.as_object().into_iter().flatten() {
        let open = amount.is_null() && OPEN.contains(&name.as_str());
        if !open && library[name] != *amount {
            return Err(differ(format!("totals: {name}"), &library[name], amount));
        }
    }
    Ok(())
}
