//! Pillar 1: dividing a grant by a key.

mod allocate;
mod compare;
mod key;
mod options;
mod prepare;
mod published;
mod result;
mod rounds;

pub use allocate::allocate;
pub use compare::{CauseOrder, Change, Comparison, ComparisonRow, OnlyIn};
pub use key::{Key, KeyComponent};
pub use options::{Bound, Options, Status, Unit};
pub use published::{PublishedCheck, PublishedFinding, PublishedKind, check_published};
pub use result::{Allocation, Part, Row};
pub use rounds::{Rounds, SecondRound, second_round};
