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
mod layout;
mod listing;
mod number;
mod own_facts;
mod refusal;
mod report;
mod sheet;

use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;
use statsbidrag::{Error, SchemeAllocation, SchemeOptions, When, allocate_scheme, catalog};

use arguments::Arguments;
use facts::Facts;
use refusal::Refusal;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors; a closed pipe is no reason to complain.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match answer(&arguments) {
        Ok(text) => write_out(&text),
        Err(refusal) => {
            let _ = writeln!(io::stderr().lock(), "{refusal}");
            ExitCode::from(2)
        }
    }
}

/// Everything that is to be printed.
fn answer(arguments: &Arguments) -> Result<String, Refusal> {
    let language = arguments.language;
    arguments.check()?;
    let year = arguments.year()?;
    let parameters = arguments.parameters()?;
    let mut facts = match &arguments.data {
        Some(path) => own_facts::read(path, year, language)?,
        None => facts::shipped(year, arguments.population.as_deref(), language)?,
    };
    facts.parameters = parameters;
    let result =
        allocate(&facts, year).map_err(|error| Refusal::of_library(&error, &facts, language))?;
    arguments.check_used(&result)?;
    match &arguments.explain {
        _ if arguments.csv => listing::csv(&result, language),
        Some(who) => explanation::text(&result, &facts, who, language),
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
fn write_out(text: &str) -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr().lock(), "fordela: {error}");
            ExitCode::FAILURE
        }
    }
}
