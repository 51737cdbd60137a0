//! Days, closed spans of days, and values that hold for a span.

mod dated;
mod holiday;
mod span;

use std::fmt;
use std::str::FromStr;

pub use dated::{Dated, Entry};
use jiff::civil;
pub use span::Span;

use crate::Error;
use crate::number::text;
use crate::vocabulary::serde_as_text;

/// A day of the calendar, written `2016-11-30`; years 1 to 9999.
///
/// ```
/// use statsbidrag::Date;
///
/// let day: Date = "2016-02-29".parse()?;
/// assert_eq!(day.days_since_1970(), 16_860);
/// assert!("2017-02-29".parse::<Date>().is_err());
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

const EPOCH: civil::Date = civil::date(1970, 1, 1);

impl Date {
    /// The day `day` of `month` in `year`.
    ///
    /// # Errors
    /// `malformed` where the calendar has no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, Error> {
        match civil::Date::new(year, month, day) {
            Ok(date) if year >= 1 => Ok(Self(date)),
            _ => Err(no_such_day(&format!("{year:04}-{month:02}-{day:02}"))),
        }
    }

    /// Days after 1970-01-01, negative before it.
    #[must_use]
    pub fn days_since_1970(self) -> i32 {
        // A difference of two dates in days is always within ±3,700,000.
        (self.0 - EPOCH).get_days()
    }

    /// The day after; `None` after the last day of the year 9999.
    pub(crate) fn tomorrow(self) -> Option<Self> {
        self.0.tomorrow().ok().map(Self)
    }

    /// The day so many days after 1970-01-01; none outside the years 1 to 9999.
    ///
    /// ```
    /// # use statsbidrag::Date;
    /// assert_eq!(Date::from_days_since_1970(16_860), "2016-02-29".parse().ok());
    /// assert_eq!(Date::from_days_since_1970(i32::MAX), None);
    /// ```
    #[must_use]
    pub fn from_days_since_1970(days: i32) -> Option<Self> {
        let date = EPOCH.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
        (date.year() >= 1).then_some(Self(date))
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The last day of its month.
    pub(crate) fn last_of_month(self) -> Self {
        Self(self.0.last_of_month())
    }

    /// The same day of a later month, or that month's last; none after the year 9999.
    pub(crate) fn months_later(self, months: u8) -> Option<Self> {
        self.0.checked_add(jiff::Span::new().months(i64::from(months))).ok().map(Self)
    }

    /// Whether it is a Saturday, a Sunday or a public holiday in Sweden (lag (1989:253) om allmänna
    /// helgdagar), or Midsummer Eve, Christmas Eve or New Year's Eve, which statutes on time limits
    /// count as such (lag (1930:173) om beräkning av lagstadgad tid, 2 §).
    ///
    /// ```
    /// # use statsbidrag::Date;
    /// assert!("2019-06-01".parse::<Date>()?.is_swedish_holiday()); // a Saturday
    /// assert!("2018-05-10".parse::<Date>()?.is_swedish_holiday()); // Ascension Day
    /// assert!(!"2018-06-01".parse::<Date>()?.is_swedish_holiday());
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    #[must_use]
    pub fn is_swedish_holiday(self) -> bool {
        holiday::is_holiday(self.0)
    }
}

/// The days of a calendar year: 365 or 366.
pub(crate) fn days_in_year(year: i16) -> i32 {
    civil::date(year.clamp(1, 9999), 1, 1).days_in_year().into()
}

fn no_such_day(text: &str) -> Error {
    text::malformed(text, "a day of the calendar such as 2016-11-30")
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Date {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        // Strictly YYYY-MM-DD: a calendar library reads more forms than a budget should.
        let shaped = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        let parse = |part: &str| part.parse::<i16>().ok();
        match shaped.then(|| (parse(&text[..4]), parse(&text[5..7]), parse(&text[8..]))) {
            Some((Some(year), Some(month), Some(day))) => {
                Date::new(year, month as i8, day as i8).map_err(|_| no_such_day(text))
            }
            _ => Err(no_such_day(text)),
        }
    }
}

