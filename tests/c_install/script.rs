//! The script's own manners.

use std::process::Command;

use statsbidrag_tests::c;

use crate::installation::{install, installation, version};

/// What the script says when it refuses, and the status it ends with.
fn refusal(script: &mut Command) -> (Option<i32>, String) {
    let output = c::answer(script, b"");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_package_is_laid_out_under_destdir_and_finds_itself_when_it_is_unpacked() {
    let work = installation().folder("package");
    let mut script = install();
    script.env("DESTDIR", "staged").current_dir(&work);
    let said = c::succeed(script.args(["--libdir", "lib/x86_64-linux-gnu", "/usr"]), b"");
    let usr = work.join("staged/usr");
    assert_eq!(said, format!("statsbidrag {} is installed in {}\n", version(), usr.display()));

    let lib = usr.join("lib/x86_64-linux-gnu");
    assert!(lib.join("libstatsbidrag.so").exists());
    let config = lib.join("cmake/statsbidrag/statsbidrag-config.cmake");
    let config = std::fs::read_to_string(config).unwrap();
    assert!(config.contains("{CMAKE_CURRENT_LIST_DIR}/../../../..\" REALPATH"), "{config}");
    if c::has("pkg-config", "pkg-config in a package") {
        let mut asked = Command::new("pkg-config");
        asked.env("PKG_CONFIG_PATH", lib.join("pkgconfig"));
        asked.args(["--variable=includedir", "statsbidrag"]);
        let include = c::succeed(&mut asked, b"");
        assert!(std::path::Path::new(include.trim()).join("statsbidrag.h").exists(), "{include}");
    }
}

#[test]
fn help_is_an_answer_and_no_prefix_is_a_mistake() {
    let help = c::succeed(install().arg("--help"), b"");
    assert!(help.starts_with("usage: ffi-c/install.sh [--libdir NAME] PREFIX\n"), "{help}");
    assert_eq!(refusal(&mut install()), (Some(2), help));
}

#[test]
fn what_it_cannot_do_it_says_before_it_builds() {
    let one = |arguments: &[&str]| refusal(install().args(arguments));
    let said = |status, text: &str| (Some(status), format!("install.sh: {text}\n"));
    assert_eq!(one(&["--lib", "x"]), said(2, "no option --lib; see --help"));
    assert_eq!(one(&["a", "b"]), said(2, "one PREFIX, not also b; see --help"));
    assert_eq!(one(&["--libdir"]), said(2, "--libdir needs a name"));
    let inside = "--libdir is the name of a folder under PREFIX, not";
    assert_eq!(one(&["--libdir", "../lib", "a"]), said(2, &format!("{inside} '../lib'")));
    assert_eq!(one(&["--libdir=/usr/lib", "a"]), said(2, &format!("{inside} '/usr/lib'")));

    let (status, text) = one(&["/dev/null/prefix"]);
    assert_eq!(status, Some(1));
    assert!(text.ends_with("install.sh: nothing can be written in /dev/null/prefix\n"), "{text}");

    let no_cargo =
        refusal(install().arg("a").env("CARGO", "/no/cargo").env("DESTDIR", "/dev/null"));
    assert_eq!(no_cargo, said(1, "/no/cargo is not installed; see https://rustup.rs"));
}

#[test]
fn elsewhere_than_on_linux_it_names_what_to_use() {
    let folder = installation().folder("elsewhere");
    let uname = folder.join("uname");
    std::fs::write(&uname, "#!/bin/sh\necho Darwin\n").unwrap();
    _ = c::succeed(Command::new("chmod").arg("+x").arg(&uname), b"");
    let path = std::env::var("PATH").unwrap();
    let mut script = install();
    script.arg("a").env("PATH", format!("{}:{path}", folder.display()));
    let (status, said) = refusal(&mut script);
    assert_eq!(status, Some(1));
    assert!(said.contains("this is Darwin") && said.contains("cargo cinstall"), "{said}");
}
