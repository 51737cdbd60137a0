//! What can be asked for on the command line.

use std::path::PathBuf;

use clap::Parser;

use crate::command_line::{Common, Question, strays};
use crate::layout::say;
use crate::refusal::Refusal;

/// The help in short, for those who do not read Swedish.
const IN_ENGLISH: &str = "In English: add --language en. Without options: made lines of 2017.
      --year       the grant year, 2016 to 2020; needed with --claims
      --explain    a draft of the grounds for a decision on a line
      --what-if    what would have to be otherwise for a line to be eligible
      --rulebook   another grant of those that ship
      --claims     claim lines of your own, as CSV; the columns are those above, with English words
                   such as social_worker
      --staffing   FTE before the programme and in the year, by role and, if you will, unit
      --grants     what each recipient was paid, with days of receipt
      --sharing    how a cap is shared by the lines: pro_rata, by_start, or by_list for the order of
                   the file
      --across-roles
                   a fall in one role is netted against the increase in another
      --split      a line that crosses a change is a problem (refuse), or parted by days (by_day)
      --csv        every line as CSV";

/// En kommuns bidragsår, från rekvisition till slutavräkning: vilka kostnadsrader bidraget
/// betalar och varför, hur bemanningen står mot utgångsläget, och vad som ska betalas tillbaka.
/// Utan tillval: påhittade rader för 2017 som följer med.
#[derive(Debug, Parser)]
#[command(
    name = "stimulans",
    verbatim_doc_comment,
    disable_help_flag = true,
    next_line_help = true,
    override_usage = "stimulans [TILLVAL]",
    help_template = "{about}\n\nAnvändning: {usage}\n\n{all-args}{after-help}",
    after_help = IN_ENGLISH,
    next_help_heading = "Tillval"
)]
pub(crate) struct Arguments {
    /// Bidragsåret: 2016 till 2020. Påhittade rader finns för 2016 och 2017; med egna rader
    /// måste året anges
    #[arg(long, value_name = "ÅR", allow_negative_numbers = true, verbatim_doc_comment)]
    pub(crate) year: Option<String>,

    /// Ett utkast till skäl för beslut om en rad: regler, fakta, slutsats, med källor
    #[arg(long, value_name = "RAD")]
    pub(crate) explain: Option<String>,

    /// Vad som skulle behöva vara annorlunda för att en rad ska godkännas
    #[arg(long, value_name = "RAD")]
    pub(crate) what_if: Option<String>,

    /// Ett annat bidrag än starkt-bemanning, av dem som följer med: dokumentationsprojektet,
    /// kompetens-stabilitet-kvalitet eller exempel-lararassistenter
    #[arg(long, value_name = "ID", default_value = "starkt-bemanning")]
    #[arg(hide_default_value = true, verbatim_doc_comment)]
    pub(crate) rulebook: String,

    /// Egna kostnadsrader: en CSV-fil i UTF-8 med kolumnerna id, recipient (bidragsmottagare),
    /// from och to (första och sista dag), fte (årsarbetare), amount (kronor) och
    ///   role            socialsekreterare, arbetsledare, administratör, annan roll
    ///   activity        myndighetsutövande barn- och ungdomsvård, annan barn- och ungdomsvård,
    ///                   annan verksamhet
    ///   cost_kind       personalkostnad, löneökning, utbildning, utrustning, administration,
    ///                   annan kostnad
    ///   employment      anställd, inhyrd
    ///   increase        utökning, förlängning, vikarie, tillsatt vakans, behållen, ingen ökning
    ///   frees_time_for  för administratörer: socialsekreterare, arbetsledare, båda, annat arbete,
    ///                   ingen
    /// och, om man vill, unit (enhet), person (ett id), evidence (vilket underlag, eller ja eller
    /// nej), ruling (godkänd: SKÄL eller avslagen: SKÄL), other_funding (kronor som andra betalat)
    /// och note (vad raden är). En tom cell är inget fel: raden utreds där ett villkor frågar.
    /// Kolumnerna skiljs åt av semikolon, och då är komma decimaltecken, eller av komma, och då
    /// är punkt det
    #[arg(long, value_name = "FIL", verbatim_doc_comment)]
    pub(crate) claims: Option<PathBuf>,

    /// Egen bemanning: en CSV-fil med kolumnerna recipient, role, baseline_fte (årsarbetare i
    /// medeltal före satsningen), actual_fte (under året) och, om man vill, unit. Utan den gäller
    /// den egna uppgiften om ökning
    #[arg(long, value_name = "FIL", verbatim_doc_comment)]
    pub(crate) staffing: Option<PathBuf>,

    /// Egna bidrag: en CSV-fil med kolumnerna recipient, paid (utbetalt) och, om man vill, frame
    /// (bidragsram), requisitioned (rekvirerat), requisition_received_on och report_received_on
    /// (dagar), own_funding (egenfinansiering), waived (eftergivet) och waived_reason. Utan dem
    /// prövas raderna men inget avräknas
    #[arg(long, value_name = "FIL", verbatim_doc_comment)]
    pub(crate) grants: Option<PathBuf>,

    /// Hur ett tak som är lägre än vad som redovisas delas mellan raderna: pro_rata
    /// (proportionellt), by_start (efter startdag) eller by_list (i filens ordning)
    #[arg(long, value_name = "SÄTT", default_value = "pro_rata")]
    #[arg(hide_default_value = true, verbatim_doc_comment)]
    pub(crate) sharing: String,

    /// Räkna av en minskning i en roll mot ökningen i en annan; annars sägs den bara
    #[arg(long)]
    pub(crate) across_roles: bool,

    /// En rad som går över ett årsskifte eller en ändring av villkoren: refuse (ett fel: en rad på
    /// var sida behövs) eller by_day (delas efter dagar, som om kostnaden vore jämn)
    #[arg(long, value_name = "SÄTT", default_value = "refuse")]
    #[arg(hide_default_value = true, verbatim_doc_comment)]
    pub(crate) split: String,

    /// Varje rad som CSV med exakta tal, och inget annat
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
    /// Refuses a language that there is not, stray words, and options that exclude each other.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let language = self.language();
        let mut wrong = strays(self);
        let kinds = [
            ("--explain", self.explain.is_some()),
            ("--what-if", self.what_if.is_some()),
            ("--csv", self.csv),
        ];
        let given: Vec<_> = kinds.iter().filter(|(_, is_given)| *is_given).collect();
        if let [(first, _), (second, _), ..] = given[..] {
            let and = say(language, "och", "and");
            let words =
                say(language, "går inte att ange tillsammans.", "cannot be given together.");
            wrong.push(format!("{first} {and} {second} {words}"));
        }
        if self.claims.is_some() && self.year.is_none() {
            wrong.push(
                say(
                    language,
                    "--year ÅR saknas: bidragsåret för de egna raderna.",
                    "--year YEAR is missing: the grant year of your lines.",
                )
                .to_owned(),
            );
        }
        Refusal::if_any(wrong)
    }
}
