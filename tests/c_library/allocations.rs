//! Single decisions allocate nothing, and columns nothing for a row.

use std::path::Path;

use statsbidrag_tests::c::{self, Language};

const WRAPPED: [&str; 1] = ["-Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=posix_memalign"];

#[test]
fn single_decisions_allocate_nothing_and_columns_nothing_for_a_row() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("c_library/allocations.c");
    let scratch = c::scratch("allocations");
    let program = c::link(Language::C, &source, &scratch, &c::library(), &WRAPPED);
    let expected = "one at a time: 0\n\
        sb_allocate: not for a row\n\
        sb_allocate with maximums: not for a row\n\
        sb_check_ratio: not for a row\n\
        sb_assess: not for a row\n";
    assert_eq!(program.run::<&str>(&[], b""), expected);
}
