//! An allocation on ready columns of integers: no table, texts or explanation.

use std::collections::HashSet;
use std::fmt::Display;

use super::division::{Divided, Division};
use super::key::check_shares;
use super::prepare::{check_options, in_units};
use super::result::to_money;
use super::{Bound, Options};
use crate::Error;
use crate::apportion::{Component, Limits, RoundingScope, Side, TieRule};
use crate::limits::MOST_ROWS;
use crate::number::naturals::Naturals;
use crate::number::{MISSING, Money, Ratio};
use crate::problem::{Code, Problems};

/// A component of a key on columns: its share of the total and everyone's weight in it.
#[derive(Clone, Debug)]
pub struct ColumnComponent<'c> {
    /// Its share; the shares of a key sum to exactly 1.
    pub share: Ratio,
    /// Whole numbers, 0 or more, of any unit: only their proportions count.
    pub weights: &'c [i64],
}

/// What an allocation is computed from, as whoever calls has it.
#[derive(Clone, Copy, Debug, Default)]
pub struct AllocationColumns<'c> {
    /// The key (fördelningsnyckel).
    pub components: &'c [ColumnComponent<'c>],
    /// Who goes first among equal remainders: the smaller number, no two alike. With ties `by_id`
    /// they are ids, with `by_list` places in the order given by statute or by lot. Empty: the
    /// earlier row goes first.
    pub ids: &'c [i64],
    /// The least that each can get, in öre; [`MISSING`](crate::kernel::MISSING): no minimum. Empty:
    /// nobody has one.
    pub minimum: &'c [i64],
    /// The most that each can get.
    pub maximum: &'c [i64],
}

/// Where amounts are written: columns of the caller's, as long as the weights.
#[derive(Debug)]
pub struct AmountColumns<'o, 'p> {
    /// Öre.
    pub amount: &'o mut [i64],
    /// Where marks are wanted: sums of [`MARK_TIED`], [`MARK_MINIMUM`] and [`MARK_MAXIMUM`].
    pub marks: Option<&'o mut [u8]>,
    /// Where the amounts by component are wanted, öre: a column for each. Only with the scope
    /// `component`.
    pub parts: Option<&'o mut [&'p mut [i64]]>,
}

/// A row with the same remainder as another, of whom only some got a unit more.
pub const MARK_TIED: u8 = 1;
/// A row that its minimum holds.
pub const MARK_MINIMUM: u8 = 2;
/// A row that its maximum holds.
pub const MARK_MAXIMUM: u8 = 4;

/// What is to be said of an allocation as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ColumnSummary {
    /// The total less what was divided; 0 with the largest remainder.
    pub unallocated: Money,
    /// How many rows were tied at the cut.
    pub tied: usize,
    /// How many units there were for them.
    pub units_at_stake: usize,
}

