//! Run it with `cargo +nightly fuzz run settlement`, in `tests/fuzz`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| statsbidrag_tests::fuzzing::settlement(bytes));
