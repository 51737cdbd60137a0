//! Pillar 1: dividing a grant by a key.

mod allocate;
mod bound;
mod explain;
mod groups;
mod key;
mod options;
mod prepare;
mod receipt;
mod result;
mod scheme;
mod unit;

pub use allocate::allocate;
pub use bound::Bound;
pub use groups::{Group, GroupedAllocation, Totals, allocate_groups};
pub use key::{Key, KeyComponent};
pub(crate) use options::read_days;
pub use options::{Options, Status};
pub(crate) use prepare::check;
pub use result::{Allocation, Part, Row};
pub use scheme::{PotResult, Scheme, SchemeAllocation, SchemeOptions, When, allocate_scheme};
pub use unit::Unit;
