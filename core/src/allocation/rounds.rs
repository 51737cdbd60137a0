//! A second round: what nobody requisitioned, among those that want more.

mod want;

use std::collections::BTreeSet;

use want::{Want, amounts_of};

use super::prepare::{Prepared, check_options};
use super::{Allocation, Bound, Key, Options, Unit, allocate};
use crate::Error;
use crate::apportion::TieRule;
use crate::measure::{Measure, Parameters, check_cells};
use crate::number::Money;
use crate::problem::{Code, Problems};
use crate::table::{Column, Flags, Ids, Numbers, Table, cell, pointer};

/// What a second round reads and how it divides.
///
/// ```
/// use statsbidrag::{SecondRound, Unit};
///
/// let round = SecondRound::new("frame", "requisitioned", "wants_more")
///     .weights("population".parse()?)
///     .unit(Unit::ORE);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct SecondRound {
    frame: String,
    requisitioned: String,
    wants_more: String,
    weights: Option<Measure>,
    carried: Money,
    options: Options,
}

impl SecondRound {
    /// A round on three columns of a table.
    ///
    /// `frame` holds what each recipient may have (ram) and `requisitioned` what it has asked for,
    /// both in kronor. `wants_more` is a column of yes and no; or of numbers, the kronor that each
    /// wants at most; or of texts that are either (`yes`, `ja`, `true`; `no`, `nej`, `false`; an
    /// amount). An amount of 0 is no.
    pub fn new(
        frame: impl Into<String>,
        requisitioned: impl Into<String>,
        wants_more: impl Into<String>,
    ) -> Self {
        Self {
            frame: frame.into(),
            requisitioned: requisitioned.into(),
            wants_more: wants_more.into(),
            weights: None,
            carried: Money::ZERO,
            options: Options::new(),
        }
    }

    /// What divides among those that want more. Default: their frames.
    pub fn weights(mut self, weights: Measure) -> Self {
        self.weights = Some(weights);
        self
    }

    /// Values for the parameters of the weights.
    pub fn parameters(mut self, parameters: Parameters) -> Self {
        self.options = self.options.parameters(parameters);
        self
    }

    /// The unit of rounding. Default: one krona.
    pub fn unit(mut self, unit: Unit) -> Self {
        self.options = self.options.unit(unit);
        self
    }

    /// Who goes first among equals. Default: by id for öre and kronor; otherwise it must be named.
    pub fn ties(mut self, ties: TieRule) -> Self {
        self.options = self.options.ties(ties);
        self
    }

    /// The order of [`TieRule::ByList`]: every id once.
    pub fn tie_order<S: Into<String>>(mut self, ids: impl IntoIterator<Item = S>) -> Self {
        self.options = self.options.tie_order(ids);
        self
    }

    /// Money that an earlier round left over, divided with what is unclaimed now. Default: none.
    pub fn carried(mut self, unallocated: Money) -> Self {
        self.carried = unallocated;
        self
    }
}

/// A first and a second round (fördelningsomgångar), kept apart: frame, requisitioned, what the
/// second round gives, and what each recipient has after it.
///
/// Nothing is lost: what was unclaimed, with what was carried in, is exactly the second round's
/// amounts and what stays [`unallocated`](Self::unallocated).
#[derive(Clone, Debug)]
pub struct Rounds {
    table: Table,
    frames: Vec<Money>,
    requisitioned: Vec<Money>,
    second: Vec<Money>,
    sums: Vec<Money>,
    unclaimed: Money,
    unallocated: Money,
    allocation: Option<Allocation>,
}

