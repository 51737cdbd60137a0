//! What the differential tests draw and compare, for those who draw by other means: the fuzz targets.
//!
//! The files stand with those tests, which count what they have seen; here a generator on a fuzzer's
//! bytes makes the choices.

#![allow(dead_code, clippy::unwrap_used, reason = "some of it only the differential tests use")]

pub(crate) mod division;
pub(crate) mod stimulus;
