//! Columns of Arrow arrays.

use std::sync::OnceLock;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type,
    Decimal256Type, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, Field, TimeUnit};
use statsbidrag::Date;

use crate::atom::{Atom, Atoms};

/// The chunks of a column.
#[derive(Debug)]
pub(crate) struct Chunks {
    chunks: Vec<ArrayRef>,
    /// The name of the type that the arrays only store, where they are of another.
    extension: Option<String>,
    /// Whether the arrays are what they say, found out when the column is first looked at: whoever
    /// made them may not have looked.
    is_valid: OnceLock<bool>,
}

/// Types of others that are what they are stored as.
const PLAIN: [&str; 1] = ["arrow.json"];

impl Chunks {
    pub(crate) fn new(chunks: Vec<ArrayRef>, field: &Field) -> Self {
        let extension = field.metadata().get("ARROW:extension:name");
        let extension = extension.filter(|name| !PLAIN.contains(&name.as_str())).cloned();
        Self { chunks, extension, is_valid: OnceLock::new() }
    }

    /// What every cell is, where the column cannot be read.
    fn unread(&self) -> Option<String> {
        if let Some(extension) = &self.extension {
            return Some(format!("a cell of the type {extension}"));
        }
        // An array of nothing may come without what arrays else have.
        let mut chunks = self.chunks.iter().filter(|chunk| !chunk.is_empty());
        let is_valid = || chunks.all(|chunk| chunk.to_data().validate_full().is_ok());
        let is_valid = *self.is_valid.get_or_init(is_valid);
        (!is_valid).then(|| "a cell of a column that is no valid Arrow".to_owned())
    }
}

impl Atoms for Chunks {
    fn len(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.len()).sum()
    }

    fn may_be_numbers(&self) -> bool {
        let types = self.chunks.iter().map(|chunk| match chunk.data_type() {
            DataType::Dictionary(_, values) => values,
            other => other,
        });
        types.into_iter().any(|kind| kind.is_numeric())
    }

    fn each(&self, mut take: impl FnMut(Atom<'_>)) {
        match self.unread() {
            Some(told) => (0..self.len()).for_each(|_| take(Atom::Other(&told))),
            None => self.chunks.iter().for_each(|chunk| each_of(chunk, &mut take)),
        }
    }
}

/// Hands out every cell of an array.
fn each_of(array: &dyn Array, take: &mut impl FnMut(Atom<'_>)) {
    match array.data_type() {
        DataType::Null => (0..array.len()).for_each(|_| take(Atom::Empty)),
        DataType::Boolean => {
            array.as_boolean().iter().for_each(|cell| take(cell.map_or(Atom::Empty, Atom::Flag)));
        }
        DataType::Int8 => whole::<Int8Type>(array, take),
        DataType::Int16 => whole::<Int16Type>(array, take),
        DataType::Int32 => whole::<Int32Type>(array, take),
        DataType::Int64 => whole::<Int64Type>(array, take),
        DataType::UInt8 => whole::<UInt8Type>(array, take),
        DataType::UInt16 => whole::<UInt16Type>(array, take),
        DataType::UInt32 => whole::<UInt32Type>(array, take),
        DataType::UInt64 => whole::<UInt64Type>(array, take),
        DataType::Float16 => cells::<Float16Type>(array, take, |x| Atom::Float(x.to_f64())),
        DataType::Float32 => cells::<Float32Type>(array, take, |x| Atom::Float(x.into())),
        DataType::Float64 => cells::<Float64Type>(array, take, Atom::Float),
        DataType::Decimal32(_, scale) => decimal::<Decimal32Type>(array, *scale, take),
        DataType::Decimal64(_, scale) => decimal::<Decimal64Type>(array, *scale, take),
        DataType::Decimal128(_, scale) => decimal::<Decimal128Type>(array, *scale, take),
        DataType::Decimal256(..) => {
            let decimals = array.as_primitive::<Decimal256Type>();
            for row in 0..decimals.len() {
                match decimals.is_null(row) {
                    true => take(Atom::Empty),
                    false => take(Atom::Number(&decimals.value_as_string(row))),
                }
            }
        }
        DataType::Utf8 => texts(array.as_string::<i32>().iter(), take),
        DataType::LargeUtf8 => texts(array.as_string::<i64>().iter(), take),
        DataType::Utf8View => texts(array.as_string_view().iter(), take),
        DataType::Date32 => {
            cells::<Date32Type>(array, take, |days| day(days).unwrap_or(FAR));
        }
        DataType::Date64 => moments::<Date64Type>(array, 86_400_000, take),
        DataType::Timestamp(TimeUnit::Second, None) => {
            moments::<TimestampSecondType>(array, 86_400, take);
        }
        DataType::Timestamp(TimeUnit::Millisecond, None) => {
            moments::<TimestampMillisecondType>(array, 86_400_000, take);
        }
        DataType::Timestamp(TimeUnit::Microsecond, None) => {
            moments::<TimestampMicrosecondType>(array, 86_400_000_000, take);
        }
        DataType::Timestamp(TimeUnit::Nanosecond, None) => {
            moments::<TimestampNanosecondType>(array, 86_400_000_000_000, take);
        }
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            // The values one by one, since an atom lives no longer than it is looked at.
            let values: Vec<ArrayRef> =
                (0..dictionary.values().len()).map(|i| dictionary.values().slice(i, 1)).collect();
            if values.is_empty() {
                return (0..array.len()).for_each(|_| take(Atom::Empty));
            }
            for (row, key) in dictionary.normalized_keys().into_iter().enumerate() {
                match array.is_null(row) {
                    true => take(Atom::Empty),
                    false => each_of(&values[key], take),
                }
            }
        }
        other => {
            let told = format!("a cell of the type {other}");
            for row in 0..array.len() {
                take(if array.is_null(row) { Atom::Empty } else { Atom::Other(&told) });
            }
        }
    }
}

