//! Reading the command line to its end: everything that is wrong with it, in the user's language.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Args, Error, Parser};
use statsbidrag::Language;

use crate::layout::quoted;
use crate::refusal::Refusal;

/// What stands where something was taken out, so that the words beside it do not come together.
const TAKEN_OUT: &str = "--taken-out";

/// What can be asked for on a command line.
pub(crate) trait Question: Parser {
    /// What can be asked of every example.
    fn common(&self) -> &Common;

    /// The language that was asked for, or Swedish.
    fn language(&self) -> Language {
        self.common().language.parse().unwrap_or(Language::Swedish)
    }
}

// No words of its own: the help would have them.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Språk: sv eller en; annars sv
    #[arg(long, value_name = "SPRÅK", default_value = "sv", hide_default_value = true)]
    language: String,

    /// Den här hjälpen
    #[arg(short, long, action = clap::ArgAction::Help)]
    help: Option<bool>,

    /// How many words were taken out as wrong.
    #[arg(long, hide = true, action = clap::ArgAction::Count)]
    taken_out: u8,

    /// Words that belong to no option.
    #[arg(hide = true)]
    stray: Vec<OsString>,
}

/// The arguments that are right, and what is wrong with the others. The parser stops at the first
/// that is wrong: that one is taken out, and it starts again.
///
/// # Errors
/// The help, where it was asked for before anything was wrong.
pub(crate) fn read<Q: Question>(mut words: Vec<OsString>) -> Result<(Q, Refusal), Error> {
    let mut errors = Vec::new();
    let arguments = loop {
        let error = match Q::try_parse_from(&words) {
            Ok(arguments) => break arguments,
            Err(help) if !help.use_stderr() && errors.is_empty() => return Err(help),
            Err(error) => error,
        };
        let wrong = match place(&words, &error) {
            // An option that is given again has a value of its own.
            Some(place) if error.kind() == ErrorKind::ArgumentConflict => {
                place..place + 1 + usize::from(takes_next::<Q>(&words[place]))
            }
            Some(place) => place..place + 1,
            None => 1..words.len(),
        };
        words.splice(wrong, [OsString::from(TAKEN_OUT)]);
        if error.use_stderr() {
            errors.push(error);
        }
    };
    let language = arguments.language();
    let wrong = Refusal::all(errors.iter().map(|error| in_words(error, language)));
    Ok((arguments, wrong))
}

/// What is wrong with the words that belong to no option, and with a language that there is not.
pub(crate) fn strays(question: &impl Question) -> Vec<String> {
    let (common, language) = (question.common(), question.language());
    let mut wrong = Vec::new();
    if common.language.parse::<Language>().is_err() {
        let got = quoted(&common.language);
        wrong.push(format!(
            "--language {got}: språket är sv (svenska) eller en (English: sv or en)."
        ));
    }
    wrong.extend(common.stray.iter().map(|word| {
        let word = quoted(&word.to_string_lossy());
        match language {
            Language::Swedish => format!("”{word}” hör inte till något tillval."),
            Language::English => format!("“{word}” belongs to no option."),
        }
    }));
    wrong
}

/// Where the option stands that the parser stopped at.
fn place(words: &[OsString], error: &Error) -> Option<usize> {
    let name = context(error, ContextKind::InvalidArg).unwrap_or("--help");
    let name = name.split(' ').next()?;
    let is_option = |word: &str| {
        // Short options can stand together, as in -xh.
        let is_short = !word.starts_with("--") && word.starts_with(name);
        word != TAKEN_OUT && (word.split('=').next() == Some(name) || is_short)
    };
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let lacks_value = |place: usize| {
        words[place].contains('=') || words.get(place + 1).is_none_or(|next| next.starts_with('-'))
    };
    let is_any = error.kind() != ErrorKind::InvalidValue;
    (1..words.len()).find(|&place| is_option(&words[place]) && (is_any || lacks_value(place)))
}

/// Whether the value of an option is the word after it.
fn takes_next<Q: Question>(word: &OsString) -> bool {
    let word = word.to_string_lossy();
    let is_it = |option: &Arg| option.get_long() == Some(word.trim_start_matches('-'));
    let command = Q::command();
    command.get_arguments().any(|option| is_it(option) && option.get_action().takes_values())
}

fn context(error: &Error, kind: ContextKind) -> Option<&str> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text),
        _ => None,
    }
}

fn in_words(error: &Error, language: Language) -> String {
    let option = context(error, ContextKind::InvalidArg).unwrap_or_default();
    let option = quoted(option.split(' ').next().unwrap_or_default());
    let sv = language == Language::Swedish;
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let meant = context(error, ContextKind::SuggestedArg).unwrap_or("--help");
            match language {
                Language::Swedish => {
                    format!("{option}: det finns inget sådant tillval; se {meant}.")
                }
                Language::English => format!("{option}: there is no such option; see {meant}."),
            }
        }
        ErrorKind::ArgumentConflict if sv => format!("{option} står flera gånger."),
        ErrorKind::ArgumentConflict => format!("{option} is given several times."),
        ErrorKind::TooManyValues if sv => format!("{option} tar inget värde."),
        ErrorKind::TooManyValues => format!("{option} takes no value."),
        ErrorKind::InvalidValue if sv => format!("{option}: värdet saknas."),
        ErrorKind::InvalidValue => format!("{option}: the value is missing."),
        ErrorKind::InvalidUtf8 if sv => "Ett tillval är inte i UTF-8.".to_owned(),
        ErrorKind::InvalidUtf8 => "An option is not UTF-8.".to_owned(),
        kind if sv => format!("Kommandoraden går inte att läsa ({kind:?})."),
        kind => format!("The command line cannot be read ({kind:?})."),
    }
}
