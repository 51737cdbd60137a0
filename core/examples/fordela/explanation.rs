//! Why one recipient gets what it gets.

use statsbidrag::{Error, Finding, Language, Money, Reason, SchemeAllocation, Value};

use crate::directory::{Entry, set_name};
use crate::facts::{DEMONSTRATION_COLUMN, Facts, MUNICIPALITY, Origin, REGION};
use crate::layout::{Grid, Lean, capital, say, title, wrap};
use crate::refusal::Refusal;
use crate::report::{grant, grounds, per_inhabitant};

/// The derivation of one recipient's amounts, pot by pot, and their sum.
pub(crate) fn text(
    result: &SchemeAllocation,
    facts: &Facts,
    entry: &Entry,
    language: Language,
) -> Result<String, Refusal> {
    let unexpected = |error| Refusal::unexpected(&error, language);
    let derivation = result.explain(entry.set, &entry.id, language).map_err(unexpected)?;
    let set = set_name(entry.set, language);
    let heading = format!("{}: {} ({}), {set}", grant(facts, language), entry.name, entry.id);
    let mut text = format!("{}\n", title(&heading));
    text.push_str(&grounds::short(result, facts, language));
    text.push_str(&labelled_facts(facts, entry, language).map_err(unexpected)?);
    text.push('\n');
    let findings = result.findings(entry.set, &entry.id).map_err(unexpected)?;
    let mut findings = findings.iter();
    for paragraph in derivation.split("\n\n") {
        let mut lines = paragraph.lines();
        if let Some(heading) = lines.next() {
            text.push_str(&format!("{}\n", wrap(&capital(heading), 2)));
        }
        for (_, finding) in lines.zip(&mut findings) {
            let line = format!("  {}", said(finding, language));
            text.push_str(&format!("{}\n", wrap(&line, 4)));
        }
        text.push('\n');
    }
    text.push_str(&sums(result, facts, entry, language).map_err(unexpected)?);
    if let Some(other) = twin(facts, entry) {
        let (id, set) = (&other.0, set_name(other.1, language));
        let line = match language {
            Language::Swedish => {
                format!("Samma juridiska person får också belopp som {set}: --explain {id}")
            }
            Language::English => {
                format!("The same legal entity also gets amounts as a {set}: --explain {id}")
            }
        };
        text.push_str(&format!("\n{}\n", wrap(&line, 2)));
    }
    Ok(text)
}

/// The facts of the recipient, by the names that the keys have for them, and where they come from.
fn labelled_facts(facts: &Facts, entry: &Entry, language: Language) -> Result<String, Error> {
    let recipients = facts.set(entry.set);
    let cells = recipients.columns.iter().filter_map(|(name, _)| {
        let value = recipients.value(name, &entry.id)?;
        Some((name.as_str(), format!("{name}\u{a0}{}", language.number(value, 6))))
    });
    let line = recipients.line_of(&entry.id);
    let label = match entry.set == REGION && line.is_none() {
        true => {
            say(language, "Uppgifter, summor av länets kommuner", "Facts, sums over the county")
        }
        false => say(language, "Uppgifter", "Facts"),
    };
    match &facts.origin {
        Origin::File { name: file, .. } => {
            let from = say(language, "ur", "from");
            let line = line.map(|line| format!(", {} {line}", say(language, "rad", "line")));
            let (line, cells) = (line.unwrap_or_default(), cells.map(|(_, cell)| cell));
            let cells = cells.collect::<Vec<_>>().join("; ");
            Ok(format!("{}\n", wrap(&format!("{label} {from} {file}{line}: {cells}"), 2)))
        }
        Origin::Crate { population_on } => {
            let mut text = format!("{label}\n");
            for (name, cell) in cells {
                let source = match name {
                    "population" => grounds::population(population_on, language)?,
                    _ => grounds::asylum_seekers(language)?,
                };
                text.push_str(&format!("{}\n", wrap(&format!("  {cell}: {source}"), 4)));
            }
            Ok(text)
        }
    }
}

/// A finding in words. A measure's citation is the key's, which beside a number would be taken for
/// that of the number.
fn said(finding: &Finding, language: Language) -> String {
    let text = finding.text(language);
    let (Reason::Fact, Some(cite)) = (finding.reason(), finding.citation()) else { return text };
    let number = text.strip_suffix(&format!(" [{cite}]")).unwrap_or(&text);
    let is_demonstration = finding.subject() == &Value::from(DEMONSTRATION_COLUMN);
    let key = match is_demonstration {
        true => say(language, "bara för demonstration", "for demonstration only").to_owned(),
        false => cite.to_string(),
    };
    format!("{number} [{}: {key}]", say(language, "nyckeln", "the key"))
}

/// What the recipient gets in all, payable and not.
fn sums(
    result: &SchemeAllocation,
    facts: &Facts,
    entry: &Entry,
    language: Language,
) -> Result<String, Error> {
    let (payable, inside) = amounts(result, entry.set, &entry.id)?;
    let total = payable.plus(inside)?;
    let mut grid = Grid::new([Lean::Left, Lean::Right, Lean::Right]);
    let of = facts.set(entry.set).value("population", &entry.id);
    let mut line = |label: &str, amount: Money| {
        let each = of.and_then(|of| per_inhabitant::whole(amount, of, language));
        grid.row([label.to_owned(), language.money(amount), each.unwrap_or_default()]);
    };
    line(say(language, "Betalas ut", "Paid out"), payable);
    line(say(language, "Inom annat bidrag", "Inside another grant"), inside);
    line(say(language, "Tillsammans", "Together"), total);
    Ok(grid.lines(0))
}

/// What a recipient gets from all pots: payable, and inside other grants.
pub(crate) fn amounts(
    result: &SchemeAllocation,
    set: &str,
    id: &str,
) -> Result<(Money, Money), Error> {
    let pots = result.pots().iter().filter(|pot| pot.recipients() == Some(set));
    let found: Vec<(bool, Money)> = pots
        .filter_map(|pot| Some((pot.inside().is_some(), pot.allocation()?.amount(id)?)))
        .collect();
    let sum = |is_inside: bool| {
        Money::sum(found.iter().filter(|(inside, _)| *inside == is_inside).map(|(_, sum)| *sum))
    };
    Ok((sum(false)?, sum(true)?))
}

/// Another recipient that is the same legal entity.
fn twin(facts: &Facts, entry: &Entry) -> Option<(String, &'static str)> {
    let recipients = facts.set(entry.set);
    let row = recipients.ids.iter().position(|id| *id == entry.id)?;
    let entity = recipients.entities.get(row)?;
    [MUNICIPALITY, REGION].into_iter().find_map(|set| {
        let others = facts.set(set);
        let mut rows = others.ids.iter().zip(&others.entities);
        let (id, _) = rows
            .find(|(id, other)| *other == entity && (set, id.as_str()) != (entry.set, &entry.id))?;
        Some((id.clone(), set))
    })
}
