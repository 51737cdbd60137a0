//! The case files: see `cases/README.md` for the format.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Every case with its name, `file/id`, in order of file.
///
/// # Panics
/// Where a file is not there or is no JSON.
#[must_use]
pub fn cases() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut cases = Vec::new();
    for file in files(&folder) {
        let text = fs::read_to_string(&file).expect("a readable file");
        let mut document: Value = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let Value::Array(found) = document["cases"].take() else {
            panic!("{}: no cases", file.display())
        };
        let named = |case: Value| (format!("{name}/{}", case["id"].as_str().unwrap_or("?")), case);
        cases.extend(found.into_iter().map(named));
    }
    cases
}

/// The files below a folder, in order of name.
fn files(folder: &Path) -> Vec<PathBuf> {
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
