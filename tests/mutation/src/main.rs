//! Changes the library in one place at a time, and asks whether a test sees it.
//!
//! All changes, the mutants, are built into one copy of the repository, in `target/mutation`, and one
//! is chosen when a test program runs. See `mutation.toml` for the files, the tests, and the mutants
//! that nothing can see.

mod build;
mod list;
mod rewrite;
mod run;
mod site;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use list::List;
use rewrite::{MODULE, Rewritten, rewrite};
use run::Stage;
use site::Mutant;

/// A file of the library with its mutants.
struct File {
    name: String,
    source: String,
    mutants: Vec<(usize, Mutant)>,
    left_out: usize,
}

impl File {
    /// What a mutant is known by between runs.
    fn key(&self, mutant: &Mutant) -> String {
        format!("{}: {} to {}", self.name, mutant.shown(&self.source), mutant.change)
    }
}

/// What became of a mutant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Caught,
    Survived,
    Unreached,
}

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let repository = here.parent().and_then(Path::parent).expect("the repository");
    let list = List::read(&here.join("mutation.toml"));
    let work = repository.join("target/mutation");
    fs::create_dir_all(work.join("repository")).expect("a folder for the copy");
    let mut files = read(repository, &list.files);
    let (programs, refused) = build(repository, &work, &files, &list);
    let checks = list.checks.iter().cloned().zip(programs);
    let stages: Vec<Stage> =
        checks.map(|(check, program)| Stage::new(check, program, &work)).collect();
    // All are built, whichever are asked for, so that nothing is built again for others.
    files.retain(|file| asked.is_empty() || is_within(&file.name, &asked));
    let fates = judge(&stages, &files, |number, file, mutant| {
        !refused.contains(&number) && !list.leaves_out(file, &mutant.function)
    });
    report(&files, &list, &fates)
}

/// Whether a file is one of some files, or in one of some folders.
fn is_within(name: &str, folders: &[String]) -> bool {
    folders.iter().any(|folder| name == folder || name.starts_with(&format!("{folder}/")))
}

/// The files that are changed.
fn read(repository: &Path, folders: &[String]) -> Vec<File> {
    let is_code = |name: &str| {
        name.ends_with(".rs") && !name.ends_with("/tests.rs") && !name.contains("/tests/")
    };
    let names = tree::files(repository);
    let names = names.into_iter().filter(|name| is_code(name) && is_within(name, folders));
    let mut number = 0;
    let file = |name: String| {
        let source = fs::read_to_string(repository.join(&name)).expect("a readable file");
        let (mutants, left_out) =
            site::mutants(&source).unwrap_or_else(|error| panic!("{name}: {error}"));
        let numbered = mutants.into_iter().map(|mutant| {
            number += 1;
            (number, mutant)
        });
        let mutants = numbered.collect();
        File { name, source, mutants, left_out }
    };
    names.map(file).collect()
}

/// Builds the copy without the mutants that the compiler refuses, which are returned too.
fn build(
    repository: &Path,
    work: &Path,
    files: &[File],
    list: &List,
) -> (Vec<PathBuf>, BTreeSet<usize>) {
    // Those that were refused before, so that the copy need not be built with them again.
    let record = work.join("refused");
    let known = fs::read_to_string(&record).unwrap_or_default();
    let known: BTreeSet<&str> = known.lines().collect();
    let mutants =
        || files.iter().flat_map(|file| file.mutants.iter().map(move |(n, m)| (*n, file.key(m))));
    let mut refused: BTreeSet<usize> =
        mutants().filter(|(_, key)| known.contains(&**key)).map(|(number, _)| number).collect();
    loop {
        let rewritten: BTreeMap<String, Rewritten> = files
            .iter()
            .map(|file| {
                let kept = file.mutants.iter().filter(|(number, _)| !refused.contains(number));
                let kept: Vec<_> = kept.map(|(number, mutant)| (*number, mutant)).collect();
                (file.name.clone(), rewrite(&file.source, &kept))
            })
            .collect();
        let root = |name: &str| {
            let source = fs::read_to_string(repository.join(name)).expect("a readable file");
            format!("#![allow(warnings, clippy::all)]\n{source}{MODULE}")
        };
        let changed = |name: &str| match name {
            "core/src/lib.rs" => Some(root(name)),
            _ => rewritten.get(name).map(|rewritten| rewritten.text.clone()),
        };
        let copy = work.join("repository");
        tree::copy(repository, &copy, &changed).expect("a copy of the repository");
        match build::programs(&copy, &list.checks, &rewritten) {
            Ok(programs) => return (programs, refused),
            Err(more) => {
                eprintln!("{} mutants are no programs", more.len());
                refused.extend(more);
                let keys =
                    mutants().filter(|(number, _)| refused.contains(number)).map(|(_, key)| key);
                fs::write(&record, keys.collect::<Vec<_>>().join("\n")).expect("a writable folder");
            }
        }
    }
}

