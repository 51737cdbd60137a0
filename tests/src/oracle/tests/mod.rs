//! Tests of the checker itself.

mod bounds;
mod brute;
mod divisor;
mod rounding;
