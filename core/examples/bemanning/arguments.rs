//! What can be asked for on the command line.

use std::path::PathBuf;

use clap::Parser;

use crate::command_line::{Common, Question, strays};
use crate::layout::say;
use crate::refusal::Refusal;

/// The help in short, for those who do not read Swedish.
const IN_ENGLISH: &str = "In English: add --language en. Without options: a made list of staff.
      --at         the day that is asked about; needed with --data
      --from, --to the days over which it is shown how the rules were kept
      --explain    everything about a unit, or about a supervisor by her person id
      --data       a list of staff of your own, as CSV; the columns are those above
      --cases      open cases of each unit: unit, cases and, where they change, from and to
      --roles      the roles of titles: title, role
      --cases-per-worker, --new-within, --full-time-hours, --without-agency
                   a local goal, and how one counts
      --cost       what a full-time post costs a year: social_worker=KRONOR
      --fundable   a role whose posts a grant may pay for
      --grant-ends, --grant-share
                   the last day of the grant, and its share of the cost until then
      --csv        every rule and row as CSV";

/// Visar vilka enheter som bryter vilka bemanningsregler, med hur mycket, vilka som behöver
/// anställas, vad som går att flytta i stället, hur det har varit över tid och vad det kostar
/// när bidraget upphör. Utan tillval: en påhittad personallista som följer med.
#[derive(Debug, Parser)]
#[command(
    name = "bemanning",
    verbatim_doc_comment,
    disable_help_flag = true,
    next_line_help = true,
    override_usage = "bemanning [TILLVAL]",
    help_template = "{about}\n\nAnvändning: {usage}\n\n{all-args}{after-help}",
    after_help = IN_ENGLISH,
    next_help_heading = "Tillval"
)]
pub(crate) struct Arguments {
    /// Dagen som frågan gäller, till exempel 2016-12-31. Med egna uppgifter måste den anges
    #[arg(long, value_name = "DAG")]
    pub(crate) at: Option<String>,

    /// Hur reglerna har hållits från och med den här dagen; annars från årets början, och med
    /// den påhittade listan från 2016-01-01
    #[arg(long, value_name = "DAG", verbatim_doc_comment)]
    pub(crate) from: Option<String>,

    /// Till och med den här dagen; annars till dagen som frågan gäller
    #[arg(long, value_name = "DAG")]
    pub(crate) to: Option<String>,

    /// Allt om en enhet, eller om en arbetsledare med hennes id i kolumnen person
    #[arg(long, value_name = "ENHET ELLER PERSON")]
    pub(crate) explain: Option<String>,

    /// En egen personallista: en CSV-fil i UTF-8 med kolumnerna person (ett id), unit (enhet),
    /// title (befattning), fte (sysselsättningsgrad: 75,00 % eller 0,75) och, om man vill,
    /// supervisor (arbetsledarens person), employment (anställd eller inhyrd), from och to
    /// (första och sista dag), status (i tjänst, tjänstledig eller vakant), experience_years
    /// (år i yrket, för chefer år som chef), qualified (behörig: ja eller nej), hired_on
    /// (anställningsdag), hours (timmar, för timavlönade) och reason (skäl till mer än heltid).
    /// Flera rader per person går bra. Ett tomt from eller to är utan gräns åt det hållet
    #[arg(long, value_name = "FIL", verbatim_doc_comment)]
    pub(crate) data: Option<PathBuf>,

    /// Öppna ärenden per enhet: en CSV-fil med kolumnerna unit och cases och, där antalet
    /// ändras, from och to
    #[arg(long, value_name = "FIL", verbatim_doc_comment)]
    pub(crate) cases: Option<PathBuf>,

    /// Vilken roll en befattning är: en CSV-fil med kolumnerna title och role, där role är
    /// social_worker (socialsekreterare), supervisor (arbetsledare), administrator
    /// (administratör), manager (chef) eller ett eget ord
    #[arg(long, value_name = "FIL", verbatim_doc_comment)]
    pub(crate) roles: Option<PathBuf>,

    /// Ett lokalt mål: högst så många ärenden per årsarbetare socialsekreterare. Utan
    /// tillvalet 15, som är exemplets eget tal: något nationellt tal finns inte
    #[arg(long, value_name = "TAL", allow_negative_numbers = true, verbatim_doc_comment)]
    pub(crate) cases_per_worker: Option<String>,

    /// Ny i yrket är den som har färre år än så; annars 1, som är exemplets tolkning
    #[arg(long, value_name = "ÅR", allow_negative_numbers = true)]
    pub(crate) new_within: Option<String>,

    /// Heltidsmåttet för timavlönade, över samma tid som kolumnen hours: till exempel 165
    #[arg(long, value_name = "TAL", allow_negative_numbers = true)]
    pub(crate) full_time_hours: Option<String>,

    /// Räkna inte inhyrd personal; annars räknas de
    #[arg(long)]
    pub(crate) without_agency: bool,

    /// Vad en heltid i en roll kostar om året, med arbetsgivaravgifter: social_worker=700000.
    /// Går att ange för flera roller. Utan tillvalet visas inga kostnader
    #[arg(long, value_name = "ROLL=KRONOR", verbatim_doc_comment)]
    pub(crate) cost: Vec<String>,

    /// En roll vars tjänster ett bidrag får betala. Går att ange för flera roller
    #[arg(long, value_name = "ROLL")]
    pub(crate) fundable: Vec<String>,

    /// Bidragets sista dag: visar vad kommunen sedan betalar. Kräver --cost och --fundable
    #[arg(long, value_name = "DAG")]
    pub(crate) grant_ends: Option<String>,

    /// Bidragets andel av kostnaden till dess, till exempel 0,8; annars hela kostnaden
    #[arg(long, value_name = "TAL", allow_negative_numbers = true)]
    pub(crate) grant_share: Option<String>,

    /// Varje regel och rad som CSV med exakta tal, och inget annat
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
        if self.data.is_some() && self.at.is_none() {
            wrong.push(
                say(
                    language,
                    "--at DAG saknas: dagen som frågan om de egna uppgifterna gäller.",
                    "--at DAY is missing: the day that the question about your figures is for.",
                )
                .to_owned(),
            );
        }
        Refusal::if_any(wrong)
    }
}
