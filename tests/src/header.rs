//! The C header as it should be, made from the crate.

#![allow(clippy::unwrap_used, reason = "what tests stand on may panic")]

use std::path::{Path, PathBuf};

/// The folder of the C library.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../ffi-c")
}

/// Makes the header: the contract of the README as its first comment, then what cbindgen finds.
///
/// # Panics
/// Where a file is not there or the crate cannot be parsed.
#[must_use]
pub fn make() -> String {
    let folder = folder();
    let mut config = cbindgen::Config::from_file(folder.join("cbindgen.toml")).unwrap();
    config.header = Some(contract());
    config.after_includes = Some(macros());
    let source = cbindgen::Builder::new()
        .with_config(config)
        .with_crate(&folder)
        .generate()
        .expect("the crate parses");
    let mut header = Vec::new();
    source.write(&mut header);
    String::from_utf8(header).unwrap()
}

/// What cbindgen cannot write of itself.
fn macros() -> String {
    // SAFETY: the library's own text, which ends with a zero byte.
    let version = unsafe { std::ffi::CStr::from_ptr(statsbidrag_ffi::sb_version()) };
    let version = version.to_str().unwrap();
    format!(
        "\n/**\n * The version that this header is of, as text.\n */\n\
         #define SB_VERSION \"{version}\"\n\n\
         /**\n * An empty cell in a column of int64_t, and an answer that there is not: the smallest \
         number of\n * the type. Missing is never zero.\n */\n#define SB_MISSING INT64_MIN\n"
    )
}

/// The section of the README that is the contract, as a comment.
fn contract() -> String {
    let readme = std::fs::read_to_string(folder().join("README.md")).unwrap();
    let (_, after) = readme.split_once("begins with this section. -->").unwrap();
    let (contract, _) = after.split_once("<!-- Here the header's comment ends. -->").unwrap();
    let mut comment = String::from(
        "/**\n * @file\n * statsbidrag: Swedish state grants to municipalities, computed exactly and explained.\n *\n",
    );
    for paragraph in contract.trim().split("\n\n") {
        wrapped(paragraph, &mut comment);
        comment.push_str(" *\n");
    }
    comment.push_str(" * Made by cbindgen from the Rust sources: change those, not this.\n */");
    comment
}

fn wrapped(paragraph: &str, comment: &mut String) {
    let mut line = String::from(" *");
    for word in paragraph.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > 98 {
            comment.push_str(&line);
            comment.push('\n');
            line = String::from(" *");
        }
        line.push(' ');
        line.push_str(word);
    }
    comment.push_str(&line);
    comment.push('\n');
}
