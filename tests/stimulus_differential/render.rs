//! What the oracle finds, in the shape of an answer.

use num_rational::BigRational;
use num_traits::Signed;
use serde_json::{Map, Value, json};
use statsbidrag_tests::staffing_oracle;
use statsbidrag_tests::stimulus_oracle::{Assessed, Settlement, assess, settle};

/// Kronor, also less than none.
///
/// # Panics
/// If there are parts of an öre.
pub(crate) fn kronor(amount: &BigRational) -> String {
    let text = staffing_oracle::kronor(&amount.abs()).expect("whole öre");
    if amount.is_negative() { format!("-{text}") } else { text }
}

/// The answer that is expected, as far as it is compared.
pub(crate) fn expected(document: &Value) -> Value {
    if document["operation"] == "settle" {
        settlement(&settle(document))
    } else {
        assessment(&assess(document))
    }
}

fn assessment(lines: &[Assessed]) -> Value {
    let column = |of: &dyn Fn(&Assessed) -> Value| -> Value { lines.iter().map(of).collect() };
    let sum = |of: fn(&Assessed) -> &BigRational| kronor(&lines.iter().map(of).sum());
    let best: BigRational = lines.iter().map(|line| &line.approved + &line.undetermined).sum();
    let all = || lines.iter().flat_map(|line| line.findings.iter().map(move |found| (line, found)));
    json!({
        "operation": "assess",
        "lines": {
            "id": column(&|line| json!(line.line.id)),
            "verdict": column(&|line| json!(line.verdict.word())),
            "approved": column(&|line| json!(kronor(&line.approved))),
            "refused": column(&|line| json!(kronor(&line.refused))),
            "undetermined": column(&|line| json!(kronor(&line.undetermined))),
            "reasons": column(&|line| json!(line.reasons)),
        },
        "findings": {
            "id": all().map(|(line, _)| json!(line.line.id)).collect::<Vec<_>>(),
            "reason": all().map(|(_, found)| json!(found.reason)).collect::<Vec<_>>(),
            "outcome": all().map(|(_, found)| json!(found.outcome.word())).collect::<Vec<_>>(),
            "from": all().map(|(_, found)| json!(found.from.to_string())).collect::<Vec<_>>(),
            "to": all().map(|(_, found)| json!(found.to.to_string())).collect::<Vec<_>>(),
        },
        "totals": {
            "claimed": sum(|line| &line.line.amount), "approved": sum(|line| &line.approved),
            "refused": sum(|line| &line.refused), "undetermined": sum(|line| &line.undetermined),
            "worst": sum(|line| &line.approved), "best": kronor(&best),
        },
    })
}

fn settlement(settlement: &Settlement) -> Value {
    let recipients = &settlement.recipients;
    let money = |amount: Option<&BigRational>| json!(amount.map(kronor));
    let mut columns = Map::new();
    let names = recipients.iter().map(|settled| json!(settled.recipient));
    columns.insert("recipient".into(), names.collect());
    for (name, _) in recipients.first().map_or(&[][..], |first| &first.columns) {
        let cells = recipients.iter().map(|settled| money(settled.column(name)));
        columns.insert((*name).into(), cells.collect());
    }
    let totals: Map<String, Value> = settlement
        .totals
        .iter()
        .map(|(name, amount)| ((*name).to_owned(), money(amount.as_ref())))
        .collect();
    let found = &settlement.findings;
    let invoice = &settlement.invoice;
    json!({
        "operation": "settle",
        "recipients": columns,
        "findings": {
            "recipient": found.iter().map(|(whose, _, _)| json!(whose)).collect::<Vec<_>>(),
            "reason": found.iter().map(|(_, reason, _)| *reason).collect::<Vec<_>>(),
            "outcome": found.iter().map(|(_, _, outcome)| outcome.word()).collect::<Vec<_>>(),
        },
        "totals": totals,
        "invoice": {
            "recipient": invoice.iter().map(|(whose, _, _)| whose).collect::<Vec<_>>(),
            "line": invoice.iter().map(|(_, line, _)| *line).collect::<Vec<_>>(),
            "amount": invoice.iter().map(|(_, _, amount)| kronor(amount)).collect::<Vec<_>>(),
        },
        "assessment": assessment(&settlement.assessment),
    })
}
