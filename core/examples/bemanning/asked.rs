//! What is asked, read from the options: days, goals, ways to count, costs.

use std::collections::BTreeSet;

use statsbidrag::{Counting, Date, Language, Money, Ratio, Span};

use crate::arguments::Arguments;
use crate::command_line::Question;
use crate::layout::quoted;
use crate::number::{self, Fault};
use crate::refusal::Refusal;

/// The day of the list that ships, and the first of its days with cases.
const SHIPPED_AT: (i16, i8, i8) = (2017, 12, 31);
const SHIPPED_FROM: (i16, i8, i8) = (2016, 1, 1);

/// What is asked.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) language: Language,
    pub(crate) at: Date,
    /// The days over which the rules are followed.
    pub(crate) over: Span,
    /// The most cases for each social worker, and whether it is the user's own goal.
    pub(crate) goal: Ratio,
    pub(crate) goal_is_given: bool,
    pub(crate) new_within: Ratio,
    pub(crate) full_time_hours: Option<Ratio>,
    pub(crate) agency: Counting,
    /// By role, kronor a year for a full-time post.
    pub(crate) costs: Vec<(String, Money)>,
    pub(crate) fundable: Vec<String>,
    /// The last day of the grant.
    pub(crate) grant_ends: Option<Date>,
    pub(crate) grant_share: Ratio,
}

impl Asked {
    /// Reads the options. What is wrong with one is added to `wrong`, and something stands in its
    /// place so that the rest can be looked at.
    pub(crate) fn read(arguments: &Arguments, wrong: &mut Refusal) -> Self {
        let language = arguments.language();
        let mut reader = Reader { language, wrong };
        let at = reader.day("--at", arguments.at.as_deref());
        let at = at.unwrap_or_else(|| known(SHIPPED_AT));
        let from = reader.day("--from", arguments.from.as_deref()).unwrap_or_else(|| {
            let shipped = known(SHIPPED_FROM);
            let is_shipped = arguments.data.is_none() && shipped <= at;
            if is_shipped { shipped } else { known((at.year(), 1, 1)) }
        });
        let to = reader.day("--to", arguments.to.as_deref()).unwrap_or(at);
        let over = reader.span(from, to).unwrap_or_else(|| only(at));
        let goal = reader.number("--cases-per-worker", arguments.cases_per_worker.as_deref());
        let new_within = reader.number("--new-within", arguments.new_within.as_deref());
        let full_time_hours =
            reader.number("--full-time-hours", arguments.full_time_hours.as_deref());
        let grant_ends = reader.day("--grant-ends", arguments.grant_ends.as_deref());
        let grant_share = reader.share(arguments);
        let costs = reader.costs(&arguments.cost);
        let asked = Self {
            language,
            at,
            over,
            goal_is_given: goal.is_some(),
            goal: goal.unwrap_or_else(|| 15.into()),
            new_within: new_within.unwrap_or_else(Ratio::one),
            full_time_hours,
            agency: match arguments.without_agency {
                true => Counting::LeaveOut,
                false => Counting::Count,
            },
            costs,
            fundable: arguments.fundable.clone(),
            grant_ends,
            grant_share,
        };
        reader.check_grant(arguments, &asked);
        asked
    }

    /// Refuses costs of roles that there are not: whoever gave one expects that it counts.
    pub(crate) fn check_roles(&self, roles: &[(String, String)]) -> Result<(), Refusal> {
        let known: BTreeSet<&str> = roles.iter().map(|(_, role)| role.as_str()).collect();
        let costs = self.costs.iter().map(|(role, _)| ("--cost", role));
        let given = costs.chain(self.fundable.iter().map(|role| ("--fundable", role)));
        let unknown = given.filter(|(_, role)| !known.contains(role.as_str()));
        let known = known.iter().copied().collect::<Vec<_>>().join(", ");
        Refusal::if_any(unknown.map(|(option, role)| {
            let role = quoted(role);
            match self.language {
                Language::Swedish => {
                    format!("{option} {role}: det finns ingen sådan roll; rollerna är {known}.")
                }
                Language::English => {
                    format!("{option} {role}: there is no such role; the roles are {known}.")
                }
            }
        }))
    }

    /// What a full-time post in a role costs a year.
    pub(crate) fn cost_of(&self, role: &str) -> Option<Money> {
        self.costs.iter().find(|(other, _)| other == role).map(|(_, cost)| *cost)
    }
}

/// A day that the calendar has.
fn known((year, month, day): (i16, i8, i8)) -> Date {
    Date::new(year, month, day).expect("a day of the calendar")
}

fn only(day: Date) -> Span {
    Span::new(day, Some(day)).expect("a day is not after itself")
}

/// Reads options; what is wrong with one is told and the option stands as not given.
struct Reader<'w> {
    language: Language,
    wrong: &'w mut Refusal,
}

