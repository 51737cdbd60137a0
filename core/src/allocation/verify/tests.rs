//! Certificates and their faults, by hand.

use super::*;
use crate::allocation::certificate::Bounds;
use crate::apportion::{BoundsPolicy, RoundingScope};
use crate::problem::Problem;
use crate::{Bound, Key, Options, Table, allocate};

fn kronor(kronor: i64) -> Money {
    Money::from_kronor(kronor).unwrap()
}

/// An allocation over a, b, c, … by their weights.
fn divided(total: &str, weights: &[u64], options: &Options) -> Allocation {
    let ids = ["a", "b", "c", "d"];
    let table = Table::builder("id", &ids[..weights.len()])
        .column("weight", weights.to_vec())
        .build()
        .unwrap();
    allocate(&table, total.parse().unwrap(), &Key::measure("weight").unwrap(), options).unwrap()
}

/// The same with a minimum and a maximum of its own for each.
fn bounded(
    total: i64,
    [weights, minimums, maximums]: [[u64; 3]; 3],
    options: &Options,
) -> Certificate {
    let table = Table::builder("id", ["a", "b", "c"])
        .column("weight", weights)
        .column("least", minimums)
        .column("most", maximums)
        .build()
        .unwrap();
    let options = options.clone().minimum(Bound::Column("least".into()));
    let options = match maximums {
        [0, 0, 0] => options,
        _ => options.maximum(Bound::Column("most".into())),
    };
    let key = Key::measure("weight").unwrap();
    allocate(&table, kronor(total), &key, &options).unwrap().certificate()
}

fn amounts(certificate: &Certificate) -> Vec<String> {
    certificate.amounts.iter().map(|amount| amount.to_string()).collect()
}

/// The same certificate with other amounts, of the same sum.
fn with<const N: usize>(certificate: &Certificate, amounts: [i64; N]) -> Certificate {
    Certificate { amounts: amounts.map(kronor).to_vec(), ..certificate.clone() }
}

fn faults(certificate: &Certificate) -> Vec<Problem> {
    let error = certificate.verify().unwrap_err();
    assert!(error.problems().iter().all(|problem| problem.code() == Code::NotVerified));
    error.problems().to_vec()
}

fn paths(certificate: &Certificate) -> Vec<String> {
    faults(certificate).iter().map(|problem| problem.path().to_owned()).collect()
}

#[test]
fn the_largest_remainder_by_hand() {
    // 14 2/7, 28 4/7, 57 1/7: 14, 29, 57.
    let right = divided("100", &[1, 2, 4], &Options::new()).certificate();
    right.verify().unwrap();
    assert_eq!(amounts(&right), ["14", "29", "57"]);
    assert_eq!(paths(&with(&right, [14, 29, 58])), ["/unallocated"]);
    assert_eq!(paths(&with(&right, [29, 14, 57])), ["/amounts/0", "/amounts/1"]);
    let fault = &faults(&with(&right, [13, 29, 58]))[0];
    assert_eq!(
        fault.to_string(),
        "/amounts/0: not_verified: got 13 for a, want the entitlement 100/7 rounded down or up to a whole unit"
    );
    assert_eq!(paths(&with(&right, [14, 28, 58])), ["/amounts/2"]);
    // A charge is the mirror image, and an amount on the other side of zero is none.
    let charge = divided("-100", &[1, 2, 4], &Options::new()).certificate();
    charge.verify().unwrap();
    assert_eq!(amounts(&charge), ["-14", "-29", "-57"]);
    assert_eq!(paths(&with(&charge, [14, -57, -57])), ["/amounts/0"]);
    assert_eq!(paths(&with(&charge, [-15, -28, -57])), ["/amounts/0"]);
}

