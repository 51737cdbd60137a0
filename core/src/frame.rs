//! Tables in documents: an object of columns.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use crate::document::{Cursor, Fields, Node};
use crate::lent::under;
use crate::number::text::shorten;
use crate::problem::{Code, Problem, Problems, below};
use crate::table::{Column, Flags, Numbers, Table, Texts, one_of_columns};

/// Which columns of a frame are wanted, and as what.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted<'a> {
    /// The id column, and where it is named.
    pub(crate) id: &'a str,
    pub(crate) names: Option<&'a str>,
    pub(crate) by: Option<&'a str>,
    pub(crate) numbers: BTreeSet<&'a str>,
    pub(crate) flags: BTreeSet<&'a str>,
    pub(crate) texts: BTreeSet<&'a str>,
    /// Columns of yes, no or amounts: each answer as a text.
    pub(crate) answers: BTreeSet<&'a str>,
}

/// Reads a frame as a table of the wanted columns; the others are left alone.
///
/// A wanted column that is absent is no problem here but where it is used. Where ids or cells are
/// wrong that is reported, and the table that comes back serves only to find what else is: cells
/// that could not be read are empty, and ids that will not do are replaced by positions.
pub(crate) fn read(
    cursor: &Cursor<'_>,
    wanted: &Wanted<'_>,
    problems: &mut Problems,
) -> Option<Table> {
    let mut fields = cursor.object(problems)?;
    let Some(ids) = fields.optional(wanted.id) else {
        let want = one_of_columns(fields.all().into_iter().map(|(name, _)| name));
        problems.add("/id", Code::UnknownColumn, shorten(wanted.id), want);
        return None;
    };
    let given = texts(&ids, problems)?;
    let columns = columns(&fields, wanted, problems);
    let others = fields.all().into_iter().map(|(name, _)| name).filter(|name| *name != wanted.id);
    let others: Vec<&str> = others.collect();
    let build = |ids: &[&str], has_roles: bool| {
        let mut builder = Table::builder(wanted.id, ids);
        for (name, column) in &columns {
            builder = builder.column(*name, column.clone());
        }
        if let Some(names) = wanted.names.filter(|_| has_roles) {
            builder = builder.names(names);
        }
        if let Some(by) = wanted.by.filter(|_| has_roles) {
            builder = builder.by(by);
        }
        builder.build().map(|table| table.listing(&others))
    };
    let given: Vec<&str> = given.iter().map(Option::unwrap_or_default).collect();
    let found = match build(&given, true) {
        Ok(table) => return Some(table),
        Err(error) => error.rooted(cursor.path()).into_problems(),
    };
    // Ids stand once within a group, so that without groups nobody knows which stand twice.
    let id_path = below(cursor.path(), wanted.id);
    let is_of_ids = |problem: &Problem| problem.path().starts_with(&format!("{id_path}/"));
    let is_text = |by| {
        let mut columns = columns.iter();
        columns.any(|(name, column)| *name == by && matches!(column, Column::Texts(_)))
    };
    let has_lost_groups = wanted.by.is_some_and(|by| !is_text(by));
    let found = found.without(|problem| {
        has_lost_groups && problem.code() == Code::Duplicate && is_of_ids(problem)
    });
    let found = found.told(|problem| match problem.code() {
        Code::UnknownColumn => {
            let want = one_of_columns(others.iter().copied());
            Problem::new(problem.path(), Code::UnknownColumn, problem.got(), want)
        }
        _ => problem,
    });
    // An id that is no text is told once, and not as an empty one too.
    extend(problems, [(cursor, wanted.id)], found);
    let ids = made_unique(&given);
    let ids: Vec<&str> = ids.iter().map(AsRef::as_ref).collect();
    build(&ids, true).or_else(|_| build(&ids, false)).ok()
}

