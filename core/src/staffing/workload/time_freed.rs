//! Time that administrators free: from a list of tasks to caseworker FTE and hours with clients.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::exact::{filled, minus, plus, product};
use super::task_list::{Period, Relief, TaskList, TaskStatus};
use crate::Error;
use crate::finding::{Finding, Outcome, Reason};
use crate::number::Ratio;
use crate::problem::{Code, Problem, Problems};
use crate::receipt::Receipt;
use crate::table::Table;
use crate::text::{Language, Wording, lines};

/// The time freed (frigjord tid) in one unit, or in all; hours are those of one period, exact.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FreedRow {
    /// The unit; none for the whole list.
    pub unit: Option<String>,
    /// Hours of tasks that an administrator can take over.
    pub movable: Ratio,
    /// Hours of tasks that are exercise of public authority, and stay.
    pub authority: Ratio,
    /// Hours of other tasks that only a social worker can do, and stay.
    pub only_social_worker: Ratio,
    /// Hours of tasks done by roles whose time was not asked for.
    pub other_role: Ratio,
    /// Administrators' hours.
    pub administrators: Ratio,
    /// Hours freed: the lesser of movable and administrators' hours.
    pub freed: Ratio,
    /// Freed hours over full-time hours: FTE (årsarbetare).
    pub fte: Ratio,
    /// The share of the freed hours that goes to clients.
    pub client_hours: Ratio,
    /// Movable hours for which administrators' hours do not suffice.
    pub unmoved: Ratio,
    /// Administrators' hours for which there is nothing to move.
    pub unused: Ratio,
}

impl FreedRow {
    fn empty(unit: Option<&str>) -> Self {
        Self {
            unit: unit.map(str::to_owned),
            movable: Ratio::zero(),
            authority: Ratio::zero(),
            only_social_worker: Ratio::zero(),
            other_role: Ratio::zero(),
            administrators: Ratio::zero(),
            freed: Ratio::zero(),
            fte: Ratio::zero(),
            client_hours: Ratio::zero(),
            unmoved: Ratio::zero(),
            unused: Ratio::zero(),
        }
    }

    fn add(&mut self, status: TaskStatus, hours: &Ratio) {
        let sum = match status {
            TaskStatus::Movable => &mut self.movable,
            TaskStatus::Authority => &mut self.authority,
            TaskStatus::OnlySocialWorker => &mut self.only_social_worker,
            TaskStatus::OtherRole => &mut self.other_role,
        };
        *sum = plus(sum, hours);
    }

    /// Frees what can be freed.
    fn free(&mut self, administrators: Ratio, relief: &Relief) {
        self.freed = self.movable.clone().min(administrators.clone());
        self.unmoved = minus(&self.movable, &self.freed);
        self.unused = minus(&administrators, &self.freed);
        self.administrators = administrators;
        self.turn(relief);
    }

    /// Freed hours as FTE and as hours with clients. Full-time hours were checked to be over 0.
    fn turn(&mut self, relief: &Relief) {
        self.fte = self.freed.checked_div(&relief.full_time_hours).unwrap_or_else(Ratio::zero);
        self.client_hours = product([&self.freed, &relief.client_share]);
    }

    /// Every quantity as the sum over the units.
    fn sum(rows: &[FreedRow], relief: &Relief) -> Self {
        let sum = |of: fn(&FreedRow) -> &Ratio| rows.iter().map(of).sum::<Ratio>();
        let mut total = Self {
            movable: sum(|row| &row.movable),
            authority: sum(|row| &row.authority),
            only_social_worker: sum(|row| &row.only_social_worker),
            other_role: sum(|row| &row.other_role),
            administrators: sum(|row| &row.administrators),
            freed: sum(|row| &row.freed),
            unmoved: sum(|row| &row.unmoved),
            unused: sum(|row| &row.unused),
            ..Self::empty(None)
        };
        total.turn(relief);
        total
    }

    /// The hours of the roles whose time was asked for.
    fn hours(&self) -> Ratio {
        [&self.movable, &self.authority, &self.only_social_worker].into_iter().sum()
    }
}

/// The time that administrators free: each task's status, each unit, and the sum.
#[derive(Clone, Debug)]
pub struct TimeFreed {
    table: Table,
    tasks: TaskList,
    relief: Relief,
    hours: Vec<Ratio>,
    status: Vec<TaskStatus>,
    rows: Vec<FreedRow>,
    total: FreedRow,
}

impl TimeFreed {
    /// The list of tasks.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The hours of each task, in row order.
    #[must_use]
    pub fn hours(&self) -> &[Ratio] {
        &self.hours
    }

    /// What became of each task, in row order.
    #[must_use]
    pub fn status(&self) -> &[TaskStatus] {
        &self.status
    }

