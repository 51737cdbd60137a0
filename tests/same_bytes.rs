//! The same question has the same answer, byte for byte: with one thread and with many, and in whatever
//! order rows, components and fields stand.
//!
//! The answers are those of every case file and of three large documents, whole. They are also written
//! to `target/answers.json`, which the tests of the Python package hold its native part against: that is built
//! optimised, without checks for overflow. `c_library` and `c_install` hold the C library, as it is
//! tested and as it is installed, against the same answers.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;

use serde_json::{Map, Value, json};
use statsbidrag::wire;
use statsbidrag_tests::c_cases::documents;
use statsbidrag_tests::case_files::{cases, differences};

/// The answers that are compared with.
fn answers() -> Vec<(String, String)> {
    let answered = |text: String| {
        let answer = wire::call(&text);
        (text, answer)
    };
    documents().into_iter().map(answered).collect()
}

#[test]
fn the_answers_are_told_to_other_languages() {
    let answers: Value =
        answers().into_iter().map(|(text, answer)| json!([text, answer])).collect();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/answers.json");
    std::fs::write(file, answers.to_string()).unwrap();
}

#[test]
fn any_number_of_threads_has_the_same_answers() {
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(answers)
    };
    let alone = on(1);
    assert!(alone.len() > 1_400);
    for threads in [2, 7] {
        for ((text, alone), (_, together)) in alone.iter().zip(on(threads)) {
            assert!(*alone == together, "{threads} threads: {text}\n{alone}\n{together}");
        }
    }
}

/// A document is a set of fields: in what order they stand changes no byte of an answer. (Of two
/// columns and two components that is not so: see below.)
#[test]
fn the_order_of_fields_changes_nothing() {
    let (mut count, mut different) = (0, Different::default());
    for (name, case) in cases() {
        let given = &case["input"];
        let (answer, turned) = (wire::call(&given.to_string()), turned(given));
        // Problems come in the order in which they are found, which for unknown fields is that of the document.
        if answer.starts_with(r#"{"error""#) {
            let sorted = |text: &str| sorted(&serde_json::from_str(text).unwrap());
            different.add(&name, &sorted(&answer), &sorted(&wire::call(&turned.to_string())));
        } else {
            let other = wire::call(&turned.to_string());
            if answer != other {
                different.add(&name, &json!(answer), &json!(other));
            }
            count += 1;
        }
    }
    different.none();
    assert!(count > 500, "{count} answers");
}

/// The columns of a frame the other way round. The hash of facts is over the columns in their order, as its
/// documentation says, and tells them apart where there are several; nothing else may.
#[test]
fn the_order_of_columns_changes_the_hash_of_facts_alone() {
    let (mut count, mut different) = (0, Different::default());
    for (name, case) in results() {
        let given = &case["input"];
        let turned = with_frames(given, &|frame| reversed(frame));
        let [answer, other] = [given, &turned].map(|document| without_hash(&answer(document)));
        different.add(&name, &answer, &other);
        let (before, after) = (given.to_string(), turned.to_string());
        count += usize::from(before != after);
    }
    different.none();
    assert!(count > 400, "{count} documents have frames");
}

/// The rows the other way round. Rows of an answer come in the order of the facts, so tables are compared row
/// by row, whatever their order; the hash of facts has the ids in their order. The tied are
/// told in that order too.
#[test]
fn the_order_of_rows_changes_their_order_alone() {
    let (mut count, mut different) = (0, Different::default());
    for (name, case) in results() {
        let given = &case["input"];
        let turned = with_frames(given, &|columns| {
            let turn = |(name, cells): (&String, &Value)| (name.clone(), backwards(cells));
            Value::Object(columns.iter().map(turn).collect())
        });
        if *given == turned {
            continue;
        }
        let [answer, other] =
            [given, &turned].map(|document| sorted(&without_order(&answer(document))));
        different.add(&name, &answer, &other);
        count += 1;
    }
    different.none();
    assert!(count > 400, "{count} documents have rows");
}

/// The components of a key the other way round: the receipt's rules are written with sorted names, and equal
/// remainders of components fall by name.
#[test]
fn the_order_of_components_changes_nothing_but_the_order_of_their_columns() {
    let (mut count, mut different) = (0, Different::default());
    for (name, case) in results() {
        let given = &case["input"];
        let Some(key) = given["key"].as_object().filter(|key| key.len() > 1) else { continue };
        let mut turned = given.clone();
        turned["key"] = reversed(key);
        // These go through the components as they stand; the tied of them are told so.
        let [answer, other] = [given, &turned]
            .map(|document| without(&answer(document), &["explain", "certificate", "components"]));
        different.add(&name, &answer, &other);
        count += 1;
    }
    different.none();
    assert!(count > 20, "{count} keys of several components");
}

/// What differs, case by case.
#[derive(Default)]
struct Different(Vec<String>);

impl Different {
    fn add(&mut self, name: &str, answer: &Value, other: &Value) {
        if answer != other {
            let mut found = Vec::new();
            differences(answer, other, "", &mut found);
            self.0.push(format!("{name}:\n  {}", found.join("\n  ")));
        }
    }

