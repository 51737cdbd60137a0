//! What a comparison says: a line for each recipient, and the totals.

use crate::number::{Money, Ratio};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// In which order the causes of a difference were told apart. What one cause is said to have
    /// done depends on the order, their sum does not.
    #[non_exhaustive]
    pub enum CauseOrder {
        /// The total, then the key, then the facts.
        TotalKeyFacts = "total_key_facts",
        /// The total, then the facts, then the key: the later key cannot divide the earlier facts.
        TotalFactsKey = "total_facts_key",
        /// The total, then key and facts together: neither key can divide the other's facts.
        TotalTogether = "total_together",
    }
}

vocabulary! {
    /// Which of two results has a recipient that the other lacks.
    pub enum OnlyIn {
        /// The one that was compared from: the recipient is gone.
        Before = "before",
        /// The one that was compared to: the recipient is new.
        After = "after",
    }
}

/// The difference between two allocations (jämförelse), explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    pub(super) order: CauseOrder,
    pub(super) per: Option<String>,
    pub(super) rows: Vec<ComparisonRow>,
    pub(super) totals: Change,
}

/// One recipient's line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonRow {
    pub(super) id: String,
    pub(super) only_in: Option<OnlyIn>,
    pub(super) change: Change,
}

/// An amount before and after, and the causes of the difference, which sum to it exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub(super) before: Money,
    pub(super) after: Money,
    pub(super) difference: Money,
    pub(super) total: Ratio,
    pub(super) key: Option<Ratio>,
    pub(super) facts: Option<Ratio>,
    pub(super) key_and_facts: Option<Ratio>,
    pub(super) bounds: Ratio,
    pub(super) rounding: Ratio,
    pub(super) before_per_unit: Option<Ratio>,
    pub(super) after_per_unit: Option<Ratio>,
    pub(super) difference_per_unit: Option<Ratio>,
}

impl Comparison {
    /// The order in which the causes were told apart.
    #[must_use]
    pub fn order(&self) -> CauseOrder {
        self.order
    }

    /// The column that the amounts per unit are by.
    #[must_use]
    pub fn per(&self) -> Option<&str> {
        self.per.as_deref()
    }

    /// Every recipient of either result: the earlier one's rows, then those only in the later.
    #[must_use]
    pub fn rows(&self) -> &[ComparisonRow] {
        &self.rows
    }

    /// The line of one recipient.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<&ComparisonRow> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// The sum of every column. Amounts per unit are the summed amounts over the summed units of
    /// all recipients; none where any of those is empty.
    #[must_use]
    pub fn totals(&self) -> &Change {
        &self.totals
    }
}

impl ComparisonRow {
    /// The recipient.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Which result has it, where the other does not: its amount there is zero.
    #[must_use]
    pub fn only_in(&self) -> Option<OnlyIn> {
        self.only_in
    }

    /// Its amounts and the causes of their difference.
    #[must_use]
    pub fn change(&self) -> &Change {
        &self.change
    }
}

impl Change {
    /// The amount in the earlier result.
    #[must_use]
    pub fn before(&self) -> Money {
        self.before
    }

    /// The amount in the later result.
    #[must_use]
    pub fn after(&self) -> Money {
        self.after
    }

    /// After less before.
    #[must_use]
    pub fn difference(&self) -> Money {
        self.difference
    }

    /// Kronor that come of another total.
    #[must_use]
    pub fn total(&self) -> &Ratio {
        &self.total
    }

    /// Kronor that come of another key: its shares, measures, parameters, and which column says
    /// who takes part. None where key and facts cannot be told apart.
    #[must_use]
    pub fn key(&self) -> Option<&Ratio> {
        self.key.as_ref()
    }

    /// Kronor that come of other facts, recipients that came or went among them. None where key
    /// and facts cannot be told apart.
    #[must_use]
    pub fn facts(&self) -> Option<&Ratio> {
        self.facts.as_ref()
    }

    /// Kronor that come of another key and other facts, where the two cannot be told apart.
    #[must_use]
    pub fn key_and_facts(&self) -> Option<&Ratio> {
        self.key_and_facts.as_ref()
    }

    /// Kronor that come of minimums and maximums: what they did after less what they did before.
    #[must_use]
    pub fn bounds(&self) -> &Ratio {
        &self.bounds
    }

    /// Kronor that come of rounding: what it did after less what it did before.
    #[must_use]
    pub fn rounding(&self) -> &Ratio {
        &self.rounding
    }

    /// Kronor for each unit in the earlier result; none where the unit's cell is zero or empty.
    #[must_use]
    pub fn before_per_unit(&self) -> Option<&Ratio> {
        self.before_per_unit.as_ref()
    }

    /// Kronor for each unit in the later result; none where the unit's cell is zero or empty.
    #[must_use]
    pub fn after_per_unit(&self) -> Option<&Ratio> {
        self.after_per_unit.as_ref()
    }

    /// Kronor for each unit after less before; none where either is.
    #[must_use]
    pub fn difference_per_unit(&self) -> Option<&Ratio> {
        self.difference_per_unit.as_ref()
    }
}
