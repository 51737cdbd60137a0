//! The check as CSV.

use csv::Writer;
use statsbidrag::{Language, Ratio, RatioLine, StaffingCheck};

use crate::Answered;
use crate::refusal::Refusal;
use crate::report::unit_of;
use crate::survey::Held;
use crate::tables::is_somebody;

/// One line for each rule and row that it is about, with exact numbers: 31/30 where no decimals end.
pub(crate) fn csv(answered: &Answered) -> Result<String, Refusal> {
    let language = answered.asked.language;
    let text = write(answered).map_err(|error| Refusal::new(error.to_string()))?;
    String::from_utf8(text).map_err(|error| match language {
        Language::Swedish => Refusal::new(format!("Svaret går inte att skriva: {error}")),
        Language::English => Refusal::new(format!("The answer cannot be written: {error}")),
    })
}

fn write(answered: &Answered) -> Result<Vec<u8>, csv::Error> {
    let mut out = Writer::from_writer(Vec::new());
    out.write_record([
        "rule", "force", "about", "id", "unit", "status", "have_num", "have_den", "limit", "gap",
        "hire", "headroom", "excess",
    ])?;
    let survey = &answered.survey;
    let units = survey.of_units.iter().map(|held| ("unit", held));
    let teams = survey.of_teams.iter().map(|held| ("supervisor", held));
    for (about, Held { check, .. }) in units.chain(teams) {
        for line in check.lines().filter(|line| is_somebody(line.id)) {
            write_line(&mut out, about, check, &line)?;
        }
    }
    out.into_inner().map_err(|error| error.into_error().into())
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
