//! `staffing_report`: figures by factor, each beside what there is to compare it with.

use serde_json::{Map, Value, json};

use super::allocate::explain;
use super::staffing;
use super::{flag, id_column, language, parameters, text, texts};
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

pub(super) fn call(mut fields: Fields<'_>) -> Result<Map<String, Value>, Error> {
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
    let mut out = write(&report);
    if !asked.is_empty() {
        let explained = explain(&asked, |id| report.explain(Some(id), language))?;
        out.insert("explain".to_owned(), explained);
    }
    if explain_total {
        out.insert("explain_total".to_owned(), json!(report.explain(None, language)?));
    }
    out.insert("receipt".to_owned(), report.receipt().to_json());
    Ok(out)
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

fn write(report: &StaffingReport) -> Map<String, Value> {
    let lines: Vec<_> = report.lines().collect();
    let column = |of: &dyn Fn(&ReportLine<'_>) -> Value| lines.iter().map(of).collect::<Value>();
    let mut result = Map::new();
    result.insert("factor".to_owned(), column(&|line| json!(line.factor)));
    result.insert("figure".to_owned(), column(&|line| json!(line.figure)));
    // The whole has no id.
    result.insert(report.table().id_column().to_owned(), column(&|line| json!(line.id)));
    result.insert("status".to_owned(), column(&|line| json!(line.status)));
    result.insert("have_num".to_owned(), column(&|line| json!(line.have_num)));
    result.insert("have_den".to_owned(), column(&|line| json!(line.have_den)));
    result.insert("value".to_owned(), column(&|line| json!(line.value)));
    result.insert("reference".to_owned(), column(&|line| json!(line.reference)));
    result.insert("at_most".to_owned(), column(&|line| json!(line.at_most)));
    result.insert("at_least".to_owned(), column(&|line| json!(line.at_least)));
    result.insert("within".to_owned(), column(&|line| json!(line.within)));
    let factors = report.form().factors().iter().map(|factor| {
        let figures: Vec<_> = factor.figures().iter().map(|figure| figure.id()).collect();
        json!({"id": factor.id(), "name": factor.name(), "figures": figures})
    });
    let mut out = Map::new();
    out.insert("factors".to_owned(), factors.collect());
    out.insert("result".to_owned(), Value::Object(result));
    out
}
