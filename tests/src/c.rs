//! Programs in C and C++, compiled against the library that was built with the tests and run plainly
//! or under valgrind.

#![allow(clippy::unwrap_used, reason = "what tests stand on may panic")]

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::header;

/// What every program must pass without a warning.
pub const WARNINGS: [&str; 4] = ["-Wall", "-Wextra", "-Werror", "-pedantic"];

/// What a program that links a static Rust library needs of the system.
const SYSTEM: [&str; 7] = ["-lgcc_s", "-lutil", "-lrt", "-lpthread", "-lm", "-ldl", "-lc"];

/// The language of a source file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// C99.
    C,
    /// C++17.
    Cpp,
}

impl Language {
    /// The compiler: `CC` or `CXX`, or what the system calls its own.
    #[must_use]
    pub fn compiler(self) -> Command {
        let (variable, own) = match self {
            Language::C => ("CC", "cc"),
            Language::Cpp => ("CXX", "c++"),
        };
        Command::new(std::env::var_os(variable).unwrap_or(own.into()))
    }

    /// The standard that is kept to.
    #[must_use]
    pub fn standard(self) -> &'static str {
        match self {
            Language::C => "-std=c99",
            Language::Cpp => "-std=c++17",
        }
    }
}

/// A program that was compiled.
#[derive(Clone, Debug)]
pub struct Program(PathBuf);

/// The static library that cargo has left beside the running test.
///
/// # Panics
/// Where it is not there.
#[must_use]
pub fn library() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let library = test.with_file_name("libstatsbidrag_ffi.a");
    assert!(library.exists(), "{} is not there", library.display());
    library
}

/// Says what is skipped and why, past the capture of what a test that passes prints: `tests/run` gathers
/// these lines.
pub fn skipped(what: &str, why: &str) {
    _ = writeln!(std::io::stderr(), "skipped: {what}, since {why}");
}

/// Whether the system has a tool; where it has not, a line says what is skipped.
#[must_use]
pub fn has(tool: &str, what: &str) -> bool {
    let mut asked = Command::new(tool);
    asked.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    let is_there = asked.status().is_ok_and(|status| status.success());
    if !is_there {
        skipped(what, &format!("{tool} is not installed"));
    }
    is_there
}

/// A folder for what a test makes, empty at first and its own.
///
/// # Panics
/// Where it cannot be made.
#[must_use]
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/c").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Compiles a source file without a warning and links it to the library beside the test.
///
/// # Panics
/// Where it does not compile: with what the compiler says.
#[must_use]
pub fn compile(language: Language, source: &Path, folder: &Path) -> Program {
    link(language, source, folder, &library(), &[])
}

/// Compiles a source file and links it to a static library, with more flags.
///
/// # Panics
/// As [`compile`].
#[must_use]
pub fn link(
    language: Language,
    source: &Path,
    folder: &Path,
    library: &Path,
    flags: &[&str],
) -> Program {
    let program = folder.join(source.file_stem().unwrap());
    let mut compiler = language.compiler();
    compiler.args([language.standard(), "-g", "-O1"]).args(WARNINGS).args(flags);
    compiler.arg("-I").arg(header::folder().join("include"));
    compiler.arg(source).arg(library).args(SYSTEM).arg("-o").arg(&program);
    let output = compiler.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{} does not compile:\n{said}", source.display());
    Program(program)
}

impl Program {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Runs it with this on its standard input; it must end with success.
    ///
    /// # Panics
    /// Where it does not run or does not end with success: with what it said.
    #[must_use]
    pub fn run<S: AsRef<OsStr>>(&self, arguments: &[S], input: &[u8]) -> String {
        succeed(Command::new(&self.0).args(arguments), input)
    }

    /// Runs it under valgrind, where that is installed: no error, no byte lost.
    ///
    /// # Panics
    /// As [`run`](Self::run), and where valgrind finds something.
    pub fn run_under_valgrind<S: AsRef<OsStr>>(&self, arguments: &[S], input: &[u8]) {
        if !has("valgrind", &format!("{} under valgrind", self.0.display())) {
            return;
        }
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--quiet", "--error-exitcode=99", "--leak-check=full"]);
        valgrind.args([
            "--show-leak-kinds=definite,indirect,possible",
            "--errors-for-leak-kinds=definite,indirect,possible",
        ]);
        let threads = concat!(env!("CARGO_MANIFEST_DIR"), "/src/threads.supp");
        valgrind.arg(format!("--suppressions={threads}"));
        _ = succeed(valgrind.arg(&self.0).args(arguments), input);
    }
}

/// Runs a command with this on its standard input and gives back what it says.
///
/// # Panics
/// Where it does not end with success: with what it said.
pub fn succeed(command: &mut Command, input: &[u8]) -> String {
    let Output { status, stdout, stderr } = answer(command, input);
    let (out, err) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success(), "{command:?} ended with {status}:\n{out}\n{err}");
    out.into_owned()
}

/// Runs a command with this on its standard input.
///
/// # Panics
/// Where it does not run.
pub fn answer(command: &mut Command, input: &[u8]) -> Output {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // A program that does not read is no mistake here.
        scope.spawn(move || _ = stdin.write_all(input));
        child.wait_with_output().unwrap()
    })
}
