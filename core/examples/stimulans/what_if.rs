//! What would have to be otherwise for a line to be eligible.

use statsbidrag::{Error, Increase, Language, WhatIf};

use crate::Answered;
use crate::layout::{exact, say, title, wrap};
use crate::report::{dashes, made};
use crate::words;

/// Each condition that is not met, the fewest changes, and the room that there is.
pub(crate) fn text(answered: &Answered, id: &str) -> Result<String, Error> {
    let language = answered.asked.language;
    let answer = answered.assessment.what_if(id)?;
    let mut text = title(&match language {
        Language::Swedish => format!("Vad som krävs för att raden {id} ska godkännas"),
        Language::English => format!("What it takes for the line {id} to be eligible"),
    });
    if answer.failed.is_empty() {
        let (sv, en) =
            ("Ingenting: alla villkor är uppfyllda.", "Nothing: all conditions are met.");
        text.push_str(&format!("{}\n{}", say(language, sv, en), made(answered)));
        return Ok(text);
    }
    let label = say(language, "Det som inte är uppfyllt:", "What is not met:");
    let failed = answer.failed.iter().map(|finding| finding.statement(language));
    text.push_str(&format!("{label}\n{}\n", dashes(failed, 2)));
    text.push_str(&changes(&answer, language));
    for words in more(answered, &answer, id) {
        text.push_str(&format!("{}\n", wrap(&words, 0)));
    }
    let caution = say(
        language,
        "Det här är vad reglerna frågar efter, inte vad som är sant. En rad rättas för att den var \
         fel, aldrig för att den avslogs.",
        "This is what the rules ask for, not what is so. A line is corrected because it was wrong, \
         never because it was refused.",
    );
    text.push_str(&format!("\n{}\n{}", wrap(caution, 0), made(answered)));
    Ok(text)
}

/// The fewest cells that would have to say something else.
fn changes(answer: &WhatIf, language: Language) -> String {
    let Some(changes) = &answer.changes else {
        let words = say(
            language,
            "Inga andra uppgifter på raden räcker: dagarna ligger utanför perioden, eller så måste en \
             person ta ställning (kolumnen ruling).",
            "No other words of the line will do: its days are outside the period, or a person must \
             decide (the column ruling).",
        );
        return format!("{}\n", wrap(words, 0));
    };
    if changes.is_empty() {
        let words = say(
            language,
            "Radens ord behöver inte ändras; se ovan vad som fattas.",
            "No word of the line has to change; see above for what is lacking.",
        );
        return format!("{}\n", wrap(words, 0));
    }
    let label = say(
        language,
        "De minsta ändringarna, om de vore sanna:",
        "The fewest changes, if they were so:",
    );
    let lines = changes.iter().map(|change| {
        let show = |word| words::show(change.column, word, language);
        let empty = say(language, "en tom cell", "an empty cell");
        let have = change.have.map_or(empty, show);
        let need: Vec<&str> = change.need.iter().map(|word| show(word)).collect();
        let (column, need) = (change.column, need.join(say(language, " eller ", " or ")));
        match language {
            Language::Swedish => format!("kolumnen {column}: {need}, i stället för {have}."),
            Language::English => format!("the column {column}: {need}, in place of {have}."),
        }
    });
    format!("{label}\n{}", dashes(lines, 2))
}

/// The days in the period, and the room under the caps.
fn more(answered: &Answered, answer: &WhatIf, id: &str) -> Vec<String> {
    let language = answered.asked.language;
    let mut said = Vec::new();
    let row = answered.claims.list.ids().position(id);
    let days = row.map(|row| answered.claims.list.days(row));
    match (answer.days_in_period, language) {
        (Some(own), _) if Some(own) == days => {}
        (Some(own), Language::Swedish) => said.push(format!("Dagar i perioden: {own}.")),
        (Some(own), Language::English) => said.push(format!("Days in the period: {own}.")),
        (None, Language::Swedish) => said.push("Ingen av dagarna ligger i perioden.".to_owned()),
        (None, Language::English) => said.push("No day lies in the period.".to_owned()),
    }
    // The room is that of lines which are said to be an increase over the baseline, or may be.
    let increase = row.and_then(|row| answered.claims.cell("increase", row));
    let increase = increase.map(|cell| words::read("increase", cell.to_owned()));
    let is_over = increase.is_none_or(|word| word == Increase::AboveBaseline.word());
    let mut changes = answer.changes.iter().flatten();
    let may_be = changes.any(|change| change.need.contains(&Increase::AboveBaseline.word()));
    if let Some(room) = answer.room.as_ref().filter(|_| is_over || may_be) {
        let room = exact(room, language);
        said.push(match language {
            Language::Swedish => format!(
                "Utrymme för mer utökning där raden räknas: {room} årsarbetskrafter under året."
            ),
            Language::English => {
                format!("Room for more increase where the line is counted: {room} FTE-years.")
            }
        });
    }
    said
}
