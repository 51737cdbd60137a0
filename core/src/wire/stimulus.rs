//! `assess` and `settle`: what a stimulus grant pays for, and its settlement.

use serde_json::{Map, Value, json};

use super::allocate::explain;
use super::loaded::{Loaded, loaded_or_read};
use super::outcome::Computed;
use super::{Answer, Columns, flag, language, nothing, texts};
use crate::Error;
use crate::catalog;
use crate::date::Span;
use crate::document::{Cursor, Fields, Node};
use crate::finding::Finding;
use crate::frame;
use crate::number::Money;
use crate::parallel::map_columns;
use crate::problem::{Code, Problems};
use crate::sources::Sources;
use crate::stimulus::{
    AssessOptions, Assessment, Claims, Grants, InterestFacts, Rulebook, SettledGrant, Settlement,
    Staffing, WhatIf, assess,
};
use crate::table::Column;
use crate::text::Language;

pub(super) fn assess_claims(mut fields: Fields<'_>, loaded: Loaded<'_>) -> Result<Computed, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let asked = Asked::read(&mut fields, loaded, &mut problems);
    fields.finish(&mut problems);
    let assessment = asked.assess(problems)?;
    Ok(Computed::Assessment(assessment.into(), asked.wishes))
}

pub(super) fn settle(mut fields: Fields<'_>, loaded: Loaded<'_>) -> Result<Computed, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let asked = Asked::read(&mut fields, loaded, &mut problems);
    let paid = Paid::read(&mut fields, &mut problems);
    fields.finish(&mut problems);
    let assessment = asked.assess(problems)?;
    Ok(Computed::Settlement(paid.settle(&assessment)?.into(), asked.wishes))
}

/// Settles what was assessed before, by a document of `grants`, and `interest` where it is to be
/// computed.
pub(super) fn settle_assessed(
    assessment: &Assessment,
    mut fields: Fields<'_>,
) -> Result<Computed, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let paid = Paid::read(&mut fields, &mut problems);
    let wishes = Wishes::read(&mut fields, &mut problems);
    fields.finish(&mut problems);
    problems.check()?;
    Ok(Computed::Settlement(paid.settle(assessment)?.into(), wishes))
}

/// What was paid, and what interest is computed from.
struct Paid {
    grants: Option<Grants>,
    interest: Option<InterestFacts>,
}

impl Paid {
    fn read(fields: &mut Fields<'_>, problems: &mut Problems) -> Self {
        let grants = fields.required("grants", problems).and_then(|field| {
            let given = columns(&field, problems)?;
            keep(Grants::builder().columns(given).build(), problems)
        });
        let interest = fields.optional("interest");
        let interest = interest.and_then(|field| read_interest(&field, problems));
        Self { grants, interest }
    }

    fn settle(&self, assessment: &Assessment) -> Result<Settlement, Error> {
        let grants = self.grants.as_ref().ok_or_else(nothing)?;
        assessment.settle(grants, self.interest.as_ref())
    }
}

/// What both operations read.
struct Asked {
    claims: Option<Claims>,
    rulebook: Option<Rulebook>,
    year: Option<i16>,
    staffing: Option<Staffing>,
    options: AssessOptions,
    wishes: Wishes,
}

/// What is to be told beside the verdicts.
#[derive(Clone, Debug)]
pub(super) struct Wishes {
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
        let wishes = Wishes::read(fields, problems);
        Self { claims, rulebook, year, staffing, options, wishes }
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
}

impl Wishes {
    fn read(fields: &mut Fields<'_>, problems: &mut Problems) -> Self {
        let explain = texts(fields, "explain", problems);
        let what_if = texts(fields, "what_if", problems);
        Self { explain, what_if, language: language(fields, problems) }
    }

