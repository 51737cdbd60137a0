//! What the tests of the library stand on.
//!
//! [`oracle`] computes what the library computes about money, by other means and on its own;
//! [`staffing_oracle`] does so for staff, [`stimulus_oracle`] for what a grant may pay for.
//! [`case_files`] reads the cases, and [`documents`] changes them. [`drawn`] puts drawn documents to
//! the library and an oracle, and [`differing`] says where they disagree. [`example`] runs an example's
//! program, and [`printed`] compares what is printed with what a page says. [`fuzzing`] holds what the
//! fuzz targets run, so that an ordinary test can replay their inputs.

extern crate self as statsbidrag_tests;

pub mod abi;
pub mod c;
pub mod c_cases;
pub mod case_files;
pub mod differing;
pub mod documents;
pub mod drawn;
mod draws;
pub mod example;
pub mod fuzzing;
pub mod hard_texts;
pub mod header;
pub mod oracle;
pub mod printed;
pub mod prototypes;
pub mod refused;
pub mod staffing_oracle;
pub mod stimulus_oracle;
