//! What the answer rests on: the lists, who counts, and what is the example's own.

use statsbidrag::{Counting, FteUnit, Language, Reason};

use crate::Answered;
use crate::layout::{count, labelled, quoted, say};
use crate::words;

/// Where the labels end.
const COLUMN: usize = 16;

/// Everything.
pub(super) fn section(answered: &Answered) -> String {
    let language = answered.asked.language;
    let mut text = String::new();
    let mut line = |label: &str, words: &str| {
        text.push_str(&format!("{}\n", labelled(label, words, COLUMN)));
    };
    let origin = match answered.list.file.is_shipped {
        true => say(language, "Påhittat", "Made up"),
        false => say(language, "Egna uppgifter", "Your figures"),
    };
    line(origin, &of_list(answered));
    if let Some(cases) = &answered.cases {
        let made = if cases.file.is_shipped {
            say(language, "påhittade antal per enhet", "made numbers for each unit")
        } else {
            say(language, "antal per enhet", "numbers for each unit")
        };
        let words = say(language, "ärenden", "cases");
        line("", &format!("{}: {words}, {made}", cases.file.name));
    }
    let unused = answered.list.unused();
    if !unused.is_empty() {
        let words = say(language, "Kolumner som inte används", "Columns not used");
        line("", &format!("{words}: {}", unused.join(", ")));
    }
    let mut label = say(language, "Så räknas det", "How it counts");
    for words in counting(answered) {
        line(label, &words);
        label = "";
    }
    let mut label = say(language, "Att veta", "To know");
    for words in answered.rules.left_out.iter().cloned().chain(remarks(answered)) {
        line(label, &words);
        label = "";
    }
    text
}

/// A list that was made up, or the user's own.
pub(crate) fn of_list(answered: &Answered) -> String {
    let (language, list) = (answered.asked.language, &answered.list);
    let (rows, persons) = list.size();
    let (rows, persons) = (count(language, rows), count(language, persons));
    let name = &list.file.name;
    match (list.file.is_shipped, language) {
        (true, Language::Swedish) => format!(
            "{name}: {rows} rader om {persons} personer. Listan är påhittad: ingen verklig kommun, \
             enhet eller person."
        ),
        (true, Language::English) => format!(
            "{name}: {rows} rows about {persons} persons. The list is made up: no real \
             municipality, unit or person."
        ),
        (false, Language::Swedish) => format!("{name}: {rows} rader om {persons} personer"),
        (false, Language::English) => format!("{name}: {rows} rows about {persons} persons"),
    }
}

/// Who counts and what is the example's own reading.
fn counting(answered: &Answered) -> Vec<String> {
    let (asked, list) = (&answered.asked, &answered.list);
    let language = asked.language;
    let mut lines = Vec::new();
    let mut add = |swedish: String, english: String| {
        lines.push(if language == Language::Swedish { swedish } else { english });
    };
    let (sv, en) = match asked.agency {
        Counting::Count => ("inhyrda räknas med", "agency staff are counted"),
        Counting::LeaveOut => ("inhyrda räknas inte", "agency staff are not counted"),
        _ => ("", ""),
    };
    let (unit_sv, unit_en) = match list.fte_unit {
        FteUnit::Percent => ("procent av heltid", "percent of full time"),
        _ => ("delar av heltid", "parts of full time"),
    };
    add(
        format!(
            "De som är i tjänst; {sv}; tjänstlediga och vakanta tjänster inte. \
             Sysselsättningsgraden är läst som {unit_sv}."
        ),
        format!(
            "Those in service; {en}; those on leave and vacant posts are not. The degree of \
             employment was read as {unit_en}."
        ),
    );
    add(
        format!("Befattningar och roller: {}.", titles(answered)),
        format!("Titles and roles: {}.", titles(answered)),
    );
    if answered.cases.is_some() && !asked.goal_is_given {
        let goal = language.number(&asked.goal, 2);
        add(
            format!(
                "Högst {goal} ärenden per årsarbetare är ett tal som exemplet har satt. Något \
                 nationellt tal finns inte; ange ert eget mål med --cases-per-worker."
            ),
            format!(
                "At most {goal} cases for each FTE is a number that the example has set. There is \
                 no national one; give a goal of your own with --cases-per-worker."
            ),
        );
    }
    if list.has("qualified") {
        add(
            "Lagens krav på behörighet prövas för alla socialsekreterare, som om alla hade \
             uppgifter som kräver den."
                .to_owned(),
            "What the law demands of qualification is asked of all social workers, as if all had \
             tasks that demand it."
                .to_owned(),
        );
        if !list.has("hired_on") {
            add(
                "Kolumnen hired_on saknas: de som anställdes före 2014-07-01 och omfattas av \
                 övergångsregeln räknas därför också."
                    .to_owned(),
                "There is no column hired_on: those hired before 2014-07-01, who come under the \
                 transitional rule, are therefore counted too."
                    .to_owned(),
            );
        }
    }
    lines
}

/// Titles with their roles: `1:e socialsekreterare (arbetsledare)`.
fn titles(answered: &Answered) -> String {
    let language = answered.asked.language;
    let shown = answered.roles.iter().map(|(title, role)| {
        let (title, role) = (quoted(title), words::role(role, language));
        format!("{title} ({role})")
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// What the library remarks on the list, each thing once.
fn remarks(answered: &Answered) -> Vec<String> {
    let (language, survey) = (answered.asked.language, &answered.survey);
    let mut lines: Vec<String> = Vec::new();
    for summary in [Some(&survey.summary), survey.team_summary.as_ref()].into_iter().flatten() {
        for finding in summary.findings() {
            let words = match finding.reason() {
                // Who counts is said above, and how many they are in the table.
                Reason::WhoCounts => continue,
                Reason::OverFullPost => over_full_post(answered, &finding.subject().to_string()),
                _ => finding.text(language),
            };
            if !lines.contains(&words) {
                lines.push(words);
            }
        }
    }
    lines
}

/// The library counts rows from 0, and a file has lines.
fn over_full_post(answered: &Answered, rows: &str) -> String {
    let line = |row: &str| {
        row.parse().map_or(row.to_owned(), |row| answered.list.file.line(row).to_string())
    };
    let lines: Vec<_> = rows.split(", ").map(line).collect();
    let words = say(
        answered.asked.language,
        "Mer än heltid en dag, med angivet skäl: rad",
        "Over a full post on a day, with a reason: line",
    );
    format!("{words} {}.", lines.join(", "))
}
