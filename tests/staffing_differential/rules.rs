//! Drawing rules: measures, limits of days and rows, and what one hires into.

use serde_json::{Map, Value, json};
use statsbidrag_tests::oracle::CaseRng;

use super::frame::{COUNTS, STAFF};
use super::limits::{Limited, limits};

/// How rules are drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kind {
    /// At most so many.
    pub(crate) most: u64,
    /// Nearly every rule hires, and the counts lie above the staff.
    pub(crate) hiring: bool,
}

/// A document's rules, and what they need.
pub(crate) struct Drawn {
    pub(crate) rules: Vec<Value>,
    /// The columns of numbers.
    pub(crate) columns: Vec<String>,
    /// The columns that are hired into.
    pub(crate) hired: Vec<String>,
    /// Whether the parameter `w` is used.
    pub(crate) weighted: bool,
    /// Whether a day must be given.
    pub(crate) dated: bool,
}

/// One term of a measure.
#[derive(Clone)]
struct Term {
    weight: Option<&'static str>,
    columns: Vec<&'static str>,
}

impl Term {
    fn text(&self) -> String {
        let weight = self.weight.iter().map(|weight| (*weight).to_owned());
        weight.chain(self.columns.iter().map(|c| (*c).to_owned())).collect::<Vec<_>>().join("*")
    }
}

pub(crate) fn rules(rng: &mut CaseRng, kind: Kind) -> Drawn {
    let mut drawn = Drawn {
        rules: Vec::new(),
        columns: Vec::new(),
        hired: Vec::new(),
        weighted: false,
        dated: false,
    };
    for at in 0..rng.between(1, kind.most) {
        let rule = rule(rng, kind, at, &mut drawn);
        drawn.rules.push(rule);
    }
    drawn.hired.sort();
    drawn.hired.dedup();
    // The other column of a role, which a hire brings into, is often there.
    for (one, other) in [("w_fte", "w_heads"), ("s_fte", "s_heads")] {
        for (one, other) in [(one, other), (other, one)] {
            if drawn.columns.iter().any(|c| c == one) && rng.one_in(2) {
                drawn.columns.push(other.to_owned());
            }
        }
    }
    drawn.columns.sort();
    drawn.columns.dedup();
    drawn
}

fn rule(rng: &mut CaseRng, kind: Kind, at: u64, drawn: &mut Drawn) -> Value {
    let numerator = measure(rng, kind, true);
    let denominator = measure(rng, kind, false);
    let statistic = rng.one_in(10);
    let wants_hire = !statistic && (if kind.hiring { !rng.one_in(12) } else { rng.one_in(2) });
    let mut below = rng.between(0, 9) < 7;
    let mut hire = None;
    if wants_hire {
        hire = column_to_hire(rng, &numerator, &denominator, below);
        if hire.is_none() {
            below = !below;
            hire = column_to_hire(rng, &numerator, &denominator, below);
        }
    }
    let sides = match (hire, rng.between(0, 5)) {
        (_, 0) => Limited::Both,
        (Some(_), _) if below => Limited::AtMost,
        (Some(_), _) => Limited::AtLeast,
        (None, 1 | 2) => Limited::AtLeast,
        (None, _) => Limited::AtMost,
    };
    let mut rule = Map::new();
    rule.insert("id".into(), json!(format!("rule-{}", at + 1)));
    for (name, terms) in [("numerator", &numerator), ("denominator", &denominator)] {
        let text = terms.iter().map(Term::text).collect::<Vec<_>>().join(" + ");
        rule.insert(name.into(), json!(text));
        drawn.weighted |= text.contains("$w");
        let columns = terms.iter().flat_map(|term| &term.columns);
        drawn.columns.extend(columns.map(|column| (*column).to_owned()));
    }
    drawn.dated |= limits(rng, &mut rule, sides, hire.is_some());
    if statistic {
        rule.insert("force".into(), json!("statistic"));
    } else if rng.one_in(6) {
        rule.insert("force".into(), json!(rng.pick(&["local", "recommendation"])));
    }
    if let Some(column) = hire {
        rule.insert("hire".into(), json!(column));
        drawn.hired.push(column.to_owned());
        let whole: &[&str] = &["1", "1", "2"];
        let parts: &[&str] = &["0.5", "0.25", "0.75", "1/3", "1", "1.5", "2"];
        let steps = if column.ends_with("_heads") { whole } else { parts };
        if !rng.one_in(3) {
            rule.insert("step".into(), json!(rng.pick(steps)));
        }
    }
    Value::Object(rule)
}

/// One to three terms. Numerators lean to counts, denominators to staff.
fn measure(rng: &mut CaseRng, kind: Kind, above: bool) -> Vec<Term> {
    let terms = match rng.between(0, 9) {
        0 => 3,
        1 | 2 => 2,
        _ => 1,
    };
    let mut measure: Vec<Term> = Vec::new();
    for _ in 0..terms {
        let counts =
            if above { !rng.one_in(if kind.hiring { 3 } else { 4 }) } else { rng.one_in(8) };
        let mut columns = vec![if counts { rng.pick(&COUNTS) } else { rng.pick(&STAFF) }];
        if rng.one_in(25) {
            columns.push(rng.pick(&COUNTS));
        }
        let weight = match rng.between(0, 11) {
            0 => Some("2"),
            1 => Some("0.5"),
            2 => Some("1/3"),
            3 => Some("$w"),
            4 if rng.one_in(6) => Some("0"),
            _ => None,
        };
        measure.push(Term { weight, columns });
    }
    measure
}

/// A column that is a term by itself on its side and no part of the other.
fn column_to_hire(
    rng: &mut CaseRng,
    numerator: &[Term],
    denominator: &[Term],
    below: bool,
) -> Option<&'static str> {
    let (own, other) = if below { (denominator, numerator) } else { (numerator, denominator) };
    let reads = |terms: &[Term], column: &str| terms.iter().any(|t| t.columns.contains(&column));
    let candidates: Vec<&'static str> = own
        .iter()
        .filter(|term| term.columns.len() == 1)
        .map(|term| term.columns[0])
        .filter(|column| STAFF.contains(column) && !reads(other, column))
        .filter(|column| own.iter().all(|t| t.columns.len() == 1 || !t.columns.contains(column)))
        // Posts that bring heads on the same side mend it twice; how many that takes is not said.
        .filter(|column| partner(column).is_none_or(|partner| !reads(own, partner)))
        .collect();
    (!candidates.is_empty()).then(|| rng.pick(&candidates))
}

fn partner(column: &str) -> Option<&'static str> {
    match column {
        "w_fte" => Some("w_heads"),
        "w_heads" => Some("w_fte"),
        "s_fte" => Some("s_heads"),
        "s_heads" => Some("s_fte"),
        _ => None,
    }
}
