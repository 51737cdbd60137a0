//! `assess` and `settle`: what a stimulus grant pays for, and its settlement.

use serde_json::{Map, Value, json};

use super::allocate::explain;
use super::loaded::{Loaded, loaded_or_read};
use super::{flag, language, nothing, texts};
use crate::Error;
use crate::catalog;
use crate::date::Span;
use crate::document::{Cursor, Fields, Node};
use crate::finding::Finding;
use crate::frame;
use crate::problem::{Code, Problems};
use crate::sources::Sources;
use crate::stimulus::{
    AssessOptions, Assessment, Claims, Grants, InterestFacts, Rulebook, SettledGrant, Settlement,
    Staffing, WhatIf, assess,
};
use crate::table::Column;
use crate::text::Language;

pub(super) fn assess_claims(
    mut fields: Fields<'_>,
    loaded: Loaded<'_>,
) -> Result<Map<String, Value>, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let asked = Asked::read(&mut fields, loaded, &mut problems);
    fields.finish(&mut problems);
    let assessment = asked.assess(problems)?;
    asked.write(&assessment)
}

pub(super) fn settle(
    mut fields: Fields<'_>,
    loaded: Loaded<'_>,
) -> Result<Map<String, Value>, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let asked = Asked::read(&mut fields, loaded, &mut problems);
    let grants = fields.required("grants", &mut problems);
    let grants = grants.and_then(|field| {
        let given = columns(&field, &mut problems)?;
        keep(Grants::builder().columns(given).build(), &mut problems)
    });
    let interest = fields.optional("interest");
    let interest = interest.map(|field| read_interest(&field, &mut problems));
    fields.finish(&mut problems);
    let assessment = asked.assess(problems)?;
    let (Some(grants), interest) = (grants, interest.flatten()) else { return Err(nothing()) };
    let settlement = assessment.settle(&grants, interest.as_ref())?;
    let mut out = write_settlement(&settlement)?;
    out.insert("assessment".to_owned(), Value::Object(asked.write(&assessment)?));
    out.insert("receipt".to_owned(), settlement.receipt().to_json());
    Ok(out)
}

/// What both operations read.
struct Asked {
    claims: Option<Claims>,
    rulebook: Option<Rulebook>,
    year: Option<i16>,
    staffing: Option<Staffing>,
    options: AssessOptions,
    explain: Vec<String>,
    what_if: Vec<String>,
    language: Language,
}

impl Asked {
    fn read(fields: &mut Fields<'_>, loaded: Loaded<'_>, problems: &mut Problems) -> Self {
        let claims = fields.required("claims", problems).and_then(|field| {
            let given = columns(&field, problems)?;
            keep(Claims::builder().columns(given).build(), problems)
        });
        let loaded = loaded.rulebook();
        let rulebook = loaded_or_read(loaded, fields, "rulebook", problems, read_rulebook);
        let year = fields.required("year", problems);
        let year = year.and_then(|field| read_year(&field, problems));
        let staffing = fields.optional("staffing").and_then(|field| {
            let given = columns(&field, problems)?;
            keep(Staffing::builder().columns(given).build(), problems)
        });
        let mut options = AssessOptions::new();
        let sharing = fields.optional("sharing");
        if let Some(sharing) = sharing.and_then(|field| field.parse("a way to share", problems)) {
            options = options.sharing(sharing);
        }
        options = options.order(texts(fields, "order", problems));
        options = options.across_roles(flag(fields, "across_roles", problems));
        let split = fields.optional("split");
        if let Some(split) = split.and_then(|field| field.parse("refuse or by_day", problems)) {
            options = options.split(split);
        }
        let explain = texts(fields, "explain", problems);
        let what_if = texts(fields, "what_if", problems);
        let language = language(fields, problems);
        Self { claims, rulebook, year, staffing, options, explain, what_if, language }
    }

    fn assess(&self, mut problems: Problems) -> Result<Assessment, Error> {
        let parts = (&self.claims, &self.rulebook, self.year);
        let (Some(claims), Some(rulebook), Some(year)) = parts else { return Err(problems.into()) };
        match assess(claims, rulebook, year, self.staffing.as_ref(), &self.options) {
            Ok(assessment) => problems.into_result(assessment),
            Err(error) => {
                problems.extend_elsewhere(error.into_problems());
                Err(problems.into())
            }
        }
    }

    fn write(&self, assessment: &Assessment) -> Result<Map<String, Value>, Error> {
        let mut out = write_assessment(assessment)?;
        if !self.explain.is_empty() {
            let explained = explain(&self.explain, |id| assessment.explain(id, self.language))?;
            out.insert("explain".to_owned(), explained);
        }
        if !self.what_if.is_empty() {
            let mut problems = Problems::new();
            let mut answers = Map::new();
            for (i, id) in self.what_if.iter().enumerate() {
                match assessment.what_if(id) {
                    Ok(answer) => {
                        answers.insert(id.clone(), write_what_if(&answer, self.language));
                    }
                    Err(error) => problems.extend_under(
                        "",
                        error.into_problems().placed(|_| format!("/what_if/{i}")),
                    ),
                }
            }
            problems.check()?;
            out.insert("what_if".to_owned(), Value::Object(answers));
        }
        out.insert("receipt".to_owned(), assessment.receipt().to_json());
        Ok(out)
    }
}

