//! The program of an example, by its name, and what it must do whatever it is asked.

use std::ffi::OsStr;
use std::process::Stdio;
use std::sync::OnceLock;

use statsbidrag_tests::example::Example;

pub(crate) use statsbidrag_tests::example::Answer;

/// The program, built once: a test is about one example.
fn program(name: &str) -> &'static Example {
    static PROGRAM: OnceLock<Example> = OnceLock::new();
    PROGRAM.get_or_init(|| Example::build(name))
}

pub(crate) fn ask<S: AsRef<OsStr>>(name: &str, arguments: impl IntoIterator<Item = S>) -> Answer {
    program(name).ask(arguments)
}

/// The answer, where there is one.
pub(crate) fn page(name: &str, arguments: &[&str]) -> String {
    program(name).page(arguments)
}

/// Why there is none.
pub(crate) fn refusal(name: &str, arguments: &[&str]) -> String {
    program(name).refusal(arguments)
}

/// A file for the program to read.
pub(crate) fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    statsbidrag_tests::example::file(env!("CARGO_TARGET_TMPDIR"), name, content)
}

/// Where the answer cannot be written, that is told.
pub(crate) fn a_full_device_is_told(name: &str) {
    if cfg!(target_os = "linux") {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = program(name).command().stdout(full).output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(message, "Svaret går inte att skriva: platsen är slut (StorageFull).\n");
    }
}

/// A reader that leaves early is no error.
pub(crate) fn a_closed_pipe_is_no_error(name: &str, arguments: &[&str]) {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = program(name).command();
    command.args(arguments).stdout(writer).stderr(Stdio::piped());
    let output = command.output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), message.as_str()), (Some(0), ""), "{arguments:?}");
}
