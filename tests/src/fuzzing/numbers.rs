//! Texts of numbers, amounts and days.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;
use statsbidrag::{Date, Money, Ratio, Rounding, Span, Unit};

use super::exact;
use crate::oracle::{rational, whole};
use crate::refused::has_a_reason;
use crate::stimulus_oracle::Day;

/// The longest number that is read, in bytes.
const LONGEST: usize = 64;

/// A text is the number, the amount and the day that independent readers find in it, or is refused
/// with a reason; what is read is written as something that is read the same.
///
/// # Panics
/// If it is not.
pub fn numbers(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let number = number(text);
    match text.parse::<Ratio>() {
        Ok(ratio) => {
            assert_eq!(Some(exact(&ratio)), number, "{text:?}");
            ratio_is_sound(&ratio);
        }
        Err(error) => {
            has_a_reason(&error);
            assert_eq!(number, None, "{text:?}");
        }
    }
    let ore = number.filter(|_| !text.contains('/')).map(|kronor| kronor * whole(100));
    let ore = ore.filter(BigRational::is_integer).and_then(|ore| ore.to_integer().to_i64());
    let ore = ore.filter(|ore| *ore != i64::MIN);
    match text.parse::<Money>() {
        Ok(amount) => {
            assert_eq!(Some(amount.ore()), ore, "{text:?}");
            money_is_sound(amount);
        }
        Err(error) => {
            has_a_reason(&error);
            assert_eq!(ore, None, "{text:?}");
        }
    }
    match text.parse::<Unit>() {
        Ok(unit) => {
            assert!(
                text == "count" || ore.is_some_and(|ore| unit.amount().ore() == ore && ore > 0)
            );
            assert_eq!(unit.to_string().parse::<Unit>(), Ok(unit));
        }
        Err(error) => {
            has_a_reason(&error);
            assert!(text != "count" && ore.is_none_or(|ore| ore <= 0), "{text:?}");
        }
    }
    let day = day(text);
    match text.parse::<Date>() {
        Ok(date) => day_is_sound(date, day.expect("a day of the calendar"), text),
        Err(error) => {
            has_a_reason(&error);
            assert!(day.is_none(), "{text:?}");
        }
    }
    match text.parse::<Span>() {
        Ok(span) => {
            assert_eq!(span.to_string().parse::<Span>(), Ok(span), "{text:?}");
            assert!(span.contains(span.from()) && span.to().is_none_or(|to| to >= span.from()));
            assert!(span.days().is_none_or(|days| days > 0), "{text:?}");
        }
        Err(error) => has_a_reason(&error),
    }
    match text.parse::<Rounding>() {
        Ok(rounding) => assert_eq!(rounding.word(), text),
        Err(error) => has_a_reason(&error),
    }
}

/// What the oracle reads, where it is written as the library wants it: a fraction is of integers, over
/// zero below, and no part is too long.
fn number(text: &str) -> Option<BigRational> {
    let parts = text.split_once('/');
    let is_wanted = match parts {
        Some((above, below)) => {
            let is_short = above.len().max(below.len()) <= LONGEST;
            is_short && !text.contains('.') && !below.starts_with('-')
        }
        None => text.len() <= LONGEST,
    };
    rational(text).filter(|_| is_wanted)
}

fn ratio_is_sound(ratio: &Ratio) {
    let number = exact(ratio);
    let written = ratio.to_string();
    assert_eq!(written.parse::<Ratio>().as_ref(), Ok(ratio), "{written}");
    for decimals in [0, 1, 6] {
        // Half a unit of the last decimal goes away from zero.
        let scaled = &number * whole(BigInt::from(10).pow(decimals));
        let half = BigRational::new(1.into(), 2.into());
        let size = (scaled.abs() + half).floor().to_integer();
        let digits = if scaled.is_negative() { -size } else { size };
        assert_eq!(ratio.rounded(decimals), digits.to_i128(), "{written} to {decimals}");
        let told = rational(&ratio.to_decimal_text(decimals as usize));
        let scale = BigInt::from(10).pow(decimals);
        assert_eq!(told, Some(BigRational::new(digits, scale)), "{written} to {decimals}");
    }
    assert_eq!(ratio.is_negative(), number.is_negative(), "{written}");
    assert_eq!(ratio.checked_div(ratio).is_none(), number.is_zero(), "{written}");
}

fn money_is_sound(amount: Money) {
    let written = amount.to_string();
    assert_eq!(written.parse::<Money>(), Ok(amount), "{written}");
    assert_eq!(Money::try_from(Decimal::from(amount)), Ok(amount), "{written}");
    assert_eq!(Money::try_from(Ratio::from(amount)), Ok(amount), "{written}");
    assert_eq!(amount.minus(amount), Ok(Money::ZERO), "{written}");
}

/// Reads `2016-02-29`, of the years 1 to 9999.
fn day(text: &str) -> Option<(i64, i64, i64)> {
    let is_shaped = text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !is_shaped {
        return None;
    }
    let part = |from: usize, to: usize| text[from..to].parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (year > 0 && (1..=last).contains(&day)).then_some((year, month, day))
}

fn day_is_sound(date: Date, (year, month, day): (i64, i64, i64), text: &str) {
    assert_eq!(date.to_string(), text);
    assert_eq!(i64::from(date.year()), year, "{text}");
    let days = date.days_since_1970();
    assert_eq!(Date::from_days_since_1970(days), Some(date), "{text}");
    let own = Day::of(year, month, day);
    assert_eq!(own.since(Day::of(1970, 1, 1)), i64::from(days), "{text}");
    // The oracle has these years, and not the eves that count as holidays.
    if (2016..=2022).contains(&year) {
        let is_friday = days.rem_euclid(7) == 1;
        let is_eve = match month {
            6 => is_friday && (19..=25).contains(&day),
            12 => day == 24 || day == 31,
            _ => false,
        };
        assert_eq!(date.is_swedish_holiday(), own.is_holiday() || is_eve, "{text}");
    }
}
