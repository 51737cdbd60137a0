//! Rules on a table: every check, and every measure and limit by row.

use std::collections::{BTreeSet, HashSet};

use super::figures::Held;
use super::limit::{self, Condition, Limit, LimitSide};
use super::rule::RatioRule;
use crate::date::Date;
use crate::limits::{MOST_STATUSES, check_product};
use crate::measure::{Parameters, check_negative};
use crate::number::Ratio;
use crate::problem::{Code, Problems};
use crate::table::{Column, Table};

/// How rules are applied to a table.
///
/// ```
/// use statsbidrag::StaffingOptions;
///
/// let options = StaffingOptions::new().at("2017-01-31".parse()?).unit("unit");
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StaffingOptions {
    pub(crate) at: Option<Date>,
    pub(crate) unit: Option<String>,
    pub(crate) parameters: Parameters,
}

impl StaffingOptions {
    /// No date, no units, no parameters.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The date of the facts, on which dated limits are looked up.
    #[must_use]
    pub fn at(mut self, day: Date) -> Self {
        self.at = Some(day);
        self
    }

    /// The column of texts that says which unit (enhet) a row belongs to: moves and totals are by
    /// it.
    #[must_use]
    pub fn unit(mut self, column: impl Into<String>) -> Self {
        self.unit = Some(column.into());
        self
    }

    /// Values for the parameters of the rules' measures.
    #[must_use]
    pub fn parameters(mut self, parameters: Parameters) -> Self {
        self.parameters = parameters;
        self
    }
}

/// One rule on a table.
pub(super) struct Applied<'r> {
    pub(super) rule: &'r RatioRule,
    /// The limits that hold on the date.
    at_most: Vec<&'r Limit>,
    at_least: Vec<&'r Limit>,
}

/// A limit's place among the rule's limits of its side that hold on the date.
pub(super) type Place = u16;

impl<'r> Applied<'r> {
    /// A rule that was found to fit its table, on the same date.
    pub(super) fn again(rule: &'r RatioRule, at: Option<Date>) -> Self {
        let holding = |side| limit::at(rule.limits(side), at).unwrap_or_default();
        Self { rule, at_most: holding(LimitSide::AtMost), at_least: holding(LimitSide::AtLeast) }
    }

    /// The limits of every row, where none is for some rows only.
    pub(super) fn held_by_all(&self) -> Option<Held<Place>> {
        let only = |limits: &[&Limit]| match limits {
            [] => Some(None),
            [limit] if limit.condition().is_none() => Some(Some(0)),
            _ => None,
        };
        Some(Held { at_most: only(&self.at_most)?, at_least: only(&self.at_least)? })
    }

    /// The limits that a row is held to; `None` where a cell that decides it is empty.
    ///
    /// Two conditional limits for one row are a problem.
    pub(super) fn held(
        &self,
        table: &Table,
        row: usize,
        path: &str,
        problems: &mut Problems,
    ) -> Option<Held<Place>> {
        let mut side = |limits: &[&Limit], side: LimitSide| -> Option<Option<Place>> {
            let mut holding = Vec::new();
            for (place, limit) in (0..).zip(limits) {
                if let Some(condition) = limit.condition()
                    && holds(condition, table, row)?
                {
                    holding.push(place);
                }
            }
            if holding.len() > 1 {
                let got = format_args!("{} limits for {}", holding.len(), table.ids().get(row));
                problems.add(format_args!("{path}/{side}"), Code::Conflict, got, "one");
            }
            let rest = (0..).zip(limits).find(|(_, limit)| limit.condition().is_none());
            Some(holding.first().copied().or(rest.map(|(place, _)| place)))
        };
        let at_most = side(&self.at_most, LimitSide::AtMost)?;
        let at_least = side(&self.at_least, LimitSide::AtLeast)?;
        Some(Held { at_most, at_least })
    }

    pub(super) fn values(&self, held: Held<Place>) -> Held<&'r Ratio> {
        let limits = self.limits(held);
        Held {
            at_most: limits.at_most.map(Limit::value),
            at_least: limits.at_least.map(Limit::value),
        }
    }

    pub(super) fn limits(&self, held: Held<Place>) -> Held<&'r Limit> {
        Held {
            at_most: held.at_most.map(|place| self.at_most[usize::from(place)]),
            at_least: held.at_least.map(|place| self.at_least[usize::from(place)]),
        }
    }
}

