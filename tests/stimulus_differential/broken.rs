//! Documents of `assess` that must be refused: right ones, broken in one place.

use serde_json::{Value, json};
use statsbidrag_tests::differing::{Agreed, answer, differ};
use statsbidrag_tests::oracle::CaseRng;

use super::draw;

/// What is broken.
pub(crate) const KINDS: [&str; 35] = [
    "empty cell that is needed",
    "same id twice",
    "malformed number",
    "malformed day",
    "fte of zero",
    "negative number",
    "ends before it begins",
    "unknown word",
    "required column that is not there",
    "short column",
    "finer than öre",
    "unknown column",
    "malformed ruling",
    "ruling without a reason",
    "float cell",
    "year that the rulebook does not have",
    "line over an edge",
    "same staffing row twice",
    "staffing with units and without",
    "staffing without a recipient",
    "staffing without a role",
    "negative staffing",
    "unknown staffing column",
    "staffing without a cap",
    "condition on a column that is not asked for",
    "unknown kind of condition",
    "condition without a citation",
    "order that lacks a line",
    "order with an unknown line",
    "order with a line twice",
    "order that nothing asks for",
    "list without an order",
    "unknown sharing",
    "unknown split",
    "unknown rulebook",
];

/// A document, and what is wrong with it, where, and what it is called.
pub(crate) fn draw(rng: &mut CaseRng) -> Value {
    let kind = rng.pick(&KINDS);
    let mut document = match kind {
        "staffing without a cap"
        | "condition on a column that is not asked for"
        | "unknown kind of condition"
        | "condition without a citation" => draw::own_books(rng),
        "line over an edge" => draw::complete(rng),
        _ => draw::capped(rng),
    };
    let (at, code) = break_it(rng, &mut document, kind);
    json!({"broken": kind, "at": at, "code": code, "document": document})
}

/// The place must be among those that are named, by its code where there is one, or something
/// within it.
pub(crate) fn compare(broken: &Value) -> Agreed {
    named(broken, &answer(&broken["document"]))
}

/// Whether an answer names what is broken.
pub(crate) fn named(broken: &Value, answer: &Value) -> Agreed {
    let text = |name: &str| broken[name].as_str().unwrap_or_default();
    let (kind, at, code) = (text("broken"), text("at"), text("code"));
    let problems = answer["problems"].as_array().cloned().unwrap_or_default();
    let named = |problem: &Value| {
        let path = problem["path"].as_str().unwrap_or_default();
        let within = path.strip_prefix(at);
        let there = within.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        there && (code.is_empty() || problem["code"] == code)
    };
    let as_rule = matches!(
        kind,
        "year that the rulebook does not have"
            | "staffing without a cap"
            | "interest without terms"
    );
    let right = !as_rule || answer["error"] == "rule";
    if answer.get("error").is_none() || !right || !problems.iter().any(named) {
        return Err(differ(kind, answer, format!("{code} at {at}")));
    }
    Ok(vec![kind.to_owned()])
}

