//! Exact numbers: [`Money`] in whole öre and [`Ratio`] for shares, weights and quotients.

mod money;
pub(crate) mod naturals;
mod ratio;
pub(crate) mod text;

pub use money::Money;
pub use ratio::Ratio;
