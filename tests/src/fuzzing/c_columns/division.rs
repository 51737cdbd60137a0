//! Totals divided over columns.

use std::ptr::null;

use arbitrary::{Arbitrary, Result, Unstructured};
use statsbidrag_ffi::{SB_MISSING, SB_OK, sb_allocate, sb_allocation, sb_allocation_summary};

use super::memory::{Array, Placed, Wrong, call, rows};
use super::{code, number};

pub(super) fn allocate(u: &mut Unstructured<'_>) -> Result<()> {
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
