//! Ratios on ready columns of integers: no table, ids or explanation.

use num_integer::Integer;
use num_traits::ToPrimitive;

use super::figures::RatioStatus;
use super::limit::{self, Limit, LimitSide};
use super::rule::{Force, RatioRule};
use super::verdict::status;
use crate::Error;
use crate::date::Date;
use crate::measure::Parameters;
use crate::number::MISSING;
use crate::problem::{Code, Problem, Problems};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// Which side of a ratio is hired into.
    pub enum HireInto {
        /// The denominator: more supervisors for as many social workers. It mends `at_most`.
        Denominator = "denominator",
        /// The numerator. It mends `at_least`.
        Numerator = "numerator",
    }
}

/// A ratio's limits as plain integers. See [`RatioRule::limits_on`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RatioLimits {
    /// The highest ratio, as numerator and denominator.
    pub at_most: Option<[u64; 2]>,
    /// The lowest.
    pub at_least: Option<[u64; 2]>,
    /// What numerators are divided by: 1 for heads and cases, 10,000 for FTE in ten thousandths.
    pub numerator_scale: u64,
    /// What denominators are divided by.
    pub denominator_scale: u64,
    /// The side that is hired into and the least that can be, in that side's integers.
    pub hire: Option<(HireInto, u64)>,
    /// Whether it is a figure to compare with, which cannot be breached.
    pub is_statistic: bool,
}

/// How one ratio stands, in whole numbers of what is counted.
///
/// Each is the answer to a question about integers, so nothing is rounded away: `headroom` is the
/// largest number by which the numerator can move towards its limit and still be within it,
/// `excess` the least by which it must come down, `hire` the least number of steps. `None` where
/// the question has no answer: of a statistic, of a limit of zero that no hire can meet, of a side
/// that is not hired into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RatioVerdict {
    /// How it stands.
    pub status: RatioStatus,
    /// How many steps to hire.
    pub hire: Option<i64>,
    /// How much room is left, in the numerator's integers.
    pub headroom: Option<i64>,
    /// How much it is over, in the numerator's integers; 0 under `at_least`.
    pub excess: Option<i64>,
}

/// Where verdicts are written: columns of the caller's, as long as the ratios. [`MISSING`] is none.
#[derive(Debug)]
pub struct RatioColumns<'o> {
    /// Codes of [`RatioStatus`], from 1.
    pub status: &'o mut [u8],
    /// Steps to hire, where they are wanted.
    pub hire: Option<&'o mut [i64]>,
    /// Headroom, where it is wanted.
    pub headroom: Option<&'o mut [i64]>,
    /// Excess, where it is wanted.
    pub excess: Option<&'o mut [i64]>,
}

