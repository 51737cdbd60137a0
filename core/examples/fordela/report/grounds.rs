//! What the amounts rest on: which figures are real and which are for demonstration.

use statsbidrag::{Error, Language, SchemeAllocation, catalog};

use super::numbers;
use crate::arguments::option;
use crate::facts::{DEMONSTRATION_COLUMN, Facts, Origin};
use crate::layout::{exact, labelled, say, wrap};

/// Where the labels end.
const COLUMN: usize = 18;

/// Everything, with sources.
pub(crate) fn full(
    result: &SchemeAllocation,
    facts: &Facts,
    language: Language,
) -> Result<String, Error> {
    let mut text = String::new();
    let mut line = |label: &str, words: &str| {
        text.push_str(&format!("{}\n", labelled(label, words, COLUMN)));
    };
    let real = say(language, "Verkligt", "Real");
    let pots = say(language, "summan, potterna och andelarna", "the total, the pots, the shares");
    line(real, &format!("{pots}: {}", sources(result)));
    if let Origin::Crate { population_on } = &facts.origin {
        line("", &population(population_on, language)?);
        if facts.year == 2017 {
            line(
                "",
                say(
                    language,
                    "(Det riktiga bidraget räknades på folkmängden 2016-11-01.)",
                    "(The real grant was calculated on the population of 2016-11-01.)",
                ),
            );
        }
    }
    if let Origin::File { name, regions_are_sums, unused } = &facts.origin {
        let own = say(language, "Egna uppgifter", "Your figures");
        line(own, &file(facts, name, *regions_are_sums, language));
        if !unused.is_empty() {
            let words = say(language, "Kolumner som inte används", "Columns not used");
            line("", &format!("{words}: {}.", unused.join(", ")));
        }
        for (name, value) in facts.parameters.iter() {
            let about = result.scheme().parameters().find(|(other, _)| *other == name);
            let about = about.map_or(name, |(_, wording)| wording.get(language));
            line("", &format!("{} {}: {about}", option(name), exact(value, language)));
        }
        incomplete(facts, language).iter().for_each(|words| line("", words));
    }
    text.push_str(&demonstration(result, facts, language)?);
    Ok(text)
}

/// What to know before the amounts are used, for a page about one recipient.
pub(crate) fn short(result: &SchemeAllocation, facts: &Facts, language: Language) -> String {
    let demonstration = is_demonstration(result, facts).then(|| match facts.origin {
        Origin::Crate { .. } => say(
            language,
            "Demonstration: antalet asylsökande och nyckeln för dem är inte de riktiga, så beloppen \
             får inte användas som underlag för beslut.",
            "Demonstration: the number of asylum seekers and the key for them are not the real \
             ones, so the amounts must not be the ground of a decision.",
        ),
        Origin::File { .. } => say(
            language,
            "Demonstration: nyckeln för asylsökande är inte den riktiga, så beloppen får inte \
             användas som underlag för beslut.",
            "Demonstration: the key for asylum seekers is not the real one, so the amounts must not \
             be the ground of a decision.",
        ),
    });
    let words = demonstration.map(str::to_owned).into_iter().chain(incomplete(facts, language));
    words.map(|words| format!("{}\n", wrap(&words, 0))).collect()
}

/// Day and source of the population that ships.
pub(crate) fn population(day: &str, language: Language) -> Result<String, Error> {
    let (words, facts) =
        (say(language, "folkmängden", "the population on"), catalog::facts("population")?);
    Ok(format!("{words} {day}: {}", facts.source()))
}

/// Day, origin and source of the asylum seekers that ship.
pub(crate) fn asylum_seekers(language: Language) -> Result<String, Error> {
    let words = say(
        language,
        "antalet asylsökande: december 2014, rekonstruerat från tal per 1 000 invånare;",
        "the asylum seekers: December 2014, reconstructed from rates per 1,000 inhabitants;",
    );
    Ok(format!("{words} {}", catalog::facts("asylum_seekers_demonstration")?.source()))
}

/// Whether some money was divided by the column that is for demonstration.
fn is_demonstration(result: &SchemeAllocation, facts: &Facts) -> bool {
    let asylum = |pot: &statsbidrag::PotResult| {
        pot.allocation().is_some_and(|allocation| {
            let mut components = allocation.key().components().iter();
            components
                .any(|component| component.measure().columns().any(|c| c == DEMONSTRATION_COLUMN))
        })
    };
    facts.is_demonstration && result.pots().iter().any(asylum)
}

fn demonstration(
    result: &SchemeAllocation,
    facts: &Facts,
    language: Language,
) -> Result<String, Error> {
    let label = say(language, "Demonstration", "Demonstration");
    if !facts.is_demonstration {
        return Ok(String::new());
    }
    if !is_demonstration(result, facts) {
        let (year, words) = (
            facts.year,
            say(
                language,
                "inget; potten efter asylsökande är noll det året och delas inte.",
                "nothing; the pot by asylum seekers is zero that year and is not divided.",
            ),
        );
        return Ok(format!("{}\n", labelled(label, &format!("{year}: {words}"), COLUMN)));
    }
    let mut text = String::new();
    let mut line = |label: &str, words: &str| {
        text.push_str(&format!("{}\n", labelled(label, words, COLUMN)));
    };
    line(
        label,
        say(
            language,
            "nyckeln: en enda kolumn med asylsökande. Den riktiga räknar också nyanlända och skiljer \
         på vuxna och barn.",
            "the key: a single column of asylum seekers. The real one also counts newly arrived and \
         tells adults from minors.",
        ),
    );
    if let Origin::Crate { .. } = facts.origin {
        line("", &asylum_seekers(language)?);
    }
    line(
        "",
        say(
            language,
            "Beloppen för enskilda kommuner och regioner är alltså inte de riktiga.",
            "So the amounts of single municipalities and regions are not the real ones.",
        ),
    );
    Ok(text)
}

/// The publications that the sizes of the pots rest on, each once.
fn sources(result: &SchemeAllocation) -> String {
    let cites = result.total_cite().into_iter().chain(result.pots().iter().map(|pot| pot.cite()));
    let mut found: Vec<String> = Vec::new();
    for source in cites.map(|cite| cite.source().to_string()) {
        if !found.contains(&source) {
            found.push(source);
        }
    }
    found.join("; ")
}

fn file(facts: &Facts, name: &str, regions_are_sums: bool, language: Language) -> String {
    let [municipalities, regions] = numbers(facts, language);
    match (language, regions_are_sums) {
        (Language::Swedish, true) => {
            format!("{name}: {municipalities}; {regions} som summor av länens kommuner.")
        }
        (Language::English, true) => format!(
            "{name}: {municipalities}; {regions} as sums of the municipalities of each county."
        ),
        (Language::Swedish, false) => format!("{name}: {municipalities} och {regions}."),
        (Language::English, false) => format!("{name}: {municipalities} and {regions}."),
    }
}

/// What to know where the file has not every recipient: the money goes to those that are there.
fn incomplete(facts: &Facts, language: Language) -> Option<String> {
    let sizes = (facts.municipalities.ids.len(), facts.regions.ids.len());
    (sizes != (290, 21)).then(|| {
        let [municipalities, regions] = numbers(facts, language);
        match language {
            Language::Swedish => format!(
                "Obs: Sverige har 290 kommuner och 21 regioner, men här är {municipalities} och \
                 {regions}. Hela potterna delas av dem."
            ),
            Language::English => format!(
                "Note: Sweden has 290 municipalities and 21 regions, but here are {municipalities} \
                 and {regions}. The whole pots go to them."
            ),
        }
    })
}
