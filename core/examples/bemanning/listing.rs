//! The check as CSV.

use csv::Writer;
use statsbidrag::{Ratio, RatioLine, StaffingCheck};

use crate::Answered;
use crate::report::unit_of;
use crate::survey::Held;
use crate::tables::is_somebody;

/// One line for each rule and row that it is about, with exact numbers: 31/30 where no decimals end.
pub(crate) fn write(out: &mut Writer<Vec<u8>>, answered: &Answered) -> Result<(), csv::Error> {
    out.write_record([
        "rule", "force", "about", "id", "unit", "status", "have_num", "have_den", "limit", "gap",
        "hire", "headroom", "excess",
    ])?;
    let survey = &answered.survey;
    let units = survey.of_units.iter().map(|held| ("unit", held));
    let teams = survey.of_teams.iter().map(|held| ("supervisor", held));
    for (about, Held { check, .. }) in units.chain(teams) {
        for line in check.lines().filter(|line| is_somebody(line.id)) {
            write_line(out, about, check, &line)?;
        }
    }
    Ok(())
}

fn write_line(
    out: &mut Writer<Vec<u8>>,
    about: &str,
    check: &StaffingCheck,
    line: &RatioLine<'_>,
) -> Result<(), csv::Error> {
    let rule = check.rules().iter().find(|rule| rule.id() == line.rule);
    let force = rule.map_or("", |rule| rule.force().word());
    let unit = if about == "unit" { line.id } else { unit_of(check, line.id).unwrap_or_default() };
    let figures = &line.figures;
    let start = [line.rule, force, about, line.id, unit, figures.status.word()].map(str::to_owned);
    let exact = |number: &Option<Ratio>| number.as_ref().map(Ratio::to_string).unwrap_or_default();
    let numbers = [
        &figures.have_num,
        &figures.have_den,
        &figures.limit,
        &figures.gap,
        &figures.hire,
        &figures.headroom,
        &figures.excess,
    ]
    .map(exact);
    out.write_record(start.iter().chain(&numbers))
}
