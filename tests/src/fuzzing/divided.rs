//! The division itself, against big rationals and other algorithms.

use crate::draws::division::case::Case;
use crate::draws::division::columns::{agrees, heard};
use crate::draws::division::expected::expected;
use crate::draws::division::{draw, found};
use crate::oracle::CaseRng;

/// A case without bounds, or of roundings that may have them, is divided by the library, by its kernel
/// on columns and by the oracle, and comes out the same.
///
/// # Panics
/// If it does not.
pub fn kernel(bytes: &[u8]) {
    let mut rng = CaseRng::of_bytes(bytes);
    let draws =
        [draw::one_measure, draw::combined, draw::by_component, draw::statutory, draw::by_divisor];
    same(&rng.pick::<fn(&mut CaseRng) -> Case>(&draws.map(|draw| draw as _))(&mut rng));
}

/// A case with minimums and maximums comes out as by the oracle's second algorithm.
///
/// # Panics
/// If it does not.
pub fn bounds(bytes: &[u8]) {
    same(&draw::bounds(&mut CaseRng::of_bytes(bytes)));
}

fn same(case: &Case) {
    let shown = Shown(case);
    let expected = expected(case);
    assert_eq!(found::found(case), expected, "the library and the oracle");
    if let Some(heard) = heard(case) {
        agrees(case, &heard, &expected);
    }
    drop(shown);
}

/// Prints the case that a panic came from.
struct Shown<'c>(&'c Case);

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}", self.0);
        }
    }
}
