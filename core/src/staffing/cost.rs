//! What a plan costs, and who pays.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::StaffingPlan;
use crate::Error;
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problems, below};

/// Kronor a year for one in each column that is hired into, and which of them a grant may pay for.
///
/// ```
/// use statsbidrag::{Money, PostCosts};
///
/// let costs = PostCosts::new()
///     .of("social_worker_fte", Money::from_kronor(650_000)?)
///     .of("assistant_fte", Money::from_kronor(500_000)?)
///     .fundable("social_worker_fte");
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostCosts {
    a_year: BTreeMap<String, Money>,
    fundable: BTreeSet<String>,
}

impl PostCosts {
    /// No costs yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with what one in a column costs: a full-time post, or a head.
    #[must_use]
    pub fn of(mut self, column: impl Into<String>, a_year: Money) -> Self {
        self.a_year.insert(column.into(), a_year);
        self
    }

    /// The same with a column whose posts a grant may pay for.
    #[must_use]
    pub fn fundable(mut self, column: impl Into<String>) -> Self {
        self.fundable.insert(column.into());
        self
    }
}

/// What the posts of a plan cost a year (kostnad per år).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlanCost {
    /// The cost of each of the plan's posts, in their order: hire × cost, rounded half up to öre.
    pub posts: Vec<Money>,
    /// The sum of those.
    pub total: Money,
    /// The part that a grant may pay for.
    pub fundable: Money,
    /// The rest, which is the municipality's own in any case.
    pub own: Money,
}

impl StaffingPlan {
    /// What the plan costs a year, by post, split between what a grant may pay for and what not.
    ///
    /// # Errors
    /// `missing` for a column that is hired into and has no cost; `unknown_name` for one that is
    /// fundable and has none; `negative` costs; `out_of_range`.
    pub fn cost(&self, costs: &PostCosts) -> Result<PlanCost, Error> {
        let mut problems = Problems::new();
        let hired: BTreeSet<&str> = self.posts().iter().map(|post| post.role.as_str()).collect();
        for column in hired.iter().filter(|column| !costs.a_year.contains_key(**column)) {
            let want = "kronor a year for one in this column, which the plan hires into";
            problems.add(below("/cost", column), Code::Missing, "nothing", want);
        }
        for column in costs.fundable.iter().filter(|c| !costs.a_year.contains_key(*c)) {
            problems.add("/fundable", Code::UnknownName, column, "a column with a cost");
        }
        for (column, cost) in costs.a_year.iter().filter(|(_, cost)| cost.ore() < 0) {
            problems.add(below("/cost", column), Code::Negative, cost, "0 or more");
        }
        problems.check()?;
        let cost = |post: &super::PlannedPosts| {
            let a_year = costs.a_year.get(&post.role).copied().unwrap_or(Money::ZERO);
            Money::half_up(&Ratio::from(post.hire.big() * Ratio::from(a_year).big()))
        };
        let posts = self.posts().iter().map(cost).collect::<Result<Vec<_>, _>>()?;
        let total = Money::sum(posts.iter().copied())?;
        let is_fundable = |role: &str| costs.fundable.contains(role);
        let pairs = self.posts().iter().zip(&posts);
        let paid = pairs.filter(|(post, _)| is_fundable(&post.role)).map(|(_, cost)| *cost);
        let fundable = Money::sum(paid)?;
        Ok(PlanCost { total, fundable, own: total.minus(fundable)?, posts })
    }
}
