//! Why there is no answer, in the user's language.

use std::collections::BTreeSet;
use std::fmt;
use std::io::ErrorKind;

use statsbidrag::{Code, Error, Language, Problem, catalog};

use crate::arguments::option;
use crate::facts::{Facts, MUNICIPALITY, REGION};
use crate::layout::say;

/// What is wrong with the question or the file, everything at once.
#[derive(Debug, Default)]
pub(crate) struct Refusal(Vec<String>);

impl Refusal {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(vec![message.into()])
    }

    pub(crate) fn all(messages: impl IntoIterator<Item = String>) -> Self {
        Self(messages.into_iter().collect())
    }

    /// A refusal where there is something to say.
    pub(crate) fn if_any(messages: impl IntoIterator<Item = String>) -> Result<(), Self> {
        let refusal = Self::all(messages);
        if refusal.is_empty() { Ok(()) } else { Err(refusal) }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value, or nothing after adding what is wrong with it.
    pub(crate) fn keep<T>(&mut self, result: Result<T, Self>) -> Option<T> {
        result.map_err(|other| self.0.extend(other.0)).ok()
    }

    /// What the library said where only its own data were involved.
    pub(crate) fn unexpected(error: &Error, language: Language) -> Self {
        Self::all(error.problems().iter().map(|problem| in_general(problem, language)))
    }

    /// What the library said about these facts, each thing once: a parameter may be missing in
    /// several pots.
    pub(crate) fn of_library(error: &Error, facts: &Facts, language: Language) -> Self {
        let mut seen = BTreeSet::new();
        let mut lines: Vec<String> =
            error.problems().iter().map(|problem| in_words(problem, facts, language)).collect();
        lines.retain(|line| seen.insert(line.clone()));
        Self(lines)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

/// What the system said of a file or a pipe: the words of the system itself are not in the user's
/// language.
pub(crate) fn of_system(kind: ErrorKind, language: Language) -> String {
    let words = match kind {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            say(language, "den finns inte", "it does not exist")
        }
        ErrorKind::PermissionDenied => say(language, "rättighet saknas", "permission is missing"),
        ErrorKind::IsADirectory => {
            say(language, "den är en mapp, ingen fil", "it is a folder, not a file")
        }
        ErrorKind::StorageFull => say(language, "platsen är slut", "there is no space left"),
        _ => say(language, "systemet vägrar", "the system refuses"),
    };
    format!("{words} ({kind:?}).")
}

/// `rad 17, kolumnen population: `
pub(crate) fn place(line: u64, column: &str, language: Language) -> String {
    match language {
        Language::Swedish => format!("rad {line}, kolumnen {column}: "),
        Language::English => format!("line {line}, column {column}: "),
    }
}

fn in_words(problem: &Problem, facts: &Facts, language: Language) -> String {
    let sv = language == Language::Swedish;
    match problem.code() {
        Code::ParameterWithoutValue => missing_parameter(problem, facts, language),
        Code::UnusedParameter => {
            let option = option(problem.path().trim_start_matches("/parameters/"));
            if sv {
                format!(
                    "{option}: nyckeln för demonstration har ingen sådan vikt; den gäller egna uppgifter (--data)."
                )
            } else {
                format!(
                    "{option}: the demonstration key has no such weight; it is for facts of your own (--data)."
                )
            }
        }
        Code::ZeroWeight if sv => format!(
            "Nyckeln är noll för alla mottagare, så potten kan inte fördelas: {}.",
            measure(problem)
        ),
        Code::ZeroWeight => format!(
            "The key is zero for every recipient, so the pot cannot be divided: {}.",
            measure(problem)
        ),
        Code::OutOfRange => {
            let at = located(problem, facts, language).unwrap_or_default();
            if sv {
                format!(
                    "{at}talet är större eller har fler decimaler än som går att räkna med exakt."
                )
            } else {
                format!("{at}the number is larger or has more decimals than can be held exactly.")
            }
        }
        _ => match located(problem, facts, language) {
            Some(at) => format!("{at}{}", in_general(problem, language)),
            None => in_general(problem, language),
        },
    }
}

/// The measure that was zero, without what the library says of it.
fn measure(problem: &Problem) -> &str {
    problem.got().split(", which").next().unwrap_or_default()
}

/// The scheme's own words about a parameter that nobody gave.
fn missing_parameter(problem: &Problem, facts: &Facts, language: Language) -> String {
    let name = problem.got().trim_start_matches('$');
    let scheme = catalog::scheme(facts.scheme()).ok();
    let about = scheme.as_ref().and_then(|scheme| {
        scheme.parameters().find(|(other, _)| *other == name).map(|(_, wording)| wording)
    });
    let about = about.map_or(name, |wording| wording.get(language));
    let option = option(name);
    match language {
        Language::Swedish => format!("{option} TAL saknas: {about}."),
        Language::English => format!("{option} NUMBER is missing: {about}."),
    }
}

/// Where in the user's file a problem of a table's cell is.
fn located(problem: &Problem, facts: &Facts, language: Language) -> Option<String> {
    let path = problem.path();
    let (set, cell) = [MUNICIPALITY, REGION]
        .iter()
        .find_map(|set| Some((*set, path.strip_prefix(&format!("/frames/{set}/"))?)))?;
    let cell = cell.strip_prefix("frame/").unwrap_or(cell);
    let (column, row) = cell.rsplit_once('/')?;
    let line = facts.set(set).lines.get(row.parse::<usize>().ok()?)?;
    Some(place(*line, column, language))
}

/// A problem for which there is no sentence of its own.
fn in_general(problem: &Problem, language: Language) -> String {
    match language {
        Language::Swedish => format!("Biblioteket säger: {problem}"),
        Language::English => format!("The library says: {problem}"),
    }
}
