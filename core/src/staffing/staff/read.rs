//! A list of staff read: each row with what it says, and every cell that says nothing readable.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::Staff;
use super::cell::Cells;
use super::options::{Counting, StaffOptions};
use crate::date::Date;
use crate::limits::MOST_ROWS;
use crate::number::Ratio;
use crate::number::text::shorten;
use crate::problem::{Code, Problems, below};
use crate::sheet;
use crate::table::{Cell, Column, Numbers};

/// Where the one whose row it is, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    InService,
    OnLeave,
    Vacant,
}

const EMPLOYMENTS: [(&str, bool); 2] = [("employed", false), ("agency", true)];

const STANDINGS: [(&str, Standing); 3] = [
    ("in_service", Standing::InService),
    ("on_leave", Standing::OnLeave),
    ("vacant", Standing::Vacant),
];

/// The columns that a list may have.
pub(super) const COLUMNS: [&str; 16] = [
    "person",
    "unit",
    "role",
    "fte",
    "hours",
    "supervisor",
    "employment",
    "from",
    "to",
    "status",
    "experience_years",
    "qualified",
    "hired_on",
    "mentor_fte",
    "mentor_hours",
    "reason",
];

/// One row. What could not be read is `None`, and is then reported.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Of `persons`; of nobody for a vacant post without a name.
    pub(super) person: Option<u32>,
    pub(super) unit: Option<u32>,
    pub(super) title: Option<u32>,
    /// The role of the title, if it has one.
    pub(super) role: Option<u32>,
    pub(super) supervisor: Option<u32>,
    pub(super) status: Standing,
    pub(super) is_agency: bool,
    /// First and last day, as days since 1970; `None` where they are reversed or unreadable.
    pub(super) days: Option<(i32, i32)>,
    pub(super) experience: Option<Ratio>,
    pub(super) qualified: Option<bool>,
    pub(super) hired_on: Option<i32>,
    pub(super) has_reason: bool,
}

/// The days of a row without dates.
pub(super) const ALWAYS: (i32, i32) = (i32::MIN, i32::MAX);

/// Texts with their positions, in the order in which they first stand.
#[derive(Debug, Default)]
pub(super) struct Names<'s> {
    index: HashMap<Cow<'s, str>, u32>,
    pub(super) names: Vec<Cow<'s, str>>,
}

impl<'s> Names<'s> {
    fn place(&mut self, name: Cow<'s, str>) -> u32 {
        if let Some(&place) = self.index.get(&name) {
            return place;
        }
        // There are fewer than 2³² rows, and so names.
        let place = self.names.len() as u32;
        self.index.insert(name.clone(), place);
        self.names.push(name);
        place
    }

    pub(super) fn find(&self, name: &str) -> Option<u32> {
        self.index.get(name).copied()
    }
}

/// A list that has been read.
#[derive(Debug)]
pub(super) struct List<'s> {
    pub(super) rows: Vec<Row>,
    pub(super) persons: Names<'s>,
    pub(super) units: Names<'s>,
    pub(super) titles: Names<'s>,
    pub(super) roles: Vec<String>,
    /// FTE by row, and the parts of them that go to mentoring.
    pub(super) fte: Numbers,
    pub(super) mentoring: Option<Numbers>,
    /// Whether any row has a day from which or to which it holds.
    pub(super) has_dates: bool,
    pub(super) has_supervisors: bool,
    pub(super) has_experience: bool,
    pub(super) has_qualified: bool,
    pub(super) has_hired_on: bool,
}

/// The columns of a list by name.
struct Sheet<'s> {
    columns: BTreeMap<&'static str, Cells<'s>>,
    rows: usize,
}

impl<'s> Sheet<'s> {
    /// Reports columns that are not known, stand twice, or are of another length.
    fn new(staff: &'s Staff, problems: &mut Problems) -> Self {
        let sheet = sheet::Sheet::new("/staff", &COLUMNS, staff.columns(), problems);
        sheet.check_not_empty(problems);
        let rows = sheet.rows();
        let columns = sheet.into_columns();
        let columns: BTreeMap<_, _> =
            columns.map(|(name, column)| (name, Cells { name, column })).collect();
        for name in ["unit", "role"] {
            if !columns.contains_key(name) {
                problems.add(format_args!("/staff/{name}"), Code::Missing, "nothing", "a column");
            }
        }
        if rows > MOST_ROWS {
            problems.add("/staff", Code::OutOfRange, rows, "fewer than 2³² rows");
        }
        Self { columns, rows }
    }

