//! The library against the oracle: more than 100,000 random cases, most of them meant to hurt.
//!
//! Amounts, ties, entitlements, what is left and every refusal must be the same. A failure prints
//! the case, its number and the seed; `STATSBIDRAG_SEED` runs others, `STATSBIDRAG_CASE` runs a single
//! number.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod case;
mod columns;
mod draw;
mod expected;
mod forms;
mod found;
mod run;
mod wide;

use run::Group;

/// The groups, and how many cases each has.
const ONE_MEASURE: Group = Group { name: "one_measure", cases: 40_000, draw: draw::one_measure };
const COMBINED: Group = Group { name: "combined", cases: 14_000, draw: draw::combined };
const BY_COMPONENT: Group = Group { name: "by_component", cases: 12_000, draw: draw::by_component };
const STATUTORY: Group = Group { name: "statutory", cases: 14_000, draw: draw::statutory };
const BY_DIVISOR: Group = Group { name: "by_divisor", cases: 12_000, draw: draw::by_divisor };
const BOUNDS: Group = Group { name: "bounds", cases: 18_000, draw: draw::bounds };
const MANY_ROWS: Group = Group { name: "many_rows", cases: 30, draw: draw::many_rows };

const _: () = assert!(
    ONE_MEASURE.cases
        + COMBINED.cases
        + BY_COMPONENT.cases
        + STATUTORY.cases
        + BY_DIVISOR.cases
        + BOUNDS.cases
        >= 100_000
);

#[test]
fn one_measure() {
    let seen = ONE_MEASURE.run();
    seen.at_least("tied", 2_000);
    seen.at_least("refused: a tie", 300);
    seen.at_least("refused: not_whole_units", 50);
    seen.at_least("refused: zero_weight", 100);
}

#[test]
fn several_components_combined() {
    let seen = COMBINED.run();
    seen.at_least("tied", 100);
    seen.at_least("refused: zero_weight", 50);
}

#[test]
fn several_components_by_component() {
    let seen = BY_COMPONENT.run();
    seen.at_least("tied", 200);
    seen.at_least("refused: a tie", 50);
}

#[test]
fn statutory_roundings() {
    let seen = STATUTORY.run();
    seen.at_least("answered", 10_000);
    seen.at_least("something unallocated", 5_000);
    seen.at_least("refused: out_of_range", 10);
}

#[test]
fn divisor_methods() {
    let seen = BY_DIVISOR.run();
    seen.at_least("tied", 300);
    seen.at_least("refused: infeasible", 300);
}

#[test]
fn minimums_and_maximums() {
    let seen = BOUNDS.run();
    seen.at_least("tied", 200);
    seen.at_least("refused: infeasible", 1_000);
    seen.at_least("refused: minimum_over_maximum", 100);
    seen.at_least("refused: conflict", 100);
    seen.at_least("minimums reduced", 500);
}

#[test]
fn as_many_rows_as_a_register_has() {
    let seen = MANY_ROWS.run();
    seen.at_least("answered", 12);
    seen.at_least("tied", 2);
}

#[test]
fn wide_and_narrow_inputs_agree() {
    let groups = [ONE_MEASURE, COMBINED, BY_COMPONENT, STATUTORY, BY_DIVISOR, BOUNDS];
    wide::agree(&groups, 500);
}
