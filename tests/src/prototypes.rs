//! The C header as data: what it declares, for tests that must cover every function there is.
//!
//! It reads the header that cbindgen writes, where a comment stands before what it is about, and
//! panics on what it does not know: a test that skipped something would say too little.

use crate::header;

/// Everything that a header declares, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prototypes {
    /// The functions.
    pub functions: Vec<Function>,
    /// The structs whose fields are told.
    pub structs: Vec<Struct>,
    /// The structs that are only pointed to.
    pub handles: Vec<String>,
    /// Other names of types: the name, and the type.
    pub aliases: Vec<(String, String)>,
    /// The macros that have a value: the name, and the value.
    pub macros: Vec<(String, String)>,
}

/// A function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The type that it returns.
    pub returns: String,
    /// Its parameters, in order.
    pub parameters: Vec<Parameter>,
}

/// A parameter of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its type, such as `const sb_rulebook *`.
    pub kind: String,
    /// Whether its `@param` says that it may be NULL.
    pub may_be_null: bool,
}

/// A struct whose fields are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Struct {
    /// Its name.
    pub name: String,
    /// Its fields, in order.
    pub fields: Vec<Field>,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: String,
    /// Whether its comment says that it must be given.
    pub not_null: bool,
}

impl Parameter {
    /// Whether it is a pointer.
    #[must_use]
    pub fn is_pointer(&self) -> bool {
        self.kind.ends_with('*')
    }

    /// What it points to, without `const`; nothing for a number.
    #[must_use]
    pub fn pointee(&self) -> Option<&str> {
        let pointee = self.kind.strip_suffix('*')?.trim_end();
        Some(pointee.strip_prefix("const ").unwrap_or(pointee))
    }
}

impl Prototypes {
    /// Those of the checked-in header.
    ///
    /// # Panics
    /// Where there is none, or something in it is not known.
    #[must_use]
    pub fn checked_in() -> Self {
        let path = header::folder().join("include/statsbidrag.h");
        Self::read(&std::fs::read_to_string(path).expect("the header"))
    }

    /// Reads a header.
    ///
    /// # Panics
    /// Where something in it is not known.
    #[must_use]
    pub fn read(header: &str) -> Self {
        let mut all = Self::default();
        let mut rest = header;
        let mut comment = "";
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                return all;
            }
            if rest.starts_with("/*") {
                let end = rest.find("*/").expect("a comment ends") + 2;
                (comment, rest) = rest.split_at(end);
            } else if rest.starts_with("//") || rest.starts_with('#') {
                let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
                all.add_macro(line);
                (comment, rest) = ("", after);
            } else if let Some(after) = rest.strip_prefix("extern \"C\" {") {
                rest = after;
            } else if let Some(after) = rest.strip_prefix('}') {
                rest = after;
            } else {
                let (declaration, after) = split_declaration(rest);
                all.add(declaration, comment);
                (comment, rest) = ("", after);
            }
        }
    }

    /// A struct whose fields are told.
    #[must_use]
    pub fn struct_of(&self, name: &str) -> Option<&Struct> {
        self.structs.iter().find(|own| own.name == name)
    }

    /// The value of a macro.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.macros.iter().find(|own| own.0 == name).map(|own| own.1.as_str())
    }

    fn add_macro(&mut self, line: &str) {
        let Some(define) = line.strip_prefix("#define ") else { return };
        if let Some((name, value)) = define.trim().split_once(' ') {
            self.macros.push((name.into(), value.trim().into()));
        }
    }

    fn add(&mut self, declaration: &str, comment: &str) {
        let Some(typedef) = declaration.strip_prefix("typedef ") else {
            return self.functions.push(function(declaration, comment));
        };
        if let Some((head, body)) = typedef.split_once('{') {
            let (fields, name) = body.rsplit_once('}').expect("a struct ends");
            let name = name.trim();
            assert_eq!(head.trim(), format!("struct {name}"), "a struct of two names");
            self.structs.push(Struct { name: name.into(), fields: read_fields(fields) });
        } else if let Some(names) = typedef.strip_prefix("struct ") {
            let (name, again) = names.split_once(' ').expect("a name");
            assert_eq!(name, again.trim(), "a struct of two names");
            self.handles.push(name.into());
        } else {
            let (kind, name) = typed(typedef);
            self.aliases.push((name, kind));
        }
    }
}

/// Up to the semicolon that is not within braces or a comment.
fn split_declaration(text: &str) -> (&str, &str) {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            at += rest.find("*/").expect("a comment ends") + 2;
            continue;
        }
        match rest.as_bytes()[0] {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b';' if depth == 0 => return (&text[..at], &text[at + 1..]),
            _ => {}
        }
        at += 1;
    }
    panic!("a declaration does not end: {text}");
}

