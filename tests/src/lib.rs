//! What the tests of the library stand on.
//!
//! [`oracle`] computes what the library computes, by other means and on its own;
//! [`case_files`] reads the cases.

pub mod case_files;
pub mod oracle;
