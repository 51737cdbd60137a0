//! Figures to compare with, which nobody can break.

use statsbidrag::{Force, Language, LimitSide, Ratio, RatioRule, StaffingCheck};

use super::section_heading;
use crate::Answered;
use crate::layout::{capital, say, wrap};
use crate::rules;
use crate::words;

/// Every statistic beside all units together.
pub(super) fn section(answered: &Answered) -> String {
    let (asked, language) = (&answered.asked, answered.asked.language);
    let Some(held) = &answered.survey.of_units else { return String::new() };
    let check = &held.check;
    let rules = check.rules().iter().filter(|rule| rule.force() == Force::Statistic);
    let lines: Vec<String> = rules.filter_map(|rule| of_rule(check, rule, language)).collect();
    if lines.is_empty() {
        return String::new();
    }
    let heading = say(
        language,
        "Att jämföra med: statistik, inga gränser",
        "To compare with: statistics, no limits",
    );
    let mut text = section_heading(heading);
    for line in &lines {
        text.push_str(&format!("{}\n", wrap(&format!("  {line}"), 4)));
    }
    let years = language.number(&asked.new_within, 2);
    let words = match language {
        Language::Swedish => format!(
            "Ny i yrket är här den som har varit mindre än {years} år i det (--new-within); källan \
             säger inte var gränsen går."
        ),
        Language::English => {
            let years =
                if asked.new_within == Ratio::one() { "1 year" } else { &format!("{years} years") };
            format!(
                "New to the profession is here whoever has been in it for less than {years} \
                 (--new-within); the source does not say where the line is."
            )
        }
    };
    text.push_str(&format!("{}\n", wrap(&format!("  {words}"), 4)));
    text
}

fn of_rule(check: &StaffingCheck, rule: &RatioRule, language: Language) -> Option<String> {
    let totals = check.totals();
    let total = totals.iter().find(|total| total.rule == rule.id() && total.unit.is_none())?;
    let (num, den) = (total.figures.have_num.as_ref()?, total.figures.have_den.as_ref()?);
    let number = |number: &Ratio| language.number(number, 2);
    // Where there is nobody, there is nothing to compare.
    let share = number(&num.checked_div(den)?);
    let name = capital(rules::name(rule, language));
    let source = rule.limits(LimitSide::AtMost).iter().find_map(|limit| limit.citation());
    let source = source.map(|cite| format!(" [{}]", cite.source())).unwrap_or_default();
    let what = words::plain(&rule.numerator().to_string(), language);
    let (here, of) = (say(language, "Här", "Here"), say(language, "av", "of"));
    Some(format!(
        "{name}.{source} {here}: {} {of} {} = {share} ({what}).",
        number(num),
        number(den)
    ))
}
