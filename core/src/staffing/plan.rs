//! What rules that bear on each other demand together.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::Zero;

use super::check::receipt;
use super::figures::{Held, RatioFigures, floor, up_to_step};
use super::limit::LimitSide;
use super::prepare::{Applied, StaffingOptions, apply, has_empty_cell};
use super::rule::{Force, RatioRule};
use crate::Error;
use crate::limits::{MOST_ROUNDS, WIDEST_MEASURE};
use crate::measure::{Measure, Parameters};
use crate::number::Ratio;
use crate::problem::{Code, Problem, Problems};
use crate::receipt::Receipt;
use crate::table::{Column, Table};

/// From this round on, hires that no number of people comes near are taken for endless growth.
const PATIENCE: usize = 100;

/// The least that must be hired for all rules to be kept together (bemanningsplan).
#[derive(Clone, Debug)]
pub struct StaffingPlan {
    table: Table,
    rules: Vec<RatioRule>,
    options: StaffingOptions,
    posts: Vec<PlannedPosts>,
    not_evaluated: Vec<String>,
}

/// Posts that one rule forced in one row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlannedPosts {
    /// The row's id.
    pub id: String,
    /// The column that is hired into.
    pub role: String,
    /// How much, in that column's unit: FTE or heads.
    pub hire: Ratio,
    /// The id of the rule that forced it.
    pub rule: String,
    /// How much of it could fill vacancies that exist already (`<role>_vacant_fte`); zero where the
    /// table does not tell.
    pub vacancies: Ratio,
}

/// The least joint hire: each rule that present staff do not meet demands the fewest of its steps
/// that meet it, and in each column the largest demand is hired, until nothing changes. Every added
/// post names the rule that forced it. The order of rules decides which of them that is where
/// several demand the same post, and nothing else.
///
/// Only rules that hire into a column take part, and no statistic. A hire of h FTE adds ⌈h⌉ heads
/// (whole posts and one for the rest) where the table has `<role>_fte` and `<role>_heads`, and a
/// hired head is a whole post: heads are hired last, and only those that posts do not bring. A
/// row with an empty cell that a rule needs is not planned, and listed.
///
/// ```
/// use statsbidrag::{Numbers, Ratio, RatioRule, StaffingOptions, Table, plan_staffing};
///
/// // 240 cases, at most 15 for each social worker; at most six of those for each supervisor.
/// let table = Table::builder("unit", ["North"])
///     .column("cases", [240])
///     .column("social_worker_fte", Numbers::parse(["11.5"]))
///     .column("supervisor_heads", [1])
///     .build()?;
/// let limit = |text: &str| text.parse::<Ratio>();
/// let rules = [
///     RatioRule::new("cases", "cases".parse()?, "social_worker_fte".parse()?)
///         .at_most(limit("15")?)
///         .hire("social_worker_fte", limit("0.5")?),
///     RatioRule::new("span", "social_worker_fte".parse()?, "supervisor_heads".parse()?)
///         .at_most(limit("6")?)
///         .hire("supervisor_heads", limit("1")?),
/// ];
/// let plan = plan_staffing(&table, &rules, &StaffingOptions::new())?;
/// // 240/15 = 16, which is 4.5 more; 16/6 makes 3 supervisors, which is 2 more.
/// let posts: Vec<_> = plan.posts().iter().map(|p| format!("{} {}: {}", p.hire, p.role, p.rule)).collect();
/// assert_eq!(posts, ["4.5 social_worker_fte: cases", "2 supervisor_heads: span"]);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// As of [`check_staffing`](super::check_staffing); `not_settled` where rules still demand more of
/// each other after 10,000 rounds, with the rules that do, for the first row where they do.
pub fn plan_staffing(
    table: &Table,
    rules: &[RatioRule],
    options: &StaffingOptions,
) -> Result<StaffingPlan, Error> {
    let mut problems = Problems::new();
    let applied = apply(table, rules, options, &mut problems);
    if !problems.is_empty() {
        return Err(problems.into());
    }
    // A rule's place is kept for its path.
    let hiring: Vec<_> = applied
        .into_iter()
        .enumerate()
        .filter(|(_, a)| a.rule.hires_into().is_some() && a.rule.force() != Force::Statistic)
        .collect();
    let (mut posts, mut not_evaluated) = (Vec::new(), Vec::new());
    // Rules that do not settle are told once: most rows would say the same, each after long.
    let mut settles = true;
    for row in 0..table.len() {
        let before = problems.count();
        match demands(&hiring, table, row, options, &mut problems) {
            None => not_evaluated.push(table.ids().get(row).to_owned()),
            Some(demands) if settles && problems.count() == before => {
                match problems.keep("", settle(State::of(table, row), &demands)) {
                    Some(own) => posts.extend(own),
                    None => settles = false,
                }
            }
            Some(_) => {}
        }
    }
    problems.check()?;
    Ok(StaffingPlan {
        table: table.clone(),
        rules: rules.to_vec(),
        options: options.clone(),
        posts,
        not_evaluated,
    })
}