/// Divides a total over rows by ready columns of integers: the same division as
/// [`allocate`](crate::allocate), to the same amounts. Components have no names here: where pots of
/// components are equal at the cut, the earlier one goes first.
///
/// Options that name columns of a table have none to name here: minimums, maximums and the order
/// among equals are columns, and who takes part has a weight.
///
/// ```
/// use statsbidrag::{Money, Options, Ratio, kernel};
///
/// // 7/10 by asylum seekers, 3/10 by population, of 100 kr: 70·(1, 4)/5 + 30·(2, 1)/3 = (34, 66).
/// let key = [(7, &[1, 4]), (3, &[2, 1])]
///     .map(|(tenths, weights)| kernel::ColumnComponent { share: Ratio::new(tenths, 10).unwrap(), weights });
/// let columns = kernel::AllocationColumns { components: &key, ..Default::default() };
/// let mut amount = [0; 2];
/// let out = kernel::AmountColumns { amount: &mut amount, marks: None, parts: None };
/// kernel::allocate(Money::from_kronor(100)?, &columns, &Options::new(), out)?;
/// assert_eq!(amount, [3400, 6600]);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// As of [`allocate`](crate::allocate), with paths into the columns (`/weights/1/17`: the second
/// component, the eighteenth row); `length_mismatch` for columns of different length; `duplicate`
/// for ids. Nothing is then written.
pub fn allocate_columns(
    total: Money,
    columns: &AllocationColumns<'_>,
    options: &Options,
    out: AmountColumns<'_, '_>,
) -> Result<ColumnSummary, Error> {
    let mut problems = Problems::new();
    let options = with_columns(options, columns, &mut problems);
    columns.report(&mut problems);
    columns.report_out(&out, &mut problems);
    let active = columns.active();
    check_options(active.len(), &options, &mut problems);
    let units = in_units(total, &options, &mut problems);
    if out.parts.is_some() && options.scope != RoundingScope::Component {
        let want = "rounding_scope component, where amounts by component are wanted";
        problems.add("/rounding_scope", Code::Conflict, options.scope, want);
    }
    let unit = options.unit.ore();
    let limits = options.is_bounded().then(|| columns.limits(unit, &options, &mut problems));
    if total.ore() != 0 {
        for &place in &active {
            if columns.components[place].weights.iter().all(|weight| *weight == 0) {
                let path = format!("/weights/{place}");
                let got = "weights of 0 for everyone";
                problems.add(path, Code::ZeroWeight, got, "a weight over 0 for someone");
            }
        }
    }
    let Some(units) = units.filter(|_| problems.is_empty()) else { return Err(problems.into()) };
    let components = active.iter().map(|&place| {
        let ColumnComponent { share, weights } = &columns.components[place];
        let weights = weights.iter().map(|weight| weight.unsigned_abs()).collect::<Vec<_>>();
        Component { share: share.clone(), weights: Naturals::U64(weights.into()) }
    });
    let ids = columns.ids;
    let division = Division {
        options: &options,
        first: &|a, b| if ids.is_empty() { a.cmp(&b) } else { ids[a].cmp(&ids[b]) },
        first_component: &|a, b| a.cmp(&b),
        row: &|row| match ids.get(row) {
            Some(id) => id.to_string(),
            None => format!("row {row}"),
        },
        component: &|component| format!("component {}", active[component]),
    };
    let divided = division.divide(units, &components.collect::<Vec<_>>(), limits)?;
    write(total, &divided, &active, &options, out)
}

/// The options with the columns' bounds, so that they are checked as those of a table are.
fn with_columns(
    options: &Options,
    columns: &AllocationColumns<'_>,
    problems: &mut Problems,
) -> Options {
    let of_tables = [
        ("/minimum", options.minimum.is_some()),
        ("/maximum", options.maximum.is_some()),
        ("/only", options.only.is_some()),
        ("/entity", options.entity.is_some()),
        ("/tie_order", !options.tie_order.is_empty()),
        ("/parameters", !options.parameters.is_empty()),
    ];
    for (path, _) in of_tables.iter().filter(|(_, is_set)| *is_set) {
        problems.add(
            path,
            Code::Conflict,
            "an option that reads a table",
            "none: here are columns",
        );
    }
    if options.ties == Some(TieRule::ByList) && columns.ids.is_empty() {
        let want = "every row's place in the order that settles ties";
        problems.add("/ids", Code::Missing, "no list", want);
    }
    let bound =
        |column: &[i64], name: &str| (!column.is_empty()).then(|| Bound::Column(name.to_owned()));
    Options {
        minimum: bound(columns.minimum, "minimum"),
        maximum: bound(columns.maximum, "maximum"),
        ..options.clone()
    }
}

/// Whether no two are equal, which sorting shows sooner than hashing does.
fn are_distinct(ids: &[i64]) -> bool {
    ids.is_sorted_by(|a, b| a < b) || {
        let mut sorted = ids.to_vec();
        sorted.sort_unstable();
        sorted.is_sorted_by(|a, b| a < b)
    }
}

