//! Cells of results as Python has them.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDate, PyList};
use statsbidrag::wire::Cells;
use statsbidrag::{Date, Money, Ratio};

/// A list of str, bool, int, Decimal, Fraction, date, list or dict; None where a cell is empty.
///
/// Kronor are a Decimal with two decimals. Exact numbers are a Decimal where one is exact and a
/// Fraction otherwise; numbers that are for reading are a Decimal with six decimals.
pub fn to_list<'py>(py: Python<'py>, cells: &Cells) -> PyResult<Bound<'py, PyAny>> {
    let list = match cells {
        Cells::Texts(texts) => PyList::new(py, texts.iter())?,
        Cells::Flags(flags) => PyList::new(py, flags)?,
        Cells::Whole(numbers) => PyList::new(py, numbers)?,
        Cells::Money(amounts) => {
            of(py, amounts, |amount| money(py, *amount))?
        }
        Cells::Exact(numbers) => of(py, numbers, |number| exact(py, number))?,
        Cells::Readable(numbers) => of(py, numbers, |number| decimal(py, &number.to_decimal_text(6)))?,
        Cells::Days(days) => of(py, days, |day| date(py, *day))?,
        Cells::Lists(lists) => PyList::new(py, lists)?,
        Cells::Documents(documents) => {
            let loads = py.import("json")?.getattr("loads")?;
            let list = PyList::empty(py);
            for document in documents {
                list.append(loads.call1((document.to_string(),))?)?;
            }
            list
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
pub fn money(py: Python<'_>, amount: Money) -> PyResult<Bound<'_, PyAny>> {
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
