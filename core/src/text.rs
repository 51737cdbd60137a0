//! Words: the languages, numbers as people read them, and findings as sentences.

use serde::{Deserialize, Serialize};

use crate::document::Cursor;
use crate::finding::{Finding, Outcome, Reason, Value};
use crate::number::{Money, Ratio};
use crate::problem::Problems;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// A language that results can be explained in.
    pub enum Language {
        /// Swedish (svenska): `12 345 678,90 kr`, with no-break spaces.
        Swedish = "sv",
        /// English: `12,345,678.90 kr`.
        English = "en",
    }
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    sv: String,
    en: String,
}

impl Wording {
    /// The same thing said in Swedish and in English.
    pub fn new(swedish: impl Into<String>, english: impl Into<String>) -> Self {
        Self { sv: swedish.into(), en: english.into() }
    }

    /// The text in a language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Swedish => &self.sv,
            Language::English => &self.en,
        }
    }
}

impl Wording {
    pub(crate) fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        let mut fields = cursor.object(problems)?;
        let swedish = fields.filled("sv", problems);
        let english = fields.filled("en", problems);
        fields.finish(problems);
        Some(Self::new(swedish?, english?))
    }
}

impl Language {
    /// An amount as it is read: `12 345 678,90 kr` or `12,345,678.90 kr`; whole kronor without
    /// decimals. Digits are grouped by no-break spaces in Swedish.
    ///
    /// ```
    /// use statsbidrag::{Language, Money};
    ///
    /// let amount: Money = "12345678.90".parse()?;
    /// assert_eq!(Language::Swedish.money(amount), "12\u{a0}345\u{a0}678,90\u{a0}kr");
    /// assert_eq!(Language::English.money(amount), "12,345,678.90\u{a0}kr");
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    #[must_use]
    pub fn money(self, amount: Money) -> String {
        format!("{}\u{a0}kr", self.digits(&amount.to_string()))
    }

    /// A number with at most `decimals` decimals, rounded half away from zero, and without
    /// needless zeros.
    #[must_use]
    pub fn number(self, number: &Ratio, decimals: usize) -> String {
        let text = number.to_decimal_text(decimals);
        let text = match text.contains('.') {
            true => text.trim_end_matches('0').trim_end_matches('.'),
            false => &text,
        };
        self.digits(text)
    }

    /// A decimal text with grouped digits and the language's decimal sign. A minus is U+2212.
    pub(crate) fn digits(self, text: &str) -> String {
        let (group, point) = match self {
            Language::Swedish => ('\u{a0}', ','),
            Language::English => (',', '.'),
        };
        let (sign, unsigned) = text.strip_prefix('-').map_or(("", text), |rest| ("\u{2212}", rest));
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let mut grouped = sign.to_owned();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                grouped.push(group);
            }
            grouped.push(digit);
        }
        if !fraction.is_empty() {
            grouped.push(point);
            grouped.push_str(fraction);
        }
        grouped
    }

    /// One of two texts.
    pub(crate) fn pick<'a>(self, swedish: &'a str, english: &'a str) -> &'a str {
        match self {
            Language::Swedish => swedish,
            Language::English => english,
        }
    }
}

