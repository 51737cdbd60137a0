//! Every case file through the wire: see `cases/README.md` for the format.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;
use statsbidrag_tests::case_files::{self, differences};

#[test]
fn every_case_comes_out_as_its_source_says() {
    let mut cases = case_files::cases();
    // Where few are drawn elsewhere, the first failure is enough here: the quickest first.
    let is_first_enough = std::env::var_os("STATSBIDRAG_DRAWS").is_some();
    if is_first_enough {
        cases.sort_by_cached_key(|(_, case)| case.to_string().len());
    }
    let mut failures = Vec::new();
    for (name, case) in &cases {
        let answer = statsbidrag::wire::call(&case["input"].to_string());
        let answer: Value = serde_json::from_str(&answer).expect("an answer is JSON");
        let mut found = Vec::new();
        differences(&case["expect"], &answer, "", &mut found);
        if !found.is_empty() {
            failures.push(format!("{name}:\n  {}", found.join("\n  ")));
            if is_first_enough {
                break;
            }
        }
    }
    let count = cases.len();
    assert!(failures.is_empty(), "{} of {count} cases:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn the_page_has_every_file_and_counts_its_cases() {
    let row = |line: &str| {
        let (name, rest) = line.strip_prefix("| `")?.split_once(".json` | ")?;
        let (count, _) = rest.split_once(" |")?;
        let folder = if name.contains('/') { "" } else { "allocation/" };
        Some((format!("{folder}{name}"), count.parse().ok()?))
    };
    let told: BTreeMap<String, usize> =
        include_str!("cases/README.md").lines().filter_map(row).collect();
    assert_eq!(told, case_files::counts());
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