impl RatioRule {
    /// The rule's limits on a day as plain integers, for numerators and denominators that are
    /// integers over these scales.
    ///
    /// ```
    /// use statsbidrag::{RatioStatus, catalog, kernel};
    ///
    /// // Mölndal: at most six social workers, in heads, for each supervisor.
    /// let limits = catalog::rule("molndal-supervisor-span")?.limits_on(None, 1, 1)?;
    /// assert_eq!(limits.at_most, Some([6, 1]));
    /// let ask = kernel::check_ratio(&limits, 9, 1)?;
    /// assert_eq!((ask.status, ask.excess, ask.hire), (RatioStatus::Breach, Some(3), Some(1)));
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// What is wrong with the rule; `no_value_at_date` where it has no limit on the day; `conflict`
    /// for limits that are for some rows only, which [`check_staffing`](crate::check_staffing) knows
    /// how to apply; `parameter_without_value` for a column to hire into that a parameter weighs;
    /// `not_in_range` for a step to hire that is no whole number over the scale, and
    /// for a scale of 0; `out_of_range` for limits that 64 bits do not hold.
    pub fn limits_on(
        &self,
        day: Option<Date>,
        numerator_scale: u64,
        denominator_scale: u64,
    ) -> Result<RatioLimits, Error> {
        let mut problems = Problems::new();
        self.check("", &mut problems);
        let mut side = |side: LimitSide| {
            let path = format!("/{side}");
            let holding = problems.keep(&path, limit::at(self.limits(side), day))?;
            match holding[..] {
                [] => None,
                [limit] if limit.condition().is_none() => fraction(limit, &path, &mut problems),
                _ => {
                    let want = "one limit for all rows, or check_staffing";
                    problems.add(path, Code::Conflict, "limits for some rows only", want);
                    None
                }
            }
        };
        let (at_most, at_least) = (side(LimitSide::AtMost), side(LimitSide::AtLeast));
        let hire = self.hires_into().and_then(|(column, step)| {
            let Some((side, weight)) = self.hiring(&Parameters::new()) else {
                // What else is wrong with it is told as a fault of the rule.
                let mut parameters =
                    self.numerator().parameters().chain(self.denominator().parameters());
                if let Some(name) = parameters.next() {
                    let want = "a weight that is a number, or check_staffing";
                    let got = format_args!("{column}, weighted by ${name}");
                    problems.add("/hire", Code::ParameterWithoutValue, got, want);
                }
                return None;
            };
            let (into, scale) = match side {
                LimitSide::AtMost => (HireInto::Denominator, denominator_scale),
                LimitSide::AtLeast => (HireInto::Numerator, numerator_scale),
            };
            let step = step.big() * weight.big() * num_bigint::BigInt::from(scale);
            let whole = step.is_integer().then(|| step.to_integer().to_u64()).flatten();
            if whole.is_none() {
                let got = format!("{step} parts of a whole divided in {scale}");
                problems.add("/step", Code::NotInRange, got, "a whole number of parts");
            }
            Some((into, whole?))
        });
        let limits = RatioLimits {
            at_most,
            at_least,
            numerator_scale,
            denominator_scale,
            hire,
            is_statistic: self.force() == Force::Statistic,
        };
        problems.check()?;
        Scaled::new(&limits).map(|_| limits)
    }
}

fn fraction(limit: &Limit, path: &str, problems: &mut Problems) -> Option<[u64; 2]> {
    let value = limit.value().big();
    let parts = [value.numer().to_u64(), value.denom().to_u64()];
    if let [Some(numerator), Some(denominator)] = parts {
        return Some([numerator, denominator]);
    }
    problems.add(path, Code::OutOfRange, limit.value(), "a fraction of two 64-bit numbers");
    None
}

/// A limit as two factors: num/den is the limit where num·a = den·b.
#[derive(Clone, Copy)]
struct Factors {
    a: u64,
    b: u64,
}

impl Factors {
    #[inline]
    fn sides(self, (num, den): (u64, u64)) -> (u128, u128) {
        (u128::from(num) * u128::from(self.a), u128::from(den) * u128::from(self.b))
    }
}

/// Limits that have been found sound.
struct Scaled {
    at_most: Option<Factors>,
    at_least: Option<Factors>,
    hire: Option<(HireInto, u64)>,
    is_statistic: bool,
}

/// The integers of one ratio, or the first question whose answer does not fit 64 bits.
type Answers = Result<[Option<i64>; 3], &'static str>;

impl Scaled {
    #[inline]
    fn new(limits: &RatioLimits) -> Result<Self, Error> {
        let RatioLimits { at_most, at_least, numerator_scale, denominator_scale, .. } = *limits;
        let is_sound =
            |limit: Option<[u64; 2]>| limit.is_none_or(|[_, denominator]| denominator > 0);
        if (at_most.is_some() || at_least.is_some())
            && numerator_scale > 0
            && denominator_scale > 0
            && is_sound(at_most)
            && is_sound(at_least)
            && limits.hire.is_none_or(|(_, step)| step > 0)
            && limits.is_in_order()
        {
            let factors = |limit: Option<[u64; 2]>| match limit {
                None => Some(None),
                Some([p, q]) => factors([denominator_scale, q], [p, numerator_scale]).map(Some),
            };
            if let (Some(at_most), Some(at_least)) = (factors(at_most), factors(at_least)) {
                let (hire, is_statistic) = (limits.hire, limits.is_statistic);
                return Ok(Self { at_most, at_least, hire, is_statistic });
            }
        }
        Err(limits.problems())
    }

