//! What ships with the library as data: schemes of grants, staffing rules, registers of recipients,
//! facts.
//!
//! Every file stands in the repository with its provenance, and every dated value cites a source.

mod dates;

pub use dates::{GrantDate, dates};

use std::collections::BTreeSet;

use crate::Error;
use crate::allocation::Scheme;
use crate::document::{Cursor, Node};
use crate::frame;
use crate::number::text::shorten;
use crate::problem::{Code, Problem, Problems};
use crate::source::Source;
use crate::staffing::{RatioRule, ReportForm};
use crate::stimulus::Rulebook;
use crate::table::Table;
use crate::text::Wording;
use crate::vocabulary::vocabulary;

/// Declares files of the catalogue: the id and the text of each.
macro_rules! files {
    ($folder:literal: $($id:literal),+ $(,)?) => {
        &[$( ($id, include_str!(concat!($folder, $id, ".json"))), )+]
    };
}

const SCHEMES: &[(&str, &str)] = files!["data/schemes/":
    "valfardsmiljarderna",
    "valfardsmiljarderna-demonstration",
    "starkt-bemanning",
    "exempel-anvisning-2026",
    "exempel-lararassistenter",
    "exempel-likvardig-skola",
    "exempel-prio-2012",
    "exempel-stimulans-aldre-2011",
    "exempel-stockholm-ekonomiskt-bistand-2005",
    "exempel-utjamning",
    "exempel-val",
];

const RULES: &[(&str, &str)] = files!["data/rules/":
    "behorighet-barn-unga",
    "cwla-mixed-load",
    "cwla-supervision",
    "dansk-socialradgiverforening-children",
    "england-cases-per-fte",
    "finland-children-per-worker",
    "goteborg-points",
    "molndal-supervisor-span",
    "statistik-agency-municipalities",
    "statistik-child-talks",
    "statistik-client-hours",
    "statistik-managers-under-three-years",
    "statistik-new-in-profession",
    "statistik-recruitment-children",
    "statistik-recruitment-economic-assistance",
    "vgr-employees-per-manager",
    "vision-employees-per-manager",
];

const REPORTS: &[(&str, &str)] = files!["data/reports/":
    "stability-factors",
    "working-conditions",
];

const RULEBOOKS: &[(&str, &str)] = files!["data/rulebooks/":
    "starkt-bemanning",
    "kompetens-stabilitet-kvalitet",
    "dokumentationsprojektet",
    "exempel-lararassistenter",
];

const FACTS: &[(&str, &str)] = files!["data/":
    "municipalities",
    "regions",
    "population",
    "asylum_seekers_demonstration",
];

/// The facts that are registers of recipients.
const REGISTERS: &[&str] = &["municipalities", "regions"];

/// The ids of the schemes that ship.
#[must_use]
pub fn scheme_ids() -> Vec<&'static str> {
    SCHEMES.iter().map(|(id, _)| *id).collect()
}

/// The scheme with this id.
///
/// ```
/// use statsbidrag::{Language, catalog};
///
/// let scheme = catalog::scheme("valfardsmiljarderna")?;
/// assert_eq!(scheme.name().get(Language::English), "The welfare billions 2017–2021");
/// assert!(catalog::scheme("no-such-grant").unwrap_err().is_input());
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// `unknown_name`, with the ids that there are.
pub fn scheme(id: &str) -> Result<Scheme, Error> {
    find(SCHEMES, id, "/scheme")?.parse()
}

/// The ids of the staffing rules that ship.
#[must_use]
pub fn rule_ids() -> Vec<&'static str> {
    RULES.iter().map(|(id, _)| *id).collect()
}

/// The staffing rule with this id. There is no Swedish national number of cases a worker, and so
/// none ships.
///
/// ```
/// use statsbidrag::{Force, catalog};
///
/// assert_eq!(catalog::rule("molndal-supervisor-span")?.force(), Force::Local);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// `unknown_name`, with the ids that there are.
pub fn rule(id: &str) -> Result<RatioRule, Error> {
    find(RULES, id, "/rule")?.parse()
}

/// The ids of the report forms that ship.
#[must_use]
pub fn report_ids() -> Vec<&'static str> {
    REPORTS.iter().map(|(id, _)| *id).collect()
}

/// The report form with this id: `stability-factors`, four factors for stable staff, or
/// `working-conditions`, five conditions for a good working situation.
///
/// ```
/// use statsbidrag::{Language, catalog};
///
/// let form = catalog::report("stability-factors")?;
/// assert_eq!(form.factors().len(), 4);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// `unknown_name`, with the ids that there are.
pub fn report(id: &str) -> Result<ReportForm, Error> {
    find(REPORTS, id, "/form")?.parse()
}

/// The rules that a form compares with, of those that ship.
///
/// # Errors
/// None for forms that ship; a rule that ships can be read.
pub fn references(form: &ReportForm) -> Result<Vec<RatioRule>, Error> {
    let ships = |id: &&str| RULES.iter().any(|(other, _)| other == id);
    let ids: BTreeSet<&str> = form.references().filter(ships).collect();
    ids.into_iter().map(rule).collect()
}

