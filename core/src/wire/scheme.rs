//! `allocate_scheme`: a whole grant.

use std::collections::HashMap;

use serde_json::json;

use super::allocate::{check_explained, explain};
use super::loaded::{Loaded, loaded_or_read};
use super::outcome::Computed;
use super::{Answer, Columns, language, parameters, required, text};
use crate::Error;
use crate::allocation::{
    Scheme, SchemeAllocation, SchemeOptions, When, allocate_scheme, read_days,
};
use crate::catalog;
use crate::document::{Cursor, Fields, Node};
use crate::frame::{self, Wanted};
use crate::number::text::shorten;
use crate::problem::{Code, Problem, Problems, below, unescaped};
use crate::table::Table;
use crate::text::Language;

/// Whose amounts are to be explained: the recipients of one set.
#[derive(Clone, Debug)]
pub(super) struct Wishes {
    explain: Option<(String, Vec<String>)>,
    language: Language,
}

pub(super) fn call(mut fields: Fields<'_>, loaded: Loaded<'_>) -> Result<Computed, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let mut places = Places::default();
    let scheme =
        loaded_or_read(loaded.scheme(), &mut fields, "scheme", &mut problems, |field, problems| {
            places = Places::of(field);
            read_scheme(field, problems)
        });
    let when = read_when(&mut fields, &mut problems);
    let id = required(&mut fields, "id", &mut problems);
    let mut options = SchemeOptions::new();
    let total = fields.optional("total");
    let has_total = total.is_some();
    options.total = total.and_then(|field| field.parse("kronor", &mut problems));
    options.parameters = parameters(&mut fields, &mut problems);
    options.entity = text(&mut fields, "entity", &mut problems).map(str::to_owned);
    options.status =
        fields.optional("status").and_then(|field| field.parse("a status", &mut problems));
    options.facts_on = fields
        .optional("facts_on")
        .map(|field| read_days(&field, &mut problems))
        .unwrap_or_default();
    let asked = fields.optional("explain").and_then(|field| read_explain(&field, &mut problems));
    let language = language(&mut fields, &mut problems);
    let frames =
        fields.required("frames", &mut problems).and_then(|field| field.object(&mut problems));
    let has_frames = frames.is_some();
    let frames = frames.map(|frames| frames.all()).unwrap_or_default();
    let table = |(set, frame): &(&str, Cursor<'_>)| {
        let table = read_frame(set, frame, id?, scheme.as_ref(), &options, &mut problems)?;
        Some(((*set).to_owned(), table))
    };
    let tables: Vec<(String, Table)> = frames.iter().filter_map(table).collect();
    fields.finish(&mut problems);
    if let (Some(asked), Some(scheme)) = (&asked, &scheme) {
        check_asked(asked, scheme, &frames, id, &mut problems);
    }
    let (Some(scheme), Some(when)) = (scheme, when) else { return Err(problems.into()) };
    let result = match allocate_scheme(&scheme, when, tables, &options) {
        Ok(result) if problems.is_empty() => result,
        Ok(_) => return Err(problems.into()),
        Err(error) => {
            let found = error.into_problems();
            // A table that is there and could not be read is told already.
            let is_there = |at: &str| {
                !has_frames && at.starts_with("/frames/")
                    || frames.iter().any(|(_, frame)| frame.path() == at)
            };
            let found =
                found.without(|found| found.code() == Code::Missing && is_there(found.path()));
            // Of sums nothing can be said where nobody knows what they are of.
            let is_sum_unknown = has_total && options.total.is_none();
            let found = found.without(|found| is_sum_unknown && is_of_sums(found.code()));
            let found = found.told(|found| places.tell(found, has_total));
            let id = id.unwrap_or_default();
            frame::extend(&mut problems, frames.iter().map(|(_, frame)| (frame, id)), found);
            return Err(problems.into());
        }
    };
    Ok(Computed::Scheme(result.into(), Wishes { explain: asked, language }))
}

fn is_of_sums(code: Code) -> bool {
    matches!(code, Code::Infeasible | Code::NotWholeUnits | Code::SumMismatch | Code::TieRefused)
}

