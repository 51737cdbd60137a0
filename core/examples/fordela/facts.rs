//! The facts that the money is divided by: those that ship, and what is the same for all facts.

use std::collections::BTreeMap;

use statsbidrag::catalog;
use statsbidrag::{Column, Error, Language, Parameters, Problems, Ratio, Table};

use crate::refusal::Refusal;

/// The names of the two recipient sets of the scheme.
pub(crate) const MUNICIPALITY: &str = "municipality";
pub(crate) const REGION: &str = "region";

/// The scheme whose key is of this grant, and the one that runs on a single column of asylum
/// seekers.
pub(crate) const REAL: &str = "valfardsmiljarderna";
pub(crate) const DEMONSTRATION: &str = "valfardsmiljarderna-demonstration";
pub(crate) const DEMONSTRATION_COLUMN: &str = "asylum_seekers";

/// Two tables of facts, and where they come from.
#[derive(Debug)]
pub(crate) struct Facts {
    /// The grant year that they are for.
    pub(crate) year: i16,
    pub(crate) municipalities: Recipients,
    pub(crate) regions: Recipients,
    pub(crate) is_demonstration: bool,
    pub(crate) origin: Origin,
    /// The weights that were given for the key.
    pub(crate) parameters: Parameters,
}

/// Where facts come from.
#[derive(Debug)]
pub(crate) enum Origin {
    /// The crate; population on this day.
    Crate { population_on: String },
    /// A file of the user's.
    File {
        name: String,
        regions_are_sums: bool,
        /// Columns of the file that nothing uses.
        unused: Vec<String>,
    },
}

/// Recipients of one set, with a row in each column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Recipients {
    pub(crate) ids: Vec<String>,
    pub(crate) names: Vec<String>,
    /// The legal entity of each.
    pub(crate) entities: Vec<String>,
    pub(crate) columns: Vec<(String, Vec<Ratio>)>,
    /// The line of each in the user's file.
    pub(crate) lines: Vec<u64>,
}

impl Facts {
    /// The id of the scheme that these facts have the columns for.
    pub(crate) fn scheme(&self) -> &'static str {
        if self.is_demonstration { DEMONSTRATION } else { REAL }
    }

    /// The tables by recipient set.
    pub(crate) fn tables(&self) -> Result<[(&'static str, Table); 2], Error> {
        let table = |set| {
            let table = self.set(set).table().map_err(|error| {
                let mut problems = Problems::new();
                problems.extend_under(&format!("/frames/{set}"), error);
                Error::from(problems)
            });
            Ok::<_, Error>((set, table?))
        };
        Ok([table(MUNICIPALITY)?, table(REGION)?])
    }

    /// The recipients of a set.
    pub(crate) fn set(&self, set: &str) -> &Recipients {
        if set == REGION { &self.regions } else { &self.municipalities }
    }
}

impl Recipients {
    fn table(&self) -> Result<Table, Error> {
        let builder = Table::builder("id", &self.ids)
            .column("name", self.names.clone())
            .column("entity", self.entities.clone())
            .names("name");
        let columns = self.columns.iter().cloned();
        columns.fold(builder, |builder, (name, cells)| builder.column(name, cells)).build()
    }

    /// The value of a column for a recipient.
    pub(crate) fn value(&self, column: &str, id: &str) -> Option<&Ratio> {
        let row = self.ids.iter().position(|other| other == id)?;
        self.columns.iter().find(|(name, _)| name == column)?.1.get(row)
    }

    /// The line of a recipient in the user's file.
    pub(crate) fn line_of(&self, id: &str) -> Option<u64> {
        let row = self.ids.iter().position(|other| other == id)?;
        self.lines.get(row).copied()
    }

