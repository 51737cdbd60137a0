//! Why a line came out as it did.

use std::ffi::c_char;

use statsbidrag::kernel::assess_line;
use statsbidrag::{Assessment, Finding, Language, Span};

use crate::claims::{rules, sb_claims};
use crate::guard::{ask, catch, free};
use crate::problems::sb_problems;
use crate::rulebook::sb_rulebook;
use crate::sized::sized;
use crate::status::sb_status;
use crate::text::{ZeroEnded, sb_text};

/// The findings of one claim line, met conditions too, each with its source: a handle, freed with
/// ::sb_findings_free. It does not change, and threads may share it. It keeps what it needs of the
/// claims and the rulebook, which may be freed before it.
#[derive(Debug)]
pub struct sb_findings {
    assessment: Assessment,
    id: String,
    found: Vec<Found>,
}

#[derive(Debug)]
struct Found {
    finding: Finding,
    days: Span,
    reason: ZeroEnded,
}

/// One finding.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct sb_finding {
    /// sizeof(sb_finding), set by the caller.
    pub size: usize,
    /// What it states: a stable word such as "AGENCY_STAFF", with a zero byte after it. It is there as
    /// long as the handle.
    pub reason: *const c_char,
    /// The length of reason in bytes.
    pub reason_length: usize,
    /// One of SB_OUTCOME_.
    pub outcome: u32,
    /// The first day that it is about, as days since 1970-01-01.
    pub from: i32,
    /// The last day.
    pub to: i32,
    /// Always 0.
    pub reserved: u32,
}

sized!(sb_finding, first ended with reserved: u32);

/// Assesses one of the claim lines with everything that is to be said of it.
///
/// @param rulebook The rules.
/// @param year The grant year.
/// @param split One of SB_SPLIT_; 0: refuse.
/// @param claims The lines.
/// @param line Which of them, from 0.
/// @param findings Out: the handle; free it with ::sb_findings_free.
/// @param problems Out: what is wrong. May be NULL.
/// @return As ::sb_assess; ::SB_INPUT for a line that is not there.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_findings_of(
    rulebook: *const sb_rulebook,
    year: i32,
    split: u32,
    claims: *const sb_claims,
    line: usize,
    findings: *mut *mut sb_findings,
    problems: *mut *mut sb_problems,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        catch(problems, |mut given| {
            let (year, split) = rules(&mut given, rulebook, year, split);
            let claims = given.sized("claims", claims);
            let columns = claims.map(|claims| claims.columns(&mut given));
            let out = given.out("findings", findings);
            let Some(columns) = columns else { return Err(given.failure()) };
            given.also(|| columns.check());
            let (Some(year), Some(out)) = (year, out) else { return Err(given.failure()) };
            given.check()?;
            let assessment = assess_line(year, &columns, line, split)?;
            let found = assessment.findings_at(0).into_iter().map(|(finding, days)| Found {
                reason: ZeroEnded::new(finding.reason().word()),
                finding,
                days,
            });
            let handle = sb_findings { found: found.collect(), id: line.to_string(), assessment };
            out.put(Box::into_raw(Box::new(handle)));
            Ok(())
        })
    }
}

/// How many findings there are; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_findings_count(findings: *const sb_findings) -> usize {
    // SAFETY: what the header asks of the caller.
    unsafe { ask(findings, 0, |findings| findings.found.len()) }
}

/// Reads one finding.
///
/// @param findings The handle.
/// @param index Which, from 0.
/// @param finding Out: the finding; its size is set before the call.
/// @param problems Out: what is wrong. May be NULL.
/// @return ::SB_OK; ::SB_INPUT for an index that is none; ::SB_NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_findings_get(
    findings: *const sb_findings,
    index: usize,
    finding: *mut sb_finding,
    problems: *mut *mut sb_problems,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        catch(problems, |mut given| {
            let (findings, out) =
                (given.handle("findings", findings), given.sized_out("finding", finding));
            let found = findings.and_then(|all| given.item("index", &all.found, index));
            let (Some(found), Some(out)) = (found, out) else { return Err(given.failure()) };
            let Found { finding, days, reason } = found;
            let to = days.to().unwrap_or(days.from());
            out.put(sb_finding {
                size: out.size(),
                reason: reason.data(),
                reason_length: reason.length(),
                outcome: finding.outcome_is() as u32 + 1,
                from: days.from().days_since_1970(),
                to: to.days_since_1970(),
                reserved: 0,
            });
            Ok(())
        })
    }
}

/// One finding as a sentence, with its source.
///
/// @param findings The handle.
/// @param index Which, from 0.
/// @param language One of SB_LANGUAGE_.
/// @param text Out: the sentence; free it with ::sb_text_free.
/// @param problems Out: what is wrong. May be NULL.
/// @return ::SB_OK; ::SB_INPUT for an index or a language that is none; ::SB_NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_findings_explain(
    findings: *const sb_findings,
    index: usize,
    language: u32,
    text: *mut *mut sb_text,
    problems: *mut *mut sb_problems,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        catch(problems, |mut given| {
            let (findings, out) = (given.handle("findings", findings), given.out("text", text));
            let language = given.word("language", language, Language::ALL);
            let found = findings.and_then(|all| given.item("index", &all.found, index));
            let (Some(found), Some(out), Some(language)) = (found, out, language) else {
                return Err(given.failure());
            };
            out.put(sb_text::handle(&found.finding.text(language)));
            Ok(())
        })
    }
}

/// The draft grounds of a decision on the line: rule, facts, conclusion, each with its source.
///
/// @param findings The handle.
/// @param language One of SB_LANGUAGE_.
/// @param text Out: the draft; free it with ::sb_text_free.
/// @param problems Out: what is wrong. May be NULL.
/// @return ::SB_OK; ::SB_INPUT for a language that is none; ::SB_NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_findings_draft(
    findings: *const sb_findings,
    language: u32,
    text: *mut *mut sb_text,
    problems: *mut *mut sb_problems,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        catch(problems, |mut given| {
            let (findings, out) = (given.handle("findings", findings), given.out("text", text));
            let language = given.word("language", language, Language::ALL);
            let (Some(findings), Some(out), Some(language)) = (findings, out, language) else {
                return Err(given.failure());
            };
            out.put(sb_text::handle(&findings.assessment.explain(&findings.id, language)?));
            Ok(())
        })
    }
}

/// Frees findings; NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_findings_free(findings: *mut sb_findings) {
    // SAFETY: what the header asks of the caller.
    unsafe {
        free(findings);
    }
}
