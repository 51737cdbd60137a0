//! Days, counted from 1 January 1970, which was a Thursday.
//!
//! Months and years are walked through one by one: slow, and easy to see to be right.

use std::fmt;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

/// Public holidays in Sweden, 2016–2022, that do not always fall on a Sunday, by year: Good Friday,
/// Easter Monday, Ascension Day. The rest have the same date every year; Midsummer's Day and All
/// Saints' Day are Saturdays, Easter Day and Whit Sunday Sundays.
const MOVABLE: [(i64, [(i64, i64); 3]); 7] = [
    (2016, [(3, 25), (3, 28), (5, 5)]),
    (2017, [(4, 14), (4, 17), (5, 25)]),
    (2018, [(3, 30), (4, 2), (5, 10)]),
    (2019, [(4, 19), (4, 22), (5, 30)]),
    (2020, [(4, 10), (4, 13), (5, 21)]),
    (2021, [(4, 2), (4, 5), (5, 13)]),
    (2022, [(4, 15), (4, 18), (5, 26)]),
];

/// New Year's Day, Epiphany, the first of May, the National Day, Christmas Day and the day after.
const FIXED: [(i64, i64); 6] = [(1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26)];

impl Day {
    /// The day of a date.
    pub fn of(year: i64, month: i64, day: i64) -> Day {
        let mut days = day - 1;
        for earlier in 1..month {
            days += days_in_month(year, earlier);
        }
        for earlier in 1970..year {
            days += days_in_year(earlier);
        }
        for later in year..1970 {
            days -= days_in_year(later);
        }
        Day(days)
    }

    /// Reads `2016-02-29`.
    ///
    /// # Panics
    /// If the text is no day.
    pub fn read(text: &str) -> Day {
        let parts: Vec<i64> =
            text.split('-').map(|part| part.parse().expect("a number in a day")).collect();
        let [year, month, day] = parts[..] else { panic!("a day, not {text}") };
        Day::of(year, month, day)
    }

    /// The day after.
    #[must_use]
    pub fn next(self) -> Day {
        Day(self.0 + 1)
    }

    /// So many days later, or earlier.
    #[must_use]
    pub fn plus(self, days: i64) -> Day {
        Day(self.0 + days)
    }

    /// How many days it is after another.
    pub fn since(self, earlier: Day) -> i64 {
        self.0 - earlier.0
    }

    /// Year, month, and day of the month.
    pub fn date(self) -> (i64, i64, i64) {
        let mut left = self.0;
        let mut year = 1970;
        while left < 0 {
            year -= 1;
            left += days_in_year(year);
        }
        while left >= days_in_year(year) {
            left -= days_in_year(year);
            year += 1;
        }
        let mut month = 1;
        while left >= days_in_month(year, month) {
            left -= days_in_month(year, month);
            month += 1;
        }
        (year, month, left + 1)
    }

    /// The same day so many months later, or the month's last.
    #[must_use]
    pub fn months_later(self, months: i64) -> Day {
        let (mut year, mut month, day) = self.date();
        for _ in 0..months {
            month += 1;
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
        Day::of(year, month, day.min(days_in_month(year, month)))
    }

    /// A Saturday, a Sunday or a public holiday in Sweden.
    ///
    /// # Panics
    /// In years that the table does not have.
    pub fn is_holiday(self) -> bool {
        let (year, month, day) = self.date();
        // Day 0 was a Thursday, so days 2 and 3 were the first weekend.
        if matches!(self.0.rem_euclid(7), 2 | 3) || FIXED.contains(&(month, day)) {
            return true;
        }
        let movable = MOVABLE.iter().find(|(of, _)| *of == year);
        let (_, days) = movable.unwrap_or_else(|| panic!("no table of holidays for {year}"));
        days.contains(&(month, day))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// 365 or 366.
pub(super) fn days_in_year(year: i64) -> i64 {
    if days_in_month(year, 2) == 29 { 366 } else { 365 }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_texts() {
        for text in ["1969-12-31", "1970-01-01", "2000-02-29", "2016-12-31", "2021-03-01"] {
            assert_eq!(Day::read(text).to_string(), text);
        }
        assert_eq!(Day::read("2016-03-01").0 - Day::read("2016-02-28").0, 2);
        assert_eq!(Day::read("2000-01-01").0, 10_957);
        assert_eq!((days_in_year(2016), days_in_year(2100)), (366, 365));
    }

    #[test]
    fn months_end_where_the_month_does() {
        let later = |text: &str, months| Day::read(text).months_later(months).to_string();
        assert_eq!(later("2018-01-31", 1), "2018-02-28");
        assert_eq!(later("2019-11-30", 3), "2020-02-29");
        assert_eq!(later("2018-12-15", 1), "2019-01-15");
    }

    /// 1 June 2019 was a Saturday; 6 June 2018, the National Day, a Wednesday; 10 May 2018 was
    /// Ascension Day, a Thursday.
    #[test]
    fn holidays() {
        for (text, holiday) in [
            ("2019-06-01", true),
            ("2018-06-01", false),
            ("2020-06-01", false),
            ("2018-06-06", true),
            ("2018-05-10", true),
            ("2018-05-11", false),
            ("2017-10-31", false),
            ("2018-06-23", true),
            ("2018-02-06", false),
        ] {
            assert_eq!(Day::read(text).is_holiday(), holiday, "{text}");
        }
        // Good Fridays are Fridays, Easter Mondays Mondays, Ascension Days Thursdays.
        for (year, days) in MOVABLE {
            let weekdays = days.map(|(month, day)| Day::of(year, month, day).0.rem_euclid(7));
            assert_eq!(weekdays, [1, 4, 0], "{year}");
            let [friday, monday, ascension] = days.map(|(month, day)| Day::of(year, month, day).0);
            assert_eq!((monday - friday, ascension - friday), (3, 41), "{year}");
        }
    }
}
