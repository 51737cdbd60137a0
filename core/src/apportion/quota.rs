//! Exact quotas: whole parts and remainders over one denominator, never a rounded quotient.

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

use super::reciprocal::Reciprocal;
use crate::number::Ratio;
use crate::number::naturals::Naturals;

/// A total of `amount / per` units. `per` is over 1 only for statutory roundings, whose total need
/// not be a whole number of units.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Total {
    pub(crate) amount: u64,
    pub(crate) per: u64,
}

impl Total {
    pub(crate) fn whole(amount: u64) -> Self {
        Self { amount, per: 1 }
    }
}

/// A part of a key: its share, over zero, and the weights that divide it, not all zero.
#[derive(Clone, Debug)]
pub(crate) struct Component<'a> {
    pub(crate) share: Ratio,
    pub(crate) weights: Naturals<'a>,
}

/// Quotas qᵢ = wholeᵢ + remainderᵢ / denominator.
#[derive(Debug)]
pub(crate) struct Quotas {
    pub(crate) whole: Vec<u64>,
    pub(crate) remainders: Naturals<'static>,
    pub(crate) denominator: BigUint,
}

impl Quotas {
    /// Nothing for anyone.
    pub(crate) fn zero(rows: usize) -> Self {
        let remainders = Naturals::U64(vec![0; rows].into());
        Self { whole: vec![0; rows], remainders, denominator: BigUint::one() }
    }
}

/// The width of the integers that a computation runs on. The answer never depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tier {
    U64,
    U128,
    #[cfg_attr(not(test), expect(dead_code, reason = "forced by tests alone: it is what is left"))]
    Big,
}

/// The quotas of a total of several components: qᵢ = T · Σₖ sₖ · xᵢₖ / Xₖ.
///
/// The tier is the narrowest, from `at_least` on, in which nothing can overflow; it is chosen from
/// the sizes of the numbers before anything is computed.
pub(crate) fn quotas(total: Total, components: &[Component<'_>], at_least: Tier) -> Quotas {
    let scaled = Scaled::new(total, components);
    if let [part] = &scaled.parts[..] {
        let product = &part.factor * &part.largest;
        if let (Naturals::U64(weights), Some(divisor), Some(_)) =
            (part.weights, part.divisor.to_u64(), product.to_u64())
            && at_least == Tier::U64
        {
            return one_u64(total.amount, weights, divisor);
        }
        if let (Some(divisor), Some(_), true) =
            (part.divisor.to_u128(), product.to_u128(), at_least <= Tier::U128)
        {
            match part.weights {
                Naturals::U64(weights) => return one_u128(total.amount, weights, divisor),
                Naturals::U128(weights) => return one_u128(total.amount, weights, divisor),
                Naturals::Big(_) => {}
            }
        }
    }
    match scaled.narrow() {
        Some(parts) if at_least <= Tier::U128 => several_u128(&parts, &scaled.denominator),
        _ => several_big(&scaled),
    }
}

/// One measure in 64 bits: T = a·D + b, wholeᵢ = a·wᵢ + ⌊b·wᵢ/D⌋, remainderᵢ = b·wᵢ mod D.
fn one_u64(total: u64, weights: &[u64], divisor: u64) -> Quotas {
    let (a, b) = (total / divisor, total % divisor);
    let by = Reciprocal::of(divisor);
    let mut whole = vec![0; weights.len()];
    let mut remainders = vec![0; weights.len()];
    for ((whole, remainder), &weight) in whole.iter_mut().zip(&mut remainders).zip(weights) {
        let (quotient, rest) = by.div_rem(b * weight);
        *whole = a * weight + quotient;
        *remainder = rest;
    }
    Quotas { whole, remainders: Naturals::U64(remainders.into()), denominator: divisor.into() }
}

/// The same in 128 bits.
fn one_u128<W: Copy + Into<u128>>(total: u64, weights: &[W], divisor: u128) -> Quotas {
    let (a, b) = (u128::from(total) / divisor, u128::from(total) % divisor);
    let mut whole = vec![0; weights.len()];
    let mut remainders = vec![0; weights.len()];
    for ((whole, remainder), &weight) in whole.iter_mut().zip(&mut remainders).zip(weights) {
        let (quotient, rest) = (b * weight.into()).div_rem(&divisor);
        // At most the total, which is 64 bits.
        *whole = (a * weight.into() + quotient) as u64;
        *remainder = rest;
    }
    Quotas { whole, remainders: Naturals::U128(remainders), denominator: divisor.into() }
}

/// A key over integers: Dₖ = C·Xₖ, T = aₖ·Dₖ + bₖ, D = lcm(Dₖ).
struct Scaled<'a> {
    parts: Vec<ScaledPart<'a>>,
    denominator: BigUint,
}