/// One row with what has been hired so far.
struct State<'t> {
    table: &'t Table,
    row: usize,
    hired: BTreeMap<String, Ratio>,
}

impl<'t> State<'t> {
    fn of(table: &'t Table, row: usize) -> Self {
        Self { table, row, hired: BTreeMap::new() }
    }

    fn id(&self) -> &'t str {
        self.table.ids().get(self.row)
    }

    fn hired(&self, column: &str) -> Ratio {
        self.hired.get(column).cloned().unwrap_or_else(Ratio::zero)
    }

    /// Hires what is demanded in some columns, all as things stand, and says who forced what.
    fn hire<'r>(
        &mut self,
        demands: &[Demand<'r>],
        into: impl Fn(&str) -> bool,
    ) -> Vec<(&'r str, &'r str, Ratio)> {
        let demands = demands.iter().filter(|demand| into(demand.column));
        let totals: Vec<_> =
            demands.filter_map(|demand| Some((demand, demand.of(self)?))).collect();
        let mut rose = Vec::new();
        for (demand, total) in totals {
            let before = self.hired(demand.column);
            if total > before {
                let more = Ratio::from(total.big() - before.big());
                self.hired.insert(demand.column.to_owned(), total);
                rose.push((demand.column, demand.rule.id(), more));
            }
        }
        rose
    }

    /// Takes back what other hires have made needless, column by column in the order of their names,
    /// until nothing more can be: columns that stand beside each other in a measure mend the same gap.
    fn lessen(&mut self, demands: &[Demand<'_>]) {
        let columns: Vec<String> = self.hired.keys().cloned().collect();
        for _ in 0..PATIENCE {
            let before = self.hired.clone();
            columns.iter().for_each(|column| self.lessen_one(column, demands));
            if self.hired == before {
                break;
            }
        }
    }

    fn lessen_one(&mut self, column: &str, demands: &[Demand<'_>]) {
        let own = || demands.iter().filter(|demand| demand.column == column);
        let Some(step) = own().map(|demand| demand.step).min() else { return };
        let least = own().filter_map(|demand| demand.of(self)).max();
        let least = least.unwrap_or_else(Ratio::zero);
        let before = self.hired(column);
        let mut kept = before.clone();
        if least < before {
            if self.keeps(demands, column, &least) {
                return;
            }
            // By how many steps less: none will do, and more than `most` will not.
            let less = Ratio::from(before.big() - least.big());
            let most = less.checked_div(step).map_or_else(BigInt::zero, |s| floor(s.big()));
            let hired = |steps: &BigInt| Ratio::from(before.big() - step.big() * steps);
            let (mut will_do, mut too_many) = (BigInt::zero(), most + 1);
            while &too_many - &will_do > BigInt::from(1) {
                let steps: BigInt = (&will_do + &too_many) / 2;
                match self.keeps(demands, column, &hired(&steps)) {
                    true => will_do = steps,
                    false => too_many = steps,
                }
            }
            kept = hired(&will_do);
        }
        // Posts that bring heads, and steps of several sizes, may leave a little more.
        let below = |hired: &Ratio, step: &Ratio| {
            let steps = hired.checked_div(step)?.big().ceil() - BigInt::from(1);
            Some(Ratio::from(step.big() * steps)).filter(|hired| !hired.is_negative())
        };
        for _ in 0..PATIENCE {
            let mut smaller = own().filter_map(|demand| below(&kept, demand.step));
            let Some(less) = smaller.find(|less| self.keeps(demands, column, less)) else { break };
            kept = less;
        }
        self.hired.insert(column.to_owned(), kept);
    }

    /// Hires so much into a column, and says whether nothing more is demanded then.
    fn keeps(&mut self, demands: &[Demand<'_>], column: &str, hired: &Ratio) -> bool {
        self.hired.insert(column.to_owned(), hired.clone());
        let asks_more = |demand: &Demand<'_>| {
            demand.of(self).is_some_and(|total| total > self.hired(demand.column))
        };
        !demands.iter().any(asks_more)
    }

    /// A column, where `hired` is hired into it, with what other hires bring.
    fn value_with(&self, column: &str, hired: &Ratio) -> Option<Ratio> {
        let cell = self.cell(column)?;
        Some(Ratio::from(cell.big() + hired.big() + self.brought(column).big()))
    }

    fn cell(&self, column: &str) -> Option<Ratio> {
        match self.table.column(column)? {
            Column::Numbers(numbers) => numbers.get(self.row),
            _ => None,
        }
    }

    /// What hires into other columns bring to one: posts bring heads, and heads posts.
    fn brought(&self, column: &str) -> Ratio {
        if let Some(role) = column.strip_suffix("_heads") {
            up_to_step(&self.hired(&format!("{role}_fte")), &Ratio::one())
        } else if let Some(role) = column.strip_suffix("_fte") {
            self.hired(&format!("{role}_heads"))
        } else {
            Ratio::zero()
        }
    }

    /// How much of what is hired for `column` could fill existing vacancies.
    fn vacancies(&self, column: &str) -> Ratio {
        let role = column.strip_suffix("_fte").or_else(|| column.strip_suffix("_heads"));
        let vacant = role.and_then(|role| self.cell(&format!("{role}_vacant_fte")));
        let vacant = vacant.unwrap_or_else(Ratio::zero);
        match column.ends_with("_heads") {
            // Only a whole vacant post is one for a head.
            true => vacant.big().floor().into(),
            false => vacant,
        }
    }
}

/// A rule that is about a row, and what it demands there.
struct Demand<'r> {
    rule: &'r RatioRule,
    column: &'r str,
    step: &'r Ratio,
    side: LimitSide,
    /// How much one in the column weighs in its measure.
    weight: Ratio,
    limits: Held<&'r Ratio>,
    parameters: &'r Parameters,
}

