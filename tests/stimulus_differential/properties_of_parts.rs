//! What holds for every answer when one line is changed by itself: split in two, or claimed at
//! another amount.

use num_rational::BigRational;
use num_traits::Signed;
use serde_json::{Value, json};
use statsbidrag_tests::differing::{Agreed, differ, rows_of};
use statsbidrag_tests::drawn::Group;
use statsbidrag_tests::oracle::CaseRng;
use statsbidrag_tests::stimulus_oracle::{Finding, Outcome, assess};

use super::draw;
use super::invariants::{Parts, money, parts, said};
use super::properties::both;
use super::shrink::SHRINK;
use super::staffing::text;

/// A document, and the same with one line parted into halves about which nothing is open.
///
/// Of a line in doubt the halves stand in each other's way, or make room for each other, as the whole
/// does not. Other lines may be in doubt.
fn halves(rng: &mut CaseRng) -> Value {
    loop {
        let mut document = if rng.one_in(2) { draw::complete(rng) } else { draw::capped(rng) };
        if document.get("staffing").is_none() {
            draw::share(rng, &mut document);
        }
        // Nothing comes between the halves in any order.
        let ids = document["claims"]["id"].as_array().cloned().unwrap_or_default();
        let longer = |id: &Value| json!(format!("{}-0", id.as_str().unwrap_or_default()));
        document["claims"]["id"] = ids.iter().map(longer).collect();
        if let Some(order) = document.get_mut("order") {
            *order = order.as_array().into_iter().flatten().map(longer).collect();
        }
        let at = rng.between(0, ids.len() as u64 - 1) as usize;
        let line = assess(&document).swap_remove(at);
        let open = |found: &Finding| match found.outcome {
            Outcome::Missing => true,
            // How much room others leave is open, and not where the line stands.
            Outcome::Judgement => {
                !["OVER_BASELINE_CAP", "FALL_IN_OTHER_ROLE"].contains(&found.reason)
            }
            _ => false,
        };
        if line.possible_days > 0 && line.findings.iter().any(open) {
            continue;
        }
        let changed = halved(&document, at);
        let of = changed["claims"]["id"][at].clone();
        return json!({"document": document, "changed": changed, "line": of});
    }
}

fn halved(document: &Value, at: usize) -> Value {
    let mut changed = document.clone();
    let half = BigRational::new(1.into(), 2.into());
    let amount = money(&changed["claims"]["amount"][at]);
    let ore = BigRational::from_integer(100.into());
    let first = (&amount * &ore * &half).floor() / &ore;
    let fte = money(&changed["claims"]["fte"][at]);
    // The posts are parted as the amount is, where there is any.
    let part = if amount.is_positive() { &first / &amount } else { half };
    let part = if part.is_positive() { part } else { BigRational::new(1.into(), 2.into()) };
    for (name, cells) in changed["claims"].as_object_mut().into_iter().flatten() {
        let Some(cells) = cells.as_array_mut() else { continue };
        let (one, other) = match name.as_str() {
            "id" => {
                let id = cells[at].as_str().unwrap_or_default();
                let second = format!("{}-1", id.trim_end_matches("-0"));
                (cells[at].clone(), json!(second))
            }
            "amount" => (kronor(&first), kronor(&(&amount - &first))),
            "fte" => (text(&(&fte * &part)), text(&(&fte - &fte * &part))),
            _ => (cells[at].clone(), cells[at].clone()),
        };
        cells[at] = one;
        cells.insert(at + 1, other);
    }
    let id = changed["claims"]["id"][at].clone();
    let second = changed["claims"]["id"][at + 1].clone();
    if let Some(order) = changed.get_mut("order").and_then(Value::as_array_mut) {
        let place = order.iter().position(|listed| *listed == id).unwrap_or(0);
        order.insert(place + 1, second);
    }
    changed
}

fn kronor(amount: &BigRational) -> Value {
    json!(super::render::kronor(amount))
}

fn approved(part: &Parts) -> BigRational {
    part.approved.clone()
}

/// The halves come to what the whole does, but for an öre a part.
fn together(pair: &Value) -> Agreed {
    let id = pair["line"].as_str().unwrap_or_default();
    let before = parts(&pair["document"])?;
    let after = parts(&pair["changed"])?;
    let second = format!("{}-1", id.trim_end_matches("-0"));
    let most = |part: &Parts| &part.approved + &part.undetermined;
    for (name, of) in [("approved", approved as fn(&Parts) -> BigRational), ("possible", most)] {
        let sum = of(&after[id]) + of(&after[&second]);
        let off = (&sum - of(&before[id])).abs();
        if off > BigRational::new(2.into(), 100.into()) {
            return Err(differ(format!("the halves of a line: {name}"), sum, of(&before[id])));
        }
        for (other, own) in before.iter().filter(|(other, _)| *other != id) {
            if of(&after[other]) != of(own) {
                let kind = format!("a line beside a split one: {name}");
                return Err(differ(kind, of(&after[other]), of(own)));
            }
        }
    }
    let open = before.values().any(|part| part.undetermined.is_positive());
    said(if open { "halves beside doubts" } else { "halves" })
}

/// A line at another amount, which the state of the line does not depend on.
fn other_amount(rng: &mut CaseRng) -> Value {
    let document = if rng.one_in(2) { draw::patchy(rng) } else { draw::capped(rng) };
    let mut changed = document.clone();
    for cell in changed["claims"]["amount"].as_array_mut().into_iter().flatten() {
        if rng.one_in(2) {
            *cell = json!(rng.pick(&["0", "1", "0.01", "123456.78", "10000000000000"]));
        }
    }
    json!({"document": document, "changed": changed})
}

fn same_verdicts(pair: &Value) -> Agreed {
    let amounts = rows_of(&pair["changed"]["claims"]);
    for (id, before, after) in both(pair)? {
        let amount = amounts.iter().find(|row| row["id"] == id.as_str());
        let amount = amount.map(|row| money(&row["amount"])).unwrap_or_default();
        let all = after.refused == amount;
        if before.verdict != after.verdict || (before.verdict == "refused" && !all) {
            let is = format!("{id} {}", after.verdict);
            return Err(differ("another amount, another verdict", is, before.verdict));
        }
    }
    said("amounts")
}

const HALVES: Group =
    Group { name: "halves", documents: 1_500, draw: halves, compare: together, shrink: SHRINK };
const AMOUNTS: Group = Group {
    name: "other_amount",
    documents: 1_500,
    draw: other_amount,
    compare: same_verdicts,
    shrink: SHRINK,
};

#[test]
fn a_line_split_in_two_comes_to_the_same() {
    let seen = HALVES.run();
    seen.at_least("halves", 400);
    seen.at_least("halves beside doubts", 400);
}

#[test]
fn refused_stays_refused_at_another_amount() {
    AMOUNTS.run().at_least("amounts", 1_500);
}
