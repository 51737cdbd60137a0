//! One line of a check: a ratio against its limits.

use std::fmt;

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::rule::{Bounds, Rule};

/// How a ratio stands to its limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Within them, the limit itself included.
    Met,
    /// Outside.
    Breach,
    /// 0/0.
    Vacuous,
    /// n/0.
    NoDenominator,
    /// A statistic.
    Reference,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Status::Met => "met",
            Status::Breach => "breach",
            Status::Vacuous => "vacuous",
            Status::NoDenominator => "no_denominator",
            Status::Reference => "reference",
        })
    }
}

/// Every number of a line; what there is none of is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How the ratio stands.
    pub status: Status,
    /// The numerator.
    pub num: BigRational,
    /// The denominator.
    pub den: BigRational,
    /// The limit that decides.
    pub limit: BigRational,
    /// Whether that limit is a highest value.
    pub at_most: bool,
    /// What is lacking, exactly; nothing can be, under a highest value of zero.
    pub gap: Option<BigRational>,
    /// What is hired for it.
    pub hire: Option<BigRational>,
    /// How much more would be allowed.
    pub headroom: Option<BigRational>,
    /// How much is too much.
    pub excess: Option<BigRational>,
}

impl Line {
    /// Compares by multiplying across, so that nothing is divided by zero.
    pub(super) fn of(rule: &Rule, num: BigRational, den: BigRational, bounds: &Bounds) -> Line {
        let over = |most: &BigRational| num > most * &den;
        let under = |least: &BigRational| num < least * &den;
        let (limit, at_most, broken) = match bounds {
            (_, Some(most)) if over(most) => (most, true, true),
            (Some(least), _) if under(least) => (least, false, true),
            (_, Some(most)) => (most, true, false),
            (Some(least), None) => (least, false, false),
            (None, None) => unreachable!("a line has a limit"),
        };
        let limit = limit.clone();
        let status = if rule.statistic {
            Status::Reference
        } else if den.is_zero() {
            if num.is_zero() { Status::Vacuous } else { Status::NoDenominator }
        } else if broken {
            Status::Breach
        } else {
            Status::Met
        };
        let (mut gap, mut hire, mut headroom, mut excess) = (None, None, None, None);
        if !rule.statistic {
            let allowed = &limit * &den;
            let (above, below) = (positive(&num - &allowed), positive(&allowed - &num));
            if at_most {
                gap = if above.is_zero() {
                    Some(BigRational::zero())
                } else if limit.is_zero() {
                    None
                } else {
                    Some(&above / &limit)
                };
                headroom = Some(below);
                excess = Some(above);
            } else {
                gap = Some(below);
                headroom = Some(above);
                excess = Some(BigRational::zero());
            }
            hire = gap.as_ref().and_then(|gap| rule.hire_for(gap, at_most));
        }
        Line { status, num, den, limit, at_most, gap, hire, headroom, excess }
    }
}

impl Rule {
    /// What is hired for a gap on one side: the gap by the weight of the column, in whole steps.
    pub(super) fn hire_for(&self, gap: &BigRational, at_most: bool) -> Option<BigRational> {
        let column = self.hire.as_ref()?;
        if self.hires_below() != at_most {
            return None;
        }
        let side = if at_most { &self.denominator } else { &self.numerator };
        let weight = side.weight_of(column);
        if weight.is_zero() {
            return None;
        }
        Some((gap / weight / &self.step).ceil() * &self.step)
    }
}

fn positive(number: BigRational) -> BigRational {
    if number.is_negative() { BigRational::zero() } else { number }
}
