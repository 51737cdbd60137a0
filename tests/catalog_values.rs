//! Every value of the catalogue that a calculation rests on is held by a case: changed, it breaks one.
//!
//! In each scheme, rule, form and rulebook that ships, every day, amount, share, limit, weight and word
//! is changed in turn, and the cases that name the document are answered by the changed one. Days
//! where one value ends and the next begins, and the shares of neighbours, are changed together too,
//! since by themselves they only leave a gap or a sum that is not 1.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use serde_json::{Value, json};
use statsbidrag::wire::{self, Loaded};
use statsbidrag::{Column, Date, Error, Rulebook, Scheme, catalog};
use statsbidrag_tests::case_files::{self, differences};

/// A kind of document: where its files are, what names it in an input, and which ids there are.
struct Kind {
    folder: &'static str,
    field: &'static str,
    ids: fn() -> Vec<&'static str>,
    /// The answer to an input where the document with an id is another.
    answer: fn(&Value, &str, &Value) -> Result<Value, Error>,
    /// The least number of changes that there are.
    least: usize,
}

const SCHEMES: Kind = Kind {
    folder: "schemes",
    field: "scheme",
    ids: catalog::scheme_ids,
    answer: |input, _, document| {
        // Loaded, where problems have the paths of a scheme that ships.
        let scheme: Scheme = document.to_string().parse()?;
        let mut input = input.clone();
        input.as_object_mut().map(|fields| fields.remove("scheme"));
        Ok(wire::answer_with(&input.to_string(), Loaded::Scheme(&scheme))?.into())
    },
    least: 600,
};
const RULES: Kind = Kind {
    folder: "rules",
    field: "rules",
    ids: catalog::rule_ids,
    answer: |input, id, document| {
        let mut input = input.clone();
        let rules = input["rules"].as_array_mut().into_iter().flatten();
        rules.filter(|rule| **rule == id).for_each(|rule| *rule = document.clone());
        Ok(wire::answer(&input.to_string())?.into())
    },
    least: 150,
};
const FORMS: Kind = Kind {
    folder: "reports",
    field: "form",
    ids: catalog::report_ids,
    answer: |input, _, document| {
        let mut input = input.clone();
        input["form"] = document.clone();
        Ok(wire::answer(&input.to_string())?.into())
    },
    least: 20,
};
const RULEBOOKS: Kind = Kind {
    folder: "rulebooks",
    field: "rulebook",
    ids: catalog::rulebook_ids,
    answer: |input, _, document| {
        // What the catalogue holds is the rulebook itself.
        if input["operation"] == "catalog" {
            let rulebook: Rulebook = document.to_string().parse()?;
            return Ok(json!({"rulebook": rulebook}));
        }
        let mut input = input.clone();
        input["rulebook"] = document.clone();
        Ok(wire::answer(&input.to_string())?.into())
    },
    least: 300,
};

/// Fields that nothing is calculated from: texts, sources, and what a rule or a duty is about.
const TEXTS: &[&str] = &[
    "id",
    "name",
    "remarks",
    "sources",
    "cite",
    "question",
    "about",
    "kind",
    "who",
    "what",
    "purposes",
    "example",
    "counts",
    "parameters",
    "inside",
    "title",
    "sv",
    "en",
];

impl Kind {
    fn document(&self, id: &str) -> Value {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/catalog/data");
        let file = data.join(self.folder).join(format!("{id}.json"));
        let text = fs::read_to_string(&file).expect("a readable file");
        serde_json::from_str(&text).expect("a file in JSON")
    }

    /// Whether an input is answered by the document with this id.
    fn names(&self, input: &Value, id: &str) -> bool {
        match &input[self.field] {
            Value::Array(items) => items.iter().any(|item| item == id),
            other => other == id,
        }
    }

    /// Changes every document in every way, and says which changes no case saw.
    fn check(&self) {
        let mut cases: Vec<(usize, Value)> = case_files::cases()
            .into_iter()
            .map(|(_, case)| (case.to_string().len(), case))
            .collect();
        // The quickest first.
        cases.sort_by_key(|(length, _)| *length);
        let mut survivors = Vec::new();
        let mut count = 0;
        for id in (self.ids)() {
            let own =
                cases.iter().map(|(_, case)| case).filter(|case| self.names(&case["input"], id));
            let mut own: Vec<&Value> = own.collect();
            assert!(!own.is_empty(), "no case names {id}");
            let mut is_broken = |document: &Value| {
                let breaks = |case: &&Value| {
                    let answer = (self.answer)(&case["input"], id, document);
                    let answer = answer.unwrap_or_else(|error| wire::error_document(&error));
                    let mut found = Vec::new();
                    differences(&case["expect"], &answer, "", &mut found);
                    !found.is_empty()
                };
                let first = own.iter().position(breaks);
                // A change nearby mostly breaks the same.
                first.inspect(|&at| own[..=at].rotate_right(1)).is_some()
            };
            let document = self.document(id);
            assert!(!is_broken(&document), "{id}: its document does not answer as it does");
            for (what, other) in changes(&document) {
                count += 1;
                if !is_broken(&other) {
                    survivors.push(format!("{id}{what}"));
                }
            }
        }
        assert!(survivors.is_empty(), "{} of {count}:\n{}", survivors.len(), survivors.join("\n"));
        assert!(count >= self.least, "only {count} changes of {}", self.folder);
    }
}

