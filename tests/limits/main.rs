//! Every limit of `statsbidrag::limits`: what stands at it is answered, and what is one past it is
//! refused with a code, a place, what was found and what was wanted.
//!
//! Limits that no machine has the memory for (rows) are in `c_bad_input/lengths.c`.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod facts;
mod numbers;
mod results;
mod rules;

use serde_json::{Value, json};
use statsbidrag::wire;

/// The answer to a document.
fn answer(document: &Value) -> Value {
    serde_json::from_str(&wire::call(&document.to_string())).unwrap()
}

/// A document that is answered with a result.
fn fits(document: &Value) -> Value {
    let answer = answer(document);
    assert!(answer.get("error").is_none(), "{}", first(&answer));
    answer
}

/// A document that is refused for one reason.
fn refused(document: &Value, path: &str, code: &str) {
    let answer = answer(document);
    assert_eq!(answer["count"], 1, "{}", first(&answer));
    says(&answer, path, code);
}

/// The first problem of an answer, in full.
fn says(answer: &Value, path: &str, code: &str) {
    let problem = &answer["problems"][0];
    assert_eq!(
        (&problem["path"], &problem["code"]),
        (&json!(path), &json!(code)),
        "{}",
        first(answer)
    );
    for part in ["got", "want"] {
        let text = problem[part].as_str().unwrap();
        // What was found is told shortly: at most 80 characters of a text, and how long it is.
        assert!(!text.is_empty() && text.len() < 600, "{part}: {text}");
    }
}

/// So much of an answer as a message needs.
fn first(answer: &Value) -> String {
    answer["problems"][0].to_string().chars().take(1000).collect()
}

/// An allocation of 100 kr by the weights of two, with other fields.
fn allocate(more: &Value) -> Value {
    let mut document = json!({
        "operation": "allocate", "id": "id", "total": "100", "key": "w",
        "frame": {"id": ["a", "b"], "w": [1, 3]},
    });
    document.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    document
}

/// A text of so many bytes.
fn text(bytes: usize) -> String {
    "å".repeat(bytes / 2) + &"x".repeat(bytes % 2)
}
