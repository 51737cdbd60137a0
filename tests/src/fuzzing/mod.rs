//! What the fuzz targets run: bytes in, a panic if something is wrong.
//!
//! A target's bytes are a text or a document as it stands, or choices: which case of the differential
//! tests is drawn, which place of a document is changed, which arrays a call of the C library gets.

mod allocate;
mod c_columns;
mod c_documents;
mod divided;
mod measure;
mod numbers;
mod rules;
mod seeds;
mod settlement;
mod tables;

use num_bigint::BigInt;
use num_rational::BigRational;
use statsbidrag::Ratio;

pub use allocate::allocate;
pub use c_columns::c_columns;
pub use c_documents::c_documents;
pub use divided::{bounds, kernel};
pub use measure::measure;
pub use numbers::numbers;
pub use rules::rules;
pub use settlement::settlement;
pub use tables::tables;

/// A fuzz target: `fuzz/targets/<name>.rs` runs the same.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name.
    pub name: &'static str,
    /// What it does with bytes.
    pub run: fn(&[u8]),
    /// What the case files have for it.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

const fn target(name: &'static str, run: fn(&[u8]), seeds: fn() -> Vec<Vec<u8>>) -> Target {
    Target { name, run, seeds }
}

/// Every target.
pub const TARGETS: &[Target] = &[
    target("measure", measure, seeds::texts),
    target("numbers", numbers, seeds::texts),
    target("tables", tables, seeds::documents),
    target("allocate", allocate, seeds::documents),
    target("kernel", kernel, seeds::documents),
    target("bounds", bounds, seeds::documents),
    target("documents", |bytes| _ = crate::documents::answered(bytes), seeds::documents),
    target("rules", rules, seeds::rules),
    target("settlement", settlement, seeds::documents),
    target("c_documents", c_documents, seeds::called),
    target("c_columns", c_columns, seeds::documents),
];

/// The same number, held by another library.
fn exact(ratio: &Ratio) -> BigRational {
    let whole = |digits: String| digits.parse::<BigInt>().expect("digits");
    BigRational::new(whole(ratio.numerator()), whole(ratio.denominator()))
}
