//! What the tests of the library stand on.
//!
//! [`oracle`] computes what the library computes, by other means and on its own.

pub mod oracle;
