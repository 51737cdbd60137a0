//! What could be moved instead of hired.

use std::collections::HashMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::check::{Line, StaffingCheck};
use super::figures::floor;
use super::limit::LimitSide;
use super::prepare::Applied;
use super::rule::Force;
use crate::number::Ratio;

/// Moves within one unit that mend what is over a limit, as far as there is room in rows that have
/// some of those who are moved already.
///
/// Moving is no small thing: care with reorganisations is one of the four factors for stable staff.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnitMoves {
    /// The unit.
    pub unit: String,
    /// The rule's id.
    pub rule: String,
    /// How many are moved of the numerator's column, in whole: heads, cases.
    pub moves: Ratio,
    /// What must still be hired then, in whole steps: by each row for those that it has left, or by
    /// one for all of them, whichever is less. `None` where the rule hires into nothing.
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
    /// How many it may have, exactly.
    capacity: BigRational,
    /// How many more a step of hiring makes room for, exactly; `None` where hiring makes none.
    a_step: Option<BigRational>,
}

impl Load<'_> {
    /// The least steps that make room in this row for so many more than it may have in whole.
    fn steps_for(&self, many: &BigInt) -> Option<BigInt> {
        let lacking = BigRational::from(floor(&self.capacity) + many) - &self.capacity;
        Some((lacking / self.a_step.as_ref()?).ceil().to_integer())
    }
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
    let rule = applied.rule;
    let parameters = &check.options().parameters;
    // What is moved are those of one column: of a sum nobody knows whom.
    let mut columns = rule.numerator().columns();
    let (only, None) = (columns.next()?, columns.next()) else { return None };
    let of_one = rule.numerator().weight_of(only, parameters).filter(|weight| !weight.is_zero())?;
    let hiring = rule.hiring(parameters).filter(|(side, _)| *side == LimitSide::AtMost);
    let a_step = hiring
        .zip(rule.hires_into())
        .map(|((_, weight), (_, step))| weight.big() * step.big() / of_one.big());
    let mut loads = Vec::new();
    for line in lines {
        let (Some(num), Some(den)) = (&line.figures.have_num, &line.figures.have_den) else {
            continue;
        };
        // Rows that no highest ratio is for neither give nor take.
        let Some(limit) = applied.values(line.held).at_most else { continue };
        // Parts of a head or a case cannot be moved.
        let many = num.big() / of_one.big();
        if !many.is_integer() {
            return None;
        }
        // One who has none of them is no team for more: a manager who leads supervisors.
        if many.is_zero() {
            continue;
        }
        let capacity = limit.big() * den.big() / of_one.big();
        loads.push(Load {
            id: check.table().ids().get(line.row),
            over: many.to_integer() - floor(&capacity),
            capacity,
            a_step: a_step.as_ref().map(|step| step * limit.big()).filter(|step| !step.is_zero()),
        });
    }
    if !loads.iter().any(|load| load.over.is_positive()) {
        return None;
    }
    let steps = steps(&mut loads);
    let moves: BigInt = steps.iter().map(|(_, count)| count).sum();
    let step = rule.hires_into().map(|(_, step)| step);
    let hire = hire(&loads).zip(step).map(|(steps, step)| Ratio::from(step.big() * steps));
    let steps = steps.into_iter().map(|((from, to), count)| Move {
        from: loads[from].id.to_owned(),
        to: loads[to].id.to_owned(),
        count: Ratio::from_big(count, 1),
    });
    Some(UnitMoves {
        unit: unit.to_owned(),
        rule: rule.id().to_owned(),
        moves: Ratio::from_big(moves, 1),
        hire_after_moves: hire,
        steps: steps.collect(),
    })
}

/// The steps that make room for those who are left over: where each row hires for its own, or where
/// one row hires for all and they move there, whichever is less.
fn hire(loads: &[Load<'_>]) -> Option<BigInt> {
    let left = loads.iter().filter(|load| load.over.is_positive());
    let of_their_own = left.clone().map(|load| load.steps_for(&load.over)).sum::<Option<BigInt>>();
    let all: BigInt = left.map(|load| &load.over).sum();
    if all.is_zero() {
        return loads.iter().any(|load| load.a_step.is_some()).then(BigInt::zero);
    }
    let together = loads.iter().filter_map(|load| load.steps_for(&all)).min();
    of_their_own.into_iter().chain(together).min()
}

/// The moves one by one, from and to by place: from each row over its capacity to the first rows
/// with room. What is left over stays in the loads.
fn steps(loads: &mut [Load<'_>]) -> Vec<((usize, usize), BigInt)> {
    let places = |of: fn(&BigInt) -> bool| -> Vec<usize> {
        (0..loads.len()).filter(|&place| of(&loads[place].over)).collect()
    };
    let (over, room) = (places(Signed::is_positive), places(Signed::is_negative));
    let mut steps = Vec::new();
    let mut receivers = room.into_iter().peekable();
    for giver in over {
        while loads[giver].over.is_positive()
            && let Some(&receiver) = receivers.peek()
        {
            let count = loads[giver].over.clone().min(-&loads[receiver].over);
            loads[giver].over -= &count;
            loads[receiver].over += &count;
            steps.push(((giver, receiver), count));
            if loads[receiver].over.is_zero() {
                receivers.next();
            }
        }
    }
    steps
}