/// The rules that are about a row; `None` where a cell that one of them needs is empty.
fn demands<'r>(
    hiring: &[(usize, Applied<'r>)],
    table: &Table,
    row: usize,
    options: &'r StaffingOptions,
    problems: &mut Problems,
) -> Option<Vec<Demand<'r>>> {
    let mut demands = Vec::new();
    for (index, applied) in hiring {
        let rule = applied.rule;
        let held = applied.held(table, row, &format!("/rules/{index}"), problems)?;
        if held == Held::default() {
            continue;
        }
        if has_empty_cell(rule, table, row) {
            return None;
        }
        let parameters = &options.parameters;
        if let (Some((column, step)), Some((side, weight))) =
            (rule.hires_into(), rule.hiring(parameters))
        {
            let limits = applied.values(held);
            demands.push(Demand { rule, column, step, side, weight, limits, parameters });
        }
    }
    Some(demands)
}

impl Demand<'_> {
    /// How much must be hired into the column in all, beside what other hires bring to it; `None`
    /// where nothing is demanded.
    fn of(&self, state: &State<'_>) -> Option<Ratio> {
        let value = |measure: &Measure| {
            measure.value_of(self.parameters, |column| match column == self.column {
                // As if nobody had been hired into it: what is there may be no whole steps of this.
                true => state.value_with(column, &Ratio::zero()),
                false => state.value_with(column, &state.hired(column)),
            })
        };
        let have = (value(self.rule.numerator()), value(self.rule.denominator()));
        let figures = RatioFigures::of(self.rule, self.parameters, have, self.limits);
        let gap = figures.gap.filter(|gap| figures.side == Some(self.side) && !gap.is_zero())?;
        Some(up_to_step(&gap.checked_div(&self.weight)?, self.step))
    }
}

