//! The least joint hire over rules that bear on each other.
//!
//! # Which plan is meant
//! Hires are counted from the staff there are. A rule demands, in the column that it hires into, the
//! least multiple of *its own* step that meets it beside what is hired in the other columns. So a
//! column is raised by the largest demand of any of its rules: also of one that the present staff
//! meet only because another rule hired. That makes the plan a property of the set of rules, never
//! of their order: with the staff wanted 0.8 by one rule in steps of 1 and 0.7 by another in steps
//! of 0.75 it is 1 post in either order, though 0.75 by itself would meet both.
//!
//! All rules are applied at once, from nothing, until nothing changes. Where no hire lowers another
//! demand this rises to the least plan, and every other way does too.
//!
//! Where a hire can lower another demand (two rules whose denominators share columns that are hired
//! into; posts and heads of one role) there may be several plans that cannot be lessened, and the
//! description of the method does not choose. [`Planned::Shared`] then leaves the plan open. What
//! must hold of it: every rule is met, no column can be hired less into by itself, and another order
//! of the rules gives the same.

use num_bigint::BigInt;
use num_rational::BigRational;
use serde_json::Value;

use super::demand::{Demands, Hires};
use super::facts::Facts;
use super::rule::rules;

/// After so many rounds nothing settles: it takes the drawn rules fewer than twenty.
const ROUNDS: usize = 3_000;

/// Nor where more than this is wanted: the numbers of a case are below a thousand.
const FAR: i64 = 1_000_000_000_000;

/// A plan.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The rows that are planned.
    pub rows: Vec<RowPlan>,
    /// The rows with an empty cell where a number is needed.
    pub not_evaluated: Vec<usize>,
}

/// The plan of a row.
#[derive(Clone, Debug)]
pub struct RowPlan {
    /// Its position.
    pub row: usize,
    /// What its rules demand.
    pub demands: Demands,
    /// What comes of it.
    pub planned: Planned,
}

/// What comes of a row's rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Planned {
    /// The one least hire.
    Least(Hires),
    /// Several may be least.
    Shared {
        /// Whether raising what is hired, never lowering it, comes to an end: then there is a plan.
        settles: bool,
    },
    /// The rules demand more of each other without end.
    NotSettled,
}

impl Planned {
    /// Whether what is demanded rises without end.
    pub fn is_endless(&self) -> bool {
        matches!(self, Planned::NotSettled | Planned::Shared { settles: false })
    }
}

/// Plans a document.
///
/// # Panics
/// If the document is not in order.
pub fn plan(document: &Value) -> Plan {
    let facts = Facts::of(document);
    let rules = rules(document);
    let mut plan = Plan { rows: Vec::new(), not_evaluated: Vec::new() };
    for row in 0..facts.ids().len() {
        match Demands::of(&facts, &rules, row) {
            Some(demands) => {
                let planned = planned(&demands);
                plan.rows.push(RowPlan { row, demands, planned });
            }
            None => plan.not_evaluated.push(row),
        }
    }
    plan
}

fn planned(demands: &Demands) -> Planned {
    match (demands.share(), raised(demands)) {
        (true, raised) => Planned::Shared { settles: raised.is_some() },
        (false, Some(hires)) => Planned::Least(hires),
        (false, None) => Planned::NotSettled,
    }
}

