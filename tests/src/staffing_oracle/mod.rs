//! An independent checker for ratios of staff and for joint plans.
//!
//! It reads the documents of `check_staffing` and `plan_staffing` as they stand, computes on
//! fractions of big integers by the plainest means, and shares nothing with the code under test.
//! Documents are taken to be right: what must be refused is the business of whoever breaks them.
//!
//! # What is read into the method
//! Where the description of the method leaves a choice, this is the one that is made here.
//!
//! - A limit is for a row when its condition holds there; one without a condition is for the rows
//!   that no other of its side is for. An empty cell in a condition leaves open whether the limit
//!   is for the row, so the row is not evaluated. Limits of other days are not looked at.
//! - A row that no limit is for has no line, whatever its other cells hold.
//! - With both sides the highest value is tried first; a line that is met stands on it.
//! - `no_denominator` is n/0 with n > 0 under either side; 0/0 is `vacuous`. Under a lowest value
//!   n/0 lacks nothing.
//! - The headroom of a lowest value is what the numerator can lose: num − L·den.
//! - A hire is given on the side where the hire column is, and nowhere else.
//! - Totals are of the rows with the same two limits: sums of numerators over sums of denominators.
//! - Joint plans: see [`plan()`] and the head of its file.

mod check;
mod day;
mod demand;
mod facts;
mod limits;
mod line;
mod measure;
mod moves;
mod plan;
mod rule;
mod text;

pub use check::{Check, RowLine, Total, check};
pub use demand::{Demands, Hires};
pub use facts::{Cell, Facts};
pub use line::{Line, Status};
pub use measure::Measure;
pub use moves::{Moves, moves};
pub use plan::{Plan, Planned, RowPlan, plan};
pub use rule::{Rule, rules};
pub use text::{exact, kronor};
