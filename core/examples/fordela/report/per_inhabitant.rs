//! Kronor per inhabitant: the highest, the lowest and the country as a whole.

use std::cmp::Reverse;

use statsbidrag::{Error, Language, Money, Ratio, SchemeAllocation};

use crate::explanation::amounts;
use crate::facts::{Facts, MUNICIPALITY, REGION};
use crate::layout::{Grid, Lean, say, wrap};

/// How many of the highest and of the lowest are shown.
const SHOWN: usize = 3;

/// What one recipient gets from all pots.
struct Line<'a> {
    id: &'a str,
    name: &'a str,
    inhabitants: &'a Ratio,
    amount: Money,
    each: Ratio,
}

/// Both sets of recipients.
pub(crate) fn section(
    result: &SchemeAllocation,
    facts: &Facts,
    language: Language,
) -> Result<String, Error> {
    let heading = say(
        language,
        "Kronor per invånare, alla potter tillsammans",
        "Kronor per inhabitant, all pots together",
    );
    let mut text = format!("{heading}\n");
    let mut grid = Grid::new([Lean::Left, Lean::Left, Lean::Right, Lean::Right, Lean::Right]);
    grid.row(
        say(
            language,
            "||invånare|belopp|kr per invånare",
            "||inhabitants|amount|kr per inhabitant",
        )
        .split('|'),
    );
    for set in [MUNICIPALITY, REGION] {
        set_lines(result, facts, set, language, &mut grid)?;
    }
    text.push_str(&grid.lines(4));
    if is_by_population_only(result) {
        text.push_str(&format!("  {}\n", wrap(say(
            language,
            "Allt fördelas efter folkmängd, så beloppen per invånare är lika så när som på \
             avrundningen till hela kronor.",
            "Everything goes by population, so the amounts per inhabitant are equal but for the \
             rounding to whole kronor.",
        ), 2)));
    }
    Ok(text)
}

fn set_lines(
    result: &SchemeAllocation,
    facts: &Facts,
    set: &str,
    language: Language,
    grid: &mut Grid,
) -> Result<(), Error> {
    let recipients = facts.set(set);
    let mut lines = Vec::new();
    for (id, name) in recipients.ids.iter().zip(&recipients.names) {
        let (payable, inside) = amounts(result, set, id)?;
        let amount = payable.plus(inside)?;
        let Some(inhabitants) = recipients.value("population", id) else { continue };
        if let Some(each) = Ratio::from(amount).checked_div(inhabitants) {
            lines.push(Line { id, name, inhabitants, amount, each });
        }
    }
    let is_region = set == REGION;
    let heading = |municipalities: &'static str, regions: &'static str| {
        [if is_region { regions } else { municipalities }]
    };
    if !is_by_population_only(result) {
        grid.row(heading(
            say(language, "Kommuner, högst", "Municipalities, highest"),
            say(language, "Regioner, högst", "Regions, highest"),
        ));
        lines.sort_by_key(|line| Reverse(line.each.clone()));
        lines.iter().take(SHOWN).for_each(|line| grid.row(line.cells(language)));
        grid.row(heading(
            say(language, "Kommuner, lägst", "Municipalities, lowest"),
            say(language, "Regioner, lägst", "Regions, lowest"),
        ));
        lines.sort_by_key(|line| line.each.clone());
        lines.iter().take(SHOWN).for_each(|line| grid.row(line.cells(language)));
    }
    let inhabitants: Ratio = lines.iter().map(|line| line.inhabitants).sum();
    let amount = Money::sum(lines.iter().map(|line| line.amount))?;
    if let Some(each) = Ratio::from(amount).checked_div(&inhabitants) {
        let [name] = heading(
            say(language, "Alla kommuner", "All municipalities"),
            say(language, "Alla regioner", "All regions"),
        );
        let line = Line { id: "", name, inhabitants: &inhabitants, amount, each };
        grid.row(line.cells(language));
    }
    Ok(())
}

impl Line<'_> {
    fn cells(&self, language: Language) -> [String; 5] {
        [
            self.id.to_owned(),
            self.name.to_owned(),
            language.number(self.inhabitants, 0),
            language.money(self.amount),
            language.number(&self.each, 0),
        ]
    }
}

/// Whether no money was divided by anything else than the population.
fn is_by_population_only(result: &SchemeAllocation) -> bool {
    let divided = result.pots().iter().filter_map(|pot| pot.allocation());
    let mut keys = divided.filter(|allocation| allocation.total() != Money::ZERO);
    keys.all(|allocation| {
        let mut components = allocation.key().components().iter();
        components.all(|component| component.measure().columns().eq(["population"]))
    })
}

/// `210 kr per invånare`, in whole kronor.
pub(crate) fn whole(amount: Money, inhabitants: &Ratio, language: Language) -> Option<String> {
    let each = language.number(&Ratio::from(amount).checked_div(inhabitants)?, 0);
    Some(format!("{each}\u{a0}{}", say(language, "kr per invånare", "kr per inhabitant")))
}
