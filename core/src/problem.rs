//! Everything that is wrong with an input, all at once.
//!
//! A [`Problem`] says where (`path`), what kind (`code`), what was found (`got`) and what was
//! wanted (`want`). [`Problems`] collects them; an [`Error`](crate::Error) carries them.

use std::fmt;

use crate::Error;
use crate::error::ErrorKind;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What kind of problem it is. Codes are stable and only ever added.
    #[non_exhaustive]
    pub enum Code {
        /// A value that must be there is not.
        Missing = "missing",
        /// A text that cannot be read as what it should be.
        Malformed = "malformed",
        /// A value of another kind than the one wanted: a number where a text should stand.
        WrongType = "wrong_type",
        /// A binary float that is not a whole number under 2⁵³.
        Float = "float",
        /// A number under zero where none may be.
        Negative = "negative",
        /// A table or list without rows.
        Empty = "empty",
        /// The same id, name or key twice.
        Duplicate = "duplicate",
        /// Columns of different length.
        LengthMismatch = "length_mismatch",
        /// A number that may not be so: a share over 1, a step of 0, no instalments.
        NotInRange = "not_in_range",
        /// A number that this library cannot hold.
        OutOfRange = "out_of_range",
        /// A column that the table does not have.
        UnknownColumn = "unknown_column",
        /// A field that the document should not have.
        UnknownField = "unknown_field",
        /// A recipient that is not in the table or the register.
        UnknownId = "unknown_id",
        /// A name of a scheme, a pot, a source or an operation that is not known.
        UnknownName = "unknown_name",
        /// A word outside a closed vocabulary.
        UnknownWord = "unknown_word",
        /// A parameter without a value.
        ParameterWithoutValue = "parameter_without_value",
        /// A value for a parameter that nothing uses.
        UnusedParameter = "unused_parameter",
        /// Shares that do not sum to exactly 1.
        SharesNotOne = "shares_not_one",
        /// A total that is not a whole number of rounding units.
        NotWholeUnits = "not_whole_units",
        /// A unit over one krona, or persons, without a named tie rule.
        TieRuleRequired = "tie_rule_required",
        /// A tie that the caller has asked to settle.
        TieRefused = "tie_refused",
        /// A minimum over the maximum.
        MinimumOverMaximum = "minimum_over_maximum",
        /// A measure that is zero for everyone, with money to divide by it.
        ZeroWeight = "zero_weight",
        /// Minimums or maximums that cannot be kept with this total.
        Infeasible = "infeasible",
        /// Two options that exclude each other.
        Conflict = "conflict",
        /// A dated value that has no entry on the date asked for.
        NoValueAtDate = "no_value_at_date",
        /// Dated values that overlap, or a span whose end is before its start.
        Overlap = "overlap",
        /// Days that cross the end of a period or a change of the rules.
        Crosses = "crosses",
        /// Parts that do not sum to what they divide.
        SumMismatch = "sum_mismatch",
        /// Facts that contradict each other.
        Contradiction = "contradiction",
        /// More than a full post, in a row or for a person on a day.
        OverFullPost = "over_full_post",
        /// Rules that demand more of each other without end.
        NotSettled = "not_settled",
        /// A result that does not follow from its facts and its key.
        NotVerified = "not_verified",
    }
}

impl Code {
    /// Which kind of [`Error`] a problem of this code makes.
    pub(crate) const fn kind(self) -> ErrorKind {
        match self {
            Code::SharesNotOne
            | Code::ParameterWithoutValue
            | Code::UnusedParameter
            | Code::TieRuleRequired
            | Code::TieRefused
            | Code::Conflict
            | Code::NoValueAtDate
            | Code::NotSettled
            | Code::Overlap => ErrorKind::Rule,
            Code::Infeasible => ErrorKind::Infeasible,
            Code::OutOfRange => ErrorKind::TooLarge,
            _ => ErrorKind::Input,
        }
    }
}

/// One thing that is wrong with an input.
///
/// ```
/// let error = "12,50".parse::<statsbidrag::Money>().unwrap_err();
/// let problem = &error.problems()[0];
/// assert_eq!(problem.code().word(), "malformed");
/// assert_eq!(problem.got(), "12,50");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    path: String,
    code: Code,
    got: String,
    want: String,
}

