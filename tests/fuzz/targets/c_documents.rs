//! Run it with `cargo +nightly fuzz run c_documents`, in `tests/fuzz`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| statsbidrag_tests::fuzzing::c_documents(bytes));