struct ScaledPart<'a> {
    weights: &'a Naturals<'a>,
    largest: BigUint,
    /// aₖ·cₖ: what the whole multiples of Dₖ in the total give for each unit of weight.
    whole: BigUint,
    /// bₖ·cₖ: what the rest gives, to be divided by Dₖ.
    factor: BigUint,
    /// Dₖ.
    divisor: BigUint,
    /// D / Dₖ.
    lift: BigUint,
}

impl<'a> Scaled<'a> {
    fn new(total: Total, components: &'a [Component<'a>]) -> Self {
        let one = BigUint::one();
        let common = components
            .iter()
            .fold(one.clone(), |c, part| c.lcm(part.share.big().denom().magnitude()));
        let mut parts: Vec<_> = components
            .iter()
            .map(|part| {
                let share = part.share.big();
                let c = share.numer().magnitude() * (&common / share.denom().magnitude());
                let divisor = part.weights.sum() * &common * total.per;
                let (a, b) = BigUint::from(total.amount).div_rem(&divisor);
                ScaledPart {
                    weights: &part.weights,
                    largest: part.weights.largest(),
                    whole: a * &c,
                    factor: b * &c,
                    divisor,
                    lift: one.clone(),
                }
            })
            .collect();
        let denominator = parts.iter().fold(one, |d, part| d.lcm(&part.divisor));
        parts.iter_mut().for_each(|part| part.lift = &denominator / &part.divisor);
        Self { parts, denominator }
    }

    /// The same in 64 and 128 bits, if nothing can overflow there.
    fn narrow(&self) -> Option<Vec<NarrowPart<'_>>> {
        (&self.denominator * self.parts.len()).to_u128()?;
        self.parts
            .iter()
            .map(|part| {
                let Naturals::U64(weights) = part.weights else { return None };
                let product = &part.factor * &part.largest;
                product.to_u128()?;
                Some(NarrowPart {
                    weights,
                    whole: part.whole.to_u64()?,
                    factor: part.factor.to_u128()?,
                    divisor: part.divisor.to_u64()?,
                    lift: part.lift.to_u128()?,
                    fits_u64: product.to_u64().is_some(),
                })
            })
            .collect()
    }
}

struct NarrowPart<'a> {
    weights: &'a [u64],
    whole: u64,
    factor: u128,
    divisor: u64,
    lift: u128,
    /// Whether factor times any weight is 64 bits.
    fits_u64: bool,
}

