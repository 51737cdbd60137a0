//! Förstärkningsteamet: vilka stadsdelsförvaltningar som får begära det, hur dagarna delas, och om
//! de bokade uppdragen håller måttet. På en påhittad lista eller egna uppgifter.
//!
//! The reinforcement team of Stockholm's memorandum, for district administrations with vacancies or
//! high turnover: who may ask (ratio rules), how the team's days are shared (an allocation of whole
//! days), and whether booked assignments last from one day to four months.
//!
//! ```sh
//! cargo run --release --example forstarkningsteam
//! cargo run --release --example forstarkningsteam -- --vacant 0.15 --turnover 3/10 --days 120
//! cargo run --release --example forstarkningsteam -- --explain Norrholmen --language en
//! ```

#[path = "../common/answer.rs"]
mod answer;
mod arguments;
mod bookings;
#[path = "../common/command_line.rs"]
mod command_line;
mod districts;
#[path = "../common/layout.rs"]
#[allow(dead_code, reason = "another example needs the rest")]
mod layout;
#[path = "../common/number.rs"]
mod number;
#[allow(dead_code, reason = "another example needs the rest")]
mod reading;
#[path = "../common/refusal.rs"]
mod refusal;
mod report;
mod share;
#[path = "../common/sheet.rs"]
mod sheet;
mod sources;

use std::process::ExitCode;

use arguments::Arguments;
use bookings::Bookings;
use command_line::Question as _;
use districts::{Districts, Standing};
use refusal::Refusal;

fn main() -> ExitCode {
    answer::give(answer)
}

/// Everything that is to be printed; or everything that is wrong, with what was wrong before.
fn answer(arguments: &Arguments, mut wrong: Refusal) -> Result<String, Refusal> {
    let language = arguments.language();
    let unexpected = |error| Refusal::unexpected(&error, language);
    let question = wrong.keep(arguments.question());
    let districts = wrong.keep(districts::read(arguments.districts.as_deref(), language));
    let (Some(question), Some(districts)) = (question, districts) else {
        bookings(arguments, None, &mut wrong);
        return Err(wrong);
    };
    let check = districts::check(&districts, &question).map_err(unexpected)?;
    let standings: Vec<_> = districts::figures(&check).iter().map(districts::standing).collect();
    let share = share::share(&districts, &check, &standings, &question, language);
    let share = wrong.keep(share);
    let bookings = bookings(arguments, Some((&districts, &standings)), &mut wrong);
    let asked = arguments.explain.as_deref();
    let row = asked.map(|who| wrong.keep(report::find(&districts, who, language)));
    let Some(share) = share.filter(|_| wrong.is_empty()) else { return Err(wrong) };
    let report = report::Report {
        arguments,
        question: &question,
        districts: &districts,
        check: &check,
        standings: &standings,
        share: &share,
        bookings: bookings.as_ref(),
        language,
    };
    match row.flatten() {
        Some(row) => report.explanation(row).map_err(unexpected),
        None => Ok(report.page()),
    }
}

/// The booked assignments: none where only the districts are the user's. Wrong ones are refused,
/// except where they are listed with what is wrong.
fn bookings(
    arguments: &Arguments,
    districts: Option<(&Districts, &[Standing])>,
    wrong: &mut Refusal,
) -> Option<Bookings> {
    let path = arguments.bookings.as_deref();
    if path.is_none() && arguments.districts.is_some() {
        return None;
    }
    let language = arguments.language();
    let bookings = wrong.keep(bookings::read(path, districts, language))?;
    if !arguments.list && wrong.keep(bookings.finish()).is_none() {
        let sv = "  Med --list visas uppdragen ändå, var och ett med det som är fel.";
        let en = "  With --list the assignments are shown all the same, each with what is wrong.";
        wrong.keep::<()>(Err(Refusal::new(layout::say(language, sv, en))));
    }
    Some(bookings)
}