#[test]
fn ties_fall_by_their_rule_and_are_reported() {
    // Two units for three with 2/3 each: the first two by id.
    let by_id = divided("2", &[1, 1, 1], &Options::new()).certificate();
    by_id.verify().unwrap();
    assert_eq!(
        (amounts(&by_id), by_id.tied.join(" ")),
        (vec!["1".into(), "1".into(), "0".into()], "a b c".into())
    );
    let fault = &faults(&with(&by_id, [1, 0, 1]))[0];
    assert_eq!(
        fault.to_string(),
        "/amounts/2: not_verified: got 1 for c, with a unit in a tie, want b first, by_id"
    );
    let unreported = Certificate { tied: Vec::new(), ..by_id.clone() };
    assert_eq!(paths(&unreported), ["/tied"]);
    assert_eq!(
        (faults(&unreported)[0].got(), faults(&unreported)[0].want()),
        ("nobody", "a, b, c")
    );
    assert_eq!(
        paths(&Certificate { units_at_stake: "1".parse().unwrap(), ..by_id.clone() }),
        ["/units_at_stake"]
    );
    // The same result where ties should have been refused, and by another list.
    assert_eq!(paths(&Certificate { ties: TieRule::Refuse, ..by_id.clone() }), ["/ties"]);
    let order = |list: [&str; 3]| Options::new().ties(TieRule::ByList).tie_order(list);
    let listed = divided("2", &[1, 1, 1], &order(["c", "a", "b"])).certificate();
    listed.verify().unwrap();
    assert_eq!(amounts(&listed), ["1", "0", "1"]);
    assert_eq!(paths(&Certificate { ties: TieRule::ById, ..listed.clone() }), ["/tie_order"]);
    let gap = Certificate { tie_order: vec!["c".into(), "c".into(), "b".into()], ..listed };
    assert_eq!(paths(&gap), ["/tie_order/1", "/tie_order"]);
    // 1/2 and 3/2: the unit is the heavier's by weight, and the first's by id.
    let heavier = divided("2", &[1, 3], &Options::new().ties(TieRule::ByWeight)).certificate();
    heavier.verify().unwrap();
    assert_eq!(amounts(&heavier), ["0", "2"]);
    assert_eq!(paths(&Certificate { ties: TieRule::ById, ..heavier }), ["/amounts/1"]);
}

#[test]
fn minimums_maximums_and_the_level() {
    // 885/22, 29 and 413/22: the unit left is the third's. With all 23 of the weight one would have
    // 23 · 59/22 = 1357/22.
    let facts = [[15, 1, 7], [0, 29, 9], [48, 99, 25]];
    let right = bounded(88, facts, &Options::new());
    right.verify().unwrap();
    let text = serde_json::to_value(&right).unwrap();
    assert_eq!(
        text["bounds"],
        serde_json::json!({
            "policy": "water_level",
            "minimum_for_zero": false,
            "minimums": ["0", "29", "9"],
            "asked": null,
            "maximums": ["48", null, "25"],
            "level": "1357/22",
        })
    );
    assert_eq!(amounts(&right), ["40", "29", "19"]);
    assert_eq!(paths(&with(&right, [41, 29, 18])), ["/amounts/0"]);
    assert_eq!(paths(&with(&right, [40, 30, 18])), ["/amounts/1"]);
    let change = |change: &dyn Fn(&mut Bounds)| {
        let mut wrong = right.clone();
        change(wrong.bounds.as_mut().unwrap());
        wrong
    };
    let level = change(&|bounds| bounds.level = Some("1358/22".parse().unwrap()));
    // The free two have 22/23 of the weight: 1358/23 and 29 are 2025/23.
    assert_eq!(
        faults(&level)[0].to_string(),
        "/bounds/level: not_verified: got 679/11, with a sum of 2025/23, want one at which entitlements sum to 88"
    );
    assert_eq!(paths(&change(&|bounds| bounds.level = None)), ["/bounds/level"]);
    let crossed = change(&|bounds| bounds.maximums[2] = Some("8".parse().unwrap()));
    assert_eq!(paths(&crossed), ["/bounds/maximums/2"]);
    let binding = change(&|bounds| bounds.maximums[2] = Some("18".parse().unwrap()));
    assert_eq!(paths(&binding), ["/bounds/level"]);
}

