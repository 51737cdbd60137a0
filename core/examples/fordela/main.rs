//! Fördelar välfärdsmiljarderna 2017–2021 över kommuner och regioner, och visar varför.
//!
//! Allocates the welfare billions over municipalities and regions, from data in the crate or from
//! a CSV file of one's own, and says why each recipient gets what it gets.
//!
//! ```sh
//! cargo run --release --example fordela
//! cargo run --release --example fordela -- --explain Göteborg
//! cargo run --release --example fordela -- --year 2020 --language en
//! cargo run --release --example fordela -- --data kommuner.csv --newly-arrived 1
//! ```

mod arguments;
mod directory;
mod explanation;
mod facts;
mod facts_refused;
mod listing;
mod own_facts;
mod report;

#[path = "../common/answer.rs"]
mod answer;
#[path = "../common/command_line.rs"]
mod command_line;
#[path = "../common/csv_text.rs"]
mod csv_text;
#[path = "../common/layout.rs"]
#[allow(dead_code, reason = "another example needs the rest")]
mod layout;
#[path = "../common/number.rs"]
mod number;
#[path = "../common/questions.rs"]
mod questions;
#[path = "../common/refusal.rs"]
mod refusal;
#[path = "../common/sheet.rs"]
mod sheet;

use std::process::ExitCode;

use statsbidrag::{Error, SchemeAllocation, SchemeOptions, When, allocate_scheme, catalog};

use arguments::{Arguments, YEARS};
use command_line::Question;
use facts::Facts;
use refusal::Refusal;

fn main() -> ExitCode {
    answer::give(answer)
}

/// Everything that is to be printed; or everything that is wrong, with what was wrong before.
fn answer(arguments: &Arguments, mut wrong: Refusal) -> Result<String, Refusal> {
    let language = arguments.language();
    wrong.keep(arguments.check());
    wrong.keep(arguments.check_weights());
    let year = wrong.keep(arguments.year());
    // Without a year, the one that asks the least of a file.
    let year_of_facts = year.unwrap_or(*YEARS.end());
    let facts = wrong.keep(match &arguments.data {
        Some(path) => own_facts::read(path, year_of_facts, language),
        None => facts::shipped(year_of_facts, arguments.population.as_deref(), language),
    });
    let Some(mut facts) = facts else { return Err(wrong) };
    facts.parameters = arguments.parameters();
    let asked = arguments.explain.as_deref();
    let entry = asked.and_then(|who| wrong.keep(directory::find(&facts, who, language)));
    let result = year.and_then(|year| {
        let result = allocate(&facts, year);
        wrong.keep(result.map_err(|error| facts_refused::refused(&error, &facts, language)))
    });
    let Some(result) = result else { return Err(wrong) };
    wrong.keep(arguments.check_used(&result));
    match entry {
        _ if !wrong.is_empty() => Err(wrong),
        _ if arguments.csv => csv_text::written(language, |out| listing::write(out, &result)),
        Some(entry) => explanation::text(&result, &facts, &entry, language),
        None => report::text(&result, &facts, language),
    }
}

/// The whole calculation: a scheme, a year, one table for each set of recipients.
fn allocate(facts: &Facts, year: i16) -> Result<SchemeAllocation, Error> {
    let scheme = catalog::scheme(facts.scheme())?;
    let options = SchemeOptions::new().parameters(facts.parameters.clone()).entity("entity");
    allocate_scheme(&scheme, When::Year(year), facts.tables()?, &options)
}
