//! Divisor methods, for persons and seats.
//!
//! Every method has a signpost between k and k + 1 units, and hands out the
//! units in the order of signpost / weight. The quotient is called the level
//! here: a recipient earns a unit once the level has risen to it. With bounds,
//! everyone starts at its minimum and stops at its maximum.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::bounds::{refuse_crossed, refuse_infeasible};
use super::exact::{Refusal, whole};
use super::rounding::{Outcome, TieOrder};

/// A divisor method, by the signpost between k and k + 1 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Divisor {
    /// Odd numbers, Sainte-Laguë (uddatalsmetoden): k + 1/2.
    Webster,
    /// Highest averages, Jefferson: k + 1.
    Dhondt,
    /// Smallest divisors: k.
    Adams,
    /// Harmonic mean of k and k + 1: 2k(k + 1) / (2k + 1).
    Dean,
    /// Equal proportions: the geometric mean √(k(k + 1)).
    HuntingtonHill,
}

impl Divisor {
    /// Every method.
    pub const ALL: [Self; 5] =
        [Self::Webster, Self::Dhondt, Self::Adams, Self::Dean, Self::HuntingtonHill];

    /// The power in which levels are compared: squares spare the irrational root.
    fn power(self) -> u32 {
        match self {
            Self::HuntingtonHill => 2,
            _ => 1,
        }
    }

    /// The signpost between `k` and `k + 1` units, to the [power](Self::power).
    fn signpost(self, k: &BigInt) -> BigRational {
        let (two, next): (BigInt, BigInt) = (2.into(), k + 1);
        match self {
            Self::Webster => BigRational::new(&two * k + 1, two),
            Self::Dhondt => whole(next),
            Self::Adams => whole(k.clone()),
            Self::Dean => BigRational::new(&two * k * &next, k + &next),
            Self::HuntingtonHill => whole(k * next),
        }
    }

    /// The level that earns unit `k + 1`, to the [power](Self::power).
    fn level_of_next(self, k: &BigInt, weight: &BigInt) -> BigRational {
        self.signpost(k) / whole(weight.pow(self.power()))
    }

    /// How many units a weight has earned at a level: the number of signposts
    /// up to level · weight. The signpost after k lies from k to k + 1, so all
    /// those before the floor are passed and only the one at it is in doubt.
    fn earned(self, level: &BigRational, weight: &BigInt) -> BigInt {
        let raised = level.numer() * weight;
        let floor = raised.div_floor(level.denom());
        let signpost = self.signpost(&floor);
        let passed = signpost.numer() * level.denom().pow(self.power())
            <= raised.pow(self.power()) * signpost.denom();
        if passed { floor + 1 } else { floor }
    }
}

/// Apportions by a divisor method. A recipient without weight gets nothing,
/// whatever its minimum; no maximum is `None`.
///
/// # Errors
/// In this order: `MinimumOverMaximum`, whatever the weight; `NoWeight` for a
/// total other than zero; `Infeasible` with the sums that the total was held
/// against, of which the lower counts the first unit that some methods owe to
/// everyone with a weight and a maximum of one or more.
pub fn divisor(
    method: Divisor,
    total: u64,
    weights: &[BigRational],
    min: &[u64],
    max: &[Option<u64>],
    tie: TieOrder,
) -> Result<Outcome, Refusal> {
    assert!(weights.len() == min.len() && weights.len() == max.len());
    let race = Race::new(method, weights, min, max)?;
    if total > 0 && weights.iter().all(Zero::is_zero) {
        return Err(Refusal::NoWeight);
    }
    let total = BigInt::from(total);
    let first = race.at_level(&BigRational::zero());
    refuse_infeasible(&total, &first, &race.high)?;
    let start = race.shortly_before(&total);
    Ok(race.unit_by_unit(&total, start, tie))
}

/// Recipients on their way to the total.
struct Race {
    method: Divisor,
    /// Scaled to integers, which changes no order.
    weights: Vec<BigInt>,
    low: Vec<BigInt>,
    high: Vec<Option<BigInt>>,
}

