//! Exact quotas: whole parts and remainders over one denominator, never a rounded quotient.

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

use super::reciprocal::Reciprocal;
use super::remainder::Remainder;
use crate::number::Ratio;
use crate::number::naturals::{Naturals, sum_of_u64};

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

/// The width of the integers that a computation runs on. The answer never depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tier {
    U64,
    U128,
    #[cfg_attr(not(test), expect(dead_code, reason = "forced by tests alone: it is what is left"))]
    Big,
}

/// How quotas are computed: in the narrowest width in which nothing can overflow.
pub(super) enum Plan<'a> {
    U64(Narrow<'a>),
    U128(Narrow<'a>),
    /// Computed already, where remainders are too wide to be found again cheaply.
    Kept(Quotas),
}

impl<'a> Plan<'a> {
    /// For a total of several components: qᵢ = T · Σₖ sₖ · xᵢₖ / Xₖ.
    ///
    /// The tier is chosen, from `at_least` on, from the sizes of the numbers before anything is
    /// computed.
    pub(super) fn new(total: Total, components: &'a [Component<'a>], at_least: Tier) -> Self {
        if at_least <= Tier::U128
            && let Some(narrow) = Narrow::new(total, components)
        {
            return match at_least == Tier::U64 && narrow.fits_u64() {
                true => Plan::U64(narrow),
                false => Plan::U128(narrow),
            };
        }
        let scaled = Scaled::new(total, components);
        match one_u128(&scaled) {
            Some(quotas) if at_least <= Tier::U128 => Plan::Kept(quotas),
            _ => Plan::Kept(several_big(&scaled)),
        }
    }

    pub(super) fn quotas(self) -> Quotas {
        match self {
            Plan::U64(narrow) => narrow.quotas::<u64>(),
            Plan::U128(narrow) => narrow.quotas::<u128>(),
            Plan::Kept(quotas) => quotas,
        }
    }
}

/// Quotas of columns of 64 bits over a denominator D = lcm(Dₖ) within 128 bits, where Dₖ = C·Xₖ and
/// T = aₖ·Dₖ + bₖ. Found without large integers, which with few rows would take longer than the
/// division.
///
/// Remainders are not kept: remainderᵢ = T·D·Σₖ(cₖ·xᵢₖ/Dₖ) − wholeᵢ·D is found again from the whole
/// part faster than memory gives it back.
pub(super) struct Narrow<'a> {
    parts: Vec<NarrowPart<'a>>,
    denominator: u128,
}

struct NarrowPart<'a> {
    weights: &'a [u64],
    /// aₖ·cₖ: what the whole multiples of Dₖ in the total give for each unit of weight.
    whole: u64,
    /// bₖ·cₖ: what the rest gives, to be divided by Dₖ.
    factor: u128,
    /// Dₖ.
    divisor: u64,
    /// T·cₖ·(D / Dₖ), its low bits: what a unit of weight gives, in parts of 1/D.
    step: u128,
    /// Whether factor times any weight is 64 bits.
    fits_u64: bool,
}

/// Rows that are worked on at a time, so that they stay in the nearest cache.
const CHUNK: usize = 1024;

