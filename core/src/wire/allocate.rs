//! `allocate`: one allocation, or with `by` one for each group.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::{Map, Value, json};

use super::{check_column, flag, id_column, language, nothing, text, texts};
use crate::Error;
use crate::allocation::{
    Allocation, Bound, GroupedAllocation, Key, MOST_INSTALMENTS, Options, Totals, allocate,
    allocate_groups, check, totals_in_units,
};
use crate::document::{Cursor, Fields, Node};
use crate::frame::{self, Wanted};
use crate::measure::Measure;
use crate::number::Money;
use crate::number::text::shorten;
use crate::problem::{Code, Problem, Problems, unescaped};
use crate::table::Table;
use crate::text::Language;
use crate::{Receipt, catalog};

/// What an `allocate` document asks for.
pub(super) struct Asked {
    table: Table,
    totals: Totals,
    key: Key,
    options: Options,
}

/// What is to be told beside the amounts.
struct Answer {
    explain: Vec<String>,
    language: Language,
    instalments: Option<usize>,
    certificate: bool,
    verify: bool,
}

impl Answer {
    fn read(fields: &mut Fields<'_>, problems: &mut Problems) -> Self {
        Self {
            explain: texts(fields, "explain", problems),
            language: language(fields, problems),
            instalments: fields.optional("instalments").and_then(|field| field.count(problems)),
            certificate: flag(fields, "certificate", problems),
            verify: flag(fields, "verify", problems),
        }
    }

    /// What can be said of it before there is an allocation: `ids` are those of the table, and
    /// what is asked of one allocation cannot be asked of many.
    fn check(&self, ids: Option<&[&str]>, is_grouped: bool, problems: &mut Problems) {
        if let Some(ids) = ids.filter(|_| !is_grouped) {
            check_explained(&self.explain, "/explain", ids, "a recipient of the table", problems);
        }
        if let Some(count) = self.instalments.filter(|count| *count > MOST_INSTALMENTS) {
            let want = format!("1 to {MOST_INSTALMENTS} payments");
            problems.add("/instalments", Code::NotInRange, count, want);
        }
        for (name, is_asked) in [
            ("explain", !self.explain.is_empty()),
            ("instalments", self.instalments.is_some()),
            ("certificate", self.certificate),
            ("verify", self.verify),
        ] {
            if is_asked && is_grouped {
                conflict_of_groups(name, problems);
            }
        }
    }
}

fn conflict_of_groups(name: &str, problems: &mut Problems) {
    let want = "one allocation, without groups";
    problems.add(format_args!("/{name}"), Code::Conflict, name, want);
}

/// Reports recipients to explain that are not in the table, of the list at `path`.
pub(super) fn check_explained(
    asked: &[String],
    path: &str,
    ids: &[&str],
    want: &str,
    problems: &mut Problems,
) {
    let known: HashSet<&str> = ids.iter().copied().collect();
    for (i, id) in asked.iter().enumerate().filter(|(_, id)| !known.contains(id.as_str())) {
        problems.add(format_args!("{path}/{i}"), Code::UnknownId, id, want);
    }
}

pub(super) fn call(mut fields: Fields<'_>) -> Result<Map<String, Value>, Error> {
    let mut problems = Problems::new();
    let answer = Answer::read(&mut fields, &mut problems);
    let asked = read(fields, &Mentioned::default(), Some(&answer), problems)?;
    match asked.totals {
        Totals::Each(total) if asked.table.groups().is_none() => {
            let allocation = allocate(&asked.table, total, &asked.key, &asked.options)?;
            asked.write(&answer, &allocation)
        }
        _ => {
            let Asked { table, totals, key, options } = &asked;
            let grouped = allocate_groups(table, totals, key, options).map_err(|error| {
                Error::from(error.into_problems().told(|problem| of_group(problem, totals)))
            })?;
            Ok(write_groups(&grouped))
        }
    }
}

/// A problem of one group where its cause stands in the document, with the group named.
fn of_group(problem: Problem, totals: &Totals) -> Problem {
    let inner = problem.path().strip_prefix("/groups/").and_then(|path| path.split_once('/'));
    let Some((group, own)) = inner else { return problem };
    let path = match totals {
        Totals::ByGroup(_) if own == "total" => format!("/total/{group}"),
        _ => format!("/{own}"),
    };
    let got = format!("{}: {}", unescaped(group), problem.got());
    Problem::new(path, problem.code(), got, problem.want())
}

/// The one allocation that a document asks for, and nothing beside it, on a table that has other
/// columns too.
pub(super) fn allocation(mut fields: Fields<'_>, also: &Mentioned) -> Result<Allocation, Error> {
    let mut problems = Problems::new();
    let operation = text(&mut fields, "operation", &mut problems);
    if let Some(other) = operation.filter(|operation| *operation != "allocate") {
        problems.add("/operation", Code::UnknownName, shorten(other), "allocate, or no operation");
    }
    let asked = read(fields, also, None, problems)?;
    match asked.totals {
        Totals::Each(total) => allocate(&asked.table, total, &asked.key, &asked.options),
        _ => Err(conflict("/total", "totals by group", "one total")),
    }
}

