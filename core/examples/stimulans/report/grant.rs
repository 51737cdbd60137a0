//! What the recipients could ask for, asked for and were paid.

use statsbidrag::Language;

use super::kronor;
use crate::Answered;
use crate::layout::{Grid, Lean, say, section_heading};

/// The grants and the pot; nothing where no grants were given.
pub(super) fn section(answered: &Answered) -> String {
    let language = answered.asked.language;
    let (Some(grants), Some(settlement)) = (&answered.grants, &answered.settlement) else {
        return String::new();
    };
    let heading = say(language, "Rekvisition och utbetalning, kr", "Requisition and payment, kr");
    let leans = [Lean::Left, Lean::Right, Lean::Right, Lean::Right, Lean::Right, Lean::Left];
    let mut grid = Grid::new(leans);
    let heads = [
        ("mottagare", "recipient"),
        ("bidragsram", "frame"),
        ("rekvirerat", "requisitioned"),
        ("ej rekvirerat", "not requisitioned"),
        ("utbetalt", "paid"),
        ("rekvisitionen kom", "received on"),
    ];
    grid.row(heads.map(|(sv, en)| say(language, sv, en)));
    let none = || "–".to_owned();
    for (row, own) in settlement.grants().iter().enumerate() {
        let money = |column: &str| {
            let cell = grants.money(column, row);
            cell.map_or_else(none, |amount| kronor(amount, language))
        };
        grid.row([
            own.recipient.clone(),
            money("frame"),
            money("requisitioned"),
            own.unrequisitioned.map_or_else(none, |amount| kronor(amount, language)),
            kronor(own.paid, language),
            grants.cell("requisition_received_on", row).map_or_else(none, str::to_owned),
        ]);
    }
    let mut text = format!("{}{}", section_heading(heading), grid.lines(2));
    let year = answered.asked.year;
    text.push_str(&match (settlement.totals().pot, language) {
        (Some(pot), Language::Swedish) => {
            format!("  Hela potten för {year} är {}.\n", language.money(pot))
        }
        (Some(pot), Language::English) => {
            format!("  The whole pot of {year} is {}.\n", language.money(pot))
        }
        (None, Language::Swedish) => format!("  Potten för {year} är inte känd.\n"),
        (None, Language::English) => format!("  The pot of {year} is not known.\n"),
    });
    text
}