/// The ids of the rulebooks of stimulus grants that ship.
#[must_use]
pub fn rulebook_ids() -> Vec<&'static str> {
    RULEBOOKS.iter().map(|(id, _)| *id).collect()
}

/// The rulebook with this id, such as `starkt-bemanning`.
///
/// ```
/// use statsbidrag::catalog;
///
/// let rulebook = catalog::rulebook("starkt-bemanning")?;
/// assert_eq!(rulebook.years(), [2016, 2017, 2018, 2019, 2020]);
/// // What nobody has published is not there, and asking for it is an error that says so.
/// assert!(rulebook.pot(2020).unwrap_err().is_rule());
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// `unknown_name`, with the ids that there are.
pub fn rulebook(id: &str) -> Result<Rulebook, Error> {
    find(RULEBOOKS, id, "/rulebook")?.parse()
}

/// The ids of the facts that ship.
#[must_use]
pub fn facts_ids() -> Vec<&'static str> {
    FACTS.iter().map(|(id, _)| *id).collect()
}

/// The facts with this id: `municipalities`, `regions`, `population`,
/// `asylum_seekers_demonstration`.
///
/// ```
/// let register = statsbidrag::catalog::facts("municipalities")?;
/// assert_eq!(register.table().len(), 290);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// `unknown_name`, with the ids that there are.
pub fn facts(id: &str) -> Result<Facts, Error> {
    let node = Node::parse(find(FACTS, id, "/facts")?)?;
    let mut problems = Problems::new();
    let facts = Facts::read(&Cursor::root(&node), &mut problems);
    problems.check()?;
    facts.ok_or_else(|| Problem::new("/facts", Code::Malformed, id, "facts").into())
}