impl AllocationColumns<'_> {
    /// How many rows.
    fn rows(&self) -> usize {
        self.components.first().map_or(0, |component| component.weights.len())
    }

    /// The places of the components with a share over zero: the others divide nothing.
    fn active(&self) -> Vec<usize> {
        let shares = self.components.iter().enumerate();
        shares.filter(|(_, part)| !part.share.is_zero()).map(|(place, _)| place).collect()
    }

    /// Looks through the columns by themselves.
    ///
    /// # Errors
    /// As of [`kernel::allocate`](crate::kernel::allocate), but for what depends on total and options.
    pub fn check(&self) -> Result<(), Error> {
        let mut problems = Problems::new();
        self.report(&mut problems);
        problems.check()
    }

    /// Reports what is wrong with the columns.
    fn report(&self, problems: &mut Problems) {
        let rows = self.rows();
        if rows > MOST_ROWS {
            let got = format_args!("{rows} rows");
            problems.add("/weights", Code::OutOfRange, got, "fewer than 2³²");
        }
        let shares = self.components.iter().map(|part| &part.share);
        for (place, share) in shares.clone().enumerate().filter(|(_, share)| share.is_negative()) {
            problems.add(format_args!("/shares/{place}"), Code::Negative, share, "0 or more");
        }
        check_shares(shares, "/shares", problems);
        let mut length = |path: std::fmt::Arguments<'_>, cells: usize, may_be_absent: bool| {
            if !(may_be_absent && cells == 0) {
                same_length(path, cells, rows, problems);
            }
        };
        for (place, part) in self.components.iter().enumerate() {
            length(format_args!("/weights/{place}"), part.weights.len(), false);
        }
        length(format_args!("/ids"), self.ids.len(), true);
        length(format_args!("/minimum"), self.minimum.len(), true);
        length(format_args!("/maximum"), self.maximum.len(), true);
        for (place, part) in self.components.iter().enumerate() {
            check_cells(part.weights, format_args!("/weights/{place}"), false, problems);
        }
        check_cells(self.minimum, format_args!("/minimum"), true, problems);
        check_cells(self.maximum, format_args!("/maximum"), true, problems);
        if !are_distinct(self.ids) {
            let mut seen = HashSet::with_capacity(self.ids.len());
            for (row, id) in self.ids.iter().enumerate().filter(|(_, id)| !seen.insert(**id)) {
                let want = "an id that stands once";
                problems.add(format_args!("/ids/{row}"), Code::Duplicate, id, want);
            }
        }
    }

    /// Reports columns to write to that are not as long as the weights.
    fn report_out(&self, out: &AmountColumns<'_, '_>, problems: &mut Problems) {
        let rows = self.rows();
        same_length("/amount", out.amount.len(), rows, problems);
        if let Some(marks) = &out.marks {
            same_length("/marks", marks.len(), rows, problems);
        }
        let Some(parts) = &out.parts else { return };
        if parts.len() != self.components.len() {
            let want = format!("{}, one for each component", self.components.len());
            problems.add("/parts", Code::LengthMismatch, parts.len(), want);
        }
        for (place, part) in parts.iter().enumerate() {
            same_length(format_args!("/parts/{place}"), part.len(), rows, problems);
        }
    }

    /// Minimums and maximums in whole units, rounded inwards.
    fn limits(&self, unit: u64, options: &Options, problems: &mut Problems) -> Limits {
        let bounds = |column: &[i64], none: u64, in_units: fn(u64, u64) -> u64| -> Vec<u64> {
            if column.is_empty() {
                return vec![none; self.rows()];
            }
            let units = |ore: &i64| u64::try_from(*ore).map_or(none, |ore| in_units(ore, unit));
            column.iter().map(units).collect()
        };
        let lower = bounds(self.minimum, 0, u64::div_ceil);
        let upper = bounds(self.maximum, u64::MAX, |ore, unit| ore / unit);
        for (row, (low, high)) in lower.iter().zip(&upper).enumerate().filter(|(_, (l, h))| l > h) {
            let got = format_args!("a minimum of {low} units over a maximum of {high}");
            let want = "a minimum at most the maximum";
            problems.add(format_args!("/minimum/{row}"), Code::MinimumOverMaximum, got, want);
        }
        options.limits(lower, upper)
    }
}

fn same_length(path: impl Display, cells: usize, rows: usize, problems: &mut Problems) {
    if cells != rows {
        let want = format!("{rows}, one for each weight");
        problems.add(path, Code::LengthMismatch, cells, want);
    }
}