impl Problem {
    /// A problem at `path`, a JSON pointer such as `/frame/population/17` (empty: the whole).
    pub fn new(
        path: impl Into<String>,
        code: Code,
        got: impl Into<String>,
        want: impl Into<String>,
    ) -> Self {
        Self { path: path.into(), code, got: got.into(), want: want.into() }
    }

    /// Where, as a JSON pointer; rows count from 0.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What kind of problem.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// What was found.
    #[must_use]
    pub fn got(&self) -> &str {
        &self.got
    }

    /// What was wanted.
    #[must_use]
    pub fn want(&self) -> &str {
        &self.want
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{}: got {}, want {}", self.code, self.got, self.want)
    }
}

/// All problems of one input: the first [`Problems::KEPT`] in full, and how many there are.
///
/// ```
/// let error = "70 %".parse::<statsbidrag::Ratio>().unwrap_err();
/// for problem in error.problems() {
///     assert_eq!(problem.code(), statsbidrag::Code::Malformed);
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    kept: Vec<Problem>,
    count: usize,
}

impl Problems {
    /// How many problems are kept in full.
    pub const KEPT: usize = crate::limits::MOST_PROBLEMS;

    /// No problems yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { kept: Vec::new(), count: 0 }
    }

    /// Adds a problem.
    pub fn push(&mut self, problem: Problem) {
        self.count += 1;
        if self.kept.len() < Self::KEPT {
            self.kept.push(problem);
        }
    }

    /// Adds a problem, made from its parts. Texts are built only if the problem is kept.
    pub(crate) fn add(
        &mut self,
        path: impl fmt::Display,
        code: Code,
        got: impl fmt::Display,
        want: impl fmt::Display,
    ) {
        if self.kept.len() < Self::KEPT {
            self.kept.push(Problem {
                path: path.to_string(),
                code,
                got: got.to_string(),
                want: want.to_string(),
            });
        }
        self.count += 1;
    }

    /// The same problems, each at the place that `place` gives for its own.
    #[must_use]
    pub fn placed(self, place: impl Fn(&str) -> String) -> Self {
        self.told(|problem| Problem { path: place(&problem.path), ..problem })
    }

    /// The same problems, each as `tell` says it.
    pub(crate) fn told(mut self, tell: impl Fn(Problem) -> Problem) -> Self {
        self.kept = self.kept.into_iter().map(tell).collect();
        self
    }

    /// The problems but for some; those that are counted and not kept stay.
    pub(crate) fn without(mut self, is_left_out: impl Fn(&Problem) -> bool) -> Self {
        let before = self.kept.len();
        self.kept.retain(|problem| !is_left_out(problem));
        self.count -= before - self.kept.len();
        self
    }

    /// The same problems of a table that stands at `path` and not at `/frame`.
    pub(crate) fn rooted(self, path: &str) -> Self {
        self.placed(|own| match own.strip_prefix("/frame/") {
            Some(rest) => format!("{path}/{rest}"),
            None => own.to_owned(),
        })
    }

    /// Takes over the problems of an inner input that lies under `path`.
    pub fn extend_under(&mut self, path: &str, inner: impl Into<Problems>) {
        let inner = inner.into();
        let room = Self::KEPT - self.kept.len();
        self.count += inner.count;
        self.kept.extend(inner.kept.into_iter().take(room).map(|mut problem| {
            problem.path.insert_str(0, path);
            problem
        }));
    }

    /// Takes over problems about places that nothing has been said of yet.
    pub(crate) fn extend_elsewhere(&mut self, other: Problems) {
        self.extend_unless(other, |known, problem| known.path == problem.path);
    }

    /// Takes over problems that have not been said yet.
    pub(crate) fn extend_once(&mut self, other: Problems) {
        self.extend_unless(other, |known, problem| known == problem);
    }

    /// Takes over the problems that are not `same` as one that is here. Of those that are counted
    /// and not kept nobody knows: they go with the kept, so that they are new if any of these is.
    fn extend_unless(&mut self, other: Problems, same: impl Fn(&Problem, &Problem) -> bool) {
        let here = self.kept.len();
        let uncounted = other.count - other.kept.len();
        let before = self.count;
        for problem in other.kept {
            if !self.kept[..here].iter().any(|known| same(known, &problem)) {
                self.push(problem);
            }
        }
        if self.count > before {
            self.count += uncounted;
        }
    }

    /// The value of `result`, or its problems taken over under `path`.
    pub(crate) fn keep<T>(&mut self, path: &str, result: Result<T, Error>) -> Option<T> {
        self.keep_at(|| path, result)
    }

    /// The same for the cells of a list, of which most have no problem to make a path for.
    pub(crate) fn keep_at<T, P: AsRef<str>>(
        &mut self,
        path: impl FnOnce() -> P,
        result: Result<T, Error>,
    ) -> Option<T> {
        result.map_err(|error| self.extend_under(path().as_ref(), error)).ok()
    }

    /// How many problems there are, kept or not. Where more are found than are kept, those of columns
    /// that are wrong in several ways may count twice or not at all.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// `value` if there are no problems, else the error that carries them.
    pub fn into_result<T>(self, value: T) -> Result<T, Error> {
        self.check().map(|()| value)
    }

    /// An error if there is any problem.
    pub fn check(self) -> Result<(), Error> {
        if self.is_empty() { Ok(()) } else { Err(Error::from(self)) }
    }
}

