//! Made rows of a staffing table, and five rules about them.

use statsbidrag::{Force, Ratio, RatioRule, Table};

/// Numerator, denominator and the limit as a fraction.
pub(crate) const RULES: [(&str, &str, i64, i64); 5] = [
    ("cases", "workers", 15, 1),
    ("workers", "supervisors", 6, 1),
    ("cases", "supervisors", 163, 2),
    ("investigations", "workers", 25, 2),
    ("families", "workers", 17, 1),
];

/// Raw columns, as a program that had only this to do would hold them.
pub(crate) struct Columns {
    cases: Vec<i64>,
    workers: Vec<i64>,
    supervisors: Vec<i64>,
    investigations: Vec<i64>,
    families: Vec<i64>,
}

impl Columns {
    pub(crate) fn new(rows: usize) -> Self {
        // A linear congruential generator: the same numbers in every run.
        let mut state = 20_170_101u64;
        let mut column = |below: u64| -> Vec<i64> {
            let mut next = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                ((state >> 33) % below) as i64
            };
            (0..rows).map(|_| next()).collect()
        };
        Self {
            cases: column(300),
            workers: column(20),
            supervisors: column(4),
            investigations: column(250),
            families: column(340),
        }
    }

    pub(crate) fn get(&self, name: &str) -> &[i64] {
        match name {
            "cases" => &self.cases,
            "workers" => &self.workers,
            "supervisors" => &self.supervisors,
            "investigations" => &self.investigations,
            _ => &self.families,
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut table =
            Table::builder("unit", (0..self.cases.len()).map(|row| format!("{row:07}")));
        for name in ["cases", "workers", "supervisors", "investigations", "families"] {
            table = table.column(name, self.get(name).to_vec());
        }
        table.build().expect("a table")
    }
}

pub(crate) fn rules() -> Vec<RatioRule> {
    let rule = |(index, &(num, den, p, q)): (usize, &(&str, &str, i64, i64))| {
        let (num, den) = (num.parse().expect("a measure"), den.parse().expect("a measure"));
        RatioRule::new(format!("rule {index}"), num, den)
            .at_most(Ratio::new(p, q).expect("a limit"))
            .of_force(Force::Local)
    };
    RULES.iter().enumerate().map(rule).collect()
}
