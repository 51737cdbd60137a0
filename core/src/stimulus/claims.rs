//! Claim lines: the costs that a recipient reports against a grant.

mod read;

use std::borrow::Cow;
use std::sync::Arc;

use super::columns::ClaimColumns;
use super::names::Names;
use crate::Error;
use crate::date::Span;
use crate::number::{Money, Ratio};
use crate::sheet::{self, list_builder};
use crate::table::{Column, Ids};

/// Claim lines (redovisade kostnadsrader), read and checked.
///
/// | column | what it holds |
/// |---|---|
/// | `id`, `recipient` | the line's id, once; who claims (bidragsmottagare) |
/// | `role` | `social_worker`, `supervisor`, `administrator`, `other` |
/// | `activity` | of the organisation where the post is: `child_youth_authority`, `child_youth_other`, `other` |
/// | `cost_kind` | `personnel`, `pay_rise`, `training`, `equipment`, `administration`, `other` |
/// | `employment` | `employed`, `agency` |
/// | `from`, `to` | the first and the last day of the cost |
/// | `fte` | the part of a full post (årsarbetare), over 0 |
/// | `increase` | `above_baseline`, `renewal_otherwise_ending`, `absence_otherwise_uncovered`, `vacancy_filled`, `kept_from_earlier_grant`, `none` |
/// | `frees_time_for` | asked of administrators: `social_worker`, `supervisor`, `both`, `other_work`, `none` |
/// | `amount` | kronor, 0 or more |
/// | `unit`, `person` | where it is given; a person is a key and nothing else |
/// | `evidence` | a reference to it, or yes and no |
/// | `ruling` | `approved: why` or `refused: why` (`godkänd: …`, `avslagen: …`): what a person has decided where a condition is for a person to judge. It overrules no condition; one that settles nothing is told |
/// | `other_funding` | kronor of the same cost that others have paid; 0 is none, an empty cell is not known |
///
/// `id`, `recipient`, `from`, `to`, `fte` and `amount` must be there. An empty cell in another
/// column is no mistake: the line is then undetermined where a condition asks for it.
///
/// ```
/// use statsbidrag::{Claims, Numbers};
///
/// let claims = Claims::builder()
///     .column("id", ["L1"])
///     .column("recipient", ["1480"])
///     .column("role", ["social_worker"])
///     .column("from", ["2016-01-01"])
///     .column("to", ["2016-12-31"])
///     .column("fte", Numbers::parse(["0.75"]))
///     .column("amount", [480_000])
///     .build()?;
/// assert_eq!(claims.len(), 1);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Claims(Arc<Lines>);

#[derive(Clone, Debug)]
struct Lines {
    given: Vec<(String, Column)>,
    ids: Ids,
    recipients: Names,
    units: Names,
    /// Codes of the columns of words, in their order; empty where there is no such column.
    words: [Vec<u8>; 6],
    from: Vec<i32>,
    to: Vec<i32>,
    fte: Vec<i64>,
    fte_denominator: u64,
    amount: Vec<i64>,
    evidence: Vec<u8>,
    ruling: Vec<u8>,
    other_funding: Vec<i64>,
}

impl Claims {
    /// The columns that claim lines may have. Another one is a problem: a misspelt column would
    /// otherwise be one that is silently not there.
    pub const COLUMNS: &'static [&'static str] = &read::COLUMNS;

    /// Those whose cells are numbers.
    pub(crate) const NUMBERS: [&'static str; 3] = ["fte", "amount", "other_funding"];

    /// Starts a list of claim lines.
    pub fn builder() -> ClaimsBuilder {
        ClaimsBuilder::default()
    }

    /// How many lines.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.ids.len()
    }

    /// Whether nobody claims anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The ids, in row order.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        &self.0.ids
    }

    /// Who claims the line in a row.
    ///
    /// # Panics
    /// Where there is no such row, as a slice does.
    #[must_use]
    pub fn recipient(&self, row: usize) -> &str {
        self.0.recipients.name(row).unwrap_or_default()
    }

    /// The unit of the line in a row, if it has one.
    #[must_use]
    pub fn unit(&self, row: usize) -> Option<&str> {
        self.0.units.name(row)
    }

    /// The amount of the line in a row.
    ///
    /// # Panics
    /// Where there is no such row, as a slice does.
    #[must_use]
    pub fn amount(&self, row: usize) -> Money {
        // Amounts were money when they were read.
        Money::known(self.0.amount[row])
    }

    /// The FTE of the line in a row.
    ///
    /// # Panics
    /// Where there is no such row, as a slice does.
    #[must_use]
    pub fn fte(&self, row: usize) -> Ratio {
        Ratio::from_big(self.0.fte[row], self.0.fte_denominator)
    }

    /// The days of the line in a row.
    ///
    /// # Panics
    /// Where there is no such row, as a slice does.
    #[must_use]
    pub fn days(&self, row: usize) -> Span {
        Span::of_days(self.0.from[row], self.0.to[row])
    }

    /// The columns by themselves.
    #[must_use]
    pub fn columns(&self) -> ClaimColumns<'_> {
        let lines = &*self.0;
        let [role, activity, cost_kind, employment, increase, frees_time_for] = &lines.words;
        ClaimColumns {
            role,
            activity,
            cost_kind,
            employment,
            increase,
            frees_time_for,
            from: &lines.from,
            to: &lines.to,
            fte: &lines.fte,
            fte_denominator: lines.fte_denominator,
            amount: &lines.amount,
            evidence: &lines.evidence,
            ruling: &lines.ruling,
            other_funding: &lines.other_funding,
        }
    }

    /// The columns as they were given.
    pub(crate) fn given(&self) -> impl Iterator<Item = (&str, &Column)> {
        self.0.given.iter().map(|(name, column)| (name.as_str(), column))
    }

    /// A cell as it was given, as a text.
    pub(crate) fn text(&self, column: &str, row: usize) -> Option<String> {
        let column = self.given().find(|(name, _)| *name == column)?.1;
        sheet::text(column, row).map(Cow::into_owned)
    }

    pub(crate) fn recipients(&self) -> &Names {
        &self.0.recipients
    }

    pub(crate) fn units(&self) -> &Names {
        &self.0.units
    }
}

list_builder!("Claims", ClaimsBuilder);

impl ClaimsBuilder {
    /// Reads and checks the lines.
    ///
    /// # Errors
    /// Every problem at once, with paths such as `/claims/fte/3`: `missing` for an empty id,
    /// recipient, day, FTE or amount and for such a column that is not there; `malformed` for what
    /// is no number, day, amount in whole öre or ruling; `unknown_word`; `negative`; `not_in_range`
    /// for no FTE; `overlap` where the last day is before the first; `duplicate`; `unknown_column`;
    /// `length_mismatch`.
    pub fn build(self) -> Result<Claims, Error> {
        read::read(self.columns).map(|lines| Claims(Arc::new(lines)))
    }
}