impl Reader<'_> {
    fn tell(&mut self, swedish: String, english: String) {
        let message = match self.language {
            Language::Swedish => swedish,
            Language::English => english,
        };
        self.wrong.keep::<()>(Err(Refusal::new(message)));
    }

    fn day(&mut self, option: &str, text: Option<&str>) -> Option<Date> {
        let text = text?;
        let day = text.parse().ok();
        if day.is_none() {
            let got = quoted(text);
            self.tell(
                format!("{option} {got}: skriv dagen som 2016-12-31."),
                format!("{option} {got}: write the day as 2016-12-31."),
            );
        }
        day
    }

    fn span(&mut self, from: Date, to: Date) -> Option<Span> {
        let span = Span::new(from, Some(to)).ok();
        if span.is_none() {
            self.tell(
                format!("--from {from} är efter --to {to}."),
                format!("--from {from} is after --to {to}."),
            );
        }
        span
    }

    /// A number over zero.
    fn number(&mut self, option: &str, text: Option<&str>) -> Option<Ratio> {
        let text = text?;
        let number = any_number(text).filter(|number| !number.is_zero());
        if number.is_none() {
            let got = quoted(text);
            self.tell(
                format!("{option} {got}: det ska vara ett tal över 0, som 15 eller 12,5."),
                format!("{option} {got}: it must be a number over 0, such as 15 or 12.5."),
            );
        }
        number
    }

    fn share(&mut self, arguments: &Arguments) -> Ratio {
        let Some(text) = arguments.grant_share.as_deref() else { return Ratio::one() };
        let share = any_number(text).filter(|share| *share <= Ratio::one());
        share.unwrap_or_else(|| {
            let got = quoted(text);
            self.tell(
                format!("--grant-share {got}: andelen ska vara ett tal från 0 till 1, som 0,8."),
                format!("--grant-share {got}: the share must be from 0 to 1, such as 0.8."),
            );
            Ratio::one()
        })
    }

    fn costs(&mut self, texts: &[String]) -> Vec<(String, Money)> {
        let mut costs: Vec<(String, Money)> = Vec::new();
        for text in texts {
            let got = quoted(text);
            let pair = text.split_once('=').filter(|(role, _)| !role.is_empty());
            let cost = pair.and_then(|(role, kronor)| {
                Some((role, Money::try_from(any_number(kronor)?).ok()?))
            });
            let Some((role, cost)) = cost else {
                self.tell(
                    format!(
                        "--cost {got}: skriv roll och kronor om året, som social_worker=700000."
                    ),
                    format!("--cost {got}: write role and kronor a year: social_worker=700000."),
                );
                continue;
            };
            if costs.iter().any(|(other, _)| other == role) {
                self.tell(
                    format!("--cost {got}: rollens kostnad står flera gånger."),
                    format!("--cost {got}: the cost of the role is given several times."),
                );
            }
            costs.push((role.to_owned(), cost));
        }
        costs
    }

    /// What a grant pays for must have a cost, and what the end of one leaves must be told of
    /// something.
    fn check_grant(&mut self, arguments: &Arguments, asked: &Asked) {
        for role in asked.fundable.iter().filter(|role| asked.cost_of(role).is_none()) {
            let role = quoted(role);
            self.tell(
                format!("--fundable {role}: --cost {role}=KRONOR saknas."),
                format!("--fundable {role}: --cost {role}=KRONOR is missing."),
            );
        }
        if arguments.grant_ends.is_some() && asked.fundable.is_empty() {
            self.tell(
                "--grant-ends: ange med --fundable vilka roller bidraget betalar, och med --cost vad \
                 de kostar."
                    .to_owned(),
                "--grant-ends: say with --fundable which roles the grant pays, and with --cost what \
                 they cost."
                    .to_owned(),
            );
        }
        if let Some(end) = asked.grant_ends.filter(|end| *end <= asked.at) {
            let at = asked.at;
            self.tell(
                format!("--grant-ends {end}: dagen ska vara efter {at}, som frågan gäller."),
                format!("--grant-ends {end}: the day must be after {at}, the day asked about."),
            );
        }
        if arguments.grant_share.is_some() && arguments.grant_ends.is_none() {
            self.tell(
                "--grant-share hör till --grant-ends, som saknas.".to_owned(),
                "--grant-share belongs to --grant-ends, which is missing.".to_owned(),
            );
        }
    }
}

/// A number from 0 on, written with a decimal comma or point; 700,000 and 700.000 can be read in two
/// ways and are none.
fn any_number(text: &str) -> Option<Ratio> {
    let read = |decimal| number::read(text, decimal);
    let is_ambiguous = [',', '.'].map(read).contains(&Err(Fault::Ambiguous));
    let decimal = if text.contains(',') { ',' } else { '.' };
    read(decimal).ok().filter(|_| !is_ambiguous)
}
