//! An independent checker for the exact apportionment of money.
//!
//! Everything is computed on big integers and exact fractions, by the plainest
//! method that gives the answer: every remainder is a fraction and all of them
//! are sorted, the water level is found by evaluating the total at its
//! breakpoints, a divisor method hands out units one at a time. Nothing here is
//! shared with the code under test.
//!
//! A recipient is known by its position. Who goes first among equals is the
//! caller's to say, by a [`TieOrder`].

pub mod bounds;
pub mod divisor;
pub mod exact;
mod level;
pub mod random;
pub mod random_bounds;
pub mod random_components;
pub mod random_weights;
pub mod rounding;

#[cfg(test)]
mod tests;

pub use bounds::{BoundedOutcome, Policy, bounded, ceil_units, floor_units};
pub use divisor::{Divisor, divisor};
pub use exact::{Component, Refusal, entitlements, rational, whole};
pub use random::CaseRng;
pub use random_bounds::BoundedCase;
pub use random_components::ComponentCase;
pub use random_weights::WeightCase;
pub use rounding::{
    ByComponent, Outcome, Statutory, TieOrder, by_component, largest_remainder, refuse_ties,
    statutory, unallocated,
};
