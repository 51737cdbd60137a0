//! Claim lines, staffing and grants from CSV files: the user's, or those that ship.

use std::path::Path;

use statsbidrag::{Claims, Code, Error, Grants, Language, Money, Problem, Ratio, Staffing};

use crate::data::{self, Lists, Shipped};
use crate::files_refused::in_words;
use crate::named::Named;
use crate::number;
use crate::refusal::{Fault, Refusal, in_general};
use crate::words;

/// A file, and what the library made of it.
#[derive(Debug)]
pub(crate) struct List<T> {
    pub(crate) file: Named,
    pub(crate) list: T,
    /// The columns that the library does not have.
    pub(crate) unused: Vec<String>,
}

impl<T> List<T> {
    /// A cell of a row, as it stands.
    pub(crate) fn cell(&self, column: &str, row: usize) -> Option<&str> {
        let position = self.file.sheet.column(column)?;
        let (_, cells) = self.file.sheet.rows().nth(row)?;
        cells.get(position).filter(|cell| !cell.is_empty())
    }

    /// A number of a row.
    pub(crate) fn number(&self, column: &str, row: usize) -> Option<Ratio> {
        number::read(self.cell(column, row)?, self.file.sheet.decimal).ok()
    }

    /// Kronor of a row.
    pub(crate) fn money(&self, column: &str, row: usize) -> Option<Money> {
        Money::try_from(self.number(column, row)?).ok()
    }

    /// How many rows the file has.
    pub(crate) fn rows(&self) -> usize {
        self.file.sheet.rows().count()
    }
}

/// What is known of the columns of a kind of list.
struct Kind {
    /// Where the library's problems with it stand.
    root: &'static str,
    columns: &'static [&'static str],
    required: &'static [&'static str],
    /// The columns that hold numbers, which a spreadsheet writes in its own way.
    numbers: &'static [&'static str],
    /// Columns that only this example reads.
    own: &'static [&'static str],
}

const CLAIMS: Kind = Kind {
    root: "/claims/",
    columns: Claims::COLUMNS,
    required: &["id", "recipient", "from", "to", "fte", "amount"],
    numbers: &["fte", "amount", "other_funding"],
    own: &["note", "note_en"],
};

const STAFFING: Kind = Kind {
    root: "/staffing/",
    columns: Staffing::COLUMNS,
    required: &["recipient", "role", "baseline_fte", "actual_fte"],
    numbers: &["baseline_fte", "actual_fte"],
    own: &[],
};

const GRANTS: Kind = Kind {
    root: "/grants/",
    columns: Grants::COLUMNS,
    required: &["recipient", "paid"],
    numbers: &["paid", "frame", "requisitioned", "own_funding", "waived"],
    own: &[],
};

/// The claim lines.
pub(crate) fn claims(
    path: Option<&Path>,
    year: i16,
    language: Language,
) -> Result<List<Claims>, Refusal> {
    read(
        path,
        |lists| lists.claims,
        &CLAIMS,
        (year, language),
        |columns| {
            let builder = Claims::builder();
            columns.fold(builder, |list, (name, cells)| list.column(name, cells)).build()
        },
    )
}

/// The staffing before the programme and in the year.
pub(crate) fn staffing(
    path: Option<&Path>,
    year: i16,
    language: Language,
) -> Result<List<Staffing>, Refusal> {
    read(
        path,
        |lists| lists.staffing,
        &STAFFING,
        (year, language),
        |columns| {
            let builder = Staffing::builder();
            columns.fold(builder, |list, (name, cells)| list.column(name, cells)).build()
        },
    )
}

/// What recipients were paid.
pub(crate) fn grants(
    path: Option<&Path>,
    year: i16,
    language: Language,
) -> Result<List<Grants>, Refusal> {
    read(
        path,
        |lists| lists.grants,
        &GRANTS,
        (year, language),
        |columns| {
            let builder = Grants::builder();
            columns.fold(builder, |list, (name, cells)| list.column(name, cells)).build()
        },
    )
}

/// The line over the turn of the year, as one.
pub(crate) fn over_the_turn(language: Language) -> Result<Claims, Refusal> {
    let file = Named::read(None, data::OVER_THE_TURN, language)?;
    let columns = columns(&file, &CLAIMS, &mut Vec::new(), language);
    let builder = Claims::builder();
    let list = columns.into_iter().fold(builder, |list, (name, cells)| list.column(name, cells));
    list.build().map_err(|error| Refusal::unexpected(&error, language))
}

