//! What the tests of the library stand on.
//!
//! [`oracle`] computes what the library computes, by other means and on its own. [`fuzzing`] holds
//! what the fuzz targets run, so that an ordinary test can replay their inputs.

pub mod fuzzing;
pub mod oracle;
