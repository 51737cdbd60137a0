//! Tables of results, for whoever reads Arrow.

use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int64Array, LargeStringArray,
    RecordBatch, RecordBatchOptions, StringArray,
};
use arrow_schema::{Field, Schema};
use pyo3::exceptions::{PyKeyError, PyOverflowError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use statsbidrag::wire::{Cells, Columns, READABLE_DECIMALS};
use statsbidrag::{Money, Ratio, Texts};

use crate::{capsule, cells};

/// A table of a result.
#[pyclass(frozen, module = "statsbidrag._native")]
#[derive(Debug)]
pub(crate) struct Table(Columns);

impl Table {
    pub(crate) fn new(columns: Columns) -> Self {
        Self(columns)
    }

    fn rows(&self) -> usize {
        self.0.iter().next().map_or(0, |(_, cells)| cells.len())
    }
}

#[pymethods]
impl Table {
    #[getter]
    fn column_names(&self) -> Vec<&str> {
        self.0.iter().map(|(name, _)| name).collect()
    }

    fn __len__(&self) -> usize {
        self.rows()
    }

    /// The cells of a column as Python has them.
    fn column<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        self.head(py, name, usize::MAX)
    }

    /// The first cells of a column.
    fn head<'py>(&self, py: Python<'py>, name: &str, rows: usize) -> PyResult<Bound<'py, PyAny>> {
        match self.0.iter().find(|(other, _)| *other == name) {
            Some((_, column)) => cells::to_list(py, column, rows),
            None => Err(PyKeyError::new_err(name.to_owned())),
        }
    }

    /// The table as an Arrow stream.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // Another schema may be asked for, but need not be given.
        let _ = requested_schema;
        capsule::write(py, py.detach(|| batch(&self.0))?)
    }
}

fn batch(columns: &Columns) -> PyResult<RecordBatch> {
    let mut fields = Vec::new();
    let mut arrays = Vec::new();
    for (name, cells) in columns.iter() {
        let array = array(cells)?;
        fields.push(Field::new(name, array.data_type().clone(), true));
        arrays.push(array);
    }
    let rows = columns.iter().next().map_or(0, |(_, cells)| cells.len());
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    let schema = Arc::new(Schema::new(fields));
    RecordBatch::try_new_with_options(schema, arrays, &options).map_err(capsule::raise)
}

/// Money has two decimals of the 38 digits; other numbers have those that are for reading.
const DIGITS: u8 = 38;

fn array(cells: &Cells) -> PyResult<ArrayRef> {
    Ok(match cells {
        Cells::Texts(texts) => self::texts(texts),
        Cells::Flags(flags) => Arc::new(BooleanArray::from(flags.clone())),
        Cells::Whole(numbers) => Arc::new(Int64Array::from(numbers.clone())),
        Cells::Money(amounts) => {
            let ore = amounts.iter().map(|amount| amount.map(|amount: Money| amount.ore().into()));
            decimals(ore.collect(), 2)?
        }
        Cells::Readable(numbers) => decimals(numbers.clone(), READABLE_DECIMALS as i8)?,
        Cells::Exact(numbers) => {
            let units = numbers.iter().map(|number| number.as_ref().map(readable).transpose());
            decimals(units.collect::<PyResult<_>>()?, READABLE_DECIMALS as i8)?
        }
        Cells::Days(days) => Arc::new(
            days.iter().map(|day| day.map(|day| day.days_since_1970())).collect::<Date32Array>(),
        ),
        Cells::Lists(lists) => {
            let mut builder = ListBuilder::new(StringBuilder::new());
            for list in lists {
                list.iter().for_each(|text| builder.values().append_value(text));
                builder.append(true);
            }
            Arc::new(builder.finish())
        }
        Cells::Documents(documents) => {
            let texts = documents
                .iter()
                .map(|document| (!document.is_null()).then(|| document.to_string()));
            Arc::new(texts.collect::<StringArray>())
        }
        other => {
            let told = format!("a column that this version does not know: {other:?}");
            return Err(PyOverflowError::new_err(told));
        }
    })
}

/// Texts as Arrow's usual ones, or its large ones where they are too many for those.
fn texts(texts: &Texts) -> ArrayRef {
    let bytes: usize = texts.iter().flatten().map(str::len).sum();
    match i32::try_from(bytes) {
        Ok(_) => Arc::new(texts.iter().collect::<StringArray>()),
        Err(_) => Arc::new(texts.iter().collect::<LargeStringArray>()),
    }
}

fn decimals(units: Vec<Option<i128>>, scale: i8) -> PyResult<ArrayRef> {
    let array = Decimal128Array::from(units).with_precision_and_scale(DIGITS, scale);
    array
        .map(|array| Arc::new(array) as ArrayRef)
        .map_err(|error| PyOverflowError::new_err(error.to_string()))
}

/// A number in millionths.
fn readable(number: &Ratio) -> PyResult<i128> {
    number.rounded(READABLE_DECIMALS as u32).ok_or_else(|| {
        PyOverflowError::new_err(format!("{number} has more than 38 digits with six decimals"))
    })
}
