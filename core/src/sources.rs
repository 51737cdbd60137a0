//! The sources that a document declares, and the values that cite them.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::date::{Dated, Entry, Span};
use crate::document::{Cursor, Fields, object, unless_bad};
use crate::problem::{Code, Problems};
use crate::source::{Citation, Source};

/// The sources by their ids, and every id that is declared, readable or not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    found: BTreeMap<String, Arc<Source>>,
    declared: HashSet<String>,
}

impl Sources {
    /// The field `sources`, an object of sources.
    pub(crate) fn read(fields: &mut Fields<'_>, problems: &mut Problems) -> Self {
        let found = fields.required("sources", problems).and_then(|field| field.object(problems));
        Self::of(found.as_ref(), problems)
    }

    /// The same where there may be none.
    pub(crate) fn read_if_any(fields: &mut Fields<'_>, problems: &mut Problems) -> Self {
        let found = fields.optional("sources").and_then(|field| field.object(problems));
        Self::of(found.as_ref(), problems)
    }

    fn of(found: Option<&Fields<'_>>, problems: &mut Problems) -> Self {
        let found = found.map(Fields::all).unwrap_or_default();
        let declared = found.iter().map(|(id, _)| (*id).to_owned()).collect();
        let source = |(id, field): (&str, Cursor<'_>)| {
            let source = Source::read(&field, problems)?.named(id);
            Some((id.to_owned(), Arc::new(source)))
        };
        Self { found: found.into_iter().filter_map(source).collect(), declared }
    }

    pub(crate) fn into_found(self) -> BTreeMap<String, Arc<Source>> {
        self.found
    }

    /// A list of `{from, to, value, cite}`.
    pub(crate) fn dated<T>(
        &self,
        cursor: &Cursor<'_>,
        problems: &mut Problems,
        read: impl Fn(&Cursor<'_>, &mut Problems) -> Option<T>,
    ) -> Option<Dated<T>> {
        self.entries(cursor, problems, |fields, problems| {
            let value = fields.required("value", problems);
            value.and_then(|field| read(&field, problems))
        })
    }

    /// A list of `{from, to, cite}`: days on which something holds.
    pub(crate) fn spans(&self, cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Dated<()>> {
        self.entries(cursor, problems, |_, _| Some(()))
    }

    fn entries<T>(
        &self,
        cursor: &Cursor<'_>,
        problems: &mut Problems,
        read: impl Fn(&mut Fields<'_>, &mut Problems) -> Option<T>,
    ) -> Option<Dated<T>> {
        let items = cursor.list(problems)?;
        let entries: Vec<Option<(Span, T, Citation)>> = items
            .iter()
            .map(|item| {
                let mut fields = item.object(problems)?;
                let from = fields
                    .required("from", problems)
                    .and_then(|field| field.parse("a day", problems));
                let to = fields.optional("to").map(|field| field.parse("a day", problems));
                let value = read(&mut fields, problems);
                let cite = self.required_cite(&mut fields, problems);
                fields.finish(problems);
                let span = problems.keep(item.path(), Span::new(from?, unless_bad(to)?));
                Some((span?, value?, cite?))
            })
            .collect();
        let entries = entries.into_iter().collect::<Option<Vec<_>>>()?;
        problems.keep(cursor.path(), Dated::new(entries))
    }

    /// The field `cite`, which must be there.
    pub(crate) fn required_cite(
        &self,
        fields: &mut Fields<'_>,
        problems: &mut Problems,
    ) -> Option<Citation> {
        fields.required("cite", problems).and_then(|field| self.cite(&field, problems))
    }

    pub(crate) fn cite(&self, cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Citation> {
        let mut fields = cursor.object(problems)?;
        let source = fields.required("source", problems);
        let place = fields.optional("place").and_then(|field| field.short_text(problems));
        let quote = fields.optional("quote").and_then(|field| field.short_text(problems));
        fields.finish(problems);
        let source = source?;
        let id = source.text(problems)?;
        let Some(found) = self.found.get(id) else {
            if self.declared.contains(id) {
                // There, but not readable: that has been reported.
                return None;
            }
            problems.add(
                source.path(),
                Code::UnknownName,
                id,
                "a source that the document declares",
            );
            return None;
        };
        let mut cite = Citation::to(Arc::clone(found));
        if let Some(place) = place {
            cite = cite.place(place);
        }
        if let Some(quote) = quote {
            cite = cite.quote(quote);
        }
        Some(cite)
    }
}

/// A citation as a document, of a source that stands among the document's sources.
pub(crate) fn write_cite(cite: &Citation) -> Value {
    let mut out = Map::new();
    out.insert("source".to_owned(), json!(cite.source().id()));
    out.extend(cite.place_text().map(|place| ("place".to_owned(), json!(place))));
    out.extend(cite.quote_text().map(|quote| ("quote".to_owned(), json!(quote))));
    Value::Object(out)
}

/// Dated values as a document; a value of null is left out.
pub(crate) fn write_dated<T>(values: &Dated<T>, write: impl Fn(&T) -> Value) -> Value {
    let entry = |entry: &Entry<T>| {
        object([
            ("from", json!(entry.span().from())),
            ("to", json!(entry.span().to())),
            ("value", write(entry.value())),
            ("cite", write_cite(entry.cite())),
        ])
    };
    values.entries().iter().map(entry).collect()
}

/// The sources that are cited, by id; null where nothing is.
pub(crate) fn write_sources<'c>(cites: impl Iterator<Item = &'c Citation>) -> Value {
    let mut out = Map::new();
    for source in cites.map(Citation::source) {
        let mut fields = json!(source);
        if let Some(fields) = fields.as_object_mut() {
            fields.remove("id");
        }
        out.insert(source.id().to_owned(), fields);
    }
    if out.is_empty() { Value::Null } else { Value::Object(out) }
}
