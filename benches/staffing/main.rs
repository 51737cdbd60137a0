//! `cargo bench -p statsbidrag-benches --bench staffing`: five rules on a million rows, beside a
//! plain pass that computes the same five comparisons over raw columns.
//!
//! Only ratios within the run say anything about another machine.

#![allow(clippy::float_arithmetic, reason = "times are floats; ratios are not")]

mod data;

use std::hint::black_box;
use std::mem::size_of_val;

use data::{Columns, RULES, rules};
use statsbidrag::{RatioStatus, StaffingCheck, StaffingOptions, check_staffing};
use statsbidrag_benches::timing::{Contender, take_turns};

const ROWS: usize = 1_000_000;
const CHECK: &str = "check_staffing";
const PLAIN: &str = "plain pass";

fn main() {
    let columns = Columns::new(ROWS);
    let (table, rules) = (columns.table(), rules());
    let options = StaffingOptions::new();
    let check = check_staffing(&table, &rules, &options).expect("a check");
    judge(&columns, &check);
    let mut broken = vec![vec![0u8; ROWS]; RULES.len()];
    let times = take_turns(
        vec![
            Contender::new(CHECK, || {
                black_box(check_staffing(&table, &rules, &options).expect("a check"));
            }),
            Contender::new(PLAIN, || {
                compare(&columns, &mut broken);
                black_box(&broken);
            }),
        ],
        31,
        1,
    );
    let rule_rows = (ROWS * RULES.len()) as f64;
    println!("{ROWS} rows × {} rules, every verdict kept", RULES.len());
    for name in [CHECK, PLAIN] {
        let each = times.nanoseconds(name) / rule_rows;
        println!("{name:<15} {each:>6.2} ns a rule-row, {:>7.1} million a second", 1e3 / each);
    }
    let ratio = times.ratio(CHECK, PLAIN);
    let met = |met: bool| if met { "met" } else { "MISSED" };
    println!(
        "{:.2} times the time of the plain pass ({:.2}–{:.2}); at most 2.0: {}",
        ratio.median,
        ratio.least,
        ratio.most,
        met(ratio.median <= 2.0)
    );
    let each = times.nanoseconds(CHECK) / rule_rows;
    println!("at least 10 million a second with what findings rest on: {}", met(each <= 100.0));
    let kept: usize = (0..RULES.len()).map(|rule| size_of_val(check.statuses(rule))).sum();
    let kept = kept as f64 / rule_rows;
    println!("{kept:.0} byte kept a rule-row; at most 16: {}", met(kept <= 16.0));
}

/// The five comparisons, multiplied crosswise: 1 where the limit is broken.
fn compare(columns: &Columns, broken: &mut [Vec<u8>]) {
    for ((num, den, p, q), broken) in RULES.iter().zip(broken) {
        let rows = columns.get(num).iter().zip(columns.get(den));
        for ((num, den), broken) in rows.zip(broken) {
            *broken = u8::from(num * q > den * p);
        }
    }
}

/// Both say the same of every row.
fn judge(columns: &Columns, check: &StaffingCheck) {
    let mut broken = vec![vec![0u8; ROWS]; RULES.len()];
    compare(columns, &mut broken);
    for (rule, ((num, den, ..), broken)) in RULES.iter().zip(&broken).enumerate() {
        let statuses = check.statuses(rule).iter().zip(broken);
        for (row, (status, &broken)) in statuses.enumerate() {
            let want = match (columns.get(num)[row], columns.get(den)[row]) {
                (0, 0) => RatioStatus::Vacuous,
                (_, 0) => RatioStatus::NoDenominator,
                _ if broken == 1 => RatioStatus::Breach,
                _ => RatioStatus::Met,
            };
            assert_eq!(*status, Some(want), "rule {rule}, row {row}");
        }
    }
}
