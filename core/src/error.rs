//! The one error of the library.

use std::fmt;

use crate::problem::{Problem, Problems};

/// Why something could not be computed: every problem found, and which kind they are.
///
/// ```
/// # use statsbidrag::{Table, Key, Money, Options, allocate};
/// let table = Table::builder("id", ["a", "b"]).column("weight", [1, -2]).build()?;
/// let error = allocate(&table, Money::from_kronor(10)?, &Key::measure("weight")?, &Options::new())
///     .unwrap_err();
/// assert!(error.is_input());
/// assert_eq!(error.problems()[0].path(), "/frame/weight/1");
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    problems: Problems,
}

/// The kinds, from the one that must be mended first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ErrorKind {
    Input,
    Rule,
    Infeasible,
    TooLarge,
}

impl Error {
    /// The facts are wrong: a table, a cell, a document.
    #[must_use]
    pub fn is_input(&self) -> bool {
        self.0.kind == ErrorKind::Input
    }

    /// The rules are wrong: a key, an option, a scheme, a dated value that is not known.
    #[must_use]
    pub fn is_rule(&self) -> bool {
        self.0.kind == ErrorKind::Rule
    }

    /// Minimums and maximums cannot be kept with this total.
    #[must_use]
    pub fn is_infeasible(&self) -> bool {
        self.0.kind == ErrorKind::Infeasible
    }

    /// A number is larger than the library can hold.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.0.kind == ErrorKind::TooLarge
    }

    /// Every problem found.
    #[must_use]
    pub fn problems(&self) -> &Problems {
        &self.0.problems
    }

    /// The word of the error's kind: `input`, `rule`, `infeasible` or `too_large`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self.0.kind {
            ErrorKind::Input => "input",
            ErrorKind::Rule => "rule",
            ErrorKind::Infeasible => "infeasible",
            ErrorKind::TooLarge => "too_large",
        }
    }

    pub(crate) fn into_problems(self) -> Problems {
        self.0.problems
    }

    /// The same error about a table that stands at `path` and not at `/frame`.
    pub(crate) fn rooted(self, path: &str) -> Self {
        self.0.problems.rooted(path).into()
    }

    /// The same error seen from one level out.
    pub(crate) fn under(self, path: &str) -> Self {
        let mut problems = Problems::new();
        problems.extend_under(path, self);
        problems.into()
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Problems::from(problem).into()
    }
}

/// For problems that there are: [`Problems::check`] makes an error only of some.
impl From<Problems> for Error {
    fn from(problems: Problems) -> Self {
        let kind = problems.iter().map(|p| p.code().kind()).min().unwrap_or(ErrorKind::Input);
        Self(Box::new(Inner { kind, problems }))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.problems.fmt(f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({}: {})", self.word(), self.0.problems)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Code;

    #[test]
    fn is_one_pointer_wide() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }

    #[test]
    fn kind_is_the_one_to_mend_first() {
        let mut problems = Problems::new();
        problems.push(Problem::new("", Code::SharesNotOne, "9/10", "1"));
        assert!(Error::from(problems.clone()).is_rule());
        problems.push(Problem::new("", Code::Negative, "-1", "0 or more"));
        assert!(Error::from(problems).is_input());
    }
}
