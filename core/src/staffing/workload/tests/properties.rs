//! What must hold whatever the numbers are.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

const UNITS: [&str; 3] = ["x", "y", "z"];

/// A task: hours in quarters, unit, whether it is authority, whether an administrator can do it.
type Task = (i64, usize, bool, bool);

fn table_of(tasks: &[Task]) -> Table {
    let word = |task: &Task| if task.3 && !task.2 { "administrator" } else { "only_social_worker" };
    Table::builder("task", (0..tasks.len()).map(|row| row.to_string()))
        .column("hours", Numbers::scaled(tasks.iter().map(|task| Some(task.0)).collect(), 4))
        .column("who", vec!["social_worker"; tasks.len()])
        .column("can", tasks.iter().map(word).collect::<Vec<_>>())
        .column("authority", tasks.iter().map(|task| task.2).collect::<Vec<_>>())
        .column("unit", tasks.iter().map(|task| UNITS[task.1]).collect::<Vec<_>>())
        .build()
        .unwrap()
}

fn by_unit(hours: [i64; 3]) -> Administrators {
    Administrators::hours_by_unit(UNITS.into_iter().zip(hours.map(Ratio::from)))
}

fn sum(first: &Ratio, second: &Ratio) -> Ratio {
    [first, second].into_iter().sum()
}

fn ordered(freed: &TimeFreed) -> Vec<FreedRow> {
    let mut rows = freed.rows().to_vec();
    rows.sort_by(|first, second| first.unit.cmp(&second.unit));
    rows
}

