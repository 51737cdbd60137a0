//! Does a published table of amounts add up, and does it follow its own key?

mod by_key;
mod sums;

use by_key::recomputed;
use sums::{Sums, parents};

use super::{Key, Options, Unit};
use crate::Error;
use crate::number::Money;
use crate::problem::Problems;
use crate::table::{Table, cell};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What is odd about a published amount.
    #[non_exhaustive]
    pub enum PublishedKind {
        /// A sum that differs from its parts by at most half a unit for each part: what comes of
        /// parts and sum that were rounded each by itself.
        RoundingDifference = "rounding_difference",
        /// A sum that differs from its parts by more than rounding explains.
        SumDifference = "sum_difference",
        /// An amount that is not what the key gives.
        NotByKey = "not_by_key",
        /// Two recipients that have each other's amounts.
        Swapped = "swapped",
    }
}

/// How a published table is to be checked: which column holds the amounts, and against what.
///
/// ```
/// use statsbidrag::{Key, Money, Options, PublishedCheck, Unit};
///
/// let check = PublishedCheck::new("kr")
///     .parts_of("sum_of")
///     .total(Money::from_kronor(1_470_000_000)?)
///     .unit(Unit::kronor(100_000)?)
///     .key(Key::measure("population")?, Money::from_kronor(1_470_000_000)?, Options::new());
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct PublishedCheck {
    amount: String,
    parts_of: Option<String>,
    total: Option<Money>,
    unit: Unit,
    key: Option<(Key, Money, Options)>,
}

impl PublishedCheck {
    /// A check of a column of kronor, which may have decimals and be under zero.
    pub fn new(amount: impl Into<String>) -> Self {
        Self { amount: amount.into(), parts_of: None, total: None, unit: Unit::KRONA, key: None }
    }

    /// A text column with the id of the row that each row is a part of (delsumma); empty where it
    /// is a part of none. A part may have parts itself, and sums are added as they are printed.
    pub fn parts_of(mut self, column: impl Into<String>) -> Self {
        self.parts_of = Some(column.into());
        self
    }

    /// The printed sum of the rows that are no parts of another.
    pub fn total(mut self, printed: Money) -> Self {
        self.total = Some(printed);
        self
    }

    /// What the amounts were rounded to when they were printed: it says how large a difference
    /// rounding explains. Default: one krona.
    pub fn unit(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// The key that the list is said to follow, on the columns of the same table, and what it
    /// divides. Rows that are sums of others take no part.
    pub fn key(mut self, key: Key, total: Money, options: Options) -> Self {
        self.key = Some((key, total, options));
        self
    }
}

/// One published amount that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedFinding {
    id: Option<String>,
    printed: Money,
    computed: Money,
    difference: Money,
    kind: PublishedKind,
    swapped_with: Option<String>,
}

impl PublishedFinding {
    /// The id of the row; none for the total of the table.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The published amount.
    #[must_use]
    pub fn printed(&self) -> Money {
        self.printed
    }

    /// The sum of the parts as printed, or what the key gives.
    #[must_use]
    pub fn computed(&self) -> Money {
        self.computed
    }

    /// Printed less computed.
    #[must_use]
    pub fn difference(&self) -> Money {
        self.difference
    }

    /// What is odd about it.
    #[must_use]
    pub fn kind(&self) -> PublishedKind {
        self.kind
    }

    /// The recipient that has this one's amount, and whose amount this one has.
    #[must_use]
    pub fn swapped_with(&self) -> Option<&str> {
        self.swapped_with.as_deref()
    }
}

