//! What stays to be paid when a grant ends that has paid for the plan's new posts.

use statsbidrag::{Date, Error, GrantPosts, Language, Ratio, Table, Tail, tail};

use super::plan::is_fundable;
use super::section_heading;
use crate::layout::{Grid, Lean, capital, say, wrap};
use crate::{Answered, exact, words};

/// The years with the grant and the first without it.
pub(super) fn section(answered: &Answered) -> Result<String, Error> {
    let (asked, language) = (&answered.asked, answered.asked.language);
    let Some(end) = asked.grant_ends else { return Ok(String::new()) };
    let heading = match language {
        Language::Swedish => format!("När bidraget upphör {end}"),
        Language::English => format!("When the grant ends on {end}"),
    };
    let text = section_heading(&heading);
    let from = exact::day_after(asked.at).unwrap_or(asked.at);
    let Some(posts) = posts(answered, from)? else {
        let words = say(
            language,
            "Planen har inga nya tjänster i de roller som bidraget får betala.",
            "The plan has no new posts in the roles that the grant may pay for.",
        );
        return Ok(format!("{text}{}\n", wrap(&format!("  {words}"), 2)));
    };
    let grant = GrantPosts::new("fte", "cost", "from", end, asked.grant_share.clone()).role("role");
    let tail = tail(&posts, &grant, end.year().saturating_add(1))?;
    Ok(format!("{text}{}{}", assumed(answered, from), years(&tail, language)))
}

/// The plan's posts that a grant may pay for, beyond vacancies; none where there are not any.
fn posts(answered: &Answered, from: Date) -> Result<Option<Table>, Error> {
    let plan = answered.survey.plan.iter().flat_map(|plan| plan.posts());
    let added = plan.filter(|post| is_fundable(answered, post)).filter_map(|post| {
        let role = words::role_of(&post.role);
        let fte = exact::less(&post.hire, &post.vacancies);
        let cost = answered.asked.cost_of(role).filter(|_| !fte.is_zero())?;
        Some((role, fte, Ratio::from(cost)))
    });
    let added: Vec<(&str, Ratio, Ratio)> = added.collect();
    if added.is_empty() {
        return Ok(None);
    }
    let table = Table::builder("post", (1..=added.len()).map(|number| number.to_string()))
        .column("role", added.iter().map(|(role, ..)| (*role).to_owned()).collect::<Vec<_>>())
        .column("fte", added.iter().map(|(_, fte, _)| fte.clone()).collect::<Vec<_>>())
        .column("cost", added.iter().map(|(.., cost)| cost.clone()).collect::<Vec<_>>())
        .column("from", added.iter().map(|_| from.to_string()).collect::<Vec<_>>());
    table.build().map(Some)
}

/// What is taken for granted.
fn assumed(answered: &Answered, from: Date) -> String {
    let (asked, language) = (&answered.asked, answered.asked.language);
    let is_whole = asked.grant_share == Ratio::one();
    let share = language.number(&asked.grant_share, 4);
    let share = match (is_whole, language) {
        (true, Language::Swedish) => "hela kostnaden".to_owned(),
        (true, Language::English) => "the whole cost".to_owned(),
        (false, Language::Swedish) => format!("andelen {share} av kostnaden"),
        (false, Language::English) => format!("{share} of the cost"),
    };
    let words = match language {
        Language::Swedish => format!(
            "Räknat på planens nya tjänster i de roller som bidraget får betala, utöver vakanser: \
             de finns från {from} och blir kvar, bidraget betalar {share}, och kostnaden räknas \
             inte upp."
        ),
        Language::English => format!(
            "For the plan's new posts in the roles that the grant may pay for, beyond vacancies: \
             they exist from {from} and stay, the grant pays {share}, and costs are not raised."
        ),
    };
    format!("{}\n", wrap(&format!("  {words}"), 2))
}

fn years(tail: &Tail, language: Language) -> String {
    let mut grid = Grid::new([Lean::Left, Lean::Left, Lean::Right, Lean::Right, Lean::Right]);
    let head = say(language, "||kostnad|bidraget|kommunen", "||cost|the grant|the municipality");
    grid.row(head.split('|'));
    let all = say(language, "alla", "all");
    for year in tail.years() {
        let of_role = tail.by_role().iter().filter(|other| other.year == year.year);
        let of_role: Vec<_> = of_role.collect();
        let shown = if of_role.len() > 1 { of_role } else { Vec::new() };
        let mut label = year.year.to_string();
        for line in shown.into_iter().chain([year]) {
            let role = line.role.as_deref();
            let role = role.map_or(all, |role| words::role(role, language)).to_owned();
            let money = [line.cost, line.grant, line.own].map(|amount| language.money(amount));
            grid.row([std::mem::take(&mut label), role].into_iter().chain(money));
        }
    }
    let after = language.money(tail.yearly_after_grant());
    let stays = match language {
        Language::Swedish => format!("Det här blir kvar för kommunen: {after} om året"),
        Language::English => format!("What stays for the municipality: {after} a year"),
    };
    format!("{}  {}\n", grid.lines(2), capital(&stays))
}
