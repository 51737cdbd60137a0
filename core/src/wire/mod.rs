//! Every operation as one JSON document in and one out.
//!
//! This is the general door of the C and Python packages and the format of the case files. Names
//! are those of the Python arguments; frames are objects of columns; numbers are texts or integers,
//! never floats; money is a text of kronor. A field that may be left out may also be null, which is
//! the same. The schema is [`SCHEMA`]; it has such fields left out.
//!
//! ```
//! let answer = statsbidrag::wire::call(r#"{
//!     "operation": "allocate",
//!     "frame": {"id": ["a", "b", "c"], "weight": [1, 2, 4]},
//!     "id": "id", "total": "100", "key": "weight"
//! }"#);
//! assert!(answer.contains(r#""amount":["14","29","57"]"#));
//!
//! let answer = statsbidrag::wire::call(r#"{"operation": "allocate", "total": 0.5}"#);
//! assert!(answer.starts_with(r#"{"error":"input","problems":["#));
//! ```

mod allocate;
mod catalog;
mod compare;
mod loaded;
mod published;
mod report;
mod rounds;
mod scheme;
mod staff;
mod staffing;
mod stimulus;
mod verify;
mod workload;

use serde_json::{Map, Value, json};

pub use loaded::Loaded;
pub use staffing::read_rules;

use crate::Error;
use crate::document::{Cursor, Fields, Node};
use crate::measure::Parameters;
use crate::problem::{Code, Problems};
use crate::text::Language;

/// The JSON Schema (draft 2020-12) of every operation's input.
pub const SCHEMA: &str = include_str!("schema.json");

/// The largest document that is read, in bytes: 256 MiB.
pub const LARGEST_DOCUMENT: usize = 256 << 20;

/// Answers a document with a document: the result, or the error with all its problems.
#[must_use]
pub fn call(text: &str) -> String {
    match answer(text) {
        Ok(result) => Value::Object(result).to_string(),
        Err(error) => error_document(&error).to_string(),
    }
}

/// Answers a document, with the error as a value.
///
/// # Errors
/// What the operation finds wrong, with JSON pointers into the document.
pub fn answer(text: &str) -> Result<Map<String, Value>, Error> {
    answer_with(text, Loaded::Nothing)
}

/// Every operation.
const CALLS: [&str; 19] = [
    "allocate",
    "allocate_scheme",
    "second_round",
    "compare",
    "check_published",
    "verify",
    "summarise_staff",
    "check_staffing",
    "plan_staffing",
    "staffing_series",
    "compare_staffing",
    "staffing_report",
    "time_freed",
    "pay_supplement",
    "agency_cost",
    "tail",
    "assess",
    "settle",
    "catalog",
];

/// Answers a document that leaves out what was loaded before.
///
/// # Errors
/// As [`answer`]; `conflict` for an operation that has no place for what was loaded, and for a
/// document that has it too.
pub fn answer_with(text: &str, loaded: Loaded<'_>) -> Result<Map<String, Value>, Error> {
    if text.len() > LARGEST_DOCUMENT {
        let got = format!("{} bytes", text.len());
        let want = format!("at most {LARGEST_DOCUMENT} bytes");
        return Err(crate::Problem::new("", Code::OutOfRange, got, want).into());
    }
    let node = Node::parse(text)?;
    let mut problems = Problems::new();
    let fields = Cursor::root(&node).object(&mut problems);
    let mut fields = problems.into_result(fields)?.ok_or_else(nothing)?;
    let mut problems = Problems::new();
    let operation = fields.required("operation", &mut problems);
    let operation = operation.and_then(|field| field.text(&mut problems));
    problems.check()?;
    let operation = operation.unwrap_or_default();
    if CALLS.contains(&operation) && !loaded.serves(operation) {
        let want = format!("one of {}", loaded.served().join(", "));
        return Err(crate::Problem::new("/operation", Code::Conflict, operation, want).into());
    }
    let answer = match operation {
        "allocate" => allocate::call(fields),
        "allocate_scheme" => scheme::call(fields, loaded),
        "second_round" => rounds::call(fields),
        "compare" => compare::call(fields),
        "check_published" => published::call(fields),
        "verify" => verify::call(fields),
        "summarise_staff" => staff::call(fields),
        "check_staffing" => staffing::check(fields, loaded),
        "plan_staffing" => staffing::plan(fields, loaded),
        "staffing_series" => staffing::series(fields, loaded),
        "compare_staffing" => staffing::compare(fields, loaded),
        "staffing_report" => report::call(fields),
        "catalog" => catalog::call(fields),
        "time_freed" => workload::time_freed(fields),
        "pay_supplement" => workload::pay_supplement(fields),
        "agency_cost" => workload::agency_cost(fields),
        "tail" => workload::tail(fields),
        "assess" => stimulus::assess_claims(fields, loaded),
        "settle" => stimulus::settle(fields, loaded),
        other => {
            let want = format!("one of {}", CALLS.join(", "));
            return Err(crate::Problem::new("/operation", Code::UnknownName, other, want).into());
        }
    }?;
    let mut result = Map::new();
    result.insert("operation".to_owned(), json!(operation));
    result.extend(answer);
    Ok(result)
}

