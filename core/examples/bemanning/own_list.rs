//! A list of staff, the roles of its titles and the cases of its units, from CSV files.

use std::collections::BTreeSet;
use std::path::Path;

use statsbidrag::{FteUnit, Language, Ratio, Staff, Table};

use crate::layout::say;
use crate::named::Named;
use crate::number;
use crate::refusal::Refusal;

/// A list of staff.
#[derive(Debug)]
pub(crate) struct StaffList {
    pub(crate) file: Named,
    pub(crate) staff: Staff,
    pub(crate) fte_unit: FteUnit,
    columns: BTreeSet<&'static str>,
}

/// What HR systems say of employment and status, as the library says it.
const WORDS: [(&str, &str); 5] = [
    ("anställd", "employed"),
    ("inhyrd", "agency"),
    ("i tjänst", "in_service"),
    ("tjänstledig", "on_leave"),
    ("vakant", "vacant"),
];

impl StaffList {
    /// # Errors
    /// What is wrong with the form of the file. What its cells say is looked at by the library.
    pub(crate) fn read(file: Named, language: Language) -> Result<Self, Refusal> {
        let mut faults = file.sheet.faults(language);
        faults.extend(file.missing(&["person", "unit", "title"], language));
        if file.sheet.column("fte").or(file.sheet.column("hours")).is_none() {
            faults.extend(file.missing(&["fte"], language));
        }
        if !faults.is_empty() {
            return Err(file.refused(faults, language));
        }
        let mut staff = Staff::new();
        let mut columns = BTreeSet::new();
        for &name in Staff::COLUMNS {
            let Some(mut cells) = file.cells(header_of(name)) else { continue };
            if matches!(name, "employment" | "status") {
                for cell in cells.iter_mut().flatten() {
                    let said = cell.to_lowercase();
                    if let Some((_, word)) = WORDS.iter().find(|(word, _)| *word == said) {
                        *cell = (*word).to_owned();
                    }
                }
            }
            staff = staff.column(name, cells);
            columns.insert(name);
        }
        let fte_unit = fte_unit(&file);
        Ok(Self { file, staff, fte_unit, columns })
    }

    /// Whether the list has a column of the library's.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.columns.contains(column)
    }

    /// Columns of the file that say nothing here.
    pub(crate) fn unused(&self) -> Vec<&str> {
        let header = self.file.sheet.header().iter().map(String::as_str);
        let is_known = |name: &&str| Staff::COLUMNS.iter().any(|known| header_of(known) == *name);
        header.filter(|name| !name.is_empty() && !is_known(name)).collect()
    }

    /// How many rows, and how many persons they are about.
    pub(crate) fn size(&self) -> (usize, usize) {
        let persons: BTreeSet<_> =
            self.file.cells("person").unwrap_or_default().into_iter().flatten().collect();
        (self.staff.len(), persons.len())
    }
}

/// What a column of the library is called in the file, where it holds titles and no roles yet.
pub(crate) fn header_of(column: &str) -> &str {
    if column == "role" { "title" } else { column }
}

/// How the file writes FTE: in percent if a cell says so or is over a full post.
fn fte_unit(file: &Named) -> FteUnit {
    let cells = file.cells("fte").unwrap_or_default();
    let in_percent = |cell: &String| {
        let number = number::read(cell, file.sheet.decimal);
        cell.contains('%') || number.is_ok_and(|number| number > Ratio::one())
    };
    match cells.iter().flatten().any(in_percent) {
        true => FteUnit::Percent,
        false => FteUnit::One,
    }
}

/// Title and role.
pub(crate) fn roles(
    path: Option<&Path>,
    shipped: (&str, &str),
    language: Language,
) -> Result<Vec<(String, String)>, Refusal> {
    let file = Named::read(path, shipped, language)?;
    let sheet = &file.sheet;
    let mut faults = sheet.faults(language);
    faults.extend(file.missing(&["title", "role"], language));
    let mut roles: Vec<(String, String)> = Vec::new();
    for (line, row) in sheet.rows().filter(|_| faults.is_empty()).collect::<Vec<_>>() {
        let cell = |name| sheet.column(name).and_then(|place| row.get(place)).unwrap_or_default();
        let (title, role) = (cell("title"), cell("role"));
        for (column, cell) in [("title", title), ("role", role)] {
            if cell.is_empty() {
                let words = say(language, "cellen är tom.", "the cell is empty.");
                faults.push(sheet.fault(line, column, words, language));
            }
        }
        if roles.iter().any(|(other, _)| other == title) {
            let words = say(language, "titeln står redan.", "the title stands already.");
            faults.push(sheet.fault(line, "title", words, language));
        }
        roles.push((title.to_owned(), role.to_owned()));
    }
    if faults.is_empty() && !roles.iter().any(|(_, role)| role == "social_worker") {
        let words = say(
            language,
            "ingen titel har rollen social_worker (socialsekreterare), som reglerna handlar om.",
            "no title has the role social_worker, which the rules are about.",
        );
        faults.push((0, 0, words.to_owned()));
    }
    if faults.is_empty() { Ok(roles) } else { Err(file.refused(faults, language)) }
}

/// Open cases of units.
#[derive(Debug)]
pub(crate) struct Cases {
    pub(crate) file: Named,
    pub(crate) table: Table,
}

impl Cases {
    pub(crate) fn read(file: Named, language: Language) -> Result<Self, Refusal> {
        let sheet = &file.sheet;
        let mut faults = sheet.faults(language);
        faults.extend(file.missing(&["unit", "cases"], language));
        if !faults.is_empty() {
            return Err(file.refused(faults, language));
        }
        let mut numbers: Vec<Option<Ratio>> = Vec::new();
        for ((line, _), cell) in sheet.rows().zip(file.cells("cases").unwrap_or_default()) {
            let number = cell.as_deref().map(|cell| number::read(cell, sheet.decimal));
            if let (Some(Err(fault)), Some(cell)) = (&number, &cell) {
                let words = fault.words(cell, sheet.decimal, language);
                faults.push(sheet.fault(line, "cases", &words, language));
            }
            numbers.push(number.and_then(Result::ok));
        }
        if !faults.is_empty() {
            return Err(file.refused(faults, language));
        }
        let mut table = Table::builder("row", (0..numbers.len()).map(|row| row.to_string()));
        for name in ["unit", "from", "to"] {
            if let Some(cells) = file.cells(name) {
                table = table.column(name, cells);
            }
        }
        let table = table.column("cases", numbers).build();
        let table = table.map_err(|error| Refusal::unexpected(&error, language))?;
        Ok(Self { file, table })
    }
}
