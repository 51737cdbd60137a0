//! `cargo bench -p statsbidrag-benches --bench stimulus`: a million claim lines against the conditions
//! of the staffing grant, beside the same decision written by hand over plain columns.
//!
//! Only ratios within the run say anything about another machine.

#![allow(clippy::float_arithmetic, reason = "times are floats; money is not")]

mod by_hand;
mod data;

use std::hint::black_box;

use data::Lines;
use statsbidrag::kernel::{self, VerdictColumns};
use statsbidrag::{AssessOptions, Split, Verdict, assess, catalog};
use statsbidrag_benches::timing::{Contender, take_turns};

/// How many lines.
const LINES: usize = 1_000_000;

const KEPT: &str = "all findings kept";
const CAPPED: &str = "against baselines";
const COLUMNS: &str = "columns only";
const BY_HAND: &str = "by hand";

fn main() {
    let lines = Lines::new(LINES);
    let rulebook = catalog::rulebook("starkt-bemanning").expect("a rulebook that ships");
    let year = rulebook.year(2016).expect("a grant year");
    let claims = lines.claims();
    let columns = lines.columns();
    let staffing = data::staffing();
    let options = AssessOptions::new();
    let assessment = assess(&claims, &rulebook, 2016, None, &options).expect("an assessment");
    let mut hand = Out::new();
    by_hand::decide(&lines, &mut hand.verdict, &mut hand.approved, &mut hand.undetermined);
    for (row, line) in assessment.lines().enumerate() {
        let said = (hand.verdict[row], hand.approved[row], hand.undetermined[row]);
        let own = (line.verdict as u8 + 1, line.approved.ore(), line.undetermined.ore());
        assert_eq!(said, own, "line {row}");
    }
    let mut out = Out::new();
    kernel::assess(&year, &columns, Split::Refuse, out.columns()).expect("verdicts");
    assert_eq!(out, hand);
    let times = take_turns(
        vec![
            Contender::new(KEPT, || {
                black_box(assess(&claims, &rulebook, 2016, None, &options).expect("an assessment"));
            }),
            Contender::new(CAPPED, || {
                let staffing = Some(&staffing);
                black_box(assess(&claims, &rulebook, 2016, staffing, &options).expect("caps"));
            }),
            Contender::new(COLUMNS, || {
                kernel::assess(&year, &columns, Split::Refuse, out.columns()).expect("verdicts");
                black_box(&out);
            }),
            Contender::new(BY_HAND, || {
                by_hand::decide(
                    &lines,
                    &mut hand.verdict,
                    &mut hand.approved,
                    &mut hand.undetermined,
                );
                black_box(&hand);
            }),
        ],
        31,
        1,
    );
    let counts = Verdict::ALL.iter().map(|verdict| {
        let count = assessment.verdicts().iter().filter(|own| *own == verdict).count();
        format!("{count} {verdict}")
    });
    println!("{LINES} lines: {}", counts.collect::<Vec<_>>().join(", "));
    let wanted = [(KEPT, Some(5.0)), (CAPPED, None), (COLUMNS, Some(20.0)), (BY_HAND, None)];
    for (name, wanted) in wanted {
        let each = times.nanoseconds(name) / LINES as f64;
        let millions = 1e3 / each;
        let met = wanted.map_or(String::new(), |wanted| {
            let met = if millions >= wanted { "met" } else { "MISSED" };
            format!("; at least {wanted} million: {met}")
        });
        println!("{name:<18} {each:>6.1} ns a line, {millions:>6.1} million lines a second{met}");
    }
    for name in [KEPT, COLUMNS] {
        let ratio = times.ratio(name, BY_HAND);
        println!(
            "{name}: {:.2} times the time of the decision by hand ({:.2}–{:.2})",
            ratio.median, ratio.least, ratio.most
        );
    }
}

/// Columns that verdicts and amounts are written to.
#[derive(Debug, PartialEq)]
struct Out {
    verdict: Vec<u8>,
    approved: Vec<i64>,
    undetermined: Vec<i64>,
}

impl Out {
    fn new() -> Self {
        Self { verdict: vec![0; LINES], approved: vec![0; LINES], undetermined: vec![0; LINES] }
    }

    fn columns(&mut self) -> VerdictColumns<'_> {
        VerdictColumns {
            verdict: &mut self.verdict,
            approved: &mut self.approved,
            undetermined: &mut self.undetermined,
            reasons: None,
        }
    }
}
