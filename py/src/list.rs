//! Columns of Python lists.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyFloat, PyInt, PyString, PyType};
use statsbidrag::Date;

use crate::atom::{Atom, Atoms};

/// The cells of a list.
#[derive(Debug)]
pub(crate) struct Cells(Vec<Cell>);

#[derive(Debug)]
enum Cell {
    Empty,
    Whole(i128),
    Float(f64),
    Number(String),
    Flag(bool),
    Text(String),
    Day(Date),
    Other(String),
}

impl Atoms for Cells {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn may_be_numbers(&self) -> bool {
        !matches!(self.0.first(), Some(Cell::Text(_)))
            || self.0.iter().any(|cell| !matches!(cell, Cell::Text(_) | Cell::Empty))
    }

    fn each(&self, mut take: impl FnMut(Atom<'_>)) {
        for cell in &self.0 {
            take(match cell {
                Cell::Empty => Atom::Empty,
                Cell::Whole(number) => Atom::Whole(*number),
                Cell::Float(number) => Atom::Float(*number),
                Cell::Number(text) => Atom::Number(text),
                Cell::Flag(flag) => Atom::Flag(*flag),
                Cell::Text(text) => Atom::Text(text),
                Cell::Day(day) => Atom::Day(*day),
                Cell::Other(told) => Atom::Other(told),
            });
        }
    }
}

impl Cells {
    /// Reads any iterable of cells.
    pub(crate) fn read(cells: &Bound<'_, PyAny>) -> PyResult<Self> {
        let classes = Classes::get(cells.py())?;
        cells.try_iter()?.map(|cell| read(&cell?, classes)).collect::<PyResult<_>>().map(Self)
    }
}

/// Python's own classes of exact numbers and days.
struct Classes {
    decimal: Py<PyType>,
    fraction: Py<PyType>,
    date: Py<PyType>,
    datetime: Py<PyType>,
}

impl Classes {
    fn get(py: Python<'_>) -> PyResult<&Self> {
        static CLASSES: PyOnceLock<Classes> = PyOnceLock::new();
        CLASSES.get_or_try_init(py, || {
            let class = |module: &str, name: &str| -> PyResult<Py<PyType>> {
                Ok(py.import(module)?.getattr(name)?.cast_into::<PyType>()?.unbind())
            };
            Ok(Self {
                decimal: class("decimal", "Decimal")?,
                fraction: class("fractions", "Fraction")?,
                date: class("datetime", "date")?,
                datetime: class("datetime", "datetime")?,
            })
        })
    }
}

fn read(cell: &Bound<'_, PyAny>, classes: &Classes) -> PyResult<Cell> {
    let py = cell.py();
    if cell.is_none() {
        return Ok(Cell::Empty);
    }
    if let Ok(flag) = cell.cast::<PyBool>() {
        return Ok(Cell::Flag(flag.is_true()));
    }
    if let Ok(text) = cell.cast::<PyString>() {
        return Ok(match text.to_cow() {
            Ok(text) => Cell::Text(text.into_owned()),
            Err(_) => Cell::Other("a text that is no Unicode".to_owned()),
        });
    }
    if let Ok(number) = cell.cast::<PyInt>() {
        return whole(number);
    }
    if let Ok(number) = cell.cast::<PyFloat>() {
        return Ok(Cell::Float(number.value()));
    }
    if cell.is_instance(classes.decimal.bind(py))? {
        // Digits, whatever the exponent is, but not a million of them.
        let exponent = cell.call_method0("adjusted")?.extract::<i64>()?;
        if exponent.abs() > 1_000 {
            return Ok(Cell::Other(cell.str()?.to_cow()?.into_owned()));
        }
        return Ok(Cell::Number(cell.call_method1("__format__", ("f",))?.extract()?));
    }
    if cell.is_instance(classes.fraction.bind(py))? {
        // Python writes no number of thousands of digits.
        return Ok(match cell.str() {
            Ok(text) => Cell::Number(text.to_cow()?.into_owned()),
            Err(_) => Cell::Other("a fraction of too many digits".to_owned()),
        });
    }
    let class = cell.get_type();
    let (module, name) = (class.module()?, class.name()?);
    let (module, name) = (module.to_cow()?, name.to_cow()?);
    // What pandas has for nothing, which also counts as a point in time.
    if module.starts_with("pandas") && matches!(&*name, "NAType" | "NaTType") {
        return Ok(Cell::Empty);
    }
    if cell.is_instance(classes.datetime.bind(py))? && !is_midnight(cell)? {
        return Ok(Cell::Other("a day with a time of day".to_owned()));
    }
    if cell.is_instance(classes.date.bind(py))? {
        let text: String = cell.call_method1("strftime", ("%Y-%m-%d",))?.extract()?;
        return Ok(text.parse().map_or(Cell::Other(text), Cell::Day));
    }
    Ok(match (&*module, &*name) {
        ("numpy", "bool" | "bool_") => Cell::Flag(cell.is_truthy()?),
        ("numpy", "timedelta64") => Cell::Other("a length of time".to_owned()),
        ("numpy", "datetime64") => {
            let day = cell.call_method1("astype", ("datetime64[D]",))?;
            match (&*day.str()?.to_cow()?, day.eq(cell)?) {
                ("NaT", _) => Cell::Empty,
                (_, false) => Cell::Other("a day with a time of day".to_owned()),
                (text, true) => text.parse().map_or(Cell::Other(text.to_owned()), Cell::Day),
            }
        }
        ("numpy", _) if cell.hasattr("item")? => {
            // A scalar: what Python has for it, if that is another class.
            return match cell.call_method0("item") {
                Ok(item) if !item.get_type().is(&class) => read(&item, classes),
                _ => Ok(Cell::Other(format!("a cell of the type {name}"))),
            };
        }
        _ => Cell::Other(format!("a cell of the type {name}")),
    })
}

fn whole(number: &Bound<'_, PyInt>) -> PyResult<Cell> {
    Ok(match number.extract::<i128>() {
        Ok(number) => Cell::Whole(number),
        // So large that no operation takes it, which is said where it is read.
        Err(_) => match number.call_method0("bit_length")?.extract::<u64>()? {
            ..=4_000 => Cell::Number(number.str()?.to_cow()?.into_owned()),
            bits => Cell::Other(format!("a number of {bits} bits")),
        },
    })
}

fn is_midnight(moment: &Bound<'_, PyAny>) -> PyResult<bool> {
    if !moment.getattr("tzinfo")?.is_none() {
        return Ok(false);
    }
    for part in ["hour", "minute", "second", "microsecond", "nanosecond"] {
        // Python's own points in time have no nanoseconds.
        if let Some(part) = moment.getattr_opt(part)?
            && part.is_truthy()?
        {
            return Ok(false);
        }
    }
    Ok(true)
}
