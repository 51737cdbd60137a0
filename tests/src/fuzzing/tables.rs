//! Tables of columns of every kind.

use std::collections::BTreeSet;

use arbitrary::{Arbitrary, Result, Unstructured};
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;
use statsbidrag::{Column, Key, Measure, Money, Numbers, Options, Ratio, Table, Unit, allocate};

use super::exact;
use crate::hard_texts::{NAMES, NUMBERS};
use crate::oracle::rational;
use crate::refused::has_a_reason;

/// Any ids and columns make a table that gives back each cell exactly, or are refused for something
/// that is wrong with them; what is divided by its first column goes to those who take part.
///
/// # Panics
/// If it is not so.
pub fn tables(bytes: &[u8]) {
    // Too few bytes are no table.
    if let Ok(given) = Given::arbitrary(&mut Unstructured::new(bytes)) {
        given.check();
    }
}

#[derive(Debug)]
struct Given {
    ids: Vec<String>,
    columns: Vec<(String, Cells)>,
    names: Option<String>,
    by: Option<String>,
    total: i64,
}

#[derive(Debug)]
enum Cells {
    Naturals(Vec<u64>),
    Wide(Vec<i128>),
    Small(Vec<Option<i32>>),
    Scaled(Vec<Option<i64>>, u64),
    Read(Vec<Option<String>>),
    Decimals(Vec<Option<Decimal>>),
    Fractions(Vec<(i64, i64)>),
    Flags(Vec<Option<bool>>),
    Texts(Vec<Option<String>>),
}

/// What stands in a cell: a number that cannot be read is none.
#[derive(Debug, PartialEq)]
enum Cell {
    Empty,
    Unreadable,
    Number(BigRational),
    Flag(bool),
    Text(String),
}

fn one_of(u: &mut Unstructured<'_>, known: &[&str]) -> Result<String> {
    if u.ratio(1u8, 8u8)? { String::arbitrary(u) } else { Ok((*u.choose(known)?).to_owned()) }
}

/// Mostly a cell for each row.
fn cells<'a, T>(
    u: &mut Unstructured<'a>,
    rows: usize,
    mut cell: impl FnMut(&mut Unstructured<'a>) -> Result<T>,
) -> Result<Vec<T>> {
    let length = if u.ratio(1u8, 64u8)? { u.int_in_range(0..=9)? } else { rows };
    (0..length).map(|_| cell(u)).collect()
}

fn maybe<'a, T>(
    u: &mut Unstructured<'a>,
    cell: impl FnOnce(&mut Unstructured<'a>) -> Result<T>,
) -> Result<Option<T>> {
    if u.ratio(1u8, 8u8)? { Ok(None) } else { cell(u).map(Some) }
}

impl Cells {
    fn draw(u: &mut Unstructured<'_>, rows: usize) -> Result<Self> {
        Ok(match u.int_in_range(0..=10)? {
            0 | 1 => Cells::Naturals(cells(u, rows, |u| Ok(u64::from(u8::arbitrary(u)?)))?),
            2 => Cells::Naturals(cells(u, rows, u64::arbitrary)?),
            3 => Cells::Wide(cells(u, rows, i128::arbitrary)?),
            4 => Cells::Small(cells(u, rows, |u| maybe(u, i32::arbitrary))?),
            5 => {
                let cells = cells(u, rows, |u| maybe(u, i64::arbitrary))?;
                let small = u.ratio(1u8, 2u8)?;
                let over = if small { u8::arbitrary(u)?.into() } else { u64::arbitrary(u)? };
                Cells::Scaled(cells, over)
            }
            6 => Cells::Read(cells(u, rows, |u| maybe(u, |u| one_of(u, &NUMBERS)))?),
            7 => Cells::Decimals(cells(u, rows, |u| {
                maybe(u, |u| {
                    let digits = i128::arbitrary(u)? >> 32;
                    Ok(Decimal::from_i128_with_scale(digits, u.int_in_range(0..=28)?))
                })
            })?),
            8 => Cells::Fractions(cells(u, rows, |u| {
                let over =
                    if u.ratio(3u8, 4u8)? { u8::arbitrary(u)?.into() } else { i64::arbitrary(u)? };
                Ok((i64::arbitrary(u)?, over))
            })?),
            9 => Cells::Flags(cells(u, rows, |u| maybe(u, bool::arbitrary))?),
            _ => Cells::Texts(cells(u, rows, |u| maybe(u, |u| one_of(u, &NAMES)))?),
        })
    }