    fn none(&self) {
        assert!(self.0.is_empty(), "{} cases:\n{}", self.0.len(), self.0.join("\n"));
    }
}

/// The cases that are answered with a result.
fn results() -> impl Iterator<Item = (String, Value)> {
    cases().into_iter().filter(|(_, case)| case["expect"].get("error").is_none())
}

fn answer(document: &Value) -> Value {
    serde_json::from_str(&wire::call(&document.to_string())).unwrap()
}

fn reversed(object: &Map<String, Value>) -> Value {
    Value::Object(object.iter().rev().map(|(name, value)| (name.clone(), value.clone())).collect())
}

fn backwards(cells: &Value) -> Value {
    cells.as_array().map_or(cells.clone(), |cells| cells.iter().rev().cloned().collect())
}

/// The fields of every object the other way round, but for what stands in an order: columns of frames,
/// components of keys, and what else is named by the caller.
fn turned(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(turned).collect(),
        Value::Object(fields) => {
            let turn = |(name, value): (&String, &Value)| {
                let name_is = |names: &[&str]| names.contains(&name.as_str());
                let stays = name_is(&FRAMES) || name_is(&ORDERED);
                (name.clone(), if stays { value.clone() } else { turned(value) })
            };
            Value::Object(fields.iter().rev().map(turn).collect())
        }
        other => other.clone(),
    }
}

/// Fields that hold columns.
const FRAMES: [&str; 7] = ["frame", "table", "claims", "staffing", "grants", "staff", "demand"];

/// Fields that hold what is named by the caller, in an order of its own.
const ORDERED: [&str; 5] = ["key", "frames", "value", "roles", "administrators"];

/// A document with every frame as `change` makes it.
fn with_frames(value: &Value, change: &dyn Fn(&Map<String, Value>) -> Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| with_frames(item, change)).collect(),
        Value::Object(fields) => {
            let field = |(name, value): (&String, &Value)| {
                let value = match value {
                    Value::Object(columns) if FRAMES.contains(&name.as_str()) => change(columns),
                    Value::Object(frames) if name == "frames" => {
                        let frame = |(set, frame): (&String, &Value)| {
                            (set.clone(), frame.as_object().map_or(frame.clone(), change))
                        };
                        Value::Object(frames.iter().map(frame).collect())
                    }
                    other => with_frames(other, change),
                };
                (name.clone(), value)
            };
            Value::Object(fields.iter().map(field).collect())
        }
        other => other.clone(),
    }
}

/// An answer without the hash of facts, and of the rules where they have a hash of a list of their own: of
/// claims, staff or staffing.
fn without_hash(answer: &Value) -> Value {
    let rules = answer["receipt"]["rules"].as_object();
    let has_hash = rules.is_some_and(|rules| rules.keys().any(|name| name.ends_with("_sha256")));
    let mut names =
        vec!["facts_sha256", "claims_sha256", "staffing_sha256", "grants_sha256", "staff_sha256"];
    if has_hash {
        names.push("rules_sha256");
    }
    without(answer, &names)
}

/// An answer without what tells rows in their order: hashes of facts, certificates, and explanations of
/// amounts that name the tied, who stand in the order of the facts.
fn without_order(answer: &Value) -> Value {
    let is_tied = answer["tied"]["ids"].as_array().is_some_and(|ids| !ids.is_empty());
    let names: &[&str] = if is_tied { &["certificate", "explain"] } else { &["certificate"] };
    without(&without_hash(answer), names)
}

fn without(value: &Value, names: &[&str]) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| without(item, names)).collect(),
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(name, _)| !names.contains(&name.as_str()));
            Value::Object(kept.map(|(name, value)| (name.clone(), without(value, names))).collect())
        }
        other => other.clone(),
    }
}

/// An answer whose tables have their rows, and whose lists their items, in one order.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(items) => in_order(items.iter().map(sorted).collect()),
        Value::Object(fields) => match rows(fields) {
            Some(rows) => in_order(rows.iter().map(sorted).collect()),
            None => Value::Object(
                fields.iter().map(|(name, value)| (name.clone(), sorted(value))).collect(),
            ),
        },
        other => other.clone(),
    }
}

fn in_order(mut items: Vec<Value>) -> Value {
    items.sort_by_cached_key(Value::to_string);
    Value::Array(items)
}

/// The rows of an object of columns.
fn rows(fields: &Map<String, Value>) -> Option<Vec<Value>> {
    let columns: Option<Vec<(&String, &Vec<Value>)>> =
        fields.iter().map(|(name, cells)| Some((name, cells.as_array()?))).collect();
    let columns = columns.filter(|columns| columns.len() > 1)?;
    let length = columns[0].1.len();
    columns.iter().all(|(_, cells)| cells.len() == length).then(|| {
        let row = |row: usize| {
            columns.iter().map(|(name, cells)| ((*name).clone(), cells[row].clone())).collect()
        };
        (0..length).map(row).map(Value::Object).collect()
    })
}
