//! Lines and settlements that were calculated by hand.

use num_rational::BigRational;
use serde_json::{Value, json};

use crate::oracle::rational;
use crate::stimulus_oracle::{Assessed, assess, settle};

fn kr(text: &str) -> BigRational {
    rational(text).unwrap()
}

/// The worked case of the description. Unit B has 2/5 of what L4 claims: 60 of 366 days at one
/// full-time equivalent, so the unit's rise is 2/5 × 60/366 = 4/61; unit A has room.
///
/// L4: 300,000 × 60/91 × 2/5 = 79,120.879…; L1 is approved; A = 559,120.88.
#[test]
fn the_worked_case() {
    let document = json!({
        "rulebook": "starkt-bemanning", "year": 2016, "split": "by_day",
        "claims": {
            "id": ["L1", "L2", "L3", "L4"], "recipient": ["0180", "0180", "0180", "0180"],
            "role": ["social_worker", "social_worker", "administrator", "social_worker"],
            "activity": vec!["child_youth_authority"; 4],
            "cost_kind": ["personnel", "pay_rise", "personnel", "personnel"],
            "employment": vec!["employed"; 4],
            "from": ["2016-01-01", "2016-01-01", "2016-01-01", "2015-12-01"],
            "to": ["2016-12-31", "2016-12-31", "2016-12-31", "2016-02-29"],
            "fte": ["1", "3", "1", "1"],
            "increase": ["above_baseline", "none", "above_baseline", "above_baseline"],
            "frees_time_for": [null, null, "none", null],
            "unit": ["A", "A", "A", "B"],
            "amount": [480_000, 120_000, 200_000, 300_000],
        },
        "staffing": {"recipient": ["0180", "0180"], "unit": ["A", "B"],
            "role": ["social_worker", "social_worker"],
            "baseline_fte": ["10", "8"], "actual_fte": ["12", "492/61"]},
        "grants": {"recipient": ["0180"], "paid": ["1000000"]},
    });
    let settlement = settle(&document);
    let verdicts: Vec<_> = settlement.assessment.iter().map(|line| line.verdict.word()).collect();
    assert_eq!(verdicts, ["approved", "refused", "refused", "part"]);
    let reasons =
        |at: usize| -> Vec<_> { settlement.assessment[at].reasons.iter().copied().collect() };
    assert!(reasons(0).is_empty());
    assert_eq!(reasons(1), ["NOT_AN_INCREASE"]);
    assert_eq!(reasons(2), ["FREES_NO_TIME"]);
    assert_eq!(reasons(3), ["CAP_SHARED", "OUTSIDE_PERIOD", "OVER_BASELINE_CAP", "SPLIT_BY_DAY"]);
    assert_eq!(settlement.assessment[3].certain, kr("300000") * kr("60/91") * kr("2/5"));
    let column = |name: &str| settlement.recipients[0].column(name).cloned().unwrap();
    for (name, amount) in [
        ("claimed", "1100000"),
        ("approved", "559120.88"),
        ("undetermined", "0"),
        ("unused", "0"),
        ("repayable", "440879.12"),
        ("pending", "0"),
        ("own_cost_if_met", "540879.12"),
        ("own_cost_if_refused", "540879.12"),
        ("due", "440879.12"),
    ] {
        assert_eq!(column(name), kr(amount), "{name}");
    }
    assert_eq!(settlement.invoice, [("0180".into(), "not_eligible", kr("440879.12"))]);
}

/// From, to, full-time equivalents, amount, unit.
type Claim = (&'static str, &'static str, &'static str, u64, Option<&'static str>);

/// Lines of one role in 2017.
fn year_2017(lines: &[Claim], staffing: Value) -> Value {
    let column = |of: fn(&Claim) -> Value| -> Value { lines.iter().map(of).collect() };
    let same = |word: &str| vec![json!(word); lines.len()];
    let ids: Vec<_> = (1..=lines.len()).map(|at| format!("L{at}")).collect();
    json!({
        "rulebook": "starkt-bemanning", "year": 2017,
        "claims": {
            "id": ids, "recipient": same("r"), "role": same("social_worker"),
            "activity": same("child_youth_authority"), "cost_kind": same("personnel"),
            "employment": same("employed"), "increase": same("above_baseline"),
            "from": column(|line| json!(line.0)), "to": column(|line| json!(line.1)),
            "fte": column(|line| json!(line.2)), "amount": column(|line| json!(line.3)),
            "unit": column(|line| json!(line.4)),
        },
        "staffing": staffing,
    })
}

fn approved(document: &Value) -> Vec<String> {
    let text = |line: &Assessed| format!("{}+{}", line.approved, line.undetermined);
    assess(document).iter().map(text).collect()
}

/// The whole of 2017.
const ALL: (&str, &str) = ("2017-01-01", "2017-12-31");

