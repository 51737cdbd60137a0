//! Checking a table of staff against rules.

use std::collections::{BTreeSet, HashMap};

use num_rational::BigRational;
use serde_json::json;

use super::figures::{Held, RatioFigures, RatioStatus};
use super::moves::{self, UnitMoves};
use super::prepare::{Applied, Place, StaffingOptions, apply};
use super::rule::RatioRule;
use super::verdict::Verdicts;
use crate::Error;
use crate::measure::Measure;
use crate::number::Ratio;
use crate::problem::Problems;
use crate::receipt::Receipt;
use crate::table::{Column, Table};

/// How every row stands to every rule (kontroll av bemanning), with totals and moves.
///
/// Verdicts are kept as a byte for each rule and row; the numbers behind them are computed from
/// facts and rules when they are looked at.
#[derive(Clone, Debug)]
pub struct StaffingCheck {
    table: Table,
    rules: Vec<RatioRule>,
    options: StaffingOptions,
    verdicts: Vec<Verdicts>,
}

/// One row against one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RatioLine<'c> {
    /// The rule's id.
    pub rule: &'c str,
    /// The row's id.
    pub id: &'c str,
    /// The numbers.
    pub figures: RatioFigures,
}

/// A line by its row, with the limits that it is held to.
pub(super) struct Line {
    pub(super) row: usize,
    pub(super) held: Held<Place>,
    pub(super) figures: RatioFigures,
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
    let verdicts = applied.iter().enumerate().map(|(index, applied)| {
        let path = format!("/rules/{index}");
        Verdicts::of(applied, table, &options.parameters, &path, &mut problems)
    });
    let verdicts = verdicts.collect();
    problems.check()?;
    Ok(StaffingCheck {
        table: table.clone(),
        rules: rules.to_vec(),
        options: options.clone(),
        verdicts,
    })
}

/// Numerators and denominators added up.
struct Sum<'a> {
    unit: Option<&'a str>,
    held: Held<Place>,
    have: [BigRational; 2],
}

/// The sums of the evaluated lines by unit and limits.
fn sums<'a>(
    applied: &Applied<'_>,
    lines: impl Iterator<Item = (Option<&'a str>, &'a Line)>,
) -> Vec<Sum<'a>> {
    let mut places = HashMap::new();
    let mut sums: Vec<Sum<'_>> = Vec::new();
    for (unit, line) in lines {
        let RatioFigures { have_num: Some(num), have_den: Some(den), .. } = &line.figures else {
            continue;
        };
        let held = line.held;
        // Limits of the same value are one, wherever they stand.
        let values = applied.values(held);
        let place = *places.entry((unit, values)).or_insert_with(|| {
            sums.push(Sum { unit, held, have: Default::default() });
            sums.len() - 1
        });
        let [sum_num, sum_den] = &mut sums[place].have;
        *sum_num += num.big();
        *sum_den += den.big();
    }
    sums
}

impl StaffingCheck {
    /// How a rule (by its place) stands for every row, in row order; `None` where the rule is not
    /// about the row. This is what was computed: nothing is looked up.
    ///
    /// # Panics
    /// Where there is no such rule, as a slice does.
    #[must_use]
    pub fn statuses(&self, rule: usize) -> &[Option<RatioStatus>] {
        &self.verdicts[rule].statuses
    }

