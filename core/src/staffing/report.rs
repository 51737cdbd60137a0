//! Reports: figures by factor, each beside what there is to compare it with, and no score.

mod explain;
mod read;
mod tell;

pub use tell::{FigureStatus, ReportLine, StaffingReport, staffing_report};

use crate::measure::Measure;
use crate::source::Citation;
use crate::text::Wording;

/// What a report tells of (rapportmall): factors that someone has named, and figures for each.
///
/// As a document it has an id, names in both languages, its sources, and its factors in order. See
/// [`catalog::report`](crate::catalog::report) for those that ship.
///
/// ```
/// use statsbidrag::ReportForm;
///
/// let form: ReportForm = r#"{
///     "id": "support",
///     "name": {"sv": "Stöd", "en": "Support"},
///     "factors": [{
///         "id": "administration",
///         "name": {"sv": "administrativt stöd", "en": "administrative support"},
///         "figures": [{
///             "id": "administrators",
///             "name": {"sv": "administratörer per socialsekreterare",
///                      "en": "administrators per social worker"},
///             "numerator": "administrator_fte",
///             "denominator": "social_worker_fte"
///         }]
///     }]
/// }"#.parse()?;
/// assert_eq!(form.factors()[0].figures()[0].id(), "administrators");
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportForm {
    id: String,
    name: Wording,
    remarks: Vec<Wording>,
    factors: Vec<ReportFactor>,
}

/// One factor of a report, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportFactor {
    id: String,
    name: Wording,
    cite: Option<Citation>,
    figures: Vec<ReportFigure>,
}

/// One figure (nyckeltal): a measure, or a measure over another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportFigure {
    id: String,
    name: Wording,
    numerator: Measure,
    denominator: Option<Measure>,
    /// The id of the rule that it is compared with.
    reference: Option<String>,
}

impl ReportForm {
    /// The id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name in both languages.
    #[must_use]
    pub fn name(&self) -> &Wording {
        &self.name
    }

    /// What one must know to read it.
    #[must_use]
    pub fn remarks(&self) -> &[Wording] {
        &self.remarks
    }

    /// The factors, in order.
    #[must_use]
    pub fn factors(&self) -> &[ReportFactor] {
        &self.factors
    }

    /// Every figure, in order, with its factor.
    pub(crate) fn figures(&self) -> impl Iterator<Item = (&ReportFactor, &ReportFigure)> {
        self.factors.iter().flat_map(|factor| factor.figures.iter().map(move |f| (factor, f)))
    }

    /// The ids of the rules that figures are compared with.
    pub(crate) fn references(&self) -> impl Iterator<Item = &str> {
        self.figures().filter_map(|(_, figure)| figure.reference())
    }
}

impl ReportFactor {
    /// The id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name in both languages.
    #[must_use]
    pub fn name(&self) -> &Wording {
        &self.name
    }

    /// Who has named it.
    #[must_use]
    pub fn citation(&self) -> Option<&Citation> {
        self.cite.as_ref()
    }

    /// Its figures; none where the source names no measure.
    #[must_use]
    pub fn figures(&self) -> &[ReportFigure] {
        &self.figures
    }
}

impl ReportFigure {
    /// The id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name in both languages.
    #[must_use]
    pub fn name(&self) -> &Wording {
        &self.name
    }

    /// What is counted, or divided.
    #[must_use]
    pub fn numerator(&self) -> &Measure {
        &self.numerator
    }

    /// What it is divided by, if by anything.
    #[must_use]
    pub fn denominator(&self) -> Option<&Measure> {
        self.denominator.as_ref()
    }

    /// The id of the rule that it is compared with.
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        self.reference.as_deref()
    }

    /// Every column that it reads; one may stand twice.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        let measures = std::iter::once(&self.numerator).chain(&self.denominator);
        measures.flat_map(Measure::columns)
    }

    pub(crate) fn parameters(&self) -> impl Iterator<Item = &str> {
        let measures = std::iter::once(&self.numerator).chain(&self.denominator);
        measures.flat_map(Measure::parameters)
    }
}
