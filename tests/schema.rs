//! The schema of the wire against everything that goes over it.

use std::fs;
use std::path::Path;

use jsonschema::Validator;
use serde_json::{Value, json};
use statsbidrag_tests::case_files;

fn schema() -> Value {
    serde_json::from_str(statsbidrag::wire::SCHEMA).expect("the schema is JSON")
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).expect("the schema is one")
}

/// The validator of one of the schema's own definitions.
fn part(name: &str) -> Validator {
    let schema = schema();
    assert!(schema["$defs"][name].is_object(), "no definition of {name}");
    validator(&json!({"$defs": schema["$defs"], "$ref": format!("#/$defs/{name}")}))
}

#[test]
fn the_schema_is_a_schema() {
    let schema = schema();
    if let Err(error) = jsonschema::draft202012::meta::validate(&schema) {
        panic!("{}: {error}", error.instance_path());
    }
    // Every definition can be used by itself, so every reference leads somewhere.
    for name in schema["$defs"].as_object().expect("definitions").keys() {
        part(name);
    }
}

#[test]
fn every_case_that_succeeds_fits_the_schema() {
    // The parts name what is wrong; the whole only says that none of its operations fits.
    let whole = validator(&schema());
    let mut failures = Vec::new();
    let mut count = 0;
    for (name, case) in case_files::cases() {
        if case["expect"].get("error").is_some() {
            continue;
        }
        count += 1;
        let input = &case["input"];
        if whole.is_valid(input) {
            continue;
        }
        let operation = input["operation"].as_str().unwrap_or("allocate");
        let wrong = part(operation)
            .iter_errors(input)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect::<Vec<_>>();
        failures.push(format!("{name}: {}", wrong.join("; ")));
    }
    assert!(count >= 400, "only {count} cases were found");
    assert!(failures.is_empty(), "{} of {count}:\n{}", failures.len(), failures.join("\n"));
}

/// Every document in a folder of the catalogue fits a definition; returns how many there are.
fn check_folder(name: &str, definition: &str) -> usize {
    let part = part(definition);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/catalog/data").join(name);
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("a folder of the catalogue") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a readable file");
        let document = serde_json::from_str(&text).expect("a document is JSON");
        if let Err(error) = part.validate(&document) {
            panic!("{}: {}: {error}", path.display(), error.instance_path());
        }
        count += 1;
    }
    count
}

#[test]
fn everything_that_ships_fits_the_schema() {
    use statsbidrag::catalog;
    assert_eq!(check_folder("schemes", "scheme"), catalog::scheme_ids().len());
    assert_eq!(check_folder("rules", "ratio_rule"), catalog::rule_ids().len());
    assert_eq!(check_folder("reports", "report_form"), catalog::report_ids().len());
    assert_eq!(check_folder("rulebooks", "rulebook"), catalog::rulebook_ids().len());
}

/// A document with one field set (or, without a value, taken away), by JSON pointer.
fn with(document: &Value, pointer: &str, value: Option<Value>) -> Value {
    let mut changed = document.clone();
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    let parent = changed.pointer_mut(parent).expect("the parent is there");
    match (parent, value) {
        (Value::Object(fields), Some(value)) => drop(fields.insert(name.to_owned(), value)),
        (Value::Object(fields), None) => {
            fields.remove(name).expect("the field is there");
        }
        (Value::Array(items), Some(value)) => {
            items[name.parse::<usize>().expect("a position")] = value;
        }
        (other, _) => panic!("{pointer}: in {other}"),
    }
    changed
}

