//! Any list against a count day by day, and what may not change a summary.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;
use num_traits::Zero;
use proptest::prelude::*;

use super::*;

/// A row of a made list.
#[derive(Clone, Debug)]
struct Line {
    person: u8,
    unit: u8,
    role: u8,
    /// In hundredths.
    part: u8,
    /// 0 for none.
    supervisor: u8,
    agency: bool,
    status: u8,
    from: u8,
    length: u8,
    /// Rows of one person and role may not contradict each other, so these are of the person.
    stated: bool,
}

const FIRST: i32 = 16_801; // 2016-01-01: 46 years of 365 days and 11 leap days after 1970-01-01
const ROLES: [&str; 3] = ["case", "admin", "supervisor"];

fn date(day: u8) -> String {
    format!("2016-01-{:02}", day)
}

fn line() -> impl Strategy<Value = Line> {
    let who = (0..5u8, 0..3u8, 0..3u8, 1..7u8, 0..3u8);
    let what = (prop::bool::weighted(0.2), 0..6u8, 1..25u8, 0..12u8, prop::bool::weighted(0.8));
    (who, what).prop_map(|((person, unit, role, part, supervisor), what)| {
        let (agency, status, from, length, stated) = what;
        let agency = agency && status > 1;
        // Nobody is led by herself: those who lead have numbers that the others do not have.
        let person = if role == 2 { 10 + person % 2 } else { person };
        let supervisor = if role == 2 { 0 } else { supervisor };
        Line { person, unit, role, part, supervisor, agency, status, from, length, stated }
    })
}

/// Both supervisors are there, so that every one who is named is in the list.
fn lines() -> impl Strategy<Value = Vec<Line>> {
    prop::collection::vec(line(), 1..14).prop_map(|mut lines| {
        for person in [10, 11] {
            let lead = Line {
                person,
                unit: 0,
                role: 2,
                part: 3,
                supervisor: 0,
                agency: false,
                status: 3,
                from: 2,
                length: 6,
                stated: true,
            };
            lines.push(lead);
        }
        lines
    })
}

impl Line {
    fn last(&self) -> u8 {
        self.from + self.length.min(31 - self.from)
    }

    fn status(&self) -> &'static str {
        ["vacant", "on_leave", "", "in_service", "", ""][self.status as usize]
    }

    fn experience(&self) -> Option<u8> {
        self.stated.then_some(self.person % 3)
    }

    fn is_on(&self, day: u8) -> bool {
        self.from <= day && day <= self.last()
    }
}

/// Each row has a title of its own, so that no two rows are the same employment.
fn made(lines: &[(usize, Line)]) -> Staff {
    let texts = |cell: &dyn Fn(&Line) -> String| {
        let cell = |(_, line): &(usize, Line)| Some(cell(line)).filter(|text| !text.is_empty());
        lines.iter().map(cell).collect::<Vec<_>>()
    };
    let titles: Vec<String> =
        lines.iter().map(|(title, line)| format!("{}{title}", ROLES[line.role as usize])).collect();
    let qualified =
        |line: &Line| if line.person.is_multiple_of(2) { "ja" } else { "nej" }.to_owned();
    Staff::new()
        .column("person", texts(&|line| format!("p{}", line.person)))
        .column("unit", texts(&|line| format!("u{}", line.unit)))
        .column("role", titles)
        .column("fte", texts(&|line| format!("{},00 %", line.part)))
        .column(
            "supervisor",
            texts(&|line| match line.supervisor {
                0 => String::new(),
                other => format!("p{}", 9 + other),
            }),
        )
        .column("employment", texts(&|line| if line.agency { "agency" } else { "" }.to_owned()))
        .column("status", texts(&|line| line.status().to_owned()))
        .column("from", texts(&|line| date(line.from)))
        .column("to", texts(&|line| date(line.last())))
        .column(
            "experience_years",
            texts(&|line| line.experience().map(|years| years.to_string()).unwrap_or_default()),
        )
        .column(
            "qualified",
            texts(&|line| if line.stated { qualified(line) } else { String::new() }),
        )
}

#[derive(Clone, Copy, Debug)]
struct Asked {
    by: StaffBy,
    agency: bool,
    on_leave: bool,
    vacant: bool,
    from: u8,
    to: u8,
}

fn asked() -> impl Strategy<Value = Asked> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (flags, 1..31u8, 1..31u8).prop_map(|((by, agency, on_leave, vacant), a, b)| Asked {
        by: if by { StaffBy::Unit } else { StaffBy::Supervisor },
        agency,
        on_leave,
        vacant,
        from: a.min(b),
        to: a.max(b),
    })
}

