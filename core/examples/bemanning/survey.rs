//! Everything that is computed for an answer: checks, a plan, and what has been over time.

use statsbidrag::{
    Code, Date, Error, Language, Problem, Problems, RatioRule, Span, StaffSummary, StaffingCheck,
    StaffingOptions, StaffingPlan, StaffingSeries, Table, check_staffing, plan_staffing,
    staffing_series,
};

use crate::asked::Asked;
use crate::layout::say;
use crate::own_list::{Cases, StaffList};
use crate::rules::Rules;
use crate::tables::Facts;

/// The column that says that all units are one whole, between whose parts cases could be moved.
const TOGETHER: &str = "together";

/// The rows of one kind, units or teams, held to their rules.
#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) check: StaffingCheck,
    /// On the first day that the rules are followed from.
    pub(crate) before: StaffingCheck,
    pub(crate) series: StaffingSeries,
}

/// What is known of the staff.
#[derive(Debug)]
pub(crate) struct Survey {
    pub(crate) summary: StaffSummary,
    /// The units of the day, with their cases.
    pub(crate) units: Table,
    pub(crate) of_units: Option<Held>,
    /// The summary by supervisor, where the list has supervisors.
    pub(crate) team_summary: Option<StaffSummary>,
    pub(crate) of_teams: Option<Held>,
    pub(crate) plan: Option<StaffingPlan>,
}

impl Survey {
    pub(crate) fn of(
        asked: &Asked,
        list: &StaffList,
        roles: &[(String, String)],
        cases: Option<&Cases>,
        rules: &Rules,
    ) -> Result<Self, Error> {
        let facts = Facts::of(asked, list, roles, cases)?;
        let units = |span| facts.units(span);
        // What is wrong with the list and with the cases comes at once.
        let (summary, of_day) = both(facts.unit_summary(asked.at), units(only(asked.at)?))?;
        let of_day = last(&of_day)?.clone();
        let parts = together(&of_day, asked.language)?;
        let of_units = Held::of(asked, &rules.of_units, (&parts, TOGETHER), units)?;
        let (mut team_summary, mut of_teams) = (None, None);
        if list.has("supervisor") {
            let teams = |span| facts.teams(span);
            team_summary = facts.team_summary(asked.at)?;
            let of_day = teams(only(asked.at)?)?;
            of_teams = Held::of(asked, &rules.of_teams, (last(&of_day)?, "unit"), teams)?;
        }
        let at = StaffingOptions::new().at(asked.at);
        let plan = match rules.planned.is_empty() {
            true => None,
            false => Some(plan_staffing(&of_day, &rules.planned, &at)?),
        };
        Ok(Self { summary, units: of_day, of_units, team_summary, of_teams, plan })
    }
}

impl Held {
    /// The table of the day, with the column whose words say between which rows one can move; and
    /// the tables of other days. None without rules.
    fn of(
        asked: &Asked,
        rules: &[RatioRule],
        (of_day, whole): (&Table, &str),
        tables: impl Fn(Span) -> Result<Vec<(Date, Table)>, Error>,
    ) -> Result<Option<Self>, Error> {
        if rules.is_empty() {
            return Ok(None);
        }
        let (first, options) = (asked.over.from(), StaffingOptions::new());
        let over = tables(asked.over)?;
        let before = over.first().map(|(_, table)| table);
        let before = before.map(|table| check_staffing(table, rules, &options.clone().at(first)));
        Ok(Some(Self {
            check: check_staffing(of_day, rules, &options.clone().at(asked.at).unit(whole))?,
            before: before.unwrap_or_else(|| Err(none()))?,
            series: staffing_series(&over, asked.over.to().unwrap_or(first), rules, &options)?,
        }))
    }
}

/// The units as parts of one whole.
fn together(units: &Table, language: Language) -> Result<Table, Error> {
    let whole = say(language, "alla enheter", "all units");
    units.with_column(TOGETHER, vec![whole; units.len()])
}

/// Two results, or what is wrong with either.
fn both<A, B>(one: Result<A, Error>, other: Result<B, Error>) -> Result<(A, B), Error> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => {
            let mut problems = Problems::new();
            for error in [one.err(), other.err()].into_iter().flatten() {
                problems.extend_under("", error);
            }
            Err(problems.into())
        }
    }
}

fn only(day: Date) -> Result<Span, Error> {
    Span::new(day, Some(day))
}

fn last(tables: &[(Date, Table)]) -> Result<&Table, Error> {
    tables.last().map(|(_, table)| table).ok_or_else(none)
}

/// A span has its first day, and so one table at least.
fn none() -> Error {
    Problem::new("", Code::Empty, "no tables", "one at least").into()
}
