//! Units, roles and all roles together, and conditions that change within a line, by hand.

use serde_json::{Value, json};

use crate::stimulus_oracle::{Assessed, assess};

/// Social workers have become 2 more in unit A and 1 more in unit B; supervisors are 1 fewer.
///
/// L1 claims 4 in A, L2 1 in B, L3 1 supervisor, all for the whole of 2017 at 1,000 kr.
fn document() -> Value {
    json!({
        "rulebook": "starkt-bemanning", "year": 2017,
        "claims": {
            "id": ["L1", "L2", "L3"], "recipient": vec!["r"; 3],
            "role": ["social_worker", "social_worker", "supervisor"],
            "unit": ["A", "B", null], "activity": vec!["child_youth_authority"; 3],
            "cost_kind": vec!["personnel"; 3], "employment": vec!["employed"; 3],
            "increase": vec!["above_baseline"; 3], "from": vec!["2017-01-01"; 3],
            "to": vec!["2017-12-31"; 3], "fte": ["4", "1", "1"], "amount": vec![1000; 3],
        },
        "staffing": {"recipient": vec!["r"; 3], "unit": ["A", "B", null],
            "role": ["social_worker", "social_worker", "supervisor"],
            "baseline_fte": [0, 0, 3], "actual_fte": [2, 1, 2]},
    })
}

fn approved(document: &Value) -> Vec<String> {
    assess(document).iter().map(|line| line.approved.to_string()).collect()
}

/// The outcomes of one reason, in the order of their words.
fn outcomes(line: &Assessed, reason: &str) -> Vec<&'static str> {
    let own = line.findings.iter().filter(|found| found.reason == reason);
    let mut words: Vec<_> = own.map(|found| found.outcome.word()).collect();
    words.sort_unstable();
    words
}

/// A lets 2 of 4 through, B 1 of 1; the role has 3 for those 3. A supervisor has nothing.
#[test]
fn each_role_by_itself() {
    let lines = assess(&document());
    assert_eq!(approved(&document()), ["500", "1000", "0"]);
    assert_eq!(outcomes(&lines[0], "OVER_BASELINE_CAP"), ["met", "not_met"]);
    assert_eq!(outcomes(&lines[1], "OVER_BASELINE_CAP"), ["met", "met"]);
    assert_eq!(outcomes(&lines[2], "OVER_BASELINE_CAP"), ["not_met"]);
    // The fall among supervisors is another role's for the social workers only.
    let falls: Vec<_> = lines.iter().map(|line| outcomes(line, "FALL_IN_OTHER_ROLE")).collect();
    assert_eq!(falls, [vec!["judgement"], vec!["judgement"], vec![]]);
    let shared: Vec<_> = lines.iter().map(|line| outcomes(line, "CAP_SHARED").len()).collect();
    assert_eq!(shared, [1, 0, 1]);
    let verdicts: Vec<_> = lines.iter().map(|line| line.verdict.word()).collect();
    assert_eq!(verdicts, ["part", "approved", "refused"]);
}

/// The fall is set off: all roles together have 2 for the 3 that come out of the role. L1 has 1/2 of
/// 2/3, L2 2/3.
#[test]
fn all_roles_together() {
    let mut document = document();
    document["across_roles"] = json!(true);
    assert_eq!(approved(&document), ["33333/100", "66667/100", "0"]);
    let lines = assess(&document);
    assert_eq!(outcomes(&lines[0], "OVER_BASELINE_CAP"), ["met", "not_met", "not_met"]);
    assert_eq!(outcomes(&lines[1], "OVER_BASELINE_CAP"), ["met", "met", "not_met"]);
    assert_eq!(outcomes(&lines[0], "FALL_IN_OTHER_ROLE"), ["met"]);
}

/// All begin on the same day, so by start is by id: L1 takes the 2 that all roles have. By the list,
/// L2 takes 1, and 1 is left for L1.
#[test]
fn served_in_order() {
    let mut document = document();
    document["across_roles"] = json!(true);
    document["sharing"] = json!("by_start");
    assert_eq!(approved(&document), ["500", "0", "0"]);
    document["sharing"] = json!("by_list");
    document["order"] = json!(["L3", "L2", "L1"]);
    assert_eq!(approved(&document), ["250", "1000", "0"]);
}

/// Not said in which unit: L1 could be in either, so that L2 may have to share its unit, or not. At
/// most L1 has what A has for it, 1/2; of what is certain it has nothing.
///
/// L2: 1 beside 4 in B is 1/5 of the unit's 1. L1 is in A as well, which lets 2 of its 4 through, so
/// 3 come into the role, which has 3: 1/5 is certain. Without L1 it has all.
#[test]
fn a_line_without_a_unit() {
    let mut document = document();
    document["claims"]["unit"][0] = Value::Null;
    let lines = assess(&document);
    let parts: Vec<_> =
        lines.iter().map(|line| format!("{}+{}", line.approved, line.undetermined)).collect();
    assert_eq!(parts, ["0+500", "200+800", "0+0"]);
    assert_eq!(outcomes(&lines[0], "OVER_BASELINE_CAP"), ["missing"]);
    assert_eq!(outcomes(&lines[1], "OVER_BASELINE_CAP"), ["judgement", "met"]);
}

/// Agency staff is judged until June and refused from July; ten days on each side of the edge.
#[test]
fn a_condition_that_changes_within_a_line() {
    let employment = |from: &str, to: Value, judge: Value| json!({"kind": "employment", "from": from, "to": to, "accept": ["employed"], "judge": judge});
    let mut document = json!({
        "rulebook": {"period": [{"from": "2016-01-01", "to": "2016-12-31"}], "conditions": [
            employment("2016-01-01", json!("2016-06-30"), json!(["agency"])),
            employment("2016-07-01", Value::Null, json!([])),
        ]},
        "year": 2016, "split": "by_day",
        "claims": {"id": ["a"], "recipient": ["r"], "employment": ["agency"],
            "increase": ["none"], "from": ["2016-06-21"], "to": ["2016-07-10"], "fte": [1],
            "amount": ["100.01"]},
    });
    let line = assess(&document).remove(0);
    // Half of 100.01 is 50.005, rounded half up.
    assert_eq!(
        (line.approved.to_string(), line.undetermined.to_string()),
        ("0".into(), "5001/100".into())
    );
    let found: Vec<_> = line
        .findings
        .iter()
        .map(|f| format!("{} {} {} {}", f.reason, f.outcome.word(), f.from, f.to))
        .collect();
    assert_eq!(
        found,
        [
            "AGENCY_STAFF not_met 2016-07-01 2016-07-10",
            "AGENCY_STAFF judgement 2016-06-21 2016-06-30",
            "OUTSIDE_PERIOD met 2016-06-21 2016-06-30",
            "OUTSIDE_PERIOD met 2016-07-01 2016-07-10",
            "SPLIT_BY_DAY met 2016-06-21 2016-07-10",
        ]
    );
    document["claims"]["ruling"] = json!(["godkänd: ingen annan fanns"]);
    let line = assess(&document).remove(0);
    assert_eq!((line.verdict.word(), line.approved.to_string()), ("part", "5001/100".into()));
    assert_eq!(
        line.reasons.iter().copied().collect::<Vec<_>>(),
        ["AGENCY_STAFF", "RULING", "SPLIT_BY_DAY"]
    );
}
