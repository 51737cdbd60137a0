//! What can be left out of a document about which the two disagree.

use serde_json::{Value, json};
use statsbidrag_tests::differing::answer;
use statsbidrag_tests::drawn::Shrink;

pub(crate) const SHRINK: Shrink = Shrink { smaller, is_broken };

/// A document that the library refuses is in most cases one that the shortening broke; and where the
/// right ones are refused there is nothing to shorten by.
fn is_broken(document: &Value) -> bool {
    answer(document).get("error").is_some()
}

/// Leaves out what can be left out: lines, rows, conditions, columns, options.
fn smaller(document: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    for table in ["claims", "staffing", "grants"] {
        let first = document[table].as_object().and_then(|columns| columns.values().next());
        let rows = first.and_then(Value::as_array).map_or(0, Vec::len);
        for row in (0..rows).filter(|_| rows > 1) {
            all.push(without_row(document, table, row));
        }
    }
    for name in ["staffing", "interest", "across_roles", "sharing", "split", "order"] {
        all.extend(without(document, None, name));
    }
    for name in ["baseline_cap", "amount_per_fte_year", "rounding", "pot", "settlement"] {
        all.extend(without(document, Some("rulebook"), name));
    }
    for table in ["claims", "staffing", "grants"] {
        let names: Vec<String> = document[table]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.clone())
            .collect();
        let needed = ["id", "recipient", "from", "to", "fte", "amount", "paid", "role"];
        let needed = |name: &str| {
            needed.contains(&name) && (table != "claims" || name != "role")
                || name.ends_with("_fte")
        };
        for name in names.iter().filter(|name| !needed(name)) {
            all.extend(without(document, Some(table), name));
        }
    }
    let conditions = document["rulebook"]["conditions"].as_array().map_or(0, Vec::len);
    for at in 0..conditions {
        let mut fewer = document.clone();
        if let Some(list) = fewer["rulebook"]["conditions"].as_array_mut() {
            list.remove(at);
        }
        all.push(fewer);
    }
    all
}

/// A list of lines that is served by loses the line as well.
fn without_row(document: &Value, table: &str, row: usize) -> Value {
    let mut without = document.clone();
    let id = document["claims"]["id"][row].clone();
    for (_, cells) in without[table].as_object_mut().into_iter().flatten() {
        if let Some(cells) = cells.as_array_mut() {
            cells.remove(row);
        }
    }
    if table == "claims"
        && let Some(order) = without.get_mut("order")
    {
        *order =
            json!(order.as_array().into_iter().flatten().filter(|o| **o != id).collect::<Vec<_>>());
    }
    without
}

fn without(document: &Value, within: Option<&str>, name: &str) -> Option<Value> {
    let mut without = document.clone();
    let object = match within {
        Some(outer) => without.get_mut(outer)?,
        None => &mut without,
    };
    object.as_object_mut()?.remove(name)?;
    if within.is_none() && (name == "sharing" || name == "order") {
        // An order goes with its sharing.
        let all = without.as_object_mut()?;
        all.remove("sharing");
        all.remove("order");
    }
    Some(without)
}
