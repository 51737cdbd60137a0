//! Bounds, by hand.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::super::*;

const OPEN: Option<i64> = None;

struct Rule<'a>(i64, &'a [i64], &'a [i64], &'a [Option<i64>]);

fn run(
    rule: &Rule,
    policy: Policy,
    for_zero: bool,
    reduce: bool,
) -> Result<BoundedOutcome, Refusal> {
    let Rule(total, weights, min, max) = rule;
    let weights: Vec<BigRational> = weights.iter().map(|&w| whole(w)).collect();
    let min: Vec<BigInt> = min.iter().map(|&l| l.into()).collect();
    let max: Vec<Option<BigInt>> = max.iter().map(|u| u.map(BigInt::from)).collect();
    let total = BigInt::from(*total);
    let tie = |a: usize, b: usize| a.cmp(&b);
    bounded(&total, &weights, &min, &max, policy, for_zero, reduce, &tie)
}

fn fractions(texts: &[&str]) -> Vec<BigRational> {
    texts.iter().map(|t| rational(t).unwrap()).collect()
}

fn units(expected: &[i64]) -> Vec<BigInt> {
    expected.iter().copied().map(BigInt::from).collect()
}

fn infeasible(total: i64, minimum: i64, maximum: Option<i64>) -> Result<BoundedOutcome, Refusal> {
    Err(Refusal::Infeasible {
        total: total.into(),
        minimum: minimum.into(),
        maximum: maximum.map(BigInt::from),
    })
}

const WORKED: Rule = Rule(88, &[15, 1, 7], &[0, 29, 9], &[Some(48), OPEN, Some(25)]);

/// The second is held at 29, and 59 by 15:7 is 885/22 = 40 5/22 and 413/22 = 18 17/22.
#[test]
fn the_worked_example() {
    let found = run(&WORKED, Policy::WaterLevel, false, false).unwrap();
    assert_eq!(found.exact, fractions(&["885/22", "29", "413/22"]));
    assert_eq!(found.outcome.units, units(&[40, 29, 19]));
}

/// After the minimums 50 are left: 15:1:7 of 23 gives 15.2 to the third, which has room for 16,
/// and 750/23 = 32 14/23, 50/23 = 2 4/23, 350/23 = 15 5/23 within the room 48, open, 16.
#[test]
fn a_base_and_a_share() {
    let found = run(&WORKED, Policy::BaseThenShare, false, false).unwrap();
    assert_eq!(found.exact, fractions(&["750/23", "717/23", "557/23"]));
    assert_eq!(found.outcome.units, units(&[33, 31, 24]));
}

/// 10 by 8:1:1 is 8, 1, 1, which breaks the maximum 5 and the minimum 2. Holding both
/// at their bounds leaves the third with 3, above its equal: once the maximum binds
/// the minimum does not, and both get 5/2.
#[test]
fn both_sides_bind() {
    let rule = Rule(10, &[8, 1, 1], &[0, 2, 0], &[Some(5), OPEN, Some(9)]);
    let found = run(&rule, Policy::WaterLevel, false, false).unwrap();
    assert_eq!(found.exact, fractions(&["5", "5/2", "5/2"]));
    assert_eq!(found.outcome.units, units(&[5, 3, 2]));
    assert_eq!((found.outcome.tied, found.outcome.stake), (vec![1, 2], 1));
}

