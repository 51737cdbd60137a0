//! Interest on what is to be repaid: simple, day by day.

use num_rational::BigRational;
use num_traits::Zero;
use serde_json::Value;

use super::book::{number, span, whole};
use super::day::{Day, days_in_year};
use super::money::to_ore;

/// Interest on an amount that was decided on a day, in kronor; rounded once.
///
/// # Panics
/// If a day has no rate, no points or no day count.
pub(super) fn interest(
    due: &BigRational,
    decided_on: Day,
    asked: &Value,
    terms: &Value,
) -> BigRational {
    let months = terms["start"]["months"].as_i64().expect("a number of months");
    let to = Day::read(asked["to"].as_str().expect("a last day"));
    let (rates, points) = (values(&asked["rates"]), values(&terms["points"]));
    let counts = values(&asked["day_count"]);
    let mut sum = BigRational::zero();
    let mut day = decided_on.months_later(months).next();
    while day <= to {
        let rate = number(on(&rates, day)) + number(on(&points, day));
        sum += match on(&counts, day).as_str() {
            Some("actual") => rate / whole(days_in_year(day.date().0)),
            Some(count) => rate / whole(count.parse().expect("a day count")),
            None => panic!("a day count is a text"),
        };
        day = day.next();
    }
    to_ore(&(due * sum))
}

/// An entry of a list of dated values.
type Dated<'a> = (Day, Option<Day>, &'a Value);

fn values(list: &Value) -> Vec<Dated<'_>> {
    let entry = |entry| {
        let (from, to) = span(entry);
        (from, to, &entry["value"])
    };
    list.as_array().into_iter().flatten().map(entry).collect()
}

/// The value of a day.
fn on<'a>(values: &[Dated<'a>], day: Day) -> &'a Value {
    let holds = |(from, to, _): &&Dated| *from <= day && to.is_none_or(|to| day <= to);
    values.iter().find(holds).expect("a value of the day").2
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Decided on 31 January 2018, so interest runs after 28 February: 1 to 31 March are 31 days at
    /// 1 % + 2 points; 1 to 10 April are 10 days at 2 % + 2 points. 73,000 × (31 × 0.03 + 10 × 0.04)
    /// / 365 = 200 × 1.33 = 266.
    #[test]
    fn by_the_day() {
        let asked = json!({"to": "2018-04-10", "day_count": [{"from": "2018-01-01", "value": "365"}],
            "rates": [{"from": "2018-01-01", "to": "2018-03-31", "value": "0.01"},
                {"from": "2018-04-01", "value": "0.02"}]});
        let terms = json!({"points": [{"from": "2000-01-01", "value": "0.02"}],
            "start": {"event": "decided_on", "months": 1}});
        let of = |day: &str| interest(&whole(73_000), Day::read(day), &asked, &terms);
        assert_eq!(of("2018-01-31"), whole(266));
        assert_eq!(of("2018-03-10"), whole(0));
        assert_eq!(of("2018-03-09"), whole(8));
    }

    /// Over the turn of a leap year: 31 December 2019 is 1/365, 1 January 2020 is 1/366.
    #[test]
    fn actual_days() {
        let asked = json!({"to": "2020-01-01", "day_count": [{"from": "2019-01-01", "value": "actual"}],
            "rates": [{"from": "2019-01-01", "value": "0"}]});
        let terms = json!({"points": [{"from": "2000-01-01", "value": "1"}],
            "start": {"event": "decided_on", "months": 0}});
        let due = whole(365 * 366);
        let interest = interest(&due, Day::read("2019-12-30"), &asked, &terms);
        assert_eq!(interest, whole(366 + 365));
    }
}
