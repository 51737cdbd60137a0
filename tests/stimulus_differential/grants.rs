//! Drawing settlements: grants beside lines.

use num_rational::BigRational;
use num_traits::Zero;
use serde_json::{Map, Value, json};
use statsbidrag_tests::oracle::CaseRng;
use statsbidrag_tests::stimulus_oracle::{Day, Settled, settle};

use super::claims::RECIPIENTS;
use super::draw;
use super::render::kronor;

/// A settlement of lines on the rulebook that ships, or on one of its own.
pub(crate) fn settlement(rng: &mut CaseRng) -> Value {
    let mut document = match rng.between(0, 5) {
        0 => draw::complete(rng),
        1 => draw::patchy(rng),
        2 => draw::capped(rng),
        3 => draw::extreme(rng),
        _ => draw::own_books(rng),
    };
    document["operation"] = json!("settle");
    let claimed = document["claims"]["recipient"].as_array().cloned().unwrap_or_default();
    let mut recipients: Vec<&str> = RECIPIENTS
        .into_iter()
        .filter(|recipient| claimed.contains(&json!(recipient)) || rng.one_in(3))
        .collect();
    draw::shuffle(rng, &mut recipients);
    document["grants"] = grants(rng, &document, &recipients);
    let terms = document["rulebook"]["settlement"].get("interest").is_some();
    if terms && !rng.one_in(4) {
        document["interest"] = interest(rng);
    }
    document
}

fn grants(rng: &mut CaseRng, document: &Value, recipients: &[&str]) -> Value {
    let count = recipients.len();
    let mut table = Map::new();
    table.insert("recipient".into(), json!(recipients));
    // What comes of it when nothing is paid tells which amounts are at an edge.
    table.insert("paid".into(), json!(vec!["0"; count]));
    let paid = settled(document, &table).iter().map(|own| json!(paid(rng, own))).collect();
    table.insert("paid".into(), paid);
    let frames: Vec<u64> = (0..count).map(|_| rng.pick(&[49_999, 50_000, 1_000_000])).collect();
    if rng.one_in(2) {
        let empty = rng.one_in(3);
        draw::column(&mut table, "frame", count, || Value::Null);
        table["frame"] = frames
            .iter()
            .map(|frame| if empty && rng.one_in(2) { Value::Null } else { json!(frame) })
            .collect();
        if rng.one_in(2) {
            let less = |frame: &u64| match rng.between(0, 4) {
                0 if empty => Value::Null,
                1 => json!(frame),
                2 => json!("0"),
                _ => json!(format!("{}.50", frame / 2)),
            };
            table.insert("requisitioned".into(), frames.iter().map(less).collect());
        }
    }
    for name in ["requisition_received_on", "report_received_on"] {
        if !rng.one_in(3) {
            let days = [
                "2017-10-31",
                "2017-11-01",
                "2018-06-01",
                "2018-06-02",
                "2019-06-01",
                "2020-02-07",
                "2021-02-05",
            ];
            draw::column(&mut table, name, count, || match rng.between(0, 8) {
                n if n < 7 => json!(days[n as usize]),
                _ => Value::Null,
            });
        }
    }
    if rng.one_in(2) {
        draw::column(&mut table, "own_funding", count, || match rng.between(0, 3) {
            0 => Value::Null,
            1 => json!("0"),
            _ => json!(rng.between(0, 2_000_000)),
        });
    }
    if rng.one_in(2) {
        let waived = settled(document, &table).iter().map(|own| waived(rng, own)).collect();
        table.insert("waived".into(), waived);
        if !rng.one_in(3) {
            draw::column(&mut table, "waived_reason", count, || {
                if rng.one_in(3) { Value::Null } else { json!("special reasons") }
            });
        }
    }
    if !rng.one_in(3) {
        let days = ["2018-01-31", "2018-12-15", "2019-01-10", "2019-02-28"];
        draw::column(&mut table, "decided_on", count, || {
            if rng.one_in(6) { Value::Null } else { json!(rng.pick(&days)) }
        });
    }
    Value::Object(table)
}

/// What comes of a table so far.
fn settled(document: &Value, table: &Map<String, Value>) -> Vec<Settled> {
    let mut document = document.clone();
    document["grants"] = Value::Object(table.clone());
    settle(&document).recipients
}

/// Amounts at and about what is claimed and approved.
fn paid(rng: &mut CaseRng, own: &Settled) -> String {
    let column = |name: &str| own.column(name).cloned().unwrap_or_default();
    let ore = BigRational::new(1.into(), 100.into());
    let amount = match rng.between(0, 8) {
        0 => BigRational::zero(),
        1 => column("claimed"),
        2 => column("approved"),
        3 => column("approved") + column("undetermined"),
        4 => column("approved") + column("undetermined") + ore,
        5 => column("claimed") + ore,
        _ => BigRational::from_integer(rng.between(0, 3_000_000).into()),
    };
    kronor(&amount)
}

/// Nothing, all, or some of what is to be repaid.
fn waived(rng: &mut CaseRng, own: &Settled) -> Value {
    let repayable = own.column("repayable").cloned().unwrap_or_default();
    match rng.between(0, 4) {
        0 => Value::Null,
        1 => json!("0"),
        2 => json!(kronor(&repayable)),
        _ => json!(kronor(&(repayable / BigRational::from_integer(3.into())).floor())),
    }
}

/// Rates over some months, in one or two pieces.
fn interest(rng: &mut CaseRng) -> Value {
    let to = Day::of(2019, 1, 20).plus(rng.between(0, 120) as i64).to_string();
    let cite = json!({"source": "r"});
    let piece = |from: &str, to: &str, value: &str| json!({"from": from, "to": to, "value": value, "cite": cite});
    let rates = match rng.between(0, 2) {
        0 => json!([piece("2010-01-01", "2029-12-31", "0")]),
        1 => json!([piece("2010-01-01", "2029-12-31", "1/70")]),
        _ => json!([
            piece("2010-01-01", "2018-12-31", "0.0125"),
            piece("2019-01-01", "2029-12-31", "0.01"),
        ]),
    };
    let count = rng.pick(&["365", "360", "actual"]);
    json!({"to": to, "rates": rates, "day_count": [piece("2010-01-01", "2029-12-31", count)],
        "sources": {"r": {"title": "R", "publisher": "P", "rank": "primary"}}})
}
