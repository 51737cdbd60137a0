//! The staffing table of one recipient: what there was before, and what there is.

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::{Signed, Zero};
use serde_json::Value;

use super::book::number;
use super::claims::{is_empty, rows};

/// One row.
#[derive(Clone, Debug)]
struct Row {
    unit: Option<String>,
    role: String,
    /// By how much the staff has grown; `None` where the row is incomplete.
    growth: Option<BigRational>,
}

/// The rows of one recipient.
#[derive(Clone, Debug)]
pub(super) struct Staffing {
    rows: Vec<Row>,
    /// Falls in one role are set off against rises in another.
    pub across: bool,
    /// The roles that the grant pays for.
    pub funded: Vec<String>,
}

/// Where something is held against a cap.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// A role in a unit.
    Unit(String, String),
    /// A role.
    Role(String),
    /// All roles together.
    Recipient,
}

impl Staffing {
    /// The rows of a recipient; `None` where no table is given.
    pub(super) fn of(
        document: &Value,
        recipient: &str,
        across: bool,
        funded: Vec<String>,
    ) -> Option<Staffing> {
        let table = rows(document.get("staffing")?.as_object()?);
        let own = table.iter().filter(|row| row["recipient"].as_str() == Some(recipient));
        let cell = |value: &Value| (!is_empty(value)).then(|| number(value));
        let rows = own.map(|row| {
            let (before, now) = (cell(&row["baseline_fte"]), cell(&row["actual_fte"]));
            let unit = row.get("unit").filter(|unit| !is_empty(unit));
            Row {
                unit: unit.and_then(Value::as_str).map(str::to_owned),
                role: row["role"].as_str().expect("a role").to_owned(),
                growth: now.zip(before).map(|(now, before)| now - before),
            }
        });
        Some(Staffing { rows: rows.collect(), across, funded })
    }

    fn of_role<'a>(&'a self, role: &'a str) -> impl Iterator<Item = &'a Row> + 'a {
        self.rows.iter().filter(move |row| row.role == role)
    }

    /// Whether a role has rows.
    pub(super) fn has_role(&self, role: &str) -> bool {
        self.of_role(role).next().is_some()
    }

    /// The units of a role; none where its rows have no units.
    pub(super) fn units(&self, role: &str) -> BTreeSet<String> {
        self.of_role(role).filter_map(|row| row.unit.clone()).collect()
    }

    /// All roles that have rows.
    pub(super) fn roles(&self) -> BTreeSet<String> {
        self.rows.iter().map(|row| row.role.clone()).collect()
    }

    fn is_funded(&self, role: &str) -> bool {
        self.funded.iter().any(|funded| funded == role)
    }

    /// Whether a cell is empty in the rows that a line of this role depends on.
    pub(super) fn is_incomplete(&self, role: &str) -> bool {
        let own = |row: &Row| row.role == role || (self.across && self.is_funded(&row.role));
        self.rows.iter().any(|row| own(row) && row.growth.is_none())
    }

    /// The cap of a level, in full-time equivalents; `None` where it is not known.
    pub(super) fn cap(&self, level: &Level) -> Option<BigRational> {
        let of_level = |row: &&Row| match level {
            Level::Unit(role, unit) => row.role == *role && row.unit.as_ref() == Some(unit),
            Level::Role(role) => row.role == *role,
            Level::Recipient => self.is_funded(&row.role),
        };
        let growth: Option<Vec<_>> =
            self.rows.iter().filter(of_level).map(|row| row.growth.clone()).collect();
        let growth: BigRational = growth?.into_iter().sum();
        Some(if growth.is_negative() { BigRational::zero() } else { growth })
    }

    /// Whether a role has fewer than before, as far as complete rows tell.
    pub(super) fn has_fallen(&self, role: &str) -> bool {
        let growth: Option<Vec<_>> = self.of_role(role).map(|row| row.growth.clone()).collect();
        growth.is_some_and(|all| all.into_iter().sum::<BigRational>().is_negative())
    }
}
