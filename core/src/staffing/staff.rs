//! A list of staff, and what it says of each unit or each supervisor.

mod cell;
mod check;
mod count;
mod options;
mod read;
mod remarks;
mod table;
#[cfg(test)]
mod tests;

pub use options::{Counting, FteUnit, StaffBy, StaffOptions};

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use check::Declared;
use count::Window;
use read::List;
use remarks::Done;
use table::Groups;

use crate::Error;
use crate::date::{Date, Span};
use crate::finding::Finding;
use crate::limits::{MOST_CELLS, check_product};
use crate::problem::{Code, Problems, below};
use crate::receipt::Receipt;
use crate::table::{Column, Table};
use crate::text::Language;

/// A list of staff (personallista) as HR systems export it: several rows a person are normal.
///
/// | column | what it holds |
/// |---|---|
/// | `person` | who it is: an id, which is a key and nothing else; a vacant row may lack it |
/// | `unit`, `role` | the unit (enhet), and the role or title (befattning) |
/// | `fte` or `hours` | the actual part of a full post (sysselsättningsgrad), or worked hours of the hourly paid; each row has one of them. A row is at most one full post, a vacant one too |
/// | `supervisor` | the `person` who leads the work (arbetsledare); may be empty |
/// | `employment` | `employed` (or empty), `agency` (inhyrd) |
/// | `status` | `in_service` (or empty), `on_leave` (tjänstledig), `vacant` (vakant tjänst) |
/// | `from`, `to` | the first and last day of the row, such as 2016-01-31; empty: without that end |
/// | `experience_years` | years in the profession; in the row of a manager, years as a manager. They hold on all days of the row |
/// | `qualified` | whether the person has the required qualification (behörighet): yes or no |
/// | `hired_on` | the day of employment, for the transitional rule on qualification |
/// | `mentor_fte` or `mentor_hours` | the part of the post that goes to mentoring others; write 0 for none |
/// | `reason` | why the person has more than a full post on a day |
///
/// Columns of numbers may be [`Numbers`](crate::Numbers) or texts with a decimal point or comma and,
/// for `fte`, a percent sign. What is wrong with a list is found when it is used.
///
/// ```
/// use statsbidrag::Staff;
///
/// let staff = Staff::new()
///     .column("person", ["7", "7", "12"])
///     .column("unit", ["Norr", "Norr", "Norr"])
///     .column("role", ["arbetsledare", "socialsekreterare", "socialsekreterare"])
///     .column("fte", ["50,00 %", "50,00 %", "100 %"]);
/// assert_eq!(staff.len(), 3);
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Staff {
    /// Shared with the summaries of the list, whose receipts are computed when they are asked for.
    columns: Arc<Vec<(String, Column)>>,
}

impl Staff {
    /// The columns that a list may have. Another one is a problem: a misspelt column would otherwise
    /// be one that is silently not there.
    pub const COLUMNS: &'static [&'static str] = &read::COLUMNS;

    /// Those whose cells are numbers.
    pub(crate) const NUMBERS: [&'static str; 5] =
        ["fte", "hours", "experience_years", "mentor_fte", "mentor_hours"];

    /// A list without columns.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a column.
    pub fn column(mut self, name: impl Into<String>, column: impl Into<Column>) -> Self {
        Arc::make_mut(&mut self.columns).push((name.into(), column.into()));
        self
    }

    /// How many rows: as many as the first column has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, |(_, column)| column.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every column with its name, in the order in which they were added.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &Column)> {
        self.columns.iter().map(|(name, column)| (name.as_str(), column))
    }

    /// The days of a span on which the list changes: its first day, and each day on which a row
    /// begins or is over. Between them a summary is the same, so that they are the days of a series.
    ///
    /// ```
    /// use statsbidrag::{Span, Staff};
    ///
    /// let staff = Staff::new()
    ///     .column("from", ["2016-03-01", "2015-01-01"])
    ///     .column("to", [None, Some("2016-06-30")]);
    /// let days: Vec<_> = staff.changes(Span::year(2016)?)?.iter().map(|d| d.to_string()).collect();
    /// assert_eq!(days, ["2016-01-01", "2016-03-01", "2016-07-01"]);
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// `malformed` for days that are none.
    pub fn changes(&self, within: Span) -> Result<Vec<Date>, Error> {
        let mut problems = Problems::new();
        let mut days = BTreeSet::from([within.from()]);
        for (known, is_end) in [("from", false), ("to", true)] {
            let Some((_, column)) = self.columns.iter().find(|(name, _)| name == known) else {
                continue;
            };
            let cells = cell::Cells { name: known, column };
            for row in 0..column.len() {
                let Some(day) = cells.date(row, &mut problems) else { continue };
                days.extend(if is_end { day.tomorrow() } else { Some(day) });
            }
        }
        problems.into_result(days.into_iter().filter(|day| within.contains(*day)).collect())
    }
}