fn break_it(rng: &mut CaseRng, document: &mut Value, kind: &str) -> (String, &'static str) {
    let rows = document["claims"]["id"].as_array().map_or(1, Vec::len);
    let row = rng.between(0, rows as u64 - 1) as usize;
    let claims = &mut document["claims"];
    let mut put = |column: &str, cell: Value, code: &'static str| {
        if claims.get(column).is_none() {
            claims[column] = json!(vec![Value::Null; rows]);
        }
        claims[column][row] = cell;
        (format!("/claims/{column}/{row}"), code)
    };
    match kind {
        "empty cell that is needed" => {
            let column = rng.pick(&["id", "recipient", "amount", "fte", "from", "to"]);
            put(column, if rng.one_in(2) { Value::Null } else { json!("") }, "missing")
        }
        "same id twice" => {
            for (_, cells) in claims.as_object_mut().into_iter().flatten() {
                if let Some(cells) = cells.as_array_mut() {
                    cells.push(cells[0].clone());
                }
            }
            (format!("/claims/id/{rows}"), "duplicate")
        }
        "malformed number" => {
            let column = rng.pick(&["fte", "amount", "other_funding"]);
            put(column, json!(rng.pick(&["1,5", "x", "1e3", "1_000", "5."])), "malformed")
        }
        "malformed day" => {
            let day = rng.pick(&["2017-02-30", "2017-13-01", "17-01-01", "2016", "2017-1-1"]);
            put(rng.pick(&["from", "to"]), json!(day), "malformed")
        }
        "fte of zero" => {
            put("fte", [json!(0), json!("0"), json!("0.00")][row % 3].clone(), "not_in_range")
        }
        "negative number" => {
            let column = rng.pick(&["fte", "amount", "other_funding"]);
            put(column, [json!(-1), json!("-0.5")][row % 2].clone(), "negative")
        }
        "ends before it begins" => {
            put("from", json!("2016-05-02"), "");
            put("to", json!("2016-05-01"), "overlap")
        }
        "unknown word" => {
            let column = rng.pick(&[
                "role",
                "activity",
                "cost_kind",
                "employment",
                "increase",
                "frees_time_for",
            ]);
            put(
                column,
                json!(rng.pick(&["handläggare", "Employed", "social worker"])),
                "unknown_word",
            )
        }
        "required column that is not there" => {
            let column = rng.pick(&["id", "recipient", "from", "to", "fte", "amount"]);
            remove(claims, column);
            (format!("/claims/{column}"), "missing")
        }
        "short column" => {
            let column = rng.pick(&["recipient", "from", "fte", "amount"]);
            if let Some(cells) = claims[column].as_array_mut() {
                cells.pop();
            }
            (
                if rows == 1 { "/claims".into() } else { format!("/claims/{column}") },
                "length_mismatch",
            )
        }
        "finer than öre" => {
            let column = rng.pick(&["amount", "other_funding"]);
            put(column, json!(rng.pick(&["0.001", "12.345"])), "malformed")
        }
        "unknown column" => {
            claims["amout"] = json!(vec![1; rows]);
            ("/claims/amout".into(), "unknown_column")
        }
        "malformed ruling" => {
            let ruling = rng.pick(&["approved", "ja", "yes: so", "maybe: so"]);
            put("ruling", json!(ruling), "malformed")
        }
        "ruling without a reason" => {
            put("ruling", json!(rng.pick(&["approved: ", "refused:", "godkänd:"])), "malformed")
        }
        "float cell" => put(rng.pick(&["fte", "amount"]), json!(0.5), ""),
        "year that the rulebook does not have" => {
            document["year"] = json!(rng.pick(&[2015, 2021, 1999]));
            ("/year".into(), "no_value_at_date")
        }
        "line over an edge" => {
            put("from", json!(rng.pick(&["2016-12-31", "2016-06-01"])), "");
            let at = put("to", json!("2017-01-01"), "crosses").0;
            document["year"] = json!(2017);
            remove(document, "split");
            // Without a split nothing else may be over an edge.
            for other in (0..rows).filter(|other| *other != row) {
                document["claims"]["from"][other] = json!("2017-02-01");
                document["claims"]["to"][other] = json!("2017-03-31");
            }
            (at.replace("/to/", "/from/"), "crosses")
        }
        "condition on a column that is not asked for" => {
            let conditions = &mut document["rulebook"]["conditions"];
            *conditions = json!([{"id": "q", "kind": "question", "from": "2010-01-01",
                "when": {"role": ["supervisor"]}, "cite": {"source": "s"},
                "question": {"sv": "?", "en": "?"}}]);
            ("/rulebook/conditions/0".into(), "")
        }
        "unknown kind of condition" => {
            document["rulebook"]["conditions"] = json!([{"id": "q", "kind": "weather",
                "from": "2010-01-01", "accept": ["rain"], "cite": {"source": "s"}}]);
            ("/rulebook/conditions/0".into(), "")
        }
        "condition without a citation" => {
            document["rulebook"]["conditions"] = json!([{"id": "q", "kind": "role",
                "from": "2010-01-01", "accept": ["supervisor"]}]);
            ("/rulebook/conditions/0".into(), "")
        }
        "unknown rulebook" => {
            document["rulebook"] = json!("svagt-bemanning");
            ("/rulebook".into(), "")
        }
        _ => break_tables(document, kind),
    }
}

/// Breaks the staffing table, or what shares it.
fn break_tables(document: &mut Value, kind: &str) -> (String, &'static str) {
    let mut rows = json!({"recipient": ["0180", "0180"], "unit": ["A", "B"],
        "role": ["supervisor", "supervisor"], "baseline_fte": [1, 2], "actual_fte": ["2", 3]});
    let by_list = |document: &mut Value, order: Value| {
        document["sharing"] = json!("by_list");
        document["order"] = order;
        ("/order".to_owned(), "")
    };
    let mut ids = document["claims"]["id"].as_array().cloned().unwrap_or_default();
    let at = match kind {
        "order that lacks a line" => {
            ids.pop();
            return by_list(document, json!(ids));
        }
        "order with an unknown line" => {
            ids.push(json!("nobody"));
            return by_list(document, json!(ids));
        }
        "order with a line twice" => {
            ids.push(ids[0].clone());
            return by_list(document, json!(ids));
        }
        "order that nothing asks for" => {
            by_list(document, json!(ids));
            document["sharing"] = json!("by_start");
            return ("/order".into(), "");
        }
        "list without an order" => {
            by_list(document, json!(ids));
            remove(document, "order");
            return ("/order".into(), "");
        }
        "unknown split" => {
            document["split"] = json!("by_month");
            return ("/split".into(), "");
        }
        "unknown sharing" => {
            document["sharing"] = json!("by_lot");
            return ("/sharing".into(), "");
        }
        "same staffing row twice" => {
            rows["unit"][1] = json!("A");
            ("/staffing".into(), "duplicate")
        }
        "staffing with units and without" => {
            rows["unit"][1] = Value::Null;
            ("/staffing".into(), "contradiction")
        }
        "staffing without a recipient" => {
            rows["recipient"][1] = Value::Null;
            ("/staffing/recipient/1".into(), "missing")
        }
        "staffing without a role" => {
            rows["role"][1] = json!("");
            ("/staffing/role/1".into(), "missing")
        }
        "negative staffing" => {
            rows["baseline_fte"][1] = json!("-0.5");
            ("/staffing/baseline_fte/1".into(), "negative")
        }
        "unknown staffing column" => {
            rows["heads"] = json!([1, 2]);
            ("/staffing/heads".into(), "")
        }
        "staffing without a cap" => {
            remove(&mut document["rulebook"], "baseline_cap");
            ("/staffing".into(), "conflict")
        }
        other => unreachable!("{other}"),
    };
    document["staffing"] = rows;
    at
}

pub(crate) fn remove(object: &mut Value, name: &str) {
    if let Some(object) = object.as_object_mut() {
        object.remove(name);
    }
}
