//! Text for a terminal: two languages, lines of limited width, aligned columns.

use statsbidrag::{Language, Ratio};

/// How wide lines may be.
pub(crate) const WIDTH: usize = 92;

/// How much of a user's own text is shown in a message.
const SHOWN: usize = 60;

/// One of two texts.
pub(crate) fn say<'a>(language: Language, swedish: &'a str, english: &'a str) -> &'a str {
    match language {
        Language::Swedish => swedish,
        Language::English => english,
    }
}

/// A whole number with its digits grouped.
pub(crate) fn count(language: Language, number: usize) -> String {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    language.number(&number.into(), 0)
}

/// A number that was given, with all of its decimals: `0,2`, or `1/3` where no decimal is exact.
pub(crate) fn exact(number: &Ratio, language: Language) -> String {
    match number.to_string() {
        text if text.contains('/') => text,
        text => {
            let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            language.number(number, decimals)
        }
    }
}

/// The text with its first letter as a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A user's text as it can stand in a message: not too long, and without control characters.
pub(crate) fn quoted(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(SHOWN)
        .map(|letter| if letter.is_control() { '\u{fffd}' } else { letter })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// The text in lines of at most [`WIDTH`], those after the first starting with `indent` spaces.
/// No-break spaces do not break, nor does a space between groups of digits: `1 000`.
pub(crate) fn wrap(text: &str, indent: usize) -> String {
    wrap_from(0, text, indent)
}

/// A label in a column of its own, with the text wrapped beside it.
pub(crate) fn labelled(label: &str, text: &str, column: usize) -> String {
    format!("{label:<column$}{}", wrap_from(column, text, column))
}

/// Wraps a text whose first line begins `start` characters in.
fn wrap_from(start: usize, text: &str, indent: usize) -> String {
    let mut wrapped = String::new();
    let mut width = start;
    let mut words = text.split(' ').peekable();
    let mut is_first = true;
    while let Some(word) = words.next() {
        let mut word = word.to_owned();
        while let Some(next) = words.next_if(|next| is_next_group(&word, next)) {
            word.extend([" ", next]);
        }
        let length = word.chars().count();
        if !is_first && width + 1 + length > WIDTH {
            wrapped.push('\n');
            wrapped.push_str(&" ".repeat(indent));
            width = indent;
        } else if !is_first {
            wrapped.push(' ');
            width += 1;
        }
        wrapped.push_str(&word);
        width += length;
        is_first = false;
    }
    wrapped
}

/// Whether the second word goes on with the number that the first ends in.
fn is_next_group(word: &str, next: &str) -> bool {
    let digits = next.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3 && word.ends_with(|letter: char| letter.is_ascii_digit())
}

/// A line with a rule under it.
pub(crate) fn title(text: &str) -> String {
    let lines = wrap(text, 0);
    let width = lines.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    format!("{lines}\n{}\n", "=".repeat(width))
}

/// A heading of a section.
pub(crate) fn section_heading(text: &str) -> String {
    format!("{text}\n{}\n", "-".repeat(text.chars().count()))
}

/// Which way the cells of a column lean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lean {
    Left,
    Right,
}

/// Rows of cells in columns as wide as their widest cell, two spaces apart.
#[derive(Debug)]
pub(crate) struct Grid {
    leans: Vec<Lean>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    pub(crate) fn new(leans: impl IntoIterator<Item = Lean>) -> Self {
        Self { leans: leans.into_iter().collect(), rows: Vec::new() }
    }

    /// Adds a row; cells that it lacks at the end are empty.
    pub(crate) fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// The lines, each starting with `indent` spaces. A row of a single cell is a heading: it hangs
    /// out two spaces to the left and does not widen its column.
    pub(crate) fn lines(&self, indent: usize) -> String {
        let widths: Vec<usize> = (0..self.leans.len())
            .map(|column| {
                let rows = self.rows.iter().filter(|row| row.len() > 1);
                let cells = rows.filter_map(|row| row.get(column));
                cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
            })
            .collect();
        let mut lines = String::new();
        for row in &self.rows {
            let hang = if row.len() == 1 { 2 } else { 0 };
            let mut line = " ".repeat(indent.saturating_sub(hang));
            for ((cell, width), lean) in row.iter().zip(&widths).zip(&self.leans) {
                let gap = " ".repeat(width.saturating_sub(cell.chars().count()));
                match lean {
                    Lean::Left => line.extend([cell, gap.as_str(), "  "]),
                    Lean::Right => line.extend([gap.as_str(), cell, "  "]),
                }
            }
            lines.push_str(line.trim_end_matches(' '));
            lines.push('\n');
        }
        lines
    }
}