#[test]
fn a_base_and_a_share_on_top() {
    // 71 on top of three times 10: 10 1/7, 20 2/7, 40 4/7.
    let options = Options::new().bounds(BoundsPolicy::BaseThenShare);
    let right = bounded(101, [[1, 2, 4], [10, 10, 10], [0, 0, 0]], &options);
    right.verify().unwrap();
    assert_eq!(amounts(&right), ["20", "30", "51"]);
    assert_eq!(paths(&with(&right, [20, 31, 50])), ["/amounts/1"]);
    // The entitlement is what is rounded: 3 + 1/2 has its even neighbour above, 2 + 1/2 below.
    let halves = options.clone().rounding(Rounding::HalfEven);
    let right = bounded(6, [[1, 1, 0], [3, 2, 0], [0, 0, 0]], &halves);
    right.verify().unwrap();
    assert_eq!((amounts(&right).concat(), right.unallocated), ("420".into(), Money::ZERO));
    // The larger entitlement goes first by weight: 4 + 1/2 before 1 + 3/2.
    let by_weight = options.clone().ties(TieRule::ByWeight);
    let right = bounded(7, [[1, 3, 0], [4, 1, 0], [0, 0, 0]], &by_weight);
    right.verify().unwrap();
    assert_eq!(amounts(&right).concat(), "520");
    assert_eq!(paths(&with(&right, [4, 3, 0])), ["/amounts/1"]);
    // 2 units of 3 seats are bases; the third is d'Hondt's on the weights, the largest one's.
    let seats = options.rounding(Rounding::Dhondt).ties(TieRule::ById);
    let right = bounded(3, [[1, 2, 4], [1, 1, 0], [0, 0, 0]], &seats);
    right.verify().unwrap();
    assert_eq!(amounts(&right), ["1", "1", "1"]);
    assert_eq!(paths(&with(&right, [1, 2, 0])), ["/amounts/1"]);
    assert_eq!(paths(&with(&right, [0, 2, 1])), ["/amounts/0"]);
}

#[test]
fn original_quotas_topped_up() {
    // 0.9, 5.6, 4.5: the first is raised to 1, and of 1 + 5 + 4 one unit is left, the second's.
    let options = Options::new().bounds(BoundsPolicy::TopUpOriginalQuota);
    let right = bounded(11, [[9, 56, 45], [1, 1, 1], [0, 0, 0]], &options);
    right.verify().unwrap();
    assert_eq!(amounts(&right), ["1", "6", "4"]);
    assert_eq!(paths(&with(&right, [1, 5, 5])), ["/amounts/2"]);
    assert_eq!(paths(&with(&right, [2, 5, 4])), ["/amounts/0"]);
}

#[test]
fn minimums_that_were_cut() {
    // Three times 60 of 100: 33 1/3 each, the odd one the first's. The weights do not matter.
    let options = Options::new().reduce_minimums(true);
    let right = bounded(100, [[1, 2, 4], [60, 60, 60], [0, 0, 0]], &options);
    right.verify().unwrap();
    assert_eq!(amounts(&right), ["34", "33", "33"]);
    let mut wrong = with(&right, [33, 34, 33]);
    let bounds = wrong.bounds.as_mut().unwrap();
    bounds.minimums.swap(0, 1);
    assert_eq!(paths(&wrong), ["/bounds/minimums/1"]);
    let mut wrong = right.clone();
    wrong.bounds.as_mut().unwrap().asked =
        Some(["30", "30", "30"].map(|u| u.parse().unwrap()).into());
    assert_eq!(paths(&wrong), ["/bounds/asked"]);
    // Minimums of 5, 27, 5 and 7 cut to 4: 20/44, 108/44, 20/44 and 28/44. Beyond 0, 2, 0 and 0 the
    // last has a unit for its 28/44, and three are equal at 20/44: by id the first, by weight the
    // one with the largest minimum.
    let asked = |ties| {
        let table = Table::builder("id", ["a", "b", "c", "d"])
            .column("w", [1, 1, 1, 1])
            .column("least", [5, 27, 5, 7])
            .build()
            .unwrap();
        let options = Options::new().reduce_minimums(true).minimum(Bound::Column("least".into()));
        allocate(&table, kronor(4), &Key::measure("w").unwrap(), &options.ties(ties))
    };
    for (ties, want) in [(TieRule::ById, "1201"), (TieRule::ByWeight, "0301")] {
        let right = asked(ties).unwrap().certificate();
        right.verify().unwrap();
        assert_eq!(amounts(&right).concat(), want, "{ties}");
        assert_eq!((right.tied.concat(), right.units_at_stake.0), ("abc".into(), 1));
        let mut wrong = right;
        wrong.tied.clear();
        assert_eq!(paths(&wrong), ["/tied"]);
    }
    assert_eq!(asked(TieRule::Refuse).unwrap_err().problems()[0].code(), Code::TieRefused);
    // Someone without weight gets its minimum where that was asked for, and only there.
    let options = Options::new().minimum_for_zero(true);
    let right = bounded(100, [[0, 2, 4], [10, 10, 10], [0, 0, 0]], &options);
    right.verify().unwrap();
    assert_eq!(amounts(&right), ["10", "30", "60"]);
    let mut wrong = right;
    wrong.bounds.as_mut().unwrap().minimum_for_zero = false;
    assert_eq!(paths(&wrong), ["/bounds/minimums/0"]);
}

