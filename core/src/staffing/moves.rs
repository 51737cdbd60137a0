//! What could be moved instead of hired.

use std::collections::HashMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::check::{Line, StaffingCheck};
use super::figures::floor;
use super::limit::LimitSide;
use super::prepare::{Applied, StaffingOptions};
use super::rule::Force;
use crate::number::Ratio;

/// Moves within one unit that mend what is over a limit, as far as there is room.
///
/// Moving is no small thing: care with reorganisations is one of the four factors for stable staff.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnitMoves {
    /// The unit.
    pub unit: String,
    /// The rule's id.
    pub rule: String,
    /// How many are moved, in whole units of the numerator: heads, cases.
    pub moves: Ratio,
    /// What must still be hired then, in whole steps; `None` where the rule hires into nothing, or
    /// a step gives no room for a whole one.
    pub hire_after_moves: Option<Ratio>,
    /// Who from where to where, in the order of the table: from rows over the limit, to the first
    /// rows with room.
    pub steps: Vec<Move>,
}

/// Some moved from one row to another.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Move {
    /// The row that they leave.
    pub from: String,
    /// The row that they come to.
    pub to: String,
    /// How many.
    pub count: Ratio,
}

/// A row, and how many more than its capacity it has (under zero: room).
struct Load<'a> {
    id: &'a str,
    over: BigInt,
}

/// The units, in the order of the table, in which a row is over a limit of a rule.
pub(super) fn of_rule(
    check: &StaffingCheck,
    applied: &Applied<'_>,
    lines: &[Line],
) -> Vec<UnitMoves> {
    let rule = applied.rule;
    if rule.force() == Force::Statistic || rule.limits(LimitSide::AtMost).is_empty() {
        return Vec::new();
    }
    let mut units: Vec<(&str, Vec<&Line>)> = Vec::new();
    let mut places = HashMap::new();
    for line in lines {
        let Some(unit) = check.unit(line.row) else { continue };
        let place = *places.entry(unit).or_insert_with(|| {
            units.push((unit, Vec::new()));
            units.len() - 1
        });
        units[place].1.push(line);
    }
    units.into_iter().filter_map(|(unit, lines)| in_unit(check, applied, unit, &lines)).collect()
}

fn in_unit(
    check: &StaffingCheck,
    applied: &Applied<'_>,
    unit: &str,
    lines: &[&Line],
) -> Option<UnitMoves> {
    let mut loads = Vec::new();
    let mut limits = Vec::new();
    for line in lines {
        let (Some(num), Some(den)) = (&line.figures.have_num, &line.figures.have_den) else {
            continue;
        };
        // Rows that no highest ratio is for neither give nor take.
        let Some(limit) = applied.values(line.held).at_most else { continue };
        // Parts of a head or a case cannot be moved.
        if !num.big().is_integer() {
            return None;
        }
        let capacity = floor(&(limit.big() * den.big()));
        loads.push(Load {
            id: check.table().ids().get(line.row),
            over: num.big().to_integer() - capacity,
        });
        limits.push(limit);
    }
    let sum = |of: fn(&BigInt) -> bool| -> BigInt {
        loads.iter().map(|load| &load.over).filter(|over| of(over)).map(|over| over.abs()).sum()
    };
    let (needed, room) = (sum(Signed::is_positive), sum(Signed::is_negative));
    if needed.is_zero() {
        return None;
    }
    let moves = needed.clone().min(room.clone());
    let still = (needed - room).max(BigInt::zero());
    Some(UnitMoves {
        unit: unit.to_owned(),
        rule: applied.rule.id().to_owned(),
        moves: Ratio::from_big(moves, 1),
        hire_after_moves: hire(applied, check.options(), limits.into_iter().min()?, &still),
        steps: steps(loads),
    })
}

/// Whole steps that make room for those who are left, each step by itself in whole ones.
fn hire(
    applied: &Applied<'_>,
    options: &StaffingOptions,
    limit: &Ratio,
    still: &BigInt,
) -> Option<Ratio> {
    let (side, weight) = applied.rule.hiring(&options.parameters)?;
    let (_, step) = applied.rule.hires_into()?;
    let a_step = floor(&(limit.big() * weight.big() * step.big()));
    if side != LimitSide::AtMost || a_step.is_zero() {
        return None;
    }
    let steps = BigRational::new(still.clone(), a_step).ceil();
    Some((steps * step.big()).into())
}

/// The moves one by one: from each row over its capacity to the first rows with room.
fn steps(loads: Vec<Load<'_>>) -> Vec<Move> {
    let (mut over, mut room): (Vec<_>, Vec<_>) = loads
        .into_iter()
        .filter(|load| !load.over.is_zero())
        .partition(|load| load.over.is_positive());
    let mut steps = Vec::new();
    let mut receivers = room.iter_mut().peekable();
    for giver in &mut over {
        while giver.over.is_positive()
            && let Some(receiver) = receivers.peek_mut()
        {
            let count = giver.over.clone().min(-&receiver.over);
            giver.over -= &count;
            receiver.over += &count;
            let (from, to) = (giver.id.to_owned(), receiver.id.to_owned());
            steps.push(Move { from, to, count: Ratio::from_big(count, 1) });
            if receiver.over.is_zero() {
                receivers.next();
            }
        }
    }
    steps
}
