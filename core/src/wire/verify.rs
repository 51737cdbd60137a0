//! `verify`: whether a certificate holds.

use serde_json::json;

use super::Answer;
use crate::Error;
use crate::allocation::Certificate;
use crate::document::Fields;
use crate::problem::Problems;

pub(super) fn call(mut fields: Fields<'_>) -> Result<Answer<'static>, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let document = fields.required("certificate", &mut problems);
    let certificate = document.and_then(|document| Certificate::read(&document, &mut problems));
    fields.finish(&mut problems);
    problems.check()?;
    if let Some(certificate) = certificate {
        certificate.verify().map_err(|error| error.under("/certificate"))?;
    }
    Ok(Answer::new().value("verified", json!(true)))
}
