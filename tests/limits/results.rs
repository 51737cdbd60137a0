//! What a result may have: lines, statuses, payments, years, rounds.

use serde_json::{Value, json};
use statsbidrag::limits::{
    MOST_CELLS, MOST_EXPLAINED, MOST_INSTALMENTS, MOST_LINES, MOST_PAYMENTS, MOST_STATUSES,
    MOST_TRIED, MOST_YEARS,
};
use statsbidrag::{
    Date, Error, Key, Money, Options, Ratio, RatioRule, Scheme, SchemeOptions, StaffingOptions,
    Table, When, allocate, allocate_scheme, check_staffing,
};

use super::{allocate as allocation, fits, refused};

fn table(rows: usize) -> Table {
    let ids = (0..rows).map(|row| row.to_string());
    let ones = || vec![1; rows];
    Table::builder("id", ids).column("w", ones()).column("d", ones()).build().unwrap()
}

/// The place and code of the only problem.
fn problem(error: &Error) -> (&str, &str) {
    assert_eq!(error.problems().count(), 1, "{error}");
    let problem = &error.problems()[0];
    assert!(!problem.got().is_empty() && !problem.want().is_empty());
    (problem.path(), problem.code().word())
}

fn ids(count: usize) -> Vec<String> {
    (0..count).map(|id| id.to_string()).collect()
}

/// One division of so many rows, and one of half as many and one more in each of two pots.
#[test]
fn a_scheme_has_so_many_lines() {
    let dated =
        |value: &str| json!([{"from": "2017-01-01", "value": value, "cite": {"source": "s"}}]);
    let pot = |id: &str, share: &str| {
        json!({"id": id, "name": {"sv": id, "en": id}, "share": dated(share), "recipients": "r",
            "key": dated("w")})
    };
    let scheme = |pots: Value| -> Scheme {
        let scheme = json!({"id": "x", "name": {"sv": "x", "en": "x"}, "pots": pots,
            "sources": {"s": {"title": "T", "publisher": "P", "rank": "secondary"}}});
        scheme.to_string().parse().unwrap()
    };
    let allocated = |scheme: &Scheme, rows: usize| {
        let options = SchemeOptions::new().total("100".parse().unwrap());
        allocate_scheme(scheme, When::Year(2017), [("r", table(rows))], &options)
    };
    let one = scheme(json!([pot("p", "1")]));
    assert!(allocated(&one, MOST_LINES).is_ok());
    let more = allocated(&one, MOST_LINES + 1).unwrap_err();
    assert_eq!(problem(&more), ("/pots", "out_of_range"));
    let two = scheme(json!([pot("p", "1/2"), pot("q", "1/2")]));
    let more = allocated(&two, MOST_LINES / 2 + 1).unwrap_err();
    assert_eq!(problem(&more), ("/pots", "out_of_range"));
}

#[test]
fn checks_plans_reports_and_series_have_so_many_lines() {
    let rows = 1_000;
    let frame = json!({"id": ids(rows), "n": vec![7; rows], "d": vec![1; rows]});
    let rule = |id: usize| {
        json!({"id": id.to_string(), "numerator": "n", "denominator": "d",
        "at_most": "6"})
    };
    let rules: Value = (0..=MOST_LINES / rows).map(rule).collect();
    for operation in ["check_staffing", "plan_staffing"] {
        let document = json!({"operation": operation, "id": "id", "frame": frame, "rules": rules});
        refused(&document, "/rules", "out_of_range");
    }
    let series = json!({"operation": "staffing_series", "id": "id", "to": "2017-12-31",
        "snapshots": [{"from": "2017-01-01", "frame": frame}], "rules": rules});
    let answer = super::answer(&series);
    super::says(&answer, "/rules", "out_of_range");
    let name = json!({"sv": "f", "en": "f"});
    let figure = |id: usize| json!({"id": id.to_string(), "name": name, "numerator": "n"});
    let figures: Value = (0..=MOST_LINES / (rows + 1)).map(figure).collect();
    let report = json!({"operation": "staffing_report", "id": "id", "frame": frame,
        "form": {"id": "x", "name": name, "factors": [{"id": "f", "name": name, "figures": figures}]}});
    refused(&report, "/form", "out_of_range");
}

#[test]
fn a_check_has_so_many_statuses() {
    let rows = 10_000;
    let rule = |id: usize| {
        RatioRule::new(id.to_string(), "w".parse().unwrap(), "d".parse().unwrap())
            .at_most(Ratio::one())
    };
    let rules: Vec<RatioRule> = (0..=MOST_STATUSES / rows).map(rule).collect();
    let more = check_staffing(&table(rows), &rules, &StaffingOptions::new()).unwrap_err();
    assert_eq!(problem(&more), ("/rules", "out_of_range"));
    assert!(check_staffing(&table(rows), &rules[..100], &StaffingOptions::new()).is_ok());
}

#[test]
fn an_amount_is_paid_so_many_times() {
    let document = |times: usize| allocation(&json!({"instalments": times}));
    fits(&document(MOST_INSTALMENTS));
    refused(&document(MOST_INSTALMENTS + 1), "/instalments", "not_in_range");
    let allocated = |rows: usize| {
        let key = Key::measure("w").unwrap();
        allocate(&table(rows), Money::from_kronor(100).unwrap(), &key, &Options::new()).unwrap()
    };
    let times = 1_000;
    assert_eq!(allocated(MOST_PAYMENTS / times).instalments(times).unwrap().len(), times);
    let more = allocated(MOST_PAYMENTS / times + 1).instalments(times).unwrap_err();
    assert_eq!(problem(&more), ("/instalments", "out_of_range"));
}