/// Units 10 → 12 and 10 → 8: the role has not grown, nothing is approved. With 10 → 12 and 10 → 9
/// the role has grown by 1: unit A lets through 2 of 2, the role 1 of 2.
#[test]
fn an_inner_move_is_no_increase() {
    let lines = [(ALL.0, ALL.1, "2", 1000, Some("A"))];
    let staffing = |b: &str| {
        json!({"recipient": ["r", "r"], "role": ["social_worker", "social_worker"],
            "unit": ["A", "B"], "baseline_fte": ["10", "10"], "actual_fte": ["12", b]})
    };
    assert_eq!(approved(&year_2017(&lines, staffing("8"))), ["0+0"]);
    assert_eq!(approved(&year_2017(&lines, staffing("9"))), ["500+0"]);
    assert_eq!(approved(&year_2017(&lines, staffing("11"))), ["1000+0"]);
}

/// A rise of 1 (365 FTE-days). L1 is 1 for 73 days from 1 March, L2 1 for the year, L3 2 for the
/// last 146 days: 73 + 365 + 292 = 730 FTE-days, twice what there is. Pro rata each has half.
///
/// By start: L2 (January) takes 365, nothing is left. By the list L3, L1, L2: 292, then 73, then 0.
/// By the list L1, L2, L3: 73, then 292 of 365, which is 4/5, then 0.
#[test]
fn three_ways_to_share() {
    let lines = [
        ("2017-03-01", "2017-05-12", "1", 1000, None),
        (ALL.0, ALL.1, "1", 1000, None),
        ("2017-08-08", "2017-12-31", "2", 1000, None),
    ];
    let staffing = json!({"recipient": ["r"], "role": ["social_worker"],
        "baseline_fte": ["4"], "actual_fte": ["5"]});
    let mut document = year_2017(&lines, staffing);
    assert_eq!(approved(&document), ["500+0", "500+0", "500+0"]);
    document["sharing"] = json!("by_start");
    assert_eq!(approved(&document), ["0+0", "1000+0", "0+0"]);
    document["sharing"] = json!("by_list");
    document["order"] = json!(["L3", "L1", "L2"]);
    assert_eq!(approved(&document), ["1000+0", "0+0", "1000+0"]);
    document["order"] = json!(["L1", "L2", "L3"]);
    assert_eq!(approved(&document), ["1000+0", "800+0", "0+0"]);
}

/// A rise of 1; L1 is certain, L2 as large and its activity not known. L1 has at least half and at
/// most all; L2 nothing for certain, and half with L1 beside it.
#[test]
fn a_doubt_leaves_room_for_both() {
    let lines = [(ALL.0, ALL.1, "1", 1000, None), (ALL.0, ALL.1, "1", 1000, None)];
    let staffing = json!({"recipient": ["r"], "role": ["social_worker"],
        "baseline_fte": ["4"], "actual_fte": ["5"]});
    let mut document = year_2017(&lines, staffing);
    document["claims"]["activity"][1] = Value::Null;
    assert_eq!(approved(&document), ["500+500", "0+500"]);
    document["sharing"] = json!("by_start");
    assert_eq!(approved(&document), ["1000+0", "0+0"]);
}

/// An amount cap of 800,000 a year: 1/2 for 73 of 365 days may cost 80,000; 100,000 is claimed.
/// Co-financing of 1/3 leaves ⌊80,000 × 2/3⌋ = 53,333.33; 60,000 was paid, so 6,666.67 is repaid.
#[test]
fn amount_cap_and_co_financing() {
    let document = json!({
        "rulebook": {"id": "x", "period": [{"from": "2017-01-01", "to": "2017-12-31"}],
            "conditions": [], "amount_per_fte_year": [{"from": "2017-01-01", "value": "800000"}],
            "settlement": {"co_financing": [{"from": "2017-01-01", "value": "1/3"}]}},
        "year": 2017,
        "claims": {"id": ["a"], "recipient": ["r"], "from": ["2017-01-01"], "to": ["2017-03-14"],
            "fte": ["1/2"], "amount": ["100000"]},
        "grants": {"recipient": ["r"], "paid": ["60000"], "own_funding": ["26666.66"]},
    });
    let settlement = settle(&document);
    let line = &settlement.assessment[0];
    assert_eq!((line.verdict.word(), &line.approved), ("part", &kr("80000")));
    let column = |name: &str| settlement.recipients[0].column(name).cloned().unwrap();
    assert_eq!(column("approved"), kr("53333.33"));
    assert_eq!(column("repayable"), kr("6666.67"));
    assert_eq!(column("own_cost_if_met"), kr("46666.67"));
    // A third of 80,000 is 26,666.67 when rounded: 26,666.66 is short of it.
    let of = |wanted: &str| -> Vec<_> {
        let own = settlement.findings.iter().filter(|(_, reason, _)| *reason == wanted);
        own.map(|(_, _, outcome)| outcome.word()).collect()
    };
    assert_eq!(of("CO_FINANCING_SHORT"), ["not_met"]);
    assert_eq!(of("REPORT_MISSING"), ["judgement"]);
    assert_eq!(of("REQUISITION_LATE"), ["missing"]);
}
