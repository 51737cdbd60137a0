//! Pillar 1: dividing a grant by a key.

mod allocate;
mod key;
mod options;
mod prepare;
mod result;

pub use allocate::allocate;
pub use key::{Key, KeyComponent};
pub use options::{Bound, Options, Status, Unit};
pub use result::{Allocation, Part, Row};
