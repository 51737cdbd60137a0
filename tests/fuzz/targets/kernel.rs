//! Run it with `cargo +nightly fuzz run kernel`, in `tests/fuzz`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| statsbidrag_tests::fuzzing::kernel(bytes));
