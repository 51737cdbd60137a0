//! What holds for every check of staff and every plan, whatever the numbers. Expectations are made
//! from the definitions with big rationals and by searching step by step: nothing is shared with
//! the library.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use proptest::prelude::*;
use statsbidrag::{
    Code, Condition, Force, Limit, Numbers, Ratio, RatioRule, RatioStatus, Span, StaffingOptions,
    Table, check_staffing, plan_staffing,
};

fn big(text: &str) -> BigRational {
    match text.split_once('/') {
        Some((n, d)) => BigRational::new(n.parse().unwrap(), d.parse().unwrap()),
        None => BigRational::from_integer(text.parse().unwrap()),
    }
}

/// As a ratio of the library prints, fractions and decimals alike.
fn same(found: Option<&Ratio>, want: &BigRational) -> bool {
    let text = format!("{}/{}", want.numer(), want.denom());
    found == Some(&text.parse().unwrap())
}

/// Zeros, small numbers that meet limits, fractions, and numbers over 64 bits.
fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just("0".to_owned()),
        6 => (0..40u32).prop_map(|n| n.to_string()),
        3 => (0..200u32, 1..12u32).prop_map(|(n, d)| format!("{n}/{d}")),
        1 => (0..9u32).prop_map(|n| format!("{n}000000000000000000000000000000")),
    ]
}

fn over_zero() -> impl Strategy<Value = String> {
    prop_oneof![
        (1..20u32).prop_map(|n| n.to_string()),
        (1..60u32, 1..9u32).prop_map(|(n, d)| format!("{n}/{d}")),
    ]
}

fn table(id: &[String], columns: &[(&str, &[String])]) -> Table {
    let mut builder = Table::builder("id", id);
    for (name, cells) in columns {
        builder = builder.column(*name, Numbers::parse(cells.iter().map(String::as_str)));
    }
    builder.build().unwrap()
}

/// A table of one row.
fn row(cells: &[(&str, &str)]) -> Table {
    let cells = cells.iter().map(|(name, cell)| (*name, [(*cell).to_owned()]));
    let cells: Vec<_> = cells.collect();
    let columns: Vec<_> = cells.iter().map(|(name, cell)| (*name, &cell[..])).collect();
    table(&ids(1), &columns)
}

fn ids(count: usize) -> Vec<String> {
    (0..count).map(|i| format!("{i:03}")).collect()
}

