//! The C library on arrays: structs and columns made of bytes, with pointers as wrong as the contract
//! permits.

use std::ptr::{null, null_mut};

use arbitrary::{Arbitrary, Result, Unstructured};
use statsbidrag_ffi::{
    SB_INPUT, SB_MISSING, SB_NULL, SB_OK, SB_TOO_LARGE, sb_allocate, sb_allocation,
    sb_allocation_summary, sb_assess, sb_assess_one, sb_check_one_ratio, sb_check_ratio, sb_claims,
    sb_days_of, sb_findings_count, sb_findings_draft, sb_findings_explain, sb_findings_free,
    sb_findings_get, sb_findings_of, sb_line_verdict, sb_problems, sb_ratio_limits,
    sb_ratio_verdict, sb_rule_set_limits, sb_status,
};

use super::c_documents::{shipped, taken, told};

/// What outputs hold before a call.
const PATTERN: u8 = 0xa5;

/// A call of the C library with structs and arrays made of bytes is answered with the status that the
/// header promises: what is NULL, out of line, overlapping or of a wrong size is refused, a refusal
/// writes nothing, and what is computed keeps its promises.
///
/// # Panics
/// If it is not.
pub fn c_columns(bytes: &[u8]) {
    let mut u = Unstructured::new(bytes);
    // Too few bytes are no call.
    _ = match u.arbitrary::<u8>().unwrap_or_default() % 5 {
        0 | 1 => allocate(&mut u),
        2 => ratios(&mut u),
        3 => claims(&mut u),
        _ => single(&mut u),
    };
}

/// A number at an edge, small, or any.
fn number(u: &mut Unstructured<'_>) -> Result<i64> {
    const EDGES: [i64; 12] = [
        0,
        1,
        -1,
        100,
        10_000,
        365,
        i32::MAX as i64,
        i64::MAX,
        i64::MAX - 1,
        i64::MAX / 2 + 1,
        i64::MAX / 100,
        SB_MISSING,
    ];
    match u.int_in_range(0..=7u8)? {
        0 => Ok(*u.choose(&EDGES)?),
        1 => i64::arbitrary(u),
        2 => {
            Ok(i64::arbitrary(u)?.unsigned_abs().checked_shr(u8::arbitrary(u)?.into()).unwrap_or(0)
                as i64)
        }
        _ => Ok(u8::arbitrary(u)?.into()),
    }
}

/// A code, mostly of the vocabulary.
fn code(u: &mut Unstructured<'_>, last: u32) -> Result<u32> {
    if u.ratio(1u8, 64u8)? { u32::arbitrary(u) } else { u.int_in_range(0..=last) }
}

/// What is wrong with the pointers and structs of a call: it must not be answered.
#[derive(Debug, Default)]
struct Wrong {
    /// A NULL that must be given.
    null: bool,
    /// Something out of line, overlapping, of no possible length or of a wrong size.
    other: bool,
}

impl Wrong {
    /// A failure that was provoked is told, and a NULL by its own status unless the call could not
    /// even read the struct that it is in.
    fn fits(&self, status: sb_status) {
        assert!(!self.null || status == SB_NULL || self.other, "{status}: {self:?}");
        assert!(self.null || self.other || status != SB_NULL, "{status}: {self:?}");
        assert!(!self.other || status != SB_OK, "{status}: {self:?}");
    }
}

/// A column of a call: memory that ends where its cells end.
#[derive(Debug)]
struct Array<T> {
    memory: Vec<T>,
    is_null: bool,
    /// One byte off.
    is_askew: bool,
}

