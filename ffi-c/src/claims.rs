//! Claim lines against a rulebook.

use statsbidrag::kernel::{self, ClaimColumns, ClaimLine, VerdictColumns};
use statsbidrag::{Activity, CostKind, Employment, FreesTimeFor, GrantYear, Increase, Role, Split};

use crate::given::Given;
use crate::guard::catch;
use crate::problems::sb_problems;
use crate::rulebook::sb_rulebook;
use crate::sized::sized;
use crate::status::sb_status;

/// FTE are integers in ten thousandths.
const FTE: u64 = 10_000;

/// Claim lines as columns. Set it to zeros, then size, lines and the columns that there are: NULL is
/// a column that is not there, and in a column of codes 0 is an empty cell. A line is undetermined
/// where a condition asks for what is not there.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct sb_claims {
    /// sizeof(sb_claims), set by the caller.
    pub size: usize,
    /// How many lines.
    pub lines: usize,
    /// Codes SB_ROLE_.
    pub role: *const u8,
    /// Codes SB_ACTIVITY_.
    pub activity: *const u8,
    /// Codes SB_COST_.
    pub cost_kind: *const u8,
    /// Codes SB_EMPLOYMENT_.
    pub employment: *const u8,
    /// Codes SB_INCREASE_.
    pub increase: *const u8,
    /// Codes SB_FREES_.
    pub frees_time_for: *const u8,
    /// First days, as days since 1970-01-01. Not NULL.
    pub from: *const i32,
    /// Last days. Not NULL.
    pub to: *const i32,
    /// FTE in ten thousandths, over 0. Not NULL.
    pub fte: *const i64,
    /// Öre, 0 or more. Not NULL.
    pub amount: *const i64,
    /// 1 where there is evidence, else 0.
    pub evidence: *const u8,
    /// Codes SB_RULING_.
    pub ruling: *const u8,
    /// Öre of the same cost that others have paid; 0 is none, ::SB_MISSING is not known.
    pub other_funding: *const i64,
}

sized!(sb_claims, first ended with other_funding: *const i64);

/// What became of one line.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct sb_line_verdict {
    /// sizeof(sb_line_verdict), set by the caller.
    pub size: usize,
    /// Öre that are approved.
    pub approved: i64,
    /// Öre that are undetermined; the rest of the amount is refused.
    pub undetermined: i64,
    /// The reasons, a sum of SB_REASON_.
    pub reasons: u32,
    /// One of SB_VERDICT_.
    pub verdict: u32,
}

sized!(sb_line_verdict, first ended with verdict: u32);

impl sb_claims {
    /// The columns, looked through.
    pub(crate) fn columns<'a>(&self, given: &mut Given) -> ClaimColumns<'a> {
        let lines = self.lines;
        ClaimColumns {
            role: given.column_if_any("role", self.role, lines),
            activity: given.column_if_any("activity", self.activity, lines),
            cost_kind: given.column_if_any("cost_kind", self.cost_kind, lines),
            employment: given.column_if_any("employment", self.employment, lines),
            increase: given.column_if_any("increase", self.increase, lines),
            frees_time_for: given.column_if_any("frees_time_for", self.frees_time_for, lines),
            from: given.column("from", self.from, lines),
            to: given.column("to", self.to, lines),
            fte: given.column("fte", self.fte, lines),
            fte_denominator: FTE,
            amount: given.column("amount", self.amount, lines),
            evidence: given.column_if_any("evidence", self.evidence, lines),
            ruling: given.column_if_any("ruling", self.ruling, lines),
            other_funding: given.column_if_any("other_funding", self.other_funding, lines),
        }
    }
}

/// The grant year and the way to split that claims are assessed by. The kernel is always told how to
/// split: that 0 refuses is the header's own.
pub(crate) fn rules<'a>(
    given: &mut Given,
    rulebook: *const sb_rulebook,
    year: i32,
    split: u32,
) -> (Option<&'a GrantYear>, Split) {
    let rulebook = given.handle("rulebook", rulebook);
    let split = given.word_if_any("split", split, Split::ALL).unwrap_or(Split::Refuse);
    (rulebook.and_then(|rulebook| rulebook.year(year, given)), split)
}