#[test]
fn every_value_of_the_schemes_is_held_by_a_case() {
    SCHEMES.check();
}

#[test]
fn every_value_of_the_staffing_rules_is_held_by_a_case() {
    RULES.check();
}

#[test]
fn every_measure_of_the_report_forms_is_held_by_a_case() {
    FORMS.check();
}

#[test]
fn every_value_of_the_rulebooks_is_held_by_a_case() {
    RULEBOOKS.check();
}

/// The document in every way that it is changed, and what was.
fn changes(document: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    let mut change = |places: &[(&str, &Value)]| {
        let mut other = document.clone();
        for (path, value) in places {
            *other.pointer_mut(path).expect("a value") = (*value).clone();
        }
        let said: Vec<String> =
            places.iter().map(|(path, value)| format!("{path} as {value}")).collect();
        found.push((said.join(", "), other));
    };
    let mut paths = Vec::new();
    places(document, String::new(), &mut paths);
    for path in &paths {
        let value = document.pointer(path).expect("a value");
        for other in others(value).iter().filter(|other| is_asked(document, path, value, other)) {
            change(&[(path, other)]);
        }
        for [(path, one), (beside, other)] in pairs(document, path, value) {
            change(&[(&path, &one), (&beside, &other)]);
        }
    }
    // A word of a list is left out.
    for path in paths {
        let (list, item) = path.rsplit_once('/').expect("a path");
        let Some(Value::Array(items)) = document.pointer(list) else { continue };
        if others(&items[item.parse::<usize>().expect("a position")]).is_empty() {
            let mut fewer = items.clone();
            fewer.remove(item.parse().expect("a position"));
            change(&[(list, &json!(fewer))]);
        }
    }
    found
}

