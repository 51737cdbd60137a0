//! Rulebooks as documents.

use serde_json::{Value, json};

use super::{LineRounding, Purpose, Rulebook};
use crate::date::{Dated, Entry};
use crate::document::object;
use crate::source::Citation;
use crate::sources::{write_cite, write_dated, write_sources};
use crate::stimulus::column::{WordColumn, WordSet};
use crate::stimulus::condition::Condition;
use crate::stimulus::duty::{Due, Duty};
use crate::stimulus::terms::{InterestTerms, Repayment, SettlementTerms};

impl Rulebook {
    pub(crate) fn write(&self) -> Value {
        object([
            ("id", json!(self.id)),
            ("name", json!(self.name)),
            ("example", json!(self.is_example.then_some(true))),
            ("remarks", json!(self.remarks)),
            ("sources", write_sources(self.cites().into_iter())),
            ("period", write_dated(&self.period, |()| Value::Null)),
            ("conditions", self.conditions.iter().map(condition).collect()),
            ("pot", write_dated(&self.pot, |pot| json!(pot))),
            ("baseline_cap", write_dated(&self.baseline_cap, |()| Value::Null)),
            ("amount_per_fte_year", write_dated(&self.amount_per_fte_year, |cap| json!(cap))),
            ("rounding", write_dated(&self.rounding, rounding)),
            ("purposes", self.purposes.iter().map(purpose).collect()),
            ("settlement", settlement(&self.settlement)),
            ("duties", self.duties.iter().map(duty).collect()),
        ])
    }

    /// Every citation of the rulebook.
    pub(crate) fn cites(&self) -> Vec<&Citation> {
        fn of<T>(values: &Dated<T>) -> impl Iterator<Item = &Citation> {
            values.entries().iter().map(Entry::cite)
        }
        let terms = &self.settlement;
        let mut cites: Vec<&Citation> = of(&self.period).collect();
        cites.extend(self.conditions.iter().map(Condition::citation));
        cites.extend(of(&self.pot).chain(of(&self.baseline_cap)));
        cites.extend(of(&self.amount_per_fte_year).chain(of(&self.rounding)));
        cites.extend(self.purposes.iter().map(Purpose::citation));
        cites.extend(of(&terms.requisition_by).chain(of(&terms.report_by)));
        cites.extend(of(&terms.co_financing).chain(of(&terms.minimum_frame)));
        cites.extend(terms.repayment.iter().map(Repayment::citation));
        if let Some(interest) = &terms.interest {
            cites.extend(of(&interest.points));
            cites.push(&interest.cite);
        }
        cites.extend(self.duties.iter().map(Duty::citation));
        cites
    }
}

fn rounding(rounding: &LineRounding) -> Value {
    json!({"unit": rounding.unit, "rounding": rounding.rounding})
}

fn purpose(purpose: &Purpose) -> Value {
    json!({"id": purpose.id, "name": purpose.name, "cite": write_cite(&purpose.cite)})
}

fn words(set: WordSet, column: Option<WordColumn>) -> Value {
    column.map_or(Value::Null, |column| json!(set.words(column)))
}

fn condition(condition: &Condition) -> Value {
    let when = condition.when.iter();
    let when = when.map(|(column, set)| (column.name().to_owned(), words(*set, Some(*column))));
    object([
        ("id", json!(condition.id)),
        ("kind", json!(condition.kind)),
        ("from", json!(condition.span.from())),
        ("to", json!(condition.span.to())),
        ("when", Value::Object(when.collect())),
        ("accept", words(condition.accept, condition.column())),
        ("judge", words(condition.judge, condition.column())),
        ("question", json!(condition.question)),
        ("cite", write_cite(&condition.cite)),
    ])
}

fn settlement(terms: &SettlementTerms) -> Value {
    let ground = |own: &Repayment| {
        object([
            ("ground", json!(own.ground)),
            ("from", json!(own.span.from())),
            ("to", json!(own.span.to())),
            ("cite", write_cite(&own.cite)),
        ])
    };
    object([
        ("requisition_by", write_dated(&terms.requisition_by, |day| json!(day))),
        ("report_by", write_dated(&terms.report_by, |day| json!(day))),
        ("co_financing", write_dated(&terms.co_financing, |share| json!(share))),
        ("minimum_frame", write_dated(&terms.minimum_frame, |amount| json!(amount))),
        ("repayment", terms.repayment.iter().map(ground).collect()),
        ("interest", terms.interest.as_ref().map_or(Value::Null, interest)),
    ])
}

fn interest(terms: &InterestTerms) -> Value {
    json!({
        "reference": terms.reference,
        "points": write_dated(&terms.points, |points| json!(points)),
        "start": {"event": terms.from, "months": terms.months},
        "cite": write_cite(&terms.cite),
    })
}

fn duty(duty: &Duty) -> Value {
    let (mut by, mut every, mut during) = (Value::Null, Value::Null, Value::Null);
    match duty.due {
        Due::By(_) | Due::InMonth(_) => by = json!(duty.due.to_string()),
        Due::EveryMonths(months) => every = json!(months),
        Due::During(span) => during = json!(span),
    }
    object([
        ("who", json!(duty.who)),
        ("what", json!(duty.what)),
        ("by", by),
        ("every_months", every),
        ("during", during),
        ("about", json!(duty.about)),
        ("cite", write_cite(&duty.cite)),
    ])
}
