//! Lists with known columns: what stands in each cell, and where it stands.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::date::Date;
use crate::number::text::shorten;
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problems, below};
use crate::table::{Column, Ids, Numbers};

/// A list that was read: its rows, and its columns as they were given. Copies share them.
#[derive(Clone, Debug)]
pub(crate) struct Rows<R> {
    rows: Arc<[R]>,
    given: Arc<[(String, Column)]>,
}

impl<R> Rows<R> {
    pub(crate) fn new(rows: Vec<R>, given: Vec<(String, Column)>) -> Self {
        Self { rows: rows.into(), given: given.into() }
    }

    pub(crate) fn rows(&self) -> &[R] {
        &self.rows
    }

    pub(crate) fn given(&self) -> impl Iterator<Item = (&str, &Column)> {
        self.given.iter().map(|(name, column)| (name.as_str(), column))
    }
}

/// A column of a list, with where its cells are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cells<'s> {
    root: &'static str,
    name: &'static str,
    column: &'s Column,
}

/// The columns of a list by name.
#[derive(Debug)]
pub(crate) struct Sheet<'s> {
    root: &'static str,
    columns: BTreeMap<&'static str, Cells<'s>>,
    rows: usize,
}

impl<'s> Sheet<'s> {
    /// The columns of a list whose problems stand under `root`. Reports columns that are not known,
    /// stand twice, are of another length or could not be read.
    pub(crate) fn new(
        root: &'static str,
        known: &'static [&'static str],
        given: impl Iterator<Item = (&'s str, &'s Column)>,
        problems: &mut Problems,
    ) -> Self {
        let mut sheet = Self { root, columns: BTreeMap::new(), rows: 0 };
        for (name, column) in given {
            let path = below(root, name);
            let Some(name) = known.iter().find(|known| **known == name) else {
                // A misspelt column would else be a column that is silently not there.
                let want = format!("one of {}; leave out other columns", known.join(", "));
                problems.add(path, Code::UnknownColumn, shorten(name), want);
                continue;
            };
            if sheet.columns.is_empty() {
                sheet.rows = column.len();
            } else if column.len() != sheet.rows {
                let (got, want) =
                    (format!("{} cells", column.len()), format!("{}, one a row", sheet.rows));
                problems.add(&path, Code::LengthMismatch, got, want);
            }
            if let Column::Numbers(numbers) = column {
                problems.extend_under(&path, numbers.problems.clone());
            }
            if sheet.columns.insert(name, Cells { root, name, column }).is_some() {
                problems.add(&path, Code::Duplicate, *name, "a column that stands once");
            }
        }
        sheet
    }

    /// Reports a list without rows.
    pub(crate) fn check_not_empty(&self, problems: &mut Problems) {
        if self.rows == 0 {
            problems.add(self.root, Code::Empty, "no rows", "at least one");
        }
    }

    /// How many rows.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// The columns with their names.
    pub(crate) fn into_columns(self) -> impl Iterator<Item = (&'static str, &'s Column)> {
        self.columns.into_iter().map(|(name, cells)| (name, cells.column))
    }

    /// A column that may be absent.
    pub(crate) fn get(&self, name: &str) -> Option<Cells<'s>> {
        self.columns.get(name).copied()
    }

    /// A column that must be there.
    pub(crate) fn required(&self, name: &str, problems: &mut Problems) -> Option<Cells<'s>> {
        let found = self.get(name);
        if found.is_none() {
            problems.add(below(self.root, name), Code::Missing, "no such column", "this column");
        }
        found
    }

    /// Each row's value of a column that must be there with a value in every row; what is not there
    /// or could not be read is told and is `None`.
    pub(crate) fn all<T>(
        &self,
        name: &str,
        want: &str,
        problems: &mut Problems,
        mut read: impl FnMut(&Cells<'s>, usize, &mut Problems) -> Option<T>,
    ) -> Vec<Option<T>> {
        let Some(cells) = self.required(name, problems) else {
            return (0..self.rows).map(|_| None).collect();
        };
        let value = |row| match cells.is_empty_at(row) {
            true => {
                cells.told_missing(row, want, problems);
                None
            }
            false => read(&cells, row, problems),
        };
        (0..self.rows).map(value).collect()
    }

    /// Reports what stands in a column for a second time.
    fn check_once(&self, name: &str, cells: &Ids, want: &str, problems: &mut Problems) {
        let filled = (0..cells.len()).filter(|&row| !cells.get(row).is_empty());
        for row in cells.repeated(filled) {
            let path = format_args!("{}/{name}/{row}", self.root);
            problems.add(path, Code::Duplicate, shorten(cells.get(row)), want);
        }
    }

    /// The days of a column that must be there with one in every row. The same day mostly stands in
    /// many rows together, and is then read once.
    pub(crate) fn days(
        &self,
        name: &str,
        want: &str,
        problems: &mut Problems,
    ) -> Vec<Option<Date>> {
        let mut last: Option<(Cow<'s, str>, Option<Date>)> = None;
        self.all(name, want, problems, |cells, row, problems| {
            let text = cells.text(row)?;
            match &last {
                Some((same, day @ Some(_))) if *same == text => *day,
                _ => {
                    let day = cells.day(row, problems);
                    last = Some((text, day));
                    day
                }
            }
        })
    }

    /// The texts of a column that must be there with a text in every row, each of which stands once;
    /// a cell that is not there is told and is empty.
    pub(crate) fn ids(
        &self,
        name: &str,
        (want, once): (&str, &str),
        problems: &mut Problems,
    ) -> Ids {
        let cells = self.all(name, want, problems, Cells::as_text);
        let ids = Ids::new(cells.iter().map(|cell| cell.as_deref().unwrap_or_default()));
        self.check_once(name, &ids, once, problems);
        ids
    }

    /// Each row's value of a column that may be absent and may have empty cells.
    pub(crate) fn any<T>(
        &self,
        name: &str,
        problems: &mut Problems,
        read: impl Fn(&Cells<'s>, usize, &mut Problems) -> Option<T>,
    ) -> Option<Vec<Option<T>>> {
        let cells = self.get(name)?;
        Some((0..self.rows).map(|row| read(&cells, row, problems)).collect())
    }
}

impl<'s> Cells<'s> {
    pub(crate) fn path(&self, row: usize) -> String {
        format!("{}/{}/{row}", self.root, self.name)
    }

    /// The cell as a text; an empty text is an empty cell, a number is its digits.
    pub(crate) fn text(&self, row: usize) -> Option<Cow<'s, str>> {
        text(self.column, row)
    }

    fn is_empty_at(&self, row: usize) -> bool {
        match self.column {
            Column::Numbers(numbers) => row >= numbers.len() || numbers.is_empty_at(row),
            _ => self.text(row).is_none(),
        }
    }

    /// The cell as a text, for columns of texts.
    pub(crate) fn as_text(&self, row: usize, _: &mut Problems) -> Option<Cow<'s, str>> {
        self.text(row)
    }

    /// The column, if it is one of numbers.
    pub(crate) fn numbers(&self) -> Option<&'s Numbers> {
        if let Column::Numbers(numbers) = self.column { Some(numbers) } else { None }
    }

    fn told_missing(&self, row: usize, want: &str, problems: &mut Problems) {
        // A number that could not be read has been told, and its cell is not an empty one.
        let is_unread = match self.column {
            Column::Numbers(numbers) => {
                let own = format!("/{row}");
                numbers.problems.iter().any(|problem| problem.path() == own)
            }
            _ => row >= self.column.len(),
        };
        if !is_unread {
            problems.add(self.path(row), Code::Missing, "an empty cell", want);
        }
    }

    /// A number, exact.
    pub(crate) fn number(&self, row: usize, problems: &mut Problems) -> Option<Ratio> {
        match self.column {
            Column::Numbers(numbers) => numbers.get(row),
            _ => problems.keep_at(|| self.path(row), self.text(row)?.trim().parse()),
        }
    }

    /// A number from 0.
    pub(crate) fn not_negative(&self, row: usize, problems: &mut Problems) -> Option<Ratio> {
        let number = self.number(row, problems)?;
        if number.is_negative() {
            problems.add(self.path(row), Code::Negative, number, "0 or more");
            return None;
        }
        Some(number)
    }

    /// Kronor from 0, in whole öre.
    pub(crate) fn money(&self, row: usize, problems: &mut Problems) -> Option<Money> {
        let amount = match self.column {
            Column::Numbers(numbers) => numbers.money(row)?,
            _ => self.text(row)?.trim().parse::<Money>(),
        };
        let amount = problems.keep_at(|| self.path(row), amount)?;
        if amount < Money::ZERO {
            problems.add(self.path(row), Code::Negative, amount, "0 kronor or more");
            return None;
        }
        Some(amount)
    }

    /// A day.
    pub(crate) fn day(&self, row: usize, problems: &mut Problems) -> Option<Date> {
        problems.keep_at(|| self.path(row), self.text(row)?.parse())
    }
}