/// Each explanation looks at all recipients. One that is asked for again is told once.
#[test]
fn so_many_recipients_are_explained() {
    let document = |rows: usize, asked: usize| {
        let frame = json!({"id": ids(rows), "w": vec![1; rows]});
        allocation(&json!({"frame": frame, "explain": vec!["7"; asked]}))
    };
    let rows = 1_000;
    let most = MOST_EXPLAINED / rows;
    assert_eq!(fits(&document(rows, most))["explain"].as_object().unwrap().len(), 1);
    refused(&document(rows, most + 1), "/explain", "out_of_range");
}

#[test]
fn a_tail_has_so_many_years() {
    let document = |last: i16| {
        json!({"operation": "tail", "id": "post", "fte": "fte", "cost": "cost", "from": "from",
            "role": "role", "grant_to": 2019, "grant_share": "1", "last_year": last,
            "frame": {"post": ["a"], "role": ["social_worker"], "fte": [1], "cost": [700_000],
                "from": ["2018-01-01"]}})
    };
    fits(&document(2018 + MOST_YEARS - 1));
    refused(&document(2018 + MOST_YEARS), "/last_year", "not_in_range");
}

#[test]
fn a_summary_has_so_many_cells() {
    let count = 2_100;
    assert!(count * count * 12 > MOST_CELLS);
    let of = |what: &str| (0..count).map(|n| format!("{what}{n}")).collect::<Vec<_>>();
    let roles: Value = of("title").into_iter().map(|title| (title.clone(), json!(title))).collect();
    let document = json!({"operation": "summarise_staff", "by": "unit", "roles": roles,
        "staff": {"person": of("p"), "unit": of("u"), "role": of("title"), "fte": vec![1; count]}});
    refused(&document, "/roles", "out_of_range");
}

/// Every day on which a list changes has a table of every unit.
#[test]
fn the_summaries_of_a_span_have_so_many_cells_together() {
    let document = |units: usize, days: usize| {
        // A role and what is there beside it, twelve cells for each; on each day a person comes.
        let first = Date::new(2016, 1, 1).unwrap().days_since_1970();
        let day = |n: usize| Date::from_days_since_1970(first + n as i32).unwrap().to_string();
        let of = |what: &str, count: usize| {
            (0..days).map(|n| format!("{what}{}", n % count)).collect::<Vec<_>>()
        };
        let from: Vec<_> = (0..days).map(day).collect();
        json!({"operation": "staffing_series", "from": day(0), "to": day(days - 1),
            "staff": {"person": of("p", days), "unit": of("u", units), "role": vec!["w"; days],
                "fte": vec![1; days], "from": from},
            "demand": {"unit": ["u0"], "cases": [1]},
            "rules": [{"id": "r", "numerator": "cases", "denominator": "w_fte", "at_most": "1"}]})
    };
    let count = 1_180;
    assert!(count * count * 36 > MOST_CELLS);
    fits(&document(300, 366));
    refused(&document(count, count), "/span", "out_of_range");
}

#[test]
fn lines_without_a_unit_are_tried_in_so_many_units() {
    let document = |lines: usize, units: usize| {
        let of = |word: &str, count: usize| json!(vec![word; count]);
        json!({"operation": "assess", "rulebook": "starkt-bemanning", "year": 2017,
            "claims": {"id": ids(lines), "recipient": of("1480", lines),
                "role": of("social_worker", lines), "activity": of("child_youth_authority", lines),
                "cost_kind": of("personnel", lines), "employment": of("employed", lines),
                "increase": of("above_baseline", lines), "from": of("2017-01-01", lines),
                "to": of("2017-12-31", lines), "fte": vec![1; lines], "amount": vec![600; lines]},
            "staffing": {"recipient": of("1480", units), "unit": ids(units),
                "role": of("social_worker", units), "baseline_fte": vec![1; units],
                "actual_fte": vec![2; units]}})
    };
    fits(&document(100, 100));
    let units = 10_000;
    refused(&document(MOST_TRIED / units + 1, units), "/claims/unit", "out_of_range");
}

/// Each of thirty rules demands 10⁶⁰ of the next one's column for each of its own: no number of
/// rounds settles that, and no number is followed to a million digits.
#[test]
fn rules_that_demand_ever_more_of_each_other_do_not_settle() {
    let columns = 30;
    let rule = |id: usize| {
        let next = format!("c{}", (id + 1) % columns);
        json!({"id": format!("r{id}"), "numerator": format!("c{id}"), "denominator": next,
            "hire": next, "at_most": format!("1/{}", "7".repeat(60))})
    };
    let mut frame = json!({"id": ["a"]});
    for column in 0..columns {
        frame[format!("c{column}")] = json!([1]);
    }
    let document = json!({"operation": "plan_staffing", "id": "id", "frame": frame,
        "rules": (0..columns).map(rule).collect::<Value>()});
    let answer = super::answer(&document);
    super::says(&answer, "/rules", "not_settled");
}
