//! Drawing claim lines.

use serde_json::{Map, Value, json};
use statsbidrag_tests::oracle::CaseRng;
use statsbidrag_tests::stimulus_oracle::Day;

use super::draw::{column, shuffle, word};

/// How lines are drawn.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mix {
    /// One cell in so many is empty; none at zero.
    pub(crate) empty: u64,
    /// Rulebooks of their own.
    pub(crate) own_book: bool,
    /// Nearly all lines are more than before.
    pub(crate) mostly_above: bool,
    /// Odd amounts and parts of a post.
    pub(crate) extreme: bool,
}

/// Who claims.
pub(crate) const RECIPIENTS: [&str; 3] = ["0180", "1480", "å b"];

/// The units that there are, and one that seldom has a row.
pub(crate) const UNITS: [&str; 4] = ["A", "B", "Väst 2", "none"];

/// The words of the columns, the most usual first.
pub(crate) const WORDS: [(&str, &[&str]); 6] = [
    ("role", &["social_worker", "supervisor", "administrator", "other"]),
    ("activity", &["child_youth_authority", "child_youth_other", "other"]),
    ("cost_kind", &["personnel", "pay_rise", "training", "equipment", "administration", "other"]),
    ("employment", &["employed", "agency"]),
    (
        "increase",
        &[
            "above_baseline",
            "renewal_otherwise_ending",
            "absence_otherwise_uncovered",
            "vacancy_filled",
            "kept_from_earlier_grant",
            "none",
        ],
    ),
    ("frees_time_for", &["both", "social_worker", "supervisor", "other_work", "none"]),
];

/// Lines of one to three recipients.
pub(crate) fn claims(rng: &mut CaseRng, mix: &Mix, year: u64, coarse: bool) -> Value {
    let most = if rng.one_in(8) { 12 } else { 5 };
    let count = rng.between(1, most) as usize;
    let recipients = rng.between(1, 3) as usize;
    let mut table = Map::new();
    let mut ids: Vec<String> = (1..=count).map(|at| format!("L{at}")).collect();
    shuffle(rng, &mut ids);
    table.insert("id".into(), json!(ids));
    column(&mut table, "recipient", count, || json!(rng.pick(&RECIPIENTS[..recipients])));
    let usual = rng.pick(&[6, 8, 9, 10, 10]);
    let increase = rng.pick(&[4, 7, 10]);
    for (name, words) in WORDS {
        // In some documents a column is not there at all.
        if mix.empty > 0 && rng.one_in(40) {
            continue;
        }
        let usual = match name {
            "role" => 4,
            "increase" if mix.mostly_above => 9,
            "increase" => increase,
            _ => usual,
        };
        let asked = name != "frees_time_for";
        column(&mut table, name, count, || {
            if (asked && gap(rng, mix.empty)) || (!asked && rng.one_in(3)) {
                empty(rng)
            } else {
                word(rng, words, usual)
            }
        });
    }
    if !rng.one_in(4) {
        column(&mut table, "unit", count, || match rng.between(0, 12) {
            0 => empty(rng),
            n => json!(UNITS[[0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 3][n as usize - 1]]),
        });
    }
    if !rng.one_in(3) {
        let kinds = [json!(true), json!(false), json!("dnr 12/2016"), json!("nej"), json!("no")];
        column(&mut table, "evidence", count, || match rng.between(0, 7) {
            n if n < 5 => kinds[n as usize].clone(),
            _ => empty(rng),
        });
    }
    if rng.one_in(2) {
        let kinds =
            ["approved: the post was cut", "refused: not new", "godkänd: ja", "avslagen: nej"];
        column(&mut table, "ruling", count, || {
            if rng.one_in(2) { empty(rng) } else { json!(rng.pick(&kinds)) }
        });
    }
    if mix.own_book && !rng.one_in(4) {
        column(&mut table, "other_funding", count, || match rng.between(0, 5) {
            0 => json!(1200),
            1 => json!("0.01"),
            2 => empty(rng),
            _ => json!("0"),
        });
    }
    if rng.one_in(6) {
        column(&mut table, "person", count, || json!("p1"));
    }
    spans(rng, mix, year, count, &mut table);
    column(&mut table, "fte", count, || fte(rng, mix.extreme));
    column(&mut table, "amount", count, || amount(rng, mix.extreme, coarse));
    Value::Object(table)
}

fn gap(rng: &mut CaseRng, empty: u64) -> bool {
    empty > 0 && rng.one_in(empty)
}

fn empty(rng: &mut CaseRng) -> Value {
    if rng.one_in(4) { json!("") } else { Value::Null }
}

/// Whole years, months, odd days, and now and then over an edge of the year.
fn spans(rng: &mut CaseRng, mix: &Mix, year: u64, count: usize, table: &mut Map<String, Value>) {
    let first = Day::of(year as i64, 1, 1);
    let over = rng.one_in(2) || mix.own_book;
    let (mut from, mut to) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let (begin, length) = match rng.between(0, 9) {
            0..=3 => (0, 365),
            4 | 5 => {
                let month = rng.between(1, 12) as i64;
                let begin = Day::of(year as i64, month, 1).since(first);
                (begin, rng.between(0, (364 - begin) as u64) as i64 + 1)
            }
            6 | 7 => {
                let begin = rng.between(0, 364) as i64;
                (begin, rng.between(0, (364 - begin) as u64) as i64 + 1)
            }
            _ if over => (rng.between(0, 500) as i64 - 60, rng.between(1, 120) as i64),
            _ => (rng.between(0, 300) as i64, 31),
        };
        from.push(json!(first.plus(begin).to_string()));
        to.push(json!(first.plus(begin + length - 1).to_string()));
    }
    table.insert("from".into(), json!(from));
    table.insert("to".into(), json!(to));
}

fn fte(rng: &mut CaseRng, extreme: bool) -> Value {
    if extreme && rng.one_in(2) {
        return [json!("1/7"), json!("0.0001"), json!("999999999"), json!("22/7"), json!("1/365")]
            [rng.between(0, 4) as usize]
            .clone();
    }
    match rng.between(0, 5) {
        0 => json!("0.75"),
        1 => json!("1/3"),
        2 => json!(2),
        3 => json!("0.5"),
        _ => json!(1),
    }
}

/// Whole hundreds where amounts are rounded coarsely.
fn amount(rng: &mut CaseRng, extreme: bool, coarse: bool) -> Value {
    if extreme && rng.one_in(2) {
        return match rng.between(0, 3) {
            0 => json!(0),
            1 if !coarse => json!(["0.01", "0.02", "0.03"][rng.between(0, 2) as usize]),
            2 if !coarse => json!("9999999999999.99"),
            _ => json!("10000000000000"),
        };
    }
    let hundreds = rng.between(0, 9_000);
    match rng.between(0, 3) {
        0 if !coarse => json!(format!("{}.{:02}", hundreds * 97, rng.between(0, 99))),
        1 if !coarse => json!(rng.between(0, 40).to_string()),
        _ => json!(hundreds * 100),
    }
}
