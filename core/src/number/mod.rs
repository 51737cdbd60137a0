//! Exact numbers: [`Money`] in whole öre and [`Ratio`] for shares, weights and quotients.

mod money;
pub(crate) mod naturals;
mod ratio;
pub(crate) mod text;

pub(crate) use naturals::Naturals;

pub use money::Money;
pub use ratio::Ratio;

/// An empty cell in a column of 64-bit integers: the smallest of them, which no amount, count or
/// FTE can be. Missing is never zero.
pub const MISSING: i64 = i64::MIN;

/// How many decimals a number that is for reading has.
pub(crate) const READABLE_DECIMALS: usize = 6;
