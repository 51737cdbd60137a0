//! A line in words: the rules, the facts, the conclusion, and what it all rests on.

use std::collections::BTreeSet;

use super::assessment::{AssessedLine, Assessment};
use super::column::WordColumn;
use super::findings::{Ground, LineFinding};
use super::words::Verdict;
use crate::Error;
use crate::finding::{Finding, Outcome, Reason, Value};
use crate::source::{Citation, Rank};
use crate::text::{self, Language};

impl Assessment {
    /// Why a line came out as it did, in the shape of the grounds of a decision: rule, facts,
    /// conclusion. Every statement stands with its source and that source's words; it is marked a
    /// draft, and says which statements lack support in a primary source (law, government decision,
    /// the authority's own conditions).
    ///
    /// ```
    /// use statsbidrag::{AssessOptions, Claims, Language, assess, catalog};
    ///
    /// let claims = Claims::builder()
    ///     .column("id", ["L3"])
    ///     .column("recipient", ["1480"])
    ///     .column("role", ["administrator"])
    ///     .column("frees_time_for", ["none"])
    ///     .column("from", ["2017-01-01"])
    ///     .column("to", ["2017-12-31"])
    ///     .column("fte", [1])
    ///     .column("amount", [200_000])
    ///     .build()?;
    /// let rulebook = catalog::rulebook("starkt-bemanning")?;
    /// let assessment = assess(&claims, &rulebook, 2017, None, &AssessOptions::new())?;
    /// let text = assessment.explain("L3", Language::English)?;
    /// assert!(text.starts_with("DRAFT"));
    /// assert!(text.contains("The administrator frees time for nobody"));
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// `unknown_id` for a line that there is not.
    pub fn explain(&self, id: &str, language: Language) -> Result<String, Error> {
        let row = self.row(id, "/explain")?;
        let codes = self.line_findings(row);
        let findings: Vec<(LineFinding, Finding)> =
            codes.iter().map(|code| (*code, self.told(row, code).0)).collect();
        let mut lines = vec![
            language
                .pick(
                    "UTKAST till skäl för beslut. Ska prövas av den som beslutar.",
                    "DRAFT of grounds for a decision. To be tried by whoever decides.",
                )
                .to_owned(),
            self.heading(row, language),
            String::new(),
        ];
        let rules = self.rules_told(&findings, language, &mut lines);
        lines.push(String::new());
        self.facts_told(&findings, &rules, language, &mut lines);
        lines.push(String::new());
        self.conclusion(row, &findings, language, &mut lines);
        lines.push(support(&rules, language));
        Ok(lines.join("\n"))
    }

    fn heading(&self, row: usize, language: Language) -> String {
        let claims = &self.claims;
        let columns = claims.columns();
        let role = WordColumn::Role.word(columns.code(WordColumn::Role, row));
        let role = role.map_or_else(
            || language.pick("roll ej angiven", "no role given").to_owned(),
            |word| text::show(&Value::Word(word), language),
        );
        let fte = text::show(&Value::Number(claims.fte(row)), language);
        format!(
            "{} {}, {} {}: {role}, {fte} {}, {}, {}\n{}, {} {}",
            language.pick("Rad", "Line"),
            text::one_line(claims.ids().get(row)),
            language.pick("mottagare", "recipient"),
            text::one_line(claims.recipient(row)),
            language.pick("årsarbetare", "FTE"),
            claims.days(row),
            language.money(claims.amount(row)),
            self.year.rulebook().name().get(language),
            language.pick("bidragsår", "grant year"),
            self.year.year(),
        )
    }

