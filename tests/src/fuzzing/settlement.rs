//! Assessment and settlement of stimulus grants, against the oracle.

use std::sync::OnceLock;

use arbitrary::{Arbitrary, Result, Unstructured};
use num_rational::BigRational;
use num_traits::Zero;
use serde_json::{Value, json};

use crate::differing::{Agreed, differ, rows_of};
use crate::draws::stimulus::invariants::{identity_in, money, parts_sum_in};
use crate::draws::stimulus::{broken, broken_grants, compare, grants};
use crate::oracle::CaseRng;
use crate::{case_files, documents};

/// A settlement of the case files with other amounts, days and cells is refused, or its answer keeps
/// what holds of every answer. At times, since it takes a hundred times as long, one is drawn and put
/// to the oracle, or broken in a known place that the refusal must name.
///
/// # Panics
/// If it does not.
pub fn settlement(bytes: &[u8]) {
    let Some((way, rest)) = bytes.split_first() else { return };
    let (document, agreed) = match way {
        0..4 => {
            let document = grants::settlement(&mut CaseRng::of_bytes(rest));
            let agreed = compare::compare(&document).and_then(|_| keeps_its_promises(&document));
            (document, agreed)
        }
        4 => against_a_refusal(broken::draw(&mut CaseRng::of_bytes(rest))),
        5 => against_a_refusal(broken_grants::draw(&mut CaseRng::of_bytes(rest))),
        _ => {
            // Too few bytes are no document.
            let Ok(document) = changed(&mut Unstructured::new(rest)) else { return };
            let agreed = keeps_its_promises(&document);
            (document, agreed)
        }
    };
    if let Err(differ) = agreed {
        panic!("{differ:#?}\n{document}");
    }
}

fn against_a_refusal(broken: Value) -> (Value, Agreed) {
    let agreed = broken::compare(&broken);
    (broken, agreed)
}

/// The settlements of the case files that are answered.
fn originals() -> &'static [Value] {
    static ORIGINALS: OnceLock<Vec<Value>> = OnceLock::new();
    ORIGINALS.get_or_init(|| {
        let settled = |case: &Value| {
            case["input"]["operation"] == "settle" && case["expect"].get("error").is_none()
        };
        let cases = case_files::cases().into_iter().map(|(_, case)| case).filter(settled);
        cases.map(|mut case| case["input"].take()).collect()
    })
}

/// A settlement with other cells, and at times with anything else changed.
fn changed(u: &mut Unstructured<'_>) -> Result<Value> {
    let mut document = u.choose(originals())?.clone();
    for _ in 0..u.int_in_range(0..=6)? {
        let table = u.choose(&["claims", "grants", "grants", "staffing"])?;
        let Some(columns) = document[*table].as_object_mut().filter(|columns| !columns.is_empty())
        else {
            continue;
        };
        let column = u.choose_index(columns.len())?;
        let Some((name, cells)) = columns.iter_mut().nth(column) else { continue };
        let Some(cells) = cells.as_array_mut().filter(|cells| !cells.is_empty()) else { continue };
        let row = u.choose_index(cells.len())?;
        cells[row] = cell(u, name)?;
    }
    if u.ratio(1u8, 4u8)? {
        documents::change(&mut document, u)?;
    }
    Ok(document)
}

/// What may stand in a column of that name: a day, a part of a post or an amount.
fn cell(u: &mut Unstructured<'_>, name: &str) -> Result<Value> {
    if u.ratio(1u8, 16u8)? {
        return Ok(Value::Null);
    }
    if name.ends_with("_on") || name == "from" || name == "to" {
        let (year, month) = (u.int_in_range(2015..=2021)?, u.int_in_range(1..=12)?);
        return Ok(json!(format!("{year}-{month:02}-{:02}", u.int_in_range(1..=31)?)));
    }
    let small = u16::arbitrary(u)?;
    Ok(json!(match u.int_in_range(0..=4u8)? {
        0 if name.contains("fte") => format!("{small}/{}", u.int_in_range(1..=12)?),
        0 | 1 => format!("{}.{:02}", u32::arbitrary(u)?, small % 100),
        2 => (u64::arbitrary(u)? >> 8).to_string(),
        3 => small.to_string(),
        _ => format!("{small}000"),
    }))
}

/// What holds of every answer to a settlement, if there is one.
fn keeps_its_promises(document: &Value) -> Agreed {
    let answer = documents::result_of(document).filter(|answer| answer["operation"] == "settle");
    let Some(answer) = answer else { return Ok(Vec::new()) };
    parts_sum_in(document, &answer["assessment"])?;
    let totals = &answer["assessment"]["totals"];
    if money(&totals["worst"]) > money(&totals["best"]) {
        return Err(differ("the worst is better than the best", totals, json!(null)));
    }
    for row in rows_of(&answer["recipients"]) {
        let column = |name: &str| money(&row[name]);
        let least = ["unused", "repayable", "pending", "due", "waived", "own_cost_if_met"];
        let promises = [
            least.iter().all(|name| column(name) >= BigRational::zero()),
            column("own_cost_if_met") <= column("own_cost_if_refused"),
            column("due") + column("waived") == column("repayable"),
            column("unused") <= column("repayable"),
            column("approved") + column("undetermined") <= column("claimed"),
            column("paid") - column("unused") == column("paid").min(column("claimed")),
        ];
        if let Some(broken) = promises.iter().position(|kept| !kept) {
            return Err(differ(format!("promise {broken}"), &row, json!(null)));
        }
    }
    identity_in(&answer)
}
