//! Documents that nobody meant to write: those of the case files, changed here and there.
//!
//! Whatever stands in a document, it is answered: with a result, or with an error that says what is
//! wrong.

use std::sync::OnceLock;

use arbitrary::{Arbitrary, Result, Unstructured};
use serde_json::{Value, json};
use statsbidrag::wire;

use crate::case_files;

/// A change of one place in a document. Places are counted in the order in which they are read.
#[derive(Arbitrary, Debug)]
struct Edit {
    place: u16,
    /// From where something is taken, for edits that take something.
    other: u16,
    change: Change,
}

#[derive(Arbitrary, Debug)]
enum Change {
    /// To something that is seldom meant.
    Odd(u8),
    /// To what stands in another place.
    Copy,
    /// It goes.
    Remove,
    /// It stands twice, where it is in a list.
    Repeat,
    /// A text gets a character more, or loses one.
    Respell(u8),
}

/// What is seldom meant.
fn odd(which: u8) -> Value {
    let odd = [
        json!(null),
        json!(0),
        json!(-1),
        json!(0.5),
        json!(1e300),
        json!(true),
        json!([]),
        json!({}),
        json!(""),
        json!("0"),
        json!("-1"),
        json!("1/3"),
        json!("1/0"),
        json!("92233720368547758.07"),
        json!("99999999999999999999999999999999999999999999"),
        json!("0.00000000000000000000000000000000000000000001"),
        json!(i64::MAX),
        json!(u64::MAX),
        json!("2016-02-29"),
        json!("9999-12-31"),
        json!("0001-01-01"),
        json!("~/\u{a0}\"å"),
        json!(["a", "a"]),
        json!({"a": {"a": []}}),
    ];
    odd[usize::from(which) % odd.len()].clone()
}

/// The documents of the case files that are small enough to be changed many times.
fn originals() -> &'static [Value] {
    static ORIGINALS: OnceLock<Vec<Value>> = OnceLock::new();
    ORIGINALS.get_or_init(|| {
        let inputs = case_files::cases().into_iter().map(|(_, mut case)| case["input"].take());
        inputs.filter(|input| input.to_string().len() < 4_000).collect()
    })
}

/// How many places a document has.
fn places(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(places).sum(),
        Value::Object(fields) => fields.values().map(places).sum(),
        _ => 0,
    }
}

/// The place that is `left` further on.
fn place<'v>(value: &'v mut Value, left: &mut usize) -> Option<&'v mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| place(item, left)),
        Value::Object(fields) => fields.values_mut().find_map(|field| place(field, left)),
        _ => None,
    }
}

/// Changes what stands in the list or object at `value`, or itself where it is neither.
fn edit(document: &mut Value, edit: &Edit) {
    let many = places(document);
    let taken = place(document, &mut (usize::from(edit.other) % many)).cloned();
    let Some(value) = place(document, &mut (usize::from(edit.place) % many)) else { return };
    let inner = usize::from(edit.other);
    match (&edit.change, value) {
        (Change::Odd(which), value) => *value = odd(*which),
        (Change::Copy, value) => *value = taken.unwrap_or_default(),
        (Change::Remove, Value::Array(items)) if !items.is_empty() => {
            items.remove(inner % items.len());
        }
        (Change::Remove, Value::Object(fields)) if !fields.is_empty() => {
            let name = fields.keys().nth(inner % fields.len()).cloned();
            name.and_then(|name| fields.shift_remove(&name));
        }
        (Change::Repeat, Value::Array(items)) if !items.is_empty() => {
            items.push(items[inner % items.len()].clone());
        }
        (Change::Respell(which), Value::String(text)) => match which % 4 {
            0 => _ = text.pop(),
            1 => text.push(char::from(*which)),
            2 => text.insert(0, '-'),
            _ => *text = text.to_uppercase(),
        },
        (_, value) => *value = Value::Null,
    }
}

/// A document of the cases, changed in some places.
fn document(bytes: &mut Unstructured<'_>) -> Result<Value> {
    let mut document = bytes.choose(originals())?.clone();
    change(&mut document, bytes)?;
    Ok(document)
}

/// Changes a document in one to three places.
pub(crate) fn change(document: &mut Value, bytes: &mut Unstructured<'_>) -> Result<()> {
    for _ in 0..bytes.int_in_range(1..=3)? {
        edit(document, &Edit::arbitrary(bytes)?);
    }
    Ok(())
}

/// Prints the document that a panic came from.
struct Shown<'d>(&'d Value);

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the document: {}", self.0);
        }
    }
}

/// A changed document is answered. Says whether with a result.
///
/// # Panics
/// If it is not, or if an error does not say what is wrong.
pub fn answered(bytes: &[u8]) -> Option<bool> {
    // Too few bytes are no document.
    let document = document(&mut Unstructured::new(bytes)).ok()?;
    Some(result_of(&document).is_some())
}

/// What a document is answered with, if it is a result; an error says what is wrong.
pub(crate) fn result_of(document: &Value) -> Option<Value> {
    let shown = Shown(document);
    let answer = wire::call(&document.to_string());
    let answer: Value = serde_json::from_str(&answer).expect("an answer in JSON");
    let Some(error) = answer.get("error") else {
        assert_eq!(answer["operation"], document["operation"], "{answer}");
        return Some(answer);
    };
    let kinds = ["input", "rule", "infeasible", "too_large"];
    assert!(error.as_str().is_some_and(|kind| kinds.contains(&kind)), "{answer}");
    let problems = answer["problems"].as_array().expect("a list of problems");
    let count = answer["count"].as_u64().expect("their number");
    assert!(!problems.is_empty() && count >= problems.len() as u64, "{answer}");
    for problem in problems {
        let text = |name: &str| problem[name].as_str().expect("a text");
        assert!(text("path").is_empty() || text("path").starts_with('/'), "{problem}");
        assert!(!text("code").is_empty() && !text("want").is_empty(), "{problem}");
    }
    drop(shown);
    None
}
