//! `cargo bench -p statsbidrag-benches --bench c`: single decisions through the C interface, beside
//! the bare decision in the core, and columns through it beside the kernel's own.
//!
//! The functions are those of the library, in a crate of its own: each call is a call, as in C. Only
//! ratios within the run say anything about another machine.

#![allow(clippy::float_arithmetic, reason = "times are floats; money is not")]

use std::hint::black_box;
use std::ptr::{null, null_mut};

use statsbidrag::kernel::{
    self, ClaimColumns, ClaimLine, RatioColumns, RatioLimits, VerdictColumns,
};
use statsbidrag::{Split, catalog};
use statsbidrag_benches::timing::{Contender, take_turns};
use statsbidrag_ffi::{
    SB_MISSING, SB_OK, sb_assess, sb_assess_one, sb_check_one_ratio, sb_check_ratio, sb_claims,
    sb_line_verdict, sb_ratio_limits, sb_ratio_verdict, sb_rulebook, sb_rulebook_load,
};

/// How many single decisions a turn makes.
const CALLS: usize = 100_000;
/// How many rows the columns have.
const ROWS: usize = 1_000_000;

const ONE_CLAIM: &str = "one claim line, C";
const ONE_RATIO: &str = "one ratio, C";
const BARE_CLAIM: &str = "one claim line, bare";
const BARE_RATIO: &str = "one ratio, bare";
const CLAIMS: &str = "claim lines as columns, C";
const BARE_CLAIMS: &str = "claim lines as columns, kernel";
const RATIOS: &str = "ratios as columns, C";
const BARE_RATIOS: &str = "ratios as columns, kernel";

/// Claim lines as C has them; three in ten are refused for one reason or another.
struct Lines {
    role: Vec<u8>,
    activity: Vec<u8>,
    cost_kind: Vec<u8>,
    employment: Vec<u8>,
    increase: Vec<u8>,
    from: Vec<i32>,
    to: Vec<i32>,
    fte: Vec<i64>,
    amount: Vec<i64>,
}

impl Lines {
    fn new() -> Self {
        let code = |of: fn(usize) -> u8| (0..ROWS).map(of).collect();
        Self {
            role: code(|row| if row % 10 == 3 { 4 } else { 1 }),
            activity: code(|row| if row % 10 == 5 { 2 } else { 1 }),
            cost_kind: code(|row| if row % 10 == 7 { 2 } else { 1 }),
            employment: code(|_| 1),
            increase: code(|row| (row % 3) as u8 + 1),
            from: (0..ROWS).map(|row| 16_801 + (row % 180) as i32).collect(),
            to: (0..ROWS).map(|row| 17_166 - (row % 150) as i32).collect(),
            fte: (0..ROWS).map(|row| 2_500 * (row as i64 % 4 + 1)).collect(),
            amount: (0..ROWS).map(|row| 30_000_000 + 1_234 * (row as i64 % 9_999)).collect(),
        }
    }

    fn claims(&self) -> sb_claims {
        sb_claims {
            size: size_of::<sb_claims>(),
            lines: ROWS,
            role: self.role.as_ptr(),
            activity: self.activity.as_ptr(),
            cost_kind: self.cost_kind.as_ptr(),
            employment: self.employment.as_ptr(),
            increase: self.increase.as_ptr(),
            frees_time_for: null(),
            from: self.from.as_ptr(),
            to: self.to.as_ptr(),
            fte: self.fte.as_ptr(),
            amount: self.amount.as_ptr(),
            evidence: null(),
            ruling: null(),
            other_funding: null(),
        }
    }

    fn line(&self, row: usize) -> ClaimLine {
        ClaimLine {
            role: self.role[row],
            activity: self.activity[row],
            cost_kind: self.cost_kind[row],
            employment: self.employment[row],
            increase: self.increase[row],
            frees_time_for: 0,
            from: self.from[row],
            to: self.to[row],
            fte: self.fte[row],
            fte_denominator: 10_000,
            amount: self.amount[row],
            evidence: 0,
            ruling: 0,
            other_funding: SB_MISSING,
        }
    }

    fn columns(&self) -> ClaimColumns<'_> {
        ClaimColumns {
            role: &self.role,
            activity: &self.activity,
            cost_kind: &self.cost_kind,
            employment: &self.employment,
            increase: &self.increase,
            from: &self.from,
            to: &self.to,
            fte: &self.fte,
            fte_denominator: 10_000,
            amount: &self.amount,
            ..ClaimColumns::default()
        }
    }
}

/// What became of lines.
struct Out {
    verdict: Vec<u8>,
    approved: Vec<i64>,
    undetermined: Vec<i64>,
    reasons: Vec<u32>,
}

impl Out {
    fn new(lines: usize) -> Self {
        let (verdict, reasons) = (vec![0; lines], vec![0; lines]);
        Self { verdict, approved: vec![0; lines], undetermined: vec![0; lines], reasons }
    }

    fn columns(&mut self) -> VerdictColumns<'_> {
        VerdictColumns {
            verdict: &mut self.verdict,
            approved: &mut self.approved,
            undetermined: &mut self.undetermined,
            reasons: Some(&mut self.reasons),
        }
    }
}

fn rulebook() -> *mut sb_rulebook {
    let (id, mut rulebook) = ("starkt-bemanning", null_mut());
    // SAFETY: a text, and a place for the handle.
    let status =
        unsafe { sb_rulebook_load(id.as_ptr().cast(), id.len(), &mut rulebook, null_mut()) };
    assert_eq!(status, SB_OK);
    rulebook
}