/// Where the values stand that are changed.
fn places(node: &Value, path: String, found: &mut Vec<String>) {
    match node {
        Value::Object(fields) => {
            for (name, value) in fields.iter().filter(|(name, _)| !TEXTS.contains(&name.as_str())) {
                places(value, format!("{path}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                places(item, format!("{path}/{i}"), found);
            }
        }
        Value::Null => {}
        _ => found.push(path),
    }
}

/// The same value a little changed: a day later or earlier, a little more or less, another word.
fn others(value: &Value) -> Vec<Value> {
    let Some(text) = value.as_str() else {
        let number = value.as_u64().map(|number| json!(number + 1));
        return number.or_else(|| value.as_bool().map(|is| json!(!is))).into_iter().collect();
    };
    if let Some((from, to)) = text.split_once('–') {
        return shifted_both(to).map(|to| json!(format!("{from}–{to}"))).to_vec();
    }
    if text.parse::<Date>().is_ok() {
        return shifted_both(text).map(|day| json!(day)).to_vec();
    }
    if let Some(number) = ratio(text) {
        let mut steps = vec![BigRational::new(1.into(), 100.into())];
        if number.is_integer() {
            steps.push(BigInt::from(1).into());
        }
        let more = steps.iter().map(|step| &number + step);
        let less =
            steps.iter().map(|step| &number - step).filter(|less| *less >= BigRational::zero());
        return more.chain(less).map(|number| json!(number.to_string())).collect();
    }
    let word = match text {
        "unused" | "not_eligible" => "conditions_not_kept",
        "conditions_not_kept" => "unused",
        "2017-12" => return vec![json!("2017-11"), json!("2018-01")],
        "largest_remainder" => "down",
        "down" => "half_up",
        "water_level" => "base_then_share",
        "base_then_share" => "water_level",
        "statistic" => "local",
        "law" | "agreement" | "recommendation" | "local" => "statistic",
        _ => return measures(text),
    };
    vec![json!(word)]
}

/// Whether something can be calculated from a value that is changed. A key, or the share of a pot
/// within another, is not asked for on a day on which the pot has no share or amount of its own.
fn is_asked(document: &Value, path: &str, value: &Value, other: &Value) -> bool {
    let (above, field) = path.rsplit_once('/').expect("a path");
    let lasts_longer = match field {
        "from" => other.as_str() < value.as_str(),
        "to" => other.as_str() > value.as_str(),
        _ => false,
    };
    let ends = |pot: &Value, list: &str| {
        let entries = pot[list].as_array().into_iter().flatten();
        entries.into_iter().any(|entry| entry[field] == *value)
    };
    let mut pots = above.match_indices('/').map(|(at, _)| above.split_at(at));
    !lasts_longer
        || !pots.any(|(pot, rest)| {
            let pot = document.pointer(pot).expect("a value");
            ["share", "amount"].iter().any(|list| !rest[1..].starts_with(list) && ends(pot, list))
        })
}

/// A measure with one of its weights, or its last column, another.
fn measures(text: &str) -> Vec<Value> {
    let is_measure = text.contains(['_', '*', '+']) || !text.contains(char::is_uppercase);
    if !is_measure {
        return Vec::new();
    }
    let mut found = vec![json!(format!("{text}_of_another"))];
    let mut start = 0;
    while let Some(at) = text[start..].find(|c: char| c.is_ascii_digit()).map(|at| start + at) {
        let end = text[at..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |len| at + len);
        let number: u64 = text[at..end].parse().expect("digits");
        found.push(json!(format!("{}{}{}", &text[..at], number + 1, &text[end..])));
        start = end;
    }
    found
}

type Pair = [(String, Value); 2];

/// What is changed together with a value: the day that the next value begins on, the share of the
/// sibling that comes next.
fn pairs(document: &Value, path: &str, value: &Value) -> Vec<Pair> {
    let (Some(text), Some((above, field))) = (value.as_str(), path.rsplit_once('/')) else {
        return Vec::new();
    };
    let pair = |other: String, one: [String; 2], beside: [String; 2]| {
        let pair = |(one, beside)| [(path.to_owned(), json!(one)), (other.clone(), json!(beside))];
        one.into_iter().zip(beside).map(pair).collect()
    };
    match field {
        "to" => {
            let Some(next) = next_of(above) else { return Vec::new() };
            let beside = format!("{next}/from");
            let same = document.pointer(&format!("{next}/value"))
                == document.pointer(&format!("{above}/value"));
            let from = document.pointer(&beside).and_then(Value::as_str);
            let meets = from.is_some_and(|from| shifted(text, 1).as_deref() == Some(from));
            match from.filter(|_| meets && !same) {
                Some(from) => pair(beside, shifted_both(text), shifted_both(from)),
                None => Vec::new(),
            }
        }
        "value" => {
            let Some((pot, entry)) = above.rsplit_once("/share/") else { return Vec::new() };
            let Some(next) = next_of(pot) else { return Vec::new() };
            let beside = format!("{next}/share/{entry}/value");
            let other = document.pointer(&beside).and_then(Value::as_str).and_then(ratio);
            let (Some(own), Some(other)) = (ratio(text), other) else { return Vec::new() };
            let step = BigRational::new(1.into(), 100.into());
            let signs = [&step, &-&step].map(|step| [(&own + step), (&other - step)]);
            let fits =
                |pair: &[BigRational; 2]| pair.iter().all(|share| *share >= BigRational::zero());
            let fitting = signs
                .into_iter()
                .filter(fits)
                .map(|pair| pair.map(|share| json!(share.to_string())));
            fitting.map(|[one, two]| [(path.to_owned(), one), (beside.clone(), two)]).collect()
        }
        _ => Vec::new(),
    }
}

/// The path of the item after one of a list.
fn next_of(path: &str) -> Option<String> {
    let (list, item) = path.rsplit_once('/')?;
    Some(format!("{list}/{}", item.parse::<usize>().ok()? + 1))
}

fn shifted(day: &str, by: i32) -> Option<String> {
    let day = day.parse::<Date>().ok()?;
    Date::from_days_since_1970(day.days_since_1970() + by).map(|day| day.to_string())
}

/// A day later, and a day earlier.
fn shifted_both(day: &str) -> [String; 2] {
    [1, -1].map(|by| shifted(day, by).expect("a day of the calendar"))
}

/// A number as it is written in documents: decimal, or a fraction.
fn ratio(text: &str) -> Option<BigRational> {
    if let Some((numerator, denominator)) = text.split_once('/') {
        return Some(BigRational::new(numerator.parse().ok()?, denominator.parse().ok()?));
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits: BigInt = format!("{whole}{decimals}").parse().ok()?;
    let scale = BigInt::from(10).pow(decimals.len().try_into().ok()?);
    Some(BigRational::new(digits, scale))
}

#[test]
fn every_county_has_its_municipalities() {
    // How many there are in each county, as Statistics Sweden lists them (from 2003 on): 290 in all.
    let counties = [
        ("01", 26),
        ("03", 8),
        ("04", 9),
        ("05", 13),
        ("06", 13),
        ("07", 8),
        ("08", 12),
        ("09", 1),
        ("10", 5),
        ("12", 33),
        ("13", 6),
        ("14", 49),
        ("17", 16),
        ("18", 12),
        ("19", 10),
        ("20", 15),
        ("21", 10),
        ("22", 7),
        ("23", 8),
        ("24", 15),
        ("25", 14),
    ];
    let facts = catalog::facts("municipalities").expect("a register that ships");
    let table = facts.table();
    let Some(Column::Texts(county)) = table.column("county") else { panic!("no counties") };
    let mut found = BTreeMap::new();
    for (row, id) in table.ids().iter().enumerate() {
        // The code of a municipality begins with that of its county.
        assert_eq!(county.get(row), Some(&id[..2]), "{id}");
        assert_eq!((id.len(), id.parse::<u16>().is_ok()), (4, true), "{id}");
        *found.entry(&id[..2]).or_insert(0) += 1;
    }
    assert_eq!(found, BTreeMap::from(counties));
    let regions = catalog::facts("regions").expect("a register that ships");
    assert!(regions.table().ids().iter().eq(counties.map(|(county, _)| county)));
}
