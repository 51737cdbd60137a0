//! Exact entitlements: what each recipient would get if money had no smallest unit.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// One component of an allocation key (fördelningsnyckel): its share of the
/// total and the recipients' weights in it, one per recipient.
#[derive(Clone, Debug)]
pub struct Component {
    /// Its share of the total; the shares sum to one.
    pub share: BigRational,
    /// One weight per recipient, none below zero.
    pub weights: Vec<BigRational>,
}

/// Why there is no apportionment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Something is to be shared, and a component that takes part has no weight at all.
    NoWeight,
    /// The total lies outside what the bounds admit; no `maximum` means that none binds.
    Infeasible {
        /// The total.
        total: BigInt,
        /// The least that the bounds admit.
        minimum: BigInt,
        /// The most that they admit.
        maximum: Option<BigInt>,
    },
    /// These recipients have a minimum above their maximum, in whole units.
    MinimumOverMaximum(Vec<usize>),
    /// The policy knows no maximums, and one was given.
    MaximumsNotAllowed,
    /// Bounds were given with a total below zero.
    NegativeTotal,
    /// These recipients are tied at the cut, and ties are not to be settled.
    TieRefused(Vec<usize>),
    /// The shares do not add up to one, or one of them is negative.
    SharesNotOne,
}

/// The exact entitlement of each recipient: the total times its part of each
/// component's weight, weighted by the shares. They add up to the total, whose
/// sign they carry.
///
/// A component with share zero takes no part, so its weights may all be zero.
/// Nothing to share is shared by any key, also by one without weight.
///
/// # Errors
/// `SharesNotOne`; `NoWeight` for a total other than zero when there are no
/// recipients, or when a component with a positive share has no weight.
pub fn entitlements(
    total: &BigRational,
    components: &[Component],
) -> Result<Vec<BigRational>, Refusal> {
    let shares: BigRational = components.iter().map(|c| c.share.clone()).sum();
    if !shares.is_one() || components.iter().any(|c| c.share.is_negative()) {
        return Err(Refusal::SharesNotOne);
    }
    let recipients = components[0].weights.len();
    assert!(
        components.iter().all(|c| c.weights.len() == recipients),
        "every component weighs the same recipients"
    );
    let mut exact = vec![BigRational::zero(); recipients];
    if total.is_zero() {
        return Ok(exact);
    }
    for component in components.iter().filter(|c| !c.share.is_zero()) {
        let weight: BigRational = component.weights.iter().sum();
        if weight.is_zero() {
            return Err(Refusal::NoWeight);
        }
        let per_weight = total * &component.share / weight;
        for (entitled, own) in exact.iter_mut().zip(&component.weights) {
            *entitled += &per_weight * own;
        }
    }
    Ok(exact)
}

/// An integer as a fraction.
pub fn whole(units: impl Into<BigInt>) -> BigRational {
    BigRational::from_integer(units.into())
}

/// Reads `12`, `-0.70`, `1/3` or `0.5/1.5` exactly; nothing else is a number here.
pub fn rational(text: &str) -> Option<BigRational> {
    let Some((above, below)) = text.split_once('/') else {
        return decimal(text);
    };
    let below = decimal(below)?;
    if below.is_zero() {
        return None;
    }
    Some(decimal(above)? / below)
}

fn decimal(text: &str) -> Option<BigRational> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (before, after) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(before) || !all_digits(after) {
        return None;
    }
    let digits: BigInt = format!("{before}{after}").parse().ok()?;
    let scale = BigInt::from(10).pow(u32::try_from(after.len()).ok()?);
    let size = BigRational::new(digits, scale);
    Some(if unsigned.len() < text.len() { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn component(share: &str, weights: &[i64]) -> Component {
        Component {
            share: rational(share).unwrap(),
            weights: weights.iter().map(|&w| whole(w)).collect(),
        }
    }

    #[test]
    fn reads_decimals_and_fractions() {
        assert_eq!(rational("0.70"), Some(BigRational::new(7.into(), 10.into())));
        assert_eq!(rational("-7/11"), Some(BigRational::new((-7).into(), 11.into())));
        assert_eq!(rational("0.5/1.5"), Some(BigRational::new(1.into(), 3.into())));
        for wrong in ["", "-", "5.", ".5", "1e3", "1_000", "1/0", "1/2/3", "+1", "--1", " 1"] {
            assert_eq!(rational(wrong), None, "{wrong:?}");
        }
    }

    /// 100 = 70 + 30. Of the 70: 1/3 and 2/3, so 70/3 and 140/3. Of the 30:
    /// 3/4 and 1/4, so 45/2 and 15/2. Sums: 140/6 + 135/6 = 275/6 and 325/6.
    #[test]
    fn two_components_by_hand() {
        let key = [component("0.7", &[1, 2]), component("3/10", &[3, 1])];
        let exact = entitlements(&whole(100), &key).unwrap();
        assert_eq!(exact, [rational("275/6").unwrap(), rational("325/6").unwrap()]);
        let mirrored = entitlements(&whole(-100), &key).unwrap();
        assert_eq!(mirrored, [-&exact[0], -&exact[1]]);
    }

    #[test]
    fn a_zero_share_takes_no_part() {
        let key = [component("1", &[1, 1]), component("0", &[0, 0])];
        assert_eq!(entitlements(&whole(3), &key).unwrap(), vec![rational("3/2").unwrap(); 2]);
    }

    #[test]
    fn refusals() {
        let none = [component("1", &[0, 0])];
        assert_eq!(entitlements(&whole(1), &none), Err(Refusal::NoWeight));
        assert_eq!(entitlements(&whole(1), &[component("1", &[])]), Err(Refusal::NoWeight));
        assert_eq!(entitlements(&whole(0), &none), Ok(vec![whole(0); 2]));
        for shares in [["1/3", "2/5"], ["-1", "2"]] {
            let key = shares.map(|share| component(share, &[1]));
            assert_eq!(entitlements(&whole(1), &key), Err(Refusal::SharesNotOne));
        }
        assert_eq!(entitlements(&whole(1), &[]), Err(Refusal::SharesNotOne));
    }
}
