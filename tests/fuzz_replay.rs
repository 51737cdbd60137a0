//! Every seed of the fuzz targets and what the case files have for them, without a fuzzer: what was
//! found once stays mended.
//!
//! With `STATSBIDRAG_CORPUS` what a fuzzer begins with is written to `fuzz/corpus`, as `fuzz/run` does.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use statsbidrag_tests::fuzzing::{TARGETS, Target};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// The names in a folder without what stands after their points.
fn stems(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(self::folder().join(folder)).unwrap();
    let stem = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    entries.map(|entry| stem(entry.unwrap().path())).collect()
}

/// The programs that the manifest has.
fn programs() -> BTreeSet<String> {
    let manifest = fs::read_to_string(folder().join("Cargo.toml")).unwrap();
    let name = |bin: &str| bin.split('"').nth(1).unwrap().to_owned();
    manifest.split("[[bin]]").skip(1).map(name).collect()
}

/// The seeds that are kept, where there are any, and those of the case files.
fn seeds(target: &Target) -> Vec<(String, Vec<u8>)> {
    let kept = fs::read_dir(folder().join("seeds").join(target.name)).into_iter().flatten();
    let kept = kept.map(|seed| {
        let path = seed.unwrap().path();
        (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())
    });
    let of_cases = (target.seeds)().into_iter().enumerate();
    kept.chain(of_cases.map(|(number, seed)| (format!("case_{number:05}"), seed))).collect()
}

fn replay(name: &str) {
    let target = TARGETS.iter().find(|target| target.name == name).unwrap();
    let seeds = seeds(target);
    assert!(seeds.len() > 300, "{name} has {} seeds", seeds.len());
    if env::var_os("STATSBIDRAG_CORPUS").is_some() {
        let corpus = folder().join("corpus").join(name);
        fs::create_dir_all(&corpus).unwrap();
        for (seed, bytes) in &seeds {
            fs::write(corpus.join(seed), bytes).unwrap();
        }
    }
    for (seed, bytes) in &seeds {
        // Shown if it fails.
        println!("{name} {seed}");
        (target.run)(bytes);
    }
}

macro_rules! replayed {
    ($($target:ident)+) => {
        $(
            #[test]
            fn $target() {
                replay(stringify!($target));
            }
        )+

        #[test]
        fn every_target_is_replayed() {
            let replayed: BTreeSet<String> = [$(stringify!($target)),+].map(String::from).into();
            let known = TARGETS.iter().map(|target| target.name.to_owned()).collect();
            assert_eq!(replayed, known);
            assert_eq!(replayed, stems("targets"));
            assert_eq!(replayed, programs());
            assert!(stems("seeds").is_subset(&replayed));
        }
    };
}

replayed!(measure numbers tables allocate kernel bounds documents rules settlement c_documents c_columns);
