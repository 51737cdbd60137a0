//! Programs that find the installed library by itself and link it.

use std::path::Path;
use std::process::Command;

use statsbidrag_tests::c::{self, Language};

use crate::installation::{Installation, example, installation, readelf, version};

/// What `examples/first.c` prints; the calculation stands in `languages.rs`.
const AMOUNTS: &str = "2814318 kr\n2980644 kr\n4205038 kr\n";

/// Compiles the README's program in a folder of its own, with these flags and no others.
fn compile(folder: &Path, flags: Vec<String>) -> Command {
    std::fs::copy(example("first.c"), folder.join("first.c")).unwrap();
    let mut cc = Language::C.compiler();
    cc.arg(Language::C.standard()).args(c::WARNINGS).args(["first.c", "-o", "first"]);
    assert_eq!(c::succeed(cc.args(flags).current_dir(folder), b""), "");
    Command::new(folder.join("first"))
}

/// Whether a program asks the system for the shared library when it starts.
fn needs_the_shared_library(program: &Path) -> bool {
    let dynamic = readelf("--dynamic", program);
    dynamic.lines().any(|line| line.contains("(NEEDED)") && line.contains("libstatsbidrag"))
}

#[test]
fn a_program_finds_all_that_it_needs_by_pkg_config() {
    if !c::has("pkg-config", "a program that is linked to the shared library") {
        return;
    }
    let installation = installation();
    assert_eq!(installation.pkg_config(&["--modversion"]), [version()]);
    let folder = installation.folder("shared");
    let mut program = compile(&folder, installation.pkg_config(&["--cflags", "--libs"]));
    assert_eq!(installation.run(&mut program), AMOUNTS);
    if c::has("readelf", "what a program needs") {
        assert!(needs_the_shared_library(&folder.join("first")));
    }
}

#[test]
fn a_program_that_is_linked_statically_needs_no_shared_library() {
    if !c::has("pkg-config", "a program that is linked to the static library") {
        return;
    }
    // Where the shared library is beside it, the README's way of choosing; else no way is needed.
    let beside = installation().folder("static");
    let flags = installation().pkg_config(&["--cflags", "--static", "--libs"]);
    let chosen = flags.iter().map(|flag| flag.replace("-lstatsbidrag", "-l:libstatsbidrag.a"));
    let by_name = compile(&beside, chosen.collect());

    let alone = installation().folder("static-only");
    let only = installation().static_only(&alone.join("prefix"));
    let mut flags = only.pkg_config(&["--cflags", "--static", "--libs"]);
    flags.extend(["-Wl,--gc-sections".to_owned(), "-s".to_owned()]);
    let by_itself = compile(&alone, flags);
    let size = std::fs::metadata(alone.join("first")).unwrap().len();
    assert!(size < 1_000_000, "{size} bytes, of what the first program does not use too");

    for mut program in [by_name, by_itself] {
        assert_eq!(c::succeed(&mut program, b""), AMOUNTS);
        if c::has("readelf", "what a program needs") {
            assert!(!needs_the_shared_library(Path::new(program.get_program())));
        }
    }
}

