//! Every dated value of the rulebooks that ship is held by a case: changed, it breaks one.
//!
//! Each day and each amount, share or word of a rulebook is changed in turn, and the cases that name
//! the rulebook are answered by the changed one.

use serde_json::{Value, json};
use statsbidrag::{Date, catalog};
use statsbidrag_tests::case_files::{self, differences};

/// Where the values stand that are changed: everything but texts and sources.
fn places(node: &Value, path: String, found: &mut Vec<String>) {
    match node {
        Value::Object(fields) => {
            for (name, value) in fields {
                let is_text = matches!(
                    name.as_str(),
                    "id" | "name"
                        | "remarks"
                        | "sources"
                        | "cite"
                        | "question"
                        | "about"
                        | "reference"
                        | "kind"
                        | "who"
                        | "what"
                        | "purposes"
                        | "example"
                );
                if !is_text {
                    places(value, format!("{path}/{name}"), found);
                }
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                places(item, format!("{path}/{i}"), found);
            }
        }
        _ => found.push(path),
    }
}

/// The same value a little changed: a day later or earlier, an öre or a share more, a word less.
fn changed(value: &Value, earlier: bool) -> Option<Value> {
    let Some(text) = value.as_str() else {
        return value.as_u64().map(|number| json!(number + 1));
    };
    let step = if earlier { -1 } else { 1 };
    if let Ok(day) = text.parse::<Date>() {
        return Date::from_days_since_1970(day.days_since_1970() + step)
            .map(|day| json!(day.to_string()));
    }
    if let Some((from, to)) = text.split_once('–') {
        let to = changed(&json!(to), earlier)?;
        return Some(json!(format!("{from}–{}", to.as_str()?)));
    }
    if let Ok(number) = text.parse::<u64>() {
        let below = number.checked_sub(1)?;
        return Some(json!(if earlier { format!("{below}.99") } else { format!("{number}.01") }));
    }
    match text {
        "0.5" => Some(json!(if earlier { "49/100" } else { "51/100" })),
        "0.02" => Some(json!(if earlier { "0.01" } else { "0.03" })),
        "unused" | "not_eligible" => Some(json!("conditions_not_kept")),
        "conditions_not_kept" => Some(json!("unused")),
        "2017-12" => Some(json!(if earlier { "2017-11" } else { "2018-01" })),
        _ => None,
    }
}

/// Without the item at a path of a list.
fn without(document: &Value, path: &str) -> Option<Value> {
    let (list, item) = path.rsplit_once('/')?;
    let mut document = document.clone();
    let items = document.pointer_mut(list)?.as_array_mut()?;
    items.remove(item.parse().ok()?);
    Some(document)
}

/// What the cases of a rulebook say of a changed one; the first that is broken.
fn broken_by<'c>(cases: &'c [(String, Value)], rulebook: &Value) -> Option<&'c str> {
    let broken = cases.iter().find(|(_, case)| {
        let mut input = case["input"].clone();
        // What the catalogue holds is the rulebook itself.
        let answer = if input["operation"] == "catalog" {
            json!({"rulebook": rulebook})
        } else {
            input["rulebook"] = rulebook.clone();
            let answer = statsbidrag::wire::call(&input.to_string());
            serde_json::from_str(&answer).expect("an answer is JSON")
        };
        let mut found = Vec::new();
        differences(&case["expect"], &answer, "", &mut found);
        !found.is_empty()
    });
    broken.map(|(name, _)| name.as_str())
}

#[test]
fn every_dated_value_is_held_by_a_case() {
    let cases = case_files::cases();
    let mut survivors = Vec::new();
    let mut count = 0;
    for id in catalog::rulebook_ids() {
        let rulebook = json!(catalog::rulebook(id).expect("a rulebook that ships"));
        let own: Vec<(String, Value)> =
            cases.iter().filter(|(_, case)| case["input"]["rulebook"] == id).cloned().collect();
        assert!(!own.is_empty(), "no case names {id}");
        assert_eq!(broken_by(&own, &rulebook), None, "{id}: the document is not the rulebook");
        let mut all = Vec::new();
        places(&rulebook, String::new(), &mut all);
        // There is one day that interest can start from, and an interval of months is no day.
        all.retain(|path| !path.ends_with("/start/event"));
        for path in all {
            let value = rulebook.pointer(&path).expect("a value");
            let mut others: Vec<Value> = [true, false]
                .into_iter()
                .filter_map(|earlier| {
                    let mut other = rulebook.clone();
                    *other.pointer_mut(&path)? = changed(value, earlier)?;
                    Some(other)
                })
                .collect();
            if others.is_empty() {
                others.extend(without(&rulebook, &path));
            }
            assert!(!others.is_empty(), "{id}{path}: {value} is not changed");
            for other in others {
                count += 1;
                if broken_by(&own, &other).is_none() {
                    survivors.push(format!("{id}{path}: {value} as {:?}", other.pointer(&path)));
                }
            }
        }
    }
    assert!(count > 150, "only {count} changes");
    assert!(survivors.is_empty(), "{} of {count}:\n{}", survivors.len(), survivors.join("\n"));
}
