//! Exact numbers of a column, over one denominator.

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::ToPrimitive;

use crate::Error;
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problems};

/// Exact numbers: integers over one denominator, in lowest terms; some cells may be empty.
#[derive(Clone, Debug)]
pub struct Numbers {
    values: Values,
    denominator: u64,
    empty: Vec<u32>,
    /// Cells that could not be read, reported when the table is built.
    pub(crate) problems: Problems,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Values {
    /// All at least zero and within 64 bits: what registers hold.
    Natural(Vec<u64>),
    Wide(Vec<i128>),
}

impl Numbers {
    /// Numbers written as `12`, `12.50` or `1/3`; `None` is an empty cell.
    ///
    /// What cannot be read is a problem of the table that the column goes into.
    ///
    /// ```
    /// # use statsbidrag::{Numbers, Table};
    /// let index = Numbers::parse([Some("1.02"), None]);
    /// assert!(Table::builder("id", ["a", "b"]).column("index", index).build().is_ok());
    /// let wrong = Numbers::parse(["1,02", "x"]);
    /// let error = Table::builder("id", ["a", "b"]).column("index", wrong).build().unwrap_err();
    /// assert_eq!(error.problems().count(), 2);
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    pub fn parse<'a, T: Into<Option<&'a str>>>(cells: impl IntoIterator<Item = T>) -> Self {
        let mut problems = Problems::new();
        let cells = cells.into_iter().enumerate().map(|(row, cell)| {
            let text = cell.into()?;
            problems.keep(&format!("/{row}"), text.parse::<Ratio>())
        });
        let cells: Vec<Option<Ratio>> = cells.collect();
        let mut numbers = Self::exact(cells);
        // A cell that could not be read is not an empty one: it is reported once.
        problems.extend_under("", numbers.problems);
        numbers.problems = problems;
        numbers
    }

    /// Integers over one denominator: `scaled(vec![Some(1025)], 1000)` is 1.025.
    ///
    /// A denominator of zero is a problem of the table that the column goes into.
    #[must_use]
    pub fn scaled<I: Into<i128> + Clone>(cells: Vec<Option<I>>, denominator: u64) -> Self {
        let cells = cells.into_iter().map(|cell| cell.map(Into::into)).collect();
        let (values, empty) = split_empty(cells, 0);
        let mut numbers =
            Self::reduced(Values::narrowest(values.into_iter()), denominator.max(1), empty);
        if denominator == 0 {
            numbers.problems.add("", Code::NotInRange, "a denominator of 0", "1 or more");
        }
        numbers
    }

    pub(crate) fn natural(values: Vec<u64>) -> Self {
        Self {
            values: Values::Natural(values),
            denominator: 1,
            empty: Vec::new(),
            problems: Problems::new(),
        }
    }

    pub(crate) fn exact(cells: Vec<Option<Ratio>>) -> Self {
        let (cells, empty) = split_empty(cells, Ratio::zero());
        let mut problems = Problems::new();
        let mut denominator = BigInt::from(1);
        for (row, cell) in cells.iter().enumerate() {
            let common = denominator.lcm(cell.big().denom());
            if common.to_u64().is_some() {
                denominator = common;
            } else {
                problems.add(format_args!("/{row}"), Code::OutOfRange, cell, "fewer decimals");
            }
        }
        let values = cells.iter().enumerate().map(|(row, cell)| {
            let value = cell.big().numer() * &denominator / cell.big().denom();
            value.to_i128().unwrap_or_else(|| {
                problems.add(format_args!("/{row}"), Code::OutOfRange, cell, "at most 38 digits");
                0
            })
        });
        let values = Values::narrowest(values);
        Self { problems, ..Self::reduced(values, denominator.to_u64().unwrap_or(1), empty) }
    }

    pub(super) fn reduced(values: Values, denominator: u64, empty: Vec<u32>) -> Self {
        let mut numbers = Self { values, denominator, empty, problems: Problems::new() };
        if denominator > 1 {
            let divisor = numbers.values.gcd_with(denominator);
            if divisor > 1 {
                numbers.values.divide(divisor);
                numbers.denominator /= divisor;
            }
        }
        numbers
    }

    /// How many cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number in a row; `None` where the cell is empty or the row does not exist.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<Ratio> {
        if row >= self.len() || self.is_empty_at(row) {
            return None;
        }
        Some(Ratio::from_big(self.values.get(row), self.denominator))
    }

    /// The kronor in a row.
    pub(crate) fn money(&self, row: usize) -> Option<Result<Money, Error>> {
        // Whole öre where a krona is a whole number of parts.
        let in_a_part = 100_u64.checked_rem(self.denominator).filter(|rest| *rest == 0);
        let in_a_part = in_a_part.map(|_| i128::from(100 / self.denominator));
        match in_a_part.filter(|_| row < self.len() && !self.is_empty_at(row)) {
            Some(in_a_part) => match self.values.get(row).checked_mul(in_a_part) {
                Some(ore) if i64::try_from(ore).is_ok() => Some(Money::try_from_ore(ore)),
                _ => self.get(row).map(Money::try_from),
            },
            None => self.get(row).map(Money::try_from),
        }
    }

    pub(crate) fn values(&self) -> &Values {
        &self.values
    }

    pub(crate) fn denominator(&self) -> u64 {
        self.denominator
    }