    /// Every rule and row: rules in the order given, rows in the order of the table.
    pub fn lines(&self) -> impl Iterator<Item = RatioLine<'_>> {
        (0..self.rules.len()).flat_map(move |index| {
            self.lines_of(index).into_iter().map(move |line| RatioLine {
                rule: self.rules[index].id(),
                id: self.table.ids().get(line.row),
                figures: line.figures,
            })
        })
    }

    /// By rule: each unit, where units are known, and all rows together. Rows with different limits
    /// are added up apart.
    ///
    /// A person who is in two rows counts in both; where that must not be, sum by unit first and
    /// check that table.
    #[must_use]
    pub fn totals(&self) -> Vec<RatioTotal> {
        let mut totals = Vec::new();
        for (index, rule) in self.rules.iter().enumerate() {
            let applied = Applied::again(rule, self.options.at);
            let lines = self.lines_of(index);
            let by_unit = lines.iter().filter_map(|line| Some((Some(self.unit(line.row)?), line)));
            let whole = sums(&applied, lines.iter().map(|line| (None, line)));
            for Sum { unit, held, have: [num, den] } in
                sums(&applied, by_unit).into_iter().chain(whole)
            {
                let (values, parameters) = (applied.values(held), &self.options.parameters);
                let have = (num.into(), den.into());
                let figures = RatioFigures::of(rule, parameters, have, values);
                let (rule, unit) = (rule.id().to_owned(), unit.map(str::to_owned));
                totals.push(RatioTotal { rule, unit, figures });
            }
        }
        totals
    }

    /// The units in which some row is over a limit that moving within the unit could mend.
    #[must_use]
    pub fn moves(&self) -> Vec<UnitMoves> {
        let of_rule = |(index, rule)| self.moves_of(index, &Applied::again(rule, self.options.at));
        self.rules.iter().enumerate().flat_map(of_rule).collect()
    }

    /// The moves of a rule by its place.
    pub(super) fn moves_of(&self, index: usize, applied: &Applied<'_>) -> Vec<UnitMoves> {
        moves::of_rule(self, applied, &self.lines_of(index))
    }

    /// The lines of a rule by its place.
    fn lines_of(&self, index: usize) -> Vec<Line> {
        let (rule, parameters) = (&self.rules[index], &self.options.parameters);
        let applied = Applied::again(rule, self.options.at);
        let num = rule.numerator().weigh(&self.table, parameters);
        let den = rule.denominator().weigh(&self.table, parameters);
        let rows = (0..self.table.len()).filter_map(|row| {
            let have = || (num.get(row), den.get(row));
            self.line(&applied, index, row, have)
        });
        rows.collect()
    }

    /// The line of a rule and a row; `None` where the rule is not about the row.
    pub(super) fn line_at(&self, index: usize, row: usize) -> Option<Line> {
        let (rule, parameters) = (&self.rules[index], &self.options.parameters);
        let value = |measure: &Measure| measure.value_at(&self.table, parameters, row);
        let have = || (value(rule.numerator()), value(rule.denominator()));
        self.line(&Applied::again(rule, self.options.at), index, row, have)
    }

    fn line(
        &self,
        applied: &Applied<'_>,
        index: usize,
        row: usize,
        have: impl FnOnce() -> (Ratio, Ratio),
    ) -> Option<Line> {
        let verdicts = &self.verdicts[index];
        let held = verdicts.held(row);
        let figures = match verdicts.statuses[row]? {
            RatioStatus::NotEvaluated => RatioFigures::not_evaluated(),
            _ => {
                let (rule, parameters) = (applied.rule, &self.options.parameters);
                RatioFigures::of(rule, parameters, have(), applied.values(held))
            }
        };
        Some(Line { row, held, figures })
    }

    /// The unit of a row; rows without one belong to none.
    pub(super) fn unit(&self, row: usize) -> Option<&str> {
        match self.table.column(self.options.unit.as_deref()?)? {
            Column::Texts(texts) => texts.get(row),
            _ => None,
        }
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
        self.lines().all(|line| {
            !line.figures.is_broken() && line.figures.status != RatioStatus::NotEvaluated
        })
    }

    /// What the result was computed from. Ids of rows are in the hash and nowhere else.
    #[must_use]
    pub fn receipt(&self) -> Receipt {
        receipt("check_staffing", &self.table, &self.rules, &self.options)
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
    let document = json!({
        "operation": operation,
        "rules": rules.iter().map(RatioRule::write).collect::<Vec<_>>(),
        "at": options.at,
        "unit": options.unit,
        "parameters": options.parameters.write(),
    });
    Receipt::new(document, table, |column| used.contains(column))
}
