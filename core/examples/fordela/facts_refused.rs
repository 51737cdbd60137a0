//! What the library said about the facts, in the user's language and with the line of her file.

use std::collections::BTreeSet;

use statsbidrag::{Code, Error, Language, Problem, catalog};

use crate::arguments::option;
use crate::facts::{Facts, MUNICIPALITY, REGION};
use crate::refusal::{Refusal, in_general, place};

/// What the library said about these facts, each thing once: a parameter may be missing in several
/// pots.
pub(crate) fn refused(error: &Error, facts: &Facts, language: Language) -> Refusal {
    let mut seen = BTreeSet::new();
    let lines = error.problems().iter().map(|problem| in_words(problem, facts, language));
    Refusal::all(lines.filter(|line| seen.insert(line.clone())))
}

fn in_words(problem: &Problem, facts: &Facts, language: Language) -> String {
    let sv = language == Language::Swedish;
    match problem.code() {
        Code::ParameterWithoutValue => missing_parameter(problem, facts, language),
        Code::UnusedParameter => {
            let option = option(problem.path().trim_start_matches("/parameters/"));
            if sv {
                format!(
                    "{option}: nyckeln för demonstration har ingen sådan vikt; den gäller egna uppgifter (--data)."
                )
            } else {
                format!(
                    "{option}: the demonstration key has no such weight; it is for facts of your own (--data)."
                )
            }
        }
        Code::ZeroWeight if sv => format!(
            "Nyckeln är noll för alla mottagare, så potten kan inte fördelas: {}.",
            measure(problem)
        ),
        Code::ZeroWeight => format!(
            "The key is zero for every recipient, so the pot cannot be divided: {}.",
            measure(problem)
        ),
        Code::OutOfRange => {
            let at = located(problem, facts, language).unwrap_or_default();
            if sv {
                format!(
                    "{at}talet är större eller har fler decimaler än som går att räkna med exakt."
                )
            } else {
                format!("{at}the number is larger or has more decimals than can be held exactly.")
            }
        }
        _ => match located(problem, facts, language) {
            Some(at) => format!("{at}{}", in_general(problem, language)),
            None => in_general(problem, language),
        },
    }
}

/// The measure that was zero, without what the library says of it.
fn measure(problem: &Problem) -> &str {
    problem.got().split(", which").next().unwrap_or_default()
}

/// The scheme's own words about a parameter that nobody gave.
fn missing_parameter(problem: &Problem, facts: &Facts, language: Language) -> String {
    let name = problem.got().trim_start_matches('$');
    let scheme = catalog::scheme(facts.scheme()).ok();
    let about = scheme.as_ref().and_then(|scheme| {
        scheme.parameters().find(|(other, _)| *other == name).map(|(_, wording)| wording)
    });
    let about = about.map_or(name, |wording| wording.get(language));
    let option = option(name);
    match language {
        Language::Swedish => format!("{option} TAL saknas: {about}."),
        Language::English => format!("{option} NUMBER is missing: {about}."),
    }
}

/// Where in the user's file a problem of a table's cell is.
fn located(problem: &Problem, facts: &Facts, language: Language) -> Option<String> {
    let path = problem.path();
    let (set, cell) = [MUNICIPALITY, REGION]
        .iter()
        .find_map(|set| Some((*set, path.strip_prefix(&format!("/frames/{set}/"))?)))?;
    let cell = cell.strip_prefix("frame/").unwrap_or(cell);
    let (column, row) = cell.rsplit_once('/')?;
    let line = facts.set(set).lines.get(row.parse::<usize>().ok()?)?;
    Some(place(*line, column, language))
}
