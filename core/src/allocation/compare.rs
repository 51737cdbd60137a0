//! Why two allocations differ, recipient by recipient and cause by cause.

mod change;

pub use change::{CauseOrder, Change, Comparison, ComparisonRow, OnlyIn};

use std::collections::{BTreeSet, HashMap};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use super::Allocation;
use crate::Error;
use crate::measure::check_cells;
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problems};
use crate::table::{Numbers, Table, cell};

impl Allocation {
    /// Explains what changed from this result to a later one: preliminary to final, or a year to
    /// the next.
    ///
    /// Each difference is split exactly by replacing one cause at a time, in the order total, key,
    /// facts ([`Comparison::order`] says when another was used): first the other's total by the own
    /// key on the own facts, then the other's key, then the other's facts. Those are exact
    /// entitlements before bounds and rounding, whose own parts of the difference are what is left.
    ///
    /// With `per`, a column of numbers such as the population, amounts are also given for each
    /// unit, by the column in each result's own table.
    ///
    /// ```
    /// use statsbidrag::{Key, Money, Options, Table, allocate};
    ///
    /// let (key, options) = (Key::measure("pupils")?, Options::new());
    /// let table = Table::builder("id", ["a", "b"]).column("pupils", [1, 3]).build()?;
    /// let preliminary = allocate(&table, Money::from_kronor(100)?, &key, &options)?;
    /// let table = Table::builder("id", ["a", "b"]).column("pupils", [1, 2]).build()?;
    /// let settled = allocate(&table, Money::from_kronor(120)?, &key, &options)?;
    ///
    /// let comparison = preliminary.compare(&settled, None)?;
    /// let a = comparison.rows()[0].change();
    /// // From 25 to 40 kr. A quarter of 20 kr more is 5; a third of 120 is 10 more than a quarter.
    /// assert_eq!(a.difference(), Money::from_kronor(15)?);
    /// assert_eq!(a.total(), &"5".parse()?);
    /// assert_eq!(a.facts(), Some(&"10".parse()?));
    /// assert!(a.rounding().is_zero());
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// `unknown_column` and `wrong_type` for `per` in either table and `negative` for its cells,
    /// under `/before` and `/after`; `conflict` for kronor against a count of persons or seats;
    /// `out_of_range` where a sum or difference is. All at once.
    pub fn compare(&self, other: &Allocation, per: Option<&str>) -> Result<Comparison, Error> {
        let mut problems = Problems::new();
        let (from, to) = (self.options().unit, other.options().unit);
        if from.is_count() != to.is_count() {
            let got = format!("a unit of {to} after one of {from}");
            problems.add(
                "/after/unit",
                Code::Conflict,
                got,
                "kronor and kronor, or count and count",
            );
        }
        let before = End::new(self, per, "/before", &mut problems);
        let after = End::new(other, per, "/after", &mut problems);
        problems.check()?;
        let step = Step::between(&before, &after);

        let later: HashMap<&str, usize> = other.ids().iter().zip(0..).collect();
        let earlier: BTreeSet<&str> = self.ids().iter().collect();
        let kept = self.ids().iter().enumerate().map(|(row, id)| {
            let place = later.get(id).copied();
            (id, Some(row), place, place.is_none().then_some(OnlyIn::Before))
        });
        let new = other.ids().iter().enumerate().filter(|(_, id)| !earlier.contains(id));
        let new = new.map(|(row, id)| (id, None, Some(row), Some(OnlyIn::After)));
        let mut problems = Problems::new();
        let mut rows = Vec::with_capacity(later.len());
        for (line, (id, from, to, only_in)) in kept.chain(new).enumerate() {
            let change = step.change(&before, from, &after, to);
            if let Some(change) = problems.keep(&format!("/rows/{line}"), change) {
                rows.push(ComparisonRow { id: id.to_owned(), only_in, change });
            }
        }
        problems.check()?;
        let totals = totals(&rows, &before, &after)?;
        Ok(Comparison { order: step.order, per: per.map(str::to_owned), rows, totals })
    }
}

