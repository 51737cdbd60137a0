//! Ratios of staff against limits.

use statsbidrag::kernel::{self, HireInto, RatioColumns, RatioLimits};
use statsbidrag::{Code, Error, Problems};

use crate::codes::SB_MISSING;
use crate::given::Given;
use crate::guard::catch;
use crate::problems::sb_problems;
use crate::sized::sized;
use crate::status::sb_status;

/// The limits of a ratio as integers. ::sb_rule_set_limits fills them in from a rule with its source;
/// or set it to zeros, then size, a limit and the scales.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct sb_ratio_limits {
    /// sizeof(sb_ratio_limits), set by the caller.
    pub size: usize,
    /// The highest ratio: the numerator of a fraction.
    pub at_most_numerator: i64,
    /// Its denominator; 0: there is no highest ratio.
    pub at_most_denominator: i64,
    /// The lowest ratio: the numerator of a fraction.
    pub at_least_numerator: i64,
    /// Its denominator; 0: there is no lowest ratio.
    pub at_least_denominator: i64,
    /// What numerators are divided by: 1 for heads and cases, 10000 for FTE in ten thousandths.
    pub numerator_scale: i64,
    /// What denominators are divided by.
    pub denominator_scale: i64,
    /// The least that can be hired, in integers of the side that is hired into; 0 where nobody is.
    pub hire_step: i64,
    /// One of SB_HIRE_INTO_; 0: nobody is hired.
    pub hire_into: u32,
    /// 1: a statistic, to compare with, which cannot be breached.
    pub is_statistic: u32,
}

sized!(sb_ratio_limits, first ended with is_statistic: u32);

/// How one ratio stands. ::SB_MISSING is an answer that there is not.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct sb_ratio_verdict {
    /// sizeof(sb_ratio_verdict), set by the caller.
    pub size: usize,
    /// How many steps of hire_step to hire, the least that mends it.
    pub hire: i64,
    /// The most by which the numerator can move towards its limit and still be within it.
    pub headroom: i64,
    /// The least by which the numerator must come down to be within its limit.
    pub excess: i64,
    /// One of SB_RATIO_.
    pub status: u32,
    /// Always 0.
    pub reserved: u32,
}

sized!(sb_ratio_verdict, first ended with reserved: u32);

impl sb_ratio_limits {
    /// What the core holds ratios against.
    fn limits(&self, given: &mut Given) -> RatioLimits {
        let at_most = limit(
            given,
            ["at_most_numerator", "at_most_denominator"],
            [self.at_most_numerator, self.at_most_denominator],
        );
        let at_least = limit(
            given,
            ["at_least_numerator", "at_least_denominator"],
            [self.at_least_numerator, self.at_least_denominator],
        );
        let numerator_scale = natural(given, "numerator_scale", self.numerator_scale);
        let denominator_scale = natural(given, "denominator_scale", self.denominator_scale);
        let step = natural(given, "hire_step", self.hire_step);
        let into = given.word_if_any("hire_into", self.hire_into, HireInto::ALL);
        match (self.hire_into, self.hire_step) {
            (0, 1..) => {
                let want = "a side to hire into";
                given.add("hire_into", Code::Missing, "0, with a step to hire", want);
            }
            (1.., 0) => {
                let want = "a step to hire, over 0";
                given.add("hire_step", Code::NotInRange, "0, with a side to hire into", want);
            }
            _ => {}
        }
        RatioLimits {
            at_most,
            at_least,
            numerator_scale,
            denominator_scale,
            hire: into.map(|into| (into, step)),
            is_statistic: given.flag("is_statistic", self.is_statistic),
        }
    }

    pub(crate) fn of(limits: &RatioLimits, size: usize) -> Result<Self, u64> {
        let number = |number: u64| i64::try_from(number).map_err(|_| number);
        let limit = |limit: Option<[u64; 2]>| -> Result<_, u64> {
            let [numerator, denominator] = limit.unwrap_or_default();
            Ok([number(numerator)?, number(denominator)?])
        };
        let ([at_most_numerator, at_most_denominator], at_least) =
            (limit(limits.at_most)?, limit(limits.at_least)?);
        let (into, step) = limits.hire.map_or((0, 0), |(into, step)| (into as u32 + 1, step));
        Ok(Self {
            size,
            at_most_numerator,
            at_most_denominator,
            at_least_numerator: at_least[0],
            at_least_denominator: at_least[1],
            numerator_scale: number(limits.numerator_scale)?,
            denominator_scale: number(limits.denominator_scale)?,
            hire_step: number(step)?,
            hire_into: into,
            is_statistic: limits.is_statistic.into(),
        })
    }
}

