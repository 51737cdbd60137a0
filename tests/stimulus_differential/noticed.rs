//! The comparison is tested as well: an answer in which anything is changed is noticed, and what may
//! differ is not.

use serde_json::{Value, json};
use statsbidrag_tests::oracle::CaseRng;

use super::compare::{refused, same};
use super::invariants::{identity_in, parts_sum_in};
use super::properties::{all_within_bounds, no_line_differs, no_line_has_more, side_by_side};
use super::render::expected;
use super::{broken, draw, grants};

/// Documents of all kinds.
fn documents() -> Vec<Value> {
    let draws: [fn(&mut CaseRng) -> Value; 6] = [
        draw::complete,
        draw::patchy,
        draw::capped,
        draw::own_books,
        draw::extreme,
        grants::settlement,
    ];
    let seeds = 1..=6;
    seeds.flat_map(|seed| draws.map(|draw| draw(&mut CaseRng::new(seed)))).collect()
}

/// The places of all texts, numbers and empty cells of an answer.
fn leaves(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Array(cells) => {
            for (place, cell) in cells.iter().enumerate() {
                leaves(cell, format!("{at}/{place}"), found);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                leaves(field, format!("{at}/{name}"), found);
            }
        }
        _ => found.push(at),
    }
}

#[test]
fn a_changed_cell_is_noticed() {
    let mut changes = 0;
    for document in documents() {
        let answer = expected(&document);
        assert!(same(&answer, &answer).is_ok(), "{document}");
        let mut places = Vec::new();
        leaves(&answer, String::new(), &mut places);
        for place in places {
            // A total that is not known is not compared.
            let open = ["/totals/interest", "/totals/unrequisitioned"].contains(&place.as_str());
            let cell = answer.pointer(&place).cloned().unwrap();
            if (open && cell.is_null()) || place == "/assessment/operation" {
                continue;
            }
            let mut changed = answer.clone();
            *changed.pointer_mut(&place).unwrap() = match cell.as_str() {
                Some(text) => json!(format!("{text}1")),
                None => json!("1"),
            };
            assert!(same(&changed, &answer).is_err(), "{place} of {answer}");
            changes += 1;
        }
    }
    assert!(changes > 2_000, "only {changes}");
}

/// A row less, a row more, or a finding made twice.
#[test]
fn a_row_less_or_more_is_noticed() {
    for document in documents() {
        let answer = expected(&document);
        for table in ["/lines", "/findings", "/invoice", "/recipients", "/assessment/findings"] {
            let Some(columns) = answer.pointer(table).and_then(Value::as_object) else { continue };
            if columns.values().all(|cells| cells.as_array().is_some_and(Vec::is_empty)) {
                continue;
            }
            let change = |of: fn(&mut Vec<Value>)| {
                let mut changed = answer.clone();
                let columns = changed.pointer_mut(table).and_then(Value::as_object_mut).unwrap();
                for cells in columns.values_mut().filter_map(Value::as_array_mut) {
                    of(cells);
                }
                changed
            };
            let less = change(|cells| {
                cells.pop();
            });
            let more = change(|cells| cells.push(cells[0].clone()));
            assert!(same(&less, &answer).is_err(), "{table} of {answer}");
            assert!(same(&more, &answer).is_err(), "{table} of {answer}");
        }
    }
}

/// The order of findings and of reasons is free, and there may be more columns.
#[test]
fn what_may_differ_is_let_through() {
    for document in documents() {
        let answer = expected(&document);
        let mut changed = answer.clone();
        let inner = if changed.get("assessment").is_some() { "/assessment" } else { "" };
        let lines = changed.pointer_mut(&format!("{inner}/lines/reasons")).unwrap();
        for reasons in lines.as_array_mut().unwrap().iter_mut().filter_map(Value::as_array_mut) {
            reasons.reverse();
        }
        let findings = changed.pointer_mut(&format!("{inner}/findings")).unwrap();
        for cells in findings.as_object_mut().unwrap().values_mut() {
            cells.as_array_mut().unwrap().reverse();
        }
        findings["have"] = json!([]);
        assert!(same(&changed, &answer).is_ok(), "{document}");
    }
}

#[test]
fn a_refusal_is_noticed() {
    let refusal = json!({"error": "input", "problems": [{"path": "/year", "code": "malformed"}]});
    assert_eq!(refused(&refusal).unwrap_err().kind, "refused: malformed");
    assert!(refused(&json!({"operation": "assess"})).is_ok());
}

/// A line's amount changed by an öre.
fn changed(answer: &Value, column: &str, by: i64) -> Value {
    let mut changed = answer.clone();
    let cell = &mut changed["lines"][column][0];
    let text = cell.as_str().unwrap().to_owned();
    let amount = statsbidrag_tests::oracle::rational(&text).unwrap();
    let sum = amount + num_rational::BigRational::new(by.into(), 100.into());
    *cell = json!(super::render::kronor(&sum));
    changed
}

#[test]
fn a_property_that_does_not_hold_is_noticed() {
    for seed in 1..=20 {
        let document = draw::capped(&mut CaseRng::new(seed));
        let answer = expected(&document);
        assert!(parts_sum_in(&document, &answer).is_ok());
        for column in ["approved", "refused", "undetermined"] {
            assert!(parts_sum_in(&document, &changed(&answer, column, 1)).is_err());
        }
        let more = changed(&answer, "approved", 1);
        let lines = |before: &Value, after: &Value| side_by_side(before, after).unwrap();
        assert!(no_line_has_more(lines(&more, &answer)).is_ok());
        assert!(no_line_has_more(lines(&answer, &more)).is_err());
        assert!(all_within_bounds(lines(&answer, &answer)).is_ok());
        assert!(all_within_bounds(lines(&more, &answer)).is_err());
        assert!(all_within_bounds(lines(&answer, &changed(&answer, "undetermined", 1))).is_err());
        assert!(no_line_differs(lines(&answer, &answer)).is_ok());
        assert!(no_line_differs(lines(&answer, &more)).is_err());
    }
}

#[test]
fn a_settlement_that_does_not_add_up_is_noticed() {
    for seed in 1..=20 {
        let answer = expected(&grants::settlement(&mut CaseRng::new(seed)));
        assert!(identity_in(&answer).is_ok());
        for column in ["pending", "repayable", "due"] {
            let mut changed = answer.clone();
            changed["recipients"][column][0] = json!("98765432198765.43");
            assert!(identity_in(&changed).is_err(), "{column}");
        }
    }
}

/// Another place, another code, another kind of error, or an answer.
#[test]
fn a_refusal_of_something_else_is_noticed() {
    let broken = json!({"broken": "fte of zero", "at": "/claims/fte/1", "code": "not_in_range"});
    let refusal = |path: &str, code: &str| json!({"error": "input", "problems": [{"path": path, "code": code}]});
    assert!(broken::named(&broken, &refusal("/claims/fte/1", "not_in_range")).is_ok());
    assert!(broken::named(&broken, &refusal("/claims/fte/10", "not_in_range")).is_err());
    assert!(broken::named(&broken, &refusal("/claims/fte", "not_in_range")).is_err());
    assert!(broken::named(&broken, &refusal("/claims/fte/1", "negative")).is_err());
    assert!(broken::named(&broken, &json!({"operation": "assess"})).is_err());
    let year = json!({"broken": "year that the rulebook does not have", "at": "/year",
        "code": "no_value_at_date"});
    assert!(broken::named(&year, &refusal("/year", "no_value_at_date")).is_err());
}
