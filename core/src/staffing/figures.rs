//! One ratio against its limits: status, and what would mend it.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use super::limit::LimitSide;
use super::rule::{Force, RatioRule};
use super::verdict::status;
use crate::measure::Parameters;
use crate::number::Ratio;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// How a ratio stands to its rule.
    #[non_exhaustive]
    pub enum RatioStatus {
        /// It is within its limits; the limit itself is allowed.
        Met = "met",
        /// It is outside a limit.
        Breach = "breach",
        /// Nothing to divide and nothing to divide it by: 0/0, which breaks no rule.
        Vacuous = "vacuous",
        /// Something to divide and nothing to divide it by: the demand is told, never an infinity.
        NoDenominator = "no_denominator",
        /// The rule is a statistic, to compare with.
        Reference = "reference",
        /// A cell that the rule needs is empty.
        NotEvaluated = "not_evaluated",
    }
}

/// The numbers of one ratio: exact, in the units of its measures, and never under zero.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RatioFigures {
    /// How it stands.
    pub status: RatioStatus,
    /// The numerator; `None` where it could not be evaluated.
    pub have_num: Option<Ratio>,
    /// The denominator.
    pub have_den: Option<Ratio>,
    /// The side that is told of: the one that is breached, or else `at_most` if there is one.
    pub side: Option<LimitSide>,
    /// The limit on that side.
    pub limit: Option<Ratio>,
    /// The least that must be added: to the denominator under `at_most` (num/L − den; `None` where
    /// L is zero and something is counted), to the numerator under `at_least` (L·den − num).
    pub gap: Option<Ratio>,
    /// The gap in the hire column, rounded up to whole steps; `None` without one.
    pub hire: Option<Ratio>,
    /// How much there is room for: under `at_most` L·den − num more in the numerator, under
    /// `at_least` num − L·den less.
    pub headroom: Option<Ratio>,
    /// How much the numerator is over the limit, num − L·den; 0 under `at_least`.
    pub excess: Option<Ratio>,
}

/// The limits that one row is held to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Held<L> {
    pub(super) at_most: Option<L>,
    pub(super) at_least: Option<L>,
}

impl RatioFigures {
    pub(super) fn not_evaluated() -> Self {
        Self {
            status: RatioStatus::NotEvaluated,
            have_num: None,
            have_den: None,
            side: None,
            limit: None,
            gap: None,
            hire: None,
            headroom: None,
            excess: None,
        }
    }

    /// Compared by cross multiplication: no quotient is computed before it is.
    pub(super) fn of(
        rule: &RatioRule,
        parameters: &Parameters,
        (num, den): (Ratio, Ratio),
        held: Held<&Ratio>,
    ) -> Self {
        let over = |limit: &&Ratio| num.big() > &(limit.big() * den.big());
        let under = |limit: &&Ratio| num.big() < &(limit.big() * den.big());
        let breached = match held {
            Held { at_most: Some(limit), .. } if over(&limit) => Some((LimitSide::AtMost, limit)),
            Held { at_least: Some(limit), .. } if under(&limit) => {
                Some((LimitSide::AtLeast, limit))
            }
            _ => None,
        };
        let told = breached.or(held.at_most.map(|limit| (LimitSide::AtMost, limit)));
        let told = told.or(held.at_least.map(|limit| (LimitSide::AtLeast, limit)));
        let statistic = rule.force() == Force::Statistic;
        let status = status(num.is_zero(), den.is_zero(), breached.is_some(), statistic);
        let mut figures = Self {
            status,
            side: told.map(|(side, _)| side),
            limit: told.map(|(_, limit)| limit.clone()),
            ..Self::not_evaluated()
        };
        if let Some((side, limit)) = told.filter(|_| status != RatioStatus::Reference) {
            figures.weigh(&num, &den, side, limit);
            figures.hire = figures.gap.as_ref().and_then(|gap| hire(rule, parameters, side, gap));
        }
        (figures.have_num, figures.have_den) = (Some(num), Some(den));
        figures
    }

    fn weigh(&mut self, num: &Ratio, den: &Ratio, side: LimitSide, limit: &Ratio) {
        let allowed = limit.big() * den.big();
        let over = positive(num.big() - &allowed);
        let under = positive(allowed - num.big());
        match side {
            LimitSide::AtMost => {
                self.gap = match num.checked_div(limit) {
                    Some(needed) => Some(positive(needed.big() - den.big())),
                    None if num.is_zero() => Some(Ratio::zero()),
                    None => None,
                };
                (self.headroom, self.excess) = (Some(under), Some(over));
            }
            LimitSide::AtLeast => {
                self.gap = Some(under);
                (self.headroom, self.excess) = (Some(over), Some(Ratio::zero()));
            }
        }
    }

    /// Whether the limit is broken: also with nothing to divide by, where there is a demand.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        let some = |number: &Option<Ratio>| number.as_ref().is_some_and(|number| !number.is_zero());
        match self.status {
            RatioStatus::Breach => true,
            RatioStatus::NoDenominator => some(&self.gap) || some(&self.excess),
            _ => false,
        }
    }
}

fn positive(number: BigRational) -> Ratio {
    number.max(BigRational::zero()).into()
}

/// The gap in the hire column, in whole steps.
fn hire(rule: &RatioRule, parameters: &Parameters, side: LimitSide, gap: &Ratio) -> Option<Ratio> {
    let (mends, weight) = rule.hiring(parameters)?;
    let (_, step) = rule.hires_into()?;
    (mends == side).then(|| gap.checked_div(&weight).map(|gap| up_to_step(&gap, step)))?
}

/// The least multiple of `step`, which is over zero, that is not under `number`.
pub(super) fn up_to_step(number: &Ratio, step: &Ratio) -> Ratio {
    match number.checked_div(step) {
        Some(steps) => (steps.big().ceil() * step.big()).into(),
        None => number.clone(),
    }
}

/// ⌊number⌋.
pub(super) fn floor(number: &BigRational) -> BigInt {
    number.floor().to_integer()
}
