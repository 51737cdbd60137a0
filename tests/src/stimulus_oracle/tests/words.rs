//! What every word of a line means under `starkt-bemanning`, as its description has it.

use serde_json::{Value, json};

use crate::stimulus_oracle::assess;

/// A line that is met in everything, with some cells changed: its verdict and reasons.
fn line(year: u64, changes: &[(&str, Value)]) -> (&'static str, Vec<&'static str>) {
    let mut document = json!({
        "rulebook": "starkt-bemanning", "year": year,
        "claims": {"id": ["a"], "recipient": ["r"], "role": ["social_worker"],
            "activity": ["child_youth_authority"], "cost_kind": ["personnel"],
            "employment": ["employed"], "increase": ["above_baseline"],
            "from": [format!("{year}-02-01")], "to": [format!("{year}-02-28")],
            "fte": [1], "amount": [1000]},
    });
    for (column, cell) in changes {
        document["claims"][*column] = json!([cell]);
    }
    let line = assess(&document).remove(0);
    (line.verdict.word(), line.reasons.into_iter().collect())
}

#[test]
fn every_word() {
    let (approved, refused, open) = ("approved", "refused", "undetermined");
    for (column, word, verdict, reason) in [
        ("role", "supervisor", approved, ""),
        ("role", "administrator", open, "FREES_NO_TIME"),
        ("role", "other", refused, "ROLE_NOT_FUNDED"),
        ("activity", "child_youth_other", refused, "ACTIVITY_NOT_FUNDED"),
        ("cost_kind", "training", refused, "COST_NOT_PERSONNEL"),
        ("cost_kind", "pay_rise", open, "NEEDS_RULING"),
        ("employment", "agency", refused, "AGENCY_STAFF"),
        ("increase", "renewal_otherwise_ending", open, "EVIDENCE_MISSING"),
        ("increase", "absence_otherwise_uncovered", open, "EVIDENCE_MISSING"),
        ("increase", "vacancy_filled", open, "NOT_AN_INCREASE"),
        ("increase", "kept_from_earlier_grant", refused, "NOT_AN_INCREASE"),
        ("increase", "none", refused, "NOT_AN_INCREASE"),
        ("increase", "", open, "NOT_AN_INCREASE"),
    ] {
        let reasons: Vec<_> =
            Some(reason).filter(|reason| !reason.is_empty()).into_iter().collect();
        assert_eq!(line(2018, &[(column, json!(word))]), (verdict, reasons), "{column} {word}");
    }
    assert_eq!(line(2016, &[("employment", json!("agency"))]), (open, vec!["AGENCY_STAFF"]));
}

/// A pay rise is a personnel cost: with `none` it is refused as no increase, and nothing is asked.
#[test]
fn a_pay_rise() {
    let rise = ("cost_kind", json!("pay_rise"));
    let is = line(2019, &[rise.clone(), ("increase", json!("none"))]);
    assert_eq!(is, ("refused", vec!["NOT_AN_INCREASE"]));
    let is = line(2019, &[rise.clone(), ("increase", Value::Null)]);
    assert_eq!(is, ("undetermined", vec!["NOT_AN_INCREASE"]));
    let is = line(2019, &[rise, ("ruling", json!("avslagen: samma personer"))]);
    assert_eq!(is, ("refused", vec!["NEEDS_RULING", "RULING"]));
}

#[test]
fn administrators_free_time_or_do_not() {
    let frees = |word: &str| {
        line(2017, &[("role", json!("administrator")), ("frees_time_for", json!(word))])
    };
    for word in ["social_worker", "supervisor", "both"] {
        assert_eq!(frees(word), ("approved", vec![]));
    }
    for word in ["other_work", "none"] {
        assert_eq!(frees(word), ("refused", vec!["FREES_NO_TIME"]));
    }
    // Of others it is not asked.
    assert_eq!(line(2017, &[("frees_time_for", json!("none"))]), ("approved", vec![]));
}

/// A ruling settles what is judged, and nothing else.
#[test]
fn rulings() {
    let vacancy = ("increase", json!("vacancy_filled"));
    let approved = ("ruling", json!("approved: outside the budget"));
    assert_eq!(line(2017, &[vacancy.clone(), approved.clone()]), ("approved", vec!["RULING"]));
    let is = line(2017, &[vacancy.clone(), ("ruling", json!("refused: in the budget"))]);
    assert_eq!(is, ("refused", vec!["NOT_AN_INCREASE", "RULING"]));
    let is = line(2017, &[vacancy, approved.clone(), ("activity", Value::Null)]);
    assert_eq!(is, ("undetermined", vec!["ACTIVITY_NOT_FUNDED", "RULING"]));
    let is = line(2017, &[approved.clone(), ("employment", json!("agency"))]);
    // One that settles nothing is told all the same.
    assert_eq!(is, ("refused", vec!["AGENCY_STAFF", "RULING"]));
    assert_eq!(line(2017, &[approved]), ("approved", vec!["RULING"]));
}

#[test]
fn evidence() {
    let renewal = ("increase", json!("renewal_otherwise_ending"));
    for (cell, there) in [
        (json!("dnr 3"), true),
        (json!(true), true),
        (json!(false), false),
        (json!("nej"), false),
        (json!("no"), false),
        (json!(""), false),
        (Value::Null, false),
    ] {
        let verdict = line(2017, &[renewal.clone(), ("evidence", cell)]).0;
        assert_eq!(verdict, if there { "approved" } else { "undetermined" });
    }
}
