//! Checking a table of staff against rules.

use std::collections::{BTreeSet, HashMap};

use num_rational::BigRational;
use serde_json::{Map, Value, json};

use super::figures::{Held, RatioFigures, RatioStatus};
use super::moves::{self, UnitMoves};
use super::prepare::{Applied, Place, StaffingOptions, apply, measured};
use super::rule::RatioRule;
use crate::Error;
use crate::number::Ratio;
use crate::problem::Problems;
use crate::receipt::Receipt;
use crate::source::Citation;
use crate::table::{Column, Table};

/// How every row stands to every rule (kontroll av bemanning), with totals and moves.
#[derive(Clone, Debug)]
pub struct StaffingCheck {
    table: Table,
    rules: Vec<RatioRule>,
    options: StaffingOptions,
    lines: Vec<Line>,
    totals: Vec<RatioTotal>,
    moves: Vec<UnitMoves>,
}

/// A rule and a row, by their places.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) rule: usize,
    pub(super) row: usize,
    pub(super) held: Held<Place>,
    pub(super) cite: Option<Citation>,
    pub(super) figures: RatioFigures,
}

/// One row against one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RatioLine<'c> {
    /// The rule's id.
    pub rule: &'c str,
    /// The row's id.
    pub id: &'c str,
    /// The numbers.
    pub figures: &'c RatioFigures,
}

/// A rule over several rows: the sum of the numerators over the sum of the denominators, never a
/// mean of ratios.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RatioTotal {
    /// The rule's id.
    pub rule: String,
    /// The unit; `None` for all rows.
    pub unit: Option<String>,
    /// The numbers of the sums. What to hire is computed from them, not summed from rows.
    pub figures: RatioFigures,
}

/// Holds every row of a table against every rule that is about it.
///
/// Ratios are compared by cross multiplication and never rounded; hires are rounded up to whole
/// steps, once. A row with an empty cell that the rule needs is `not_evaluated`. A row for which no
/// limit is given is not held to the rule and has no line.
///
/// ```
/// use statsbidrag::{RatioRule, RatioStatus, StaffingOptions, Table, check_staffing};
///
/// // Two teams of 9 and 3; each supervisor has at most six.
/// let teams = Table::builder("supervisor", ["Ask", "Berg"])
///     .column("unit", ["North", "North"])
///     .column("social_worker_heads", [9, 3])
///     .column("supervisor_heads", [1, 1])
///     .build()?;
/// let rule = RatioRule::new("span", "social_worker_heads".parse()?, "supervisor_heads".parse()?)
///     .at_most("6".parse::<statsbidrag::Ratio>()?)
///     .hire("supervisor_heads", "1".parse()?);
/// let check = check_staffing(&teams, &[rule], &StaffingOptions::new().unit("unit"))?;
///
/// let ask = check.lines().next().unwrap();
/// assert_eq!(ask.figures.status, RatioStatus::Breach);
/// assert_eq!(ask.figures.excess, Some("3".parse()?));
/// assert_eq!(ask.figures.hire, Some("1".parse()?)); // 9/6 − 1 = 1/2, rounded up
/// let moves = &check.moves()[0];
/// assert_eq!((moves.moves.to_string().as_str(), &moves.hire_after_moves), ("3", &Some("0".parse()?)));
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// All problems at once: rules without limits or with such as overlap, a dated limit without a
/// date, columns that are missing, of another kind or with negative cells, parameters without a
/// value, two limits for one row.
pub fn check_staffing(
    table: &Table,
    rules: &[RatioRule],
    options: &StaffingOptions,
) -> Result<StaffingCheck, Error> {
    let mut problems = Problems::new();
    let applied = apply(table, rules, options, &mut problems);
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let lines = lines(table, &applied, options, &mut problems);
    problems.check()?;
    let totals = totals(table, &applied, options, &lines);
    let moves = moves::by_unit(table, &applied, options, &lines);
    Ok(StaffingCheck {
        table: table.clone(),
        rules: rules.to_vec(),
        options: options.clone(),
        lines,
        totals,
        moves,
    })
}

fn lines(
    table: &Table,
    applied: &[Applied<'_>],
    options: &StaffingOptions,
    problems: &mut Problems,
) -> Vec<Line> {
    let mut lines = Vec::new();
    for (index, applied) in applied.iter().enumerate() {
        let (rule, path) = (applied.rule, format!("/rules/{index}"));
        let nums = measured(rule.numerator(), table, &options.parameters);
        let dens = measured(rule.denominator(), table, &options.parameters);
        for (row, (num, den)) in nums.into_iter().zip(dens).enumerate() {
            let held = applied.held(table, row, &path, problems);
            let (Some(num), Some(den), Some(held)) = (num, den, held) else {
                let figures = RatioFigures::not_evaluated();
                let held = Held::default();
                lines.push(Line { rule: index, row, held, cite: None, figures });
                continue;
            };
            if held == Held::default() {
                continue;
            }
            let values = applied.values(held);
            let figures = RatioFigures::of(rule, &options.parameters, (num, den), values);
            let limits = applied.limits(held);
            let told = match figures.side {
                Some(super::LimitSide::AtLeast) => limits.at_least,
                _ => limits.at_most,
            };
            let cite = told.and_then(|limit| limit.citation()).cloned();
            lines.push(Line { rule: index, row, held, cite, figures });
        }
    }
    lines
}

/// The unit of a row; rows without one belong to none.
pub(super) fn unit_of<'t>(
    table: &'t Table,
    options: &StaffingOptions,
    row: usize,
) -> Option<&'t str> {
    match table.column(options.unit.as_deref()?)? {
        Column::Texts(texts) => texts.get(row),
        _ => None,
    }
}

