//! Building the copy, and finding the mutants that are no programs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::list::Check;
use crate::rewrite::Rewritten;

/// Builds the test programs, and says where each is, in the order of the checks; or which mutants the
/// compiler refuses.
///
/// # Panics
/// If the compiler refuses what is no mutant.
pub fn programs(
    copy: &Path,
    checks: &[Check],
    files: &BTreeMap<String, Rewritten>,
) -> Result<Vec<PathBuf>, BTreeSet<usize>> {
    // In one go, so that what they share is built but once.
    let packages: BTreeSet<&str> = checks.iter().map(|check| &*check.package).collect();
    let targets: BTreeSet<Option<&str>> =
        checks.iter().map(|check| check.test.as_deref()).collect();
    let mut arguments = vec!["test", "--no-run"];
    packages.iter().for_each(|package| arguments.extend(["-p", package]));
    for target in targets {
        match target {
            Some(test) => arguments.extend(["--test", test]),
            None => arguments.push("--lib"),
        }
    }
    let (is_well, messages) = messages(copy, &arguments);
    if !is_well {
        return Err(refused(&messages, files));
    }
    let built = |check: &Check| {
        let name = check.test.as_ref().unwrap_or(&check.package);
        let is_it = |message: &&Value| message["target"]["name"] == **name;
        let programs = messages.iter().filter(is_it).filter_map(|m| m["executable"].as_str());
        programs.last().unwrap_or_else(|| panic!("{name} is not built")).into()
    };
    Ok(checks.iter().map(built).collect())
}

/// Whether cargo did what it was asked to in the copy, and its messages.
fn messages(copy: &Path, arguments: &[&str]) -> (bool, Vec<Value>) {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.current_dir(copy).args(arguments).args(["--locked", "--message-format=json"]);
    // Many choices are much to optimise.
    cargo.env("CARGO_PROFILE_TEST_OPT_LEVEL", "1");
    // Of its own: the library itself is built beside it, with the same names.
    cargo.env("CARGO_TARGET_DIR", copy.with_file_name("target"));
    let output = cargo.stderr(Stdio::inherit()).output().expect("cargo runs");
    let lines = String::from_utf8_lossy(&output.stdout);
    let messages = lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    (output.status.success(), messages)
}

/// The mutants that the compiler complains of.
fn refused(messages: &[Value], files: &BTreeMap<String, Rewritten>) -> BTreeSet<usize> {
    let mut refused = BTreeSet::new();
    let errors = messages.iter().map(|m| &m["message"]).filter(|m| m["level"] == "error");
    for error in errors {
        let mut places: Vec<&Value> = error["spans"].as_array().into_iter().flatten().collect();
        if places.is_empty() {
            // That there were errors.
            continue;
        }
        places.sort_by_key(|place| place["is_primary"] != true);
        let in_branch = places.iter().find_map(|place| blamed(place, files, true));
        let in_choice = || places.iter().find_map(|place| blamed(place, files, false));
        match in_branch.or_else(in_choice) {
            Some(found) => refused.extend(found),
            None => panic!("{}", error["rendered"].as_str().unwrap_or_default()),
        }
    }
    assert!(!refused.is_empty(), "the copy does not build");
    refused
}

/// The mutant whose changed expression a place lies in, or all that the choice around it is between.
fn blamed(
    span: &Value,
    files: &BTreeMap<String, Rewritten>,
    in_branch: bool,
) -> Option<Vec<usize>> {
    let rewritten = files.get(span["file_name"].as_str()?)?;
    let at = usize::try_from(span["byte_start"].as_u64()?).ok()?;
    if in_branch {
        let around = rewritten.branches.iter().filter(|(_, place)| place.contains(&at));
        around.min_by_key(|(_, place)| place.len()).map(|(number, _)| vec![*number])
    } else {
        let around = rewritten.choices.iter().filter(|(_, place)| place.contains(&at));
        around.min_by_key(|(_, place)| place.len()).map(|(numbers, _)| numbers.clone())
    }
}