impl<T: Copy> Array<T> {
    /// Of so many rows; a column that may be NULL is so half of the time.
    fn draw<'a>(
        u: &mut Unstructured<'a>,
        wrong: &mut Wrong,
        rows: usize,
        may_be_null: bool,
        mut cell: impl FnMut(&mut Unstructured<'a>) -> Result<T>,
    ) -> Result<Self> {
        let is_null = if may_be_null { u.ratio(1u8, 2u8)? } else { u.ratio(1u8, 64u8)? };
        let is_askew = !is_null && align_of::<T>() > 1 && u.ratio(1u8, 128u8)?;
        let mut memory = (0..rows).map(|_| cell(u)).collect::<Result<Vec<T>>>()?;
        if is_askew && let Some(&last) = memory.last() {
            memory.push(last);
        }
        if rows > 0 {
            wrong.null |= is_null && !may_be_null;
            wrong.other |= is_askew;
        }
        Ok(Self { memory, is_null, is_askew })
    }

    /// A column to write to.
    fn out(
        u: &mut Unstructured<'_>,
        wrong: &mut Wrong,
        rows: usize,
        may_be_null: bool,
    ) -> Result<Self> {
        // SAFETY: cells are integers, and any bytes are one.
        let pattern = unsafe {
            let mut cell = std::mem::MaybeUninit::<T>::uninit();
            cell.as_mut_ptr().cast::<u8>().write_bytes(PATTERN, size_of::<T>());
            cell.assume_init()
        };
        Self::draw(u, wrong, rows, may_be_null, |_| Ok(pattern))
    }

    fn get(&mut self) -> *mut T {
        match (self.is_null, self.is_askew && !self.memory.is_empty()) {
            (true, _) => null_mut(),
            (_, true) => self.memory.as_mut_ptr().cast::<u8>().wrapping_add(1).cast(),
            _ => self.memory.as_mut_ptr(),
        }
    }

    fn is_untouched(&self) -> bool {
        let bytes = self.memory.len() * size_of::<T>();
        // SAFETY: cells are integers without padding.
        let own = unsafe { std::slice::from_raw_parts(self.memory.as_ptr().cast::<u8>(), bytes) };
        own.iter().all(|byte| *byte == PATTERN)
    }

    /// The cells that were written, if it was given.
    fn cells(&self) -> Option<&[T]> {
        (!self.is_null).then_some(&self.memory[..])
    }
}

/// A struct at an address of no alignment, of a size that its caller says.
#[derive(Debug)]
struct Placed {
    memory: Vec<u8>,
    is_null: bool,
}

impl Placed {
    /// A struct whose first field is its size.
    fn draw<T: Copy>(
        u: &mut Unstructured<'_>,
        wrong: &mut Wrong,
        own: T,
        is_out: bool,
    ) -> Result<Self> {
        let known = size_of::<T>();
        let is_null = u.ratio(1u8, 128u8)?;
        let (mut told, mut tail) = (known, 0);
        match u.int_in_range(0..=63u8)? {
            0 => told = *u.choose(&[0, 1, known - 8, known + 1, 4104, usize::MAX])?,
            1 => {
                tail = 8 * u.int_in_range(1..=3usize)?;
                told = known + tail;
            }
            _ => {}
        }
        let mut memory = vec![0; 1 + known + tail];
        // SAFETY: the memory is one byte longer than the struct, which is plain.
        unsafe {
            memory.as_mut_ptr().add(1).cast::<T>().write_unaligned(own);
            memory.as_mut_ptr().add(1).cast::<usize>().write_unaligned(told);
        }
        let is_asked = tail > 0 && !is_out && u.ratio(1u8, 2u8)?;
        if is_asked {
            // Something that this library does not know is asked for.
            *memory.last_mut().unwrap_or(&mut 0) = 1;
        }
        wrong.null |= is_null;
        wrong.other |= !is_null && (is_asked || told != known + tail);
        Ok(Self { memory, is_null })
    }

    fn get<T>(&mut self) -> *mut T {
        if self.is_null { null_mut() } else { self.memory.as_mut_ptr().wrapping_add(1).cast() }
    }

