//! Providers: their figures, and what each one's shortfalls lead to by the motion.

use std::path::Path;

use statsbidrag::{
    Language, Ratio, RatioFigures, RatioStatus, StaffingCheck, StaffingOptions, Table,
    check_staffing,
};

use crate::layout::quoted;
use crate::reading::{Line, Reading, numbers};
use crate::refusal::Refusal;
use crate::requirements::Requirements;

const SHIPPED: (&str, &str) = ("utforare.csv", include_str!("data/utforare.csv"));
const COLUMNS: [&str; 5] = ["id", "name", "kind", "municipality", "mendable"];

/// Who runs a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A unit of a municipality (kommunal enhet).
    Municipal,
    /// An independent provider (fristående aktör).
    Independent,
}

/// A provider beside its figures.
#[derive(Clone, Debug)]
pub(crate) struct Provider {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) municipality: String,
    /// Whether faults can be mended without risk to users' health; empty needs judgement.
    mendable: Option<bool>,
}

/// All providers, held against every requirement.
#[derive(Debug)]
pub(crate) struct Providers {
    pub(crate) all: Vec<Provider>,
    pub(crate) check: StaffingCheck,
    /// Of every provider, in the order of the requirements.
    pub(crate) figures: Vec<Vec<RatioFigures>>,
    /// The file's name.
    pub(crate) file: String,
}

/// What a provider's figures lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It reaches every requirement.
    Reaches,
    /// It falls short of none that could be judged, and some could not.
    NotJudged,
    /// It falls short, and the faults can be mended without risk.
    Contract,
    /// It falls short, and the faults cannot be mended without risk.
    Sanctions,
    /// It falls short, and whether they can be mended without risk is not said.
    NeedsJudgement,
}

/// How one provider stands to one requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Reaches,
    FallsShort,
    NotJudged,
}

/// A requirement that is broken also with nothing to divide by, where there is a demand.
pub(crate) fn standing(figures: &RatioFigures) -> Standing {
    match figures.status {
        _ if figures.is_broken() => Standing::FallsShort,
        RatioStatus::NotEvaluated => Standing::NotJudged,
        _ => Standing::Reaches,
    }
}

impl Providers {
    /// What the provider's figures lead to.
    pub(crate) fn outcome(&self, row: usize) -> Outcome {
        let standings: Vec<_> = self.figures[row].iter().map(standing).collect();
        match (standings.contains(&Standing::FallsShort), self.all[row].mendable) {
            (true, Some(true)) => Outcome::Contract,
            (true, Some(false)) => Outcome::Sanctions,
            (true, None) => Outcome::NeedsJudgement,
            (false, _) if standings.contains(&Standing::NotJudged) => Outcome::NotJudged,
            (false, _) => Outcome::Reaches,
        }
    }

    /// The provider's row.
    pub(crate) fn position(&self, id: &str) -> Option<usize> {
        self.all.iter().position(|provider| provider.id == id)
    }

    /// The row of the provider that has this code or name.
    pub(crate) fn find(&self, who: &str, language: Language) -> Result<usize, Refusal> {
        let asked = who.trim().to_lowercase();
        let is_asked = |text: &str| text.to_lowercase() == asked;
        let mut rows = (0..self.all.len())
            .filter(|&row| is_asked(&self.all[row].id) || is_asked(&self.all[row].name));
        if let (Some(row), None) = (rows.next(), rows.next()) {
            return Ok(row);
        }
        let names = self.all.iter().map(|provider| format!("{} ({})", provider.name, provider.id));
        let (who, names) = (quoted(who), names.collect::<Vec<_>>().join(", "));
        Err(Refusal::new(match language {
            Language::Swedish => format!("--explain {who}: ingen eller flera. Utförarna: {names}."),
            Language::English => {
                format!("--explain {who}: none or several. The providers: {names}.")
            }
        }))
    }
}

