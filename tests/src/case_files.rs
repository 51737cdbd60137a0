//! The case files: see `cases/README.md` for the format.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Every case with its name, `file/id`, in order of file.
///
/// # Panics
/// Where a file is not there or is no JSON.
#[must_use]
pub fn cases() -> Vec<(String, Value)> {
    let mut cases = Vec::new();
    for (path, found) in by_file() {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let named = |case: Value| (format!("{name}/{}", case["id"].as_str().unwrap_or("?")), case);
        cases.extend(found.into_iter().map(named));
    }
    cases
}

/// How many cases each file has, by its path in the folder without its ending.
///
/// # Panics
/// Where a file is not there or is no JSON.
#[must_use]
pub fn counts() -> BTreeMap<String, usize> {
    let name = |path: PathBuf| path.with_extension("").display().to_string();
    by_file().into_iter().map(|(path, cases)| (name(path), cases.len())).collect()
}

/// The cases of each file, by its path in the folder.
fn by_file() -> Vec<(PathBuf, Vec<Value>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let read = |file: PathBuf| {
        let text = fs::read_to_string(&file).expect("a readable file");
        let mut document: Value = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let Value::Array(cases) = document["cases"].take() else {
            panic!("{}: no cases", file.display())
        };
        (file.strip_prefix(&folder).unwrap_or(&file).to_owned(), cases)
    };
    files(&folder).into_iter().map(read).collect()
}

/// What differs between an output and what is expected of it: objects are matched by the names that
/// are expected, lists item by item, and problems as a set, since their order is no promise.
pub fn differences(expect: &Value, output: &Value, path: &str, found: &mut Vec<String>) {
    match (expect, output) {
        (Value::Object(expect), Value::Object(output)) => {
            for (name, expect) in expect {
                let below = format!("{path}/{name}");
                match output.get(name) {
                    Some(output) if name == "problems" => problems(expect, output, &below, found),
                    Some(output) => differences(expect, output, &below, found),
                    None => found.push(format!("{below}: absent, expected {expect}")),
                }
            }
        }
        (Value::Array(expect), Value::Array(output)) if expect.len() == output.len() => {
            for (i, (expect, output)) in expect.iter().zip(output).enumerate() {
                differences(expect, output, &format!("{path}/{i}"), found);
            }
        }
        _ if expect == output => {}
        _ => found.push(format!("{path}: {output}, expected {expect}")),
    }
}

/// Every expected problem is there, and no other.
fn problems(expect: &Value, output: &Value, path: &str, found: &mut Vec<String>) {
    let (expect, output) = (list(expect), list(output));
    let mut left: Vec<&Value> = output.iter().collect();
    for problem in expect {
        let fits = |other: &&&Value| {
            let mut none = Vec::new();
            differences(problem, other, "", &mut none);
            none.is_empty()
        };
        match left.iter().position(|other| fits(&other)) {
            Some(position) => drop(left.remove(position)),
            None => found.push(format!("{path}: no {problem} among {output:?}")),
        }
    }
    found.extend(left.iter().map(|problem| format!("{path}: unexpected {problem}")));
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The files below a folder, in order of name.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files_below = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder of cases") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files_below.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files_below.push(path);
        }
    }
    files_below.sort();
    files_below
}