fn conflict(path: &str, got: &str, want: &str) -> Error {
    Problem::new(path, Code::Conflict, got, want).into()
}

/// Columns that a document speaks of, whether or not it can be read whole.
#[derive(Debug, Default)]
pub(super) struct Mentioned {
    pub(super) numbers: BTreeSet<String>,
    pub(super) flags: BTreeSet<String>,
    /// The key's measures, each with its place.
    measures: Vec<(String, Measure)>,
}

impl Mentioned {
    /// What an `allocate` document speaks of.
    pub(super) fn add(&mut self, fields: &mut Fields<'_>) {
        let none = &mut Problems::new();
        self.measures =
            fields.optional("key").map(|key| Key::measures_in(&key)).unwrap_or_default();
        let columns = self.measures.iter().flat_map(|(_, measure)| measure.columns());
        self.numbers.extend(columns.map(str::to_owned));
        for name in ["minimum", "maximum"] {
            let bound = fields.optional(name).and_then(|field| Bound::read(&field, none));
            self.numbers.extend(bound.as_ref().and_then(Bound::column).map(str::to_owned));
        }
        self.flags.extend(text(fields, "only", none).map(str::to_owned));
    }
}

/// Reads the document. Where a part cannot be read, what the others show to be wrong is said too.
fn read(
    mut fields: Fields<'_>,
    also: &Mentioned,
    answer: Option<&Answer>,
    mut problems: Problems,
) -> Result<Asked, Error> {
    let mut mentioned = Mentioned::default();
    mentioned.add(&mut fields);
    fields.optional("operation");
    let frame = fields.required("frame", &mut problems);
    let id = id_column(&mut fields, COLUMNS, &mut problems);
    let names = text(&mut fields, "name", &mut problems);
    let by = text(&mut fields, "by", &mut problems);
    let has_by = fields.optional("by").is_some();
    if let Some(by) = by {
        check_column(by, "/by", COLUMNS, &mut problems);
    }
    let totals = fields.required("total", &mut problems);
    let totals = totals.and_then(|field| read_totals(&field, &mut problems));
    let key = fields.required("key", &mut problems);
    let key = key.and_then(|field| Key::read(&field, &mut problems));
    let options = Options::read(&mut fields, &mut problems);
    if let (Some(id), Some(key)) = (id, &key) {
        let parts = key.components().iter().map(|part| format!("amount_{}", part.name()));
        let parts: Vec<String> = parts.collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        check_column(id, "/id", &parts, &mut problems);
    }
    let register = text(&mut fields, "recipients", &mut problems)
        .and_then(|register| problems.keep("", catalog::register(register)));
    fields.finish(&mut problems);
    let has_group_totals = matches!(totals, Some(Totals::ByGroup(_)));
    let is_grouped = by.is_some() || has_group_totals;
    if answer.is_some() && has_group_totals && !has_by {
        problems.add("/by", Code::Missing, "nothing", "the column of the groups with these totals");
    }
    if let Some(answer) = answer {
        // Only who asks for explanations needs the ids before there is a table.
        let ids = frame.as_ref().zip(id).filter(|_| !answer.explain.is_empty());
        let ids = ids.and_then(|(frame, id)| frame::ids(frame, id));
        answer.check(ids.as_deref(), is_grouped, &mut problems);
    }
    if is_grouped && options.entity.is_some() {
        conflict_of_groups("entity", &mut problems);
    }
    let table = frame.as_ref().zip(id).and_then(|(frame, id)| {
        let mut wanted = Wanted { id, names, by, ..Wanted::default() };
        wanted.numbers = mentioned.numbers.iter().map(String::as_str).collect();
        wanted.flags = mentioned.flags.iter().map(String::as_str).collect();
        wanted.texts = options.entity.iter().map(String::as_str).collect();
        wanted.numbers.extend(also.numbers.iter().map(String::as_str));
        wanted.flags.extend(also.flags.iter().map(String::as_str));
        frame::read(frame, &wanted, &mut problems)
    });
    if let (Some(table), Some(register)) = (&table, &register)
        && let Err(error) = catalog::check_codes(table, register)
    {
        problems.extend_elsewhere(error.into_problems());
    }
    if !problems.is_empty() {
        let total = match totals {
            Some(Totals::Each(total)) => Some(total),
            _ => None,
        };
        let mut more = Problems::new();
        check(table.as_ref(), total, key.as_ref(), &mentioned.measures, &options, &mut more);
        if let (Some(totals @ Totals::ByGroup(_)), Some(groups)) =
            (&totals, table.as_ref().and_then(Table::groups))
        {
            totals_in_units(groups, totals, &options, &mut more);
        }
        frame::extend(&mut problems, frame.iter().zip(id), more);
        return Err(problems.into());
    }
    let (table, totals, key) =
        (table.ok_or_else(nothing)?, totals.ok_or_else(nothing)?, key.ok_or_else(nothing)?);
    Ok(Asked { table, totals, key, options })
}