    #[inline]
    fn status(&self, have: (u64, u64)) -> RatioStatus {
        let broken = self.is_over(have) || self.is_under(have);
        status(have.0 == 0, have.1 == 0, broken, self.is_statistic)
    }

    #[inline]
    fn is_over(&self, have: (u64, u64)) -> bool {
        self.at_most.is_some_and(|limit| {
            let (num, den) = limit.sides(have);
            num > den
        })
    }

    #[inline]
    fn is_under(&self, have: (u64, u64)) -> bool {
        self.at_least.is_some_and(|limit| {
            let (num, den) = limit.sides(have);
            num < den
        })
    }

    /// What to hire, headroom and excess, of the side that is told of.
    #[inline]
    fn answers(&self, have: (u64, u64)) -> Answers {
        if self.is_statistic {
            return Ok([None; 3]);
        }
        let steps = |into: HireInto, needed: Option<u128>, there: u64| {
            let Some((_, step)) = self.hire.filter(|(side, _)| *side == into) else {
                return Ok(None);
            };
            let Some(needed) = needed else { return Ok(None) };
            fit(needed.saturating_sub(there.into()).div_ceil(step.into()), "hire").map(Some)
        };
        let (num, den) = have;
        match (self.at_most, self.at_least) {
            (Some(most), _) if self.is_over(have) || !self.is_under(have) => {
                let (weighed_num, weighed_den) = most.sides(have);
                // The largest numerator that is within the limit, and the least denominator.
                let allowed = weighed_den / u128::from(most.a);
                let needed = match (most.b, num) {
                    (0, 0) => Some(0),
                    (0, _) => None,
                    (b, _) => Some(weighed_num.div_ceil(b.into())),
                };
                let over = |a: u128, b: u128, word| fit(a.saturating_sub(b), word).map(Some);
                Ok([
                    steps(HireInto::Denominator, needed, den)?,
                    over(allowed, num.into(), "headroom")?,
                    over(num.into(), allowed, "excess")?,
                ])
            }
            (_, Some(least)) => {
                let (_, weighed_den) = least.sides(have);
                let needed = weighed_den.div_ceil(least.a.into());
                let headroom = fit(u128::from(num).saturating_sub(needed), "headroom")?;
                Ok([steps(HireInto::Numerator, Some(needed), num)?, Some(headroom), Some(0)])
            }
            _ => Ok([None; 3]),
        }
    }
}

