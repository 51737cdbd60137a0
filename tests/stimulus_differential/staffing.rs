//! Drawing staffing tables: by unit, by role, lacking, incomplete, and such that they bind exactly.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::Zero;
use serde_json::{Value, json};
use statsbidrag_tests::oracle::CaseRng;
use statsbidrag_tests::stimulus_oracle::assess;

use super::claims::{RECIPIENTS, UNITS, WORDS};
use super::draw::shuffle_rows;

/// Recipient, unit, role.
type Group = (&'static str, Option<&'static str>, &'static str);

/// A staffing table for the lines of a document.
pub(crate) fn staffing(rng: &mut CaseRng, document: &Value) -> Value {
    let mut groups: Vec<Group> = Vec::new();
    let with_units = !rng.one_in(3);
    let lacking = rng.pick(&[0, 6, 2]);
    for recipient in RECIPIENTS {
        if rng.one_in(8) {
            continue;
        }
        for role in WORDS[0].1 {
            if (lacking > 0 && rng.one_in(lacking)) || (*role == "other" && !rng.one_in(4)) {
                continue;
            }
            if with_units && !rng.one_in(5) {
                let units = UNITS[..3].iter().filter(|_| !rng.one_in(5));
                groups.extend(units.map(|unit| (recipient, Some(*unit), *role)));
            } else {
                groups.push((recipient, None, role));
            }
        }
    }
    let sizes = sizes(document);
    let (mut before, mut now) = (Vec::new(), Vec::new());
    let incomplete = if rng.one_in(4) { 7 } else { 0 };
    let exact = rng.one_in(2);
    for group in &groups {
        let size = sizes.get(group).cloned().unwrap_or_else(BigRational::zero);
        let base = BigRational::from_integer(rng.between(0, 6).into());
        let growth = match rng.between(0, 7) {
            0 | 1 if exact => size,
            2 if exact => size * BigRational::new(2.into(), 5.into()),
            3 => BigRational::new(rng.between(0, 7).into(), 4.into()),
            4 => BigRational::new(rng.between(0, 100).into(), 366.into()),
            5 => -base.clone().min(BigRational::from_integer(rng.between(0, 3).into())),
            _ => BigRational::from_integer(rng.between(0, 2).into()),
        };
        let mut cell = |number: BigRational| {
            if incomplete > 0 && rng.one_in(incomplete) { Value::Null } else { text(&number) }
        };
        now.push(cell(&base + growth));
        before.push(cell(base));
    }
    let mut table = json!({
        "recipient": groups.iter().map(|group| group.0).collect::<Vec<_>>(),
        "role": groups.iter().map(|group| group.2).collect::<Vec<_>>(),
        "baseline_fte": before, "actual_fte": now,
    });
    if groups.iter().any(|group| group.1.is_some()) || rng.one_in(4) {
        table["unit"] = groups.iter().map(|group| json!(group.1)).collect();
    }
    shuffle_rows(rng, &mut table);
    table
}

/// What the lines of every group come to in full-time equivalents over the year.
fn sizes(document: &Value) -> BTreeMap<Group, BigRational> {
    let days = if document["year"].as_i64().is_some_and(|year| year % 4 == 0) { 366 } else { 365 };
    let mut sizes = BTreeMap::new();
    for line in assess(document) {
        if line.line.word("increase") != Some("above_baseline") {
            continue;
        }
        let find = |list: &[&'static str], word: &str| list.iter().copied().find(|w| *w == word);
        let recipient = find(&RECIPIENTS, &line.line.recipient);
        let role = line.line.word("role").and_then(|role| find(WORDS[0].1, role));
        let (Some(recipient), Some(role)) = (recipient, role) else { continue };
        let unit = line.line.word("unit").and_then(|unit| find(&UNITS, unit));
        let size = &line.line.fte * BigRational::new(line.possible_days.into(), days.into());
        for unit in [None, unit.or(Some(UNITS[0]))] {
            *sizes.entry((recipient, unit, role)).or_insert_with(BigRational::zero) += &size;
        }
    }
    sizes
}

/// A number as a document may have it.
pub(crate) fn text(number: &BigRational) -> Value {
    if number.is_integer() {
        json!(number.to_integer().to_string())
    } else {
        json!(format!("{}/{}", number.numer(), number.denom()))
    }
}
