//! One line of ready columns, assessed with everything that can be said of it.

use super::assess::assess;
use super::assessment::Assessment;
use super::claims::Claims;
use super::column::WordColumn;
use super::columns::ClaimColumns;
use super::options::AssessOptions;
use super::words::Split;
use super::year::GrantYear;
use crate::Error;
use crate::date::Date;
use crate::problem::{Code, Problem, Problems};
use crate::table::{Column, Numbers};

/// Assesses one line of columns as [`assess`](crate::assess) does, so that it can be explained: what
/// [`kernel::assess`](crate::kernel::assess) leaves out are its findings.
///
/// The line's id is its row, and so is whoever claims: columns have no names.
///
/// ```
/// use statsbidrag::{Language, Split, catalog, kernel};
///
/// let year = catalog::rulebook("starkt-bemanning")?.year(2017)?;
/// // An administrator who frees time for nobody.
/// let columns = kernel::ClaimColumns {
///     role: &[3],
///     frees_time_for: &[5],
///     from: &[17_167],
///     to: &[17_531],
///     fte: &[10_000],
///     fte_denominator: 10_000,
///     amount: &[20_000_000],
///     ..Default::default()
/// };
/// let assessment = kernel::assess_line(&year, &columns, 0, Split::Refuse)?;
/// let (finding, _) = &assessment.findings_told(0)[0];
/// assert_eq!(finding.reason().word(), "FREES_NO_TIME");
/// assert!(assessment.explain("0", Language::Swedish)?.starts_with("UTKAST"));
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// `not_in_range` for a row that is not there; what is wrong with the line.
pub fn assess_line(
    year: &GrantYear,
    columns: &ClaimColumns<'_>,
    row: usize,
    split: Split,
) -> Result<Assessment, Error> {
    if row >= columns.len() {
        let want = format!("under {}, counting lines from 0", columns.len());
        return Err(Problem::new("/line", Code::NotInRange, row.to_string(), want).into());
    }
    let line = columns.line(row);
    // The one line is the first of its columns here, and has its place in those of the caller.
    let in_place = |problems: Problems| {
        problems.placed(|path| match path.strip_suffix("/0") {
            Some(column) => format!("{column}/{row}"),
            None => path.to_owned(),
        })
    };
    line.check().map_err(|error| Error::from(in_place(error.into_problems())))?;
    let claims = claims(&line, row)?;
    let options = AssessOptions::new().split(split);
    assess(&claims, year.rulebook(), year.year(), None, &options)
        .map_err(|error| in_place(error.into_problems()).into())
}

impl<'c> ClaimColumns<'c> {
    /// The columns of one line.
    fn line(&self, row: usize) -> Self {
        fn cell<T>(column: &[T], row: usize) -> &[T] {
            column.get(row..=row).unwrap_or_default()
        }
        Self {
            role: cell(self.role, row),
            activity: cell(self.activity, row),
            cost_kind: cell(self.cost_kind, row),
            employment: cell(self.employment, row),
            increase: cell(self.increase, row),
            frees_time_for: cell(self.frees_time_for, row),
            from: cell(self.from, row),
            to: cell(self.to, row),
            fte: cell(self.fte, row),
            fte_denominator: self.fte_denominator,
            amount: cell(self.amount, row),
            evidence: cell(self.evidence, row),
            ruling: cell(self.ruling, row),
            other_funding: cell(self.other_funding, row),
        }
    }
}

/// A list of one line, from columns that were found sound.
fn claims(line: &ClaimColumns<'_>, row: usize) -> Result<Claims, Error> {
    let text = |text: Option<String>| -> Column { vec![text.unwrap_or_default()].into() };
    let day = |days: &[i32]| {
        let day = days.first().and_then(|days| Date::from_days_since_1970(*days));
        text(day.map(|day| day.to_string()))
    };
    let number = |cells: &[i64], denominator| {
        Numbers::scaled(cells.iter().map(|cell| Some(*cell)).collect(), denominator)
    };
    let mut claims = Claims::builder()
        .column("id", text(Some(row.to_string())))
        .column("recipient", text(Some(row.to_string())))
        .column("from", day(line.from))
        .column("to", day(line.to))
        .column("fte", number(line.fte, line.fte_denominator))
        .column("amount", number(line.amount, 100));
    for column in WordColumn::ALL {
        let word = column.word(line.code(column, 0));
        claims = claims.column(column.name(), text(word.map(str::to_owned)));
    }
    if let Some(evidence) = line.evidence.first() {
        claims = claims.column("evidence", vec![*evidence == 1]);
    }
    let ruling = match line.ruling.first() {
        Some(1) => Some("approved: –"),
        Some(2) => Some("refused: –"),
        _ => None,
    };
    claims = claims.column("ruling", text(ruling.map(str::to_owned)));
    if let Some(0..) = line.other_funding.first() {
        claims = claims.column("other_funding", number(line.other_funding, 100));
    }
    claims.build()
}
