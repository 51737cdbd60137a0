//! The border: a panic stops here, and a failure becomes a status and its problems.

use std::panic::{AssertUnwindSafe, catch_unwind};

use statsbidrag::{Error, Problems};

use crate::given::Given;
use crate::problems::sb_problems;
use crate::status::{
    SB_INFEASIBLE, SB_INPUT, SB_NULL, SB_OK, SB_PANIC, SB_RULE, SB_TOO_LARGE, SB_UTF8, sb_status,
};

/// Why a call did not do what was asked.
pub(crate) struct Failure {
    status: sb_status,
    problems: Problems,
}

impl Failure {
    /// Problems of pointers and texts, which outrank what is wrong with the facts.
    pub(crate) fn new(problems: Problems, is_null: bool, is_not_utf8: bool) -> Self {
        let status = match () {
            () if is_null => SB_NULL,
            () if is_not_utf8 => SB_UTF8,
            () => return Error::from(problems).into(),
        };
        Self { status, problems }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let status = match () {
            () if error.is_rule() => SB_RULE,
            () if error.is_infeasible() => SB_INFEASIBLE,
            () if error.is_too_large() => SB_TOO_LARGE,
            () => SB_INPUT,
        };
        Self { status, problems: error.into() }
    }
}

/// Does the work of a call. `problems`, where it is wanted, is always written: what is wrong, or
/// NULL.
///
/// # Safety
/// The pointers of the call, and `problems` among them, are what the header asks for.
pub(crate) unsafe fn catch(
    problems: *mut *mut sb_problems,
    work: impl FnOnce(Given) -> Result<(), Failure>,
) -> sb_status {
    // SAFETY: as the caller promises.
    let given = unsafe { Given::of_caller() };
    // Nothing that the work could leave half done is seen again: outputs are written last.
    let (status, told) = match catch_unwind(AssertUnwindSafe(|| work(given))) {
        Ok(Ok(())) => (SB_OK, None),
        Ok(Err(Failure { status, problems })) => (status, Some(sb_problems::new(problems))),
        Err(panic) => {
            let message = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
                (Some(message), _) => message,
                (_, Some(message)) => message.as_str(),
                _ => "a panic without a message",
            };
            (SB_PANIC, Some(sb_problems::of_panic(message)))
        }
    };
    if !problems.is_null() {
        let handle = told.map_or(std::ptr::null_mut(), |told| Box::into_raw(Box::new(told)));
        // SAFETY: as the caller promises.
        unsafe { problems.write_unaligned(handle) };
    }
    status
}

/// Answers a question about a handle that may be NULL; a panic gives the same answer as NULL.
///
/// # Safety
/// NULL, or a handle that the library gave out and that is not yet freed.
pub(crate) unsafe fn ask<H, T>(handle: *const H, none: T, question: impl FnOnce(&H) -> T) -> T {
    // SAFETY: as the caller promises.
    let Some(handle) = (unsafe { handle.as_ref() }) else { return none };
    catch_unwind(AssertUnwindSafe(|| question(handle))).unwrap_or(none)
}

/// Frees a handle; NULL is fine.
///
/// # Safety
/// As for [`ask`], and nobody uses the handle any more.
pub(crate) unsafe fn free<H>(handle: *mut H) {
    if !handle.is_null() {
        // SAFETY: as the caller promises. No destructor here panics.
        drop(unsafe { Box::from_raw(handle) });
    }
}
