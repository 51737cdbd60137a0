//! Report forms as documents.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{ReportFactor, ReportFigure, ReportForm};
use crate::document::{Cursor, Fields, serde_as_document, text_as_document, unless_bad};
use crate::problem::{Code, Problems};
use crate::sources::{Sources, write_cite, write_sources};
use crate::text::Wording;

impl ReportForm {
    pub(crate) fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        let before = problems.count();
        let mut fields = cursor.object(problems)?;
        let id = fields.filled("id", problems);
        let name = wording(&mut fields, problems);
        let remarks = fields.optional("remarks").and_then(|field| field.list(problems));
        let remarks = remarks.unwrap_or_default();
        let remarks = remarks.iter().filter_map(|field| Wording::read(field, problems)).collect();
        let sources = Sources::read_if_any(&mut fields, problems);
        let factors = fields.required("factors", problems).and_then(|field| {
            let items = field.list(problems)?;
            if items.is_empty() {
                problems.add(field.path(), Code::Empty, "no factors", "at least one");
            }
            Some(items)
        });
        fields.finish(problems);
        let (mut factor_ids, mut figure_ids) = (HashSet::new(), HashSet::new());
        let mut read = Vec::new();
        for item in factors.unwrap_or_default() {
            let factor = ReportFactor::read(&item, &sources, problems);
            let Some(factor) = factor else { continue };
            once(&mut factor_ids, &factor.id, item.path(), problems);
            for (i, figure) in factor.figures.iter().enumerate() {
                let path = format!("{}/figures/{i}", item.path());
                once(&mut figure_ids, &figure.id, &path, problems);
            }
            read.push(factor);
        }
        let (id, name) = (id?, name?);
        (problems.count() == before).then_some(Self { id, name, remarks, factors: read })
    }

    pub(crate) fn write(&self) -> Value {
        let sources = write_sources(self.factors.iter().filter_map(ReportFactor::citation));
        let mut out = Map::new();
        out.insert("id".to_owned(), json!(self.id));
        out.insert("name".to_owned(), json!(self.name));
        if !self.remarks.is_empty() {
            out.insert("remarks".to_owned(), json!(self.remarks));
        }
        if !sources.is_null() {
            out.insert("sources".to_owned(), sources);
        }
        out.insert("factors".to_owned(), self.factors.iter().map(ReportFactor::write).collect());
        Value::Object(out)
    }
}

/// Reports an id that stands for a second time.
fn once(seen: &mut HashSet<String>, id: &str, path: &str, problems: &mut Problems) {
    if !seen.insert(id.to_owned()) {
        problems.add(format_args!("{path}/id"), Code::Duplicate, id, "an id that stands once");
    }
}

fn wording(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<Wording> {
    fields.required("name", problems).and_then(|field| Wording::read(&field, problems))
}

impl ReportFactor {
    fn read(cursor: &Cursor<'_>, sources: &Sources, problems: &mut Problems) -> Option<Self> {
        let mut fields = cursor.object(problems)?;
        let id = fields.filled("id", problems);
        let name = wording(&mut fields, problems);
        let cite = fields.optional("cite").and_then(|field| sources.cite(&field, problems));
        // None is a statement too: that the source names no measure.
        let figures = fields.required("figures", problems).and_then(|field| field.list(problems));
        fields.finish(problems);
        let figures = figures.unwrap_or_default();
        let figures =
            figures.iter().filter_map(|field| ReportFigure::read(field, problems)).collect();
        Some(Self { id: id?, name: name?, cite, figures })
    }

    fn write(&self) -> Value {
        let mut out = Map::new();
        out.insert("id".to_owned(), json!(self.id));
        out.insert("name".to_owned(), json!(self.name));
        out.extend(self.cite.as_ref().map(|cite| ("cite".to_owned(), write_cite(cite))));
        out.insert("figures".to_owned(), self.figures.iter().map(ReportFigure::write).collect());
        Value::Object(out)
    }
}

impl ReportFigure {
    fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        let mut fields = cursor.object(problems)?;
        let id = fields.filled("id", problems);
        let name = wording(&mut fields, problems);
        let numerator = fields.required("numerator", problems);
        let numerator = numerator.and_then(|field| field.parse("a measure", problems));
        let denominator = fields.optional("denominator");
        let denominator = denominator.map(|field| field.parse("a measure", problems));
        let reference = fields.optional("reference").and_then(|field| field.text(problems));
        let reference = reference.map(str::to_owned);
        fields.finish(problems);
        let denominator = unless_bad(denominator)?;
        Some(Self { id: id?, name: name?, numerator: numerator?, denominator, reference })
    }

    fn write(&self) -> Value {
        let mut out = Map::new();
        out.insert("id".to_owned(), json!(self.id));
        out.insert("name".to_owned(), json!(self.name));
        out.insert("numerator".to_owned(), json!(self.numerator));
        if let Some(denominator) = &self.denominator {
            out.insert("denominator".to_owned(), json!(denominator));
        }
        if let Some(reference) = &self.reference {
            out.insert("reference".to_owned(), json!(reference));
        }
        Value::Object(out)
    }
}

text_as_document!(ReportForm, "a report form");
serde_as_document!(ReportForm);
