//! Visar vilka enheter som bryter vilka bemanningsregler, och vad som skulle hjälpa.
//!
//! Holds a list of staff, from data in the crate (a made one) or from an HR system's export, to
//! rules about ratios: who breaks which rule, by how much, whom to hire or to move, how it has been
//! over time, and what it costs when a grant ends.
//!
//! ```sh
//! cargo run --release --example bemanning
//! cargo run --release --example bemanning -- --explain Norr
//! cargo run --release --example bemanning -- --at 2016-12-31 --language en
//! cargo run --release --example bemanning -- --data personal.csv --cases arenden.csv --at 2017-11-30
//! ```

mod arguments;
mod asked;
mod exact;
mod explanation;
mod list_refused;
mod listing;
mod own_list;
mod report;
mod rules;
mod survey;
mod tables;
mod words;

#[path = "../common/answer.rs"]
mod answer;
#[path = "../common/command_line.rs"]
mod command_line;
#[path = "../common/csv_text.rs"]
mod csv_text;
#[path = "../common/layout.rs"]
#[allow(dead_code, reason = "another example needs the rest")]
mod layout;
#[path = "../common/named.rs"]
mod named;
#[path = "../common/number.rs"]
mod number;
#[path = "../common/questions.rs"]
mod questions;
#[path = "../common/refusal.rs"]
mod refusal;
#[path = "../common/sheet.rs"]
mod sheet;

use std::process::ExitCode;

use arguments::Arguments;
use asked::Asked;
use named::Named;
use own_list::{Cases, StaffList};
use refusal::Refusal;
use rules::Rules;
use survey::Survey;

/// What ships: name and text.
const STAFF: (&str, &str) = ("personal.csv", include_str!("data/personal.csv"));
const CASES: (&str, &str) = ("arenden.csv", include_str!("data/arenden.csv"));
const ROLES: (&str, &str) = ("roller.csv", include_str!("data/roller.csv"));

fn main() -> ExitCode {
    answer::give(answer)
}

/// What was asked, of whom, and what came of it.
#[derive(Debug)]
struct Answered {
    asked: Asked,
    list: StaffList,
    /// Title and role.
    roles: Vec<(String, String)>,
    cases: Option<Cases>,
    rules: Rules,
    survey: Survey,
}

/// Everything that is to be printed; or everything that is wrong, with what was wrong before.
fn answer(arguments: &Arguments, mut wrong: Refusal) -> Result<String, Refusal> {
    wrong.keep(arguments.check());
    let asked = Asked::read(arguments, &mut wrong);
    let language = asked.language;
    let list = Named::read(arguments.data.as_deref(), STAFF, language);
    let list = wrong.keep(list.and_then(|file| StaffList::read(file, language)));
    // The cases that ship are those of the list that ships.
    let cases = arguments.cases.is_some() || arguments.data.is_none();
    let cases = cases.then(|| {
        let file = Named::read(arguments.cases.as_deref(), CASES, language);
        wrong.keep(file.and_then(|file| Cases::read(file, language)))
    });
    let cases = cases.flatten();
    let roles = own_list::roles(arguments.roles.as_deref(), ROLES, language);
    let roles = wrong.keep(roles.and_then(|roles| {
        asked.check_roles(&roles)?;
        Ok(roles)
    }));
    // With roles that ship, a list can be looked at although the roles of its own are wrong.
    let roles = roles.or_else(|| own_list::roles(None, ROLES, language).ok());
    let (Some(list), Some(roles)) = (list, roles) else { return Err(wrong) };
    let rules = Rules::of(&asked, &list, &roles, cases.is_some());
    let rules = wrong.keep(rules.map_err(|error| Refusal::unexpected(&error, language)));
    let Some(rules) = rules else { return Err(wrong) };
    let survey = Survey::of(&asked, &list, &roles, cases.as_ref(), &rules);
    let survey = wrong.keep(
        survey.map_err(|error| list_refused::refused(&error, &list, cases.as_ref(), language)),
    );
    let Some(survey) = survey else { return Err(wrong) };
    let answered = Answered { asked, list, roles, cases, rules, survey };
    let who = arguments.explain.as_deref();
    let who = who.and_then(|who| wrong.keep(explanation::find(&answered, who)));
    match who {
        _ if !wrong.is_empty() => Err(wrong),
        _ if arguments.csv => {
            csv_text::written(answered.asked.language, |out| listing::write(out, &answered))
        }
        Some(who) => explanation::text(&answered, &who),
        None => report::text(&answered),
    }
}
