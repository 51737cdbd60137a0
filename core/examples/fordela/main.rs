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
mod command_line;
mod directory;
mod explanation;
mod facts;
mod layout;
mod listing;
mod number;
mod own_facts;
mod refusal;
mod report;
mod sheet;

use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use statsbidrag::{
    Error, Language, SchemeAllocation, SchemeOptions, When, allocate_scheme, catalog,
};

use arguments::{Arguments, YEARS};
use facts::Facts;
use layout::say;
use refusal::Refusal;

fn main() -> ExitCode {
    let (arguments, wrong) = match command_line::read(std::env::args_os().collect()) {
        Ok(read) => read,
        Err(help) => {
            // A closed pipe is no reason to complain.
            let _ = help.print();
            return ExitCode::SUCCESS;
        }
    };
    match answer(&arguments, wrong) {
        Ok(text) => write_out(&text, arguments.language()),
        Err(refusal) => {
            let _ = writeln!(io::stderr().lock(), "{refusal}");
            ExitCode::from(2)
        }
    }
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
        wrong.keep(result.map_err(|error| Refusal::of_library(&error, &facts, language)))
    });
    let Some(result) = result else { return Err(wrong) };
    wrong.keep(arguments.check_used(&result));
    match entry {
        _ if !wrong.is_empty() => Err(wrong),
        _ if arguments.csv => listing::csv(&result, language),
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

/// Writes to standard output; a reader that has seen enough (`| head`) is no error.
fn write_out(text: &str, language: Language) -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let words = say(language, "Svaret går inte att skriva", "The answer cannot be written");
            let why = refusal::of_system(error.kind(), language);
            let _ = writeln!(io::stderr().lock(), "{words}: {why}");
            ExitCode::FAILURE
        }
    }
}