    /// What was written.
    fn read<T: Copy>(&self) -> T {
        assert!(self.memory.len() > size_of::<T>());
        // SAFETY: it holds a plain struct, as `draw` has put it there.
        unsafe { self.memory.as_ptr().add(1).cast::<T>().read_unaligned() }
    }
}

/// How many rows there are, and how many the call is told.
fn rows(u: &mut Unstructured<'_>, wrong: &mut Wrong) -> Result<(usize, usize)> {
    let rows = u.int_in_range(0..=6)?;
    if u.ratio(1u8, 128u8)? {
        // Of a length that no column has, nothing is read.
        wrong.other = true;
        return Ok((rows, *u.choose(&[1 << 32, usize::MAX, usize::MAX / 8])?));
    }
    Ok((rows, rows))
}

/// Runs a call; its problems are looked at and freed.
fn call(run: impl FnOnce(*mut *mut sb_problems) -> sb_status) -> sb_status {
    let mut problems = null_mut();
    let status = run(&raw mut problems);
    // SAFETY: what the call has made.
    unsafe { told(status, problems) }
}

fn allocate(u: &mut Unstructured<'_>) -> Result<()> {
    let mut wrong = Wrong::default();
    let (rows, told_rows) = rows(u, &mut wrong)?;
    let parts: usize = if u.ratio(1u8, 64u8)? { 0 } else { u.int_in_range(1..=3)? };
    let is_few = u.ratio(1u8, 2u8)?;
    let weight =
        |u: &mut Unstructured<'_>| if is_few { Ok(u8::arbitrary(u)?.into()) } else { number(u) };
    let bound = |u: &mut Unstructured<'_>| {
        if u.ratio(1u8, 2u8)? { Ok(SB_MISSING) } else { number(u) }
    };
    let mut weights = Vec::new();
    for _ in 0..parts {
        weights.push(Array::draw(u, &mut wrong, rows, false, weight)?);
    }
    let scope = code(u, 2)?;
    let mut shares =
        Array::draw(u, &mut wrong, parts, parts == 1, |u| Ok(i64::from(u8::arbitrary(u)? % 101)))?;
    if let Some((last, others)) = shares.memory[..parts].split_last_mut()
        && u.ratio(15u8, 16u8)?
    {
        *last = 100 - others.iter().sum::<i64>();
    }
    let mut place = 0;
    let mut ids = Array::draw(u, &mut wrong, rows, true, |u| {
        place += 1;
        if u.ratio(1u8, 32u8)? { number(u) } else { Ok(place * 7 % 11) }
    })?;
    let mut minimum = Array::draw(u, &mut wrong, rows, true, bound)?;
    let mut maximum = Array::draw(u, &mut wrong, rows, true, bound)?;
    let mut marks = Array::<u8>::out(u, &mut wrong, rows, true)?;
    let mut amounts = Array::<i64>::out(u, &mut wrong, rows, false)?;
    let mut part_amounts = Vec::new();
    let wants_parts = scope == 2 && u.ratio(1u8, 2u8)?;
    for _ in 0..if wants_parts { parts } else { 0 } {
        part_amounts.push(Array::<i64>::out(u, &mut wrong, rows, false)?);
    }
    // Memory that is written to is also another column's.
    let overlaps = rows > 0 && !amounts.is_null && u.ratio(1u8, 128u8)?;
    let minimum_given = if overlaps { amounts.get() } else { minimum.get() };
    wrong.other |= overlaps;
    let weight_pointers: Box<[*const i64]> =
        weights.iter_mut().map(|w| w.get().cast_const()).collect();
    let part_pointers: Box<[*mut i64]> = part_amounts.iter_mut().map(Array::get).collect();
    let no_weights = u.ratio(1u8, 128u8)?;
    wrong.null |= no_weights && parts > 0;
    wrong.other |= parts == 0;
    let own = sb_allocation {
        size: 0,
        rows: told_rows,
        total: number(u)?,
        unit: if u.ratio(1u8, 4u8)? { number(u)? } else { i64::from(u.ratio(1u8, 2u8)?) },
        rounding: code(u, 11)?,
        rounding_scope: scope,
        ties: code(u, 4)?,
        bounds: code(u, 3)?,
        reduce_minimums: code(u, 1)?,
        minimum_for_zero: code(u, 1)?,
        components: parts,
        weights: if no_weights { null() } else { weight_pointers.as_ptr() },
        shares: shares.get(),
        shares_of: if u.ratio(1u8, 64u8)? { number(u)? } else { 100 },
        ids: ids.get(),
        minimum: minimum_given,
        maximum: maximum.get(),
        marks: marks.get(),
        component_amounts: if wants_parts { part_pointers.as_ptr() } else { null() },
    };
    let mut given = Placed::draw(u, &mut wrong, own, false)?;
    let mut no_matter = Wrong::default();
    // SAFETY: all zeros are a summary.
    let zeros: sb_allocation_summary = unsafe { std::mem::zeroed() };
    let mut summary = Placed::draw(u, &mut no_matter, zeros, true)?;
    // It may be NULL.
    wrong.other |= no_matter.other;
    let before = summary.memory.clone();
    // SAFETY: every pointer is NULL or to memory of its length, or is refused before it is read.
    let status = call(|problems| unsafe {
        sb_allocate(given.get(), amounts.get(), summary.get(), problems)
    });
    wrong.fits(status);
    if status != SB_OK {
        assert!(amounts.is_untouched() && marks.is_untouched() && summary.memory == before);
        assert!(part_amounts.iter().all(Array::is_untouched));
        return Ok(());
    }
    let amounts = amounts.cells().unwrap_or_default();
    let left = if summary.is_null { None } else { Some(summary.read::<sb_allocation_summary>()) };
    let sum: i128 = amounts.iter().map(|&ore| i128::from(ore)).sum();
    if let Some(left) = left {
        assert_eq!(sum + i128::from(left.unallocated), i128::from(own.total));
        assert!(left.tied <= rows && left.units_at_stake <= rows * parts);
    }
    let unit = if own.unit == 0 { 100 } else { own.unit };
    assert!(amounts.iter().all(|ore| ore % unit == 0));
    assert!(marks.cells().unwrap_or_default().iter().all(|mark| *mark <= 7));
    if wants_parts {
        for (row, amount) in amounts.iter().enumerate() {
            let parts = part_amounts.iter().map(|part| i128::from(part.memory[row]));
            assert_eq!(parts.sum::<i128>(), i128::from(*amount));
        }
    }
    Ok(())
}

