//! The whole allocation on a page: what it rests on, the pots, Gotland, the highest and the lowest.

mod entities;
pub(crate) mod grounds;
pub(crate) mod per_inhabitant;
mod pots;

use statsbidrag::{Error, Language, SchemeAllocation};

use crate::facts::{Facts, Origin};
use crate::layout::{count, say, title};
use crate::questions::Questions;
use crate::refusal::Refusal;

/// The page.
pub(crate) fn text(
    result: &SchemeAllocation,
    facts: &Facts,
    language: Language,
) -> Result<String, Refusal> {
    page(result, facts, language).map_err(|error| Refusal::unexpected(&error, language))
}

fn page(result: &SchemeAllocation, facts: &Facts, language: Language) -> Result<String, Error> {
    let sections = [
        heading(result, facts, language),
        grounds::full(result, facts, language)?,
        pots::section(result, language)?,
        entities::section(result, facts, language)?,
        per_inhabitant::section(result, facts, language)?,
        pots::ties(result, language),
        questions(facts, language),
    ];
    Ok(sections
        .iter()
        .filter(|section| !section.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join("\n"))
}

/// `Välfärdsmiljarderna 2017`
pub(crate) fn grant(facts: &Facts, language: Language) -> String {
    let name = say(language, "Välfärdsmiljarderna", "The welfare billions");
    format!("{name} {}", facts.year)
}

fn heading(result: &SchemeAllocation, facts: &Facts, language: Language) -> String {
    let (grant, total) = (grant(facts, language), language.money(result.total()));
    let [municipalities, regions] = numbers(facts, language);
    title(&match language {
        Language::Swedish => {
            format!("{grant}: {total} till {municipalities} och {regions}")
        }
        Language::English => {
            format!("{grant}: {total} to {municipalities} and {regions}")
        }
    })
}

/// `290 kommuner` and `21 regioner`.
pub(crate) fn numbers(facts: &Facts, language: Language) -> [String; 2] {
    let counted = |number: usize, one: &str, many: &str| {
        format!("{} {}", count(language, number), if number == 1 { one } else { many })
    };
    let (municipalities, regions) = (facts.municipalities.ids.len(), facts.regions.ids.len());
    match language {
        Language::Swedish => {
            [counted(municipalities, "kommun", "kommuner"), counted(regions, "region", "regioner")]
        }
        Language::English => [
            counted(municipalities, "municipality", "municipalities"),
            counted(regions, "region", "regions"),
        ],
    }
}

/// What else one can ask for.
fn questions(facts: &Facts, language: Language) -> String {
    let mut more = Questions::of("fordela", language);
    more.ask(
        "--explain Göteborg",
        "hur en mottagares belopp är uträknade, steg för steg",
        "how the amounts of one recipient come about, step by step",
    );
    more.ask("--year 2019", "ett annat år, 2017–2021", "another year, 2017–2021");
    if let Origin::Crate { .. } = facts.origin {
        more.ask(
            "--population 2015-12-31",
            "folkmängden vid ett annat årsskifte",
            "the population at another year-end",
        );
        more.ask(
            say(language, "--data FIL.csv --newly-arrived 1", "--data FILE.csv --newly-arrived 1"),
            "med egna uppgifter och den riktiga nyckeln",
            "with figures of your own and the real key",
        );
    }
    let listing = say(language, "--csv > belopp.csv", "--csv > amounts.csv");
    more.ask(listing, "alla belopp som CSV", "every amount as CSV");
    more.lines()
}
