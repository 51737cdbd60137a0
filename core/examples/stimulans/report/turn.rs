//! Agency staff over the turn of 2016/2017, in two lines and in one: what the rules of each year say,
//! and what parting by days does to the amount.

use statsbidrag::{AssessOptions, AssessedLine, Claims, Error, Language, Split, assess, catalog};

use super::kronor;
use crate::Answered;
use crate::data::{self, OVER_THE_TURN};
use crate::files;
use crate::layout::{Grid, Lean, say, section_heading, wrap};
use crate::words;

const YEARS: [i16; 2] = [2016, 2017];
const GRANT: &str = "starkt-bemanning";

/// For the lines that ship, with the grant that they are of; else nothing.
pub(super) fn section(answered: &Answered) -> Result<String, Error> {
    let rulebook = answered.assessment.year().rulebook();
    if !answered.claims.file.is_shipped || rulebook.id() != GRANT {
        return Ok(String::new());
    }
    let language = answered.asked.language;
    let Ok(single) = files::over_the_turn(language) else { return Ok(String::new()) };
    let id = single.ids().get(0);
    let mut grid = Grid::new([
        Lean::Left,
        Lean::Left,
        Lean::Left,
        Lean::Right,
        Lean::Right,
        Lean::Right,
        Lean::Right,
    ]);
    let heads = [
        ("år", "year"),
        ("dagar", "days"),
        ("utfall", "verdict"),
        ("redovisat", "claimed"),
        ("godkänt", "approved"),
        ("avslaget", "refused"),
        ("utreds", "undetermined"),
    ];
    grid.row(heads.map(|(sv, en)| say(language, sv, en)));
    let rulebook = catalog::rulebook(GRANT)?;
    let mut rows = |heading: &str, options: &AssessOptions, of_year: &dyn Fn(i16) -> Claims| {
        grid.row([heading]);
        for year in YEARS {
            let claims = of_year(year);
            let assessment = assess(&claims, &rulebook, year, None, options)?;
            let Some(place) = claims.ids().position(id) else { continue };
            let AssessedLine { verdict, amount, approved, refused, undetermined, .. } =
                assessment.line(place);
            let amounts = [amount, approved, refused, undetermined];
            let amounts = amounts.map(|amount| kronor(amount, language));
            let days = claims.days(place).to_string();
            let verdict = words::verdict(verdict, language).to_owned();
            grid.row([year.to_string(), days, verdict].into_iter().chain(amounts));
        }
        Ok::<(), Error>(())
    };
    let options = AssessOptions::new();
    let heading =
        say(language, "två rader, en i vart års redovisning", "two lines, one in each year");
    rows(heading, &options, &|year| {
        files::claims(None, year, language).map_or_else(|_| single.clone(), |own| own.list)
    })?;
    let heading = say(language, "en rad, delad efter dagar", "one line, parted by days");
    rows(heading, &options.split(Split::ByDay), &|_| single.clone())?;
    let heading = match language {
        Language::Swedish => format!("Inhyrd personal över årsskiftet: raden {id}"),
        Language::English => format!("Agency staff over the turn of the year: the line {id}"),
    };
    let mut text = section_heading(&heading);
    text.push_str(&grid.lines(4));
    let (name, _) = OVER_THE_TURN;
    text.push_str(&wrap(
        &match language {
            Language::Swedish => format!(
                "  För 2016 går källorna isär om inhyrd personal; från 2017 avslås den. Inhyrningen står \
                 därför på två rader, med kostnaden i bokföringen på var sida om årsskiftet. På en enda \
                 rad är den ett fel, om man inte väljer att dela den jämnt efter dagar. Prova: --year \
                 2016 --claims {}{name} --split by_day",
                data::FOLDER
            ),
            Language::English => format!(
                "  For 2016 the sources disagree about agency staff; from 2017 it is refused. It stands \
                 on two lines, then, each with its cost in the accounts on its side of the turn. On a \
                 single line it is a problem, unless one chooses to part it evenly by days. Try: --year \
                 2016 --claims {}{name} --split by_day",
                data::FOLDER
            ),
        },
        2,
    ));
    text.push('\n');
    Ok(text)
}