fn limits(u: &mut Unstructured<'_>) -> Result<sb_ratio_limits> {
    let has_least = u.ratio(1u8, 4u8)?;
    let into = code(u, 2)?;
    Ok(sb_ratio_limits {
        size: 0,
        at_most_numerator: number(u)?,
        at_most_denominator: number(u)?,
        at_least_numerator: if has_least { number(u)? } else { 0 },
        at_least_denominator: if has_least { number(u)? } else { 0 },
        numerator_scale: if u.ratio(1u8, 2u8)? { 1 } else { number(u)? },
        denominator_scale: if u.ratio(1u8, 2u8)? { 10_000 } else { number(u)? },
        hire_step: if into == 0 { 0 } else { number(u)? },
        hire_into: into,
        is_statistic: code(u, 1)?,
    })
}

fn ratios(u: &mut Unstructured<'_>) -> Result<()> {
    let mut wrong = Wrong::default();
    let (rows, told_rows) = rows(u, &mut wrong)?;
    let own = limits(u)?;
    let mut numerator = Array::draw(u, &mut wrong, rows, false, number)?;
    let mut denominator = Array::draw(u, &mut wrong, rows, false, number)?;
    let mut statuses = Array::<u8>::out(u, &mut wrong, rows, false)?;
    let mut hire = Array::<i64>::out(u, &mut wrong, rows, true)?;
    let mut headroom = Array::<i64>::out(u, &mut wrong, rows, true)?;
    let mut excess = Array::<i64>::out(u, &mut wrong, rows, true)?;
    let overlaps = rows > 0 && !hire.is_null && u.ratio(1u8, 128u8)?;
    wrong.other |= overlaps;
    let headroom_given = if overlaps { hire.get() } else { headroom.get() };
    let mut given = Placed::draw(u, &mut wrong, own, false)?;
    // SAFETY: every pointer is NULL or to memory of its length, or is refused before it is read.
    let status = call(|problems| unsafe {
        sb_check_ratio(
            given.get(),
            told_rows,
            numerator.get(),
            denominator.get(),
            statuses.get(),
            hire.get(),
            headroom_given,
            excess.get(),
            problems,
        )
    });
    wrong.fits(status);
    if status != SB_OK {
        assert!(statuses.is_untouched() && hire.is_untouched());
        assert!(headroom.is_untouched() && excess.is_untouched());
        return Ok(());
    }
    for row in 0..rows {
        // SAFETY: all zeros are a verdict.
        let mut one: sb_ratio_verdict = unsafe { std::mem::zeroed() };
        one.size = size_of::<sb_ratio_verdict>();
        // SAFETY: structs of their sizes.
        let status = call(|problems| unsafe {
            let (numerator, denominator) = (numerator.memory[row], denominator.memory[row]);
            sb_check_one_ratio(given.get(), numerator, denominator, &raw mut one, problems)
        });
        assert_eq!(status, SB_OK);
        assert_eq!(one.status, u32::from(statuses.memory[row]));
        for (column, value) in [(&hire, one.hire), (&headroom, one.headroom), (&excess, one.excess)]
        {
            assert!(column.cells().is_none_or(|cells| cells[row] == value));
        }
    }
    Ok(())
}

