//! The lines as CSV.

use csv::Writer;
use statsbidrag::Language;

use crate::Answered;
use crate::refusal::Refusal;

/// One line for each claim line, with exact kronor and the codes of its reasons.
pub(crate) fn csv(answered: &Answered) -> Result<String, Refusal> {
    let language = answered.asked.language;
    let text = write(answered).map_err(|error| Refusal::new(error.to_string()))?;
    String::from_utf8(text).map_err(|error| match language {
        Language::Swedish => Refusal::new(format!("Svaret går inte att skriva: {error}")),
        Language::English => Refusal::new(format!("The answer cannot be written: {error}")),
    })
}

fn write(answered: &Answered) -> Result<Vec<u8>, csv::Error> {
    let mut out = Writer::from_writer(Vec::new());
    out.write_record([
        "id",
        "recipient",
        "verdict",
        "amount",
        "approved",
        "refused",
        "undetermined",
        "reasons",
    ])?;
    let assessment = &answered.assessment;
    for (row, line) in assessment.lines().enumerate() {
        let reasons: Vec<_> =
            assessment.reasons(row).into_iter().map(|reason| reason.word()).collect();
        let amounts = [line.amount, line.approved, line.refused, line.undetermined];
        let start = [line.id, assessment.claims().recipient(row), line.verdict.word()];
        let amounts = amounts.map(|amount| amount.to_string());
        let cells = start.into_iter().map(str::to_owned).chain(amounts);
        out.write_record(cells.chain([reasons.join(" ")]))?;
    }
    out.into_inner().map_err(|error| error.into_error().into())
}
