//! What one should know who reads a summary: what was left out, and what its figures do not say.

use super::UnmappedTitle;
use super::check::Declared;
use super::count::{Counted, Window, of_kind, own_role, total_role};
use super::options::{Counting, StaffBy, StaffOptions};
use super::read::{List, Row, Standing};
use super::table::Groups;
use crate::finding::{Finding, Outcome, Reason, Value};
use crate::number::Ratio;
use crate::text::Wording;

/// A summary that is done, to be looked at.
pub(super) struct Done<'d, 'l, 's> {
    pub(super) list: &'l List<'s>,
    pub(super) counted: &'d Counted,
    pub(super) groups: &'d Groups<'l>,
    pub(super) options: &'d StaffOptions,
    pub(super) window: Window,
    pub(super) declared: &'d [Declared],
    pub(super) unmapped: &'d [UnmappedTitle],
}

impl Done<'_, '_, '_> {
    /// All remarks: on the list, then on each row of the table in order.
    pub(super) fn remarks(&self) -> Vec<Finding> {
        let mut remarks = Vec::new();
        remarks.extend(self.unmapped.iter().map(|title| {
            Finding::new(Reason::UnmappedTitle, title.title())
                .have(count(title.rows()))
                .outcome(Outcome::Missing)
        }));
        self.who_counts(&mut remarks);
        self.declared(&mut remarks);
        self.missing(&mut remarks);
        if self.counted.shared > 0 {
            let groups = match self.options.by {
                StaffBy::Unit => Wording::new("flera enheter", "several units"),
                StaffBy::Supervisor => {
                    Wording::new("flera arbetsledares grupper", "the teams of several supervisors")
                }
            };
            let shared = Finding::new(Reason::SharedHeads, groups);
            remarks.push(shared.have(count(self.counted.shared)));
        }
        if self.options.by == StaffBy::Supervisor {
            self.without_supervisor(&mut remarks);
            self.teams(&mut remarks);
        }
        remarks
    }

    fn in_window(&self, row: &Row) -> bool {
        row.days.is_some_and(|days| self.window.clip(days).is_some())
    }

    fn fte(&self, sum: i128) -> Ratio {
        let days = i128::from(self.window.days());
        Ratio::from_big(sum, i128::from(self.list.fte.denominator()))
            .checked_div(&Ratio::from_big(days, 1))
            .unwrap_or_else(Ratio::zero)
    }

    /// How each kind of staff that could be counted or not was.
    fn who_counts(&self, remarks: &mut Vec<Finding>) {
        let own = |standing| move |row: &Row| row.status == standing;
        let sum = |kind: &dyn Fn(&Row) -> bool| of_kind(self.list, self.window, kind);
        let kinds = [
            (
                Wording::new("Inhyrd personal", "Agency staff"),
                sum(&|row| row.is_agency),
                self.options.agency.unwrap_or(Counting::LeaveOut),
            ),
            (
                Wording::new("Tjänstlediga", "Staff on leave"),
                sum(&own(Standing::OnLeave)),
                self.options.on_leave,
            ),
            (
                Wording::new("Vakanta tjänster", "Vacant posts"),
                sum(&own(Standing::Vacant)),
                self.options.vacant,
            ),
        ];
        for (kind, sum, counting) in kinds {
            if let Some(sum) = sum {
                let finding = Finding::new(Reason::WhoCounts, kind);
                remarks.push(finding.have(self.fte(sum)).need(Value::Word(counting.word())));
            }
        }
    }

    /// The rows in which someone has more than a full post, with a reason.
    fn declared(&self, remarks: &mut Vec<Finding>) {
        if !self.declared.is_empty() {
            let mut rows: Vec<usize> = self.declared.iter().map(|declared| declared.row).collect();
            rows.sort_unstable();
            let shown: Vec<_> = rows.iter().take(20).map(ToString::to_string).collect();
            let more = if rows.len() > shown.len() { ", …" } else { "" };
            let finding = Finding::new(Reason::OverFullPost, format!("{}{more}", shown.join(", ")));
            remarks.push(finding.have(count(rows.len())).outcome(Outcome::Judgement));
        }
    }

    /// The empty cells that leave cells of the table empty.
    fn missing(&self, remarks: &mut Vec<Finding>) {
        let options = self.options;
        let counts = |row: &&Row| {
            row.role.is_some()
                && row.status != Standing::Vacant
                && List::counts(row, options)
                && self.in_window(row)
        };
        let under = |row: &Row| {
            let role = row.role.map(|role| &self.list.roles[role as usize]);
            options.under_years.iter().any(|(name, _)| Some(name) == role)
        };
        let rows = || self.list.rows.iter().filter(counts);
        let experience = rows()
            .filter(|row| row.experience.is_none() && (options.new_within.is_some() || under(row)));
        let qualified = rows().filter(|row| row.qualified.is_none() && self.list.has_qualified);
        let hired = rows().filter(|row| {
            row.hired_on.is_none() && row.qualified == Some(false) && options.transition.is_some()
        });
        let mentoring = self.list.mentoring.as_ref().map_or(0, |mentoring| {
            let empty = mentoring.empty_rows().iter().map(|row| &self.list.rows[*row as usize]);
            empty.filter(counts).count()
        });
        for (column, rows) in [
            ("experience_years", experience.count()),
            ("qualified", qualified.count()),
            ("hired_on", hired.count()),
            ("mentor_fte", mentoring),
        ] {
            if rows > 0 {
                let finding = Finding::new(Reason::EmptyCells, column).have(count(rows));
                remarks.push(finding.outcome(Outcome::Missing));
            }
        }
    }

    /// Rows that are in no team although they are no supervisor's own.
    fn without_supervisor(&self, remarks: &mut Vec<Finding>) {
        let mut leads = vec![false; self.list.persons.names.len()];
        for supervisor in self.list.rows.iter().filter_map(|row| row.supervisor) {
            leads[supervisor as usize] = true;
        }
        let is_alone = |row: &&Row| {
            let is_lead = row.person.is_some_and(|person| leads[person as usize]);
            let role = row.role.map(|role| &self.list.roles[role as usize]);
            row.supervisor.is_none()
                && !is_lead
                && role.is_some_and(|role| *role != self.options.supervisor_role)
                && self.in_window(row)
        };
        let rows = self.list.rows.iter().filter(is_alone).count();
        if rows > 0 {
            let finding = Finding::new(Reason::NoSupervisor, "supervisor").have(count(rows));
            remarks.push(finding.outcome(Outcome::Missing));
        }
    }

    /// Supervisors in part-time, not in service, or with teams in several units.
    fn teams(&self, remarks: &mut Vec<Finding>) {
        let mut in_service = vec![false; self.list.persons.names.len()];
        for row in self.list.rows.iter().filter(|row| row.status == Standing::InService) {
            if let Some(person) = row.person.filter(|_| self.in_window(row)) {
                in_service[person as usize] = true;
            }
        }
        let own = self.groups.sums(self.counted, own_role(self.list));
        let teams = self.groups.sums(self.counted, total_role(self.list));
        let one = i128::from(self.list.fte.denominator());
        let rows = self.groups.ids.iter().zip(self.groups.persons()).zip(&self.groups.units);
        for (((id, person), (unit, units)), (own, team)) in rows.zip(own.iter().zip(&teams)) {
            if let (Some(own), Some(team)) = (own, team)
                && own.fte > 0
                && own.fte < one * i128::from(own.heads)
                && team.heads > 0
            {
                // Both are sums over the same days, which so leave the quotient.
                let heads = Ratio::from_big(i128::from(team.heads) * one, own.fte);
                let finding = Finding::new(Reason::PartTimeSupervisor, *id).have(heads);
                remarks.push(finding.need(self.fte(own.fte)));
            }
            if !in_service[person] {
                let finding = Finding::new(Reason::SupervisorAbsent, *id);
                remarks.push(finding.outcome(Outcome::Judgement));
            }
            if *units > 1 {
                let finding = Finding::new(Reason::TeamAcrossUnits, *id).have(count(*units));
                remarks.push(match unit {
                    Some(unit) => finding.need(*unit),
                    None => finding.outcome(Outcome::Missing),
                });
            }
        }
    }
}

fn count(number: usize) -> Ratio {
    Ratio::from_big(number, 1)
}
