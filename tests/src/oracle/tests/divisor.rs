//! Divisor methods, by hand.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::super::*;

fn by_position(method: Divisor, total: u64, weights: &[u64]) -> Outcome {
    let n = weights.len();
    let weights: Vec<BigRational> = weights.iter().map(|&w| whole(w)).collect();
    let (min, max) = (vec![0; n], vec![None; n]);
    divisor(method, total, &weights, &min, &max, &|a, b| a.cmp(&b)).unwrap()
}

fn units(expected: &[u64]) -> Vec<BigInt> {
    expected.iter().copied().map(BigInt::from).collect()
}

/// Weights 5 and 1, two units. Quotients of the second unit against the first of the other:
/// Webster 5/1.5 > 1/0.5, D'Hondt 5/2 > 1/1; the others owe everyone a first unit.
#[test]
fn two_units_by_hand() {
    for (method, expected) in [
        (Divisor::Webster, [2, 0]),
        (Divisor::Dhondt, [2, 0]),
        (Divisor::Adams, [1, 1]),
        (Divisor::Dean, [1, 1]),
        (Divisor::HuntingtonHill, [1, 1]),
    ] {
        assert_eq!(by_position(method, 2, &[5, 1]).units, units(&expected));
    }
}

/// Webster with weights 3 and 1: the second unit of the one at 1.5/3 and the
/// first of the other at 0.5/1 are level.
#[test]
fn a_tie_between_unequal_weights() {
    let outcome = by_position(Divisor::Webster, 2, &[3, 1]);
    assert_eq!(outcome.units, units(&[2, 0]));
    assert_eq!((outcome.tied, outcome.stake), (vec![0, 1], 1));
}

/// After a unit each, the squared levels of a second are 2/16 for weight 4 and
/// 2/36 for weight 6, which comes first; its third is at 6/36, after 2/16.
#[test]
fn squares_order_huntington_hill() {
    assert_eq!(by_position(Divisor::HuntingtonHill, 3, &[4, 6]).units, units(&[1, 2]));
    assert_eq!(by_position(Divisor::HuntingtonHill, 4, &[4, 6]).units, units(&[2, 2]));
}

/// Three to one of 9 · 10¹⁸ units is exact under every method.
#[test]
fn a_total_near_the_limit() {
    let million_million_million = 1_000_000_000_000_000_000;
    for method in Divisor::ALL {
        let outcome = by_position(method, 8 * million_million_million, &[3, 1]);
        let expected = units(&[6 * million_million_million, 2 * million_million_million]);
        assert_eq!(outcome.units, expected);
    }
}

#[test]
fn refusals() {
    let call = |method, total, weights: &[u64], min: &[u64], max: &[Option<u64>]| {
        let weights: Vec<BigRational> = weights.iter().map(|&w| whole(w)).collect();
        divisor(method, total, &weights, min, max, &|a, b| a.cmp(&b))
    };
    let infeasible = |total: u64, minimum: u64, maximum: Option<u64>| {
        Err(Refusal::Infeasible {
            total: total.into(),
            minimum: minimum.into(),
            maximum: maximum.map(BigInt::from),
        })
    };
    let open = [None; 3];
    let adams = Divisor::Adams;
    assert_eq!(call(adams, 1, &[1, 0, 1], &[0; 3], &open), infeasible(1, 2, None));
    let one_barred = [Some(0), None, None];
    assert!(call(adams, 1, &[1, 0, 1], &[0; 3], &one_barred).is_ok());
    let full = [Some(2), Some(9), Some(1)];
    assert_eq!(call(adams, 4, &[1, 0, 1], &[0; 3], &full), infeasible(4, 2, Some(3)));
    assert_eq!(call(adams, 1, &[0; 3], &[0; 3], &open), Err(Refusal::NoWeight));
    let crossed = call(adams, 9, &[1; 3], &[0, 2, 0], &[None, Some(1), None]);
    assert_eq!(crossed, Err(Refusal::MinimumOverMaximum(vec![1])));
}