/// Documents that are right.
fn right() -> Vec<Value> {
    let allocate = json!({
        "operation": "allocate", "frame": {"id": ["a", "b"], "x": [1, "2.5"], "met": [true, null]},
        "id": "id", "total": "100", "key": "x", "unit": "0.01", "rounding": "largest_remainder"
    });
    let side = with(&allocate, "/operation", None);
    vec![
        allocate,
        json!({"operation": "compare", "before": side, "after": side, "per": "x"}),
        json!({
            "operation": "allocate_scheme", "year": 2020, "id": "id",
            "frames": {"municipality": {"id": ["a"], "population": [1]}},
            "parameters": {"n": "1/2"}, "status": "final", "facts_on": {"population": "2019-12-31"},
            "scheme": {
                "id": "own", "name": {"sv": "Eget", "en": "Own"},
                "sources": {"s": {"title": "T", "publisher": "P", "rank": "primary"}},
                "pots": [{
                    "id": "all", "name": {"sv": "Alla", "en": "All"},
                    "share": [{"from": "2020-01-01", "value": "1", "cite": {"source": "s"}}],
                    "recipients": "municipality",
                    "key": [{"from": "2020-01-01", "value": "population", "cite": {"source": "s"}}]
                }]
            }
        }),
        json!({
            "operation": "second_round",
            "table": {"id": ["a"], "frame": [5], "used": [5], "more": ["yes"]},
            "id": "id", "frame": "frame", "requisitioned": "used", "wants_more": "more"
        }),
        json!({
            "operation": "check_published", "frame": {"id": ["a"], "kr": ["1.50"]}, "id": "id",
            "amount": "kr", "total": 2, "unit": "0.10"
        }),
        json!({"operation": "verify", "certificate": {
            "certificate": 1, "unit": "1", "total": "3", "rounding": "largest_remainder",
            "rounding_scope": "combined", "ties": "by_id", "tie_order": [], "ids": ["a", "b"],
            "components": [{"name": "", "share": "1", "weights": ["1", 2], "sum": "3"}],
            "bounds": {
                "policy": "water_level", "minimum_for_zero": false, "minimums": ["0", "0"],
                "asked": null, "maximums": [null, "2"], "level": "3/1"
            },
            "parts": [], "amounts": ["1", "2"], "unallocated": "0", "tied": [], "units_at_stake": "0"
        }}),
        json!({"operation": "catalog"}),
        json!({
            "operation": "summarise_staff", "by": "supervisor", "roles": {"chef": "supervisor"},
            "staff": {"person": ["a"], "unit": ["N"], "role": ["chef"], "fte": ["75,00 %"], "qualified": [true]},
            "fte_unit": "percent", "full_time_hours": "1950", "agency": "count", "on_leave": "leave_out",
            "span": {"from": "2016-01-01", "to": "2016-12-31"}, "new_within": "1/2",
            "manager_under_years": {"supervisor": 3}, "total": "employee"
        }),
    ]
}

#[test]
fn what_is_wrong_does_not_fit_the_schema() {
    let whole = validator(&schema());
    let right = right();
    for document in &right {
        assert!(whole.is_valid(document), "{document}");
    }
    let pot = "/scheme/pots/0";
    let mut wrong = Vec::new();
    for document in &right {
        wrong.push(with(document, "/remark", Some(json!("an unknown field"))));
        wrong.push(with(document, "/operation", None));
        wrong.push(with(document, "/operation", Some(json!("divide"))));
    }
    let [allocate, compare, scheme, round, published, verify, _, staff] = &right[..] else {
        panic!("as many as there are operations")
    };
    for field in ["frame", "id", "total", "key"] {
        wrong.push(with(allocate, &format!("/{field}"), None));
    }
    for (pointer, value) in [
        ("/total", json!(0.5)),
        ("/total", json!("1 000")),
        ("/total", json!("1e3")),
        ("/total", json!(true)),
        ("/total", json!({"x": 0.5})),
        ("/frame/x/0", json!(0.1)),
        ("/frame/x", json!(1)),
        ("/frame", json!([])),
        ("/key", json!("")),
        ("/key", json!({})),
        ("/key", json!({"a": ["1", "x", "y"]})),
        ("/key", json!({"a": [0.5, "x"], "b": ["0.5", "x"]})),
        ("/key", json!({"transition": {"old": "x", "new": "x"}})),
        ("/unit", json!("persons")),
        ("/unit", json!(0.01)),
        ("/rounding", json!("nearest")),
        ("/ties", json!("by_lot")),
        ("/bounds", json!("clamp")),
        ("/minimum", json!({"per_unit": ["x"]})),
        ("/minimum", json!(0.5)),
        ("/reduce_minimums", json!("yes")),
        ("/instalments", json!(0)),
        ("/instalments", json!(1201)),
        ("/language", json!("fi")),
        ("/recipients", json!("counties")),
        ("/parameters", json!({"n": 0.5})),
        ("/parameters", json!({"n": "1/2/3"})),
        ("/status", json!("draft")),
        ("/facts_on", json!({"x": "2019"})),
    ] {
        wrong.push(with(allocate, pointer, Some(value)));
    }
    wrong.push(with(compare, "/before/total", Some(json!(0.5))));
    wrong.push(with(compare, "/before/remark", Some(json!(1))));
    wrong.push(with(compare, "/before/operation", Some(json!("compare"))));
    wrong.push(with(compare, "/before/explain", Some(json!(["a"]))));
    wrong.push(with(compare, "/after", None));
    wrong.push(with(scheme, "/year", None));
    wrong.push(with(scheme, "/date", Some(json!("2020-01-01"))));
    for (pointer, value) in [
        ("/year".to_owned(), json!(0)),
        ("/year".to_owned(), json!("2020")),
        ("/explain".to_owned(), json!({})),
        ("/explain".to_owned(), json!({"a": [], "b": []})),
        ("/scheme/remark".to_owned(), json!([])),
        ("/scheme/pots".to_owned(), json!([])),
        (format!("{pot}/amount"), json!([])),
        (format!("{pot}/pots"), json!([])),
        (format!("{pot}/share/0/value"), json!(0.7)),
        (format!("{pot}/share/0/to"), json!("2020-1-1")),
        (format!("{pot}/name"), json!("Alla")),
        (format!("{pot}/options"), json!({"rouding": "down"})),
        ("/scheme/sources/s/rank".to_owned(), json!("tertiary")),
    ] {
        wrong.push(with(scheme, &pointer, Some(value)));
    }
    for pointer in ["/share", "/share/0/cite", "/share/0/from", "/key", "/recipients", "/name/en"] {
        wrong.push(with(scheme, &format!("{pot}{pointer}"), None));
    }
    wrong.push(with(round, "/table", None));
    wrong.push(with(round, "/carried", Some(json!(0.5))));
    wrong.push(with(round, "/frame", Some(json!({"id": ["a"]}))));
    wrong.push(with(published, "/amount", None));
    wrong.push(with(published, "/options", Some(json!({"minimun": "1"}))));
    wrong.push(with(verify, "/certificate", Some(json!("text"))));
    wrong.push(with(verify, "/certificate", None));
    for field in ["/total", "/components/0/sum", "/bounds/minimums"] {
        wrong.push(with(verify, &format!("/certificate{field}"), None));
    }
    for (pointer, value) in [
        ("/remark", json!(1)),
        ("/components/0/weights/0", json!("-1")),
        ("/components/0/share", json!(0.5)),
        ("/bounds/level", json!("1.5")),
        ("/rounding", json!("nearest")),
        ("/amounts/0", json!(1.5)),
    ] {
        wrong.push(with(verify, &format!("/certificate{pointer}"), Some(value)));
    }
    for field in ["staff", "by"] {
        wrong.push(with(staff, &format!("/{field}"), None));
    }
    for (pointer, value) in [
        ("/by", json!("team")),
        ("/staff/fte/0", json!(0.75)),
        ("/staff/salary", json!([30_000])),
        ("/fte_unit", json!("hundred")),
        ("/agency", json!(true)),
        ("/span", json!({"from": "2016-01-01"})),
        ("/at", json!("2016-1-1")),
        ("/manager_under_years", json!(3)),
        ("/roles", json!({"chef": null})),
    ] {
        wrong.push(with(staff, pointer, Some(value)));
    }
    // (To a schema 100.0 is an integer; that it is refused is for the reader, in the cases.)
    let fits: Vec<_> = wrong.iter().filter(|document| whole.is_valid(document)).collect();
    assert!(fits.is_empty(), "{fits:#?}");
}

