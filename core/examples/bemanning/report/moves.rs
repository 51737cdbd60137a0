//! What could be moved instead of hired.

use statsbidrag::{Error, Language, Reason, StaffingCheck};

use super::section_heading;
use crate::Answered;
use crate::layout::{say, wrap};

/// The units in which moves mend something.
pub(super) fn section(answered: &Answered) -> Result<String, Error> {
    let language = answered.asked.language;
    let Some(held) = &answered.survey.of_teams else { return Ok(String::new()) };
    let moves = lines(&held.check, None, language);
    if moves.is_empty() {
        return Ok(String::new());
    }
    let heading = say(language, "Flytta i stället för att anställa", "Move instead of hiring");
    let mut text = section_heading(heading);
    for line in moves {
        text.push_str(&format!("{}\n", wrap(&format!("  {line}"), 4)));
    }
    if let Some(care) = care(&held.check, language)? {
        text.push_str(&format!("{}\n", wrap(&format!("  {care}"), 4)));
    }
    Ok(text)
}

/// Who goes where in each unit, or in one.
pub(crate) fn lines(check: &StaffingCheck, only: Option<&str>, language: Language) -> Vec<String> {
    let number = |number| language.number(number, 2);
    let mut lines = Vec::new();
    for unit in check.moves().iter().filter(|moves| only.is_none_or(|only| only == moves.unit)) {
        let steps: Vec<_> = unit
            .steps
            .iter()
            .map(|step| match language {
                Language::Swedish => {
                    format!(
                        "{} socialsekreterare från {} till {}",
                        number(&step.count),
                        step.from,
                        step.to
                    )
                }
                Language::English => {
                    format!(
                        "{} social workers from {} to {}",
                        number(&step.count),
                        step.from,
                        step.to
                    )
                }
            })
            .collect();
        let after = unit.hire_after_moves.as_ref().filter(|hire| !hire.is_zero()).map(number);
        let (name, steps) = (&unit.unit, steps.join(", "));
        let hire = after.as_deref().unwrap_or("0");
        lines.push(match (steps.is_empty(), language) {
            (true, Language::Swedish) => {
                format!("{name}: ingen annan grupp har plats. Att anställa: {hire} arbetsledare.")
            }
            (true, Language::English) => {
                format!("{name}: no other team has room. Supervisors to hire: {hire}.")
            }
            (false, Language::Swedish) if after.is_none() => {
                format!("{name}: flytta {steps}. Då hålls regeln utan att någon anställs.")
            }
            (false, Language::English) if after.is_none() => {
                format!("{name}: move {steps}. Then the rule is kept without hiring.")
            }
            (false, Language::Swedish) => {
                format!("{name}: flytta {steps}. Därefter att anställa: {hire} arbetsledare.")
            }
            (false, Language::English) => {
                format!("{name}: move {steps}. Supervisors to hire after that: {hire}.")
            }
        });
    }
    lines
}

/// What to know before anybody is moved, with its source.
fn care(check: &StaffingCheck, language: Language) -> Result<Option<String>, Error> {
    for step in check.moves().iter().flat_map(|moves| &moves.steps) {
        let findings = check.findings(&step.from)?;
        let care = findings.iter().find(|f| f.reason() == Reason::ReorganisationCare);
        if let Some(care) = care {
            return Ok(Some(care.text(language)));
        }
    }
    Ok(None)
}
