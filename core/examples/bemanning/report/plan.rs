//! The least that must be hired for all rules to be kept together, and what it costs.

use std::collections::BTreeSet;

use statsbidrag::{Error, Language, Money, PlanCost, PlannedPosts, PostCosts, StaffingPlan};

use super::section_heading;
use crate::layout::{Grid, Lean, say, wrap};
use crate::{Answered, exact, rules, words};

/// The posts, and their cost where costs are given.
pub(super) fn section(answered: &Answered) -> Result<String, Error> {
    let language = answered.asked.language;
    let Some(plan) = &answered.survey.plan else { return Ok(String::new()) };
    let heading = say(language, "Planen: alla regler på en gång", "The plan: all rules together");
    let mut text = section_heading(heading);
    let mut line = |words: &str| text.push_str(&format!("{}\n", wrap(&format!("  {words}"), 2)));
    line(say(
        language,
        "Det minsta som behöver anställas i varje enhet, räknat på hela enheten: att grupperna \
         jämnas ut förutsätts. Fler socialsekreterare kan kräva fler arbetsledare. Socialsekreterare \
         räknas i halva tjänster, arbetsledare i hela.",
        "The least to hire in each unit, counted on the whole unit: the teams are taken to be evened \
         out. More social workers may take more supervisors. Social workers are counted in half \
         posts, supervisors in whole ones.",
    ));
    if !plan.not_evaluated().is_empty() {
        let units = plan.not_evaluated().join(", ");
        let words = say(language, "Inte planerade, uppgift saknas", "Not planned, not given");
        line(&format!("{words}: {units}"));
    }
    if plan.posts().is_empty() {
        line(say(language, "Ingen behöver anställas.", "Nobody needs to be hired."));
        return Ok(text);
    }
    let cost = cost(answered, plan)?;
    text.push_str(&posts(answered, plan, cost.as_ref(), None));
    text.push_str(&match &cost {
        Some(cost) => of_cost(answered, plan, cost)?,
        None => needed(answered, plan),
    });
    Ok(text)
}

/// The posts of a unit, without their cost.
pub(crate) fn posts_of(answered: &Answered, unit: &str) -> String {
    match &answered.survey.plan {
        Some(plan) if plan.posts().iter().any(|post| post.id == unit) => {
            posts(answered, plan, None, Some(unit))
        }
        _ => String::new(),
    }
}

fn posts(
    answered: &Answered,
    plan: &StaffingPlan,
    cost: Option<&PlanCost>,
    only: Option<&str>,
) -> String {
    let language = answered.asked.language;
    let leans = [Lean::Left, Lean::Right, Lean::Left, Lean::Right, Lean::Right, Lean::Left];
    let mut grid = Grid::new(leans);
    let head = say(
        language,
        "|antal|att anställa|därav vakanta|kostnad per år|för att hålla",
        "|number|to hire|of them vacant|cost a year|so as to keep",
    );
    let shown = |place: usize| place != 4 || cost.is_some();
    let row = |cells: Vec<String>| {
        cells.into_iter().enumerate().filter(|(place, _)| shown(*place)).map(|(_, cell)| cell)
    };
    let mut grid_row = |cells: Vec<String>| grid.row(row(cells).collect::<Vec<_>>());
    grid_row(head.split('|').map(str::to_owned).collect());
    for (place, post) in plan.posts().iter().enumerate() {
        if only.is_some_and(|only| only != post.id) {
            continue;
        }
        let vacancies = match post.vacancies.is_zero() {
            true => "–".to_owned(),
            false => language.number(&post.vacancies, 2),
        };
        let rule = plan.rules().iter().find(|rule| rule.id() == post.rule);
        let rule = rule.map_or(post.rule.as_str(), |rule| rules::short(rule, language));
        grid_row(vec![
            post.id.clone(),
            language.number(&post.hire, 2),
            words::column(&post.role, language),
            vacancies,
            cost.map(|cost| language.money(cost.posts[place])).unwrap_or_default(),
            rule.to_owned(),
        ]);
    }
    grid.lines(2)
}

/// The costs that are given, by column: a head is a whole post.
fn post_costs(answered: &Answered) -> PostCosts {
    let asked = &answered.asked;
    let mut costs = PostCosts::new();
    for (role, cost) in &asked.costs {
        for column in ["fte", "heads"].map(|unit| format!("{role}_{unit}")) {
            costs = costs.of(column.clone(), *cost);
            if asked.fundable.contains(role) {
                costs = costs.fundable(column);
            }
        }
    }
    costs
}

