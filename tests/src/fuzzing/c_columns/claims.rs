//! Claim lines on columns and one at a time, and what is said of one.

use std::ptr::{null, null_mut};

use arbitrary::{Arbitrary, Result, Unstructured};
use statsbidrag_ffi::{
    SB_INPUT, SB_OK, sb_assess, sb_assess_one, sb_claims, sb_findings_count, sb_findings_draft,
    sb_findings_explain, sb_findings_free, sb_findings_get, sb_findings_of, sb_line_verdict,
};

use super::super::c_documents::{shipped, taken};
use super::memory::{Array, Placed, Wrong, call, rows};
use super::{code, number};

pub(super) fn claims(u: &mut Unstructured<'_>) -> Result<()> {
    let mut wrong = Wrong::default();
    let (lines, told_lines) = rows(u, &mut wrong)?;
    let year = if u.ratio(1u8, 32u8)? { i32::arbitrary(u)? } else { u.int_in_range(2015..=2021)? };
    let split = code(u, 2)?;
    let mut codes = Vec::new();
    for last in [4, 3, 6, 2, 6, 5, 1, 2] {
        codes.push(Array::draw(u, &mut wrong, lines, true, |u| {
            if u.ratio(1u8, 64u8)? { u8::arbitrary(u) } else { u.int_in_range(0..=last) }
        })?);
    }
    // 16,801 is the first day of 2016.
    let day = |u: &mut Unstructured<'_>| match u.ratio(1u8, 32u8)? {
        true => i32::arbitrary(u),
        false => Ok(16_801 + i32::from(u16::arbitrary(u)? % 1900)),
    };
    let mut from = Array::draw(u, &mut wrong, lines, false, day)?;
    let mut place = 0;
    let first = from.memory.clone();
    let mut to = Array::draw(u, &mut wrong, lines, false, |u| {
        place += 1;
        if u.ratio(1u8, 16u8)? {
            day(u)
        } else {
            Ok(first[place - 1].saturating_add(u.int_in_range(0..=365)?))
        }
    })?;
    let mut fte = Array::draw(u, &mut wrong, lines, false, |u| {
        if u.ratio(1u8, 16u8)? { number(u) } else { Ok(i64::from(u16::arbitrary(u)?) + 1) }
    })?;
    let mut amount = Array::draw(u, &mut wrong, lines, false, number)?;
    let mut other = Array::draw(u, &mut wrong, lines, true, number)?;
    let mut verdicts = Array::<u8>::out(u, &mut wrong, lines, false)?;
    let mut approved = Array::<i64>::out(u, &mut wrong, lines, false)?;
    let mut undetermined = Array::<i64>::out(u, &mut wrong, lines, false)?;
    let mut reasons = Array::<u32>::out(u, &mut wrong, lines, true)?;
    let overlaps = lines > 0 && !approved.is_null && u.ratio(1u8, 128u8)?;
    wrong.other |= overlaps;
    let [role, activity, cost_kind, employment, increase, frees_time_for, evidence, ruling] =
        [0, 1, 2, 3, 4, 5, 6, 7].map(|at: usize| codes[at].get().cast_const());
    let own = sb_claims {
        size: 0,
        lines: told_lines,
        role,
        activity,
        cost_kind,
        employment,
        increase,
        frees_time_for,
        from: from.get(),
        to: to.get(),
        fte: fte.get(),
        amount: if overlaps { approved.get() } else { amount.get() },
        evidence,
        ruling,
        other_funding: other.get(),
    };
    let mut given = Placed::draw(u, &mut wrong, own, false)?;
    let rulebook = if u.ratio(1u8, 128u8)? { null() } else { shipped().rulebook };
    wrong.null |= rulebook.is_null();
    // SAFETY: every pointer is NULL or to memory of its length, or is refused before it is read.
    let status = call(|problems| unsafe {
        sb_assess(
            rulebook,
            year,
            split,
            given.get(),
            verdicts.get(),
            approved.get(),
            undetermined.get(),
            reasons.get(),
            problems,
        )
    });
    wrong.fits(status);
    if status != SB_OK {
        assert!(verdicts.is_untouched() && approved.is_untouched());
        assert!(undetermined.is_untouched() && reasons.is_untouched());
        return Ok(());
    }
    for line in 0..lines {
        // SAFETY: all zeros are a verdict.
        let mut one: sb_line_verdict = unsafe { std::mem::zeroed() };
        one.size = size_of::<sb_line_verdict>();
        let code = |at: usize| u32::from(codes[at].cells().map_or(0, |cells| cells[line]));
        // SAFETY: a handle and a struct of its size.
        let status = call(|problems| unsafe {
            sb_assess_one(
                rulebook,
                year,
                split,
                code(0),
                code(1),
                code(2),
                code(3),
                code(4),
                code(5),
                from.memory[line],
                to.memory[line],
                fte.memory[line],
                amount.memory[line],
                code(6),
                code(7),
                other.cells().map_or(0, |cells| cells[line]),
                &raw mut one,
                problems,
            )
        });
        assert_eq!(status, SB_OK);
        assert_eq!(one.verdict, u32::from(verdicts.memory[line]));
        assert_eq!(one.approved, approved.memory[line]);
        assert_eq!(one.undetermined, undetermined.memory[line]);
        assert!(reasons.cells().is_none_or(|cells| cells[line] == one.reasons));
        assert!(one.approved >= 0 && one.undetermined >= 0);
        assert!(one.approved <= amount.memory[line] - one.undetermined);
    }
    let line = usize::from(u8::arbitrary(u)? % 8);
    findings(year, split, given.get(), line, line < lines);
    Ok(())
}

/// What is said of one line of claims that were assessed.
fn findings(year: i32, split: u32, claims: *const sb_claims, line: usize, is_there: bool) {
    let mut findings = null_mut();
    // SAFETY: claims that were found sound, and handles until they are freed.
    unsafe {
        let status = call(|problems| {
            let rulebook = shipped().rulebook;
            sb_findings_of(rulebook, year, split, claims, line, &raw mut findings, problems)
        });
        assert_eq!(status, if is_there { SB_OK } else { SB_INPUT });
        if !is_there {
            assert!(findings.is_null());
            return;
        }
        let count = sb_findings_count(findings);
        for index in 0..=count {
            let mut finding: statsbidrag_ffi::sb_finding = std::mem::zeroed();
            finding.size = size_of::<statsbidrag_ffi::sb_finding>();
            let wanted = if index < count { SB_OK } else { SB_INPUT };
            let got = call(|problems| sb_findings_get(findings, index, &raw mut finding, problems));
            assert_eq!(got, wanted);
            let mut text = null_mut();
            let language = 1 + (index % 2) as u32;
            let explained = call(|problems| {
                sb_findings_explain(findings, index, language, &raw mut text, problems)
            });
            assert_eq!(explained, wanted);
            if wanted == SB_OK {
                assert!(finding.from <= finding.to && (1..=4).contains(&finding.outcome));
                assert!(!taken(text).is_empty());
            }
        }
        let mut text = null_mut();
        let status = call(|problems| sb_findings_draft(findings, 1, &raw mut text, problems));
        assert_eq!(status, SB_OK);
        assert!(!taken(text).is_empty());
        sb_findings_free(findings);
    }
}
