//! The whole answer on a page: what it rests on, the staff, the rules, the plan, what has been.

mod broken;
mod grant_end;
mod grounds;
mod moves;
mod over_time;
mod plan;
mod staff;
mod statistics;

use statsbidrag::{Column, Error, Language, Ratio, StaffingCheck, Table};

use crate::Answered;
use crate::layout::{count, say, title};
use crate::questions::Questions;
use crate::refusal::Refusal;

pub(crate) use crate::layout::section_heading;
pub(crate) use broken::team_sections;
pub(crate) use grounds::of_list;
pub(crate) use moves::lines as moves_of;
pub(crate) use over_time::of_rule as over_time_of_rule;
pub(crate) use plan::posts_of as planned_posts_of;
pub(crate) use staff::section as staff_section;

/// The page.
pub(crate) fn text(answered: &Answered) -> Result<String, Refusal> {
    page(answered).map_err(|error| Refusal::unexpected(&error, answered.asked.language))
}

fn page(answered: &Answered) -> Result<String, Error> {
    let sections = [
        heading(answered),
        grounds::section(answered),
        staff::section(answered, None),
        broken::section(answered),
        moves::section(answered)?,
        plan::section(answered)?,
        grant_end::section(answered)?,
        over_time::section(answered),
        statistics::section(answered),
        questions(answered),
    ];
    let sections = sections.into_iter().filter(|section| !section.is_empty());
    Ok(sections.collect::<Vec<_>>().join("\n"))
}

fn heading(answered: &Answered) -> String {
    let (at, language) = (answered.asked.at, answered.asked.language);
    let units = count(language, answered.survey.units.len());
    let made = match answered.list.file.is_shipped {
        true => say(language, ", en påhittad lista", ", a made list"),
        false => "",
    };
    title(&match language {
        Language::Swedish => format!("Bemanning {at}: {units} enheter{made}"),
        Language::English => format!("Staffing on {at}: {units} units{made}"),
    })
}

/// A number in a column of a row; none where the cell is empty or the column is not there.
pub(crate) fn cell(table: &Table, column: &str, row: usize) -> Option<Ratio> {
    match table.column(column)? {
        Column::Numbers(numbers) => numbers.get(row),
        _ => None,
    }
}

/// The unit of a row of teams.
pub(crate) fn unit_of<'c>(check: &'c StaffingCheck, id: &str) -> Option<&'c str> {
    let row = check.table().ids().position(id)?;
    match check.table().column("unit")? {
        Column::Texts(texts) => texts.get(row),
        _ => None,
    }
}

/// A row by its name: a unit's own, or a supervisor with her unit.
pub(crate) fn who(check: &StaffingCheck, id: &str) -> String {
    unit_of(check, id).map_or_else(|| id.to_owned(), |unit| format!("{id} ({unit})"))
}

/// What else one can ask for.
fn questions(answered: &Answered) -> String {
    let language = answered.asked.language;
    let mut more = Questions::of("bemanning", language);
    let units = answered.survey.units.ids();
    let is_broken = |unit: &&str| {
        let held = answered.survey.of_units.iter();
        let mut lines = held.flat_map(|held| held.check.lines());
        lines.any(|line| line.id == *unit && line.figures.is_broken())
    };
    let unit = units.iter().find(is_broken).unwrap_or(units.get(0));
    let unit = if unit.contains(' ') { format!("\"{unit}\"") } else { unit.to_owned() };
    more.ask(
        &format!("--explain {unit}"),
        "allt om en enhet, eller om en arbetsledare med hennes id",
        "everything about a unit, or about a supervisor by her id",
    );
    more.ask("--at 2016-12-31", "en annan dag", "another day");
    more.ask("--cases-per-worker 12", "ert eget mål", "a goal of your own");
    more.ask(
        "--cost social_worker=KRONOR",
        "vad planen kostar, och med --grant-ends vad som blir kvar",
        "what the plan costs, and with --grant-ends what stays",
    );
    if answered.list.file.is_shipped {
        more.ask(
            say(language, "--data FIL --cases FIL --at DAG", "--data FILE --cases FILE --at DAY"),
            "med er egen personallista",
            "with your own list of staff",
        );
    }
    let listing = say(language, "--csv > kontroll.csv", "--csv > check.csv");
    more.ask(listing, "varje regel och rad som CSV", "every rule and row as CSV");
    more.lines()
}
