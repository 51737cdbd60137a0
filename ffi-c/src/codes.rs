//! The codes of the header: positions in the vocabularies of the core from 1, with 0 for what is not
//! said. They are numbers and not C enums, since a caller may hand in any number.

/// An empty cell in a column of int64_t, and an answer that there is not. The header has it as
/// INT64_MIN.
///
/// cbindgen:ignore
pub const SB_MISSING: i64 = i64::MIN;

/// How entitlements become whole units (Rounding). Whole parts first, what is left over to the largest remainders; the default.
pub const SB_ROUNDING_LARGEST_REMAINDER: u32 = 1;
/// Each down.
pub const SB_ROUNDING_DOWN: u32 = 2;
/// Each up.
pub const SB_ROUNDING_UP: u32 = 3;
/// Each to the nearest, halves away from zero.
pub const SB_ROUNDING_HALF_UP: u32 = 4;
/// Each to the nearest, halves towards zero.
pub const SB_ROUNDING_HALF_DOWN: u32 = 5;
/// Each to the nearest, halves to the even neighbour.
pub const SB_ROUNDING_HALF_EVEN: u32 = 6;
/// Divisors 1, 3, 5, … (Sainte-Laguë, uddatalsmetoden).
pub const SB_ROUNDING_WEBSTER: u32 = 7;
/// Divisors 1, 2, 3, … (Jefferson).
pub const SB_ROUNDING_DHONDT: u32 = 8;
/// Divisors 0, 1, 2, …
pub const SB_ROUNDING_ADAMS: u32 = 9;
/// Harmonic means of neighbours.
pub const SB_ROUNDING_DEAN: u32 = 10;
/// Geometric means of neighbours.
pub const SB_ROUNDING_HUNTINGTON_HILL: u32 = 11;

/// What is rounded where a key has several components. Their sum, once; the default.
pub const SB_SCOPE_COMBINED: u32 = 1;
/// Each component by itself.
pub const SB_SCOPE_COMPONENT: u32 = 2;

/// Who goes first among equal remainders. The smaller id.
pub const SB_TIES_BY_ID: u32 = 1;
/// The larger entitlement, then the smaller id.
pub const SB_TIES_BY_WEIGHT: u32 = 2;
/// The smaller place in an order given by statute or lot, in ids.
pub const SB_TIES_BY_LIST: u32 = 3;
/// Nobody: a tie is a problem that names the tied.
pub const SB_TIES_REFUSE: u32 = 4;

/// How minimums and maximums act. One level for all, each held within its bounds; the default.
pub const SB_BOUNDS_WATER_LEVEL: u32 = 1;
/// Each gets its minimum and a share of the rest on top.
pub const SB_BOUNDS_BASE_THEN_SHARE: u32 = 2;
/// The original quotas stand; who is under the minimum is raised to it.
pub const SB_BOUNDS_TOP_UP_ORIGINAL_QUOTA: u32 = 3;

/// The side of a ratio that is hired into; 0: nobody is hired. The denominator, which mends at_most.
pub const SB_HIRE_INTO_DENOMINATOR: u32 = 1;
/// The numerator, which mends at_least.
pub const SB_HIRE_INTO_NUMERATOR: u32 = 2;

/// How a ratio stands to its limits. Within its limits; the limit itself is allowed.
pub const SB_RATIO_MET: u8 = 1;
/// Outside a limit.
pub const SB_RATIO_BREACH: u8 = 2;
/// Nothing to divide and nothing to divide it by.
pub const SB_RATIO_VACUOUS: u8 = 3;
/// Something to divide and nothing to divide it by.
pub const SB_RATIO_NO_DENOMINATOR: u8 = 4;
/// The limit is a statistic, to compare with.
pub const SB_RATIO_REFERENCE: u8 = 5;
/// A number is missing.
pub const SB_RATIO_NOT_EVALUATED: u8 = 6;

