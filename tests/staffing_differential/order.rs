//! What a plan hires never depends on the order of the rules; which rule a post is for may, where
//! several demand it.

use std::collections::BTreeMap;

use num_rational::BigRational;
use serde_json::{Value, json};
use statsbidrag_tests::differing::{Differ, answer, differ};
use statsbidrag_tests::staffing_oracle::{Plan, Planned, exact};

use super::compare_plan::{posts, sharing};

/// By row and column: what is hired, and of that for which rule.
type ByRule = BTreeMap<(String, String, String), BigRational>;

/// The rules turned round, and their first one last.
pub(crate) fn same_in_other_orders(
    document: &Value,
    library: &Value,
    oracle: &Plan,
) -> Result<(), Differ> {
    let rules = document["rules"].as_array().cloned().unwrap_or_default();
    let turned: Vec<Value> = rules.iter().rev().cloned().collect();
    let mut rotated = rules.clone();
    rotated.rotate_left(1);
    for order in [turned, rotated] {
        if order == rules {
            continue;
        }
        let mut other = document.clone();
        other["rules"] = json!(order);
        let endless = oracle.rows.iter().any(|row| row.planned == Planned::NotSettled);
        if endless {
            // Thousands of rounds, and more digits in each: one order is enough.
            break;
        }
        let answered = answer(&other);
        let settled = |answer: &Value| answer.get("error").is_none();
        if settled(library) != settled(&answered) {
            return Err(differ("order: settled", library, &answered));
        }
        if !settled(library) {
            continue;
        }
        let (one, two) = (by_rule(document, library), by_rule(&other, &answered));
        if sums(&one) != sums(&two) {
            let shared =
                oracle.rows.iter().filter(|row| matches!(row.planned, Planned::Shared { .. }));
            let kind = shared.map(sharing).min().unwrap_or("steps");
            return Err(differ(format!("order: hires, {kind}"), shown(&one), shown(&two)));
        }
    }
    Ok(())
}

fn by_rule(document: &Value, answered: &Value) -> ByRule {
    let mut all = ByRule::new();
    for post in posts(document, answered) {
        *all.entry((post.row, post.role, post.rule)).or_default() += &post.hire;
    }
    all
}

fn sums(by_rule: &ByRule) -> BTreeMap<(&str, &str), BigRational> {
    let mut sums: BTreeMap<(&str, &str), BigRational> = BTreeMap::new();
    for ((row, role, _), hire) in by_rule {
        *sums.entry((row, role)).or_default() += hire;
    }
    sums
}

fn shown(by_rule: &ByRule) -> String {
    let each = by_rule
        .iter()
        .map(|((row, role, rule), hire)| format!("{row}: {} {role} by {rule}", exact(hire)));
    format!("[{}]", each.collect::<Vec<_>>().join(", "))
}
