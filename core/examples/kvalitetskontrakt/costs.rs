//! Measures, and what each costs, shared between the state and the principal to the last krona.

use std::path::Path;

use statsbidrag::{
    Allocation, Error, Key, Language, Measure, Money, Options, Table, TieRule, allocate,
};

use crate::arguments::{OddKrona, Sharing};
use crate::layout::{quoted, say};
use crate::providers::{Outcome, Providers, Standing, standing};
use crate::reading::{Reading, numbers};
use crate::refusal::{Refusal, place};
use crate::requirements::Requirements;

const SHIPPED: (&str, &str) = ("atgarder.csv", include_str!("data/atgarder.csv"));

/// The two that pay, as rows of a table.
pub(crate) const PAYERS: [&str; 2] = ["state", "principal"];

/// A measure against one shortfall of one provider.
#[derive(Debug)]
pub(crate) struct Cost {
    line: u64,
    /// The provider's row.
    pub(crate) provider: usize,
    /// The requirement's place.
    pub(crate) requirement: usize,
    pub(crate) measure: String,
    pub(crate) cost: Money,
    /// Who pays how much; `None` where there is no contract.
    pub(crate) shared: Option<Allocation>,
}

impl Cost {
    /// What the state and the principal pay, where the cost is shared.
    pub(crate) fn amounts(&self) -> Option<[Money; 2]> {
        let shared = self.shared.as_ref()?;
        let [state, principal] = PAYERS.map(|payer| shared.amount(payer));
        Some([state?, principal?])
    }
}

/// Reads the list: the user's, or the made one that ships.
pub(crate) fn read(
    path: Option<&Path>,
    requirements: &Requirements,
    providers: &Providers,
    language: Language,
) -> Result<(Vec<Cost>, String), Refusal> {
    let mut reading = Reading::open(path, SHIPPED, language)?;
    let Some(rows) = reading.rows(&["provider", "requirement", "measure", "cost"]) else {
        reading.finish()?;
        return Err(Refusal::default());
    };
    let mut costs = Vec::new();
    for row in &rows {
        let mut known = |column: &str, file: &str, position: &dyn Fn(&str) -> Option<usize>| {
            let id = reading.text(row, column)?;
            let found = position(&id);
            if found.is_none() {
                let shown = quoted(&id);
                let sv = format!("{shown} finns inte i {file}.");
                reading.at(row.number, column, &sv, &format!("{shown} is not in {file}."));
            }
            found
        };
        let provider = known("provider", &providers.file, &|id| providers.position(id));
        let of_requirement = |id: &str| requirements.position(id);
        let requirement = known("requirement", &requirements.file, &of_requirement);
        let measure = reading.text(row, "measure");
        let cost = reading.whole(row, "cost").and_then(|kronor| {
            let cost = Money::try_from(kronor).ok();
            if cost.is_none() {
                let (sv, en) = ("beloppet är för stort.", "the amount is too large.");
                reading.at(row.number, "cost", sv, en);
            }
            cost
        });
        if let (Some(provider), Some(requirement)) = (provider, requirement)
            && standing(&providers.figures[provider][requirement]) != Standing::FallsShort
        {
            let name = &providers.all[provider].name;
            let sv =
                format!("{name} har ingen brist i det kravet, så åtgärden hör inte till något.");
            let en = format!("{name} does not fall short of it, so the measure answers nothing.");
            reading.at(row.number, "requirement", &sv, &en);
        }
        if let (Some(provider), Some(requirement), Some(measure), Some(cost)) =
            (provider, requirement, measure, cost)
        {
            let line = row.number;
            costs.push(Cost { line, provider, requirement, measure, cost, shared: None });
        }
    }
    reading.finish()?;
    Ok((costs, reading.name().to_owned()))
}

/// Shares the costs of those that are to sign a contract, each measure's by itself.
pub(crate) fn share(
    costs: &mut [Cost],
    file: &str,
    providers: &Providers,
    sharing: &Sharing,
    language: Language,
) -> Result<(), Refusal> {
    let mut wrong = Vec::new();
    for cost in costs {
        if providers.outcome(cost.provider) != Outcome::Contract {
            continue;
        }
        let principal = providers.all[cost.provider].principal();
        match of_one(cost.cost, principal, sharing, language) {
            Ok(shared) => cost.shared = Some(shared),
            Err(error) if error.is_rule() => {
                let place = place(cost.line, "cost", language);
                wrong.push(match language {
                    Language::Swedish => {
                        format!("{file}, {place}en krona går inte att dela; se --odd-krona.")
                    }
                    Language::English => {
                        format!("{file}, {place}one krona cannot be halved; see --odd-krona.")
                    }
                });
            }
            Err(error) => return Err(Refusal::unexpected(&error, language)),
        }
    }
    Refusal::if_any(wrong)
}

/// By one measure: each payer's share.
fn of_one(
    cost: Money,
    principal: &str,
    sharing: &Sharing,
    language: Language,
) -> Result<Allocation, Error> {
    let shares = [&sharing.state, &sharing.principal].map(|share| Some(share.clone()));
    let share = say(language, "andel", "share");
    let table = Table::builder("payer", PAYERS)
        .column("name", [say(language, "staten", "the state"), principal])
        .column(share, numbers(&shares))
        .names("name")
        .build()?;
    let [state, principal] = PAYERS;
    let options = match sharing.odd_krona {
        OddKrona::State => Options::new().ties(TieRule::ByList).tie_order([state, principal]),
        OddKrona::Principal => Options::new().ties(TieRule::ByList).tie_order([principal, state]),
        OddKrona::Refuse => Options::new().ties(TieRule::Refuse),
    };
    allocate(&table, cost, &Key::from(Measure::column(share)), &options)
}
