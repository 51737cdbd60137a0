//! What the case files have for the targets to begin with.

use std::collections::BTreeSet;

use serde_json::Value;

use super::c_documents;
use super::rules::{Kind, originals};
use crate::case_files;

/// The longest text that is a seed: longer ones are remarks and quotations.
const LONGEST: usize = 100;

/// Every short text, number and name of the documents: measures, keys, amounts and days are among them.
pub(super) fn texts() -> Vec<Vec<u8>> {
    let mut texts = BTreeSet::new();
    inputs().for_each(|input| collect(&input, &mut texts));
    texts.into_iter().map(String::into_bytes).collect()
}

fn collect(value: &Value, texts: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Object(fields) => {
            for (name, field) in fields {
                // A key is an object of shares and measures: each is a line of the target.
                if let (Some(share), Some(measure)) = (field[0].as_str(), field[1].as_str()) {
                    texts.insert(format!("{name}:{share}:{measure}"));
                }
                collect(field, texts);
            }
        }
        Value::String(text) if text.len() <= LONGEST => _ = texts.insert(text.clone()),
        Value::Number(number) => _ = texts.insert(number.to_string()),
        _ => {}
    }
}

/// The documents as they stand. To a target that makes choices of its bytes they are choices too.
pub(super) fn documents() -> Vec<Vec<u8>> {
    inputs().map(|input| input.to_string().into_bytes()).collect()
}

/// Documents of rules, each after the byte that says of what kind it is.
pub(super) fn rules() -> Vec<Vec<u8>> {
    let seed = |(kind, document): &(Kind, Value)| {
        [&[kind.byte()], document.to_string().as_bytes()].concat()
    };
    originals().iter().map(seed).collect()
}

/// Documents for the C library, each after the byte that says which function it is for.
pub(super) fn called() -> Vec<Vec<u8>> {
    let document = |input: &[u8]| [&[c_documents::CALL], input].concat();
    let mut called: Vec<Vec<u8>> = documents().iter().map(|input| document(input)).collect();
    let rule = |(kind, document): &(Kind, Value)| {
        let (parse, text) = match kind {
            Kind::Scheme => (c_documents::SCHEME, document.to_string()),
            Kind::Rulebook => (c_documents::RULEBOOK, document.to_string()),
            Kind::Rule => (c_documents::RULE_SET, format!("[{document}]")),
            Kind::Form | Kind::Key => return None,
        };
        Some([&[parse], text.as_bytes()].concat())
    };
    called.extend(originals().iter().filter_map(rule));
    called
}

fn inputs() -> impl Iterator<Item = Value> {
    case_files::cases().into_iter().map(|(_, mut case)| case["input"].take())
}