serde_as_text!(Date, "a day such as \"2016-11-30\"");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Citation, Rank, Source};
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn span(from: &str, to: &str) -> Span {
        Span::new(date(from), Some(date(to))).unwrap()
    }

    fn cite() -> Citation {
        Citation::to(Source::new("s", "Title", "Publisher", Rank::Primary))
    }

    #[test]
    fn only_days_of_the_calendar_are_read() {
        // 1970-01-01 + 16,860 days: 46 years of 365 days, 11 leap days and 59 days.
        assert_eq!(date("2016-02-29").days_since_1970(), 46 * 365 + 11 + 59);
        for bad in ["2017-02-30", "2017-2-3", "20170230", "2017-02-03T00:00", "", "0000-01-01"] {
            assert!(bad.parse::<Date>().unwrap_err().is_input(), "{bad}");
        }
    }

    #[test]
    fn days_are_counted_from_1970_both_ways() {
        assert_eq!(Date::from_days_since_1970(1), Some(date("1970-01-02")));
        assert_eq!(Date::from_days_since_1970(-1), Some(date("1969-12-31")));
        // 1969 years before: 1969 · 365 + 492 − 19 + 4 leap days.
        assert_eq!(date("0001-01-01").days_since_1970(), -719_162);
        assert_eq!(Date::from_days_since_1970(-719_162), Some(date("0001-01-01")));
        assert_eq!(Date::from_days_since_1970(-719_163), None);
    }

    #[test]
    fn spans_are_closed_at_both_ends() {
        let month = span("2016-02-01", "2016-02-29");
        assert_eq!(month.days(), Some(29));
        assert!(month.contains(date("2016-02-01")) && month.contains(date("2016-02-29")));
        assert!(!month.contains(date("2016-03-01")));
        assert!(Span::new(date("2016-02-02"), Some(date("2016-02-01"))).unwrap_err().is_rule());
        assert_eq!(Span::new(date("2016-02-02"), None).unwrap().days(), None);
    }

    #[test]
    fn spans_read_back() {
        for text in ["2016-02-01–2016-02-29", "2016-02-01–"] {
            let span: Span = text.parse().unwrap();
            assert_eq!(span.to_string(), text);
            let json = serde_json::to_string(&span).unwrap();
            assert_eq!(json, format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<Span>(&json).unwrap(), span);
        }
        assert_eq!(
            "2016-02-01/2016-02-29".parse::<Span>().unwrap(),
            span("2016-02-01", "2016-02-29")
        );
        for bad in ["2016-02-01", "", "–2016-02-29", "2016-02-30–2016-03-01", "1–2–3"] {
            assert!(bad.parse::<Span>().unwrap_err().is_input(), "{bad}");
        }
        assert_eq!("2016-02-30–2016-02-31".parse::<Span>().unwrap_err().problems().count(), 2);
        assert!("2016-02-02–2016-02-01".parse::<Span>().unwrap_err().is_rule());
    }

    #[test]
    fn overlaps_and_gaps_are_refused() {
        let (first, second) = (span("2016-01-01", "2016-06-30"), span("2016-06-30", "2016-12-31"));
        assert!(Dated::new([(first, 1, cite()), (second, 2, cite())]).unwrap_err().is_rule());
        let dated = Dated::new([(first, 1, cite())]).unwrap();
        assert_eq!(*dated.at(date("2016-06-30")).unwrap().value(), 1);
        let error = dated.at(date("2016-07-01")).unwrap_err();
        assert!(error.problems()[0].want().contains("2016-01-01–2016-06-30"));
    }

    #[test]
    fn a_year_in_which_the_value_changes_needs_a_day() {
        let halves = [
            (span("2016-07-01", "2016-12-31"), 2, cite()),
            (span("2016-01-01", "2016-06-30"), 1, cite()),
        ];
        let dated = Dated::new(halves).unwrap();
        let error = dated.within(Span::year(2016).unwrap()).unwrap_err();
        assert!(error.problems()[0].got().contains("2016-07-01"));
        assert_eq!(*dated.within(span("2016-01-01", "2016-03-31")).unwrap().value(), 1);
    }

    #[test]
    fn a_value_of_a_part_of_a_span_does_not_hold_throughout() {
        let dated = Dated::new([(span("2016-02-01", "2016-06-30"), 1, cite())]).unwrap();
        let throughout = |from, to| dated.throughout(span(from, to)).map(|entry| *entry.value());
        assert_eq!(throughout("2016-02-01", "2016-06-30").unwrap(), 1);
        assert!(throughout("2016-01-31", "2016-06-30").unwrap_err().is_rule());
        assert!(throughout("2016-02-01", "2016-07-01").unwrap_err().is_rule());
    }

    proptest! {
        #[test]
        fn text_round_trips(year in 1i16..=9999, month in 1i8..=12, day in 1i8..=28) {
            let date = Date::new(year, month, day).unwrap();
            prop_assert_eq!(date.to_string().parse::<Date>().unwrap(), date);
        }

        #[test]
        fn spans_overlap_where_they_share_a_day(a in 1i8..=28, b in 0i8..=14, c in 1i8..=28, d in 0i8..=14) {
            let day = |n: i8| Date::new(2016, 1 + n / 29, 1 + n % 29).unwrap();
            let (first, second) = (
                Span::new(day(a), Some(day(a + b))).unwrap(),
                Span::new(day(c), Some(day(c + d))).unwrap(),
            );
            let shared = (1..=42).any(|n| first.contains(day(n)) && second.contains(day(n)));
            prop_assert_eq!(first.overlaps(&second), shared);
            prop_assert_eq!(second.overlaps(&first), shared);
        }

        #[test]
        fn a_dated_value_is_that_of_its_span(starts in proptest::collection::btree_set(1i8..=28, 1..6)) {
            let day = |n: i8| Date::new(2016, 3, n).unwrap();
            // Each holds from its start to the day before the next.
            let starts: Vec<i8> = starts.into_iter().collect();
            let spans = starts.iter().enumerate().map(|(i, &from)| {
                let to = starts.get(i + 1).map(|&next| day(next - 1));
                (Span::new(day(from), to).unwrap(), from, cite())
            });
            let dated = Dated::new(spans).unwrap();
            for asked in 1..=28 {
                let want = starts.iter().copied().filter(|&start| start <= asked).max();
                prop_assert_eq!(dated.at(day(asked)).ok().map(|entry| *entry.value()), want);
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,12}") {
            let _ = text.parse::<Date>();
        }
    }
}
