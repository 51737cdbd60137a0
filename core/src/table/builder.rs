//! Building a table: every problem of its ids and columns at once.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Column, Facts, Groups, Ids, Table, Texts};
use crate::Error;
use crate::limits::{LONGEST_TEXT, MOST_ROWS, check_text};
use crate::number::text::shorten;
use crate::problem::{Code, Problems, below};

/// Collects the columns of a [`Table`].
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build`"]
pub struct TableBuilder {
    id_column: String,
    ids: Ids,
    names: Option<String>,
    groups: Option<String>,
    columns: Vec<(String, Column)>,
}

impl TableBuilder {
    pub(super) fn new<S: AsRef<str>>(
        id_column: impl Into<String>,
        ids: impl IntoIterator<Item = S>,
    ) -> Self {
        Self {
            id_column: id_column.into(),
            ids: Ids::new(ids),
            names: None,
            groups: None,
            columns: Vec::new(),
        }
    }

    /// Adds a column.
    pub fn column(mut self, name: impl Into<String>, column: impl Into<Column>) -> Self {
        self.columns.push((name.into(), column.into()));
        self
    }

    /// Says which text column holds the recipients' names, for explanations.
    pub fn names(mut self, column: impl Into<String>) -> Self {
        self.names = Some(column.into());
        self
    }

    /// Says which text column groups the rows (scenarios, years); ids are unique within a group.
    pub fn by(mut self, column: impl Into<String>) -> Self {
        self.groups = Some(column.into());
        self
    }

    /// The table.
    ///
    /// # Errors
    /// `empty` without rows; `missing` for an empty id or group; `duplicate` for an id that stands
    /// twice (within its group) and for a column name that does; `length_mismatch` for a column of
    /// another length than the ids; what [`Numbers::parse`](super::Numbers::parse) could not read;
    /// `unknown_column` and `wrong_type` for the columns of names and groups. All at once.
    pub fn build(self) -> Result<Table, Error> {
        let Self { id_column, ids, names, groups, columns } = self;
        let mut problems = Problems::new();
        if ids.is_empty() {
            problems.add("/frame", Code::Empty, "no rows", "at least one");
        }
        if ids.len() > MOST_ROWS {
            problems.add(pointer(&id_column), Code::OutOfRange, ids.len(), "fewer than 2³² rows");
        }
        for (row, id) in ids.iter().enumerate() {
            if id.is_empty() {
                problems.add(cell(&id_column, row), Code::Missing, "an empty id", "an id");
            } else if id.len() > LONGEST_TEXT {
                check_text(id, cell(&id_column, row), &mut problems);
            }
        }
        let mut places = HashMap::with_capacity(columns.len());
        for (place, (name, column)) in columns.iter().enumerate() {
            let is_known = *name == id_column || places.contains_key(name);
            check_column(is_known, ids.len(), (name, column), &mut problems);
            places.entry(name.clone()).or_insert(place);
        }
        let names =
            names.and_then(|name| text_column(&columns, &name, "/name", &mut problems).cloned());
        let groups = groups.and_then(|name| {
            let texts = text_column(&columns, &name, "/by", &mut problems)?;
            Some(Groups::new(name, texts.iter().take(ids.len()), &mut problems))
        });
        for row in match &groups {
            None => ids.repeated(0..ids.len()),
            Some(groups) => groups
                .iter()
                .flat_map(|rows| ids.repeated(rows.iter().map(|&row| row as usize)))
                .collect(),
        } {
            let id = ids.get(row);
            if !id.is_empty() {
                problems.add(cell(&id_column, row), Code::Duplicate, id, "an id that stands once");
            }
        }
        problems.check()?;
        Ok(Table(Arc::new(Facts { id_column, ids, names, groups, columns, places, listed: None })))
    }
}

/// Reports what is wrong with a column of a table of so many rows, whose name may stand there already.
pub(super) fn check_column(
    is_known: bool,
    rows: usize,
    (name, column): (&str, &Column),
    problems: &mut Problems,
) {
    if !check_text(name, format_args!("/frame/{}", shorten(name)), problems) {
        return;
    }
    if is_known {
        problems.add(pointer(name), Code::Duplicate, "two columns", "one of this name");
    }
    if column.len() != rows {
        let (got, want) = (column.len(), rows);
        problems.add(
            pointer(name),
            Code::LengthMismatch,
            format_args!("{got} cells"),
            format_args!("{want}, one for each id"),
        );
    }
    if let Column::Numbers(numbers) = column {
        problems.extend_under(&pointer(name), numbers.problems.clone());
    }
    if let Column::Texts(texts) = column {
        for (row, text) in texts.iter().enumerate() {
            if let Some(long) = text.filter(|text| text.len() > LONGEST_TEXT) {
                check_text(long, cell(name, row), problems);
            }
        }
    }
}

/// The JSON pointer of a column.
pub(crate) fn pointer(column: &str) -> String {
    below("/frame", column)
}

/// The JSON pointer of a cell.
pub(crate) fn cell(column: &str, row: usize) -> String {
    format!("{}/{row}", pointer(column))
}

/// The texts of a column that `option` names.
fn text_column<'a>(
    columns: &'a [(String, Column)],
    name: &str,
    option: &str,
    problems: &mut Problems,
) -> Option<&'a Texts> {
    match columns.iter().find(|(other, _)| other == name) {
        Some((_, Column::Texts(texts))) => Some(texts),
        Some((_, other)) => {
            problems.add(pointer(name), Code::WrongType, other.kind(), "a column of texts");
            None
        }
        None => {
            problems.add(option, Code::UnknownColumn, shorten(name), "a column of the table");
            None
        }
    }
}

impl Groups {
    fn new<'t>(
        column: String,
        texts: impl ExactSizeIterator<Item = Option<&'t str>>,
        problems: &mut Problems,
    ) -> Self {
        let mut index: HashMap<&str, u32> = HashMap::new();
        let mut names = Vec::new();
        // The rows that are in a group, each with it.
        let mut grouped: Vec<(u32, u32)> = Vec::with_capacity(texts.len());
        let mut last: Option<(&str, u32)> = None;
        for (row, text) in (0u32..).zip(texts) {
            let Some(name) = text else {
                let path = cell(&column, row as usize);
                problems.add(path, Code::Missing, "an empty cell", "a group");
                continue;
            };
            // Rows of a group mostly stand together: then the name is looked up once.
            let group = match last {
                Some((same, group)) if same == name => group,
                _ => *index.entry(name).or_insert_with(|| {
                    names.push(name.to_owned());
                    names.len() as u32 - 1
                }),
            };
            last = Some((name, group));
            grouped.push((row, group));
        }
        let mut ends = vec![0usize; names.len()];
        grouped.iter().for_each(|&(_, group)| ends[group as usize] += 1);
        let mut next = 0;
        for end in &mut ends {
            (*end, next) = (next, next + *end);
        }
        // `ends` holds starts here and becomes ends while the rows are dealt out.
        let mut rows = vec![0u32; grouped.len()];
        for (row, group) in grouped {
            let end = &mut ends[group as usize];
            rows[*end] = row;
            *end += 1;
        }
        Self { column, names, rows, ends }
    }
}
