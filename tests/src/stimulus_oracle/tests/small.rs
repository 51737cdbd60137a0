//! Small documents with doubts.

use num_rational::BigRational;
use serde_json::{Map, Value, json};

use crate::oracle::CaseRng;

pub(super) fn whole(number: i64) -> BigRational {
    BigRational::from_integer(number.into())
}

/// One to four lines of one recipient, with a staffing table and some doubts.
pub(super) fn document(rng: &mut CaseRng, sharing: &str) -> Value {
    with_doubts(rng, sharing, 9)
}

/// The same with few doubts, of which one is left.
pub(super) fn one_doubt(rng: &mut CaseRng) -> Value {
    let sharing = rng.pick(&["pro_rata", "by_start", "by_list"]);
    let mut document = with_doubts(rng, sharing, 0);
    let count = document["claims"]["id"].as_array().map_or(0, Vec::len) as u64;
    let row = rng.between(0, count - 1) as usize;
    let column = rng.pick(&["role", "unit", "increase", "activity", "employment", "baseline_fte"]);
    if column == "baseline_fte" {
        let cells = document.get_mut("staffing").map(|staffing| &mut staffing[column]);
        if let Some(cell) = cells.and_then(Value::as_array_mut).and_then(|cells| cells.first_mut())
        {
            *cell = Value::Null;
        }
    } else {
        document["claims"][column][row] = Value::Null;
    }
    document
}

fn with_doubts(rng: &mut CaseRng, sharing: &str, empty: u64) -> Value {
    let own_book = rng.one_in(3);
    let count = rng.between(1, 4) as usize;
    let mut claims = Map::new();
    let ids: Vec<String> = (0..count).map(|at| format!("L{at}")).collect();
    claims.insert("id".into(), json!(ids));
    claims.insert("recipient".into(), json!(vec!["r"; count]));
    let mut words = |rng: &mut CaseRng, name: &str, most: &[&str], some: &[&str], empty: u64| {
        let cell = |_| {
            if empty > 0 && rng.one_in(empty) {
                return Value::Null;
            }
            json!(if rng.one_in(8) { rng.pick(some) } else { rng.pick(most) })
        };
        claims.insert(name.into(), (0..count).map(cell).collect());
    };
    words(
        rng,
        "role",
        &["social_worker", "social_worker", "supervisor"],
        &["administrator"],
        empty,
    );
    words(rng, "activity", &["child_youth_authority"], &["other"], empty * 2);
    words(rng, "cost_kind", &["personnel"], &["pay_rise"], empty * 2);
    words(rng, "employment", &["employed"], &["agency"], empty * 2);
    words(
        rng,
        "increase",
        &["above_baseline"],
        &["renewal_otherwise_ending", "vacancy_filled"],
        empty,
    );
    words(rng, "frees_time_for", &["both"], &["none"], empty);
    words(rng, "unit", &["A", "A", "B"], &["C"], empty);
    words(rng, "evidence", &["ref 1"], &["no"], 3);
    words(rng, "ruling", &["approved: so"], &["refused: no"], 2);
    words(rng, "fte", &["1", "2", "1/2"], &["1/3"], 0);
    words(rng, "other_funding", &["0"], &["7"], 4);
    let spans = [
        ("2016-01-01", "2016-12-31"),
        ("2016-04-01", "2016-06-30"),
        ("2016-06-01", "2016-08-31"),
        ("2016-07-01", "2017-01-31"),
        ("2015-12-01", "2016-02-29"),
    ];
    let spans: Vec<_> = (0..count).map(|_| rng.pick(&spans)).collect();
    claims.insert("from".into(), spans.iter().map(|(from, _)| json!(from)).collect());
    claims.insert("to".into(), spans.iter().map(|(_, to)| json!(to)).collect());
    claims.insert("amount".into(), (0..count).map(|_| json!(rng.between(0, 900))).collect());
    let mut document = json!({
        "rulebook": if own_book { changing() } else { json!("starkt-bemanning") },
        "year": 2016, "claims": claims, "sharing": sharing, "split": "by_day",
        "across_roles": rng.one_in(3),
    });
    if sharing == "by_list" {
        let mut order = ids;
        for at in 1..count {
            order.swap(at, rng.between(0, at as u64) as usize);
        }
        document["order"] = json!(order);
    }
    if !rng.one_in(8) {
        document["staffing"] = staffing(rng, empty > 0);
    }
    document
}

/// A rulebook whose conditions change in mid-year, and that asks about other funding for a while.
fn changing() -> Value {
    let asked = |kind: &str, from: &str, to: &str, accept: &[&str], judge: &[&str]| json!({"id": kind, "kind": kind, "from": from, "to": to, "accept": accept, "judge": judge});
    let (first, last) = ("2016-01-01", "2016-12-31");
    json!({
        "period": [{"from": "2016-02-01", "to": "2016-11-30"}],
        "conditions": [
            asked("role", first, last, &["social_worker", "supervisor"], &[]),
            asked("activity", first, "2016-05-31", &["child_youth_authority"], &["other"]),
            asked("employment", "2016-06-16", last, &["employed"], &["agency"]),
            asked("increase", first, last, &["above_baseline"], &["vacancy_filled"]),
            {"id": "other", "kind": "double_funding", "from": "2016-07-01", "to": "2016-07-31"},
            {"id": "why", "kind": "question", "from": "2016-08-01", "to": "2016-08-15",
                "when": {"role": ["supervisor"]}},
        ],
        "baseline_cap": [{"from": first, "to": last}],
        "amount_per_fte_year": [{"from": first, "to": last, "value": "500"}],
        "rounding": [{"from": first, "to": last, "value": {"unit": "1", "rounding": "half_even"}}],
    })
}

/// Rows by unit, by role, or lacking; now and then one is incomplete.
fn staffing(rng: &mut CaseRng, incomplete: bool) -> Value {
    let mut rows: Vec<(Option<&str>, &str)> = Vec::new();
    for role in ["social_worker", "supervisor", "administrator"] {
        match rng.between(0, 4) {
            0 => {}
            1 => rows.push((None, role)),
            2 => rows.push((Some("A"), role)),
            _ => rows.extend([(Some("A"), role), (Some("B"), role)]),
        }
    }
    let fte = |rng: &mut CaseRng| match rng.between(0, 9) {
        0 if incomplete => Value::Null,
        most => json!(rng.between(0, most.min(3)).to_string()),
    };
    let column = |rng: &mut CaseRng| -> Value { rows.iter().map(|_| fte(rng)).collect() };
    let (before, now) = (column(rng), column(rng));
    json!({
        "recipient": vec!["r"; rows.len()],
        "unit": rows.iter().map(|(unit, _)| *unit).collect::<Vec<_>>(),
        "role": rows.iter().map(|(_, role)| *role).collect::<Vec<_>>(),
        "baseline_fte": before, "actual_fte": now,
    })
}
