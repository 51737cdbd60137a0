//! The oracle against the cases that were calculated by hand: it is tested as well.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{compare_check, compare_plan};

/// Cases with rules of their own that can be calculated; the library is held to the same answers
/// where the case files are run, so agreeing with it here is agreeing with the hand calculation.
#[test]
fn cases_by_hand() {
    let mut compared = 0;
    for (file, compare) in [
        ("check.json", compare_check::compare as fn(&Value) -> _),
        ("plan.json", compare_plan::compare_as_it_stands),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/staffing").join(file);
        let cases: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        for case in cases["cases"].as_array().unwrap() {
            let own = case["input"]["rules"].as_array().unwrap().iter().all(Value::is_object);
            if own && case["expect"].get("error").is_none() {
                if let Err(differ) = compare(&case["input"]) {
                    panic!("{}: {differ:#?}", case["id"]);
                }
                compared += 1;
            }
        }
    }
    assert!(compared > 25, "only {compared} cases");
}
