//! The table of a summary: a row for each unit or supervisor, columns by role.

use std::collections::{BTreeSet, HashMap};

use super::count::{Counted, NOBODY, Sums, Window, own_role, total_role};
use super::options::{StaffBy, StaffOptions, under_column};
use super::read::{List, Standing};
use crate::Error;
use crate::limits;
use crate::number::Ratio;
use crate::problem::{Code, Problem};
use crate::table::{Cell, Column, Numbers, Table, Texts};

/// What the rows of the table are, in the order of their ids.
#[derive(Debug)]
pub(super) struct Groups<'l> {
    pub(super) ids: Vec<&'l str>,
    /// Of each id, its position among units or persons.
    places: Vec<u32>,
    /// By supervisor, the unit of each team, and how many units its members are in.
    pub(super) units: Vec<(Option<&'l str>, usize)>,
}

impl<'l> Groups<'l> {
    pub(super) fn new(
        list: &'l List<'_>,
        counted: &Counted,
        options: &StaffOptions,
        window: Window,
    ) -> Self {
        let (names, mut places): (_, Vec<u32>) = match options.by {
            // Every unit of the list, be it that nobody is there: its cases are.
            StaffBy::Unit => (&list.units, (0..list.units.names.len() as u32).collect()),
            StaffBy::Supervisor => {
                let groups: BTreeSet<u32> = counted.sums.iter().map(|(group, ..)| *group).collect();
                (&list.persons, groups.into_iter().collect())
            }
        };
        let name = |place: u32| &*names.names[place as usize];
        places.sort_unstable_by_key(|place| name(*place));
        let units = match options.by {
            StaffBy::Unit => Vec::new(),
            StaffBy::Supervisor => {
                let units = TeamUnits::new(list, options, window);
                places.iter().map(|place| units.of(list, *place)).collect()
            }
        };
        Self { ids: places.iter().map(|place| name(*place)).collect(), places, units }
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// A role's sums in each row.
    pub(super) fn sums<'c>(&self, counted: &'c Counted, role: u32) -> Vec<Option<&'c Sums>> {
        let find = |place: &u32| {
            let at = counted.sums.binary_search_by_key(&(*place, role), |(g, r, _)| (*g, *r));
            at.ok().map(|at| &counted.sums[at].2)
        };
        self.places.iter().map(find).collect()
    }

    /// Of each row by supervisor, whether a person has something.
    pub(super) fn persons(&self) -> impl Iterator<Item = usize> {
        self.places.iter().map(|place| *place as usize)
    }
}

/// The units of the members of each supervisor's team, and of her own rows.
struct TeamUnits {
    members: HashMap<u32, BTreeSet<u32>>,
    own: HashMap<u32, BTreeSet<u32>>,
}

impl TeamUnits {
    fn new(list: &List<'_>, options: &StaffOptions, window: Window) -> Self {
        let (mut members, mut own) = (HashMap::new(), HashMap::new());
        let is_supervisor: Vec<bool> =
            list.roles.iter().map(|role| *role == options.supervisor_role).collect();
        for row in &list.rows {
            let (Some(unit), Some(days)) = (row.unit, row.days) else { continue };
            if window.clip(days).is_none() {
                continue;
            }
            if let (Some(supervisor), Some(_)) = (row.supervisor, row.role) {
                members.entry(supervisor).or_insert_with(BTreeSet::new).insert(unit);
            }
            let leads = row.role.is_some_and(|role| is_supervisor[role as usize]);
            if let Some(person) = row.person.filter(|_| leads && row.status != Standing::Vacant) {
                own.entry(person).or_insert_with(BTreeSet::new).insert(unit);
            }
        }
        Self { members, own }
    }

    /// The unit of all members; where they are in several or none, the supervisor's own.
    fn of<'l>(&self, list: &'l List<'_>, supervisor: u32) -> (Option<&'l str>, usize) {
        let only = |units: Option<&BTreeSet<u32>>| match units {
            Some(units) if units.len() == 1 => units.first().copied(),
            _ => None,
        };
        let members = self.members.get(&supervisor);
        let unit = only(members).or_else(|| only(self.own.get(&supervisor)));
        let count = members.map_or(0, BTreeSet::len);
        (unit.map(|unit| &*list.units.names[unit as usize]), count)
    }
}

/// How many cells a table of so many rows has at most.
pub(super) fn cells(list: &List<'_>, rows: usize) -> usize {
    rows.saturating_mul(list.roles.len() + 2).saturating_mul(12)
}

