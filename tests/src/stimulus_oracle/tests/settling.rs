//! Certain is the least and possible the most that a line can come to: every doubt of small documents
//! is settled in every way, and what comes of it must lie between.
//!
//! An empty cell is filled with every word that it can have; a unit is one that has a row for the
//! line's role, so where the role is empty as well they are filled together. A ruling is tried on
//! every line that has none. Evidence for what a ruling has refused settles nothing that is open:
//! there the ruling would no longer be asked for, and the line could come to more.

use serde_json::{Value, json};

use super::small;
use crate::oracle::CaseRng;
use crate::stimulus_oracle::{Assessed, assess};

/// One cell, or two that belong together, and what can stand there.
pub(super) struct Doubt {
    pub(super) ways: Vec<Vec<(&'static str, &'static str, usize, Value)>>,
}

/// The words of the columns.
pub(super) const VOCABULARY: [(&str, &[&str]); 6] = [
    ("role", &["social_worker", "supervisor", "administrator", "other"]),
    ("activity", &["child_youth_authority", "child_youth_other"]),
    ("cost_kind", &["personnel", "pay_rise", "training"]),
    ("employment", &["employed", "agency"]),
    ("increase", &["above_baseline", "renewal_otherwise_ending", "vacancy_filled", "none"]),
    ("frees_time_for", &["both", "none"]),
];

/// All doubts of a document, each with the ways of leaving and settling it.
pub(super) fn doubts(document: &Value) -> Vec<Doubt> {
    let claims = &document["claims"];
    let count = claims["id"].as_array().map_or(0, Vec::len);
    let mut doubts = Vec::new();
    for row in 0..count {
        let is_empty = |column: &str| claims.get(column).is_some_and(|c| c[row].is_null());
        for (column, words) in VOCABULARY {
            if is_empty(column) && column != "role" {
                let way = |word: &&str| vec![("claims", column, row, json!(word))];
                doubts.push(Doubt { ways: words.iter().map(way).collect() });
            }
        }
        if is_empty("role") || is_empty("unit") {
            doubts.push(where_it_is(document, row));
        }
        for (column, cells) in [
            ("ruling", vec![json!("approved: so"), json!("refused: so")]),
            ("evidence", vec![json!(true)]),
            ("other_funding", vec![json!(0), json!(5)]),
        ] {
            let settled = column == "evidence"
                && claims["ruling"][row].as_str().is_some_and(|of| of.starts_with("refused"));
            if is_empty(column) && !settled {
                let way = |cell: Value| vec![("claims", column, row, cell)];
                doubts.push(Doubt { ways: cells.into_iter().map(way).collect() });
            }
        }
    }
    for column in ["baseline_fte", "actual_fte"] {
        let cells = document["staffing"][column].as_array().into_iter().flatten();
        for (row, _) in cells.enumerate().filter(|(_, cell)| cell.is_null()) {
            let way = |cell: u64| vec![("staffing", column, row, json!(cell))];
            doubts.push(Doubt { ways: [0, 1, 3].map(way).to_vec() });
        }
    }
    doubts
}

/// Roles, units, or both, as far as they are empty.
fn where_it_is(document: &Value, row: usize) -> Doubt {
    let claims = &document["claims"];
    let staffing = &document["staffing"];
    let roles: Vec<Value> = match &claims["role"][row] {
        Value::Null => VOCABULARY[0].1.iter().map(|role| json!(role)).collect(),
        role => vec![role.clone()],
    };
    let mut ways = Vec::new();
    for role in roles {
        let rows = staffing["role"].as_array().into_iter().flatten().enumerate();
        let own = rows.filter(|(at, of)| {
            **of == role && staffing["recipient"][*at] == claims["recipient"][row]
        });
        let mut units: Vec<Value> = own
            .map(|(at, _)| staffing.get("unit").map_or(Value::Null, |units| units[at].clone()))
            .collect();
        // The unit of a line is asked for only where the rows have units.
        units.retain(|unit| !unit.is_null());
        units.push(Value::Null);
        for unit in units {
            let mut way = vec![("claims", "role", row, role.clone())];
            if claims["unit"][row].is_null() {
                way.push(("claims", "unit", row, unit));
            }
            ways.push(way);
        }
    }
    Doubt { ways }
}

