//! Reading and writing numbers as text: the one place where digits become numbers.

use std::fmt;

use num_bigint::BigInt;

use crate::Error;
use crate::limits::LONGEST_NUMBER;
use crate::problem::{Code, Problem};

/// A decimal number as it was written: `digits` / 10^`scale`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) digits: BigInt,
    pub(crate) scale: u32,
}

/// Reads `-12.50`: an optional minus, digits, and optionally a point with more digits.
///
/// No exponent, no thousands separator, no lone point, no plus: what looks unusual in a budget is
/// a mistake more often than a number.
pub(crate) fn read_decimal(text: &str) -> Result<Written, Error> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole) || !fraction.is_none_or(is_digits) {
        return Err(malformed(text, "a decimal number such as 12.50"));
    }
    if text.len() > LONGEST_NUMBER {
        let want = format!("at most {LONGEST_NUMBER} characters");
        return Err(Problem::new("", Code::OutOfRange, shorten(text), want).into());
    }
    let fraction = fraction.unwrap_or("");
    let digits = format!("{}{whole}{fraction}", &text[..text.len() - unsigned.len()]);
    // The shape was checked above, so this cannot fail; if it did, the text is still to blame.
    let digits = digits.parse().map_err(|_| malformed(text, "a decimal number"))?;
    Ok(Written { digits, scale: u32::try_from(fraction.len()).unwrap_or(u32::MAX) })
}

/// A number that was given as a text that is none.
pub(crate) fn malformed(text: &str, want: &str) -> Error {
    Problem::new("", Code::Malformed, shorten(text), want).into()
}

/// At most 80 characters of a caller's text, so that a message stays readable.
pub(crate) fn shorten(text: &str) -> String {
    if text.is_empty() {
        return "an empty text".to_owned();
    }
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Writes `hundredths` / 100: whole numbers without decimals, others with two.
pub(crate) fn write_hundredths(f: &mut fmt::Formatter<'_>, hundredths: i128) -> fmt::Result {
    let (sign, size) = (if hundredths < 0 { "-" } else { "" }, hundredths.unsigned_abs());
    match (size / 100, size % 100) {
        (whole, 0) => f.pad(&format!("{sign}{whole}")),
        (whole, cents) => f.pad(&format!("{sign}{whole}.{cents:02}")),
    }
}

/// Digits with a point before the last `decimals` of them; zero has no sign.
pub(crate) fn decimal_text(digits: &str, is_negative: bool, decimals: usize) -> String {
    let sign = if is_negative && digits.bytes().any(|digit| digit != b'0') { "-" } else { "" };
    if decimals == 0 {
        return format!("{sign}{digits}");
    }
    let padded = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, fraction) = padded.split_at(padded.len() - decimals);
    format!("{sign}{whole}.{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_plain_decimals_only() {
        let read = |text| read_decimal(text).map(|w| (w.digits.to_string(), w.scale));
        assert_eq!(read("-012.50").unwrap(), ("-1250".to_owned(), 2));
        assert_eq!(read("0").unwrap(), ("0".to_owned(), 0));
        for bad in
            ["", "-", "+1", "1.", ".5", "1_000", "1e3", "1,5", " 1", "٣", "NaN", "inf", "--1"]
        {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert!(read(&"9".repeat(65)).unwrap_err().is_too_large());
    }
}
