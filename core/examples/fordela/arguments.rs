//! What can be asked for on the command line.

use std::path::PathBuf;

use clap::Parser;
use statsbidrag::{Language, Parameters, Ratio, SchemeAllocation};

use crate::command_line::{Common, Question, strays};
use crate::layout::{quoted, say};
use crate::refusal::Refusal;

/// The years that the scheme has values for.
pub(crate) const YEARS: std::ops::RangeInclusive<i16> = 2017..=2021;

/// The help in short, for those who do not read Swedish.
const IN_ENGLISH: &str = "In English: add --language en.
      --year       the grant year, 2017–2021
      --population the population at a year-end that ships
      --explain    how the amounts of one recipient come about: a code or a name
      --data       figures of your own, as CSV; the columns are those above. With semicolons
                   between columns a comma is the decimal mark, with commas a point. The
                   code decides whose a row is: a name of another code is refused, and
                   one that the register has not is shown as it stands
      --newly-arrived, --minors, --minors-regions
                   weights of the key that are not published, for figures of your own
      --csv        the whole allocation as CSV";

/// Fördelar välfärdsmiljarderna över 290 kommuner och 21 regioner, på kronan, och förklarar
/// varje belopp. Utan tillval: år 2017 med de uppgifter som följer med biblioteket.
#[derive(Debug, Parser)]
#[command(
    name = "fordela",
    verbatim_doc_comment,
    disable_help_flag = true,
    next_line_help = true,
    override_usage = "fordela [TILLVAL]",
    help_template = "{about}\n\nAnvändning: {usage}\n\n{all-args}{after-help}",
    after_help = IN_ENGLISH,
    next_help_heading = "Tillval"
)]
pub(crate) struct Arguments {
    /// Bidragsår, 2017–2021; annars 2017
    #[arg(long, value_name = "ÅR", default_value = "2017", hide_default_value = true)]
    #[arg(allow_negative_numbers = true)]
    year: String,

    /// Folkmängden vid ett årsskifte, till exempel 2015-12-31; annars den senaste före
    /// bidragsåret av dem som följer med
    #[arg(long, value_name = "DAG", verbatim_doc_comment)]
    pub(crate) population: Option<String>,

    /// Hur en mottagares belopp är uträknade: kod (1480) eller namn (Göteborg)
    #[arg(long, value_name = "KOD ELLER NAMN")]
    pub(crate) explain: Option<String>,

    /// Egna uppgifter: en CSV-fil i UTF-8 med kolumnerna id (kod, med inledande nolla),
    /// population, asylum_adults, asylum_minors, newly_arrived_adults, newly_arrived_minors;
    /// eller, för demonstration: id, population, asylum_seekers.
    /// Fler kolumner om man vill: name, entity (juridisk person), recipients (municipality
    /// eller region). Utan rader för regioner summeras kommunerna i varje län.
    /// Koden avgör vem raden gäller. Ett namn som hör till en annan kod vägras; ett som inte
    /// finns i registret visas som det står.
    /// Kolumnerna skiljs åt av semikolon, och då är komma decimaltecken, eller av komma, och
    /// då är punkt det.
    #[arg(long, value_name = "FIL", verbatim_doc_comment)]
    pub(crate) data: Option<PathBuf>,

    /// Vikten för en nyanländ mot en asylsökande. Den är inte publicerad och måste anges
    /// med egna uppgifter
    #[arg(long, value_name = "TAL", allow_negative_numbers = true, verbatim_doc_comment)]
    newly_arrived: Option<String>,

    /// Vikten för en person som inte är myndig mot en vuxen, i kommunernas nyckel 2018–2020
    #[arg(long, value_name = "TAL", allow_negative_numbers = true)]
    minors: Option<String>,

    /// Samma vikt i regionernas nyckel 2018–2020
    #[arg(long, value_name = "TAL", allow_negative_numbers = true)]
    minors_regions: Option<String>,

    /// Hela fördelningen som CSV, och inget annat
    #[arg(long)]
    pub(crate) csv: bool,

    #[command(flatten)]
    common: Common,
}

