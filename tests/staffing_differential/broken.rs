//! Documents that must be refused: right ones, broken in one place.

use serde_json::{Value, json};
use statsbidrag_tests::differing::{Agreed, answer, differ};
use statsbidrag_tests::oracle::CaseRng;
use statsbidrag_tests::staffing_oracle::rules;

use super::draw;

/// What is broken.
pub(crate) const KINDS: [&str; 30] = [
    "unknown column in a numerator",
    "unknown column in a denominator",
    "unknown column in a condition",
    "unknown unit column",
    "unknown id column",
    "negative cell",
    "float cell",
    "malformed cell",
    "short column",
    "same id twice",
    "empty id",
    "overlapping limits",
    "overlapping limits for the same rows",
    "two limits for one row",
    "span that ends before it begins",
    "empty band",
    "negative limit",
    "no limit",
    "dated limit without a day",
    "limit of other days",
    "step of zero",
    "negative step",
    "hire column of neither side",
    "hire column of both sides",
    "hire under a limit of zero",
    "statistic that hires",
    "same rule id twice",
    "unknown field in a rule",
    "parameter that nothing uses",
    "parameter without a value",
];

/// A document, and under `broken` and `at` what is wrong with it and where.
pub(crate) fn draw(rng: &mut CaseRng) -> Value {
    let plans = rng.one_in(3);
    let mut document = if plans { draw::plan(rng) } else { draw::full_check(rng) };
    let kind = rng.pick(&KINDS);
    // A parameter that nothing uses any more would be another problem.
    let weighted = |document: &Value| document["rules"].to_string().contains("$w");
    let at = break_it(rng, &mut document, kind);
    let unused = !weighted(&document);
    if let Some(parameters) = document.get_mut("parameters").and_then(Value::as_object_mut) {
        parameters.retain(|name, _| name != "w" || !unused);
    }
    json!({"broken": kind, "at": at, "document": document})
}

