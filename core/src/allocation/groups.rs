//! Many allocations in one call: one for each group of rows (scenario, year, pot).

use std::collections::{BTreeMap, HashSet};

use super::prepare::{Prepared, check_options, in_units};
use super::result::to_money;
use super::{Allocation, Key, Options, allocate};
use crate::Error;
use crate::apportion::Total;
use crate::number::Money;
use crate::parallel::map;
use crate::problem::{Code, Problem, Problems, below};
use crate::table::{Groups, Ids, Table};

/// What each group divides.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Totals {
    /// Every group the same.
    Each(Money),
    /// Each group its own, by name; every group of the table has one.
    ByGroup(BTreeMap<String, Money>),
}

impl From<Money> for Totals {
    fn from(total: Money) -> Self {
        Totals::Each(total)
    }
}

/// The results of many allocations, in the row order of the table.
#[derive(Clone, Debug)]
pub struct GroupedAllocation {
    table: Table,
    key: Key,
    options: Options,
    amounts: Vec<Money>,
    groups: Vec<Group>,
}

/// What came of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    name: String,
    total: Money,
    unallocated: Money,
    tied: usize,
}

impl Group {
    /// The group's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it divided.
    #[must_use]
    pub fn total(&self) -> Money {
        self.total
    }

    /// The total less the sum of its amounts: zero except for statutory roundings.
    #[must_use]
    pub fn unallocated(&self) -> Money {
        self.unallocated
    }

    /// How many recipients were equal at the cut.
    #[must_use]
    pub fn tied(&self) -> usize {
        self.tied
    }
}

/// Divides a total in every group of a table built with [`by`](crate::TableBuilder::by).
///
/// Each group is an allocation by itself, as [`allocate`] makes it. Groups are computed in parallel
/// (with the feature `parallel`, on the current rayon pool); the result is the same bytes for any
/// number of threads.
///
/// ```
/// use statsbidrag::{Key, Money, Options, Table, allocate_groups};
///
/// let table = Table::builder("id", ["a", "b", "a", "b"])
///     .column("year", ["2017", "2017", "2018", "2018"])
///     .column("weight", [1, 1, 3, 1])
///     .by("year")
///     .build()?;
/// let total = Money::from_kronor(8)?;
/// let result = allocate_groups(&table, &total.into(), &Key::measure("weight")?, &Options::new())?;
/// let kronor: Vec<_> = result.amounts().iter().map(|amount| amount.to_string()).collect();
/// assert_eq!(kronor, ["4", "4", "6", "2"]);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// As [`allocate`], for every group at once; a group without a total, and a total without a group.
pub fn allocate_groups(
    table: &Table,
    totals: &Totals,
    key: &Key,
    options: &Options,
) -> Result<GroupedAllocation, Error> {
    let mut problems = Problems::new();
    let Some(groups) = table.groups() else {
        let problem =
            Problem::new("/by", Code::Missing, "a table without groups", "a table built with `by`");
        return Err(problem.into());
    };
    check_options(key.active_count(), options, &mut problems);
    let prepared = Prepared::new(table, key, options, &mut problems);
    let units = totals_in_units(groups, totals, options, &mut problems);
    let Some(prepared) = prepared.filter(|_| problems.is_empty()) else {
        return Err(problems.into());
    };
    // Amounts in the order of groups, each group a slice of its own that one thread writes to.
    let mut in_order = vec![Money::ZERO; table.len()];
    let mut slices = Vec::with_capacity(units.len());
    let mut rest = &mut in_order[..];
    for (group, (total, units)) in units.into_iter().enumerate() {
        let (slice, after) = rest.split_at_mut(groups.rows(group).len());
        rest = after;
        slices.push((group, total, units, slice));
    }
    let outcomes = map(slices, |(group, total, units, slice)| {
        let name = groups.names()[group].clone();
        let divided = prepared.divide_among(units, groups.rows(group));
        let written = divided.and_then(|divided| {
            let unallocated = to_money(&divided.units, total, options, slice)?;
            Ok((unallocated, divided.cut.tied.len()))
        });
        match written {
            Ok((unallocated, tied)) => Ok(Group { name, total, unallocated, tied }),
            Err(error) => Err(error.under(&below("/groups", &name))),
        }
    });
    let mut done = Vec::with_capacity(outcomes.len());
    for outcome in outcomes {
        done.extend(problems.keep("", outcome));
    }
    problems.check()?;
    let amounts = in_row_order(groups, in_order);
    Ok(GroupedAllocation {
        table: table.clone(),
        key: key.clone(),
        options: options.clone(),
        amounts,
        groups: done,
    })
}

/// Each total in units; groups without one, and totals without a group, are problems.
pub(crate) fn totals_in_units(
    groups: &Groups,
    totals: &Totals,
    options: &Options,
    problems: &mut Problems,
) -> Vec<(Money, Total)> {
    let names = groups.names();
    let by_group = match totals {
        Totals::Each(total) => {
            let units = in_units(*total, options, problems);
            return units.map_or_else(Vec::new, |units| vec![(*total, units); names.len()]);
        }
        Totals::ByGroup(by_group) => by_group,
    };
    let known: HashSet<&String> = names.iter().collect();
    for name in by_group.keys().filter(|name| !known.contains(name)) {
        problems.add(below("/total", name), Code::UnknownName, name, "a group of the table");
    }
    let each = names.iter().filter_map(|name| {
        let Some(&total) = by_group.get(name) else {
            problems.add(below("/total", name), Code::Missing, "no total", "one for every group");
            return None;
        };
        let mut own = Problems::new();
        let units = in_units(total, options, &mut own);
        problems.extend_under("", own.placed(|_| below("/total", name)));
        units.map(|units| (total, units))
    });
    each.collect()
}