/// All rules at once, again and again, with nothing that is hired given up.
fn raised(demands: &Demands) -> Option<Hires> {
    let far = BigRational::from_integer(BigInt::from(FAR));
    let mut hires = Hires::new();
    for _ in 0..ROUNDS {
        let mut next = hires.clone();
        for (column, demand) in demands.by_column(&hires) {
            let hire = next.entry(column).or_default();
            if *hire < demand {
                *hire = demand;
            }
        }
        if next == hires {
            return Some(hires);
        }
        if next.values().any(|hire| *hire > far) {
            return None;
        }
        hires = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::oracle::rational;

    fn hires(each: &[(&str, &str)]) -> Planned {
        let number = |text: &str| rational(text).expect("a number");
        Planned::Least(each.iter().map(|(column, n)| ((*column).to_owned(), number(n))).collect())
    }

    fn planned(frame: &Value, rules: &[Value]) -> Vec<Planned> {
        let orders = [rules.to_vec(), rules.iter().rev().cloned().collect()];
        let document = |rules: Vec<Value>| json!({"frame": frame, "id": "unit", "rules": rules});
        orders.map(|rules| plan(&document(rules)).rows.remove(0).planned).to_vec()
    }

    fn rule(id: &str, above: &str, below: &str, most: &str, step: &str) -> Value {
        json!({"id": id, "numerator": above, "denominator": below, "at_most": most,
            "hire": below, "step": step})
    }

    /// 240/15 = 16 FTE are 4.5 more; 16/6 = 2 2/3 are 3 supervisors, 2 more.
    #[test]
    fn hires_for_hires() {
        let frame = json!({"unit": ["N"], "cases": [240], "w_fte": ["11.5"], "s": [1]});
        let rules =
            [rule("cases", "cases", "w_fte", "15", "0.5"), rule("span", "w_fte", "s", "6", "1")];
        let expected = hires(&[("s", "2"), ("w_fte", "4.5")]);
        assert_eq!(planned(&frame, &rules), vec![expected; 2]);
    }

    /// 8/10 of a post in steps of 1 is 1; 7/10 in steps of 0.75 is 0.75, which would meet both.
    #[test]
    fn the_largest_demand_in_steps_of_its_own() {
        let frame = json!({"unit": ["N"], "n": [8], "m": [7], "k": [0]});
        let rules = [rule("one", "n", "k", "10", "1"), rule("two", "m", "k", "10", "0.75")];
        assert_eq!(planned(&frame, &rules), vec![hires(&[("k", "1")]); 2]);
    }

    /// 4.5 posts are five persons: 17/6 = 2 5/6, 3 supervisors.
    #[test]
    fn posts_bring_heads() {
        let frame =
            json!({"unit": ["N"], "cases": [240], "w_fte": ["11.5"], "w_heads": [12], "s": [1]});
        let rules =
            [rule("cases", "cases", "w_fte", "15", "0.5"), rule("span", "w_heads", "s", "6", "1")];
        let expected = hires(&[("s", "2"), ("w_fte", "4.5")]);
        assert_eq!(planned(&frame, &rules), vec![expected; 2]);
    }

    /// Half of a b for each a, and as many a as b: each hire doubles the other.
    #[test]
    fn without_end() {
        let frame = json!({"unit": ["N"], "a": [1], "b": [1]});
        let rules = [rule("one", "a", "b", "0.5", "1"), rule("two", "b", "a", "1", "1")];
        assert_eq!(planned(&frame, &rules), vec![Planned::NotSettled; 2]);
    }

    /// 30/10 = 3 in a and b together, 2 of them in b: 1 in a is enough, 3 are not least.
    #[test]
    fn sides_that_are_shared() {
        let document = json!({"frame": {"unit": ["N"], "n": [30], "m": [2], "a": [0], "b": [0]},
            "id": "unit", "rules": [
                {"id": "one", "numerator": "n", "denominator": "a + b", "at_most": 10, "hire": "a"},
                {"id": "two", "numerator": "m", "denominator": "b", "at_most": 1, "hire": "b"}]});
        let RowPlan { demands, planned, .. } = plan(&document).rows.remove(0);
        assert_eq!(planned, Planned::Shared { settles: true });
        let of = |a: i64, b: i64| {
            let whole = |n: i64| BigRational::from_integer(n.into());
            Hires::from([("a".to_owned(), whole(a)), ("b".to_owned(), whole(b))])
        };
        assert!(demands.are_met(&of(1, 2)) && demands.not_least(&of(1, 2)).is_none());
        assert!(demands.are_met(&of(3, 2)) && demands.not_least(&of(3, 2)).is_some());
        assert!(!demands.are_met(&of(3, 1)));
    }
}
