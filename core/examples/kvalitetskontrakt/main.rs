//! Kvalitetskontrakt i socialtjänsten, som en motion föreslår dem: vilken utförare når inte upp
//! till vilket nationellt krav, hur mycket fattas, vem tecknar kontrakt, och hur delas kostnaden.
//! Ett förslag, inte gällande rätt; kraven som följer med är påhittade.
//!
//! Quality contracts of a motion, a proposal and never law: requirements as ratio rules, who falls
//! short of which by how much (no score of everything together), who signs, and the cost of each
//! measure shared between the state and the principal, to the last krona, by a share that the user
//! gives.
//!
//! ```sh
//! cargo run --release --example kvalitetskontrakt -- --state-share 1/2
//! cargo run --release --example kvalitetskontrakt -- --state-share 1/3 --explain ASP
//! ```

#[path = "../common/answer.rs"]
mod answer;
mod arguments;
#[path = "../common/command_line.rs"]
mod command_line;
mod costs;
#[path = "../common/layout.rs"]
#[allow(dead_code, reason = "another example needs the rest")]
mod layout;
#[path = "../common/number.rs"]
mod number;
mod providers;
#[path = "../forstarkningsteam/reading.rs"]
#[allow(dead_code, reason = "another example needs the rest")]
mod reading;
#[path = "../common/refusal.rs"]
mod refusal;
mod report;
mod requirements;
#[path = "../common/sheet.rs"]
mod sheet;
mod sources;

use std::process::ExitCode;

use arguments::Arguments;
use command_line::Question as _;
use refusal::Refusal;

fn main() -> ExitCode {
    answer::give(answer)
}

/// Everything that is to be printed; or everything that is wrong, with what was wrong before.
fn answer(arguments: &Arguments, mut wrong: Refusal) -> Result<String, Refusal> {
    let language = arguments.language();
    let sharing = wrong.keep(arguments.sharing());
    let requirements = requirements::read(arguments.requirements.as_deref(), language);
    let Some(requirements) = wrong.keep(requirements) else { return Err(wrong) };
    let providers = providers::read(arguments.providers.as_deref(), &requirements, language);
    let Some(providers) = wrong.keep(providers) else { return Err(wrong) };
    // The measures that ship answer what ships.
    let ships = arguments.providers.is_none() && arguments.requirements.is_none();
    let path = arguments.measures.as_deref();
    let mut costs = Vec::new();
    if path.is_some() || ships {
        let read = costs::read(path, &requirements, &providers, language);
        if let Some((read, file)) = wrong.keep(read) {
            costs = read;
            if let Some(sharing) = &sharing {
                wrong.keep(costs::share(&mut costs, &file, &providers, sharing, language));
            }
        }
    }
    let asked = arguments.explain.as_deref();
    let row = asked.and_then(|who| wrong.keep(providers.find(who, language)));
    let Some(sharing) = sharing.filter(|_| wrong.is_empty()) else { return Err(wrong) };
    let report = report::Report {
        arguments,
        requirements: &requirements,
        providers: &providers,
        costs: &costs,
        sharing: &sharing,
        language,
    };
    let text = match row {
        Some(row) => report.explanation(row),
        None => report.page(),
    };
    text.map_err(|error| Refusal::unexpected(&error, language))
}
