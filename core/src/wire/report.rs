//! `staffing_report`: figures by factor, each beside what there is to compare it with.

use serde_json::json;

use super::allocate::explain;
use super::staffing;
use super::{Answer, Columns, flag, id_column, language, parameters, text, texts};
use crate::Error;
use crate::catalog;
use crate::document::{Cursor, Fields, Node};
use crate::frame::{self, Wanted};
use crate::problem::Problems;
use crate::staffing::{
    RatioRule, ReportForm, ReportLine, StaffingOptions, StaffingReport, staffing_report,
};

/// The columns of a report beside the ids.
const COLUMNS: &[&str] = &[
    "factor",
    "figure",
    "status",
    "have_num",
    "have_den",
    "value",
    "reference",
    "at_most",
    "at_least",
    "within",
];

pub(super) fn call(mut fields: Fields<'_>) -> Result<Answer<'static>, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let frame = fields.required("frame", &mut problems);
    let id = id_column(&mut fields, COLUMNS, &mut problems);
    let names = text(&mut fields, "name", &mut problems);
    let form = fields.required("form", &mut problems);
    let form = form.and_then(|field| read_form(&field, &mut problems));
    let before = problems.count();
    let own = fields.optional("rules").map(|field| staffing::rules(&field, &mut problems));
    let has_all_rules = problems.count() == before;
    let mut options = StaffingOptions::new().parameters(parameters(&mut fields, &mut problems));
    if let Some(at) = fields.optional("at").and_then(|field| field.parse("a day", &mut problems)) {
        options = options.at(at);
    }
    let asked = texts(&mut fields, "explain", &mut problems);
    let explain_total = flag(&mut fields, "explain_total", &mut problems);
    let language = language(&mut fields, &mut problems);
    fields.finish(&mut problems);
    let table = frame.zip(id).and_then(|(frame, id)| {
        let mut wanted = Wanted { id, names, ..Wanted::default() };
        let figures = form.iter().flat_map(ReportForm::figures);
        wanted.numbers = figures.flat_map(|(_, figure)| figure.columns()).collect();
        frame::read(&frame, &wanted, &mut problems)
    });
    let (Some(form), Some(table)) = (form, table) else { return Err(problems.into()) };
    let rules = with_references(own.unwrap_or_default(), &form)?;
    let report = match staffing_report(&table, &form, &rules, &options) {
        Ok(report) => report,
        Err(error) => {
            if has_all_rules {
                problems.extend_elsewhere(error.into_problems());
            }
            return Err(problems.into());
        }
    };
    problems.check()?;
    let mut answer = write(&report);
    if !asked.is_empty() {
        let explained = explain(&asked, |id| report.explain(Some(id), language))?;
        answer = answer.value("explain", explained);
    }
    if explain_total {
        answer = answer.value("explain_total", json!(report.explain(None, language)?));
    }
    Ok(answer.value("receipt", report.receipt().to_json()))
}

/// A form that ships, by its id, or a form document.
fn read_form(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<ReportForm> {
    match cursor.node() {
        Node::Text(id) => problems.keep("", catalog::report(id)),
        _ => ReportForm::read(cursor, problems),
    }
}

/// The caller's rules, and after them those that ship and the form names.
fn with_references(mut rules: Vec<RatioRule>, form: &ReportForm) -> Result<Vec<RatioRule>, Error> {
    for reference in catalog::references(form)? {
        if rules.iter().all(|rule| rule.id() != reference.id()) {
            rules.push(reference);
        }
    }
    Ok(rules)
}

fn write(report: &StaffingReport) -> Answer<'static> {
    let lines: Vec<ReportLine<'_>> = report.lines().collect();
    let columns = Columns::new()
        .add("factor", lines.iter().map(|line| line.factor))
        .add("figure", lines.iter().map(|line| line.figure))
        // The whole has no id.
        .add_any(report.table().id_column(), lines.iter().map(|line| line.id))
        .add("status", lines.iter().map(|line| line.status.word()))
        .add_any("have_num", lines.iter().map(|line| line.have_num.as_ref()))
        .add_any("have_den", lines.iter().map(|line| line.have_den.as_ref()))
        .add_any("value", lines.iter().map(|line| line.value.as_ref()))
        .add_any("reference", lines.iter().map(|line| line.reference))
        .add_any("at_most", lines.iter().map(|line| line.at_most))
        .add_any("at_least", lines.iter().map(|line| line.at_least))
        .add_any("within", lines.iter().map(|line| line.within));
    let factors = report.form().factors().iter().map(|factor| {
        let figures: Vec<_> = factor.figures().iter().map(|figure| figure.id()).collect();
        json!({"id": factor.id(), "name": factor.name(), "figures": figures})
    });
    Answer::new().value("factors", factors.collect()).table("result", columns)
}