    fn get(&self, name: &str) -> Option<Cells<'s>> {
        self.columns.get(name).copied()
    }
}

impl<'s> List<'s> {
    pub(super) fn read(staff: &'s Staff, options: &StaffOptions, problems: &mut Problems) -> Self {
        let sheet = Sheet::new(staff, problems);
        let mut list = List {
            rows: Vec::new(),
            persons: Names::default(),
            units: Names::default(),
            titles: Names::default(),
            roles: Vec::new(),
            fte: Numbers::scaled(Vec::<Option<i64>>::new(), 1),
            mentoring: None,
            has_dates: false,
            has_supervisors: sheet.get("supervisor").is_some(),
            has_experience: sheet.get("experience_years").is_some(),
            has_qualified: sheet.get("qualified").is_some(),
            has_hired_on: sheet.get("hired_on").is_some(),
        };
        // A list with columns of several lengths, or of 2³² rows, is not read by row.
        if problems.iter().any(|p| matches!(p.code(), Code::LengthMismatch | Code::OutOfRange)) {
            return list;
        }
        let supervisors = list.read_rows(&sheet, problems);
        list.find_supervisors(&sheet, &supervisors, problems);
        list.find_roles(options, problems);
        list.read_parts(&sheet, options, problems);
        list
    }

    /// Everything but FTE; returns the supervisor of each row, who may stand further down.
    fn read_rows(
        &mut self,
        sheet: &Sheet<'s>,
        problems: &mut Problems,
    ) -> Vec<Option<Cow<'s, str>>> {
        let (person, unit, title) = (sheet.get("person"), sheet.get("unit"), sheet.get("role"));
        let (status, employment) = (sheet.get("status"), sheet.get("employment"));
        let (from, to, hired_on) = (sheet.get("from"), sheet.get("to"), sheet.get("hired_on"));
        let (experience, qualified) = (sheet.get("experience_years"), sheet.get("qualified"));
        let (supervisor, reason) = (sheet.get("supervisor"), sheet.get("reason"));
        let mut supervisors = Vec::with_capacity(sheet.rows);
        for row in 0..sheet.rows {
            let standing = status.and_then(|cells| cells.word(row, &STANDINGS, problems));
            let standing = standing.unwrap_or(Standing::InService);
            let is_agency = employment.and_then(|cells| cells.word(row, &EMPLOYMENTS, problems));
            let is_agency = is_agency.unwrap_or(false);
            if let Some(cells) = status.filter(|_| is_agency && standing != Standing::InService) {
                let want = "in_service for agency staff: leave and vacancies are of own posts";
                let got = cells.text(row).unwrap_or_default();
                problems.add(cells.path(row), Code::Contradiction, got, want);
            }
            let person = person.and_then(|cells| cells.text(row));
            if person.is_none() && standing != Standing::Vacant {
                let want = "who it is, by an id; only a vacant row may lack it";
                let path = format_args!("/staff/person/{row}");
                problems.add(path, Code::Missing, "an empty cell", want);
            }
            let mut named = |cells: Option<Cells<'s>>, want: &str| {
                let text = cells.and_then(|cells| cells.text(row));
                if let (Some(cells), None) = (cells, &text) {
                    problems.add(cells.path(row), Code::Missing, "an empty cell", want);
                }
                text
            };
            let (unit, title) = (named(unit, "a unit"), named(title, "a role or title"));
            let mut day = |cells: Option<Cells<'s>>| {
                let cells = cells.filter(|cells| cells.text(row).is_some())?;
                self.has_dates |= cells.name != "hired_on";
                Some(cells.date(row, problems).map(Date::days_since_1970))
            };
            let (first, last) = (day(from), day(to));
            let hired_on = day(hired_on).flatten();
            let days = first.unwrap_or(Some(ALWAYS.0)).zip(last.unwrap_or(Some(ALWAYS.1)));
            if let (Some((first, last)), Some(from), Some(to)) = (days, from, to)
                && last < first
            {
                let (got, from) = (to.text(row), from.text(row));
                let want = format!("a day from {} on", from.unwrap_or_default());
                problems.add(to.path(row), Code::Contradiction, got.unwrap_or_default(), want);
            }
            supervisors.push(supervisor.and_then(|cells| cells.text(row)));
            self.rows.push(Row {
                person: person.map(|name| self.persons.place(name)),
                unit: unit.map(|name| self.units.place(name)),
                title: title.map(|name| self.titles.place(name)),
                role: None,
                supervisor: None,
                status: standing,
                is_agency,
                days: days.filter(|(first, last)| first <= last),
                experience: experience.and_then(|cells| cells.number(row, problems)),
                qualified: qualified.and_then(|cells| cells.flag(row, problems)),
                hired_on,
                has_reason: reason.is_some_and(|cells| cells.text(row).is_some()),
            });
        }
        supervisors
    }

    /// A supervisor is a person of the list, and not the one whose row it is.
    fn find_supervisors(
        &mut self,
        sheet: &Sheet<'s>,
        supervisors: &[Option<Cow<'s, str>>],
        problems: &mut Problems,
    ) {
        let Some(cells) = sheet.get("supervisor") else { return };
        for (row, name) in supervisors.iter().enumerate() {
            let Some(name) = name else { continue };
            let supervisor = self.persons.find(name);
            let line = &mut self.rows[row];
            if supervisor.is_none() {
                let got = "a supervisor who is not in the list";
                let want = "a person of the list, or an empty cell";
                problems.add(cells.path(row), Code::UnknownId, got, want);
            } else if supervisor == line.person {
                let want = "another supervisor or an empty cell: nobody is in her own span";
                let got = "someone who supervises herself";
                problems.add(cells.path(row), Code::Contradiction, got, want);
            }
            line.supervisor = supervisor;
        }
    }

    /// The roles of the map, or of the list where there is no map; and each row's.
    fn find_roles(&mut self, options: &StaffOptions, problems: &mut Problems) {
        let mut roles: BTreeMap<&str, u32> = BTreeMap::new();
        let mut by_title: HashMap<&str, &str> = HashMap::new();
        match &options.roles {
            None => by_title.extend(self.titles.names.iter().map(|name| (&**name, &**name))),
            Some(map) => {
                for (title, role) in map {
                    let path = below("/roles", title);
                    if role.is_empty() {
                        problems.add(&path, Code::Missing, "an empty role", "a role");
                    }
                    if by_title.insert(title, role).is_some_and(|other| other != role) {
                        problems.add(path, Code::Duplicate, "two roles", "one for each title");
                    }
                }
            }
        }
        roles.extend(by_title.values().map(|role| (*role, 0)));
        roles.values_mut().zip(0..).for_each(|(place, next)| *place = next);
        let of_title = self
            .titles
            .names
            .iter()
            .map(|title| by_title.get(&**title).and_then(|role| roles.get(role)).copied());
        let of_title: Vec<Option<u32>> = of_title.collect();
        self.roles = roles.into_keys().map(str::to_owned).collect();
        for row in &mut self.rows {
            row.role = row.title.and_then(|title| of_title[title as usize]);
        }
    }

    /// FTE and mentoring, from parts of a post or from hours.
    fn read_parts(&mut self, sheet: &Sheet<'s>, options: &StaffOptions, problems: &mut Problems) {
        let hours_of = options.full_time_hours.as_ref().filter(|hours| {
            let is_sound = !hours.is_negative() && !hours.is_zero();
            if !is_sound {
                problems.add("/full_time_hours", Code::Malformed, hours, "more than 0");
            }
            is_sound
        });
        let mut lacks_hours = false;
        let mut part = |fte: Option<Cells<'s>>, hours: Option<Cells<'s>>, row: usize| {
            let has = |cells: Option<Cells<'s>>| cells.filter(|cells| cells.text(row).is_some());
            match (has(fte), has(hours)) {
                (None, None) => Ok(None),
                (Some(_), Some(hours)) => Err(hours),
                (Some(fte), None) => Ok(Some((fte, fte.fte(row, options.fte_unit, problems)))),
                (None, Some(hours)) => {
                    let number = hours.number(row, problems);
                    lacks_hours |= options.full_time_hours.is_none();
                    let fte = number.zip(hours_of).and_then(|(number, of)| number.checked_div(of));
                    Ok(Some((hours, fte)))
                }
            }
        };
        let (fte, hours) = (sheet.get("fte"), sheet.get("hours"));
        let (mentor_fte, mentor_hours) = (sheet.get("mentor_fte"), sheet.get("mentor_hours"));
        let mut found = Vec::with_capacity(sheet.rows);
        for row in 0..sheet.rows {
            found.push((part(fte, hours, row), part(mentor_fte, mentor_hours, row)));
        }
        let (mut parts, mut mentoring) = (Vec::new(), Vec::new());
        let both = |cells: Cells<'s>, row: usize, problems: &mut Problems| {
            let want = "a part of a post or hours, not both";
            problems.add(cells.path(row), Code::Contradiction, "both", want);
        };
        for (row, (part, mentor)) in found.into_iter().enumerate() {
            let part = match part {
                Ok(Some((cells, part))) => check_part(part, &cells, row, self, problems),
                Ok(None) => {
                    let want = "a part of a post (fte), or hours";
                    let path = format_args!("/staff/fte/{row}");
                    problems.add(path, Code::Missing, "an empty cell", want);
                    None
                }
                Err(cells) => {
                    both(cells, row, problems);
                    None
                }
            };
            let mentor = match mentor {
                Ok(mentor) => mentor,
                Err(cells) => {
                    both(cells, row, problems);
                    None
                }
            };
            if let (Some(part), Some((cells, Some(mentor)))) = (&part, &mentor)
                && mentor > part
            {
                let want = format!("at most the whole post, {part}");
                problems.add(cells.path(row), Code::Contradiction, mentor, want);
            }
            parts.push(part);
            mentoring.push(mentor.and_then(|(_, mentor)| mentor));
        }
        if lacks_hours {
            let want = "the hours of a full-time post";
            problems.add("/full_time_hours", Code::Missing, "hours in the list", want);
        }
        self.fte = numbers_of(parts, "/staff/fte", problems);
        if mentor_fte.is_some() || mentor_hours.is_some() {
            self.mentoring = Some(numbers_of(mentoring, "/staff/mentor_fte", problems));
        }
    }

    /// Whether a row's staff is part of heads and FTE.
    pub(super) fn counts(row: &Row, options: &StaffOptions) -> bool {
        let counting = match row.status {
            Standing::InService if row.is_agency => options.agency,
            Standing::InService => Some(Counting::Count),
            Standing::OnLeave => Some(options.on_leave),
            Standing::Vacant => Some(options.vacant),
        };
        counting == Some(Counting::Count)
    }
}