/// One of the two results.
struct End<'a> {
    allocation: &'a Allocation,
    total: BigRational,
    /// The share of the total that its key gives to each row of its table.
    shares: Vec<BigRational>,
    units: Option<&'a Numbers>,
}

impl<'a> End<'a> {
    fn new(
        allocation: &'a Allocation,
        per: Option<&str>,
        path: &str,
        problems: &mut Problems,
    ) -> Self {
        let table = allocation.table();
        let mut own = Problems::new();
        let units = per.and_then(|column| {
            let units = table.numbers(column, "/per", &mut own)?;
            for row in units.values().negative_rows() {
                own.add(cell(column, row), Code::Negative, "a number under 0", "0 or more");
            }
            Some(units)
        });
        problems.extend_under(path, own);
        // Facts that are zero for everyone were let through with a total of zero: nobody's share.
        let shares = shares(allocation, table);
        let shares = shares.unwrap_or_else(|| vec![BigRational::zero(); table.len()]);
        Self { allocation, total: kronor(allocation.total()), shares, units }
    }

    fn share(&self, row: Option<usize>) -> BigRational {
        at(&self.shares, row)
    }

    fn amount(&self, row: Option<usize>) -> Money {
        row.map_or(Money::ZERO, |row| self.allocation.amounts()[row])
    }

    /// What minimums and maximums add to the exact entitlement of a row.
    fn bounds(&self, row: Option<usize>) -> BigRational {
        match row.filter(|_| self.allocation.held().is_some()) {
            Some(row) => {
                self.allocation.entitlement(row).big() - &self.total * self.share(Some(row))
            }
            None => BigRational::zero(),
        }
    }

    fn per_unit(&self, row: Option<usize>) -> Option<Ratio> {
        divided(self.amount(row), self.units?.get(row?)?)
    }

    /// The units of all rows; none where a cell is empty.
    fn all_units(&self) -> Option<Ratio> {
        let units = self.units?;
        let cells = (0..units.len()).map(|row| units.get(row).map(|cell| cell.big().clone()));
        cells.sum::<Option<BigRational>>().map(Ratio::from)
    }
}

/// The state between two results that tells the key from the facts: one's key on the other's facts.
struct Step {
    order: CauseOrder,
    /// By the rows of the table that it stands on; empty where key and facts go together.
    shares: Vec<BigRational>,
}

impl Step {
    fn between(before: &End<'_>, after: &End<'_>) -> Self {
        let (from, to) = (before.allocation, after.allocation);
        if let Some(shares) = shares(to, from.table()) {
            return Self { order: CauseOrder::TotalKeyFacts, shares };
        }
        match shares(from, to.table()) {
            Some(shares) => Self { order: CauseOrder::TotalFactsKey, shares },
            None => Self { order: CauseOrder::TotalTogether, shares: Vec::new() },
        }
    }

    /// The line of a recipient, from its row in either table.
    fn change(
        &self,
        before: &End<'_>,
        from: Option<usize>,
        after: &End<'_>,
        to: Option<usize>,
    ) -> Result<Change, Error> {
        let start = &before.total * before.share(from);
        let other_total = &after.total * before.share(from);
        let end = &after.total * after.share(to);
        let (mut key, mut facts, mut key_and_facts) = (None, None, None);
        match self.order {
            CauseOrder::TotalKeyFacts => {
                let between = &after.total * at(&self.shares, from);
                key = Some(Ratio::from(&between - &other_total));
                facts = Some(Ratio::from(&end - between));
            }
            CauseOrder::TotalFactsKey => {
                let between = &after.total * at(&self.shares, to);
                facts = Some(Ratio::from(&between - &other_total));
                key = Some(Ratio::from(&end - between));
            }
            CauseOrder::TotalTogether => key_and_facts = Some(Ratio::from(&end - &other_total)),
        }
        let bounds = after.bounds(to) - before.bounds(from);
        let difference = after.amount(to).minus(before.amount(from))?;
        let rounding = kronor(difference) - (end - &start) - &bounds;
        let (before_per_unit, after_per_unit) = (before.per_unit(from), after.per_unit(to));
        Ok(Change {
            before: before.amount(from),
            after: after.amount(to),
            difference,
            total: (other_total - start).into(),
            key,
            facts,
            key_and_facts,
            bounds: bounds.into(),
            rounding: rounding.into(),
            difference_per_unit: less(after_per_unit.as_ref(), before_per_unit.as_ref()),
            before_per_unit,
            after_per_unit,
        })
    }
}

