//! Largest remainder, rounding scopes and statutory roundings, by hand.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

use super::super::*;

fn share(total: i64, weights: &[&str], tie: TieOrder) -> Outcome {
    let key = Component {
        share: BigRational::one(),
        weights: weights.iter().map(|w| rational(w).unwrap()).collect(),
    };
    let exact = entitlements(&whole(total), &[key]).unwrap();
    largest_remainder(&total.into(), &exact, tie)
}

fn units(expected: &[i64]) -> Vec<BigInt> {
    expected.iter().copied().map(BigInt::from).collect()
}

fn first(a: usize, b: usize) -> Ordering {
    a.cmp(&b)
}

/// 101 in three equal parts: 33 2/3 each, two units left for three.
#[test]
fn a_tie_names_all_at_the_cut() {
    let outcome = share(101, &["1", "1", "1"], &first);
    assert_eq!(outcome.units, units(&[34, 34, 33]));
    assert_eq!((outcome.tied.clone(), outcome.stake), (vec![0, 1, 2], 2));
    assert_eq!(refuse_ties(outcome), Err(Refusal::TieRefused(vec![0, 1, 2])));
    let last_first = share(101, &["1", "1", "1"], &|a, b| b.cmp(&a));
    assert_eq!(last_first.units, units(&[33, 34, 34]));
}

/// 10 by 5:3:3:1 of 12: 4 2/12, 2 6/12, 2 6/12, 10/12. Two left: the last and
/// one of the two in the middle, which alone are tied.
#[test]
fn a_winner_above_the_cut_is_not_tied() {
    let outcome = share(10, &["5", "3", "3", "1"], &first);
    assert_eq!(outcome.units, units(&[4, 3, 2, 1]));
    assert_eq!((outcome.tied, outcome.stake), (vec![1, 2], 1));
}

/// Equal remainders that all win, or all lose, decide nothing: 9 by 5:3:3:1
/// is 3 9/12, 2 3/12, 2 3/12, 9/12, with two left.
#[test]
fn equal_remainders_off_the_cut_are_no_tie() {
    let outcome = share(9, &["5", "3", "3", "1"], &first);
    assert_eq!(outcome.units, units(&[4, 2, 2, 1]));
    assert_eq!((outcome.tied, outcome.stake), (vec![], 0));
}

#[test]
fn a_charge_mirrors_a_grant() {
    let (grant, charge) =
        (share(100, &["1", "2", "4"], &first), share(-100, &["1", "2", "4"], &first));
    // 14 2/7, 28 4/7, 57 1/7.
    assert_eq!(grant.units, units(&[14, 29, 57]));
    assert_eq!(charge.units, units(&[-14, -29, -57]));
}

/// W = 7.9·10¹⁸ + 1 and an entitlement of (10¹⁰·W − 1)/W: a quotient cut to
/// some decimals is the whole 10¹⁰ and leaves the recipient without its unit.
#[test]
fn one_part_in_w_short_of_a_whole_number() {
    let w = BigInt::from(7_900_000_000_000_000_001_u64);
    let power = BigInt::from(10_000_000_000_u64);
    let exact = [BigRational::new(&power * &w - 1, w.clone()), BigRational::new(1.into(), w)];
    let outcome = largest_remainder(&power, &exact, &|a, b| b.cmp(&a));
    assert_eq!(outcome.units, [power, BigInt::zero()]);
}

#[test]
fn nothing_gives_nothing() {
    assert_eq!(share(0, &["1", "0"], &first).units, units(&[0, 0]));
    assert_eq!(share(7, &["0", "0.5", "0"], &first).units, units(&[0, 7, 0]));
}

/// 3 at 1/2 and 1/2: pots 1 1/2 each, so 2 for the first component by position
/// and 1 for the second. Within: 1 + 1 by 1:1, and 1 by 1:2, which is 1/3 and 2/3.
/// Rounded once it is 3/4 + 1/2 = 5/4 and 7/4, thus 1 and 2.
#[test]
fn component_by_component() {
    let half = |weights: [i64; 2]| Component {
        share: rational("0.5").unwrap(),
        weights: weights.map(whole).to_vec(),
    };
    let key = [half([1, 1]), half([1, 2])];
    let parts = by_component(&3.into(), &key, &first).unwrap();
    assert_eq!(parts.pots.units, units(&[2, 1]));
    assert_eq!((parts.pots.tied, parts.pots.stake), (vec![0, 1], 1));
    assert_eq!(parts.within[1].units, units(&[0, 1]));
    assert_eq!(parts.units, units(&[1, 2]));
}

/// Halves and thirds on both sides of zero.
#[test]
fn statutory_roundings_by_hand() {
    let exact = ["5/2", "7/2", "-5/2", "1/3", "-2/3", "4"].map(|q| rational(q).unwrap());
    for (rounding, expected) in [
        (Statutory::Down, [2, 3, -2, 0, 0, 4]),
        (Statutory::Up, [3, 4, -3, 1, -1, 4]),
        (Statutory::HalfUp, [3, 4, -3, 0, -1, 4]),
        (Statutory::HalfDown, [2, 3, -2, 0, -1, 4]),
        (Statutory::HalfEven, [2, 4, -2, 0, -1, 4]),
    ] {
        assert_eq!(statutory(&exact, rounding), units(&expected), "{rounding:?}");
    }
    let left = unallocated(&rational("7.1").unwrap(), &units(&[3, 4, -3, 1, -1, 4]));
    assert_eq!(left, rational("-0.9").unwrap());
}
