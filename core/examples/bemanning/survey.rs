//! Everything that is computed for an answer: tables, checks, a plan, and what has been over time.

use statsbidrag::{
    Code, Column, Date, Error, Language, Problem, Problems, Span, Staff, StaffBy, StaffOptions,
    StaffSummary, StaffingCheck, StaffingOptions, StaffingPlan, StaffingSeries, Table,
    check_staffing, plan_staffing, staffing_series, staffing_snapshots, summarise_staff,
};

use crate::asked::Asked;
use crate::layout::say;
use crate::own_list::{Cases, StaffList};
use crate::rules::Rules;

/// The row of a table of teams on a day on which nobody leads anybody: a table has at least one.
const NOBODY: &str = "–";

/// The column that says that all units are one whole, between whose parts cases could be moved.
const TOGETHER: &str = "together";

/// Those hired before the first day may lack the qualification until the second (HSLF-FS 2017:79).
const TRANSITION: (&str, &str) = ("2014-07-01", "2022-06-30");

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

/// The facts that are looked at.
struct Facts<'f> {
    staff: &'f Staff,
    cases: Option<&'f Table>,
    by_unit: StaffOptions,
    by_supervisor: StaffOptions,
    has_qualified: bool,
}

impl Survey {
    pub(crate) fn of(
        asked: &Asked,
        list: &StaffList,
        roles: &[(String, String)],
        cases: Option<&Cases>,
        rules: &Rules,
    ) -> Result<Self, Error> {
        let by = |by| options(by, asked, list, roles);
        let facts = Facts {
            staff: &list.staff,
            cases: cases.map(|cases| &cases.table),
            by_unit: by(StaffBy::Unit)?,
            by_supervisor: by(StaffBy::Supervisor)?,
            has_qualified: list.has("qualified"),
        };
        let summary = summarise_staff(facts.staff, &facts.by_unit.clone().at(asked.at));
        let (summary, units) = both(summary, facts.units(only(asked.at)?))?;
        let at = StaffingOptions::new().at(asked.at);
        let of_units = match rules.of_units.is_empty() {
            true => None,
            false => Some(Held {
                check: check_staffing(
                    &together(last(&units)?, asked.language)?,
                    &rules.of_units,
                    &at.clone().unit(TOGETHER),
                )?,
                before: check_staffing(
                    last(&facts.units(only(asked.over.from())?)?)?,
                    &rules.of_units,
                    &StaffingOptions::new().at(asked.over.from()),
                )?,
                series: staffing_series(
                    &facts.units(asked.over)?,
                    end(asked.over),
                    &rules.of_units,
                    &StaffingOptions::new(),
                )?,
            }),
        };
        let team_summary = match list.has("supervisor") {
            true => Some(summarise_staff(facts.staff, &facts.by_supervisor.clone().at(asked.at))),
            false => None,
        };
        let of_teams = match &team_summary {
            None => None,
            Some(_) => {
                let by_unit = StaffingOptions::new().unit("unit");
                let check = |day: Date| {
                    let tables = facts.teams(only(day)?)?;
                    check_staffing(last(&tables)?, &rules.of_teams, &by_unit.clone().at(day))
                };
                let tables = facts.teams(asked.over)?;
                Some(Held {
                    check: check(asked.at)?,
                    before: check(asked.over.from())?,
                    series: staffing_series(
                        &tables,
                        end(asked.over),
                        &rules.of_teams,
                        &StaffingOptions::new(),
                    )?,
                })
            }
        };
        let units = last(&units)?.clone();
        let plan = match rules.planned.is_empty() {
            true => None,
            false => Some(plan_staffing(&units, &rules.planned, &at)?),
        };
        // Without anybody who leads, there are no remarks on teams.
        let team_summary = team_summary.and_then(Result::ok);
        Ok(Self { summary, units, of_units, team_summary, of_teams, plan })
    }
}

/// How the list is summarised.
fn options(
    by: StaffBy,
    asked: &Asked,
    list: &StaffList,
    roles: &[(String, String)],
) -> Result<StaffOptions, Error> {
    let mut options = StaffOptions::by(by)
        .roles(roles.iter().cloned())
        .fte_unit(list.fte_unit)
        .agency(asked.agency);
    if let Some(hours) = &asked.full_time_hours {
        options = options.full_time_hours(hours.clone());
    }
    if list.has("experience_years") {
        options = options.new_within(asked.new_within.clone());
        if roles.iter().any(|(_, role)| role == "manager") {
            options = options.manager_under_years("manager", 3);
        }
    }
    if list.has("qualified") && list.has("hired_on") {
        let (before, until) = TRANSITION;
        options = options.transition(before.parse()?, until.parse()?);
    }
    Ok(options)
}

