//! The pots, each with the sum of its parts, and what of it is paid.

use statsbidrag::{Error, Language, Money, PotResult, SchemeAllocation};

use crate::layout::{Grid, Lean, capital, count, say, wrap};

/// The pots with their sums, and what is paid out of them.
pub(crate) fn section(result: &SchemeAllocation, language: Language) -> Result<String, Error> {
    let mut grid = Grid::new([Lean::Left, Lean::Right, Lean::Right, Lean::Left, Lean::Right]);
    grid.row(
        say(
            language,
            "Pott|belopp|delarnas summa||mottagare",
            "Pot|amount|sum of its parts||recipients",
        )
        .split('|'),
    );
    for (position, pot) in result.pots().iter().enumerate() {
        let parts = match pot.allocation() {
            Some(allocation) => Money::sum(allocation.amounts().iter().copied())?,
            None => sum_of_children(result.pots(), position)?,
        };
        let indent = "  ".repeat(pot.depth());
        let name = pot.name().get(language);
        let name = if pot.depth() == 0 { capital(name) } else { name.to_owned() };
        grid.row([
            format!("{indent}{name}"),
            language.money(pot.amount()),
            language.money(parts),
            mark(pot.amount(), parts, language),
            recipients(pot, language),
        ]);
    }
    let of_pots =
        Money::sum(result.pots().iter().filter(|pot| pot.depth() == 0).map(|pot| pot.amount()))?;
    grid.row([
        say(language, "Alla potter", "All pots").to_owned(),
        language.money(result.total()),
        language.money(of_pots),
        mark(result.total(), of_pots, language),
    ]);
    let mut text = grid.lines(0);
    text.push('\n');
    text.push_str(&payable(result, language)?);
    Ok(text)
}

fn sum_of_children(pots: &[PotResult], parent: usize) -> Result<Money, Error> {
    Money::sum(pots.iter().filter(|pot| pot.parent() == Some(parent)).map(PotResult::amount))
}

/// Whether the parts are the whole, to the krona.
fn mark(whole: Money, parts: Money, language: Language) -> String {
    let same = say(language, "= lika", "= equal");
    if whole == parts { same } else { say(language, "≠ OLIKA", "≠ UNEQUAL") }.to_owned()
}

fn recipients(pot: &PotResult, language: Language) -> String {
    match (pot.allocation(), pot.recipients()) {
        (Some(allocation), _) => count(language, allocation.ids().len()),
        (None, Some(_)) => say(language, "inga pengar", "no money").to_owned(),
        (None, None) => String::new(),
    }
}

/// What is paid, apart from what runs inside other grants.
fn payable(result: &SchemeAllocation, language: Language) -> Result<String, Error> {
    let mut grid = Grid::new([Lean::Left, Lean::Right]);
    let mut paid = say(language, "Betalas ut", "Paid out").to_owned();
    let names: Vec<_> = result
        .pots()
        .iter()
        .filter(|pot| pot.depth() == 0 && pot.inside().is_none() && pot.amount() != Money::ZERO)
        .map(|pot| pot.name().get(language))
        .collect();
    if !names.is_empty() {
        paid = format!("{paid}: {}", names.join(", "));
    }
    grid.row([paid, language.money(result.payable()?)]);
    let inside = result.pots().iter().find_map(|pot| Some((pot.name(), pot.inside()?)));
    if let Some((pot, grant)) = inside {
        let (pot, grant) = (pot.get(language), grant.get(language));
        let label = match language {
            Language::Swedish => format!("Ingår i {grant}, betalas inte ut för sig: {pot}"),
            Language::English => format!("Inside {grant}, not paid by itself: {pot}"),
        };
        grid.row([label, language.money(result.inside_other_grants()?)]);
    }
    Ok(grid.lines(0))
}

/// Where equal remainders had to be settled by rule.
pub(crate) fn ties(result: &SchemeAllocation, language: Language) -> String {
    let mut text = String::new();
    for pot in result.pots() {
        let Some(allocation) = pot.allocation() else { continue };
        let tied = allocation.tied();
        if tied.is_empty() {
            continue;
        }
        let (who, units) = (tied.join(", "), count(language, allocation.units_at_stake()));
        let name = full_name(result, pot, language);
        let line = match language {
            Language::Swedish => format!(
                "Lika rest i potten {name}: {who}. De delar på {units} kr, som går efter kod."
            ),
            Language::English => format!(
                "Equal remainders in the pot {name}: {who}. There is {units} kr for them, given by code."
            ),
        };
        text.push_str(&format!("{}\n", wrap(&line, 2)));
    }
    if text.is_empty() {
        let line = say(
            language,
            "Avrundning: hela kronor, största rest. I ingen pott var resterna lika vid gränsen.",
            "Rounding: whole kronor, largest remainder. In no pot were remainders equal at the cut.",
        );
        text = format!("{}\n", wrap(line, 2));
    }
    text
}

/// `asylsökande och nyanlända, kommunerna`
fn full_name(result: &SchemeAllocation, pot: &PotResult, language: Language) -> String {
    let name = pot.name().get(language);
    match pot.parent().and_then(|parent| result.pots().get(parent)) {
        Some(parent) => format!("{}, {name}", full_name(result, parent, language)),
        None => name.to_owned(),
    }
}
