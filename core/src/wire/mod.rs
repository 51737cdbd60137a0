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
mod answer;
mod catalog;
mod columns;
mod compare;
mod loaded;
mod outcome;
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

pub use answer::Answer;
pub use columns::{Cells, Columns, READABLE_DECIMALS, readable_text};
pub use loaded::Loaded;
pub use outcome::Outcome;
pub use staffing::read_rules;
pub use stimulus::what_if;

pub use crate::lent::{Document, LentColumn};

use crate::Error;
use crate::document::{Cursor, Fields};
use crate::measure::Parameters;
use crate::problem::{Code, Problems};
use crate::stimulus::Assessment;
use crate::text::Language;

/// The JSON Schema (draft 2020-12) of every operation's input.
pub const SCHEMA: &str = include_str!("schema.json");

/// The largest document that is read, in bytes: 256 MiB.
pub const LARGEST_DOCUMENT: usize = Document::LARGEST;

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
    Ok(run(&Document::parse(text)?, loaded)?.answer()?.to_json())
}

/// Carries out a document's operation, with what was loaded before.
///
/// # Errors
/// As [`answer_with`], but for what is to be told beside the result.
pub fn run(document: &Document, loaded: Loaded<'_>) -> Result<Outcome, Error> {
    let mut problems = Problems::new();
    let fields = Cursor::root(&document.node).object(&mut problems);
    let mut fields = problems.into_result(fields)?.ok_or_else(nothing)?;
    let mut problems = Problems::new();
    let operation = fields.required("operation", &mut problems);
    let operation = operation.and_then(|field| field.text(&mut problems));
    problems.check()?;
    let asked = operation.unwrap_or_default();
    let Some(operation) = CALLS.iter().copied().find(|operation| *operation == asked) else {
        let want = format!("one of {}", CALLS.join(", "));
        return Err(crate::Problem::new("/operation", Code::UnknownName, asked, want).into());
    };
    if !loaded.serves(operation) {
        let want = format!("one of {}", loaded.served().join(", "));
        return Err(crate::Problem::new("/operation", Code::Conflict, operation, want).into());
    }
    let computed = match operation {
        "allocate" => allocate::call(fields)?,
        "allocate_scheme" => scheme::call(fields, loaded)?,
        "assess" => stimulus::assess_claims(fields, loaded)?,
        "settle" => stimulus::settle(fields, loaded)?,
        "second_round" => rounds::call(fields)?.into(),
        "compare" => compare::call(fields)?.into(),
        "check_published" => published::call(fields)?.into(),
        "verify" => verify::call(fields)?.into(),
        "summarise_staff" => staff::call(fields)?.into(),
        "check_staffing" => staffing::check(fields, loaded)?.into(),
        "plan_staffing" => staffing::plan(fields, loaded)?.into(),
        "staffing_series" => staffing::series(fields, loaded)?.into(),
        "compare_staffing" => staffing::compare(fields, loaded)?.into(),
        "staffing_report" => report::call(fields)?.into(),
        "time_freed" => workload::time_freed(fields)?.into(),
        "pay_supplement" => workload::pay_supplement(fields)?.into(),
        "agency_cost" => workload::agency_cost(fields)?.into(),
        "tail" => workload::tail(fields)?.into(),
        _ => catalog::call(fields)?.into(),
    };
    Ok(Outcome { operation, computed, decimals: document.decimals().clone() })
}

/// Settles an assessment by a document that has `grants`, what was paid, and `interest` where that
/// is to be computed: the operation `settle`, without assessing again.
///
/// # Errors
/// What is wrong with the document, and with settling.
pub fn settle(assessment: &Assessment, document: &Document) -> Result<Outcome, Error> {
    let mut problems = Problems::new();
    let fields = Cursor::root(&document.node).object(&mut problems);
    let fields = problems.into_result(fields)?.ok_or_else(nothing)?;
    let computed = stimulus::settle_assessed(assessment, fields)?;
    Ok(Outcome { operation: "settle", computed, decimals: document.decimals().clone() })
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