#[inline]
fn fit(number: u128, word: &'static str) -> Result<i64, &'static str> {
    i64::try_from(number).map_err(|_| word)
}

/// The products as factors, in their lowest terms where they do not fit otherwise.
#[inline]
fn factors([a, q]: [u64; 2], [p, b]: [u64; 2]) -> Option<Factors> {
    if let (Some(a), Some(b)) = (a.checked_mul(q), p.checked_mul(b)) {
        return Some(Factors { a, b });
    }
    let (a, b) = (u128::from(a) * u128::from(q), u128::from(p) * u128::from(b));
    let common = a.gcd(&b);
    Some(Factors { a: u64::try_from(a / common).ok()?, b: u64::try_from(b / common).ok()? })
}

impl RatioLimits {
    /// Whether the lowest ratio is at most the highest.
    #[inline]
    fn is_in_order(&self) -> bool {
        match (self.at_least, self.at_most) {
            (Some([p, q]), Some([r, s])) => {
                u128::from(p) * u128::from(s) <= u128::from(r) * u128::from(q)
            }
            _ => true,
        }
    }

    fn problems(&self) -> Error {
        let mut problems = Problems::new();
        if self.at_most.is_none() && self.at_least.is_none() {
            problems.add("", Code::Missing, "no limit", "at_most or at_least");
        }
        for (path, scale) in [
            ("/numerator_scale", self.numerator_scale),
            ("/denominator_scale", self.denominator_scale),
        ] {
            if scale == 0 {
                problems.add(path, Code::NotInRange, scale, "1 or more");
            }
        }
        for (path, limit) in [("/at_most", self.at_most), ("/at_least", self.at_least)] {
            if let Some([numerator, 0]) = limit {
                problems.add(path, Code::NotInRange, format_args!("{numerator}/0"), "a fraction");
            }
        }
        if let Some((_, 0)) = self.hire {
            problems.add("/step", Code::NotInRange, "0", "over 0");
        }
        if !self.is_in_order() {
            let want = "at most at_most";
            problems.add("/at_least", Code::MinimumOverMaximum, "a limit over at_most", want);
        }
        if problems.is_empty() {
            let got = "limits times scales over 64 bits";
            problems.add("", Code::OutOfRange, got, "smaller numbers");
        }
        problems.into()
    }
}

/// Holds one ratio against its limits: the same verdict as
/// [`check_staffing`](crate::check_staffing). Allocates nothing.
///
/// Compared by cross multiplication: no quotient is computed before it is. [`MISSING`] on either
/// side is `not_evaluated`.
///
/// # Errors
/// `negative` for a number under zero; `out_of_range` for an answer that 64 bits do not hold; what
/// is wrong with the limits.
#[inline]
pub fn check_ratio(
    limits: &RatioLimits,
    numerator: i64,
    denominator: i64,
) -> Result<RatioVerdict, Error> {
    let scaled = Scaled::new(limits)?;
    let (Ok(num), Ok(den)) = (u64::try_from(numerator), u64::try_from(denominator)) else {
        let mut problems = Problems::new();
        for (path, number) in [("/numerator", numerator), ("/denominator", denominator)] {
            if number < 0 && number != MISSING {
                problems.add(path, Code::Negative, number, "0 or more");
            }
        }
        problems.check()?;
        let status = RatioStatus::NotEvaluated;
        return Ok(RatioVerdict { status, hire: None, headroom: None, excess: None });
    };
    let [hire, headroom, excess] = scaled.answers((num, den)).map_err(|word| {
        let got = format!("{num} and {den}");
        Error::from(Problem::new(format!("/{word}"), Code::OutOfRange, got, "an answer of 64 bits"))
    })?;
    Ok(RatioVerdict { status: scaled.status((num, den)), hire, headroom, excess })
}

/// Holds columns of numerators and denominators against limits: a verdict for each row, as
/// [`check_ratio`] gives it. Allocates nothing for a row.
///
/// ```
/// use statsbidrag::kernel::{self, HireInto, RatioColumns, RatioLimits};
///
/// // At most 15 cases for each full post; FTE in ten thousandths, hired half a post at a time.
/// let limits = RatioLimits {
///     at_most: Some([15, 1]),
///     at_least: None,
///     numerator_scale: 1,
///     denominator_scale: 10_000,
///     hire: Some((HireInto::Denominator, 5_000)),
///     is_statistic: false,
/// };
/// let (mut status, mut hire, mut headroom) = ([0; 2], [0; 2], [0; 2]);
/// let out = RatioColumns {
///     status: &mut status,
///     hire: Some(&mut hire),
///     headroom: Some(&mut headroom),
///     excess: None,
/// };
/// // 68 cases on 3.75 posts, 18 1/7 each: 68/15 − 3.75 = 0.78, two half posts. 30 on 2: none left.
/// kernel::check_ratios(&limits, &[68, 30], &[37_500, 20_000], out)?;
/// assert_eq!((status, hire, headroom), ([2, 1], [2, 0], [0, 0]));
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// As of [`check_ratio`], with paths into the columns; `length_mismatch`. Nothing is then written.
#[inline]
pub fn check_ratio_columns(
    limits: &RatioLimits,
    numerator: &[i64],
    denominator: &[i64],
    out: RatioColumns<'_>,
) -> Result<(), Error> {
    let RatioColumns { status, mut hire, mut headroom, mut excess } = out;
    let rows = numerator.len();
    let mut problems = Problems::new();
    let scaled = problems.keep("", Scaled::new(limits));
    let wanted = [("hire", &hire), ("headroom", &headroom), ("excess", &excess)];
    let mut lengths = vec![("denominator", denominator.len()), ("status", status.len())];
    lengths.extend(wanted.iter().filter_map(|(name, out)| Some((*name, out.as_ref()?.len()))));
    for (name, cells) in lengths.into_iter().filter(|(_, cells)| *cells != rows) {
        let want = format!("{rows}, one for each numerator");
        problems.add(format_args!("/{name}"), Code::LengthMismatch, cells, want);
    }
    report_cells(numerator, denominator, &mut problems);
    let is_wanted = wanted.map(|(_, out)| out.is_some());
    let Some(scaled) = scaled.filter(|_| problems.is_empty()) else { return Err(problems.into()) };
    let rows = || numerator.iter().zip(denominator).map(|(num, den)| both(*num, *den));
    if is_wanted != [false; 3] && !scaled.all_fit(numerator, denominator) {
        for (row, have) in rows().enumerate() {
            if let Some(Err(word)) = have.map(|have| scaled.answers(have)) {
                let path = format_args!("/{word}/{row}");
                problems.add(path, Code::OutOfRange, "an answer over 64 bits", "smaller numbers");
            }
        }
        problems.check()?;
    }
    for (status, have) in status.iter_mut().zip(rows()) {
        let of_row = have.map_or(RatioStatus::NotEvaluated, |have| scaled.status(have));
        *status = of_row as u8 + 1;
    }
    if is_wanted != [false; 3] {
        for (row, have) in rows().enumerate() {
            // Those that do not fit have been told.
            let answers = have.and_then(|have| scaled.answers(have).ok()).unwrap_or_default();
            for (column, answer) in [&mut hire, &mut headroom, &mut excess].into_iter().zip(answers)
            {
                if let Some(column) = column {
                    column[row] = answer.unwrap_or(MISSING);
                }
            }
        }
    }
    Ok(())
}

/// Looks through numerators and denominators by themselves.
///
/// # Errors
/// `negative` for numbers under zero that are not [`MISSING`].
pub fn check_ratio_cells(numerator: &[i64], denominator: &[i64]) -> Result<(), Error> {
    let mut problems = Problems::new();
    report_cells(numerator, denominator, &mut problems);
    problems.check()
}

#[inline]
fn report_cells(numerator: &[i64], denominator: &[i64], problems: &mut Problems) {
    for (name, column) in [("numerator", numerator), ("denominator", denominator)] {
        for (row, number) in column.iter().enumerate() {
            if *number < 0 && *number != MISSING {
                problems.add(format_args!("/{name}/{row}"), Code::Negative, number, "0 or more");
            }
        }
    }
}

/// Both numbers of a row; `None` where one is missing.
#[inline]
fn both(numerator: i64, denominator: i64) -> Option<(u64, u64)> {
    Some((u64::try_from(numerator).ok()?, u64::try_from(denominator).ok()?))
}

impl Scaled {
    /// Whether every answer is sure to fit: they grow with what they are computed from.
    fn all_fit(&self, numerator: &[i64], denominator: &[i64]) -> bool {
        let largest = |column: &[i64]| {
            column.iter().filter_map(|number| u64::try_from(*number).ok()).max().unwrap_or(0)
        };
        let have = (largest(numerator), largest(denominator));
        [self.at_most, self.at_least].into_iter().flatten().all(|limit| {
            let (num, den) = limit.sides(have);
            num.div_ceil(limit.b.max(1).into()) <= i64::MAX as u128
                && den.div_ceil(limit.a.into()) <= i64::MAX as u128
        })
    }
}