impl Race {
    fn new(
        method: Divisor,
        weights: &[BigRational],
        min: &[u64],
        max: &[Option<u64>],
    ) -> Result<Self, Refusal> {
        let mut low: Vec<BigInt> = min.iter().copied().map(BigInt::from).collect();
        let mut high: Vec<Option<BigInt>> = max.iter().map(|u| u.map(BigInt::from)).collect();
        refuse_crossed(&low, &high)?;
        for i in (0..weights.len()).filter(|&i| weights[i].is_zero()) {
            low[i] = BigInt::zero();
            high[i] = Some(BigInt::zero());
        }
        let scale = weights.iter().fold(BigInt::from(1), |scale, w| scale.lcm(w.denom()));
        let weights = weights.iter().map(|w| w.numer() * (&scale / w.denom())).collect();
        Ok(Self { method, weights, low, high })
    }

    /// What everyone has when the level has risen this far.
    fn at_level(&self, level: &BigRational) -> Vec<BigInt> {
        (0..self.weights.len())
            .map(|i| {
                let earned = self.method.earned(level, &self.weights[i]);
                let earned = earned.max(self.low[i].clone());
                match &self.high[i] {
                    Some(most) => earned.min(most.clone()),
                    None => earned,
                }
            })
            .collect()
    }

    /// A stage of the race with at most one unit a recipient left to hand out,
    /// so that a total of any size is finished unit by unit.
    ///
    /// The level is bisected. The sum at the lower end never exceeds the total,
    /// and as no level earns a recipient two units, the sum just under the
    /// decisive level is close enough to stop.
    fn shortly_before(&self, total: &BigInt) -> Vec<BigInt> {
        let near = BigInt::from(self.weights.len());
        let sum = |level: &BigRational| self.at_level(level).iter().sum::<BigInt>();
        let mut lower = BigRational::zero();
        if total - sum(&lower) <= near {
            return self.at_level(&lower);
        }
        let mut upper = BigRational::new(total.clone(), self.weights.iter().sum());
        while sum(&upper) < *total {
            upper *= whole(2);
        }
        loop {
            let middle = (&lower + &upper) / whole(2);
            let handed_out = sum(&middle);
            if handed_out > *total {
                upper = middle;
            } else if total - handed_out <= near {
                return self.at_level(&middle);
            } else {
                lower = middle;
            }
        }
    }

    /// Hands out what is left, the lowest level first. Units at an equal level
    /// that are more than what is left are the tie.
    fn unit_by_unit(&self, total: &BigInt, start: Vec<BigInt>, tie: TieOrder) -> Outcome {
        let mut units = start;
        let mut next: Vec<Option<BigRational>> =
            (0..units.len()).map(|i| self.next(i, &units[i])).collect();
        loop {
            let left = total - units.iter().sum::<BigInt>();
            assert!(!left.is_negative(), "the start is within the total");
            let lowest = next.iter().flatten().min().cloned();
            let mut level: Vec<usize> = (0..units.len()).filter(|&i| next[i] == lowest).collect();
            let settled = left.is_zero() || lowest.is_none();
            if settled {
                assert!(left.is_zero(), "a feasible total is reached");
                return Outcome { units, tied: Vec::new(), stake: 0 };
            }
            let stake = usize::try_from(&left).unwrap_or(usize::MAX);
            let cut = stake < level.len();
            if cut {
                level.sort_by(|&a, &b| tie(a, b));
            }
            for &i in level.iter().take(stake) {
                units[i] += 1;
                next[i] = self.next(i, &units[i]);
            }
            if cut {
                level.sort_unstable();
                return Outcome { units, tied: level, stake };
            }
        }
    }

    /// The level of a recipient's next unit; none at its maximum.
    fn next(&self, i: usize, units: &BigInt) -> Option<BigRational> {
        let full = self.high[i].as_ref().is_some_and(|most| units >= most);
        (!full).then(|| self.method.level_of_next(units, &self.weights[i]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bisection must land on the path that units one at a time follow.
    #[test]
    fn bisection_agrees_with_the_whole_race() {
        let weights: Vec<BigRational> = [1, 2, 3, 7, 100, 1001].map(|w: u64| whole(w)).to_vec();
        let (min, max) = ([0, 9, 0, 0, 0, 0], [None, None, Some(2), None, None, Some(300)]);
        for method in Divisor::ALL {
            for total in (14..900).step_by(7) {
                let race = Race::new(method, &weights, &min, &max).unwrap();
                let total = BigInt::from(total);
                let tie = |a: usize, b: usize| b.cmp(&a);
                let slow = race.unit_by_unit(&total, race.at_level(&BigRational::zero()), &tie);
                let quick = race.unit_by_unit(&total, race.shortly_before(&total), &tie);
                assert_eq!(slow, quick, "{method:?} {total}");
            }
        }
    }
}
