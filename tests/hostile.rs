//! Documents that are meant to do harm: each is answered in a memory that is a multiple of its size and
//! a constant, and in time. What would need more is refused before it is computed.
//!
//! An allocator counts what is held, so that there is one test here and nothing beside it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use statsbidrag::wire;

/// The system's allocator, which counts the bytes that are held and the most that were.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

fn taken(size: usize) {
    MOST.fetch_max(HELD.fetch_add(size, Relaxed) + size, Relaxed);
}

// SAFETY: everything is done by the system's allocator; counting touches no memory of it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        taken(layout.size());
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Both may be held at once.
        taken(size);
        HELD.fetch_sub(layout.size(), Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// How a document is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Result,
    Error,
}
use Outcome::{Error, Result};

/// The most bytes for each byte of a document that is refused, and of one that is computed: a cell
/// of four bytes (`7, `) has dozens of findings or figures, each with its number and its text.
const REFUSED: usize = 60;
const COMPUTED: usize = 1_000;

/// What any document may take beside that.
const CONSTANT: usize = 64 << 20;

/// Far more than any of them takes, on a machine that does much else.
const LONG: Duration = Duration::from_secs(120);

#[test]
fn memory_is_a_multiple_of_the_document_and_nothing_hangs() {
    let mut wrong = Vec::new();
    // One of them alone, while it is looked at.
    let only = std::env::var("STATSBIDRAG_HOSTILE").ok();
    let is_asked = |name: &str| only.as_ref().is_none_or(|only| only == name);
    for (name, expected, text) in documents().into_iter().filter(|(name, ..)| is_asked(name)) {
        let (before, start) = (HELD.load(Relaxed), Instant::now());
        MOST.store(before, Relaxed);
        let answer = wire::call(&text);
        let (taken, time) = (MOST.load(Relaxed) - before, start.elapsed());
        let outcome = if answer.starts_with(r#"{"error""#) { Error } else { Result };
        let times = if outcome == Error { REFUSED } else { COMPUTED };
        let (size, said) = (text.len(), answer.chars().take(300).collect::<String>());
        println!("{name}: {size} bytes, {taken} taken, {time:?}, {outcome:?}");
        if outcome != expected || taken > CONSTANT + times * size || time > LONG {
            wrong.push(format!("{name}: {size} bytes, {taken} taken, {time:?}: {said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn ids(count: usize) -> Value {
    (0..count).map(|id| id.to_string()).collect()
}

fn allocate(frame: &Value, key: &Value) -> Value {
    json!({"operation": "allocate", "id": "id", "total": "100", "frame": frame, "key": key})
}

/// A document with more fields.
fn with(mut document: Value, more: &Value) -> Value {
    document.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    document
}

/// Two recipients.
fn few() -> Value {
    json!({"id": ["a", "b"], "w": [1, 2]})
}

/// Odd numbers of 63 or 64 digits, by a congruential generator: hardly two have a factor in common.
fn long_numbers(count: usize) -> Vec<String> {
    let mut state = 1u64;
    let mut digits = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("{:016}", state % 10_000_000_000_000_000)
    };
    (0..count)
        .map(|_| format!("7{}{}{}{}1", &digits()[2..], digits(), digits(), &digits()[1..]))
        .collect()
}

fn documents() -> Vec<(&'static str, Outcome, String)> {
    let mut all = texts();
    let values =
        names().into_iter().chain(keys()).chain(schemes()).chain(staffing()).chain(lists());
    all.extend(values.map(|(name, outcome, document)| (name, outcome, document.to_string())));
    all
}

/// What is hardly JSON.
fn texts() -> Vec<(&'static str, Outcome, String)> {
    let number = |number: &str| {
        allocate(&few(), &json!("w")).to_string().replace("[1,2]", &format!("[{number},2]"))
    };
    vec![
        ("lists in lists", Error, "[".repeat(3_000_000)),
        ("objects in objects", Error, r#"{"a":"#.repeat(1_000_000)),
        ("a great exponent", Error, number("1e999999999")),
        ("a small exponent", Error, number("1e-999999999")),
        ("an integer of a million digits", Error, number(&"9".repeat(1_000_000))),
        ("a fraction of a million digits", Error, number(&format!("0.{}", "3".repeat(1_000_000)))),
        ("one name very often", Error, format!("{{{}\"a\":1}}", r#""a":1,"#.repeat(400_000))),
        (
            "empty lists",
            Error,
            format!(r#"{{"operation":"allocate","frame":[{}[]]}}"#, "[],".repeat(400_000)),
        ),
        ("escapes", Error, format!(r#"{{"operation":"{}"}}"#, "\\u0000".repeat(400_000))),
    ]
}

type Documents = Vec<(&'static str, Outcome, Value)>;

/// Names, texts and lists that messages would repeat.
fn names() -> Documents {
    let long = "x".repeat(1_000_000);
    let rows = 100_000;
    let nulls = vec![Value::Null; rows];
    let unknown: Map<_, _> = (0..100_000).map(|n| (format!("z{n}"), json!(1))).collect();
    let asked: Vec<String> = (0..100_000).map(|n| format!("x{n}")).collect();
    vec![
        (
            "a long name of a column",
            Error,
            allocate(&json!({"id": ids(2000), long.as_str(): vec!["1"; 2000]}), &json!(long)),
        ),
        (
            "a long name of bad cells",
            Error,
            allocate(&json!({"id": ids(2000), long.as_str(): vec!["?"; 2000]}), &json!(long)),
        ),
        ("a long id", Error, allocate(&json!({"id": [long, long], "w": [1, 2]}), &json!("w"))),
        (
            "a long number",
            Error,
            allocate(&json!({"id": ["a", "b"], "w": ["9".repeat(1_000_000), "1"]}), &json!("w")),
        ),
        ("a long word", Error, with(allocate(&few(), &json!("w")), &json!({"rounding": long}))),
        ("cells without anything", Error, allocate(&json!({"id": nulls, "w": nulls}), &json!("w"))),
        (
            "fields that nobody knows",
            Error,
            with(allocate(&few(), &json!("w")), &Value::Object(unknown)),
        ),
        (
            "explanations of nobody",
            Error,
            with(allocate(&few(), &json!("w")), &json!({"explain": asked})),
        ),
        (
            "one explanation very often",
            Result,
            with(allocate(&few(), &json!("w")), &json!({"explain": vec!["a"; 100_000]})),
        ),
    ]
}

/// Numbers that grow: denominators without a common factor, products, many columns.
fn keys() -> Documents {
    let long = long_numbers(1_200);
    let terms = |numbers: &[String]| {
        let terms: Vec<String> = numbers.iter().map(|number| format!("1/{number}*w")).collect();
        terms.join(" + ")
    };
    let parts = |count: usize, measure: &dyn Fn(usize) -> String| -> Value {
        let part = |n: usize| (format!("k{n}"), json!([format!("1/{count}"), measure(n)]));
        Value::Object((0..count).map(part).collect())
    };
    // Pairs of shares that sum to 1/32, whose denominators have nothing in common: 1/(32·p) and
    // (p − 1)/(32·p), told without their last two digits so that 32·p has 64.
    let shares = long.iter().take(32).map(|p| {
        let p: num_bigint::BigUint = p[..62].parse().unwrap();
        [(1u8.into(), &p * 32u8), (&p - 1u8, &p * 32u8)]
            .map(|(n, d): (num_bigint::BigUint, _)| format!("{n}/{d}"))
    });
    let shares: Map<_, _> = shares
        .flatten()
        .enumerate()
        .map(|(n, share)| (format!("k{n}"), json!([share, "w"])))
        .collect();
    let rows = 1_000;
    let wide: Vec<String> = (0..rows).map(|row| format!("{}{row:04}", "9".repeat(33))).collect();
    let mut wide_frame = json!({"id": ids(rows)});
    for column in 0..8 {
        wide_frame[format!("c{column}")] = json!(wide);
    }
    let columns: Vec<String> = (0..64_000).map(|n| format!("c{n}")).collect();
    let of_columns = |n: usize| columns[n * 1000..(n + 1) * 1000].join(" + ");
    let cells = |cell: &dyn Fn(usize) -> Value| -> Map<String, Value> {
        columns.iter().enumerate().map(|(n, name)| (name.clone(), json!([cell(n)]))).collect()
    };
    let frame = |columns: Map<String, Value>| with(json!({"id": ["a"]}), &Value::Object(columns));
    let own_denominator = |n: usize| json!(format!("1/{}", u64::MAX - 2 * n as u64));
    let many = json!({"id": ids(20_000), "w": (1..=20_000).collect::<Value>()});
    vec![
        ("denominators of a measure", Error, allocate(&few(), &json!(terms(&long[..1000])))),
        (
            "denominators that fit",
            Result,
            allocate(&json!({"id": ids(rows), "w": vec![1; rows]}), &json!(terms(&long[..9]))),
        ),
        (
            "denominators of components",
            Error,
            allocate(&few(), &parts(12, &|n| terms(&long[n * 9..(n + 1) * 9]))),
        ),
        ("denominators of shares", Result, allocate(&few(), &Value::Object(shares))),
        ("products of columns", Result, allocate(&wide_frame, &json!("c0*c1*c2*c3*c4*c5*c6*c7"))),
        (
            "a denominator for each column",
            Error,
            allocate(&frame(cells(&own_denominator)), &parts(64, &of_columns)),
        ),
        (
            "very many columns",
            Result,
            allocate(&frame(cells(&|_| json!(1))), &parts(64, &of_columns)),
        ),
        ("very many columns that are not there", Error, allocate(&few(), &parts(64, &of_columns))),
        (
            "components by row",
            Result,
            with(
                allocate(&many, &parts(64, &|_| "w".to_owned())),
                &json!({"rounding_scope": "component"}),
            ),
        ),
        ("payments", Error, with(allocate(&many, &json!("w")), &json!({"instalments": 1200}))),
        (
            "explanations of all",
            Error,
            with(allocate(&many, &json!("w")), &json!({"explain": ids(20_000), "minimum": "0"})),
        ),
        (
            "explanations of some",
            Result,
            with(allocate(&many, &json!("w")), &json!({"explain": ids(500), "minimum": "0"})),
        ),
        (
            "an allocation for each row",
            Result,
            with(
                allocate(
                    &json!({"id": vec!["a"; 20_000], "g": ids(20_000), "w": vec![1; 20_000]}),
                    &parts(64, &|_| "w".to_owned()),
                ),
                &json!({"by": "g"}),
            ),
        ),
        (
            "a certificate of long numbers",
            Result,
            with(
                allocate(&json!({"id": ids(rows), "w": vec![1; rows]}), &json!(terms(&long[..9]))),
                &json!({"certificate": true, "verify": true}),
            ),
        ),
    ]
}

/// Pots: many, with the same recipients, within each other, with shares that have nothing in common.
fn schemes() -> Documents {
    let dated =
        |value: &str| json!([{"from": "2017-01-01", "value": value, "cite": {"source": "s"}}]);
    let name = json!({"sv": "p", "en": "p"});
    let leaf = |id: String, share: &str| json!({"id": id, "name": name, "share": dated(share), "recipients": "r", "key": dated("w")});
    let scheme = |pots: Value, rows: usize| {
        json!({"operation": "allocate_scheme", "year": 2017, "id": "id", "total": "1000000",
            "frames": {"r": {"id": ids(rows), "w": vec![1; rows]}},
            "scheme": {"id": "x", "name": name, "pots": pots,
                "sources": {"s": {"title": "T", "publisher": "P", "rank": "secondary"}}}})
    };
    let pots =
        |count: usize| (0..count).map(|n| leaf(format!("p{n}"), &format!("1/{count}"))).collect();
    let of_long = long_numbers(1_000).into_iter().enumerate();
    let of_long = of_long.map(|(n, p)| leaf(format!("p{n}"), &format!("1/{p}"))).collect();
    let mut outer = leaf("p".to_owned(), "1");
    let inner = |n: usize| json!({"id": format!("i{n}"), "name": name, "of": n.to_string(), "recipients": "r", "key": dated("w")});
    outer["inner"] = (0..4_000).map(inner).collect();
    let mut same = leaf("p".to_owned(), "1");
    same["share"] = Value::Array(vec![dated("1")[0].clone(); 4_000]);
    vec![
        ("pots that share their recipients", Error, scheme(pots(2_000), 2_000)),
        ("many pots", Result, scheme(pots(500), 20)),
        ("pots of long shares", Error, scheme(of_long, 1)),
        ("an inner division for each recipient", Error, scheme(json!([outer]), 4_000)),
        ("one share very often", Error, scheme(json!([same]), 1)),
    ]
}

/// Rules times rows, limits that change every day, centuries.
fn staffing() -> Documents {
    let rule = |id: usize, at_most: Value| json!({"id": format!("r{id}"), "numerator": "n", "denominator": "d", "at_most": at_most});
    let frame = |rows: usize| json!({"id": ids(rows), "n": vec![7; rows], "d": vec![1; rows]});
    let rules = |count: usize| (0..count).map(|id| rule(id, json!("6"))).collect::<Value>();
    let years = |count: usize| {
        let limit = |year: usize| json!({"value": "6", "from": format!("{year:04}-01-01"), "to": format!("{year:04}-12-31")});
        (1..=count).map(limit).collect::<Value>()
    };
    let series = |limits: Value, rows: usize| {
        json!({"operation": "staffing_series", "id": "id", "to": "0400-12-31", "rules": [rule(0, limits)],
            "snapshots": [{"from": "0001-01-01", "frame": frame(rows)}]})
    };
    let check = |rules: Value, rows: usize| json!({"operation": "check_staffing", "id": "id", "frame": frame(rows), "rules": rules});
    vec![
        ("rules times rows", Error, check(rules(2_000), 2_000)),
        ("many rules", Result, check(rules(1_000), 20)),
        ("a limit for every year", Result, series(years(400), 2)),
        ("a limit for every year and row", Error, series(years(600), 2_000)),
        ("ten thousand limits", Error, series(years(9_999), 1)),
    ]
}

/// Lists of staff and of claims.
fn lists() -> Documents {
    let of = |word: &str, count: usize| json!(vec![word; count]);
    let named =
        |what: &str, count: usize| (0..count).map(|n| format!("{what}{n}")).collect::<Value>();
    let claims = |count: usize, from: &str, to: &str| {
        json!({"id": ids(count), "recipient": of("1480", count), "role": of("social_worker", count),
            "activity": of("child_youth_authority", count), "cost_kind": of("personnel", count),
            "employment": of("employed", count), "increase": of("above_baseline", count),
            "from": of(from, count), "to": of(to, count), "fte": vec![1; count], "amount": vec![600; count]})
    };
    let assess = |claims: Value, more: &Value| {
        with(
            json!({"operation": "assess", "rulebook": "starkt-bemanning", "year": 2017, "claims": claims}),
            more,
        )
    };
    let year = |count: usize| claims(count, "2017-01-01", "2017-12-31");
    let units = |count: usize| {
        json!({"staffing": {"recipient": of("1480", count), "unit": ids(count), "role": of("social_worker", count),
            "baseline_fte": vec![1; count], "actual_fte": vec![2; count]}})
    };
    let count = 5_000;
    let roles: Value = (0..count).map(|n| (format!("r{n}"), json!(format!("role{n}")))).collect();
    let fractions: Vec<String> =
        long_numbers(count).iter().map(|number| format!("1/{number}")).collect();
    vec![
        (
            "lines of ten centuries",
            Result,
            assess(claims(2_000, "1500-01-01", "2500-12-31"), &json!({"split": "by_day"})),
        ),
        (
            "lines that cross every year",
            Error,
            assess(claims(20_000, "0001-01-01", "9999-12-30"), &json!({})),
        ),
        ("lines without a unit", Error, assess(year(10_000), &units(10_000))),
        (
            "reasons and what would help",
            Result,
            assess(year(1_000), &json!({"explain": ids(1_000), "what_if": ids(1_000)})),
        ),
        (
            "a role for each person",
            Error,
            json!({"operation": "summarise_staff", "by": "unit", "roles": roles,
                "staff": {"person": named("p", count), "unit": named("u", count), "role": named("r", count),
                    "fte": vec![1; count]}}),
        ),
        (
            "a denominator for each person",
            Error,
            json!({"operation": "summarise_staff", "by": "unit", "roles": {"r": "role"},
                "staff": {"person": named("p", count), "unit": of("u", count), "role": of("r", count),
                    "fte": fractions}}),
        ),
        (
            "parts of themselves",
            Error,
            json!({"operation": "check_published", "id": "id", "amount": "kr", "parts_of": "sum", "total": "5",
                "frame": {"id": ids(count), "kr": vec![1; count],
                    "sum": (0..count).map(|n| (n / 2).to_string()).collect::<Value>()}}),
        ),
    ]
}