#[test]
fn documents_of_workload_fit_and_wrong_ones_do_not() {
    let whole = validator(&schema());
    let freed = json!({
        "operation": "time_freed", "frame": {"task": ["a"], "h": ["1.5"], "w": ["x"], "c": ["administrator"], "a": [false]},
        "id": "task", "hours": "h", "who": "w", "can_be_done_by": "c", "authority": "a", "frees": ["x"],
        "period": "week", "full_time_hours": "40", "administrators": {"fte": {"north": "0.5"}}, "client_share": "0.5"
    });
    let supplement = json!({
        "operation": "pay_supplement", "frame": {"id": ["a"], "heads": [1]}, "id": "id", "heads": "heads",
        "monthly": 1500, "months": "months", "contributions": "0.3142"
    });
    let agency = json!({
        "operation": "agency_cost", "frame": {"id": ["a"], "fte": [1]}, "id": "id", "fte": "fte", "months": 3,
        "price": "1", "salary": "salary", "contributions": "0",
        "reference": {"value": "2", "cite": {"source": {"title": "T", "publisher": "P", "rank": "secondary"}}}
    });
    let tail = json!({
        "operation": "tail", "frame": {"id": ["a"], "from": ["2016-01-01"]}, "id": "id", "fte": "1", "cost": "cost",
        "from": "from", "grant_to": 2019, "grant_share": {"2016": "1"}, "last_year": 2020
    });
    let mut wrong = Vec::new();
    for document in [&freed, &supplement, &agency, &tail] {
        assert!(whole.is_valid(document), "{document}");
        wrong.push(with(document, "/remark", Some(json!("an unknown field"))));
        for field in document.as_object().expect("an object").keys() {
            if field != "reference" {
                wrong.push(with(document, &format!("/{field}"), None));
            }
        }
    }
    for (document, pointer, value) in [
        (&freed, "/period", json!("day")),
        (&freed, "/frees", json!([])),
        (&freed, "/administrators", json!({"fte": "1", "hours": "1"})),
        (&freed, "/administrators", json!({})),
        (&freed, "/client_share", json!(0.5)),
        (&supplement, "/monthly", json!(0.5)),
        (&supplement, "/heads", json!(1)),
        (&agency, "/hours", json!("1")),
        (&agency, "/reference", json!({"value": "2"})),
        (&agency, "/reference", json!("2")),
        (&tail, "/grant_share", json!({"first": "1"})),
        (&tail, "/grant_to", json!(0)),
        (&tail, "/grant_from", json!("2016")),
        (&tail, "/last_year", json!("2020")),
    ] {
        wrong.push(with(document, pointer, Some(value)));
    }
    let fits: Vec<_> = wrong.iter().filter(|document| whole.is_valid(document)).collect();
    assert!(fits.is_empty(), "{fits:#?}");
}
