//! Who breaks which rule, by how much, and whom to hire if nothing else is done.

use statsbidrag::{Force, Language, Ratio, RatioFigures, RatioRule, RatioStatus, StaffingCheck};

use super::{section_heading, unit_of};
use crate::Answered;
use crate::layout::{Grid, Lean, capital, count, say, wrap};
use crate::survey::Held;
use crate::tables::is_somebody;
use crate::{rules, words};

/// Every rule that is no statistic.
pub(super) fn section(answered: &Answered) -> String {
    let (language, survey) = (answered.asked.language, &answered.survey);
    let mut sections = Vec::new();
    for (held, is_units) in [(&survey.of_units, true), (&survey.of_teams, false)] {
        if let Some(held) = held {
            sections.extend(of_held(held, is_units, |_| true, language));
        }
    }
    if sections.is_empty() {
        return String::new();
    }
    let heading = say(language, "Reglerna", "The rules");
    format!("{}{}", section_heading(heading), sections.join("\n"))
}

/// The rules about teams, over those of them that are wanted.
pub(crate) fn team_sections(answered: &Answered, is_wanted: impl Fn(&str) -> bool) -> String {
    let held = answered.survey.of_teams.iter();
    let language = answered.asked.language;
    let sections = held.flat_map(|held| of_held(held, false, &is_wanted, language));
    sections.collect::<Vec<_>>().join("\n")
}

/// A text for each rule.
fn of_held(
    Held { check, .. }: &Held,
    is_units: bool,
    is_wanted: impl Fn(&str) -> bool,
    language: Language,
) -> Vec<String> {
    let rules = check.rules().iter().filter(|rule| rule.force() != Force::Statistic);
    let text = |rule: &RatioRule| {
        let lines: Vec<Line<'_>> = check
            .lines()
            .filter(|line| line.rule == rule.id() && is_somebody(line.id) && is_wanted(line.id))
            .map(|line| (line.id, line.figures))
            .collect();
        of_rule(language, check, rule, &lines, is_units)
    };
    rules.map(text).collect()
}

/// A row and its numbers.
type Line<'c> = (&'c str, RatioFigures);

fn of_rule(
    language: Language,
    check: &StaffingCheck,
    rule: &RatioRule,
    lines: &[Line<'_>],
    is_units: bool,
) -> String {
    let name = capital(rules::name(rule, language));
    let force = rules::force(rule, language);
    let mut text = format!("{}\n", wrap(&format!("  {name}: {force}"), 4));
    let broken: Vec<&Line<'_>> = lines.iter().filter(|(_, figures)| figures.is_broken()).collect();
    if !broken.is_empty() {
        text.push_str(&table(language, check, rule, &broken, is_units));
    }
    let is_whole = lines.iter().all(|(_, figures)| figures.status != RatioStatus::NotEvaluated);
    let has_total = is_units && is_whole && lines.len() > 1;
    if let Some(total) = total(check, rule, language).filter(|_| has_total) {
        text.push_str(&format!("    {total}\n"));
    }
    let mut say_of = |words: &str, whom: &[&str]| {
        if !whom.is_empty() {
            let line = format!("    {words}: {}", whom.join(", "));
            text.push_str(&format!("{}\n", wrap(&line, 6)));
        }
    };
    let of = |is: &dyn Fn(&RatioFigures) -> bool| -> Vec<&str> {
        lines.iter().filter(|(_, figures)| is(figures)).map(|(id, _)| *id).collect()
    };
    let is_kept = |figures: &RatioFigures| {
        !figures.is_broken() && figures.status != RatioStatus::NotEvaluated
    };
    let has_none =
        |figures: &RatioFigures| !is_units && figures.have_num.as_ref().is_some_and(Ratio::is_zero);
    let kept = of(&|figures| is_kept(figures) && !has_none(figures));
    say_of(say(language, "Hålls av", "Kept by"), &kept);
    let missing = of(&|figures| figures.status == RatioStatus::NotEvaluated);
    say_of(not_evaluated(rule, language), &missing);
    let without = of(&|figures| is_kept(figures) && has_none(figures)).len();
    if without > 0 {
        let number = count(language, without);
        let words = match language {
            Language::Swedish => format!("Leder inga socialsekreterare: {number}"),
            Language::English => format!("Lead no social workers: {number}"),
        };
        text.push_str(&format!("    {words}\n"));
    }
    text
}

/// All rows together: the sum of the numerators over that of the denominators.
fn total(check: &StaffingCheck, rule: &RatioRule, language: Language) -> Option<String> {
    let totals = check.totals();
    let total = totals.iter().find(|total| total.rule == rule.id() && total.unit.is_none())?;
    let (num, den) = (total.figures.have_num.as_ref()?, total.figures.have_den.as_ref()?);
    rule.hires_into()?;
    let [num, den, ratio] =
        [num, den, &num.checked_div(den)?].map(|number| language.number(number, 2));
    let words = say(language, "Alla tillsammans", "All together");
    Some(format!("{words}: {num} / {den} = {ratio}"))
}

/// Why a rule could not be checked.
fn not_evaluated(rule: &RatioRule, language: Language) -> &'static str {
    match rule.id() {
        "cases-per-worker" => say(
            language,
            "Kan inte prövas, antalet ärenden saknas",
            "Cannot be checked, the number of cases is missing",
        ),
        "behorighet-barn-unga" => say(
            language,
            "Kan inte prövas, behörigheten är inte angiven för alla",
            "Cannot be checked, the qualification is not given for all",
        ),
        _ => say(language, "Kan inte prövas, uppgift saknas", "Cannot be checked, not given"),
    }
}

