//! `allocate_scheme`: a whole grant.

use serde_json::{Map, Value, json};

use super::allocate::explain;
use super::{language, nothing, parameters, required, text};
use crate::Error;
use crate::allocation::{
    Scheme, SchemeAllocation, SchemeOptions, When, allocate_scheme, read_days,
};
use crate::catalog;
use crate::document::{Cursor, Fields, Node};
use crate::frame::{self, Wanted};
use crate::problem::{Code, Problems};
use crate::table::Table;

pub(super) fn call(mut fields: Fields<'_>) -> Result<Map<String, Value>, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let scheme = fields.required("scheme", &mut problems);
    let scheme = scheme.and_then(|field| read_scheme(&field, &mut problems));
    let when = read_when(&mut fields, &mut problems);
    let id = required(&mut fields, "id", &mut problems);
    let mut options = SchemeOptions::new();
    options.total = fields.optional("total").and_then(|field| field.parse("kronor", &mut problems));
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
    let frames = frames.map(|frames| frames.all()).unwrap_or_default();
    let table = |(set, frame): (&str, Cursor<'_>)| {
        let table = read_frame(set, &frame, id?, scheme.as_ref(), &options, &mut problems)?;
        Some((set.to_owned(), table))
    };
    let tables: Vec<(String, Table)> = frames.into_iter().filter_map(table).collect();
    fields.finish(&mut problems);
    problems.check()?;
    let (scheme, when) = (scheme.ok_or_else(nothing)?, when.ok_or_else(nothing)?);
    let result = allocate_scheme(&scheme, when, tables, &options)?;
    let mut out = write(&result)?;
    if let Some((recipients, ids)) = asked {
        let explained = explain(&ids, |id| result.explain(&recipients, id, language))?;
        out.insert("explain".to_owned(), explained);
    }
    Ok(out)
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
    let has_name = frame.object(&mut Problems::new())?.optional("name").is_some();
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

fn write(result: &SchemeAllocation) -> Result<Map<String, Value>, Error> {
    let rows: Vec<_> = result.rows().collect();
    let column = |cell: &dyn Fn(usize) -> Value| (0..rows.len()).map(cell).collect::<Value>();
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
    let by_entity = result.by_entity()?.into_iter().map(|(entity, (payable, inside))| {
        (entity, json!({"payable": payable, "inside_other_grants": inside}))
    });
    let mut out = Map::new();
    out.insert("total".to_owned(), json!(result.total()));
    out.insert("payable".to_owned(), json!(result.payable()?));
    out.insert("inside_other_grants".to_owned(), json!(result.inside_other_grants()?));
    out.insert("unallocated".to_owned(), json!(result.unallocated()?));
    let deductions = result.deductions().iter();
    let deductions = deductions.map(|(name, amount, _)| json!({"name": name, "amount": amount}));
    out.insert("deductions".to_owned(), deductions.collect());
    out.insert("pots".to_owned(), pots.collect());
    out.insert(
        "result".to_owned(),
        json!({
            "pot": column(&|row| json!(rows[row].0.id())),
            "recipient_set": column(&|row| json!(rows[row].0.recipients())),
            "id": column(&|row| json!(rows[row].1.id)),
            "amount": column(&|row| json!(rows[row].1.amount)),
            "entitlement": column(&|row| json!(rows[row].1.entitlement.to_decimal_text(6))),
            "rounded_up": column(&|row| json!(rows[row].1.rounded_up)),
            "bound": column(&|row| json!(rows[row].1.bound)),
        }),
    );
    if result.options().entity.is_some() {
        out.insert("by_entity".to_owned(), by_entity.collect());
    }
    out.insert("receipt".to_owned(), result.receipt());
    Ok(out)
}