const FAR: Atom<'static> = Atom::Other("a day beyond the year 9999");

fn day(days: i32) -> Option<Atom<'static>> {
    Date::from_days_since_1970(days).map(Atom::Day)
}

fn cells<T: ArrowPrimitiveType>(
    array: &dyn Array,
    take: &mut impl FnMut(Atom<'_>),
    atom: impl Fn(T::Native) -> Atom<'static>,
) {
    let array = array.as_primitive::<T>();
    match array.null_count() {
        0 => array.values().iter().for_each(|cell| take(atom(*cell))),
        _ => array.iter().for_each(|cell| take(cell.map_or(Atom::Empty, &atom))),
    }
}

fn whole<T: ArrowPrimitiveType>(array: &dyn Array, take: &mut impl FnMut(Atom<'_>))
where
    T::Native: Into<i128>,
{
    cells::<T>(array, take, |cell| Atom::Whole(cell.into()));
}

fn decimal<T: ArrowPrimitiveType>(array: &dyn Array, scale: i8, take: &mut impl FnMut(Atom<'_>))
where
    T::Native: Into<i128>,
{
    match u32::try_from(scale) {
        Ok(scale) => cells::<T>(array, take, |cell| Atom::Decimal(cell.into(), scale)),
        // A scale under zero has zeros after its digits.
        Err(_) => {
            let tens = 10_i128.checked_pow(scale.unsigned_abs().into());
            cells::<T>(array, take, |cell| {
                match tens.and_then(|tens| cell.into().checked_mul(tens)) {
                    Some(number) => Atom::Whole(number),
                    None => Atom::Other("a number of more than 38 digits"),
                }
            });
        }
    }
}

fn texts<'t>(cells: impl Iterator<Item = Option<&'t str>>, take: &mut impl FnMut(Atom<'_>)) {
    cells.for_each(|cell| take(cell.map_or(Atom::Empty, Atom::Text)));
}

/// Points in time without a zone, of which so many make a day: days, if they are at midnight.
fn moments<T: ArrowPrimitiveType<Native = i64>>(
    array: &dyn Array,
    in_a_day: i64,
    take: &mut impl FnMut(Atom<'_>),
) {
    cells::<T>(array, take, |moment| match moment % in_a_day {
        0 => i32::try_from(moment / in_a_day).ok().and_then(day).unwrap_or(FAR),
        _ => Atom::Other("a day with a time of day"),
    });
}
