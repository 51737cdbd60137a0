//! The first programs in languages other than C, against the installed library.

use std::path::Path;
use std::process::Command;

use statsbidrag_tests::c::{self, Language};

use crate::installation::{example, installation};

/// What every one of them prints, worked out by hand.
///
/// Ten million kronor, 70 % by asylum seekers (1200 + 2300 + 3100 = 6600) and 30 % by population
/// (935619 + 328494 + 556640 = 1820753):
///
/// ```text
/// 7000000 × 1200/6600 + 3000000 × 935619/1820753 = 1272727.273 + 1541591.309 = 2814318.581
/// 7000000 × 2300/6600 + 3000000 × 328494/1820753 = 2439393.939 +  541249.692 = 2980643.631
/// 7000000 × 3100/6600 + 3000000 × 556640/1820753 = 3287878.788 +  917159.000 = 4205037.787
/// ```
///
/// The whole parts sum to 9999998; the two kronor that are left go to .787 and .631.
///
/// In Mölndal a supervisor has at most six social workers. Nine with one: 9 − 6 = 3 over; with one
/// supervisor more, 9 / 2 = 4.5 are within the limit, so that one is hired.
///
/// A new social worker costs 180000 kr from 2016-12-01 to 2017-01-31. The grant year 2016 has 31 of
/// the 62 days, half of the cost.
///
/// In the bad call two weights are negative, and the shares are 70 and 40 of 100, which is 1.1.
const PRINTED: &str = "\
2814318 kr
2980644 kr
4205038 kr
breach: 3 over, hire 1
part: 90000 of 180000 kr OUTSIDE_PERIOD SPLIT_BY_DAY
SB_INPUT
/shares: shares_not_one: got a sum of 1.1, want exactly 1
/weights/0/1: negative: got -2300, want 0 or more
/weights/1/2: negative: got -5, want 0 or more
";

/// A compiler that must have nothing to say.
fn silently(compiler: &mut Command) {
    let output = c::answer(compiler, b"");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(output.status.success() && said.is_empty(), "{compiler:?}:\n{said}");
}

#[test]
fn cpp() {
    if !c::has("pkg-config", "the first program in C++") {
        return;
    }
    let installation = installation();
    let program = installation.folder("cpp").join("first");
    let mut compiler = Language::Cpp.compiler();
    compiler.arg(Language::Cpp.standard()).args(c::WARNINGS);
    compiler.args(["-Wconversion", "-Wsign-conversion", "-Wshadow", "-Wold-style-cast"]);
    compiler.arg(example("first.cpp")).arg("-o").arg(&program);
    silently(compiler.args(installation.pkg_config(&["--cflags", "--libs"])));
    assert_eq!(installation.run(&mut Command::new(&program)), PRINTED);
    if c::has("valgrind", "whether the first program in C++ loses memory") {
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--quiet", "--error-exitcode=99", "--leak-check=full"]);
        assert_eq!(installation.run(valgrind.arg(&program)), PRINTED);
    }
}

#[test]
fn python() {
    if !c::has("python3", "the first program in Python") {
        return;
    }
    let mut python = Command::new("python3");
    python.args(["-W", "error", "-X", "dev"]).arg(example("first.py"));
    assert_eq!(installation().run(&mut python), PRINTED);
}

#[test]
fn cobol() {
    if !c::has("cobc", "the first program in COBOL") {
        return;
    }
    let installation = installation();
    let program = installation.folder("cobol").join("first");
    let mut compiler = Command::new("cobc");
    compiler.args(["-x", "-free", "-fstatic-call", "-Wall", "-Werror"]).arg(example("first.cob"));
    compiler.arg("-L").arg(installation.lib()).args(["-l", "statsbidrag", "-o"]).arg(&program);
    silently(&mut compiler);
    assert_eq!(installation.run(&mut Command::new(&program)), PRINTED);
}

/// Where distributions put JNA.
const JNA: [&str; 3] =
    ["/usr/share/java/jna.jar", "/usr/share/java/jna/jna.jar", "/usr/lib/java/jna.jar"];

#[test]
fn java() {
    if !c::has("javac", "the first program in Java") {
        return;
    }
    let Some(jna) = JNA.into_iter().find(|jar| Path::new(jar).exists()) else {
        c::skipped("the first program in Java", "jna.jar is not installed");
        return;
    };
    let installation = installation();
    let classes = installation.folder("java");
    let mut compiler = Command::new("javac");
    compiler.args(["-encoding", "UTF-8", "-Xlint:all", "-Werror", "-cp", jna, "-d"]);
    silently(compiler.arg(&classes).arg(example("First.java")));
    let mut java = Command::new("java");
    java.arg("-cp").arg(format!("{jna}:{}", classes.display()));
    java.arg(format!("-Djna.library.path={}", installation.lib().display()));
    assert_eq!(c::succeed(java.arg("First"), b""), PRINTED);
}
