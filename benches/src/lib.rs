//! What the benches share.

#![allow(clippy::float_arithmetic, reason = "times are floats; amounts are not")]

pub mod memory;
pub mod timing;