    /// The rows without a value, ascending.
    pub(crate) fn empty_rows(&self) -> &[u32] {
        &self.empty
    }

    pub(super) fn select(&self, rows: &[u32]) -> Self {
        let values = match &self.values {
            Values::Natural(values) => {
                Values::Natural(rows.iter().map(|&row| values[row as usize]).collect())
            }
            Values::Wide(values) => {
                Values::Wide(rows.iter().map(|&row| values[row as usize]).collect())
            }
        };
        let empty = (0..).zip(rows).filter(|(_, row)| self.is_empty_at(**row as usize));
        Self::reduced(values, self.denominator, empty.map(|(row, _)| row).collect())
    }

    pub(crate) fn is_empty_at(&self, row: usize) -> bool {
        u32::try_from(row).is_ok_and(|row| self.empty.binary_search(&row).is_ok())
    }
}

/// The values with `filler` in the empty cells, and the rows of those.
pub(super) fn split_empty<T: Clone>(cells: Vec<Option<T>>, filler: T) -> (Vec<T>, Vec<u32>) {
    let empty = (0u32..).zip(&cells).filter(|(_, cell)| cell.is_none()).map(|(row, _)| row);
    let empty = empty.collect();
    (cells.into_iter().map(|cell| cell.unwrap_or_else(|| filler.clone())).collect(), empty)
}

impl Values {
    pub(super) fn narrowest(values: impl Iterator<Item = i128>) -> Self {
        let wide: Vec<i128> = values.collect();
        if wide.iter().all(|&v| u64::try_from(v).is_ok()) {
            Values::Natural(wide.into_iter().map(|v| v as u64).collect())
        } else {
            Values::Wide(wide)
        }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Values::Natural(values) => values.len(),
            Values::Wide(values) => values.len(),
        }
    }

    pub(crate) fn get(&self, row: usize) -> i128 {
        match self {
            Values::Natural(values) => values[row].into(),
            Values::Wide(values) => values[row],
        }
    }

    /// The rows with a value under zero.
    pub(crate) fn negative_rows(&self) -> impl Iterator<Item = usize> {
        let wide = match self {
            Values::Natural(_) => &[][..],
            Values::Wide(values) => values,
        };
        wide.iter().enumerate().filter(|(_, value)| **value < 0).map(|(row, _)| row)
    }

    /// In how many bits every value fits, by their kind.
    pub(crate) fn bits(&self) -> u64 {
        match self {
            Values::Natural(_) => 64,
            Values::Wide(_) => 128,
        }
    }

    /// The largest absolute value.
    pub(crate) fn largest(&self) -> BigUint {
        match self {
            Values::Natural(values) => values.iter().copied().max().unwrap_or(0).into(),
            Values::Wide(values) => {
                values.iter().map(|v| v.unsigned_abs()).max().unwrap_or(0).into()
            }
        }
    }

    fn gcd_with(&self, number: u64) -> u64 {
        match self {
            Values::Natural(values) => values.iter().fold(number, |gcd, v| gcd.gcd(v)),
            // A gcd with a u64 is a u64.
            Values::Wide(values) => {
                values.iter().fold(number, |gcd, v| v.unsigned_abs().gcd(&u128::from(gcd)) as u64)
            }
        }
    }

    fn divide(&mut self, divisor: u64) {
        match self {
            Values::Natural(values) => values.iter_mut().for_each(|v| *v /= divisor),
            Values::Wide(values) => values.iter_mut().for_each(|v| *v /= i128::from(divisor)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Column;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decimals_share_the_least_denominator() {
        let numbers = Numbers::parse(["1.50", "0.25", "3"]);
        assert_eq!(numbers.denominator(), 4);
        assert_eq!(numbers.values(), &Values::Natural(vec![6, 1, 12]));
        // 1/3 and 2/7 over 21.
        let numbers = Numbers::parse(["1/3", "2/7"]);
        assert_eq!(numbers.denominator(), 21);
    }

    #[test]
    fn empty_cells_are_not_zero() {
        let Column::Numbers(numbers) = Column::from([Some(1), None, Some(0)]) else { panic!() };
        assert_eq!(numbers.empty_rows(), [1]);
        assert_eq!(numbers.get(1), None);
        assert_eq!(numbers.get(2), Some(Ratio::zero()));
    }

    #[test]
    fn numbers_beyond_what_a_column_holds_are_problems_of_their_row() {
        let numbers = Numbers::parse(["1", &"9".repeat(40), "0.0000000000000000000001"]);
        let paths: Vec<_> = numbers.problems.iter().map(|p| p.path()).collect();
        assert_eq!(paths, ["/2", "/1"]);
    }

    proptest! {
        #[test]
        fn any_integers_read_back(cells in proptest::collection::vec(any::<Option<i64>>(), 0..20)) {
            let Column::Numbers(numbers) = Column::from(cells.clone()) else { panic!() };
            for (row, cell) in cells.iter().enumerate() {
                prop_assert_eq!(numbers.get(row), cell.map(Ratio::from));
            }
        }

        #[test]
        fn scaled_numbers_read_back(cells in proptest::collection::vec(any::<Option<i64>>(), 0..20), d in 1u64..) {
            let numbers = Numbers::scaled(cells.clone(), d);
            for (row, cell) in cells.iter().enumerate() {
                prop_assert_eq!(numbers.get(row), cell.map(|c| Ratio::from_big(c, d)));
            }
        }
    }
}