/// Finds where a published table does not add up to its printed sums and total, and where it does
/// not follow its own key: in the order of the rows, the total last. What fits is not reported.
///
/// A sum is compared with its parts to the öre; the kind of the finding says whether rounding
/// explains the difference. An amount fits its key if it is what the key gives, or that rounded to
/// the unit printed in.
///
/// ```
/// use statsbidrag::{PublishedCheck, PublishedKind, Table, check_published};
///
/// let table = Table::builder("id", ["north", "south", "all"])
///     .column("sum_of", [Some("all"), Some("all"), None])
///     .column("kr", [33, 66, 100])
///     .build()?;
/// let findings = check_published(&table, &PublishedCheck::new("kr").parts_of("sum_of"))?;
/// // 33 1/3 and 66 2/3, cut, are 99. One krona is half a krona for each of the two parts.
/// assert_eq!(findings[0].id(), Some("all"));
/// assert_eq!(findings[0].difference().to_string(), "1");
/// assert_eq!(findings[0].kind(), PublishedKind::RoundingDifference);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// `missing` for empty amounts and `malformed` for ones finer than öre; `unknown_id` for a parent
/// that is not in the table, `contradiction` for rows that are parts of themselves, at any remove;
/// `conflict` for a table with groups; `out_of_range` where a sum is; for the key, what
/// [`allocate`](crate::allocate) finds. All at once.
pub fn check_published(
    table: &Table,
    check: &PublishedCheck,
) -> Result<Vec<PublishedFinding>, Error> {
    let mut problems = Problems::new();
    if !table.refuse_groups("one published table", &mut problems) {
        return Err(problems.into());
    }
    let amounts = table.amounts(&check.amount, "/amount", &mut problems);
    let parents = match &check.parts_of {
        Some(column) => parents(table, column, &mut problems),
        None => Some(vec![None; table.len()]),
    };
    let sums = parents.map(|parents| Sums::new(&parents));
    let by_key = match (&check.key, &sums) {
        // Cells that were reported already are not reported again.
        (Some((key, ..)), _) if amounts.is_none() && key.columns().contains(&*check.amount) => None,
        (Some(key), Some(sums)) => match recomputed(table, key, sums) {
            Ok(by_key) => Some(by_key),
            Err(error) => {
                problems.extend_under("", error.into_problems().placed(place_of_key));
                None
            }
        },
        _ => None,
    };
    let (Some(amounts), Some(sums)) = (amounts, sums) else {
        return Err(problems.into());
    };
    let printed = Printed { table, amounts, unit: check.unit.ore().into() };
    let mut findings = printed.against_sums(&sums, &check.amount, &mut problems);
    if let Some(by_key) = &by_key {
        findings.extend(printed.against_key(by_key, &sums, &check.amount, &mut problems));
        findings.sort_by_key(|(row, _)| *row);
    }
    let total = check.total.and_then(|total| {
        let parts = sums.tops.iter().map(|&row| printed.amounts[row]);
        problems.keep("/total", printed.sum_finding(None, total, parts))?
    });
    problems.check()?;
    Ok(findings.into_iter().map(|(_, finding)| finding).chain(total).collect())
}

/// Where something of the key's division stands among what is checked: its total beside the
/// table's own, and its options under `options`.
fn place_of_key(path: &str) -> String {
    match path {
        "/total" => "/key_total".to_owned(),
        path if ["/frame/", "/key"].iter().any(|own| path.starts_with(own)) => path.to_owned(),
        path => format!("/options{path}"),
    }
}

/// The amounts as they were printed.
struct Printed<'a> {
    table: &'a Table,
    amounts: Vec<Money>,
    /// What they were rounded to, in öre.
    unit: i128,
}

impl Printed<'_> {
    /// The sums that are not what their parts add up to, with their findings.
    fn against_sums(
        &self,
        sums: &Sums,
        column: &str,
        problems: &mut Problems,
    ) -> Vec<(usize, PublishedFinding)> {
        let rows = (0..self.amounts.len()).filter(|&row| sums.is_sum(row));
        let findings = rows.filter_map(|row| {
            let parts = sums.parts[row].iter().map(|&part| self.amounts[part]);
            let finding = self.sum_finding(Some(row), self.amounts[row], parts);
            Some((row, problems.keep(&cell(column, row), finding)??))
        });
        findings.collect()
    }

    /// A printed sum against its parts; no row is the total of the table.
    fn sum_finding(
        &self,
        row: Option<usize>,
        printed: Money,
        parts: impl ExactSizeIterator<Item = Money>,
    ) -> Result<Option<PublishedFinding>, Error> {
        let rounded = self.unit * parts.len() as i128;
        let computed = Money::sum(parts)?;
        let difference = printed.minus(computed)?;
        if difference == Money::ZERO {
            return Ok(None);
        }
        let kind = match 2 * i128::from(difference.abs().ore()) <= rounded {
            true => PublishedKind::RoundingDifference,
            false => PublishedKind::SumDifference,
        };
        let id = row.map(|row| self.table.ids().get(row).to_owned());
        Ok(Some(PublishedFinding { id, printed, computed, difference, kind, swapped_with: None }))
    }
}

#[cfg(test)]
mod tests;
