//! Moves within a unit that do without hiring, where they can be checked by hand.
//!
//! What is moved is whole and counted one by one: of a numerator that is one column, with a weight
//! or without, and no part of the denominator, with whole numbers in every row of the unit. A row
//! over its highest value gives away as many as it has too many, rounded up, for fewer would leave
//! it over; a row that has some takes as many as it has headroom for, rounded down. Each counts with
//! its weight.
//!
//! What is left is mended by hiring, never by more than the rows would hire by themselves.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};
use serde_json::Value;

use super::check::check;
use super::facts::{Cell, Facts};
use super::rule::{Rule, rules};

/// How many moves a unit can make for a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moves {
    /// The rule's position.
    pub rule: usize,
    /// The unit.
    pub unit: String,
    /// How many are over, in all rows.
    pub over: BigInt,
    /// How many there is room for, in all rows.
    pub room: BigInt,
    /// What the rows that are over would hire, each by itself, where one can hire for this.
    pub hires: Option<BigRational>,
    /// Whether each counts for more or less than one.
    pub weighted: bool,
}

/// The units with a row over a highest value, by rule, where they are as simple as this page says.
///
/// # Panics
/// If the document is not in order.
pub fn moves(document: &Value) -> Vec<Moves> {
    let facts = Facts::of(document);
    let Some(unit) = document.get("unit").and_then(Value::as_str) else { return Vec::new() };
    let rules = rules(document);
    let lines = check(document).lines;
    let mut found: Vec<(Moves, bool)> = Vec::new();
    for (at, row, line) in &lines {
        let (Cell::Text(unit), Some(line)) = (facts.cell(unit, *row), line) else { continue };
        let Some(weight) = weight(&rules[*at]) else { continue };
        let known = found.iter().position(|(m, _)| m.rule == *at && m.unit == *unit);
        let known = known.unwrap_or_else(|| {
            found.push((Moves::none(*at, unit, !weight.is_one()), true));
            found.len() - 1
        });
        let (entry, simple) = &mut found[known];
        *simple &= (&line.num / weight).is_integer();
        let number = |number: &Option<BigRational>| number.clone().unwrap_or_default() / weight;
        if line.at_most {
            let over = number(&line.excess).ceil().to_integer();
            if let Some(hire) = line.hire.as_ref().filter(|_| !over.is_zero()) {
                *entry.hires.get_or_insert_with(BigRational::zero) += hire;
            }
            entry.over += over;
            // Who has none of those who are moved takes none.
            if !line.num.is_zero() {
                entry.room += number(&line.headroom).floor().to_integer();
            }
        } else {
            // Below a lowest value with room up to a highest one: how much is not on the line.
            *simple &= document["rules"][at].get("at_most").is_none();
        }
    }
    let plain = found.into_iter().filter(|(moves, simple)| *simple && !moves.over.is_zero());
    plain.map(|(moves, _)| moves).collect()
}

impl Moves {
    fn none(rule: usize, unit: &str, weighted: bool) -> Moves {
        let (over, room) = (BigInt::zero(), BigInt::zero());
        Moves { rule, unit: unit.to_owned(), over, room, hires: None, weighted }
    }
}

/// What each of those moved counts for.
fn weight(rule: &Rule) -> Option<&BigRational> {
    let (column, weight) = rule.numerator.single()?;
    (!weight.is_zero() && !rule.denominator.reads(column)).then_some(weight)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Teams of 9 and 3 with at most six each: 3 over, room for 3. By itself the first hires 1.
    #[test]
    fn teams_of_9_and_3() {
        let document = json!({"id": "team", "unit": "unit",
            "frame": {"team": ["a", "b"], "unit": ["N", "N"], "n": [9, 3], "s": [1, 1]},
            "rules": [{"id": "r", "numerator": "n", "denominator": "s", "at_most": 6, "hire": "s"}]});
        let Moves { over, room, hires, .. } = moves(&document).remove(0);
        assert_eq!((over, room, hires), (3.into(), 3.into(), Some(BigRational::one())));
        let totals = check(&document).totals;
        assert_eq!(totals.len(), 2);
        for total in totals {
            assert_eq!(total.line.status.to_string(), "met");
            assert_eq!(total.line.num, BigRational::from_integer(12.into()));
        }
    }
}
