//! What the library said of a list, in the user's language and with the line of her file.

use statsbidrag::{Code, Error, Language, Problem};

use crate::layout::quoted;
use crate::named::Named;
use crate::own_list::{Cases, StaffList, header_of};
use crate::refusal::{Fault, Refusal, in_general};

/// Everything that is wrong with the list of staff and the cases.
pub(crate) fn refused(
    error: &Error,
    list: &StaffList,
    cases: Option<&Cases>,
    language: Language,
) -> Refusal {
    let mut refusal = Refusal::default();
    let (mut of_list, mut of_cases, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for problem in error.problems().iter() {
        let cases = cases.map(|cases| &cases.file);
        if let Some(fault) = located(problem, "/staff/", &list.file, language) {
            of_list.push(fault);
        } else if let Some(fault) =
            cases.and_then(|file| located(problem, "/demand/", file, language))
        {
            of_cases.push(fault);
        } else {
            others.push(unlocated(problem, language));
        }
    }
    if !of_list.is_empty() {
        refusal.keep::<()>(Err(list.file.refused(of_list, language)));
    }
    if let Some(cases) = cases.filter(|_| !of_cases.is_empty()) {
        refusal.keep::<()>(Err(cases.file.refused(of_cases, language)));
    }
    others.sort();
    others.dedup();
    refusal.keep(Refusal::if_any(others));
    refusal
}

/// A problem of a cell.
fn located(problem: &Problem, under: &str, file: &Named, language: Language) -> Option<Fault> {
    let (column, row) = problem.path().strip_prefix(under)?.rsplit_once('/')?;
    let line = file.line(row.parse().ok()?);
    let words = in_words(problem, column, file, language);
    Some(file.sheet.fault(line, header_of(column), &words, language))
}

fn in_words(problem: &Problem, column: &str, file: &Named, language: Language) -> String {
    let got = quoted(problem.got());
    // Rows of the library are from 0, without the header.
    let other = || {
        let row = problem.got().rsplit(' ').next().and_then(|row| row.parse().ok());
        row.map_or(0, |row| file.line(row))
    };
    let (sv, en) = match (problem.code(), column) {
        (Code::Missing, "person") => (
            "vem det är saknas; bara en vakant tjänst får vara utan.".to_owned(),
            "who it is, is missing; only a vacant post may lack it.".to_owned(),
        ),
        (Code::Missing, "fte") => (
            "sysselsättningsgraden saknas.".to_owned(),
            "the degree of employment is missing.".to_owned(),
        ),
        (Code::Missing, _) => ("cellen är tom.".to_owned(), "the cell is empty.".to_owned()),
        (Code::Malformed, "fte" | "mentor_fte") => (
            format!("”{got}” är ingen sysselsättningsgrad; skriv som 75,00 % eller 0,75, lika i hela filen."),
            format!("“{got}” is no degree of employment; write 75.00 % or 0.75, the same in all rows."),
        ),
        (Code::Malformed, "from" | "to" | "hired_on") => (
            format!("”{got}” är ingen dag; skriv som 2016-11-30."),
            format!("“{got}” is no day; write it as 2016-11-30."),
        ),
        (Code::Malformed, _) => (
            format!("”{got}” är inget tal; skriv som 12 eller 12,5."),
            format!("“{got}” is no number; write it as 12 or 12.5."),
        ),
        (Code::Negative, _) => (format!("{got} är under noll."), format!("{got} is under zero.")),
        (Code::UnknownWord, _) => {
            let words = match column {
                "employment" => "anställd, inhyrd (employed, agency)",
                "status" => "i tjänst, tjänstledig, vakant (in_service, on_leave, vacant)",
                _ => "ja, nej (yes, no)",
            };
            (
                format!("”{got}” ska vara något av {words}."),
                format!("“{got}” should be one of {words}."),
            )
        }
        (Code::OverFullPost, _) => (
            "mer än en heltid samma dag, med personens andra rader; är det rätt, skriv skälet i \
             kolumnen reason."
                .to_owned(),
            "over a full post on a day, with the person's other rows; if so it is, give the reason \
             in the column reason."
                .to_owned(),
        ),
        (Code::Duplicate, _) => {
            let line = other();
            (
                format!("samma person, titel, enhet och arbetsledare som på rad {line}, samma dagar."),
                format!("the same person, title, unit and supervisor as on line {line}, on the same days."),
            )
        }
        (Code::Contradiction, "fte" | "hours" | "mentor_fte" | "mentor_hours") => (
            "ange del av heltid eller timmar, inte båda, och mentorstid inom tjänsten.".to_owned(),
            "give a part of a post or hours, not both, and mentoring within the post.".to_owned(),
        ),
        (Code::Contradiction | Code::Overlap, "to") => (
            format!("{got} är före första dagen."),
            format!("{got} is before the first day."),
        ),
        (Code::Contradiction, "status") => (
            "inhyrd personal är varken tjänstledig eller vakant.".to_owned(),
            "agency staff are neither on leave nor vacant.".to_owned(),
        ),
        (Code::Contradiction, "supervisor") => (
            "någon leder sig själv.".to_owned(),
            "someone supervises herself.".to_owned(),
        ),
        (Code::Contradiction, _) => (
            format!("{got}; en annan rad säger annat om samma person och roll samma dag."),
            format!("{got}; another row says otherwise of the person in the role on the same day."),
        ),
        (Code::UnknownId, "supervisor") => (
            "arbetsledaren finns inte i kolumnen person.".to_owned(),
            "the supervisor is not in the column person.".to_owned(),
        ),
        (Code::UnknownId, _) => (
            format!("enheten {got} finns inte i personallistan."),
            format!("the unit {got} is not in the list of staff."),
        ),
        (Code::Overlap, _) => (
            format!("{got} har redan ett antal för några av dagarna."),
            format!("{got} has a number for some of the days already."),
        ),
        _ => return in_general(problem, language),
    };
    match language {
        Language::Swedish => sv,
        Language::English => en,
    }
}

/// A problem that is not of a cell.
fn unlocated(problem: &Problem, language: Language) -> String {
    match (problem.path(), language) {
        ("/full_time_hours", Language::Swedish) => {
            "--full-time-hours TAL saknas: listan har timmar, och heltidsmåttet behövs.".to_owned()
        }
        ("/full_time_hours", Language::English) => {
            "--full-time-hours NUMBER is missing: the list has hours.".to_owned()
        }
        _ => in_general(problem, language),
    }
}
