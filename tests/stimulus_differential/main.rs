//! Stimulus grants by the library, over the wire, against the oracle.
//!
//! Lines, reasons, findings, totals, settlements and invoices are compared. Documents that must be
//! refused are broken in one known place, which the refusal must name. What holds for every answer is
//! asked of the library alone. A failure prints the document and the seed; `STATSBIDRAG_SEED` runs
//! others, `STATSBIDRAG_CASE` runs a single number.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod books;
mod broken;
mod broken_grants;
mod claims;
mod compare;
mod draw;
mod grants;
mod invariants;
mod noticed;
mod properties;
mod properties_of_parts;
mod render;
mod shrink;
mod staffing;

use statsbidrag_tests::drawn::Group;

use shrink::SHRINK;

const COMPLETE: Group = Group {
    name: "complete",
    documents: 24_000,
    draw: draw::complete,
    compare: compare::compare,
    shrink: SHRINK,
};
const PATCHY: Group = Group {
    name: "patchy",
    documents: 20_000,
    draw: draw::patchy,
    compare: compare::compare,
    shrink: SHRINK,
};
const CAPPED: Group = Group {
    name: "capped",
    documents: 26_000,
    draw: draw::capped,
    compare: compare::compare,
    shrink: SHRINK,
};
const OWN_BOOKS: Group = Group {
    name: "own_books",
    documents: 20_000,
    draw: draw::own_books,
    compare: compare::compare,
    shrink: SHRINK,
};
const EXTREME: Group = Group {
    name: "extreme",
    documents: 5_000,
    draw: draw::extreme,
    compare: compare::compare,
    shrink: SHRINK,
};
const SETTLED: Group = Group {
    name: "settled",
    documents: 8_000,
    draw: grants::settlement,
    compare: compare::compare,
    shrink: SHRINK,
};
const BROKEN: Group = Group {
    name: "broken",
    documents: 3_000,
    draw: broken::draw,
    compare: broken::compare,
    shrink: SHRINK,
};
const BROKEN_GRANTS: Group = Group {
    name: "broken_grants",
    documents: 1_000,
    draw: broken_grants::draw,
    compare: broken::compare,
    shrink: SHRINK,
};

const _: () = assert!(
    COMPLETE.documents
        + PATCHY.documents
        + CAPPED.documents
        + OWN_BOOKS.documents
        + EXTREME.documents
        + SETTLED.documents
        >= 100_000
);

#[test]
fn complete_lines() {
    let seen = COMPLETE.run();
    for verdict in ["approved", "refused", "undetermined"] {
        seen.at_least(verdict, 5_000);
    }
    seen.at_least("part", 500);
    seen.at_least("SPLIT_BY_DAY", 1_500);
    seen.at_least("INCREASE_ON_STATEMENT", 5_000);
}

#[test]
fn lines_with_empty_cells() {
    let seen = PATCHY.run();
    seen.at_least("undetermined", 10_000);
    seen.at_least("RULING met", 500);
    seen.at_least("RULING not_met", 500);
}

#[test]
fn lines_against_a_baseline() {
    let seen = CAPPED.run();
    for outcome in ["met", "not_met", "missing", "judgement"] {
        seen.at_least(&format!("OVER_BASELINE_CAP {outcome}"), 500);
    }
    seen.at_least("CAP_SHARED", 5_000);
    seen.at_least("FALL_IN_OTHER_ROLE met", 500);
    seen.at_least("FALL_IN_OTHER_ROLE judgement", 1_000);
    seen.at_least("part", 2_000);
}

#[test]
fn rulebooks_of_their_own() {
    let seen = OWN_BOOKS.run();
    seen.at_least("SPLIT_BY_DAY", 5_000);
    seen.at_least("OVER_AMOUNT_CAP met", 1_000);
    seen.at_least("OVER_AMOUNT_CAP not_met", 1_000);
    seen.at_least("CAP_SHARED", 1_000);
}

#[test]
fn extreme_amounts() {
    EXTREME.run().at_least("answered", 5_000);
}

#[test]
fn settlements() {
    let seen = SETTLED.run();
    for line in ["unused", "not_eligible", "waived", "interest"] {
        seen.at_least(&format!("invoiced {line}"), 300);
    }
    for remark in [
        "REQUISITION_LATE met",
        "REQUISITION_LATE judgement",
        "REQUISITION_LATE missing",
        "REPORT_LATE met",
        "REPORT_LATE judgement",
        "REPORT_MISSING judgement",
        "DEADLINE_ON_HOLIDAY met",
        "CO_FINANCING_SHORT met",
        "CO_FINANCING_SHORT not_met",
        "CO_FINANCING_SHORT missing",
        "FRAME_UNDER_MINIMUM met",
        "FRAME_UNDER_MINIMUM not_met",
        "NO_CLAIMS judgement",
        "WAIVED met",
        "WAIVED missing",
        "OVER_POT met",
        "OVER_POT not_met",
    ] {
        seen.at_least(remark, 100);
    }
}

#[test]
fn broken_documents() {
    let seen = BROKEN.run();
    for kind in broken::KINDS {
        seen.at_least(kind, 10);
    }
}

#[test]
fn broken_settlements() {
    let seen = BROKEN_GRANTS.run();
    for kind in broken_grants::KINDS {
        seen.at_least(kind, 10);
    }
}
