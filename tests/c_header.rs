//! The checked-in header and list of symbols are those of the crate.

use statsbidrag_tests::header;

#[test]
fn the_header_is_made_from_the_crate() {
    let made = header::make();
    let path = header::folder().join("include/statsbidrag.h");
    if std::env::var_os("STATSBIDRAG_UPDATE").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let checked_in = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(checked_in == made, "the header is old: see ffi-c/README.md, Changing it");
}