/// A title that the roles do not name, and on how many rows it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmappedTitle {
    title: String,
    rows: usize,
}

impl UnmappedTitle {
    /// The title, as it stands in the list.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// On how many rows of the list, whatever their dates.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }
}

/// A list of staff summarised: the table, the titles that were left out, and remarks.
#[derive(Clone, Debug)]
pub struct StaffSummary {
    staff: Staff,
    options: StaffOptions,
    table: Table,
    unmapped: Vec<UnmappedTitle>,
    findings: Vec<Finding>,
}

impl StaffSummary {
    /// The table: one row for each unit or supervisor, in the order of their ids, bytewise.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The titles that have no role, whose rows were left out, in the order of titles.
    #[must_use]
    pub fn unmapped(&self) -> &[UnmappedTitle] {
        &self.unmapped
    }

    /// What one should know who reads the table.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What the summary was computed from. Persons are in the hash and nowhere else.
    #[must_use]
    pub fn receipt(&self) -> Receipt {
        let rules = Value::Object(self.options.write());
        Receipt::of_list(rules, self.staff.len(), self.staff.columns(), &Staff::NUMBERS)
    }

    /// The findings as sentences.
    #[must_use]
    pub fn remarks(&self, language: Language) -> Vec<String> {
        self.findings.iter().map(|finding| finding.text(language)).collect()
    }
}

