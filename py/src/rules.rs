//! Rules as documents: what they say, written in one way.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use serde::Serialize;
use statsbidrag::{Error, Key, RatioRule, ReportForm, Rulebook};

use crate::errors::raise;

/// Reads the document of a rule of some kind and writes it as the library has it.
#[pyfunction]
pub(crate) fn normal(kind: &str, document: &str) -> PyResult<String> {
    match kind {
        "key" => rewritten::<Key>(document),
        "rule" => rewritten::<RatioRule>(document),
        "report" => rewritten::<ReportForm>(document),
        "rulebook" => rewritten::<Rulebook>(document),
        other => Err(PyValueError::new_err(format!("no kind of rule: {other}"))),
    }
}

fn rewritten<T: std::str::FromStr<Err = Error> + Serialize>(document: &str) -> PyResult<String> {
    let rule: T = document.parse().map_err(raise)?;
    serde_json::to_string(&rule).map_err(|error| PyValueError::new_err(error.to_string()))
}
