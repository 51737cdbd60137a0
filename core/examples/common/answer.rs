//! From the command line to what is written: status 0 and an answer, or status 2 and why not.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use statsbidrag::Language;

use crate::command_line::{self, Question};
use crate::layout::say;
use crate::refusal::{Refusal, of_system};

/// Reads the question and writes what `answer` says to it. It is told what was wrong with the
/// command line, so that all that is wrong comes at once.
pub(crate) fn give<Q: Question>(
    answer: impl FnOnce(&Q, Refusal) -> Result<String, Refusal>,
) -> ExitCode {
    let (question, wrong) = match command_line::read::<Q>(std::env::args_os().collect()) {
        Ok(read) => read,
        Err(help) => {
            // A closed pipe is no reason to complain.
            let _ = help.print();
            return ExitCode::SUCCESS;
        }
    };
    match answer(&question, wrong) {
        Ok(text) => write_out(&text, question.language()),
        Err(refusal) => {
            let _ = writeln!(io::stderr().lock(), "{refusal}");
            ExitCode::from(2)
        }
    }
}

/// Writes to standard output; a reader that has seen enough (`| head`) is no error.
fn write_out(text: &str, language: Language) -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let words = say(language, "Svaret går inte att skriva", "The answer cannot be written");
            let why = of_system(error.kind(), language);
            let _ = writeln!(io::stderr().lock(), "{words}: {why}");
            ExitCode::FAILURE
        }
    }
}
