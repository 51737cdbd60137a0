//! The rules that the staff are held to, as far as the lists can answer for them.

use statsbidrag::{
    About, Date, Error, Force, Language, LimitSide, Ratio, RatioRule, Wording, catalog,
};

use crate::asked::Asked;
use crate::layout::say;
use crate::own_list::StaffList;

/// Least number of posts that one hires of social workers: the example's own.
const STEP: (i64, i64) = (1, 2);

/// Rules by what they are about.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) of_units: Vec<RatioRule>,
    pub(crate) of_teams: Vec<RatioRule>,
    /// Those that bear on each other and are planned together, unit by unit.
    pub(crate) planned: Vec<RatioRule>,
    /// Which rules were not asked about, and why.
    pub(crate) left_out: Vec<String>,
}

impl Rules {
    /// The rules that these lists can answer for, on all of the days.
    pub(crate) fn of(
        asked: &Asked,
        list: &StaffList,
        roles: &[(String, String)],
        has_cases: bool,
    ) -> Result<Self, Error> {
        let language = asked.language;
        let has_role = |role: &str| roles.iter().any(|(_, other)| other == role);
        let mut rules = Self {
            of_units: Vec::new(),
            of_teams: Vec::new(),
            planned: Vec::new(),
            left_out: Vec::new(),
        };
        let mut leave_out = |swedish: &str, english: &str| {
            rules.left_out.push(say(language, swedish, english).to_owned());
        };
        let span = catalog::rule("molndal-supervisor-span")?;
        match has_cases {
            true => rules.of_units.push(cases_per_worker(asked)?),
            false => leave_out(
                "Ärenden per socialsekreterare prövas inte: antalet ärenden anges med --cases.",
                "Cases for each social worker are not checked: give the cases with --cases.",
            ),
        }
        match list.has("supervisor") {
            true => rules.of_teams.push(span.clone()),
            false => leave_out(
                "Arbetsledarnas grupper prövas inte: listan har ingen kolumn supervisor.",
                "The teams of supervisors are not checked: the list has no column supervisor.",
            ),
        }
        let law = catalog::rule("behorighet-barn-unga")?;
        match list.has("qualified") {
            true if holds(&law, asked.at) && holds(&law, asked.over.from()) => {
                rules.of_units.push(law);
            }
            true => leave_out(
                "Behörigheten prövas inte: lagens krav gäller från 2014-07-01.",
                "Qualification is not checked: the law demands it from 2014-07-01.",
            ),
            false => leave_out(
                "Behörigheten prövas inte: listan har ingen kolumn qualified.",
                "Qualification is not checked: the list has no column qualified.",
            ),
        }
        match list.has("experience_years") {
            true => {
                rules.of_units.push(catalog::rule("statistik-new-in-profession")?);
                if has_role("manager") {
                    rules.of_units.push(catalog::rule("statistik-managers-under-three-years")?);
                }
            }
            false => leave_out(
                "Erfarenheten jämförs inte: listan har ingen kolumn experience_years.",
                "Experience is not compared: the list has no column experience_years.",
            ),
        }
        if has_cases {
            rules.planned.push(cases_per_worker(asked)?);
        }
        // A list that says nothing of who leads whom may lack its supervisors.
        if has_role("supervisor") && list.has("supervisor") {
            rules.planned.push(span);
        }
        Ok(rules)
    }
}

/// Whether a rule has a limit on a day.
fn holds(rule: &RatioRule, day: Date) -> bool {
    let mut limits = rule.limits(LimitSide::AtMost).iter();
    limits.any(|limit| limit.span().is_none_or(|span| span.contains(day)))
}

/// The local goal of cases for each social worker.
fn cases_per_worker(asked: &Asked) -> Result<RatioRule, Error> {
    let goal = |language: Language| language.number(&asked.goal, 2);
    let (sv, en) = (goal(Language::Swedish), goal(Language::English));
    let name = match asked.goal_is_given {
        true => Wording::new(
            format!("högst {sv} ärenden per årsarbetare socialsekreterare"),
            format!("at most {en} cases for each FTE of social workers"),
        ),
        false => Wording::new(
            format!("högst {sv} ärenden per årsarbetare socialsekreterare (exemplets eget tal)"),
            format!("at most {en} cases for each FTE of social workers (the example's own number)"),
        ),
    };
    let (one, two) = STEP;
    let rule = RatioRule::new("cases-per-worker", "cases".parse()?, "social_worker_fte".parse()?)
        .named(name)
        .at_most(asked.goal.clone())
        .about(About::Unit)
        .of_force(Force::Local)
        .hire("social_worker_fte", Ratio::new(one, two).unwrap_or_else(Ratio::one));
    Ok(rule)
}

/// A rule's name.
pub(crate) fn name(rule: &RatioRule, language: Language) -> &str {
    rule.name().map_or(rule.id(), |name| name.get(language))
}

/// What a rule is about, in a word or two.
pub(crate) fn short(rule: &RatioRule, language: Language) -> &str {
    match rule.id() {
        "cases-per-worker" => say(language, "målet för ärenden", "the goal of cases"),
        "molndal-supervisor-span" => {
            say(language, "högst sex per arbetsledare", "at most six a supervisor")
        }
        "behorighet-barn-unga" => say(language, "behörighet", "qualification"),
        _ => name(rule, language),
    }
}

/// What a rule rests on, in words.
pub(crate) fn force(rule: &RatioRule, language: Language) -> &'static str {
    match (rule.force(), language) {
        (Force::Law, Language::Swedish) => "lag",
        (Force::Law, Language::English) => "law",
        (Force::Local, Language::Swedish) => "lokalt mål",
        (Force::Local, Language::English) => "local goal",
        (other, _) => other.word(),
    }
}
