//! Ratios on columns against plain fractions: the same verdicts, and the least and largest whole
//! numbers, each found by asking the fraction about its neighbours.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use num_rational::BigRational;
use proptest::prelude::*;
use statsbidrag::kernel::{self, HireInto, MISSING, RatioColumns, RatioLimits};
use statsbidrag::{Code, RatioRule, RatioStatus, StaffingOptions, Table, check_staffing};

/// A fraction of two integers.
fn fraction(numerator: i128, denominator: u64) -> BigRational {
    BigRational::new(numerator.into(), denominator.into())
}

/// Numbers that meet their limits exactly now and then.
fn number() -> impl Strategy<Value = i64> {
    prop_oneof![
        6 => 0..40i64,
        2 => 0..2_000_000i64,
        1 => 0..=i64::MAX / 1_000_000,
        1 => Just(MISSING),
    ]
}

fn limit() -> impl Strategy<Value = Option<[u64; 2]>> {
    prop_oneof![1 => Just(None), 4 => (0..30u64, 1..12u64).prop_map(|(p, q)| Some([p, q]))]
}

prop_compose! {
    fn limits()(
        at_most in limit(),
        at_least in limit(),
        numerator_scale in prop::sample::select(vec![1u64, 10_000]),
        denominator_scale in prop::sample::select(vec![1u64, 10_000]),
        hire in prop::option::of((prop::sample::select(HireInto::ALL.to_vec()), 1..9_000u64)),
        is_statistic in prop::bool::weighted(0.1),
    ) -> RatioLimits {
        // A limit there must be, and the lowest is not over the highest.
        let over = |[p, q]: [u64; 2], [r, s]: [u64; 2]| p * s > r * q;
        let (at_most, at_least) = match (at_most, at_least) {
            (None, None) => (Some([6, 1]), None),
            (Some(most), Some(least)) if over(least, most) => (Some(least), Some(most)),
            limits => limits,
        };
        RatioLimits { at_most, at_least, numerator_scale, denominator_scale, hire, is_statistic }
    }
}

/// Whether num/den keeps to the highest and the lowest ratio.
fn keeps(limits: &RatioLimits, num: i128, den: i128) -> (bool, bool) {
    let num = fraction(num, limits.numerator_scale);
    let den = fraction(den, limits.denominator_scale);
    let times = |[p, q]: [u64; 2]| fraction(p.into(), q) * &den;
    (
        limits.at_most.is_none_or(|limit| num <= times(limit)),
        limits.at_least.is_none_or(|limit| num >= times(limit)),
    )
}

/// What holds for an answer, whatever made it.
fn is_right(limits: &RatioLimits, num: i64, den: i64) {
    let verdict = kernel::check_ratio(limits, num, den).unwrap();
    let missing = num == MISSING || den == MISSING;
    let (num, den) = (i128::from(num), i128::from(den));
    let (under, over) = if missing { (true, true) } else { keeps(limits, num, den) };
    let expected = match (missing, limits.is_statistic, den == 0, num == 0, under && over) {
        (true, ..) => RatioStatus::NotEvaluated,
        (_, true, ..) => RatioStatus::Reference,
        (_, _, true, true, _) => RatioStatus::Vacuous,
        (_, _, true, false, _) => RatioStatus::NoDenominator,
        (.., true) => RatioStatus::Met,
        (.., false) => RatioStatus::Breach,
    };
    assert_eq!(verdict.status, expected);
    if missing || limits.is_statistic {
        assert_eq!((verdict.hire, verdict.headroom, verdict.excess), (None, None, None));
        return;
    }
    // The side that is told of: the one that is broken, or else the highest where there is one.
    let of_highest = !under || over && limits.at_most.is_some();
    let step = |into: HireInto| limits.hire.filter(|(side, _)| *side == into);
    let headroom = i128::from(verdict.headroom.unwrap());
    let excess = i128::from(verdict.excess.unwrap());
    if of_highest {
        let is_within = |num| keeps(limits, num, den).0;
        if under {
            assert!(is_within(num + headroom) && !is_within(num + headroom + 1) && excess == 0);
        } else {
            assert!(is_within(num - excess) && !is_within(num - excess + 1) && headroom == 0);
        }
        let mends = |steps: i128, step: u64| keeps(limits, num, den + steps * i128::from(step)).0;
        is_least(verdict.hire, step(HireInto::Denominator), mends, limits.at_most, num);
    } else {
        let is_within = |num| keeps(limits, num, den).1;
        assert_eq!(excess, 0);
        if over {
            // Where nothing is asked there is no end to it but nothing itself.
            assert!(is_within(num - headroom));
            assert!(headroom == num || !is_within(num - headroom - 1));
        } else {
            assert_eq!(headroom, 0);
        }
        let mends = |steps: i128, step: u64| keeps(limits, num + steps * i128::from(step), den).1;
        is_least(verdict.hire, step(HireInto::Numerator), mends, None, num);
    }
}