/// A post is over 0 and at most a full one, or with a declared reason at most two.
fn check_part(
    part: Option<Ratio>,
    cells: &Cells<'_>,
    row: usize,
    list: &List<'_>,
    problems: &mut Problems,
) -> Option<Ratio> {
    let part = part?;
    if part.is_zero() {
        problems.add(cells.path(row), Code::Malformed, "0", "more than 0");
        return None;
    }
    let has_reason = list.rows[row].has_reason;
    let most = Ratio::from(if has_reason { 2 } else { 1 });
    if part > most {
        let remedy = match cells.name {
            "hours" => "are the full_time_hours of the same time as the hours?",
            _ => "is it percent? then the fte_unit is percent",
        };
        let got = cells.text(row).unwrap_or_default();
        let want = format!("at most {most} of a full post; {remedy}");
        problems.add(cells.path(row), Code::OverFullPost, shorten(&got), want);
        return None;
    }
    Some(part)
}

/// The numbers over one denominator; what does not fit is a problem of its row.
fn numbers_of(parts: Vec<Option<Ratio>>, path: &str, problems: &mut Problems) -> Numbers {
    match Option::<Ratio>::column(parts) {
        Column::Numbers(mut numbers) => {
            problems.extend_under(path, std::mem::take(&mut numbers.problems));
            numbers
        }
        // Numbers make a column of numbers.
        _ => Numbers::scaled(Vec::<Option<i64>>::new(), 1),
    }
}
