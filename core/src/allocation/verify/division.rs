//! One division held against its exact entitlements, by each rule of rounding.

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint};
use num_traits::Zero;

use super::fault;
use crate::apportion::Rounding;
use crate::number::Ratio;
use crate::problem::Problems;

/// What was given, and what should have been: `exact` over `below`, in units.
pub(super) struct Division<'d> {
    pub(super) units: &'d [u64],
    pub(super) exact: &'d [BigUint],
    pub(super) below: &'d BigUint,
    /// What a unit is in messages.
    pub(super) scale: Ratio,
    pub(super) who: &'d dyn Fn(usize) -> &'d str,
    pub(super) at: &'d dyn Fn(usize) -> String,
    /// Who goes first among equals, and the name of that rule.
    pub(super) first: &'d dyn Fn(usize, usize) -> Ordering,
    pub(super) by: &'d str,
}

/// Rows with equal claims of which only some got a unit, ascending.
#[derive(Default)]
pub(super) struct Tie {
    pub(super) rows: Vec<usize>,
    pub(super) at_stake: usize,
}

/// Where a row may stand by a divisor method: `base`, and from `least` to `most` units on top.
pub(super) struct Seats {
    pub(super) base: u64,
    pub(super) least: u64,
    pub(super) most: Option<u64>,
}