fn is_least(
    hire: Option<i64>,
    step: Option<(HireInto, u64)>,
    mends: impl Fn(i128, u64) -> bool,
    at_most: Option<[u64; 2]>,
    num: i128,
) {
    match (hire, step) {
        (Some(hire), Some((_, step))) => {
            let hire = i128::from(hire);
            assert!(mends(hire, step) && (hire == 0 || !mends(hire - 1, step)));
        }
        // No hire makes something over nobody allowed be 0.
        (None, Some(_)) => assert!(at_most.is_some_and(|[p, _]| p == 0) && num > 0),
        (hire, None) => assert_eq!(hire, None),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn every_answer_is_the_least_or_the_largest(limits in limits(), num in number(), den in number()) {
        is_right(&limits, num, den);
    }

    #[test]
    fn columns_say_what_each_ratio_says(
        limits in limits(),
        rows in prop::collection::vec((number(), number()), 0..20),
    ) {
        let (num, den): (Vec<i64>, Vec<i64>) = rows.into_iter().unzip();
        let (mut status, mut answers) = (vec![0; num.len()], vec![vec![7; num.len()]; 3]);
        let [hire, headroom, excess] = &mut answers[..] else { unreachable!() };
        let (hire, headroom, excess) = (Some(&mut hire[..]), Some(&mut headroom[..]), Some(&mut excess[..]));
        let out = RatioColumns { status: &mut status, hire, headroom, excess };
        kernel::check_ratios(&limits, &num, &den, out).unwrap();
        for row in 0..num.len() {
            let one = kernel::check_ratio(&limits, num[row], den[row]).unwrap();
            let told = [one.hire, one.headroom, one.excess].map(|answer| answer.unwrap_or(MISSING));
            prop_assert_eq!(status[row], one.status as u8 + 1);
            prop_assert_eq!([answers[0][row], answers[1][row], answers[2][row]], told);
        }
    }

    /// The rule itself, on a table, comes to the same: excess and headroom in whole heads, hires in
    /// whole steps.
    #[test]
    fn a_rule_on_a_table_comes_to_the_same(
        heads in 0..60i64, supervisors in 0..6i64, p in 1..9i64, step in 1..3i64,
    ) {
        let limit: statsbidrag::Ratio = p.to_string().parse().unwrap();
        let rule = RatioRule::new("r", "n".parse().unwrap(), "d".parse().unwrap())
            .at_most(limit)
            .hire("d", step.to_string().parse().unwrap());
        let table = Table::builder("id", ["a"]).column("n", [heads]).column("d", [supervisors]);
        let check =
            check_staffing(&table.build().unwrap(), std::slice::from_ref(&rule), &StaffingOptions::new());
        let figures = check.unwrap().lines().next().unwrap().figures;
        let limits = rule.limits_on(None, 1, 1).unwrap();
        let verdict = kernel::check_ratio(&limits, heads, supervisors).unwrap();
        prop_assert_eq!(verdict.status, figures.status);
        let whole = |number: &Option<statsbidrag::Ratio>| number.as_ref().map(ToString::to_string);
        prop_assert_eq!(verdict.excess.map(|n| n.to_string()), whole(&figures.excess));
        prop_assert_eq!(verdict.headroom.map(|n| n.to_string()), whole(&figures.headroom));
        prop_assert_eq!(verdict.hire.map(|steps| (steps * step).to_string()), whole(&figures.hire));
    }
}

#[test]
fn a_parameter_is_not_taken_as_one() {
    let rule = |denominator: &str| {
        RatioRule::new("r", "n".parse().unwrap(), denominator.parse().unwrap())
            .at_most("6".parse::<statsbidrag::Ratio>().unwrap())
            .hire("d", "1".parse().unwrap())
    };
    let told = |denominator: &str| -> Vec<(String, Code)> {
        let error = rule(denominator).limits_on(None, 1, 1).unwrap_err();
        error.problems().iter().map(|p| (p.path().to_owned(), p.code())).collect()
    };
    // One more of d is two where it weighs 2; how many where it weighs $w is not known.
    assert_eq!(rule("2*d").limits_on(None, 1, 1).unwrap().hire, Some((HireInto::Denominator, 2)));
    assert_eq!(told("$w*d"), [("/hire".to_owned(), Code::ParameterWithoutValue)]);
    // What is wrong with the rule itself is told once.
    assert_eq!(told("d*e").len(), 1);
}

fn wrong(limits: RatioLimits) -> Vec<(String, Code)> {
    let error = kernel::check_ratio(&limits, 1, 1).unwrap_err();
    error.problems().iter().map(|p| (p.path().to_owned(), p.code())).collect()
}

#[test]
fn limits_that_are_none_are_told_all_at_once() {
    let none = RatioLimits {
        at_most: None,
        at_least: None,
        numerator_scale: 0,
        denominator_scale: 0,
        hire: Some((HireInto::Numerator, 0)),
        is_statistic: false,
    };
    let codes = [
        ("", Code::Missing),
        ("/numerator_scale", Code::NotInRange),
        ("/denominator_scale", Code::NotInRange),
        ("/step", Code::NotInRange),
    ];
    assert_eq!(wrong(none), codes.map(|(path, code)| (path.to_owned(), code)));
    let sound = RatioLimits {
        at_most: Some([6, 1]),
        numerator_scale: 1,
        denominator_scale: 1,
        hire: None,
        ..none
    };
    assert!(kernel::check_ratio(&sound, 1, 1).is_ok());
    let over = RatioLimits { at_least: Some([13, 2]), ..sound };
    assert_eq!(wrong(over), [("/at_least".to_owned(), Code::MinimumOverMaximum)]);
    let nothing = RatioLimits { at_most: Some([6, 0]), ..sound };
    assert_eq!(wrong(nothing), [("/at_most".to_owned(), Code::NotInRange)]);
    let large = RatioLimits { at_most: Some([u64::MAX, 1]), numerator_scale: 3, ..sound };
    assert_eq!(wrong(large), [(String::new(), Code::OutOfRange)]);
}

#[test]
fn an_answer_of_more_than_64_bits_is_told_and_nothing_is_written() {
    let limits = RatioLimits {
        at_most: Some([1000, 1]),
        at_least: None,
        numerator_scale: 1,
        denominator_scale: 1,
        hire: None,
        is_statistic: false,
    };
    let (mut status, mut headroom) = ([9; 2], [9; 2]);
    let out = RatioColumns {
        status: &mut status,
        hire: None,
        headroom: Some(&mut headroom),
        excess: None,
    };
    let error = kernel::check_ratios(&limits, &[1, 1], &[5, i64::MAX], out).unwrap_err();
    assert_eq!(error.problems()[0].path(), "/headroom/1");
    assert!(error.is_too_large());
    assert_eq!((status, headroom), ([9; 2], [9; 2]));
    // The status alone has an answer: 1 over so many is far within.
    let out = RatioColumns { status: &mut status, hire: None, headroom: None, excess: None };
    kernel::check_ratios(&limits, &[1, 1], &[5, i64::MAX], out).unwrap();
    assert_eq!(status, [1, 1]);
}

#[test]
fn negative_numbers_and_lengths_are_told() {
    let limits = RatioLimits {
        at_most: Some([6, 1]),
        at_least: None,
        numerator_scale: 1,
        denominator_scale: 1,
        hire: None,
        is_statistic: false,
    };
    let (mut status, mut short) = ([9; 2], [9; 1]);
    let out =
        RatioColumns { status: &mut status, hire: Some(&mut short), headroom: None, excess: None };
    let error = kernel::check_ratios(&limits, &[1, -1, MISSING], &[-2, 1, 1], out).unwrap_err();
    let told: Vec<_> = error.problems().iter().map(|p| (p.path(), p.code())).collect();
    let expected = [
        ("/status", Code::LengthMismatch),
        ("/hire", Code::LengthMismatch),
        ("/numerator/1", Code::Negative),
        ("/denominator/0", Code::Negative),
    ];
    assert_eq!((told, status, short), (expected.to_vec(), [9; 2], [9]));
}