impl Rounds {
    /// The ids, in row order.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        self.table.ids()
    }

    /// What each recipient could have had in the first round, in row order.
    #[must_use]
    pub fn frames(&self) -> &[Money] {
        &self.frames
    }

    /// What each recipient asked for in the first round, and has, in row order.
    #[must_use]
    pub fn requisitioned(&self) -> &[Money] {
        &self.requisitioned
    }

    /// What the second round gives, in row order.
    #[must_use]
    pub fn second(&self) -> &[Money] {
        &self.second
    }

    /// Requisitioned and second round together, in row order.
    #[must_use]
    pub fn sums(&self) -> &[Money] {
        &self.sums
    }

    /// The sum of the frames less the sum of what was requisitioned.
    #[must_use]
    pub fn unclaimed(&self) -> Money {
        self.unclaimed
    }

    /// What nobody wants: what is left when all that want more have as much as they want, or when
    /// none of them has a weight.
    #[must_use]
    pub fn unallocated(&self) -> Money {
        self.unallocated
    }

    /// The second round as an allocation, with all that explains it; none where it divides nothing.
    ///
    /// Its total is what could be given. Its table is the facts with a yes/no column of who takes
    /// part, and one of maximums where there are any.
    #[must_use]
    pub fn allocation(&self) -> Option<&Allocation> {
        self.allocation.as_ref()
    }

    /// The facts of a further round: the table with the sums as a column more, which are the frames
    /// of that round. Add what is requisitioned of them, and who wants more.
    ///
    /// ```
    /// use statsbidrag::{SecondRound, Table, second_round};
    ///
    /// let table = Table::builder("id", ["a", "b", "c"])
    ///     .column("frame", [500, 300, 200])
    ///     .column("requisitioned", [500, 300, 100])
    ///     .column("wants_more", [Some("yes"), Some("20"), Some("no")])
    ///     .build()?;
    /// let first = SecondRound::new("frame", "requisitioned", "wants_more");
    /// let rounds = second_round(&table, &first)?;
    /// // 100 by 5:3 is 62.50 and 37.50, but the second wants at most 20.
    /// let table = rounds.facts("frame_2")?       // 580, 320, 100
    ///     .with_column("requisitioned_2", [530, 320, 100])?
    ///     .with_column("wants_more_2", [false, true, false])?;
    /// let further = SecondRound::new("frame_2", "requisitioned_2", "wants_more_2")
    ///     .carried(rounds.unallocated());
    /// let amounts = second_round(&table, &further)?;
    /// let kronor: Vec<_> = amounts.sums().iter().map(|sum| sum.to_string()).collect();
    /// assert_eq!(kronor, ["530", "370", "100"]);
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// `duplicate` where the table has a column of that name.
    pub fn facts(&self, frame: impl Into<String>) -> Result<Table, Error> {
        self.table.with_column(frame, kronor(&self.sums))
    }
}

/// Divides what was not requisitioned among the recipients that want more.
///
/// The sum of the frames less the sum of what was requisitioned is divided by the weights (default:
/// the frames) with the wanted amounts as maximums, in whole units by largest remainder. One that
/// wants no more, or has no weight, gets nothing. What the maximums cannot take is reported as
/// [`unallocated`](Rounds::unallocated).
///
/// ```
/// use statsbidrag::{SecondRound, Table, second_round};
///
/// let table = Table::builder("id", ["a", "b", "c", "d"])
///     .column("frame", [1_000_000, 600_000, 200_000, 200_000])
///     .column("requisitioned", [1_000_000, 600_000, 120_000, 0])
///     .column("wants_more", ["yes", "50000", "no", "no"])
///     .build()?;
/// let rounds = second_round(&table, &SecondRound::new("frame", "requisitioned", "wants_more"))?;
/// // 80,000 and 200,000 are unclaimed. By frames the second would get 105,000 of them.
/// let kronor: Vec<_> = rounds.second().iter().map(|amount| amount.to_string()).collect();
/// assert_eq!(kronor, ["230000", "50000", "0", "0"]);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// `missing`, `malformed` and `negative` cells; `conflict` for a table with groups; `contradiction` where more is requisitioned than the
/// frame, or more is wanted while the frame is not used up; `out_of_range` where a sum is;
/// `not_whole_units` where the unit does not divide what could be given; and what [`allocate`]
/// finds in weights and ties. All at once.
pub fn second_round(table: &Table, round: &SecondRound) -> Result<Rounds, Error> {
    let mut problems = Problems::new();
    if !table.refuse_groups("one round", &mut problems) {
        return Err(problems.into());
    }
    let mut amounts = |column: &str, path| amounts_of(table, column, path, &mut problems);
    let frames = amounts(&round.frame, "/frame");
    let requisitioned = amounts(&round.requisitioned, "/requisitioned");
    let wants = Want::read(table, &round.wants_more, &mut problems);
    if round.carried < Money::ZERO {
        problems.add("/carried", Code::Negative, round.carried, "0 or more");
    }
    if let (Some(frames), Some(requisitioned)) = (&frames, &requisitioned) {
        check_use(table, round, frames, requisitioned, wants.as_deref(), &mut problems);
    }
    let weights = match &round.weights {
        Some(weights) => weights.clone(),
        None => Measure::column(&round.frame),
    };
    let weighed = weigh(table, round, &weights, &mut problems);
    let (Some(frames), Some(requisitioned), Some(wants), Some(has_weight)) =
        (frames, requisitioned, wants, weighed)
    else {
        return Err(problems.into());
    };
    problems.check()?;
    let sum = |amounts: &[Money]| Money::sum(amounts.iter().copied());
    let framed = sum(&frames).map_err(|error| error.under(&pointer(&round.frame)))?;
    let unclaimed = framed.minus(sum(&requisitioned)?)?;
    let rest = unclaimed.plus(round.carried).map_err(|error| error.under("/carried"))?;
    let given = most_given(rest, &wants, &has_weight, round.options.unit)?;
    let allocation = match given > Money::ZERO {
        true => Some(divide(table, round, weights, &wants, rest, given)?),
        false => None,
    };
    let second = match &allocation {
        Some(allocation) => allocation.amounts().to_vec(),
        None => vec![Money::ZERO; table.len()],
    };
    let sums: Result<_, Error> =
        requisitioned.iter().zip(&second).map(|(first, second)| first.plus(*second)).collect();
    Ok(Rounds {
        table: table.clone(),
        frames,
        requisitioned,
        second,
        sums: sums?,
        unclaimed,
        unallocated: rest.minus(given)?,
        allocation,
    })
}