/// Summarises a list of staff by unit or by supervisor, at a day or weighted by time.
///
/// For every role `R` that the list or the map of roles has, the table has these columns, exact and
/// never rounded:
///
/// | column | what it is |
/// |---|---|
/// | `R_fte` | full-time equivalents (årsarbetare) of those who count, row by row |
/// | `R_heads` | heads (antal personer): distinct persons who count; several rows are one head |
/// | `R_posts` | FTE of the municipality's posts (tjänster): in service, on leave and vacant. Agency staff cover posts and hold none |
/// | `R_agency_fte`, `R_agency_heads` | agency staff (inhyrda), whether they count or not |
/// | `R_vacant_fte`, `R_on_leave_fte` | vacant posts, and posts of those on leave |
/// | `R_mentor_fte`, `R_casework_fte` | with a column of mentoring: what goes to it, and `R_fte` less that |
/// | `R_new_heads` | with [`new_within`](StaffOptions::new_within): those new to the profession, of `R_heads` |
/// | `R_unqualified_heads` | with a column `qualified`: those without the qualification, of `R_heads` |
/// | `R_under_three_years_heads` | with [`manager_under_years`](StaffOptions::manager_under_years): of `R_heads` |
///
/// In service and employed always count; agency staff, those on leave and vacant posts count as the
/// options say. A person of whom an answer is missing leaves the cell of that answer empty: a share
/// of those who happened to be asked is none. Over a span, FTE and heads are sums over its days
/// divided by the days.
///
/// **By unit**: every unit of the list has a row, be it of zeros. **By supervisor**: everyone who
/// leads someone or is in service in the role of a supervisor has a row, with the columns `unit`
/// (that of her team; her own if the team is in several), `supervisor_heads` (1; over a span the part
/// of its days on which she leads or is in service; 0 for a vacant post), and `supervisor_fte` (her
/// own post as a supervisor, empty if she has none). Her own rows are in the team of whoever leads
/// her, never in her own. Those she leads who are supervisors stand in `led_supervisor_*`. Someone
/// with two supervisors is a head in each team and one in the unit.
///
/// ```
/// use statsbidrag::{Staff, StaffBy, StaffOptions, summarise_staff};
///
/// // Ask leads half her time and has cases the other half; Bo has two supervisors.
/// let staff = Staff::new()
///     .column("person", ["Ask", "Ask", "Bo", "Bo", "Cai", "Dag"])
///     .column("unit", ["Norr", "Norr", "Norr", "Norr", "Norr", "Norr"])
///     .column("role", ["lead", "case", "case", "case", "case", "lead"])
///     .column("fte", ["0.5", "0.5", "0.4", "0.4", "0.75", "1"])
///     .column("supervisor", [None, Some("Dag"), Some("Ask"), Some("Dag"), Some("Ask"), None]);
/// let units = summarise_staff(&staff, &StaffOptions::by(StaffBy::Unit))?;
/// let teams = StaffOptions::by(StaffBy::Supervisor).supervisor_role("lead");
/// let teams = summarise_staff(&staff, &teams)?;
///
/// let cell = |table: &statsbidrag::Table, column: &str, row| match table.column(column) {
///     Some(statsbidrag::Column::Numbers(numbers)) => numbers.get(row).unwrap().to_string(),
///     _ => panic!("no such column"),
/// };
/// assert_eq!(cell(units.table(), "case_fte", 0), "2.05"); // 0.5 + 0.4 + 0.4 + 0.75
/// assert_eq!(cell(units.table(), "case_heads", 0), "3"); // Ask, Bo, Cai
/// assert_eq!(cell(teams.table(), "case_heads", 0), "2"); // Ask leads Bo and Cai
/// assert_eq!(cell(teams.table(), "case_heads", 1), "2"); // Dag leads Ask and Bo
/// assert_eq!(cell(teams.table(), "supervisor_fte", 0), "0.5");
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// All problems of the list and the options at once, under `/staff/<column>/<row>`; rows are named,
/// never persons.
/// - `missing`: a row without a unit, a role, or fte and hours; without a person, unless it is vacant;
///   hours without [`full_time_hours`](StaffOptions::full_time_hours); agency staff without
///   [`agency`](StaffOptions::agency); dates without [`at`](StaffOptions::at) or
///   [`span`](StaffOptions::span).
/// - `malformed`, `negative`, `unknown_word`: cells that cannot be read, fte of 0 or less.
/// - `over_full_post`: a row, or the rows in service of a person on a day, over a full post; up to two
///   with a `reason`.
/// - `duplicate`: the same person, role, unit, supervisor and status overlapping in time.
/// - `contradiction`: fte and hours in one row, an end before its start, agency staff on leave, mentoring
///   over the post, rows of a person in one role that differ in experience or qualification on a day,
///   someone who supervises herself.
/// - `unknown_id`: a supervisor who is not in the list. `unknown_column`, `length_mismatch`, `empty`: the
///   columns; `conflict`: options that exclude each other.
pub fn summarise_staff(staff: &Staff, options: &StaffOptions) -> Result<StaffSummary, Error> {
    let mut problems = Problems::new();
    let list = List::read(staff, options, &mut problems);
    let window = check_options(&list, options, &mut problems);
    let declared = check::check(&list, &mut problems);
    problems.check()?;
    summarise(staff, &list, &declared, options, window)
}

/// The tables of several days: the list is read once.
pub(super) fn summarise_days(
    staff: &Staff,
    options: &StaffOptions,
    days: &BTreeSet<Date>,
) -> Result<Vec<(Date, Table)>, Error> {
    let mut problems = Problems::new();
    let list = List::read(staff, options, &mut problems);
    let mut options = options.clone();
    options.span = None;
    options.at = days.first().copied();
    check_options(&list, &options, &mut problems);
    let declared = check::check(&list, &mut problems);
    // Every unit has a row on every day.
    let cells = table::cells(&list, list.units.names.len());
    check_product(days.len(), "days", "cells", cells, MOST_CELLS, "/span", &mut problems);
    problems.check()?;
    let on = |&day: &Date| {
        let at = day.days_since_1970();
        let (window, options) = (Window { first: at, last: at }, options.clone().at(day));
        Ok((day, summarise(staff, &list, &declared, &options, window)?.table))
    };
    days.iter().map(on).collect()
}

