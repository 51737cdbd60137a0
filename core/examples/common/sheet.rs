//! A CSV file as cells of text, each with its line.

use std::io::Read;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord, Trim};
use statsbidrag::Language;

use crate::layout::{quoted, say};
use crate::refusal::{Fault, Refusal, of_system, place};

/// A last row of our own: a quotation mark that nothing closes takes it in.
const END: &str = "\n\u{1a}";

/// A header and rows.
#[derive(Debug)]
pub(crate) struct Sheet {
    header: Vec<String>,
    /// The line of the header.
    pub(crate) first_line: u64,
    rows: Vec<(u64, StringRecord)>,
    /// The decimal mark: a comma where semicolons separate, as in Sweden, and else a point.
    pub(crate) decimal: char,
}

impl Sheet {
    /// Reads a file in UTF-8, separated as Excel's first line `sep=;` says, or else by semicolons if
    /// the header has one and by commas if not. Lines above the header that start with `#` say what
    /// the file is.
    pub(crate) fn read(path: &Path, language: Language) -> Result<Self, Refusal> {
        let name = path.display();
        let bytes = std::fs::read(path).map_err(|error| {
            let why = of_system(error.kind(), language);
            Refusal::new(match language {
                Language::Swedish => format!("Filen {name} går inte att läsa: {why}"),
                Language::English => format!("The file {name} cannot be read: {why}"),
            })
        })?;
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            let line = Lines::of(&bytes).at(error.valid_up_to());
            Refusal::new(match language {
                Language::Swedish => {
                    format!("{name}, rad {line}: filen är inte i UTF-8. Spara den som ”CSV UTF-8”.")
                }
                Language::English => {
                    format!("{name}, line {line}: the file is not UTF-8. Save it as “CSV UTF-8”.")
                }
            })
        })?;
        Self::parse(text.strip_prefix('\u{feff}').unwrap_or(text), language)
            .map_err(|message| Refusal::new(format!("{name}: {message}")))
    }

    /// Reads a text; what is wrong with it is told without the name of a file.
    pub(crate) fn parse(text: &str, language: Language) -> Result<Self, String> {
        let (declared, table) = declaration(text);
        let table = without_remarks(table);
        let header = table.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let separator = declared.unwrap_or(match header {
            _ if header.contains(';') => ";",
            _ if header.contains('\t') && !header.contains(',') => "\t",
            _ => ",",
        });
        let (delimiter, decimal) = match separator {
            ";" => (b';', ','),
            "," => (b',', '.'),
            other => return Err(wrong_separator(other, language)),
        };
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .trim(Trim::All)
            .from_reader(table.as_bytes().chain(END.as_bytes()));
        let mut lines = Lines::of(text.as_bytes());
        let mut records = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| error.to_string())?;
            let start = record.position().map_or(0, csv::Position::byte);
            let start = usize::try_from(start).unwrap_or(usize::MAX);
            let line = lines.at(start.saturating_add(text.len() - table.len()));
            // Spreadsheets leave rows of nothing but separators at the end.
            if record.iter().any(|cell| !cell.is_empty()) {
                records.push((line, record));
            }
        }
        if let Some((line, _)) = records.pop().filter(|(_, end)| *end != [END.trim_start()][..]) {
            return Err(never_closed(line, language));
        }
        let mut records = records.into_iter();
        match records.next() {
            Some((first_line, header)) if records.len() > 0 => Ok(Self {
                first_line,
                header: header.iter().map(str::to_owned).collect(),
                rows: records.collect(),
                decimal,
            }),
            _ => Err(say(
                language,
                "ingen rad med uppgifter står under rubrikerna.",
                "no row of facts stands under the header.",
            )
            .to_owned()),
        }
    }

    /// The names of the columns.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// Every row with its line in the file.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (u64, &StringRecord)> {
        self.rows.iter().map(|(line, record)| (*line, record))
    }

    /// What is wrong with the form of the sheet: columns that stand twice, rows longer than the header.
    pub(crate) fn faults(&self, language: Language) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (position, name) in self.header.iter().enumerate() {
            if self.header[..position].contains(name) && !name.is_empty() {
                let words = say(language, "kolumnen står två gånger.", "the column stands twice.");
                let message = format!("{}{words}", place(self.first_line, name, language));
                faults.push((self.first_line, position, message));
            }
        }
        for (line, row) in self.rows() {
            let mut beyond = row.iter().enumerate().skip(self.header.len());
            // Where commas separate, 935,619 without quotes is two cells, and the last can be empty.
            let counts = |(_, cell): &(usize, &str)| self.decimal == '.' || !cell.is_empty();
            if let Some((position, extra)) = beyond.find(counts) {
                let at = place(line, &(position + 1).to_string(), language);
                let extra = quoted(extra);
                let words = match language {
                    Language::Swedish => {
                        format!("raden har fler celler än rubriken (”{extra}”).")
                    }
                    Language::English => {
                        format!("the row has more cells than the header (“{extra}”).")
                    }
                };
                faults.push((line, usize::MAX, format!("{at}{words}")));
            }
        }
        faults
    }

    /// A fault of a cell, with where it is.
    pub(crate) fn fault(&self, line: u64, column: &str, words: &str, language: Language) -> Fault {
        let position = self.column(column).unwrap_or(usize::MAX);
        (line, position, format!("{}{words}", place(line, column, language)))
    }

    /// Where the column called `name` is.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|other| other == name)
    }
}

/// The separator that Excel's first line declares, and the text after that line.
fn declaration(text: &str) -> (Option<&str>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end_matches('\r').trim_matches('"');
    match first.split_at_checked(4) {
        Some((key, separator)) if key.eq_ignore_ascii_case("sep=") => (Some(separator), rest),
        _ => (None, text),
    }
}

/// The text after the lines that say what the file is.
fn without_remarks(mut table: &str) -> &str {
    while table.starts_with('#') {
        table = table.split_once('\n').map_or("", |(_, rest)| rest);
    }
    table
}

fn wrong_separator(separator: &str, language: Language) -> String {
    let shown = match separator {
        "\t" => say(language, "tabbar", "tabs").to_owned(),
        other => quoted(other),
    };
    match language {
        Language::Swedish => format!(
            "kolumnerna skiljs åt av {shown}. Spara filen som CSV, med semikolon eller komma mellan \
             kolumnerna."
        ),
        Language::English => format!(
            "the columns are separated by {shown}. Save the file as CSV, with semicolons or commas \
             between the columns."
        ),
    }
}

fn never_closed(line: u64, language: Language) -> String {
    match language {
        Language::Swedish => format!(
            "rad {line}: ett citattecken öppnar en cell och inget avslutar den, så resten av filen \
             hamnar i den."
        ),
        Language::English => format!(
            "line {line}: a quotation mark opens a cell and none closes it, so the rest of the file \
             falls into it."
        ),
    }
}

/// Counts lines on the way through a text.
struct Lines<'a> {
    rest: &'a [u8],
    passed: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn of(text: &'a [u8]) -> Self {
        Self { rest: text, passed: 0, line: 1 }
    }

    /// The line of the first character at or after `start` that is no line break, from 1. Starts
    /// come in ascending order.
    fn at(&mut self, start: usize) -> u64 {
        while let Some((byte, rest)) = self.rest.split_first() {
            if self.passed >= start && !matches!(byte, b'\n' | b'\r') {
                break;
            }
            self.line += u64::from(*byte == b'\n');
            (self.rest, self.passed) = (rest, self.passed + 1);
        }
        self.line
    }
}
