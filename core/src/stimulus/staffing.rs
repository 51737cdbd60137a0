//! Staffing against a baseline: what an increase is measured by.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::column::WordColumn;
use crate::Error;
use crate::number::Ratio;
use crate::problem::{Code, Problems};
use crate::sheet::{Cells, Rows, Sheet, list_builder};
use crate::table::{Column, Numbers};

/// Staff of each recipient and role, before the programme and in the year (utgångsläge och utfall).
///
/// | column | what it holds |
/// |---|---|
/// | `recipient`, `role` | whose staff, in which role |
/// | `unit` | may be absent; where it is given, caps hold for each unit too |
/// | `baseline_fte` | mean FTE (årsarbetare) over a year before the programme: one figure for all of it |
/// | `actual_fte` | mean FTE over the grant year, of the same people |
///
/// An empty baseline or actual cell is no mistake: what rests on it is then undetermined.
///
/// ```
/// use statsbidrag::Staffing;
///
/// let staffing = Staffing::builder()
///     .column("recipient", ["1480", "1480"])
///     .column("unit", ["Norr", "Söder"])
///     .column("role", ["social_worker", "social_worker"])
///     .column("baseline_fte", [10, 10])
///     .column("actual_fte", [12, 8])
///     .build()?;
/// assert_eq!(staffing.len(), 2);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Staffing(Rows<StaffingRow>);

/// One row: what there was and is of a role.
#[derive(Clone, Debug)]
pub(crate) struct StaffingRow {
    pub(crate) recipient: String,
    pub(crate) unit: Option<String>,
    pub(crate) role: u8,
    pub(crate) baseline: Option<Ratio>,
    pub(crate) actual: Option<Ratio>,
}

impl StaffingRow {
    /// What the staff has grown by, under zero where it has fallen; none where it is not known.
    pub(crate) fn change(&self) -> Option<Ratio> {
        Some(Ratio::from(self.actual.as_ref()?.big() - self.baseline.as_ref()?.big()))
    }
}

const COLUMNS: [&str; 5] = ["recipient", "unit", "role", "baseline_fte", "actual_fte"];

impl Staffing {
    /// The columns that it may have.
    pub const COLUMNS: &'static [&'static str] = &COLUMNS;

    /// Those whose cells are numbers.
    pub(crate) const NUMBERS: [&'static str; 2] = ["baseline_fte", "actual_fte"];

    /// Starts a table of staffing.
    pub fn builder() -> StaffingBuilder {
        StaffingBuilder::default()
    }

    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows().len()
    }

    /// Whether nothing is known of anybody's staff.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn rows(&self) -> &[StaffingRow] {
        self.0.rows()
    }

    /// The columns as they were given.
    pub(crate) fn given(&self) -> impl Iterator<Item = (&str, &Column)> {
        self.0.given()
    }
}

list_builder!("Staffing", StaffingBuilder);

impl StaffingBuilder {
    /// Reads and checks the rows.
    ///
    /// # Errors
    /// Every problem at once, with paths such as `/staffing/role/3`: `missing`, `malformed`,
    /// `negative`, `unknown_word`; `duplicate` for a recipient, unit and role that stand twice;
    /// `contradiction` where a recipient's role has rows with a unit and rows without;
    /// `unknown_column`, `length_mismatch`.
    pub fn build(self) -> Result<Staffing, Error> {
        let mut problems = Problems::new();
        let columns = self.columns.iter().map(|(name, column)| (name.as_str(), column));
        let sheet = Sheet::new("/staffing", &COLUMNS, columns, &mut problems);
        let rows = read(&sheet, &mut problems);
        problems.check()?;
        Ok(Staffing(Rows::new(rows, self.columns)))
    }
}

fn read(sheet: &Sheet<'_>, problems: &mut Problems) -> Vec<StaffingRow> {
    let recipients = sheet.all("recipient", "a recipient", problems, Cells::as_text);
    let units = sheet.any("unit", problems, Cells::as_text);
    let roles = sheet.all("role", "a role", problems, |cells, row, problems| {
        let word = cells.text(row)?;
        problems.keep(&cells.path(row), WordColumn::Role.code(&word))
    });
    let mut fte = |name: &str| {
        sheet.required(name, problems);
        let cells = sheet.any(name, problems, Cells::not_negative);
        let cells = cells.unwrap_or_default();
        // Sums of a recipient stay exact and short where all have one denominator.
        let numbers = Numbers::exact(cells.clone());
        problems.extend_under(&format!("/staffing/{name}"), numbers.problems);
        cells
    };
    let (baseline, actual) = (fte("baseline_fte"), fte("actual_fte"));
    let mut rows = Vec::with_capacity(sheet.rows());
    let (mut seen, mut has_unit) = (HashSet::new(), HashMap::new());
    for (row, (recipient, role)) in recipients.into_iter().zip(roles).enumerate() {
        let (Some(recipient), Some(role)) = (recipient, role) else { continue };
        let unit = units.as_ref().and_then(|units| units[row].clone());
        if !seen.insert((recipient.clone(), unit.clone(), role)) {
            let got = "a recipient, unit and role that stand in an earlier row";
            problems.add(format_args!("/staffing/role/{row}"), Code::Duplicate, got, "one row");
        } else if *has_unit.entry((recipient.clone(), role)).or_insert(unit.is_some())
            != unit.is_some()
        {
            let got = "rows with a unit and rows without, of one recipient and role";
            let want = "a unit in all of them, or one row for the whole";
            problems.add(format_args!("/staffing/unit/{row}"), Code::Contradiction, got, want);
        }
        let cell = |column: &[Option<Ratio>]| column.get(row).cloned().flatten();
        rows.push(StaffingRow {
            recipient: recipient.into_owned(),
            unit: unit.map(Cow::into_owned),
            role,
            baseline: cell(&baseline),
            actual: cell(&actual),
        });
    }
    rows
}
