//! What could be moved instead of hired.

use statsbidrag::{Error, Language, Ratio, Reason, StaffingCheck};

use super::section_heading;
use crate::Answered;
use crate::layout::{say, wrap};
use crate::survey::Held;

/// The teams between which social workers could be moved, and the units between which cases could.
pub(super) fn section(answered: &Answered) -> Result<String, Error> {
    let language = answered.asked.language;
    let mut moves = Vec::new();
    let mut sources = None;
    for Held { check, .. } in [&answered.survey.of_teams].into_iter().flatten() {
        moves.extend(lines(check, None, language));
        sources = care(check, language)?;
    }
    for Held { check, .. } in [&answered.survey.of_units].into_iter().flatten() {
        moves.extend(of_cases(check, language));
        sources = sources.or(care(check, language)?);
    }
    if moves.is_empty() {
        return Ok(String::new());
    }
    let heading = say(language, "Flytta i stället för att anställa", "Move instead of hiring");
    let mut text = section_heading(heading);
    for line in moves.into_iter().chain(sources) {
        text.push_str(&format!("{}\n", wrap(&format!("  {line}"), 4)));
    }
    Ok(text)
}

/// Cases that could go from units over the goal to units with room.
fn of_cases(check: &StaffingCheck, language: Language) -> Option<String> {
    let moves = check.moves();
    let moves = moves.iter().find(|m| m.rule == "cases-per-worker" && !m.steps.is_empty())?;
    let number = |number: &Ratio| language.number(number, 2);
    let steps = moves.steps.iter().map(|step| match language {
        Language::Swedish => format!("{} från {} till {}", number(&step.count), step.from, step.to),
        Language::English => format!("{} from {} to {}", number(&step.count), step.from, step.to),
    });
    let steps = steps.collect::<Vec<_>>().join(", ");
    let (count, after) = (number(&moves.moves), moves.hire_after_moves.as_ref().map(number));
    let after = after.unwrap_or_else(|| "–".to_owned());
    Some(match language {
        Language::Swedish => format!(
            "Mellan enheterna: {count} ärenden skulle rymmas i andra enheter ({steps}). Därefter att \
             anställa: {after} årsarbetare socialsekreterare."
        ),
        Language::English => format!(
            "Between units: other units would have room for {count} cases ({steps}). To hire after \
             that: {after} FTE of social workers."
        ),
    })
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
