//! What else one can ask an example for: the last lines of its answer.

use statsbidrag::Language;

use crate::layout::{Grid, Lean, say};

/// Options, each with what it gives.
#[derive(Debug)]
pub(crate) struct Questions {
    language: Language,
    heading: String,
    grid: Grid,
}

impl Questions {
    /// The questions of an example by its name.
    pub(crate) fn of(example: &str, language: Language) -> Self {
        let ask = say(language, "Fråga vidare", "Ask on");
        let heading = format!("{ask}: cargo run --release --example {example} -- …\n");
        Self { language, heading, grid: Grid::new([Lean::Left, Lean::Left]) }
    }

    /// Adds an option.
    pub(crate) fn ask(&mut self, option: &str, swedish: &str, english: &str) {
        self.grid.row([option, say(self.language, swedish, english)]);
    }

    /// The lines, with what can be asked of every example last.
    pub(crate) fn lines(mut self) -> String {
        match self.language {
            Language::Swedish => self.ask("--language en", "in English", ""),
            Language::English => self.ask("--language sv", "", "på svenska"),
        }
        self.ask("--help", "allt som går att ange", "everything that can be given");
        self.heading + &self.grid.lines(2)
    }
}
