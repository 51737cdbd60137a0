//! Drawing a table: small numbers of the kind that one can check by hand.

use serde_json::{Map, Value, json};
use statsbidrag_tests::oracle::CaseRng;

/// What is counted.
pub(crate) const COUNTS: [&str; 3] = ["cases", "places", "desks"];

/// What one can hire into. Posts and heads of one role bring each other.
pub(crate) const STAFF: [&str; 5] = ["w_fte", "w_heads", "s_fte", "s_heads", "k"];

/// How tables are drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows {
    /// At most so many.
    pub(crate) most: u64,
    /// One cell in so many is empty; none at zero.
    pub(crate) empty: u64,
}

/// A table with these columns of numbers, and those that conditions and units need.
pub(crate) fn frame(rng: &mut CaseRng, numbers: &[String], rows: Rows) -> Map<String, Value> {
    let count = rng.between(1, rows.most) as usize;
    let mut frame = Map::new();
    let mut ids: Vec<String> = (0..count).map(|row| format!("r{row}")).collect();
    if rng.one_in(2) {
        ids.reverse();
    }
    frame.insert("row".into(), json!(ids));
    let team = |rng: &mut CaseRng| match rng.between(0, 6) {
        0 => Value::Null,
        n => json!(["N", "S", "V"][n as usize % 3]),
    };
    frame.insert("team".into(), (0..count).map(|_| team(rng)).collect());
    let new = |rng: &mut CaseRng| if empty(rng, rows) { Value::Null } else { json!(rng.one_in(2)) };
    frame.insert("new".into(), (0..count).map(|_| new(rng)).collect());
    let years = |rng: &mut CaseRng| match empty(rng, rows) {
        true => Value::Null,
        false => json!(rng.pick(&["0", "1.99", "2", "3.5", "4.99", "5", "12"])),
    };
    frame.insert("years".into(), (0..count).map(|_| years(rng)).collect());
    for name in numbers {
        let cells = (0..count).map(|_| number(rng, name, rows)).collect();
        frame.insert(name.clone(), cells);
    }
    frame
}

fn empty(rng: &mut CaseRng, rows: Rows) -> bool {
    rows.empty > 0 && rng.one_in(rows.empty)
}

/// Heads are whole; the rest come in quarters as well.
fn number(rng: &mut CaseRng, column: &str, rows: Rows) -> Value {
    if empty(rng, rows) {
        return Value::Null;
    }
    if rng.one_in(6) {
        return [json!(0), json!("0"), json!("0.00")][rng.between(0, 2) as usize].clone();
    }
    let most = if COUNTS.contains(&column) { 60 } else { 12 };
    let whole = rng.between(0, most);
    match rng.between(0, 3) {
        0 => json!(whole.to_string()),
        1 if !column.ends_with("_heads") => {
            json!(format!("{whole}.{}", rng.pick(&["25", "5", "50", "75"])))
        }
        _ => json!(whole),
    }
}