    /// Writes each rule once, with its source, and returns them.
    fn rules_told<'f>(
        &self,
        findings: &'f [(LineFinding, Finding)],
        language: Language,
        lines: &mut Vec<String>,
    ) -> Vec<Rule<'f>> {
        lines.push(language.pick("Regel", "Rule").to_owned());
        let mut rules: Vec<Rule<'f>> = Vec::new();
        for (code, finding) in findings {
            let rule = Rule { ground: rule_of(code.ground), cite: finding.citation() };
            if rule.cite.is_some() && !rules.iter().any(|other| other.ground == rule.ground) {
                rules.push(rule);
                let number = rules.len();
                let said = self.rule_text(code, finding, language);
                lines.push(format!("{number}. {said}"));
                if let Some(cite) = finding.citation() {
                    lines.push(format!("   {} [{}]", cite, rank(cite, language)));
                }
            }
        }
        rules
    }

    /// What a rule says.
    fn rule_text(&self, code: &LineFinding, finding: &Finding, language: Language) -> String {
        let need = finding.need_value().map(|need| text::show(need, language));
        let need = need.unwrap_or_default();
        let (swedish, english) = match code.reason {
            Reason::RoleNotFunded => ("Roller som bidraget avser", "Roles that the grant is for"),
            Reason::ActivityNotFunded => {
                ("Verksamhet som bidraget avser", "Activity that the grant is for")
            }
            Reason::CostNotPersonnel => {
                ("Kostnadsslag som bidraget avser", "Kinds of cost that the grant is for")
            }
            Reason::AgencyStaff => ("Anställningsform", "Employment"),
            Reason::OutsidePeriod => ("Bidragets period", "The period of the grant"),
            Reason::NotAnIncrease => ("Vad som räknas som ökning", "What counts as an increase"),
            Reason::FreesNoTime => {
                ("En administratör ska frigöra tid för", "An administrator must free the time of")
            }
            Reason::OverBaselineCap => (
                "Ökningen räknas mot utgångsläget före satsningen (en tolkning)",
                "The increase is counted against the baseline before the programme (a reading)",
            ),
            Reason::OverAmountCap => {
                ("Högsta belopp för en årsarbetskraft", "The most for an FTE-year")
            }
            Reason::DoubleFunding => (
                "Samma kostnad får inte betalas av andra bidrag",
                "The same cost may not be paid by others",
            ),
            Reason::EvidenceMissing => (
                "Uppgiften om ökning behöver underlag",
                "The statement of an increase needs evidence",
            ),
            _ => ("En person ska bedöma raden", "A person must judge the line"),
        };
        let said = language.pick(swedish, english);
        let shows_need = !need.is_empty()
            && !matches!(code.reason, Reason::OverBaselineCap | Reason::DoubleFunding);
        if shows_need { format!("{said}: {need}.") } else { format!("{said}.") }
    }

    fn facts_told(
        &self,
        findings: &[(LineFinding, Finding)],
        rules: &[Rule<'_>],
        language: Language,
        lines: &mut Vec<String>,
    ) {
        lines.push(language.pick("Fakta", "Facts").to_owned());
        let is_split = findings.iter().any(|(code, _)| code.ground == Ground::Split);
        for (code, finding) in findings {
            let place = rules.iter().position(|rule| rule.ground == rule_of(code.ground));
            let number = place.map_or_else(|| "–".to_owned(), |place| format!("{}.", place + 1));
            let days = crate::Span::of_days(code.from, code.to);
            let when = match (is_split, code.ground) {
                (true, Ground::Condition(_)) => format!(" ({days})"),
                _ => String::new(),
            };
            lines.push(format!("{number} {}{when}", finding.statement(language)));
        }
    }

    fn conclusion(
        &self,
        row: usize,
        findings: &[(LineFinding, Finding)],
        language: Language,
        lines: &mut Vec<String>,
    ) {
        lines.push(language.pick("Slutsats", "Conclusion").to_owned());
        let AssessedLine { verdict, approved, refused, undetermined, .. } = self.line(row);
        let said = match verdict {
            Verdict::Approved => language.pick("Kostnaden godkänns.", "The cost is approved."),
            Verdict::Part => {
                language.pick("Kostnaden godkänns till en del.", "The cost is approved in part.")
            }
            Verdict::Refused => {
                language.pick("Kostnaden godkänns inte.", "The cost is not approved.")
            }
            Verdict::Undetermined => language.pick(
                "Kostnaden kan inte avgöras på de uppgifter som finns.",
                "The cost cannot be decided on what is known.",
            ),
        };
        let [approved, refused, undetermined] =
            [approved, refused, undetermined].map(|amount| language.money(amount));
        lines.push(match language {
            Language::Swedish => format!(
                "{said} Godkänt {approved}, ej godkänt {refused}, under utredning {undetermined}."
            ),
            Language::English => format!(
                "{said} Approved {approved}, refused {refused}, undetermined {undetermined}."
            ),
        });
        let mut why = BTreeSet::new();
        for (code, finding) in findings.iter().filter(|(code, _)| code.outcome != Outcome::Met) {
            if why.insert((code.reason, code.outcome)) {
                lines.push(format!("  – {}", finding.statement(language)));
            }
        }
    }
}

/// A rule that findings of a line rest on.
struct Rule<'f> {
    ground: Ground,
    cite: Option<&'f Citation>,
}

/// What makes findings rest on the same rule.
fn rule_of(ground: Ground) -> Ground {
    match ground {
        Ground::Level(_) | Ground::NoLevel => Ground::NoLevel,
        other => other,
    }
}

fn rank(cite: &Citation, language: Language) -> &'static str {
    match cite.source().rank() {
        Rank::Primary => language.pick("primärkälla", "primary source"),
        Rank::Secondary => language.pick("sekundärkälla", "secondary source"),
    }
}

/// Whether everything rests on primary sources. That an increase is held against a baseline is a
/// reading, whatever is cited for it.
fn support(rules: &[Rule<'_>], language: Language) -> String {
    let is_primary = |rule: &Rule<'_>| {
        let rank = rule.cite.map(|cite| cite.source().rank());
        rank == Some(Rank::Primary) && rule.ground != Ground::NoLevel
    };
    let lacking: Vec<String> = (1..)
        .zip(rules)
        .filter(|(_, rule)| !is_primary(rule))
        .map(|(number, _)| number.to_string())
        .collect();
    match (lacking.is_empty(), language) {
        (true, Language::Swedish) => "Varje regel vilar på en primärkälla.".to_owned(),
        (true, Language::English) => "Every rule rests on a primary source.".to_owned(),
        (false, Language::Swedish) => {
            format!("Stöd i en primärkälla saknas för regel {}.", lacking.join(", "))
        }
        (false, Language::English) => {
            format!("Support in a primary source is missing for rule {}.", lacking.join(", "))
        }
    }
}
