//! The words of the vocabularies, as they are said and as they may be written in a file.

use statsbidrag::{Language, Verdict};

/// A word of a column, with how it is said in each language. In a file it may also be written as the
/// library's word, and in Swedish in short.
#[derive(Debug)]
struct Word {
    column: &'static str,
    word: &'static str,
    swedish: &'static str,
    short: &'static str,
    english: &'static str,
}

const fn of(
    column: &'static str,
    word: &'static str,
    swedish: &'static str,
    short: &'static str,
    english: &'static str,
) -> Word {
    Word { column, word, swedish, short, english }
}

const WORDS: [Word; 26] = [
    of("role", "social_worker", "socialsekreterare", "", "social worker"),
    of("role", "supervisor", "arbetsledare", "", "supervisor"),
    of("role", "administrator", "administratör", "", "administrator"),
    of("role", "other", "annan roll", "", "another role"),
    of(
        "activity",
        "child_youth_authority",
        "myndighetsutövande barn- och ungdomsvård",
        "",
        "child and youth care that exercises public authority",
    ),
    of(
        "activity",
        "child_youth_other",
        "annan barn- och ungdomsvård",
        "",
        "other child and youth care",
    ),
    of("activity", "other", "annan verksamhet", "", "another activity"),
    of("cost_kind", "personnel", "personalkostnad", "", "personnel cost"),
    of("cost_kind", "pay_rise", "löneökning", "", "pay rise"),
    of("cost_kind", "training", "utbildning", "", "training"),
    of("cost_kind", "equipment", "utrustning", "", "equipment"),
    of("cost_kind", "administration", "administration", "", "administration costs"),
    of("cost_kind", "other", "annan kostnad", "", "another cost"),
    of("employment", "employed", "anställd", "", "employed"),
    of("employment", "agency", "inhyrd", "", "agency staff"),
    of(
        "increase",
        "above_baseline",
        "utökning utöver utgångsläget",
        "utökning",
        "an increase over the baseline",
    ),
    of(
        "increase",
        "renewal_otherwise_ending",
        "förlängning som annars upphört",
        "förlängning",
        "a renewal that would otherwise have ended",
    ),
    of(
        "increase",
        "absence_otherwise_uncovered",
        "vikarie som annars inte kunnat tas in",
        "vikarie",
        "a substitute for an absence otherwise uncovered",
    ),
    of("increase", "vacancy_filled", "tillsatt vakans", "", "a vacancy filled"),
    of(
        "increase",
        "kept_from_earlier_grant",
        "behållen från tidigare bidrag",
        "behållen",
        "kept from an earlier grant",
    ),
    of("increase", "none", "ingen ökning", "", "no increase"),
    of("frees_time_for", "social_worker", "socialsekreterare", "", "social workers"),
    of("frees_time_for", "supervisor", "arbetsledare", "", "supervisors"),
    of("frees_time_for", "both", "båda", "", "both"),
    of("frees_time_for", "other_work", "annat arbete", "", "other work"),
    of("frees_time_for", "none", "ingen", "", "nobody"),
];

/// The library's word for what a cell says; the cell as it stands where it says no word.
pub(crate) fn read(column: &str, cell: String) -> String {
    let said = cell.to_lowercase();
    let is_it = |own: &&Word| {
        own.column == column && (own.swedish == said || own.short == said) && !said.is_empty()
    };
    WORDS.iter().find(is_it).map_or(cell, |own| own.word.to_owned())
}

/// A word of a column as it is said.
pub(crate) fn show<'w>(column: &str, word: &'w str, language: Language) -> &'w str {
    let own = WORDS.iter().find(|own| own.column == column && own.word == word);
    own.map_or(word, |own| match language {
        Language::Swedish => own.swedish,
        Language::English => own.english,
    })
}

/// Every word that a column may hold, as a user may write it.
pub(crate) fn all(column: &str, language: Language) -> String {
    let words = WORDS.iter().filter(|own| own.column == column).map(|own| match language {
        Language::Swedish if own.short.is_empty() => own.swedish,
        Language::Swedish => own.short,
        Language::English => own.word,
    });
    words.collect::<Vec<_>>().join(", ")
}

/// What became of a line.
pub(crate) fn verdict(verdict: Verdict, language: Language) -> &'static str {
    let (swedish, english) = match verdict {
        Verdict::Approved => ("godkänd", "approved"),
        Verdict::Part => ("delvis godkänd", "approved in part"),
        Verdict::Refused => ("avslagen", "refused"),
        Verdict::Undetermined => ("under utredning", "undetermined"),
        _ => ("", ""),
    };
    match language {
        Language::Swedish => swedish,
        Language::English => english,
    }
}
