//! Why there is no answer, in the user's language.

use std::fmt;
use std::io::ErrorKind;

use statsbidrag::{Error, Language, Problem};

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
}

/// Something wrong with a file: the line, the column's place, and in words. A line of 0 is the file as
/// a whole.
pub(crate) type Fault = (u64, usize, String);

/// Everything that is wrong with a file, from its first line to its last.
pub(crate) fn of_file(name: &str, mut faults: Vec<Fault>, language: Language) -> Refusal {
    faults.sort();
    faults.dedup();
    let heading = match (language, faults.len()) {
        (Language::Swedish, count) => format!("{name}: {count} fel"),
        (Language::English, 1) => format!("{name}: 1 problem"),
        (Language::English, count) => format!("{name}: {count} problems"),
    };
    let lines = faults.into_iter().map(|(_, _, message)| format!("  {message}"));
    Refusal::all(std::iter::once(heading).chain(lines))
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

/// A problem for which there is no sentence of its own.
pub(crate) fn in_general(problem: &Problem, language: Language) -> String {
    match language {
        Language::Swedish => format!("Biblioteket säger: {problem}"),
        Language::English => format!("The library says: {problem}"),
    }
}
