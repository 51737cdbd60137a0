//! How the rules have been kept over time.

use statsbidrag::{
    Date, Force, Language, RatioRule, SeriesLine, StaffingChangeKind, StaffingCheck, Worst,
};

use super::{section_heading, who};
use crate::Answered;
use crate::layout::{Grid, Lean, capital, count, say, wrap};
use crate::rules;
use crate::survey::Held;
use crate::tables::is_somebody;

/// Every rule that is no statistic.
pub(super) fn section(answered: &Answered) -> String {
    let (over, language) = (answered.asked.over, answered.asked.language);
    let (first, last) = (over.from(), over.to().unwrap_or(over.from()));
    let survey = &answered.survey;
    let mut sections = Vec::new();
    for held in [&survey.of_units, &survey.of_teams].into_iter().flatten() {
        for rule in held.check.rules().iter().filter(|rule| rule.force() != Force::Statistic) {
            sections.push(of_rule(held, rule, |_| true, language));
        }
    }
    if sections.is_empty() {
        return String::new();
    }
    let days = over.days().and_then(|days| usize::try_from(days).ok()).unwrap_or(0);
    let number = count(language, days);
    let unit = match days {
        1 => say(language, "dag", "day"),
        _ => say(language, "dagar", "days"),
    };
    let heading = match language {
        Language::Swedish => format!("Över tid: {first} till {last}, {number} {unit}"),
        Language::English => format!("Over time: {first} to {last}, {number} {unit}"),
    };
    let mut text = format!("{}{}", section_heading(&heading), sections.join("\n"));
    let changes = changes(answered);
    if !changes.is_empty() {
        text.push('\n');
        text.push_str(&changes);
    }
    text
}

/// A rule with the rows that broke it at some time, and how many kept it.
pub(crate) fn of_rule(
    held: &Held,
    rule: &RatioRule,
    is_wanted: impl Fn(&str) -> bool,
    language: Language,
) -> String {
    let mut text = format!("{}\n", wrap(&format!("  {}", capital(rules::name(rule, language))), 4));
    let of_rule = held.series.lines().iter().filter(|line| line.rule == rule.id());
    let of_rule = of_rule.filter(|line| is_somebody(&line.id) && is_wanted(&line.id));
    let (told, kept): (Vec<_>, Vec<_>) =
        of_rule.partition(|line| line.days_in_breach > 0 || line.days_not_evaluated > 0);
    text.push_str(&lines(&told, &held.check, language));
    if !kept.is_empty() {
        let number = count(language, kept.len());
        let words = match (language, told.is_empty()) {
            (Language::Swedish, true) => "Bröts ingen dag.".to_owned(),
            (Language::Swedish, false) => format!("Övriga {number} bröt den ingen dag."),
            (Language::English, true) => "Broken on no day.".to_owned(),
            (Language::English, false) => format!("The other {number} broke it on no day."),
        };
        text.push_str(&format!("    {words}\n"));
    }
    text
}

/// Rows of a rule over time.
pub(crate) fn lines(lines: &[&SeriesLine], check: &StaffingCheck, language: Language) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let has_gaps = lines.iter().any(|line| line.days_not_evaluated > 0);
    let leans = [Lean::Left, Lean::Right, Lean::Right, Lean::Right, Lean::Left, Lean::Left];
    let mut grid = Grid::new(leans.into_iter().chain([Lean::Left, Lean::Left]));
    let shown = |place: usize| place != 3 || has_gaps;
    let mut row = |cells: Vec<String>| {
        let cells = cells.into_iter().enumerate().filter(|(place, _)| shown(*place));
        grid.row(cells.map(|(_, cell)| cell).collect::<Vec<_>>());
    };
    let head = say(
        language,
        "|dagar i brott|hålls|okänt|värst|då|hölls först|hålls sedan",
        "|days in breach|kept|unknown|worst|then|first kept|kept since",
    );
    row(head.split('|').map(str::to_owned).collect());
    let days = |days: u32| count(language, usize::try_from(days).unwrap_or(usize::MAX));
    let day = |day: Option<Date>, otherwise: &str| {
        day.map_or_else(|| otherwise.to_owned(), |day| day.to_string())
    };
    for line in lines {
        // The worst of those that were never broken is no news.
        let worst = line.worst.as_ref().filter(|_| line.days_in_breach > 0);
        row(vec![
            who(check, &line.id),
            days(line.days_in_breach),
            days(line.days_met),
            days(line.days_not_evaluated),
            day(worst.map(|worst| worst.on), "–"),
            worst.map_or_else(|| "–".to_owned(), |worst| value(worst, language)),
            day(line.first_met, say(language, "aldrig", "never")),
            day(line.met_since, not_kept(line, language)),
        ]);
    }
    grid.lines(4)
}

