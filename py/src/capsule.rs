//! The Arrow stream interface between Python objects: capsules of C streams.

use std::ffi::CStr;
use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::ffi_stream::{ArrowArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

const STREAM: &CStr = c"arrow_array_stream";

/// Reads what a Python object streams.
pub(crate) fn read(object: &Bound<'_, PyAny>) -> PyResult<(SchemaRef, Vec<RecordBatch>)> {
    let capsule = object.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
    let stream = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds a valid stream by the interface's convention. It is moved
    // out, and what stays in the capsule is marked as released.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(stream.as_ptr()) };
    let reader = ArrowArrayStreamReader::try_new(stream).map_err(raise)?;
    let schema = reader.schema();
    // A stream whose batches are not of its schema is found out by an assertion.
    let batches = catch_unwind(AssertUnwindSafe(|| reader.collect::<Result<Vec<_>, _>>()));
    let batches = batches.map_err(|_| {
        PyValueError::new_err("a stream of batches that are not of the schema that it tells")
    })?;
    Ok((schema, batches.map_err(raise)?))
}

/// Streams one batch to whoever asked.
pub(crate) fn write(py: Python<'_>, batch: RecordBatch) -> PyResult<Bound<'_, PyCapsule>> {
    let schema = batch.schema();
    let reader = RecordBatchIterator::new([Ok(batch)], schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), STREAM)
}

pub(crate) fn raise(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}