    /// The units, in the order in which tasks name them, then those that have administrators only;
    /// one row for the whole list where no column of units was named.
    #[must_use]
    pub fn rows(&self) -> &[FreedRow] {
        &self.rows
    }

    /// The sum over the units: administrators of one unit do not take over another's tasks.
    #[must_use]
    pub fn total(&self) -> &FreedRow {
        &self.total
    }

    /// The hours more that could be freed if administrators took over tasks of other units too.
    #[must_use]
    pub fn more_across_units(&self) -> Ratio {
        // What is unmoved in one unit and unused in another.
        self.total.unmoved.clone().min(self.total.unused.clone())
    }

    /// The derivation of a unit's freed time; of the sum without a unit.
    ///
    /// # Errors
    /// `unknown_id` for a unit that is not there.
    pub fn findings(&self, unit: Option<&str>) -> Result<Vec<Finding>, Error> {
        let row = self.row(unit)?;
        let number = |reason, have: &Ratio| Finding::new(reason, "").have(have.clone());
        let full_time = match self.relief.period {
            Period::Week => Wording::new("Heltid, timmar per vecka", "Full time, hours a week"),
            Period::Month => Wording::new("Heltid, timmar per månad", "Full time, hours a month"),
            Period::Year => Wording::new("Heltid, timmar per år", "Full time, hours a year"),
        };
        let administrators = Wording::new("Administratörernas timmar", "Administrators' hours");
        let mut findings = vec![
            Finding::new(Reason::Given, full_time).have(self.relief.full_time_hours.clone()),
            Finding::new(Reason::Given, administrators).have(row.administrators.clone()),
            number(Reason::MovableHours, &row.movable).need(row.hours()),
        ];
        for (reason, hours) in [
            (Reason::AuthorityHours, &row.authority),
            (Reason::OnlySocialWorkerHours, &row.only_social_worker),
            (Reason::OtherRoleHours, &row.other_role),
        ] {
            if !hours.is_zero() {
                findings.push(number(reason, hours));
            }
        }
        findings.push(number(Reason::TimeFreed, &row.freed));
        let full_time = self.relief.full_time_hours.clone();
        findings.push(number(Reason::FreedFte, &row.fte).need(full_time));
        let share = self.relief.client_share.clone();
        findings.push(number(Reason::ClientHours, &row.client_hours).need(share));
        if !row.unmoved.is_zero() {
            findings.push(number(Reason::UnmovedHours, &row.unmoved).outcome(Outcome::NotMet));
        }
        if !row.unused.is_zero() {
            findings.push(number(Reason::UnusedHours, &row.unused));
        }
        let more = self.more_across_units();
        if unit.is_none() && !more.is_zero() {
            findings.push(number(Reason::MoreAcrossUnits, &more).outcome(Outcome::Judgement));
        }
        Ok(findings)
    }

    /// The derivation in words, one statement a line. The first line is the freed time.
    ///
    /// # Errors
    /// `unknown_id` for a unit that is not there.
    pub fn explain(&self, unit: Option<&str>, language: Language) -> Result<String, Error> {
        let (row, findings) = (self.row(unit)?, self.findings(unit)?);
        let what = unit.unwrap_or(language.pick("Sammanlagt", "In all"));
        let hours = language.number(&row.freed, 6);
        let heading =
            format!("{what}: {hours} {}", language.pick("frigjorda timmar", "hours freed"));
        Ok(lines(heading, &findings, language))
    }

    /// What the result was computed from.
    #[must_use]
    pub fn receipt(&self) -> Receipt {
        let mut rules = self.tasks.write();
        rules.insert("operation".to_owned(), json!("time_freed"));
        rules.extend(self.relief.write());
        Receipt::new(Value::Object(rules), &self.table, |column| self.tasks.uses(column))
    }

    fn row(&self, unit: Option<&str>) -> Result<&FreedRow, Error> {
        let Some(name) = unit else { return Ok(&self.total) };
        let row = self.rows.iter().find(|row| row.unit.as_deref() == Some(name));
        row.ok_or_else(|| {
            Problem::new("/explain", Code::UnknownId, name, "a unit of the tasks").into()
        })
    }
}