impl<'a> Narrow<'a> {
    /// `None` where something might not fit.
    fn new(total: Total, components: &'a [Component<'a>]) -> Option<Self> {
        let mut common = 1u64;
        for part in components {
            let denominator = part.share.big().denom().to_u64()?;
            common = common.checked_mul(denominator / common.gcd(&denominator))?;
        }
        let mut denominator = 1u128;
        let parts = components.iter().map(|part| {
            let Naturals::U64(weights) = &part.weights else { return None };
            let share = part.share.big();
            let c = share.numer().to_u64()?.checked_mul(common / share.denom().to_u64()?)?;
            let (sum, bits) = sum_and_bits(weights);
            let divisor = sum.checked_mul(common.into())?.checked_mul(total.per.into())?;
            let divisor = u64::try_from(divisor).ok()?;
            let d = u128::from(divisor);
            denominator = match denominator {
                1 => d,
                _ => denominator.checked_mul(d / denominator.gcd(&d))?,
            };
            let factor = u128::from(total.amount % divisor) * u128::from(c);
            if bits > factor.leading_zeros() {
                return None;
            }
            Some(NarrowPart {
                weights,
                whole: (total.amount / divisor).checked_mul(c)?,
                factor,
                divisor,
                step: u128::from(total.amount) * u128::from(c),
                fits_u64: u64::try_from(factor).is_ok_and(|f| bits <= f.leading_zeros()),
            })
        });
        let mut parts = parts.collect::<Option<Vec<_>>>()?;
        for part in &mut parts {
            part.step = part.step.wrapping_mul(denominator / u128::from(part.divisor));
        }
        // Remainders are added up before D is taken from them.
        denominator.checked_mul(parts.len() as u128)?;
        Some(Self { parts, denominator })
    }

    /// Whether remainders are found in 64 bits.
    fn fits_u64(&self) -> bool {
        let sum = self.denominator.checked_mul(self.parts.len() as u128);
        sum.is_some_and(|sum| u64::try_from(sum).is_ok())
    }

    /// D.
    pub(super) fn denominator(&self) -> u128 {
        self.denominator
    }

    /// Writes the whole parts, and shows every remainder in passing. Returns the sum of the parts.
    pub(super) fn divide<R: Remainder>(&self, whole: &mut [u64], mut see: impl FnMut(R)) -> u64 {
        let mut sum = 0;
        if let [NarrowPart { weights, whole: a, factor, divisor, fits_u64: true, .. }] =
            self.parts[..]
        {
            let (b, by) = (factor as u64, Reciprocal::of(divisor));
            for (whole, &weight) in whole.iter_mut().zip(weights) {
                let (quotient, rest) = by.div_rem(b * weight);
                *whole = a * weight + quotient;
                sum += *whole;
                see(rest.into());
            }
            return sum;
        }
        let denominator = R::low(self.denominator);
        let mut remainders = [R::zero(); CHUNK];
        for (chunk, whole) in whole.chunks_mut(CHUNK).enumerate() {
            whole.fill(0);
            for part in &self.parts {
                part.add_to(chunk * CHUNK, whole);
            }
            self.remainders(chunk * CHUNK, whole, &mut remainders);
            for (whole, &(mut remainder)) in whole.iter_mut().zip(&remainders) {
                // A sum of K remainders under D each holds D at most K − 1 times. No branch: whether
                // it does is as good as random.
                for _ in 1..self.parts.len() {
                    let over = remainder >= denominator;
                    remainder = remainder - if over { denominator } else { R::zero() };
                    *whole += u64::from(over);
                }
                sum += *whole;
                see(remainder);
            }
        }
        sum
    }

    /// Shows every row once more, with its whole part to be raised and its remainder.
    pub(super) fn revisit<R: Remainder>(
        &self,
        whole: &mut [u64],
        mut see: impl FnMut(usize, &mut u64, R),
    ) {
        if let [part] = &self.parts[..] {
            let (step, denominator) = (R::low(part.step), R::low(self.denominator));
            for (row, (whole, &weight)) in whole.iter_mut().zip(part.weights).enumerate() {
                let taken = denominator.wrapping_mul(&(*whole).into());
                see(row, whole, step.wrapping_mul(&weight.into()).wrapping_sub(&taken));
            }
            return;
        }
        let mut remainders = [R::zero(); CHUNK];
        for (chunk, whole) in whole.chunks_mut(CHUNK).enumerate() {
            self.remainders(chunk * CHUNK, whole, &mut remainders);
            for (row, (whole, &remainder)) in whole.iter_mut().zip(&remainders).enumerate() {
                see(chunk * CHUNK + row, whole, remainder);
            }
        }
    }

    /// The remainders of the rows from `start` on, from their whole parts.
    fn remainders<R: Remainder>(&self, start: usize, whole: &[u64], remainders: &mut [R; CHUNK]) {
        let denominator = R::low(self.denominator);
        for (remainder, &whole) in remainders.iter_mut().zip(whole) {
            *remainder = R::zero().wrapping_sub(&denominator.wrapping_mul(&whole.into()));
        }
        for part in &self.parts {
            let step = R::low(part.step);
            for (remainder, &weight) in
                remainders[..whole.len()].iter_mut().zip(&part.weights[start..])
            {
                *remainder = remainder.wrapping_add(&step.wrapping_mul(&weight.into()));
            }
        }
    }

    fn quotas<R: Remainder>(&self) -> Quotas {
        let rows = self.parts.first().map_or(0, |part| part.weights.len());
        let (mut whole, mut remainders) = (vec![0; rows], Vec::with_capacity(rows));
        self.divide(&mut whole, |remainder: R| remainders.push(remainder));
        let (remainders, denominator) = (R::naturals(remainders), self.denominator.into());
        Quotas { whole, remainders, denominator }
    }
}

