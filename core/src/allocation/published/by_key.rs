//! Does a published list follow its own key?

use std::collections::{HashMap, HashSet};

use super::sums::Sums;
use super::{Printed, PublishedFinding, PublishedKind};
use crate::Error;
use crate::allocation::{Allocation, Key, Options, allocate};
use crate::apportion::TieRule;
use crate::number::{Money, Ratio};
use crate::problem::Problems;
use crate::table::{Column, Flags, Table, cell};

/// What the key gives to every row that is no sum.
pub(super) fn recomputed(
    table: &Table,
    (key, total, options): &(Key, Money, Options),
    sums: &Sums,
) -> Result<Allocation, Error> {
    if (0..table.len()).all(|row| !sums.is_sum(row)) {
        return allocate(table, *total, key, options);
    }
    // Sums stay in the table, so that problems name its rows, but they count for nothing: their
    // facts, which may be empty, are read as zero and they take no part.
    let mut options = options.clone();
    let takes_part =
        |row: usize, flag: Option<bool>| if sums.is_sum(row) { Some(false) } else { flag };
    let mut facts = Table::builder(table.id_column(), table.ids().iter());
    for (name, column) in table.columns() {
        facts = facts.column(
            name,
            match column {
                Column::Numbers(numbers) => {
                    let number = |row| match sums.is_sum(row) {
                        true => Some(Ratio::zero()),
                        false => numbers.get(row),
                    };
                    (0..table.len()).map(number).collect::<Vec<_>>().into()
                }
                Column::Flags(flags) if options.only.as_deref() == Some(name) => {
                    Flags((0..table.len()).map(|row| takes_part(row, flags.get(row))).collect())
                        .into()
                }
                other => other.clone(),
            },
        );
    }
    if options.only.is_none() {
        let name = table.free_name("is_no_sum");
        let flags = (0..table.len()).map(|row| takes_part(row, Some(true)));
        facts = facts.column(&name, Flags(flags.collect()));
        options = options.only(name);
    }
    if options.ties == Some(TieRule::ByList) {
        let listed: HashSet<String> = options.tie_order.iter().cloned().collect();
        let sums = (0..table.len()).filter(|&row| sums.is_sum(row)).map(|row| table.ids().get(row));
        let unlisted = sums.filter(|id| !listed.contains(*id)).map(str::to_owned);
        options.tie_order.extend(unlisted);
    }
    allocate(&facts.build()?.listing(&table.listed().collect::<Vec<_>>()), *total, key, &options)
}

impl Printed<'_> {
    /// The rows that are not what the key gives, with their findings.
    pub(super) fn against_key(
        &self,
        by_key: &Allocation,
        sums: &Sums,
        column: &str,
        problems: &mut Problems,
    ) -> Vec<(usize, PublishedFinding)> {
        let computed = by_key.amounts();
        let rows = (0..self.amounts.len()).filter(|&row| !sums.is_sum(row));
        let misfits: Vec<usize> = rows.filter(|&row| !self.fits(row, computed[row])).collect();
        let swaps = self.swaps(&misfits, computed);
        let name = |row: usize| self.table.ids().get(row).to_owned();
        let findings = misfits.into_iter().filter_map(|row| {
            let (printed, computed) = (self.amounts[row], computed[row]);
            let difference = problems.keep(&cell(column, row), printed.minus(computed))?;
            let swapped_with = swaps.get(&row).map(|&other| name(other));
            let kind = match swapped_with {
                Some(_) => PublishedKind::Swapped,
                None => PublishedKind::NotByKey,
            };
            let id = Some(name(row));
            Some((row, PublishedFinding { id, printed, computed, difference, kind, swapped_with }))
        });
        findings.collect()
    }

    /// Whether a row is printed as what was computed. An amount that is no whole number of units
    /// was not rounded to them.
    fn fits(&self, row: usize, computed: Money) -> bool {
        let (printed, computed) = (i128::from(self.amounts[row].ore()), i128::from(computed.ore()));
        let is_rounded = printed % self.unit == 0;
        printed == computed || is_rounded && 2 * (printed - computed).abs() <= self.unit
    }

    /// The pairs of rows that have each other's amounts, both ways.
    fn swaps(&self, misfits: &[usize], computed: &[Money]) -> HashMap<usize, usize> {
        let printed = |row: usize| i128::from(self.amounts[row].ore());
        // What was computed, and that rounded to the unit, half away from zero, as it is printed.
        let looks = |row: usize| {
            let exact = i128::from(computed[row].ore());
            let units = (2 * exact.abs() + self.unit) / (2 * self.unit);
            let rounded = units * self.unit * exact.signum();
            std::iter::once(exact).chain((rounded != exact).then_some(rounded))
        };
        // Last rows first, so that the first is taken from the end.
        let mut by_amounts: HashMap<(i128, i128), Vec<usize>> = HashMap::new();
        for &row in misfits.iter().rev() {
            for look in looks(row) {
                by_amounts.entry((look, printed(row))).or_default().push(row);
            }
        }
        let mut swaps = HashMap::new();
        for &row in misfits {
            if swaps.contains_key(&row) {
                continue;
            }
            let other = looks(row).find_map(|look| {
                let others = by_amounts.get_mut(&(printed(row), look))?;
                while others.pop_if(|other| swaps.contains_key(other)).is_some() {}
                others.pop()
            });
            if let Some(other) = other {
                swaps.extend([(row, other), (other, row)]);
            }
        }
        swaps
    }
}