impl Facts<'_> {
    /// The units on every day of a span on which something changes.
    fn units(&self, span: Span) -> Result<Vec<(Date, Table)>, Error> {
        let tables = match self.cases {
            Some(cases) => staffing_snapshots(self.staff, &self.by_unit, cases, span)?,
            None => self.by_day(span, &self.by_unit)?,
        };
        tables.into_iter().map(|(day, table)| Ok((day, self.regulated(table)?))).collect()
    }

    /// The teams on every day of a span on which the list changes.
    fn teams(&self, span: Span) -> Result<Vec<(Date, Table)>, Error> {
        self.by_day(span, &self.by_supervisor)
    }

    fn by_day(&self, span: Span, options: &StaffOptions) -> Result<Vec<(Date, Table)>, Error> {
        let table = |day: Date| match summarise_staff(self.staff, &options.clone().at(day)) {
            Ok(summary) if options.groups_by() == StaffBy::Supervisor => {
                Ok((day, leading_social_workers(summary.table())?))
            }
            Ok(summary) => Ok((day, summary.table().clone())),
            Err(error) if is_empty(&error) => Ok((day, nobody()?)),
            Err(error) => Err(error),
        };
        self.staff.changes(span)?.into_iter().map(table).collect()
    }

    /// The table with the columns that the law's rule reads: social workers are on regulated tasks.
    fn regulated(&self, table: Table) -> Result<Table, Error> {
        let column = |name: &str| table.column(name).filter(|_| self.has_qualified).cloned();
        let unqualified = column("social_worker_unqualified_heads");
        let all = column("social_worker_heads");
        match unqualified.zip(all) {
            None => Ok(table),
            Some((unqualified, all)) => table
                .with_column("unqualified_heads", unqualified)?
                .with_column("regulated_heads", all),
        }
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

fn is_empty(error: &Error) -> bool {
    error
        .problems()
        .iter()
        .all(|problem| (problem.path(), problem.code()) == ("/staff/supervisor", Code::Empty))
}

/// The rows of those who are supervisors or lead social workers. A manager who leads supervisors has
/// a row too, and is nobody to move social workers to.
fn leading_social_workers(table: &Table) -> Result<Table, Error> {
    let number = |column: &str, row| match table.column(column) {
        Some(Column::Numbers(numbers)) => numbers.get(row),
        _ => None,
    };
    let leads = |row: &usize| {
        let heads = number("social_worker_heads", *row);
        heads.is_some_and(|heads| !heads.is_zero()) || number("supervisor_fte", *row).is_some()
    };
    let rows: Vec<usize> = (0..table.len()).filter(leads).collect();
    if rows.is_empty() {
        return nobody();
    }
    let unit = |row: &usize| match table.column("unit") {
        Some(Column::Texts(texts)) => texts.get(*row).map(str::to_owned),
        _ => None,
    };
    let numbers = |column: &str| rows.iter().map(|row| number(column, *row)).collect::<Vec<_>>();
    Table::builder("supervisor", rows.iter().map(|row| table.ids().get(*row)))
        .column("unit", rows.iter().map(unit).collect::<Vec<_>>())
        .column("social_worker_heads", numbers("social_worker_heads"))
        .column("supervisor_heads", numbers("supervisor_heads"))
        .build()
}

/// A table of teams without any.
fn nobody() -> Result<Table, Error> {
    Table::builder("supervisor", [NOBODY])
        .column("unit", [None::<&str>])
        .column("social_worker_heads", [0])
        .column("supervisor_heads", [0])
        .build()
}

/// Whether a row is of somebody.
pub(crate) fn is_somebody(id: &str) -> bool {
    id != NOBODY
}

fn only(day: Date) -> Result<Span, Error> {
    Span::new(day, Some(day))
}

fn end(span: Span) -> Date {
    span.to().unwrap_or(span.from())
}

fn last(tables: &[(Date, Table)]) -> Result<&Table, Error> {
    // A span has its first day, and so one table at least.
    tables
        .last()
        .map(|(_, table)| table)
        .ok_or_else(|| Problem::new("", Code::Empty, "no tables", "one at least").into())
}
