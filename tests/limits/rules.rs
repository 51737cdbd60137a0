//! Rules: their ids, texts, limits and conditions, and pots within pots.

use serde_json::{Value, json};
use statsbidrag::limits::{
    DEEPEST, LONGEST_TEXT, MOST_CONDITIONS, MOST_CONDITIONS_A_DAY, MOST_LIMITS,
};

use super::{fits, refused, text};

fn check(rule: &Value) -> Value {
    json!({"operation": "check_staffing", "id": "id", "rules": [rule],
        "frame": {"id": ["a"], "n": [7], "d": [1]}})
}

#[test]
fn an_id_a_name_and_a_citation_have_so_many_bytes() {
    let rule = |id: &str, name: &str, quote: &str| {
        check(
            &json!({"id": id, "name": {"sv": name, "en": name}, "numerator": "n", "denominator": "d",
            "sources": {"s": {"title": "T", "publisher": "P", "rank": "secondary"}},
            "at_most": [{"value": "6", "cite": {"source": "s", "quote": quote}}]}),
        )
    };
    let (most, more) = (text(LONGEST_TEXT), text(LONGEST_TEXT + 1));
    fits(&rule(&most, &most, &most));
    refused(&rule(&more, "r", "q"), "/rules/0/id", "out_of_range");
    refused(&rule("r", "r", &more), "/rules/0/at_most/0/cite/quote", "out_of_range");
    let answer = super::answer(&rule("r", &more, "q"));
    assert_eq!(answer["count"], 2);
    super::says(&answer, "/rules/0/name/sv", "out_of_range");
}

#[test]
fn a_rule_has_so_many_limits_on_a_side() {
    let days = |count: usize| {
        // The days of a thousand years and one, each with its limit.
        let limit = |year: usize| {
            let year = format!("{:04}", 1000 + year);
            json!({"value": "6", "from": format!("{year}-01-01"), "to": format!("{year}-12-31")})
        };
        (0..count).map(limit).collect::<Value>()
    };
    let rule = |at_most: Value, at_least: Value| {
        let mut document = check(&json!({"id": "r", "numerator": "n", "denominator": "d",
            "at_most": at_most, "at_least": at_least}));
        document["at"] = json!("1500-06-30");
        document
    };
    fits(&rule(days(MOST_LIMITS), days(MOST_LIMITS)));
    let one = json!("6");
    refused(&rule(days(MOST_LIMITS + 1), one.clone()), "/rules/0/at_most", "out_of_range");
    refused(&rule(one, days(MOST_LIMITS + 1)), "/rules/0/at_least", "out_of_range");
}

fn rulebook(conditions: Value) -> Value {
    json!({"operation": "assess", "year": 2017,
        "claims": {"id": ["L1"], "recipient": ["0180"], "role": ["social_worker"],
            "activity": ["child_youth_authority"], "cost_kind": ["personnel"],
            "employment": ["employed"], "increase": ["above_baseline"], "from": ["2017-01-01"],
            "to": ["2017-12-31"], "fte": [1], "amount": [1000]},
        "rulebook": {"id": "x", "name": {"sv": "x", "en": "x"},
            "sources": {"s": {"title": "T", "publisher": "P", "rank": "primary"}},
            "period": [{"from": "2017-01-01", "to": "2017-12-31", "cite": {"source": "s"}}],
            "conditions": conditions}})
}

fn condition(id: usize, from: &str, to: &str) -> Value {
    json!({"id": format!("c{id}"), "kind": "role", "accept": ["social_worker"], "from": from,
        "to": to, "cite": {"source": "s"}})
}

#[test]
fn so_many_conditions_are_in_force_on_a_day() {
    let all = |count: usize| {
        rulebook((0..count).map(|id| condition(id, "2017-01-01", "2017-12-31")).collect())
    };
    fits(&all(MOST_CONDITIONS_A_DAY));
    refused(&all(MOST_CONDITIONS_A_DAY + 1), "/rulebook/conditions", "out_of_range");
}

#[test]
fn a_rulebook_has_so_many_conditions() {
    let all = |count: usize| {
        // One for the year that is asked about, the others long before it.
        let before = (1..count).map(|id| {
            let year = format!("{:04}", 500 + id);
            condition(id, &format!("{year}-01-01"), &format!("{year}-12-31"))
        });
        let own = std::iter::once(condition(0, "2017-01-01", "2017-12-31"));
        rulebook(own.chain(before).collect())
    };
    fits(&all(MOST_CONDITIONS));
    refused(&all(MOST_CONDITIONS + 1), "/rulebook/conditions", "out_of_range");
}

/// The document, its scheme, then two levels for each pot within a pot (the list and the pot) and two
/// more for the dated shares of the last: a list and an entry, with the source that it cites.
#[test]
fn pots_within_pots_are_as_deep_as_a_document() {
    let dated =
        |value: &str| json!([{"from": "2017-01-01", "value": value, "cite": {"source": "s"}}]);
    let pots = |count: usize| {
        let pot = |id: usize| json!({"id": format!("p{id}"), "name": {"sv": "p", "en": "p"}, "share": dated("1")});
        let mut inner = pot(0);
        inner["recipients"] = json!("r");
        inner["key"] = dated("w");
        for id in 1..count {
            let mut outer = pot(id);
            outer["pots"] = json!([inner]);
            inner = outer;
        }
        json!({"operation": "allocate_scheme", "year": 2017, "id": "id", "total": "100",
            "frames": {"r": {"id": ["a", "b"], "w": [1, 3]}},
            "scheme": {"id": "x", "name": {"sv": "x", "en": "x"}, "pots": [inner],
                "sources": {"s": {"title": "T", "publisher": "P", "rank": "secondary"}}}})
    };
    let most = (DEEPEST - 2 - 3) / 2;
    assert_eq!(fits(&pots(most))["result"]["amount"], json!(["25", "75"]));
    refused(&pots(most + 1), "", "malformed");
}
