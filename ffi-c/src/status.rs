//! What a call came to.

use std::ffi::c_char;

/// What a call came to: one of the SB_ numbers below. Numbers are fixed and never used again.
pub type sb_status = u32;

/// It did what was asked.
pub const SB_OK: sb_status = 0;
/// The facts are wrong: a cell, a length, a code, a document.
pub const SB_INPUT: sb_status = 1;
/// The rules are wrong: a key, an option, a day without a rule.
pub const SB_RULE: sb_status = 2;
/// Minimums and maximums that the total cannot keep.
pub const SB_INFEASIBLE: sb_status = 3;
/// A number, or a length, larger than the library can hold.
pub const SB_TOO_LARGE: sb_status = 4;
/// A NULL where a pointer must be given.
pub const SB_NULL: sb_status = 5;
/// A text that is not UTF-8.
pub const SB_UTF8: sb_status = 6;
/// A fault of the library itself. Nothing was written; the handles that the call was given can be
/// used and freed as before. Please report it.
pub const SB_PANIC: sb_status = 255;

/// The name of a status, such as "SB_INPUT"; "SB_?" for a number that is none. Never NULL, never
/// freed.
#[unsafe(no_mangle)]
pub extern "C" fn sb_status_name(status: u32) -> *const c_char {
    let name = match status {
        SB_OK => c"SB_OK",
        SB_INPUT => c"SB_INPUT",
        SB_RULE => c"SB_RULE",
        SB_INFEASIBLE => c"SB_INFEASIBLE",
        SB_TOO_LARGE => c"SB_TOO_LARGE",
        SB_NULL => c"SB_NULL",
        SB_UTF8 => c"SB_UTF8",
        SB_PANIC => c"SB_PANIC",
        _ => c"SB_?",
    };
    name.as_ptr()
}