/// By unit in the order of the table, then over everything; rows with different limits apart.
fn totals(
    table: &Table,
    applied: &[Applied<'_>],
    options: &StaffingOptions,
    lines: &[Line],
) -> Vec<RatioTotal> {
    let mut totals = Vec::new();
    for (index, applied) in applied.iter().enumerate() {
        let own = || lines.iter().filter(move |line| line.rule == index);
        let by_unit =
            own().filter_map(|line| Some((Some(unit_of(table, options, line.row)?), line)));
        for (unit, held, have) in sums(by_unit).into_iter().chain(sums(own().map(|l| (None, l)))) {
            let values = applied.values(held);
            let figures = RatioFigures::of(applied.rule, &options.parameters, have, values);
            let (rule, unit) = (applied.rule.id().to_owned(), unit.map(str::to_owned));
            totals.push(RatioTotal { rule, unit, figures });
        }
    }
    totals
}

/// Numerators and denominators of the evaluated lines, added up by unit and limits.
fn sums<'a>(
    lines: impl Iterator<Item = (Option<&'a str>, &'a Line)>,
) -> Vec<(Option<&'a str>, Held<Place>, (Ratio, Ratio))> {
    let mut places = HashMap::new();
    let mut sums: Vec<(Option<&str>, Held<Place>, [BigRational; 2])> = Vec::new();
    for (unit, line) in lines {
        let RatioFigures { have_num: Some(num), have_den: Some(den), .. } = &line.figures else {
            continue;
        };
        let place = *places.entry((unit, line.held)).or_insert_with(|| {
            sums.push((unit, line.held, Default::default()));
            sums.len() - 1
        });
        let [sum_num, sum_den] = &mut sums[place].2;
        *sum_num += num.big();
        *sum_den += den.big();
    }
    let ratios =
        |(unit, held, [num, den]): (_, _, [BigRational; 2])| (unit, held, (num.into(), den.into()));
    sums.into_iter().map(ratios).collect()
}

impl StaffingCheck {
    /// Every rule and row: rules in the order given, rows in the order of the table.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = RatioLine<'_>> {
        self.lines.iter().map(|line| RatioLine {
            rule: self.rules[line.rule].id(),
            id: self.table.ids().get(line.row),
            figures: &line.figures,
        })
    }

    /// By rule: each unit, where units are known, and all rows together. Rows with different limits
    /// are added up apart.
    ///
    /// A person who is in two rows counts in both; where that must not be, sum by unit with
    /// [`summarise_staff`](crate::summarise_staff) first and check that table.
    #[must_use]
    pub fn totals(&self) -> &[RatioTotal] {
        &self.totals
    }

    /// The units in which some row is over a limit that moving within the unit could mend.
    #[must_use]
    pub fn moves(&self) -> &[UnitMoves] {
        &self.moves
    }

    /// The facts.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &[RatioRule] {
        &self.rules
    }

    /// The options.
    #[must_use]
    pub fn options(&self) -> &StaffingOptions {
        &self.options
    }

    /// Whether no rule is broken and every row could be evaluated.
    #[must_use]
    pub fn is_met(&self) -> bool {
        let lines = || self.lines.iter().map(|line| &line.figures);
        lines().all(|figures| !figures.is_broken())
            && lines().all(|figures| figures.status != RatioStatus::NotEvaluated)
    }

    /// What the result was computed from. Ids of rows are in the hash and nowhere else.
    #[must_use]
    pub fn receipt(&self) -> Receipt {
        receipt("check_staffing", &self.table, &self.rules, &self.options)
    }

    pub(super) fn stored(&self) -> &[Line] {
        &self.lines
    }
}

/// The receipt of an operation on a table and rules.
pub(super) fn receipt(
    operation: &str,
    table: &Table,
    rules: &[RatioRule],
    options: &StaffingOptions,
) -> Receipt {
    let mut used: BTreeSet<&str> = rules.iter().flat_map(RatioRule::columns).collect();
    used.extend(options.unit.as_deref());
    let parameters = options.parameters.iter().map(|(name, value)| (name.to_owned(), json!(value)));
    let document = json!({
        "operation": operation,
        "rules": rules.iter().map(RatioRule::write).collect::<Vec<_>>(),
        "at": options.at,
        "unit": options.unit,
        "parameters": parameters.collect::<Map<String, Value>>(),
    });
    Receipt::new(document, table, |column| used.contains(column))
}
