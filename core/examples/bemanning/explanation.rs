//! Everything about one unit, or about one supervisor and her team.

use statsbidrag::{Finding, Force, Language, Ratio, Reason, Value};

use crate::Answered;
use crate::layout::{capital, quoted, say, title, wrap};
use crate::refusal::Refusal;
use crate::report::{self, moves_of, over_time_of_rule, unit_of};
use crate::survey::Held;
use crate::tables::is_somebody;
use crate::words;

/// Whom it is about.
#[derive(Debug)]
pub(crate) enum Who {
    Unit(String),
    Supervisor(String),
}

/// The unit, or else the supervisor, that is called so.
///
/// # Errors
/// The units and supervisors that there are.
pub(crate) fn find(answered: &Answered, who: &str) -> Result<Who, Refusal> {
    let (language, survey) = (answered.asked.language, &answered.survey);
    let who = who.trim();
    let same = |name: &&str| name.to_lowercase() == who.to_lowercase();
    if let Some(unit) = survey.units.ids().iter().find(same) {
        return Ok(Who::Unit(unit.to_owned()));
    }
    let teams = survey.of_teams.iter().flat_map(|held| held.check.table().ids().iter());
    let teams: Vec<&str> = teams.filter(|id| is_somebody(id)).collect();
    if let Some(supervisor) = teams.iter().find(|id| same(id)) {
        return Ok(Who::Supervisor((*supervisor).to_owned()));
    }
    let units: Vec<_> = survey.units.ids().iter().collect();
    let (got, at) = (quoted(who), answered.asked.at);
    let (units, teams) = (units.join(", "), teams.join(", "));
    Err(Refusal::new(match language {
        Language::Swedish => format!(
            "--explain {got}: ingen enhet heter så, och ingen leder någon {at} med det id:t.\n  \
             Enheter: {units}\n  Arbetsledare: {teams}"
        ),
        Language::English => format!(
            "--explain {got}: no unit has that name, and nobody with that id leads anybody on \
             {at}.\n  Units: {units}\n  Supervisors: {teams}"
        ),
    }))
}

/// The page.
pub(crate) fn text(answered: &Answered, who: &Who) -> Result<String, Refusal> {
    let (asked, language) = (&answered.asked, answered.asked.language);
    let survey = &answered.survey;
    let at = asked.at;
    let (id, held, heading) = match who {
        Who::Unit(unit) => {
            let heading = say(language, "enheten", "the unit");
            (unit, &survey.of_units, format!("{} {unit} {at}", capital(heading)))
        }
        Who::Supervisor(id) => {
            let heading = say(language, "arbetsledaren", "the supervisor");
            let unit = survey.of_teams.as_ref().and_then(|held| unit_of(&held.check, id));
            let unit = unit.map(|unit| format!(", {unit}")).unwrap_or_default();
            (id, &survey.of_teams, format!("{} {id}{unit} {at}", capital(heading)))
        }
    };
    let mut text = format!("{}\n", title(&heading));
    text.push_str(&format!("{}\n\n", wrap(&report::of_list(answered), 0)));
    if let Who::Unit(unit) = who {
        text.push_str(&report::staff_section(answered, Some(unit)));
        text.push('\n');
    }
    if let Some(held) = held {
        text.push_str(&derivation(held, id, language)?);
        text.push_str(&over_time(held, id, language));
    }
    if let Who::Unit(unit) = who {
        text.push_str(&of_unit(answered, unit));
    }
    Ok(text.trim_end().to_owned() + "\n")
}

/// What each rule found, with its source.
fn derivation(held: &Held, id: &str, language: Language) -> Result<String, Refusal> {
    let findings = held.check.findings(id);
    let findings = findings.map_err(|error| Refusal::unexpected(&error, language))?;
    let mut text = report::section_heading(say(language, "Reglerna", "The rules"));
    for finding in &findings {
        // Each rule begins a paragraph.
        let is_first = finding.reason() == Reason::RatioRule;
        let (indent, hang) = if is_first { ("  ", 4) } else { ("    ", 6) };
        let words = capital(&said(finding, language));
        text.push_str(&format!("{}\n", wrap(&format!("{indent}{words}"), hang)));
    }
    text.push('\n');
    Ok(text)
}

/// A finding in words. Those that name a column are said anew, since the words of a column are several.
fn said(finding: &Finding, language: Language) -> String {
    let subject = words::plain(&finding.subject().to_string(), language);
    let number = |value: Option<&Value>| match value {
        Some(Value::Number(number)) => exact(number, language),
        _ => String::new(),
    };
    let (have, need) = (number(finding.have_value()), number(finding.need_value()));
    match (finding.reason(), language) {
        (Reason::Counted, _) => format!("{subject}: {have}."),
        (Reason::Hire, Language::Swedish) => {
            format!("Att anställa: {have} {subject} (exakt saknas {need}).")
        }
        (Reason::Hire, Language::English) => {
            format!("To hire: {have} {subject} (exactly short of {need}).")
        }
        _ => words::plain(&finding.text(language), language),
    }
}

/// A number, with the fraction beside it where no decimals end.
fn exact(number: &Ratio, language: Language) -> String {
    let shown = language.number(number, 6);
    let text = number.to_string();
    if text.contains('/') { format!("{shown} ({text})") } else { shown }
}

fn over_time(held: &Held, id: &str, language: Language) -> String {
    let span = held.series.span();
    let (first, last) = (span.from(), span.to().unwrap_or(span.from()));
    let heading = match language {
        Language::Swedish => format!("Över tid: {first} till {last}"),
        Language::English => format!("Over time: {first} to {last}"),
    };
    let rules = held.check.rules().iter().filter(|rule| rule.force() != Force::Statistic);
    let sections: Vec<_> =
        rules.map(|rule| over_time_of_rule(held, rule, |other| other == id, language)).collect();
    format!("{}{}\n", report::section_heading(&heading), sections.join(""))
}

/// The teams of a unit, what could be moved, and the unit's part of the plan.
fn of_unit(answered: &Answered, unit: &str) -> String {
    let language = answered.asked.language;
    let mut text = String::new();
    if let Some(held) = &answered.survey.of_teams {
        let is_here = |id: &str| unit_of(&held.check, id) == Some(unit);
        let sections = report::team_sections(answered, is_here);
        let heading = say(language, "Arbetsledarnas grupper", "The teams of supervisors");
        text.push_str(&report::section_heading(heading));
        text.push_str(&sections);
        for line in moves_of(&held.check, Some(unit), language) {
            text.push_str(&format!("{}\n", wrap(&format!("    {line}"), 6)));
        }
        text.push('\n');
    }
    let posts = report::planned_posts_of(answered, unit);
    if !posts.is_empty() {
        let heading = say(language, "I planen", "In the plan");
        text.push_str(&report::section_heading(heading));
        text.push_str(&posts);
    }
    text
}
