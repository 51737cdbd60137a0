//! Facts: recipients with columns of exact numbers, yes/no values and texts.

mod builder;
mod column;
mod ids;
mod joined;
mod numbers;
mod texts;

use std::collections::HashMap;
use std::sync::Arc;

pub use builder::TableBuilder;
pub(crate) use builder::{cell, pointer};
pub use column::{Cell, Column, Flags};
pub use ids::Ids;
pub use numbers::Numbers;
pub(crate) use numbers::Values;
pub use texts::Texts;

use crate::Error;
use crate::number::Money;
use crate::number::text::shorten;
use crate::problem::{Code, Problems};

/// Facts about recipients (bidragsmottagare): one row each, keyed by id.
///
/// Ids are texts (`0180` keeps its zero) and are checked once, when the table is built. A table is
/// cheap to clone: results keep the one that they were computed from.
///
/// ```
/// use statsbidrag::{Numbers, Table};
///
/// let table = Table::builder("municipality", ["0180", "1480", "1280"])
///     .column("population", [935_619, 556_640, 328_494])
///     .column("index", Numbers::parse(["1.02", "0.99", "1.1"]))
///     .column("name", ["Stockholm", "Göteborg", "Malmö"])
///     .names("name")
///     .build()?;
/// assert_eq!(table.len(), 3);
/// assert_eq!(table.name(1), "Göteborg");
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Table(Arc<Facts>);

#[derive(Clone, Debug)]
struct Facts {
    id_column: String,
    ids: Ids,
    names: Option<Texts>,
    groups: Option<Groups>,
    columns: Vec<(String, Column)>,
    /// Where the column of each name stands.
    places: HashMap<String, usize>,
    /// What columns there are to choose from, where a caller has more than were needed here.
    listed: Option<Vec<String>>,
}

/// Which group (scenario, year) each row belongs to; ids are unique within a group.
#[derive(Clone, Debug)]
pub(crate) struct Groups {
    column: String,
    /// In the order in which they first appear.
    names: Vec<String>,
    /// Rows by group, each group's in the order of the table.
    rows: Vec<u32>,
    /// Where each group ends in `rows`.
    ends: Vec<usize>,
}

impl Groups {
    pub(crate) fn column(&self) -> &str {
        &self.column
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    pub(crate) fn rows(&self, group: usize) -> &[u32] {
        let start = if group == 0 { 0 } else { self.ends[group - 1] };
        &self.rows[start..self.ends[group]]
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.names.len()).map(|group| self.rows(group))
    }
}

impl Table {
    /// Starts a table whose id column is called `id_column`, one id for each row.
    pub fn builder<S: AsRef<str>>(
        id_column: impl Into<String>,
        ids: impl IntoIterator<Item = S>,
    ) -> TableBuilder {
        TableBuilder::new(id_column, ids)
    }

