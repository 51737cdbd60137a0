//! Exact arithmetic on numbers and kronor, and the day after a day.

use statsbidrag::{Date, Error, Money, Ratio};

/// One number times another.
pub(crate) fn times(one: &Ratio, other: &Ratio) -> Ratio {
    let inverse = Ratio::one().checked_div(other);
    inverse.and_then(|inverse| one.checked_div(&inverse)).unwrap_or_else(Ratio::zero)
}

/// One number less another.
pub(crate) fn less(one: &Ratio, other: &Ratio) -> Ratio {
    [one.clone(), times(other, &Ratio::from(-1))].into_iter().sum()
}

/// So many posts at this cost, rounded half up to öre.
pub(crate) fn cost(posts: &Ratio, each: Money) -> Result<Money, Error> {
    times(posts, &each.into()).to_decimal_text(2).parse()
}

/// The day after, if the calendar has one.
pub(crate) fn day_after(day: Date) -> Option<Date> {
    let text = day.to_string();
    let mut parts = text.split('-').map(|part| part.parse::<i8>().ok());
    let (month, of_month) = (parts.nth(1)??, parts.next()??);
    let next = [(day.year(), month, of_month + 1), (day.year(), month + 1, 1)];
    let next = next.into_iter().chain([(day.year() + 1, 1, 1)]);
    next.map(|(year, month, day)| Date::new(year, month, day)).find_map(Result::ok)
}
