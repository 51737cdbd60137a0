//! Every claim line: its verdict, its amounts, and why.

use statsbidrag::{AssessedLine, Error, Finding, Language, Money, Reason, Span, Verdict};

use super::{dashes, is_told, kronor, wrap_at};
use crate::Answered;
use crate::layout::{Grid, Lean, capital, exact, quoted, say, section_heading};
use crate::words;

/// Where what is said of a line begins.
const INDENT: usize = 7;

/// The lines and their sums, with the worst and the best that can become of them.
pub(super) fn section(answered: &Answered) -> Result<String, Error> {
    let (language, assessment) = (answered.asked.language, &answered.assessment);
    let heading = say(language, "Kostnadsraderna, kr", "The claim lines, kr");
    let leans = [Lean::Left, Lean::Left, Lean::Right, Lean::Right, Lean::Right, Lean::Right];
    let mut grid = Grid::new(leans);
    let heads = [
        ("rad", "line"),
        ("utfall", "verdict"),
        ("redovisat", "claimed"),
        ("godkänt", "approved"),
        ("avslaget", "refused"),
        ("utreds", "undetermined"),
    ];
    grid.row(heads.map(|(sv, en)| say(language, sv, en)));
    let mut row = |id: &str, verdict: &str, amounts: [Money; 4]| {
        let amounts = amounts.map(|amount| kronor(amount, language));
        grid.row([quoted(id), verdict.to_owned()].into_iter().chain(amounts));
    };
    for line in assessment.lines() {
        let AssessedLine { id, verdict, amount, approved, refused, undetermined, .. } = line;
        row(id, words::verdict(verdict, language), [amount, approved, refused, undetermined]);
    }
    let sums = assessment.totals()?;
    let sum = say(language, "summa", "sum");
    row(sum, "", [sums.claimed, sums.approved, sums.refused, sums.undetermined]);
    let grid = grid.lines(2);
    let mut rows = grid.lines();
    let mut text = section_heading(heading);
    let mut put = |line: Option<&str>, below: &str| {
        text.push_str(line.unwrap_or_default());
        text.push('\n');
        text.push_str(below);
    };
    put(rows.next(), "");
    for (place, line) in assessment.lines().enumerate() {
        put(rows.next(), &format!("{}{}", about(answered, place), why(answered, &line)?));
    }
    put(rows.next(), "");
    let (worst, best) = (language.money(sums.approved), language.money(sums.best()?));
    text.push_str(&match language {
        Language::Swedish => format!(
            "\n  Sämsta utfall, om allt som utreds avslås: {worst}.\n  \
             Bästa utfall, om allt som utreds godkänns: {best}.\n"
        ),
        Language::English => format!(
            "\n  The worst case, if all that is undetermined is refused: {worst}.\n  \
             The best case, if all that is undetermined is approved: {best}.\n"
        ),
    });
    Ok(text)
}

/// Whose cost it is, when, and what the user wrote of it.
pub(super) fn about(answered: &Answered, row: usize) -> String {
    let (language, list) = (answered.asked.language, &answered.claims);
    let claims = &list.list;
    let word = |column: &str| {
        let cell = list.cell(column, row)?;
        let word = words::read(column, cell.to_owned());
        Some(words::show(column, &word, language).to_owned())
    };
    let mut parts = Vec::new();
    let several = claims.ids().len() > 1
        && (1..claims.len()).any(|other| claims.recipient(other) != claims.recipient(0));
    if several {
        parts.push(quoted(claims.recipient(row)));
    }
    parts.push(
        word("role")
            .unwrap_or_else(|| say(language, "roll ej angiven", "no role given").to_owned()),
    );
    parts.extend(claims.unit(row).map(quoted));
    let fte = exact(&claims.fte(row), language);
    parts.push(format!("{fte} {}", say(language, "årsarbetare", "FTE")));
    parts.push(claims.days(row).to_string());
    let note = match language {
        Language::English => list.cell("note_en", row).or_else(|| list.cell("note", row)),
        Language::Swedish => list.cell("note", row),
    };
    let gap = " ".repeat(INDENT);
    let mut text = String::new();
    if let Some(note) = note {
        text = format!("{gap}{}\n", wrap_at(&capital(&quoted_long(note)), INDENT));
    }
    text.push_str(&format!("{gap}{}\n", wrap_at(&parts.join(", "), INDENT)));
    text
}

/// A user's note, without control characters.
fn quoted_long(note: &str) -> String {
    note.split_whitespace().map(quoted).collect::<Vec<_>>().join(" ")
}

/// Why a line did not go through, or how its amount came about.
fn why(answered: &Answered, line: &AssessedLine<'_>) -> Result<String, Error> {
    let language = answered.asked.language;
    let findings = answered.assessment.findings(line.id)?;
    let is_split = findings.iter().any(|(own, _)| own.reason() == Reason::SplitByDay);
    let mut sentences = Vec::new();
    for (finding, days) in findings.iter().filter(|(finding, _)| is_told(finding)) {
        if finding.reason() == Reason::OverBaselineCap && line.verdict == Verdict::Approved {
            let sv = "Utrymmet räcker inte till alla rader, men det räcker till den här.";
            let en = "The room is not enough for all lines, but it is for this one.";
            sentences.push(say(language, sv, en).to_owned());
            continue;
        }
        sentences.push(sentence(finding, *days, is_split, language));
    }
    sentences.dedup();
    if sentences.is_empty() {
        let met = say(language, "Alla villkor är uppfyllda.", "All conditions are met.");
        sentences.push(met.to_owned());
    }
    Ok(dashes(sentences, INDENT))
}

/// A finding in words, with its days where a line is parted by them.
fn sentence(finding: &Finding, days: Span, is_split: bool, language: Language) -> String {
    let said = finding.statement(language);
    if is_split && finding.citation().is_some() { format!("{days}: {said}") } else { said }
}
