//! Rules as documents.

use serde_json::{Map, Value, json};

use super::{Force, Hire, RatioRule};
use crate::document::{Cursor, Fields, serde_as_document, text_as_document};
use crate::measure::Measure;
use crate::number::Ratio;
use crate::problem::Problems;
use crate::sources::{Sources, write_sources};
use crate::staffing::limit::{self, Limit, LimitSide};
use crate::text::Wording;

impl RatioRule {
    pub(crate) fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        let before = problems.count();
        let mut fields = cursor.object(problems)?;
        let id = fields.filled("id", problems);
        let name = wording(&mut fields, "name", problems);
        let counts = wording(&mut fields, "counts", problems);
        let remarks = fields.optional("remarks").and_then(|field| field.list(problems));
        let remarks = remarks.unwrap_or_default();
        let remarks = remarks.iter().filter_map(|field| Wording::read(field, problems)).collect();
        let sources = Sources::read_if_any(&mut fields, problems);
        let mut measure = |name| {
            let field = fields.required(name, problems)?;
            field.parse::<Measure>("a measure", problems)
        };
        let (numerator, denominator) = (measure("numerator"), measure("denominator"));
        let mut limits = |side: LimitSide| {
            let field = fields.optional(side.word());
            field.map(|field| limit::read_all(&field, &sources, problems)).unwrap_or_default()
        };
        let (at_most, at_least) = (limits(LimitSide::AtMost), limits(LimitSide::AtLeast));
        let about = fields.optional("about").and_then(|field| field.parse("a word", problems));
        let force = fields.optional("force").and_then(|field| field.parse("a word", problems));
        let column = fields.optional("hire").and_then(|field| field.text(problems));
        let step = fields.optional("step");
        let step = step.map(|field| field.parse::<Ratio>("a number", problems));
        fields.finish(problems);
        let hire = column.map(|column| Hire {
            column: column.to_owned(),
            step: step.flatten().unwrap_or_else(Ratio::one),
        });
        let force = force.unwrap_or(Force::Local);
        let (numerator, denominator) = (numerator?, denominator?);
        let id = id?;
        if problems.count() > before {
            return None;
        }
        let rule = Self {
            id,
            name,
            numerator,
            denominator,
            at_most,
            at_least,
            about,
            force,
            counts,
            hire,
            remarks,
        };
        rule.check(cursor.path(), problems);
        Some(rule)
    }

    pub(crate) fn write(&self) -> Value {
        let mut out = Map::new();
        let mut put = |name: &str, value: Value| {
            if !value.is_null() {
                out.insert(name.to_owned(), value);
            }
        };
        put("id", json!(self.id));
        put("name", json!(self.name));
        put("counts", json!(self.counts));
        if !self.remarks.is_empty() {
            put("remarks", json!(self.remarks));
        }
        let limits = self.at_most.iter().chain(&self.at_least);
        put("sources", write_sources(limits.filter_map(Limit::citation)));
        put("numerator", json!(self.numerator));
        put("denominator", json!(self.denominator));
        for side in LimitSide::ALL {
            let limits = self.limits(*side);
            if !limits.is_empty() {
                put(side.word(), limit::write_all(limits));
            }
        }
        put("about", json!(self.about));
        put("force", json!(self.force));
        if let Some(hire) = &self.hire {
            put("hire", json!(hire.column));
            put("step", json!(hire.step));
        }
        Value::Object(out)
    }
}

fn wording(fields: &mut Fields<'_>, name: &str, problems: &mut Problems) -> Option<Wording> {
    fields.optional(name).and_then(|field| Wording::read(&field, problems))
}

text_as_document!(RatioRule, "a rule");
serde_as_document!(RatioRule);
