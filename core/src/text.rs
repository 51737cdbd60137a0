//! Words: the languages, numbers as people read them, and findings as sentences.

mod sentences;

use serde::{Deserialize, Serialize};

use sentences::{fill, sentence};

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
        let mut sentence = self.statement(language);
        if let Some(cite) = self.citation() {
            sentence.push_str(&format!(" [{cite}]"));
        }
        sentence
    }

    /// The finding as a sentence, without its source.
    #[must_use]
    pub fn statement(&self, language: Language) -> String {
        let show = |value: Option<&Value>, unit| match value {
            Some(Value::Word(word)) => said_of(self.reason(), word, language).to_owned(),
            value => show_with(value, unit, language),
        };
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
        let value = |name: &str| match name {
            "subject" => subject.as_str(),
            "have" => have.as_str(),
            "need" => need.as_str(),
            _ => outcome,
        };
        let mut said = fill(sentence(self.reason(), language), &value);
        if let Some(question) = self.question() {
            said.push(' ');
            said.push_str(question.get(language));
        }
        said
    }
}

/// A heading and its findings, a line each.
pub(crate) fn lines(heading: String, findings: &[Finding], language: Language) -> String {
    let lines = findings.iter().map(|finding| finding.text(language));
    std::iter::once(heading).chain(lines).collect::<Vec<_>>().join("\n")
}

/// A caller's text on one line, so that it cannot look like a line of an explanation.
pub(crate) fn one_line(text: &str) -> String {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.chars().map(|c| if is_break(c) { ' ' } else { c }).collect()
}

/// A value as it is read.
pub(crate) fn show(value: &Value, language: Language) -> String {
    let unit = if matches!(value, Value::Money(_)) { "kr" } else { "" };
    show_with(Some(value), unit, language)
}

/// A value as it is read, with its unit.
fn show_with(value: Option<&Value>, unit: &str, language: Language) -> String {
    let unit = match unit {
        "FTE" => language.pick("årsarbetare", unit),
        "FTE-years" => language.pick("årsarbetare", unit),
        _ => unit,
    };
    match value {
        None => String::new(),
        Some(Value::Text(text)) => one_line(text),
        Some(Value::Word(word)) => term(word, language).to_owned(),
        Some(Value::Wording(wording)) => wording.get(language).to_owned(),
        Some(Value::Day(day)) => day.to_string(),
        Some(Value::Days(days)) => days.to_string(),
        Some(Value::List(values)) => {
            let said = values.iter().map(|value| show_with(Some(value), unit, language));
            let said: Vec<String> = said.collect();
            // Words of a vocabulary are alternatives; other values belong together.
            let are_words = values.iter().all(|value| matches!(value, Value::Word(_)));
            match said.split_last() {
                Some((last, first)) if are_words && !first.is_empty() => {
                    format!("{} {} {last}", first.join(", "), language.pick("eller", "or"))
                }
                _ => said.join(", "),
            }
        }
        Some(Value::Money(money)) if unit.is_empty() => language.digits(&money.to_string()),
        Some(Value::Money(money)) => language.money(*money),
        Some(Value::Number(number)) => {
            let text = number.to_string();
            // Fractions keep their exact form beside a readable one.
            let shown = match text.contains('/') {
                true => {
                    format!("{} ({})", language.number(number, 6), text.replace('-', "\u{2212}"))
                }
                false => language.digits(&text),
            };
            if unit.is_empty() { shown } else { format!("{shown}\u{a0}{unit}") }
        }
    }
}

/// A word of a vocabulary, as it is said of what a finding is about.
fn said_of(reason: Reason, word: &'static str, language: Language) -> &'static str {
    match (reason, word) {
        (Reason::RoleNotFunded, "other") => language.pick("en annan", "another"),
        (Reason::ActivityNotFunded, "other") => language.pick("en annan", "another"),
        (Reason::CostNotPersonnel, "other") => language.pick("ett annat", "another"),
        (Reason::NotAnIncrease, "none") => language.pick("ingen", "none at all"),
        (Reason::FreesNoTime, "none") => language.pick("ingen", "nobody"),
        _ => term(word, language),
    }
}

/// The words of the vocabularies, as they are said.
fn term(word: &'static str, language: Language) -> &'static str {
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
        "social_worker" => language.pick("socialsekreterare", "social worker"),
        "supervisor" => language.pick("arbetsledare", "supervisor"),
        "administrator" => language.pick("administratör", "administrator"),
        "both" => language.pick("båda", "both"),
        "other" => language.pick("annat", "other"),
        "other_work" => language.pick("annat arbete", "other work"),
        "none" => language.pick("inget", "none"),
        "child_youth_authority" => language.pick(
            "myndighetsutövande social barn- och ungdomsvård",
            "child and youth care that exercises public authority",
        ),
        "child_youth_other" => {
            language.pick("annan social barn- och ungdomsvård", "other child and youth care")
        }
        "personnel" => language.pick("personalkostnad", "personnel cost"),
        "pay_rise" => language.pick("löneökning", "pay rise"),
        "training" => language.pick("utbildning", "training"),
        "equipment" => language.pick("utrustning", "equipment"),
        "administration" => language.pick("administration", "administration costs"),
        "employed" => language.pick("anställd", "employed"),
        "agency" => language.pick("inhyrd", "agency staff"),
        "above_baseline" => language.pick("utökning utöver utgångsläget", "above the baseline"),
        "renewal_otherwise_ending" => language
            .pick("förlängning som annars upphört", "a renewal that would otherwise have ended"),
        "absence_otherwise_uncovered" => {
            language.pick("vikarie som annars inte kunnat tas in", "an absence otherwise uncovered")
        }
        "vacancy_filled" => language.pick("tillsatt vakans", "a vacancy filled"),
        "kept_from_earlier_grant" => {
            language.pick("behållen från tidigare bidrag", "kept from an earlier grant")
        }
        "approved" => language.pick("godkänt", "approved"),
        "refused" => language.pick("inte godkänt", "refused"),
        "pro_rata" => language.pick("proportionellt", "in proportion"),
        "by_start" => language.pick("efter startdag", "by first day"),
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