/// Several components in 128 bits: no product over D, and no division over 64 bits by D.
fn several_u128(parts: &[NarrowPart<'_>], denominator: &BigUint) -> Quotas {
    let rows = parts[0].weights.len();
    let mut whole = vec![0u64; rows];
    let mut remainders = vec![0u128; rows];
    for part in parts {
        let rows = whole.iter_mut().zip(&mut remainders).zip(part.weights);
        if part.fits_u64 {
            let (by, factor) = (Reciprocal::of(part.divisor), part.factor as u64);
            for ((whole, remainder), &weight) in rows {
                let (quotient, rest) = by.div_rem(factor * weight);
                *whole += part.whole * weight + quotient;
                *remainder += u128::from(rest) * part.lift;
            }
        } else {
            let divisor = u128::from(part.divisor);
            for ((whole, remainder), &weight) in rows {
                let (quotient, rest) = (part.factor * u128::from(weight)).div_rem(&divisor);
                *whole += part.whole * weight + quotient as u64;
                *remainder += rest * part.lift;
            }
        }
    }
    // A sum of K remainders under D each holds D at most K − 1 times.
    let d = denominator.to_u128().unwrap_or(u128::MAX);
    for (whole, remainder) in whole.iter_mut().zip(&mut remainders) {
        while *remainder >= d {
            *remainder -= d;
            *whole += 1;
        }
    }
    Quotas { whole, remainders: Naturals::U128(remainders), denominator: denominator.clone() }
}

/// Any number of components of any size.
fn several_big(scaled: &Scaled<'_>) -> Quotas {
    let rows = scaled.parts.first().map_or(0, |part| part.weights.len());
    let (whole, remainders) = (0..rows)
        .map(|row| {
            let (mut whole, mut remainder) = (BigUint::zero(), BigUint::zero());
            for part in scaled.parts.iter().filter(|part| !part.weights.is_zero_at(row)) {
                let weight = part.weights.get(row);
                let (quotient, rest) = (&part.factor * &weight).div_rem(&part.divisor);
                whole += &part.whole * weight + quotient;
                remainder += rest * &part.lift;
            }
            let (carry, remainder) = remainder.div_rem(&scaled.denominator);
            // At most the total, which is 64 bits.
            ((whole + carry).to_u64().unwrap_or(u64::MAX), remainder)
        })
        .unzip();
    Quotas { whole, remainders: Naturals::Big(remainders), denominator: scaled.denominator.clone() }
}

/// The exact combined weight of every row: Σₖ cₖ·xᵢₖ·(D/Dₖ), whose sum is D.
pub(crate) fn combined<'a>(components: &'a [Component<'a>]) -> Naturals<'a> {
    if let [only] = components {
        return only.weights.clone();
    }
    let scaled = Scaled::new(Total::whole(1), components);
    let common = components
        .iter()
        .fold(BigUint::one(), |c, part| c.lcm(part.share.big().denom().magnitude()));
    let lifts: Vec<BigUint> = components
        .iter()
        .zip(&scaled.parts)
        .map(|(component, part)| {
            let share = component.share.big();
            share.numer().magnitude() * (&common / share.denom().magnitude()) * &part.lift
        })
        .collect();
    let rows = components.first().map_or(0, |part| part.weights.len());
    let weights = (0..rows).map(|row| {
        components.iter().zip(&lifts).map(|(part, lift)| part.weights.get(row) * lift).sum()
    });
    Naturals::Big(weights.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part(share: &str, weights: &[u64]) -> Component<'static> {
        Component { share: share.parse().unwrap(), weights: Naturals::U64(weights.to_vec().into()) }
    }

    fn read(quotas: &Quotas) -> (Vec<u64>, Vec<String>, String) {
        let remainders = quotas.remainders.iter().map(|r| r.to_string()).collect();
        (quotas.whole.clone(), remainders, quotas.denominator.to_string())
    }

    #[test]
    fn one_measure_by_hand() {
        // 100 over 1, 2, 4: 14 2/7, 28 4/7, 57 1/7.
        let quotas = quotas(Total::whole(100), &[part("1", &[1, 2, 4])], Tier::U64);
        assert_eq!(
            read(&quotas),
            (vec![14, 28, 57], vec!["2".into(), "4".into(), "1".into()], "7".into())
        );
    }

    #[test]
    fn two_components_by_hand() {
        // 10 units, 7/10 by (1, 2) and 3/10 by (1, 1): 7/3 + 3/2 = 3 5/6, 14/3 + 3/2 = 6 1/6.
        let parts = [part("0.7", &[1, 2]), part("0.3", &[1, 1])];
        for tier in [Tier::U64, Tier::U128, Tier::Big] {
            let quotas = quotas(Total::whole(10), &parts, tier);
            // D = lcm(30, 20) = 60.
            assert_eq!(read(&quotas), (vec![3, 6], vec!["50".into(), "10".into()], "60".into()));
        }
    }

    proptest! {
        #[test]
        fn every_tier_gives_the_same(
            total: u64,
            per in 1u64..1000,
            weights in proptest::collection::vec((any::<u64>(), any::<u64>(), 0u32..64), 1..8),
            cut in 1i64..100,
        ) {
            let first: Vec<u64> = weights.iter().map(|(w, _, s)| (w >> s).max(1)).collect();
            let second: Vec<u64> = weights.iter().map(|(_, w, s)| (w >> s).max(1)).collect();
            let share = |n: i64| Ratio::new(n, 100).unwrap();
            let one = vec![part("1", &first)];
            let two = vec![
                Component { share: share(cut), weights: Naturals::U64(first.into()) },
                Component { share: share(100 - cut), weights: Naturals::U64(second.into()) },
            ];
            for parts in [one, two] {
                let total = Total { amount: total, per };
                let narrow = quotas(total, &parts, Tier::U64);
                for tier in [Tier::U128, Tier::Big] {
                    prop_assert_eq!(read(&quotas(total, &parts, tier)), read(&narrow));
                }
            }
        }
    }
}
