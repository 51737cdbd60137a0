//! A disagreement between the library and the oracle.

use std::fmt::Display;

use serde_json::{Map, Value, json};

/// What they disagree about, and what each says.
#[derive(Clone, Debug)]
pub struct Differ {
    /// Of what kind it is: disagreements of one kind are counted together.
    pub kind: String,
    /// What the library says.
    pub library: String,
    /// What the oracle says.
    pub oracle: String,
}

/// What a document that both agree on was about.
pub type Agreed = Result<Vec<String>, Differ>;

/// They differ, about this.
pub fn differ(kind: impl Display, library: impl Display, oracle: impl Display) -> Differ {
    Differ { kind: kind.to_string(), library: library.to_string(), oracle: oracle.to_string() }
}

/// The library's answer over the wire, without the receipt.
///
/// # Panics
/// Where the answer is not JSON.
#[must_use]
pub fn answer(document: &Value) -> Value {
    let text = statsbidrag::wire::call(&document.to_string());
    let mut answer: Value = serde_json::from_str(&text).expect("an answer is JSON");
    if let Some(answer) = answer.as_object_mut() {
        answer.remove("receipt");
    }
    answer
}

/// The rows of an object of columns.
#[must_use]
pub fn rows_of(table: &Value) -> Vec<Value> {
    let Some(columns) = table.as_object() else { return Vec::new() };
    let count = columns.values().filter_map(Value::as_array).map(Vec::len).max().unwrap_or(0);
    let row =
        |at: usize| columns.iter().map(move |(name, cells)| (name.clone(), cells[at].clone()));
    (0..count).map(|at| Value::Object(row(at).collect())).collect()
}

/// The rows are the same, in the same order; where not, by the columns that differ.
///
/// # Errors
/// The first row that differs, or both lists where one goes on.
pub fn same_rows(table: &str, library: &[Value], oracle: &[Value]) -> Result<(), Differ> {
    for (library, oracle) in library.iter().zip(oracle) {
        if library != oracle {
            let names = oracle.as_object().into_iter().flat_map(Map::keys);
            let wrong: Vec<_> = names.filter(|name| library[*name] != oracle[*name]).collect();
            return Err(differ(format!("{table}: {wrong:?}"), library, oracle));
        }
    }
    if library.len() != oracle.len() {
        return Err(differ(format!("{table}: rows"), json!(library), json!(oracle)));
    }
    Ok(())
}
