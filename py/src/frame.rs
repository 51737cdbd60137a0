//! Frames: whatever speaks Arrow, and mappings of lists.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyFrozenSet, PyMapping, PySet, PyString};
use statsbidrag::wire::{Document, LentColumn};
use statsbidrag::{Code, Problem};

use crate::arrow::Chunks;
use crate::atom::{Atoms, GivenColumn};
use crate::capsule;
use crate::errors;
use crate::list::Cells;

/// How many decimals the floats of a column are rounded to, by column.
pub(crate) type Decimals = HashMap<String, u32>;

type Columns = Vec<(String, Arc<dyn LentColumn>)>;

/// Lends frames to a document, each where its JSON pointer points; returns how many cells they have.
pub(crate) fn lend(
    document: &mut Document,
    frames: &[(String, Bound<'_, PyAny>)],
    decimals: &Decimals,
) -> PyResult<usize> {
    let mut cells = 0;
    let mut names = HashSet::new();
    for (path, frame) in frames {
        let columns = read(frame, decimals)?;
        cells += columns.iter().map(|(_, column)| column.len()).sum::<usize>();
        names.extend(columns.iter().map(|(name, _)| name.clone()));
        document.lend(path, columns).map_err(errors::raise)?;
    }
    for (column, digits) in decimals {
        // A name that no frame has is misspelt, or the receipt would tell of what was not done.
        if !frames.is_empty() && !names.contains(column) {
            let mut names: Vec<_> = names.iter().map(String::as_str).collect();
            names.sort_unstable();
            let want = format!("a column of the frames: {}", names.join(", "));
            let problem = Problem::new("/decimals", Code::UnknownColumn, column, want);
            return Err(errors::raise(problem.into()));
        }
        document.declare_decimals(column, *digits);
    }
    Ok(cells)
}

fn read(frame: &Bound<'_, PyAny>, decimals: &Decimals) -> PyResult<Columns> {
    if let Ok(mapping) = frame.cast::<PyMapping>() {
        let mut columns = Columns::new();
        for pair in mapping.items()?.iter() {
            let (name, cells) = pair.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
            let name = name.str()?.to_cow()?.into_owned();
            columns.push(list(name, &cells, decimals)?);
        }
        return Ok(columns);
    }
    if !frame.hasattr("__arrow_c_stream__")? {
        return Err(PyTypeError::new_err(format!(
            "a frame is wanted (pandas, polars, pyarrow, DuckDB or a mapping of lists), not {}",
            frame.get_type()
        )));
    }
    let (schema, batches) = capsule::read(frame)?;
    let column = |(index, field): (usize, &Arc<arrow_schema::Field>)| {
        let chunks = batches.iter().map(|batch| Arc::clone(batch.column(index))).collect();
        lent(field.name().clone(), Chunks::new(chunks, field), decimals)
    };
    Ok(schema.fields().iter().enumerate().map(column).collect())
}

/// A column of a mapping: any iterable of cells.
fn list(
    name: String,
    cells: &Bound<'_, PyAny>,
    decimals: &Decimals,
) -> PyResult<(String, Arc<dyn LentColumn>)> {
    // Arrays as Python's own numbers, but for days and times, which would be numbers too.
    let mut cells = cells.clone();
    let kind = cells.getattr_opt("dtype")?.and_then(|dtype| dtype.getattr_opt("kind").transpose());
    let kind = kind.transpose()?.and_then(|kind| kind.extract::<String>().ok());
    if !matches!(kind.as_deref(), Some("m" | "M")) {
        for to_list in ["tolist", "to_list", "to_pylist"] {
            if let Some(to_list) = cells.getattr_opt(to_list)? {
                cells = to_list.call0()?;
                break;
            }
        }
    }
    // Iterable too, but with no order, or no cells.
    let is_no_list = cells.is_instance_of::<PyString>()
        || cells.is_instance_of::<PyBytes>()
        || cells.is_instance_of::<PyByteArray>()
        || cells.is_instance_of::<PySet>()
        || cells.is_instance_of::<PyFrozenSet>()
        || cells.is_instance_of::<PyDict>()
        || cells.get_type().name()? == "memoryview";
    if is_no_list || cells.try_iter().is_err() {
        return Err(PyTypeError::new_err(format!(
            "the column {name:?} is of the type {}; a list of cells is wanted",
            cells.get_type()
        )));
    }
    Ok(lent(name, Cells::read(&cells)?, decimals))
}

fn lent<A: Atoms + 'static>(
    name: String,
    atoms: A,
    decimals: &Decimals,
) -> (String, Arc<dyn LentColumn>) {
    let column = GivenColumn { decimals: decimals.get(&name).copied(), name: name.clone(), atoms };
    (name, Arc::new(column))
}