impl Asked {
    fn options(&self, titles: usize) -> StaffOptions {
        let counting = |counts| if counts { Counting::Count } else { Counting::LeaveOut };
        let roles = ROLES.iter().flat_map(|role| {
            (0..titles).map(move |title| (format!("{role}{title}"), (*role).to_owned()))
        });
        let (from, to) = (day(&date(self.from)), day(&date(self.to)));
        let options = StaffOptions::by(self.by)
            .roles(roles)
            .fte_unit(FteUnit::Percent)
            .agency(counting(self.agency))
            .on_leave(counting(self.on_leave))
            .vacant(counting(self.vacant))
            .new_within(1)
            .total("employee");
        // A day and a span of one day are the same.
        match from == to && self.agency {
            true => options.at(from),
            false => options.span(Span::new(from, Some(to)).unwrap()),
        }
    }

    fn counts(&self, line: &Line) -> bool {
        match line.status() {
            "vacant" => self.vacant,
            "on_leave" => self.on_leave,
            _ => !line.agency || self.agency,
        }
    }
}

/// Sums over days of one cell; `None` where it is not known.
type Naive = BTreeMap<(String, String), Option<BigRational>>;

/// Counts day by day, with sets of persons.
fn naive(lines: &[Line], asked: Asked) -> Naive {
    let mut cells = Naive::new();
    let days = i64::from(asked.to - asked.from) + 1;
    let mut add = |group: &str, column: String, value: Option<BigRational>| {
        let cell =
            cells.entry((group.to_owned(), column)).or_insert_with(|| Some(BigRational::zero()));
        let value = value.map(|value| value / BigRational::from_integer(days.into()));
        *cell = cell.take().zip(value).map(|(sum, value)| sum + value);
    };
    let whole = |n: usize| BigRational::from_integer(n.into());
    let part = |line: &Line| BigRational::new(line.part.into(), 100.into());
    for day in asked.from..=asked.to {
        let on: Vec<&Line> = lines.iter().filter(|line| line.is_on(day)).collect();
        let group_of = |line: &Line| match asked.by {
            StaffBy::Unit => Some(format!("u{}", line.unit)),
            StaffBy::Supervisor if line.supervisor == 0 => None,
            StaffBy::Supervisor => Some(format!("p{}", 9 + line.supervisor)),
        };
        let groups: BTreeSet<String> = on.iter().filter_map(|line| group_of(line)).collect();
        for group in &groups {
            for (role, name) in ROLES.iter().enumerate().chain([(9, &"employee")]) {
                let name = match asked.by {
                    StaffBy::Supervisor if role == 2 => "led_supervisor",
                    _ => name,
                };
                let here: Vec<&&Line> = on
                    .iter()
                    .filter(|line| group_of(line).as_ref() == Some(group))
                    .filter(|line| role == 9 || line.role as usize == role)
                    .collect();
                let sum = |keep: &dyn Fn(&Line) -> bool| {
                    here.iter()
                        .filter(|line| keep(line))
                        .map(|line| part(line))
                        .sum::<BigRational>()
                };
                let in_service =
                    |line: &Line| line.status() != "vacant" && line.status() != "on_leave";
                add(group, format!("{name}_fte"), Some(sum(&|line| asked.counts(line))));
                add(group, format!("{name}_posts"), Some(sum(&|line| !line.agency)));
                add(
                    group,
                    format!("{name}_agency_fte"),
                    Some(sum(&|line| line.agency && in_service(line))),
                );
                add(
                    group,
                    format!("{name}_vacant_fte"),
                    Some(sum(&|line| line.status() == "vacant")),
                );
                add(
                    group,
                    format!("{name}_on_leave_fte"),
                    Some(sum(&|line| line.status() == "on_leave")),
                );
                let persons = |keep: &dyn Fn(&Line) -> bool| {
                    let kept = here.iter().filter(|line| line.status() != "vacant" && keep(line));
                    kept.map(|line| line.person).collect::<BTreeSet<u8>>()
                };
                let heads = persons(&|line| asked.counts(line));
                add(group, format!("{name}_heads"), Some(whole(heads.len())));
                add(
                    group,
                    format!("{name}_agency_heads"),
                    Some(whole(persons(&|line| line.agency).len())),
                );
                let known = persons(&|line| asked.counts(line) && line.stated);
                let count = |is: &dyn Fn(u8) -> bool| {
                    let some = heads.iter().filter(|person| is(**person)).count();
                    (known == heads).then(|| whole(some))
                };
                add(group, format!("{name}_new_heads"), count(&|person| person.is_multiple_of(3)));
                add(group, format!("{name}_unqualified_heads"), count(&|person| person % 2 == 1));
            }
        }
        if asked.by == StaffBy::Supervisor {
            for lead in [10, 11] {
                let leads = groups.contains(&format!("p{lead}"));
                let own: Vec<_> =
                    on.iter().filter(|line| line.person == lead && asked.counts(line)).collect();
                let is_there = own.iter().any(|line| line.status() != "vacant");
                let heads = whole(usize::from(leads || is_there));
                add(&format!("p{lead}"), "supervisor_heads".to_owned(), Some(heads));
            }
        }
    }
    cells
}

