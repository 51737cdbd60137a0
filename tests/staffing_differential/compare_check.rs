//! A check by the library against one by the oracle, field by field.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use serde_json::{Map, Value, json};
use statsbidrag_tests::differing::{Agreed, Differ, answer, differ, rows_of, same_rows};
use statsbidrag_tests::oracle::rational;
use statsbidrag_tests::staffing_oracle::{Facts, Line, check, exact, moves, rules};

/// Compares; what is compared are rows of text, as they stand in the answer.
pub(crate) fn compare(document: &Value) -> Agreed {
    let library = answer(document);
    if library.get("error").is_some() {
        return Err(differ("refused", &library, "an answer"));
    }
    let facts = Facts::of(document);
    let ids: Vec<String> = rules(document).into_iter().map(|rule| rule.id).collect();
    let oracle = check(document);
    let mut seen = Vec::new();

    let id = document["id"].as_str().unwrap_or_default();
    let expected: Vec<Value> = oracle
        .lines
        .iter()
        .map(|(rule, row, line)| {
            let mut fields = Map::new();
            fields.insert("rule".into(), json!(ids[*rule]));
            fields.insert(id.into(), json!(facts.ids()[*row]));
            put(&mut fields, line.as_ref());
            seen.push(fields["status"].as_str().unwrap_or_default().to_owned());
            Value::Object(fields)
        })
        .collect();
    same_lines(&rows_of(&library["result"]), &expected)?;

    let totals = oracle.totals.iter().map(|total| {
        let mut fields = Map::new();
        fields.insert("rule".into(), json!(ids[total.rule]));
        fields.insert("unit".into(), json!(total.unit));
        put(&mut fields, Some(&total.line));
        Value::Object(fields)
    });
    same_rows("totals", &rows_of(&library["totals"]), &totals.collect::<Vec<_>>())?;
    same_moves(document, &library, &ids, &mut seen)?;
    seen.push("answered".into());
    Ok(seen)
}

/// The same, where rows have equal values from different limits: one kind of disagreement.
pub(crate) fn compare_equal_limits(document: &Value) -> Agreed {
    compare(document).map_err(|mut differ| {
        if differ.kind.starts_with("totals") {
            differ.kind = "totals of rows with equal limits".into();
        }
        differ
    })
}

fn put(fields: &mut Map<String, Value>, line: Option<&Line>) {
    let status = line.map_or("not_evaluated".to_owned(), |line| line.status.to_string());
    let number = |of: fn(&Line) -> Option<&BigRational>| json!(line.and_then(of).map(exact));
    let side = line.map(|line| if line.at_most { "at_most" } else { "at_least" });
    fields.insert("status".into(), json!(status));
    fields.insert("have_num".into(), number(|line| Some(&line.num)));
    fields.insert("have_den".into(), number(|line| Some(&line.den)));
    fields.insert("limit".into(), number(|line| Some(&line.limit)));
    fields.insert("gap".into(), number(|line| line.gap.as_ref()));
    fields.insert("hire".into(), number(|line| line.hire.as_ref()));
    fields.insert("headroom".into(), number(|line| line.headroom.as_ref()));
    fields.insert("excess".into(), number(|line| line.excess.as_ref()));
    fields.insert("side".into(), json!(side));
}

/// Lines first as a whole, then by what is wrong with them.
fn same_lines(library: &[Value], oracle: &[Value]) -> Result<(), Differ> {
    let due = |line: &&Value| line["status"] != "not_evaluated" || oracle.contains(line);
    let kept: Vec<Value> = library.iter().filter(due).cloned().collect();
    same_rows("result", &kept, oracle)?;
    if let Some(line) = library.iter().find(|line| !due(line)) {
        return Err(differ("a line that no limit is for", line, "no such line"));
    }
    Ok(())
}

/// Moves, of the rules for which they are plain: see the oracle's page on them.
fn same_moves(
    document: &Value,
    library: &Value,
    ids: &[String],
    seen: &mut Vec<String>,
) -> Result<(), Differ> {
    let entries = rows_of(&library["moves"]);
    for expected in moves(document) {
        let of = |entry: &&Value| {
            entry["rule"] == ids[expected.rule] && entry["unit"] == expected.unit.as_str()
        };
        let Some(entry) = entries.iter().find(of) else {
            if expected.weighted {
                // Not sought where the numerators are not whole.
                continue;
            }
            return Err(differ("moves: none", json!(entries), format!("{expected:?}")));
        };
        let count = expected.over.clone().min(expected.room.clone());
        let steps = entry["steps"].as_array().into_iter().flatten();
        let counts = steps.map(|step| step["count"].as_str().unwrap_or("?").parse::<BigInt>());
        let moved: BigInt = counts.map(|count| count.unwrap_or_default()).sum();
        if entry["moves"] != count.to_string() || moved != count {
            let kind = if expected.weighted { "moves, weighted" } else { "moves" };
            return Err(differ(kind, entry, count));
        }
        let all = count == expected.over;
        let hire = entry["hire_after_moves"].as_str().and_then(rational);
        let right = match (&expected.hires, &hire) {
            (None, hire) => hire.is_none(),
            (Some(_), None) => false,
            (Some(_), Some(hire)) if all => hire.is_zero(),
            (Some(most), Some(hire)) => hire.is_positive() && hire <= most,
        };
        if !right {
            let most = expected.hires.as_ref().map_or("none".to_owned(), exact);
            let least = if all { "0".to_owned() } else { format!("over 0, at most {most}") };
            return Err(differ("hire after moves", entry, least));
        }
        seen.push(if all { "moves that mend" } else { "moves that fall short" }.to_owned());
    }
    Ok(())
}
