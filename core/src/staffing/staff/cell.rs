//! The cells of a list of staff, as HR systems write them.

use std::borrow::Cow;

use super::options::FteUnit;
use crate::date::Date;
use crate::number::Ratio;
use crate::number::text::shorten;
use crate::problem::{Code, Problems};
use crate::sheet;
use crate::table::Column;

/// A column of the list, with where its cells are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells<'s> {
    pub(super) name: &'static str,
    pub(super) column: &'s Column,
}

/// A number as it was written.
struct Amount {
    number: Ratio,
    in_percent: bool,
}

impl<'s> Cells<'s> {
    pub(super) fn path(&self, row: usize) -> String {
        format!("/staff/{}/{row}", self.name)
    }

    /// The cell as a text; an empty text is an empty cell, and a number is its digits.
    pub(super) fn text(&self, row: usize) -> Option<Cow<'s, str>> {
        sheet::text(self.column, row)
    }

    /// A number over or from zero with a decimal point or comma, and in percent if it says so.
    fn amount(&self, row: usize, want: &str, problems: &mut Problems) -> Option<Amount> {
        if let Column::Numbers(numbers) = self.column {
            return Some(Amount { number: numbers.get(row)?, in_percent: false });
        }
        let written = self.text(row)?;
        let (number, in_percent) = match written.trim().strip_suffix('%') {
            Some(number) => (number.trim_end(), true),
            None => (written.trim(), false),
        };
        let number: Cow<'_, str> = match number.contains(',') && !number.contains(['.', '/']) {
            true => number.replacen(',', ".", 1).into(),
            false => number.into(),
        };
        match number.parse() {
            Ok(number) => Some(Amount { number, in_percent }),
            Err(_) => {
                problems.add(self.path(row), Code::Malformed, shorten(&written), want);
                None
            }
        }
    }

    /// A part of a full post, from 0 on.
    pub(super) fn fte(&self, row: usize, unit: FteUnit, problems: &mut Problems) -> Option<Ratio> {
        let want = match unit {
            FteUnit::One => "a part of a full post such as 0.75; percent need the fte_unit percent",
            FteUnit::Percent => "a percentage such as 75 or 75,00 %",
        };
        let amount = self.amount(row, want, problems)?;
        let number = self.not_negative(row, amount.number, problems)?;
        match unit {
            FteUnit::One if amount.in_percent => {
                let got = self.text(row).unwrap_or_default();
                problems.add(self.path(row), Code::Malformed, shorten(&got), want);
                None
            }
            FteUnit::One => Some(number),
            // Half a percent of a post is not a post: it is one half, written as such.
            FteUnit::Percent
                if !amount.in_percent && !number.is_zero() && number < Ratio::one() =>
            {
                let want = "a percentage from 1, such as 75; parts of 1 need the fte_unit one";
                problems.add(self.path(row), Code::Malformed, number, want);
                None
            }
            FteUnit::Percent => number.checked_div(&Ratio::from(100)),
        }
    }

    /// Hours or years, from 0 on.
    pub(super) fn number(&self, row: usize, problems: &mut Problems) -> Option<Ratio> {
        let amount = self.amount(row, "a number such as 1950 or 12,5", problems)?;
        if amount.in_percent {
            let got = self.text(row).unwrap_or_default();
            problems.add(self.path(row), Code::Malformed, shorten(&got), "a number, no percentage");
            return None;
        }
        self.not_negative(row, amount.number, problems)
    }

    fn not_negative(&self, row: usize, number: Ratio, problems: &mut Problems) -> Option<Ratio> {
        if number.is_negative() {
            problems.add(self.path(row), Code::Negative, number, "0 or more");
            return None;
        }
        Some(number)
    }

    pub(super) fn date(&self, row: usize, problems: &mut Problems) -> Option<Date> {
        let text = self.text(row)?;
        problems.keep(&self.path(row), text.parse())
    }

    pub(super) fn flag(&self, row: usize, problems: &mut Problems) -> Option<bool> {
        const WORDS: [(&str, bool); 6] = [
            ("yes", true),
            ("no", false),
            ("ja", true),
            ("nej", false),
            ("true", true),
            ("false", false),
        ];
        self.word(row, &WORDS, problems)
    }

    /// What a word of a closed vocabulary stands for.
    pub(super) fn word<T: Copy>(
        &self,
        row: usize,
        words: &[(&str, T)],
        problems: &mut Problems,
    ) -> Option<T> {
        let text = self.text(row)?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            let want = format!("one of {}", known.join(", "));
            problems.add(self.path(row), Code::UnknownWord, shorten(&text), want);
        }
        found.map(|(_, meaning)| *meaning)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Numbers;

    fn fte(text: &str, unit: FteUnit) -> Result<String, Code> {
        let column = Column::from([text]);
        let mut problems = Problems::new();
        let cells = Cells { name: "fte", column: &column };
        let read = cells.fte(0, unit, &mut problems);
        match problems.first() {
            Some(problem) => Err(problem.code()),
            None => Ok(read.unwrap().to_string()),
        }
    }

    #[test]
    fn percent_is_read_as_hr_systems_write_it() {
        for text in ["75,00 %", "75 %", "75%", " 75\u{a0}% ", "75", "75.0"] {
            assert_eq!(fte(text, FteUnit::Percent), Ok("0.75".to_owned()), "{text}");
        }
        assert_eq!(fte("100/3", FteUnit::Percent), Ok("1/3".to_owned()));
        // One half is not half a percent; a sign says that it is.
        assert_eq!(fte("0,5", FteUnit::Percent), Err(Code::Malformed));
        assert_eq!(fte("0,5 %", FteUnit::Percent), Ok("0.005".to_owned()));
    }

    #[test]
    fn parts_of_one_are_not_percent() {
        assert_eq!(fte("0,75", FteUnit::One), Ok("0.75".to_owned()));
        assert_eq!(fte("3/4", FteUnit::One), Ok("0.75".to_owned()));
        for text in ["75 %", "", "x", "1 950", "1.950,5", "0,7,5", "1e-1", "%"] {
            let code = if text.is_empty() { continue } else { Code::Malformed };
            assert_eq!(fte(text, FteUnit::One), Err(code), "{text}");
        }
        assert_eq!(fte("-0,5", FteUnit::One), Err(Code::Negative));
    }

    #[test]
    fn numbers_and_yes_and_no_serve_as_texts() {
        let column = Column::from(Numbers::parse(["101"]));
        let cells = Cells { name: "unit", column: &column };
        assert_eq!(cells.text(0).as_deref(), Some("101"));
        let column = Column::from([true]);
        let cells = Cells { name: "qualified", column: &column };
        assert_eq!(cells.flag(0, &mut Problems::new()), Some(true));
    }
}
