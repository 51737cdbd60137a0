//! Every case of `tests/cases` through `sb_call`, by a program in C.

use std::path::Path;

use serde_json::{Value, json};
use statsbidrag_tests::c::{self, Language};
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
    let mut rest = said.as_str();
    let mut failures = Vec::new();
    for (name, case) in &cases {
        let answer = answer(&mut rest);
        let mut found = Vec::new();
        differences(&case["expect"], &answer, "", &mut found);
        if !found.is_empty() {
            failures.push(format!("{name}:\n  {}", found.join("\n  ")));
        }
    }
    assert_eq!(rest, "");
    let count = cases.len();
    assert!(count >= 1400, "only {count} cases were found");
    assert!(failures.is_empty(), "{} of {count} cases:\n{}", failures.len(), failures.join("\n"));
    program.run_under_valgrind::<&str>(&[], &sent(documents.iter().step_by(ONE_IN)));
}

/// Documents as the program reads them.
fn sent<'d>(documents: impl Iterator<Item = &'d String>) -> Vec<u8> {
    documents.flat_map(|text| format!("{}\n{text}", text.len()).into_bytes()).collect()
}

/// One answer as the wire has it.
fn answer(rest: &mut &str) -> Value {
    let numbers: Vec<usize> = line(rest).split(' ').map(|n| n.parse().unwrap()).collect();
    let [status, count, kept] = numbers[..] else { panic!("{numbers:?}") };
    if status == 0 {
        assert_eq!((count, kept), (0, 0));
        return serde_json::from_str(text(rest)).unwrap();
    }
    let problem = |_| {
        let [path, code, got, want] = std::array::from_fn(|_| text(rest));
        json!({"path": path, "code": code, "got": got, "want": want})
    };
    let problems: Vec<Value> = (0..kept).map(problem).collect();
    // The numbers of the header.
    let error = ["", "input", "rule", "infeasible", "too_large"][status];
    json!({"error": error, "problems": problems, "count": count})
}

fn line<'t>(rest: &mut &'t str) -> &'t str {
    let (line, after) = rest.split_once('\n').unwrap();
    *rest = after;
    line
}

fn text<'t>(rest: &mut &'t str) -> &'t str {
    let length = line(rest).parse().unwrap();
    let (text, after) = rest.split_at(length);
    *rest = after;
    text
}
