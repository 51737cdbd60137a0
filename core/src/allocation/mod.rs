//! Pillar 1: dividing a grant by a key.

mod allocate;
mod bound;
mod certificate;
mod columns;
mod compare;
mod division;
mod explain;
mod groups;
mod key;
mod options;
mod prepare;
mod published;
mod receipt;
mod result;
mod rounds;
mod scheme;
mod shown;
mod unit;
mod verify;

pub use allocate::allocate;
pub use bound::Bound;
pub use certificate::Certificate;
pub use columns::{
    AllocationColumns, AmountColumns, ColumnComponent, ColumnSummary, MARK_MAXIMUM, MARK_MINIMUM,
    MARK_TIED, allocate_columns,
};
pub use compare::{CauseOrder, Change, Comparison, ComparisonRow, OnlyIn};
pub(crate) use groups::totals_in_units;
pub use groups::{Group, GroupedAllocation, Totals, allocate_groups};
pub use key::{Key, KeyComponent};
pub(crate) use options::read_days;
pub use options::{Options, Status};
pub(crate) use prepare::check;
pub use published::{PublishedCheck, PublishedFinding, PublishedKind, check_published};
pub use result::{Allocation, Part, Row};
pub use rounds::{Rounds, SecondRound, second_round};
pub use scheme::{PotResult, Scheme, SchemeAllocation, SchemeOptions, When, allocate_scheme};
pub use unit::Unit;
