//! Where the last units went: the remainder or the claim of a recipient beside the weakest that got
//! one, and ties.

use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::allocation::Allocation;
use crate::apportion::{BoundsPolicy, Rounding, claim};
use crate::finding::{Finding, Reason, Value};
use crate::number::Ratio;
use crate::text::Wording;

/// How many of those who are equal are named.
const NAMED: usize = 10;

impl Allocation {
    /// Why this one was rounded up or down: nothing is said of one that did not need to be.
    pub(super) fn explain_cut(&self, row: usize, exact: bool, findings: &mut Vec<Finding>) {
        let rounding = self.options().rounding;
        if rounding.is_divisor() {
            self.explain_claim(row, findings);
        } else if rounding == Rounding::LargestRemainder && !exact && self.bound(row).is_empty() {
            self.explain_remainder(row, findings);
        }
    }

    fn explain_remainder(&self, row: usize, findings: &mut Vec<Finding>) {
        let smallest = self.weakest.get_or_init(|| {
            (0..self.amounts().len())
                .filter(|&other| self.row(other).rounded_up && self.bound(other).is_empty())
                .map(|other| self.remainder(other))
                .min()
        });
        let id = self.ids().get(row);
        if let Some(smallest) = smallest {
            let remainder =
                Finding::new(Reason::Remainder, id).have(Ratio::from(self.remainder(row)));
            findings.push(remainder.need(Ratio::from(smallest.clone())));
        } else if self.held().is_some_and(|h| h.limits.policy == BoundsPolicy::TopUpOriginalQuota) {
            findings.push(Finding::new(Reason::MinimumsTookUnits, id));
        }
    }

    /// What a row's entitlement has over whole units, in size.
    fn remainder(&self, row: usize) -> BigRational {
        let unit = BigRational::new(self.options().unit.ore().into(), 100.into());
        (self.entitlement(row).big() / unit).abs().fract()
    }

    /// A divisor method's reason: the claim of the last unit, and what one more would have had.
    fn explain_claim(&self, row: usize, findings: &mut Vec<Finding>) {
        let weakest = self.weakest.get_or_init(|| {
            let rows = 0..self.amounts().len();
            rows.filter_map(|other| self.claim_to(other, self.own_units(other)?.checked_sub(1)?))
                .min()
        });
        let (Some(units), Some(weakest)) = (self.own_units(row), weakest) else { return };
        let name = match self.options().rounding {
            Rounding::HuntingtonHill => {
                Wording::new("Jämförelsetalets kvadrat", "The square of the claim")
            }
            _ => Wording::new("Jämförelsetalet", "The claim"),
        };
        if let Some(before) = units.checked_sub(1) {
            findings.push(match self.claim_to(row, before) {
                Some(last) => {
                    let last = Finding::new(Reason::LastUnit, name.clone()).have(Ratio::from(last));
                    last.need(Ratio::from(weakest.clone()))
                }
                None => Finding::new(Reason::FirstUnit, self.ids().get(row)),
            });
        }
        if let Some(next) = self.claim_to(row, units).filter(|next| next <= weakest) {
            findings.push(Finding::new(Reason::NextUnit, name).have(Ratio::from(next)));
        }
    }

    /// The units that a row has by its claims: those over its base amount.
    fn own_units(&self, row: usize) -> Option<u64> {
        let units = self.amounts()[row].ore().unsigned_abs() / self.options().unit.ore();
        match self.held() {
            Some(held) if held.limits.policy == BoundsPolicy::BaseThenShare => {
                units.checked_sub(held.limits.lower[row])
            }
            // One at its minimum did not get it by a claim.
            Some(held) if units <= held.limits.lower[row] => None,
            _ => Some(units),
        }
    }

    /// The claim of a row that has `units` to the next: its weight over the signpost, squared where
    /// signposts are roots; `None` where the method gives it without a claim.
    fn claim_to(&self, row: usize, units: u64) -> Option<BigRational> {
        let method = self.options().rounding;
        let weight = match self.key().components() {
            [only] => self.measured(only, row).big().clone(),
            _ => self.share(row),
        };
        if weight.is_zero() {
            return None;
        }
        let of_one = claim(method, &BigUint::from(1u8), units);
        if of_one.denominator.is_zero() {
            return None;
        }
        let of_one = BigRational::new(of_one.numerator.into(), of_one.denominator.into());
        let weight = if method == Rounding::HuntingtonHill { &weight * &weight } else { weight };
        Some(weight * of_one)
    }

    /// The ties that a row had a part in, and those between components.
    pub(super) fn explain_ties(&self, row: usize, findings: &mut Vec<Finding>) {
        let rule = Value::Word(self.options().tie_rule().word());
        let between = |names: Vec<&str>, units: usize| {
            let units = Ratio::from(i64::try_from(units).unwrap_or(i64::MAX));
            Finding::new(Reason::Tie, listed(&names)).have(units).need(rule.clone())
        };
        if !self.tied_components().is_empty() {
            findings.push(between(self.tied_components(), self.component_units_at_stake()));
        }
        if self.cut().tied.contains(&(row as u32)) {
            findings.push(between(self.tied(), self.units_at_stake()));
        }
    }
}

/// The first of many names, and how many more there are.
fn listed(names: &[&str]) -> Value {
    let first = names[..names.len().min(NAMED)].join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => first.into(),
        more => {
            Wording::new(format!("{first} och {more} till"), format!("{first} and {more} more"))
                .into()
        }
    }
}
