//! The rulebook `starkt-bemanning`, written down once more from its description.

use std::sync::OnceLock;

use serde_json::{Value, json};

/// The rulebook of an id.
///
/// # Panics
/// If it is not known here.
pub fn shipped(id: &str) -> &'static Value {
    static BOOK: OnceLock<Value> = OnceLock::new();
    assert_eq!(id, "starkt-bemanning", "the only rulebook that is written down here");
    BOOK.get_or_init(starkt_bemanning)
}

fn starkt_bemanning() -> Value {
    let (first, last) = ("2016-01-01", "2020-12-31");
    let word = |kind: &str, accept: &[&str], judge: &[&str]| {
        json!({"id": kind, "kind": kind, "from": first, "to": last,
            "accept": accept, "judge": judge})
    };
    let mut frees = word("frees_time_for", &["social_worker", "supervisor", "both"], &[]);
    frees["when"] = json!({"role": ["administrator"]});
    json!({
        "id": "starkt-bemanning",
        "period": years([2016, 2017, 2018, 2019, 2020].map(|year| (year, json!(null)))),
        "conditions": [
            word("role", &["social_worker", "supervisor", "administrator"], &[]),
            word("activity", &["child_youth_authority"], &[]),
            word("cost_kind", &["personnel", "pay_rise"], &[]),
            {"id": "agency_at_first", "kind": "employment", "from": first, "to": "2016-12-31",
                "accept": ["employed"], "judge": ["agency"]},
            {"id": "agency", "kind": "employment", "from": "2017-01-01", "to": last,
                "accept": ["employed"]},
            word("increase",
                &["above_baseline", "renewal_otherwise_ending", "absence_otherwise_uncovered"],
                &["vacancy_filled"]),
            frees,
            {"id": "proof", "kind": "evidence", "from": first, "to": last, "when": {"increase":
                ["renewal_otherwise_ending", "absence_otherwise_uncovered"]}},
            {"id": "pay_rise", "kind": "question", "from": first, "to": last,
                "when": {"cost_kind": ["pay_rise"], "increase": ["above_baseline",
                    "renewal_otherwise_ending", "absence_otherwise_uncovered", "vacancy_filled",
                    "kept_from_earlier_grant"]}},
        ],
        "pot": years([
            (2016, json!("210000000")),
            (2017, json!("360000000")),
            (2018, json!("360000000")),
            (2019, json!("360000000")),
        ]),
        "baseline_cap": [{"from": first, "to": last}],
        "rounding": [{"from": first, "to": last,
            "value": {"unit": "0.01", "rounding": "half_up"}}],
        "settlement": {
            "requisition_by": years([
                (2017, json!("2017-10-31")),
                (2018, json!("2018-06-01")),
                (2019, json!("2019-06-01")),
                (2020, json!("2020-06-01")),
            ]),
            "report_by": years([
                (2017, json!("2018-02-06")),
                (2018, json!("2019-02-06")),
                (2019, json!("2020-02-06")),
                (2020, json!("2021-02-05")),
            ]),
        },
    })
}

fn years<const N: usize>(values: [(i64, Value); N]) -> Value {
    let entry = |(year, value): (i64, Value)| json!({"from": format!("{year}-01-01"), "to": format!("{year}-12-31"), "value": value});
    values.into_iter().map(entry).collect()
}
