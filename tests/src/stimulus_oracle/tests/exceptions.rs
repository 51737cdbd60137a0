//! Small documents at the edge of what the method promises: where settling a doubt, a higher baseline
//! or a line split in two could lower what was certain, or raise what was possible.
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

/// A role that is judged may be paid for, so a line without a role is counted there before it has
/// that role.
#[test]
fn a_role_that_is_judged() {
    let role = json!([{"kind": "role", "from": "2017-01-01", "accept": ["social_worker"],
        "judge": ["other"]}]);
    let mut document = document(role, json!(["other", null]), one_more_other());
    assert_eq!(parts(&document), ["50+50", "0+100"]);
    document["claims"]["role"][1] = json!("other");
    assert_eq!(parts(&document), ["50+0", "50+0"]);
}

/// A role that is asked for until June: after that a line may have any role, and a line without one
/// is counted in all of them.
#[test]
fn a_role_that_is_not_asked_for_all_year() {
    let role = json!([{"kind": "role", "from": "2017-01-01", "to": "2017-06-30",
        "accept": ["social_worker"]}]);
    let mut document = document(role, json!(["other", null]), one_more_other());
    document["claims"]["from"] = json!(["2017-07-01", "2017-07-01"]);
    document["claims"]["fte"] = json!(["365/184", "365/184"]);
    assert_eq!(parts(&document), ["50+50", "0+100"]);
    document["claims"]["role"][1] = json!("other");
    assert_eq!(parts(&document), ["50+0", "50+0"]);
}

/// A role that is judged is set off against others too, so that its own higher baseline leaves no
/// more to them: their sum has room for both, and then for one.
#[test]
fn a_higher_baseline_where_falls_are_set_off() {
    let role = json!([{"kind": "role", "from": "2017-01-01", "accept": ["social_worker"],
        "judge": ["other"]}]);
    let staffing = json!({"recipient": ["r", "r"], "role": ["social_worker", "other"],
        "baseline_fte": [0, 0], "actual_fte": [1, 1]});
    let mut document = document(role, json!(["social_worker", "other"]), staffing);
    document["across_roles"] = json!(true);
    assert_eq!(parts(&document), ["100+0", "100+0"]);
    document["staffing"]["baseline_fte"][1] = json!(1);
    assert_eq!(parts(&document), ["100+0", "0+0"]);
}

/// A line of which half is open, alone under a cap of half of it: half of its days are certain and
/// fit. In two halves each has the other beside it at its largest when it comes to what is certain,
/// and at its smallest for what is possible: less is certain of both together, and more possible.
#[test]
fn halves_of_a_line_in_doubt() {
    let asked = json!([{"kind": "activity", "from": "2017-07-02",
        "accept": ["child_youth_authority"]}]);
    let staffing = json!({"recipient": ["r"], "role": ["social_worker"],
        "baseline_fte": [0], "actual_fte": ["182/365"]});
    let one = document(asked.clone(), json!(["social_worker"]), staffing.clone());
    // 182 of 365 days are certain, and 182 FTE-days fit.
    assert_eq!(parts(&one), ["2493/50+0"]);
    let mut two = document(asked, json!(["social_worker", "social_worker"]), staffing);
    two["claims"]["fte"] = json!(["1/2", "1/2"]);
    two["claims"]["amount"] = json!([50, 50]);
    // Each has 91 FTE-days beside 182.5, and 182 fit: 50 × 182/365 × 182/273.5 = 16.59 are certain.
    // At most 182.5 beside 91: 50 × 182/273.5 = 33.27. Together 33.18 to 66.54, not 49.86.
    assert_eq!(parts(&two), ["1659/100+417/25", "1659/100+417/25"]);
}
