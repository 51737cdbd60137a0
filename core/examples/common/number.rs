//! Numbers as people write them in a spreadsheet.

use statsbidrag::{Language, Ratio};

use crate::layout::quoted;

/// Why a cell is no number that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Negative,
    /// `935.619` where the decimal mark is a comma: thousands to one reader, decimals to another.
    Ambiguous,
    /// `1.000` where the decimal mark is a point: one to one reader, a thousand to another.
    Zeros,
    NotANumber,
}

/// The number of a cell, where `decimal` is the file's decimal mark: a comma or a point. Thousands
/// may be set apart by spaces.
pub(crate) fn read(cell: &str, decimal: char) -> Result<Ratio, Fault> {
    if joined(cell, |letter| letter == other_mark(decimal)).is_some() {
        return Err(Fault::Ambiguous);
    }
    if joined(cell, |letter| letter == decimal).is_some_and(|_| cell.ends_with("000")) {
        return Err(Fault::Zeros);
    }
    let (whole, rest) = cell.split_at(cell.find(decimal).unwrap_or(cell.len()));
    let whole = match whole.find(is_space) {
        // A longer first group is more likely two cells in one.
        Some(first) if first <= 3 => joined(whole, is_space).ok_or(Fault::NotANumber)?,
        _ => whole.to_owned(),
    };
    let number = format!("{whole}{}", rest.replacen(decimal, ".", 1)).parse::<Ratio>();
    match number.ok().filter(|_| !cell.contains('/')) {
        Some(number) if number.is_negative() => Err(Fault::Negative),
        Some(number) => Ok(number),
        None => Err(Fault::NotANumber),
    }
}

impl Fault {
    /// What is wrong with the cell, and how to write it.
    pub(crate) fn words(&self, cell: &str, decimal: char, language: Language) -> String {
        let shown = quoted(cell);
        match (self, language) {
            (Self::Ambiguous, _) => ambiguous(&shown, decimal, language),
            (Self::Zeros, _) => {
                let plain = shown.replace(decimal, "");
                let one = shown.split(decimal).next().unwrap_or_default();
                match language {
                    Language::Swedish => {
                        format!("”{shown}” kan läsas på två sätt; skriv {plain} eller {one}.")
                    }
                    Language::English => {
                        format!("“{shown}” can be read in two ways; write {plain} or {one}.")
                    }
                }
            }
            (Self::Negative, Language::Swedish) => format!("{shown} är under noll."),
            (Self::Negative, Language::English) => format!("{shown} is under zero."),
            (Self::NotANumber, Language::Swedish) => {
                format!("”{shown}” är inget tal; skriv som 12345, 12 345 eller 12{decimal}5.")
            }
            (Self::NotANumber, Language::English) => {
                format!("“{shown}” is no number; write it as 12345, 12 345 or 12{decimal}5.")
            }
        }
    }
}

/// Every way to write a number that was written so that it can be read in two.
fn ambiguous(shown: &str, decimal: char, language: Language) -> String {
    let mark = other_mark(decimal);
    let (plain, spaced) = (shown.replace(mark, ""), shown.replace(mark, " "));
    let as_decimal = shown.replace(mark, &decimal.to_string());
    // Two marks cannot be decimal ones, and nobody means decimals that are zeros.
    let marks = if shown.ends_with("000") { 0 } else { shown.matches(mark).count() };
    match (language, marks) {
        (Language::Swedish, 1) => format!(
            "”{shown}” kan läsas på flera sätt; skriv {plain}, \"{spaced}\" eller, om ett \
             decimaltal menas, \"{as_decimal}\"."
        ),
        (Language::Swedish, _) => {
            format!("”{shown}” kan läsas på flera sätt; skriv {plain} eller \"{spaced}\".")
        }
        (Language::English, 1) => format!(
            "“{shown}” can be read in several ways; write {plain}, \"{spaced}\" or, if a decimal \
             is meant, \"{as_decimal}\"."
        ),
        (Language::English, _) => {
            format!("“{shown}” can be read in several ways; write {plain} or \"{spaced}\".")
        }
    }
}

/// The digits of groups of three, at least two groups, without the marks between them.
fn joined(text: &str, is_mark: impl Fn(char) -> bool + Copy) -> Option<String> {
    let (first, rest) = text.trim_start_matches('-').split_once(is_mark)?;
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let is_grouped = !first.is_empty()
        && is_digits(first)
        && rest.split(is_mark).all(|group| group.len() == 3 && is_digits(group));
    is_grouped.then(|| text.replace(is_mark, ""))
}

fn other_mark(decimal: char) -> char {
    if decimal == ',' { '.' } else { ',' }
}

/// The spaces that separate thousands: the ordinary one, and two that do not break.
fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}')
}
