//! Programs in C that give the library what it must not be given: it answers with a status and
//! problems, writes nothing, and the process lives on.
//!
//! Every program runs plainly, under valgrind and with a library that watches its memory, where
//! those are installed.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod nulls;
mod sanitizer;

use std::path::{Path, PathBuf};

use statsbidrag_tests::c::{self, Language};
use statsbidrag_tests::prototypes::Prototypes;

/// A program here, and how it is called: plainly, and where everything takes tens of times longer.
struct Case {
    name: &'static str,
    plainly: &'static [&'static str],
    slowly: &'static [&'static str],
}

const fn case(name: &'static str) -> Case {
    Case { name, plainly: &[], slowly: &[] }
}

const LENGTHS: Case = case("lengths");
const TEXTS: Case = case("texts");
const DOCUMENTS: Case = Case { name: "documents", plainly: &["200000"], slowly: &["4000"] };
const CODES: Case = case("codes");
const NUMBERS: Case = case("numbers");
/// The drawn calls of each kind.
const DRAWN: Case = Case { name: "random", plainly: &["50000"], slowly: &["1000"] };
const STRUCTS: Case = case("structs");
/// The stack of a thread in KiB, and the rounds of each.
const THREADS: Case = Case { name: "threads", plainly: &["2048", "100"], slowly: &["2048", "2"] };
const SMALL_STACKS: Case = Case { name: "threads", plainly: &["256", "4"], slowly: &["256", "1"] };
const PANIC: Case = case("panic");

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("c_bad_input")
}

fn source(case: &Case) -> PathBuf {
    folder().join(case.name).with_extension("c")
}

fn run(case: &Case) {
    let scratch = c::scratch(&format!("c_bad_input/{}_{}", case.name, case.plainly.join("_")));
    let program = c::compile(Language::C, &source(case), &scratch);
    _ = program.run(case.plainly, b"");
    program.run_under_valgrind(case.slowly, b"");
}

/// The source of the program that is made from the header.
fn nulls(scratch: &Path) -> PathBuf {
    let source = scratch.join("nulls.c");
    std::fs::copy(folder().join("check.h"), scratch.join("check.h")).unwrap();
    std::fs::write(&source, nulls::program(&Prototypes::checked_in())).unwrap();
    source
}

#[test]
fn every_function_answers_null_for_each_of_its_pointers() {
    let scratch = c::scratch("c_bad_input/nulls");
    let program = c::compile(Language::C, &nulls(&scratch), &scratch);
    _ = program.run::<&str>(&[], b"");
    program.run_under_valgrind::<&str>(&[], b"");
}

#[test]
fn every_function_of_the_header_is_called_with_null() {
    let header = Prototypes::checked_in();
    let program = nulls::program(&header);
    assert!(header.functions.len() > 30, "{} functions", header.functions.len());
    for function in &header.functions {
        assert!(program.contains(&format!(" call_{}(", function.name)), "{}", function.name);
    }
}

#[test]
#[should_panic(expected = "the header has a handle sb_new that is not known here")]
fn a_handle_that_is_not_known_is_not_passed_over() {
    let header = "typedef struct sb_new sb_new;\nvoid sb_new_free(struct sb_new *made);\n";
    _ = nulls::program(&Prototypes::read(header));
}

#[test]
fn lengths_that_no_memory_has_are_refused_before_anything_is_read() {
    run(&LENGTHS);
}

#[test]
fn texts_that_are_not_utf8_are_told_with_their_byte() {
    run(&TEXTS);
}

#[test]
fn documents_that_are_wrong_large_or_deep_are_answered() {
    run(&DOCUMENTS);
}

#[test]
fn codes_and_flags_out_of_range_are_told_all_at_once() {
    run(&CODES);
}

#[test]
fn numbers_that_are_wrong_missing_or_enormous_are_told_or_divided_exactly() {
    run(&NUMBERS);
}

#[test]
fn drawn_calls_are_answered_and_write_nothing_where_they_fail() {
    run(&DRAWN);
}

#[test]
fn structs_and_arrays_that_lie_wrong_in_memory_are_refused() {
    run(&STRUCTS);
}

#[test]
fn threads_that_share_handles_get_what_one_thread_got() {
    run(&THREADS);
}

#[test]
fn a_deep_document_does_not_overflow_a_small_stack() {
    run(&SMALL_STACKS);
}

#[test]
fn a_panic_becomes_a_status_and_everything_goes_on() {
    run(&PANIC);
}

#[test]
fn valgrind_finds_what_a_caller_must_not_do() {
    if !c::has("valgrind", "the proof that valgrind finds misuse") {
        return;
    }
    let scratch = c::scratch("c_bad_input/misuse");
    let program = c::compile(Language::C, &folder().join("misuse.c"), &scratch);
    program.run_under_valgrind(&["nothing"], b"");
    for misuse in sanitizer::MISUSES {
        let run = || program.run_under_valgrind(&[misuse.0], b"");
        assert!(std::panic::catch_unwind(run).is_err(), "{} was not found", misuse.0);
    }
}

/// One test, so that the library is built once and no other test waits for the processors.
#[test]
fn nothing_is_used_after_it_was_freed() {
    let Some(library) = sanitizer::library() else { return };
    sanitizer::finds_what_is_wrong(&library, &folder());
    let scratch = c::scratch("c_bad_input/sanitizer");
    sanitizer::run(&library, &nulls(&scratch), &scratch, &[]);
    let facts = [&LENGTHS, &TEXTS, &DOCUMENTS, &CODES, &NUMBERS, &DRAWN, &STRUCTS];
    for case in facts.into_iter().chain([&THREADS, &PANIC]) {
        sanitizer::run(&library, &source(case), &scratch, case.slowly);
    }
}
