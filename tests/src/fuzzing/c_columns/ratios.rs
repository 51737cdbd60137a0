//! Ratios on columns and one at a time.

use arbitrary::{Result, Unstructured};
use statsbidrag_ffi::{
    SB_OK, SB_TOO_LARGE, sb_check_one_ratio, sb_check_ratio, sb_ratio_limits, sb_ratio_verdict,
};

use super::memory::{Array, Placed, Wrong, call, rows};
use super::{code, number};

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

pub(super) fn ratios(u: &mut Unstructured<'_>) -> Result<()> {
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
        if status == SB_TOO_LARGE {
            // One that was not asked for in columns.
            assert!([&hire, &headroom, &excess].iter().any(|column| column.is_null));
            continue;
        }
        assert_eq!(status, SB_OK);
        assert_eq!(one.status, u32::from(statuses.memory[row]));
        for (column, value) in [(&hire, one.hire), (&headroom, one.headroom), (&excess, one.excess)]
        {
            assert!(column.cells().is_none_or(|cells| cells[row] == value));
        }
    }
    Ok(())
}
