//! A disagreement between the library and the oracle.

use std::fmt::Display;

use serde_json::Value;

/// What they disagree about, and what each says.
#[derive(Clone, Debug)]
pub(crate) struct Differ {
    /// Of what kind it is: disagreements of one kind are counted together.
    pub(crate) kind: String,
    pub(crate) library: String,
    pub(crate) oracle: String,
}

/// What a document that both agree on was about.
pub(crate) type Agreed = Result<Vec<String>, Differ>;

pub(crate) fn differ(kind: impl Display, library: impl Display, oracle: impl Display) -> Differ {
    Differ { kind: kind.to_string(), library: library.to_string(), oracle: oracle.to_string() }
}

/// The library's answer over the wire, without the receipt.
pub(crate) fn answer(document: &Value) -> Value {
    let text = statsbidrag::wire::call(&document.to_string());
    let mut answer: Value = serde_json::from_str(&text).expect("an answer is JSON");
    if let Some(answer) = answer.as_object_mut() {
        answer.remove("receipt");
    }
    answer
}

/// The rows of an object of columns.
pub(crate) fn rows_of(table: &Value) -> Vec<Value> {
    let Some(columns) = table.as_object() else { return Vec::new() };
    let count = columns.values().filter_map(Value::as_array).map(Vec::len).max().unwrap_or(0);
    let row =
        |at: usize| columns.iter().map(move |(name, cells)| (name.clone(), cells[at].clone()));
    (0..count).map(|at| Value::Object(row(at).collect())).collect()
}