/// Settles doubts: of each the way of this number, none at zero.
fn settled(document: &Value, doubts: &[Doubt], choice: &[usize]) -> Value {
    let mut settled = document.clone();
    for (doubt, way) in doubts.iter().zip(choice) {
        for (table, column, row, cell) in way.checked_sub(1).map_or(&[][..], |at| &doubt.ways[at]) {
            settled[*table][*column][*row] = cell.clone();
        }
    }
    settled
}

/// All choices where there are few; otherwise many that are drawn.
fn choices(rng: &mut CaseRng, doubts: &[Doubt], most: usize) -> Vec<Vec<usize>> {
    let ways: Vec<usize> = doubts.iter().map(|doubt| doubt.ways.len() + 1).collect();
    if ways.iter().try_fold(1usize, |all, ways| all.checked_mul(*ways)).is_some_and(|n| n <= most) {
        return ways.iter().fold(vec![vec![]], |all, ways| {
            let longer = |begun: Vec<usize>| {
                (0..*ways).map(move |way| [&begun[..], &[way]].concat()).collect::<Vec<_>>()
            };
            all.into_iter().flat_map(longer).collect()
        });
    }
    let one = |rng: &mut CaseRng| -> Vec<usize> {
        // In one choice of three nearly everything is left as it is.
        let few = rng.one_in(3);
        let way = |ways: &usize| {
            if few && !rng.one_in(4) { 0 } else { rng.between(0, *ways as u64 - 1) as usize }
        };
        ways.iter().map(way).collect()
    };
    (0..most).map(|_| one(rng)).collect()
}

/// A line that comes to less than was certain, or to more than was possible.
fn outside(before: &[Assessed], after: &[Assessed]) -> Option<String> {
    let wrong = before.iter().zip(after).find(|(before, after)| {
        let exactly = before.certain <= after.certain && after.possible <= before.possible;
        let most = |line: &Assessed| &line.approved + &line.undetermined;
        !exactly || before.approved > after.approved || most(before) < most(after)
    });
    wrong.map(|(before, after)| {
        format!(
            "{}: between {} and {}, but then between {} and {}",
            before.line.id, before.certain, before.possible, after.certain, after.possible
        )
    })
}

/// Settles the doubts of documents; says how many were settled, and the shortest that goes wrong.
pub(super) fn search(
    draw: fn(&mut CaseRng) -> Value,
    seed: u64,
    documents: u64,
    most: usize,
) -> (usize, Option<String>) {
    let (mut tried, mut worst): (usize, Option<String>) = (0, None);
    for number in 0..documents {
        let mut rng = CaseRng::new(seed + number);
        let document = draw(&mut rng);
        let doubts = doubts(&document);
        let before = assess(&document);
        for choice in choices(&mut rng, &doubts, most) {
            let after = settled(&document, &doubts, &choice);
            tried += 1;
            if let Some(line) = outside(&before, &assess(&after)) {
                let report = format!("{line}\n{document}\n{after}");
                if worst.as_ref().is_none_or(|worst| report.len() < worst.len()) {
                    worst = Some(report);
                }
            }
        }
    }
    (tried, worst)
}

fn holds(draw: fn(&mut CaseRng) -> Value, documents: u64, most: usize) {
    let (tried, wrong) = search(draw, 7_000, documents, most);
    assert!(tried > 5_000, "only {tried}");
    if let Some(wrong) = wrong {
        panic!("{wrong}");
    }
}

#[test]
fn pro_rata() {
    holds(|rng| small::document(rng, "pro_rata"), 450, 40);
}

#[test]
fn by_start() {
    holds(|rng| small::document(rng, "by_start"), 450, 40);
}

#[test]
fn by_list() {
    holds(|rng| small::document(rng, "by_list"), 450, 40);
}

/// One doubt at a time, in more documents: all its ways.
#[test]
fn single_doubts() {
    holds(small::one_doubt, 1_000, 60);
}

/// The search must be able to fail: a document in which a certain part is lowered is noticed.
#[test]
fn what_lies_outside_is_noticed() {
    let document = small::document(&mut CaseRng::new(3), "pro_rata");
    let before = assess(&document);
    assert_eq!(outside(&before, &before), None);
    let mut lower = before.clone();
    lower[0].certain -= small::whole(1);
    assert!(outside(&before, &lower).is_some());
    let mut higher = before.clone();
    higher[0].possible += small::whole(1);
    assert!(outside(&before, &higher).is_some());
}
