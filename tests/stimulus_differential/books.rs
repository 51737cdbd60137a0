//! Drawing rulebooks.

use serde_json::{Value, json};
use statsbidrag_tests::oracle::CaseRng;

use super::claims::WORDS;

/// One of some texts.
pub(crate) fn choose<'a>(rng: &mut CaseRng, words: &[&'a str]) -> &'a str {
    words[rng.between(0, words.len() as u64 - 1) as usize]
}

fn cite() -> Value {
    json!({"source": "s"})
}

fn both() -> Value {
    json!({"sv": "Är det så?", "en": "Is it so?"})
}

/// One value for all years.
fn always(value: Value) -> Value {
    json!([{"from": "2010-01-01", "to": "2029-12-31", "value": value, "cite": cite()}])
}

/// A rulebook, and a year that it has.
pub(crate) fn book(rng: &mut CaseRng) -> (Value, u64) {
    let year = rng.between(2016, 2020);
    let mut book = json!({
        "id": "own", "name": {"sv": "Eget", "en": "Own"}, "example": true, "remarks": [],
        "sources": {"s": {"title": "T", "publisher": "P", "rank": "primary"}},
        "period": period(rng, year), "conditions": conditions(rng, year),
        "rounding": always(json!({
            "unit": rng.pick(&["0.01", "0.01", "1", "10", "100"]),
            "rounding": rng.pick(&["half_up", "down", "up", "half_down", "half_even"])})),
    });
    if !rng.one_in(4) {
        book["baseline_cap"] = json!([{"from": "2010-01-01", "to": "2029-12-31", "cite": cite()}]);
    }
    if rng.one_in(2) {
        book["amount_per_fte_year"] =
            always(json!(rng.pick(&["800000", "1", "333333.33", "480000"])));
    }
    if rng.one_in(2) {
        book["pot"] = always(json!(rng.pick(&["0", "1000000", "210000000"])));
    }
    book["settlement"] = settlement(rng);
    (book, year)
}

/// The whole year, part of it, or years on end.
fn period(rng: &mut CaseRng, year: u64) -> Value {
    let entry = |from: String, to: String| json!([{"from": from, "to": to, "cite": cite()}]);
    match rng.between(0, 3) {
        0 => entry(format!("{year}-01-01"), format!("{year}-12-31")),
        1 => entry(format!("{year}-03-01"), format!("{}-12-31", year + 1)),
        2 => entry("2014-01-01".into(), format!("{year}-10-15")),
        _ => entry("2012-07-01".into(), "2029-06-30".into()),
    }
}

/// Conditions of every kind, some of which change within the year.
fn conditions(rng: &mut CaseRng, year: u64) -> Value {
    let mut conditions: Vec<Value> = Vec::new();
    let mut asked_always: Vec<(&str, &[&str])> = Vec::new();
    for (name, words) in WORDS {
        match rng.between(0, 3) {
            0 => {}
            1 => {
                // It is one thing up to a day, and another after it.
                let (last, next) = edge(rng, year);
                let mut until = word_condition(rng, name, words);
                until["to"] = json!(last);
                let mut after = word_condition(rng, name, words);
                after["from"] = json!(next);
                conditions.extend([until, after]);
                asked_always.push((name, words));
            }
            2 if rng.one_in(3) => {
                // It is asked for a while.
                let mut condition = word_condition(rng, name, words);
                (condition["from"], condition["to"]) = while_of(rng, year);
                conditions.push(condition);
            }
            _ => {
                conditions.push(word_condition(rng, name, words));
                asked_always.push((name, words));
            }
        }
    }
    // A book with a day on which nothing is asked of every line is refused.
    if asked_always.is_empty() || rng.one_in(2) {
        conditions.push(json!({"kind": "double_funding", "from": "2010-01-01"}));
    }
    for kind in ["evidence", "question", "frees_time_for"] {
        if asked_always.is_empty() || rng.one_in(3) {
            continue;
        }
        let mut condition = match kind {
            "frees_time_for" => word_condition(rng, kind, WORDS[5].1),
            _ => json!({"kind": kind, "from": "2010-01-01"}),
        };
        let (column, words) = asked_always[rng.between(0, asked_always.len() as u64 - 1) as usize];
        condition["when"] = json!({column: [choose(rng, words), words[0]]});
        let (other, words) = asked_always[rng.between(0, asked_always.len() as u64 - 1) as usize];
        if other != column {
            condition["when"][other] = json!([choose(rng, words)]);
        }
        if condition["when"][column][0] == condition["when"][column][1] {
            condition["when"][column] = json!([words_first(&condition["when"][column])]);
        }
        if rng.one_in(3) {
            (condition["from"], condition["to"]) = while_of(rng, year);
        }
        conditions.push(condition);
    }
    for (at, condition) in conditions.iter_mut().enumerate() {
        condition["id"] = json!(format!("c{at}"));
        condition["cite"] = cite();
        if condition["kind"] == "question" || condition.get("judge").is_some() {
            condition["question"] = both();
        }
    }
    json!(conditions)
}

