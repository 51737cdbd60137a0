//! Every case file through the wire: see `cases/README.md` for the format.

use std::collections::HashSet;

use serde_json::Value;
use statsbidrag_tests::case_files;

/// What differs between an output and what is expected of it: objects are matched by the names that
/// are expected, lists item by item, and problems as a set, since their order is no promise.
fn differences(expect: &Value, output: &Value, path: &str, found: &mut Vec<String>) {
    match (expect, output) {
        (Value::Object(expect), Value::Object(output)) => {
            for (name, expect) in expect {
                let below = format!("{path}/{name}");
                match output.get(name) {
                    Some(output) if name == "problems" => problems(expect, output, &below, found),
                    Some(output) => differences(expect, output, &below, found),
                    None => found.push(format!("{below}: absent, expected {expect}")),
                }
            }
        }
        (Value::Array(expect), Value::Array(output)) if expect.len() == output.len() => {
            for (i, (expect, output)) in expect.iter().zip(output).enumerate() {
                differences(expect, output, &format!("{path}/{i}"), found);
            }
        }
        _ if expect == output => {}
        _ => found.push(format!("{path}: {output}, expected {expect}")),
    }
}

/// Every expected problem is there, and no other.
fn problems(expect: &Value, output: &Value, path: &str, found: &mut Vec<String>) {
    let (expect, output) = (list(expect), list(output));
    let mut left: Vec<&Value> = output.iter().collect();
    for problem in expect {
        let fits = |other: &&&Value| {
            let mut none = Vec::new();
            differences(problem, other, "", &mut none);
            none.is_empty()
        };
        match left.iter().position(|other| fits(&other)) {
            Some(position) => drop(left.remove(position)),
            None => found.push(format!("{path}: no {problem} among {output:?}")),
        }
    }
    found.extend(left.iter().map(|problem| format!("{path}: unexpected {problem}")));
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn every_case_comes_out_as_its_source_says() {
    let cases = case_files::cases();
    let mut failures = Vec::new();
    for (name, case) in &cases {
        let answer = statsbidrag::wire::call(&case["input"].to_string());
        let answer: Value = serde_json::from_str(&answer).expect("an answer is JSON");
        let mut found = Vec::new();
        differences(&case["expect"], &answer, "", &mut found);
        if !found.is_empty() {
            failures.push(format!("{name}:\n  {}", found.join("\n  ")));
        }
    }
    let count = cases.len();
    assert!(count >= 650, "only {count} cases were found");
    assert!(failures.is_empty(), "{} of {count} cases:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_case_has_a_name_of_its_own() {
    let mut seen = HashSet::new();
    for (name, case) in case_files::cases() {
        assert!(seen.insert(case["id"].to_string()), "{name}: the id stands twice");
    }
}

#[test]
fn a_wrong_answer_is_seen() {
    let differ = |expect: &str, output: &str| {
        let parse = |text| serde_json::from_str::<Value>(text).expect("JSON");
        let mut found = Vec::new();
        differences(&parse(expect), &parse(output), "", &mut found);
        found.len()
    };
    assert_eq!(differ(r#"{"a": [1, 2]}"#, r#"{"a": [1, 2], "b": 3}"#), 0);
    assert_eq!(differ(r#"{"a": [1, 2]}"#, r#"{"a": [1, 3]}"#), 1);
    assert_eq!(differ(r#"{"a": [1, 2]}"#, r#"{"a": [1, 2, 3]}"#), 1);
    assert_eq!(differ(r#"{"a": 1, "c": 1}"#, r#"{"b": 1}"#), 2);
    assert_eq!(differ(r#"{"problems": [{"code": "x"}]}"#, r#"{"problems": [{"code": "y"}]}"#), 2);
    assert_eq!(
        differ(
            r#"{"problems": [{"code": "x"}, {"code": "y"}]}"#,
            r#"{"problems": [{"code": "y"}, {"code": "x"}]}"#
        ),
        0
    );
}
