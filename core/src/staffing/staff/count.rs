//! Counting: FTE by row and heads by person, over the days that are asked for.
//!
//! Everything is summed over days, so that a day and a span are one calculation: a day is a span of
//! one day. Dividing by the days is left to the table.

use super::options::{Counting, StaffBy, StaffOptions};
use super::read::{List, Standing};
use crate::number::Ratio;
use crate::table::Numbers;

/// The days asked for, both included, as days since 1970.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) first: i32,
    pub(super) last: i32,
}

impl Window {
    pub(super) fn days(self) -> i64 {
        i64::from(self.last) - i64::from(self.first) + 1
    }

    /// The part of a row's days that lies in the window.
    pub(super) fn clip(self, (first, last): (i32, i32)) -> Option<(i32, i32)> {
        let (first, last) = (first.max(self.first), last.min(self.last));
        (first <= last).then_some((first, last))
    }
}

/// Days of one row: whose they are, and what is said of them.
#[derive(Clone, Copy, Debug)]
struct Stay {
    group: u32,
    role: u32,
    /// `u32::MAX` for a vacant post.
    person: u32,
    first: i32,
    last: i32,
    /// In parts of the denominators of the list.
    part: i128,
    mentoring: Option<i128>,
    status: Standing,
    is_agency: bool,
    /// In heads and FTE.
    counts: bool,
    is_new: Option<bool>,
    is_under: Option<bool>,
    /// The first day on which it is known whether they are qualified, and on which they are not.
    qualified_known: Option<i32>,
    unqualified: Option<i32>,
}

/// Sums over days for one role in one group: FTE in parts of the list's denominator, heads in
/// persons. `None` where what they rest on is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) fte: i128,
    pub(super) heads: i64,
    pub(super) posts: i128,
    pub(super) agency: i128,
    pub(super) agency_heads: i64,
    pub(super) vacant: i128,
    pub(super) on_leave: i128,
    /// In parts of the denominator of the mentoring.
    pub(super) mentoring: Option<i128>,
    pub(super) new: Option<i64>,
    pub(super) under: Option<i64>,
    pub(super) unqualified: Option<i64>,
}

/// Nobody: known to be nobody.
pub(super) const NOBODY: Sums = Sums {
    fte: 0,
    heads: 0,
    posts: 0,
    agency: 0,
    agency_heads: 0,
    vacant: 0,
    on_leave: 0,
    mentoring: Some(0),
    new: Some(0),
    under: Some(0),
    unqualified: Some(0),
};

/// All sums, by group and role in order.
#[derive(Debug)]
pub(super) struct Counted {
    pub(super) sums: Vec<(u32, u32, Sums)>,
    /// Persons who are heads in several groups.
    pub(super) shared: usize,
}

/// The role that stands for all roles together.
pub(super) fn total_role(list: &List<'_>) -> u32 {
    list.roles.len() as u32
}

/// The role that stands for the supervisor herself in the row of her team.
pub(super) fn own_role(list: &List<'_>) -> u32 {
    list.roles.len() as u32 + 1
}

