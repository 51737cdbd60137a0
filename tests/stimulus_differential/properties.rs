//! What holds for every answer, asked of the library alone: parts, the identity of a settlement, and
//! what must not change, or only one way, when a document does.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::Zero;
use serde_json::{Value, json};
use statsbidrag_tests::differing::{Agreed, Differ, answer, differ, rows_of};
use statsbidrag_tests::drawn::Group;
use statsbidrag_tests::oracle::CaseRng;

use super::claims::{RECIPIENTS, WORDS};
use super::invariants::{Parts, identity_in, money, parts, parts_of, parts_sum_in, said};
use super::shrink::SHRINK;
use super::{draw, grants};

/// Both documents of a pair, and their lines side by side.
pub(crate) fn both(pair: &Value) -> Result<Vec<(String, Parts, Parts)>, Differ> {
    side_by_side(&answer(&pair["document"]), &answer(&pair["changed"]))
}

/// The lines of two answers; each has all lines of the other.
pub(crate) fn side_by_side(
    before: &Value,
    after: &Value,
) -> Result<Vec<(String, Parts, Parts)>, Differ> {
    let (before, mut after) = (parts_of(before)?, parts_of(after)?);
    let mut lines = Vec::new();
    for (id, own) in before {
        match after.remove(&id) {
            Some(changed) => lines.push((id, own, changed)),
            None => return Err(differ("a line is gone", "none", id)),
        }
    }
    Ok(lines)
}

fn any(rng: &mut CaseRng) -> Value {
    match rng.between(0, 3) {
        0 => draw::patchy(rng),
        1 => draw::capped(rng),
        2 => draw::own_books(rng),
        _ => draw::extreme(rng),
    }
}

/// Parts sum to the amount, lines to the totals, and the verdict says which parts there are.
fn parts_sum(document: &Value) -> Agreed {
    parts_sum_in(document, &answer(document))
}

/// What was paid is approved, pending, or to be repaid.
fn identity(document: &Value) -> Agreed {
    identity_in(&answer(document))
}

fn higher_baseline(rng: &mut CaseRng) -> Value {
    let document = draw::capped(rng);
    let mut changed = document.clone();
    let cells = changed["staffing"]["baseline_fte"].as_array_mut();
    let mut known: Vec<_> = cells.into_iter().flatten().filter(|cell| !cell.is_null()).collect();
    if !known.is_empty() {
        let at = rng.between(0, known.len() as u64 - 1) as usize;
        let more = BigRational::new(rng.between(1, 20).into(), rng.pick(&[1u64, 3, 8]).into());
        *known[at] = super::staffing::text(&(money(known[at]) + more));
    }
    json!({"document": document, "changed": changed})
}

fn never_more(pair: &Value) -> Agreed {
    no_line_has_more(both(pair)?)
}

pub(crate) fn no_line_has_more(lines: Vec<(String, Parts, Parts)>) -> Agreed {
    for (id, before, after) in lines {
        if after.approved > before.approved {
            return Err(differ(
                "a higher baseline raises",
                format!("{id} {}", after.approved),
                before.approved,
            ));
        }
    }
    said("higher baselines")
}

/// One doubt of a document, settled: a word, a unit that has a row, a ruling, evidence, or staff.
fn settled_doubt(rng: &mut CaseRng) -> Value {
    loop {
        let document = if rng.one_in(3) { draw::patchy(rng) } else { draw::capped(rng) };
        let mut ways: Vec<(&str, &str, usize, Value)> = Vec::new();
        for (row, line) in rows_of(&document["claims"]).iter().enumerate() {
            let empty = |name: &str| line.get(name).is_some_and(|c| c.is_null() || c == "");
            for (name, words) in WORDS {
                if empty(name) {
                    ways.extend(words.iter().map(|word| ("claims", name, row, json!(word))));
                }
            }
            let refusing = line["ruling"]
                .as_str()
                .is_some_and(|r| !r.starts_with(['a', 'g']) || r.starts_with("av"));
            if empty("evidence") && !refusing {
                ways.push(("claims", "evidence", row, json!("dnr 7")));
            }
            if empty("ruling") {
                ways.push(("claims", "ruling", row, json!("approved: yes")));
                ways.push(("claims", "ruling", row, json!("refused: no")));
            }
            for of in rows_of(&document["staffing"]) {
                let own = of["recipient"] == line["recipient"] && of["role"] == line["role"];
                if empty("unit") && own && of.get("unit").is_some_and(Value::is_string) {
                    ways.push(("claims", "unit", row, of["unit"].clone()));
                }
            }
        }
        for (row, of) in rows_of(&document["staffing"]).iter().enumerate() {
            for name in ["baseline_fte", "actual_fte"] {
                if of[name].is_null() {
                    ways.push(("staffing", name, row, json!(rng.between(0, 5))));
                }
            }
        }
        if ways.is_empty() {
            continue;
        }
        let (table, name, row, cell) =
            ways.swap_remove(rng.between(0, ways.len() as u64 - 1) as usize);
        let mut changed = document.clone();
        changed[table][name][row] = cell;
        return json!({"document": document, "changed": changed});
    }
}