    /// The same table with one column more, such as the amounts of a result.
    ///
    /// ```
    /// use statsbidrag::Table;
    ///
    /// let table = Table::builder("id", ["a", "b"]).column("frame", [200, 100]).build()?;
    /// let table = table.with_column("requisitioned", [150, 100])?;
    /// assert_eq!(table.columns().count(), 2);
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`build`](TableBuilder::build) for the column: `duplicate`, `length_mismatch`, and what
    /// could not be read.
    pub fn with_column(
        &self,
        name: impl Into<String>,
        column: impl Into<Column>,
    ) -> Result<Table, Error> {
        let (name, column) = (name.into(), column.into());
        let mut facts = Facts::clone(&self.0);
        let mut problems = Problems::new();
        let is_known = name == facts.id_column || facts.places.contains_key(&name);
        builder::check_column(is_known, facts.ids.len(), (&name, &column), &mut problems);
        problems.check()?;
        facts.places.insert(name.clone(), facts.columns.len());
        facts.columns.push((name, column));
        Ok(Table(Arc::new(facts)))
    }

    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.ids.len()
    }

    /// Never: a table without rows cannot be built.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the id column is called.
    #[must_use]
    pub fn id_column(&self) -> &str {
        &self.0.id_column
    }

    /// The ids, in row order.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        &self.0.ids
    }

    /// The name of a row's recipient; its id where it has none.
    ///
    /// # Panics
    /// Where the table has no such row, as a slice does.
    #[must_use]
    pub fn name(&self, row: usize) -> &str {
        let name = self.0.names.as_ref().and_then(|names| names.get(row));
        name.unwrap_or_else(|| self.0.ids.get(row))
    }

    /// What a row is called in texts: `Göteborg (1480)`, or its id where it has no name.
    pub(crate) fn called(&self, row: usize) -> String {
        let (id, name) = (self.0.ids.get(row), self.name(row));
        if id == name { id.to_owned() } else { format!("{name} ({id})") }
    }

    /// The column called `name`.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.0.places.get(name).map(|&place| &self.0.columns[place].1)
    }

    /// Whether a row has an empty cell in a column of numbers or of yes/no values.
    pub(crate) fn is_empty_at(&self, name: &str, row: usize) -> bool {
        match self.column(name) {
            Some(Column::Numbers(numbers)) => numbers.get(row).is_none(),
            Some(Column::Flags(flags)) => flags.get(row).is_none(),
            _ => false,
        }
    }

    /// Every column with its name, in the order in which they were added.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &Column)> {
        self.0.columns.iter().map(|(name, column)| (name.as_str(), column))
    }

    /// The same table, of which messages say that it has these columns.
    pub(crate) fn listing(mut self, names: &[&str]) -> Table {
        let listed = names.iter().map(|name| (*name).to_owned()).collect();
        Arc::make_mut(&mut self.0).listed = Some(listed);
        self
    }

    /// The names of the columns that there are to choose from.
    pub(crate) fn listed(&self) -> Box<dyn ExactSizeIterator<Item = &str> + '_> {
        match &self.0.listed {
            Some(names) => Box::new(names.iter().map(String::as_str)),
            None => Box::new(self.0.columns.iter().map(|(name, _)| name.as_str())),
        }
    }

    /// Some rows only, without groups.
    pub(crate) fn select(&self, rows: &[u32]) -> Table {
        let facts = &*self.0;
        let columns =
            facts.columns.iter().map(|(name, column)| (name.clone(), column.select(rows)));
        Table(Arc::new(Facts {
            id_column: facts.id_column.clone(),
            ids: Ids::new(rows.iter().map(|&row| facts.ids.get(row as usize))),
            names: facts.names.as_ref().map(|names| names.select(rows)),
            groups: None,
            columns: columns.collect(),
            places: facts.places.clone(),
            listed: facts.listed.clone(),
        }))
    }

    pub(crate) fn groups(&self) -> Option<&Groups> {
        self.0.groups.as_ref()
    }

    /// Reports a table with groups, in which ids stand once within each only, where `want` is
    /// wanted. Returns whether it has none.
    pub(crate) fn refuse_groups(&self, want: &str, problems: &mut Problems) -> bool {
        if let Some(groups) = self.groups() {
            let got = format_args!("a table grouped by {}", groups.column());
            problems.add("/by", Code::Conflict, got, want);
        }
        self.groups().is_none()
    }

    /// `name`, made longer until no column of the table has it.
    pub(crate) fn free_name(&self, name: &str) -> String {
        let mut name = name.to_owned();
        while name == self.id_column() || self.column(&name).is_some() {
            name.push('_');
        }
        name
    }

    /// The numbers of a column; another kind or no such column is a problem at `path`.
    pub(crate) fn numbers(
        &self,
        name: &str,
        path: &str,
        problems: &mut Problems,
    ) -> Option<&Numbers> {
        match self.column(name) {
            Some(Column::Numbers(numbers)) => Some(numbers),
            other => self.unfit(other, name, path, "a column of numbers", problems),
        }
    }

    /// The amounts of a column of kronor, where every cell has one; finer than öre is a problem.
    pub(crate) fn amounts(
        &self,
        name: &str,
        path: &str,
        problems: &mut Problems,
    ) -> Option<Vec<Money>> {
        let numbers = self.numbers(name, path, problems)?;
        let before = problems.count();
        let amounts = (0..self.len()).map(|row| match numbers.get(row) {
            None => {
                problems.add(cell(name, row), Code::Missing, "an empty cell", "an amount");
                Money::ZERO
            }
            Some(kronor) => {
                problems.keep(&cell(name, row), Money::try_from(kronor)).unwrap_or(Money::ZERO)
            }
        });
        let amounts = amounts.collect();
        (problems.count() == before).then_some(amounts)
    }

    /// The yes/no values of a column, where every cell has one.
    pub(crate) fn flags(
        &self,
        name: &str,
        path: &str,
        problems: &mut Problems,
    ) -> Option<Vec<bool>> {
        match self.column(name) {
            Some(Column::Flags(flags)) => {
                for (row, _) in flags.0.iter().enumerate().filter(|(_, flag)| flag.is_none()) {
                    problems.add(cell(name, row), Code::Missing, "an empty cell", "yes or no");
                }
                Some(flags.0.iter().map(|flag| flag.unwrap_or(false)).collect())
            }
            other => self.unfit(other, name, path, "a column of yes/no values", problems),
        }
    }

    /// The texts of a column.
    pub(crate) fn texts(&self, name: &str, path: &str, problems: &mut Problems) -> Option<&Texts> {
        match self.column(name) {
            Some(Column::Texts(texts)) => Some(texts),
            other => self.unfit(other, name, path, "a column of texts", problems),
        }
    }

    fn unfit<T>(
        &self,
        column: Option<&Column>,
        name: &str,
        path: &str,
        want: &str,
        problems: &mut Problems,
    ) -> Option<T> {
        match column {
            Some(other) => problems.add(pointer(name), Code::WrongType, other.kind(), want),
            None => {
                let want = one_of_columns(self.listed());
                problems.add(path, Code::UnknownColumn, shorten(name), want);
            }
        }
        None
    }
}