/// Whether a condition holds for a row; `None` where its cell is empty.
fn holds(condition: &Condition, table: &Table, row: usize) -> Option<bool> {
    match (condition, table.column(condition.column())?) {
        (Condition::Flag { is, .. }, Column::Flags(flags)) => Some(flags.get(row)? == *is),
        (Condition::Band { from, below, .. }, Column::Numbers(numbers)) => {
            let number = numbers.get(row)?;
            let from = from.as_ref().is_none_or(|from| *from <= number);
            Some(from && below.as_ref().is_none_or(|below| number < *below))
        }
        // Columns of another kind have been reported.
        _ => None,
    }
}

/// Rules that fit a table, each with its limits of the date.
pub(super) fn apply<'r>(
    table: &Table,
    rules: &'r [RatioRule],
    options: &StaffingOptions,
    problems: &mut Problems,
) -> Vec<Applied<'r>> {
    if rules.is_empty() {
        problems.add("/rules", Code::Empty, "no rules", "at least one");
    }
    table.refuse_groups("one table", problems);
    check_product(rules.len(), "rules", "rows", table.len(), MOST_STATUSES, "/rules", problems);
    if let Some(unit) = &options.unit {
        table.texts(unit, "/unit", problems);
    }
    let (mut ids, mut seen) = (HashSet::new(), BTreeSet::new());
    let mut used = BTreeSet::new();
    let applied = rules.iter().enumerate().map(|(i, rule)| {
        let path = format!("/rules/{i}");
        if !ids.insert(rule.id()) {
            problems.add(
                format_args!("{path}/id"),
                Code::Duplicate,
                rule.id(),
                "an id that stands once",
            );
        }
        rule.check(&path, problems);
        for (name, measure) in
            [("numerator", rule.numerator()), ("denominator", rule.denominator())]
        {
            used.extend(measure.parameters());
            let path = format!("{path}/{name}");
            measure.check(table, &options.parameters, &path, &mut seen, problems, check_negative);
        }
        let mut side = |side: LimitSide| {
            let path = format!("{path}/{side}");
            let holding = problems.keep(&path, limit::at(rule.limits(side), options.at));
            let holding = holding.unwrap_or_default();
            for condition in holding.iter().filter_map(|limit| limit.condition()) {
                check_condition(condition, table, &path, problems);
            }
            holding
        };
        let (at_most, at_least) = (side(LimitSide::AtMost), side(LimitSide::AtLeast));
        Applied { rule, at_most, at_least }
    });
    let applied = applied.collect();
    let is_used = |name: &str| used.contains(name);
    options.parameters.check_used(is_used, "a parameter that a rule has", problems);
    applied
}

fn check_condition(condition: &Condition, table: &Table, path: &str, problems: &mut Problems) {
    let column = condition.column();
    match condition {
        Condition::Band { .. } => drop(table.numbers(column, path, problems)),
        // Empty cells are allowed here: then the row is not evaluated.
        Condition::Flag { .. } => match table.column(column) {
            Some(Column::Flags(_)) => {}
            Some(other) => {
                let path = crate::table::pointer(column);
                problems.add(path, Code::WrongType, other.kind(), "a column of yes/no values");
            }
            None => {
                problems.add(path, Code::UnknownColumn, column, "a column of the table");
            }
        },
    }
}

/// The rows in which a cell that the ratio needs is empty.
pub(super) fn empty_rows(rule: &RatioRule, table: &Table) -> Vec<usize> {
    let measures = rule.numerator().columns().chain(rule.denominator().columns());
    let columns = measures.filter_map(|name| match table.column(name) {
        Some(Column::Numbers(numbers)) => Some(numbers.empty_rows()),
        _ => None,
    });
    columns.flatten().map(|&row| row as usize).collect()
}

/// Whether a row has an empty cell that the ratio needs.
pub(super) fn has_empty_cell(rule: &RatioRule, table: &Table, row: usize) -> bool {
    let mut columns = rule.numerator().columns().chain(rule.denominator().columns());
    columns.any(|name| table.is_empty_at(name, row))
}

/// The columns of a rule in which a row's cell is empty.
pub(super) fn empty_columns<'r>(rule: &'r RatioRule, table: &Table, row: usize) -> Vec<&'r str> {
    let is_empty = |name: &&str| table.is_empty_at(name, row);
    rule.columns().into_iter().filter(is_empty).collect()
}