/// 10 by 6:3:1 with minimum 2 for the last. Water level: 8 by 6:3 is 16/3, 8/3.
/// Top-up: bases 6, 3, 2 exceed 10. At total 11 the quotas are 6.6, 3.3, 1.1:
/// bases 6, 3, 2 and nothing left, though the first has a remainder of 0.6.
#[test]
fn topping_up_uses_the_quotas_as_they_were() {
    let rule = |total| Rule(total, &[6, 3, 1], &[0, 0, 2], &[OPEN; 3]);
    let level = run(&rule(10), Policy::WaterLevel, false, false).unwrap();
    assert_eq!(level.exact, fractions(&["16/3", "8/3", "2"]));
    assert_eq!(run(&rule(10), Policy::TopUpOriginalQuota, false, false), infeasible(10, 11, None));
    let topped = run(&rule(11), Policy::TopUpOriginalQuota, false, false).unwrap();
    assert_eq!(topped.exact, fractions(&["6.6", "3.3", "1.1"]));
    assert_eq!(topped.outcome.units, units(&[6, 3, 2]));
    // 13: 7.8, 3.9, 1.3, bases 7, 3, 2, and the one unit left goes to 0.9.
    let topped = run(&rule(13), Policy::TopUpOriginalQuota, false, false).unwrap();
    assert_eq!(topped.outcome.units, units(&[7, 4, 2]));
    // 10 by 47:34:19 is 4.7, 3.4, 1.9: the last is topped up to 2 and out of the
    // running, so the unit left goes to 0.7 and not to 0.9.
    let out = Rule(10, &[47, 34, 19], &[0, 0, 2], &[OPEN; 3]);
    let topped = run(&out, Policy::TopUpOriginalQuota, false, false).unwrap();
    assert_eq!(topped.outcome.units, units(&[5, 3, 2]));
    let capped = Rule(9, &[1, 1], &[0, 0], &[Some(9), OPEN]);
    let refused = run(&capped, Policy::TopUpOriginalQuota, false, false);
    assert_eq!(refused, Err(Refusal::MaximumsNotAllowed));
}

#[test]
fn a_minimum_without_weight() {
    let rule = Rule(10, &[1, 0], &[0, 4], &[OPEN, Some(7)]);
    for policy in [Policy::WaterLevel, Policy::BaseThenShare] {
        let without = run(&rule, policy, false, false).unwrap();
        assert_eq!(without.outcome.units, units(&[10, 0]));
        let with = run(&rule, policy, true, false).unwrap();
        assert_eq!(with.outcome.units, units(&[6, 4]));
    }
}

/// Minimums 5, 3, 2 on a total of 7 are cut to 3.5, 2.1, 1.4: 3, 2, 1 and one
/// left for 0.5.
#[test]
fn minimums_cut_in_proportion() {
    let rule = Rule(7, &[1, 1, 1], &[5, 3, 2], &[OPEN; 3]);
    assert_eq!(run(&rule, Policy::WaterLevel, false, false), infeasible(7, 10, None));
    let found = run(&rule, Policy::WaterLevel, false, true).unwrap();
    assert_eq!(found.outcome.units, units(&[4, 2, 1]));
    assert_eq!(found.reduced.unwrap().units, units(&[4, 2, 1]));
}

#[test]
fn refusals() {
    let level = |rule: &Rule| run(rule, Policy::WaterLevel, false, false);
    let crossed = Rule(5, &[1, 0], &[3, 3], &[Some(2), Some(2)]);
    assert_eq!(level(&crossed), Err(Refusal::MinimumOverMaximum(vec![0, 1])));
    assert_eq!(level(&Rule(-5, &[1], &[0], &[OPEN])), Err(Refusal::NegativeTotal));
    assert_eq!(level(&Rule(5, &[0], &[0], &[OPEN])), Err(Refusal::NoWeight));
    let full = Rule(6, &[1, 1, 0], &[0; 3], &[Some(2), Some(3), OPEN]);
    assert_eq!(level(&full), infeasible(6, 0, Some(5)));
    assert_eq!(level(&Rule(0, &[], &[], &[])).unwrap().outcome.units, units(&[]));
}

#[test]
fn bounds_round_inwards() {
    let units_of =
        |text| (ceil_units(&rational(text).unwrap()), floor_units(&rational(text).unwrap()));
    assert_eq!(units_of("2.01"), (3.into(), 2.into()));
    assert_eq!(units_of("2"), (2.into(), 2.into()));
}