/// What is wanted where a column is named that is not there: one of the first that are.
pub(crate) fn one_of_columns<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    const NAMED: usize = 20;
    let more = names.len().saturating_sub(NAMED);
    let first: Vec<_> = names.take(NAMED).map(shorten).collect();
    match (first.is_empty(), more) {
        (true, _) => "a column of the table, which has none".to_owned(),
        (_, 0) => format!("a column of the table: {}", first.join(", ")),
        _ => format!("a column of the table: {} and {more} more", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn all_problems_of_a_table_come_at_once() {
        let error = Table::builder("id", ["a", "", "a"])
            .column("x", [1, 2])
            .column("x", Numbers::parse(["1", "y", "3"]))
            .build()
            .unwrap_err();
        let found: Vec<_> = error.problems().iter().map(|p| (p.path(), p.code())).collect();
        assert_eq!(
            found,
            [
                ("/frame/id/1", Code::Missing),
                ("/frame/x", Code::LengthMismatch),
                ("/frame/x", Code::Duplicate),
                ("/frame/x/1", Code::Malformed),
                ("/frame/id/2", Code::Duplicate),
            ]
        );
    }

    #[test]
    fn a_column_is_added_under_the_same_checks() {
        let table = Table::builder("id", ["a", "b"]).column("x", [1, 2]).build().unwrap();
        let longer = table.with_column("y", [3, 4]).unwrap();
        assert_eq!((table.columns().count(), longer.columns().count()), (1, 2));
        let error = table.with_column("x", Numbers::parse(["1", "y", "3"])).unwrap_err();
        let found: Vec<_> = error.problems().iter().map(|p| p.code()).collect();
        assert_eq!(found, [Code::Duplicate, Code::LengthMismatch, Code::Malformed]);
        assert!(table.with_column("id", [1, 2]).is_err());
    }

    #[test]
    fn amounts_are_whole_ore() {
        let amounts = |cells: [Option<&str>; 3]| {
            let table = Table::builder("id", ["a", "b", "c"]).column("kr", Numbers::parse(cells));
            let mut problems = Problems::new();
            let amounts = table.build().unwrap().amounts("kr", "/amount", &mut problems);
            (amounts, problems.iter().map(|p| (p.path().to_owned(), p.code())).collect::<Vec<_>>())
        };
        let (read, _) = amounts([Some("-1.5"), Some("0.01"), Some("7")]);
        let ore: Vec<_> = read.unwrap().iter().map(|amount| amount.ore()).collect();
        assert_eq!(ore, [-150, 1, 700]);
        let (none, found) = amounts([Some("0.005"), None, Some("92233720368547758.08")]);
        assert!(none.is_none());
        let want = [
            ("/frame/kr/0".to_owned(), Code::Malformed),
            ("/frame/kr/1".to_owned(), Code::Missing),
            ("/frame/kr/2".to_owned(), Code::OutOfRange),
        ];
        assert_eq!(found, want);
    }

    #[test]
    fn an_empty_table_is_refused() {
        let error = Table::builder("id", [""; 0]).build().unwrap_err();
        assert_eq!(error.problems()[0].code(), Code::Empty);
    }

    #[test]
    fn ids_repeat_between_groups_but_not_within() {
        let table = |scenarios: [&'static str; 4]| {
            Table::builder("id", ["a", "b", "a", "b"]).column("s", scenarios).by("s").build()
        };
        let grouped = table(["1", "1", "2", "2"]).unwrap();
        assert_eq!(grouped.groups().unwrap().rows(1), [2, 3]);
        let mixed = table(["1", "2", "2", "1"]).unwrap();
        assert_eq!(mixed.groups().unwrap().rows(0), [0, 3]);
        let error = table(["1", "1", "1", "2"]).unwrap_err();
        assert_eq!(error.problems()[0].path(), "/frame/id/2");
    }

    proptest! {
        #[test]
        fn a_table_is_built_exactly_when_its_ids_are_sound(
            ids in proptest::collection::vec("[a-c]{0,2}", 1..8),
            numbers in proptest::collection::vec(any::<i64>(), 8),
        ) {
            let unique: std::collections::HashSet<_> = ids.iter().collect();
            let sound = unique.len() == ids.len() && !ids.contains(&String::new());
            let built = Table::builder("id", &ids).column("x", numbers[..ids.len()].to_vec()).build();
            prop_assert_eq!(built.is_ok(), sound);
            if let Ok(table) = built {
                for (row, id) in ids.iter().enumerate() {
                    prop_assert_eq!(table.ids().position(id), Some(row));
                    prop_assert_eq!(table.name(row), id);
                }
                let rows: Vec<u32> = (0..ids.len() as u32).rev().collect();
                let turned = table.select(&rows);
                let Some(Column::Numbers(column)) = turned.column("x") else { panic!() };
                for (row, &number) in numbers[..ids.len()].iter().rev().enumerate() {
                    prop_assert_eq!(column.get(row), Some(number.into()));
                }
            }
        }
    }

    #[test]
    fn a_column_name_is_escaped_in_its_path() {
        assert_eq!(pointer("a/b~c"), "/frame/a~1b~0c");
    }
}