/// Reports who requisitioned more than its frame, and who wants more than it has used.
fn check_use(
    table: &Table,
    round: &SecondRound,
    frames: &[Money],
    requisitioned: &[Money],
    wants: Option<&[Want]>,
    problems: &mut Problems,
) {
    let id = |row| table.ids().get(row);
    for (row, (frame, used)) in frames.iter().zip(requisitioned).enumerate() {
        if used > frame {
            let got = format!("{used} of a frame of {frame} for {}", id(row));
            let want = "at most the frame";
            problems.add(cell(&round.requisitioned, row), Code::Contradiction, got, want);
        }
        if used < frame && wants.is_some_and(|wants| wants[row] != Want::Nothing) {
            let got = format!("more wanted with {used} used of a frame of {frame} for {}", id(row));
            let want = "no, until the frame is used up";
            problems.add(cell(&round.wants_more, row), Code::Contradiction, got, want);
        }
    }
}

/// Which rows have a weight; checks weights, parameters and ties.
fn weigh(
    table: &Table,
    round: &SecondRound,
    weights: &Measure,
    problems: &mut Problems,
) -> Option<Vec<bool>> {
    let before = problems.count();
    check_options(1, &round.options, problems);
    // Cells of these two were looked at as amounts.
    let mut seen: BTreeSet<String> = [&round.frame, &round.requisitioned].map(String::clone).into();
    let parameters = &round.options.parameters;
    weights.check(table, parameters, "/weights", &mut seen, problems, check_cells);
    if problems.count() > before || !has_numbers(table, weights) {
        return None;
    }
    Prepared::new(table, &Key::from(weights.clone()), &round.options, problems);
    if problems.count() > before {
        return None;
    }
    let weights = weights.weigh(table, parameters).values;
    Some((0..table.len()).map(|row| !weights.is_zero_at(row)).collect())
}

/// Whether every column of the weights can be weighed, reported or not.
fn has_numbers(table: &Table, weights: &Measure) -> bool {
    weights.columns().all(|name| match table.column(name) {
        Some(Column::Numbers(numbers)) => {
            numbers.empty_rows().is_empty() && numbers.values().negative_rows().next().is_none()
        }
        _ => false,
    })
}

/// The most that can be given of `rest`: all of it, or what those that want more want together, in
/// whole units.
fn most_given(
    rest: Money,
    wants: &[Want],
    has_weight: &[bool],
    unit: Unit,
) -> Result<Money, Error> {
    let unit_ore = unit.amount().ore();
    let takers = wants.iter().zip(has_weight).filter(|(_, has_weight)| **has_weight);
    let room = takers.map(|(want, _)| match want {
        Want::Nothing => 0,
        Want::AtMost(amount) => i128::from(amount.ore() / unit_ore * unit_ore),
        Want::AsMuchAsThereIs => i128::from(rest.ore()),
    });
    let given = Money::try_from_ore(room.sum::<i128>().min(rest.ore().into()))?;
    if given.ore() % unit_ore != 0 {
        let mut problems = Problems::new();
        let got = format!("{given} kr to divide in units of {unit}");
        problems.add("/unit", Code::NotWholeUnits, got, "a unit that divides it, such as 0.01");
        problems.check()?;
    }
    Ok(given)
}

/// The second round: `given` among those that want more.
fn divide(
    table: &Table,
    round: &SecondRound,
    weights: Measure,
    wants: &[Want],
    rest: Money,
    given: Money,
) -> Result<Allocation, Error> {
    let takes_part = table.free_name("takes_part");
    let flags = wants.iter().map(|want| Some(*want != Want::Nothing)).collect();
    let mut facts = table.with_column(&takes_part, Flags(flags))?;
    let mut options = round.options.clone().only(takes_part);
    if wants.iter().any(|want| matches!(want, Want::AtMost(_))) {
        let maximum = table.free_name("wants_at_most");
        let most = wants.iter().map(|want| match want {
            Want::Nothing => Money::ZERO,
            Want::AtMost(amount) => *amount,
            // Nobody can get more than there is: this maximum never binds.
            Want::AsMuchAsThereIs => rest,
        });
        facts = facts.with_column(&maximum, kronor(&most.collect::<Vec<_>>()))?;
        options = options.maximum(Bound::Column(maximum));
    }
    allocate(&facts, given, &Key::from(weights), &options)
}

/// A column of kronor.
fn kronor(amounts: &[Money]) -> Numbers {
    Numbers::scaled(amounts.iter().map(|amount| Some(amount.ore())).collect(), 100)
}

#[cfg(test)]
mod tests;
