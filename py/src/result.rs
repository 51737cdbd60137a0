//! Results: what an operation came to, kept as the library has it.

use std::collections::HashMap;
use std::sync::Arc;

use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyList};
use serde_json::{Map, Value, json};
use statsbidrag::wire::{self, Document, Loaded, Outcome};
use statsbidrag::{Allocation, Assessment, Error, Language};

use crate::cells;
use crate::errors::raise;
use crate::frame::{Decimals, lend};
use crate::long;
use crate::table::Table;

/// A frame and the JSON pointer to where it stands in a document.
type Lent<'py> = (String, Bound<'py, PyAny>);

/// Carries out the operation of a JSON document, of which frames are given beside it.
#[pyfunction]
#[pyo3(signature = (document, frames=Vec::new(), decimals=HashMap::new()))]
pub(crate) fn run(
    py: Python<'_>,
    document: &str,
    frames: Vec<Lent<'_>>,
    decimals: Decimals,
) -> PyResult<Result_> {
    let mut document = Document::parse(document).map_err(raise)?;
    let cells = lend(&mut document, &frames, &decimals)?;
    let document = Arc::new(document);
    let asked = Arc::clone(&document);
    let outcome = long::work(py, cells, move || wire::run(&asked, Loaded::Nothing))?;
    Ok(Result_ { outcome: Arc::new(outcome.map_err(raise)?), document, cells })
}

/// Answers a JSON document with one.
#[pyfunction]
pub(crate) fn call(py: Python<'_>, document: String) -> PyResult<String> {
    // Some bytes a cell.
    let cells = document.len() / 8;
    let answer = long::work(py, cells, move || {
        wire::answer(&document).map(|answer| Value::Object(answer).to_string())
    })?;
    answer.map_err(raise)
}

/// What an operation came to.
#[pyclass(frozen, name = "Result", module = "statsbidrag._native")]
#[derive(Debug)]
pub(crate) struct Result_ {
    outcome: Arc<Outcome>,
    document: Arc<Document>,
    cells: usize,
}

impl Result_ {
    fn allocation(&self) -> PyResult<&Allocation> {
        self.outcome.allocation().ok_or_else(|| self.has_no("allocation"))
    }

    fn assessment(&self) -> PyResult<&Assessment> {
        self.outcome.assessment().ok_or_else(|| self.has_no("assessment"))
    }

    fn has_no(&self, what: &str) -> PyErr {
        PyTypeError::new_err(format!("the result of {} has no {what}", self.outcome.operation()))
    }

    /// Works on the result with the interpreter released.
    fn work<T: Send + 'static>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&Outcome) -> Result<T, Error> + Send + 'static,
    ) -> PyResult<T> {
        let outcome = Arc::clone(&self.outcome);
        long::work(py, self.cells, move || work(&outcome))?.map_err(raise)
    }
}

