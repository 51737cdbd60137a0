//! The figures of a report on a table.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;
use serde_json::json;

use super::{ReportFactor, ReportFigure, ReportForm};
use crate::Error;
use crate::limits::check_lines;
use crate::measure::{Measure, check_negative};
use crate::number::Ratio;
use crate::problem::{Code, Problems};
use crate::receipt::Receipt;
use crate::staffing::limit::{self, Limit, LimitSide};
use crate::staffing::prepare::StaffingOptions;
use crate::staffing::rule::RatioRule;
use crate::table::Table;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What is known of a figure.
    #[non_exhaustive]
    pub enum FigureStatus {
        /// The figure is known.
        Known = "known",
        /// Nothing to divide and nothing to divide it by: 0/0.
        Vacuous = "vacuous",
        /// Something to divide and nothing to divide it by.
        NoDenominator = "no_denominator",
        /// A column that it needs is not there, or a cell is empty.
        NotEvaluated = "not_evaluated",
    }
}

/// A report: every figure of its form, for every row and for all rows together, each beside what
/// there is to compare it with.
#[derive(Clone, Debug)]
pub struct StaffingReport {
    form: ReportForm,
    table: Table,
    rules: Vec<RatioRule>,
    options: StaffingOptions,
    /// By figure: the rule it is compared with and that rule's limits on the day.
    compared: Vec<Option<Compared>>,
    /// By figure: the rows in order, and then all of them together.
    told: Vec<Vec<Told>>,
}

/// What a figure is compared with.
#[derive(Clone, Debug)]
pub(super) struct Compared {
    rule: usize,
    pub(super) at_most: Option<Limit>,
    pub(super) at_least: Option<Limit>,
}

/// A figure as it came out.
#[derive(Clone, Debug)]
pub(super) struct Told {
    status: FigureStatus,
    have: Option<(Ratio, Option<Ratio>)>,
}

/// One figure of a row, or of all rows together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReportLine<'r> {
    /// The factor's id.
    pub factor: &'r str,
    /// The figure's id.
    pub figure: &'r str,
    /// The row's id; `None` for all rows together.
    pub id: Option<&'r str>,
    /// What is known of it.
    pub status: FigureStatus,
    /// What is counted, or divided.
    pub have_num: Option<Ratio>,
    /// What it is divided by.
    pub have_den: Option<Ratio>,
    /// The exact figure.
    pub value: Option<Ratio>,
    /// The id of the rule that it is compared with.
    pub reference: Option<&'r str>,
    /// The highest value to compare with.
    pub at_most: Option<&'r Ratio>,
    /// The lowest value to compare with.
    pub at_least: Option<&'r Ratio>,
    /// Whether the figure is within those, themselves included; `None` without figure or without
    /// anything to compare with. That it is not is no breach: what is compared with may be another's
    /// rule, or a statistic.
    pub within: Option<bool>,
}

/// Tells the figures of a form, for every row and for all rows together (a sum over a sum, never a
/// mean of ratios).
///
/// A figure is compared with the limits of the rule whose id it names, or of one that has the id of
/// the figure itself, which comes first: so a goal of one's own can be put beside any figure. A
/// figure whose columns the table does not have is told as not evaluated, and so is the whole where
/// some row is. There is no score.
///
/// ```
/// use statsbidrag::{StaffingOptions, Table, catalog, staffing_report};
///
/// let form = catalog::report("stability-factors")?;
/// let units = Table::builder("unit", ["North", "South"])
///     .column("social_worker_heads", [9, 6])
///     .column("supervisor_heads", [1, 1])
///     .build()?;
/// let rules = [catalog::rule("molndal-supervisor-span")?];
/// let report = staffing_report(&units, &form, &rules, &StaffingOptions::new())?;
/// let span: Vec<_> = report.lines().filter(|line| line.figure == "span").collect();
/// assert_eq!(span[0].value, Some("9".parse()?));
/// assert_eq!(span[0].within, Some(false)); // at most six in Mölndal
/// assert_eq!(span[2].value, Some("7.5".parse()?)); // 15 over 2
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// All problems at once: columns of another kind or with negative cells, parameters without a value
/// or without use, rules with the same id, a rule to compare with that has limits for some rows only
/// or none on the day.
pub fn staffing_report(
    table: &Table,
    form: &ReportForm,
    rules: &[RatioRule],
    options: &StaffingOptions,
) -> Result<StaffingReport, Error> {
    let mut problems = Problems::new();
    check_lines(form.figures().count(), "figures", table.len() + 1, "/form", &mut problems);
    check(table, form, options, &mut problems);
    let compared = compared(form, rules, options, &mut problems);
    problems.check()?;
    let told = form.figures().map(|(_, figure)| tell(figure, table, options)).collect();
    Ok(StaffingReport {
        form: form.clone(),
        table: table.clone(),
        rules: rules.to_vec(),
        options: options.clone(),
        compared,
        told,
    })
}

