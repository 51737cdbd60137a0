//! An example's program: built once, asked as a user would ask it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// An example of the library, by its name.
#[derive(Debug)]
pub struct Example(PathBuf);

/// What a program answered, with ordinary spaces for those that do not break.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// The exit status.
    pub status: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Example {
    /// Builds the example with the profile of the running test; not where whoever runs all tests says
    /// that the examples are built already, since cargo would do so again with other features.
    ///
    /// # Panics
    /// Where it does not build.
    #[must_use]
    pub fn build(name: &str) -> Self {
        // target/<profile>/deps/<test>-…, or target/<triple>/<profile>/deps/<test>-…
        let test = std::env::current_exe().expect("a path of the test");
        let profile_folder = test.ancestors().nth(2).expect("a folder of the profile");
        let profile = match profile_folder.file_name().and_then(OsStr::to_str) {
            Some("debug") | None => "test",
            Some(other) => other,
        };
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        let program = profile_folder.join("examples").join(file);
        if std::env::var_os("STATSBIDRAG_EXAMPLES_ARE_BUILT").is_some() && program.exists() {
            return Self(program);
        }
        let mut build = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
        build.args(["build", "--quiet", "--example", name, "--profile", profile, "--target-dir"]);
        build.arg(profile_folder.parent().expect("a target folder"));
        build.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        assert!(build.status().expect("cargo").success(), "{name} does not build");
        Self(program)
    }

    /// A command that runs it.
    #[must_use]
    pub fn command(&self) -> Command {
        Command::new(&self.0)
    }

    /// Asks it.
    ///
    /// # Panics
    /// Where it does not run, or writes what is not UTF-8.
    #[must_use]
    pub fn ask<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Answer {
        let output = self.command().args(arguments).output().expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8").replace('\u{a0}', " ");
        Answer { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Its answer.
    ///
    /// # Panics
    /// Where it refuses.
    #[must_use]
    pub fn page(&self, arguments: &[&str]) -> String {
        let answer = self.ask(arguments);
        assert_eq!((answer.status, answer.err.as_str()), (Some(0), ""), "{arguments:?}");
        answer.out
    }

    /// Its refusal.
    ///
    /// # Panics
    /// Where it answers, or panics itself.
    #[must_use]
    pub fn refusal(&self, arguments: &[&str]) -> String {
        let answer = self.ask(arguments);
        assert_eq!((answer.status, answer.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(!answer.err.contains("panicked"), "{}", answer.err);
        answer.err
    }
}

/// A file with this content in `folder`, a test's own.
///
/// # Panics
/// Where it cannot be written.
#[must_use]
pub fn file(folder: &str, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = Path::new(folder).join(name);
    std::fs::write(&path, content).expect("a file of the test");
    path.to_str().expect("a path in UTF-8").to_owned()
}

/// A page with its lines joined and its spaces single.
#[must_use]
pub fn flat(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}
