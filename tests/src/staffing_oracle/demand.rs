//! What the rules of one row demand of each other.
//!
//! A hire of h in `<role>_fte` adds ⌈h⌉ to `<role>_heads`, where there is such a column: whole posts,
//! and one person for the rest. A hire in `<role>_heads` adds as many whole posts to `<role>_fte`.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::facts::Facts;
use super::rule::{Bounds, Reading, Rule};

/// How much is hired into each column; what is not there is zero.
pub type Hires = BTreeMap<String, BigRational>;

/// A rule that takes part in a row, with the limit that its hire answers to.
#[derive(Clone, Debug)]
struct Part {
    position: usize,
    rule: Rule,
    column: String,
    limit: BigRational,
}

/// The rules that take part in a row.
#[derive(Clone, Debug)]
pub struct Demands {
    facts: Facts,
    row: usize,
    parts: Vec<Part>,
}

impl Demands {
    /// `None` where a cell that a hiring rule needs is empty: the row is not planned.
    ///
    /// A statistic and a rule without a hire column demand nothing, so their cells are not needed.
    pub(super) fn of(facts: &Facts, rules: &[Rule], row: usize) -> Option<Demands> {
        let mut parts = Vec::new();
        for (position, rule) in rules.iter().enumerate() {
            let Some(column) = rule.hire.clone().filter(|_| !rule.statistic) else { continue };
            match rule.read(facts, row, |name| facts.cell(name, row).number()) {
                Reading::NoLine => {}
                Reading::Missing => return None,
                Reading::Known(known) => {
                    let Some(limit) = own_limit(rule, known.2) else { continue };
                    if !mending(rule).weight_of(&column).is_zero() {
                        parts.push(Part { position, rule: rule.clone(), column, limit });
                    }
                }
            }
        }
        Some(Demands { facts: facts.clone(), row, parts })
    }

    /// The columns that one hires into.
    pub fn columns(&self) -> BTreeSet<&str> {
        self.parts.iter().map(|part| part.column.as_str()).collect()
    }

    /// What each rule demands in its own column, by the rule's position: the least multiple of its
    /// step, counted from the staff there are, that meets it beside what is hired in other columns.
    pub fn by_rule(&self, hires: &Hires) -> Vec<(usize, &str, BigRational)> {
        self.parts
            .iter()
            .map(|part| (part.position, part.column.as_str(), self.demand(part, hires)))
            .collect()
    }

    fn demand(&self, part: &Part, hires: &Hires) -> BigRational {
        let cell = |name: &str| {
            let directly = if name == part.column { None } else { hires.get(name) };
            let present = self.facts.cell(name, self.row).number()?;
            Some(present + directly.cloned().unwrap_or_default() + self.brought(name, hires))
        };
        let (num, den) = (part.rule.numerator.value(cell), part.rule.denominator.value(cell));
        let (num, den) = (num.expect("known"), den.expect("known"));
        let below = part.rule.hires_below();
        let gap = if below { num / &part.limit - den } else { &part.limit * den - num };
        let gap = if gap.is_negative() { BigRational::zero() } else { gap };
        part.rule.hire_for(&gap, below).expect("a hire")
    }

    /// What all rules together demand: in each column the largest demand of any of its rules.
    pub fn by_column(&self, hires: &Hires) -> Hires {
        let mut demanded = Hires::new();
        for (_, column, hire) in self.by_rule(hires) {
            let most = demanded.entry(column.to_owned()).or_default();
            if *most < hire {
                *most = hire;
            }
        }
        demanded.retain(|_, hire| !hire.is_zero());
        demanded
    }

    /// Whether every rule is met.
    pub fn are_met(&self, hires: &Hires) -> bool {
        self.by_column(hires)
            .iter()
            .all(|(column, demand)| hires.get(column).is_some_and(|hire| demand <= hire))
    }

    /// Whether a hire in one column can lower what a rule demands in another.
    ///
    /// Otherwise more hired anywhere never means less demanded anywhere, and there is one least
    /// plan, which every way to it finds.
    pub fn share(&self) -> bool {
        if self.hire_posts_and_heads() {
            return true;
        }
        let hired = self.columns();
        let brought = hired.iter().filter_map(|column| self.partner(column));
        let touched: BTreeSet<String> =
            hired.iter().map(|column| (*column).to_owned()).chain(brought).collect();
        self.parts.iter().any(|part| {
            let side = mending(&part.rule);
            touched.iter().any(|column| *column != part.column && side.reads(column))
        })
    }

    /// Whether posts and heads of the same role are both hired.
    pub fn hire_posts_and_heads(&self) -> bool {
        let hired = self.columns();
        let partners = hired.iter().filter_map(|column| self.partner(column));
        partners.into_iter().any(|partner| hired.contains(partner.as_str()))
    }

    /// A column that alone can be hired less into, with every rule still met.
    pub fn not_least(&self, hires: &Hires) -> Option<(String, BigRational)> {
        for (column, hire) in hires {
            for part in self.parts.iter().filter(|part| part.column == *column) {
                // The next lower multiple is enough: if a still lower one would do, so would it.
                let step = &part.rule.step;
                let lower = ((hire / step).ceil() - BigRational::from_integer(1.into())) * step;
                let mut fewer = hires.clone();
                fewer.insert(column.clone(), lower.clone());
                if self.are_met(&fewer) {
                    return Some((column.clone(), lower));
                }
            }
        }
        None
    }

    /// What hires in the other column of the same role bring into this one.
    fn brought(&self, column: &str, hires: &Hires) -> BigRational {
        let partner = self.partner(column);
        let hired = partner.and_then(|partner| hires.get(&partner).cloned()).unwrap_or_default();
        if column.ends_with("_heads") { hired.ceil() } else { hired }
    }

    /// The other of `<role>_fte` and `<role>_heads`, where there is one.
    fn partner(&self, column: &str) -> Option<String> {
        let other = match (column.strip_suffix("_fte"), column.strip_suffix("_heads")) {
            (Some(role), _) => format!("{role}_heads"),
            (_, Some(role)) => format!("{role}_fte"),
            _ => return None,
        };
        self.facts.has(&other).then_some(other)
    }
}

/// The side that hiring mends.
fn mending(rule: &Rule) -> &super::measure::Measure {
    if rule.hires_below() { &rule.denominator } else { &rule.numerator }
}

fn own_limit(rule: &Rule, (least, most): Bounds) -> Option<BigRational> {
    if rule.hires_below() { most } else { least }
}