fn check(table: &Table, form: &ReportForm, options: &StaffingOptions, problems: &mut Problems) {
    let (mut seen, mut used) = (BTreeSet::new(), BTreeSet::new());
    let parameters = &options.parameters;
    for (f, factor) in form.factors().iter().enumerate() {
        for (i, figure) in factor.figures().iter().enumerate() {
            used.extend(figure.parameters());
            if !lacking(figure, table).is_empty() {
                continue;
            }
            let mut check = |measure: &Measure, name: &str| {
                let path = format!("/form/factors/{f}/figures/{i}/{name}");
                measure.check(table, parameters, &path, &mut seen, problems, check_negative);
            };
            check(figure.numerator(), "numerator");
            figure.denominator().into_iter().for_each(|measure| check(measure, "denominator"));
        }
    }
    let is_used = |name: &str| used.contains(name);
    parameters.check_used(is_used, "a parameter that a figure has", problems);
}

/// The columns that a figure needs and the table does not have.
pub(super) fn lacking<'f>(figure: &'f ReportFigure, table: &Table) -> BTreeSet<&'f str> {
    figure.columns().filter(|name| table.column(name).is_none()).collect()
}

/// What each figure is compared with.
fn compared(
    form: &ReportForm,
    rules: &[RatioRule],
    options: &StaffingOptions,
    problems: &mut Problems,
) -> Vec<Option<Compared>> {
    let mut by_id = BTreeMap::new();
    for (i, rule) in rules.iter().enumerate() {
        rule.check(&format!("/rules/{i}"), problems);
        if by_id.insert(rule.id(), i).is_some() {
            let want = "an id that stands once";
            problems.add(format_args!("/rules/{i}/id"), Code::Duplicate, rule.id(), want);
        }
    }
    let mut limits = vec![None; rules.len()];
    form.figures()
        .map(|(_, figure)| {
            let own = by_id.get(figure.id());
            let rule = *own.or_else(|| by_id.get(figure.reference()?))?;
            let known = limits[rule].get_or_insert_with(|| {
                let mut side = |side| only_limit(&rules[rule], rule, side, options, problems);
                Compared {
                    rule,
                    at_most: side(LimitSide::AtMost),
                    at_least: side(LimitSide::AtLeast),
                }
            });
            Some(known.clone())
        })
        .collect()
}

/// The one limit of a side that holds on the day.
fn only_limit(
    rule: &RatioRule,
    index: usize,
    side: LimitSide,
    options: &StaffingOptions,
    problems: &mut Problems,
) -> Option<Limit> {
    let path = format!("/rules/{index}/{side}");
    let holding = problems.keep(&path, limit::at(rule.limits(side), options.at))?;
    if holding.iter().any(|limit| limit.condition().is_some()) {
        let got = "a limit for some rows only";
        problems.add(path, Code::Conflict, got, "one for every row, to compare with");
    }
    holding.first().map(|limit| (*limit).clone())
}

/// A figure for every row, and for all rows together.
fn tell(figure: &ReportFigure, table: &Table, options: &StaffingOptions) -> Vec<Told> {
    let unknown = || Told { status: FigureStatus::NotEvaluated, have: None };
    if !lacking(figure, table).is_empty() {
        return vec![unknown(); table.len() + 1];
    }
    let value = |measure: &Measure, row| measure.value_at(table, &options.parameters, row);
    let mut told: Vec<Told> = (0..table.len())
        .map(|row| match empty_cells(figure, table, row).is_empty() {
            true => {
                let den = figure.denominator().map(|measure| value(measure, row));
                Told::of(value(figure.numerator(), row), den)
            }
            false => unknown(),
        })
        .collect();
    let whole = match told.iter().map(|told| told.have.as_ref()).collect::<Option<Vec<_>>>() {
        Some(have) => {
            let num: BigRational = have.iter().map(|(num, _)| num.big()).sum();
            let den = have.iter().map(|(_, den)| Some(den.as_ref()?.big()));
            let den: Option<BigRational> = den.sum();
            let den = figure.denominator().and(den);
            Told::of(num.into(), den.map(Ratio::from))
        }
        None => unknown(),
    };
    told.push(whole);
    told
}

