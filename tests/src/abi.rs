//! The binary interface as a list, one thing a line: what a program that was compiled once relies on.

use crate::prototypes::Prototypes;

const VERSION: &str = "SB_ABI_VERSION";

/// The list: the version, then fields of structs, functions, handles, macros and other types, sorted
/// by kind and name.
///
/// Fields have their number before their type, so that one that is added at the end is a line more,
/// and one that is put between others changes lines.
///
/// # Panics
/// Where the header does not say its version.
#[must_use]
pub fn list(header: &Prototypes) -> String {
    let mut lines = Vec::new();
    for function in &header.functions {
        let kinds: Vec<&str> = function.parameters.iter().map(|own| own.kind.as_str()).collect();
        let kinds = if kinds.is_empty() { "void".to_owned() } else { kinds.join(", ") };
        lines.push(format!("function {}: {} ({kinds})", function.name, function.returns));
    }
    for own in &header.structs {
        for (number, field) in own.fields.iter().enumerate() {
            lines.push(format!("field {}.{number:02}: {} {}", own.name, field.kind, field.name));
        }
    }
    lines.extend(header.handles.iter().map(|handle| format!("handle {handle}")));
    for (name, value) in &header.macros {
        // The version of a release changes with every release; that of the interface comes first.
        if !name.starts_with("SB_VERSION") && name != VERSION {
            lines.push(format!("macro {name}: {value}"));
        }
    }
    lines.extend(header.aliases.iter().map(|(name, kind)| format!("type {name}: {kind}")));
    lines.sort();
    lines.insert(0, format!("{VERSION} {}", header.value(VERSION).expect("a version")));
    lines.join("\n") + "\n"
}

/// What a new list has lost of an old one while the version of both is the same; lines that are added
/// are no loss. The version itself, where it has gone down.
#[must_use]
pub fn lost<'a>(old: &'a str, new: &str) -> Vec<&'a str> {
    match (version(old), version(new)) {
        (None, _) => Vec::new(),
        (old, new) if old < new => Vec::new(),
        _ => old.lines().filter(|line| !new.lines().any(|own| own == *line)).collect(),
    }
}

fn version(list: &str) -> Option<u32> {
    let (name, number) = list.lines().next()?.split_once(' ')?;
    (name == VERSION).then(|| number.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "#define SB_VERSION \"0.1.0\"\n#define SB_OK 0\n#define SB_ABI_VERSION 1\n\
        typedef uint32_t sb_status;\ntypedef struct sb_text sb_text;\n\
        typedef struct sb_claims { size_t size; const uint8_t *role; } sb_claims;\n\
        sb_status sb_call(const char *text, size_t length, struct sb_text **answer);\n\
        uint32_t sb_abi_version(void);\n";

    fn changed(from: &str, to: &str) -> String {
        assert!(HEADER.contains(from), "{from}");
        list(&Prototypes::read(&HEADER.replace(from, to)))
    }

    fn lost_by(from: &str, to: &str) -> Vec<String> {
        let old = list(&Prototypes::read(HEADER));
        lost(&old, &changed(from, to)).iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn a_list_has_one_thing_a_line() {
        let expected = "SB_ABI_VERSION 1\nfield sb_claims.00: size_t size\n\
            field sb_claims.01: const uint8_t * role\nfunction sb_abi_version: uint32_t (void)\n\
            function sb_call: sb_status (const char *, size_t, sb_text **)\nhandle sb_text\n\
            macro SB_OK: 0\ntype sb_status: uint32_t\n";
        assert_eq!(list(&Prototypes::read(HEADER)), expected);
    }

    #[test]
    fn what_is_added_is_no_loss() {
        assert!(lost_by("#define SB_OK 0\n", "#define SB_OK 0\n#define SB_INPUT 1\n").is_empty());
        assert!(lost_by("*role;", "*role; const uint8_t *activity;").is_empty());
        assert!(lost_by("uint32_t sb_abi", "void sb_more(void); uint32_t sb_abi").is_empty());
        assert!(lost_by("0.1.0", "0.2.0").is_empty());
        assert!(lost("", &list(&Prototypes::read(HEADER))).is_empty());
    }

    #[test]
    fn what_disappears_or_changes_is_lost() {
        assert_eq!(lost_by("#define SB_OK 0\n", ""), ["macro SB_OK: 0"]);
        assert_eq!(lost_by("SB_OK 0", "SB_OK 1"), ["macro SB_OK: 0"]);
        assert_eq!(lost_by("size_t length, ", "").len(), 1);
        assert_eq!(lost_by("size_t length", "uint64_t length").len(), 1);
        assert_eq!(lost_by("const char *text", "char *text").len(), 1);
        assert_eq!(lost_by("uint32_t sb_abi_version(void);\n", "").len(), 1);
        assert_eq!(lost_by("uint32_t sb_status", "int32_t sb_status").len(), 1);
        assert_eq!(lost_by("typedef struct sb_text sb_text;\n", ""), ["handle sb_text"]);
        // Between others, in another order, of another type, of another name, gone.
        let role = "field sb_claims.01: const uint8_t * role";
        assert_eq!(lost_by("const uint8_t *role;", "size_t more; const uint8_t *role;"), [role]);
        assert_eq!(
            lost_by("size_t size; const uint8_t *role;", "const uint8_t *role; size_t size;").len(),
            2
        );
        assert_eq!(lost_by("const uint8_t *role", "const uint16_t *role"), [role]);
        assert_eq!(lost_by("*role", "*activity"), [role]);
        assert_eq!(lost_by("const uint8_t *role; ", ""), [role]);
    }

    #[test]
    fn a_new_version_may_lose_and_an_old_one_may_not_come_back() {
        let old = list(&Prototypes::read(HEADER));
        let new = changed("#define SB_OK 0\n#define SB_ABI_VERSION 1", "#define SB_ABI_VERSION 2");
        assert!(lost(&old, &new).is_empty());
        assert_eq!(lost(&new, &old), ["SB_ABI_VERSION 2"]);
    }
}
