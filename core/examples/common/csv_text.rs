//! The answer as CSV, for a spreadsheet or another program.

use csv::Writer;
use statsbidrag::Language;

use crate::layout::say;
use crate::refusal::Refusal;

/// The lines that `write` writes.
pub(crate) fn written(
    language: Language,
    write: impl FnOnce(&mut Writer<Vec<u8>>) -> Result<(), csv::Error>,
) -> Result<String, Refusal> {
    text_of(write).map_err(|why| {
        let words = say(language, "Svaret går inte att skriva", "The answer cannot be written");
        Refusal::new(format!("{words}: {why}"))
    })
}

fn text_of(
    write: impl FnOnce(&mut Writer<Vec<u8>>) -> Result<(), csv::Error>,
) -> Result<String, String> {
    let mut out = Writer::from_writer(Vec::new());
    write(&mut out).map_err(|error| error.to_string())?;
    let bytes = out.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}
