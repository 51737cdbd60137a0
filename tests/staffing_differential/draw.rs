//! Drawing whole documents.

use serde_json::{Map, Value, json};
use statsbidrag_tests::oracle::CaseRng;
use statsbidrag_tests::staffing_oracle;

use super::frame::{Rows, frame};
use super::limits::DAYS;
use super::rules::{Drawn, Kind, rules};

/// A check with no empty cells, so that every number is compared.
pub(crate) fn full_check(rng: &mut CaseRng) -> Value {
    let rows = Rows { most: 5, empty: 0 };
    let drawn = rules(rng, Kind { most: 4, hiring: false });
    document(rng, "check_staffing", &drawn, rows)
}

/// A check in which cells are empty.
pub(crate) fn patchy_check(rng: &mut CaseRng) -> Value {
    let rows = Rows { most: 5, empty: 9 };
    let drawn = rules(rng, Kind { most: 4, hiring: false });
    document(rng, "check_staffing", &drawn, rows)
}

/// A check of whole numbers in few units, as moves are sought for.
pub(crate) fn check_of_units(rng: &mut CaseRng) -> Value {
    let count = rng.between(2, 6) as usize;
    let mut frame = Map::new();
    frame.insert("row".into(), (0..count).map(|row| json!(format!("r{row}"))).collect());
    let team = |rng: &mut CaseRng| json!(if rng.one_in(4) { "S" } else { "N" });
    frame.insert("team".into(), (0..count).map(|_| team(rng)).collect());
    frame.insert("cases".into(), (0..count).map(|_| json!(rng.between(0, 14))).collect());
    let staff = |rng: &mut CaseRng| json!(rng.pick(&["0", "1", "1", "1", "2", "0.5", "1.25"]));
    frame.insert("w_fte".into(), (0..count).map(|_| staff(rng)).collect());
    let mut rule = json!({"id": "span", "numerator": "cases", "denominator": "w_fte",
        "at_most": rng.pick(&["6", "5", "4.5", "20/3"])});
    if !rng.one_in(4) {
        rule["hire"] = json!("w_fte");
        rule["step"] = json!(rng.pick(&["1", "0.5", "0.25"]));
    }
    json!({"operation": "check_staffing", "frame": frame, "id": "row", "unit": "team", "rules": [rule]})
}

/// Rows with equal values from different limits: totals are of rows with the same limits.
pub(crate) fn check_of_equal_limits(rng: &mut CaseRng) -> Value {
    let drawn = rules(rng, Kind { most: 1, hiring: false });
    let mut document = document(rng, "check_staffing", &drawn, Rows { most: 5, empty: 0 });
    let value = rng.pick(&["1", "3", "15"]);
    let condition = json!({"column": "years", "from": "2", "below": "5"});
    let rule = &mut document["rules"][0];
    for (side, value) in [("at_least", "1/8"), ("at_most", value)] {
        if rule.get(side).is_some() {
            rule[side] = json!([{"value": value, "when": condition}, {"value": value}]);
        }
    }
    document
}

/// A plan that there is, with what it costs.
pub(crate) fn plan(rng: &mut CaseRng) -> Value {
    loop {
        let document = any_plan(rng);
        if !is_endless(&document) {
            return document;
        }
    }
}

/// Rules that demand more of each other without end. Few are drawn: to see that they do not settle
/// takes thousands of rounds, with more digits in each.
pub(crate) fn plan_without_end(rng: &mut CaseRng) -> Value {
    loop {
        let document = any_plan(rng);
        if is_endless(&document) {
            return document;
        }
    }
}

fn is_endless(document: &Value) -> bool {
    staffing_oracle::plan(document).rows.iter().any(|row| row.planned.is_endless())
}

fn any_plan(rng: &mut CaseRng) -> Value {
    let empty = if rng.one_in(3) { 12 } else { 0 };
    let rows = Rows { most: 3, empty };
    let drawn = rules(rng, Kind { most: 4, hiring: true });
    let mut document = document(rng, "plan_staffing", &drawn, rows);
    let roles = ["w", "s"].iter().filter(|role| drawn.hired.contains(&format!("{role}_fte")));
    for role in roles {
        if rng.one_in(3) {
            let count = document["frame"]["row"].as_array().map_or(0, Vec::len);
            let vacant = (0..count).map(|_| json!(rng.pick(&["0", "0.5", "1", "2", "40"])));
            document["frame"][format!("{role}_vacant_fte")] = vacant.collect();
        }
    }
    if !drawn.hired.is_empty() && rng.one_in(2) {
        // Steps come in twelfths: in twelves of kronor every hire costs whole kronor.
        let cost = |rng: &mut CaseRng| json!((12 * rng.between(0, 60_000)).to_string());
        let costs: Map<_, _> = drawn.hired.iter().map(|role| (role.clone(), cost(rng))).collect();
        document["cost"] = Value::Object(costs);
        let fundable: Vec<_> = drawn.hired.iter().filter(|_| rng.one_in(2)).collect();
        if !rng.one_in(3) {
            document["fundable"] = json!(fundable);
        }
    }
    document
}

/// Two to five rules that hire into one or two columns, each in steps of its own.
pub(crate) fn steps_into_one_column(rng: &mut CaseRng) -> Value {
    let counts = ["cases", "places", "desks"];
    let columns = ["k", "w_fte"];
    let mut frame = Map::new();
    frame.insert("row".into(), json!(["r0"]));
    for count in counts {
        let quarters = rng.between(0, 40);
        frame.insert(count.into(), json!([format!("{}.{:02}", quarters / 4, quarters % 4 * 25)]));
    }
    for column in columns {
        frame.insert(column.into(), json!([rng.between(0, 2)]));
    }
    let rule = |rng: &mut CaseRng, at: u64| {
        let column = if rng.one_in(4) { columns[1] } else { columns[0] };
        json!({
            "id": format!("rule-{}", at + 1),
            "numerator": if rng.one_in(4) && column == columns[1] { columns[0] } else { rng.pick(&counts) },
            "denominator": column,
            "at_most": rng.pick(&["1", "2", "3", "2/3", "5"]),
            "hire": column,
            "step": rng.pick(&["1", "0.75", "0.5", "1/3", "0.25", "2"]),
        })
    };
    let rules: Vec<_> = (0..rng.between(2, 5)).map(|at| rule(rng, at)).collect();
    json!({"operation": "plan_staffing", "frame": frame, "id": "row", "rules": rules})
}

fn document(rng: &mut CaseRng, operation: &str, drawn: &Drawn, rows: Rows) -> Value {
    let mut document = Map::new();
    document.insert("operation".into(), json!(operation));
    document.insert("frame".into(), Value::Object(frame(rng, &drawn.columns, rows)));
    document.insert("id".into(), json!("row"));
    document.insert("rules".into(), json!(drawn.rules));
    if drawn.dated || rng.one_in(5) {
        document.insert("at".into(), json!(rng.pick(&DAYS)));
    }
    if rng.one_in(2) {
        document.insert("unit".into(), json!("team"));
    }
    if drawn.weighted {
        document.insert("parameters".into(), json!({"w": rng.pick(&["2", "0.25", "3/2", "7/3"])}));
    }
    Value::Object(document)
}