/// The table cell by cell, without the columns of the supervisor that are looked at elsewhere.
fn found(summary: &StaffSummary) -> BTreeMap<(String, String), Option<BigRational>> {
    let table = summary.table();
    let mut cells = BTreeMap::new();
    for (name, column) in table.columns() {
        let Column::Numbers(numbers) = column else { continue };
        for (row, id) in table.ids().iter().enumerate() {
            let number = numbers.get(row).map(|number| number.big().clone());
            cells.insert((id.to_owned(), name.to_owned()), number);
        }
    }
    cells
}

fn numbered(lines: &[Line]) -> Vec<(usize, Line)> {
    lines.iter().cloned().enumerate().collect()
}

/// The summary; none where nobody leads on these days, which is the only thing that can be wrong.
fn summarised(lines: &[(usize, Line)], options: &StaffOptions) -> Option<StaffSummary> {
    match summarise_staff(&made(lines), options) {
        Ok(summary) => Some(summary),
        Err(error) => {
            assert_eq!(error.problems()[0].code(), Code::Empty, "{error}");
            assert_eq!(options.by, StaffBy::Supervisor);
            None
        }
    }
}

/// Ids, columns with their cells, and titles left out.
type Told = (Vec<String>, Vec<(String, Vec<Option<String>>)>, Vec<UnmappedTitle>);

/// Everything that a summary tells but the order in which rows stood.
fn told(summary: &StaffSummary) -> Told {
    let table = summary.table();
    let ids = table.ids().iter().map(str::to_owned).collect();
    let columns = table.columns().map(|(name, _)| (name.to_owned(), cells(table, name)));
    (ids, columns.collect(), summary.unmapped().to_vec())
}

#[test]
fn the_first_day_is_that_of_the_calendar() {
    assert_eq!(day(&date(1)).days_since_1970(), FIRST);
}

proptest! {
    #[test]
    fn a_summary_is_the_mean_of_its_days(lines in lines(), asked in asked()) {
        let options = asked.options(lines.len());
        let Some(summary) = summarised(&numbered(&lines), &options) else { return Ok(()) };
        let (want, found) = (naive(&lines, asked), found(&summary));
        for (cell, value) in &found {
            if cell.1 == "supervisor_fte" && asked.by == StaffBy::Supervisor {
                continue;
            }
            let none = Some(BigRational::zero());
            prop_assert_eq!(value, want.get(cell).unwrap_or(&none), "{:?}", cell);
        }
        for (cell, value) in want.iter().filter(|(_, value)| value.as_ref().is_none_or(|v| !v.is_zero())) {
            prop_assert_eq!(Some(value), found.get(cell), "{:?}", cell);
        }
    }

    #[test]
    fn the_order_of_rows_is_irrelevant(
        (lines, turned) in lines().prop_flat_map(|lines| {
            (Just(numbered(&lines)), Just(numbered(&lines)).prop_shuffle())
        }),
        asked in asked(),
    ) {
        let options = asked.options(lines.len());
        let summary = |lines: &[(usize, Line)]| summarised(lines, &options);
        let (one, other) = (summary(&lines), summary(&turned));
        prop_assert_eq!(one.as_ref().map(told), other.as_ref().map(told));
        let remarks = |summary: &StaffSummary| summary.findings().to_vec();
        prop_assert_eq!(one.as_ref().map(remarks), other.as_ref().map(remarks));
    }

    #[test]
    fn splitting_a_row_changes_nothing(
        lines in lines(),
        at in any::<prop::sample::Index>(),
        by_time in any::<bool>(),
        cut in 0..12u8,
        asked in asked(),
    ) {
        let lines = numbered(&lines);
        let at = at.index(lines.len());
        let mut split = lines.clone();
        let (mut first, mut second) = (lines[at].1.clone(), lines[at].1.clone());
        if by_time && cut < first.last() - first.from {
            second.length = second.last() - (second.from + cut + 1);
            second.from += cut + 1;
            first.length = cut;
            split[at].1 = first;
            split.push((at, second));
        } else if first.part > 1 {
            // Two titles of one role: two employments.
            (first.part, second.part) = (1, first.part - 1);
            split[at].1 = first;
            split.push((lines.len(), second));
        }
        let options = asked.options(lines.len() + 1);
        let summary = |lines: &[(usize, Line)]| summarised(lines, &options);
        prop_assert_eq!(summary(&lines).as_ref().map(told), summary(&split).as_ref().map(told));
    }

    #[test]
    fn any_cells_are_summarised_or_refused(
        cells in prop::collection::vec(prop::collection::vec(prop::option::of(".{0,6}|1|0.5|2016-01-01"), 3), 16),
        by in any::<bool>(),
    ) {
        let names = Staff::COLUMNS.iter().zip(cells);
        let list = names.fold(Staff::new(), |list, (name, cells)| list.column(*name, cells));
        let by = if by { StaffBy::Unit } else { StaffBy::Supervisor };
        if let Err(error) = summarise_staff(&list, &StaffOptions::by(by)) {
            prop_assert!(!error.problems().is_empty());
        }
    }
}