    fn column(&self) -> Column {
        let text = |cells: &[Option<String>]| cells.to_vec();
        match self {
            Cells::Naturals(cells) => cells.clone().into(),
            Cells::Wide(cells) => cells.clone().into(),
            Cells::Small(cells) => cells.clone().into(),
            Cells::Scaled(cells, over) => Numbers::scaled(cells.clone(), *over).into(),
            Cells::Read(cells) => Numbers::parse(cells.iter().map(Option::as_deref)).into(),
            Cells::Decimals(cells) => cells.clone().into(),
            Cells::Fractions(cells) => {
                let ratio = |&(above, below): &(i64, i64)| Ratio::new(above, below);
                cells.iter().map(ratio).collect::<Vec<_>>().into()
            }
            Cells::Flags(cells) => cells.clone().into(),
            Cells::Texts(cells) => text(cells).into(),
        }
    }

    fn cells(&self) -> Vec<Cell> {
        fn number(above: impl Into<BigInt>, below: impl Into<BigInt>) -> Cell {
            let below = below.into();
            if below.is_zero() {
                Cell::Empty
            } else {
                Cell::Number(BigRational::new(above.into(), below))
            }
        }
        fn or_empty<T>(cells: &[Option<T>], cell: impl Fn(&T) -> Cell) -> Vec<Cell> {
            cells.iter().map(|own| own.as_ref().map_or(Cell::Empty, &cell)).collect()
        }
        match self {
            Cells::Naturals(cells) => cells.iter().map(|&cell| number(cell, 1)).collect(),
            Cells::Wide(cells) => cells.iter().map(|&cell| number(cell, 1)).collect(),
            Cells::Small(cells) => or_empty(cells, |&cell| number(cell, 1)),
            Cells::Scaled(cells, over) => or_empty(cells, |&cell| number(cell, *over)),
            Cells::Read(cells) => or_empty(cells, |text| match text.parse::<Ratio>() {
                // What texts are numbers is another target's business.
                Ok(_) => rational(text).map_or(Cell::Unreadable, Cell::Number),
                Err(_) => Cell::Unreadable,
            }),
            Cells::Decimals(cells) => {
                or_empty(cells, |cell| number(cell.mantissa(), BigInt::from(10).pow(cell.scale())))
            }
            Cells::Fractions(cells) => {
                cells.iter().map(|&(above, below)| number(above, below)).collect()
            }
            Cells::Flags(cells) => or_empty(cells, |&flag| Cell::Flag(flag)),
            Cells::Texts(cells) => or_empty(cells, |text| Cell::Text(text.clone())),
        }
    }

    /// Whether each number is a whole number of 128 bits over one denominator of 64.
    fn can_be_held(&self) -> bool {
        if matches!(self, Cells::Scaled(_, 0)) {
            return false;
        }
        let cells = self.cells();
        if cells.contains(&Cell::Unreadable) {
            return false;
        }
        let numbers = || {
            cells.iter().filter_map(|cell| match cell {
                Cell::Number(number) => Some(number),
                _ => None,
            })
        };
        let common = numbers().fold(BigInt::one(), |common, number| common.lcm(number.denom()));
        let fits = |number: &BigRational| {
            (number.numer() * (&common / number.denom())).to_i128().is_some()
        };
        common.to_u64().is_some() && numbers().all(fits)
    }
}

impl<'a> Arbitrary<'a> for Given {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let rows = u.int_in_range(0..=8)?;
        let ids = (0..rows).map(|row| match u.ratio(1u8, 16u8)? {
            true => one_of(u, &["", "0", "1", "å", "a-long-id-of-more-than-fifteen-bytes"]),
            // An odd factor keeps them distinct, and not in the order of rows.
            false => Ok((row as u32).wrapping_mul(2_654_435_761).to_string()),
        });
        let ids = ids.collect::<Result<_>>()?;
        let mut columns = Vec::new();
        for place in 0..u.int_in_range(0..=4)? {
            let name = if u.ratio(1u8, 4u8)? { one_of(u, &NAMES)? } else { format!("c{place}") };
            columns.push((name, Cells::draw(u, rows)?));
        }
        let mut named = || -> Result<Option<String>> {
            if !u.ratio(1u8, 4u8)? {
                return Ok(None);
            }
            match columns.is_empty() || u.ratio(1u8, 4u8)? {
                true => one_of(u, &NAMES).map(Some),
                false => Ok(Some(u.choose(&columns)?.0.clone())),
            }
        };
        let (names, by) = (named()?, named()?);
        Ok(Given { ids, columns, names, by, total: i64::from(u32::arbitrary(u)?) })
    }
}