impl NarrowPart<'_> {
    /// Adds what this component gives to the rows from `start` on, without its remainder.
    fn add_to(&self, start: usize, whole: &mut [u64]) {
        let rows = whole.iter_mut().zip(&self.weights[start..]);
        if self.fits_u64 {
            let (factor, by) = (self.factor as u64, Reciprocal::of(self.divisor));
            rows.for_each(|(whole, &weight)| {
                *whole += self.whole * weight + by.div_rem(factor * weight).0;
            });
        } else {
            let divisor = u128::from(self.divisor);
            rows.for_each(|(whole, &weight)| {
                // At most the total, which is 64 bits.
                *whole += self.whole * weight + (self.factor * u128::from(weight) / divisor) as u64;
            });
        }
    }
}

/// The sum, and in how many bits the largest fits, in one pass.
fn sum_and_bits(weights: &[u64]) -> (u128, u32) {
    let (mut sum, mut any) = (0, 0);
    for chunk in weights.chunks(1 << 12) {
        let (low, bits) = chunk.iter().fold((0u64, 0), |(s, b), w| (s.wrapping_add(*w), b | w));
        any |= bits;
        // 2¹² weights under 2⁵² have a sum in 64 bits.
        sum += if bits >> 52 == 0 { low.into() } else { sum_of_u64(chunk) };
    }
    (sum, u64::BITS - any.leading_zeros())
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
}

/// One measure in 128 bits: T = a·D + b, wholeᵢ = a·wᵢ + ⌊b·wᵢ/D⌋, remainderᵢ = b·wᵢ mod D.
fn one_u128(scaled: &Scaled<'_>) -> Option<Quotas> {
    let [part] = &scaled.parts[..] else { return None };
    (&part.factor * &part.largest).to_u128()?;
    let (a, b) = (part.whole.to_u128()?, part.factor.to_u128()?);
    let divisor = part.divisor.to_u128()?;
    let divide = |weight: u128| {
        let (quotient, rest) = (b * weight).div_rem(&divisor);
        // At most the total, which is 64 bits.
        ((a * weight + quotient) as u64, rest)
    };
    let (whole, remainders) = match part.weights {
        Naturals::U64(weights) => weights.iter().map(|&weight| divide(weight.into())).unzip(),
        Naturals::U128(weights) => weights.iter().map(|&weight| divide(weight)).unzip(),
        Naturals::Big(_) => return None,
    };
    let denominator = scaled.denominator.clone();
    Some(Quotas { whole, remainders: Naturals::U128(remainders), denominator })
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

    fn quotas(total: Total, components: &[Component<'_>], at_least: Tier) -> Quotas {
        Plan::new(total, components, at_least).quotas()
    }

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
            let mut first: Vec<u64> = weights.iter().map(|(w, _, s)| w >> s).collect();
            let mut second: Vec<u64> = weights.iter().map(|(_, w, s)| w >> s).collect();
            // Somebody has a weight, and others may have none.
            (first[0], second[0]) = (first[0].max(1), second[0].max(1));
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
