//! `verify`: whether a certificate holds.

use serde_json::{Map, Value, json};

use crate::Error;
use crate::allocation::Certificate;
use crate::document::Fields;
use crate::problem::{Code, Problem, Problems};

pub(super) fn call(mut fields: Fields<'_>) -> Result<Map<String, Value>, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let document = fields.required("certificate", &mut problems);
    let certificate = document.and_then(|document| {
        let read = serde_json::from_value::<Certificate>(document.node().to_json());
        let read = read.map_err(|error| {
            Error::from(Problem::new("", Code::Malformed, error.to_string(), "a certificate"))
        });
        problems.keep(document.path(), read)
    });
    fields.finish(&mut problems);
    problems.check()?;
    if let Some(certificate) = certificate {
        certificate.verify().map_err(|error| error.under("/certificate"))?;
    }
    let mut out = Map::new();
    out.insert("verified".to_owned(), json!(true));
    Ok(out)
}
