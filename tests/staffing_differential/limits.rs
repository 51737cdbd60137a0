//! Drawing limits: one for all, by day, by condition, or by both.

use serde_json::{Map, Value, json};
use statsbidrag_tests::oracle::CaseRng;

/// Which sides a rule has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limited {
    AtMost,
    AtLeast,
    Both,
}

/// The days that checks are made on: the ends of the spans below, and days between.
pub(crate) const DAYS: [&str; 6] =
    ["2020-01-01", "2021-06-30", "2021-12-31", "2022-01-01", "2024-02-29", "2031-01-01"];

const MOST: [&str; 9] = ["1", "1.5", "2", "3", "4.75", "6", "10", "15", "16/3"];
const LEAST: [&str; 7] = ["1/8", "0.25", "0.5", "1", "1/3", "2", "2.5"];
/// Below every one of the highest values.
const LEAST_OF_BOTH: [&str; 7] = ["1/16", "1/8", "1/4", "1/3", "0.5", "2/3", "1"];
/// None at all is allowed for some; then one cannot hire.
const FROM_ZERO: [&str; 7] = ["0", "1", "2", "3", "6", "10", "15"];

/// Puts limits into a rule; says whether they need a day.
pub(crate) fn limits(
    rng: &mut CaseRng,
    rule: &mut Map<String, Value>,
    sides: Limited,
    hires: bool,
) -> bool {
    let mut dated = false;
    if sides != Limited::AtMost {
        let values: &[&str] = if sides == Limited::Both { &LEAST_OF_BOTH } else { &LEAST };
        let (side, by_day) = one_side(rng, values);
        rule.insert("at_least".into(), side);
        dated |= by_day;
    }
    if sides != Limited::AtLeast {
        let zero = !hires && sides == Limited::AtMost && rng.one_in(8);
        let (side, by_day) = one_side(rng, if zero { &FROM_ZERO } else { &MOST });
        rule.insert("at_most".into(), side);
        dated |= by_day;
    }
    dated
}

/// The limits of one side, of which one at least holds on every day from 2020.
fn one_side(rng: &mut CaseRng, values: &[&str]) -> (Value, bool) {
    let conditions = conditions(rng);
    // No value twice: rows with equal limits are drawn by themselves.
    let mut next = rng.between(0, values.len() as u64 - 1) as usize;
    let others = conditions.is_empty() || rng.one_in(2);
    let mut list = Vec::new();
    let mut dated = false;
    for condition in &conditions {
        // Without a limit for the others, one of these must hold on the day.
        let (spans, by_day) = spans(rng, others);
        dated |= by_day;
        list.extend(
            spans.into_iter().map(|span| limit(rng, values, &mut next, span, Some(condition))),
        );
    }
    if others {
        let (spans, by_day) = if conditions.is_empty() { spans(rng, false) } else { always() };
        dated |= by_day;
        list.extend(spans.into_iter().map(|span| limit(rng, values, &mut next, span, None)));
    }
    let single = list.len() == 1 && list[0].as_object().is_some_and(|limit| limit.len() == 1);
    if single && !rng.one_in(4) {
        return (list[0]["value"].clone(), dated);
    }
    (Value::Array(list), dated)
}

/// Bands or answers that no row is in two of.
fn conditions(rng: &mut CaseRng) -> Vec<Value> {
    let all = match rng.between(0, 9) {
        0 => vec![json!({"column": "new", "is": true}), json!({"column": "new", "is": false})],
        1 => vec![
            json!({"column": "years", "from": "5"}),
            json!({"column": "years", "from": "2", "below": 5}),
            json!({"column": "years", "from": null, "below": "2"}),
        ],
        2 => vec![json!({"column": "years", "below": "3.5"})],
        _ => return Vec::new(),
    };
    let kept: Vec<Value> = all.iter().filter(|_| !rng.one_in(3)).cloned().collect();
    if kept.is_empty() { all } else { kept }
}

type Span = (Option<&'static str>, Option<&'static str>);

/// Spans of days one after another: all of time, or from 2020 on, or only a part of that.
fn spans(rng: &mut CaseRng, gaps: bool) -> (Vec<Span>, bool) {
    match rng.between(0, 7) {
        0 => (vec![(Some("2020-01-01"), Some("2021-12-31")), (Some("2022-01-01"), None)], true),
        1 => (vec![(Some("2019-05-01"), Some("2021-06-30")), (Some("2021-07-01"), None)], true),
        2 if gaps => (vec![(Some("2021-12-31"), Some("2024-02-29"))], true),
        _ => always(),
    }
}

fn always() -> (Vec<Span>, bool) {
    (vec![(None, None)], false)
}

fn limit(
    rng: &mut CaseRng,
    values: &[&str],
    next: &mut usize,
    span: Span,
    condition: Option<&Value>,
) -> Value {
    let mut limit = Map::new();
    *next += 1;
    let value = values[*next % values.len()];
    let whole = value.parse::<u64>().ok().filter(|_| rng.one_in(3));
    limit.insert("value".into(), whole.map_or_else(|| json!(value), |whole| json!(whole)));
    for (name, day) in [("from", span.0), ("to", span.1)] {
        if let Some(day) = day {
            limit.insert(name.into(), json!(day));
        }
    }
    if let Some(condition) = condition {
        limit.insert("when".into(), condition.clone());
    }
    Value::Object(limit)
}
