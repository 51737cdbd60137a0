//! Documents of `settle` that must be refused: right ones, broken in one place.

use serde_json::{Value, json};
use statsbidrag_tests::oracle::CaseRng;

use super::broken::remove;
use super::grants;

/// What is broken.
pub(crate) const KINDS: [&str; 13] = [
    "grant without a recipient",
    "grant twice",
    "grant without a payment",
    "negative amount of a grant",
    "malformed day of a grant",
    "requisitioned over frame",
    "waived over repayable",
    "unknown column of grants",
    "claims of nobody's grant",
    "interest without terms",
    "day without a rate",
    "no grants",
    "grants of no length",
];

/// A document, and what is wrong with it, where, and what it is called.
pub(crate) fn draw(rng: &mut CaseRng) -> Value {
    let kind = rng.pick(&KINDS);
    let mut document = grants::settlement(rng);
    let (at, code) = break_it(rng, &mut document, kind);
    json!({"broken": kind, "at": at, "code": code, "document": document})
}

fn break_it(rng: &mut CaseRng, document: &mut Value, kind: &str) -> (String, &'static str) {
    let rows = document["grants"]["recipient"].as_array().map_or(0, Vec::len);
    let row = rng.between(0, rows as u64 - 1) as usize;
    let claimed = document["claims"]["recipient"][0].clone();
    let grants = &mut document["grants"];
    let mut put = |column: &str, cell: Value, code: &'static str| {
        if grants.get(column).is_none() {
            grants[column] = json!(vec![Value::Null; rows]);
        }
        grants[column][row] = cell;
        (format!("/grants/{column}/{row}"), code)
    };
    match kind {
        "grant without a recipient" => put("recipient", Value::Null, "missing"),
        "grant without a payment" => put("paid", json!(""), "missing"),
        "negative amount of a grant" => {
            let column = rng.pick(&["paid", "frame", "requisitioned", "own_funding", "waived"]);
            put(column, json!("-1"), "negative")
        }
        "malformed day of a grant" => {
            let column = rng.pick(&["requisition_received_on", "report_received_on", "decided_on"]);
            put(column, json!("2018-02-29"), "malformed")
        }
        "requisitioned over frame" => {
            put("frame", json!("99.99"), "");
            put("requisitioned", json!(100), "contradiction")
        }
        "waived over repayable" => {
            put("paid", json!("100"), "");
            put("waived", json!("100.01"), "contradiction")
        }
        "grant twice" => {
            for (_, cells) in grants.as_object_mut().into_iter().flatten() {
                if let Some(cells) = cells.as_array_mut() {
                    cells.push(cells[0].clone());
                }
            }
            (format!("/grants/recipient/{rows}"), "duplicate")
        }
        "unknown column of grants" => {
            grants["payed"] = json!(vec!["1"; rows]);
            ("/grants/payed".into(), "unknown_column")
        }
        "claims of nobody's grant" => {
            for cell in grants["recipient"].as_array_mut().into_iter().flatten() {
                if *cell == claimed {
                    *cell = json!("9999");
                }
            }
            ("/claims/recipient/0".into(), "unknown_id")
        }
        "interest without terms" => {
            remove(document, "interest");
            document["interest"] = terms("2019-03-01");
            match document["rulebook"].get_mut("settlement") {
                Some(settlement) => remove(settlement, "interest"),
                None => assert!(document["rulebook"].is_string(), "the one that ships has none"),
            }
            ("/interest".into(), "no_value_at_date")
        }
        "day without a rate" => without_a_rate(document),
        "no grants" => {
            remove(document, "grants");
            ("/grants".into(), "")
        }
        "grants of no length" => {
            if let Some(cells) = grants["paid"].as_array_mut() {
                cells.pop();
            }
            (if rows == 1 { "/grants".into() } else { "/grants/paid".into() }, "length_mismatch")
        }
        other => unreachable!("{other}"),
    }
}

/// Something is due, and there are rates for the first month alone.
fn without_a_rate(document: &mut Value) -> (String, &'static str) {
    let cite = json!({"source": "s"});
    let dated = |value: &str| json!([{"from": "2010-01-01", "to": "2029-12-31", "value": value, "cite": cite}]);
    *document = json!({
        "operation": "settle", "year": 2017,
        "rulebook": {"id": "own", "name": {"sv": "Eget", "en": "Own"}, "example": true,
            "remarks": [], "sources": {"s": {"title": "T", "publisher": "P", "rank": "primary"}},
            "period": [{"from": "2017-01-01", "to": "2017-12-31", "cite": cite}],
            "conditions": [{"id": "c", "kind": "double_funding", "from": "2017-01-01", "cite": {"source": "s"}}], "settlement": {"interest": {
                "reference": {"sv": "räntan", "en": "the rate"}, "points": dated("0.02"),
                "start": {"event": "decided_on", "months": 1}, "cite": cite}}},
        "claims": {"id": [], "recipient": [], "from": [], "to": [], "fte": [], "amount": []},
        "grants": {"recipient": ["0180"], "paid": [1000], "decided_on": ["2018-12-01"]},
        "interest": terms("2019-03-01"),
    });
    document["interest"]["rates"][0]["to"] = json!("2019-02-01");
    ("/interest/rates".into(), "no_value_at_date")
}

fn terms(to: &str) -> Value {
    let cite = json!({"source": "r"});
    let dated = |value: &str| json!([{"from": "2010-01-01", "to": "2029-12-31", "value": value, "cite": cite}]);
    json!({"to": to, "rates": dated("0.01"), "day_count": dated("365"),
        "sources": {"r": {"title": "R", "publisher": "P", "rank": "primary"}}})
}
