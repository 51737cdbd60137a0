//! The checked-in header and list of symbols are those of the crate, compile by themselves and name
//! what the library names.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::ffi::{CStr, c_char};
use std::path::Path;

use statsbidrag::kernel::{self, HireInto};
use statsbidrag::{
    Activity, BoundsPolicy, CostKind, Employment, FreesTimeFor, Increase, Language, Outcome,
    RatioStatus, Reason, Role, Rounding, RoundingScope, Split, TieRule, Verdict,
};
use statsbidrag_tests::prototypes::Prototypes;
use statsbidrag_tests::{abi, c, header};

fn is_updating() -> bool {
    std::env::var_os("STATSBIDRAG_UPDATE").is_some()
}

#[test]
fn the_header_is_made_from_the_crate() {
    let made = header::make();
    let path = header::folder().join("include/statsbidrag.h");
    if is_updating() {
        std::fs::write(&path, &made).unwrap();
    }
    let checked_in = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(checked_in == made, "the header is old: see ffi-c/README.md, Changing it");
}

#[test]
fn what_programs_rely_on_stays_while_the_version_of_the_interface_does() {
    let made = abi::list(&Prototypes::read(&header::make()));
    let path = header::folder().join("abi.txt");
    let checked_in = std::fs::read_to_string(&path).unwrap_or_default();
    let lost = abi::lost(&checked_in, &made);
    assert!(lost.is_empty(), "SB_ABI_VERSION must grow, since these have changed:\n{lost:#?}");
    if is_updating() {
        std::fs::write(&path, &made).unwrap();
    } else {
        assert!(checked_in == made, "abi.txt is old: see ffi-c/README.md, Changing it");
    }
}

/// Compiles a program as C99 and as C++17 without a warning, and runs it.
fn compiles(name: &str, source: &str) {
    for (language, suffix) in [(c::Language::C, "c"), (c::Language::Cpp, "cpp")] {
        let scratch = c::scratch(&format!("c_header/{name}_{suffix}"));
        let path = scratch.join(name).with_extension(suffix);
        std::fs::write(&path, source).unwrap();
        _ = c::compile(language, &path, &scratch).run::<&str>(&[], b"");
    }
}

#[test]
fn the_header_compiles_by_itself_and_twice() {
    let include = "#include <statsbidrag.h>\n";
    let asks = "int main(void) { return sb_abi_version() == SB_ABI_VERSION ? 0 : 1; }\n";
    compiles("twice", &format!("{include}{include}{asks}"));
}

#[test]
fn every_macro_is_an_expression() {
    let mut source = String::from("#include <statsbidrag.h>\nstatic const int64_t numbers[] = {\n");
    let header = Prototypes::checked_in();
    let (texts, numbers): (Vec<_>, Vec<_>) =
        header.macros.iter().partition(|own| own.1.starts_with('"'));
    for (name, _) in &numbers {
        source.push_str(&format!("    {name} + 0,\n"));
    }
    source.push_str("};\nint main(void) {\n");
    for (name, value) in &numbers {
        source.push_str(&format!("    if ({name} != {value}) {{ return 1; }}\n"));
    }
    for (name, _) in &texts {
        source.push_str(&format!("    if (({name})[0] == '\\0') {{ return 1; }}\n"));
    }
    let many = numbers.len();
    source.push_str(&format!(
        "    return sizeof numbers / sizeof numbers[0] == {many} ? 0 : 1;\n}}\n"
    ));
    compiles("macros", &source);
}

#[test]
fn every_version_is_that_of_cargo() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml");
    let manifest = std::fs::read_to_string(manifest).unwrap();
    let (_, package) = manifest.split_once("[workspace.package]").unwrap();
    let version = package.lines().find_map(|line| line.strip_prefix("version = ")).unwrap();
    let header = Prototypes::checked_in();
    assert_eq!(header.value("SB_VERSION"), Some(version));
    let version = version.trim_matches('"');
    assert_eq!(text(statsbidrag_ffi::sb_version()), version);
    let parts = ["MAJOR", "MINOR", "PATCH"];
    let parts = parts.map(|part| header.value(&format!("SB_VERSION_{part}")).unwrap().to_owned());
    assert_eq!(parts.join("."), version);
    let abi = statsbidrag_ffi::sb_abi_version().to_string();
    assert_eq!(header.value("SB_ABI_VERSION"), Some(abi.as_str()));
}

fn text(text: *const c_char) -> String {
    // SAFETY: the library's own text, which is never freed and ends with a zero byte.
    unsafe { CStr::from_ptr(text) }.to_str().unwrap().to_owned()
}

/// The macros with a prefix: what is after it, in small letters, and the number.
fn codes(prefix: &str) -> Vec<(String, u32)> {
    let header = Prototypes::checked_in();
    let prefix = format!("SB_{prefix}_");
    let own = header.macros.iter().filter_map(|(name, value)| {
        Some((name.strip_prefix(&prefix)?.to_lowercase(), value.parse().unwrap()))
    });
    own.collect()
}

/// The words of a vocabulary with their places, from 1.
macro_rules! words {
    ($vocabulary:ty) => {
        (1..).zip(<$vocabulary>::ALL).map(|(place, own)| (own.word().to_owned(), place)).collect()
    };
}

