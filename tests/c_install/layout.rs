//! What is laid out, and what is in it.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use statsbidrag_tests::{c, header};

use crate::installation::{installation, readelf, version};

/// The most that the stripped shared library may weigh, in bytes.
const SIZE: u64 = 3_400_000;

/// Every file under a folder, a link with what it leads to.
fn files(folder: &Path, below: &str, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{below}{}", path.file_name().unwrap().to_str().unwrap());
        if let Ok(target) = std::fs::read_link(&path) {
            assert!(found.insert(format!("{name} -> {}", target.display())));
        } else if path.is_dir() {
            files(&path, &format!("{name}/"), found);
        } else {
            assert!(found.insert(name));
        }
    }
}

/// What may stand in a SONAME: the part of a version that Cargo's rule of compatibility looks at.
fn compatible(version: &str) -> String {
    let parts: Vec<&str> = version.split('.').collect();
    match parts[..] {
        ["0", "0", patch] => format!("0.0.{patch}"),
        ["0", minor, _] => format!("0.{minor}"),
        [major, _, _] => major.to_owned(),
        _ => panic!("{version} is not of three numbers"),
    }
}

/// The names that a library defines for others.
fn symbols(which: &str, library: &Path) -> BTreeSet<String> {
    let mut nm = Command::new("nm");
    nm.args([which, "--defined-only", "--format=posix"]).arg(library);
    // An archive names its members too, each in a line of one word.
    let names = c::succeed(&mut nm, b"");
    names.lines().filter_map(|line| line.split_once(' ')).map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn everything_is_where_the_readme_says() {
    let mut found = BTreeSet::new();
    files(&installation().prefix, "", &mut found);
    let full = format!("libstatsbidrag.so.{}", version());
    let short = format!("libstatsbidrag.so.{}", compatible(&version()));
    let wanted = [
        "include/statsbidrag.h".to_owned(),
        "lib/cmake/statsbidrag/statsbidrag-config-version.cmake".to_owned(),
        "lib/cmake/statsbidrag/statsbidrag-config.cmake".to_owned(),
        "lib/libstatsbidrag.a".to_owned(),
        format!("lib/libstatsbidrag.so -> {short}"),
        format!("lib/{short} -> {full}"),
        format!("lib/{full}"),
        "lib/pkgconfig/statsbidrag.pc".to_owned(),
        "share/statsbidrag/schema.json".to_owned(),
    ];
    assert_eq!(found, BTreeSet::from(wanted));
}

#[test]
fn the_header_and_the_schema_are_those_that_are_checked_in() {
    let installed = |file: &str| std::fs::read(installation().prefix.join(file)).unwrap();
    let header = std::fs::read(header::folder().join("include/statsbidrag.h")).unwrap();
    assert!(installed("include/statsbidrag.h") == header);
    assert!(installed("share/statsbidrag/schema.json") == statsbidrag::wire::SCHEMA.as_bytes());
}

#[test]
fn no_file_names_the_place_where_it_was_made() {
    let lib = installation().lib();
    for name in ["pkgconfig/statsbidrag.pc", "cmake/statsbidrag/statsbidrag-config.cmake"] {
        let text = std::fs::read_to_string(lib.join(name)).unwrap();
        let work = installation().work.to_str().unwrap();
        assert!(!text.contains(work), "{name}:\n{text}");
    }
}

#[test]
fn the_soname_says_which_versions_can_take_its_place() {
    if !c::has("readelf", "the SONAME") {
        return;
    }
    let dynamic = readelf("--dynamic", &installation().shared());
    let wanted = format!("Library soname: [libstatsbidrag.so.{}]", compatible(&version()));
    assert!(dynamic.contains(&wanted), "{wanted} is not in\n{dynamic}");
}

#[test]
fn both_libraries_give_out_what_the_header_declares_and_nothing_else() {
    if !c::has("nm", "the symbols of the libraries") {
        return;
    }
    let shared = symbols("-D", &installation().shared());
    let inside = symbols("--extern-only", &installation().lib().join("libstatsbidrag.a"));

    // A prototype begins in the first column, with a type and the name of the function: sb_ is in
    // the names of types too, and a parenthesis comes after a function only.
    let header = std::fs::read_to_string(header::folder().join("include/statsbidrag.h")).unwrap();
    let prototypes = header.lines().filter(|line| !line.starts_with([' ', '#', '/', '}']));
    let declared: BTreeSet<&str> = prototypes
        .filter_map(|line| line.split_once('('))
        .map(|(before, _)| before.rsplit([' ', '*']).next().unwrap())
        .collect();

    assert!(declared.contains("sb_allocate") && declared.contains("sb_version"), "{declared:?}");
    for symbols in [shared, inside] {
        assert!(!symbols.contains("sb_test_panic"), "it panics on request");
        assert!(symbols.iter().all(|symbol| declared.contains(symbol.as_str())), "{symbols:?}");
        assert!(declared.iter().all(|&name| symbols.contains(name)), "{symbols:?}");
    }
}

#[test]
fn the_shared_library_is_small_and_stripped() {
    let shared = installation().shared();
    let size = std::fs::metadata(&shared).unwrap().len();
    eprintln!("{size} bytes");
    assert!(size <= SIZE, "{size} bytes are over {SIZE}");
    if c::has("readelf", "whether the library is stripped") {
        let sections = readelf("--sections", &shared);
        assert!(sections.contains(".dynsym") && !sections.contains(".symtab"), "{sections}");
    }
}

#[test]
fn the_static_library_has_no_debug_information() {
    if !c::has("readelf", "the debug information of the static library") {
        return;
    }
    let sections = readelf("--sections", &installation().lib().join("libstatsbidrag.a"));
    assert!(sections.contains(".symtab") && !sections.contains(".debug_info"));
}

#[test]
fn the_version_is_cargos_everywhere() {
    let lib = installation().lib();
    let version = version();
    let pc = std::fs::read_to_string(lib.join("pkgconfig/statsbidrag.pc")).unwrap();
    assert!(pc.lines().any(|line| line == format!("Version: {version}")), "{pc}");
    let file = lib.join("cmake/statsbidrag/statsbidrag-config-version.cmake");
    let cmake = std::fs::read_to_string(file).unwrap();
    assert!(cmake.contains(&format!("set(PACKAGE_VERSION \"{version}\")")), "{cmake}");
    let header = installation().prefix.join("include/statsbidrag.h");
    let header = std::fs::read_to_string(header).unwrap();
    assert!(header.contains(&format!("#define SB_VERSION \"{version}\"")));
}
