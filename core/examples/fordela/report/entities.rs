//! Legal entities that are several recipients: Gotland.

use statsbidrag::{Error, Language, Money, SchemeAllocation};

use crate::directory::set_name;
use crate::explanation::amounts;
use crate::facts::{Facts, MUNICIPALITY, REGION};
use crate::layout::{Grid, Lean, capital, say};

/// Every such entity: its parts and their sum.
pub(crate) fn section(
    result: &SchemeAllocation,
    facts: &Facts,
    language: Language,
) -> Result<String, Error> {
    let mut text = String::new();
    for (entity, (payable, inside)) in result.by_entity()? {
        let parts: Vec<(&'static str, &String, &String)> = [MUNICIPALITY, REGION]
            .into_iter()
            .flat_map(|set| {
                let recipients = facts.set(set);
                let rows = recipients.ids.iter().zip(&recipients.names).zip(&recipients.entities);
                rows.filter(|(_, other)| **other == entity)
                    .map(move |((id, name), _)| (set, id, name))
            })
            .collect();
        let [(_, _, name), _, ..] = parts[..] else { continue };
        text.push_str(&match language {
            Language::Swedish => format!("{name}: en juridisk person, flera mottagare\n"),
            Language::English => format!("{name}: one legal entity, several recipients\n"),
        });
        let mut grid = Grid::new([Lean::Left, Lean::Left, Lean::Right, Lean::Right, Lean::Right]);
        grid.row(
            say(
                language,
                "||betalas ut|inom annat bidrag|tillsammans",
                "||paid out|inside another grant|together",
            )
            .split('|'),
        );
        let mut line = |id: &str, label: String, payable: Money, inside: Money| {
            let sum = payable.plus(inside)?;
            let money = [payable, inside, sum].map(|amount| language.money(amount));
            grid.row([id.to_owned(), label].into_iter().chain(money));
            Ok::<(), Error>(())
        };
        for (set, id, _) in parts {
            let (payable, inside) = amounts(result, set, id)?;
            let label = match language {
                Language::Swedish => format!("som {}", set_name(set, language)),
                Language::English => format!("as a {}", set_name(set, language)),
            };
            line(id, label, payable, inside)?;
        }
        line("", capital(say(language, "summa", "sum")), payable, inside)?;
        text.push_str(&grid.lines(2));
    }
    Ok(text)
}
