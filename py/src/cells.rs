//! Cells of results as Python has them.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDate, PyList};
use serde_json::Value;
use statsbidrag::wire::{Cells, readable_text};
use statsbidrag::{Date, Money, Ratio};

/// A list of str, bool, int, Decimal, Fraction, date, list or dict; None where a cell is empty.
///
/// Kronor are a Decimal with two decimals. Exact numbers are a Decimal where one is exact and a
/// Fraction otherwise; numbers that are for reading are a Decimal with six decimals.
pub(crate) fn to_list<'py>(
    py: Python<'py>,
    cells: &Cells,
    rows: usize,
) -> PyResult<Bound<'py, PyAny>> {
    fn first<T>(cells: &[T], rows: usize) -> &[T] {
        &cells[..cells.len().min(rows)]
    }
    let list = match cells {
        Cells::Texts(texts) => PyList::new(py, texts.iter().take(rows))?,
        Cells::Flags(flags) => PyList::new(py, first(flags, rows))?,
        Cells::Whole(numbers) => PyList::new(py, first(numbers, rows))?,
        Cells::Money(amounts) => of(py, first(amounts, rows), |amount| money(py, *amount))?,
        Cells::Exact(numbers) => of(py, first(numbers, rows), |number| exact(py, number))?,
        Cells::Readable(numbers) => {
            of(py, first(numbers, rows), |number| decimal(py, &readable_text(*number)))?
        }
        Cells::Days(days) => of(py, first(days, rows), |day| date(py, *day))?,
        Cells::Lists(lists) => PyList::new(py, first(lists, rows))?,
        Cells::Documents(documents) => {
            let loads = py.import("json")?.getattr("loads")?;
            let loaded = |document: &Value| loads.call1((document.to_string(),));
            let cells: PyResult<Vec<_>> = first(documents, rows).iter().map(loaded).collect();
            PyList::new(py, cells?)?
        }
        other => unreachable!("a kind of cells that this version does not know: {other:?}"),
    };
    Ok(list.into_any())
}

fn of<'py, T>(
    py: Python<'py>,
    cells: &[Option<T>],
    to: impl Fn(&T) -> PyResult<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyList>> {
    let cells: PyResult<Vec<_>> =
        cells.iter().map(|cell| cell.as_ref().map(&to).transpose()).collect();
    PyList::new(py, cells?)
}

/// Kronor as a Decimal with two decimals.
pub(crate) fn money(py: Python<'_>, amount: Money) -> PyResult<Bound<'_, PyAny>> {
    let ore = amount.ore();
    let (sign, ore) = (if ore < 0 { "-" } else { "" }, ore.unsigned_abs());
    decimal(py, &format!("{sign}{}.{:02}", ore / 100, ore % 100))
}

fn exact<'py>(py: Python<'py>, number: &Ratio) -> PyResult<Bound<'py, PyAny>> {
    let text = number.to_string();
    if text.contains('/') {
        static FRACTION: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        return FRACTION.import(py, "fractions", "Fraction")?.call1((text,));
    }
    decimal(py, &text)
}

fn decimal<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    static DECIMAL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    DECIMAL.import(py, "decimal", "Decimal")?.call1((text,))
}

fn date(py: Python<'_>, day: Date) -> PyResult<Bound<'_, PyAny>> {
    let text = day.to_string();
    let part = |range: std::ops::Range<usize>| text[range].parse::<u8>().unwrap_or_default();
    Ok(PyDate::new(py, day.year().into(), part(5..7), part(8..10))?.into_any())
}
