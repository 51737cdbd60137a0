//! En kommuns bidragsår, från rekvisition till slutavräkning: vilka kostnadsrader bidraget betalar,
//! med vilka belopp och av vilka skäl, hur bemanningen står mot utgångsläget, vad som ska betalas
//! tillbaka. Raderna som följer med är påhittade.
//!
//! A municipality's grant year, from requisition to settlement, on claim lines from data in the crate
//! (made ones) or of the user's own: a verdict on every line with its amounts and reasons, the staffing
//! against the baseline, what is to be repaid and what is still open.
//!
//! ```sh
//! cargo run --release --example stimulans
//! cargo run --release --example stimulans -- --explain L16
//! cargo run --release --example stimulans -- --year 2016 --across-roles --language en
//! cargo run --release --example stimulans -- --year 2017 --claims rader.csv --grants bidrag.csv
//! ```

mod arguments;
mod asked;
mod data;
mod files;
mod files_refused;
mod listing;
mod report;
mod what_if;
mod words;

#[path = "../common/answer.rs"]
mod answer;
#[path = "../common/command_line.rs"]
mod command_line;
#[path = "../common/csv_text.rs"]
mod csv_text;
#[path = "../common/layout.rs"]
#[allow(dead_code, reason = "another example needs the rest")]
mod layout;
#[path = "../common/named.rs"]
mod named;
#[path = "../common/number.rs"]
mod number;
#[path = "../common/questions.rs"]
mod questions;
#[path = "../common/refusal.rs"]
mod refusal;
#[path = "../common/sheet.rs"]
mod sheet;

use std::process::ExitCode;

use statsbidrag::{
    Assessment, Claims, Code, Error, Grants, Language, Settlement, Staffing, assess,
};

use arguments::Arguments;
use asked::Asked;
use files::List;
use files_refused::Files;
use layout::quoted;
use refusal::Refusal;

fn main() -> ExitCode {
    answer::give(answer)
}

/// What was asked, of which lists, and what came of it.
#[derive(Debug)]
struct Answered {
    asked: Asked,
    claims: List<Claims>,
    /// Where the lines were held against a baseline.
    staffing: Option<List<Staffing>>,
    grants: Option<List<Grants>>,
    assessment: Assessment,
    settlement: Option<Settlement>,
}

/// Everything that is to be printed; or everything that is wrong, with what was wrong before.
fn answer(arguments: &Arguments, mut wrong: Refusal) -> Result<String, Refusal> {
    wrong.keep(arguments.check());
    let asked = Asked::read(arguments, &mut wrong);
    let answered = answered(arguments, asked, &mut wrong);
    let Some(answered) = answered else { return Err(wrong) };
    let language = answered.asked.language;
    let ids = [arguments.explain.as_deref(), arguments.what_if.as_deref()];
    for id in ids.into_iter().flatten() {
        wrong.keep(known(&answered, id));
    }
    let text = match (ids, arguments.csv) {
        _ if !wrong.is_empty() => return Err(wrong),
        (_, true) => {
            return csv_text::written(answered.asked.language, |out| {
                listing::write(out, &answered)
            });
        }
        ([Some(id), _], _) => report::explanation(&answered, id),
        ([_, Some(id)], _) => what_if::text(&answered, id),
        _ => report::text(&answered),
    };
    text.map_err(|error| Refusal::unexpected(&error, language))
}

/// Reads the lists, assesses the lines and settles the grants; none where something is wrong.
fn answered(arguments: &Arguments, asked: Asked, wrong: &mut Refusal) -> Option<Answered> {
    let claims = wrong.keep(files::claims(arguments.claims.as_deref(), asked.year, asked.language));
    // What ships goes with the lines that ship.
    let ships = arguments.claims.is_none() && data::lists(asked.year).is_some();
    let staffing = (ships || arguments.staffing.is_some()).then(|| {
        wrong.keep(files::staffing(arguments.staffing.as_deref(), asked.year, asked.language))
    });
    let grants = (ships || arguments.grants.is_some()).then(|| {
        wrong.keep(files::grants(arguments.grants.as_deref(), asked.year, asked.language))
    });
    let is_read = !matches!((&staffing, &grants), (Some(None), _) | (_, Some(None)));
    let (mut staffing, grants) = (staffing.flatten(), grants.flatten());
    let (claims, rulebook) = (claims?, asked.rulebook.as_ref()?);
    let options = asked.options(&claims.list);
    let assess = |staffing: Option<&List<Staffing>>| {
        let staffing = staffing.map(|own| &own.list);
        assess(&claims.list, rulebook, asked.year, staffing, &options)
    };
    let mut assessed = assess(staffing.as_ref());
    // A rulebook without such a cap has no use for the staffing that ships.
    if staffing.as_ref().is_some_and(|own| own.file.is_shipped)
        && assessed.as_ref().is_err_and(needs_no_staffing)
    {
        staffing = None;
        assessed = assess(None);
    }
    let files = Files { claims: &claims, staffing: staffing.as_ref(), grants: grants.as_ref() };
    let assessment = wrong.keep(assessed.map_err(|error| files.refused(&error, &asked)))?;
    let settled = grants.as_ref().map(|own| assessment.settle(&own.list, None)).transpose();
    let settlement = wrong.keep(settled.map_err(|error| files.refused(&error, &asked)))?;
    is_read.then_some(Answered { asked, claims, staffing, grants, assessment, settlement })
}

fn needs_no_staffing(error: &Error) -> bool {
    let mut problems = error.problems().iter();
    problems.any(|problem| problem.path() == "/staffing" && problem.code() == Code::Conflict)
}

/// Refuses a line that there is not.
fn known(answered: &Answered, id: &str) -> Result<(), Refusal> {
    let ids = answered.claims.list.ids();
    if ids.position(id).is_some() {
        return Ok(());
    }
    let (id, all) = (quoted(id), quoted(&ids.iter().collect::<Vec<_>>().join(", ")));
    Err(Refusal::new(match answered.asked.language {
        Language::Swedish => format!("”{id}”: det finns ingen sådan rad. Raderna: {all}."),
        Language::English => format!("“{id}”: there is no such line. The lines: {all}."),
    }))
}