impl Provider {
    /// Who signs a contract: the state's authority with a municipality, a municipality with an
    /// independent provider.
    pub(crate) fn parties(&self, language: Language) -> String {
        let Self { name, municipality, kind, .. } = self;
        match (kind, language) {
            (Kind::Municipal, Language::Swedish) => {
                format!("Socialstyrelsen och kommunen ({municipality})")
            }
            (Kind::Municipal, Language::English) => {
                format!("Socialstyrelsen and the municipality ({municipality})")
            }
            (Kind::Independent, Language::Swedish) => {
                format!("kommunen ({municipality}) och {name}")
            }
            (Kind::Independent, Language::English) => {
                format!("the municipality ({municipality}) and {name}")
            }
        }
    }

    /// Who shares the cost with the state: the municipality, or the independent provider, which the
    /// motion calls a principal too.
    pub(crate) fn principal(&self) -> &str {
        match self.kind {
            Kind::Municipal => &self.municipality,
            Kind::Independent => &self.name,
        }
    }
}

/// Reads the list, the user's or the made one that ships, and holds it against the requirements.
pub(crate) fn read(
    path: Option<&Path>,
    requirements: &Requirements,
    language: Language,
) -> Result<Providers, Refusal> {
    let mut reading = Reading::open(path, SHIPPED, language)?;
    let read = requirements.columns();
    let needed: Vec<&str> = COLUMNS.into_iter().chain(read.iter().copied()).collect();
    let Some(rows) = reading.rows(&needed) else {
        reading.finish()?;
        return Err(Refusal::default());
    };
    reading.check_once(&rows, "id");
    let all: Vec<_> = rows.iter().map(|row| provider(&mut reading, row)).collect();
    let columns: Vec<(&str, Vec<Option<Ratio>>)> = read
        .into_iter()
        .map(|name| (name, rows.iter().map(|row| reading.number(row, name)).collect()))
        .collect();
    reading.finish()?;
    let unexpected = |error| Refusal::unexpected(&error, language);
    let all: Vec<Provider> = all.into_iter().flatten().collect();
    let names: Vec<&str> = all.iter().map(|provider| provider.name.as_str()).collect();
    let mut table = Table::builder("id", all.iter().map(|provider| &provider.id))
        .column("name", names)
        .names("name");
    for (name, cells) in columns {
        table = table.column(name, numbers(&cells));
    }
    let table = table.build().map_err(unexpected)?;
    let check = check_staffing(&table, &requirements.rules, &StaffingOptions::new());
    let check = check.map_err(unexpected)?;
    let mut figures = vec![Vec::new(); all.len()];
    for line in check.lines() {
        let row = check.table().ids().position(line.id);
        figures[row.unwrap_or_default()].push(line.figures);
    }
    Ok(Providers { all, check, figures, file: reading.name().to_owned() })
}

fn provider(reading: &mut Reading, row: &Line) -> Option<Provider> {
    let [id, name, municipality] =
        ["id", "name", "municipality"].map(|column| reading.text(row, column));
    let kind = reading.text(row, "kind").and_then(|text| match text.as_str() {
        "municipal" => Some(Kind::Municipal),
        "independent" => Some(Kind::Independent),
        other => {
            let shown = quoted(other);
            let sv =
                format!("”{shown}” ska vara municipal (kommunal) eller independent (fristående).");
            let en = format!("“{shown}” should be municipal or independent.");
            reading.at(row.number, "kind", &sv, &en);
            None
        }
    });
    let mendable = match reading.cell(row, "mendable").as_str() {
        "" => None,
        "yes" => Some(true),
        "no" => Some(false),
        other => {
            let shown = quoted(other);
            let sv = format!("”{shown}” ska vara yes (ja), no (nej) eller tomt (behöver bedömas).");
            let en = format!("“{shown}” should be yes, no or empty (needs judgement).");
            reading.at(row.number, "mendable", &sv, &en);
            None
        }
    };
    Some(Provider { id: id?, name: name?, kind: kind?, municipality: municipality?, mendable })
}
