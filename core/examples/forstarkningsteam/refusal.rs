//! Why there is no answer, in the user's language.

use statsbidrag::{Error, Language};

pub(crate) use crate::wrong::{Refusal, of_system, place};

impl Refusal {
    /// What the library said for which there is no sentence of its own.
    pub(crate) fn unexpected(error: &Error, language: Language) -> Self {
        Self::all(error.problems().iter().map(|problem| match language {
            Language::Swedish => format!("Biblioteket säger: {problem}"),
            Language::English => format!("The library says: {problem}"),
        }))
    }
}
