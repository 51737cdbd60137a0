//! A program in C that gives NULL to every function of the header, for every pointer by itself and
//! for all at once.
//!
//! It is made from the header, so that a function that is added there is covered here.

use std::fmt::Write;

use statsbidrag_tests::prototypes::{Field, Function, Parameter, Prototypes};

/// How a handle that works is made, by its type: a function of `check.h`.
const MAKERS: [(&str, &str); 6] = [
    ("sb_findings", "some_findings"),
    ("sb_problems", "some_problems"),
    ("sb_rule_set", "a_rule_set"),
    ("sb_rulebook", "a_rulebook"),
    ("sb_scheme", "a_scheme"),
    ("sb_text", "a_text"),
];

/// The bytes that a pointer to numbers or letters leads to, more than any call here is told.
const ROOM: usize = 4096;

/// The program.
pub(crate) fn program(header: &Prototypes) -> String {
    let mut text = String::from(
        "/* Made from the header by the tests. */\n#include \"check.h\"\n\n\
         /* What is read: zeros. */\n",
    );
    writeln!(text, "static uint64_t zeros[{ROOM} / 8];").unwrap();
    writeln!(text, "static const int64_t *const lists[8] = {{(const int64_t *)zeros}};").unwrap();
    for handle in &header.handles {
        writeln!(text, "static {handle} *live_{handle};").unwrap();
    }
    for function in &header.functions {
        text.push('\n');
        text.push_str(&calls(header, function));
    }
    text.push_str("\nint main(void) {\n    (void)lists;\n");
    for handle in &header.handles {
        let maker = maker(handle);
        writeln!(text, "    live_{handle} = {maker}();").unwrap();
    }
    for function in &header.functions {
        let pointers = function.parameters.iter().filter(|own| own.is_pointer()).count();
        if pointers == 0 || function.returns != "sb_status" {
            writeln!(text, "    call_{}();", function.name).unwrap();
            continue;
        }
        // The bits of those that are NULL: none, each, all, all but the problems.
        let all = (1_u32 << pointers) - 1;
        let mut masks = vec![0, all];
        masks.extend((0..pointers).map(|bit| 1 << bit));
        if has_problems(function) {
            masks.push(all >> 1);
        }
        for mask in masks {
            writeln!(text, "    call_{}({mask});", function.name).unwrap();
        }
    }
    for handle in &header.handles {
        writeln!(text, "    {handle}_free(live_{handle});").unwrap();
    }
    text.push_str("    return finished();\n}\n");
    text
}

fn maker(handle: &str) -> &'static str {
    let known = MAKERS.iter().find(|own| own.0 == handle).map(|own| own.1);
    known.unwrap_or_else(|| {
        panic!(
            "the header has a handle {handle} that is not known here: add a function that makes one \
             to tests/c_bad_input/check.h, and its name to MAKERS in tests/c_bad_input/nulls.rs"
        )
    })
}

fn has_problems(function: &Function) -> bool {
    function.parameters.last().is_some_and(is_problems)
}

fn is_problems(parameter: &Parameter) -> bool {
    parameter.kind == "sb_problems **" && parameter.name == "problems"
}

fn calls(header: &Prototypes, function: &Function) -> String {
    match function.returns.as_str() {
        "sb_status" => with_status(header, function),
        "void" => freeing(function),
        _ => question(header, function),
    }
}

/// `_free` takes NULL.
fn freeing(Function { name, parameters, .. }: &Function) -> String {
    assert!(
        parameters.len() == 1 && parameters[0].is_pointer() && name.ends_with("_free"),
        "{name} returns nothing and is no _free of one handle: say in tests/c_bad_input/nulls.rs \
         what it must do with NULL"
    );
    format!("static void call_{name}(void) {{\n    {name}(NULL);\n}}\n")
}

