//! What is asked, read from the options: the grant, its year, and how lines are assessed.

use statsbidrag::{AssessOptions, Claims, Language, Rulebook, Sharing, Split, catalog};

use crate::arguments::Arguments;
use crate::command_line::Question;
use crate::data;
use crate::layout::{quoted, say};
use crate::refusal::Refusal;

/// What is asked.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) language: Language,
    /// None where there is no such rulebook, which is then told.
    pub(crate) rulebook: Option<Rulebook>,
    pub(crate) year: i16,
    pub(crate) sharing: Sharing,
    pub(crate) across_roles: bool,
    pub(crate) split: Split,
}

impl Asked {
    /// Reads the options. What is wrong with one is added to `wrong`, and something stands in its
    /// place so that the rest can be looked at.
    pub(crate) fn read(arguments: &Arguments, wrong: &mut Refusal) -> Self {
        let language = arguments.language();
        let rulebook = wrong.keep(rulebook(&arguments.rulebook, language));
        let year = match arguments.year.as_deref() {
            None => Ok(data::YEAR),
            Some(text) => year(text, rulebook.as_ref(), language),
        };
        let sharing = word("--sharing", &arguments.sharing, Sharing::ALL, language);
        let split = word("--split", &arguments.split, Split::ALL, language);
        Self {
            language,
            year: wrong.keep(year).unwrap_or(data::YEAR),
            sharing: wrong.keep(sharing).unwrap_or(Sharing::ProRata),
            across_roles: arguments.across_roles,
            split: wrong.keep(split).unwrap_or(Split::Refuse),
            rulebook,
        }
    }

    /// How the lines are assessed. Where a list decides, it is the order of the file.
    pub(crate) fn options(&self, claims: &Claims) -> AssessOptions {
        let options = AssessOptions::new()
            .sharing(self.sharing)
            .across_roles(self.across_roles)
            .split(self.split);
        match self.sharing {
            Sharing::ByList => options.order(claims.ids().iter()),
            _ => options,
        }
    }
}

fn rulebook(id: &str, language: Language) -> Result<Rulebook, Refusal> {
    let ids = catalog::rulebook_ids();
    if !ids.contains(&id) {
        let (id, all) = (quoted(id), ids.join(", "));
        return Err(Refusal::new(match language {
            Language::Swedish => format!("--rulebook {id}: regelböckerna är {all}."),
            Language::English => format!("--rulebook {id}: the rulebooks are {all}."),
        }));
    }
    catalog::rulebook(id).map_err(|error| Refusal::unexpected(&error, language))
}

/// A year that the rulebook has.
fn year(text: &str, rulebook: Option<&Rulebook>, language: Language) -> Result<i16, Refusal> {
    let year = text.parse::<i16>().ok().filter(|_| text.len() == 4);
    let is_known = |year: &i16| rulebook.is_none_or(|own| own.year(*year).is_ok());
    year.filter(is_known).ok_or_else(|| {
        let text = quoted(text);
        let period = rulebook.map(|own| {
            let spans = own.period().entries().iter().map(|entry| entry.span().to_string());
            spans.collect::<Vec<_>>().join(", ")
        });
        let period = period.unwrap_or_default();
        Refusal::new(match language {
            Language::Swedish => {
                format!("--year {text}: bidragsåret ska vara ett år i bidragets period, {period}.")
            }
            Language::English => {
                format!("--year {text}: a year in the period of the grant is wanted, {period}.")
            }
        })
    })
}

/// A word of a closed vocabulary.
fn word<W: Copy + std::fmt::Display + std::str::FromStr>(
    option: &str,
    text: &str,
    all: &[W],
    language: Language,
) -> Result<W, Refusal> {
    text.parse().map_err(|_| {
        let all: Vec<String> = all.iter().map(W::to_string).collect();
        let (text, all) = (quoted(text), all.join(", "));
        let words = say(language, "ska vara något av", "should be one of");
        Refusal::new(format!("{option} {text}: {words} {all}."))
    })
}
