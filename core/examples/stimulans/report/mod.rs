//! The whole answer on a page: what it rests on, the grant, every line, the staffing, the settlement.

mod grant;
mod grounds;
mod lines;
mod settlement;
mod staffing;
mod turn;

use statsbidrag::{Error, Finding, Language, Money, Outcome, Reason, Verdict};

use crate::Answered;
use crate::layout::{WIDTH, labelled, say, title, wrap};
use crate::questions::Questions;

/// The page.
pub(crate) fn text(answered: &Answered) -> Result<String, Error> {
    let sections = [
        heading(answered),
        grounds::section(answered),
        grant::section(answered),
        lines::section(answered)?,
        staffing::section(answered),
        settlement::section(answered)?,
        turn::section(answered)?,
        grounds::remarks(answered),
        questions(answered),
    ];
    let sections = sections.into_iter().filter(|section| !section.is_empty());
    Ok(sections.collect::<Vec<_>>().join("\n"))
}

fn heading(answered: &Answered) -> String {
    let (language, year) = (answered.asked.language, answered.asked.year);
    let name = answered.assessment.year().rulebook().name().get(language);
    let made = match answered.claims.file.is_shipped {
        true => say(language, ", påhittade kostnadsrader", ", made claim lines"),
        false => "",
    };
    let year = match language {
        Language::Swedish => format!("Bidragsåret {year}{made}"),
        Language::English => format!("The grant year {year}{made}"),
    };
    format!("{}{}\n", title(name), wrap(&year, 0))
}

/// A draft of grounds for a decision on a line, within the width of a page.
pub(crate) fn explanation(answered: &Answered, id: &str) -> Result<String, Error> {
    let language = answered.asked.language;
    let text = answered.assessment.explain(id, language)?;
    let mut page = String::new();
    for line in text.lines() {
        let own = line.trim_start_matches([' ', '–']);
        let start = line.len() - own.len();
        let indent = line[..start].chars().count();
        // What follows a rule's number stands under its words.
        let hang = if own.starts_with(|letter: char| letter.is_ascii_digit()) && start == 0 {
            own.find(". ").filter(|place| *place <= 2).map_or(0, |place| place + 2)
        } else if line.starts_with("–.") {
            3
        } else {
            indent
        };
        page.push_str(&line[..start]);
        page.push_str(&wrap_in(own, indent, hang));
        page.push('\n');
    }
    page.push_str(&made(answered));
    Ok(page)
}

/// Wraps a text that begins some characters in.
fn wrap_in(text: &str, start: usize, hang: usize) -> String {
    let wrapped = labelled(&" ".repeat(start), text, start.max(hang));
    wrapped.chars().skip(start).collect::<String>().trim_start().to_owned()
}

/// That the lists were made up, where they were.
pub(crate) fn made(answered: &Answered) -> String {
    if !answered.claims.file.is_shipped {
        return String::new();
    }
    let language = answered.asked.language;
    let words = say(
        language,
        "Raden är påhittad: ingen verklig kommun, enhet eller person.",
        "The line is made up: no real municipality, unit or person.",
    );
    format!("\n{words}\n")
}

/// Whether a finding says why a line did not go through, or how its amount came about.
fn is_told(finding: &Finding) -> bool {
    let says_how = matches!(
        finding.reason(),
        Reason::SplitByDay
            | Reason::CapShared
            | Reason::Ruling
            | Reason::FallInOtherRole
            | Reason::IncreaseOnStatement
    );
    says_how || finding.outcome_is() != Outcome::Met
}

/// Kronor without their unit, for a column of them.
fn kronor(amount: Money, language: Language) -> String {
    language.money(amount).trim_end_matches("\u{a0}kr").to_owned()
}

/// A list of sentences, each with a dash.
pub(crate) fn dashes(sentences: impl IntoIterator<Item = String>, indent: usize) -> String {
    let gap = " ".repeat(indent);
    let lines = sentences.into_iter().map(|own| format!("{gap}– {}\n", wrap_at(&own, indent + 2)));
    lines.collect()
}

/// Wraps a text that begins `indent` characters in, and goes on there.
fn wrap_at(text: &str, indent: usize) -> String {
    debug_assert!(indent < WIDTH);
    wrap_in(text, indent, indent)
}

/// What else one can ask for.
fn questions(answered: &Answered) -> String {
    let language = answered.asked.language;
    let mut more = Questions::of("stimulans", language);
    let lines = answered.assessment.lines();
    // The last that is open, or else the last.
    let asked = lines.max_by_key(|line| line.verdict == Verdict::Undetermined);
    let id = asked.map_or_else(String::new, |line| line.id.to_owned());
    let id = if id.contains(' ') { format!("\"{id}\"") } else { id };
    more.ask(
        &format!("--explain {id}"),
        "utkast till skäl för beslut om en rad, med källor",
        "draft grounds for a decision on a line, with sources",
    );
    more.ask(
        &format!("--what-if {id}"),
        "vad som skulle krävas för att raden ska godkännas",
        "what it would take for the line to be eligible",
    );
    if answered.claims.file.is_shipped {
        let other = if answered.asked.year == 2016 { 2017 } else { 2016 };
        more.ask(
            &format!("--year {other}"),
            "det andra årets påhittade rader",
            "the other made year",
        );
    }
    if answered.staffing.is_some() {
        more.ask(
            "--sharing by_start",
            "taket delas efter startdag i stället för proportionellt",
            "the cap is shared by first day and not in proportion",
        );
        more.ask(
            "--across-roles",
            "en minskning i en roll räknas av mot en annan",
            "a fall in one role is netted against another",
        );
    }
    more.ask(
        say(language, "--claims FIL --year ÅR", "--claims FILE --year YEAR"),
        "egna rader, med --staffing FIL och --grants FIL",
        "lines of your own, with --staffing FILE and --grants FILE",
    );
    let listing = say(language, "--csv > rader.csv", "--csv > lines.csv");
    more.ask(listing, "varje rad som CSV", "every line as CSV");
    more.lines()
}
