//! The Rust programs of the pages, as they are printed there: each becomes a module of the test
//! `pages`, which runs them and holds what they print against what the page says.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The pages with programs in Rust, from the repository's folder.
const PAGES: [&str; 2] = ["README.md", "core/README.md"];

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (mut modules, mut list) = (String::new(), String::new());
    for page in PAGES {
        let path = root.join(page);
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path).expect("a page");
        for (number, (code, printed)) in rust_blocks(&text).enumerate() {
            let name =
                format!("program_{number}_of_{}", page.replace(['/', '.'], "_").to_lowercase());
            // In a module of its own a program can stand as it is printed, with its imports and `main`.
            modules += &format!(
                "mod {name} {{\n{code}\n\
                pub(super) fn run() -> Result<(), statsbidrag::Error> {{ main() }}\n}}\n"
            );
            list +=
                &format!("Program {{ name: {name:?}, run: {name}::run, printed: {printed:?} }},\n");
        }
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("a folder from Cargo"));
    let programs = format!("{modules}const PROGRAMS: &[Program] = &[\n{list}];\n");
    fs::write(out.join("programs.rs"), programs).expect("a file in Cargo's folder");
}

/// Each block of Rust, and the block of text after it, which is what the page says that it prints.
fn rust_blocks(page: &str) -> impl Iterator<Item = (&str, &str)> {
    page.split("\n```rust\n").skip(1).map(|after| {
        let (code, rest) = after.split_once("\n```\n").expect("the end of a block");
        let printed = rest.split_once("\n```text\n").and_then(|(_, text)| text.split_once("```"));
        (code, printed.map_or("", |(text, _)| text))
    })
}
