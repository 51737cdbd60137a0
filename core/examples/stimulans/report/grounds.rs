//! What the answer rests on: the lists, the rules, what was chosen.

use statsbidrag::{Language, Sharing, Split};

use super::dashes;
use crate::Answered;
use crate::files::List;
use crate::layout::{count, labelled, quoted, say, section_heading};

/// Where the labels end.
const COLUMN: usize = 16;

/// Everything.
pub(super) fn section(answered: &Answered) -> String {
    let language = answered.asked.language;
    let mut text = String::new();
    let mut line = |label: &str, words: &str| {
        text.push_str(&format!("{}\n", labelled(label, words, COLUMN)));
    };
    if answered.claims.file.is_shipped {
        line(
            say(language, "Påhittat", "Made up"),
            say(
                language,
                "Kommunen, enheterna, raderna och beloppen är påhittade, för att visa hur bidraget \
                 prövas. Reglerna och deras källor är verkliga.",
                "The municipality, units, lines and amounts are made up, to show how the grant is \
                 assessed. The rules and their sources are real.",
            ),
        );
    }
    let mut label = say(language, "Underlag", "Lists");
    let (sv, en) = ("kostnadsrader", "claim lines");
    for words in [
        Some(of_list(&answered.claims, sv, en, language)),
        answered
            .staffing
            .as_ref()
            .map(|own| of_list(own, "rader om bemanningen", "rows about staff", language)),
        answered.grants.as_ref().map(|own| {
            let (sv, en) = ("rader om utbetalda bidrag", "rows about grants paid");
            of_list(own, sv, en, language)
        }),
    ]
    .into_iter()
    .flatten()
    {
        line(label, &words);
        label = "";
    }
    line(say(language, "Så räknas det", "How it counts"), &choices(answered));
    text
}

/// What one must know of the grant: what is unknown, what is a reading.
pub(super) fn remarks(answered: &Answered) -> String {
    let language = answered.asked.language;
    let rulebook = answered.assessment.year().rulebook();
    let remarks = rulebook.remarks().iter().map(|remark| remark.get(language).to_owned());
    let heading = say(language, "Att veta om bidraget", "To know of the grant");
    format!("{}{}", section_heading(heading), dashes(remarks, 2))
}

fn of_list<T>(list: &List<T>, swedish: &str, english: &str, language: Language) -> String {
    let (name, rows) = (&list.file.name, count(language, list.rows()));
    let what = say(language, swedish, english);
    let mut words = format!("{name}: {rows} {what}");
    if list.rows() == 1 {
        let what = match (language, what) {
            (Language::Swedish, "kostnadsrader") => "kostnadsrad".to_owned(),
            (Language::Swedish, other) => other.replacen("rader", "rad", 1),
            (Language::English, "claim lines") => "claim line".to_owned(),
            (Language::English, other) => other.replacen("rows", "row", 1),
        };
        words = format!("{name}: 1 {what}");
    }
    if !list.unused.is_empty() {
        let label = say(language, "kolumner som inte används", "columns not used");
        words.push_str(&format!("; {label}: {}", quoted(&list.unused.join(", "))));
    }
    words
}

/// What was chosen for the assessment.
fn choices(answered: &Answered) -> String {
    let (asked, language) = (&answered.asked, answered.asked.language);
    let mut said = Vec::new();
    if answered.staffing.is_some() {
        said.push(match asked.sharing {
            Sharing::ByStart => say(
                language,
                "Ett tak som är för lågt delas ut efter startdag",
                "A cap that is too low goes to lines by their first day",
            ),
            Sharing::ByList => say(
                language,
                "Ett tak som är för lågt delas ut i filens ordning",
                "A cap that is too low goes to lines in the order of the file",
            ),
            _ => say(
                language,
                "Ett tak som är för lågt delas proportionellt",
                "A cap that is too low is shared in proportion",
            ),
        });
        said.push(match asked.across_roles {
            true => say(
                language,
                "en minskning i en roll räknas av mot ökningen i en annan",
                "a fall in one role is netted against the increase in another",
            ),
            false => say(
                language,
                "en minskning i en annan roll sägs men räknas inte av",
                "a fall in another role is told and not netted",
            ),
        });
    } else {
        said.push(say(
            language,
            "Ökningen är mottagarens egen uppgift, utan utgångsläge",
            "The increase is the recipient's own statement, without a baseline",
        ));
    }
    said.push(match asked.split {
        Split::ByDay => say(
            language,
            "en rad över en ändring delas efter dagar",
            "a line that crosses a change is parted by days",
        ),
        _ => say(
            language,
            "en rad över en ändring är ett fel",
            "a line that crosses a change is a problem",
        ),
    });
    format!("{}.", said.join("; "))
}