/// Hires until nothing more is demanded.
fn settle(mut state: State<'_>, demands: &[Demand<'_>]) -> Result<Vec<PlannedPosts>, Error> {
    // By column and rule, in the order in which they were first forced.
    let mut forced: Vec<(&str, &str, Ratio)> = Vec::new();
    // When each rule last demanded more.
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    let mut rounds = 0;
    for round in 0..MOST_ROUNDS {
        // Posts bring heads, so heads wait until no more posts are demanded.
        let mut rose = state.hire(demands, |column| !column.ends_with("_heads"));
        if rose.is_empty() {
            rose = state.hire(demands, |column| column.ends_with("_heads"));
        }
        if rose.is_empty() {
            state.lessen(demands);
            return Ok(planned(&state, forced));
        }
        rounds = round;
        for (column, rule, more) in rose {
            last.insert(rule, round);
            match forced.iter_mut().find(|(c, r, _)| (*c, *r) == (column, rule)) {
                Some((_, _, sum)) => *sum = Ratio::from(sum.big() + more.big()),
                None => forced.push((column, rule, more)),
            }
        }
        // Demands that multiply each other need not be followed to numbers of thousands of digits.
        let most = if round < PATIENCE { WIDEST_MEASURE } else { 256 };
        if state.hired.values().any(|hired| hired.big().numer().bits() > most) {
            break;
        }
    }
    // One round of a cycle goes through each of its rules, posts and heads by turns.
    let cycle = rounds.saturating_sub(2 * demands.len());
    let rules: Vec<_> =
        last.into_iter().filter(|(_, round)| *round >= cycle).map(|(rule, _)| rule).collect();
    let got = format!("{}, which still demand more for {}", rules.join(", "), state.id());
    let want = format!("rules that settle within {MOST_ROUNDS} rounds");
    Err(Problem::new("/rules", Code::NotSettled, got, want).into())
}

/// The posts, with the vacancies that they could fill dealt out in their order.
fn planned(state: &State<'_>, forced: Vec<(&str, &str, Ratio)>) -> Vec<PlannedPosts> {
    // What was forced first stands; what was taken back is of those that came last.
    let mut stands: BTreeMap<&str, Ratio> = BTreeMap::new();
    let forced = forced.into_iter().map(|(column, rule, hire)| {
        let stands = stands.entry(column).or_insert_with(|| state.hired(column));
        let hire = hire.min(stands.clone());
        *stands = Ratio::from(stands.big() - hire.big());
        (column, rule, hire)
    });
    let mut left: BTreeMap<&str, Ratio> = BTreeMap::new();
    let posts = forced.filter(|(.., hire)| !hire.is_zero()).map(|(column, rule, hire)| {
        let left = left.entry(column).or_insert_with(|| state.vacancies(column));
        let vacancies = hire.clone().min(left.clone());
        *left = Ratio::from(left.big() - vacancies.big());
        let (id, role, rule) = (state.id().to_owned(), column.to_owned(), rule.to_owned());
        PlannedPosts { id, role, hire, rule, vacancies }
    });
    posts.collect()
}

impl StaffingPlan {
    /// What is hired: rows in the order of the table, within them as the rules forced it.
    #[must_use]
    pub fn posts(&self) -> &[PlannedPosts] {
        &self.posts
    }

    /// The rows that were not planned, since a cell that a rule needs is empty.
    #[must_use]
    pub fn not_evaluated(&self) -> &[String] {
        &self.not_evaluated
    }

    /// The facts.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &[RatioRule] {
        &self.rules
    }

    /// What the result was computed from.
    #[must_use]
    pub fn receipt(&self) -> Receipt {
        receipt("plan_staffing", &self.table, &self.rules, &self.options)
    }
}