/// A list that was read, or its problems beside those that are told already.
fn keep<T>(read: Result<T, Error>, problems: &mut Problems) -> Option<T> {
    match read {
        Ok(read) => Some(read),
        Err(error) => {
            problems.extend_elsewhere(error.into_problems());
            None
        }
    }
}

/// The columns of a list, each cell as a text.
fn columns<'n>(field: &Cursor<'n>, problems: &mut Problems) -> Option<Vec<(&'n str, Column)>> {
    let columns = field.object(problems)?.all().into_iter();
    let read = columns
        .filter_map(|(name, cells)| Some((name, Column::from(frame::answers(&cells, problems)?))));
    Some(read.collect())
}

/// A rulebook: a document, or the id of one that ships.
fn read_rulebook(field: &Cursor<'_>, problems: &mut Problems) -> Option<Rulebook> {
    match field.node() {
        Node::Text(id) => problems.keep("", catalog::rulebook(id)),
        _ => Rulebook::read(field, problems),
    }
}

fn read_year(field: &Cursor<'_>, problems: &mut Problems) -> Option<i16> {
    match field.node() {
        Node::Integer(year) => match i16::try_from(*year) {
            Ok(year @ 1..=9999) => Some(year),
            _ => {
                problems.add(field.path(), Code::NotInRange, year, "a year from 1 to 9999");
                None
            }
        },
        _ => field.wanted("a year such as 2016", problems),
    }
}

fn read_interest(field: &Cursor<'_>, problems: &mut Problems) -> Option<InterestFacts> {
    let mut fields = field.object(problems)?;
    let to = fields.required("to", problems).and_then(|field| field.parse("a day", problems));
    let sources = Sources::read(&mut fields, problems);
    let rates = fields.required("rates", problems).and_then(|field| {
        sources.dated(&field, problems, |field, problems| field.parse("a rate", problems))
    });
    let day_count = fields.required("day_count", problems).and_then(|field| {
        sources.dated(&field, problems, |field, problems| field.parse("a count of days", problems))
    });
    fields.finish(problems);
    Some(InterestFacts::new(to?, rates?, day_count?))
}

fn write_assessment(assessment: &Assessment) -> Result<Map<String, Value>, Error> {
    let mut lines = Map::new();
    let column = |of: &dyn Fn(usize) -> Value| (0..assessment.len()).map(of).collect::<Value>();
    lines.insert("id".to_owned(), column(&|row| json!(assessment.line(row).id)));
    lines.insert("verdict".to_owned(), column(&|row| json!(assessment.line(row).verdict)));
    lines.insert("approved".to_owned(), column(&|row| json!(assessment.line(row).approved)));
    lines.insert("refused".to_owned(), column(&|row| json!(assessment.line(row).refused)));
    lines
        .insert("undetermined".to_owned(), column(&|row| json!(assessment.line(row).undetermined)));
    lines.insert("reasons".to_owned(), column(&|row| json!(assessment.reasons(row))));
    let mut findings = Vec::new();
    for (row, id) in assessment.claims().ids().iter().enumerate() {
        let told = |(finding, days)| Told { whose: Some(id), days: Some(days), finding };
        findings.extend(assessment.findings_at(row).into_iter().map(told));
    }
    let totals = assessment.totals()?;
    let room = assessment.room();
    let mut out = Map::new();
    out.insert("lines".to_owned(), Value::Object(lines));
    out.insert("findings".to_owned(), write_findings("id", &findings));
    let best = totals.best()?;
    let totals = json!({
        "claimed": totals.claimed,
        "approved": totals.approved,
        "refused": totals.refused,
        "undetermined": totals.undetermined,
        "worst": totals.approved,
        "best": best,
    });
    out.insert("totals".to_owned(), totals);
    out.insert(
        "room".to_owned(),
        json!({
            "recipient": room.iter().map(|room| room.recipient).collect::<Vec<_>>(),
            "unit": room.iter().map(|room| room.unit).collect::<Vec<_>>(),
            "role": room.iter().map(|room| room.role).collect::<Vec<_>>(),
            "cap": room.iter().map(|room| room.cap.clone()).collect::<Vec<_>>(),
            "claimed": room.iter().map(|room| room.claimed.clone()).collect::<Vec<_>>(),
            "left": room.iter().map(|room| room.left()).collect::<Vec<_>>(),
        }),
    );
    Ok(out)
}

/// A finding with whose it is, and the days that it is about where it is a line's.
struct Told<'w> {
    whose: Option<&'w str>,
    days: Option<Span>,
    finding: Finding,
}