/// A Rust library of somebody else: it needs the standard library, and panics.
const OTHER: &str = "
#[unsafe(no_mangle)]
pub extern \"C\" fn other_length(of: u8) -> i32 {
    let work = || if of > 9 { panic!(\"{of}\") } else { format!(\"{of}\").len() as i32 };
    std::panic::catch_unwind(work).unwrap_or(-1)
}
";

/// A program that uses both.
const BOTH: &str = "
#include <stdio.h>
#include <statsbidrag.h>
extern int other_length(unsigned char of);
int main(void) {
    sb_rulebook *rulebook = NULL;
    sb_status status = sb_rulebook_load(\"?\", 1, &rulebook, NULL);
    printf(\"%s %d %d\\n\", sb_status_name(status), other_length(7), other_length(10));
    return 0;
}
";

#[test]
fn the_static_library_gets_along_with_another_rust_library() {
    if !c::has("pkg-config", "a program of two Rust libraries") {
        return;
    }
    let folder = installation().folder("two");
    std::fs::write(folder.join("other.rs"), OTHER).unwrap();
    std::fs::write(folder.join("both.c"), BOTH).unwrap();
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or("rustc".into()));
    rustc.args(["--edition=2024", "--crate-type=staticlib", "other.rs"]).current_dir(&folder);
    _ = c::succeed(&mut rustc, b"");

    let flags = installation().pkg_config(&["--cflags", "--static", "--libs"]).join(" ");
    for libraries in ["-lstatsbidrag libother.a", "libother.a -lstatsbidrag"] {
        let flags = flags.replace("-lstatsbidrag", libraries);
        let flags = flags.replace("-lstatsbidrag", "-l:libstatsbidrag.a");
        let mut cc = Language::C.compiler();
        cc.arg(Language::C.standard()).args(c::WARNINGS).args(["both.c", "-o", "both"]);
        _ = c::succeed(cc.args(flags.split(' ')).current_dir(&folder), b"");
        let said = c::succeed(&mut Command::new(folder.join("both")), b"");
        assert_eq!(said, "SB_INPUT 1 -1\n", "{libraries}");
    }
}

/// A project that links the README's program both ways.
const PROJECT: &str = "cmake_minimum_required(VERSION 3.16)
project(first C)
find_package(statsbidrag ${WANTED} REQUIRED)
add_executable(shared first.c)
target_link_libraries(shared PRIVATE statsbidrag::statsbidrag)
add_executable(static first.c)
target_link_libraries(static PRIVATE statsbidrag::static)
";

/// Configures the project for a version that is wanted.
fn configure(installation: &Installation, folder: &Path, wanted: &str) -> Command {
    let mut cmake = Command::new("cmake");
    cmake.args(["-S", ".", "-B"]).arg(format!("build-{wanted}")).current_dir(folder);
    cmake.arg(format!("-DCMAKE_PREFIX_PATH={}", installation.prefix.display()));
    cmake.arg(format!("-DWANTED={wanted}"));
    cmake
}

#[test]
fn a_cmake_project_links_either_library() {
    if !c::has("cmake", "a CMake project") || !c::has("make", "a CMake project") {
        return;
    }
    let installation = installation();
    let folder = installation.folder("cmake");
    std::fs::write(folder.join("CMakeLists.txt"), PROJECT).unwrap();
    std::fs::copy(example("first.c"), folder.join("first.c")).unwrap();

    let version = version();
    let (same, _) = version.rsplit_once('.').unwrap();
    _ = c::succeed(&mut configure(installation, &folder, same), b"");
    let build = folder.join(format!("build-{same}"));
    _ = c::succeed(Command::new("cmake").arg("--build").arg(&build), b"");
    // CMake writes into a program where its libraries are.
    for program in ["shared", "static"] {
        assert_eq!(c::succeed(&mut Command::new(build.join(program)), b""), AMOUNTS);
    }
    if c::has("readelf", "what a program needs") {
        assert!(needs_the_shared_library(&build.join("shared")));
        assert!(!needs_the_shared_library(&build.join("static")));
    }
}

#[test]
fn cmake_takes_a_compatible_version_and_no_other() {
    if !c::has("cmake", "versions in CMake") || !c::has("make", "versions in CMake") {
        return;
    }
    let installation = installation();
    let folder = installation.folder("cmake-versions");
    // Without a language: only the version is asked about.
    let project = "cmake_minimum_required(VERSION 3.16)\nproject(asks NONE)\n\
                   find_package(statsbidrag ${WANTED} REQUIRED)\n";
    std::fs::write(folder.join("CMakeLists.txt"), project).unwrap();
    let takes = |wanted: &str| {
        let output = c::answer(&mut configure(installation, &folder, wanted), b"");
        output.status.success()
    };
    let version = version();
    let (same, patch) = version.rsplit_once('.').unwrap();
    assert!(takes("") && takes(same) && takes(&version));
    let later = format!("{same}.{}", patch.parse::<u32>().unwrap() + 1);
    // 0.10 begins as 0.1 does, and is another.
    for other in [later, format!("{same}0"), format!("{same}99"), "99".to_owned()] {
        assert!(!takes(&other), "{other} for {version}");
    }
}