fn natural(given: &mut Given, name: &str, number: i64) -> u64 {
    u64::try_from(number).unwrap_or_else(|_| {
        given.add(name, Code::Negative, number, "0 or more");
        0
    })
}

/// A limit as numerator and denominator; a denominator of 0 is none, and then there is no numerator.
fn limit(given: &mut Given, names: [&str; 2], numbers: [i64; 2]) -> Option<[u64; 2]> {
    if numbers[0] != 0 && numbers[1] == 0 {
        given.add(names[1], Code::NotInRange, "0, with a numerator", "1 or more");
    }
    let limit = [natural(given, names[0], numbers[0]), natural(given, names[1], numbers[1])];
    (limit[1] > 0).then_some(limit)
}

/// What was found in columns of one row, told of what stands alone.
fn in_one<T>(result: Result<T, Error>) -> Result<T, Error> {
    let alone = |path: &str| path.strip_suffix("/0").unwrap_or(path).to_owned();
    result.map_err(|error| Problems::from(error).placed(alone).into())
}

/// Holds columns of numerators and denominators against limits.
///
/// Compared by cross multiplication, never rounded. ::SB_MISSING in either column is
/// ::SB_RATIO_NOT_EVALUATED.
///
/// @param limits The limits.
/// @param rows How many rows.
/// @param numerator rows numerators, 0 or more, or ::SB_MISSING.
/// @param denominator rows denominators, likewise.
/// @param status Out: rows of SB_RATIO_.
/// @param hire Out: rows of steps to hire, or ::SB_MISSING. May be NULL.
/// @param headroom Out: rows of headroom, or ::SB_MISSING. May be NULL.
/// @param excess Out: rows of excess, or ::SB_MISSING. May be NULL.
/// @param problems Out: what is wrong. May be NULL.
/// @return ::SB_OK; ::SB_INPUT for cells and limits, ::SB_TOO_LARGE, ::SB_NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_check_ratio(
    limits: *const sb_ratio_limits,
    rows: usize,
    numerator: *const i64,
    denominator: *const i64,
    status: *mut u8,
    hire: *mut i64,
    headroom: *mut i64,
    excess: *mut i64,
    problems: *mut *mut sb_problems,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        catch(problems, |mut given| {
            let (limits, numerator, denominator, status) = (
                given.sized("limits", limits),
                given.column("numerator", numerator, rows),
                given.column("denominator", denominator, rows),
                given.column_out("status", status, rows),
            );
            let wanted = [("hire", hire), ("headroom", headroom), ("excess", excess)];
            let wanted = wanted.map(|(name, cells)| given.column_out_if_any(name, cells, rows));
            let limits = limits.map(|limits| limits.limits(&mut given));
            given.also(|| kernel::check_ratio_cells(numerator, denominator));
            let checked = given.check()?;
            let Some(limits) = limits else { return Ok(()) };
            let [hire, headroom, excess] = wanted.map(|column| column.map(|c| c.cells(&checked)));
            let out = RatioColumns { status: status.cells(&checked), hire, headroom, excess };
            Ok(kernel::check_ratios(&limits, numerator, denominator, out)?)
        })
    }
}

/// Holds one ratio against limits. Allocates nothing.
///
/// @param limits The limits.
/// @param numerator The numerator, 0 or more, or ::SB_MISSING.
/// @param denominator The denominator, likewise.
/// @param verdict Out: how it stands; its size is set before the call.
/// @param problems Out: what is wrong. May be NULL.
/// @return ::SB_OK; ::SB_INPUT for numbers and limits, ::SB_TOO_LARGE, ::SB_NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_check_one_ratio(
    limits: *const sb_ratio_limits,
    numerator: i64,
    denominator: i64,
    verdict: *mut sb_ratio_verdict,
    problems: *mut *mut sb_problems,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        catch(problems, |mut given| {
            let (limits, out) =
                (given.sized("limits", limits), given.sized_out("verdict", verdict));
            let limits = limits.map(|limits| limits.limits(&mut given));
            let Some((limits, out)) = limits.zip(out) else { return Err(given.failure()) };
            given.also(|| in_one(kernel::check_ratio_cells(&[numerator], &[denominator])));
            given.check()?;
            let found = kernel::check_ratio(&limits, numerator, denominator)?;
            out.put(sb_ratio_verdict {
                size: out.size(),
                hire: found.hire.unwrap_or(SB_MISSING),
                headroom: found.headroom.unwrap_or(SB_MISSING),
                excess: found.excess.unwrap_or(SB_MISSING),
                status: found.status as u32 + 1,
                reserved: 0,
            });
            Ok(())
        })
    }
}