/// The place must be among those that are named, or something within it.
pub(crate) fn compare(broken: &Value) -> Agreed {
    let kind = broken["broken"].as_str().unwrap_or_default();
    let at = broken["at"].as_str().unwrap_or_default();
    let answer = answer(&broken["document"]);
    let problems = answer["problems"].as_array().cloned().unwrap_or_default();
    let within = |problem: &Value| {
        let path = problem["path"].as_str().unwrap_or_default();
        path.strip_prefix(at).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if answer.get("error").is_none() || !problems.iter().any(within) {
        return Err(differ(kind, &answer, at));
    }
    Ok(vec![kind.to_owned()])
}

/// Breaks it; says where, as a JSON pointer.
fn break_it(rng: &mut CaseRng, document: &mut Value, kind: &str) -> String {
    let count = document["rules"].as_array().map_or(0, Vec::len) as u64;
    let which = rng.between(0, count - 1) as usize;
    let in_rule = format!("/rules/{which}");
    let hires = rules(document)[which].hire.is_some();
    let rule = &mut document["rules"][which];
    match kind {
        "unknown column in a numerator" => {
            plain(rule);
            rule["numerator"] = json!("nowhere");
            in_rule + "/numerator"
        }
        "unknown column in a denominator" => {
            plain(rule);
            rule["denominator"] = json!("nowhere + cases");
            in_rule + "/denominator"
        }
        "unknown column in a condition" => {
            plain(rule);
            rule["at_most"] = json!([{"value": 2, "when": {"column": "nowhere", "is": true}}]);
            in_rule + "/at_most"
        }
        "unknown unit column" => {
            document["unit"] = json!("nowhere");
            "/unit".into()
        }
        "unknown id column" => {
            document["id"] = json!("nowhere");
            "/id".into()
        }
        "negative cell" => break_cell(rng, document, json!(["-1", "-0.25", "-1/4"][which % 3])),
        "float cell" => break_cell(rng, document, json!(0.5)),
        "malformed cell" => break_cell(rng, document, json!("1,5")),
        "short column" => {
            let column = a_column(rng, document);
            if let Some(cells) = document["frame"][&column].as_array_mut() {
                cells.pop();
            }
            format!("/frame/{column}")
        }
        "same id twice" => {
            let first = document["frame"]["row"][0].clone();
            let rows = document["frame"]["row"].as_array().map_or(0, Vec::len);
            for (_, cells) in document["frame"].as_object_mut().into_iter().flatten() {
                if let Some(cells) = cells.as_array_mut() {
                    cells.push(cells[0].clone());
                }
            }
            document["frame"]["row"][rows] = first;
            format!("/frame/row/{rows}")
        }
        "empty id" => {
            document["frame"]["row"][0] = Value::Null;
            "/frame/row/0".into()
        }
        "overlapping limits" => {
            plain(rule);
            rule["at_most"] = json!([
                {"value": 2, "from": "2020-01-01", "to": "2020-12-31"},
                {"value": 3, "from": "2020-12-31"},
            ]);
            in_rule + "/at_most/1"
        }
        "overlapping limits for the same rows" => {
            plain(rule);
            let answer = rng.one_in(2);
            let when = json!({"column": "new", "is": answer});
            rule["at_most"] = json!([{"value": 2, "when": when}, {"value": 2, "when": when}]);
            in_rule + "/at_most/1"
        }
        "two limits for one row" => {
            // A rule that hires, and alone: in a plan others take no part, and a row with an empty
            // cell is not looked at.
            hiring(document, which);
            document["rules"] = json!([document["rules"][which]]);
            let which = 0;
            document["frame"]["years"][0] = json!("3");
            document["rules"][which]["at_most"] = json!([
                {"value": 2, "when": {"column": "years", "from": "3"}},
                {"value": 3, "when": {"column": "years", "from": "2", "below": "3.01"}},
            ]);
            "/rules/0/at_most".into()
        }
        "span that ends before it begins" => {
            plain(rule);
            rule["at_most"] = json!([{"value": 2, "from": "2020-01-02", "to": "2020-01-01"}]);
            in_rule + "/at_most/0/to"
        }
        "empty band" => {
            plain(rule);
            let when = json!({"column": "years", "from": "2", "below": 2});
            rule["at_most"] = json!([{"value": 2, "when": when}]);
            in_rule + "/at_most/0/when"
        }
        "negative limit" => {
            plain(rule);
            rule["at_most"] = json!("-1/2");
            in_rule + "/at_most"
        }
        "no limit" => {
            plain(rule);
            if let Some(rule) = rule.as_object_mut() {
                rule.remove("at_most");
            }
            in_rule
        }
        "dated limit without a day" => {
            plain(rule);
            rule["at_most"] = json!([{"value": 2, "from": "2020-01-01"}]);
            if let Some(document) = document.as_object_mut() {
                document.remove("at");
            }
            in_rule + "/at_most"
        }
        "limit of other days" => {
            plain(rule);
            rule["at_most"] = json!([{"value": 2, "from": "2012-01-01", "to": "2013-12-31"}]);
            document["at"] = json!(rng.pick(&["2011-12-31", "2014-01-01"]));
            in_rule + "/at_most"
        }
        "step of zero" | "negative step" => {
            hiring(document, which);
            let step = if kind == "step of zero" { "0" } else { "-1" };
            document["rules"][which]["step"] = json!(step);
            in_rule + "/step"
        }
        "hire column of neither side" => {
            hiring(document, which);
            document["rules"][which]["hire"] = json!("years");
            in_rule + "/hire"
        }
        "hire column of both sides" => {
            hiring(document, which);
            document["rules"][which]["numerator"] = json!("cases + k");
            in_rule + "/hire"
        }
        "hire under a limit of zero" => {
            hiring(document, which);
            document["rules"][which]["at_most"] = json!("0");
            in_rule + "/hire"
        }
        "statistic that hires" => {
            hiring(document, which);
            document["rules"][which]["force"] = json!("statistic");
            in_rule + "/hire"
        }
        "same rule id twice" => {
            let again = rule.clone();
            if let Some(rules) = document["rules"].as_array_mut() {
                rules.push(again);
            }
            format!("/rules/{count}")
        }
        "unknown field in a rule" => {
            rule["at_mots"] = json!(if hires { "1" } else { "2" });
            in_rule + "/at_mots"
        }
        "parameter that nothing uses" => {
            document["parameters"]["unused"] = json!("1");
            "/parameters/unused".into()
        }
        "parameter without a value" => {
            rule["numerator"] = json!("$unknown*cases");
            plain(rule);
            in_rule + "/numerator"
        }
        other => unreachable!("{other}"),
    }
}

/// A rule with nothing but a highest value, which no hire column can come into conflict with.
fn plain(rule: &mut Value) {
    if let Some(rule) = rule.as_object_mut() {
        for name in ["at_least", "hire", "step", "force"] {
            rule.remove(name);
        }
        rule.insert("at_most".into(), json!("2"));
    }
}

/// A rule that hires, rightly.
fn hiring(document: &mut Value, which: usize) {
    let rows = document["frame"]["row"].as_array().map_or(0, Vec::len);
    for column in ["cases", "k"] {
        document["frame"][column] = json!(vec![3; rows]);
    }
    let rule = &mut document["rules"][which];
    plain(rule);
    rule["numerator"] = json!("cases");
    rule["denominator"] = json!("k");
    rule["hire"] = json!("k");
}

/// Puts something wrong into a cell that a rule reads.
fn break_cell(rng: &mut CaseRng, document: &mut Value, wrong: Value) -> String {
    let column = a_column(rng, document);
    let rows = document["frame"]["row"].as_array().map_or(1, Vec::len) as u64;
    let row = rng.between(0, rows - 1) as usize;
    document["frame"][&column][row] = wrong;
    format!("/frame/{column}/{row}")
}

/// The first column of a rule's numerator or denominator.
fn a_column(rng: &mut CaseRng, document: &Value) -> String {
    let rules = document["rules"].as_array().cloned().unwrap_or_default();
    let rule = &rules[rng.between(0, rules.len() as u64 - 1) as usize];
    let side = rng.pick(&["numerator", "denominator"]);
    let measure = rule[side].as_str().unwrap_or_default();
    let mut factors = measure.split(['+', '*']).map(str::trim);
    factors.find(|name| document["frame"].get(name).is_some()).unwrap_or("row").to_owned()
}
