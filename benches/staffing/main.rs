//! `cargo bench -p statsbidrag-benches --bench staffing`: five rules on a million rows, beside a
//! plain pass that computes the same five comparisons over raw columns.
//!
//! Only ratios within the run say anything about another machine.

#![allow(clippy::float_arithmetic, reason = "times are floats; ratios are not")]

use std::hint::black_box;
use std::mem::size_of_val;

use statsbidrag::{
    Force, Ratio, RatioRule, RatioStatus, StaffingCheck, StaffingOptions, Table, check_staffing,
};
use statsbidrag_benches::timing::{Contender, take_turns};

const ROWS: usize = 1_000_000;
const CHECK: &str = "check_staffing";
const PLAIN: &str = "plain pass";

/// Numerator, denominator and the limit as a fraction.
const RULES: [(&str, &str, i64, i64); 5] = [
    ("cases", "workers", 15, 1),
    ("workers", "supervisors", 6, 1),
    ("cases", "supervisors", 163, 2),
    ("investigations", "workers", 25, 2),
    ("families", "workers", 17, 1),
];

fn main() {
    let columns = Columns::new();
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
                columns.compare(&mut broken);
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

/// Raw columns, as a program that had only this to do would hold them.
struct Columns {
    cases: Vec<i64>,
    workers: Vec<i64>,
    supervisors: Vec<i64>,
    investigations: Vec<i64>,
    families: Vec<i64>,
}

impl Columns {
    fn new() -> Self {
        // A linear congruential generator: the same numbers in every run.
        let mut state = 20_170_101u64;
        let mut column = |below: u64| -> Vec<i64> {
            let mut next = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                ((state >> 33) % below) as i64
            };
            (0..ROWS).map(|_| next()).collect()
        };
        Self {
            cases: column(300),
            workers: column(20),
            supervisors: column(4),
            investigations: column(250),
            families: column(340),
        }
    }

    fn get(&self, name: &str) -> &[i64] {
        match name {
            "cases" => &self.cases,
            "workers" => &self.workers,
            "supervisors" => &self.supervisors,
            "investigations" => &self.investigations,
            _ => &self.families,
        }
    }

    fn table(&self) -> Table {
        let mut table = Table::builder("unit", (0..ROWS).map(|row| format!("{row:07}")));
        for name in ["cases", "workers", "supervisors", "investigations", "families"] {
            table = table.column(name, self.get(name).to_vec());
        }
        table.build().expect("a table")
    }

    /// The five comparisons, multiplied crosswise: 1 where the limit is broken.
    fn compare(&self, broken: &mut [Vec<u8>]) {
        for ((num, den, p, q), broken) in RULES.iter().zip(broken) {
            let rows = self.get(num).iter().zip(self.get(den));
            for ((num, den), broken) in rows.zip(broken) {
                *broken = u8::from(num * q > den * p);
            }
        }
    }
}

fn rules() -> Vec<RatioRule> {
    let rule = |(index, &(num, den, p, q)): (usize, &(&str, &str, i64, i64))| {
        let (num, den) = (num.parse().expect("a measure"), den.parse().expect("a measure"));
        RatioRule::new(format!("rule {index}"), num, den)
            .at_most(Ratio::new(p, q).expect("a limit"))
            .of_force(Force::Local)
    };
    RULES.iter().enumerate().map(rule).collect()
}

/// Both say the same of every row.
fn judge(columns: &Columns, check: &StaffingCheck) {
    let mut broken = vec![vec![0u8; ROWS]; RULES.len()];
    columns.compare(&mut broken);
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
