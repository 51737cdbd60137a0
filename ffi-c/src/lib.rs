//! The C ABI of statsbidrag. A file is one class of the header; what it does is done in the core.
//!
//! `include/statsbidrag.h` is made from this crate and checked in; its first comment is the contract,
//! which is a section of the README.

#![allow(non_camel_case_types, reason = "names are those of the C header")]
#![allow(clippy::missing_safety_doc, reason = "what is asked of callers stands in the header")]
#![warn(clippy::undocumented_unsafe_blocks)]

mod allocate;
mod call;
mod claims;
mod codes;
mod days;
mod findings;
mod given;
mod guard;
mod problems;
mod ratio;
mod rule_set;
mod rulebook;
mod scheme;
mod sized;
mod status;
mod text;
mod version;

pub use allocate::*;
pub use call::*;
pub use claims::*;
pub use codes::*;
pub use days::*;
pub use findings::*;
pub use problems::*;
pub use ratio::*;
pub use rule_set::*;
pub use rulebook::*;
pub use scheme::*;
pub use status::*;
pub use text::*;
pub use version::*;
