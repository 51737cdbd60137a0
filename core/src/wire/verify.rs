//! `verify`: whether a certificate holds.

use serde_json::{Map, Value, json};

use crate::Error;
use crate::allocation::Certificate;
use crate::document::Fields;
use crate::problem::Problems;

pub(super) fn call(mut fields: Fields<'_>) -> Result<Map<String, Value>, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let document = fields.required("certificate", &mut problems);
    let certificate = document.and_then(|document| Certificate::read(&document, &mut problems));
    fields.finish(&mut problems);
    problems.check()?;
    if let Some(certificate) = certificate {
        certificate.verify().map_err(|error| error.under("/certificate"))?;
    }
    let mut out = Map::new();
    out.insert("verified".to_owned(), json!(true));
    Ok(out)
}
