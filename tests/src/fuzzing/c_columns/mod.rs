//! The C library on arrays: structs and columns made of bytes, with pointers as wrong as the contract
//! permits.

mod claims;
mod division;
mod memory;
mod ratios;

use arbitrary::{Arbitrary, Result, Unstructured};
use statsbidrag_ffi::{
    SB_INPUT, SB_MISSING, SB_NULL, SB_OK, SB_TOO_LARGE, sb_days_of, sb_ratio_limits,
    sb_rule_set_limits,
};

use self::memory::{Placed, Wrong, call};
use super::c_documents::shipped;

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
        0 | 1 => division::allocate(&mut u),
        2 => ratios::ratios(&mut u),
        3 => claims::claims(&mut u),
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