/// Findings as columns; days only where they are of lines.
fn write_findings(whose: &str, findings: &[Told<'_>]) -> Value {
    let column = |of: &dyn Fn(&Told<'_>) -> Value| findings.iter().map(of).collect::<Value>();
    let text = |value: Option<&crate::Value>| json!(value.map(ToString::to_string));
    let mut out = Map::new();
    out.insert(whose.to_owned(), column(&|told| json!(told.whose)));
    out.insert("reason".to_owned(), column(&|told| json!(told.finding.reason())));
    out.insert("outcome".to_owned(), column(&|told| json!(told.finding.outcome_is())));
    if whose == "id" {
        out.insert("from".to_owned(), column(&|told| json!(told.days.map(|days| days.from()))));
        out.insert("to".to_owned(), column(&|told| json!(told.days.and_then(|days| days.to()))));
    }
    out.insert("have".to_owned(), column(&|told| text(told.finding.have_value())));
    out.insert("need".to_owned(), column(&|told| text(told.finding.need_value())));
    out.insert("unit".to_owned(), column(&|told| json!(told.finding.unit_word())));
    let cite = |finding: &Finding| json!(finding.citation().map(ToString::to_string));
    out.insert("cite".to_owned(), column(&|told| cite(&told.finding)));
    Value::Object(out)
}

fn write_what_if(answer: &WhatIf, language: Language) -> Value {
    let changes = answer.changes.as_ref().map(|changes| {
        let change = |change: &crate::ClaimChange| {
            json!({"column": change.column, "have": change.have, "need": change.need})
        };
        changes.iter().map(change).collect::<Vec<_>>()
    });
    json!({
        "failed": answer.failed.iter().map(|finding| {
            json!({
                "reason": finding.reason(),
                "outcome": finding.outcome_is(),
                "have": finding.have_value().map(ToString::to_string),
                "need": finding.need_value().map(ToString::to_string),
                "text": finding.text(language),
            })
        }).collect::<Vec<_>>(),
        "changes": changes,
        "days_in_period": answer.days_in_period,
        "room": answer.room,
    })
}

/// What a column of a settlement holds.
type Figure = fn(&SettledGrant) -> Value;

/// The columns of a settlement beside the recipient.
const COLUMNS: &[(&str, Figure)] = &[
    ("paid", |own| json!(own.paid)),
    ("claimed", |own| json!(own.claimed)),
    ("approved", |own| json!(own.approved)),
    ("undetermined", |own| json!(own.undetermined)),
    ("unused", |own| json!(own.unused)),
    ("repayable", |own| json!(own.repayable)),
    ("pending", |own| json!(own.pending)),
    ("own_cost_if_met", |own| json!(own.own_cost_if_met)),
    ("own_cost_if_refused", |own| json!(own.own_cost_if_refused)),
    ("waived", |own| json!(own.waived)),
    ("due", |own| json!(own.due)),
    ("unrequisitioned", |own| json!(own.unrequisitioned)),
    ("interest", |own| json!(own.interest)),
];

fn write_settlement(settlement: &Settlement) -> Result<Map<String, Value>, Error> {
    let grants = settlement.grants();
    let mut recipients = Map::new();
    recipients
        .insert("recipient".to_owned(), grants.iter().map(|own| json!(own.recipient)).collect());
    let totals = settlement.totals();
    let mut sums = Map::new();
    for (name, of) in COLUMNS {
        recipients.insert((*name).to_owned(), grants.iter().map(of).collect());
        sums.insert((*name).to_owned(), of(&totals.sums));
    }
    sums.insert("pot".to_owned(), json!(totals.pot));
    sums.insert("frame".to_owned(), json!(totals.frame));
    sums.insert("requisitioned".to_owned(), json!(totals.requisitioned));
    sums.insert("pot_left".to_owned(), json!(totals.pot_left));
    let findings = settlement.findings().into_iter();
    let findings: Vec<_> =
        findings.map(|(whose, finding)| Told { whose, days: None, finding }).collect();
    let invoice = settlement.invoice();
    let mut out = Map::new();
    out.insert("recipients".to_owned(), Value::Object(recipients));
    out.insert("totals".to_owned(), Value::Object(sums));
    out.insert("findings".to_owned(), write_findings("recipient", &findings));
    out.insert(
        "invoice".to_owned(),
        json!({
            "recipient": invoice.iter().map(|line| line.recipient).collect::<Vec<_>>(),
            "line": invoice.iter().map(|line| line.item).collect::<Vec<_>>(),
            "amount": invoice.iter().map(|line| line.amount).collect::<Vec<_>>(),
            "cite": invoice.iter().map(|line| line.cite.map(ToString::to_string)).collect::<Vec<_>>(),
        }),
    );
    if let Some(table) = settlement.second_round_table()? {
        let second = json!({
            "operation": "second_round",
            "table": super::catalog::write_frame(&table),
            "id": table.id_column(),
            "frame": "frame",
            "requisitioned": "requisitioned",
        });
        out.insert("second_round".to_owned(), second);
    }
    Ok(out)
}