    pub(super) fn write<'o>(
        &self,
        assessment: &'o Assessment,
        answer: Answer<'o>,
    ) -> Result<Answer<'o>, Error> {
        let mut answer = write_assessment(assessment, answer)?;
        if !self.explain.is_empty() {
            let explained = explain(&self.explain, |id| assessment.explain(id, self.language))?;
            answer = answer.value("explain", explained);
        }
        if !self.what_if.is_empty() {
            let mut problems = Problems::new();
            let mut answers = Map::new();
            for (i, id) in self.what_if.iter().enumerate() {
                match what_if(assessment, id, self.language) {
                    Ok(answer) => {
                        answers.insert(id.clone(), answer);
                    }
                    Err(error) => problems.extend_under(
                        "",
                        error.into_problems().placed(|_| format!("/what_if/{i}")),
                    ),
                }
            }
            problems.check()?;
            answer = answer.value("what_if", Value::Object(answers));
        }
        Ok(answer.value("receipt", assessment.receipt().to_json()))
    }

    pub(super) fn write_settlement<'o>(
        &self,
        settlement: &'o Settlement,
        answer: Answer<'o>,
    ) -> Result<Answer<'o>, Error> {
        let answer = write_settlement(settlement, answer)?;
        let assessment = self.write(settlement.assessment(), Answer::new())?;
        Ok(answer.answer("assessment", assessment).value("receipt", settlement.receipt().to_json()))
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
    let columns = field.object(problems)?.all();
    let lent = columns.iter().map(|(_, cells)| match cells.node() {
        Node::Lent(lent) => lent.0.len(),
        _ => 0,
    });
    let rows = lent.max().unwrap_or_default();
    let read = map_columns(rows, columns, |(name, cells)| {
        let mut own = Problems::new();
        (name, frame::answers(&cells, &mut own), own)
    });
    let mut columns = Vec::with_capacity(read.len());
    for (name, column, own) in read {
        problems.extend_under("", own);
        columns.extend(column.map(|column| (name, column)));
    }
    Some(columns)
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

/// What came of each line.
pub(super) fn lines(assessment: &Assessment) -> Columns {
    let lines = || (0..assessment.len()).map(|row| assessment.line(row));
    let reasons = |row| assessment.reasons(row).iter().map(|reason| reason.to_string()).collect();
    Columns::new()
        .add("id", lines().map(|line| line.id))
        .add("verdict", lines().map(|line| line.verdict.word()))
        .add("approved", lines().map(|line| line.approved))
        .add("refused", lines().map(|line| line.refused))
        .add("undetermined", lines().map(|line| line.undetermined))
        .add::<Vec<String>>("reasons", (0..assessment.len()).map(reasons))
}

/// The findings about each line.
pub(super) fn findings(assessment: &Assessment) -> Columns {
    let mut findings = Vec::new();
    for (row, id) in assessment.claims().ids().iter().enumerate() {
        let told = |(finding, days)| Told { whose: Some(id), days: Some(days), finding };
        findings.extend(assessment.findings_at(row).into_iter().map(told));
    }
    columns_of_findings("id", &findings)
}

/// How much more of an increase the grant would pay for.
fn room(assessment: &Assessment) -> Columns {
    let room = assessment.room();
    Columns::new()
        .add("recipient", room.iter().map(|room| room.recipient))
        .add_any("unit", room.iter().map(|room| room.unit))
        .add_any("role", room.iter().map(|room| room.role))
        .add_any("cap", room.iter().map(|room| room.cap.as_ref()))
        .add("claimed", room.iter().map(|room| &room.claimed))
        .add_any("left", room.iter().map(|room| room.left()))
}

fn write_assessment<'o>(
    assessment: &'o Assessment,
    answer: Answer<'o>,
) -> Result<Answer<'o>, Error> {
    let totals = assessment.totals()?;
    let totals = json!({
        "claimed": totals.claimed,
        "approved": totals.approved,
        "refused": totals.refused,
        "undetermined": totals.undetermined,
        "worst": totals.approved,
        "best": totals.best()?,
    });
    Ok(answer
        .later("lines", || lines(assessment))
        .later("findings", || findings(assessment))
        .value("totals", totals)
        .later("room", || room(assessment)))
}

/// A finding with whose it is, and the days that it is about where it is a line's.
struct Told<'w> {
    whose: Option<&'w str>,
    days: Option<Span>,
    finding: Finding,
}