/// Reports recipients to explain that are not there.
fn check_asked(
    (set, ids): &(String, Vec<String>),
    scheme: &Scheme,
    frames: &[(&str, Cursor<'_>)],
    id: Option<&str>,
    problems: &mut Problems,
) {
    let (path, sets) = (below("/explain", set), scheme.recipient_sets());
    if !sets.contains(&set.as_str()) {
        let want = format!("one of {}", sets.join(", "));
        problems.add(path, Code::UnknownName, shorten(set), want);
        return;
    }
    let frame = frames.iter().find(|(other, _)| *other == set.as_str());
    if let Some(known) = frame.zip(id).and_then(|((_, frame), id)| frame::ids(frame, id)) {
        check_explained(ids, &path, &known, &format!("a recipient of {set}"), problems);
    }
}

/// Where the parts of a scheme stand that is a document within the document. One that is named by
/// its id has no places here.
#[derive(Debug, Default)]
struct Places {
    /// The pots, inner divisions and deductions, by id.
    parts: HashMap<String, String>,
    /// The lists of pots, by their ids as messages give them.
    lists: HashMap<String, String>,
    has_total: bool,
}

impl Places {
    fn of(scheme: &Cursor<'_>) -> Self {
        let mut places = Self::default();
        if let Some(mut fields) = scheme.object(&mut Problems::new()) {
            places.has_total = fields.optional("total").is_some();
            for name in ["pots", "deductions"] {
                places.add(fields.optional(name));
            }
        }
        places
    }

    fn add(&mut self, list: Option<Cursor<'_>>) {
        let none = &mut Problems::new();
        let Some(list) = list else { return };
        let mut ids = Vec::new();
        for part in list.list(none).unwrap_or_default() {
            let Some(mut fields) = part.object(none) else { continue };
            if let Some(id) = text(&mut fields, "id", none) {
                self.parts.insert(id.to_owned(), part.path().to_owned());
                ids.push(id);
            }
            self.add(fields.optional("pots"));
            self.add(fields.optional("inner"));
        }
        self.lists.insert(ids.join(", "), list.path().to_owned());
    }

    /// A problem of the division where its cause stands in the document.
    fn tell(&self, problem: Problem, has_total: bool) -> Problem {
        let path = self.place(problem.path(), problem.got(), has_total);
        let path = path.unwrap_or_else(|| problem.path().to_owned());
        Problem::new(path, problem.code(), problem.got(), problem.want())
    }

    fn place(&self, path: &str, got: &str, has_total: bool) -> Option<String> {
        match path {
            "/total" => return (self.has_total && !has_total).then(|| "/scheme/total".to_owned()),
            "/deductions" if !self.parts.is_empty() => {
                return Some("/scheme/deductions".to_owned());
            }
            "/pots" => {
                let ids = got.strip_prefix("shares of ").and_then(|got| got.split_once(" that "));
                let list = self.lists.get(ids.map_or(got, |(ids, _)| ids));
                let is_inline = !self.parts.is_empty();
                return list.cloned().or_else(|| is_inline.then(|| "/scheme/pots".to_owned()));
            }
            _ => {}
        }
        let inner = path.strip_prefix("/pots/").or_else(|| path.strip_prefix("/deductions/"))?;
        let (id, own) = inner.split_once('/').unwrap_or((inner, ""));
        let part = self.parts.get(&unescaped(id))?;
        Some(match own.split('/').next().unwrap_or_default() {
            // What it divides is its size.
            "" | "total" => part.clone(),
            // Keys are dated: the measure stands in one of several.
            "key" => format!("{part}/key"),
            "of" | "only" => format!("{part}/{own}"),
            _ => format!("{part}/options/{own}"),
        })
    }
}

/// The table of a recipient set: the columns that the scheme reads, and names and entities.
fn read_frame(
    set: &str,
    frame: &Cursor<'_>,
    id: &str,
    scheme: Option<&Scheme>,
    options: &SchemeOptions,
    problems: &mut Problems,
) -> Option<Table> {
    let has_name = frame
        .object(&mut Problems::new())
        .is_some_and(|mut fields| fields.optional("name").is_some());
    let (numbers, flags) = scheme.map(|scheme| scheme.columns_of(set)).unwrap_or_default();
    let wanted = Wanted {
        id,
        names: (has_name && !numbers.contains("name")).then_some("name"),
        numbers,
        flags,
        texts: options.entity.as_deref().into_iter().collect(),
        ..Wanted::default()
    };
    frame::read(frame, &wanted, problems)
}

/// A scheme that ships, by its id, or a scheme document.
fn read_scheme(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Scheme> {
    match cursor.node() {
        Node::Text(id) => problems.keep("", catalog::scheme(id)),
        _ => Scheme::read(cursor, problems),
    }
}

fn read_when(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<When> {
    match (fields.optional("year"), fields.optional("date")) {
        (Some(year), None) => {
            let number = year.count(problems)?;
            match i16::try_from(number) {
                Ok(number @ 1..=9999) => Some(When::Year(number)),
                _ => year.wanted("a year from 1 to 9999", problems),
            }
        }
        (None, Some(day)) => day.parse("a day", problems).map(When::Day),
        (year, _) => {
            let got = if year.is_some() { "both" } else { "neither" };
            problems.add("/year", Code::Missing, got, "one of year and date");
            None
        }
    }
}

/// `{"municipality": ["0180", …]}`: the recipients of one set.
fn read_explain(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<(String, Vec<String>)> {
    match &cursor.object(problems)?.all()[..] {
        [(set, ids)] => {
            let ids = ids.list(problems)?;
            let ids = ids.iter().filter_map(|id| id.text(problems).map(str::to_owned)).collect();
            Some(((*set).to_owned(), ids))
        }
        _ => cursor.wanted("one recipient set with a list of ids", problems),
    }
}

/// The columns of a result.
pub(super) fn columns(result: &SchemeAllocation) -> Columns {
    let leaves = || result.pots().iter().filter_map(|pot| Some((pot, pot.allocation()?)));
    let rows =
        || leaves().flat_map(|(pot, own)| (0..own.ids().len()).map(move |row| (pot, own, row)));
    let shown: Vec<_> = leaves().flat_map(|(_, own)| own.shown()).collect();
    Columns::new()
        .add("pot", rows().map(|(pot, ..)| pot.id()))
        .add_any("recipient_set", rows().map(|(pot, ..)| pot.recipients()))
        .add("id", rows().map(|(_, own, row)| own.ids().get(row)))
        .add("amount", rows().map(|(_, own, row)| own.amounts()[row]))
        .readable("entitlement", shown.iter().map(|row| Some(row.entitlement)))
        .add("rounded_up", shown.iter().map(|row| row.rounded_up))
        .add("bound", rows().map(|(_, own, row)| own.bound(row)))
}

impl Wishes {
    pub(super) fn write<'o>(
        &self,
        result: &'o SchemeAllocation,
        answer: Answer<'o>,
    ) -> Result<Answer<'o>, Error> {
        let deductions = result.deductions().iter();
        let deductions =
            deductions.map(|(name, amount, _)| json!({"name": name, "amount": amount}));
        let pots = result.pots().iter().map(|pot| {
            json!({
                "pot": pot.id(),
                "amount": pot.amount(),
                "part_of": pot.parent().map(|parent| result.pots()[parent].id()),
                "inside": pot.inside(),
                "tied": pot.is_tied(),
                "inner_of": pot.inner_of(),
                "recipient_set": pot.recipients(),
            })
        });
        let mut answer = answer
            .value("total", json!(result.total()))
            .value("payable", json!(result.payable()?))
            .value("inside_other_grants", json!(result.inside_other_grants()?))
            .value("unallocated", json!(result.unallocated()?))
            .value("deductions", deductions.collect())
            .value("pots", pots.collect())
            .later("result", || columns(result));
        if result.options().entity.is_some() {
            let by_entity = result.by_entity()?.into_iter().map(|(entity, (payable, inside))| {
                (entity, json!({"payable": payable, "inside_other_grants": inside}))
            });
            answer = answer.value("by_entity", by_entity.collect());
        }
        answer = answer.value("receipt", result.receipt());
        let Some((set, ids)) = &self.explain else { return Ok(answer) };
        let explained = explain(ids, |id| result.explain(set, id, self.language));
        let own = |path: &str| path.replacen("/explain", &below("/explain", set), 1);
        let explained =
            explained.map_err(|error| Error::from(error.into_problems().placed(own)))?;
        Ok(answer.value("explain", explained))
    }
}
