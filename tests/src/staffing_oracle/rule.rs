//! A rule about a ratio, read for one day.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::One;
use serde_json::Value;

use super::facts::Facts;
use super::limits::{Found, Limits, number};
use super::measure::Measure;

/// A rule, with the limits of the day.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// What is divided.
    pub numerator: Measure,
    /// By what.
    pub denominator: Measure,
    pub(super) at_most: Limits,
    pub(super) at_least: Limits,
    /// Only to compare with.
    pub statistic: bool,
    /// The column that one hires into.
    pub hire: Option<String>,
    /// The least that can be hired.
    pub step: BigRational,
}

/// The limits of a row: the lowest and the highest value, one of them at least.
pub(super) type Bounds = (Option<BigRational>, Option<BigRational>);

/// How a row stands to a rule before anything is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// No limit is for the row.
    NoLine,
    /// A cell that is needed is empty.
    Missing,
    /// Numerator, denominator and limits.
    Known(Box<(BigRational, BigRational, Bounds)>),
}

/// The rules of a document.
///
/// # Panics
/// If they cannot be read.
pub fn rules(document: &Value) -> Vec<Rule> {
    let parameters: BTreeMap<String, BigRational> = document
        .get("parameters")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.clone(), number(value)))
        .collect();
    let day = document.get("at").and_then(Value::as_str);
    let rule = |rule: &Value| {
        let measure = |name| Measure::read(rule[name].as_str().expect("a measure"), &parameters);
        Rule {
            id: rule["id"].as_str().expect("an id").to_owned(),
            numerator: measure("numerator"),
            denominator: measure("denominator"),
            at_most: Limits::read(rule.get("at_most"), day),
            at_least: Limits::read(rule.get("at_least"), day),
            statistic: rule.get("force").and_then(Value::as_str) == Some("statistic"),
            hire: rule.get("hire").and_then(Value::as_str).map(str::to_owned),
            step: rule.get("step").map_or_else(BigRational::one, number),
        }
    };
    document["rules"].as_array().expect("rules").iter().map(rule).collect()
}

impl Rule {
    /// Whether one hires into the denominator, as a highest value wants.
    pub(super) fn hires_below(&self) -> bool {
        self.hire.as_ref().is_some_and(|column| self.denominator.reads(column))
    }

    /// The limits of a row first: a row that none is for has no line, even with empty cells.
    pub(super) fn read(
        &self,
        facts: &Facts,
        row: usize,
        cell: impl Fn(&str) -> Option<BigRational>,
    ) -> Reading {
        let bounds = match (self.at_least.of(facts, row), self.at_most.of(facts, row)) {
            (Found::Open, _) | (_, Found::Open) => return Reading::Missing,
            (Found::Nothing, Found::Nothing) => return Reading::NoLine,
            (least, most) => (value(least), value(most)),
        };
        match (self.numerator.value(&cell), self.denominator.value(&cell)) {
            (Some(num), Some(den)) => Reading::Known(Box::new((num, den, bounds))),
            _ => Reading::Missing,
        }
    }
}

fn value(found: Found) -> Option<BigRational> {
    match found {
        Found::Value(value) => Some(value),
        Found::Nothing | Found::Open => None,
    }
}