impl Given {
    fn check(&self) {
        let mut builder = Table::builder("id", &self.ids);
        for (name, cells) in &self.columns {
            builder = builder.column(name, cells.column());
        }
        if let Some(names) = &self.names {
            builder = builder.names(names);
        }
        if let Some(by) = &self.by {
            builder = builder.by(by);
        }
        match builder.build() {
            Ok(table) => {
                assert!(self.is_sound(), "{self:?}");
                self.gives_back(&table);
                self.divides(&table);
            }
            Err(error) => {
                has_a_reason(&error);
                assert!(!self.is_sound(), "{error}\n{self:?}");
            }
        }
    }

    fn texts(&self, name: &str) -> Option<&[Option<String>]> {
        match self.columns.iter().find(|(own, _)| own == name)? {
            (_, Cells::Texts(cells)) => Some(cells),
            _ => None,
        }
    }

    fn is_sound(&self) -> bool {
        let rows = self.ids.len();
        let names: BTreeSet<&str> = self.columns.iter().map(|(name, _)| name.as_str()).collect();
        let fits = |cells: &Cells| cells.cells().len() == rows && cells.can_be_held();
        let columns_are = names.len() == self.columns.len()
            && !names.contains("id")
            && self.columns.iter().all(|(_, cells)| fits(cells))
            && self.names.as_ref().is_none_or(|name| self.texts(name).is_some());
        if rows == 0 || !columns_are || self.ids.iter().any(String::is_empty) {
            return false;
        }
        let groups: Option<Vec<&str>> = match &self.by {
            None => Some(vec![""; rows]),
            Some(by) => self
                .texts(by)
                .and_then(|texts| texts.iter().map(Option::as_deref).collect::<Option<_>>()),
        };
        let distinct = |groups: Vec<&str>| {
            groups.into_iter().zip(&self.ids).collect::<BTreeSet<_>>().len() == rows
        };
        groups.is_some_and(distinct)
    }

    fn gives_back(&self, table: &Table) {
        assert_eq!(table.ids().iter().collect::<Vec<_>>(), self.ids, "{self:?}");
        assert_eq!(table.columns().count(), self.columns.len(), "{self:?}");
        for (name, cells) in &self.columns {
            let column = table.column(name).expect("a column");
            for (row, given) in cells.cells().into_iter().enumerate() {
                let found = match column {
                    Column::Numbers(numbers) => {
                        numbers.get(row).map(|number| Cell::Number(exact(&number)))
                    }
                    Column::Flags(flags) => flags.get(row).map(Cell::Flag),
                    Column::Texts(texts) => texts.get(row).map(|text| Cell::Text(text.to_owned())),
                    _ => None,
                };
                assert_eq!(found.unwrap_or(Cell::Empty), given, "{name:?} {row} of {self:?}");
            }
        }
        for (row, id) in self.ids.iter().enumerate() {
            let first = self.ids.iter().position(|other| other == id);
            assert_eq!(table.ids().position(id), first, "{row}");
            let named = self.names.as_ref().and_then(|name| self.texts(name)?[row].as_deref());
            assert_eq!(table.name(row), named.unwrap_or(id), "{self:?}");
        }
    }

    /// By the first column, to those whom the last one lets take part.
    fn divides(&self, table: &Table) {
        let (Some((weight, weights)), Some((condition, taking))) =
            (self.columns.first(), self.columns.last())
        else {
            return;
        };
        let mut options = Options::new().unit(Unit::ORE);
        let flags = matches!(taking, Cells::Flags(_));
        if flags {
            options = options.only(condition);
        }
        let total = Money::from_ore(self.total).expect("an amount");
        let key = Key::from(Measure::column(weight));
        let allocation = match allocate(table, total, &key, &options) {
            Ok(allocation) => allocation,
            Err(error) => return has_a_reason(&error),
        };
        let takes_part = |row: usize| !flags || taking.cells()[row] == Cell::Flag(true);
        for (row, (amount, cell)) in allocation.amounts().iter().zip(weights.cells()).enumerate() {
            let Cell::Number(weight) = cell else { panic!("divided by {cell:?}: {self:?}") };
            assert!(!weight.is_negative() || !takes_part(row), "{self:?}");
            assert!(amount.ore() >= 0, "{self:?}");
            if !takes_part(row) || weight.is_zero() {
                assert_eq!(*amount, Money::ZERO, "{row} of {self:?}");
            }
        }
        assert_eq!(Money::sum(allocation.amounts().iter().copied()), Ok(total), "{self:?}");
    }
}