fn within_bounds(pair: &Value) -> Agreed {
    all_within_bounds(both(pair)?)
}

pub(crate) fn all_within_bounds(lines: Vec<(String, Parts, Parts)>) -> Agreed {
    for (id, before, after) in lines {
        if after.approved < before.approved {
            let less = format!("{id} {}", after.approved);
            return Err(differ("settling a doubt lowers", less, before.approved));
        }
        let (most, now) =
            (before.approved + before.undetermined, after.approved + after.undetermined);
        if now > most {
            return Err(differ(
                "settling a doubt raises what is possible",
                format!("{id} {now}"),
                most,
            ));
        }
    }
    said("settled doubts")
}

/// Staff move between the units of a role, or nowhere; the role has as many as before.
fn inner_moves(rng: &mut CaseRng) -> Value {
    let mut document = draw::capped(rng);
    let mut table: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for recipient in RECIPIENTS {
        for role in &WORDS[0].1[..3] {
            // Twelve in three units, before and now.
            let mut parts = || {
                let first = rng.between(0, 12);
                let second = rng.between(0, 12 - first);
                [first, second, 12 - first - second]
            };
            let rows = ["A", "B", "Väst 2"].iter().zip(parts().into_iter().zip(parts()));
            for (unit, (before, now)) in rows {
                for (name, cell) in [
                    ("recipient", json!(recipient)),
                    ("role", json!(role)),
                    ("unit", json!(unit)),
                    ("baseline_fte", json!(before)),
                    ("actual_fte", json!(now)),
                ] {
                    table.entry(name).or_default().push(cell);
                }
            }
        }
    }
    document["staffing"] = json!(table);
    document
}

fn nothing_made(document: &Value) -> Agreed {
    let parts = parts(document)?;
    for line in rows_of(&document["claims"]) {
        let id = line["id"].as_str().unwrap_or_default();
        if line["increase"] == "above_baseline" && !parts[id].approved.is_zero() {
            return Err(differ("an inner move makes money", &parts[id].approved, 0));
        }
    }
    said("inner moves")
}

fn other_order(rng: &mut CaseRng) -> Value {
    let document = any(rng);
    let mut changed = document.clone();
    draw::shuffle_rows(rng, &mut changed["claims"]);
    if changed.get("staffing").is_some() {
        draw::shuffle_rows(rng, &mut changed["staffing"]);
    }
    json!({"document": document, "changed": changed})
}

fn all_the_same(pair: &Value) -> Agreed {
    no_line_differs(both(pair)?)
}

pub(crate) fn no_line_differs(lines: Vec<(String, Parts, Parts)>) -> Agreed {
    for (id, before, after) in lines {
        let same = before.approved == after.approved && before.undetermined == after.undetermined;
        if !same || before.verdict != after.verdict {
            let was = format!("{id} {} {}", before.verdict, before.approved);
            return Err(differ("the order of lines matters", after.approved, was));
        }
    }
    said("orders")
}

const fn group(
    name: &'static str,
    draw: fn(&mut CaseRng) -> Value,
    compare: fn(&Value) -> Agreed,
) -> Group {
    Group { name, documents: 1_500, draw, compare, shrink: SHRINK }
}

#[test]
fn parts_sum_to_the_amount() {
    group("parts_sum", any, parts_sum).run().at_least("parts", 1_500);
}

#[test]
fn what_was_paid_is_accounted_for() {
    group("identity", grants::settlement, identity).run().at_least("identities", 1_500);
}

#[test]
fn a_higher_baseline_never_raises() {
    group("higher_baseline", higher_baseline, never_more).run().at_least("higher baselines", 1_500);
}

#[test]
fn settling_a_doubt_stays_within_bounds() {
    group("settled_doubt", settled_doubt, within_bounds).run().at_least("settled doubts", 1_500);
}

#[test]
fn inner_moves_make_no_money() {
    group("inner_moves", inner_moves, nothing_made).run().at_least("inner moves", 1_500);
}

#[test]
fn the_order_of_lines_is_irrelevant() {
    group("other_order", other_order, all_the_same).run().at_least("orders", 1_500);
}
