//! The programs of `ffi-c/examples`, compiled without a warning and run, plainly and under valgrind.

use statsbidrag_tests::c::{self, Language};
use statsbidrag_tests::header;

fn example(name: &str) -> String {
    let source = header::folder().join("examples").join(name).with_extension("c");
    let program = c::compile(Language::C, &source, &c::scratch(&format!("example-{name}")));
    let said = program.run::<&str>(&[], b"").replace('\u{a0}', " ");
    program.run_under_valgrind::<&str>(&[], b"");
    said
}

fn has(said: &str, lines: &[&str]) {
    for line in lines {
        assert!(said.lines().any(|other| other == *line), "no line {line:?} in\n{said}");
    }
}

/// 7,000,000 · (1200, 2300, 3100)/6600 + 3,000,000 · (935619, 328494, 556640)/1820753
/// = 2814318.581, 2980643.631, 4205037.787: two kronor are left, for the largest remainders.
#[test]
fn the_first_program_divides_ten_million() {
    let said = example("first");
    assert_eq!(said, "2814318 kr\n2980644 kr\n4205038 kr\n");
    let readme = std::fs::read_to_string(header::folder().join("README.md")).unwrap();
    let source = std::fs::read_to_string(header::folder().join("examples/first.c")).unwrap();
    let (_, shown) = readme.split_once("```c\n").unwrap();
    assert_eq!(shown.split_once("```").unwrap().0, source, "the README shows another program");
}

/// By the key: 7,000,000 · x/6660 + 3,000,000 · y/1823269 = 2800725.268, 2957920.218, 4174151.634,
/// 67202.880: two kronor for .880 and .634. By population Sorsele's 13799.39 is under 50,000, which
/// leaves 9,950,000 · y/1820753 = 5112944.507, 1795144.811, 3041910.682: two for .811 and .682.
#[test]
fn a_grant_is_divided_by_columns() {
    let said = example("allocate");
    has(
        &said,
        &[
            "Stockholm     2800725 kr",
            "Malmo         2957920 kr",
            "Goteborg      4174152 kr",
            "Sorsele         67203 kr",
            "Stockholm     5112944 kr",
            "Malmo         1795145 kr",
            "Goteborg      3041911 kr",
            "Sorsele         50000 kr",
            "Sorsele is held at its minimum",
            "left over: 0 kr, tied: 0",
            "a bad call: SB_NULL",
        ],
    );
    for place in ["/weights: missing", "/unit: not_in_range", "/rounding: unknown_word"] {
        assert!(said.contains(place), "{place} is not told:\n{said}");
    }
}

/// 9 social workers and one supervisor, who may have 6: 3 too many, and one supervisor more makes 12
/// allowed. 68/15 − 3.75 = 0.783 posts: two halves.
#[test]
fn ratios_are_checked_by_columns_and_one_at_a_time() {
    let said = example("staffing");
    let expected = "at most 6/1\n\
        team 1: breach, 3 too many, hire 1\n\
        team 2: met, room for 3\n\
        team 3: met, room for 0\n\
        team 4: not_evaluated\n\
        68 cases on 3.75 posts: breach, hire 2 half posts\n";
    assert_eq!(said, expected);
}

/// The grant is for more staff: pay is none (refused), agency staff was for a person to judge in 2016
/// and barred from 2017.
#[test]
fn claims_are_assessed_by_columns_and_one_at_a_time_and_explained() {
    let said = example("claims");
    has(
        &said,
        &[
            "line 0: approved, 480000 kr approved, 0 kr undetermined:",
            "line 1: undetermined, 0 kr approved, 900000 kr undetermined: AGENCY_STAFF",
            "line 2: refused, 0 kr approved, 0 kr undetermined: NOT_AN_INCREASE",
            "in 2017: refused, AGENCY_STAFF",
            "DRAFT of grounds for a decision. To be tried by whoever decides.",
            "The cost is not approved. Approved 0 kr, refused 180,000 kr, undetermined 0 kr.",
        ],
    );
    assert!(said.contains("NOT_AN_INCREASE: Ökningen är ingen;"), "{said}");
}

/// 100 · (1, 2, 4)/7 = 14 2/7, 28 4/7, 57 1/7: the krona that is left goes to the second.
#[test]
fn documents_are_answered() {
    let said = example("documents");
    assert!(said.contains(r#""amount":["14","29","57"]"#), "{said}");
    assert!(said.contains("bytes about valfardsmiljarderna"), "{said}");
    let (_, after) = said.split_once("SB_INPUT\n").unwrap();
    for place in [
        "float at /total:",
        "unknown_field at /colour:",
        "duplicate at /frame/id/1:",
        "negative at /frame/weight/1:",
    ] {
        assert!(after.lines().any(|line| line.starts_with(place)), "{place} is not told:\n{said}");
    }
    assert_eq!(after.lines().count(), 4);
}