impl std::ops::Deref for Problems {
    type Target = [Problem];

    fn deref(&self) -> &[Problem] {
        &self.kept
    }
}

impl<'p> IntoIterator for &'p Problems {
    type Item = &'p Problem;
    type IntoIter = std::slice::Iter<'p, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.iter()
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self { kept: vec![problem], count: 1 }
    }
}

impl From<Error> for Problems {
    fn from(error: Error) -> Self {
        error.into_problems()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.kept.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        let more = self.count - self.kept.len();
        if more > 0 {
            write!(f, "\nand {more} more")?;
        }
        Ok(())
    }
}

/// The JSON pointer of what is called `name` below `path`.
pub(crate) fn below(path: &str, name: &str) -> String {
    format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// A name as it was before it became a part of a JSON pointer.
pub(crate) fn unescaped(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
}

/// The error of a word outside a vocabulary.
pub(crate) fn unknown_word(got: &str, words: &[&str]) -> Error {
    Problem::new("", Code::UnknownWord, got, format!("one of {}", words.join(", "))).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbered(i: usize) -> Problem {
        Problem::new(format!("/{i}"), Code::Negative, "-1", "0 or more")
    }

    #[test]
    fn the_first_thousand_are_kept_and_all_are_counted() {
        let mut problems = Problems::new();
        (0..1500).for_each(|i| problems.push(numbered(i)));
        assert_eq!((problems.len(), problems.count()), (1000, 1500));
        assert!(problems.to_string().ends_with("and 500 more"));
    }

    #[test]
    fn inner_problems_keep_their_place() {
        let mut outer = Problems::new();
        outer.extend_under("/frame", numbered(7));
        assert_eq!(outer[0].to_string(), "/frame/7: negative: got -1, want 0 or more");
    }

    proptest! {
        #[test]
        fn no_problem_is_lost_in_taking_over(counts in proptest::collection::vec(0usize..700, 0..6)) {
            let mut outer = Problems::new();
            for (i, &count) in counts.iter().enumerate() {
                let mut inner = Problems::new();
                (0..count).for_each(|i| inner.push(numbered(i)));
                outer.extend_under(&format!("/part{i}"), inner);
            }
            let count: usize = counts.iter().sum();
            prop_assert_eq!((outer.count(), outer.len()), (count, count.min(Problems::KEPT)));
            prop_assert_eq!(outer.is_empty(), outer.check().is_ok());
        }
    }

    #[test]
    fn words_are_distinct_and_read_back() {
        for code in Code::ALL {
            assert_eq!(code.word().parse::<Code>().unwrap(), *code);
        }
        let error = "nonsense".parse::<Code>().unwrap_err();
        assert!(error.is_input());
        assert!(error.problems()[0].want().starts_with("one of missing, malformed"));
    }
}
