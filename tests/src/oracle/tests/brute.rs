//! Checks of the checker against definitions: what an answer must satisfy, by
//! trying every other answer where there are few, and by its conditions elsewhere.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::super::random_weights::decimal_text;
use super::super::*;

fn by_position(a: usize, b: usize) -> std::cmp::Ordering {
    a.cmp(&b)
}

/// Every way to share the total within the bounds.
fn every_way(total: i64, bounds: &[(i64, i64)]) -> Vec<Vec<i64>> {
    let Some(((low, high), rest)) = bounds.split_first() else {
        return if total == 0 { vec![vec![]] } else { vec![] };
    };
    let mut ways = Vec::new();
    for own in *low..=(*high).min(total) {
        for mut way in every_way(total - own, rest) {
            way.insert(0, own);
            ways.push(way);
        }
    }
    ways
}

/// The sum of the distances from the exact amounts, which largest remainder makes least.
fn distance(units: &[BigInt], exact: &[BigRational]) -> BigRational {
    let apart = |(x, q): (&BigInt, &BigRational)| (whole(x.clone()) - q).abs();
    units.iter().zip(exact).map(apart).sum()
}

/// Tiny bounded cases: no way within the bounds is nearer to the exact amounts,
/// and without a tie only one is as near.
#[test]
fn bounded_amounts_are_nearest_of_all() {
    let mut rng = CaseRng::new(1);
    let mut checked = 0;
    while checked < 2_000 {
        let n = rng.between(1, 4) as usize;
        let weights: Vec<BigRational> = (0..n).map(|_| whole(rng.between(1, 9))).collect();
        let total = rng.between(0, 12) as i64;
        let bounds: Vec<(i64, i64)> = (0..n)
            .map(|_| {
                let low = rng.between(0, 4);
                (low as i64, rng.between(low, 12) as i64)
            })
            .collect();
        let min: Vec<BigInt> = bounds.iter().map(|b| b.0.into()).collect();
        let max: Vec<Option<BigInt>> = bounds.iter().map(|b| Some(b.1.into())).collect();
        for policy in [Policy::WaterLevel, Policy::BaseThenShare] {
            let tie = &by_position;
            let found = bounded(&total.into(), &weights, &min, &max, policy, false, false, tie);
            let ways = every_way(total, &bounds);
            let Ok(found) = found else {
                assert!(ways.is_empty(), "refused although a way exists");
                continue;
            };
            let own = distance(&found.outcome.units, &found.exact);
            let others = ways.iter().map(|way| {
                let units: Vec<BigInt> = way.iter().map(|&x| x.into()).collect();
                distance(&units, &found.exact)
            });
            let (mut as_near, mut seen) = (0, 0);
            for other in others {
                assert!(other >= own);
                as_near += usize::from(other == own);
                seen += 1;
            }
            assert!(seen > 0);
            assert_eq!(as_near == 1, found.outcome.tied.is_empty());
            checked += 1;
        }
    }
}

/// The conditions that single out the water level, on random cases of all
/// families: the free are level; whoever is above the level is at its minimum,
/// and whoever is below it is at its maximum.
#[test]
fn water_levels_are_level() {
    let mut rng = CaseRng::new(2);
    let mut found_some = 0;
    for _ in 0..4_000 {
        let case = rng.bounded_case();
        let weights: Vec<BigRational> = case.weights.iter().map(|&w| whole(w)).collect();
        let min: Vec<BigInt> = case.min.iter().map(|&l| l.into()).collect();
        let max: Vec<Option<BigInt>> = case.max.iter().map(|u| u.map(BigInt::from)).collect();
        let total = BigInt::from(case.total);
        let (for_zero, tie) = (case.minimum_for_zero, &by_position);
        let found = bounded(&total, &weights, &min, &max, Policy::WaterLevel, for_zero, false, tie);
        let (least, most) = case.sums();
        let feasible = total >= least.into() && most.is_none_or(|most| total <= most.into());
        assert_eq!(found.is_ok(), feasible, "{case:?}");
        let Ok(found) = found else { continue };
        found_some += 1;
        assert_eq!(found.exact.iter().sum::<BigRational>(), whole(total.clone()));
        assert_eq!(found.outcome.units.iter().sum::<BigInt>(), total);

        let weighted: Vec<usize> = (0..weights.len()).filter(|&i| !weights[i].is_zero()).collect();
        let levels: Vec<BigRational> = weights
            .iter()
            .zip(&found.exact)
            .map(|(w, x)| if w.is_zero() { w.clone() } else { x / w })
            .collect();
        let can_fall = |i: &&usize| found.exact[**i] > whole(min[**i].clone());
        let can_rise =
            |i: &&usize| max[**i].as_ref().is_none_or(|u| found.exact[**i] < whole(u.clone()));
        let highest = weighted.iter().filter(can_fall).map(|&i| &levels[i]).max();
        let lowest = weighted.iter().filter(can_rise).map(|&i| &levels[i]).min();
        assert!(highest.zip(lowest).is_none_or(|(high, low)| high <= low), "{case:?}");
        for i in 0..weights.len() {
            let (x, units) = (&found.exact[i], &found.outcome.units[i]);
            assert!(x.floor() <= whole(units.clone()) && whole(units.clone()) <= x.ceil());
            if weights[i].is_zero() {
                let owed = if for_zero { min[i].clone() } else { BigInt::zero() };
                assert_eq!(*units, owed);
            } else {
                assert!(*units >= min[i] && max[i].as_ref().is_none_or(|u| units <= u));
            }
        }
    }
    assert!(found_some > 2_000, "{found_some} feasible cases");
}

