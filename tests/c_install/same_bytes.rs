//! The installed library answers as the one that is tested, byte for byte: it is optimised in another way,
//! does not check for overflow, and has no threads.

use std::path::Path;
use std::process::Command;

use statsbidrag_tests::c::{self, Language};
use statsbidrag_tests::c_cases::{documents, other_answers, sent};

use crate::installation::installation;

#[test]
fn every_answer_is_the_same_bytes() {
    if !c::has("pkg-config", "whether the installed library answers as the tested one") {
        return;
    }
    let installation = installation();
    let folder = installation.folder("same-bytes");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("c_library/cases.c");
    let mut cc = Language::C.compiler();
    cc.arg(Language::C.standard()).args(c::WARNINGS).arg(source).args(["-o", "cases"]);
    _ = c::succeed(
        cc.args(installation.pkg_config(&["--cflags", "--libs"])).current_dir(&folder),
        b"",
    );
    let documents = documents();
    let mut program = Command::new(folder.join("cases"));
    program.env("LD_LIBRARY_PATH", installation.lib());
    let said = c::succeed(&mut program, &sent(documents.iter()));
    let others = other_answers(&documents, &said);
    assert!(others.is_empty(), "{} answers:\n{}", others.len(), others.join("\n"));
}
