//! Rules as documents: schemes, rulebooks, rules of staff, forms of reports and keys.

use std::fs;
use std::path::Path;
use std::str::FromStr;
use std::sync::OnceLock;

use arbitrary::Unstructured;
use serde::Serialize;
use serde_json::Value;
use statsbidrag::{Error, Key, RatioRule, ReportForm, Rulebook, Scheme, wire};

use crate::refused::has_a_reason;
use crate::{case_files, documents};

/// What a document is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Scheme,
    Rulebook,
    Rule,
    Form,
    Key,
}

impl Kind {
    const ALL: [Kind; 5] = [Kind::Scheme, Kind::Rulebook, Kind::Rule, Kind::Form, Kind::Key];

    /// The byte that says so in a seed.
    pub(super) fn byte(self) -> u8 {
        self as u8
    }
}

/// A document of a rule, changed in some places or written byte by byte, is read or refused; what is
/// read answers what is asked of it, and is written as a document that is read the same.
///
/// The first byte says of what kind it is, and whether the rest is the document itself.
///
/// # Panics
/// If it is not.
pub fn rules(bytes: &[u8]) {
    let Some((&way, rest)) = bytes.split_first() else { return };
    let kinds = Kind::ALL.len();
    let kind = Kind::ALL[usize::from(way) % kinds];
    if usize::from(way) < kinds {
        if let Ok(text) = std::str::from_utf8(rest) {
            read(kind, text);
        }
        return;
    }
    let mut choices = Unstructured::new(rest);
    let own: Vec<&Value> =
        originals().iter().filter(|(own, _)| *own == kind).map(|(_, d)| d).collect();
    let Ok(document) = choices.choose(&own) else { return };
    let mut document = (*document).clone();
    if documents::change(&mut document, &mut choices).is_ok() {
        read(kind, &document.to_string());
    }
}

/// The documents of rules that ship or stand in the case files.
pub(super) fn originals() -> &'static [(Kind, Value)] {
    static ORIGINALS: OnceLock<Vec<(Kind, Value)>> = OnceLock::new();
    ORIGINALS.get_or_init(|| {
        let mut originals = Vec::new();
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/catalog/data");
        let shipped = [
            ("schemes", Kind::Scheme),
            ("rulebooks", Kind::Rulebook),
            ("rules", Kind::Rule),
            ("reports", Kind::Form),
        ];
        for (folder, kind) in shipped {
            for file in case_files::files(&data.join(folder)) {
                let text = fs::read_to_string(&file).expect("a readable file");
                originals.push((kind, serde_json::from_str(&text).expect("JSON")));
            }
        }
        for (_, case) in case_files::cases() {
            let input = &case["input"];
            let rules = input["rules"].as_array().into_iter().flatten();
            let own = [
                (Kind::Scheme, &input["scheme"]),
                (Kind::Rulebook, &input["rulebook"]),
                (Kind::Form, &input["form"]),
            ];
            let own = own.into_iter().chain(rules.map(|rule| (Kind::Rule, rule)));
            originals.extend(own.filter(|(_, d)| d.is_object()).map(|(k, d)| (k, d.clone())));
            let key = &input["key"];
            if !key.is_null() {
                originals.push((Kind::Key, key.clone()));
            }
        }
        originals
    })
}

fn read(kind: Kind, text: &str) {
    let shown = Shown(text);
    match kind {
        Kind::Scheme => {
            if let Some(scheme) = sound(text.parse::<Scheme>()) {
                let again: Scheme = text.parse().expect("it was read before");
                assert_eq!(scheme.hash(), again.hash());
                assert!(scheme.hash().len() == 64 && !scheme.recipient_sets().is_empty());
                assert!(!scheme.name().get(statsbidrag::Language::English).is_empty());
            }
        }
        Kind::Rulebook => {
            if let Some(rulebook) = round_trip::<Rulebook>(text) {
                for year in rulebook.years() {
                    let answers = [
                        rulebook.year(year).map(drop),
                        rulebook.pot(year).map(drop),
                        rulebook.requisition_by(year).map(drop),
                        rulebook.report_by(year).map(drop),
                        rulebook.co_financing(year).map(drop),
                    ];
                    answers.iter().flat_map(|answer| answer.as_ref().err()).for_each(has_a_reason);
                }
            }
        }
        Kind::Rule => {
            if let Some(rule) = round_trip::<RatioRule>(text) {
                assert!(!rule.id().is_empty() && !rule.columns().is_empty());
            }
            // As one of a list it is read, or refused, alike.
            let alone = text.parse::<RatioRule>();
            let listed = wire::read_rules(&format!("[{text}]"));
            if let Ok(Value::Object(_)) = serde_json::from_str(text) {
                assert_eq!(alone.is_ok(), listed.is_ok());
            }
        }
        Kind::Form => _ = round_trip::<ReportForm>(text),
        Kind::Key => _ = round_trip::<Key>(text),
    }
    drop(shown);
}

/// What was read, and has a reason where nothing was.
fn sound<T>(read: Result<T, Error>) -> Option<T> {
    read.inspect_err(has_a_reason).ok()
}

/// What was read; it is written as something that is read the same.
fn round_trip<T: FromStr<Err = Error> + Serialize + PartialEq + std::fmt::Debug>(
    text: &str,
) -> Option<T> {
    let read = sound(text.parse::<T>())?;
    let written = serde_json::to_string(&read).expect("a document");
    assert_eq!(written.parse::<T>().as_ref(), Ok(&read), "{written}");
    Some(read)
}

/// Prints the document that a panic came from.
struct Shown<'d>(&'d str);

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the document: {}", self.0);
        }
    }
}
