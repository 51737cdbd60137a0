//! Why a row stands as it does, and what would mend it.

use super::check::{Line, StaffingCheck};
use super::figures::{RatioFigures, RatioStatus};
use super::limit::{Limit, LimitSide};
use super::moves::UnitMoves;
use super::prepare::{Applied, empty_columns};
use super::rule::RatioRule;
use crate::Error;
use crate::finding::{Finding, Outcome, Reason, Value};
use crate::number::Ratio;
use crate::problem::{Code, Problem};
use crate::source::{Citation, Rank, Source};
use crate::text::{self, Language};

impl StaffingCheck {
    /// What every rule found of a row, in the order of the rules: the rule, what was counted, the
    /// ratio against its limit with its citation, what to hire, and moves within the unit.
    ///
    /// Breaches are `not_met`, vacuous ratios `met`, and what could not be evaluated `missing`.
    ///
    /// # Errors
    /// `unknown_id` for one that is not in the table.
    pub fn findings(&self, id: &str) -> Result<Vec<Finding>, Error> {
        let Some(row) = self.table().ids().position(id) else {
            return Err(Problem::new("/explain", Code::UnknownId, id, "a row of the table").into());
        };
        let mut findings = Vec::new();
        for index in 0..self.rules().len() {
            if let Some(line) = self.line_at(index, row) {
                self.explain_line(index, &line, &mut findings);
            }
        }
        Ok(findings)
    }

    /// The findings of a row in words, one statement a line, under the row's name.
    ///
    /// ```
    /// use statsbidrag::{Language, Ratio, RatioRule, StaffingOptions, Table, check_staffing};
    ///
    /// let teams = Table::builder("supervisor", ["Ask"])
    ///     .column("social_worker_heads", [9])
    ///     .column("supervisor_heads", [1])
    ///     .build()?;
    /// let rule = RatioRule::new("span", "social_worker_heads".parse()?, "supervisor_heads".parse()?)
    ///     .at_most("6".parse::<Ratio>()?)
    ///     .hire("supervisor_heads", Ratio::one());
    /// let check = check_staffing(&teams, &[rule], &StaffingOptions::new())?;
    /// assert_eq!(
    ///     check.explain("Ask", Language::English)?,
    ///     "Ask\n\
    ///      The rule span is a local goal.\n\
    ///      social_worker_heads is 9.\n\
    ///      supervisor_heads is 1.\n\
    ///      span: 9, at most 6 allowed: not met.\n\
    ///      social_worker_heads: 3 too many.\n\
    ///      To hire: 1 in supervisor_heads (exact gap 0.5)."
    /// );
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// `unknown_id` for a row that is not in the table.
    pub fn explain(&self, id: &str, language: Language) -> Result<String, Error> {
        let findings = self.findings(id)?;
        let heading = self.table().ids().position(id).map(|row| self.table().called(row));
        Ok(text::lines(heading.unwrap_or_default(), &findings, language))
    }

    fn explain_line(&self, index: usize, line: &Line, findings: &mut Vec<Finding>) {
        let rule = &self.rules()[index];
        let figures = &line.figures;
        let mut about =
            Finding::new(Reason::RatioRule, name(rule)).need(Value::Word(rule.force().word()));
        if let Some(counts) = rule.counts() {
            about = about.have(counts.clone());
        }
        findings.push(about);
        let (Some(num), Some(den)) = (&figures.have_num, &figures.have_den) else {
            let empty = empty_columns(rule, self.table(), line.row).join(", ");
            let finding = Finding::new(Reason::NotEvaluated, name(rule)).have(empty);
            findings.push(finding.outcome(Outcome::Missing));
            return;
        };
        for (measure, value) in [(rule.numerator(), num), (rule.denominator(), den)] {
            findings.push(Finding::new(Reason::Counted, measure.to_string()).have(value.clone()));
        }
        let applied = Applied::again(rule, self.options().at);
        let limits = applied.limits(line.held);
        let told = match figures.side {
            Some(LimitSide::AtLeast) => limits.at_least,
            _ => limits.at_most,
        };
        let cite = told.and_then(Limit::citation).cloned();
        findings.push(ratio(rule, figures, num, den).cite(cite));
        self.explain_remedy(rule, line, findings);
        if figures.is_broken() {
            self.explain_moves(&self.moves_of(index, &applied), line, findings);
        }
    }

    fn explain_remedy(&self, rule: &RatioRule, line: &Line, findings: &mut Vec<Finding>) {
        let some = |number: &Option<Ratio>| number.clone().filter(|number| !number.is_zero());
        let figures = &line.figures;
        let of = || rule.numerator().to_string();
        if let Some(excess) = some(&figures.excess) {
            let finding = Finding::new(Reason::Excess, of()).have(excess);
            findings.push(finding.outcome(Outcome::NotMet));
        }
        if let (Some(LimitSide::AtMost), Some(headroom)) = (figures.side, some(&figures.headroom)) {
            findings.push(Finding::new(Reason::Headroom, of()).have(headroom));
        }
        if let (Some(hire), Some(gap)) = (some(&figures.hire), &figures.gap) {
            let column = rule.hires_into().map_or("", |(column, _)| column);
            let finding = Finding::new(Reason::Hire, column).have(hire).need(gap.clone());
            findings.push(finding.outcome(Outcome::NotMet));
        }
    }

    /// The moves within the unit of a row, where there are any.
    fn explain_moves(&self, of_rule: &[UnitMoves], line: &Line, findings: &mut Vec<Finding>) {
        let unit = self.unit(line.row);
        let mut in_unit = of_rule.iter().filter(|moves| Some(moves.unit.as_str()) == unit);
        if let Some(moves) = in_unit.find(|moves| !moves.moves.is_zero()) {
            let mut finding = Finding::new(Reason::Moves, moves.unit.as_str());
            finding = finding.have(moves.moves.clone());
            if let Some(hire) = &moves.hire_after_moves {
                finding = finding.need(hire.clone());
            }
            findings.push(finding);
            let care = Finding::new(Reason::ReorganisationCare, moves.unit.as_str());
            findings.push(care.outcome(Outcome::Judgement).cite(Some(care_with_reorganisations())));
        }
    }
}

/// The ratio beside its limit, as the status says.
fn ratio(rule: &RatioRule, figures: &RatioFigures, num: &Ratio, den: &Ratio) -> Finding {
    let reason = match (figures.status, figures.side) {
        (RatioStatus::Vacuous, _) => Reason::Vacuous,
        (RatioStatus::NoDenominator, _) => Reason::NoDenominator,
        (RatioStatus::Reference, _) => Reason::Reference,
        (_, Some(LimitSide::AtLeast)) => Reason::RatioAtLeast,
        _ => Reason::RatioAtMost,
    };
    let outcome = if figures.is_broken() { Outcome::NotMet } else { Outcome::Met };
    // With nothing to divide by, the demand stands by itself.
    let have = num.checked_div(den).unwrap_or_else(|| num.clone());
    let finding = Finding::new(reason, name(rule)).have(have).outcome(outcome);
    match &figures.limit {
        Some(limit) => finding.need(limit.clone()),
        None => finding,
    }
}

pub(super) fn name(rule: &RatioRule) -> Value {
    rule.name().cloned().map_or_else(|| rule.id().into(), Value::from)
}

/// The fourth of the four factors for stable staff.
fn care_with_reorganisations() -> Citation {
    let source = Source::new(
        "skl-stod",
        "SKL satsar på bättre stöd till socialsekreterarna",
        "Sveriges Kommuner och Landsting",
        Rank::Secondary,
    );
    Citation::to(source).quote("Att vara försiktig med omorganisationer")
}
