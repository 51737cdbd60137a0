//! The Rust programs of the pages print what the pages say: see `build.rs`.
//!
//! Without a harness, since what a program prints is read from a process that runs it alone.

use std::error::Error;
use std::process::{Command, ExitCode};

use statsbidrag_tests::printed;

/// A program of a page.
struct Program {
    name: &'static str,
    run: fn() -> Result<(), statsbidrag::Error>,
    /// What the page says that it prints.
    printed: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/programs.rs"));

/// Before the number of a program that is to be run.
const RUN: &str = "--run";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [option, number] = &arguments[..]
        && option == RUN
    {
        (PROGRAMS[number.parse::<usize>()?].run)()?;
        return Ok(ExitCode::SUCCESS);
    }
    assert!(PROGRAMS.len() >= 4, "the pages have lost programs");
    let mut failed = 0;
    for (number, program) in PROGRAMS.iter().enumerate() {
        let ran =
            Command::new(std::env::current_exe()?).args([RUN, &number.to_string()]).output()?;
        let said = String::from_utf8(ran.stdout)?.replace('\u{a0}', " ");
        let is_as_printed = ran.status.success() && printed::agrees(program.printed, &said);
        println!("{}: {}", program.name, if is_as_printed { "ok" } else { "FAILED" });
        if !is_as_printed {
            failed += 1;
            let error = String::from_utf8_lossy(&ran.stderr);
            println!("it prints\n{said}{error}\nand the page says\n{}", program.printed);
        }
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