/// How much time administrators free (frigöra tid) by a list of tasks: the lesser of the hours that
/// can be moved and the hours that they have, in each unit; as FTE (over full-time hours) and as
/// hours with clients (times the share given).
///
/// Nothing is rounded. Exercise of public authority is never moved. Which of the movable tasks are
/// moved is not said where there are more than administrators have time for.
///
/// Time with clients (klienttid) against a reference figure needs no operation of its own: a rule of
/// force `statistic` compares and is never breached. The four hours a week of Göteborg, and the ten
/// minutes a day of investigators' talks with children, with columns of the caller's:
///
/// ```json
/// [{"id": "client-time", "numerator": "client_hours_a_week", "denominator": "social_worker_heads",
///   "at_least": "4", "about": "unit", "force": "statistic"},
///  {"id": "talks-with-children", "numerator": "talk_minutes", "denominator": "investigator_days",
///   "at_least": "10", "about": "unit", "force": "statistic"}]
/// ```
///
/// ```
/// use statsbidrag::{Administrators, Period, Ratio, Relief, Table, TaskList, time_freed};
///
/// let table = Table::builder("task", ["book rooms", "find homes", "decide"])
///     .column("hours", [14, 16, 20])
///     .column("who", ["social_worker", "social_worker", "social_worker"])
///     .column("can_be_done_by", ["administrator", "administrator", "only_social_worker"])
///     .column("authority", [false, false, true])
///     .build()?;
/// let tasks = TaskList::new("hours", "who", "can_be_done_by", "authority");
/// let half_a_post = Administrators::fte("0.5".parse()?);
/// let relief =
///     Relief::new(Period::Week, 40.into(), half_a_post, ["social_worker"], "0.6".parse()?);
/// let freed = time_freed(&table, &tasks, &relief)?;
/// let all = freed.total();
/// // 14 + 16 can be moved, half a post is 20 hours: 20 are freed, half an FTE, 12 h with clients.
/// assert_eq!((&all.movable, &all.freed), (&Ratio::from(30), &Ratio::from(20)));
/// assert_eq!((all.fte.to_string(), all.client_hours.to_string()), ("0.5".into(), "12".into()));
/// assert_eq!((all.unmoved.to_string(), all.unused.to_string()), ("10".into(), "0".into()));
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// `contradiction` for a task that is exercise of public authority and that an administrator can
/// do; `missing` for empty cells and for a unit without a number of administrators; `negative`
/// hours; `unknown_word` in `can_be_done_by`; `not_in_range` for a share over 1 and for full-time
/// hours that are 0 or more than the period has; `unknown_name` for a role to free that does no
/// task; `conflict` for administrators by unit without a column of units, and the other way round.
/// All at once.
pub fn time_freed(table: &Table, tasks: &TaskList, relief: &Relief) -> Result<TimeFreed, Error> {
    let mut problems = Problems::new();
    table.refuse_groups("one table", &mut problems);
    relief.check(&mut problems);
    let read = tasks.read(table, &relief.frees, &mut problems);
    let units = tasks
        .unit
        .as_ref()
        .and_then(|column| filled(table, column, "/unit", "the unit of the task", &mut problems));
    let full_time = &relief.full_time_hours;
    let administrators = match &tasks.unit {
        None => {
            relief.administrators.together(full_time, &mut problems).map(|hours| vec![("", hours)])
        }
        Some(_) => relief.administrators.by_unit(full_time, &mut problems),
    };
    if let (Some(units), Some(administrators)) = (&units, &administrators) {
        check_units(units, administrators, &mut problems);
    }
    problems.check()?;
    let nothing = || Error::from(Problem::new("", Code::Missing, "nothing", "a list of tasks"));
    let (hours, status) = read.ok_or_else(nothing)?;
    let administrators = administrators.ok_or_else(nothing)?;
    let is_whole = units.is_none();
    let units = units.unwrap_or_else(|| vec![""; table.len()]);
    let mut positions: HashMap<&str, usize> = HashMap::new();
    let mut rows: Vec<FreedRow> = Vec::new();
    let mut position = |unit| {
        *positions.entry(unit).or_insert_with(|| {
            rows.push(FreedRow::empty((!is_whole).then_some(unit)));
            rows.len() - 1
        })
    };
    let placed: Vec<usize> = units.iter().map(|unit| position(*unit)).collect();
    let given: Vec<(usize, Ratio)> =
        administrators.into_iter().map(|(unit, hours)| (position(unit), hours)).collect();
    for ((place, status), hours) in placed.into_iter().zip(&status).zip(&hours) {
        rows[place].add(*status, hours);
    }
    for (place, hours) in given {
        rows[place].free(hours, relief);
    }
    let total = FreedRow::sum(&rows, relief);
    let (table, tasks, relief) = (table.clone(), tasks.clone(), relief.clone());
    Ok(TimeFreed { table, tasks, relief, hours, status, rows, total })
}

/// Reports units with tasks whose administrators are not given: missing is not none.
fn check_units(units: &[&str], administrators: &[(&str, Ratio)], problems: &mut Problems) {
    let mut seen: std::collections::HashSet<&str> =
        administrators.iter().map(|(unit, _)| *unit).collect();
    for unit in units {
        if seen.insert(unit) {
            let want = format_args!("a number for the unit {unit}, 0 where it has none");
            problems.add("/administrators", Code::Missing, "nothing", want);
        }
    }
}