type Cells = Vec<Option<String>>;

fn read<T>(
    path: Option<&Path>,
    shipped: impl Fn(&Lists) -> Shipped,
    kind: &Kind,
    (year, language): (i16, Language),
    build: impl Fn(&mut dyn Iterator<Item = (&'static str, Cells)>) -> Result<T, Error>,
) -> Result<List<T>, Refusal> {
    let shipped = match (path, data::lists(year)) {
        (None, Some(lists)) => shipped(lists),
        (None, None) => return Err(none_ships(year, language)),
        (Some(_), _) => ("", ""),
    };
    let file = Named::read(path, shipped, language)?;
    let mut faults = file.sheet.faults(language);
    faults.extend(file.missing(kind.required, language));
    if !faults.is_empty() {
        return Err(file.refused(faults, language));
    }
    let mut told = Vec::new();
    let columns = columns(&file, kind, &mut told, language);
    let built = build(&mut columns.into_iter());
    let mut faults: Vec<Fault> = told.iter().map(|(_, fault)| fault.clone()).collect();
    let list = match built {
        Ok(list) => Some(list),
        Err(error) => {
            let problems = error.problems().iter();
            // A number that could not be read has been told.
            let is_new = |problem: &&Problem| told.iter().all(|(path, _)| problem.path() != path);
            faults.extend(
                problems.filter(is_new).map(|problem| fault(problem, kind.root, &file, language)),
            );
            None
        }
    };
    match list {
        Some(list) if faults.is_empty() => {
            let header = file.sheet.header().iter();
            let is_known = |name: &str| kind.columns.contains(&name) || kind.own.contains(&name);
            let unused = header.filter(|name| !name.is_empty() && !is_known(name));
            Ok(List { list, unused: unused.cloned().collect(), file })
        }
        _ => Err(file.refused(faults, language)),
    }
}

/// The columns that the library has, with its words and numbers. A number that cannot be read stands
/// as it is, and is told with the path that the library would tell it by.
fn columns(
    file: &Named,
    kind: &Kind,
    told: &mut Vec<(String, Fault)>,
    language: Language,
) -> Vec<(&'static str, Cells)> {
    let mut columns = Vec::new();
    for &name in kind.columns {
        let Some(cells) = file.cells(name) else { continue };
        let cells = cells.into_iter().enumerate().map(|(row, cell)| {
            let cell = cell?;
            if !kind.numbers.contains(&name) {
                return Some(words::read(name, cell));
            }
            match number::read(&cell, file.sheet.decimal) {
                Ok(number) => Some(number.to_string()),
                Err(wrong) => {
                    let words = wrong.words(&cell, file.sheet.decimal, language);
                    let fault = file.sheet.fault(file.line(row), name, &words, language);
                    told.push((format!("{}{name}/{row}", kind.root), fault));
                    Some(cell)
                }
            }
        });
        columns.push((name, cells.collect()));
    }
    columns
}

/// What the library said of a cell, with where it stands; of the file as a whole where it is no cell.
pub(crate) fn fault(problem: &Problem, root: &str, file: &Named, language: Language) -> Fault {
    let cell = problem.path().strip_prefix(root).and_then(|path| path.rsplit_once('/'));
    match cell.and_then(|(column, row)| Some((column, row.parse::<usize>().ok()?))) {
        Some((column, row)) => {
            let cell = file.cells(column).and_then(|cells| cells.into_iter().nth(row)?);
            let cell = cell.unwrap_or_default();
            let words = in_words(problem, column, (&cell, file.sheet.decimal), language);
            file.sheet.fault(file.line(row), column, &words, language)
        }
        None => (0, 0, in_general(problem, language)),
    }
}

/// Whether a problem is of a cell of such a list.
pub(crate) fn is_under(problem: &Problem, root: &str) -> bool {
    problem.path().starts_with(root) && problem.code() != Code::OutOfRange
}

fn none_ships(year: i16, language: Language) -> Refusal {
    Refusal::new(match language {
        Language::Swedish => format!(
            "--year {year}: påhittade rader följer med för 2016 och 2017; ange egna med --claims."
        ),
        Language::English => {
            format!(
                "--year {year}: made lines ship for 2016 and 2017; give your own with --claims."
            )
        }
    })
}
