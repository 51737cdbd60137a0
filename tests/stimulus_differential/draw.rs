//! Drawing whole documents of `assess`.

use serde_json::{Map, Value, json};
use statsbidrag_tests::oracle::CaseRng;
use statsbidrag_tests::stimulus_oracle::assess;

use super::books::{book, choose};
use super::claims::{Mix, claims};
use super::staffing::staffing;

/// Lines with every cell known, on the rulebook that ships.
pub(crate) fn complete(rng: &mut CaseRng) -> Value {
    document(rng, &Mix { empty: 0, ..Mix::default() })
}

/// Lines with empty cells, rulings and evidence.
pub(crate) fn patchy(rng: &mut CaseRng) -> Value {
    document(rng, &Mix { empty: 9, ..Mix::default() })
}

/// Few lines beside a staffing table, most of them more than before.
pub(crate) fn capped(rng: &mut CaseRng) -> Value {
    let empty = if rng.one_in(2) { 0 } else { 14 };
    let mut document = document(rng, &Mix { empty, mostly_above: true, ..Mix::default() });
    share(rng, &mut document);
    document
}

/// Rulebooks of their own.
pub(crate) fn own_books(rng: &mut CaseRng) -> Value {
    let empty = if rng.one_in(3) { 0 } else { 16 };
    let mix = Mix { empty, own_book: true, mostly_above: rng.one_in(2), ..Mix::default() };
    let mut document = document(rng, &mix);
    if document["rulebook"].get("baseline_cap").is_some() && !rng.one_in(3) {
        share(rng, &mut document);
    }
    document
}

/// Amounts of nothing and of more than the state has, and odd parts of a post.
pub(crate) fn extreme(rng: &mut CaseRng) -> Value {
    let mix = Mix {
        empty: if rng.one_in(2) { 0 } else { 12 },
        extreme: true,
        mostly_above: true,
        own_book: rng.one_in(3),
    };
    let mut document = document(rng, &mix);
    let capped =
        document["rulebook"].is_string() || document["rulebook"].get("baseline_cap").is_some();
    if capped && rng.one_in(2) {
        share(rng, &mut document);
    }
    document
}

/// A document without a staffing table.
pub(crate) fn document(rng: &mut CaseRng, mix: &Mix) -> Value {
    let (rulebook, year) =
        if mix.own_book { book(rng) } else { (json!("starkt-bemanning"), rng.between(2016, 2020)) };
    let step =
        if mix.own_book { rulebook["rounding"][0]["value"]["unit"].clone() } else { json!("0.01") };
    let coarse = step != "0.01";
    let mut document = json!({"operation": "assess", "rulebook": rulebook, "year": year,
        "claims": claims(rng, mix, year, coarse)});
    // Across an edge only where that is asked for.
    let crosses = assess(&document).iter().any(|line| line.reasons.contains("SPLIT_BY_DAY"));
    if crosses || rng.one_in(3) {
        document["split"] = json!("by_day");
    } else if rng.one_in(2) {
        document["split"] = json!("refuse");
    }
    document
}

/// Adds a staffing table, and how lines share what is too little.
pub(crate) fn share(rng: &mut CaseRng, document: &mut Value) {
    document["staffing"] = staffing(rng, document);
    if rng.one_in(2) {
        document["across_roles"] = json!(rng.one_in(2));
    }
    match rng.between(0, 4) {
        0 => document["sharing"] = json!("pro_rata"),
        1 => document["sharing"] = json!("by_start"),
        2 => {
            document["sharing"] = json!("by_list");
            let mut order = document["claims"]["id"].as_array().cloned().unwrap_or_default();
            shuffle(rng, &mut order);
            document["order"] = json!(order);
        }
        _ => {}
    }
}

/// Another order.
pub(crate) fn shuffle<T>(rng: &mut CaseRng, items: &mut [T]) {
    for at in 1..items.len() {
        items.swap(at, rng.between(0, at as u64) as usize);
    }
}

/// The rows of a table in another order: all columns alike.
pub(crate) fn shuffle_rows(rng: &mut CaseRng, table: &mut Value) {
    let Some(columns) = table.as_object_mut() else { return };
    let count = columns.values().find_map(Value::as_array).map_or(0, Vec::len);
    let mut order: Vec<usize> = (0..count).collect();
    shuffle(rng, &mut order);
    for cells in columns.values_mut() {
        *cells = order.iter().map(|at| cells[*at].clone()).collect();
    }
}

/// A table of rows: every column whose cells are drawn one by one.
pub(crate) fn column(
    table: &mut Map<String, Value>,
    name: &str,
    count: usize,
    mut cell: impl FnMut() -> Value,
) {
    table.insert(name.into(), (0..count).map(|_| cell()).collect());
}

/// One of the words, the first of them more often than the rest.
pub(crate) fn word(rng: &mut CaseRng, words: &[&str], usual: u64) -> Value {
    json!(if rng.between(0, 9) < usual { words[0] } else { choose(rng, words) })
}