fn find(files: &[(&str, &'static str)], id: &str, path: &str) -> Result<&'static str, Error> {
    let found = files.iter().find(|(other, _)| *other == id).map(|(_, text)| *text);
    found.ok_or_else(|| {
        let ids: Vec<_> = files.iter().map(|(id, _)| *id).collect();
        Problem::new(path, Code::UnknownName, id, format!("one of {}", ids.join(", "))).into()
    })
}

vocabulary! {
    /// What kind of facts they are.
    #[non_exhaustive]
    pub enum FactsKind {
        /// Codes and names.
        Register = "register",
        /// Measured by an authority.
        Statistics = "statistics",
        /// For trying things out: never the ground of a decision.
        Demonstration = "demonstration",
    }
}

/// A table that ships, with where it comes from.
#[derive(Clone, Debug)]
pub struct Facts {
    kind: FactsKind,
    about: Wording,
    source: Source,
    table: Table,
}

impl Facts {
    fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        let mut fields = cursor.object(problems)?;
        let id = fields.required("id", problems).and_then(|field| field.text(problems));
        let kind =
            fields.required("kind", problems).and_then(|field| field.parse("a kind", problems));
        let about = fields.required("about", problems);
        let about = about.and_then(|field| Wording::read(&field, problems));
        let source = fields.required("source", problems);
        let source = source.and_then(|field| Source::read(&field, problems));
        let table = fields.required("frame", problems);
        let table = table.and_then(|field| frame::read_all(&field, "id", problems));
        fields.finish(problems);
        Some(Self { kind: kind?, about: about?, source: source?.named(id?), table: table? })
    }

    /// Whether they are a register, statistics or for demonstration.
    #[must_use]
    pub fn kind(&self) -> FactsKind {
        self.kind
    }

    /// What they are, and what one must know to use them.
    #[must_use]
    pub fn about(&self) -> &Wording {
        &self.about
    }

    /// Where they come from.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The facts.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }
}

/// Checks that every id of a table is in a register that ships (`municipalities` or `regions`).
///
/// ```
/// use statsbidrag::{Table, catalog};
///
/// let table = Table::builder("kommun", ["0180", "180"]).build()?;
/// let error = catalog::check_ids(&table, "municipalities").unwrap_err();
/// assert_eq!(error.problems()[0].path(), "/frame/kommun/1");
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// `unknown_id` for each that is not, and `unknown_name` for a register that is not.
pub fn check_ids(table: &Table, register: &str) -> Result<(), Error> {
    check_codes(table, &self::register(register)?)
}

/// The register with this id, named by the option that says which.
pub(crate) fn register(id: &str) -> Result<Facts, Error> {
    match REGISTERS.contains(&id) {
        true => facts(id),
        false => {
            let want = format!("one of {}", REGISTERS.join(", "));
            Err(Problem::new("/recipients", Code::UnknownName, shorten(id), want).into())
        }
    }
}

/// Reports ids of a table that are no codes of a register.
pub(crate) fn check_codes(table: &Table, register: &Facts) -> Result<(), Error> {
    let known: std::collections::HashSet<&str> = register.table().ids().iter().collect();
    let mut problems = Problems::new();
    for (row, id) in table.ids().iter().enumerate().filter(|(_, id)| !known.contains(id)) {
        let path = crate::table::cell(table.id_column(), row);
        let want = match known.contains(format!("0{id}").as_str()) {
            true => {
                format!("a code of the register, such as 0{id}: a leading zero seems to be lost")
            }
            false => "a code of the register".to_owned(),
        };
        problems.add(path, Code::UnknownId, id, want);
    }
    problems.check()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Column, LimitSide, Ratio};

    fn sum(facts: &Facts, column: &str) -> String {
        let Some(Column::Numbers(numbers)) = facts.table().column(column) else {
            panic!("{column}")
        };
        let cells = (0..numbers.len()).map(|row| numbers.get(row).unwrap().big().clone());
        Ratio::from(cells.sum::<num_rational::BigRational>()).to_string()
    }

    #[test]
    fn every_scheme_that_ships_loads_under_its_name() {
        for id in scheme_ids() {
            let scheme = scheme(id).unwrap_or_else(|error| panic!("{id}: {error}"));
            assert_eq!(scheme.id(), id);
            assert_eq!(
                scheme.is_example(),
                id.starts_with("exempel-") || id.ends_with("-demonstration")
            );
        }
    }

    #[test]
    fn every_rule_that_ships_loads_under_its_name_and_cites_every_limit() {
        for id in rule_ids() {
            let rule = rule(id).unwrap_or_else(|error| panic!("{id}: {error}"));
            assert_eq!(rule.id(), id);
            assert!(rule.name().is_some() && rule.about_what().is_some(), "{id}");
            let limits = LimitSide::ALL.iter().flat_map(|side| rule.limits(*side));
            assert!(
                limits.clone().count() > 0 && limits.clone().all(|l| l.citation().is_some()),
                "{id}"
            );
        }
    }

    #[test]
    fn every_rulebook_that_ships_loads_under_its_name_and_reads_back() {
        for id in rulebook_ids() {
            let rulebook = rulebook(id).unwrap_or_else(|error| panic!("{id}: {error}"));
            assert_eq!((rulebook.id(), rulebook.is_example()), (id, id.starts_with("exempel-")));
            let text = serde_json::to_string(&rulebook).unwrap();
            assert_eq!(text.parse::<Rulebook>().unwrap(), rulebook, "{id}");
        }
    }

    #[test]
    fn the_two_programmes_are_the_sum_that_was_announced() {
        // 4 · 250 million is the four-year programme of a billion; 250 = 210 + 40 million a year.
        let [staffing, competence] =
            ["starkt-bemanning", "kompetens-stabilitet-kvalitet"].map(|id| rulebook(id).unwrap());
        let pots = [staffing.pot(2016).unwrap(), competence.pot(2016).unwrap()];
        let sum = crate::Money::sum(pots.map(|pot| *pot.value())).unwrap();
        assert_eq!(sum.to_string(), "250000000");
        assert_eq!((1..=4).map(|_| sum).map(crate::Money::ore).sum::<i64>(), 100_000_000_000);
    }

    #[test]
    fn population_sums_to_the_national_figures() {
        // Statistics Sweden's national population on 31 December 2012–2019.
        let national = [
            9_555_893, 9_644_864, 9_747_355, 9_851_017, 9_995_153, 10_120_242, 10_230_185,
            10_327_589,
        ];
        let population = facts("population").unwrap();
        assert_eq!(population.kind(), FactsKind::Statistics);
        for (year, national) in (2012..).zip(national) {
            assert_eq!(sum(&population, &format!("population_{year}_12_31")), national.to_string());
        }
    }

    #[test]
    fn registers_are_the_facts_of_their_kind() {
        let is_register = |id: &&str| facts(id).unwrap().kind() == FactsKind::Register;
        let registers: Vec<_> = facts_ids().into_iter().filter(is_register).collect();
        assert_eq!(registers, REGISTERS);
    }

    #[test]
    fn registers_have_every_recipient_and_one_gotland() {
        let (municipalities, regions) =
            (facts("municipalities").unwrap(), facts("regions").unwrap());
        assert_eq!((municipalities.table().len(), regions.table().len()), (290, 21));
        for (facts, id) in [(&municipalities, "0980"), (&regions, "09")] {
            let Some(Column::Texts(entity)) = facts.table().column("entity") else { panic!() };
            let row = facts.table().ids().position(id).unwrap();
            assert_eq!((entity.get(row), facts.table().name(row)), (Some("0980"), "Gotland"));
        }
        assert!(check_ids(municipalities.table(), "municipalities").is_ok());
    }

    #[test]
    fn demonstration_facts_say_that_they_are() {
        assert_eq!(facts("asylum_seekers_demonstration").unwrap().kind(), FactsKind::Demonstration);
    }
}
