//! The C library as C sees it: the examples, and every case.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod allocations;
mod cases;
mod examples;