#[test]
fn statutory_roundings_one_by_one() {
    // 2.5, 2.5 and 5 of 10; and of 10.50 the halves of 5.25: 2.625, 2.625, 5.25.
    for (rounding, ten, more) in [
        (Rounding::Down, [2, 2, 5], [2, 2, 5]),
        (Rounding::Up, [3, 3, 5], [3, 3, 6]),
        (Rounding::HalfUp, [3, 3, 5], [3, 3, 5]),
        (Rounding::HalfDown, [2, 2, 5], [3, 3, 5]),
        (Rounding::HalfEven, [2, 2, 5], [3, 3, 5]),
    ] {
        for (total, want) in [("10", ten), ("-10", ten), ("10.50", more)] {
            let options = Options::new().rounding(rounding);
            let right = divided(total, &[1, 1, 2], &options).certificate();
            right.verify().unwrap();
            let sign = if total.starts_with('-') { -1 } else { 1 };
            assert_eq!(right.amounts, want.map(|units| kronor(units * sign)), "{rounding} {total}");
            for row in 0..3 {
                for step in [-1, 1] {
                    let mut wrong = right.clone();
                    wrong.amounts[row] = wrong.amounts[row].plus(kronor(step)).unwrap();
                    assert_eq!(paths(&wrong), ["/unallocated"]);
                    wrong.unallocated = wrong.unallocated.minus(kronor(step)).unwrap();
                    assert_eq!(paths(&wrong), [format!("/amounts/{row}")], "{rounding} {total}");
                }
            }
        }
    }
}

#[test]
fn divisor_methods_by_hand() {
    let seats = |total, weights: &[u64], method| {
        let options = Options::new().rounding(method).ties(TieRule::ById);
        divided(total, weights, &options).certificate()
    };
    // 53, 26.5, 24, 23, 17.7, 13.25, 12 are the seven largest of d'Hondt;
    // 53, 24, 23, 17.7, 10.6, 8, 7.67 (half of the claims) of Webster.
    let dhondt = seats("7", &[53, 24, 23], Rounding::Dhondt);
    let webster = seats("7", &[53, 24, 23], Rounding::Webster);
    dhondt.verify().unwrap();
    webster.verify().unwrap();
    assert_eq!(
        (amounts(&dhondt).concat(), amounts(&webster).concat()),
        ("421".into(), "322".into())
    );
    let fault = &faults(&with(&dhondt, [3, 2, 2]))[0];
    assert_eq!(
        fault.to_string(),
        "/amounts/2: not_verified: got 2 for c, whose last unit has a weaker claim, want the next unit of a first"
    );
    assert_eq!(paths(&with(&webster, [4, 2, 1])), ["/amounts/0"]);
    // Where the first signpost is zero everyone with a weight has one, and nobody without.
    for method in [Rounding::Adams, Rounding::Dean, Rounding::HuntingtonHill] {
        let right = seats("3", &[90, 5, 0, 5], method);
        right.verify().unwrap();
        assert_eq!(paths(&with(&right, [2, 1, 0, 0])), ["/amounts/3"]);
        assert_eq!(paths(&with(&right, [1, 1, 1, 0])), ["/amounts/2", "/amounts/3"]);
    }
    // After the first claim, 2, two are equal: 2/2 and 1/1.
    let tied = seats("2", &[2, 1], Rounding::Dhondt);
    tied.verify().unwrap();
    assert_eq!((amounts(&tied).concat(), tied.tied.concat()), ("20".into(), "ab".into()));
    assert_eq!(paths(&with(&tied, [1, 1])), ["/amounts/1"]);
}

