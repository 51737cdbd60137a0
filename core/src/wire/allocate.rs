//! `allocate`: one allocation, or with `by` one for each group.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::{Map, Value, json};

use super::outcome::Computed;
use super::{Answer, Columns, check_column, flag, id_column, language, nothing, text, texts};
use crate::Error;
use crate::allocation::{
    Allocation, Bound, GroupedAllocation, Key, Options, Totals, allocate, allocate_groups, check,
    totals_in_units,
};
use crate::document::{Cursor, Fields, Node};
use crate::frame::{self, Wanted};
use crate::limits::{MOST_EXPLAINED, MOST_INSTALMENTS, check_product};
use crate::measure::Measure;
use crate::number::Money;
use crate::number::text::shorten;
use crate::problem::{Code, Problem, Problems, unescaped};
use crate::table::{Table, Texts};
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
#[derive(Clone, Debug)]
pub(super) struct Wishes {
    explain: Vec<String>,
    language: Language,
    instalments: Option<usize>,
    certificate: bool,
    verify: bool,
}

impl Wishes {
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
    fn check(&self, ids: Option<&Texts>, is_grouped: bool, problems: &mut Problems) {
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
    ids: &Texts,
    want: &str,
    problems: &mut Problems,
) {
    if !check_product(
        asked.len(),
        "explanations",
        "recipients",
        ids.len(),
        MOST_EXPLAINED,
        path,
        problems,
    ) {
        return;
    }
    let known: HashSet<&str> = ids.iter().flatten().collect();
    for (i, id) in asked.iter().enumerate().filter(|(_, id)| !known.contains(id.as_str())) {
        problems.add(format_args!("{path}/{i}"), Code::UnknownId, id, want);
    }
}

pub(super) fn call(mut fields: Fields<'_>) -> Result<Computed, Error> {
    let mut problems = Problems::new();
    let wishes = Wishes::read(&mut fields, &mut problems);
    let asked = read(fields, &Mentioned::default(), Some(&wishes), problems)?;
    match asked.totals {
        Totals::Each(total) if asked.table.groups().is_none() => {
            let allocation = allocate(&asked.table, total, &asked.key, &asked.options)?;
            Ok(Computed::Allocation(allocation.into(), wishes))
        }
        _ => {
            let Asked { table, totals, key, options } = &asked;
            let grouped = allocate_groups(table, totals, key, options).map_err(|error| {
                Error::from(error.into_problems().told(|problem| of_group(problem, totals)))
            })?;
            Ok(Computed::Groups(grouped.into()))
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
    wishes: Option<&Wishes>,
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
    if wishes.is_some() && has_group_totals && !has_by {
        problems.add("/by", Code::Missing, "nothing", "the column of the groups with these totals");
    }
    if let Some(wishes) = wishes {
        // Only who asks for explanations needs the ids before there is a table.
        let ids = frame.as_ref().zip(id).filter(|_| !wishes.explain.is_empty());
        let ids = ids.and_then(|(frame, id)| frame::ids(frame, id));
        wishes.check(ids.as_ref(), is_grouped, &mut problems);
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

impl Wishes {
    pub(super) fn write<'o>(
        &self,
        allocation: &'o Allocation,
        answer: Answer<'o>,
    ) -> Result<Answer<'o>, Error> {
        let mut answer = answer
            .later("result", || columns(allocation))
            .value("unallocated", json!(allocation.unallocated()))
            .value("tied", tied(allocation));
        if allocation.options().entity.is_some() {
            answer = answer.value("by_entity", json!(allocation.by_entity()?));
        }
        if !self.explain.is_empty() {
            let explained = explain(&self.explain, |id| allocation.explain(id, self.language))?;
            answer = answer.value("explain", explained);
        }
        if let Some(count) = self.instalments {
            answer = answer.value("instalments", json!(allocation.instalments(count)?));
        }
        if self.certificate {
            answer = answer.value("certificate", json!(allocation.certificate()));
        }
        if self.verify {
            allocation.verify()?;
            answer = answer.value("verified", json!(true));
        }
        Ok(answer.value("receipt", allocation.receipt().to_json()))
    }
}

/// The explanations of some recipients, with every unknown one at once.
pub(super) fn explain(
    ids: &[String],
    of: impl Fn(&str) -> Result<String, Error>,
) -> Result<Value, Error> {
    let mut problems = Problems::new();
    let mut explained = Map::new();
    let mut asked = HashSet::new();
    // One that is asked for twice is told once.
    for (i, id) in ids.iter().enumerate().filter(|(_, id)| asked.insert(id.as_str())) {
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
pub(super) fn columns(allocation: &Allocation) -> Columns {
    let shown = allocation.shown();
    let columns = Columns::new()
        .ids(allocation.table().id_column(), allocation.ids())
        .add("amount", allocation.amounts().iter().copied())
        .readable("entitlement", shown.iter().map(|row| Some(row.entitlement)))
        .add("rounded_up", shown.iter().map(|row| row.rounded_up))
        .add("bound", (0..shown.len()).map(|row| allocation.bound(row)));
    allocation.parts().iter().fold(columns, |columns, part| {
        columns.add(format!("amount_{}", part.name()), part.amounts().iter().copied())
    })
}

/// The columns of allocations by group.
pub(super) fn columns_of_groups(grouped: &GroupedAllocation) -> Columns {
    let table = grouped.table();
    let mut columns = Columns::new();
    if let Some(groups) = table.groups() {
        let mut cells = vec![""; table.len()];
        for (name, rows) in groups.names().iter().zip(groups.iter()) {
            rows.iter().for_each(|&row| cells[row as usize] = name);
        }
        columns = columns.add(groups.column(), cells);
    }
    columns.ids(table.id_column(), grouped.ids()).add("amount", grouped.amounts().iter().copied())
}

pub(super) fn write_groups<'o>(grouped: &'o GroupedAllocation, answer: Answer<'o>) -> Answer<'o> {
    let group = |group: &crate::Group| {
        let value = json!({"total": group.total(), "unallocated": group.unallocated(), "tied": group.tied()});
        (group.name().to_owned(), value)
    };
    let groups: Map<String, Value> = grouped.groups().iter().map(group).collect();
    answer
        .later("result", || columns_of_groups(grouped))
        .value("groups", Value::Object(groups))
        .value("receipt", Receipt::of_version())
}
