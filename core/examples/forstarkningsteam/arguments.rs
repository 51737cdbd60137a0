//! What can be asked for on the command line.

use std::path::PathBuf;

use clap::Parser;
use statsbidrag::{Measure, Money, Ratio, TieRule};

use crate::command_line::{self, Common, Question as _, strays};
use crate::layout::{quoted, say};
use crate::refusal::Refusal;

/// The columns that a need can be measured in.
pub(crate) const COLUMNS: [&str; 7] =
    ["posts", "vacant", "left", "employed", "days_asked", "vacant_excess", "left_excess"];

/// The help in short, for those who do not read Swedish.
const IN_ENGLISH: &str = "In English: add --language en.
      --vacant, --turnover
                   the share of posts vacant, and of staff who left, above which a district may
                   ask for the team; exact shares. The source names none: 0.20 and 0.25 are the
                   example's own
      --days       the team's days in the period; 240 is the example's own
      --need       what the days are shared by: a measure over the columns of the file, and
                   vacant_excess and left_excess, what is above the thresholds
      --ties       who goes first among equal remainders: by_weight (the larger need), by_id or
                   refuse
      --districts, --bookings
                   lists of your own, as CSV; the columns are those above
      --list       shows the booked assignments also where something is wrong, and what is
      --explain    how one district stands and what it gets: a code or a name";

/// Vilka stadsdelsförvaltningar får begära förstärkningsteamet, hur många av teamets dagar får
/// var och en, och håller de bokade uppdragen måttet? Utan tillval: en påhittad lista.
#[derive(Debug, Parser)]
#[command(
    name = "forstarkningsteam",
    verbatim_doc_comment,
    disable_help_flag = true,
    next_line_help = true,
    override_usage = "forstarkningsteam [TILLVAL]",
    help_template = "{about}\n\nAnvändning: {usage}\n\n{all-args}{after-help}",
    after_help = IN_ENGLISH,
    next_help_heading = "Tillval"
)]
pub(crate) struct Arguments {
    /// Tröskeln för vakanser: den andel av tjänsterna som ska överskridas. Exakt, som 0,20 eller
    /// 1/5. Källan anger ingen; utan tillval gäller exemplets egen, 0,20
    #[arg(long, value_name = "ANDEL", default_value = "0.20", hide_default_value = true)]
    #[arg(allow_negative_numbers = true, verbatim_doc_comment)]
    vacant: String,

    /// Tröskeln för omsättning: slutat under året som andel av medeltalet anställda. Utan tillval
    /// gäller exemplets egen, 0,25
    #[arg(long, value_name = "ANDEL", default_value = "0.25", hide_default_value = true)]
    #[arg(allow_negative_numbers = true, verbatim_doc_comment)]
    turnover: String,

    /// Teamets dagar under perioden; utan tillval 240, exemplets egen siffra
    #[arg(long, value_name = "ANTAL", default_value = "240", hide_default_value = true)]
    #[arg(allow_negative_numbers = true)]
    days: String,

    /// Behovet som dagarna delas efter: ett mått över filens kolumner, och vacant_excess och
    /// left_excess, som är det som ligger över trösklarna. Till exempel vacant, eller
    /// 2*vacant + left. Utan tillval: vacant_excess + left_excess
    #[arg(long, value_name = "MÅTT", default_value = "vacant_excess + left_excess")]
    #[arg(hide_default_value = true, verbatim_doc_comment)]
    need: String,

    /// Vem som går före vid lika rest: by_weight (det större behovet), by_id eller refuse (ingen);
    /// utan tillval by_weight
    #[arg(long, value_name = "REGEL", default_value = "by_weight", hide_default_value = true)]
    #[arg(verbatim_doc_comment)]
    ties: String,

    /// Egna stadsdelsförvaltningar: en CSV-fil i UTF-8 med kolumnerna id, name, posts (tjänster),
    /// vacant (vakanta tjänster), left (slutat under året), employed (anställda i medeltal) och
    /// days_asked (begärda dagar). En tom cell är okänd, aldrig noll.
    /// Kolumnerna skiljs åt av semikolon, och då är komma decimaltecken, eller av komma, och
    /// då är punkt det
    #[arg(long, value_name = "FIL", verbatim_doc_comment)]
    pub(crate) districts: Option<PathBuf>,

