//! The list beside the tool: which files are changed, by which tests, and which mutants no test can see.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Files and folders whose code is changed.
    pub files: Vec<String>,
    /// What is run for each mutant, the first that is likely to see it first.
    pub checks: Vec<Check>,
    #[serde(default)]
    left_out: Vec<Function>,
    #[serde(default)]
    equivalent: Vec<Equivalent>,
}

/// A test program and what it is run with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    pub package: String,
    /// The test program; the unit tests of the package without.
    pub test: Option<String>,
    #[serde(default)]
    pub arguments: Vec<String>,
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
}

/// A function that is not changed, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Function {
    file: String,
    function: String,
    #[expect(dead_code, reason = "read by people")]
    why: String,
}

/// Mutants of a function that do the same as what they change, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Equivalent {
    pub file: String,
    pub function: String,
    /// As they are printed.
    pub mutants: Vec<String>,
    #[expect(dead_code, reason = "read by people")]
    why: String,
}

impl List {
    pub fn read(file: &Path) -> Self {
        let text = fs::read_to_string(file).expect("a readable list");
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    }

    pub fn leaves_out(&self, file: &str, function: &str) -> bool {
        self.left_out.iter().any(|own| own.file == file && own.function == function)
    }

    /// File, function and mutant of every one that is listed.
    pub fn equivalents(&self) -> impl Iterator<Item = [String; 3]> {
        let of =
            |e: &Equivalent, mutant: &String| [e.file.clone(), e.function.clone(), mutant.clone()];
        self.equivalent.iter().flat_map(move |e| e.mutants.iter().map(move |mutant| of(e, mutant)))
    }
}