fn claims(u: &mut Unstructured<'_>) -> Result<()> {
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

/// Calls with plain arguments.
fn single(u: &mut Unstructured<'_>) -> Result<()> {
    let (year, month, day) = (i32::arbitrary(u)?, u32::arbitrary(u)? % 14, u32::arbitrary(u)? % 33);
    let year = if u.ratio(7u8, 8u8)? { year % 10_001 } else { year };
    let mut days = i32::MIN;
    // SAFETY: a place to write to.
    let status = call(|problems| unsafe { sb_days_of(year, month, day, &raw mut days, problems) });
    assert_eq!(status == SB_OK, days != i32::MIN);
    if status == SB_OK {
        let date = statsbidrag::Date::from_days_since_1970(days).expect("a day");
        assert_eq!(date.to_string(), format!("{year:04}-{month:02}-{day:02}"));
    }
    let id = "molndal-supervisor-span";
    let mut wrong = Wrong::default();
    // SAFETY: all zeros are limits.
    let zeros: sb_ratio_limits = unsafe { std::mem::zeroed() };
    let mut limits = Placed::draw(u, &mut wrong, zeros, true)?;
    let before = limits.memory.clone();
    let (day, above, below) = (i32::arbitrary(u)?, number(u)?, number(u)?);
    // SAFETY: a handle, a text and a struct, each of its length.
    let status = call(|problems| unsafe {
        let (text, length) = (id.as_ptr().cast(), id.len());
        sb_rule_set_limits(shipped().rules, text, length, day, above, below, limits.get(), problems)
    });
    wrong.fits(status);
    if status == SB_OK {
        let limits = limits.read::<sb_ratio_limits>();
        assert_eq!((limits.numerator_scale, limits.denominator_scale), (above, below));
    } else {
        assert_eq!(limits.memory, before);
        assert!([SB_INPUT, SB_NULL, SB_TOO_LARGE, statsbidrag_ffi::SB_RULE].contains(&status));
    }
    Ok(())
}
