//! Columns: exact numbers, yes/no values or texts, and what they are made from.

use rust_decimal::Decimal;

use super::Texts;
use super::numbers::{Numbers, Values, split_empty};
use crate::number::Ratio;

/// One column of a table.
///
/// Made from vectors and arrays of integers, decimals, yes/no values and texts, and of options of
/// those where cells are empty. Numbers written as text go through [`Numbers::parse`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Column {
    /// Exact numbers.
    Numbers(Numbers),
    /// Yes or no.
    Flags(Flags),
    /// Texts.
    Texts(Texts),
}

/// Yes/no values; some cells may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flags(pub(crate) Vec<Option<bool>>);

impl Column {
    /// How many cells.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Column::Numbers(numbers) => numbers.len(),
            Column::Flags(flags) => flags.0.len(),
            Column::Texts(texts) => texts.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The cells of some rows only.
    pub(super) fn select(&self, rows: &[u32]) -> Column {
        match self {
            Column::Numbers(numbers) => Column::Numbers(numbers.select(rows)),
            Column::Flags(Flags(cells)) => {
                Column::Flags(Flags(rows.iter().map(|&row| cells[row as usize]).collect()))
            }
            Column::Texts(texts) => Column::Texts(texts.select(rows)),
        }
    }

    /// What the column holds, in a word for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Column::Numbers(_) => "a column of numbers",
            Column::Flags(_) => "a column of yes/no values",
            Column::Texts(_) => "a column of texts",
        }
    }
}

/// A type that a column can be made of.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no cell of a table",
    note = "cells are integers, decimals, `Ratio`, `bool` and texts, and options of those",
    note = "binary floats are inexact: numbers with decimals go in as texts, by `Numbers::parse`"
)]
pub trait Cell: Sized {
    /// The column of these cells.
    fn column(cells: Vec<Self>) -> Column;
}

impl<T: Cell> From<Vec<T>> for Column {
    fn from(cells: Vec<T>) -> Self {
        T::column(cells)
    }
}

impl<T: Cell, const N: usize> From<[T; N]> for Column {
    fn from(cells: [T; N]) -> Self {
        T::column(cells.into())
    }
}

impl From<Numbers> for Column {
    fn from(numbers: Numbers) -> Self {
        Column::Numbers(numbers)
    }
}

impl From<Texts> for Column {
    fn from(texts: Texts) -> Self {
        Column::Texts(texts)
    }
}

impl From<Flags> for Column {
    fn from(flags: Flags) -> Self {
        Column::Flags(flags)
    }
}

macro_rules! number_cells {
    ($($integer:ty),+) => { $(
        impl Cell for $integer {
            fn column(cells: Vec<Self>) -> Column {
                if cells.iter().all(|&cell| u64::try_from(cell).is_ok()) {
                    let values = cells.into_iter().map(|cell| cell as u64).collect();
                    return Numbers::natural(values).into();
                }
                let values = Values::narrowest(cells.into_iter().map(|cell| cell as i128));
                Numbers::reduced(values, 1, Vec::new()).into()
            }
        }

        impl Cell for Option<$integer> {
            fn column(cells: Vec<Self>) -> Column {
                let (values, empty) = split_empty(cells, 0);
                let values = Values::narrowest(values.into_iter().map(|cell| cell as i128));
                Numbers::reduced(values, 1, empty).into()
            }
        }
    )+ };
}

number_cells!(i32, i64, i128, u32, u64);

impl Cell for Ratio {
    fn column(cells: Vec<Self>) -> Column {
        Numbers::exact(cells.into_iter().map(Some).collect()).into()
    }
}

impl Cell for Option<Ratio> {
    fn column(cells: Vec<Self>) -> Column {
        Numbers::exact(cells).into()
    }
}

impl Cell for Decimal {
    fn column(cells: Vec<Self>) -> Column {
        Numbers::exact(cells.into_iter().map(|cell| Some(cell.into())).collect()).into()
    }
}

impl Cell for Option<Decimal> {
    fn column(cells: Vec<Self>) -> Column {
        Numbers::exact(cells.into_iter().map(|cell| cell.map(Ratio::from)).collect()).into()
    }
}

impl Cell for bool {
    fn column(cells: Vec<Self>) -> Column {
        Column::Flags(Flags(cells.into_iter().map(Some).collect()))
    }
}

impl Cell for Option<bool> {
    fn column(cells: Vec<Self>) -> Column {
        Column::Flags(Flags(cells))
    }
}

macro_rules! text_cells {
    ($($text:ty),+) => { $(
        impl Cell for $text {
            fn column(cells: Vec<Self>) -> Column {
                Column::Texts(cells.into_iter().map(Some).collect())
            }
        }

        impl Cell for Option<$text> {
            fn column(cells: Vec<Self>) -> Column {
                Column::Texts(cells.into_iter().collect())
            }
        }
    )+ };
}

text_cells!(&str, String);

impl FromIterator<Option<bool>> for Flags {
    fn from_iter<I: IntoIterator<Item = Option<bool>>>(cells: I) -> Self {
        Self(cells.into_iter().collect())
    }
}

impl Flags {
    /// How many cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value in a row; `None` where the cell is empty or the row does not exist.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<bool> {
        *self.0.get(row)?
    }
}