fn table(
    language: Language,
    check: &StaffingCheck,
    rule: &RatioRule,
    broken: &[&Line<'_>],
    is_units: bool,
) -> String {
    // Each supervisor is one, and so the quotient is the numerator.
    let has_quotient = is_units && rule.hires_into().is_some();
    let [numerator, denominator] = [rule.numerator(), rule.denominator()]
        .map(|measure| words::posts(&measure.to_string(), language));
    let hired = rule.hires_into().map(|(column, _)| words::posts(column, language));
    let mut head = vec![String::new()];
    if !is_units {
        head.push(say(language, "enhet", "unit").to_owned());
    }
    head.push(numerator);
    if is_units {
        head.push(match has_quotient {
            true => denominator,
            false => format!("{} {denominator}", say(language, "av", "of")),
        });
    }
    if has_quotient {
        head.push(say(language, "kvot", "ratio").to_owned());
    }
    head.push(say(language, "gräns", "limit").to_owned());
    head.push(say(language, "för många", "too many").to_owned());
    if let Some(hired) = hired {
        head.push(say(language, "saknas", "short of").to_owned());
        head.push(format!("{} {hired}", say(language, "anställ", "hire")));
    }
    let names = if is_units { 1 } else { 2 };
    let leans = (0..head.len()).map(|place| if place < names { Lean::Left } else { Lean::Right });
    let mut grid = Grid::new(leans);
    grid.row(head);
    let number = |number: &Option<Ratio>| {
        number.as_ref().map_or_else(String::new, |number| language.number(number, 2))
    };
    let mut add = |label: &str, unit: Option<&str>, figures: &RatioFigures| {
        let mut row = vec![label.to_owned()];
        if !is_units {
            row.push(unit.unwrap_or_default().to_owned());
        }
        row.push(number(&figures.have_num));
        if is_units {
            row.push(number(&figures.have_den));
        }
        if has_quotient {
            let quotient = figures.have_num.as_ref().zip(figures.have_den.as_ref());
            row.push(number(&quotient.and_then(|(num, den)| num.checked_div(den))));
        }
        row.extend([number(&figures.limit), number(&figures.excess)]);
        if rule.hires_into().is_some() {
            row.extend([number(&figures.gap), number(&figures.hire)]);
        }
        grid.row(row);
    };
    for (id, figures) in broken {
        add(id, unit_of(check, id), figures);
    }
    grid.lines(4)
}
