//! Verdicts: how every row stands to a rule, a byte each, without its numbers.
//!
//! Numbers are found again from facts and rules when somebody looks at them.

use num_bigint::BigUint;
use num_traits::{ToPrimitive, Zero};

use super::figures::{Held, RatioStatus};
use super::prepare::{Applied, Place, empty_rows};
use super::rule::Force;
use crate::measure::{Parameters, Weights};
use crate::number::Ratio;
use crate::number::naturals::Naturals;
use crate::problem::Problems;
use crate::table::Table;

/// One rule's verdicts, by row; `None` where the rule is not about the row.
#[derive(Clone, Debug)]
pub(super) struct Verdicts {
    pub(super) statuses: Vec<Option<RatioStatus>>,
    held: HeldBy,
}

/// Which limits rows are held to.
#[derive(Clone, Debug)]
enum HeldBy {
    All(Held<Place>),
    Row(Vec<Held<Place>>),
}

impl Verdicts {
    pub(super) fn held(&self, row: usize) -> Held<Place> {
        match &self.held {
            HeldBy::All(held) => *held,
            HeldBy::Row(held) => held[row],
        }
    }

    /// Judges every row. Two conditional limits for one row are a problem.
    pub(super) fn of(
        applied: &Applied<'_>,
        table: &Table,
        parameters: &Parameters,
        path: &str,
        problems: &mut Problems,
    ) -> Self {
        let rule = applied.rule;
        let num = rule.numerator().weigh(table, parameters);
        let den = rule.denominator().weigh(table, parameters);
        let mut undecided = Vec::new();
        let held = match applied.held_by_all() {
            Some(held) => HeldBy::All(held),
            None => HeldBy::Row(
                (0..table.len())
                    .map(|row| match applied.held(table, row, path, problems) {
                        Some(held) => held,
                        None => {
                            undecided.push(row);
                            Held::default()
                        }
                    })
                    .collect(),
            ),
        };
        let statistic = rule.force() == Force::Statistic;
        let mut statuses = match &held {
            HeldBy::All(held) => {
                let scaled = Scaled::of(applied.values(*held), &num, &den);
                scaled.narrow(&num, &den, statistic).unwrap_or_else(|| {
                    (0..table.len()).map(|row| scaled.wide(&num, &den, row, statistic)).collect()
                })
            }
            HeldBy::Row(held) => {
                let rows = held.iter().enumerate().map(|(row, held)| {
                    let scaled = Scaled::of(applied.values(*held), &num, &den);
                    scaled.wide(&num, &den, row, statistic)
                });
                rows.collect()
            }
        };
        // Where no limit is for a row, an empty cell in it is nobody's concern.
        let empty = empty_rows(rule, table).into_iter().filter(|&row| statuses[row].is_some());
        let empty: Vec<_> = empty.chain(undecided).collect();
        for row in empty {
            statuses[row] = Some(RatioStatus::NotEvaluated);
        }
        Self { statuses, held }
    }
}

/// Limits as pairs of factors: n/a over d/b is at most p/q where n·(b·q) ≤ d·(p·a).
struct Scaled(Held<[BigUint; 2]>);

impl Scaled {
    fn of(limits: Held<&Ratio>, num: &Weights<'_>, den: &Weights<'_>) -> Self {
        let factors = |limit: &Ratio| {
            let (p, q) = (limit.big().numer().magnitude(), limit.big().denom().magnitude());
            [&den.denominator * q, &num.denominator * p]
        };
        Self(Held { at_most: limits.at_most.map(factors), at_least: limits.at_least.map(factors) })
    }

    fn wide(
        &self,
        num: &Weights<'_>,
        den: &Weights<'_>,
        row: usize,
        statistic: bool,
    ) -> Option<RatioStatus> {
        let Held { at_most, at_least } = &self.0;
        if at_most.is_none() && at_least.is_none() {
            return None;
        }
        let (num, den) = (num.values.get(row), den.values.get(row));
        let over = |[a, b]: &[BigUint; 2]| &num * a > &den * b;
        let under = |[a, b]: &[BigUint; 2]| &num * a < &den * b;
        let broken = at_most.as_ref().is_some_and(over) || at_least.as_ref().is_some_and(under);
        Some(status(num.is_zero(), den.is_zero(), broken, statistic))
    }

    /// In 64 bits with products of 128; `None` where something does not fit.
    fn narrow(
        &self,
        num: &Weights<'_>,
        den: &Weights<'_>,
        statistic: bool,
    ) -> Option<Vec<Option<RatioStatus>>> {
        let (Naturals::U64(num), Naturals::U64(den)) = (&num.values, &den.values) else {
            return None;
        };
        let small = |factors: &[BigUint; 2]| Some([factors[0].to_u64()?, factors[1].to_u64()?]);
        let rows = || num.iter().copied().zip(den.iter().copied());
        let product = |number: u64, factor: u64| u128::from(number) * u128::from(factor);
        let judge = |broken: &dyn Fn(u64, u64) -> bool| -> Vec<_> {
            rows().map(|(n, d)| Some(status(n == 0, d == 0, broken(n, d), statistic))).collect()
        };
        Some(match (&self.0.at_most, &self.0.at_least) {
            (None, None) => vec![None; num.len()],
            (Some(most), None) => {
                let [a, b] = small(most)?;
                // The one that there are millions of rows of: no call for each.
                rows()
                    .map(|(n, d)| {
                        let broken = product(n, a) > product(d, b);
                        Some(status(n == 0, d == 0, broken, statistic))
                    })
                    .collect()
            }
            (None, Some(least)) => {
                let [a, b] = small(least)?;
                judge(&|n, d| product(n, a) < product(d, b))
            }
            (Some(most), Some(least)) => {
                let ([a, b], [c, e]) = (small(most)?, small(least)?);
                judge(&|n, d| product(n, a) > product(d, b) || product(n, c) < product(d, e))
            }
        })
    }
}

/// The status of a ratio that could be evaluated.
#[inline]
pub(super) fn status(nothing: bool, nobody: bool, broken: bool, statistic: bool) -> RatioStatus {
    if statistic {
        return RatioStatus::Reference;
    }
    match (nobody, nothing, broken) {
        (true, true, _) => RatioStatus::Vacuous,
        (true, false, _) => RatioStatus::NoDenominator,
        (false, _, true) => RatioStatus::Breach,
        (false, _, false) => RatioStatus::Met,
    }
}