/// The role of a post. Social worker (socialsekreterare).
pub const SB_ROLE_SOCIAL_WORKER: u8 = 1;
/// Supervisor (arbetsledare).
pub const SB_ROLE_SUPERVISOR: u8 = 2;
/// Administrator (administratör).
pub const SB_ROLE_ADMINISTRATOR: u8 = 3;
/// Another role.
pub const SB_ROLE_OTHER: u8 = 4;

/// The activity of the organisation where the post is. Exercise of public authority for children and young people.
pub const SB_ACTIVITY_CHILD_YOUTH_AUTHORITY: u8 = 1;
/// Other social services for children and young people.
pub const SB_ACTIVITY_CHILD_YOUTH_OTHER: u8 = 2;
/// Another activity.
pub const SB_ACTIVITY_OTHER: u8 = 3;

/// What kind of cost. Personnel (personalkostnad).
pub const SB_COST_PERSONNEL: u8 = 1;
/// More pay for those who were there.
pub const SB_COST_PAY_RISE: u8 = 2;
/// Training.
pub const SB_COST_TRAINING: u8 = 3;
/// Equipment.
pub const SB_COST_EQUIPMENT: u8 = 4;
/// Administration, overheads.
pub const SB_COST_ADMINISTRATION: u8 = 5;
/// Another cost.
pub const SB_COST_OTHER: u8 = 6;

/// How whoever does the work is engaged. Employed by the recipient.
pub const SB_EMPLOYMENT_EMPLOYED: u8 = 1;
/// From an agency (inhyrd).
pub const SB_EMPLOYMENT_AGENCY: u8 = 2;

/// What makes a post an increase. More staff than before.
pub const SB_INCREASE_ABOVE_BASELINE: u8 = 1;
/// A temporary post that would otherwise end.
pub const SB_INCREASE_RENEWAL_OTHERWISE_ENDING: u8 = 2;
/// Cover that would otherwise not be.
pub const SB_INCREASE_ABSENCE_OTHERWISE_UNCOVERED: u8 = 3;
/// A vacancy filled.
pub const SB_INCREASE_VACANCY_FILLED: u8 = 4;
/// Staff kept from an earlier year's grant.
pub const SB_INCREASE_KEPT_FROM_EARLIER_GRANT: u8 = 5;
/// No increase.
pub const SB_INCREASE_NONE: u8 = 6;

/// For whom an administrator frees time. Social workers.
pub const SB_FREES_SOCIAL_WORKER: u8 = 1;
/// Supervisors.
pub const SB_FREES_SUPERVISOR: u8 = 2;
/// Both.
pub const SB_FREES_BOTH: u8 = 3;
/// Others.
pub const SB_FREES_OTHER_WORK: u8 = 4;
/// Nobody.
pub const SB_FREES_NONE: u8 = 5;

/// What a person has decided where a condition asks for judgement; 0: nothing. Approved.
pub const SB_RULING_APPROVED: u8 = 1;
/// Refused.
pub const SB_RULING_REFUSED: u8 = 2;

/// What becomes of a line with days on both sides of a change of the rules. It is a problem, with what is wanted instead; the default.
pub const SB_SPLIT_REFUSE: u32 = 1;
/// Its eligible days over its days are a factor.
pub const SB_SPLIT_BY_DAY: u32 = 2;

/// What became of a line. All of it is approved.
pub const SB_VERDICT_APPROVED: u8 = 1;
/// Part of it is.
pub const SB_VERDICT_PART: u8 = 2;
/// None of it is.
pub const SB_VERDICT_REFUSED: u8 = 3;
/// Something is missing or a person must decide.
pub const SB_VERDICT_UNDETERMINED: u8 = 4;

/// How a condition came out. It holds.
pub const SB_OUTCOME_MET: u32 = 1;
/// It does not.
pub const SB_OUTCOME_NOT_MET: u32 = 2;
/// What it needs is not there.
pub const SB_OUTCOME_MISSING: u32 = 3;
/// A person must decide.
pub const SB_OUTCOME_JUDGEMENT: u32 = 4;

