//! The money of a line: what is certain, what is possible, rounded once.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

use super::lines::Days;
use super::rulebook::LineRounding;
use super::words::Verdict;
use crate::apportion::is_up;
use crate::number::Ratio;

/// What is approved of a line and what is undetermined, in öre; the rest is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) verdict: Verdict,
    pub(crate) approved: i64,
    pub(crate) undetermined: i64,
}

/// What the caps let through of a line, at least and at most; none for the whole.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Through<'f> {
    pub(crate) certain: Option<&'f Ratio>,
    pub(crate) possible: Option<&'f Ratio>,
}

impl Parts {
    /// The parts of an amount of which some days can be paid for, without caps.
    #[inline]
    pub(crate) fn by_days(amount: i64, days: Days, rounding: LineRounding) -> Self {
        if days.certain == days.all {
            return Self { verdict: Verdict::Approved, approved: amount, undetermined: 0 };
        }
        if days.possible == 0 {
            return Self { verdict: Verdict::Refused, approved: 0, undetermined: 0 };
        }
        if days.certain == 0 && days.possible == days.all {
            return Self { verdict: Verdict::Undetermined, approved: 0, undetermined: amount };
        }
        let part = |part: i32| rounded(amount, part.into(), days.all.into(), rounding);
        let (approved, most) = (part(days.certain), part(days.possible));
        let verdict =
            if days.certain == days.possible { Verdict::Part } else { Verdict::Undetermined };
        Self { verdict, approved, undetermined: most - approved }
    }

    /// The same under caps.
    #[inline]
    pub(crate) fn capped(
        amount: i64,
        days: Days,
        through: Through<'_>,
        rounding: LineRounding,
    ) -> Self {
        if through.certain.is_none() && through.possible.is_none() {
            return Self::by_days(amount, days, rounding);
        }
        let small = |part: i32, cap| Small::new(part, days.all, cap);
        let sides = (small(days.certain, through.certain), small(days.possible, through.possible));
        if let (Some(certain), Some(possible)) = sides {
            return Self::of_small(amount, certain, possible, rounding);
        }
        let part = |part: i32, cap: Option<&Ratio>| {
            let days = BigRational::new(part.into(), days.all.into());
            cap.map_or(days.clone(), |cap| days * cap.big())
        };
        let certain = part(days.certain, through.certain);
        let possible = part(days.possible, through.possible);
        let verdict = verdict(certain == possible, possible.is_zero(), certain.is_one());
        let of_amount = |part: &BigRational| rounded_big(amount, part, rounding);
        let (approved, most) = (of_amount(&certain), of_amount(&possible));
        Self { verdict, approved, undetermined: most - approved }
    }
}

/// A part as a fraction that leaves room for an amount, as nearly every part does: both numbers are
/// under 2⁶³, so that no product with an amount, a unit or each other is over 128 bits.
#[derive(Clone, Copy, Debug)]
struct Small {
    part: i128,
    whole: i128,
}

impl Small {
    fn new(days: i32, all: i32, cap: Option<&Ratio>) -> Option<Self> {
        let (numerator, denominator) = match cap {
            None => (1, 1),
            Some(cap) => (cap.big().numer().to_u32()?, cap.big().denom().to_u32()?),
        };
        Some(Self {
            part: i128::from(days) * i128::from(numerator),
            whole: i128::from(all) * i128::from(denominator),
        })
    }
}

impl Parts {
    /// The parts of an amount where both are small fractions.
    fn of_small(amount: i64, certain: Small, possible: Small, rounding: LineRounding) -> Self {
        let is_equal = certain.part * possible.whole == possible.part * certain.whole;
        let is_whole = certain.part == certain.whole;
        let of_amount = |part: Small| rounded(amount, part.part, part.whole, rounding);
        let (approved, most) = (of_amount(certain), of_amount(possible));
        let verdict = verdict(is_equal, possible.part == 0, is_whole);
        Self { verdict, approved, undetermined: most - approved }
    }
}

/// The verdict by the exact parts: whether what is certain is all that is possible, and whether that
/// is nothing or the whole.
fn verdict(is_settled: bool, is_nothing: bool, is_whole: bool) -> Verdict {
    match (is_settled, is_nothing, is_whole) {
        (false, ..) => Verdict::Undetermined,
        (_, true, _) => Verdict::Refused,
        (_, _, true) => Verdict::Approved,
        _ => Verdict::Part,
    }
}

/// A part of an amount, rounded; never more than the amount, which a coarse unit could make of it.
#[inline]
fn rounded(amount: i64, part: i128, whole: i128, rounding: LineRounding) -> i64 {
    let unit = i128::from(rounding.unit.ore());
    let (product, per_unit) = (i128::from(amount) * part, whole * unit);
    let (whole_units, rest) = (product / per_unit, product % per_unit);
    let half = (rest * 2).cmp(&per_unit);
    let up = is_up(rounding.rounding, rest == 0, half, whole_units % 2 != 0);
    // A part is at most 1, so that the result is no more than the amount and a unit.
    let ore = (whole_units + i128::from(up)).saturating_mul(unit);
    ore.min(amount.into()) as i64
}

fn rounded_big(amount: i64, part: &BigRational, rounding: LineRounding) -> i64 {
    let units = part * BigInt::from(amount) / BigInt::from(rounding.unit.ore());
    let (whole, rest) = units.numer().div_rem(units.denom());
    let half = (&rest * 2u8).cmp(units.denom());
    let up = is_up(rounding.rounding, rest.is_zero(), half, whole.is_odd());
    let ore = (whole + i32::from(up)) * rounding.unit.ore();
    ore.to_i64().unwrap_or(amount).min(amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apportion::Rounding;
    use crate::number::Money;

    fn part(amount: i64, part: i128, whole: i128, unit: i64, rounding: Rounding) -> i64 {
        let rounding = LineRounding { unit: Money::from_ore(unit).unwrap(), rounding };
        let small = rounded(amount, part, whole, rounding);
        let exact = BigRational::new(part.into(), whole.into());
        assert_eq!(small, rounded_big(amount, &exact, rounding));
        small
    }

    #[test]
    fn parts_are_rounded_once_and_as_asked() {
        // 300,000 kr · 60/91 = 197,802.197… kr.
        assert_eq!(part(30_000_000, 60, 91, 1, Rounding::HalfUp), 19_780_220);
        // 2.5 öre, 3.5 öre, 0.75 öre.
        let of = |amount, whole, rounding| part(amount, 1, whole, 1, rounding);
        assert_eq!(of(5, 2, Rounding::HalfUp), 3);
        assert_eq!(of(5, 2, Rounding::HalfDown), 2);
        assert_eq!(of(5, 2, Rounding::HalfEven), 2);
        assert_eq!(of(7, 2, Rounding::HalfEven), 4);
        assert_eq!(of(3, 4, Rounding::Down), 0);
        assert_eq!(of(1, 4, Rounding::Up), 1);
        // Whole kronor: 10.60 kr is 11 kr, and no more than the amount is paid.
        assert_eq!(part(2120, 1, 2, 100, Rounding::HalfUp), 1100);
        assert_eq!(part(1060, 1, 1, 100, Rounding::HalfUp), 1060);
        // Units and amounts of any size.
        assert_eq!(part(i64::MAX, 1, 3, i64::MAX, Rounding::Up), i64::MAX);
        assert_eq!(part(i64::MAX, 2, 3, i64::MAX, Rounding::Down), 0);
        assert_eq!(part(i64::MAX, 365, 366, 1, Rounding::Down), 9_198_171_566_808_724_506);
    }
}