#[pymethods]
impl Result_ {
    #[getter]
    fn operation(&self) -> &'static str {
        self.outcome.operation()
    }

    /// The document that was answered, with the cells of its frames.
    fn document(&self) -> String {
        self.document.to_json().to_string()
    }

    /// To how many decimals floats were rounded, by column.
    fn decimals(&self) -> HashMap<String, u32> {
        self.document.decimals().iter().map(|(name, digits)| (name.clone(), *digits)).collect()
    }

    /// The fields of the answer that are no tables, as JSON.
    fn values(&self, py: Python<'_>) -> PyResult<String> {
        self.work(py, |outcome| {
            let answer = outcome.answer()?;
            let values = answer.values().map(|(name, value)| (name.to_owned(), value.clone()));
            Ok(Value::Object(values.collect::<Map<_, _>>()).to_string())
        })
    }

    /// One table of the answer.
    fn table(&self, py: Python<'_>, name: String) -> PyResult<Table> {
        let asked = name.clone();
        let table = self.work(py, move |outcome| outcome.table(&asked))?;
        table.map(Table::new).ok_or_else(|| PyKeyError::new_err(name))
    }

    /// The names of the tables.
    fn table_names(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        self.work(py, |outcome| Ok(outcome.answer()?.table_names().map(str::to_owned).collect()))
    }

    /// The ids, of an allocation with groups or without.
    fn ids(&self) -> PyResult<Vec<&str>> {
        match self.outcome.groups() {
            Some(groups) => Ok(groups.ids().iter().collect()),
            None => Ok(self.allocation()?.ids().iter().collect()),
        }
    }

    /// The amounts, in row order.
    fn amounts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let amounts: Vec<_> = match (self.outcome.groups(), self.outcome.scheme()) {
            (Some(groups), _) => groups.amounts().to_vec(),
            (_, Some(scheme)) => scheme.amounts().collect(),
            _ => self.allocation()?.amounts().to_vec(),
        };
        let amounts: PyResult<Vec<_>> =
            amounts.into_iter().map(|amount| cells::money(py, amount)).collect();
        PyList::new(py, amounts?)
    }

    /// What was left over.
    fn unallocated<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self.outcome.scheme() {
            Some(scheme) => cells::money(py, scheme.unallocated().map_err(raise)?),
            None => cells::money(py, self.allocation()?.unallocated()),
        }
    }

    /// Who were equal at the cut.
    fn tied(&self) -> PyResult<Vec<&str>> {
        Ok(self.allocation()?.tied())
    }

    /// Why a recipient or a line got what it got; of a scheme with the recipient set.
    #[pyo3(signature = (id, language, recipient_set=None))]
    fn explain(&self, id: &str, language: &str, recipient_set: Option<&str>) -> PyResult<String> {
        let language: Language = language.parse().map_err(raise)?;
        let text = match (self.outcome.scheme(), self.outcome.allocation(), recipient_set) {
            (Some(scheme), _, Some(set)) => scheme.explain(set, id, language),
            (_, Some(allocation), None) => allocation.explain(id, language),
            _ => self.assessment()?.explain(id, language),
        };
        text.map_err(raise)
    }

    /// Which change would make a claim line eligible, as JSON.
    fn what_if(&self, id: &str, language: &str) -> PyResult<String> {
        let language: Language = language.parse().map_err(raise)?;
        let answer = wire::what_if(self.assessment()?, id, language).map_err(raise)?;
        Ok(answer.to_string())
    }

    /// Checks the result by other means than it was computed by.
    fn verify(&self, py: Python<'_>) -> PyResult<()> {
        self.allocation()?;
        self.work(py, |outcome| outcome.allocation().map_or(Ok(()), Allocation::verify))
    }

    /// Every number that the result rests on, as JSON.
    fn certificate(&self, py: Python<'_>) -> PyResult<String> {
        self.allocation()?;
        self.work(py, |outcome| {
            let certificate = outcome.allocation().map(Allocation::certificate);
            Ok(json!(certificate).to_string())
        })
    }

    /// The amounts in so many payments.
    fn instalments<'py>(
        &self,
        py: Python<'py>,
        number: &Bound<'py, PyInt>,
    ) -> PyResult<Bound<'py, PyList>> {
        // Under zero there are as few payments as with none, and beyond 64 bits too many.
        let number = number.extract::<i64>().unwrap_or(i64::MAX);
        let number = usize::try_from(number).unwrap_or_default();
        let payments = self.allocation()?.instalments(number).map_err(raise)?;
        let payment = |amounts: &Vec<_>| -> PyResult<Bound<'py, PyList>> {
            let amounts: PyResult<Vec<_>> =
                amounts.iter().map(|amount| cells::money(py, *amount)).collect();
            PyList::new(py, amounts?)
        };
        let payments: PyResult<Vec<_>> = payments.iter().map(payment).collect();
        PyList::new(py, payments?)
    }

    /// The settlement of an assessment, by a document of grants and interest.
    #[pyo3(signature = (document, frames, decimals))]
    fn settle(
        &self,
        py: Python<'_>,
        document: &str,
        frames: Vec<Lent<'_>>,
        decimals: Decimals,
    ) -> PyResult<Self> {
        self.assessment()?;
        let mut given = Document::parse(document).map_err(raise)?;
        let cells = self.cells + lend(&mut given, &frames, &decimals)?;
        let given = Arc::new(given);
        let (outcome, asked) = (Arc::clone(&self.outcome), Arc::clone(&given));
        let settled = long::work(py, cells, move || match outcome.assessment() {
            Some(assessment) => wire::settle(assessment, &asked),
            None => wire::run(&asked, Loaded::Nothing),
        })?;
        let document = self.document.joined(&given, "settle");
        Ok(Self { outcome: Arc::new(settled.map_err(raise)?), document: Arc::new(document), cells })
    }

    /// The document of two results, compared.
    #[pyo3(signature = (other, per=None))]
    fn compare(&self, py: Python<'_>, other: &Self, per: Option<&str>) -> PyResult<Self> {
        let compared = Document::comparison(&self.document, &other.document, per);
        let document = Arc::new(compared);
        let asked = Arc::clone(&document);
        let cells = self.cells + other.cells;
        let outcome = long::work(py, cells, move || wire::run(&asked, Loaded::Nothing))?;
        Ok(Self { outcome: Arc::new(outcome.map_err(raise)?), document, cells })
    }
}