/// The language of a text. Swedish.
pub const SB_LANGUAGE_SV: u32 = 1;
/// English.
pub const SB_LANGUAGE_EN: u32 = 2;

/// A row that is tied at the cut: another has the same remainder, and only some got a unit more.
pub const SB_MARK_TIED: u8 = 1;
/// A row that its minimum holds.
pub const SB_MARK_MINIMUM: u8 = 2;
/// A row that its maximum holds.
pub const SB_MARK_MAXIMUM: u8 = 4;

/// A reason that is told of a line, a bit of its mask. The role is not one that the grant pays for.
pub const SB_REASON_ROLE_NOT_FUNDED: u32 = 1;
/// The activity is not.
pub const SB_REASON_ACTIVITY_NOT_FUNDED: u32 = 2;
/// The cost is none for personnel.
pub const SB_REASON_COST_NOT_PERSONNEL: u32 = 4;
/// Agency staff.
pub const SB_REASON_AGENCY_STAFF: u32 = 8;
/// Days outside the grant's period.
pub const SB_REASON_OUTSIDE_PERIOD: u32 = 16;
/// No increase of staff.
pub const SB_REASON_NOT_AN_INCREASE: u32 = 32;
/// An administrator who frees no time for social workers or supervisors.
pub const SB_REASON_FREES_NO_TIME: u32 = 64;
/// Others have paid for the same cost.
pub const SB_REASON_DOUBLE_FUNDING: u32 = 128;
/// Evidence is missing.
pub const SB_REASON_EVIDENCE_MISSING: u32 = 256;
/// A person must decide.
pub const SB_REASON_NEEDS_RULING: u32 = 512;
/// The line was split by day.
pub const SB_REASON_SPLIT_BY_DAY: u32 = 1024;
/// More for an FTE-year than the grant pays.
pub const SB_REASON_OVER_AMOUNT_CAP: u32 = 2048;

use std::ffi::{CStr, c_char};

/// The word of a code, as it stands in JSON; "?" for a number that is no code.
fn word(code: u32, words: &[&'static CStr]) -> *const c_char {
    let place = (code as usize).wrapping_sub(1);
    words.get(place).copied().unwrap_or(c"?").as_ptr()
}

/// The word of a verdict, such as "approved"; "?" for a number that is none. Never NULL, never freed.
#[unsafe(no_mangle)]
pub extern "C" fn sb_verdict_name(verdict: u32) -> *const c_char {
    word(verdict, &[c"approved", c"part", c"refused", c"undetermined"])
}

/// The word of how a ratio stands, such as "breach"; "?" for a number that is none. Never NULL, never
/// freed.
#[unsafe(no_mangle)]
pub extern "C" fn sb_ratio_status_name(status: u32) -> *const c_char {
    word(
        status,
        &[c"met", c"breach", c"vacuous", c"no_denominator", c"reference", c"not_evaluated"],
    )
}

/// The word of one bit of a mask of reasons, such as "AGENCY_STAFF"; "?" for anything else. Never
/// NULL, never freed.
#[unsafe(no_mangle)]
pub extern "C" fn sb_reason_name(reason: u32) -> *const c_char {
    let words = [
        c"ROLE_NOT_FUNDED",
        c"ACTIVITY_NOT_FUNDED",
        c"COST_NOT_PERSONNEL",
        c"AGENCY_STAFF",
        c"OUTSIDE_PERIOD",
        c"NOT_AN_INCREASE",
        c"FREES_NO_TIME",
        c"DOUBLE_FUNDING",
        c"EVIDENCE_MISSING",
        c"NEEDS_RULING",
        c"SPLIT_BY_DAY",
        c"OVER_AMOUNT_CAP",
    ];
    word(if reason.is_power_of_two() { reason.trailing_zeros() + 1 } else { 0 }, &words)
}
