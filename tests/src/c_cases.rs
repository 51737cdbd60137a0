//! Every case and a few large documents, whose answers are compared whole; and what the program in C
//! that answers them, `c_library/cases.c`, reads and says.

#![allow(clippy::unwrap_used, reason = "what tests stand on may panic")]

use serde_json::{Map, Value, json};
use statsbidrag::wire;

use crate::case_files::cases;

/// The inputs of all cases, and documents large enough for work on several threads.
#[must_use]
pub fn documents() -> Vec<String> {
    let cases = cases().into_iter().map(|(_, case)| case["input"].to_string());
    cases.chain(large().map(|document| document.to_string())).collect()
}

/// Many groups, a list of staff and one of claims, of so many rows that columns have a thread each.
fn large() -> [Value; 3] {
    let rows = 20_000;
    let of = |cell: &dyn Fn(usize) -> Value| (0..rows).map(cell).collect::<Value>();
    let frame = json!({
        "id": of(&|row| json!((row % 200).to_string())),
        "year": of(&|row| json!((row / 200).to_string())),
        "w": of(&|row| json!(row * 7919 % 10_007)),
        "v": of(&|row| json!(format!("{}.{}", row % 101 + 1, row % 10))),
    });
    let groups = json!({"operation": "allocate", "id": "id", "by": "year", "total": "1000003",
        "key": {"a": ["1/3", "w"], "b": ["2/3", "v"]}, "frame": frame});
    let staff = json!({"operation": "summarise_staff", "by": "unit", "roles": {"s": "social_worker"},
    "staff": {
        "person": of(&|row| json!(format!("p{row}"))),
        "unit": of(&|row| json!(format!("u{}", row % 97))),
        "role": of(&|_| json!("s")),
        "fte": of(&|row| json!(format!("0.{}", row % 9 + 1))),
    }});
    let same = |word: &str| of(&|_| json!(word));
    let mut claims = Map::new();
    for (name, word) in [
        ("activity", "child_youth_authority"),
        ("cost_kind", "personnel"),
        ("employment", "employed"),
        ("increase", "above_baseline"),
        ("from", "2017-01-01"),
        ("to", "2017-12-31"),
    ] {
        claims.insert(name.to_owned(), same(word));
    }
    claims.insert("id".to_owned(), of(&|row| json!(format!("L{row}"))));
    claims.insert("recipient".to_owned(), of(&|row| json!(format!("r{}", row % 290))));
    claims.insert(
        "role".to_owned(),
        of(&|row| json!(["social_worker", "supervisor", "other"][row % 3])),
    );
    claims.insert("fte".to_owned(), of(&|row| json!(format!("0.{}", row % 9 + 1))));
    claims.insert("amount".to_owned(), of(&|row| json!(row * 37 + 1)));
    let assess = json!({"operation": "assess", "rulebook": "starkt-bemanning", "year": 2017, "claims": claims});
    [groups, staff, assess]
}

/// Documents as the program reads them.
pub fn sent<'d>(documents: impl Iterator<Item = &'d String>) -> Vec<u8> {
    documents.flat_map(|text| format!("{}\n{text}", text.len()).into_bytes()).collect()
}

/// The answers, each as the wire writes it: a result as it came, byte for byte, and an error from the
/// parts that C has of it.
///
/// # Panics
/// Where the program has said something else.
#[must_use]
pub fn answers(said: &str) -> Vec<String> {
    let (mut rest, mut answers) = (said, Vec::new());
    while !rest.is_empty() {
        answers.push(answer(&mut rest));
    }
    answers
}

/// The documents to which the program has answered otherwise than this library does, with both answers.
///
/// # Panics
/// As [`answers`], and where there is not an answer to each.
#[must_use]
pub fn other_answers(documents: &[String], said: &str) -> Vec<String> {
    let answers = answers(said);
    assert_eq!(answers.len(), documents.len());
    let pairs = documents.iter().zip(answers).map(|(text, other)| (text, wire::call(text), other));
    let different = pairs.filter(|(_, own, other)| own != other);
    different.map(|(text, own, other)| format!("{text}\n  {own}\n  {other}")).collect()
}

fn answer(rest: &mut &str) -> String {
    let numbers: Vec<usize> = line(rest).split(' ').map(|n| n.parse().unwrap()).collect();
    let [status, count, kept] = numbers[..] else { panic!("{numbers:?}") };
    if status == 0 {
        assert_eq!((count, kept), (0, 0));
        return text(rest).to_owned();
    }
    let problem = |_| {
        let [path, code, got, want] = std::array::from_fn(|_| text(rest));
        json!({"path": path, "code": code, "got": got, "want": want})
    };
    let problems: Vec<Value> = (0..kept).map(problem).collect();
    // The numbers of the header.
    let error = ["", "input", "rule", "infeasible", "too_large"][status];
    json!({"error": error, "problems": problems, "count": count}).to_string()
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