/// Runs the checks that reach each mutant until one sees it.
fn judge(
    stages: &[Stage],
    files: &[File],
    is_judged: impl Fn(usize, &str, &Mutant) -> bool,
) -> BTreeMap<usize, Fate> {
    let all = files.iter().flat_map(|file| file.mutants.iter().map(move |(n, m)| (*n, file, m)));
    let all: Vec<_> =
        all.filter(|(number, file, mutant)| is_judged(*number, &file.name, mutant)).collect();
    let fates = Mutex::new(BTreeMap::new());
    let next = AtomicUsize::new(0);
    let begun = Instant::now();
    let judge_some = || {
        while let Some((mutant, file, site)) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut reaching =
                stages.iter().filter(|stage| stage.reached.contains(mutant)).peekable();
            let is_reached = reaching.peek().is_some();
            let fate = match reaching.any(|stage| stage.sees(*mutant, &file.name)) {
                true => Fate::Caught,
                false if is_reached => Fate::Survived,
                false => Fate::Unreached,
            };
            if fate == Fate::Survived {
                eprintln!("{}:{}: {}", file.name, site.line, site.change);
            }
            let mut fates = fates.lock().expect("no judge panics");
            fates.insert(*mutant, fate);
            if fates.len() % 50 == 0 {
                eprintln!("{} of {} after {:.0?}", fates.len(), all.len(), begun.elapsed());
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(judge_some);
        }
    });
    fates.into_inner().expect("no judge panics")
}

/// Prints what became of the mutants. Fails where one survived that is not listed, or one is listed
/// that did not.
fn report(files: &[File], list: &List, fates: &BTreeMap<usize, Fate>) -> ExitCode {
    let listed: BTreeSet<[String; 3]> = list.equivalents().collect();
    let mut used = BTreeSet::new();
    let mut faults = String::new();
    let row = |name: &str, counts: [usize; 6]| {
        let counts: String = counts.iter().map(|count| format!("{count:>11}")).collect();
        println!("{name:<44}{counts}");
    };
    println!(
        "{:<44}{:>11}{:>11}{:>11}{:>11}{:>11}{:>11}",
        "file", "mutants", "caught", "equivalent", "survived", "unreached", "left out"
    );
    let mut sums = [0; 6];
    for file in files {
        let mut counts = [0, 0, 0, 0, 0, file.left_out];
        for (number, mutant) in &file.mutants {
            let Some(fate) = fates.get(number) else {
                counts[5] += 1;
                continue;
            };
            counts[0] += 1;
            let text = format!("{}: {}", mutant.shown(&file.source), mutant.change);
            let key = [file.name.clone(), mutant.function.clone(), text];
            let known = listed.get(&key);
            counts[match (fate, known) {
                (Fate::Caught, _) => 1,
                (_, Some(known)) => {
                    used.insert(known.clone());
                    2
                }
                (Fate::Survived, None) => 3,
                (Fate::Unreached, None) => 4,
            }] += 1;
            if *fate != Fate::Caught && known.is_none() {
                let how = if *fate == Fate::Unreached { ", unreached" } else { "" };
                let [name, function, text] = key;
                faults += &format!("{name}:{} in {function}{how}\n    {text}\n", mutant.line);
            }
        }
        row(&file.name, counts);
        sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }
    row("all", sums);
    print!("\n{faults}");
    let mut idle = 0;
    for [name, function, text] in listed.difference(&used) {
        if files.iter().any(|file| &file.name == name) {
            idle += 1;
            println!("{name} in {function}: listed, and no survivor\n    {text}");
        }
    }
    if faults.is_empty() && idle == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