/// Reports empty and negative cells.
fn check_cells(
    column: &[i64],
    path: std::fmt::Arguments<'_>,
    may_be_empty: bool,
    problems: &mut Problems,
) {
    if column.iter().all(|cell| *cell >= 0) {
        return;
    }
    for (row, &cell) in column.iter().enumerate().filter(|(_, cell)| **cell < 0) {
        let path = format_args!("{path}/{row}");
        match cell {
            MISSING if may_be_empty => {}
            MISSING => problems.add(path, Code::Missing, "an empty cell", "a number"),
            _ => problems.add(path, Code::Negative, cell, "0 or more"),
        }
    }
}

/// Writes what was divided; nothing where an amount is out of range.
fn write(
    total: Money,
    divided: &Divided,
    active: &[usize],
    options: &Options,
    out: AmountColumns<'_, '_>,
) -> Result<ColumnSummary, Error> {
    let mut amounts = vec![Money::ZERO; divided.units.len()];
    let unallocated = to_money(&divided.units, total, options, &mut amounts)?;
    let put = |column: &mut [i64], amounts: &[Money]| {
        column.iter_mut().zip(amounts).for_each(|(ore, amount)| *ore = amount.ore());
    };
    put(out.amount, &amounts);
    if let Some(parts) = out.parts {
        parts.iter_mut().for_each(|part| part.fill(0));
        if let ([only], []) = (active, &divided.parts[..]) {
            // One component alone is not rounded apart: all is its own.
            put(parts[*only], &amounts);
        }
        for (&place, (_, units)) in active.iter().zip(&divided.parts) {
            // What a component gives is a part of what was in range.
            to_money(units, total, options, &mut amounts)?;
            put(parts[place], &amounts);
        }
    }
    if let Some(marks) = out.marks {
        marks.fill(0);
        if let Some(held) = &divided.held {
            for (mark, side) in marks.iter_mut().zip(&held.sides) {
                *mark = match side {
                    Side::Free => 0,
                    Side::Minimum => MARK_MINIMUM,
                    Side::Maximum => MARK_MAXIMUM,
                };
            }
        }
        divided.cut.tied.iter().for_each(|&row| marks[row as usize] |= MARK_TIED);
    }
    let (tied, units_at_stake) = (divided.cut.tied.len(), divided.cut.at_stake);
    Ok(ColumnSummary { unallocated, tied, units_at_stake })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apportion::Rounding;

    fn component(share: &str, weights: &'static [i64]) -> ColumnComponent<'static> {
        ColumnComponent { share: share.parse().unwrap(), weights }
    }

    fn kronor(kronor: i64) -> Money {
        Money::from_kronor(kronor).unwrap()
    }

    fn told(
        total: Money,
        columns: &AllocationColumns<'_>,
        options: &Options,
        out: AmountColumns<'_, '_>,
    ) -> Vec<(String, Code)> {
        let error = allocate_columns(total, columns, options, out).unwrap_err();
        error.problems().iter().map(|p| (p.path().to_owned(), p.code())).collect()
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once_and_nothing_is_written() {
        let components = [component("1/2", &[1, -1, MISSING]), component("1/3", &[1, 2])];
        let columns = AllocationColumns {
            components: &components,
            ids: &[7, 7, 1],
            minimum: &[5, MISSING, 900],
            maximum: &[-2, MISSING, 400],
        };
        let options = Options::new().only("takes part").ties(TieRule::ByList);
        let (mut amount, mut marks) = ([9; 3], [9; 2]);
        let out = AmountColumns { amount: &mut amount, marks: Some(&mut marks), parts: None };
        let expected = [
            ("/only", Code::Conflict),
            ("/shares", Code::SharesNotOne),
            ("/weights/1", Code::LengthMismatch),
            ("/weights/0/1", Code::Negative),
            ("/weights/0/2", Code::Missing),
            ("/maximum/0", Code::Negative),
            ("/ids/1", Code::Duplicate),
            ("/marks", Code::LengthMismatch),
            ("/minimum/2", Code::MinimumOverMaximum),
        ];
        let expected = expected.map(|(path, code)| (path.to_owned(), code));
        assert_eq!(told(kronor(10), &columns, &options, out), expected);
        assert_eq!((amount, marks), ([9; 3], [9; 2]));
    }

    /// 70 kr by (1, 4)/5: 14 and 56. 30 kr by (1, 1)/2: 15 and 15. The second is held to 60 kr by
    /// its maximum where the sum is rounded, and the first gets the other 40.
    #[test]
    fn parts_and_marks_are_written_where_they_are_wanted() {
        let components =
            [component("0.7", &[1, 4]), component("0", &[0, 0]), component("0.3", &[1, 1])];
        let columns = AllocationColumns { components: &components, ..Default::default() };
        let (mut amount, mut parts) = ([9; 2], [[9; 2]; 3]);
        let mut part_columns: Vec<&mut [i64]> = parts.iter_mut().map(|p| &mut p[..]).collect();
        let by_component = Options::new().rounding_scope(RoundingScope::Component);
        let out =
            AmountColumns { amount: &mut amount, marks: None, parts: Some(&mut part_columns) };
        allocate_columns(kronor(100), &columns, &by_component, out).unwrap();
        assert_eq!((amount, parts), ([2900, 7100], [[1400, 5600], [0, 0], [1500, 1500]]));

        let maximum = [MISSING, 6000];
        let bounded = AllocationColumns { maximum: &maximum, ..columns };
        let mut marks = [9; 2];
        let out = AmountColumns { amount: &mut amount, marks: Some(&mut marks), parts: None };
        allocate_columns(kronor(100), &bounded, &Options::new(), out).unwrap();
        assert_eq!((amount, marks), ([4000, 6000], [0, MARK_MAXIMUM]));

        let mut part_columns: Vec<&mut [i64]> = parts.iter_mut().map(|p| &mut p[..]).collect();
        let out =
            AmountColumns { amount: &mut amount, marks: None, parts: Some(&mut part_columns) };
        let combined = told(kronor(100), &columns, &Options::new(), out);
        assert_eq!(combined, [("/rounding_scope".to_owned(), Code::Conflict)]);
    }

    #[test]
    fn repeated_ids_are_found_wherever_they_stand() {
        let components = [component("1", &[1; 5])];
        let columns = AllocationColumns { components: &components, ..Default::default() };
        let mut amount = [9; 5];
        let out = AmountColumns { amount: &mut amount, marks: None, parts: None };
        let repeated = AllocationColumns { ids: &[7, 1, 7, 3, 1], ..columns };
        let expected = ["/ids/2", "/ids/4"].map(|path| (path.to_owned(), Code::Duplicate));
        assert_eq!(told(kronor(10), &repeated, &Options::new(), out), expected);
    }

    #[test]
    fn ties_go_to_the_smaller_id_or_to_the_earlier_row() {
        let components = [component("1", &[5, 5])];
        let columns = AllocationColumns { components: &components, ..Default::default() };
        let divide = |columns: &AllocationColumns<'_>| {
            let (mut amount, mut marks) = ([9; 2], [9; 2]);
            let out = AmountColumns { amount: &mut amount, marks: Some(&mut marks), parts: None };
            let said = allocate_columns(kronor(1), columns, &Options::new(), out).unwrap();
            assert_eq!((marks, said.tied, said.units_at_stake), ([MARK_TIED; 2], 2, 1));
            amount
        };
        assert_eq!(divide(&columns), [100, 0]);
        assert_eq!(divide(&AllocationColumns { ids: &[1480, 180], ..columns }), [0, 100]);
    }

    /// A third of the largest amount, in units of it, rounded up: each gets all of it, and what is left
    /// is twice that under zero.
    #[test]
    fn a_sum_out_of_range_is_told_and_nothing_is_written() {
        let components = [component("1", &[1, 1, 1])];
        let columns = AllocationColumns { components: &components, ..Default::default() };
        let unit = crate::Unit::of(Money::MAX).unwrap();
        let (mut amount, mut marks) = ([9; 3], [9; 3]);
        let out = AmountColumns { amount: &mut amount, marks: Some(&mut marks), parts: None };
        let told =
            told(Money::MAX, &columns, &Options::new().rounding(Rounding::Up).unit(unit), out);
        assert_eq!(told, [(String::new(), Code::OutOfRange)]);
        assert_eq!((amount, marks), ([9; 3], [9; 3]));
    }
}
