//! The team's days shared by need among those that may ask.

use statsbidrag::{
    Allocation, Bound, Code, Column, Error, Key, Language, Money, Options, Ratio, StaffingCheck,
    Table, TieRule, Unit, allocate,
};

use crate::arguments::Question;
use crate::districts::{Districts, Standing, figures};
use crate::reading::numbers;
use crate::refusal::{Refusal, place};

/// Who gets how many days, where there is anybody to share them.
#[derive(Debug)]
pub(crate) struct Share {
    allocation: Option<Allocation>,
    /// How many days were shared.
    pub(crate) shared: Ratio,
}

impl Share {
    /// The days of a district; `None` for one that may not ask.
    pub(crate) fn days(&self, id: &str) -> Option<Ratio> {
        self.allocation.as_ref()?.amount(id).map(Ratio::from)
    }

    pub(crate) fn allocation(&self) -> Option<&Allocation> {
        self.allocation.as_ref()
    }
}

/// Shares the days by the need that was asked for, in whole days, and gives nobody more than it
/// asked for. What nobody asked for is not shared.
pub(crate) fn share(
    districts: &Districts,
    check: &StaffingCheck,
    standings: &[Standing],
    question: &Question,
    language: Language,
) -> Result<Share, Refusal> {
    let rows: Vec<usize> = (0..standings.len()).filter(|row| standings[*row].may_ask()).collect();
    if rows.is_empty() {
        return Ok(Share { allocation: None, shared: Ratio::zero() });
    }
    let of_library = |error: Error| refused(&error, question, language);
    let table = needs(districts, check, &rows).map_err(of_library)?;
    check_known(&table, districts, &rows, question, language)?;
    let key = Key::from(question.need.clone());
    let days = Money::try_from(question.days.clone()).map_err(of_library)?;
    let options = Options::new().unit(Unit::COUNT);
    // Who has a need at all: a maximum of one that has none makes no room for days.
    let probe = allocate(&table, days, &key, &options.clone().ties(TieRule::ById));
    let probe = probe.map_err(of_library)?;
    let asked = probe.rows().enumerate().filter(|(_, row)| !row.entitlement.is_zero());
    let asked: Ratio = asked.filter_map(|(row, _)| number(&table, "days_asked", row)).sum();
    let shared = asked.min(question.days.clone());
    let options = options.ties(question.ties).maximum(Bound::Column("days_asked".to_owned()));
    let total = Money::try_from(shared.clone()).map_err(of_library)?;
    let allocation = allocate(&table, total, &key, &options).map_err(of_library)?;
    Ok(Share { allocation: Some(allocation), shared })
}

/// The districts that may ask, with what they have above the thresholds.
fn needs(districts: &Districts, check: &StaffingCheck, rows: &[usize]) -> Result<Table, Error> {
    let (table, figures) = (&districts.table, figures(check));
    let ids = rows.iter().map(|&row| table.ids().get(row));
    let names: Vec<&str> = rows.iter().map(|&row| table.name(row)).collect();
    let mut needs = Table::builder("id", ids).column("name", names).names("name");
    for (name, column) in table.columns() {
        if let Column::Numbers(cells) = column {
            let cells: Vec<_> = rows.iter().map(|&row| cells.get(row)).collect();
            needs = needs.column(name, numbers(&cells));
        }
    }
    for (rule, name) in ["vacant_excess", "left_excess"].into_iter().enumerate() {
        let cells: Vec<_> = rows.iter().map(|&row| figures[row][rule].excess.clone()).collect();
        needs = needs.column(name, numbers(&cells));
    }
    needs.build()
}

fn number(table: &Table, column: &str, row: usize) -> Option<Ratio> {
    match table.column(column)? {
        Column::Numbers(numbers) => numbers.get(row),
        _ => None,
    }
}

/// Refuses a need that lacks a number: what is missing is never zero.
fn check_known(
    needs: &Table,
    districts: &Districts,
    rows: &[usize],
    question: &Question,
    language: Language,
) -> Result<(), Refusal> {
    let columns = || question.need.columns();
    let empty = rows.iter().enumerate().flat_map(|(at, &row)| {
        let lacks = move |column: &&str| number(needs, column, at).is_none();
        columns().filter(lacks).map(move |column| (at, row, column))
    });
    Refusal::if_any(empty.map(|(at, row, column)| {
        let place = place(districts.lines[row], column, language);
        let (name, file) = (needs.name(at), &districts.file);
        match language {
            Language::Swedish => format!(
                "{file}, {place}behovet för {name} går inte att räkna, för en uppgift saknas. \
                 Fyll i den, eller välj ett annat mått med --need."
            ),
            Language::English => format!(
                "{file}, {place}the need of {name} cannot be computed, as a figure is missing. \
                 Fill it in, or choose another measure with --need."
            ),
        }
    }))
}

/// What the library said, in the user's language where it can come of the question.
fn refused(error: &Error, question: &Question, language: Language) -> Refusal {
    let sv = language == Language::Swedish;
    let need = &question.need;
    Refusal::all(error.problems().iter().map(|problem| match problem.code() {
        Code::ZeroWeight if sv => {
            format!("--need {need}: behovet är noll för alla som får begära teamet.")
        }
        Code::ZeroWeight => format!("--need {need}: the need is zero for all that may ask."),
        Code::TieRefused if sv => format!(
            "--ties refuse: lika rest för dem som står vid gränsen ({}). Välj en annan regel.",
            problem.got()
        ),
        Code::TieRefused => format!(
            "--ties refuse: equal remainders at the cut ({}). Choose another rule.",
            problem.got()
        ),
        _ if sv => format!("Biblioteket säger: {problem}"),
        _ => format!("The library says: {problem}"),
    }))
}