/// Every signpost passed must be no higher, per weight, than any not yet passed.
/// Signposts are written out here in whole numbers, to compare a/b with c/d: the
/// squares are s²·(common factor) for unit k, over w².
#[test]
fn divisor_methods_pass_the_lowest_signposts() {
    let squared = |method: Divisor, k: &BigInt, w: u64| {
        let (two, next): (BigInt, BigInt) = (2.into(), k + 1);
        let (above, below) = match method {
            Divisor::Adams => (k.pow(2), 1.into()),
            Divisor::Dhondt => (next.pow(2), 1.into()),
            Divisor::Webster => ((two * k + 1_i32).pow(2), 4.into()),
            Divisor::Dean => ((two * k * &next).pow(2), (k + next).pow(2)),
            Divisor::HuntingtonHill => (k * next, 1.into()),
        };
        BigRational::new(above, below * BigInt::from(w).pow(2))
    };
    let mut rng = CaseRng::new(3);
    let mut tied = 0;
    for _ in 0..1_500 {
        let case = rng.divisor_case();
        let weights: Vec<BigRational> = case.weights.iter().map(|&w| whole(w)).collect();
        for method in Divisor::ALL {
            let found = divisor(method, case.total, &weights, &case.min, &case.max, &by_position);
            let Ok(found) = found else { continue };
            assert_eq!(found.units.iter().sum::<BigInt>(), BigInt::from(case.total));
            let (mut passed, mut next) = (Vec::new(), Vec::new());
            for (i, units) in found.units.iter().enumerate() {
                if case.weights[i] == 0 {
                    assert!(units.is_zero());
                    continue;
                }
                if *units > case.min[i].into() {
                    passed.push(squared(method, &(units - 1), case.weights[i]));
                }
                if case.max[i].is_none_or(|u| *units < u.into()) {
                    next.push(squared(method, units, case.weights[i]));
                }
            }
            let (passed, next) = (passed.iter().max(), next.iter().min());
            let pair = passed.zip(next);
            assert!(pair.is_none_or(|(last, next)| last <= next), "{method:?} {case:?}");
            // An equal pair is a tie, and only that.
            let level = pair.is_some_and(|(last, next)| last == next);
            assert_eq!(level, !found.tied.is_empty(), "{method:?} {case:?}");
            tied += usize::from(level);
        }
    }
    assert!(tied > 100, "{tied} ties");
}

/// Rounding by component stays within two units a component of rounding once.
#[test]
fn both_scopes_are_close() {
    let mut rng = CaseRng::new(4);
    for _ in 0..2_000 {
        let case = rng.component_case();
        let components = case.exact();
        let total = BigInt::from(case.total);
        let Ok(exact) = entitlements(&whole(case.total), &components) else {
            panic!("{case:?}");
        };
        let once = largest_remainder(&total, &exact, &by_position);
        let parts = by_component(&total, &components, &by_position).unwrap();
        let apart = whole(2 * components.len());
        for (i, q) in exact.iter().enumerate() {
            assert!((whole(once.units[i].clone()) - q).abs() < whole(1));
            assert!((whole(parts.units[i].clone()) - q).abs() < apart);
        }
        assert_eq!(parts.units.iter().sum::<BigInt>(), total);
    }
}

/// The generator does what its families say.
#[test]
fn families_are_what_they_say() {
    let mut rng = CaseRng::new(5);
    let mut counts = std::collections::BTreeMap::<&str, (u32, u32)>::new();
    for _ in 0..5_000 {
        let case = rng.weight_case();
        let weights = case.exact();
        assert_eq!(case.texts().iter().map(|t| rational(t).unwrap()).collect::<Vec<_>>(), weights);
        let sum: BigRational = weights.iter().sum();
        let key = Component { share: whole(1), weights };
        let exact = entitlements(&whole(case.total), &[key]).unwrap();
        let outcome = largest_remainder(&case.total.into(), &exact, &by_position);
        let part = whole(1) / &sum;
        let rest: Vec<BigRational> = exact.iter().map(|q| q.abs().fract()).collect();
        match case.family {
            "one_part_apart" => {
                let apart = (&rest[0] - &rest[1]).abs();
                assert!(apart == part || apart == whole(1) - part, "{case:?}");
            }
            "just_under_power" => assert_eq!(&rest[0] + part, whole(1), "{case:?}"),
            "tied_unequal_weights" => {
                assert!(rest.iter().all(|r| r.is_zero() || *r == rational("1/2").unwrap()));
            }
            _ => {}
        }
        let count = counts.entry(case.family).or_default();
        count.0 += 1;
        count.1 += u32::from(!outcome.tied.is_empty());
    }
    assert!(counts.len() == 12 && counts["tied_unequal_weights"].1 > 100, "{counts:?}");
    assert_eq!(decimal_text(5, 3), "0.005");
    assert_eq!(decimal_text(1234, 2), "12.34");
    assert_eq!(decimal_text(7, 0), "7");
}
