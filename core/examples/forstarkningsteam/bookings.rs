//! Booked assignments: whether each is one that the team takes.

use std::collections::HashMap;
use std::path::Path;

use jiff::ToSpan;
use jiff::civil;
use statsbidrag::{Date, Language, Span};

use crate::districts::{Districts, Standing};
use crate::layout::quoted;
use crate::reading::{Line, Reading};
use crate::refusal::Refusal;

const SHIPPED: (&str, &str) = ("uppdrag.csv", include_str!("data/uppdrag.csv"));

/// "Från en dag upp till fyra månader".
const MONTHS: i8 = 4;

/// One booked assignment.
#[derive(Clone, Debug)]
pub(crate) struct Booking {
    pub(crate) line: u64,
    pub(crate) member: String,
    pub(crate) district: String,
    pub(crate) from: String,
    pub(crate) to: String,
    /// Where both days could be read, in their order.
    span: Option<Span>,
}

impl Booking {
    /// Days of the calendar, both ends included.
    pub(crate) fn days(&self) -> Option<i32> {
        self.span?.days()
    }
}

/// All of them, with what is wrong.
#[derive(Debug)]
pub(crate) struct Bookings {
    pub(crate) rows: Vec<Booking>,
    reading: Reading,
}

impl Bookings {
    /// Refuses them where anything is wrong with any.
    pub(crate) fn finish(&self) -> Result<(), Refusal> {
        self.reading.finish()
    }

    /// What is wrong, by line.
    pub(crate) fn remarks(&self) -> Vec<(u64, String)> {
        self.reading.remarks()
    }
}

/// Reads and checks the list: the user's, or the made one that ships. Without districts, as where
/// those are wrong, the rest is checked.
pub(crate) fn read(
    path: Option<&Path>,
    districts: Option<(&Districts, &[Standing])>,
    language: Language,
) -> Result<Bookings, Refusal> {
    let mut reading = Reading::open(path, SHIPPED, language)?;
    let Some(lines) = reading.rows(&["member", "district", "from", "to"]) else {
        reading.finish()?;
        return Err(Refusal::default());
    };
    let mut rows = Vec::new();
    for line in &lines {
        let member = reading.text(line, "member").unwrap_or_default();
        let district = reading.text(line, "district").unwrap_or_default();
        if let (Some(districts), false) = (districts, district.is_empty()) {
            check_district(&mut reading, line.number, &district, districts);
        }
        let span = read_span(&mut reading, line);
        let [from, to] = ["from", "to"].map(|column| reading.cell(line, column));
        rows.push(Booking { line: line.number, member, district, from, to, span });
    }
    check_overlaps(&mut reading, &rows);
    Ok(Bookings { rows, reading })
}

fn check_district(
    reading: &mut Reading,
    line: u64,
    id: &str,
    (districts, standings): (&Districts, &[Standing]),
) {
    let shown = quoted(id);
    let (sv, en) = match districts.table.ids().position(id) {
        None => (
            format!("{shown} finns inte bland förvaltningarna i {}.", districts.file),
            format!("{shown} is not among the districts of {}.", districts.file),
        ),
        Some(row) => {
            let name = districts.table.name(row);
            match &standings[row] {
                Standing::MayAsk(_) => return,
                Standing::MayNot => (
                    format!("{name} ligger inte över någon tröskel och får inte begära teamet."),
                    format!("{name} is above no threshold and may not ask for the team."),
                ),
                Standing::Unknown(_) => (
                    format!("om {name} får begära teamet är okänt, för en uppgift saknas."),
                    format!("whether {name} may ask is unknown, as a figure is missing."),
                ),
            }
        }
    };
    reading.at(line, "district", &sv, &en);
}

/// The days of a row, where they can be read, come in order and are at most four months.
fn read_span(reading: &mut Reading, line: &Line) -> Option<Span> {
    let mut day = |column: &str| {
        let text = reading.text(line, column)?;
        let day = text.parse::<Date>().ok();
        if day.is_none() {
            let shown = quoted(&text);
            let sv = format!("”{shown}” är ingen dag i kalendern; skriv som 2017-01-31.");
            let en = format!("“{shown}” is no day of the calendar; write it as 2017-01-31.");
            reading.at(line.number, column, &sv, &en);
        }
        day
    };
    let (from, to) = (day("from"), day("to"));
    let (from, to) = (from?, to?);
    let Ok(span) = Span::new(from, Some(to)) else {
        let sv =
            format!("sista dagen {to} är före den första, {from}; ett uppdrag är minst en dag.");
        let en = format!("the last day {to} is before the first, {from}; the least is one day.");
        reading.at(line.number, "to", &sv, &en);
        return None;
    };
    if let Some(last) = last_day(from)
        && to > last
    {
        let sv = format!("högst fyra månader: från {from} till senast {last}.");
        let en = format!("at most four months: from {from} to {last} at the latest.");
        reading.at(line.number, "to", &sv, &en);
    }
    Some(span)
}

/// The last day of an assignment of four months: the day before the same day four months later,
/// which in a month without that day is its last. From 31 January it is 30 May, from 1 November the
/// last of February, and from 31 October the day before that.
///
/// `None` after the last year of the calendar.
fn last_day(from: Date) -> Option<Date> {
    let from: civil::Date = from.to_string().parse().ok()?;
    let later = from.checked_add(i64::from(MONTHS).months()).ok()?;
    later.yesterday().ok()?.to_string().parse().ok()
}

/// Refuses a member's assignments that share a day with an earlier row of the same member.
fn check_overlaps(reading: &mut Reading, rows: &[Booking]) {
    let mut of_member: HashMap<&str, Vec<(&Booking, Span)>> = HashMap::new();
    for booking in rows {
        let (Some(span), false) = (booking.span, booking.member.is_empty()) else { continue };
        let before = of_member.entry(&booking.member).or_default();
        for (other, _) in before.iter().filter(|(_, other)| other.overlaps(&span)) {
            let (member, line) = (quoted(&booking.member), other.line);
            let days = format!("{}–{}", other.from, other.to);
            let sv = format!("{member} har redan ett uppdrag {days} (rad {line}).");
            let en = format!("{member} has an assignment {days} already (line {line}).");
            reading.at(booking.line, "from", &sv, &en);
        }
        before.push((booking, span));
    }
}

/// What the calendar rule is, for the reader.
pub(crate) fn rule(language: Language) -> &'static str {
    match language {
        Language::Swedish => {
            "Minst en dag och högst fyra kalendermånader: sista dagen är senast dagen före samma \
             dag fyra månader senare, som i en månad utan den dagen är månadens sista. Från \
             2017-01-31 alltså till 2017-05-30."
        }
        Language::English => {
            "At least one day and at most four calendar months: the last day is at the latest the \
             day before the same day four months later, which in a month without that day is its \
             last. From 2017-01-31, then, to 2017-05-30."
        }
    }
}
