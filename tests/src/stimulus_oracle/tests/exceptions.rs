//! Where the method, taken at its word, does not keep its promise: the smallest documents known in
//! which settling a doubt lowers what was certain, or raises what was possible.
//!
//! They are kept so that a change of the method shows here.

use serde_json::{Value, json};

use crate::stimulus_oracle::assess;

/// Approved and undetermined of every line.
fn parts(document: &Value) -> Vec<String> {
    let lines = assess(document);
    lines.iter().map(|line| format!("{}+{}", line.approved, line.undetermined)).collect()
}

/// Lines of the whole of 2017, of one full-time equivalent and 100 kr each.
fn document(conditions: Value, roles: Value, staffing: Value) -> Value {
    let count = roles.as_array().map_or(0, Vec::len);
    let period = json!([{"from": "2017-01-01", "to": "2017-12-31"}]);
    let ids: Vec<_> = (1..=count).map(|at| format!("L{at}")).collect();
    json!({
        "rulebook": {"conditions": conditions, "period": period, "baseline_cap": period},
        "year": 2017, "split": "by_day",
        "claims": {"id": ids, "recipient": vec!["r"; count], "role": roles,
            "increase": vec!["above_baseline"; count], "fte": vec!["1"; count],
            "from": vec!["2017-01-01"; count], "to": vec!["2017-12-31"; count],
            "amount": vec![100; count], "unit": vec![Value::Null; count],
            "ruling": vec!["approved: so"; count]},
        "staffing": staffing,
    })
}

fn no_growth_in_unit_a() -> Value {
    json!({"recipient": ["r"], "unit": ["A"], "role": ["social_worker"],
        "baseline_fte": [1], "actual_fte": [1]})
}

fn one_more_other() -> Value {
    json!({"recipient": ["r"], "role": ["other"], "baseline_fte": [0], "actual_fte": [1]})
}

/// A line without a unit could be in unit A alone, which has not grown: it is refused. In a unit
/// that has no row it is open again.
#[test]
fn a_unit_without_a_row() {
    let mut document = document(json!([]), json!(["social_worker"]), no_growth_in_unit_a());
    assert_eq!(parts(&document), ["0+0"]);
    document["claims"]["unit"][0] = json!("Z");
    assert_eq!(parts(&document), ["0+100"]);
}

/// A role that is only judged is not paid for, so a line without a role is not counted there; once
/// it has that role, it is.
#[test]
fn a_role_that_is_judged() {
    let role = json!([{"kind": "role", "from": "2017-01-01", "accept": ["social_worker"],
        "judge": ["other"]}]);
    let mut document = document(role, json!(["other", null]), one_more_other());
    assert_eq!(parts(&document), ["100+0", "0+100"]);
    document["claims"]["role"][1] = json!("other");
    assert_eq!(parts(&document), ["50+0", "50+0"]);
}

/// A role that is asked for until June: after that a line may have any role, but a line without one
/// is counted in the accepted roles alone.
#[test]
fn a_role_that_is_not_asked_for_all_year() {
    let role = json!([{"kind": "role", "from": "2017-01-01", "to": "2017-06-30",
        "accept": ["social_worker"]}]);
    let mut document = document(role, json!(["other", null]), one_more_other());
    document["claims"]["from"] = json!(["2017-07-01", "2017-07-01"]);
    document["claims"]["fte"] = json!(["365/184", "365/184"]);
    assert_eq!(parts(&document), ["100+0", "0+100"]);
    document["claims"]["role"][1] = json!("other");
    assert_eq!(parts(&document), ["50+0", "50+0"]);
}
