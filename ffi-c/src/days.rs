//! Days as integers.

use statsbidrag::{Code, Date};

use crate::guard::catch;
use crate::problems::sb_problems;
use crate::status::sb_status;

/// The days from 1970-01-01 to a date, before it negative.
///
/// @param year 1 to 9999.
/// @param month 1 to 12.
/// @param day 1 to 31.
/// @param days Out: the days.
/// @param problems Out: what is wrong. May be NULL.
/// @return ::SB_OK; ::SB_INPUT for a date that is none; ::SB_NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_days_of(
    year: i32,
    month: u32,
    day: u32,
    days: *mut i32,
    problems: *mut *mut sb_problems,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        catch(problems, |mut given| {
            let out = given.out("days", days);
            let date = match (i16::try_from(year), i8::try_from(month), i8::try_from(day)) {
                (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day).ok(),
                _ => None,
            };
            if date.is_none() {
                let got = format_args!("{year}-{month}-{day}");
                given.add("day", Code::NotInRange, got, "a date of the years 1 to 9999");
            }
            let (Some(out), Some(date)) = (out, date) else { return Err(given.failure()) };
            out.put(date.days_since_1970());
            Ok(())
        })
    }
}