/// The share of a total that a result's key gives to each row of any facts; none where the facts
/// lack what the key reads, or a measure of it is zero for everyone.
fn shares(rules: &Allocation, facts: &Table) -> Option<Vec<BigRational>> {
    let (key, options) = (rules.key(), rules.options());
    let (mut seen, mut problems) = (BTreeSet::new(), Problems::new());
    for component in key.active() {
        let (measure, parameters) = (component.measure(), &options.parameters);
        measure.check(facts, parameters, "", &mut seen, &mut problems, check_cells);
    }
    let only = options.only.as_ref().and_then(|column| facts.flags(column, "", &mut problems));
    if !problems.is_empty() {
        return None;
    }
    let mut shares = vec![BigRational::zero(); facts.len()];
    for component in key.active() {
        let weights = component.measure().weigh(facts, &options.parameters).values;
        let weights = match &only {
            Some(keep) => weights.keep_only(keep),
            None => weights,
        };
        let sum = BigInt::from(weights.sum());
        if sum.is_zero() {
            return None;
        }
        for (share, weight) in shares.iter_mut().zip(weights.iter()) {
            *share += component.share().big() * BigRational::new(weight.into(), sum.clone());
        }
    }
    Some(shares)
}

fn totals(rows: &[ComparisonRow], before: &End<'_>, after: &End<'_>) -> Result<Change, Error> {
    fn sum(rows: &[ComparisonRow], cause: impl Fn(&Change) -> &Ratio) -> Ratio {
        rows.iter().map(|row| cause(&row.change).big()).sum::<BigRational>().into()
    }
    fn sum_of_known(
        rows: &[ComparisonRow],
        cause: impl Fn(&Change) -> Option<&Ratio>,
    ) -> Option<Ratio> {
        let known = rows.iter().map(|row| cause(&row.change).map(Ratio::big));
        known.sum::<Option<BigRational>>().map(Ratio::from)
    }
    let under = |error: Error| error.under("/total");
    let from = Money::sum(rows.iter().map(|row| row.change.before)).map_err(under)?;
    let to = Money::sum(rows.iter().map(|row| row.change.after)).map_err(under)?;
    let before_per_unit = before.all_units().and_then(|units| divided(from, units));
    let after_per_unit = after.all_units().and_then(|units| divided(to, units));
    Ok(Change {
        before: from,
        after: to,
        difference: to.minus(from).map_err(under)?,
        total: sum(rows, Change::total),
        key: sum_of_known(rows, Change::key),
        facts: sum_of_known(rows, Change::facts),
        key_and_facts: sum_of_known(rows, Change::key_and_facts),
        bounds: sum(rows, Change::bounds),
        rounding: sum(rows, Change::rounding),
        difference_per_unit: less(after_per_unit.as_ref(), before_per_unit.as_ref()),
        before_per_unit,
        after_per_unit,
    })
}

fn at(shares: &[BigRational], row: Option<usize>) -> BigRational {
    row.map_or_else(BigRational::zero, |row| shares[row].clone())
}

fn kronor(amount: Money) -> BigRational {
    BigRational::new(amount.ore().into(), 100.into())
}

fn divided(amount: Money, units: Ratio) -> Option<Ratio> {
    (!units.is_zero()).then(|| Ratio::from(kronor(amount) / units.big()))
}

fn less(a: Option<&Ratio>, b: Option<&Ratio>) -> Option<Ratio> {
    Some(Ratio::from(a?.big() - b?.big()))
}

#[cfg(test)]
mod tests;