/// The least whole number of steps that keeps `test` happy, found by doubling and halving.
fn least_steps(test: impl Fn(&BigInt) -> bool) -> BigInt {
    let mut high = BigInt::one();
    if test(&BigInt::zero()) {
        return BigInt::zero();
    }
    while !test(&high) {
        high *= 2;
    }
    let mut low: BigInt = &high / 2;
    while &high - &low > BigInt::one() {
        let middle: BigInt = (&high + &low) / 2;
        if test(&middle) { high = middle } else { low = middle }
    }
    high
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn a_highest_ratio_is_held_by_its_definition(
        num in number(), den in number(), limit in over_zero(), weight in over_zero(), step in over_zero(),
    ) {
        let rule = RatioRule::new("r", "n".parse().unwrap(), format!("{weight}*d").parse().unwrap())
            .at_most(limit.parse::<Ratio>().unwrap())
            .hire("d", step.parse().unwrap());
        let table = row(&[("n", &num), ("d", &den)]);
        let check = check_staffing(&table, &[rule], &StaffingOptions::new()).unwrap();
        let line = check.lines().next().unwrap();
        prop_assert_eq!(check.statuses(0), [Some(line.figures.status)]);

        let (num, limit, weight, step) = (big(&num), big(&limit), big(&weight), big(&step));
        let den = big(&den) * &weight;
        let status = match (num.is_zero(), den.is_zero()) {
            (true, true) => RatioStatus::Vacuous,
            (false, true) => RatioStatus::NoDenominator,
            _ if num <= &limit * &den => RatioStatus::Met,
            _ => RatioStatus::Breach,
        };
        prop_assert_eq!(line.figures.status, status);
        let zero = BigRational::zero();
        let positive = |number: BigRational| if number > zero { number } else { zero.clone() };
        prop_assert!(same(line.figures.headroom.as_ref(), &positive(&limit * &den - &num)));
        prop_assert!(same(line.figures.excess.as_ref(), &positive(&num - &limit * &den)));
        // The gap is what makes the two sides equal where they are not.
        let gap = positive(&num / &limit - &den);
        prop_assert!(same(line.figures.gap.as_ref(), &gap));
        prop_assert!(gap.is_zero() || num == &limit * (&den + &gap));
        let steps = least_steps(|steps| {
            num <= &limit * (&den + &weight * &step * BigRational::from_integer(steps.clone()))
        });
        prop_assert!(same(line.figures.hire.as_ref(), &(&step * BigRational::from_integer(steps))));
    }

    #[test]
    fn a_lowest_ratio_is_held_by_its_definition(
        num in number(), den in number(), limit in over_zero(), weight in over_zero(), step in over_zero(),
    ) {
        let rule = RatioRule::new("r", format!("{weight}*n").parse().unwrap(), "d".parse().unwrap())
            .at_least(limit.parse::<Ratio>().unwrap())
            .hire("n", step.parse().unwrap());
        let table = row(&[("n", &num), ("d", &den)]);
        let check = check_staffing(&table, &[rule], &StaffingOptions::new()).unwrap();
        let figures = check.lines().next().unwrap().figures;
        let (den, limit, weight, step) = (big(&den), big(&limit), big(&weight), big(&step));
        let num = big(&num) * &weight;
        let is_low = num < &limit * &den;
        prop_assert_eq!(figures.status == RatioStatus::Breach, is_low);
        let lacking = if is_low { &limit * &den - &num } else { BigRational::zero() };
        let room = if is_low { BigRational::zero() } else { &num - &limit * &den };
        prop_assert!(same(figures.gap.as_ref(), &lacking));
        prop_assert!(same(figures.headroom.as_ref(), &room));
        let steps = least_steps(|steps| {
            &num + &weight * &step * BigRational::from_integer(steps.clone()) >= &limit * &den
        });
        prop_assert!(same(figures.hire.as_ref(), &(&step * BigRational::from_integer(steps))));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn moves_are_those_that_moving_one_at_a_time_makes(
        teams in prop::collection::vec((0..15i64, 0..3i64), 1..8),
        limit in prop::sample::select(vec!["6", "13/2", "1", "9/4"]),
    ) {
        let (heads, supervisors): (Vec<_>, Vec<_>) =
            teams.iter().map(|(n, d)| (n.to_string(), d.to_string())).unzip();
        let table = table(&ids(teams.len()), &[("n", &heads), ("d", &supervisors)]);
        let table = table.with_column("unit", vec!["U"; teams.len()]).unwrap();
        let rule = RatioRule::new("r", "n".parse().unwrap(), "d".parse().unwrap())
            .at_most(limit.parse::<Ratio>().unwrap())
            .hire("d", Ratio::one());
        let check = check_staffing(&table, &[rule], &StaffingOptions::new().unit("unit")).unwrap();

        let limit = big(limit);
        let fits = |n: i64, d: i64| BigRational::from_integer(n.into()) <= &limit * BigRational::from_integer(d.into());
        let mut moved = teams.clone();
        let mut count = 0;
        while let Some(from) = moved.iter().position(|&(n, d)| !fits(n, d))
            // Not to one who has none: who leads others is no team for these.
            && let Some(to) = (0..teams.len()).find(|&to| teams[to].0 > 0 && fits(moved[to].0 + 1, moved[to].1))
        {
            moved[from].0 -= 1;
            moved[to].0 += 1;
            count += 1;
        }
        // Who is still over gets supervisors: each row hires for its own, or one row for all of them.
        let over = |&(n, d): &(i64, i64)| (0..=n).find(|&out| fits(n - out, d)).unwrap();
        let left: i64 = moved.iter().map(over).sum();
        let for_own: i64 =
            moved.iter().map(|&(n, d)| (0..).find(|&more| fits(n, d + more)).unwrap()).sum();
        let teams_with_some = moved.iter().zip(&teams).filter(|(_, team)| team.0 > 0);
        let together = teams_with_some.map(|(row, _)| {
            let full = (row.0 - over(row)..).take_while(|&n| fits(n, row.1)).last().unwrap();
            (0..).find(|&more| fits(full + left, row.1 + more)).unwrap()
        });
        let hired = for_own.min(together.min().unwrap_or(0));
        let moves = check.moves();
        if teams.iter().all(|&(n, d)| fits(n, d)) {
            prop_assert!(moves.is_empty());
        } else {
            prop_assert_eq!(moves[0].moves.to_string(), count.to_string());
            prop_assert_eq!(moves[0].hire_after_moves.as_ref().unwrap().to_string(), hired.to_string());
            // The steps lead to tables that are as good.
            let mut stepped: Vec<i64> = teams.iter().map(|team| team.0).collect();
            for step in &moves[0].steps {
                let count: i64 = step.count.to_string().parse().unwrap();
                stepped[step.from.parse::<usize>().unwrap()] -= count;
                stepped[step.to.parse::<usize>().unwrap()] += count;
            }
            let over = |heads: &[i64]| -> i64 {
                let rows = heads.iter().zip(&teams);
                rows.map(|(&n, &(_, d))| (0..=n).find(|&out| fits(n - out, d)).unwrap()).sum()
            };
            let left: Vec<i64> = moved.iter().map(|team| team.0).collect();
            prop_assert_eq!(over(&stepped), over(&left));
        }
    }

    #[test]
    fn the_order_of_rows_and_rules_is_irrelevant(
        rows in prop::collection::vec((number(), number(), number()), 1..12),
        limits in (over_zero(), over_zero()),
    ) {
        let rule = |id: &str, num: &str, limit: &str| {
            RatioRule::new(id, num.parse().unwrap(), "d".parse().unwrap()).at_most(limit.parse::<Ratio>().unwrap())
        };
        let rules = [rule("one", "n", &limits.0), rule("two", "2*n + m", &limits.1)];
        let lines = |turned: bool| {
            let mut order: Vec<usize> = (0..rows.len()).collect();
            if turned { order.reverse() }
            let column = |of: fn(&(String, String, String)) -> &String| -> Vec<String> {
                order.iter().map(|&row| of(&rows[row]).clone()).collect()
            };
            let id: Vec<String> = order.iter().map(|row| format!("{row:03}")).collect();
            let table = table(&id, &[("n", &column(|r| &r.0)), ("m", &column(|r| &r.1)), ("d", &column(|r| &r.2))]);
            let rules: Vec<_> = if turned { rules.iter().rev().cloned().collect() } else { rules.to_vec() };
            let check = check_staffing(&table, &rules, &StaffingOptions::new()).unwrap();
            let mut lines: Vec<_> =
                check.lines().map(|line| (line.rule.to_owned(), line.id.to_owned(), line.figures)).collect();
            lines.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
            let mut totals = check.totals();
            totals.sort_by(|a, b| a.rule.cmp(&b.rule));
            (lines, totals)
        };
        prop_assert_eq!(lines(false), lines(true));
    }

    /// The statuses that are kept for every row are those that the definition gives.
    #[test]
    fn statuses_are_by_the_definition(
        rows in prop::collection::vec((number(), number(), any::<[bool; 2]>()), 1..9),
        most in prop::option::of(over_zero()),
        least in prop::option::of(over_zero()),
        is_statistic: bool,
        is_for_some: bool,
    ) {
        let limits = [most.clone(), least.clone()].map(|limit| limit.map(|limit| big(&limit)));
        let crossed = matches!(&limits, [Some(most), Some(least)] if least > most);
        prop_assume!(limits.iter().any(Option::is_some) && !crossed);
        // At times just at a limit.
        let on = limits.iter().flatten().next().unwrap();
        let n: Vec<String> = rows.iter().map(|(n, d, [is_at, _])| {
            let at = on * big(d);
            if *is_at { format!("{}/{}", at.numer(), at.denom()) } else { n.clone() }
        }).collect();
        let d: Vec<String> = rows.iter().map(|(_, d, _)| d.clone()).collect();
        let is_meant: Vec<bool> = rows.iter().map(|(.., [_, is_meant])| *is_meant || !is_for_some).collect();
        let table = table(&ids(rows.len()), &[("n", &n), ("d", &d)]).with_column("f", is_meant.clone()).unwrap();
        let limit = |text: &String| {
            let limit = Limit::new(text.parse().unwrap());
            if is_for_some { limit.when(Condition::flag("f", true)) } else { limit }
        };
        let mut rule = RatioRule::new("r", "n".parse().unwrap(), "d".parse().unwrap());
        rule = most.iter().fold(rule, |rule, most| rule.at_most(limit(most)));
        rule = least.iter().fold(rule, |rule, least| rule.at_least(limit(least)));
        if is_statistic {
            rule = rule.of_force(Force::Statistic);
        }
        let check = check_staffing(&table, &[rule], &StaffingOptions::new()).unwrap();
        for (row, status) in check.statuses(0).iter().enumerate() {
            let (n, d) = (big(&n[row]), big(&d[row]));
            let is_over = limits[0].as_ref().is_some_and(|most| n > most * &d);
            let is_under = limits[1].as_ref().is_some_and(|least| n < least * &d);
            let want = match (d.is_zero(), n.is_zero()) {
                _ if is_statistic => RatioStatus::Reference,
                (true, true) => RatioStatus::Vacuous,
                (true, false) => RatioStatus::NoDenominator,
                _ if is_over || is_under => RatioStatus::Breach,
                _ => RatioStatus::Met,
            };
            prop_assert_eq!(*status, is_meant[row].then_some(want));
        }
    }

    #[test]
    fn more_staff_never_opens_a_gap(num in number(), den in number(), more in over_zero(), limit in over_zero()) {
        let rule = RatioRule::new("r", "n".parse().unwrap(), "d".parse().unwrap())
            .at_most(limit.parse::<Ratio>().unwrap());
        let gap = |den: &BigRational| {
            let den = format!("{}/{}", den.numer(), den.denom());
            let table = row(&[("n", &num), ("d", &den)]);
            let check = check_staffing(&table, std::slice::from_ref(&rule), &StaffingOptions::new()).unwrap();
            check.lines().next().unwrap().figures.gap.unwrap()
        };
        let den = big(&den);
        prop_assert!(gap(&(&den + big(&more))) <= gap(&den));
    }

    #[test]
    fn totals_are_sums_over_sums(rows in prop::collection::vec((number(), number()), 1..9), limit in over_zero()) {
        let rule = RatioRule::new("r", "n".parse().unwrap(), "d".parse().unwrap())
            .at_most(limit.parse::<Ratio>().unwrap());
        let (num, den): (Vec<_>, Vec<_>) = rows.iter().cloned().unzip();
        let table = table(&ids(rows.len()), &[("n", &num), ("d", &den)]);
        let check = check_staffing(&table, &[rule], &StaffingOptions::new()).unwrap();
        let sum = |cells: &[String]| cells.iter().map(|cell| big(cell)).sum::<BigRational>();
        let (num, den) = (sum(&num), sum(&den));
        let totals = check.totals();
        prop_assert_eq!(totals.len(), 1);
        prop_assert!(same(totals[0].figures.have_num.as_ref(), &num));
        prop_assert!(same(totals[0].figures.have_den.as_ref(), &den));
        let broken = num > big(&limit) * den.clone();
        prop_assert_eq!(totals[0].figures.status == RatioStatus::Breach, broken && !den.is_zero());
    }
}

/// Cases, social workers in FTE and heads, and supervisors, in units of half a post.
#[derive(Clone, Copy, Debug)]
struct Unit {
    cases: i64,
    halves: i64,
    heads: i64,
    supervisors: i64,
}

impl Unit {
    /// With so many half posts and supervisors hired: posts bring heads, whole ones and one for the
    /// rest.
    fn hire(self, halves: i64, supervisors: i64) -> Self {
        Self {
            halves: self.halves + halves,
            heads: self.heads + (halves + 1) / 2,
            supervisors: self.supervisors + supervisors,
            ..self
        }
    }

    /// At most `load` cases for each FTE, `span` heads for each supervisor, and a supervisor does
    /// casework for none: at least one FTE for each of them.
    fn keeps(self, load: i64, span: i64) -> bool {
        2 * self.cases <= load * self.halves
            && self.heads <= span * self.supervisors
            && self.halves >= 2 * self.supervisors
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_plan_is_the_least_that_leaves_no_breach(
        cases in 0..90i64, halves in 0..14i64, heads in 0..12i64, supervisors in 0..4i64,
        load in 5..20i64, span in 2..8i64, turned: bool,
    ) {
        let unit = Unit { cases, halves, heads, supervisors };
        let limit = |n: i64| n.to_string().parse::<Ratio>().unwrap();
        let rule = |id: &str, num: &str, den: &str| RatioRule::new(id, num.parse().unwrap(), den.parse().unwrap());
        let mut rules = vec![
            rule("load", "cases", "worker_fte").at_most(limit(load)).hire("worker_fte", "0.5".parse().unwrap()),
            rule("span", "worker_heads", "supervisor_heads").at_most(limit(span)).hire("supervisor_heads", Ratio::one()),
            rule("posts", "worker_fte", "supervisor_heads").at_least(limit(1)).hire("worker_fte", "0.5".parse().unwrap()),
        ];
        if turned { rules.reverse() }
        let table = row(&[
            ("cases", &cases.to_string()), ("worker_fte", &format!("{halves}/2")),
            ("worker_heads", &heads.to_string()), ("supervisor_heads", &supervisors.to_string()),
        ]);
        let plan = plan_staffing(&table, &rules, &StaffingOptions::new()).unwrap();
        let hired = |role: &str| -> BigRational {
            let posts = plan.posts().iter().filter(|post| post.role == role);
            posts.map(|post| big(&format!("{}/{}", post.hire.numerator(), post.hire.denominator()))).sum()
        };
        let whole = |number: BigRational| -> i64 {
            assert!(number.is_integer() && !number.is_negative());
            number.to_integer().try_into().unwrap()
        };
        let more = whole(hired("worker_fte") * big("2"));
        let chiefs = whole(hired("supervisor_heads"));
        prop_assert!(unit.hire(more, chiefs).keeps(load, span), "{:?}", plan.posts());
        // Whatever keeps the rules has at least as much of both.
        for fewer in 0..=more + 2 {
            for chief in 0..=chiefs + 2 {
                if unit.hire(fewer, chief).keeps(load, span) {
                    prop_assert!(fewer >= more && chief >= chiefs, "{fewer} halves and {chief}");
                }
            }
        }
    }
}

/// The hires of a plan by column.
fn hires(rules: &[RatioRule], table: &Table) -> BTreeMap<String, BigRational> {
    let plan = plan_staffing(table, rules, &StaffingOptions::new()).unwrap();
    let mut hires = BTreeMap::new();
    for post in plan.posts() {
        let hire = big(&format!("{}/{}", post.hire.numerator(), post.hire.denominator()));
        assert!(hire.is_positive(), "{post:?}");
        *hires.entry(post.role.clone()).or_insert_with(BigRational::zero) += hire;
    }
    hires
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Rules with different steps into the same column, rules of posts and of heads, and supervisors
    /// for those who are hired.
    #[test]
    fn the_order_of_rules_changes_no_plan_and_a_plan_leaves_no_breach(
        cells in prop::collection::vec(0..60i64, 5),
        loads in prop::collection::vec((1..30i64, prop::sample::select(vec!["1", "0.5", "0.25", "0.3", "3/7"])), 1..4),
        desks in 1..9i64, span in 2..9i64,
        order in Just((0..5usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let limit = |n: i64| n.to_string().parse::<Ratio>().unwrap();
        let rule = |id: &str, num: &str, den: &str| RatioRule::new(id, num.parse().unwrap(), den.parse().unwrap());
        let mut rules: Vec<RatioRule> = loads.iter().enumerate().map(|(i, (load, step))| {
            rule(&format!("load{i}"), "cases", "w_fte").at_most(limit(*load)).hire("w_fte", step.parse().unwrap())
        }).collect();
        rules.push(rule("desks", "desks", "w_heads").at_most(limit(desks)).hire("w_heads", Ratio::one()));
        rules.push(rule("span", "w_heads", "s_heads").at_most(limit(span)).hire("s_heads", Ratio::one()));
        let names = ["cases", "desks", "w_fte", "w_heads", "s_heads"];
        // Present posts are quarters.
        let text = |i: usize| if i == 2 { format!("{}/4", cells[i]) } else { cells[i].to_string() };
        let texts: Vec<String> = (0..5).map(text).collect();
        let facts: Vec<(&str, &str)> = names.iter().zip(&texts).map(|(name, cell)| (*name, cell.as_str())).collect();
        let here = row(&facts);
        let hired = hires(&rules, &here);
        let shuffled: Vec<RatioRule> = order.iter().filter_map(|&i| rules.get(i).cloned()).collect();
        prop_assert_eq!(&hires(&shuffled, &here), &hired);

        // Posts bring a head for each whole post and one for the rest; a head is a whole post.
        let of = |column: &str| hired.get(column).cloned().unwrap_or_else(BigRational::zero);
        let after = |column: &str, more: BigRational| {
            let cell = big(&texts[names.iter().position(|name| *name == column).unwrap()]) + more;
            format!("{}/{}", cell.numer(), cell.denom())
        };
        let (fte, heads) = (of("w_fte"), of("w_heads"));
        let (w_fte, w_heads) = (after("w_fte", &fte + &heads), after("w_heads", &heads + fte.ceil()));
        let s_heads = after("s_heads", of("s_heads"));
        let then = row(&[
            ("cases", &texts[0]), ("desks", &texts[1]), ("w_fte", &w_fte), ("w_heads", &w_heads), ("s_heads", &s_heads),
        ]);
        let check = check_staffing(&then, &rules, &StaffingOptions::new()).unwrap();
        prop_assert!(check.is_met(), "{hired:?}");
        prop_assert!(hires(&rules, &then).is_empty());
    }
}

/// Whether a ratio of `n` over `d`, at most or at least something, is met on these rows.
fn is_met(rule: RatioRule, n: [Option<i64>; 2], d: [Option<i64>; 2]) -> bool {
    let numbers = |cells: [Option<i64>; 2]| Numbers::scaled(cells.to_vec(), 1);
    let table = Table::builder("id", ids(2)).column("n", numbers(n)).column("d", numbers(d));
    check_staffing(&table.build().unwrap(), &[rule], &StaffingOptions::new()).unwrap().is_met()
}

#[test]
fn a_check_is_met_where_every_row_is_known_and_within() {
    let rule = || RatioRule::new("r", "n".parse().unwrap(), "d".parse().unwrap());
    let [none, six] = ["0", "6"].map(|limit| limit.parse::<Ratio>().unwrap());
    let one = [Some(1), Some(1)];
    assert!(is_met(rule().at_most(six.clone()), [Some(6), Some(3)], one));
    assert!(!is_met(rule().at_most(six.clone()), [Some(6), Some(7)], one));
    assert!(!is_met(rule().at_most(six.clone()), [Some(6), None], one));
    // Some and nobody to divide by is too many, also where none are allowed and no number would do.
    assert!(!is_met(rule().at_most(six.clone()), [Some(6), Some(1)], [Some(1), Some(0)]));
    assert!(!is_met(rule().at_most(none), [Some(0), Some(1)], [Some(1), Some(0)]));
    // A lowest value demands nothing there.
    assert!(is_met(rule().at_least(six), [Some(6), Some(1)], [Some(1), Some(0)]));
}

#[test]
fn a_lowest_value_over_the_highest_is_refused_where_days_are_shared() {
    let limit = |value: &str, year: i16| {
        Limit::new(value.parse().unwrap()).during(Span::year(year).unwrap())
    };
    let table = row(&[("n", "1"), ("d", "1")]);
    let check = |low: i16, high: i16| {
        let rule = RatioRule::new("r", "n".parse().unwrap(), "d".parse().unwrap());
        let rule = rule.at_least(limit("7", low)).at_most(limit("6", high));
        let options = StaffingOptions::new().at("2016-06-30".parse().unwrap());
        check_staffing(&table, &[rule], &options)
    };
    let is_told = |low, high| {
        let error = check(low, high).err();
        error.is_some_and(|error| {
            let mut problems = error.problems().iter();
            problems.any(|p| (p.path(), p.code()) == ("/rules/0/at_least/0/value", Code::Conflict))
        })
    };
    assert!(is_told(2016, 2016));
    assert!(!is_told(2017, 2016));
}

#[test]
fn a_table_with_groups_is_refused() {
    // Ids stand twice in it: rows of two groups would be taken for one.
    let table = Table::builder("id", ["a", "a"]).column("n", [1, 2]).column("d", [1, 1]);
    let table = table.column("year", ["2016", "2017"]).by("year").build().unwrap();
    let rule =
        RatioRule::new("r", "n".parse().unwrap(), "d".parse().unwrap()).at_most(Ratio::one());
    let options = StaffingOptions::new();
    let first = check_staffing(&table, std::slice::from_ref(&rule), &options).unwrap_err();
    let second = plan_staffing(&table, &[rule], &options).unwrap_err();
    for error in [first, second] {
        assert_eq!(
            (error.problems()[0].path(), error.problems()[0].code()),
            ("/by", Code::Conflict)
        );
    }
}

#[test]
fn the_receipt_of_a_check_is_of_the_columns_that_are_used() {
    let hash = |n: &str, other: &str| {
        let rule = RatioRule::new("r", "n".parse().unwrap(), "d".parse().unwrap());
        let rule = rule.at_most(Ratio::one());
        let table = row(&[("n", n), ("d", "1"), ("other", other)]);
        let check = check_staffing(&table, &[rule], &StaffingOptions::new()).unwrap();
        check.receipt().to_json()["facts_sha256"].clone()
    };
    assert_eq!(hash("1", "1"), hash("1", "2"));
    assert_ne!(hash("1", "1"), hash("2", "1"));
}
