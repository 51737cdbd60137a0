//! The lists as tables of units and of teams, on a day or on every day on which something changes.

use statsbidrag::{
    Code, Column, Date, Error, Span, Staff, StaffBy, StaffOptions, StaffSummary, Table,
    staffing_snapshots, summarise_staff,
};

use crate::asked::Asked;
use crate::own_list::{Cases, StaffList};

/// The row of a table of teams on a day on which nobody leads anybody: a table has at least one.
const NOBODY: &str = "–";

/// Those hired before the first day may lack the qualification until the second (HSLF-FS 2017:79).
const TRANSITION: (&str, &str) = ("2014-07-01", "2022-06-30");

/// The facts that are looked at.
pub(crate) struct Facts<'f> {
    staff: &'f Staff,
    cases: Option<&'f Table>,
    by_unit: StaffOptions,
    by_supervisor: StaffOptions,
    has_qualified: bool,
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

impl<'f> Facts<'f> {
    pub(crate) fn of(
        asked: &Asked,
        list: &'f StaffList,
        roles: &[(String, String)],
        cases: Option<&'f Cases>,
    ) -> Result<Self, Error> {
        Ok(Self {
            staff: &list.staff,
            cases: cases.map(|cases| &cases.table),
            by_unit: options(StaffBy::Unit, asked, list, roles)?,
            by_supervisor: options(StaffBy::Supervisor, asked, list, roles)?,
            has_qualified: list.has("qualified"),
        })
    }

    /// The summary of a day by unit.
    pub(crate) fn unit_summary(&self, day: Date) -> Result<StaffSummary, Error> {
        summarise_staff(self.staff, &self.by_unit.clone().at(day))
    }

    /// The summary of a day by supervisor; none where nobody leads anybody.
    pub(crate) fn team_summary(&self, day: Date) -> Result<Option<StaffSummary>, Error> {
        match summarise_staff(self.staff, &self.by_supervisor.clone().at(day)) {
            Err(error) if is_empty(&error) => Ok(None),
            summary => summary.map(Some),
        }
    }

    /// The units on every day of a span on which something changes.
    pub(crate) fn units(&self, span: Span) -> Result<Vec<(Date, Table)>, Error> {
        let tables = match self.cases {
            Some(cases) => staffing_snapshots(self.staff, &self.by_unit, cases, span)?,
            None => {
                let table = |day| Ok((day, self.unit_summary(day)?.table().clone()));
                let days = self.staff.changes(span)?.into_iter();
                days.map(table).collect::<Result<Vec<_>, Error>>()?
            }
        };
        tables.into_iter().map(|(day, table)| Ok((day, self.regulated(table)?))).collect()
    }

    /// The teams on every day of a span on which the list changes.
    pub(crate) fn teams(&self, span: Span) -> Result<Vec<(Date, Table)>, Error> {
        let table = |day: Date| match self.team_summary(day)? {
            Some(summary) => Ok((day, leading_social_workers(summary.table())?)),
            None => Ok((day, nobody()?)),
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
