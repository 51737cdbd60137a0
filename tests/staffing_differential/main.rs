//! Checks and joint plans of staff by the library, over the wire, against the oracle.
//!
//! Every field of an answer is compared: status, numbers, totals, moves, hires, costs. Documents that
//! must be refused are broken in one known place, which the refusal must name. A failure prints the
//! document and the seed; `STATSBIDRAG_SEED` runs others, `STATSBIDRAG_CASE` runs a single number.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod broken;
mod by_hand;
mod compare_check;
mod compare_plan;
mod draw;
mod frame;
mod limits;
mod order;
mod rules;
mod shrink;

use statsbidrag_tests::drawn::Group;

use shrink::SHRINK;

const FULL: Group = Group {
    name: "full_check",
    documents: 4_500,
    draw: draw::full_check,
    compare: compare_check::compare,
    shrink: SHRINK,
};
const PATCHY: Group = Group {
    name: "patchy_check",
    documents: 4_000,
    draw: draw::patchy_check,
    compare: compare_check::compare,
    shrink: SHRINK,
};
const UNITS: Group = Group {
    name: "check_of_units",
    documents: 1_500,
    draw: draw::check_of_units,
    compare: compare_check::compare,
    shrink: SHRINK,
};
const EQUAL: Group = Group {
    name: "check_of_equal_limits",
    documents: 500,
    draw: draw::check_of_equal_limits,
    compare: compare_check::compare_equal_limits,
    shrink: SHRINK,
};
const PLANS: Group = Group {
    name: "plan",
    documents: 2_400,
    draw: draw::plan,
    compare: compare_plan::compare,
    shrink: SHRINK,
};
const ENDLESS: Group = Group {
    name: "plan_without_end",
    documents: 15,
    draw: draw::plan_without_end,
    compare: compare_plan::compare,
    shrink: SHRINK,
};
const STEPS: Group = Group {
    name: "steps_into_one_column",
    documents: 600,
    draw: draw::steps_into_one_column,
    compare: compare_plan::compare,
    shrink: SHRINK,
};
const BROKEN: Group = Group {
    name: "broken",
    documents: 1_500,
    draw: broken::draw,
    compare: broken::compare,
    shrink: SHRINK,
};

const _: () = assert!(FULL.documents + PATCHY.documents + UNITS.documents >= 10_000);
const _: () = assert!(PLANS.documents + STEPS.documents >= 3_000);

#[test]
fn checks_with_every_cell_known() {
    let seen = FULL.run();
    for (status, least) in [
        ("met", 5_000),
        ("breach", 5_000),
        ("vacuous", 100),
        ("no_denominator", 500),
        ("reference", 1_000),
    ] {
        seen.at_least(status, least);
    }
}

#[test]
fn checks_with_empty_cells() {
    let seen = PATCHY.run();
    seen.at_least("not_evaluated", 3_000);
    seen.at_least("met", 3_000);
    seen.at_least("breach", 3_000);
}

#[test]
fn checks_of_units() {
    let seen = UNITS.run();
    seen.at_least("moves that mend", 100);
    seen.at_least("moves that fall short", 100);
}

#[test]
fn checks_of_equal_limits() {
    EQUAL.run().at_least("answered", 500);
}

#[test]
fn joint_plans() {
    let seen = PLANS.run();
    seen.at_least("least", 500);
    seen.at_least("nothing to hire", 100);
    seen.at_least("shared", 100);
    seen.at_least("posts and heads", 100);
    seen.at_least("not evaluated", 100);
    seen.at_least("with cost", 500);
}

#[test]
fn plans_without_end() {
    ENDLESS.run().at_least("not settled", 5);
}

#[test]
fn steps_of_several_rules_into_one_column() {
    STEPS.run().at_least("least", 400);
}

#[test]
fn broken_documents() {
    let seen = BROKEN.run();
    for kind in broken::KINDS {
        seen.at_least(kind, 10);
    }
}
