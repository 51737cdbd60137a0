//! Pillar 1: dividing a grant by a key.

mod allocate;
mod bound;
mod certificate;
mod explain;
mod groups;
mod key;
mod options;
mod prepare;
mod result;
mod unit;
mod verify;

pub use allocate::allocate;
pub use bound::Bound;
pub use certificate::Certificate;
pub use groups::{Group, GroupedAllocation, Totals, allocate_groups};
pub use key::{Key, KeyComponent};
pub use options::{Options, Status};
pub use result::{Allocation, Part, Row};
pub use unit::Unit;