/// Counts every row in its group: its unit, or its supervisor.
pub(super) fn count(list: &List<'_>, options: &StaffOptions, window: Window) -> Counted {
    let mut stays = Vec::with_capacity(list.rows.len());
    let supervisor_role =
        list.roles.iter().position(|role| *role == options.supervisor_role).map(|p| p as u32);
    // A post that nobody holds leads nobody: a name on a vacant row is no head.
    let mut is_there = vec![false; list.persons.names.len()];
    for row in list.rows.iter().filter(|row| row.status != Standing::Vacant) {
        if let Some(person) = row.person {
            is_there[person as usize] = true;
        }
    }
    for (index, row) in list.rows.iter().enumerate() {
        let (Some(role), Some(days)) = (row.role, row.days) else { continue };
        let Some((first, last)) = window.clip(days) else { continue };
        let under = options.under_years.iter().find(|(name, _)| *name == list.roles[role as usize]);
        let has_less = |years: Option<&Ratio>| Some(row.experience.as_ref()? < years?);
        let (qualified_known, unqualified) = qualification(row, first, options);
        let counts = List::counts(row, options);
        let stay = Stay {
            group: 0,
            role,
            person: row.person.filter(|_| row.status != Standing::Vacant).unwrap_or(u32::MAX),
            first,
            last,
            part: list.fte.values().get(index),
            mentoring: list.mentoring.as_ref().and_then(|mentoring| value(mentoring, index)),
            status: row.status,
            is_agency: row.is_agency,
            counts,
            is_new: has_less(options.new_within.as_ref()),
            is_under: has_less(under.map(|(_, years)| years)),
            qualified_known,
            unqualified,
        };
        let group = match options.by {
            StaffBy::Unit => row.unit,
            StaffBy::Supervisor => row.supervisor,
        };
        if let Some(group) = group {
            stays.push(Stay { group, ..stay });
            stays.push(Stay { group, role: total_role(list), ..stay });
        }
        if options.by == StaffBy::Supervisor {
            let own = Stay { role: own_role(list), ..stay };
            if let Some(group) = row.supervisor {
                // She leads on these days, whether or not she has a row of her own.
                let leads = is_there[group as usize];
                let lead = Stay { part: 0, counts: leads, is_under: None, ..own };
                stays.push(Stay { group, person: group, status: Standing::InService, ..lead });
            }
            if let Some(group) = row.person.filter(|_| supervisor_role == Some(role) && counts) {
                stays.push(Stay { group, ..own });
            }
        }
    }
    stays.sort_unstable_by_key(|stay| (stay.group, stay.role, stay.person));
    let shared = shared(&stays, own_role(list));
    let mut counter = Counter::default();
    let same = |a: &Stay, b: &Stay| (a.group, a.role) == (b.group, b.role);
    let sums =
        stays.chunk_by(same).map(|stays| (stays[0].group, stays[0].role, counter.sum(stays)));
    Counted { sums: sums.collect(), shared }
}

/// How many persons are heads in more than one group.
fn shared(stays: &[Stay], own_role: u32) -> usize {
    let heads = stays.iter().filter(|stay| stay.is_head() && stay.role != own_role);
    let mut places: Vec<(u32, u32)> = heads.map(|stay| (stay.person, stay.group)).collect();
    places.sort_unstable();
    places.dedup();
    places.chunk_by(|a, b| a.0 == b.0).filter(|groups| groups.len() > 1).count()
}

/// From which day it is known whether someone is qualified, and from which they are not.
fn qualification(
    row: &super::read::Row,
    first: i32,
    options: &StaffOptions,
) -> (Option<i32>, Option<i32>) {
    match (row.qualified, options.transition) {
        (None, _) => (None, None),
        (Some(true), _) => (Some(first), None),
        (Some(false), None) => (Some(first), Some(first)),
        (Some(false), Some((before, until))) => {
            let after = first.max(until.days_since_1970().saturating_add(1));
            match row.hired_on {
                Some(day) if day < before.days_since_1970() => (Some(first), Some(after)),
                Some(_) => (Some(first), Some(first)),
                // When is not known, and matters only while the transition lasts.
                None => (Some(after), Some(after)),
            }
        }
    }
}

fn value(numbers: &Numbers, row: usize) -> Option<i128> {
    let is_empty = numbers.empty_rows().binary_search(&(row as u32)).is_ok();
    (!is_empty).then(|| numbers.values().get(row))
}

impl Stay {
    fn days(&self) -> i128 {
        i128::from(self.last) - i128::from(self.first) + 1
    }

    fn is_head(&self) -> bool {
        self.counts && self.person != u32::MAX
    }

    fn all(&self) -> Option<(i32, i32)> {
        Some((self.first, self.last))
    }

    fn since(&self, day: Option<i32>) -> Option<(i32, i32)> {
        day.filter(|day| *day <= self.last).map(|day| (day, self.last))
    }
}

/// Adds up the stays of a role in a group, person by person.
#[derive(Debug, Default)]
struct Counter {
    /// Kept between persons so that most of them cost no allocation.
    spans: Vec<(i32, i32)>,
}

impl Counter {
    fn sum(&mut self, stays: &[Stay]) -> Sums {
        let mut sums = NOBODY;
        for stay in stays {
            let part = stay.part * stay.days();
            match stay.status {
                Standing::InService if stay.is_agency => sums.agency += part,
                Standing::InService => sums.posts += part,
                Standing::OnLeave => {
                    (sums.posts, sums.on_leave) = (sums.posts + part, sums.on_leave + part)
                }
                Standing::Vacant => {
                    (sums.posts, sums.vacant) = (sums.posts + part, sums.vacant + part)
                }
            }
            if stay.counts {
                sums.fte += part;
            }
            if stay.is_head() {
                let mentoring = stay.mentoring.map(|part| part * stay.days());
                sums.mentoring = sums.mentoring.zip(mentoring).map(|(sum, part)| sum + part);
            }
        }
        for person in stays.chunk_by(|a, b| a.person == b.person) {
            if person[0].person != u32::MAX {
                self.add_person(person, &mut sums);
            }
        }
        sums
    }