/// The roles that the plan hires into.
fn roles(plan: &StaffingPlan) -> BTreeSet<&str> {
    plan.posts().iter().map(|post| words::role_of(&post.role)).collect()
}

/// What the plan costs; none where the cost of some role is not given.
fn cost(answered: &Answered, plan: &StaffingPlan) -> Result<Option<PlanCost>, Error> {
    let is_given = roles(plan).iter().all(|role| answered.asked.cost_of(role).is_some());
    is_given.then(|| plan.cost(&post_costs(answered))).transpose()
}

/// Which costs must be given.
fn needed(answered: &Answered, plan: &StaffingPlan) -> String {
    let (asked, language) = (&answered.asked, answered.asked.language);
    let missing = roles(plan).into_iter().filter(|role| asked.cost_of(role).is_none());
    let options: Vec<_> = missing.map(|role| format!("--cost\u{a0}{role}=KRONOR")).collect();
    let words = say(
        language,
        "Vad det kostar går att räkna ut när ni anger vad en heltid kostar om året, med \
         arbetsgivaravgifter:",
        "What it costs can be told when you give the cost of a full-time post a year, employer's \
         contributions and all:",
    );
    format!("{}\n", wrap(&format!("  {words} {}", options.join(" ")), 2))
}

/// The sums, and what needs a judgement before it is asked of a grant.
fn of_cost(answered: &Answered, plan: &StaffingPlan, cost: &PlanCost) -> Result<String, Error> {
    let (asked, language) = (&answered.asked, answered.asked.language);
    let vacancies = vacant_cost(answered, plan)?;
    let mut grid = Grid::new([Lean::Left, Lean::Right]);
    let mut line =
        |label: &str, amount: Money| grid.row([label.to_owned(), language.money(amount)]);
    line(say(language, "Planen kostar om året", "The plan costs a year"), cost.total);
    if asked.fundable.is_empty() {
        let words = say(
            language,
            "Ange med --fundable vilka roller ett bidrag får betala, så delas kostnaden upp.",
            "Say with --fundable which roles a grant may pay for, and the cost is divided.",
        );
        return Ok(format!("{}{}\n", grid.lines(2), wrap(&format!("  {words}"), 2)));
    }
    line(
        say(language, "därav i roller som bidraget får betala", "of it, in roles a grant may pay"),
        cost.fundable,
    );
    line(
        say(language, "  för att fylla vakanser som redan finns", "  to fill vacancies there are"),
        vacancies,
    );
    line(
        say(
            language,
            "därav alltid kommunens egen kostnad",
            "of it, the municipality's in any case",
        ),
        cost.own,
    );
    let fundable: Vec<_> = asked.fundable.iter().map(|role| words::role(role, language)).collect();
    let fundable = fundable.join(", ");
    let words = match language {
        Language::Swedish => format!(
            "Roller enligt --fundable: {fundable}. Att fylla en vakans som den ordinarie budgeten \
             redan har är ingen ökning, och det behöver bedömas. Bidragets andra villkor prövas \
             inte här."
        ),
        Language::English => format!(
            "Roles by --fundable: {fundable}. To fill a vacancy that the ordinary budget has \
             already is no addition, and needs judgement. Other conditions of the grant are not \
             looked at here."
        ),
    };
    Ok(format!("{}{}\n", grid.lines(2), wrap(&format!("  {words}"), 2)))
}

/// Whether a grant may pay for the role of a post.
pub(super) fn is_fundable(answered: &Answered, post: &PlannedPosts) -> bool {
    answered.asked.fundable.iter().any(|role| role == words::role_of(&post.role))
}

/// The cost of those posts of fundable roles that could fill vacancies.
fn vacant_cost(answered: &Answered, plan: &StaffingPlan) -> Result<Money, Error> {
    let posts = plan.posts().iter().filter(|post| is_fundable(answered, post));
    let costs = posts.filter_map(|post| {
        let each = answered.asked.cost_of(words::role_of(&post.role))?;
        Some(exact::cost(&post.vacancies, each))
    });
    Money::sum(costs.collect::<Result<Vec<_>, _>>()?)
}
