//! Finding one recipient by code or name, without ever guessing.

use std::collections::BTreeMap;

use statsbidrag::{Error, Language};

use crate::facts::{Facts, MUNICIPALITY, REGION, register_column};
use crate::layout::{quoted, say};
use crate::refusal::Refusal;

/// How many near names are suggested.
const SUGGESTIONS: usize = 8;

/// A recipient and what it may be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) set: &'static str,
    pub(crate) id: String,
    pub(crate) name: String,
    /// Göteborgs kommun, Västra Götalands län.
    official: Option<String>,
}

/// The one recipient with this code or this whole name.
pub(crate) fn find(facts: &Facts, who: &str, language: Language) -> Result<Entry, Refusal> {
    let entries = entries(facts).map_err(|error| Refusal::unexpected(&error, language))?;
    let who = who.trim();
    let shown = quoted(who);
    if let Some(entry) = entries.iter().find(|entry| entry.id == who) {
        return Ok(entry.clone());
    }
    let lower = who.to_lowercase();
    let named: Vec<&Entry> = entries.iter().filter(|entry| entry.is_called(&lower)).collect();
    match named[..] {
        [only] => Ok(only.clone()),
        [] => Err(unknown(&shown, &near(&entries, &lower), language)),
        _ => Err(ambiguous(&shown, &named, language)),
    }
}

fn entries(facts: &Facts) -> Result<Vec<Entry>, Error> {
    let mut entries = Vec::new();
    for (set, register) in [(MUNICIPALITY, "municipalities"), (REGION, "regions")] {
        let official: BTreeMap<String, String> = register_column(register, "official_name")?;
        let recipients = facts.set(set);
        entries.extend(recipients.ids.iter().zip(&recipients.names).map(|(id, name)| Entry {
            set,
            id: id.clone(),
            name: name.clone(),
            official: official.get(id).cloned(),
        }));
    }
    Ok(entries)
}

impl Entry {
    fn is_called(&self, lower: &str) -> bool {
        let official = self.official.iter().map(String::as_str);
        std::iter::once(self.name.as_str()).chain(official).any(|name| name.to_lowercase() == lower)
    }

    /// `1480  Göteborg (kommun)`
    fn line(&self, language: Language) -> String {
        format!("  {:<4}  {} ({})", self.id, self.name, set_name(self.set, language))
    }
}

/// What a recipient of a set is.
pub(crate) fn set_name(set: &str, language: Language) -> &'static str {
    match set {
        REGION => say(language, "region", "region"),
        _ => say(language, "kommun", "municipality"),
    }
}

fn ambiguous(who: &str, named: &[&Entry], language: Language) -> Refusal {
    let heading = match language {
        Language::Swedish => format!("”{who}” är flera mottagare. Ange koden för en av dem:"),
        Language::English => format!("“{who}” is several recipients. Give the code of one:"),
    };
    Refusal::all(std::iter::once(heading).chain(named.iter().map(|entry| entry.line(language))))
}

fn unknown(who: &str, near: &[&Entry], language: Language) -> Refusal {
    let heading = match (language, near.is_empty()) {
        (Language::Swedish, true) => {
            format!("”{who}” är ingen av mottagarna. Ange en kod (1480) eller ett namn (Göteborg).")
        }
        (Language::English, true) => {
            format!("“{who}” is none of the recipients. Give a code (1480) or a name (Göteborg).")
        }
        (Language::Swedish, false) => {
            format!("”{who}” är ingen av mottagarna. Menades någon av dem här?")
        }
        (Language::English, false) => {
            format!("“{who}” is none of the recipients. Was it one of these?")
        }
    };
    Refusal::all(std::iter::once(heading).chain(near.iter().map(|entry| entry.line(language))))
}

/// Recipients that may have been meant: a lost zero, the beginning of a name, a slip or two, å, ä
/// and ö without their marks.
fn near<'a>(entries: &'a [Entry], lower: &str) -> Vec<&'a Entry> {
    if lower.is_empty() {
        return Vec::new();
    }
    let plain = without_marks(lower);
    let padded = format!("0{lower}");
    let mut scored: Vec<(usize, &Entry)> = entries
        .iter()
        .filter_map(|entry| {
            let name = entry.name.to_lowercase();
            let score = if entry.id == padded || without_marks(&name) == plain {
                0
            } else if name.starts_with(lower) || lower.starts_with(&format!("{name} ")) {
                1
            } else {
                // More slips are forgiven in a longer name.
                let slips = distance(&without_marks(&name), &plain);
                (slips <= plain.chars().count() / 3).then_some(1 + slips)?
            };
            Some((score, entry))
        })
        .collect();
    scored.sort_by_key(|(score, _)| *score);
    scored.into_iter().take(SUGGESTIONS).map(|(_, entry)| entry).collect()
}

fn without_marks(text: &str) -> String {
    let plain = |letter| match letter {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        'é' => 'e',
        other => other,
    };
    text.chars().map(plain).collect()
}

/// How many letters must be put in, taken out or changed to get from one text to the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
