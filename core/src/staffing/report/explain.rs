//! A report in words.

use super::tell::{Compared, FigureStatus, ReportLine, StaffingReport, empty_cells, lacking};
use super::{ReportFactor, ReportFigure};
use crate::Error;
use crate::finding::{Finding, Outcome, Reason, Value};
use crate::number::Ratio;
use crate::problem::{Code, Problem};
use crate::staffing::explain::name;
use crate::staffing::limit::Limit;
use crate::staffing::rule::RatioRule;
use crate::text::{self, Language};

impl StaffingReport {
    /// What is told of a row, or with `None` of all rows together: each factor with who has named
    /// it, its figures with what they are of, and what there is to compare with.
    ///
    /// # Errors
    /// `unknown_id` for one that is not in the table.
    pub fn findings(&self, id: Option<&str>) -> Result<Vec<Finding>, Error> {
        let row = match id {
            None => self.table().len(),
            Some(id) => self.table().ids().position(id).ok_or_else(|| {
                Problem::new("/explain", Code::UnknownId, id, "a row of the table")
            })?,
        };
        let mut findings = Vec::new();
        let mut index = 0;
        for factor in self.form().factors() {
            let name = || factor.name().clone();
            findings.push(Finding::new(Reason::Factor, name()).cite(factor.citation().cloned()));
            if factor.figures().is_empty() {
                let none = Finding::new(Reason::NoFigure, name());
                findings.push(none.outcome(Outcome::Judgement));
            }
            for figure in factor.figures() {
                self.explain_figure(index, factor, figure, row, &mut findings);
                index += 1;
            }
        }
        Ok(findings)
    }

    /// The same in words, one statement a line.
    ///
    /// # Errors
    /// `unknown_id` for one that is not in the table.
    pub fn explain(&self, id: Option<&str>, language: Language) -> Result<String, Error> {
        let findings = self.findings(id)?;
        let form = self.form().name().get(language);
        let row = id.and_then(|id| self.table().ids().position(id));
        let whole = language.pick("alla rader", "all rows");
        let of = row.map_or_else(|| whole.to_owned(), |row| self.table().called(row));
        Ok(text::lines(format!("{form}: {of}"), &findings, language))
    }

    fn explain_figure(
        &self,
        index: usize,
        factor: &ReportFactor,
        figure: &ReportFigure,
        row: usize,
        findings: &mut Vec<Finding>,
    ) {
        let line = self.line(index, factor, figure, row);
        let name = || figure.name().clone();
        let Some(num) = line.have_num.clone() else {
            let columns = self.unknown(figure, row).join(", ");
            let unknown = Finding::new(Reason::NotTold, name()).have(columns);
            findings.push(unknown.outcome(Outcome::Missing));
            return;
        };
        let counted = |measure: &crate::Measure, value: Ratio| {
            Finding::new(Reason::Counted, measure.to_string()).have(value)
        };
        findings.push(counted(figure.numerator(), num.clone()));
        if let (Some(measure), Some(den)) = (figure.denominator(), line.have_den.clone()) {
            findings.push(counted(measure, den));
        }
        findings.push(match (line.status, &line.value) {
            (FigureStatus::Vacuous, _) => Finding::new(Reason::Vacuous, name()),
            (_, Some(value)) => Finding::new(Reason::Figure, name()).have(value.clone()),
            _ => {
                let nobody = Finding::new(Reason::NoDenominator, name()).have(num);
                nobody.outcome(Outcome::NotMet)
            }
        });
        match self.compared(index) {
            Some((rule, compared)) => explain_reference(rule, compared, &line, findings),
            None => findings.push(Finding::new(Reason::NoReference, name())),
        }
    }

    /// The columns that are not there, or in which this row, or some row, has an empty cell.
    fn unknown<'f>(&self, figure: &'f ReportFigure, row: usize) -> Vec<&'f str> {
        let lacking = lacking(figure, self.table());
        if !lacking.is_empty() {
            return lacking.into_iter().collect();
        }
        let rows = if row < self.table().len() { row..row + 1 } else { 0..row };
        let empty = rows.flat_map(|row| empty_cells(figure, self.table(), row));
        empty.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
    }
}

/// What there is to compare with, on either side.
fn explain_reference(
    rule: &RatioRule,
    compared: &Compared,
    line: &ReportLine<'_>,
    findings: &mut Vec<Finding>,
) {
    let outcome = match line.within {
        Some(false) => Outcome::NotMet,
        _ => Outcome::Met,
    };
    let mut say = |reason, limit: &Limit| {
        let finding = Finding::new(reason, name(rule)).have(Value::Word(rule.force().word()));
        let finding = finding.need(limit.value().clone()).cite(limit.citation().cloned());
        findings.push(finding.outcome(outcome));
    };
    compared.at_most.iter().for_each(|limit| say(Reason::ComparedAtMost, limit));
    compared.at_least.iter().for_each(|limit| say(Reason::ComparedAtLeast, limit));
}