/// Findings as columns; days only where they are of lines.
fn columns_of_findings(whose: &str, findings: &[Told<'_>]) -> Columns {
    let all = || findings.iter().map(|told| &told.finding);
    let days = || findings.iter().map(|told| told.days);
    let mut columns = Columns::new()
        .add_any(whose, findings.iter().map(|told| told.whose))
        .add("reason", all().map(|finding| finding.reason().word()))
        .add("outcome", all().map(|finding| finding.outcome_is().word()));
    if whose == "id" {
        columns = columns
            .add_any("from", days().map(|days| Some(days?.from())))
            .add_any("to", days().map(|days| days?.to()));
    }
    columns
        .add_any("have", all().map(|finding| finding.have_value().map(ToString::to_string)))
        .add_any("need", all().map(|finding| finding.need_value().map(ToString::to_string)))
        .add("unit", all().map(Finding::unit_word))
        .add_any("cite", all().map(|finding| finding.citation().map(ToString::to_string)))
}

/// Which change would make a line eligible, as a document: what failed, the changes, the days of the
/// line within the period, and the room under the cap.
///
/// # Errors
/// As [`Assessment::what_if`].
pub fn what_if(assessment: &Assessment, id: &str, language: Language) -> Result<Value, Error> {
    Ok(write_what_if(&assessment.what_if(id)?, language))
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
type Figure = fn(&SettledGrant) -> Option<Money>;

/// The columns of a settlement beside the recipient.
const COLUMNS: &[(&str, Figure)] = &[
    ("paid", |own| Some(own.paid)),
    ("claimed", |own| Some(own.claimed)),
    ("approved", |own| Some(own.approved)),
    ("undetermined", |own| Some(own.undetermined)),
    ("unused", |own| Some(own.unused)),
    ("repayable", |own| Some(own.repayable)),
    ("pending", |own| Some(own.pending)),
    ("own_cost_if_met", |own| Some(own.own_cost_if_met)),
    ("own_cost_if_refused", |own| Some(own.own_cost_if_refused)),
    ("waived", |own| Some(own.waived)),
    ("due", |own| Some(own.due)),
    ("unrequisitioned", |own| own.unrequisitioned),
    ("interest", |own| own.interest),
];

fn write_settlement<'o>(settlement: &Settlement, answer: Answer<'o>) -> Result<Answer<'o>, Error> {
    let grants = settlement.grants();
    let recipients =
        Columns::new().add("recipient", grants.iter().map(|own| own.recipient.as_str()));
    let recipients = COLUMNS
        .iter()
        .fold(recipients, |columns, (name, of)| columns.add_any(*name, grants.iter().map(of)));
    let totals = settlement.totals();
    let sums = COLUMNS.iter().map(|(name, of)| (*name, json!(of(&totals.sums))));
    let whole = [
        ("pot", json!(totals.pot)),
        ("frame", json!(totals.frame)),
        ("requisitioned", json!(totals.requisitioned)),
        ("pot_left", json!(totals.pot_left)),
    ];
    let sums = sums.chain(whole).map(|(name, sum)| (name.to_owned(), sum));
    let findings = settlement.findings().into_iter();
    let findings: Vec<_> =
        findings.map(|(whose, finding)| Told { whose, days: None, finding }).collect();
    let invoice = settlement.invoice();
    let invoice = Columns::new()
        .add("recipient", invoice.iter().map(|line| line.recipient))
        .add("line", invoice.iter().map(|line| line.item.word()))
        .add("amount", invoice.iter().map(|line| line.amount))
        .add_any("cite", invoice.iter().map(|line| line.cite.map(ToString::to_string)));
    let second = settlement.second_round_table()?.map(|table| {
        json!({
            "operation": "second_round",
            "table": Columns::of_table(&table).to_json(),
            "id": table.id_column(),
            "frame": "frame",
            "requisitioned": "requisitioned",
        })
    });
    Ok(answer
        .table("recipients", recipients)
        .value("totals", Value::Object(sums.collect()))
        .table("findings", columns_of_findings("recipient", &findings))
        .table("invoice", invoice)
        .value_if("second_round", second))
}