/// A question about a NULL handle has an answer, 0 or NULL; one about numbers is never NULL.
fn question(header: &Prototypes, function: &Function) -> String {
    let Function { name, parameters, returns } = function;
    let mut text = format!("static void call_{name}(void) {{\n");
    if parameters.iter().any(Parameter::is_pointer) {
        let nulls = arguments(function, |own| {
            assert!(
                own.pointee()
                    .is_some_and(|pointee| header.handles.iter().any(|own| own == pointee)),
                "{name} writes or reads memory and returns no sb_status"
            );
            "NULL".to_owned()
        });
        writeln!(text, "    CHECK({name}({nulls}) == 0, \"{name} of NULL\");").unwrap();
        let live = arguments(function, |own| format!("live_{}", own.pointee().unwrap()));
        writeln!(text, "    (void){name}({live});").unwrap();
    } else {
        for number in ["0", "1", "255", "UINT32_MAX"] {
            let numbers: Vec<&str> = parameters.iter().map(|_| number).collect();
            let numbers = numbers.join(", ");
            if returns.ends_with('*') {
                writeln!(text, "    CHECK({name}({numbers}) != NULL, \"{name}\");").unwrap();
            } else {
                writeln!(text, "    (void){name}({numbers});").unwrap();
            }
        }
    }
    text + "}\n"
}

fn arguments(function: &Function, pointer: impl Fn(&Parameter) -> String) -> String {
    let mut given = Vec::new();
    for own in &function.parameters {
        given.push(if own.is_pointer() { pointer(own) } else { "1".to_owned() });
    }
    given.join(", ")
}

/// A function that answers with a status: given the bits of the pointers that are NULL.
fn with_status(header: &Prototypes, function: &Function) -> String {
    let name = &function.name;
    let pointers: Vec<&Parameter> =
        function.parameters.iter().filter(|own| own.is_pointer()).collect();
    let mut before = String::new();
    let mut after = String::new();
    let mut must = 0_u32;
    for (bit, parameter) in pointers.iter().enumerate() {
        let bit = 1_u32 << bit;
        if is_problems(parameter) {
            before.push_str("    sb_problems *problems = unwritten_problems();\n");
            continue;
        }
        let own = &parameter.name;
        if !parameter.may_be_null {
            must |= bit;
            if has_problems(function) {
                writeln!(
                    after,
                    "    if ((nulls & {bit}) != 0 && problems != unwritten_problems()) {{\n        \
                     CHECK(names(problems, \"/{own}\"), \"{name}: {own} is not named: %s\", \
                     said(problems));\n    }}"
                )
                .unwrap();
            }
        }
        memory(header, parameter, &mut before, &mut after);
    }
    let mut bit = 0_u32;
    let mut given = Vec::new();
    for parameter in &function.parameters {
        if parameter.is_pointer() {
            given.push(format!(
                "(nulls & {}) != 0 ? NULL : {}",
                1_u32 << bit,
                pointer(header, parameter)
            ));
            bit += 1;
        } else {
            given.push("1".to_owned());
        }
    }
    let mut text = format!("static void call_{name}(unsigned nulls) {{\n    sb_status status;\n");
    text.push_str(&before.lines().filter(|line| is_declared(line)).fold(String::new(), line));
    text.push_str(&before.lines().filter(|line| !is_declared(line)).fold(String::new(), line));
    writeln!(text, "    status = {name}({});", given.join(",\n        ")).unwrap();
    writeln!(
        text,
        "    if ((nulls & {must}) != 0) {{\n        CHECK(status == SB_NULL, \"{name}, NULLs %x: %s\", \
         nulls, sb_status_name(status));\n    }} else {{\n        CHECK(status != SB_NULL, \"{name}, \
         NULLs %x\", nulls);\n    }}"
    )
    .unwrap();
    if has_problems(function) {
        let bit = 1_u32 << (pointers.len() - 1);
        writeln!(
            text,
            "    if ((nulls & {bit}) == 0) {{\n        check_told(\"{name}\", status, problems);\n    \
             }} else {{\n        CHECK(problems == unwritten_problems(), \"{name}\");\n    }}"
        )
        .unwrap();
        after.push_str(
            "    if (problems != unwritten_problems()) {\n        sb_problems_free(problems);\n    }\n",
        );
    }
    text + &after + "}\n"
}

