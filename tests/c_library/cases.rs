//! Every case of `tests/cases` through `sb_call`, by a program in C.

use std::path::Path;

use serde_json::Value;
use statsbidrag_tests::c::{self, Language};
use statsbidrag_tests::c_cases::{answers, other_answers, sent};
use statsbidrag_tests::case_files::{self, differences};

/// Every how many cases are run under valgrind too, where a case takes fifty times as long.
const ONE_IN: usize = 29;

#[test]
fn every_case_comes_out_in_c_as_its_source_says() {
    let folder = c::scratch("cases");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("c_library/cases.c");
    let program = c::compile(Language::C, &source, &folder);
    let cases = case_files::cases();
    let documents: Vec<String> = cases.iter().map(|(_, case)| case["input"].to_string()).collect();
    let said = program.run::<&str>(&[], &sent(documents.iter()));
    // The whole answers are those of Rust, to the byte.
    let others = other_answers(&documents, &said);
    assert!(others.is_empty(), "{} answers:\n{}", others.len(), others.join("\n"));
    let answers = answers(&said);
    let mut failures = Vec::new();
    for ((name, case), answer) in cases.iter().zip(&answers) {
        let answer: Value = serde_json::from_str(answer).unwrap();
        let mut found = Vec::new();
        differences(&case["expect"], &answer, "", &mut found);
        if !found.is_empty() {
            failures.push(format!("{name}:\n  {}", found.join("\n  ")));
        }
    }
    let count = cases.len();
    assert!(count >= 1400, "only {count} cases were found");
    assert!(failures.is_empty(), "{} of {count} cases:\n{}", failures.len(), failures.join("\n"));
    program.run_under_valgrind::<&str>(&[], &sent(documents.iter().step_by(ONE_IN)));
}