    /// Egna bokade uppdrag: en CSV-fil med kolumnerna member (medarbetare i teamet), district
    /// (förvaltningens id), from och to (första och sista dag, som 2017-01-31)
    #[arg(long, value_name = "FIL", verbatim_doc_comment)]
    pub(crate) bookings: Option<PathBuf>,

    /// Visar de bokade uppdragen också när något är fel med dem, och vad som är fel
    #[arg(long)]
    pub(crate) list: bool,

    /// Hur en förvaltning står och varför den får sina dagar: kod (NOR) eller namn (Norrholmen)
    #[arg(long, value_name = "KOD ELLER NAMN")]
    pub(crate) explain: Option<String>,

    #[command(flatten)]
    common: Common,
}

/// What was asked, where all of it can be used.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) vacant: Ratio,
    pub(crate) turnover: Ratio,
    /// Whole, and over zero.
    pub(crate) days: Ratio,
    pub(crate) need: Measure,
    pub(crate) ties: TieRule,
}

impl command_line::Question for Arguments {
    fn common(&self) -> &Common {
        &self.common
    }
}

impl Arguments {
    /// Whether the thresholds are the example's own.
    pub(crate) fn are_own_thresholds(&self) -> bool {
        self.vacant == "0.20" && self.turnover == "0.25"
    }

    /// The question, or everything that is wrong with it.
    pub(crate) fn question(&self) -> Result<Question, Refusal> {
        let language = self.language();
        let mut wrong = self.strays();
        let mut refuse = |option: &str, got: &str, sv: &str, en: &str| {
            wrong.push(format!("--{option} {}: {}", quoted(got), say(language, sv, en)));
        };
        let mut share = |option: &str, text: &str| {
            let share = number(text).filter(|share| *share <= Ratio::one());
            if share.is_none() {
                let sv = "tröskeln ska vara en andel från 0 till 1, som 0,2 eller 1/5.";
                let en = "the threshold must be a share from 0 to 1, such as 0.2 or 1/5.";
                refuse(option, text, sv, en);
            }
            share
        };
        let (vacant, turnover) = (share("vacant", &self.vacant), share("turnover", &self.turnover));
        // Digits only: 1,000 is one to one reader and a thousand to another.
        let days = Some(&self.days).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        let days = days.and_then(|text| number(text)).filter(|days| !days.is_zero());
        let days = days.filter(|days| Money::try_from(days.clone()).is_ok());
        if days.is_none() {
            let (sv, en) = (
                "dagarna ska vara ett heltal från 1, med bara siffror.",
                "days are a whole number from 1, in digits only.",
            );
            refuse("days", &self.days, sv, en);
        }
        let need = self.need.parse::<Measure>().ok().filter(|measure| {
            measure.parameters().next().is_none()
                && measure.columns().all(|column| COLUMNS.contains(&column))
        });
        if need.is_none() {
            let columns = COLUMNS.join(", ");
            let sv = format!("behovet ska vara ett mått som vacant + 2*left, över {columns}.");
            let en = format!("the need must be a measure such as vacant + 2*left, over {columns}.");
            refuse("need", &self.need, &sv, &en);
        }
        let known = [TieRule::ByWeight, TieRule::ById, TieRule::Refuse];
        let ties = self.ties.parse().ok().filter(|ties| known.contains(ties));
        if ties.is_none() {
            let sv = "regeln ska vara by_weight, by_id eller refuse.";
            refuse("ties", &self.ties, sv, "the rule must be by_weight, by_id or refuse.");
        }
        match (vacant, turnover, days, need, ties) {
            (Some(vacant), Some(turnover), Some(days), Some(need), Some(ties))
                if wrong.is_empty() =>
            {
                Ok(Question { vacant, turnover, days, need, ties })
            }
            _ => Err(Refusal::all(wrong)),
        }
    }

    /// A language that there is not, words that belong to no option, and options that exclude each
    /// other.
    fn strays(&self) -> Vec<String> {
        let language = self.language();
        let mut wrong = strays(self);
        if self.list && self.explain.is_some() {
            let sv = "--list och --explain går inte att ange tillsammans.";
            let en = "--list and --explain cannot be given together.";
            wrong.push(say(language, sv, en).to_owned());
        }
        wrong
    }
}

/// A number of 0 or more; a Swedish reader writes 0,5.
fn number(text: &str) -> Option<Ratio> {
    text.replacen(',', ".", 1).parse().ok().filter(|number: &Ratio| !number.is_negative())
}