/// What there is to say where a rule is not kept at the end: it may be that nothing is known.
fn not_kept(line: &SeriesLine, language: Language) -> &'static str {
    match (line.days_in_breach, line.days_not_evaluated) {
        (_, 0) => say(language, "hålls inte", "not kept"),
        (0, _) => say(language, "okänt", "unknown"),
        _ => "–",
    }
}

/// The ratio on the worst day: `180 / 11,25 = 16`, or the number by itself for each supervisor.
fn value(worst: &Worst, language: Language) -> String {
    let number = |number| language.number(number, 2);
    let (num, den) = (number(&worst.have_num), number(&worst.have_den));
    match worst.have_num.checked_div(&worst.have_den) {
        _ if worst.limit.is_zero() => {
            format!("{num} {} {den}", say(language, "av", "of"))
        }
        Some(ratio) if ratio == worst.have_num => num,
        Some(ratio) => format!("{num} / {den} = {}", number(&ratio)),
        None => format!("{num} / 0"),
    }
}

/// Rules in a word or two, with the rows of each.
type ByRule<'c> = Vec<(&'c str, Vec<&'c str>)>;

/// What is different between the first day and the day asked about.
fn changes(answered: &Answered) -> String {
    let (asked, language) = (&answered.asked, answered.asked.language);
    let (before, at) = (asked.over.from(), asked.at);
    let survey = &answered.survey;
    let (mut mended, mut broken) = (ByRule::new(), ByRule::new());
    for Held { check, before, .. } in [&survey.of_units, &survey.of_teams].into_iter().flatten() {
        for change in before.compare(check).iter().filter(|change| is_somebody(change.id)) {
            let rule = check.rules().iter().find(|rule| rule.id() == change.rule);
            let rule = rule.map_or(change.rule, |rule| rules::short(rule, language));
            let of_kind = match change.kind {
                StaffingChangeKind::Mended => &mut mended,
                StaffingChangeKind::Broken => &mut broken,
                _ => continue,
            };
            match of_kind.iter_mut().find(|(other, _)| *other == rule) {
                Some((_, ids)) => ids.push(change.id),
                None => of_kind.push((rule, vec![change.id])),
            }
        }
    }
    let mut text = String::new();
    let mut line = |words: String, by_rule: &ByRule<'_>| {
        if !by_rule.is_empty() {
            let by_rule = by_rule.iter().map(|(rule, ids)| format!("{rule} ({})", ids.join(", ")));
            let line = format!("  {words}: {}", by_rule.collect::<Vec<_>>().join("; "));
            text.push_str(&format!("{}\n", wrap(&line, 4)));
        }
    };
    match language {
        Language::Swedish => {
            line(format!("Bröts {before} men inte {at}"), &mended);
            line(format!("Hölls {before} men inte {at}"), &broken);
        }
        Language::English => {
            line(format!("Broken on {before} but not on {at}"), &mended);
            line(format!("Kept on {before} but not on {at}"), &broken);
        }
    }
    text
}