fn words_first(words: &Value) -> Value {
    words[0].clone()
}

/// The usual word is nearly always accepted; of the others some are, and some are judged.
fn word_condition(rng: &mut CaseRng, name: &str, words: &[&str]) -> Value {
    let (mut accept, mut judge) = (Vec::new(), Vec::new());
    for (at, word) in words.iter().enumerate() {
        match rng.between(0, 5) {
            _ if at == 0 && !rng.one_in(12) => accept.push(*word),
            0 | 1 => accept.push(word),
            2 => judge.push(*word),
            _ => {}
        }
    }
    if accept.is_empty() {
        accept.push(words[0]);
        judge.retain(|word| *word != words[0]);
    }
    let mut condition = json!({"kind": name, "from": "2010-01-01", "accept": accept});
    if !judge.is_empty() {
        condition["judge"] = json!(judge);
    }
    condition
}

/// Two days on end, of which the first is the last of something.
fn edge(rng: &mut CaseRng, year: u64) -> (String, String) {
    let (last, next) = rng.pick(&[
        ("06-30", "07-01"),
        ("02-28", "03-01"),
        ("09-15", "09-16"),
        ("12-30", "12-31"),
        ("01-01", "01-02"),
    ]);
    if last == "02-28" && year.is_multiple_of(4) {
        return (format!("{year}-02-29"), format!("{year}-{next}"));
    }
    (format!("{year}-{last}"), format!("{year}-{next}"))
}

fn while_of(rng: &mut CaseRng, year: u64) -> (Value, Value) {
    let (from, to) = rng.pick(&[("03-01", "08-31"), ("07-01", "12-31"), ("05-05", "05-05")]);
    (json!(format!("{year}-{from}")), json!(format!("{year}-{to}")))
}

/// Terms of settlement; each may be lacking.
fn settlement(rng: &mut CaseRng) -> Value {
    let mut terms = json!({});
    let days = ["2018-06-06", "2019-06-01", "2020-04-13", "2017-10-31", "2021-05-13", "2019-06-22"];
    for name in ["requisition_by", "report_by"] {
        if !rng.one_in(3) {
            terms[name] = always(json!(rng.pick(&days)));
        }
    }
    if rng.one_in(2) {
        terms["co_financing"] = always(json!(rng.pick(&["1/2", "1/3", "0", "0.1"])));
    }
    if rng.one_in(2) {
        terms["minimum_frame"] = always(json!("50000"));
    }
    if !rng.one_in(3) {
        let mut points = always(json!(rng.pick(&["0.02", "0", "1/30"])));
        if rng.one_in(3) {
            points = json!([
                {"from": "2010-01-01", "to": "2019-02-10", "value": "0.02", "cite": cite()},
                {"from": "2019-02-11", "to": "2029-12-31", "value": "0.03", "cite": cite()},
            ]);
        }
        terms["interest"] = json!({
            "reference": {"sv": "utlåningsräntan", "en": "the lending rate"}, "points": points,
            "start": {"event": "decided_on", "months": rng.between(0, 3)}, "cite": cite()});
    }
    terms
}