    fn add_person(&mut self, stays: &[Stay], sums: &mut Sums) {
        let heads = self.days(stays, Stay::all);
        sums.heads += heads;
        let agency = |stay: &Stay| stay.all().filter(|_| stay.is_agency);
        // Agency staff are shown whether they count or not.
        sums.agency_heads += self.union(stays.iter().filter_map(agency));
        let share = |known: i64, some: i64| (known == heads).then_some(some);
        let stated = |value: Option<bool>, stay: &Stay| stay.all().filter(|_| value.is_some());
        let said = |value: Option<bool>, stay: &Stay| stay.all().filter(|_| value == Some(true));
        let new = share(
            self.days(stays, |stay| stated(stay.is_new, stay)),
            self.days(stays, |stay| said(stay.is_new, stay)),
        );
        let under = share(
            self.days(stays, |stay| stated(stay.is_under, stay)),
            self.days(stays, |stay| said(stay.is_under, stay)),
        );
        let unqualified = share(
            self.days(stays, |stay| stay.since(stay.qualified_known)),
            self.days(stays, |stay| stay.since(stay.unqualified)),
        );
        let add = |sum: Option<i64>, one: Option<i64>| sum.zip(one).map(|(sum, one)| sum + one);
        sums.new = add(sums.new, new);
        sums.under = add(sums.under, under);
        sums.unqualified = add(sums.unqualified, unqualified);
    }

    /// On how many days something holds in a row that counts.
    fn days(&mut self, stays: &[Stay], part: impl Fn(&Stay) -> Option<(i32, i32)>) -> i64 {
        self.union(stays.iter().filter(|stay| stay.counts).filter_map(part))
    }

    /// How many days several spans cover.
    fn union(&mut self, spans: impl Iterator<Item = (i32, i32)>) -> i64 {
        self.spans.clear();
        self.spans.extend(spans);
        self.spans.sort_unstable();
        let (mut days, mut covered) = (0, i64::MIN);
        for &(first, last) in &self.spans {
            let (first, last) = (i64::from(first).max(covered.saturating_add(1)), i64::from(last));
            if first <= last {
                days += last - first + 1;
                covered = last;
            }
        }
        days
    }
}

/// Whether the list has rows of a kind on the days asked for, and how many FTE-days they are.
pub(super) fn of_kind(
    list: &List<'_>,
    window: Window,
    is_kind: impl Fn(&super::read::Row) -> bool,
) -> Option<i128> {
    let mut sum = None;
    for (index, row) in list.rows.iter().enumerate() {
        if row.role.is_some()
            && is_kind(row)
            && let Some((first, last)) = row.days.and_then(|days| window.clip(days))
        {
            let days = i128::from(last) - i128::from(first) + 1;
            *sum.get_or_insert(0) += list.fte.values().get(index) * days;
        }
    }
    sum
}

/// Whether a list must say how agency staff count.
pub(super) fn needs_agency(list: &List<'_>, agency: Option<Counting>) -> Option<usize> {
    let rows = list.rows.iter().filter(|row| row.is_agency).count();
    (agency.is_none() && rows > 0).then_some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_spans_cover_each_day_once() {
        // 1–10, 5–12, 20–20 and 20–20: 12 + 1 days.
        let spans = [(20, 20), (5, 12), (1, 10), (20, 20)];
        assert_eq!(Counter::default().union(spans.into_iter()), 13);
        assert_eq!(Counter::default().union([].into_iter()), 0);
        assert_eq!(Counter::default().union([(i32::MIN, i32::MAX)].into_iter()), 1 << 32);
    }

    #[test]
    fn a_window_clips_open_days() {
        let window = Window { first: 10, last: 19 };
        assert_eq!(window.days(), 10);
        assert_eq!(window.clip((i32::MIN, i32::MAX)), Some((10, 19)));
        assert_eq!(window.clip((0, 9)), None);
        assert_eq!(window.clip((19, 30)), Some((19, 19)));
    }
}
