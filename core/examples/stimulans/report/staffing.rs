//! The staffing against the baseline, and how much more increase there is room for.

use statsbidrag::{Ratio, Staffing};

use crate::Answered;
use crate::files::List;
use crate::layout::{Grid, Lean, say, section_heading, wrap};
use crate::words;

/// Decimals of FTE as shown; caps are held exactly.
const DECIMALS: usize = 4;

/// Each cap; nothing without staffing.
pub(super) fn section(answered: &Answered) -> String {
    let language = answered.asked.language;
    let Some(staffing) = &answered.staffing else { return String::new() };
    let rooms = answered.assessment.room();
    let heading = say(
        language,
        "Bemanningen mot utgångsläget, årsarbetare",
        "The staffing against the baseline, FTE",
    );
    let numbers = [Lean::Right; 5];
    let mut grid = Grid::new([Lean::Left, Lean::Left].into_iter().chain(numbers));
    let heads = [
        ("roll", "role"),
        ("enhet", "unit"),
        ("utgångsläge", "baseline"),
        ("utfall", "actual"),
        ("ökning", "increase"),
        ("redovisat", "claimed"),
        ("utrymme kvar", "room left"),
    ];
    grid.row(heads.map(|(sv, en)| say(language, sv, en)));
    let mut recipients: Vec<&str> = rooms.iter().map(|room| room.recipient).collect();
    recipients.dedup();
    let several = recipients.len() > 1;
    let mut last = "";
    for room in &rooms {
        if several && room.recipient != last {
            grid.row([room.recipient]);
            last = room.recipient;
        }
        let role = room.role.map(|role| words::show("role", role, language));
        let all = say(language, "alla", "all");
        let number = |number: Option<Ratio>| {
            number.map_or_else(|| "–".to_owned(), |own| language.number(&own, DECIMALS))
        };
        let sum = |column: &str| {
            // Netted over the roles that are funded, of which the table may have more.
            room.role?;
            sum(staffing, column, (room.recipient, room.unit, room.role))
        };
        grid.row([
            role.unwrap_or(all).to_owned(),
            room.unit.unwrap_or(all).to_owned(),
            number(sum("baseline_fte")),
            number(sum("actual_fte")),
            number(room.cap.clone()),
            number(Some(room.claimed.clone())),
            number(room.left()),
        ]);
    }
    let mut text =
        format!("{}{}", section_heading(heading), grid.lines(if several { 4 } else { 2 }));
    text.push_str(&wrap(
        say(
            language,
            "  Redovisat är rader som sägs vara en utökning, i årsarbetskrafter under året, även de \
             som utreds; en rad vars roll eller enhet fattas räknas överallt där den kan höra hemma. En \
             enhet ryms också i sin rolls utrymme, så att en flytt mellan enheter inte ger pengar.",
            "  Claimed are the lines that are said to be an increase, in FTE-years, also those that \
             are undetermined; a line without a role or a unit is counted wherever it can belong. A unit \
             also keeps within the room of its role, so that a move between units brings no money.",
        ),
        2,
    ));
    text.push('\n');
    text
}

/// The sum of a column over the rows of a group; none where a cell is empty.
fn sum(
    staffing: &List<Staffing>,
    column: &str,
    (recipient, unit, role): (&str, Option<&str>, Option<&str>),
) -> Option<Ratio> {
    let rows = (0..staffing.rows()).filter(|&row| {
        let own = words::read("role", staffing.cell("role", row).unwrap_or_default().to_owned());
        staffing.cell("recipient", row) == Some(recipient)
            && (unit.is_none() || staffing.cell("unit", row) == unit)
            && role.is_none_or(|role| role == own)
    });
    rows.map(|row| staffing.number(column, row)).sum::<Option<Ratio>>()
}
