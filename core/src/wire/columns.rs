//! Tables of answers: named columns, each of one kind.

use serde_json::{Map, Value, json};

use crate::date::Date;
use crate::number::text::decimal_text;
use crate::number::{self, Money, Ratio};
use crate::table::{Column, Ids, Table, Texts};

/// The cells of a column of an answer.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cells {
    /// Texts, and words of vocabularies.
    Texts(Texts),
    /// Yes or no.
    Flags(Vec<Option<bool>>),
    /// Whole numbers: counts, days, years.
    Whole(Vec<Option<i64>>),
    /// Kronor in whole öre.
    Money(Vec<Option<Money>>),
    /// Exact numbers.
    Exact(Vec<Option<Ratio>>),
    /// Numbers that are for reading: in millionths, rounded half away from zero.
    Readable(Vec<Option<i128>>),
    /// Days.
    Days(Vec<Option<Date>>),
    /// Lists of texts.
    Lists(Vec<Vec<String>>),
    /// Documents of their own.
    Documents(Vec<Value>),
}

/// How many decimals a number that is for reading has.
pub const READABLE_DECIMALS: usize = number::READABLE_DECIMALS;

/// A number that is for reading, as a text.
#[must_use]
pub fn readable_text(millionths: i128) -> String {
    decimal_text(&millionths.unsigned_abs().to_string(), millionths < 0, READABLE_DECIMALS)
}

impl Cells {
    /// How many cells.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Cells::Texts(texts) => texts.len(),
            Cells::Flags(flags) => flags.len(),
            Cells::Whole(numbers) => numbers.len(),
            Cells::Money(amounts) => amounts.len(),
            Cells::Exact(numbers) => numbers.len(),
            Cells::Readable(numbers) => numbers.len(),
            Cells::Days(days) => days.len(),
            Cells::Lists(lists) => lists.len(),
            Cells::Documents(documents) => documents.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn to_json(&self) -> Value {
        fn all<T: serde::Serialize>(cells: &[T]) -> Value {
            cells.iter().map(|cell| json!(cell)).collect()
        }
        match self {
            Cells::Texts(texts) => texts.iter().map(|text| json!(text)).collect(),
            Cells::Flags(flags) => all(flags),
            Cells::Whole(numbers) => all(numbers),
            Cells::Money(amounts) => all(amounts),
            Cells::Exact(numbers) => all(numbers),
            Cells::Readable(numbers) => {
                numbers.iter().map(|number| json!(number.map(readable_text))).collect()
            }
            Cells::Days(days) => all(days),
            Cells::Lists(lists) => all(lists),
            Cells::Documents(documents) => all(documents),
        }
    }
}

/// A table of an answer: its columns in their order, all of one length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns(Vec<(String, Cells)>);

impl Columns {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// The columns of a table, its ids first.
    pub(super) fn of_table(table: &Table) -> Self {
        let mut columns = Self::new().ids(table.id_column(), table.ids());
        for (name, column) in table.columns() {
            let rows = 0..table.len();
            let cells = match column {
                Column::Numbers(numbers) => {
                    Cells::Exact(rows.map(|row| numbers.get(row)).collect())
                }
                Column::Flags(flags) => Cells::Flags(rows.map(|row| flags.get(row)).collect()),
                Column::Texts(texts) => Cells::Texts(texts.clone()),
            };
            columns.0.push((name.to_owned(), cells));
        }
        columns
    }

    /// Adds a column with a value in every row.
    pub(super) fn add<C: Cell>(
        self,
        name: impl Into<String>,
        cells: impl IntoIterator<Item = C>,
    ) -> Self {
        self.add_any(name, cells.into_iter().map(Some))
    }

    /// Adds a column of which cells may be empty.
    pub(super) fn add_any<C: Cell>(
        mut self,
        name: impl Into<String>,
        cells: impl IntoIterator<Item = Option<C>>,
    ) -> Self {
        self.0.push((name.into(), C::cells(cells.into_iter())));
        self
    }

    /// Adds a column of numbers that are for reading.
    pub(super) fn readable(
        mut self,
        name: impl Into<String>,
        millionths: impl IntoIterator<Item = Option<i128>>,
    ) -> Self {
        self.0.push((name.into(), Cells::Readable(millionths.into_iter().collect())));
        self
    }

    /// Adds the ids.
    pub(super) fn ids(self, name: &str, ids: &Ids) -> Self {
        self.add(name, ids.iter())
    }

    /// Every column with its name, in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Cells)> {
        self.0.iter().map(|(name, cells)| (name.as_str(), cells))
    }

    /// The first row, as an object of cells.
    pub(super) fn first_row(&self) -> Value {
        let cell = |(name, cells): (&str, &Cells)| {
            let cell = cells.to_json().get_mut(0).map(Value::take);
            (name.to_owned(), cell.unwrap_or(Value::Null))
        };
        Value::Object(self.iter().map(cell).collect::<Map<_, _>>())
    }

    /// An object of lists.
    pub(super) fn to_json(&self) -> Value {
        let columns = self.iter().map(|(name, cells)| (name.to_owned(), cells.to_json()));
        Value::Object(columns.collect::<Map<_, _>>())
    }
}

/// A type that cells of an answer are made of.
pub(super) trait Cell: Sized {
    fn cells(cells: impl Iterator<Item = Option<Self>>) -> Cells;
}

macro_rules! cell {
    ($($cell:ty => $kind:ident: $to:expr),+ $(,)?) => { $(
        impl Cell for $cell {
            fn cells(cells: impl Iterator<Item = Option<Self>>) -> Cells {
                Cells::$kind(cells.map(|cell| cell.map($to)).collect())
            }
        }
    )+ };
}

cell! {
    &str => Texts: |text| text,
    String => Texts: |text| text,
    &String => Texts: String::as_str,
    bool => Flags: |flag| flag,
    Money => Money: |amount| amount,
    Ratio => Exact: |number| number,
    &Ratio => Exact: Ratio::clone,
    Date => Days: |day| day,
    i16 => Whole: i64::from,
    i32 => Whole: i64::from,
    u32 => Whole: i64::from,
}

impl Cell for Vec<String> {
    fn cells(cells: impl Iterator<Item = Option<Self>>) -> Cells {
        Cells::Lists(cells.map(Option::unwrap_or_default).collect())
    }
}

impl Cell for Value {
    fn cells(cells: impl Iterator<Item = Option<Self>>) -> Cells {
        Cells::Documents(cells.map(|cell| cell.unwrap_or(Value::Null)).collect())
    }
}
