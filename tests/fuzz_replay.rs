//! Every seed of the fuzz targets, without a fuzzer: what was found once stays mended.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use statsbidrag_tests::{documents, fuzzing};

fn replay(target: &str, run: fn(&[u8])) {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut replayed = 0;
    for seed in fs::read_dir(seeds).unwrap() {
        let path = seed.unwrap().path();
        // Shown if it fails.
        println!("{}", path.display());
        run(&fs::read(path).unwrap());
        replayed += 1;
    }
    assert!(replayed >= 5, "{target} has {replayed} seeds");
}

#[test]
fn measures() {
    replay("measure", fuzzing::measure);
}

#[test]
fn allocations() {
    replay("allocate", fuzzing::allocate);
}

#[test]
fn changed_documents() {
    replay("documents", |bytes| _ = documents::answered(bytes));
}