    /// The regions whose municipalities these are: every column summed over the county.
    pub(crate) fn by_county(&self) -> Result<Self, Error> {
        let county_of = register_column("municipalities", "county")?;
        let (names, entities) =
            (register_column("regions", "name")?, register_column("regions", "entity")?);
        let mut rows_of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (row, id) in self.ids.iter().enumerate() {
            if let Some(county) = county_of.get(id) {
                rows_of.entry(county).or_default().push(row);
            }
        }
        let ids: Vec<String> = rows_of.keys().map(|county| (*county).to_owned()).collect();
        let of_register = |register: &BTreeMap<String, String>| -> Vec<String> {
            ids.iter().map(|id| register.get(id).unwrap_or(id).clone()).collect()
        };
        let sums = |cells: &[Ratio]| -> Vec<Ratio> {
            rows_of
                .values()
                .map(|rows| rows.iter().filter_map(|&row| cells.get(row)).sum())
                .collect()
        };
        let columns = self.columns.iter().map(|(name, cells)| (name.clone(), sums(cells)));
        Ok(Self {
            names: of_register(&names),
            entities: of_register(&entities),
            columns: columns.collect(),
            lines: Vec::new(),
            ids,
        })
    }
}

/// A text column of a register that ships, by id.
pub(crate) fn register_column(
    register: &str,
    column: &str,
) -> Result<BTreeMap<String, String>, Error> {
    let facts = catalog::facts(register)?;
    let table = facts.table();
    let Some(Column::Texts(texts)) = table.column(column) else { return Ok(BTreeMap::new()) };
    let cells = table.ids().iter().enumerate();
    Ok(cells.filter_map(|(row, id)| Some((id.to_owned(), texts.get(row)?.to_owned()))).collect())
}

/// The facts that ship, with the population of a day: the one asked for, or else the last year-end
/// before the grant year.
pub(crate) fn shipped(
    year: i16,
    population_on: Option<&str>,
    language: Language,
) -> Result<Facts, Refusal> {
    let of_library = |error: Error| Refusal::unexpected(&error, language);
    let population = catalog::facts("population").map_err(of_library)?;
    let days: Vec<String> = population
        .table()
        .columns()
        .filter_map(|(name, _)| Some(name.strip_prefix("population_")?.replace('_', "-")))
        .collect();
    let before = |day: &&String| {
        day.get(..4).and_then(|of| of.parse::<i16>().ok()).is_some_and(|of| of < year)
    };
    let day = match population_on {
        Some(asked) => days.iter().find(|day| *day == asked),
        None => days.iter().rfind(before),
    };
    let day = day.ok_or_else(|| no_such_day(population_on.unwrap_or_default(), &days, language))?;
    let column = format!("population_{}", day.replace('-', "_"));
    let asylum = catalog::facts("asylum_seekers_demonstration").map_err(of_library)?;
    let municipalities = municipalities([
        ("population", population.table(), column.as_str()),
        (DEMONSTRATION_COLUMN, asylum.table(), DEMONSTRATION_COLUMN),
    ])
    .map_err(of_library)?;
    Ok(Facts {
        year,
        regions: municipalities.by_county().map_err(of_library)?,
        municipalities,
        is_demonstration: true,
        origin: Origin::Crate { population_on: day.clone() },
        parameters: Parameters::new(),
    })
}

/// The municipalities of the register, with columns of tables that may have another order.
fn municipalities<'a>(
    columns: impl IntoIterator<Item = (&'a str, &'a Table, &'a str)>,
) -> Result<Recipients, Error> {
    let register = catalog::facts("municipalities")?;
    let entities = register_column("municipalities", "entity")?;
    let ids: Vec<String> = register.table().ids().iter().map(str::to_owned).collect();
    let columns = columns.into_iter().map(|(name, table, column)| {
        let cell = |id: &String| match table.column(column) {
            Some(Column::Numbers(numbers)) => {
                table.ids().position(id).and_then(|row| numbers.get(row))
            }
            _ => None,
        };
        (name.to_owned(), ids.iter().filter_map(cell).collect())
    });
    Ok(Recipients {
        columns: columns.collect(),
        names: (0..ids.len()).map(|row| register.table().name(row).to_owned()).collect(),
        entities: ids.iter().map(|id| entities.get(id).unwrap_or(id).clone()).collect(),
        lines: Vec::new(),
        ids,
    })
}

fn no_such_day(asked: &str, days: &[String], language: Language) -> Refusal {
    let days = days.join(", ");
    Refusal::new(match language {
        Language::Swedish => {
            format!(
                "--population {asked}: den folkmängden följer inte med. De som finns är {days}."
            )
        }
        Language::English => {
            format!(
                "--population {asked}: that population does not ship. Those that do are {days}."
            )
        }
    })
}
