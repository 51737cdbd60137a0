//! A smaller document about which the two still disagree in the same way.

use serde_json::{Value, json};

use super::differ::{Agreed, Differ, answer};

/// Leaves out what can be left out: rules, rows, and fields.
pub(crate) fn shrink(
    document: &Value,
    kind: &str,
    compare: fn(&Value) -> Agreed,
) -> (Value, Differ) {
    let mut smallest = document.clone();
    let mut differ = compare(document).expect_err("they disagree about it");
    while let Some((smaller, about)) =
        smaller(&smallest).into_iter().find_map(|s| Some((s.clone(), fails(&s, kind, compare)?)))
    {
        smallest = smaller;
        differ = about;
    }
    (smallest, differ)
}

/// A document that the library refuses is in most cases one that the shortening broke.
fn fails(document: &Value, kind: &str, compare: fn(&Value) -> Agreed) -> Option<Differ> {
    let answer = answer(document);
    let code = answer.get("error").map(|_| &answer["problems"][0]["code"]);
    if code.is_some_and(|code| code != "not_settled") {
        return None;
    }
    compare(document).err().filter(|differ| differ.kind == kind)
}

fn smaller(document: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    let rules = document["rules"].as_array().map_or(0, Vec::len);
    for at in (0..rules).filter(|_| rules > 1) {
        let mut without = document.clone();
        if let Some(rules) = without["rules"].as_array_mut() {
            rules.remove(at);
        }
        all.push(without);
    }
    let rows = document["frame"]["row"].as_array().map_or(0, Vec::len);
    for at in (0..rows).filter(|_| rows > 1) {
        let mut without = document.clone();
        for cells in without["frame"].as_object_mut().into_iter().flatten() {
            if let Some(cells) = cells.1.as_array_mut() {
                cells.remove(at);
            }
        }
        all.push(without);
    }
    for name in ["cost", "fundable", "unit", "at", "parameters"] {
        all.extend(without(document, None, name));
    }
    for at in 0..rules {
        for name in ["step", "force", "at_least", "at_most", "hire"] {
            all.extend(without(document, Some(at), name));
        }
        for name in ["numerator", "denominator"] {
            let measure = document["rules"][at][name].as_str().unwrap_or_default();
            for part in measure.split(" + ").filter(|part| *part != measure) {
                let mut shorter = document.clone();
                shorter["rules"][at][name] = json!(part);
                all.push(shorter);
            }
        }
    }
    let columns = document["frame"].as_object().into_iter().flatten();
    for (name, _) in columns.filter(|(name, _)| *name != "row") {
        let mut fewer = document.clone();
        if let Some(frame) = fewer["frame"].as_object_mut() {
            frame.remove(name);
        }
        all.push(fewer);
    }
    all
}

fn without(document: &Value, rule: Option<usize>, name: &str) -> Option<Value> {
    let mut without = document.clone();
    let object = match rule {
        Some(at) => &mut without["rules"][at],
        None => &mut without,
    };
    object.as_object_mut()?.remove(name)?;
    Some(without)
}