proptest! {
    #[test]
    fn no_hour_is_lost_or_made(
        tasks in vec((0i64..100, 0usize..3, any::<bool>(), any::<bool>()), 1..12),
        hours in [0i64..60, 0i64..60, 0i64..60],
    ) {
        let table = table_of(&tasks);
        let freed = time_freed(&table, &list().unit("unit"), &week(by_unit(hours))).unwrap();
        for row in freed.rows().iter().chain([freed.total()]) {
            prop_assert_eq!(&sum(&row.freed, &row.unmoved), &row.movable);
            prop_assert_eq!(&sum(&row.freed, &row.unused), &row.administrators);
        }
        for row in freed.rows() {
            prop_assert!(row.unmoved.is_zero() || row.unused.is_zero());
        }
        let all: Ratio = Ratio::new(tasks.iter().map(|task| task.0).sum(), 4).unwrap();
        let total = freed.total();
        let kinds = [&total.movable, &total.authority, &total.only_social_worker];
        prop_assert_eq!(kinds.into_iter().sum::<Ratio>(), all);
        let authority: i64 = tasks.iter().filter(|task| task.2).map(|task| task.0).sum();
        prop_assert_eq!(&total.authority, &Ratio::new(authority, 4).unwrap());
        // Shared administrators free what the units do, and what they could not.
        let together = Administrators::hours(hours.iter().sum::<i64>().into());
        let pooled = time_freed(&table, &list(), &week(together)).unwrap();
        prop_assert_eq!(&pooled.total().freed, &sum(&total.freed, &freed.more_across_units()));
    }

    #[test]
    fn order_is_nothing_and_more_administrators_never_free_less(
        tasks in vec((0i64..100, 0usize..3, any::<bool>(), any::<bool>()), 1..12),
        hours in [0i64..60, 0i64..60, 0i64..60], more in 0i64..60,
    ) {
        let ask = list().unit("unit");
        let freed = time_freed(&table_of(&tasks), &ask, &week(by_unit(hours))).unwrap();
        let turned: Vec<_> = tasks.iter().rev().copied().collect();
        let again = time_freed(&table_of(&turned), &ask, &week(by_unit(hours))).unwrap();
        prop_assert_eq!(ordered(&freed), ordered(&again));
        let raised = by_unit([hours[0] + more, hours[1], hours[2]]);
        let raised = time_freed(&table_of(&tasks), &ask, &week(raised)).unwrap();
        prop_assert!(raised.total().freed >= freed.total().freed);
    }

    #[test]
    fn fte_are_their_hours(tasks in vec((0i64..100, 0usize..3, any::<bool>(), any::<bool>()), 1..8), quarters in 0i64..12) {
        let table = table_of(&tasks);
        let fte = Administrators::fte(Ratio::new(quarters, 4).unwrap());
        let hours = Administrators::hours((quarters * 10).into());
        let first = time_freed(&table, &list(), &week(fte)).unwrap();
        let second = time_freed(&table, &list(), &week(hours)).unwrap();
        prop_assert_eq!(first.rows(), second.rows());
    }

    #[test]
    fn a_supplement_is_within_half_an_ore_a_row_and_may_be_split(
        heads in vec(0i64..10_000, 1..10), ore in 0i64..1_000_000, months in 0i64..24, share in 0i64..=10_000,
    ) {
        let cost = |heads: Vec<i64>| {
            let table = Table::builder("id", (0..heads.len()).map(|row| row.to_string()))
                .column("heads", Numbers::scaled(heads.into_iter().map(Some).collect(), 100))
                .build()
                .unwrap();
            let monthly = Money::from_ore(ore).unwrap();
            let share = Ratio::new(share, 10_000).unwrap();
            pay_supplement(&table, &PaySupplement::new("heads", monthly, months, share)).unwrap()
        };
        let whole = cost(heads.clone());
        // In hundredths of heads and of per cent and in öre: an integer over 10⁶ · 10², by itself.
        let exact: i128 = heads.iter().map(|&heads| {
            i128::from(heads) * i128::from(ore) * i128::from(months) * i128::from(10_000 + share)
        }).sum();
        let rounded = Money::sum_ore(whole.rows().iter().map(|row| row.cost));
        prop_assert!((rounded * 1_000_000 - exact).abs() * 2 <= 1_000_000 * heads.len() as i128);
        prop_assert_eq!(rounded, i128::from(whole.total().cost.ore()));
        let split = cost(heads.iter().flat_map(|&heads| [heads / 2, heads - heads / 2]).collect());
        prop_assert_eq!(&split.total().exact, &whole.total().exact);
    }

    #[test]
    fn hours_and_fte_compare_alike(
        fte in 1i64..50, months in 1i64..12, hours in 1i64..200, price in 1i64..1000, salary in 1i64..100_000,
    ) {
        let table = Table::builder("id", ["a"]).column("fte", [fte]);
        let table = table.column("hours", [fte * months * hours]).build().unwrap();
        let against = |comparison: AgencyComparison, price: i64| {
            let comparison = comparison.price(price).against(salary, ratio("0.3142"));
            agency_cost(&table, &comparison).unwrap()
        };
        let by_fte = against(AgencyComparison::by_fte("fte", months), price * hours);
        let by_hours = against(AgencyComparison::by_hours("hours", hours), price);
        prop_assert_eq!(by_fte.rows(), by_hours.rows());
        prop_assert_eq!(by_fte.total(), &by_fte.rows()[0]);
        let row = by_fte.total();
        prop_assert_eq!(row.employed.plus(row.difference).unwrap(), row.agency);
        // Agency over employed with the months struck out.
        let want = Ratio::new(price * hours * 10_000, salary * 13_142);
        prop_assert_eq!(&row.quotient, &want);
    }

    #[test]
    fn grant_and_own_are_the_cost_and_days_are_counted_one_by_one(
        posts in vec((0i64..150, 0i64..900_000, 0usize..1200, proptest::option::of(0usize..1200), 0i64..=100), 1..6),
        first in 0usize..400, last in 400usize..1400,
    ) {
        // Days from 2015-01-01 on, by themselves: 2016 is the leap year.
        let calendar: Vec<(i16, String)> = (2015i16..=2020)
            .flat_map(|year| {
                let february = if year % 4 == 0 { 29 } else { 28 };
                let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
                (1..).zip(months).flat_map(move |(month, days): (u8, i8)| {
                    (1..=days).map(move |day| (year, format!("{year}-{month:02}-{day:02}")))
                })
            })
            .collect();
        let named = |day: usize| calendar[day].1.clone();
        let ends: Vec<Option<usize>> =
            posts.iter().map(|post| post.3.map(|length| (post.2 + length).min(2000))).collect();
        let table = Table::builder("post", (0..posts.len()).map(|row| row.to_string()))
            .column("fte", Numbers::scaled(posts.iter().map(|post| Some(post.0)).collect(), 100))
            .column("cost", posts.iter().map(|post| post.1).collect::<Vec<_>>())
            .column("from", posts.iter().map(|post| named(post.2)).collect::<Vec<_>>())
            .column("to", ends.iter().map(|end| end.map(named)).collect::<Vec<_>>())
            .column("share", Numbers::scaled(posts.iter().map(|post| Some(post.4)).collect(), 100))
            .build()
            .unwrap();
        let ask = GrantPosts::new("fte", "cost", "from", day(&named(last)), "share");
        let ask = ask.to("to").grant_from(day(&named(first)));
        let tail = tail(&table, &ask, 2020).unwrap();
        for row in tail.rows() {
            prop_assert_eq!(row.grant.plus(row.own).unwrap(), row.cost);
            prop_assert!(row.own >= Money::ZERO && row.grant >= Money::ZERO);
            let (fte, cost, from, _, share) = posts[row.row];
            let end = ends[row.row].unwrap_or(usize::MAX);
            let here = (0..calendar.len()).filter(|&day| calendar[day].0 == row.year);
            let of_post = here.clone().filter(|&day| from <= day && day <= end).count() as i128;
            let of_both = here.clone().filter(|&day| from <= day && day <= end && first <= day && day <= last);
            let (of_both, days) = (of_both.count() as i128, here.count() as i128);
            prop_assert_eq!((i128::from(row.days), i128::from(row.grant_days)), (of_post, of_both));
            // FTE in hundredths and kronor are öre. Twice the error is at most one öre.
            let ore = i128::from(fte) * i128::from(cost);
            let error = i128::from(row.cost.ore()) * days - ore * of_post;
            prop_assert!(error * 2 <= days && error * 2 > -days);
            let error = i128::from(row.grant.ore()) * days * 100 - ore * of_both * i128::from(share);
            prop_assert!(error * 2 <= days * 100 && error * 2 > -days * 100);
        }
        let of = |year: i16, of: fn(&TailRow) -> Money| {
            Money::sum(tail.rows().iter().filter(|row| row.year == year).map(of)).unwrap()
        };
        for year in tail.years() {
            prop_assert_eq!(year.cost, of(year.year, |row| row.cost));
            prop_assert_eq!(year.grant, of(year.year, |row| row.grant));
            prop_assert_eq!(year.grant.plus(year.own).unwrap(), year.cost);
        }
        // Every year from the first post's to the last asked for, each once.
        let first_year = posts.iter().map(|post| calendar[post.2].0).min().unwrap();
        let years: Vec<_> = tail.years().iter().map(|year| year.year).collect();
        prop_assert_eq!(years, (first_year..=2020).collect::<Vec<_>>());
    }
}