/// The ids, with a position for each that is empty or stood before.
fn made_unique<'n>(ids: &[&'n str]) -> Vec<Cow<'n, str>> {
    let mut seen = HashSet::new();
    let unique = |(row, &id): (usize, &&'n str)| match !id.is_empty() && seen.insert(id) {
        true => Cow::from(id),
        false => Cow::from(format!("row {row}")),
    };
    ids.iter().enumerate().map(unique).collect()
}

/// The ids that stand in a frame, if all are texts, whether or not they will do.
pub(crate) fn ids(cursor: &Cursor<'_>, id: &str) -> Option<Texts> {
    let mut problems = Problems::new();
    let ids = cursor.object(&mut problems)?.optional(id)?;
    let ids = texts(&ids, &mut problems)?;
    problems.is_empty().then_some(ids)
}

/// Takes over what else is wrong with tables read from frames, each with its id column: about
/// places that nothing has been said of, and not what follows from what has been said.
pub(crate) fn extend<'a, 'n: 'a>(
    problems: &mut Problems,
    frames: impl IntoIterator<Item = (&'a Cursor<'n>, &'a str)>,
    found: Problems,
) {
    let frames: Vec<_> = frames.into_iter().collect();
    let is_told = |at: &str| {
        let mut rests = problems.iter().filter_map(|told| told.path().strip_prefix(at));
        rests.any(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let is_told_of_column =
        |column: &str, frame: &Cursor<'_>| is_told(&below(frame.path(), column));
    let follows = |problem: &Problem| match problem.code() {
        // The column is there and could not be read.
        Code::UnknownColumn => {
            frames.iter().any(|(frame, _)| is_told_of_column(problem.got(), frame))
        }
        // The value is there and could not be read.
        Code::ParameterWithoutValue => {
            let at = below("/parameters", problem.got().trim_start_matches('$'));
            problems.iter().any(|told| told.path().ends_with(&at))
        }
        // An id could not be read, in the list or in the table.
        Code::Missing if problem.path().ends_with("/tie_order") => {
            is_told(problem.path()) || frames.iter().any(|(frame, id)| is_told_of_column(id, frame))
        }
        _ => false,
    };
    let found = found.without(follows);
    problems.extend_elsewhere(found);
}

/// Reads every column as what its cells are.
pub(crate) fn read_all(cursor: &Cursor<'_>, id: &str, problems: &mut Problems) -> Option<Table> {
    let fields = cursor.object(problems)?;
    let mut wanted = Wanted { id, ..Wanted::default() };
    for (name, field) in fields.all() {
        let first = match field.node() {
            Node::List(cells) => cells.iter().find(|cell| **cell != Node::Null),
            _ => None,
        };
        match first {
            Some(Node::Integer(_)) => wanted.numbers.insert(name),
            Some(Node::Flag(_)) => wanted.flags.insert(name),
            _ => name != id && wanted.texts.insert(name),
        };
    }
    wanted.names = wanted.texts.contains("name").then_some("name");
    read(cursor, &wanted, problems)
}

/// Reads a list whose rows have no ids but their numbers: some columns as texts, the others as
/// numbers.
pub(crate) fn read_list(
    cursor: &Cursor<'_>,
    text_columns: &[&str],
    problems: &mut Problems,
) -> Option<Table> {
    let fields = cursor.object(problems)?;
    let mut wanted = Wanted::default();
    for (name, _) in fields.all() {
        match text_columns.contains(&name) {
            true => wanted.texts.insert(name),
            false => wanted.numbers.insert(name),
        };
    }
    let columns = columns(&fields, &wanted, problems);
    let rows = columns.first().map_or(0, |(_, column)| column.len());
    let mut id = "row".to_owned();
    while columns.iter().any(|(name, _)| *name == id) {
        id.push('_');
    }
    let mut builder = Table::builder(id, (0..rows).map(|row| row.to_string()));
    for (name, column) in columns {
        builder = builder.column(name, column);
    }
    let built = builder.build().map_err(|error| error.rooted(cursor.path()));
    built.map_err(|error| problems.extend_elsewhere(error.into_problems())).ok()
}

fn columns<'n>(
    fields: &Fields<'n>,
    wanted: &Wanted<'_>,
    problems: &mut Problems,
) -> Vec<(&'n str, Column)> {
    let mut columns = Vec::new();
    for (name, field) in fields.all() {
        let is_text =
            wanted.texts.contains(name) || wanted.names == Some(name) || wanted.by == Some(name);
        let column: Option<Column> = if name == wanted.id {
            None
        } else if wanted.numbers.contains(name) {
            numbers(&field, problems).map(Column::from)
        } else if wanted.flags.contains(name) {
            flags(&field, problems).map(Column::from)
        } else if wanted.answers.contains(name) {
            answers(&field, problems)
        } else if is_text {
            texts(&field, problems).map(Column::from)
        } else {
            None
        };
        columns.extend(column.map(|column| (name, column)));
    }
    columns
}

fn numbers(field: &Cursor<'_>, problems: &mut Problems) -> Option<Numbers> {
    if let Node::Lent(lent) = field.node() {
        return Some(under(field.path(), problems, |own| {
            let mut numbers = lent.0.numbers(own);
            own.extend_under("", std::mem::take(&mut numbers.problems));
            numbers
        }));
    }
    let Node::List(cells) = field.node() else {
        return field.wanted("a list of numbers", problems);
    };
    let small: Option<Vec<Option<i64>>> = cells
        .iter()
        .map(|cell| match cell {
            Node::Integer(number) => i64::try_from(*number).ok().map(Some),
            Node::Null => Some(None),
            _ => None,
        })
        .collect();
    if let Some(small) = small {
        return Some(Numbers::scaled(small, 1));
    }
    // A cell of another kind is reported here, and the rest of the column is read to find what
    // else is wrong.
    let cells = field.list(problems)?;
    let texts: Vec<Option<String>> = cells
        .iter()
        .map(|cell| match cell.node() {
            Node::Null => None,
            Node::Integer(number) => Some(number.to_string()),
            Node::Text(text) => Some(text.clone()),
            _ => cell.wanted("a number", problems),
        })
        .collect();
    let mut numbers = Numbers::parse(texts.iter().map(Option::as_deref));
    problems.extend_under(field.path(), std::mem::take(&mut numbers.problems));
    Some(numbers)
}

fn flags(field: &Cursor<'_>, problems: &mut Problems) -> Option<Flags> {
    if let Node::Lent(lent) = field.node() {
        return Some(under(field.path(), problems, |own| lent.0.flags(own)));
    }
    let cells = field.list(problems)?;
    let flag = |cell: &Cursor<'_>| match cell.node() {
        Node::Null => None,
        _ => cell.flag(problems),
    };
    Some(Flags(cells.iter().map(flag).collect::<Vec<_>>()))
}

