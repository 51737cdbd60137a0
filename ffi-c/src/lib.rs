//! The C ABI of statsbidrag. A file is one class of the header; what it does is done in the core.
//!
//! `include/statsbidrag.h` is made from this crate and checked in; its first comment is the
//! contract, and stands in `contract.h.in`.

#![allow(non_camel_case_types, reason = "names are those of the C header")]

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
