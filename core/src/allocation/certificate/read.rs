//! Reading a certificate within a document: every field that is wrong, with its place.

use std::str::FromStr;

use super::{Bounds, Certificate, Component, Part};
use crate::Error;
use crate::document::{Cursor, Fields, Node, unless_bad};
use crate::problem::Problems;

impl Certificate {
    /// As a document; whether its numbers hold is for [`verify`](Self::verify).
    pub(crate) fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        let mut fields = cursor.object(problems)?;
        let version = fields.required("certificate", problems);
        let version = version.and_then(|field| field.count(problems));
        let unit = value(&mut fields, "unit", "kronor or count", problems);
        let total = value(&mut fields, "total", "kronor", problems);
        let rounding = value(&mut fields, "rounding", "a rounding", problems);
        let scope = value(&mut fields, "rounding_scope", "a rounding scope", problems);
        let ties = value(&mut fields, "ties", "a tie rule", problems);
        let tie_order = texts(&mut fields, "tie_order", problems);
        let ids = texts(&mut fields, "ids", problems);
        let components = list(&mut fields, "components", problems, component);
        let bounds = unless_bad(fields.optional("bounds").map(|field| bounds(&field, problems)));
        let parts = list(&mut fields, "parts", problems, part);
        let amounts = values(&mut fields, "amounts", "kronor", problems);
        let unallocated = value(&mut fields, "unallocated", "kronor", problems);
        let tied = texts(&mut fields, "tied", problems);
        let units_at_stake = value(&mut fields, "units_at_stake", "a number of units", problems);
        fields.finish(problems);
        Some(Self {
            // Any version beyond what is held is unknown, too.
            certificate: u32::try_from(version?).unwrap_or(u32::MAX),
            unit: unit?,
            total: total?,
            rounding: rounding?,
            rounding_scope: scope?,
            ties: ties?,
            tie_order: tie_order?,
            ids: ids?,
            components: components?,
            bounds: bounds?,
            parts: parts?,
            amounts: amounts?,
            unallocated: unallocated?,
            tied: tied?,
            units_at_stake: units_at_stake?,
        })
    }
}

fn component(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Component> {
    let mut fields = cursor.object(problems)?;
    let name = fields.required("name", problems).and_then(|field| field.text(problems));
    let share = value(&mut fields, "share", "a fraction", problems);
    let weights = values(&mut fields, "weights", "a natural number", problems);
    let sum = value(&mut fields, "sum", "a natural number", problems);
    fields.finish(problems);
    Some(Component { name: name?.to_owned(), share: share?, weights: weights?, sum: sum? })
}

fn part(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Part> {
    let mut fields = cursor.object(problems)?;
    let name = fields.required("name", problems).and_then(|field| field.text(problems));
    let pot = value(&mut fields, "pot", "kronor", problems);
    let amounts = values(&mut fields, "amounts", "kronor", problems);
    fields.finish(problems);
    Some(Part { name: name?.to_owned(), pot: pot?, amounts: amounts? })
}

fn bounds(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Bounds> {
    let units = "a number of units";
    let mut fields = cursor.object(problems)?;
    let policy = value(&mut fields, "policy", "a policy", problems);
    let for_zero = fields.required("minimum_for_zero", problems);
    let for_zero = for_zero.and_then(|field| field.flag(problems));
    let minimums = values(&mut fields, "minimums", units, problems);
    let asked = fields
        .optional("asked")
        .map(|field| items(&field, problems, |item, problems| item.parse(units, problems)));
    let asked = unless_bad(asked);
    let maximums = list(&mut fields, "maximums", problems, |item, problems| match item.node() {
        Node::Null => Some(None),
        _ => item.parse(units, problems).map(Some),
    });
    let level = fields.optional("level").map(|field| field.parse("a fraction", problems));
    let level = unless_bad(level);
    fields.finish(problems);
    Some(Bounds {
        policy: policy?,
        minimum_for_zero: for_zero?,
        minimums: minimums?,
        asked: asked?,
        maximums: maximums?,
        level: level?,
    })
}

fn value<T: FromStr<Err = Error>>(
    fields: &mut Fields<'_>,
    name: &str,
    want: &str,
    problems: &mut Problems,
) -> Option<T> {
    fields.required(name, problems)?.parse(want, problems)
}

fn values<T: FromStr<Err = Error>>(
    fields: &mut Fields<'_>,
    name: &str,
    want: &str,
    problems: &mut Problems,
) -> Option<Vec<T>> {
    list(fields, name, problems, |item, problems| item.parse(want, problems))
}

fn texts(fields: &mut Fields<'_>, name: &str, problems: &mut Problems) -> Option<Vec<String>> {
    list(fields, name, problems, |item, problems| item.text(problems).map(str::to_owned))
}

fn list<T>(
    fields: &mut Fields<'_>,
    name: &str,
    problems: &mut Problems,
    each: impl Fn(&Cursor<'_>, &mut Problems) -> Option<T>,
) -> Option<Vec<T>> {
    items(&fields.required(name, problems)?, problems, each)
}

/// Every item of a list; none of them if one cannot be read.
fn items<T>(
    cursor: &Cursor<'_>,
    problems: &mut Problems,
    each: impl Fn(&Cursor<'_>, &mut Problems) -> Option<T>,
) -> Option<Vec<T>> {
    let read: Vec<Option<T>> =
        cursor.list(problems)?.iter().map(|item| each(item, problems)).collect();
    read.into_iter().collect()
}