/// From the order of groups back to that of the table.
fn in_row_order(groups: &Groups, in_order: Vec<Money>) -> Vec<Money> {
    let rows = || groups.iter().flatten();
    if rows().is_sorted() {
        return in_order;
    }
    let mut amounts = vec![Money::ZERO; in_order.len()];
    rows().zip(in_order).for_each(|(&row, amount)| amounts[row as usize] = amount);
    amounts
}

impl GroupedAllocation {
    /// The ids, in row order; they repeat from group to group.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        self.table.ids()
    }

    /// The amounts, in row order.
    #[must_use]
    pub fn amounts(&self) -> &[Money] {
        &self.amounts
    }

    /// The groups, in the order in which they first appear.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The facts.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// One group as an allocation of its own, with all that explains it; computed anew.
    ///
    /// # Errors
    /// `unknown_name` for a group that the table does not have.
    pub fn group(&self, name: &str) -> Result<Allocation, Error> {
        let position = self.groups.iter().position(|group| group.name == name);
        let rows = position
            .zip(self.table.groups())
            .map(|(position, groups)| (position, groups.rows(position)));
        let Some((position, rows)) = rows else {
            return Err(
                Problem::new("/group", Code::UnknownName, name, "a group of the table").into()
            );
        };
        allocate(&self.table.select(rows), self.groups[position].total, &self.key, &self.options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grouped(groups: &[String], weights: &[u32]) -> Result<Table, Error> {
        let ids = (0..groups.len()).map(|row| format!("r{row:03}"));
        let table = Table::builder("id", ids).column("g", groups.to_vec());
        table.column("w", weights.to_vec()).by("g").build()
    }

    proptest! {
        #[test]
        fn a_group_is_what_it_is_alone(
            rows in proptest::collection::vec((0u8..4, 1u32..100), 1..40),
            kronor in -1000i64..1000,
        ) {
            let names: Vec<String> = rows.iter().map(|(group, _)| format!("g{group}")).collect();
            let weights: Vec<u32> = rows.iter().map(|(_, weight)| *weight).collect();
            let table = grouped(&names, &weights).unwrap();
            let total = Money::from_kronor(kronor).unwrap();
            let key = Key::measure("w").unwrap();
            let result = allocate_groups(&table, &total.into(), &key, &Options::new()).unwrap();
            for group in result.groups() {
                let alone = result.group(group.name()).unwrap();
                prop_assert_eq!(alone.tied().len(), group.tied());
                for (row, id) in result.ids().iter().enumerate().filter(|(row, _)| names[*row] == group.name()) {
                    prop_assert_eq!(alone.amount(id), Some(result.amounts()[row]));
                }
            }
        }
    }

    #[cfg(feature = "parallel")]
    #[test]
    fn the_number_of_threads_changes_nothing() {
        let rows = 0..5_000u32;
        let names: Vec<String> = rows.clone().map(|row| format!("g{}", row * 7 % 61)).collect();
        let weights: Vec<u32> = rows.map(|row| row * 7919 % 10_007).collect();
        let table = grouped(&names, &weights).unwrap();
        let (total, key) = (Money::from_kronor(1_000_003).unwrap(), Key::measure("w").unwrap());
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let options = Options::new();
            let result = pool.install(|| allocate_groups(&table, &total.into(), &key, &options));
            let result = result.unwrap();
            (result.amounts().to_vec(), result.groups().to_vec())
        };
        let alone = on(1);
        for threads in [2, 3, 8] {
            assert_eq!(on(threads), alone);
        }
    }

    #[test]
    fn each_group_may_have_its_own_total() {
        let table = grouped(&["x".into(), "y".into(), "x".into()], &[1, 1, 3]).unwrap();
        let kronor = |k| Money::from_kronor(k).unwrap();
        let totals =
            Totals::ByGroup([("x".to_owned(), kronor(8)), ("y".to_owned(), kronor(5))].into());
        let key = Key::measure("w").unwrap();
        let result = allocate_groups(&table, &totals, &key, &Options::new()).unwrap();
        assert_eq!(result.amounts(), [kronor(2), kronor(5), kronor(6)]);

        let totals =
            Totals::ByGroup([("x".to_owned(), kronor(8)), ("z".to_owned(), kronor(5))].into());
        let error = allocate_groups(&table, &totals, &key, &Options::new()).unwrap_err();
        let found: Vec<_> = error.problems().iter().map(|p| (p.path(), p.code())).collect();
        assert_eq!(found, [("/total/z", Code::UnknownName), ("/total/y", Code::Missing)]);
    }

    #[test]
    fn every_group_says_what_is_wrong_with_it() {
        let table = grouped(&["x".into(), "y".into(), "z".into()], &[0, 1, 0]).unwrap();
        let key = Key::measure("w").unwrap();
        let total = Money::from_kronor(1).unwrap();
        let error = allocate_groups(&table, &total.into(), &key, &Options::new()).unwrap_err();
        let paths: Vec<_> = error.problems().iter().map(|p| p.path()).collect();
        assert_eq!(paths, ["/groups/x/key", "/groups/z/key"]);
    }
}