/// The summary of a list in which nothing is wrong.
fn summarise(
    staff: &Staff,
    list: &List<'_>,
    declared: &[Declared],
    options: &StaffOptions,
    window: Window,
) -> Result<StaffSummary, Error> {
    let unmapped = unmapped(list);
    let counted = count::count(list, options, window);
    let groups = Groups::new(list, &counted, options, window);
    if groups.len() == 0 {
        let mut problems = Problems::new();
        let got = "nobody who supervises on the days asked for";
        problems.add("/staff/supervisor", Code::Empty, got, "at least one");
        problems.check()?;
    }
    let table = table::build(list, &counted, &groups, options, window)?;
    let done = Done {
        list,
        counted: &counted,
        groups: &groups,
        options,
        window,
        declared,
        unmapped: &unmapped,
    };
    let findings = done.remarks();
    let (staff, options) = (staff.clone(), options.clone());
    Ok(StaffSummary { staff, options, table, unmapped, findings })
}

/// Titles without a role, with their rows.
fn unmapped(list: &List<'_>) -> Vec<UnmappedTitle> {
    let mut rows = vec![0; list.titles.names.len()];
    for row in list.rows.iter().filter(|row| row.role.is_none()) {
        if let Some(title) = row.title {
            rows[title as usize] += 1;
        }
    }
    let titles = list.titles.names.iter().zip(rows).filter(|(_, rows)| *rows > 0);
    let mut titles: Vec<_> =
        titles.map(|(title, rows)| UnmappedTitle { title: title.to_string(), rows }).collect();
    titles.sort_unstable_by(|a, b| a.title.cmp(&b.title));
    titles
}

/// Reports options that do not go with each other or with the list; returns the days asked for.
fn check_options(list: &List<'_>, options: &StaffOptions, problems: &mut Problems) -> Window {
    if options.by == StaffBy::Supervisor && !list.has_supervisors {
        problems.add("/staff/supervisor", Code::Missing, "nothing", "a column");
    }
    if let Some(rows) = count::needs_agency(list, options.agency) {
        let got = format!("{rows} rows of agency staff");
        problems.add("/agency", Code::Missing, got, "count or leave_out");
    }
    let years = options
        .under_years
        .iter()
        .map(|(role, years)| (below("/manager_under_years", role), years));
    let new_within = options.new_within.iter().map(|years| ("/new_within".to_owned(), years));
    for (path, years) in new_within.chain(years) {
        if years.is_negative() || years.is_zero() {
            problems.add(&path, Code::NotInRange, years, "more than 0");
        }
        if !list.has_experience {
            let want = "a column experience_years";
            problems.add(path, Code::UnknownColumn, "nothing", want);
        }
    }
    for (index, (role, _)) in options.under_years.iter().enumerate() {
        let path = below("/manager_under_years", role);
        // Where nothing could be read no role is known.
        if !list.rows.is_empty() && !list.roles.contains(role) {
            let want = format!("a role: {}", list.roles.join(", "));
            problems.add(&path, Code::UnknownName, role, want);
        }
        if options.under_years[..index].iter().any(|(other, _)| other == role) {
            problems.add(path, Code::Duplicate, role, "a role that stands once");
        }
    }
    if let Some(total) = options.total.as_ref().filter(|total| list.roles.contains(total)) {
        problems.add("/total", Code::Conflict, total, "a name that is no role");
    }
    if options.transition.is_some() {
        for (name, has) in [("qualified", list.has_qualified), ("hired_on", list.has_hired_on)] {
            if !has {
                let want = format!("a column {name}");
                problems.add("/transition", Code::UnknownColumn, "nothing", want);
            }
        }
        if options.at.is_none() && options.span.is_none() {
            let want = "a day (at) or a span, since the transition has an end";
            problems.add("/at", Code::Missing, "nothing", want);
        }
    }
    days(list, options, problems)
}

/// The days asked for; without any, one day on which every row holds.
fn days(list: &List<'_>, options: &StaffOptions, problems: &mut Problems) -> Window {
    let day = Date::days_since_1970;
    let window = match (options.at, options.span) {
        (Some(_), Some(_)) => {
            problems.add("/span", Code::Conflict, "a day and a span", "one of them");
            None
        }
        (Some(at), None) => Some((day(at), day(at))),
        (None, Some(span)) => {
            if span.to().is_none() {
                problems.add("/span/to", Code::Missing, "nothing", "the last day");
            }
            span.to().map(|to| (day(span.from()), day(to)))
        }
        (None, None) => {
            if list.has_dates {
                let want = "a day (at) or a span (span)";
                problems.add("/at", Code::Missing, "rows with dates", want);
            }
            None
        }
    };
    let (first, last) = window.unwrap_or((0, 0));
    Window { first, last }
}
