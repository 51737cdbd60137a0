//! The lines as CSV.

use csv::Writer;

use crate::Answered;

/// One line for each claim line, with exact kronor and the codes of its reasons.
pub(crate) fn write(out: &mut Writer<Vec<u8>>, answered: &Answered) -> Result<(), csv::Error> {
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
    Ok(())
}
