//! The kernel: dividing a whole number of units by exact weights.
//!
//! Works on positions, naturals and units only; what the numbers mean, and which sign the total
//! has, is the business of [`allocation`](crate::allocation). The path of an apportionment:
//! [`bounds`] fixes who is held at a minimum or maximum, [`quota`] computes every exact quota as a
//! whole part and a remainder, [`select`] or [`statutory`] rounds; [`divisor`] does it all for the
//! divisor methods.

pub(crate) mod bounds;
pub(crate) mod divisor;
pub(crate) mod quota;
mod reciprocal;
mod remainder;
pub(crate) mod select;
mod solve;
pub(crate) mod statutory;
mod words;

pub(crate) use bounds::Side;
pub(crate) use divisor::claim;
pub(crate) use quota::{Component, Tier, Total};
pub(crate) use select::{Cut, First};
pub(crate) use solve::{
    Apportioned, Held, Limits, Request, Short, Unsolvable, bounded, divide, solve,
};
pub(crate) use statutory::is_up;
pub use words::{BoundsPolicy, Rounding, RoundingScope, TieRule};
