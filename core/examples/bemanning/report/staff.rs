//! The staff of each unit, by role.

use statsbidrag::{Ratio, Reason, Table};

use super::{cell, section_heading};
use crate::Answered;
use crate::layout::{Grid, Lean, say};
use crate::words;

/// The roles in the order in which one thinks of them.
const ORDER: [&str; 4] = ["social_worker", "supervisor", "manager", "administrator"];

/// The columns that are shown of a role; heads are the second.
const COLUMNS: [&str; 5] = ["fte", "heads", "agency_fte", "vacant_fte", "on_leave_fte"];

/// Every unit, or one.
pub(crate) fn section(answered: &Answered, only: Option<&str>) -> String {
    let (language, table) = (answered.asked.language, &answered.survey.units);
    let heading = say(
        language,
        "Bemanningen (inhyrda, vakanta och tjänstlediga i årsarbetare)",
        "The staff (agency, vacant and on leave in FTE)",
    );
    let mut grid = Grid::new([Lean::Left, Lean::Left].into_iter().chain([Lean::Right; 5]));
    let head = say(
        language,
        "||årsarbetare|personer|inhyrda|vakanta|tjänstlediga",
        "||FTE|persons|agency|vacant|on leave",
    );
    grid.row(head.split('|'));
    for row in 0..table.len() {
        let unit = table.ids().get(row);
        if only.is_none_or(|only| only == unit) {
            add(&mut grid, answered, unit, |column| cell(table, column, row));
        }
    }
    if only.is_none() && table.len() > 1 {
        let all = say(language, "Alla", "All");
        // Someone in two units is a head in each, and so heads do not add up.
        let is_shared = answered.survey.summary.findings().iter();
        let is_shared = is_shared.map(|finding| finding.reason()).any(|r| r == Reason::SharedHeads);
        add(&mut grid, answered, all, |column| {
            let adds_up = !column.ends_with("_heads") || !is_shared;
            adds_up.then(|| sum(table, column)).flatten()
        });
    }
    format!("{}{}", section_heading(heading), grid.lines(2))
}

/// The rows of a unit: a role each, where it has any.
fn add(grid: &mut Grid, answered: &Answered, unit: &str, value: impl Fn(&str) -> Option<Ratio>) {
    let language = answered.asked.language;
    let mut label = unit;
    for role in roles(answered) {
        let values = COLUMNS.map(|column| value(&format!("{role}_{column}")));
        if values.iter().flatten().all(Ratio::is_zero) {
            continue;
        }
        let shown = values.iter().map(|value| match value {
            Some(number) if number.is_zero() => "–".to_owned(),
            Some(number) => language.number(number, 2),
            None => "?".to_owned(),
        });
        let name = words::role(role, language).to_owned();
        grid.row([label.to_owned(), name].into_iter().chain(shown));
        label = "";
    }
    if label == unit {
        let nobody = say(language, "ingen", "nobody");
        grid.row([unit, nobody]);
    }
}

/// The roles of the map, each once.
fn roles(answered: &Answered) -> Vec<&str> {
    let mut roles: Vec<&str> = Vec::new();
    let given = answered.roles.iter().map(|(_, role)| role.as_str());
    let known = ORDER.into_iter().filter(|known| answered.roles.iter().any(|(_, r)| r == known));
    for role in known.chain(given) {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    roles
}

/// The sum of a column; none where a cell is empty.
fn sum(table: &Table, column: &str) -> Option<Ratio> {
    (0..table.len())
        .map(|row| cell(table, column, row))
        .collect::<Option<Vec<_>>>()
        .map(|cells| cells.into_iter().sum())
}
