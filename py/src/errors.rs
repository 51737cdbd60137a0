//! The exceptions of the package, which are Python classes.

use pyo3::prelude::*;
use pyo3::types::PyList;
use statsbidrag::Error;

/// The exception for an error, with all its problems.
pub(crate) fn raise(error: Error) -> PyErr {
    Python::attach(|py| exception(py, &error).unwrap_or_else(|failure| failure))
}

fn exception(py: Python<'_>, error: &Error) -> PyResult<PyErr> {
    let module = py.import("statsbidrag._errors")?;
    let class = match error.word() {
        "rule" => "RuleError",
        "infeasible" => "InfeasibleError",
        "too_large" => "TooLargeError",
        _ => "InputError",
    };
    let problem = module.getattr("Problem")?;
    let problems = PyList::empty(py);
    for told in error.problems().iter() {
        problems.append(problem.call1((
            told.path(),
            told.code().to_string(),
            told.got(),
            told.want(),
        ))?)?;
    }
    let raised = module.getattr(class)?.call1((problems, error.problems().count()))?;
    Ok(PyErr::from_value(raised))
}
