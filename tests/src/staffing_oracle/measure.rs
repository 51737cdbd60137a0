//! A measure: a sum of terms, each a weight times one or more columns.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::{One, Zero};

use crate::oracle::rational;

/// One term.
#[derive(Clone, Debug)]
pub(super) struct Term {
    weight: BigRational,
    columns: Vec<String>,
}

/// A measure, with its parameters put in.
#[derive(Clone, Debug)]
pub struct Measure(Vec<Term>);

impl Measure {
    /// Reads `a + 2*b`, `1/17*families`, `$w*cases*index`.
    pub(super) fn read(text: &str, parameters: &BTreeMap<String, BigRational>) -> Measure {
        let term = |text: &str| {
            let mut term = Term { weight: BigRational::one(), columns: Vec::new() };
            for factor in text.split('*').map(str::trim) {
                if let Some(name) = factor.strip_prefix('$') {
                    term.weight *= &parameters[name];
                } else if let Some(number) = rational(factor) {
                    term.weight *= number;
                } else {
                    term.columns.push(factor.to_owned());
                }
            }
            term
        };
        Measure(text.split('+').map(term).collect())
    }

    /// The value, by what `cell` gives for each column; `None` if any cell is empty.
    pub(super) fn value(&self, cell: impl Fn(&str) -> Option<BigRational>) -> Option<BigRational> {
        let mut sum = BigRational::zero();
        for term in &self.0 {
            let mut product = term.weight.clone();
            for column in &term.columns {
                product *= cell(column)?;
            }
            sum += product;
        }
        Some(sum)
    }

    /// Whether a column is part of it.
    pub(super) fn reads(&self, column: &str) -> bool {
        self.0.iter().any(|term| term.columns.iter().any(|name| name == column))
    }

    /// Whether a column is part of it only as a term by itself.
    pub fn is_linear_in(&self, column: &str) -> bool {
        let mut terms = self.0.iter().filter(|term| term.columns.iter().any(|c| c == column));
        terms.all(|term| term.columns.len() == 1)
    }

    /// The column and its weight, where that is all there is.
    pub(super) fn single(&self) -> Option<(&str, &BigRational)> {
        match self.0.as_slice() {
            [Term { weight, columns }] if columns.len() == 1 => Some((&columns[0], weight)),
            _ => None,
        }
    }

    /// What one more in a column adds, where the column is a term by itself.
    pub(super) fn weight_of(&self, column: &str) -> BigRational {
        let terms = self.0.iter().filter(|term| term.columns == [column]);
        terms.map(|term| &term.weight).sum()
    }
}
