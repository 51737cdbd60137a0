//! Why one recipient gets what it gets.

use statsbidrag::{Language, Money, SchemeAllocation};

use crate::directory::{self, Entry, set_name};
use crate::facts::{Facts, MUNICIPALITY, REGION};
use crate::layout::{Grid, Lean, capital, say, title, wrap};
use crate::refusal::Refusal;
use crate::report::{grant, grounds, per_inhabitant};

/// The derivation of one recipient's amounts, pot by pot, and their sum.
pub(crate) fn text(
    result: &SchemeAllocation,
    facts: &Facts,
    who: &str,
    language: Language,
) -> Result<String, Refusal> {
    let unexpected = |error| Refusal::unexpected(&error, language);
    let entry = directory::find(facts, who, language)?;
    let derivation = result.explain(entry.set, &entry.id, language).map_err(unexpected)?;
    let set = set_name(entry.set, language);
    let heading = format!("{}: {} ({}), {set}", grant(facts, language), entry.name, entry.id);
    let mut text = format!("{}\n", title(&heading));
    text.push_str(&grounds::short(result, facts, language));
    text.push_str(&format!("{}\n\n", labelled_facts(facts, &entry, language)));
    for paragraph in derivation.split("\n\n") {
        let mut lines = paragraph.lines();
        if let Some(heading) = lines.next() {
            text.push_str(&format!("{}\n", wrap(&capital(heading), 2)));
        }
        for line in lines {
            text.push_str(&format!("{}\n", wrap(&format!("  {line}"), 4)));
        }
        text.push('\n');
    }
    text.push_str(&sums(result, facts, &entry, language).map_err(unexpected)?);
    if let Some(other) = twin(facts, &entry) {
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

/// The facts of the recipient, by the names that the keys have for them.
fn labelled_facts(facts: &Facts, entry: &Entry, language: Language) -> String {
    let columns = facts.set(entry.set).columns.iter();
    let cells = columns.filter_map(|(name, _)| {
        let value = facts.set(entry.set).value(name, &entry.id)?;
        Some(format!("{name}\u{a0}{}", language.number(value, 6)))
    });
    let label = say(language, "Uppgifter:", "Facts:");
    wrap(&format!("{label} {}", cells.collect::<Vec<_>>().join("; ")), 2)
}

/// What the recipient gets in all, payable and not.
fn sums(
    result: &SchemeAllocation,
    facts: &Facts,
    entry: &Entry,
    language: Language,
) -> Result<String, statsbidrag::Error> {
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
) -> Result<(Money, Money), statsbidrag::Error> {
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
