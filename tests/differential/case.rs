//! A case: what the library and the oracle are both asked, as plain data, and what they answer.

use std::collections::BTreeSet;
use std::fmt::{self, Display};

use num_bigint::BigInt;
use num_rational::BigRational;
use statsbidrag::{BoundsPolicy, Code, Column, Numbers, Rounding, RoundingScope, TieRule};

/// A table, a key and options, with the exact numbers that they stand for.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// What is hard about it.
    pub(crate) family: &'static str,
    /// In no order.
    pub(crate) ids: Vec<String>,
    /// In öre.
    pub(crate) total: i64,
    pub(crate) unit: Unit,
    pub(crate) parts: Vec<Part>,
    pub(crate) rounding: Rounding,
    pub(crate) scope: RoundingScope,
    pub(crate) ties: Option<TieRule>,
    pub(crate) tie_order: Vec<String>,
    pub(crate) bounds: Option<Bounds>,
    /// Who takes part, where some do not.
    pub(crate) only: Option<Vec<bool>>,
}

/// A unit of rounding: how it is written, and how many öre it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    pub(crate) text: &'static str,
    pub(crate) ore: i64,
}

/// A component of the key.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) share: String,
    /// The measure as the library gets it.
    pub(crate) measure: String,
    pub(crate) columns: Vec<(String, Cells)>,
    pub(crate) parameters: Vec<(String, String)>,
    /// What the measure comes to, up to a constant factor.
    pub(crate) weights: Vec<BigRational>,
}

/// Minimums and maximums.
#[derive(Clone, Debug)]
pub(crate) struct Bounds {
    pub(crate) policy: BoundsPolicy,
    pub(crate) minimum_for_zero: bool,
    pub(crate) reduce_minimums: bool,
    pub(crate) minimum: Option<Limit>,
    pub(crate) maximum: Option<Limit>,
}

/// One of them: how it is given, and what it comes to in kronor.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    pub(crate) given: Given,
    pub(crate) kronor: Vec<BigRational>,
}

#[derive(Clone, Debug)]
pub(crate) enum Given {
    Amount(String),
    Column(String, Cells),
    PerUnit(String, Cells, String),
    ShareOf(String, Cells, String),
}

/// A column of numbers, in one of the forms that the library takes.
#[derive(Clone, Debug)]
pub(crate) enum Cells {
    Naturals(Vec<u64>),
    Integers(Vec<i128>),
    Scaled(Vec<Option<i64>>, u64),
    Texts(Vec<String>),
}

impl Cells {
    pub(crate) fn column(&self) -> Column {
        match self {
            Cells::Naturals(cells) => cells.clone().into(),
            Cells::Integers(cells) => cells.clone().into(),
            Cells::Scaled(cells, denominator) => {
                Numbers::scaled(cells.clone(), *denominator).into()
            }
            Cells::Texts(cells) => Numbers::parse(cells.iter().map(String::as_str)).into(),
        }
    }

    fn text(&self, row: usize) -> String {
        match self {
            Cells::Naturals(cells) => cells[row].to_string(),
            Cells::Integers(cells) => cells[row].to_string(),
            Cells::Scaled(cells, denominator) => {
                format!("{}/{denominator}", cells[row].unwrap_or_default())
            }
            Cells::Texts(cells) => cells[row].clone(),
        }
    }
}

impl Given {
    pub(crate) fn column(&self) -> Option<(&str, &Cells)> {
        match self {
            Given::Amount(_) => None,
            Given::Column(name, cells)
            | Given::PerUnit(name, cells, _)
            | Given::ShareOf(name, cells, _) => Some((name, cells)),
        }
    }
}

impl Case {
    /// Every column of numbers, with its name.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (&str, &Cells)> {
        let of_parts = self.parts.iter().flat_map(|part| &part.columns);
        let limits = self.bounds.iter().flat_map(|b| b.minimum.iter().chain(&b.maximum));
        of_parts
            .map(|(name, cells)| (name.as_str(), cells))
            .chain(limits.filter_map(|limit| limit.given.column()))
    }
}

/// The case as a person would write it down.
impl Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Case { family, total, unit, rounding, scope, ties, .. } = self;
        writeln!(f, "{family}: {total} öre in units of {} ({} öre)", unit.text, unit.ore)?;
        writeln!(f, "  rounding {rounding}, scope {scope}, ties {ties:?} {:?}", self.tie_order)?;
        for Part { name, share, measure, parameters, .. } in &self.parts {
            writeln!(f, "  component {name:?}: {share} by {measure} {parameters:?}")?;
        }
        if let Some(bounds) = &self.bounds {
            let Bounds { policy, minimum_for_zero, reduce_minimums, minimum, maximum } = bounds;
            writeln!(
                f,
                "  {policy}, minimum_for_zero {minimum_for_zero}, reduce_minimums {reduce_minimums}"
            )?;
            for (word, limit) in [("minimum", minimum), ("maximum", maximum)] {
                match limit.as_ref().map(|limit| &limit.given) {
                    None => {}
                    Some(Given::Amount(amount)) => writeln!(f, "  {word}: {amount}")?,
                    Some(Given::Column(name, _)) => writeln!(f, "  {word}: column {name}")?,
                    Some(Given::PerUnit(name, _, factor)) => {
                        writeln!(f, "  {word}: {factor} per unit of {name}")?;
                    }
                    Some(Given::ShareOf(name, _, factor)) => {
                        writeln!(f, "  {word}: {factor} of {name}")?;
                    }
                }
            }
        }
        let names: Vec<_> = self.columns().map(|(name, _)| name).collect();
        writeln!(f, "  id | {}", names.join(" | "))?;
        for (row, id) in self.ids.iter().enumerate() {
            let cells: Vec<_> = self.columns().map(|(_, cells)| cells.text(row)).collect();
            let out =
                if self.only.as_ref().is_some_and(|only| !only[row]) { "  (out)" } else { "" };
            writeln!(f, "  {id} | {}{out}", cells.join(" | "))?;
        }
        Ok(())
    }
}

/// What came of a case.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// In öre.
    pub(crate) amounts: Vec<BigInt>,
    /// In öre.
    pub(crate) unallocated: BigInt,
    pub(crate) tied: Vec<String>,
    pub(crate) units_at_stake: usize,
    /// In kronor.
    pub(crate) entitlements: Vec<BigRational>,
    pub(crate) rounded_up: Vec<bool>,
    pub(crate) minimums_reduced: bool,
    /// By component: its name, its pot and its amounts in öre.
    pub(crate) parts: Vec<(String, BigInt, Vec<BigInt>)>,
}

/// Short enough to compare two by eye.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn list<T: Display>(items: &[T]) -> String {
            items.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
        }
        write!(f, "amounts {} öre, {} unallocated", list(&self.amounts), self.unallocated)?;
        write!(f, "\n  tied {:?} for {}", self.tied, self.units_at_stake)?;
        write!(f, "\n  entitlements {}", list(&self.entitlements))?;
        write!(f, "\n  up {:?}, reduced {}", self.rounded_up, self.minimums_reduced)?;
        for (name, pot, amounts) in &self.parts {
            write!(f, "\n  {name} {pot}: {}", list(amounts))?;
        }
        Ok(())
    }
}

/// Why nothing did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Found before anything is computed, all at once.
    Wrong(BTreeSet<Code>),
    /// The sums of the bounds in kronor, exactly; no maximum where some recipient has none.
    Infeasible {
        least: String,
        most: Option<String>,
    },
    Tie {
        tied: Vec<String>,
        units_at_stake: usize,
    },
}

pub(crate) type Verdict = Result<Answer, Refused>;