/// The columns of a figure in which a row's cell is empty.
pub(super) fn empty_cells<'f>(
    figure: &'f ReportFigure,
    table: &Table,
    row: usize,
) -> BTreeSet<&'f str> {
    figure.columns().filter(|name| table.is_empty_at(name, row)).collect()
}

impl Told {
    fn of(num: Ratio, den: Option<Ratio>) -> Self {
        let status = match &den {
            Some(den) if den.is_zero() && num.is_zero() => FigureStatus::Vacuous,
            Some(den) if den.is_zero() => FigureStatus::NoDenominator,
            _ => FigureStatus::Known,
        };
        Self { status, have: Some((num, den)) }
    }

    fn value(&self) -> Option<Ratio> {
        match self.have.as_ref()? {
            (num, Some(den)) => num.checked_div(den),
            (num, None) => Some(num.clone()),
        }
    }
}

impl Compared {
    /// By cross multiplication, the limits included.
    fn has_within(&self, (num, den): &(Ratio, Option<Ratio>)) -> bool {
        let one = Ratio::one();
        let den = den.as_ref().unwrap_or(&one);
        let allowed = |limit: &Limit| limit.value().big() * den.big();
        self.at_most.as_ref().is_none_or(|limit| num.big() <= &allowed(limit))
            && self.at_least.as_ref().is_none_or(|limit| num.big() >= &allowed(limit))
    }
}

impl StaffingReport {
    /// Every figure in order: for each its rows, in the order of the table, and then all rows
    /// together.
    pub fn lines(&self) -> impl Iterator<Item = ReportLine<'_>> {
        let figures = self.form.figures().enumerate();
        figures.flat_map(move |(index, (factor, figure))| {
            (0..=self.table.len()).map(move |row| self.line(index, factor, figure, row))
        })
    }

    pub(super) fn line<'r>(
        &'r self,
        index: usize,
        factor: &'r ReportFactor,
        figure: &'r ReportFigure,
        row: usize,
    ) -> ReportLine<'r> {
        let told = &self.told[index][row];
        let compared = self.compared[index].as_ref();
        let is_known = told.status == FigureStatus::Known;
        let within = compared.zip(told.have.as_ref()).filter(|_| is_known);
        ReportLine {
            factor: factor.id(),
            figure: figure.id(),
            id: (row < self.table.len()).then(|| self.table.ids().get(row)),
            status: told.status,
            have_num: told.have.as_ref().map(|(num, _)| num.clone()),
            have_den: told.have.as_ref().and_then(|(_, den)| den.clone()),
            value: told.value(),
            reference: compared.map(|compared| self.rules[compared.rule].id()),
            at_most: compared.and_then(|compared| Some(compared.at_most.as_ref()?.value())),
            at_least: compared.and_then(|compared| Some(compared.at_least.as_ref()?.value())),
            within: within.map(|(compared, have)| compared.has_within(have)),
        }
    }

    /// What a figure, by its place, is compared with.
    pub(super) fn compared(&self, index: usize) -> Option<(&RatioRule, &Compared)> {
        let compared = self.compared[index].as_ref()?;
        Some((&self.rules[compared.rule], compared))
    }

    /// The form.
    #[must_use]
    pub fn form(&self) -> &ReportForm {
        &self.form
    }

    /// The facts.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// What the result was computed from.
    #[must_use]
    pub fn receipt(&self) -> Receipt {
        let used: BTreeSet<&str> =
            self.form.figures().flat_map(|(_, figure)| figure.columns()).collect();
        let document = json!({
            "operation": "staffing_report",
            "form": self.form.write(),
            "rules": self.rules.iter().map(RatioRule::write).collect::<Vec<_>>(),
            "at": self.options.at,
            "parameters": self.options.parameters.write(),
        });
        Receipt::new(document, &self.table, |column| used.contains(column))
    }
}