fn texts(field: &Cursor<'_>, problems: &mut Problems) -> Option<Texts> {
    if let Node::Lent(lent) = field.node() {
        return Some(under(field.path(), problems, |own| lent.0.texts(own)));
    }
    let cells = field.list(problems)?;
    let text = |cell: &Cursor<'_>| match cell.node() {
        Node::Null => None,
        _ => cell.text(problems).map(str::to_owned),
    };
    Some(cells.iter().map(text).collect())
}

/// The cells of any kind. In a document they are texts: yes and no for yes/no cells, digits for
/// integers.
pub(crate) fn answers(field: &Cursor<'_>, problems: &mut Problems) -> Option<Column> {
    if let Node::Lent(lent) = field.node() {
        return Some(under(field.path(), problems, |own| lent.0.column(own)));
    }
    let cells = field.list(problems)?;
    let answer = |cell: &Cursor<'_>| match cell.node() {
        Node::Null => None,
        Node::Flag(flag) => Some(if *flag { "yes" } else { "no" }.to_owned()),
        Node::Integer(number) => Some(number.to_string()),
        Node::Text(text) => Some(text.clone()),
        _ => cell.wanted("a text, true or false, or a number", problems),
    };
    Some(cells.iter().map(answer).collect::<Texts>().into())
}
