//! An independent checker for stimulus grants: what a grant may pay for, and settlement.
//!
//! It reads the documents of `assess` and `settle` as they stand, goes through lines and interest day
//! by day, computes on fractions of big integers, and shares nothing with the code under test.
//! Documents are taken to be right: what must be refused is the business of whoever breaks them.
//!
//! # What is read into the method
//! Where the description of the method leaves a choice, this is the one that is made here.
//!
//! - A dated value of a rulebook is the one that holds when the grant year's period begins.
//! - A ruling settles a condition before its finding is made: the finding is then met or not met.
//! - Findings about a line as a whole are about all its days.
//! - Nothing is rounded up over the amount that is claimed, however coarse the rounding.
//! - A role is paid for where a condition in force on some day of the period accepts it, whether or
//!   not that condition is for some lines only. A role that is only judged is not paid for.
//! - A line without a role could have any role that is paid for. Where the recipient has no rows for
//!   one of them, no known level need bind the line: what is possible of it is then all of it.
//! - A line without a unit could be in any unit that has a row, and in no other.
//! - For a line without a role, every role that has fallen is another role.
//! - A role has fallen where all its rows are complete and sum up to less than before.
//! - Whether a level is too small is asked of what comes into it, whoever is served first.
//! - A remark on a deadline that is a holiday is made for every grant and each of its deadlines.
//! - A total of a column in which something is not known is not known.

mod assess;
mod book;
mod cap;
mod claims;
mod day;
mod flow;
mod grants;
mod interest;
mod money;
mod segments;
mod settle;
mod shipped;
mod staffing;

#[cfg(test)]
mod tests;

pub use assess::{Assessed, assess};
pub use claims::Line;
pub use day::Day;
pub use money::Verdict;
pub use segments::{Finding, Outcome};
pub use settle::{Remark, Settled, Settlement, settle};
pub use shipped::shipped;