/// An error as a document: its kind, its problems, and how many there are.
#[must_use]
pub fn error_document(error: &Error) -> Value {
    let problem = |problem: &crate::Problem| json!({"path": problem.path(), "code": problem.code(), "got": problem.got(), "want": problem.want()});
    let problems = error.problems();
    json!({
        "error": error.word(),
        "problems": problems.iter().map(problem).collect::<Vec<_>>(),
        "count": problems.count(),
    })
}

/// The error for what cannot happen: a part that is absent without a problem.
fn nothing() -> Error {
    crate::Problem::new("", Code::Missing, "nothing", "a document").into()
}

/// The language that texts are asked for in: Swedish unless it is said.
fn language(fields: &mut Fields<'_>, problems: &mut Problems) -> Language {
    let language =
        fields.optional("language").and_then(|field| field.parse("a language", problems));
    language.unwrap_or(Language::Swedish)
}

/// An optional text field.
fn text<'n>(fields: &mut Fields<'n>, name: &str, problems: &mut Problems) -> Option<&'n str> {
    fields.optional(name).and_then(|field| field.text(problems))
}

/// A required text field.
fn required<'n>(fields: &mut Fields<'n>, name: &str, problems: &mut Problems) -> Option<&'n str> {
    fields.required(name, problems).and_then(|field| field.text(problems))
}

/// The name of the column of ids, which is also a column of the result: not one of its `own`.
fn id_column<'n>(
    fields: &mut Fields<'n>,
    own: &[&str],
    problems: &mut Problems,
) -> Option<&'n str> {
    let id = required(fields, "id", problems)?;
    check_column(id, "/id", own, problems);
    Some(id)
}

/// A column that stands in the result beside its `own` cannot have the name of one.
fn check_column(name: &str, path: &str, own: &[&str], problems: &mut Problems) {
    if own.contains(&name) {
        let want = format!("a name that no column of the result has: {}", own.join(", "));
        problems.add(path, Code::Conflict, name, want);
    }
}

/// An optional list of texts.
fn texts(fields: &mut Fields<'_>, name: &str, problems: &mut Problems) -> Vec<String> {
    let items = fields.optional(name).and_then(|field| field.list(problems)).unwrap_or_default();
    items.iter().filter_map(|item| item.text(problems).map(str::to_owned)).collect()
}

/// An optional yes/no field, no unless it is said.
fn flag(fields: &mut Fields<'_>, name: &str, problems: &mut Problems) -> bool {
    fields.optional(name).and_then(|field| field.flag(problems)).unwrap_or(false)
}

/// The values of parameters.
fn parameters(fields: &mut Fields<'_>, problems: &mut Problems) -> Parameters {
    fields
        .optional("parameters")
        .map(|field| Parameters::read(&field, problems))
        .unwrap_or_default()
}
