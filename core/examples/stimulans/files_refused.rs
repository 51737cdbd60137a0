//! What the library said of the lists, in the user's language and with the line of her file.

use statsbidrag::{Claims, Code, Error, Grants, Language, Problem, Staffing};

use crate::asked::Asked;
use crate::files::{List, fault, is_under};
use crate::layout::quoted;
use crate::refusal::{Refusal, in_general};
use crate::words;

/// The lists that were read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Files<'f> {
    pub(crate) claims: &'f List<Claims>,
    pub(crate) staffing: Option<&'f List<Staffing>>,
    pub(crate) grants: Option<&'f List<Grants>>,
}

impl Files<'_> {
    /// Everything that is wrong with them together.
    pub(crate) fn refused(&self, error: &Error, asked: &Asked) -> Refusal {
        let language = asked.language;
        let mut refusal = Refusal::default();
        let mut rest: Vec<&Problem> = error.problems().iter().collect();
        let files = [
            ("/claims/", Some(&self.claims.file)),
            ("/staffing/", self.staffing.map(|own| &own.file)),
            ("/grants/", self.grants.map(|own| &own.file)),
        ];
        for (root, file) in files {
            let Some(file) = file else { continue };
            let (own, others): (Vec<_>, Vec<_>) =
                rest.into_iter().partition(|problem| is_under(problem, root));
            rest = others;
            let faults = own.into_iter().map(|problem| fault(problem, root, file, language));
            let faults: Vec<_> = faults.collect();
            if !faults.is_empty() {
                refusal.keep::<()>(Err(file.refused(faults, language)));
            }
        }
        let rest = rest.into_iter().map(|problem| of_none(problem, asked));
        refusal.keep(Refusal::if_any(rest));
        refusal
    }
}

/// A problem that is of no cell.
fn of_none(problem: &Problem, asked: &Asked) -> String {
    let (year, sv) = (asked.year, asked.language == Language::Swedish);
    match problem.path() {
        "/year" if sv => format!("--year {year}: regelboken har inget värde för hela det året."),
        "/year" => format!("--year {year}: the rulebook has no value for all of that year."),
        "/staffing" if sv => {
            "--staffing: regelboken har inget tak mot ett utgångsläge; ange ingen bemanning."
                .to_owned()
        }
        "/staffing" => {
            "--staffing: the rulebook has no cap against a baseline; give no staffing.".to_owned()
        }
        _ => in_general(problem, asked.language),
    }
}

/// What is wrong with a cell, which stands like this in a file with such a decimal mark.
pub(crate) fn in_words(
    problem: &Problem,
    column: &str,
    (cell, decimal): (&str, char),
    language: Language,
) -> String {
    let cell = quoted(cell);
    let got = quoted(problem.got());
    let (sv, en) = match (problem.code(), column) {
        (Code::Missing, _) => ("cellen är tom.".to_owned(), "the cell is empty.".to_owned()),
        (Code::Malformed, "ruling") => (
            format!("”{got}”: skriv som ”godkänd: SKÄL” eller ”avslagen: SKÄL”, med ett skäl."),
            format!("“{got}”: write it as “approved: WHY” or “refused: WHY”, with a reason."),
        ),
        (
            Code::Malformed,
            "from" | "to" | "requisition_received_on" | "report_received_on" | "decided_on",
        ) => (
            format!("”{got}” är ingen dag i kalendern; skriv som 2017-01-31."),
            format!("“{got}” is no day of the calendar; write it as 2017-01-31."),
        ),
        (Code::Malformed, "fte" | "baseline_fte" | "actual_fte") => (
            format!("”{cell}” har fler decimaler än vad som går att räkna med."),
            format!("“{cell}” has more decimals than can be counted with."),
        ),
        (Code::Malformed, _) => (
            format!("”{cell}”: kronor skrivs i hela ören, som 1234 eller 1234{decimal}50."),
            format!("“{cell}”: kronor are in whole öre, such as 1234 or 1234{decimal}50."),
        ),
        (Code::OutOfRange, _) => {
            (format!("”{cell}” är för stort."), format!("“{cell}” is too large."))
        }
        (Code::Negative, _) => (format!("{got} är under noll."), format!("{got} is under zero.")),
        (Code::NotInRange, _) => (
            "årsarbetarna ska vara fler än noll.".to_owned(),
            "the FTE should be more than zero.".to_owned(),
        ),
        (Code::UnknownWord, _) => {
            let all = words::all(column, language);
            (
                format!("”{got}” ska vara något av: {all}."),
                format!("“{got}” should be one of: {all}."),
            )
        }
        (Code::Overlap, _) => (
            format!("sista dagen {got} är före den första."),
            format!("the last day, {got}, is before the first."),
        ),
        (Code::Duplicate, "id") => {
            (format!("raden {got} står redan."), format!("the line {got} stands already."))
        }
        (Code::Duplicate, "recipient") => {
            (format!("{got} står redan."), format!("{got} stands already."))
        }
        (Code::Duplicate, _) => (
            "samma mottagare, enhet och roll står redan.".to_owned(),
            "the same recipient, unit and role stand already.".to_owned(),
        ),
        (Code::Contradiction, "unit") => (
            "en roll har antingen enhet på varje rad, eller en enda rad utan enhet.".to_owned(),
            "a role has a unit on every row, or a single row without one.".to_owned(),
        ),
        (Code::Contradiction, "requisitioned") => {
            (format!("{got} är mer än bidragsramen."), format!("{got} is more than the frame."))
        }
        (Code::Contradiction, "waived") => (
            format!("{got} är mer än vad som ska betalas tillbaka."),
            format!("{got} is more than what is to be repaid."),
        ),
        (Code::UnknownId, "recipient") => (
            format!("{got} redovisar kostnader men har ingen rad bland bidragen."),
            format!("{got} claims costs and has no row among the grants."),
        ),
        (Code::Crosses, _) => {
            let day = problem.want().split(&[' ', ',', ';'][..]).find(|word| is_day(word));
            let day = day.unwrap_or_default();
            (
                format!(
                    "dagarna {got} går över {day}, då villkoren eller perioden ändras; dela raden i \
                     två, med kostnaden i bokföringen på var sida, eller ange --split by_day."
                ),
                format!(
                    "the days {got} cross {day}, when conditions or the period change; part the \
                     line in two, each with its cost in the accounts, or give --split by_day."
                ),
            )
        }
        _ => return in_general(problem, language),
    };
    match language {
        Language::Swedish => sv,
        Language::English => en,
    }
}

fn is_day(word: &str) -> bool {
    word.parse::<statsbidrag::Date>().is_ok()
}