impl Question for Arguments {
    fn common(&self) -> &Common {
        &self.common
    }
}

impl Arguments {
    /// The grant year.
    pub(crate) fn year(&self) -> Result<i16, Refusal> {
        let year = self.year.parse().ok().filter(|year| YEARS.contains(year));
        year.ok_or_else(|| {
            let (got, first, last) = (quoted(&self.year), YEARS.start(), YEARS.end());
            Refusal::new(match self.language() {
                Language::Swedish => {
                    format!("--year {got}: välfärdsmiljarderna finns för åren {first}–{last}.")
                }
                Language::English => {
                    format!("--year {got}: the welfare billions are for the years {first}–{last}.")
                }
            })
        })
    }

    /// Refuses a language that there is not, stray words, and options that exclude each other.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let language = self.language();
        let mut wrong = strays(self);
        if self.population.is_some() && self.data.is_some() {
            wrong.push(
                say(
                    language,
                    "--population gäller det som följer med; med --data står folkmängden i filen.",
                    "--population is for what ships; with --data the file has the population.",
                )
                .to_owned(),
            );
        }
        if self.explain.is_some() && self.csv {
            wrong.push(
                say(
                    language,
                    "--explain och --csv går inte att ange tillsammans.",
                    "--explain and --csv cannot be given together.",
                )
                .to_owned(),
            );
        }
        Refusal::if_any(wrong)
    }

    /// The weights that were given, by the names that the scheme has for them. One that is no
    /// weight is refused by [`check_weights`](Self::check_weights) and stands as 1 here, so that
    /// others can be found missing.
    pub(crate) fn parameters(&self) -> Parameters {
        self.weights().fold(Parameters::new(), |parameters, (name, text)| {
            parameters.with(name, weight(text).unwrap_or_else(Ratio::one))
        })
    }

    /// Refuses weights that are none.
    pub(crate) fn check_weights(&self) -> Result<(), Refusal> {
        let wrong = self.weights().filter(|(_, text)| weight(text).is_none());
        Refusal::if_any(wrong.map(|(name, text)| {
            let words = say(
                self.language(),
                "vikten ska vara ett tal från 0 och uppåt, som 1, 0,5 eller 2/3.",
                "the weight must be a number of 0 or more, such as 1, 0.5 or 2/3.",
            );
            format!("{} {}: {words}", option(name), quoted(text))
        }))
    }

    /// Refuses a weight that changes nothing: whoever gave it expects that it does.
    pub(crate) fn check_used(&self, result: &SchemeAllocation) -> Result<(), Refusal> {
        let divided = result.pots().iter().filter_map(|pot| pot.allocation());
        let keys: Vec<_> = divided.map(|allocation| allocation.key()).collect();
        let is_used = |name: &str| {
            let mut measures = keys.iter().flat_map(|key| key.components());
            measures.any(|component| component.measure().parameters().any(|used| used == name))
        };
        let unused = self.weights().filter(|(name, _)| !is_used(name));
        Refusal::if_any(unused.map(|(name, _)| {
            let (option, year) = (option(name), &self.year);
            match self.language() {
                Language::Swedish => {
                    format!(
                        "{option}: nyckeln för {year} med de här kolumnerna har ingen sådan vikt."
                    )
                }
                Language::English => {
                    format!("{option}: the key of {year} with these columns has no such weight.")
                }
            }
        }))
    }

    fn weights(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let given = [
            ("newly_arrived", &self.newly_arrived),
            ("minors", &self.minors),
            ("minors_regions", &self.minors_regions),
        ];
        given.into_iter().filter_map(|(name, text)| Some((name, text.as_deref()?)))
    }
}

fn weight(text: &str) -> Option<Ratio> {
    // A Swedish reader writes 0,5.
    text.replacen(',', ".", 1).parse().ok().filter(|weight: &Ratio| !weight.is_negative())
}

/// The option that gives a parameter of the scheme: `--newly-arrived` for `newly_arrived`.
pub(crate) fn option(parameter: &str) -> String {
    format!("--{}", parameter.replace('_', "-"))
}