/// Declares the builder of a list with known columns.
macro_rules! list_builder {
    ($list:literal, $builder:ident) => {
        #[doc = concat!("Builds [`", $list, "`](crate::", $list, ").")]
        #[derive(Clone, Debug, Default)]
        #[must_use]
        pub struct $builder {
            columns: Vec<(String, crate::Column)>,
        }

        impl $builder {
            /// Adds a column.
            pub fn column(
                mut self,
                name: impl Into<String>,
                column: impl Into<crate::Column>,
            ) -> Self {
                self.columns.push((name.into(), column.into()));
                self
            }

            pub(crate) fn columns(mut self, columns: Vec<(&str, crate::Column)>) -> Self {
                let named = columns.into_iter().map(|(name, column)| (name.to_owned(), column));
                self.columns.extend(named);
                self
            }
        }
    };
}

pub(crate) use list_builder;

/// A cell as a text; a text without anything in it is an empty cell, a number is its digits.
pub(crate) fn text(column: &Column, row: usize) -> Option<Cow<'_, str>> {
    match column {
        Column::Texts(texts) => texts.get(row).filter(|text| !is_blank(text)).map(Cow::from),
        Column::Numbers(numbers) => numbers.get(row).map(|number| number.to_string().into()),
        Column::Flags(flags) => flags.get(row).map(|flag| if flag { "yes" } else { "no" }.into()),
    }
}

/// Whether a text has nothing in it, which mostly shows on its first byte.
fn is_blank(text: &str) -> bool {
    !matches!(text.as_bytes().first(), Some(b'!'..=b'~')) && text.trim().is_empty()
}
