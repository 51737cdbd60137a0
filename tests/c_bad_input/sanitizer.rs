//! The library with AddressSanitizer in it, which finds what is read or written after it was freed or
//! outside of what there is, in the C program and in the library alike.
//!
//! It takes the nightly toolchain and a C compiler with AddressSanitizer of its own: the compiler's
//! runtime serves both sides.

use std::path::{Path, PathBuf};
use std::process::Command;

use statsbidrag_tests::c::{self, Language, Program};

const FLAG: &str = "-fsanitize=address";

/// What `misuse.c` does by its name, and what AddressSanitizer calls it.
pub(crate) const MISUSES: [(&str, &str); 5] = [
    ("text", "heap-use-after-free"),
    ("handle", "heap-use-after-free"),
    ("twice", "heap-use-after-free"),
    ("short", "heap-buffer-overflow"),
    ("leak", "detected memory leaks"),
];

/// Builds the static library; nothing where the system cannot, and a line says so.
pub(crate) fn library() -> Option<PathBuf> {
    let mut asked = Command::new("rustup");
    let asked = asked.args(["run", "nightly", "rustc", "--version", "--verbose"]).output();
    let Some(version) = asked.ok().filter(|output| output.status.success()) else {
        c::skipped("the library with AddressSanitizer", "nightly Rust is not installed");
        return None;
    };
    let version = String::from_utf8(version.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned();
    if !compiler_has_it() {
        c::skipped("the library with AddressSanitizer", "the C compiler has none");
        return None;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = root.join("target/asan");
    let mut build = Command::new("rustup");
    build.args([
        "run",
        "nightly",
        "cargo",
        "rustc",
        "--quiet",
        "--locked",
        "-p",
        "statsbidrag-ffi",
    ]);
    build.args(["--lib", "--crate-type", "staticlib", "--features", "panics-on-request"]);
    build.args(["--target", &host, "--target-dir"]).arg(&target);
    build.current_dir(root).env("RUSTFLAGS", "-Zsanitizer=address");
    // It is built for this once, and building takes longer than what it does.
    build.env("CARGO_PROFILE_DEV_OPT_LEVEL", "0");
    // What the running tests were built with is not for another toolchain.
    for variable in ["CARGO_ENCODED_RUSTFLAGS", "RUSTC", "RUSTDOC", "CARGO_TARGET_DIR"] {
        build.env_remove(variable);
    }
    _ = c::succeed(&mut build, b"");
    let library = target.join(host).join("debug/libstatsbidrag_ffi.a");
    assert!(library.exists(), "{} is not there", library.display());
    Some(library)
}

fn compiler_has_it() -> bool {
    let folder = c::scratch("c_bad_input/asan_at_all");
    let source = folder.join("empty.c");
    std::fs::write(&source, "int main(void) { return 0; }\n").unwrap();
    let mut compiler = Language::C.compiler();
    compiler.args([FLAG, "-o"]).arg(folder.join("empty")).arg(&source);
    compiler.output().is_ok_and(|output| output.status.success())
}

fn compile(library: &Path, source: &Path, folder: &Path) -> Program {
    c::link(Language::C, source, folder, library, &[FLAG])
}

/// Runs a program with that library: nothing is found.
pub(crate) fn run(library: &Path, source: &Path, folder: &Path, arguments: &[&str]) {
    _ = compile(library, source, folder).run(arguments, b"");
}

/// A program that does what it must not is found out, so that the others are known to be watched.
pub(crate) fn finds_what_is_wrong(library: &Path, folder: &Path) {
    let scratch = c::scratch("c_bad_input/asan_proof");
    let program = compile(library, &folder.join("misuse.c"), &scratch);
    _ = program.run(&["nothing"], b"");
    for (misuse, found) in MISUSES {
        let output = c::answer(Command::new(program.path()).arg(misuse), b"");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{misuse} was not found");
        assert!(said.contains(found), "{misuse} was found as something else:\n{said}");
    }
}