/// Builds the table.
pub(super) fn build(
    list: &List<'_>,
    counted: &Counted,
    groups: &Groups<'_>,
    options: &StaffOptions,
    window: Window,
) -> Result<Table, Error> {
    let by_supervisor = options.by == StaffBy::Supervisor;
    if cells(list, groups.len()) > limits::MOST_CELLS {
        let got = format!("{} rows and {} roles", groups.len(), list.roles.len());
        return Err(Problem::new("/roles", Code::OutOfRange, got, "fewer roles").into());
    }
    let scale = Scale {
        days: window.days() as u64,
        fte: list.fte.denominator(),
        mentoring: list.mentoring.as_ref().map(Numbers::denominator),
    };
    let mut columns: Vec<(String, Column)> = Vec::new();
    if by_supervisor {
        let units: Texts = groups.units.iter().map(|(unit, _)| *unit).collect();
        columns.push(("unit".to_owned(), units.into()));
        own_columns(list, &groups.sums(counted, own_role(list)), options, scale, &mut columns);
    }
    let totals = options.total.iter().map(|name| (name, total_role(list)));
    for (name, role) in list.roles.iter().zip(0..).chain(totals) {
        // The row's own supervisor has the plain name: rules on spans divide by it.
        let name = match by_supervisor && name == "supervisor" {
            true => "led_supervisor",
            false => name,
        };
        role_columns(list, name, &groups.sums(counted, role), options, scale, &mut columns);
    }
    let id = options.by.word();
    let builder = Table::builder(id, &groups.ids);
    let table =
        columns.into_iter().fold(builder, |builder, (name, column)| builder.column(name, column));
    table.build()
}

/// What sums are divided by.
#[derive(Clone, Copy)]
struct Scale {
    days: u64,
    fte: u64,
    mentoring: Option<u64>,
}

impl Scale {
    /// Sums over days as what they are a day.
    fn column(
        self,
        sums: &[Option<&Sums>],
        parts: u64,
        value: impl Fn(&Sums) -> Option<i128>,
    ) -> Column {
        let values: Vec<Option<i128>> =
            sums.iter().map(|sums| value(sums.unwrap_or(&NOBODY))).collect();
        let small: Option<Vec<Option<i64>>> =
            values.iter().map(|value| value.map(i64::try_from).transpose().ok()).collect();
        match small.zip(self.days.checked_mul(parts)) {
            Some((small, denominator)) => Numbers::scaled(small, denominator).into(),
            None => {
                let denominator = u128::from(self.days) * u128::from(parts);
                let exact = |value: Option<i128>| Some(Ratio::from_big(value?, denominator));
                Option::<Ratio>::column(values.into_iter().map(exact).collect())
            }
        }
    }

    fn heads(self, sums: &[Option<&Sums>], value: impl Fn(&Sums) -> Option<i64>) -> Column {
        self.column(sums, 1, |sums| value(sums).map(i128::from))
    }

    fn fte(self, sums: &[Option<&Sums>], value: impl Fn(&Sums) -> i128) -> Column {
        self.column(sums, self.fte, |sums| Some(value(sums)))
    }
}

/// The columns of a role.
fn role_columns(
    list: &List<'_>,
    role: &str,
    sums: &[Option<&Sums>],
    options: &StaffOptions,
    scale: Scale,
    columns: &mut Vec<(String, Column)>,
) {
    let mut push =
        |suffix: &str, column: Column| columns.push((format!("{role}_{suffix}"), column));
    push("fte", scale.fte(sums, |sums| sums.fte));
    push("heads", scale.heads(sums, |sums| Some(sums.heads)));
    push("posts", scale.fte(sums, |sums| sums.posts));
    push("agency_fte", scale.fte(sums, |sums| sums.agency));
    push("agency_heads", scale.heads(sums, |sums| Some(sums.agency_heads)));
    push("vacant_fte", scale.fte(sums, |sums| sums.vacant));
    push("on_leave_fte", scale.fte(sums, |sums| sums.on_leave));
    if let Some(parts) = scale.mentoring {
        push("mentor_fte", scale.column(sums, parts, |sums| sums.mentoring));
        let casework = sums.iter().map(|sums| {
            let sums = sums.unwrap_or(&NOBODY);
            let of = |sum: i128, parts: u64| {
                Ratio::from_big(sum, u128::from(parts) * u128::from(scale.days))
            };
            let mentoring = of(sums.mentoring?, parts);
            Some(Ratio::from(of(sums.fte, scale.fte).big() - mentoring.big()))
        });
        push("casework_fte", Option::<Ratio>::column(casework.collect()));
    }
    if options.new_within.is_some() {
        push("new_heads", scale.heads(sums, |sums| sums.new));
    }
    if list.has_qualified {
        push("unqualified_heads", scale.heads(sums, |sums| sums.unqualified));
    }
    if let Some((_, years)) = options.under_years.iter().find(|(name, _)| name == role) {
        columns.push((under_column(role, years), scale.heads(sums, |sums| sums.under)));
    }
}

/// The columns of the supervisor herself.
fn own_columns(
    list: &List<'_>,
    sums: &[Option<&Sums>],
    options: &StaffOptions,
    scale: Scale,
    columns: &mut Vec<(String, Column)>,
) {
    columns.push(("supervisor_heads".to_owned(), scale.heads(sums, |sums| Some(sums.heads))));
    // Without a post as a supervisor her FTE as one are not known; they are not zero.
    let fte = |sums: &Sums| (sums.fte > 0).then_some(sums.fte);
    columns.push(("supervisor_fte".to_owned(), scale.column(sums, list.fte.denominator(), fte)));
    let own = options.under_years.iter().find(|(role, _)| *role == options.supervisor_role);
    if let Some((_, years)) = own {
        let column = scale.heads(sums, |sums| sums.under);
        columns.push((under_column("supervisor", years), column));
    }
}
