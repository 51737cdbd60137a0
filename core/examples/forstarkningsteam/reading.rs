//! Rows of a CSV file, each cell with its line, and everything that is wrong with them, at once.

use std::collections::HashMap;
use std::path::Path;

use statsbidrag::{Language, Numbers, Ratio};

use crate::layout::{quoted, say};
use crate::number;
use crate::refusal::{Fault, Refusal, of_file};
use crate::sheet::Sheet;

/// The work of reading a file, or a list that ships.
#[derive(Debug)]
pub(crate) struct Reading {
    name: String,
    sheet: Sheet,
    pub(crate) language: Language,
    /// What is wrong, with the line and the column's place; 0 for the file as a whole.
    wrong: Vec<Fault>,
}

/// A row: its cells, and its line in the file.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) number: u64,
    cells: Vec<String>,
}

impl Reading {
    /// Reads a user's file, or else the list of this name and text that ships.
    pub(crate) fn open(
        path: Option<&Path>,
        (shipped, text): (&str, &str),
        language: Language,
    ) -> Result<Self, Refusal> {
        let (name, sheet) = match path {
            Some(path) => (path.display().to_string(), Sheet::read(path, language)?),
            None => {
                let named = |message| Refusal::new(format!("{shipped}: {message}"));
                (shipped.to_owned(), Sheet::parse(text, language).map_err(named)?)
            }
        };
        Ok(Self { name, sheet, language, wrong: Vec::new() })
    }

    /// The file's name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The names of the columns.
    pub(crate) fn header(&self) -> &[String] {
        self.sheet.header()
    }

    /// The rows, where every column that is needed stands once.
    pub(crate) fn rows(&mut self, columns: &[&str]) -> Option<Vec<Line>> {
        let header = self.sheet.header().to_vec();
        let missing: Vec<_> =
            columns.iter().filter(|name| !header.iter().any(|other| other == *name)).collect();
        if !missing.is_empty() {
            let missing = missing.into_iter().copied().collect::<Vec<_>>().join(", ");
            let found = quoted(&header.join(", "));
            let message = match self.language {
                Language::Swedish => format!("kolumner saknas: {missing}. Filen har: {found}."),
                Language::English => {
                    format!("columns are missing: {missing}. The file has: {found}.")
                }
            };
            self.wrong.push((0, 0, message));
        }
        self.wrong.extend(self.sheet.faults(self.language));
        if !self.wrong.is_empty() {
            return None;
        }
        let line = |(number, row): (u64, &csv::StringRecord)| Line {
            number,
            cells: row.iter().map(str::to_owned).collect(),
        };
        Some(self.sheet.rows().map(line).collect())
    }

    /// A cell's text, on one line; empty where there is none.
    pub(crate) fn cell(&self, row: &Line, column: &str) -> String {
        let cell = self.sheet.column(column).and_then(|i| row.cells.get(i));
        cell.map(String::as_str)
            .unwrap_or_default()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// A cell's text, which must be there.
    pub(crate) fn text(&mut self, row: &Line, column: &str) -> Option<String> {
        let text = self.cell(row, column);
        if text.is_empty() {
            self.at(row.number, column, "cellen är tom.", "the cell is empty.");
        }
        Some(text).filter(|text| !text.is_empty())
    }

    /// A cell's number, 0 or more; `None` where it is empty, and where it is wrong.
    pub(crate) fn number(&mut self, row: &Line, column: &str) -> Option<Ratio> {
        let cell = self.cell(row, column);
        if cell.is_empty() {
            return None;
        }
        let decimal = self.sheet.decimal;
        match number::read(&cell, decimal) {
            Ok(number) => Some(number),
            Err(fault) => {
                let [sv, en] = [Language::Swedish, Language::English]
                    .map(|language| fault.words(&cell, decimal, language));
                self.at(row.number, column, &sv, &en);
                None
            }
        }
    }

    /// A whole number of days or kronor, which must be there.
    pub(crate) fn whole(&mut self, row: &Line, column: &str) -> Option<Ratio> {
        let text = self.text(row, column)?;
        let number = self.number(row, column)?;
        // 1,000 is one to one reader and a thousand to another.
        if text.contains(self.sheet.decimal) {
            let (sv, en) = ("ska vara ett heltal, utan decimaler.", "should have no decimals.");
            self.at(row.number, column, sv, en);
            return None;
        }
        Some(number)
    }

    /// Refuses codes that stand twice.
    pub(crate) fn check_once(&mut self, rows: &[Line], column: &str) {
        let mut first: HashMap<String, u64> = HashMap::new();
        for row in rows {
            let Some(id) = self.text(row, column) else { continue };
            if let Some(line) = first.get(&id) {
                let shown = quoted(&id);
                let sv = format!("{shown} står redan på rad {line}.");
                let en = format!("{shown} stands on line {line} already.");
                self.at(row.number, column, &sv, &en);
            } else {
                first.insert(id, row.number);
            }
        }
    }

    /// Says what is wrong with a cell.
    pub(crate) fn at(&mut self, line: u64, column: &str, swedish: &str, english: &str) {
        let words = say(self.language, swedish, english);
        self.wrong.push(self.sheet.fault(line, column, words, self.language));
    }

    /// Everything that is wrong so far, by line: each line's number and what is said of it.
    pub(crate) fn remarks(&self) -> Vec<(u64, String)> {
        let mut wrong = self.wrong.clone();
        wrong.sort();
        wrong.into_iter().map(|(line, _, message)| (line, message)).collect()
    }

    /// Refuses the file where something is wrong with it, from its first line to its last.
    pub(crate) fn finish(&self) -> Result<(), Refusal> {
        if self.wrong.is_empty() {
            return Ok(());
        }
        Err(of_file(&self.name, self.wrong.clone(), self.language))
    }
}

/// A column of exact numbers, for a table.
pub(crate) fn numbers(cells: &[Option<Ratio>]) -> Numbers {
    let texts: Vec<_> = cells.iter().map(|cell| cell.as_ref().map(Ratio::to_string)).collect();
    Numbers::parse(texts.iter().map(Option::as_deref))
}