impl Finding {
    /// The finding as a sentence, with its source.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let mut sentence = self.sentence(language);
        if let Some(cite) = self.citation() {
            sentence.push_str(&format!(" [{cite}]"));
        }
        sentence
    }

    fn sentence(&self, language: Language) -> String {
        let show = |value: Option<&Value>, unit| show(value, unit, language);
        let need = show(self.need_value(), self.unit_word());
        let have = match self.have_value() {
            // A share stands as it is, 8/11 or 0,7, beside its kronor.
            Some(Value::Number(share)) if self.reason() == Reason::Share => {
                let text = share.to_string();
                if text.contains('/') { text } else { language.digits(&text) }
            }
            have => show(have, self.unit_word()),
        };
        let subject = show(Some(self.subject()), "");
        let outcome = match self.outcome_is() {
            Outcome::Met => language.pick("uppfyllt", "met"),
            Outcome::NotMet => language.pick("inte uppfyllt", "not met"),
            Outcome::Missing => language.pick("uppgift saknas", "missing"),
            Outcome::Judgement => language.pick("kräver bedömning", "needs judgement"),
        };
        let sv = language == Language::Swedish;
        match self.reason() {
            Reason::Pot if sv => format!("Potten {subject} är {have} av {need}."),
            Reason::Pot => format!("The pot {subject} is {have} of {need}."),
            Reason::InsideOtherGrant if sv => {
                format!("Potten {subject} ligger i {need} och betalas inte ut för sig.")
            }
            Reason::InsideOtherGrant => {
                format!("The pot {subject} is inside {need} and is not paid by itself.")
            }
            Reason::Fact if sv => format!("{subject}: {have} av sammanlagt {need}."),
            Reason::Fact => format!("{subject}: {have} of {need} in all."),
            Reason::Share if sv => format!("Delen {subject}: andelen {have} av beloppet, {need}."),
            Reason::Share => {
                format!("The component {subject}: the share {have} of the total, {need}.")
            }
            Reason::Parameter if sv => format!("Parametern {subject} är angiven till {have}."),
            Reason::Parameter => format!("The parameter {subject} was given as {have}."),
            Reason::Entitlement if sv => format!("Exakt andel: {have}."),
            Reason::Entitlement => format!("Exact entitlement: {have}."),
            Reason::RoundedDown if sv => format!("Avrundat nedåt: {have}."),
            Reason::RoundedDown => format!("Rounded down: {have}."),
            Reason::RoundedUp if sv => format!("Avrundat uppåt: {have}."),
            Reason::RoundedUp => format!("Rounded up: {have}."),
            Reason::Exact if sv => format!("Andelen är hela enheter och avrundas inte: {have}."),
            Reason::Exact => format!("The entitlement is whole units and is not rounded: {have}."),
            Reason::Remainder if sv => {
                format!(
                    "Resten är {have} av en enhet; den minsta rest som gav en enhet till är {need}."
                )
            }
            Reason::Remainder => {
                format!(
                    "The remainder is {have} of a unit; the smallest that got a unit more is {need}."
                )
            }
            Reason::Tie if sv => {
                format!(
                    "Lika rest vid gränsen: {subject}. Enheter att fördela mellan dem: {have}; regel: {need}."
                )
            }
            Reason::Tie => {
                format!(
                    "Equal remainders at the cut: {subject}. Units for them: {have}; rule: {need}."
                )
            }
            Reason::Minimum if sv => {
                format!("Det lägsta beloppet gäller: {have} (nivån ensam ger {need}).")
            }
            Reason::Minimum => format!("The minimum holds: {have} (the level alone gives {need})."),
            Reason::Maximum if sv => {
                format!("Det högsta beloppet gäller: {have} (nivån ensam ger {need}).")
            }
            Reason::Maximum => format!("The maximum holds: {have} (the level alone gives {need})."),
            Reason::Base if sv => format!("Grundbelopp: {have}."),
            Reason::Base => format!("Base amount: {have}."),
            Reason::MinimumReduced if sv => {
                format!(
                    "De lägsta beloppen ryms inte i summan och är sänkta i proportion, här till {have}."
                )
            }
            Reason::MinimumReduced => {
                format!(
                    "The minimums do not fit the total and are cut in proportion, here to {have}."
                )
            }
            Reason::NotEligible if sv => format!("Deltar inte: kolumnen {subject} säger nej."),
            Reason::NotEligible => format!("Takes no part: the column {subject} says no."),
            Reason::NoWeight if sv => {
                "Nyckeln ger mottagaren ingen vikt, och därför inget belopp.".to_owned()
            }
            Reason::NoWeight => {
                "The key gives the recipient no weight, and so no amount.".to_owned()
            }
            Reason::ComponentAmount if sv => {
                format!("Delen {subject}, avrundad för sig: {have} av {need}.")
            }
            Reason::ComponentAmount => {
                format!("The component {subject}, rounded by itself: {have} of {need}.")
            }
            Reason::Rounding if sv => format!("Avrundning: {need}, i enheter om {have}."),
            Reason::Rounding => format!("Rounding: {need}, in units of {have}."),
            Reason::RatioRule if have.is_empty() => match language {
                Language::Swedish => format!("Regeln {subject} är {need}."),
                Language::English => format!("The rule {subject} is {need}."),
            },
            Reason::RatioRule if sv => format!("Regeln {subject} är {need}. Räknas: {have}."),
            Reason::RatioRule => format!("The rule {subject} is {need}. Counted: {have}."),
            Reason::Counted if sv => format!("{subject} är {have}."),
            Reason::Counted => format!("{subject} is {have}."),
            Reason::RatioAtMost if sv => {
                format!("{subject}: {have}, får vara högst {need}: {outcome}.")
            }
            Reason::RatioAtMost => format!("{subject}: {have}, at most {need} allowed: {outcome}."),
            Reason::RatioAtLeast if sv => {
                format!("{subject}: {have}, ska vara minst {need}: {outcome}.")
            }
            Reason::RatioAtLeast => {
                format!("{subject}: {have}, at least {need} wanted: {outcome}.")
            }
            Reason::Vacuous if sv => format!("{subject}: inget att räkna, 0 på 0."),
            Reason::Vacuous => format!("{subject}: nothing to count, 0 on 0."),
            Reason::NoDenominator if sv => {
                format!("{subject}: {have} och ingen att fördela på (gränsen är {need}).")
            }
            Reason::NoDenominator => {
                format!("{subject}: {have} and nobody to share them (the limit is {need}).")
            }
            Reason::Reference if sv => {
                format!(
                    "{subject}: {have}; att jämföra med {need}, som är statistik och ingen gräns."
                )
            }
            Reason::Reference => {
                format!(
                    "{subject}: {have}; to compare with {need}, which is a statistic and no limit."
                )
            }
            Reason::NotEvaluated if sv => {
                format!("{subject} kan inte prövas: uppgift saknas i {have}.")
            }
            Reason::NotEvaluated => {
                format!("{subject} cannot be checked: nothing given in {have}.")
            }
            Reason::Hire if sv => {
                format!("Att anställa: {have} i {subject} (exakt brist {need}).")
            }
            Reason::Hire => format!("To hire: {have} in {subject} (exact gap {need})."),
            Reason::Headroom if sv => format!("{subject}: det finns utrymme för {have} till."),
            Reason::Headroom => format!("{subject}: there is room for {have} more."),
            Reason::Excess if sv => format!("{subject}: {have} för mycket."),
            Reason::Excess => format!("{subject}: {have} too many."),
            Reason::Moves if need.is_empty() => match language {
                Language::Swedish => format!("I {subject} räcker det med att flytta {have}."),
                Language::English => format!("In {subject} it takes {have} to be moved."),
            },
            Reason::Moves if sv => {
                format!("I {subject} kan {have} flyttas; att anställa därefter: {need}.")
            }
            Reason::Moves => {
                format!("In {subject} {have} can be moved; to hire after that: {need}.")
            }
            Reason::ReorganisationCare if sv => {
                "Flyttar är omorganisation, och sådan bör göras varsamt.".to_owned()
            }
            Reason::ReorganisationCare => {
                "Moves are reorganisation, which calls for care.".to_owned()
            }
            Reason::Given if sv => format!("{subject}: {have} (angivet)."),
            Reason::Given => format!("{subject}: {have} (given)."),
            Reason::ExactCost if sv => format!("{subject}, exakt: {have}."),
            Reason::ExactCost => format!("{subject}, exact: {have}."),
            Reason::SumOfRows if sv => format!("{subject}, summan av avrundade rader: {have}."),
            Reason::SumOfRows => format!("{subject}, the sum of rounded rows: {have}."),
            Reason::MovableHours if sv => {
                format!("En administratör kan ta över {have} av uppgifternas {need} timmar.")
            }
            Reason::MovableHours => {
                format!("An administrator can take over {have} of the tasks' {need} hours.")
            }
            Reason::AuthorityHours if sv => {
                format!("Myndighetsutövning, som inte flyttas: {have} timmar.")
            }
            Reason::AuthorityHours => {
                format!("Exercise of public authority, which is not moved: {have} hours.")
            }
            Reason::OnlySocialWorkerHours if sv => {
                format!("Annat som bara en socialsekreterare kan göra: {have} timmar.")
            }
            Reason::OnlySocialWorkerHours => {
                format!("Other tasks that only a social worker can do: {have} hours.")
            }
            Reason::OtherRoleHours if sv => {
                format!("Uppgifter som andra gör, utanför beräkningen: {have} timmar.")
            }
            Reason::OtherRoleHours => {
                format!("Tasks that others do, outside the calculation: {have} hours.")
            }
            Reason::TimeFreed if sv => {
                format!(
                    "Frigjord tid: {have} timmar, det minsta av vad som kan flyttas och administratörernas timmar."
                )
            }
            Reason::TimeFreed => {
                format!(
                    "Time freed: {have} hours, the lesser of what can be moved and the administrators' hours."
                )
            }
            Reason::FreedFte if sv => {
                format!("Det är {have} årsarbetare, när en heltid är {need} timmar.")
            }
            Reason::FreedFte => format!("That is {have} FTE, a full-time post being {need} hours."),
            Reason::ClientHours if sv => {
                format!("Till klienterna går {have} timmar: andelen {need} av den frigjorda tiden.")
            }
            Reason::ClientHours => {
                format!("Clients get {have} hours: the share {need} of the time freed.")
            }
            Reason::UnmovedHours if sv => {
                format!("Kan flyttas men ryms inte i administratörernas tid: {have} timmar.")
            }
            Reason::UnmovedHours => {
                format!("Can be moved, but administrators have no time for it: {have} hours.")
            }
            Reason::UnusedHours if sv => {
                format!("Administratörernas outnyttjade tid: {have} timmar.")
            }
            Reason::UnusedHours => format!("Administrators' unused time: {have} hours."),
            Reason::MoreAcrossUnits if sv => {
                format!("Om enheterna delade administratörer kunde {have} timmar till flyttas.")
            }
            Reason::MoreAcrossUnits => {
                format!("If units shared administrators, {have} hours more could be moved.")
            }
            Reason::AgencyDifference if sv => format!("Inhyrt minus anställt: {have}."),
            Reason::AgencyDifference => format!("Agency staff less employees: {have}."),
            Reason::AgencyQuotient if sv => {
                format!("Inhyrt kostar {have} gånger så mycket som anställt.")
            }
            Reason::AgencyQuotient => {
                format!("Agency staff cost {have} times as much as employees.")
            }
            Reason::AgencyReference if sv => {
                format!("Jämförelsetal, som inte är något krav: {need}; här {have}.")
            }
            Reason::AgencyReference => {
                format!("A figure to compare with, and no demand: {need}; here {have}.")
            }
            Reason::PostDays if sv => {
                format!("{subject}: tjänsten finns {have} av årets {need} dagar.")
            }
            Reason::PostDays => {
                format!("{subject}: the post exists on {have} of the year's {need} days.")
            }
            Reason::GrantDays if sv => {
                format!("{subject}: bidraget gäller {have} av årets {need} dagar.")
            }
            Reason::GrantDays => {
                format!("{subject}: the grant lasts on {have} of the year's {need} days.")
            }
            Reason::GrantPays if sv => {
                format!("{subject}: bidraget betalar {have} av kostnaden {need}.")
            }
            Reason::GrantPays => format!("{subject}: the grant pays {have} of the cost {need}."),
            Reason::OwnPays if sv => {
                format!("{subject}: kommunen betalar {have} av kostnaden {need}.")
            }
            Reason::OwnPays => {
                format!("{subject}: the municipality pays {have} of the cost {need}.")
            }
            Reason::CostsStay if sv => {
                format!(
                    "Kostnaden blir kvar när bidraget upphör {subject}: {have} om året för kommunen, så länge tjänsterna finns."
                )
            }
            Reason::CostsStay => {
                format!(
                    "The cost stays when the grant ends on {subject}: {have} a year for the municipality, as long as the posts exist."
                )
            }
            Reason::UnmappedTitle if sv => {
                format!("Titeln {subject} har ingen roll och räknas inte (rader: {have}).")
            }
            Reason::UnmappedTitle => {
                format!("The title {subject} has no role and is left out (rows: {have}).")
            }
            Reason::WhoCounts if sv => format!("{subject}, {have} årsarbetare: {need}."),
            Reason::WhoCounts => format!("{subject}, {have} FTE: {need}."),
            Reason::OverFullPost if sv => {
                format!("Mer än heltid en dag, med angivet skäl: rad {subject} (antal: {have}).")
            }
            Reason::OverFullPost => {
                format!("Over a full post on a day, with a reason: row {subject} (rows: {have}).")
            }
            Reason::EmptyCells if sv => {
                format!(
                    "Kolumnen {subject} är tom på rader som räknas (antal: {have}); det som bygger på dem är tomt."
                )
            }
            Reason::EmptyCells => {
                format!(
                    "The column {subject} is empty in rows that count (rows: {have}); what rests on them is empty."
                )
            }
            Reason::SharedHeads if sv => {
                format!("Personer som räknas i {subject}: {have}; antalen går inte att summera.")
            }
            Reason::SharedHeads => {
                format!("Persons who are a head in {subject}: {have}; heads do not add up.")
            }
            Reason::NoSupervisor if sv => {
                format!("Rader utan arbetsledare, som inte ingår i någon grupp: {have}.")
            }
            Reason::NoSupervisor => format!("Rows without a supervisor, in no team: {have}."),
            Reason::PartTimeSupervisor if sv => {
                format!(
                    "Arbetsledaren {subject} leder på {need} av heltid: {have} personer per hel tjänst."
                )
            }
            Reason::PartTimeSupervisor => {
                format!(
                    "The supervisor {subject} leads {need} of full time: {have} heads for each full post."
                )
            }
            Reason::SupervisorAbsent if sv => {
                format!("Arbetsledaren {subject} är inte i tjänst.")
            }
            Reason::SupervisorAbsent => {
                format!("The supervisor {subject} is not in service.")
            }
            Reason::TeamAcrossUnits if need.is_empty() => match language {
                Language::Swedish => format!(
                    "Gruppen hos {subject} finns i flera enheter ({have}) och är inte lagd i någon."
                ),
                Language::English => format!(
                    "The team of {subject} is in several units ({have}) and is put in none."
                ),
            },
            Reason::TeamAcrossUnits if sv => {
                format!(
                    "Gruppen hos {subject} finns i flera enheter ({have}) och är lagd i {need}."
                )
            }
            Reason::TeamAcrossUnits => {
                format!("The team of {subject} is in several units ({have}) and is put in {need}.")
            }
        }
    }
}

