//! What can be left out of a document about which the two disagree.

use serde_json::{Value, json};
use statsbidrag_tests::differing::answer;
use statsbidrag_tests::drawn::Shrink;

pub(crate) const SHRINK: Shrink = Shrink { smaller, is_broken };

/// A document that the library refuses is in most cases one that the shortening broke.
fn is_broken(document: &Value) -> bool {
    let answer = answer(document);
    let code = answer.get("error").map(|_| &answer["problems"][0]["code"]);
    code.is_some_and(|code| code != "not_settled")
}

/// Leaves out what can be left out: rules, rows, and fields.
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