impl Division<'_> {
    /// Every entitlement is rounded down or up, and nobody rounded down has a larger remainder than
    /// somebody rounded up. Only for units whose sum is known to be right.
    pub(super) fn by_largest_remainder(&self, problems: &mut Problems) -> Tie {
        let before = problems.count();
        let (mut raised, mut lowered) = (Vec::new(), Vec::new());
        for (row, (&units, exact)) in self.units.iter().zip(self.exact).enumerate() {
            let given = self.below * units;
            if given > *exact {
                let over = given - exact;
                if over < *self.below {
                    raised.push((row, self.below - over));
                    continue;
                }
            } else {
                let rest = exact - given;
                if rest < *self.below {
                    lowered.push((row, rest));
                    continue;
                }
            }
            self.misses(row, "down or up to a whole unit", problems);
        }
        let least = raised.iter().min_by(|a, b| a.1.cmp(&b.1));
        let greatest = lowered.iter().max_by(|a, b| a.1.cmp(&b.1));
        let (Some((last, least)), Some((next, greatest))) = (least, greatest) else {
            return Tie::default();
        };
        if problems.count() > before || least > greatest {
            return Tie::default();
        }
        if least == greatest {
            let equal = |rows: &[(usize, BigUint)]| {
                let equal = rows.iter().filter(|(_, rest)| rest == least);
                equal.map(|(row, _)| *row).collect::<Vec<_>>()
            };
            return self.settle(&equal(&raised), &equal(&lowered), problems);
        }
        let remainder = |rest: &BigUint| Ratio::from_big(rest.clone(), self.below.clone());
        let got =
            format!("{}, rounded up with a remainder of {}", self.given(*last), remainder(least));
        let want = format!(
            "{} first, rounded down with a remainder of {}",
            (self.who)(*next),
            remainder(greatest)
        );
        fault(problems, (self.at)(*last), got, want);
        Tie::default()
    }

    /// Every entitlement is rounded as the statute says, by itself.
    pub(super) fn each_by_itself(&self, rounding: Rounding, problems: &mut Problems) {
        for (row, (&units, exact)) in self.units.iter().zip(self.exact).enumerate() {
            let given = self.below * units;
            let over = given > *exact;
            let off = if over { given - exact } else { exact - given };
            let right = match (rounding, (&off * 2u8).cmp(self.below)) {
                _ if off.is_zero() => true,
                (Rounding::Up, _) => over && off < *self.below,
                (Rounding::Down, _) => !over && off < *self.below,
                (_, Ordering::Less) => true,
                (Rounding::HalfUp, Ordering::Equal) => over,
                (Rounding::HalfDown, Ordering::Equal) => !over,
                (Rounding::HalfEven, Ordering::Equal) => units % 2 == 0,
                _ => false,
            };
            if !right {
                self.misses(row, rounding.word(), problems);
            }
        }
    }

    /// No last unit of anyone has a weaker claim than the next unit of someone else, within bounds.
    /// Only for units whose sum is known to be right.
    pub(super) fn by_signposts(
        &self,
        method: Rounding,
        weights: &[BigUint],
        seats: &[Seats],
        problems: &mut Problems,
    ) -> Tie {
        let before = problems.count();
        let (mut last, mut next) = (Vec::new(), Vec::new());
        for (row, (&units, seats)) in self.units.iter().zip(seats).enumerate() {
            let on_top = units.checked_sub(seats.base).filter(|&on_top| {
                on_top >= seats.least && seats.most.is_none_or(|most| on_top <= most)
            });
            let Some(on_top) = on_top else {
                let bound = |on_top: u64| self.text(seats.base.saturating_add(on_top));
                let want = match seats.most {
                    None => format!("at least {}", bound(seats.least)),
                    Some(most) => format!("{} to {}", bound(seats.least), bound(most)),
                };
                fault(problems, (self.at)(row), self.given(row), want);
                continue;
            };
            if on_top > seats.least {
                last.push((row, Claim::to(method, &weights[row], on_top - 1)));
            }
            if seats.most.is_none_or(|most| on_top < most) {
                next.push((row, Claim::to(method, &weights[row], on_top)));
            }
        }
        let weakest = last.iter().min_by(|a, b| a.1.compare(&b.1));
        let strongest = next.iter().max_by(|a, b| a.1.compare(&b.1));
        let (Some((holder, weakest)), Some((other, strongest))) = (weakest, strongest) else {
            return Tie::default();
        };
        if problems.count() > before {
            return Tie::default();
        }
        match weakest.compare(strongest) {
            Ordering::Greater => Tie::default(),
            Ordering::Equal => {
                let equal = |rows: &[(usize, Claim)]| {
                    let equal = rows.iter().filter(|(_, claim)| claim.compare(weakest).is_eq());
                    equal.map(|(row, _)| *row).collect::<Vec<_>>()
                };
                self.settle(&equal(&last), &equal(&next), problems)
            }
            Ordering::Less => {
                let got = format!("{}, whose last unit has a weaker claim", self.given(*holder));
                let want = format!("the next unit of {} first", (self.who)(*other));
                fault(problems, (self.at)(*holder), got, want);
                Tie::default()
            }
        }
    }

    /// Equals at the cut: everyone with a unit comes before everyone without in the tie order.
    fn settle(&self, holders: &[usize], others: &[usize], problems: &mut Problems) -> Tie {
        let last = holders.iter().max_by(|a, b| (self.first)(**a, **b));
        let next = others.iter().min_by(|a, b| (self.first)(**a, **b));
        if let (Some(&last), Some(&next)) = (last, next)
            && (self.first)(next, last).is_lt()
        {
            let got = format!("{}, with a unit in a tie", self.given(last));
            let want = format!("{} first, {}", (self.who)(next), self.by);
            fault(problems, (self.at)(last), got, want);
        }
        let mut rows = [holders, others].concat();
        rows.sort_unstable();
        Tie { rows, at_stake: holders.len() }
    }

    fn misses(&self, row: usize, how: &str, problems: &mut Problems) {
        let exact = Ratio::from_big(self.exact[row].clone(), self.below.clone());
        let entitlement = Ratio::from(exact.big() * self.scale.big());
        let want = format!("the entitlement {entitlement} rounded {how}");
        fault(problems, (self.at)(row), self.given(row), want);
    }

    fn given(&self, row: usize) -> String {
        format!("{} for {}", self.text(self.units[row]), (self.who)(row))
    }

    fn text(&self, units: u64) -> Ratio {
        Ratio::from(self.scale.big() * BigInt::from(units))
    }
}

/// The claim to a unit: the weight over the signpost, squared where signposts are roots.
struct Claim {
    weight: BigUint,
    signpost: BigUint,
}

impl Claim {
    /// The claim to one more than `units`.
    fn to(method: Rounding, weight: &BigUint, units: u64) -> Self {
        let (k, after) = (BigUint::from(units), BigUint::from(units) + 1u8);
        let (weight, signpost) = match method {
            // Arithmetic means of neighbours: k + 1/2.
            Rounding::Webster => (weight * 2u8, k + after),
            Rounding::Dhondt => (weight.clone(), after),
            Rounding::Adams => (weight.clone(), k),
            // Harmonic means: 2·k·(k + 1) / (2·k + 1).
            Rounding::Dean => (weight * (&k + &after), k * after * 2u8),
            // Geometric means: the root of k·(k + 1).
            _ => (weight * weight, k * after),
        };
        Self { weight, signpost }
    }

    fn compare(&self, other: &Self) -> Ordering {
        (&self.weight * &other.signpost).cmp(&(&other.weight * &self.signpost))
    }
}
