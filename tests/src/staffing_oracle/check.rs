//! Every row against every rule, and the totals.

use num_rational::BigRational;
use num_traits::Zero;
use serde_json::Value;

use super::facts::{Cell, Facts};
use super::line::Line;
use super::rule::{Bounds, Reading, Rule, rules};

/// A line of a row: the rule, the row, and the line if it could be evaluated.
pub type RowLine = (usize, usize, Option<Line>);

/// A total: of which rule, of which unit (of all, if none), and its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// The position of the rule.
    pub rule: usize,
    /// The unit.
    pub unit: Option<String>,
    /// The line of the sums.
    pub line: Line,
}

/// A check.
#[derive(Clone, Debug)]
pub struct Check {
    /// By rule and row; a row that no limit is for is not there.
    pub lines: Vec<RowLine>,
    /// By rule: the units, then all rows.
    pub totals: Vec<Total>,
}

/// Sums of rows with the same limits.
struct Sum {
    unit: Option<String>,
    bounds: Bounds,
    num: BigRational,
    den: BigRational,
}

/// Checks a document.
///
/// # Panics
/// If the document is not in order.
pub fn check(document: &Value) -> Check {
    let facts = Facts::of(document);
    let unit = document.get("unit").and_then(Value::as_str);
    let mut check = Check { lines: Vec::new(), totals: Vec::new() };
    for (at, rule) in rules(document).iter().enumerate() {
        let mut by_unit: Vec<Sum> = Vec::new();
        let mut of_all: Vec<Sum> = Vec::new();
        for row in 0..facts.ids().len() {
            match rule.read(&facts, row, |column| facts.cell(column, row).number()) {
                Reading::NoLine => {}
                Reading::Missing => check.lines.push((at, row, None)),
                Reading::Known(known) => {
                    let (num, den, bounds) = *known;
                    if let Some(Cell::Text(unit)) = unit.map(|unit| facts.cell(unit, row)) {
                        add(&mut by_unit, Some(unit), &bounds, &num, &den);
                    }
                    add(&mut of_all, None, &bounds, &num, &den);
                    check.lines.push((at, row, Some(Line::of(rule, num, den, &bounds))));
                }
            }
        }
        let sums = by_unit.into_iter().chain(of_all);
        check.totals.extend(sums.map(|sum| total(at, rule, sum)));
    }
    check
}

fn add(
    sums: &mut Vec<Sum>,
    unit: Option<&String>,
    bounds: &Bounds,
    num: &BigRational,
    den: &BigRational,
) {
    let known = sums.iter().position(|sum| sum.unit.as_ref() == unit && sum.bounds == *bounds);
    let at = known.unwrap_or_else(|| {
        let zero = BigRational::zero;
        let (unit, bounds) = (unit.cloned(), bounds.clone());
        sums.push(Sum { unit, bounds, num: zero(), den: zero() });
        sums.len() - 1
    });
    sums[at].num += num;
    sums[at].den += den;
}

fn total(at: usize, rule: &Rule, sum: Sum) -> Total {
    Total { rule: at, unit: sum.unit, line: Line::of(rule, sum.num, sum.den, &sum.bounds) }
}
