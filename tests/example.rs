//! An example's program: built once, asked, and what it must do whatever it is asked.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// The program of an example, built with the profile of this test if it is not there yet. A test is
/// about one example.
fn program(name: &str) -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        // target/<profile>/deps/<test>-…, or target/<triple>/<profile>/deps/<test>-…
        let test = std::env::current_exe().unwrap();
        let profile_folder = test.parent().unwrap().parent().unwrap();
        let profile = match profile_folder.file_name().unwrap().to_str().unwrap() {
            "debug" => "test",
            other => other,
        };
        let mut build = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
        build.args(["build", "--quiet", "--example", name, "--profile", profile]);
        build.arg("--target-dir").arg(profile_folder.parent().unwrap());
        build.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        assert!(build.status().unwrap().success(), "the example does not build");
        profile_folder.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    })
}

/// What the program answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn ask<S: AsRef<OsStr>>(name: &str, arguments: impl IntoIterator<Item = S>) -> Answer {
    let output = Command::new(program(name)).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap().replace('\u{a0}', " ");
    Answer { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// The answer, where there is one.
pub(crate) fn page(name: &str, arguments: &[&str]) -> String {
    let answer = ask(name, arguments);
    assert_eq!((answer.status, answer.err.as_str()), (Some(0), ""), "{arguments:?}");
    answer.out
}

/// Why there is none.
pub(crate) fn refusal(name: &str, arguments: &[&str]) -> String {
    let answer = ask(name, arguments);
    assert_eq!((answer.status, answer.out.as_str()), (Some(2), ""), "{arguments:?}");
    assert!(!answer.err.contains("panicked"), "{}", answer.err);
    answer.err
}

/// A file for the program to read.
pub(crate) fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Where the answer cannot be written, that is told.
pub(crate) fn a_full_device_is_told(name: &str) {
    if cfg!(target_os = "linux") {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = Command::new(program(name)).stdout(full).output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(message, "Svaret går inte att skriva: platsen är slut (StorageFull).\n");
    }
}

/// A reader that leaves early is no error.
pub(crate) fn a_closed_pipe_is_no_error(name: &str, arguments: &[&str]) {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(program(name));
    command.args(arguments).stdout(writer).stderr(Stdio::piped());
    let output = command.output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), message.as_str()), (Some(0), ""), "{arguments:?}");
}