/// Assesses columns of claim lines: what the grant pays for, and the reasons for what it does not.
///
/// Lines are held against the conditions of the grant and, where it has one, the cap on what an
/// FTE-year may cost. The cap against a baseline needs staffing, which ::sb_call takes: here what a
/// line says of its increase is taken as the recipient's statement.
///
/// @param rulebook The rules.
/// @param year The grant year, such as 2016.
/// @param split One of SB_SPLIT_; 0: refuse.
/// @param claims The lines.
/// @param verdict Out: a SB_VERDICT_ for each line.
/// @param approved Out: the öre of each line that are approved.
/// @param undetermined Out: the öre that are undetermined; the rest of a line is refused.
/// @param reasons Out: for each line a sum of SB_REASON_. May be NULL.
/// @param problems Out: what is wrong. May be NULL.
/// @return ::SB_OK; ::SB_INPUT for cells and for a year outside 1 to 9999; ::SB_RULE for a year that
/// the rules do not have and for days in the wrong order; ::SB_TOO_LARGE, ::SB_NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_assess(
    rulebook: *const sb_rulebook,
    year: i32,
    split: u32,
    claims: *const sb_claims,
    verdict: *mut u8,
    approved: *mut i64,
    undetermined: *mut i64,
    reasons: *mut u32,
    problems: *mut *mut sb_problems,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        catch(problems, |mut given| {
            let (year, split) = rules(&mut given, rulebook, year, split);
            let claims = given.sized("claims", claims);
            let columns = claims.map(|claims| claims.columns(&mut given));
            let Some((claims, columns)) = claims.zip(columns) else {
                given.must_be("verdict", verdict);
                given.must_be("approved", approved);
                given.must_be("undetermined", undetermined);
                return Err(given.failure());
            };
            let lines = claims.lines;
            let (verdict, approved, undetermined) = (
                given.column_out("verdict", verdict, lines),
                given.column_out("approved", approved, lines),
                given.column_out("undetermined", undetermined, lines),
            );
            let reasons = given.column_out_if_any("reasons", reasons, lines);
            given.also(|| columns.check());
            let checked = given.check()?;
            let Some(year) = year else { return Ok(()) };
            let out = VerdictColumns {
                verdict: verdict.cells(&checked),
                approved: approved.cells(&checked),
                undetermined: undetermined.cells(&checked),
                reasons: reasons.map(|reasons| reasons.cells(&checked)),
            };
            Ok(kernel::assess(year, &columns, split, out)?)
        })
    }
}

/// Assesses one claim line, as ::sb_assess does. Allocates nothing, but where the grant has a cap on
/// what an FTE-year may cost.
///
/// @param rulebook The rules.
/// @param year The grant year, such as 2016.
/// @param split One of SB_SPLIT_; 0: refuse.
/// @param role One of SB_ROLE_; 0, here and in the next five: not said.
/// @param activity One of SB_ACTIVITY_.
/// @param cost_kind One of SB_COST_.
/// @param employment One of SB_EMPLOYMENT_.
/// @param increase One of SB_INCREASE_.
/// @param frees_time_for One of SB_FREES_.
/// @param from The first day, as days since 1970-01-01.
/// @param to The last day.
/// @param fte FTE in ten thousandths, over 0.
/// @param amount Öre, 0 or more.
/// @param evidence 1 where there is evidence, else 0.
/// @param ruling One of SB_RULING_; 0: none.
/// @param other_funding Öre of the same cost that others have paid, or ::SB_MISSING.
/// @param verdict Out: what became of the line; its size is set before the call.
/// @param problems Out: what is wrong. May be NULL.
/// @return As ::sb_assess.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_assess_one(
    rulebook: *const sb_rulebook,
    year: i32,
    split: u32,
    role: u32,
    activity: u32,
    cost_kind: u32,
    employment: u32,
    increase: u32,
    frees_time_for: u32,
    from: i32,
    to: i32,
    fte: i64,
    amount: i64,
    evidence: u32,
    ruling: u32,
    other_funding: i64,
    verdict: *mut sb_line_verdict,
    problems: *mut *mut sb_problems,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        catch(problems, |mut given| {
            let ((year, split), out) =
                (rules(&mut given, rulebook, year, split), given.sized_out("verdict", verdict));
            let line = ClaimLine {
                role: code(&mut given, "role", role, Role::ALL),
                activity: code(&mut given, "activity", activity, Activity::ALL),
                cost_kind: code(&mut given, "cost_kind", cost_kind, CostKind::ALL),
                employment: code(&mut given, "employment", employment, Employment::ALL),
                increase: code(&mut given, "increase", increase, Increase::ALL),
                frees_time_for: code(
                    &mut given,
                    "frees_time_for",
                    frees_time_for,
                    FreesTimeFor::ALL,
                ),
                from,
                to,
                fte,
                fte_denominator: FTE,
                amount,
                evidence: given.flag("evidence", evidence).into(),
                ruling: code(&mut given, "ruling", ruling, &[(), ()]),
                other_funding,
            };
            given.also(|| line.check());
            let Some((year, out)) = year.zip(out) else { return Err(given.failure()) };
            given.check()?;
            let found = kernel::assess_one(year, &line, split)?;
            out.put(sb_line_verdict {
                size: out.size(),
                approved: found.approved,
                undetermined: found.undetermined,
                reasons: found.reasons,
                verdict: found.verdict as u32 + 1,
            });
            Ok(())
        })
    }
}

/// A code of a column of words; 0 where it is none.
fn code<T: Copy>(given: &mut Given, name: &str, code: u32, all: &[T]) -> u8 {
    given.word_if_any(name, code, all).map_or(0, |_| code as u8)
}