fn main() {
    let lines = Lines::new();
    let claims = lines.claims();
    let rulebook = rulebook();
    let year = catalog::rulebook("starkt-bemanning").and_then(|rulebook| rulebook.year(2016));
    let year = year.expect("a grant year");
    let numerator: Vec<i64> = (0..ROWS as i64).map(|row| row % 13).collect();
    let denominator: Vec<i64> = (0..ROWS as i64).map(|row| row % 3).collect();
    let limits =
        catalog::rule("molndal-supervisor-span").and_then(|rule| rule.limits_on(None, 1, 1));
    let limits: RatioLimits = limits.expect("a rule that ships");
    let c_limits = sb_ratio_limits {
        size: size_of::<sb_ratio_limits>(),
        at_most_numerator: 6,
        at_most_denominator: 1,
        at_least_numerator: 0,
        at_least_denominator: 0,
        numerator_scale: 1,
        denominator_scale: 1,
        hire_step: 1,
        hire_into: 1,
        is_statistic: 0,
    };
    let (mut c_out, mut out) = (Out::new(ROWS), Out::new(ROWS));
    let (mut c_status, mut status) = (vec![0; ROWS], vec![0; ROWS]);
    let mut verdict = sb_line_verdict {
        size: size_of::<sb_line_verdict>(),
        approved: 0,
        undetermined: 0,
        reasons: 0,
        verdict: 0,
    };
    let mut ratio = sb_ratio_verdict {
        size: size_of::<sb_ratio_verdict>(),
        hire: 0,
        headroom: 0,
        excess: 0,
        status: 0,
        reserved: 0,
    };
    let times = take_turns(
        vec![
            Contender::new(ONE_CLAIM, || {
                for row in 0..CALLS {
                    // SAFETY: a handle, and a struct with its size.
                    let status = unsafe {
                        sb_assess_one(
                            rulebook.cast_const(),
                            2016,
                            0,
                            u32::from(lines.role[row]),
                            u32::from(lines.activity[row]),
                            u32::from(lines.cost_kind[row]),
                            u32::from(lines.employment[row]),
                            u32::from(lines.increase[row]),
                            0,
                            lines.from[row],
                            lines.to[row],
                            lines.fte[row],
                            lines.amount[row],
                            0,
                            0,
                            SB_MISSING,
                            &raw mut verdict,
                            null_mut(),
                        )
                    };
                    assert_eq!(status, SB_OK);
                    black_box(&verdict);
                }
            }),
            Contender::new(BARE_CLAIM, || {
                for row in 0..CALLS {
                    let verdict = kernel::assess_one(&year, &lines.line(row), Split::Refuse);
                    black_box(verdict.expect("a verdict"));
                }
            }),
            Contender::new(ONE_RATIO, || {
                for row in 0..CALLS {
                    // SAFETY: structs with their sizes.
                    let status = unsafe {
                        sb_check_one_ratio(
                            &raw const c_limits,
                            numerator[row],
                            denominator[row],
                            &raw mut ratio,
                            null_mut(),
                        )
                    };
                    assert_eq!(status, SB_OK);
                    black_box(&ratio);
                }
            }),
            Contender::new(BARE_RATIO, || {
                for row in 0..CALLS {
                    let verdict = kernel::check_ratio(&limits, numerator[row], denominator[row]);
                    black_box(verdict.expect("a verdict"));
                }
            }),
            Contender::new(CLAIMS, || {
                // SAFETY: columns as long as there are lines.
                let status = unsafe {
                    sb_assess(
                        rulebook.cast_const(),
                        2016,
                        0,
                        &raw const claims,
                        c_out.verdict.as_mut_ptr(),
                        c_out.approved.as_mut_ptr(),
                        c_out.undetermined.as_mut_ptr(),
                        c_out.reasons.as_mut_ptr(),
                        null_mut(),
                    )
                };
                assert_eq!(status, SB_OK);
            }),
            Contender::new(BARE_CLAIMS, || {
                let columns = lines.columns();
                kernel::assess(&year, &columns, Split::Refuse, out.columns()).expect("verdicts");
            }),
            Contender::new(RATIOS, || {
                // SAFETY: columns as long as there are rows.
                let status = unsafe {
                    sb_check_ratio(
                        &raw const c_limits,
                        ROWS,
                        numerator.as_ptr(),
                        denominator.as_ptr(),
                        c_status.as_mut_ptr(),
                        null_mut(),
                        null_mut(),
                        null_mut(),
                        null_mut(),
                    )
                };
                assert_eq!(status, SB_OK);
            }),
            Contender::new(BARE_RATIOS, || {
                let out =
                    RatioColumns { status: &mut status, hire: None, headroom: None, excess: None };
                kernel::check_ratios(&limits, &numerator, &denominator, out).expect("verdicts");
            }),
        ],
        31,
        1,
    );
    assert!(c_out.verdict == out.verdict && c_out.approved == out.approved, "other verdicts");
    assert_eq!(c_status, status);
    for (name, wanted) in [(ONE_CLAIM, 150.0), (ONE_RATIO, 150.0)] {
        let each = times.nanoseconds(name) / CALLS as f64;
        let met = if each < wanted { "met" } else { "MISSED" };
        println!("{name}: {each:.0} ns a call; under {wanted:.0}: {met}");
    }
    for name in [BARE_CLAIM, BARE_RATIO] {
        println!("{name}: {:.0} ns", times.nanoseconds(name) / CALLS as f64);
    }
    for (name, own) in [(CLAIMS, BARE_CLAIMS), (RATIOS, BARE_RATIOS)] {
        let (each, own) = (times.nanoseconds(name), times.nanoseconds(own));
        let millions = 1e3 * ROWS as f64 / each;
        println!(
            "{name}: {millions:.0} million a second, {:.2} times the kernel's time",
            each / own
        );
    }
}
