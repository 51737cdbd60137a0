//! Minimums and maximums.

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use serde_json::{Value, json};

use super::Unit;

use crate::document::{Cursor, Node, serde_as_document};
use crate::measure::check_cells;
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problems};
use crate::table::{Table, Values};

/// A minimum or maximum, in kronor (or persons, with [`Unit::COUNT`]).
///
/// One that is no whole number of units is rounded up as a minimum and down as a maximum, before
/// anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bound {
    /// The same for every recipient.
    Amount(Money),
    /// Its own for each: a column of kronor.
    Column(String),
    /// Kronor for each unit of a column: 50 kr an inhabitant.
    PerUnit(String, Ratio),
    /// A share of a column of kronor: 0.95 of last year's amount (hold-harmless).
    ShareOf(String, Ratio),
}

impl Bound {
    /// The column that it reads.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        match self {
            Bound::Amount(_) => None,
            Bound::Column(column) | Bound::PerUnit(column, _) | Bound::ShareOf(column, _) => {
                Some(column)
            }
        }
    }

    /// What a unit of the column is multiplied by.
    fn factor(&self) -> Ratio {
        match self {
            Bound::Amount(_) | Bound::Column(_) => Ratio::one(),
            Bound::PerUnit(_, factor) | Bound::ShareOf(_, factor) => factor.clone(),
        }
    }
}

/// As a document: kronor (`"30000"`), a column's name, `{"per_unit": ["population", "50"]}` or
/// `{"share_of": ["previous", "0.95"]}`.
impl Bound {
    pub(crate) fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        match cursor.node() {
            Node::Integer(_) => cursor.parse("kronor", problems).map(Bound::Amount),
            Node::Text(text) => match text.parse::<Money>() {
                Ok(amount) => Some(Bound::Amount(amount)),
                Err(error) if error.is_too_large() => problems.keep(cursor.path(), Err(error)),
                Err(_) => Some(Bound::Column(text.clone())),
            },
            Node::Object(_) => {
                let mut fields = cursor.object(problems)?;
                let per_unit = fields.optional("per_unit");
                let share_of = fields.optional("share_of");
                fields.finish(problems);
                match (per_unit, share_of) {
                    (Some(pair), None) => read_pair(&pair, problems)
                        .map(|(column, kronor)| Bound::PerUnit(column, kronor)),
                    (None, Some(pair)) => read_pair(&pair, problems)
                        .map(|(column, share)| Bound::ShareOf(column, share)),
                    _ => {
                        problems.add(
                            cursor.path(),
                            Code::Malformed,
                            "an object",
                            "one of per_unit and share_of",
                        );
                        None
                    }
                }
            }
            _ => cursor.wanted("kronor, a column, per_unit or share_of", problems),
        }
    }

    pub(crate) fn write(&self) -> Value {
        match self {
            Bound::Amount(amount) => json!(amount.to_string()),
            Bound::Column(column) => json!(column),
            Bound::PerUnit(column, kronor) => json!({"per_unit": [column, kronor]}),
            Bound::ShareOf(column, share) => json!({"share_of": [column, share]}),
        }
    }
}

serde_as_document!(Bound);

/// A column and a factor.
fn read_pair(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<(String, Ratio)> {
    match &cursor.list(problems)?[..] {
        [column, factor] => {
            let column = column.text(problems);
            let factor = factor.parse("a number", problems);
            Some((column?.to_owned(), factor?))
        }
        other => {
            let got = format!("{} items", other.len());
            problems.add(cursor.path(), Code::Malformed, got, "a column and a number");
            None
        }
    }
}

impl Bound {
    /// The bound in units for every row, rounded up or down to whole ones.
    pub(super) fn in_units(
        &self,
        table: &Table,
        unit: Unit,
        path: &str,
        up: bool,
        seen: &mut BTreeSet<String>,
        problems: &mut Problems,
    ) -> Option<Vec<u64>> {
        let factor = self.factor();
        if factor.is_negative() {
            problems.add(
                format_args!("{path}/{}/1", self.word()),
                Code::Negative,
                &factor,
                "0 or more",
            );
        }
        // Units for each whole number of the column: factor · 100 öre / unit.
        let per = |denominator: u64| {
            factor.big()
                * BigRational::new(
                    100.into(),
                    (u128::from(unit.ore()) * u128::from(denominator)).into(),
                )
        };
        match self {
            Bound::Amount(amount) if amount.ore() < 0 => {
                problems.add(path, Code::Negative, amount, "0 or more");
                None
            }
            Bound::Amount(amount) => {
                let exact = BigRational::new(amount.ore().into(), unit.ore().into());
                Some(vec![whole(&exact, up); table.len()])
            }
            Bound::Column(column) | Bound::PerUnit(column, _) | Bound::ShareOf(column, _) => {
                let at = match self {
                    Bound::Column(_) => path.to_owned(),
                    _ => format!("{path}/{}/0", self.word()),
                };
                let numbers = table.numbers(column, &at, problems)?;
                if seen.insert(column.clone()) {
                    check_cells(column, numbers, problems);
                }
                if factor.is_negative() {
                    return None;
                }
                Some(scaled(numbers.values(), &per(numbers.denominator()), up))
            }
        }
    }

    /// The bound's word in a document.
    fn word(&self) -> &'static str {
        match self {
            Bound::PerUnit(..) => "per_unit",
            _ => "share_of",
        }
    }
}

/// Every value times a factor, in whole units; a bound over 64 bits is as good as the largest.
fn scaled(values: &Values, factor: &BigRational, up: bool) -> Vec<u64> {
    let (numerator, denominator) = (factor.numer().to_u64(), factor.denom().to_u64());
    match (values, numerator, denominator) {
        (Values::Natural(values), Some(numerator), Some(denominator)) => values
            .iter()
            .map(|&value| {
                let product = u128::from(value) * u128::from(numerator);
                let extra = if up { u128::from(denominator) - 1 } else { 0 };
                // Under 2⁶⁴ · 2⁶⁴, and the addition stays within 128 bits.
                let units = (product + extra) / u128::from(denominator);
                u64::try_from(units).unwrap_or(u64::MAX).min(u64::MAX - 1)
            })
            .collect(),
        _ => (0..values.len())
            .map(|row| whole(&(factor * num_bigint::BigInt::from(values.get(row).max(0))), up))
            .collect(),
    }
}

/// In whole units; `u64::MAX` itself stands for no maximum.
fn whole(exact: &BigRational, up: bool) -> u64 {
    let rounded = if up { exact.ceil() } else { exact.floor() };
    if rounded.is_zero() {
        return 0;
    }
    rounded.numer().to_u64().unwrap_or(u64::MAX).min(u64::MAX - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_reads_back() {
        for text in [
            r#""30000""#,
            r#""previous""#,
            r#"{"per_unit":["population","50"]}"#,
            r#"{"share_of":["a b","0.95"]}"#,
        ] {
            let bound: Bound = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&bound).unwrap(), text);
        }
        for text in [
            "true",
            "{}",
            r#"{"per_unit":["a"]}"#,
            r#"{"per_unit":["a","1"],"share_of":["a","1"]}"#,
            "1.5",
            r#"{"x":1}"#,
        ] {
            let node = Node::parse(text).unwrap();
            let mut problems = Problems::new();
            let _ = Bound::read(&Cursor::root(&node), &mut problems);
            assert!(!problems.is_empty(), "{text}");
        }
    }
}
