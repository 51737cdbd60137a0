//! A CSV file by its name: the user's, or one that ships.

use std::path::Path;

use statsbidrag::Language;

use crate::layout::quoted;
use crate::refusal::{Fault, Refusal, of_file};
use crate::sheet::Sheet;

/// A sheet with the name that it is told by.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) sheet: Sheet,
    pub(crate) is_shipped: bool,
}

impl Named {
    /// The user's file, or what ships.
    pub(crate) fn read(
        path: Option<&Path>,
        (shipped, text): (&str, &str),
        language: Language,
    ) -> Result<Self, Refusal> {
        let sheet = match path {
            Some(path) => Sheet::read(path, language)?,
            None => Sheet::parse(text, language)
                .map_err(|message| Refusal::new(format!("{shipped}: {message}")))?,
        };
        let name = path.map_or_else(|| shipped.to_owned(), |path| path.display().to_string());
        Ok(Self { name, sheet, is_shipped: path.is_none() })
    }

    /// The file refused for these faults.
    pub(crate) fn refused(&self, faults: Vec<Fault>, language: Language) -> Refusal {
        of_file(&self.name, faults, language)
    }

    /// The cells of a column, an empty one as none; none at all without the column.
    pub(crate) fn cells(&self, name: &str) -> Option<Vec<Option<String>>> {
        let position = self.sheet.column(name)?;
        let cells = self.sheet.rows().map(|(_, row)| row.get(position).unwrap_or_default());
        Some(cells.map(|cell| Some(cell.to_owned()).filter(|cell| !cell.is_empty())).collect())
    }

    /// A fault where one of these columns is missing.
    pub(crate) fn missing(&self, names: &[&str], language: Language) -> Option<Fault> {
        let missing: Vec<_> =
            names.iter().copied().filter(|name| self.sheet.column(name).is_none()).collect();
        let (missing, found) = (missing.join(", "), quoted(&self.sheet.header().join(", ")));
        let words = match language {
            Language::Swedish => {
                format!("kolumner saknas: {missing}. Filen har: {found}. Se --help.")
            }
            Language::English => {
                format!("columns are missing: {missing}. The file has: {found}. See --help.")
            }
        };
        (!missing.is_empty()).then_some((0, 0, words))
    }

    /// The line of a row of the library's table.
    pub(crate) fn line(&self, row: usize) -> u64 {
        self.sheet.rows().nth(row).map_or(0, |(line, _)| line)
    }
}
