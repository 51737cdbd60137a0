//! What can be asked for on the command line.

use std::path::PathBuf;

use clap::Parser;
use statsbidrag::Ratio;

use crate::command_line::{self, Common, Question as _, strays};
use crate::layout::{quoted, say};
use crate::refusal::Refusal;

/// The help in short, for those who do not read Swedish.
const IN_ENGLISH: &str = "In English: add --language en.
      --state-share
                   the state's share of what the measures cost, such as 1/2; it must be given, as
                   the motion says that the cost is shared and not how
      --odd-krona  who pays the krona that cannot be halved: state, principal, or refuse; state is
                   the example's own
      --requirements, --providers, --measures
                   lists of your own, as CSV; the columns are those above
      --explain    how one provider stands to every requirement: a code or a name";

/// Kvalitetskontrakt enligt en motion, ett förslag och inte gällande rätt: vilken utförare når inte
/// upp till vilket krav och hur mycket fattas, vem tecknar kontrakt, och hur delas kostnaden?
/// Utan egna filer: påhittade krav, utförare och åtgärder.
#[derive(Debug, Parser)]
#[command(
    name = "kvalitetskontrakt",
    verbatim_doc_comment,
    disable_help_flag = true,
    next_line_help = true,
    override_usage = "kvalitetskontrakt --state-share ANDEL [TILLVAL]",
    help_template = "{about}\n\nAnvändning: {usage}\n\n{all-args}{after-help}",
    after_help = IN_ENGLISH,
    next_help_heading = "Tillval"
)]
pub(crate) struct Arguments {
    /// Statens andel av kostnaden för åtgärderna, exakt, som 1/2 eller 0,4. Den måste anges:
    /// motionen säger att kostnaden ska delas men inte hur
    #[arg(long, value_name = "ANDEL", allow_negative_numbers = true, verbatim_doc_comment)]
    state_share: Option<String>,

    /// Vem som betalar den krona som inte går att dela: state (staten), principal (huvudmannen)
    /// eller refuse (ingen); utan tillval staten, exemplets eget val
    #[arg(long, value_name = "VEM", default_value = "state", hide_default_value = true)]
    #[arg(verbatim_doc_comment)]
    odd_krona: String,

    /// Egna krav: en CSV-fil i UTF-8 med kolumnerna id, name_sv, name_en, counted_sv, counted_en
    /// (vad täljaren räknar), numerator, denominator (mått över utförarnas kolumner), side
    /// (at_least eller at_most) och level (nivån).
    /// Kolumnerna skiljs åt av semikolon, och då är komma decimaltecken, eller av komma, och
    /// då är punkt det
    #[arg(long, value_name = "FIL", verbatim_doc_comment)]
    pub(crate) requirements: Option<PathBuf>,

    /// Egna utförare: en CSV-fil med kolumnerna id, name, kind (municipal eller independent),
    /// municipality (berörd kommun), mendable (går bristerna att åtgärda utan risk för brukares
    /// hälsa: yes, no eller tomt, som behöver bedömas) och de kolumner som kraven läser
    #[arg(long, value_name = "FIL", verbatim_doc_comment)]
    pub(crate) providers: Option<PathBuf>,

    /// Egna åtgärder: en CSV-fil med kolumnerna provider, requirement (deras id), measure (åtgärden)
    /// och cost (hela kronor)
    #[arg(long, value_name = "FIL", verbatim_doc_comment)]
    pub(crate) measures: Option<PathBuf>,

    /// Hur en utförare står mot varje krav: kod (ASP) eller namn (Enheten Asp)
    #[arg(long, value_name = "KOD ELLER NAMN")]
    pub(crate) explain: Option<String>,

    #[command(flatten)]
    common: Common,
}

/// Who pays the krona that cannot be halved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OddKrona {
    State,
    Principal,
    Refuse,
}

/// How costs are shared.
#[derive(Clone, Debug)]
pub(crate) struct Sharing {
    /// Over 0 and under 1.
    pub(crate) state: Ratio,
    /// What the state's share lacks of 1.
    pub(crate) principal: Ratio,
    pub(crate) odd_krona: OddKrona,
}

impl command_line::Question for Arguments {
    fn common(&self) -> &Common {
        &self.common
    }
}

impl Arguments {
    /// How costs are shared, or everything that is wrong with the question.
    pub(crate) fn sharing(&self) -> Result<Sharing, Refusal> {
        let language = self.language();
        let mut wrong = strays(self);
        let shares = match self.state_share.as_deref() {
            None => {
                let sv = "--state-share ANDEL saknas: statens andel av kostnaden. Motionen säger \
                          att kostnaden ska delas, men inte hur.";
                let en = "--state-share SHARE is missing: the state's share of the cost. The motion \
                          says that the cost is shared, but not how.";
                wrong.push(say(language, sv, en).to_owned());
                None
            }
            Some(text) => {
                let shares = shares(text);
                if shares.is_none() {
                    let sv =
                        "andelen ska ligga mellan 0 och 1, som 1/2 eller 0,4; kostnaden delas.";
                    let en = "the share must lie between 0 and 1, such as 1/2 or 0.4; the cost is \
                              shared.";
                    wrong.push(format!(
                        "--state-share {}: {}",
                        quoted(text),
                        say(language, sv, en)
                    ));
                }
                shares
            }
        };
        let odd_krona = match self.odd_krona.as_str() {
            "state" => OddKrona::State,
            "principal" => OddKrona::Principal,
            "refuse" => OddKrona::Refuse,
            other => {
                let sv = "ska vara state, principal eller refuse.";
                let en = "should be state, principal or refuse.";
                wrong.push(format!("--odd-krona {}: {}", quoted(other), say(language, sv, en)));
                OddKrona::Refuse
            }
        };
        match shares {
            Some([state, principal]) if wrong.is_empty() => {
                Ok(Sharing { state, principal, odd_krona })
            }
            _ => Err(Refusal::all(wrong)),
        }
    }
}

/// A share between 0 and 1, and the rest of 1; a Swedish reader writes 0,5.
fn shares(text: &str) -> Option<[Ratio; 2]> {
    let state = text.replacen(',', ".", 1).parse().ok()?;
    let minus: Ratio = format!("-{state}").parse().ok()?;
    let rest = [Ratio::one(), minus].into_iter().sum();
    (state > Ratio::zero() && rest > Ratio::zero()).then_some([state, rest])
}