#[test]
fn components_rounded_each_by_itself() {
    // 7 by (1, 2): 2 1/3, 4 2/3; 3 by (1, 1): 1 1/2 each, the odd one a's.
    let table =
        Table::builder("id", ["a", "b"]).column("x", [1, 2]).column("y", [1, 1]).build().unwrap();
    let key = Key::new([("p", "0.7", "x"), ("q", "0.3", "y")]).unwrap();
    let options = Options::new().rounding_scope(RoundingScope::Component);
    let right = allocate(&table, kronor(10), &key, &options).unwrap().certificate();
    right.verify().unwrap();
    let text = serde_json::to_value(&right).unwrap();
    assert_eq!(
        text["parts"],
        serde_json::json!([
            {"name": "p", "pot": "7", "amounts": ["2", "5"]},
            {"name": "q", "pot": "3", "amounts": ["2", "1"]},
        ])
    );
    assert_eq!((amounts(&right).join(" "), right.tied.concat()), ("4 6".into(), "ab".into()));
    assert_eq!(paths(&with(&right, [5, 5])), ["/amounts/0", "/amounts/1"]);
    let mut wrong = with(&right, [3, 7]);
    wrong.parts[1].amounts.swap(0, 1);
    assert_eq!(paths(&wrong), ["/parts/1/amounts/1"]);
    let mut wrong = with(&right, [3, 7]);
    wrong.parts[0].pot = kronor(8);
    wrong.parts[1].pot = kronor(2);
    wrong.parts[0].amounts = [2, 6].map(kronor).into();
    wrong.parts[1].amounts = [1, 1].map(kronor).into();
    assert_eq!(paths(&wrong)[..2], ["/parts/0/pot", "/parts/1/pot"]);
    assert_eq!(paths(&Certificate { parts: Vec::new(), ..right }), ["/parts"]);
    // 0.4, 0.4 and 0.2 of 1: pots of 1, 1 and −1 sum to it, and each is one unit in size.
    let key = Key::new([("p", "0.4", "x"), ("q", "0.4", "x"), ("r", "0.2", "x")]).unwrap();
    let options = options.rounding(Rounding::HalfUp);
    let mut wrong = allocate(&table, kronor(1), &key, &options).unwrap().certificate();
    wrong.verify().unwrap();
    for (part, pot) in wrong.parts.iter_mut().zip([1, 1, -1]) {
        (part.pot, part.amounts) = (kronor(pot), [0, 1].map(kronor).into());
    }
    wrong.amounts = [0, 3].map(kronor).into();
    wrong.unallocated = kronor(-2);
    assert_eq!(paths(&wrong), ["/parts/2/pot"]);
}

#[test]
fn facts_of_the_certificate_hold_together() {
    let right = divided("100", &[1, 2, 4], &Options::new()).certificate();
    let mut wrong = right.clone();
    wrong.components[0].weights[0] = "2".parse().unwrap();
    wrong.components[0].share = "1/2".parse().unwrap();
    assert_eq!(paths(&wrong), ["/components", "/components/0/sum"]);
    // In another scale they say the same.
    let mut scaled = right.clone();
    scaled.components[0].weights = ["30", "60", "120"].map(|w| w.parse().unwrap()).into();
    scaled.components[0].sum = "210".parse().unwrap();
    scaled.verify().unwrap();
    let mut wrong = Certificate { certificate: 2, ..right.clone() };
    wrong.ids[1] = "a".into();
    wrong.amounts.pop();
    assert_eq!(paths(&wrong), ["/certificate", "/amounts", "/ids/1"]);
    // Nothing for nobody is no allocation; nothing for someone is.
    let none = Certificate { components: Vec::new(), ..right };
    assert_eq!(paths(&none), ["/components"]);
    divided("0", &[0, 0], &Options::new()).verify().unwrap();
}

#[test]
fn a_document_is_read_strictly() {
    let right = divided("100", &[1, 2, 4], &Options::new()).certificate();
    let text = serde_json::to_string(&right).unwrap();
    let read = |text: &str| serde_json::from_str::<Certificate>(text).map_err(|e| e.to_string());
    assert_eq!(read(&text).unwrap(), right);
    assert_eq!(read(&text.replace(r#""sum":"7""#, r#""sum":7"#)).unwrap(), right);
    for (from, to) in [
        (r#""sum":"7""#, r#""sum":7.0"#),
        (r#""sum":"7""#, r#""sum":"-7""#),
        (r#""tied":[]"#, r#""tied":[],"by":1"#),
        (r#""tied":[],"#, ""),
        (r#""share":"1""#, r#""share":"1/0""#),
        (r#""unit":"1""#, r#""unit":"0""#),
        ("by_id", "by_lot"),
    ] {
        assert!(text.contains(from) && read(&text.replace(from, to)).is_err(), "{to}");
    }
}