fn read_totals(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Totals> {
    if !matches!(cursor.node(), Node::Object(_)) {
        return cursor.parse("kronor", problems).map(Totals::Each);
    }
    let by_group = cursor.object(problems)?.all().into_iter();
    let by_group: BTreeMap<String, Money> = by_group
        .filter_map(|(group, total)| Some((group.to_owned(), total.parse("kronor", problems)?)))
        .collect();
    Some(Totals::ByGroup(by_group))
}

impl Asked {
    fn write(&self, answer: &Answer, allocation: &Allocation) -> Result<Map<String, Value>, Error> {
        let mut out = Map::new();
        out.insert("result".to_owned(), columns(allocation));
        out.insert("unallocated".to_owned(), json!(allocation.unallocated()));
        out.insert("tied".to_owned(), tied(allocation));
        if self.options.entity.is_some() {
            out.insert("by_entity".to_owned(), json!(allocation.by_entity()?));
        }
        if !answer.explain.is_empty() {
            let explained = explain(&answer.explain, |id| allocation.explain(id, answer.language))?;
            out.insert("explain".to_owned(), explained);
        }
        if let Some(count) = answer.instalments {
            out.insert("instalments".to_owned(), json!(allocation.instalments(count)?));
        }
        if answer.certificate {
            out.insert("certificate".to_owned(), json!(allocation.certificate()));
        }
        if answer.verify {
            allocation.verify()?;
            out.insert("verified".to_owned(), json!(true));
        }
        out.insert("receipt".to_owned(), allocation.receipt().to_json());
        Ok(out)
    }
}

/// The explanations of some recipients, with every unknown one at once.
pub(super) fn explain(
    ids: &[String],
    of: impl Fn(&str) -> Result<String, Error>,
) -> Result<Value, Error> {
    let mut problems = Problems::new();
    let mut explained = Map::new();
    for (i, id) in ids.iter().enumerate() {
        match of(id) {
            Ok(text) => {
                explained.insert(id.clone(), json!(text));
            }
            Err(error) => {
                let own = error.into_problems().placed(|path| format!("{path}/{i}"));
                problems.extend_under("", own);
            }
        }
    }
    problems.into_result(Value::Object(explained))
}

fn tied(allocation: &Allocation) -> Value {
    json!({
        "ids": allocation.tied(),
        "units": allocation.units_at_stake(),
        "components": allocation.tied_components(),
        "component_units": allocation.component_units_at_stake(),
    })
}

/// The columns of a result beside the ids, the groups and the amount of each component.
const COLUMNS: &[&str] = &["amount", "entitlement", "rounded_up", "bound"];

/// The columns of a result.
fn columns(allocation: &Allocation) -> Value {
    let mut columns = Map::new();
    let rows: Vec<_> = allocation.rows().collect();
    let ids = allocation.ids().iter().collect::<Vec<_>>();
    columns.insert(allocation.table().id_column().to_owned(), json!(ids));
    columns.insert("amount".to_owned(), json!(allocation.amounts()));
    let entitlements = rows.iter().map(|row| json!(row.entitlement.to_decimal_text(6)));
    columns.insert("entitlement".to_owned(), entitlements.collect());
    columns.insert("rounded_up".to_owned(), rows.iter().map(|row| json!(row.rounded_up)).collect());
    columns.insert("bound".to_owned(), rows.iter().map(|row| json!(row.bound)).collect());
    for part in allocation.parts() {
        columns.insert(format!("amount_{}", part.name()), json!(part.amounts()));
    }
    Value::Object(columns)
}

fn write_groups(grouped: &GroupedAllocation) -> Map<String, Value> {
    let table = grouped.table();
    let mut columns = Map::new();
    if let Some(groups) = table.groups() {
        let mut cells = vec![json!(null); table.len()];
        for (name, rows) in groups.names().iter().zip(groups.iter()) {
            rows.iter().for_each(|&row| cells[row as usize] = json!(name));
        }
        columns.insert(groups.column().to_owned(), Value::Array(cells));
    }
    columns.insert(table.id_column().to_owned(), json!(grouped.ids().iter().collect::<Vec<_>>()));
    columns.insert("amount".to_owned(), json!(grouped.amounts()));
    let group = |group: &crate::Group| {
        let value = json!({"total": group.total(), "unallocated": group.unallocated(), "tied": group.tied()});
        (group.name().to_owned(), value)
    };
    let groups: Map<String, Value> = grouped.groups().iter().map(group).collect();
    let mut out = Map::new();
    out.insert("result".to_owned(), Value::Object(columns));
    out.insert("groups".to_owned(), Value::Object(groups));
    out.insert(
        "receipt".to_owned(),
        json!({"library": "statsbidrag", "version": Receipt::VERSION}),
    );
    out
}
