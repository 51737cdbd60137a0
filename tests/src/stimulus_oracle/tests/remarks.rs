//! Remarks on grants, and what is left open between what is paid and what is approved, by hand.

use num_rational::BigRational;
use serde_json::{Value, json};

use crate::oracle::rational;
use crate::stimulus_oracle::{Settlement, settle};

fn settlement(year: u64, grants: Value) -> Settlement {
    let line = |text: &str| json!([text, text]);
    settle(&json!({
        "rulebook": "starkt-bemanning", "year": year,
        "claims": {"id": ["a", "b"], "recipient": line("r"), "role": line("social_worker"),
            "activity": line("child_youth_authority"), "cost_kind": line("personnel"),
            "employment": line("employed"), "increase": ["above_baseline", "vacancy_filled"],
            "from": line(&format!("{year}-03-01")), "to": line(&format!("{year}-03-31")),
            "fte": [1, 1], "amount": [500, 300]},
        "grants": grants,
    }))
}

/// Reasons and outcomes of the first recipient, and of nobody.
fn remarks(settlement: &Settlement) -> Vec<String> {
    let own = settlement.findings.iter().filter(|(whose, _, _)| whose.as_deref() != Some("s"));
    own.map(|(_, reason, outcome)| format!("{reason} {}", outcome.word())).collect()
}

fn column(settlement: &Settlement, name: &str) -> BigRational {
    settlement.recipients[0].column(name).cloned().unwrap()
}

fn kr(text: &str) -> BigRational {
    rational(text).unwrap()
}

/// 500 is approved, 300 open; 700 was paid. Nothing is to be repaid, 200 of it waits. 900: 100 was
/// never claimed. 400: what was paid is less than what is approved.
#[test]
fn what_is_open_is_not_repaid() {
    for (paid, unused, repayable, pending, if_met, if_refused) in [
        ("700", "0", "0", "200", "100", "300"),
        ("900", "100", "100", "300", "0", "300"),
        ("400", "0", "0", "0", "400", "400"),
        ("500.50", "0", "0", "0.50", "299.50", "300"),
    ] {
        let settlement = settlement(2018, json!({"recipient": ["r"], "paid": [paid]}));
        for (name, amount) in [
            ("unused", unused),
            ("repayable", repayable),
            ("pending", pending),
            ("own_cost_if_met", if_met),
            ("own_cost_if_refused", if_refused),
        ] {
            assert_eq!(column(&settlement, name), kr(amount), "{name} of {paid}");
        }
    }
}

/// The deadline of 2019 for requisitions, 1 June, was a Saturday; that for reports a Thursday.
#[test]
fn days_of_receipt() {
    let received = |year: u64, requisition: Value, report: Value| {
        remarks(&settlement(
            year,
            json!({"recipient": ["r"], "paid": [0], "requisition_received_on": [requisition],
                "report_received_on": [report]}),
        ))
    };
    let pot = "OVER_POT met";
    assert_eq!(
        received(2018, json!("2018-06-01"), json!("2019-02-07")),
        [pot, "REPORT_LATE judgement", "REQUISITION_LATE met"]
    );
    assert_eq!(
        received(2019, json!("2019-06-02"), json!("2020-02-06")),
        [pot, "DEADLINE_ON_HOLIDAY met", "REPORT_LATE met", "REQUISITION_LATE judgement"]
    );
    // For 2016 the deadlines are not known; for 2020 the pot is not.
    assert_eq!(
        received(2016, json!("2016-01-01"), Value::Null),
        [pot, "REPORT_MISSING judgement", "REQUISITION_LATE judgement"]
    );
    assert_eq!(
        received(2020, Value::Null, Value::Null),
        ["REPORT_MISSING judgement", "REQUISITION_LATE missing"]
    );
}

/// The pot of 2016 is 210 million: paid to the krona it is met, by a krona more not.
#[test]
fn the_pot() {
    for (paid, outcome) in [("209999000", "met"), ("209999000.01", "not_met")] {
        let grants = json!({"recipient": ["r", "s"], "paid": [paid, "1000"],
            "frame": [1, 2], "requisitioned": [1, "0.5"]});
        let settlement = settlement(2016, grants);
        assert!(remarks(&settlement).contains(&format!("OVER_POT {outcome}")), "{paid}");
        let total = |name: &str| {
            let (_, amount) = settlement.totals.iter().find(|(own, _)| *own == name).unwrap();
            amount.clone().unwrap()
        };
        assert_eq!(total("pot_left"), kr("209999997"));
        assert_eq!((total("frame"), total("requisitioned")), (kr("3"), kr("1.5")));
        assert_eq!(total("unrequisitioned"), kr("1.5"));
        let empty = settlement.findings.iter().filter(|(_, reason, _)| *reason == "NO_CLAIMS");
        assert_eq!(
            empty.map(|(whose, _, _)| whose.clone()).collect::<Vec<_>>(),
            [Some("s".into())]
        );
    }
}

/// 1,000 was paid: 200 never claimed, nothing else to be repaid as long as 300 are open. 50 waived.
#[test]
fn waived_with_a_reason_or_without() {
    for (reason, outcome) in [(json!("special"), "WAIVED met"), (Value::Null, "WAIVED missing")] {
        let settlement = settlement(
            2018,
            json!({"recipient": ["r"], "paid": [1000], "waived": [50], "waived_reason": [reason]}),
        );
        assert!(remarks(&settlement).contains(&outcome.to_owned()));
        assert_eq!(column(&settlement, "due"), kr("150"));
        let invoice: Vec<_> =
            settlement.invoice.iter().map(|(_, line, amount)| (*line, amount.clone())).collect();
        assert_eq!(invoice, [("unused", kr("200")), ("waived", -kr("50"))]);
    }
}