/// A value as it is read, with its unit.
fn show(value: Option<&Value>, unit: &str, language: Language) -> String {
    match value {
        None => String::new(),
        Some(Value::Text(text)) => term(text, language).to_owned(),
        Some(Value::Wording(wording)) => wording.get(language).to_owned(),
        Some(Value::Money(money)) if unit.is_empty() => language.digits(&money.to_string()),
        Some(Value::Money(money)) => language.money(*money),
        Some(Value::Number(number)) => {
            let text = number.to_string();
            // Fractions keep their exact form beside a readable one.
            let shown = match text.contains('/') {
                true => format!("{} ({text})", language.number(number, 6)),
                false => language.digits(&text),
            };
            if unit.is_empty() { shown } else { format!("{shown}\u{a0}{unit}") }
        }
    }
}

/// The words of the vocabularies, as they are said; other texts stay as they are.
fn term(word: &str, language: Language) -> &str {
    match word {
        "largest_remainder" => language.pick("största rest", "largest remainder"),
        "down" => language.pick("var för sig nedåt", "each by itself, down"),
        "up" => language.pick("var för sig uppåt", "each by itself, up"),
        "half_up" => language
            .pick("var för sig till närmaste, halva uppåt", "each to the nearest, halves up"),
        "half_down" => language
            .pick("var för sig till närmaste, halva nedåt", "each to the nearest, halves down"),
        "half_even" => language.pick(
            "var för sig till närmaste, halva till jämnt tal",
            "each to the nearest, halves to even",
        ),
        "webster" => language.pick("Websters metod (uddatalsmetoden)", "Webster's method"),
        "dhondt" => language.pick("d’Hondts metod", "D'Hondt's method"),
        "adams" => language.pick("Adams metod", "Adams's method"),
        "dean" => language.pick("Deans metod", "Dean's method"),
        "huntington_hill" => language.pick("Huntington–Hills metod", "the Huntington–Hill method"),
        "by_id" => language.pick("efter id", "by id"),
        "by_weight" => language
            .pick("den större andelen först, sedan efter id", "the larger entitlement, then by id"),
        "by_list" => language.pick("efter en given ordning", "by a given order"),
        "count" => language.pick("räknas med", "counted"),
        "leave_out" => language.pick("räknas inte med", "left out"),
        "law" => language.pick("lag", "law"),
        "agreement" => language.pick("avtal", "an agreement"),
        "recommendation" => language.pick("en rekommendation", "a recommendation"),
        "local" => language.pick("ett lokalt mål", "a local goal"),
        "statistic" => language.pick("statistik att jämföra med", "a statistic to compare with"),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn swedish_numbers_have_no_break_spaces_and_a_comma() {
        let money = |text: &str| Language::Swedish.money(text.parse().unwrap());
        assert_eq!(money("0"), "0\u{a0}kr");
        assert_eq!(money("-1234.5"), "\u{2212}1\u{a0}234,50\u{a0}kr");
        assert_eq!(Language::English.number(&"1234.5".parse().unwrap(), 6), "1,234.5");
        assert_eq!(Language::Swedish.number(&"2/3".parse().unwrap(), 3), "0,667");
        assert_eq!(Language::Swedish.number(&"100".parse().unwrap(), 0), "100");
    }

    proptest! {
        #[test]
        fn grouping_moves_no_digit(ore in -i64::MAX..=i64::MAX) {
            let money = Money::from_ore(ore).unwrap();
            let swedish = Language::Swedish.money(money);
            let plain = swedish.strip_suffix("\u{a0}kr").unwrap().replace('\u{a0}', "");
            prop_assert_eq!(plain.replace(',', ".").replace('\u{2212}', "-"), money.to_string());
            let english = Language::English.money(money);
            let groups = english.trim_start_matches('\u{2212}').split(['.', '\u{a0}']).next().unwrap().to_owned();
            prop_assert!(groups.split(',').skip(1).all(|group| group.len() == 3));
        }

        #[test]
        fn a_finding_says_what_it_has(have in any::<i64>(), d in 1i64.., need in "[a-z]{1,9}") {
            let number = Ratio::new(have, d).unwrap();
            for reason in Reason::ALL {
                let finding = Finding::new(*reason, "X").have(number.clone()).need(need.as_str());
                let text = finding.text(Language::English);
                prop_assert!(text.ends_with('.') && !text.contains("  "), "{}", text);
            }
        }
    }

    #[test]
    fn every_reason_has_a_sentence_of_its_own_in_both_languages() {
        let mut seen = std::collections::HashSet::new();
        for reason in Reason::ALL {
            for language in Language::ALL {
                let finding = Finding::new(*reason, "X").have("H").need("N");
                let text = finding.text(*language);
                assert!(text.ends_with('.'), "{reason}: {text}");
                assert!(seen.insert(text), "{reason} reads as another reason does");
            }
        }
    }
}