fn line(text: String, line: &str) -> String {
    text + line + "\n"
}

/// Declarations come first, as older compilers want them.
fn is_declared(line: &str) -> bool {
    line.starts_with("    sb_") || line.starts_with("    uint64_t ")
}

/// The memory that a parameter points to, and what is to be seen of it after the call.
fn memory(header: &Prototypes, parameter: &Parameter, before: &mut String, after: &mut String) {
    let Parameter { name, kind, .. } = parameter;
    let pointee = parameter.pointee().unwrap();
    let is_read = kind.starts_with("const ");
    if let Some(handle) = pointee.strip_suffix('*').map(str::trim_end) {
        assert!(
            !is_read && header.handles.iter().any(|own| own == handle),
            "{name} is a {kind}, which tests/c_bad_input/nulls.rs does not know"
        );
        writeln!(before, "    {handle} *out_{name};").unwrap();
        writeln!(before, "    memset(&out_{name}, PATTERN, sizeof out_{name});").unwrap();
        writeln!(
            after,
            "    if (status == SB_OK) {{\n        {handle}_free(out_{name});\n    }} else {{\n        \
             CHECK(is_untouched(&out_{name}, sizeof out_{name}), \"{name} was written\");\n    }}"
        )
        .unwrap();
    } else if let Some(own) = header.struct_of(pointee) {
        writeln!(before, "    {pointee} own_{name};").unwrap();
        let byte = if is_read { "0" } else { "PATTERN" };
        writeln!(before, "    memset(&own_{name}, {byte}, sizeof own_{name});").unwrap();
        assert_eq!(own.fields[0].name, "size", "{pointee} does not begin with its size");
        writeln!(before, "    own_{name}.size = sizeof own_{name};").unwrap();
        if is_read {
            own.fields[1..].iter().for_each(|field| fill(name, field, before));
        } else {
            writeln!(
                after,
                "    if (status != SB_OK) {{\n        CHECK(is_untouched((char *)&own_{name} + \
                 sizeof own_{name}.size, sizeof own_{name} - sizeof own_{name}.size), \"{name} was \
                 written\");\n    }}"
            )
            .unwrap();
        }
    } else if !is_read {
        writeln!(before, "    uint64_t out_{name}[{ROOM} / 8];").unwrap();
        writeln!(before, "    memset(out_{name}, PATTERN, sizeof out_{name});").unwrap();
        writeln!(
            after,
            "    if (status != SB_OK) {{\n        CHECK(is_untouched(out_{name}, sizeof out_{name}), \
             \"{name} was written\");\n    }}"
        )
        .unwrap();
    }
}

/// A field of a struct that is read: one row of what must be there, and zeros for the rest.
fn fill(name: &str, field: &Field, before: &mut String) {
    let value = match field.kind.as_str() {
        "size_t" => "1",
        "const int64_t * const *" => "lists",
        _ if field.not_null => "(const void *)zeros",
        _ => return,
    };
    writeln!(before, "    own_{name}.{} = {value};", field.name).unwrap();
}

/// What leads to that memory.
fn pointer(header: &Prototypes, parameter: &Parameter) -> String {
    let name = &parameter.name;
    let pointee = parameter.pointee().unwrap();
    if is_problems(parameter) {
        "&problems".to_owned()
    } else if header.handles.iter().any(|own| own == pointee) {
        format!("live_{pointee}")
    } else if header.struct_of(pointee).is_some() {
        format!("&own_{name}")
    } else if pointee.ends_with('*') {
        format!("&out_{name}")
    } else if parameter.kind.starts_with("const ") {
        format!("(const {pointee} *)zeros")
    } else {
        format!("({pointee} *)out_{name}")
    }
}
