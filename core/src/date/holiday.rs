//! Swedish public holidays.

use jiff::civil::{Date, Weekday, date};

/// Whether a day is a Saturday, a Sunday, a public holiday or one of the eves that count as such.
pub(super) fn is_holiday(day: Date) -> bool {
    let is_fixed = matches!(
        (day.month(), day.day()),
        // New Year's Day, Epiphany, 1 May, the National Day, Christmas, and the two eves.
        (1, 1 | 6) | (5, 1) | (12, 24 | 25 | 26 | 31)
    ) || (day.month(), day.day()) == (6, 6) && day.year() >= 2005;
    // Midsummer Day is a Saturday from 20 to 26 June; its eve is the day before.
    let is_midsummer_eve =
        day.weekday() == Weekday::Friday && day.month() == 6 && (19..=25).contains(&day.day());
    // Good Friday, Easter Monday and Ascension Day; the others fall on Sundays and Saturdays.
    let from_easter = (day - easter(day.year())).get_days();
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
        || is_fixed
        || is_midsummer_eve
        || matches!(from_easter, -2 | 1 | 39)
}

/// Easter Sunday of a year in the Gregorian calendar, by the anonymous algorithm of 1876.
fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    // The month is 3 or 4 and the day 1 to 31.
    date(year, (n / 31) as i8, (n % 31 + 1) as i8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_calendars_say() {
        // The almanac's dates, and the earliest and the latest that there are, in other centuries.
        let known = [
            (1818, 3, 22),
            (1886, 4, 25),
            (1943, 4, 25),
            // A week earlier than the moon would have it.
            (1954, 4, 18),
            (1981, 4, 19),
            (2014, 4, 20),
            (2015, 4, 5),
            (2016, 3, 27),
            (2017, 4, 16),
            (2018, 4, 1),
            (2019, 4, 21),
            (2020, 4, 12),
            (2021, 4, 4),
            (2024, 3, 31),
            (2038, 4, 25),
            (2285, 3, 22),
        ];
        for (year, month, day) in known {
            assert_eq!(easter(year), date(year, month, day));
        }
        assert!((1583..=9999).all(|year| easter(year).weekday() == Weekday::Sunday));
    }

    #[test]
    fn the_holidays_of_a_year() {
        // 2018 by the almanac, weekends left out.
        let want = [
            (1, 1),
            (3, 30),
            (4, 2),
            (5, 1),
            (5, 10),
            (6, 6),
            (6, 22),
            (12, 24),
            (12, 25),
            (12, 26),
            (12, 31),
        ];
        let mut day = date(2018, 1, 1);
        let mut found = Vec::new();
        while day.year() == 2018 {
            let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            if is_holiday(day) && !is_weekend {
                found.push((day.month(), day.day()));
            }
            day = day.tomorrow().unwrap();
        }
        assert_eq!(found, want);
        // The sixth of June is a public holiday from 2005; in 2003 it was a Friday.
        assert!(!is_holiday(date(2003, 6, 6)) && is_holiday(date(2005, 6, 6)));
    }
}
