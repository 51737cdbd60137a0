//! Pillar 1: dividing a grant by a key.

mod allocate;
mod compare;
mod key;
mod options;
mod prepare;
mod result;

pub use allocate::allocate;
pub use compare::{CauseOrder, Change, Comparison, ComparisonRow, OnlyIn};
pub use key::{Key, KeyComponent};
pub use options::{Bound, Options, Status, Unit};
pub use result::{Allocation, Part, Row};
