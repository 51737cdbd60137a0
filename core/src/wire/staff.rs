//! `summarise_staff`: from a list of staff to the table per unit or per supervisor.

use serde_json::{Value, json};

use super::{Answer, Columns, language, text};
use crate::Error;
use crate::date::{Date, Span};
use crate::document::{Cursor, Fields};
use crate::finding::{Finding, Value as Fact};
use crate::frame;
use crate::number::Ratio;
use crate::problem::Problems;
use crate::staffing::{Staff, StaffBy, StaffOptions, StaffSummary, summarise_staff};
use crate::table::Texts;
use crate::text::Language;

pub(super) fn call(mut fields: Fields<'_>) -> Result<Answer<'static>, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let staff = fields.required("staff", &mut problems);
    let by = fields.required("by", &mut problems);
    let by = by.and_then(|field| field.parse("unit or supervisor", &mut problems));
    // Without it the other options are still read, for what is wrong with them.
    let options = StaffOptions::by(by.unwrap_or(StaffBy::Unit));
    let options = read_options(options, &mut fields, &mut problems);
    let language = language(&mut fields, &mut problems);
    fields.finish(&mut problems);
    let staff = staff.and_then(|staff| read_staff(&staff, &mut problems));
    let Some(staff) = staff else { return Err(problems.into()) };
    match summarise_staff(&staff, &options) {
        Ok(summary) => {
            problems.check()?;
            Ok(write(&summary, language))
        }
        // What could not be read is not absent: it is reported once.
        Err(error) => {
            problems.extend_elsewhere(error.into_problems());
            Err(problems.into())
        }
    }
}

pub(super) fn read_options(
    mut options: StaffOptions,
    fields: &mut Fields<'_>,
    problems: &mut Problems,
) -> StaffOptions {
    if let Some(roles) = fields.optional("roles").and_then(|field| field.object(problems)) {
        let pairs = roles.all().into_iter();
        let pairs = pairs.filter_map(|(title, role)| Some((title, role.text(problems)?)));
        options = options.roles(pairs.collect::<Vec<_>>());
    }
    let unit = fields.optional("fte_unit");
    if let Some(unit) = unit.and_then(|field| field.parse("one or percent", problems)) {
        options = options.fte_unit(unit);
    }
    let hours = fields.optional("full_time_hours");
    if let Some(hours) = hours.and_then(|field| field.parse::<Ratio>("a number", problems)) {
        options = options.full_time_hours(hours);
    }
    let at = fields.optional("at");
    if let Some(at) = at.and_then(|field| field.parse("a day", problems)) {
        options = options.at(at);
    }
    if let Some(span) = fields.optional("span").and_then(|field| read_span(&field, problems)) {
        options = options.span(span);
    }
    let mut counting = |name: &str| {
        let field = fields.optional(name);
        field.and_then(|field| field.parse("count or leave_out", problems))
    };
    if let Some(agency) = counting("agency") {
        options = options.agency(agency);
    }
    if let Some(on_leave) = counting("on_leave") {
        options = options.on_leave(on_leave);
    }
    if let Some(vacant) = counting("vacant") {
        options = options.vacant(vacant);
    }
    let years = fields.optional("new_within");
    if let Some(years) = years.and_then(|field| field.parse::<Ratio>("years", problems)) {
        options = options.new_within(years);
    }
    let under = fields.optional("manager_under_years").and_then(|field| field.object(problems));
    for (role, years) in under.iter().flat_map(Fields::all) {
        if let Some(years) = years.parse::<Ratio>("years", problems) {
            options = options.manager_under_years(role, years);
        }
    }
    if let Some((before, until)) = read_transition(fields, problems) {
        options = options.transition(before, until);
    }
    if let Some(role) = text(fields, "supervisor_role", problems) {
        options = options.supervisor_role(role);
    }
    if let Some(name) = text(fields, "total", problems) {
        options = options.total(name);
    }
    options
}

fn read_span(field: &Cursor<'_>, problems: &mut Problems) -> Option<Span> {
    let mut fields = field.object(problems)?;
    let mut day = |name: &str| {
        let field = fields.required(name, problems)?;
        field.parse::<Date>("a day", problems)
    };
    let (from, to) = (day("from"), day("to"));
    fields.finish(problems);
    problems.keep(field.path(), Span::new(from?, Some(to?)))
}

/// `hired_before` and `until`, two days.
fn read_transition(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<(Date, Date)> {
    let mut fields = fields.optional("transition")?.object(problems)?;
    let mut day = |name: &str| {
        let field = fields.required(name, problems)?;
        field.parse::<Date>("a day", problems)
    };
    let days = (day("hired_before"), day("until"));
    fields.finish(problems);
    days.0.zip(days.1)
}

/// The columns that a list may have, as texts; of others only that they are there.
pub(super) fn read_staff(field: &Cursor<'_>, problems: &mut Problems) -> Option<Staff> {
    let fields = field.object(problems)?;
    let (known, other): (Vec<_>, Vec<_>) =
        fields.all().into_iter().partition(|(name, _)| Staff::COLUMNS.contains(name));
    let mut staff = Staff::new();
    for (name, column) in known {
        if let Some(cells) = frame::answers(&column, problems) {
            staff = staff.column(name, cells);
        }
    }
    let other = other.into_iter().map(|(name, _)| name);
    Some(other.fold(staff, |staff, name| staff.column(name, Texts::default())))
}

fn write(summary: &StaffSummary, language: Language) -> Answer<'static> {
    let unmapped = summary.unmapped().iter();
    let unmapped = unmapped.map(|title| json!({"title": title.title(), "rows": title.rows()}));
    let remarks = summary.findings().iter().map(|finding| remark(finding, language));
    Answer::new()
        .table("result", Columns::of_table(summary.table()))
        .value("id", json!(summary.table().id_column()))
        .value("unmapped", unmapped.collect())
        .value("remarks", remarks.collect())
        .value("receipt", summary.receipt().to_json())
}

fn remark(finding: &Finding, language: Language) -> Value {
    let fact = |fact: &Fact| match fact {
        Fact::Wording(wording) => wording.get(language).to_owned(),
        other => other.to_string(),
    };
    json!({
        "reason": finding.reason(),
        "outcome": finding.outcome_is(),
        "subject": fact(finding.subject()),
        "have": finding.have_value().map(fact),
        "need": finding.need_value().map(fact),
        "text": finding.text(language),
    })
}