fn read_fields(mut rest: &str) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut comment = "";
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return fields;
        }
        if rest.starts_with("/*") {
            (comment, rest) = rest.split_at(rest.find("*/").expect("a comment ends") + 2);
        } else {
            let (field, after) = rest.split_once(';').expect("a field ends");
            let (kind, name) = typed(field);
            fields.push(Field { name, kind, not_null: comment.contains("Not NULL") });
            (comment, rest) = ("", after);
        }
    }
}

fn function(declaration: &str, comment: &str) -> Function {
    let (head, list) =
        declaration.split_once('(').unwrap_or_else(|| panic!("what is {declaration}"));
    let list = list.strip_suffix(')').unwrap_or_else(|| panic!("what is {declaration}"));
    let (returns, name) = typed(head);
    let mut parameters = Vec::new();
    for parameter in list.split(',').filter(|parameter| parameter.trim() != "void") {
        let (kind, name) = typed(parameter);
        let may_be_null = told_of(comment, &name).contains("May be NULL");
        parameters.push(Parameter { name, kind, may_be_null });
    }
    Function { name, returns, parameters }
}

/// What a comment tells of a parameter; empty where it tells nothing.
fn told_of(comment: &str, name: &str) -> String {
    let lines = comment.lines().map(|line| line.trim().trim_start_matches(['*', '/']).trim());
    let text: Vec<&str> = lines.collect();
    let text = text.join(" ");
    let told = text.split('@').find_map(|part| part.strip_prefix("param ")?.strip_prefix(name));
    told.filter(|told| told.starts_with(' ')).unwrap_or_default().to_owned()
}

/// `const struct sb_claims *claims` as `const sb_claims *` and `claims`.
fn typed(text: &str) -> (String, String) {
    assert!(!text.contains(['[', '(', '/']), "what is {text}");
    let words = text.replace('*', " * ");
    let words: Vec<&str> = words.split_whitespace().filter(|word| *word != "struct").collect();
    let (name, kind) = words.split_last().unwrap_or_else(|| panic!("what is {text}"));
    let is_name = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    assert!(is_name && !kind.is_empty(), "what is {text}");
    (kind.join(" ").replace("* *", "**"), (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "/** A comment; with { and ; in it. */\n#ifndef H\n#define H\n#define SB_X 3\n\
        typedef struct sb_h sb_h;\ntypedef uint32_t sb_status;\n\
        typedef struct sb_s {\n /** Its size; set. */\n size_t size;\n /** Not NULL. */\n \
        const int64_t *const *weights;\n} sb_s;\n#ifdef __cplusplus\nextern \"C\" {\n#endif // __cplusplus\n\
        /**\n * @param h It. May be\n * NULL.\n * @param hh Another.\n */\n\
        sb_status sb_f(const struct sb_h *h,\n  const struct sb_h *hh, int32_t n, struct sb_h **out);\n\
        const char *sb_v(void);\n#ifdef __cplusplus\n} // extern \"C\"\n#endif\n#endif /* H */\n";

    #[test]
    fn what_a_header_declares_is_read() {
        let read = Prototypes::read(HEADER);
        assert_eq!(read.macros, [("SB_X".to_owned(), "3".to_owned())]);
        assert_eq!(read.handles, ["sb_h"]);
        assert_eq!(read.aliases, [("sb_status".to_owned(), "uint32_t".to_owned())]);
        let fields = &read.struct_of("sb_s").unwrap().fields;
        assert_eq!((fields[0].kind.as_str(), fields[0].not_null), ("size_t", false));
        assert_eq!(
            (fields[1].kind.as_str(), fields[1].not_null),
            ("const int64_t * const *", true)
        );
        let [f, v] = &read.functions[..] else { panic!("{:?}", read.functions) };
        assert_eq!((f.name.as_str(), f.returns.as_str()), ("sb_f", "sb_status"));
        let kinds: Vec<&str> = f.parameters.iter().map(|own| own.kind.as_str()).collect();
        assert_eq!(kinds, ["const sb_h *", "const sb_h *", "int32_t", "sb_h **"]);
        let may: Vec<bool> = f.parameters.iter().map(|own| own.may_be_null).collect();
        assert_eq!(may, [true, false, false, false]);
        assert_eq!(f.parameters[0].pointee(), Some("sb_h"));
        assert_eq!((v.returns.as_str(), v.parameters.len()), ("const char *", 0));
    }

    #[test]
    #[should_panic(expected = "what is")]
    fn what_is_not_known_is_not_passed_over() {
        _ = Prototypes::read("sb_status sb_f(void (*callback)(int));");
    }
}