/// Every vocabulary that is codes in C, by the prefix of its macros.
fn vocabularies() -> [(&'static str, Vec<(String, u32)>); 16] {
    [
        ("ROUNDING", words!(Rounding)),
        ("SCOPE", words!(RoundingScope)),
        ("TIES", words!(TieRule)),
        ("BOUNDS", words!(BoundsPolicy)),
        ("HIRE_INTO", words!(HireInto)),
        ("RATIO", words!(RatioStatus)),
        ("ROLE", words!(Role)),
        ("ACTIVITY", words!(Activity)),
        ("COST", words!(CostKind)),
        ("EMPLOYMENT", words!(Employment)),
        ("INCREASE", words!(Increase)),
        ("FREES", words!(FreesTimeFor)),
        ("SPLIT", words!(Split)),
        ("VERDICT", words!(Verdict)),
        ("OUTCOME", words!(Outcome)),
        ("LANGUAGE", words!(Language)),
    ]
}

#[test]
fn every_code_is_the_place_of_its_word() {
    for (prefix, words) in vocabularies() {
        assert!(!words.is_empty(), "SB_{prefix}_");
        assert_eq!(codes(prefix), words, "SB_{prefix}_");
    }
    assert_eq!(codes("RULING"), [("approved".to_owned(), 1), ("refused".to_owned(), 2)]);
}

#[test]
fn reasons_and_marks_are_the_bits_of_the_kernel() {
    let reasons = Reason::ALL.iter().map(|own| (own.word(), kernel::reason_mask(*own)));
    let mut told: Vec<(String, u32)> =
        reasons.filter(|own| own.1 > 0).map(|own| (own.0.to_lowercase(), own.1)).collect();
    told.sort_by_key(|own| own.1);
    assert_eq!(codes("REASON"), told);
    let marks = [
        ("tied", kernel::MARK_TIED),
        ("minimum", kernel::MARK_MINIMUM),
        ("maximum", kernel::MARK_MAXIMUM),
    ];
    assert_eq!(codes("MARK"), marks.map(|(name, bit)| (name.to_owned(), u32::from(bit))));
    let header = Prototypes::checked_in();
    assert_eq!(header.value("SB_MISSING"), Some("INT64_MIN"));
    assert_eq!(kernel::MISSING, i64::MIN);
}

const STATUSES: [(&str, u32); 8] = [
    ("SB_OK", 0),
    ("SB_INPUT", 1),
    ("SB_RULE", 2),
    ("SB_INFEASIBLE", 3),
    ("SB_TOO_LARGE", 4),
    ("SB_NULL", 5),
    ("SB_UTF8", 6),
    ("SB_PANIC", 255),
];

#[test]
fn every_macro_is_of_a_group_that_is_tested() {
    let mut prefixes = vec!["VERSION", "RULING", "REASON", "MARK"];
    let vocabularies = vocabularies();
    prefixes.extend(vocabularies.iter().map(|own| own.0));
    let prefixes: Vec<String> = prefixes.iter().map(|own| format!("SB_{own}_")).collect();
    for (name, value) in &Prototypes::checked_in().macros {
        if let Some((_, number)) = STATUSES.iter().find(|own| own.0 == name) {
            assert_eq!(*value, number.to_string(), "{name}");
            continue;
        }
        let is_alone = ["SB_VERSION", "SB_ABI_VERSION", "SB_MISSING"].contains(&name.as_str());
        let is_of_a_group = prefixes.iter().any(|prefix| name.starts_with(prefix));
        assert!(is_alone || is_of_a_group, "{name} is of no group: add it to tests/c_header.rs");
    }
}

#[test]
fn the_names_that_the_library_gives_are_its_words() {
    for (place, verdict) in (1..).zip(Verdict::ALL) {
        assert_eq!(text(statsbidrag_ffi::sb_verdict_name(place)), verdict.word());
    }
    for (place, status) in (1..).zip(RatioStatus::ALL) {
        assert_eq!(text(statsbidrag_ffi::sb_ratio_status_name(place)), status.word());
    }
    for reason in Reason::ALL {
        let mask = kernel::reason_mask(*reason);
        let word = if mask == 0 { "?" } else { reason.word() };
        assert_eq!(text(statsbidrag_ffi::sb_reason_name(mask)), word);
    }
    for (name, number) in STATUSES {
        assert_eq!(text(statsbidrag_ffi::sb_status_name(number)), name);
        assert!(Prototypes::checked_in().value(name).is_some(), "{name}");
    }
    // What is none: 0, the next, two bits at once, the largest.
    for none in [0, 5, 3000, u32::MAX] {
        assert_eq!(text(statsbidrag_ffi::sb_verdict_name(none)), "?");
        assert_eq!(text(statsbidrag_ffi::sb_reason_name(none)), "?");
    }
    for none in [0, 7, u32::MAX] {
        assert_eq!(text(statsbidrag_ffi::sb_ratio_status_name(none)), "?");
    }
    for none in [7, 254, 256, u32::MAX] {
        assert_eq!(text(statsbidrag_ffi::sb_status_name(none)), "SB_?");
    }
}
