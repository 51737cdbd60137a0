//! Grants: what each recipient was given, asked for and sent in.

use std::borrow::Cow;

use crate::Error;
use crate::date::Date;
use crate::number::Money;
use crate::problem::{Code, Problems};
use crate::sheet::{Cells, Rows, Sheet, list_builder};
use crate::table::Column;

/// What each recipient was paid for a grant year (utbetalda bidrag).
///
/// | column | what it holds |
/// |---|---|
/// | `recipient`, `paid` | who, and the kronor that were sent out, a second round included |
/// | `frame`, `requisitioned` | the most that could be asked for (bidragsram), and what was (rekvirerat) |
/// | `requisition_received_on`, `report_received_on` | days of receipt |
/// | `own_funding` | the recipient's own money (egenfinansiering) |
/// | `waived`, `waived_reason` | repayment that is given up (eftergift), in whole or part, and why |
/// | `decided_on` | the day on which repayment was decided, from which interest is counted |
///
/// ```
/// use statsbidrag::Grants;
///
/// let grants = Grants::builder().column("recipient", ["1480"]).column("paid", [1_000_000]).build()?;
/// assert_eq!(grants.len(), 1);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Grants(Rows<Grant>);

/// One recipient's grant.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) recipient: String,
    pub(crate) paid: Money,
    pub(crate) frame: Option<Money>,
    pub(crate) requisitioned: Option<Money>,
    pub(crate) requisition_received_on: Option<Date>,
    pub(crate) report_received_on: Option<Date>,
    pub(crate) own_funding: Option<Money>,
    pub(crate) waived: Option<Money>,
    pub(crate) waived_reason: Option<String>,
    pub(crate) decided_on: Option<Date>,
}

const COLUMNS: [&str; 10] = [
    "recipient",
    "paid",
    "frame",
    "requisitioned",
    "requisition_received_on",
    "report_received_on",
    "own_funding",
    "waived",
    "waived_reason",
    "decided_on",
];

impl Grants {
    /// The columns that they may have.
    pub const COLUMNS: &'static [&'static str] = &COLUMNS;

    /// Those whose cells are numbers.
    pub(crate) const NUMBERS: [&'static str; 5] =
        ["paid", "frame", "requisitioned", "own_funding", "waived"];

    /// Starts a table of grants.
    pub fn builder() -> GrantsBuilder {
        GrantsBuilder::default()
    }

    /// How many recipients.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows().len()
    }

    /// Never: grants without recipients cannot be built.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn rows(&self) -> &[Grant] {
        self.0.rows()
    }

    /// The columns as they were given.
    pub(crate) fn given(&self) -> impl Iterator<Item = (&str, &Column)> {
        self.0.given()
    }
}

list_builder!("Grants", GrantsBuilder);

impl GrantsBuilder {
    /// Reads and checks the grants.
    ///
    /// # Errors
    /// Every problem at once, with paths such as `/grants/paid/3`: `missing`, `malformed`,
    /// `negative`; `duplicate` for a recipient that stands twice; `contradiction` where more was
    /// requisitioned than the frame; `unknown_column`, `length_mismatch`, `empty`.
    pub fn build(self) -> Result<Grants, Error> {
        let mut problems = Problems::new();
        let columns = self.columns.iter().map(|(name, column)| (name.as_str(), column));
        let sheet = Sheet::new("/grants", &COLUMNS, columns, &mut problems);
        sheet.check_not_empty(&mut problems);
        let rows = read(&sheet, &mut problems);
        problems.check()?;
        Ok(Grants(Rows::new(rows, self.columns)))
    }
}

fn read(sheet: &Sheet<'_>, problems: &mut Problems) -> Vec<Grant> {
    let recipients =
        sheet.ids("recipient", ("a recipient", "a recipient that stands once"), problems);
    let paid = sheet.all("paid", "kronor", problems, Cells::money);
    let mut any = |name: &str| sheet.any(name, problems, Cells::money).unwrap_or_default();
    let (frame, requisitioned) = (any("frame"), any("requisitioned"));
    let (own_funding, waived) = (any("own_funding"), any("waived"));
    let mut day_of = |name: &str| sheet.any(name, problems, Cells::day).unwrap_or_default();
    let (requisition, report) = (day_of("requisition_received_on"), day_of("report_received_on"));
    let decided = day_of("decided_on");
    let reasons = sheet.any("waived_reason", problems, Cells::as_text).unwrap_or_default();
    for (row, pair) in frame.iter().zip(&requisitioned).enumerate() {
        if let (Some(frame), Some(requisitioned)) = pair
            && requisitioned > frame
        {
            let want = format!("at most the frame, {frame}");
            let path = format_args!("/grants/requisitioned/{row}");
            problems.add(path, Code::Contradiction, requisitioned, want);
        }
    }
    let cell = |column: &[Option<Money>], row: usize| column.get(row).copied().flatten();
    let date = |column: &[Option<Date>], row: usize| column.get(row).copied().flatten();
    let rows = recipients.iter().zip(paid).enumerate();
    rows.filter_map(|(row, (recipient, paid))| {
        Some(Grant {
            recipient: Some(recipient).filter(|id| !id.is_empty())?.to_owned(),
            paid: paid?,
            frame: cell(&frame, row),
            requisitioned: cell(&requisitioned, row),
            requisition_received_on: date(&requisition, row),
            report_received_on: date(&report, row),
            own_funding: cell(&own_funding, row),
            waived: cell(&waived, row),
            waived_reason: reasons.get(row).cloned().flatten().map(Cow::into_owned),
            decided_on: date(&decided, row),
        })
    })
    .collect()
}
