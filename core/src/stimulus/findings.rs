//! The findings of a line, read when they are looked at.

use super::assessment::Assessment;
use super::cap::Level;
use super::column::WordColumn;
use super::condition::Condition;
use super::judge::{Era, Ruled};
use super::lines::{Segment, is_settled};
use super::words::{ConditionKind, Verdict};
use crate::Error;
use crate::date::Span;
use crate::finding::{Finding, Outcome, Reason, Value};
use crate::number::{Money, Ratio};
use crate::source::Citation;
use crate::text::Wording;

/// A finding of a line as a code: what is stated, how it came out, on which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineFinding {
    pub(super) reason: Reason,
    pub(super) outcome: Outcome,
    pub(super) from: i32,
    pub(super) to: i32,
    pub(super) ground: Ground,
}

/// What a finding's values are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    Period,
    /// The place of a condition in the rulebook.
    Condition(usize),
    Split,
    Ruling,
    Level(Level),
    /// The group of the line, or the cap of that, is not known.
    NoLevel,
    Shared,
    Fall(u8),
    Statement,
    AmountCap,
}

fn settles_nothing() -> Wording {
    Wording::new(
        "Det finns inget i raden som ställningstagandet kan avgöra.",
        "There is nothing in the line that the ruling can settle.",
    )
}

fn settled_by_ruling() -> Wording {
    Wording::new("Avgjort genom ställningstagandet.", "Settled by the ruling.")
}

fn rests_on_others() -> Wording {
    Wording::new(
        "Hur mycket som ryms beror på andra rader som utreds.",
        "How much fits rests on other lines that are undetermined.",
    )
}

/// The words that meet a condition.
fn words(condition: &Condition) -> Value {
    Value::List(condition.accepted().into_iter().map(Value::Word).collect())
}

impl LineFinding {
    /// Whether it is a reason for what became of the line.
    pub(super) fn is_told(&self) -> bool {
        let says_how = matches!(
            self.reason,
            Reason::SplitByDay | Reason::CapShared | Reason::Ruling | Reason::FallInOtherRole
        );
        says_how || self.outcome != Outcome::Met
    }
}

impl Assessment {
    /// The findings that a line rests on, with the days that each is about: every condition that
    /// applies, met or not, then how its days and caps came out.
    ///
    /// # Errors
    /// `unknown_id` for a line that there is not.
    pub fn findings(&self, id: &str) -> Result<Vec<(Finding, Span)>, Error> {
        Ok(self.findings_at(self.row(id, "/explain")?))
    }

    /// The findings of the line in a row.
    ///
    /// # Panics
    /// Where there is no such row, as a slice does.
    #[must_use]
    pub fn findings_at(&self, row: usize) -> Vec<(Finding, Span)> {
        let findings = self.line_findings(row);
        findings.iter().map(|finding| self.told(row, finding)).collect()
    }

    /// The findings that are reasons for what became of a line: those that are not met, and those that
    /// say how its amount came about.
    ///
    /// # Panics
    /// Where there is no such row, as a slice does.
    #[must_use]
    pub fn findings_told(&self, row: usize) -> Vec<(Finding, Span)> {
        let findings = self.line_findings(row);
        let told = findings.iter().filter(|finding| finding.is_told());
        told.map(|finding| self.told(row, finding)).collect()
    }

    /// The findings of a line, as codes.
    pub(super) fn line_findings(&self, row: usize) -> Vec<LineFinding> {
        let columns = self.claims.columns();
        let segments = self.lines.segments(&columns, row);
        let conditions = self.year.rulebook().conditions();
        let mut found = Vec::new();
        for segment in &segments {
            let era = self.era(segment);
            for bit in era.bits() {
                let Some(outcome) = segment.marks.outcome(bit) else { continue };
                let ground = match era.condition(bit) {
                    None => Ground::Period,
                    Some(place) => Ground::Condition(place),
                };
                let reason = era.reason(bit, conditions);
                let Segment { from, to, .. } = *segment;
                found.push(LineFinding { reason, outcome, from, to, ground });
            }
        }
        let (from, to) = (columns.from[row], columns.to[row]);
        let mut add = |reason, outcome, ground| {
            found.push(LineFinding { reason, outcome, from, to, ground });
        };
        if segments.len() > 1 {
            add(Reason::SplitByDay, Outcome::Met, Ground::Split);
        }
        let ruled = columns.ruled(row);
        if ruled != Ruled::Not {
            let mut eras = segments.iter().map(|segment| self.era(segment));
            let outcome = match ruled {
                // A decision that settles nothing must not go unseen.
                _ if !eras.any(|era| is_settled(era, &columns, row)) => Outcome::Judgement,
                Ruled::Approved => Outcome::Met,
                _ => Outcome::NotMet,
            };
            add(Reason::Ruling, outcome, Ground::Ruling);
        }
        self.add_cap(row, &mut add);
        found
    }

    /// What is in force on a run of a line's days.
    pub(super) fn era(&self, segment: &Segment) -> &Era {
        &self.year.eras()[usize::from(segment.era)]
    }

    /// What caps make of a line.
    fn add_cap(&self, row: usize, add: &mut impl FnMut(Reason, Outcome, Ground)) {
        let columns = self.claims.columns();
        let days = self.lines.days(&columns, row);
        if days.possible == 0 {
            return;
        }
        if let Some(capped) = &self.capped {
            let Some(cap) = capped.line(row) else { return self.add_amount_cap(row, add) };
            match cap.place {
                None => add(Reason::OverBaselineCap, Outcome::Missing, Ground::NoLevel),
                Some(place) => {
                    for (level, outcome) in Level::around(place).into_iter().zip(cap.outcomes) {
                        if let Some(outcome) = outcome {
                            add(Reason::OverBaselineCap, outcome, Ground::Level(level));
                        }
                    }
                }
            }
            // Whoever is served early may have all of it where others do not: that is told too.
            let is_over = cap.outcomes.iter().flatten().any(|outcome| *outcome != Outcome::Met);
            let is_shared = match days.certain > 0 {
                true => cap.certain.is_some() || is_over,
                // Nothing of it is certain: what it may come to is what is shared.
                false => cap.possible.is_some(),
            };
            if cap.place.is_some() && is_shared {
                add(Reason::CapShared, Outcome::Met, Ground::Shared);
            }
            let own = columns.code(WordColumn::Role, row);
            let recipient = capped.recipient(self.claims.recipient(row));
            let falls = recipient.into_iter().flat_map(|caps| caps.baseline.falls());
            let netted = self.options.across_roles;
            let outcome = if netted { Outcome::Met } else { Outcome::Judgement };
            for (role, _) in falls.filter(|(role, _)| *role != own) {
                add(Reason::FallInOtherRole, outcome, Ground::Fall(role));
            }
        } else if columns.is_above_baseline(row) == Some(true) {
            add(Reason::IncreaseOnStatement, Outcome::Met, Ground::Statement);
        }
        self.add_amount_cap(row, add);
    }

    fn add_amount_cap(&self, row: usize, add: &mut impl FnMut(Reason, Outcome, Ground)) {
        if self.year.amount_cap().is_none() {
            return;
        }
        let columns = self.claims.columns();
        let days = self.lines.days(&columns, row);
        let outcome = match super::assess::amount_part(&self.year, &columns, row, days) {
            None => Outcome::Met,
            Some(_) => Outcome::NotMet,
        };
        add(Reason::OverAmountCap, outcome, Ground::AmountCap);
    }

    /// A finding with its values, and the days that it is about.
    pub(super) fn told(&self, row: usize, finding: &LineFinding) -> (Finding, Span) {
        let days = Span::of_days(finding.from, finding.to);
        let told = match finding.ground {
            Ground::Period => Finding::new(finding.reason, self.claims.ids().get(row))
                .have(days)
                .need(self.year.period())
                .cite(Some(self.year.period_cite().clone())),
            Ground::Condition(place) => {
                self.told_condition(row, &self.year.rulebook().conditions()[place], finding)
            }
            Ground::Split => {
                let days = self.lines.days(&self.claims.columns(), row);
                Finding::new(finding.reason, self.claims.ids().get(row))
                    .have(Ratio::from(i64::from(days.possible)))
                    .need(Ratio::from(i64::from(days.all)))
            }
            Ground::Ruling => Finding::new(finding.reason, self.claims.ids().get(row))
                .have(self.ruling(row).unwrap_or_default())
                .need(Value::Word(match self.claims.columns().ruled(row) {
                    Ruled::Approved => Verdict::Approved.word(),
                    _ => Verdict::Refused.word(),
                }))
                .note((finding.outcome == Outcome::Judgement).then(settles_nothing)),
            Ground::NoLevel => Finding::new(finding.reason, self.called_group(row))
                .unit("FTE")
                .cite(self.cap_cite()),
            Ground::Level(level) => self
                .told_level(row, level)
                .note((finding.outcome == Outcome::Judgement).then(rests_on_others)),
            Ground::Shared => {
                let cap = self.capped.as_ref().and_then(|capped| capped.line(row));
                let is_certain = self.lines.days(&self.claims.columns(), row).certain > 0;
                let part = cap.and_then(|cap| match is_certain {
                    true => cap.certain.clone(),
                    false => cap.possible.clone(),
                });
                let rests = is_certain && cap.is_some_and(|cap| cap.certain != cap.possible);
                let part = part.map_or_else(Ratio::one, |part| Ratio::clone(&part));
                Finding::new(finding.reason, self.claims.ids().get(row))
                    .have(part)
                    .need(Value::Word(self.options.sharing.word()))
                    .note(rests.then(rests_on_others))
            }
            Ground::Fall(role) => {
                let capped = self.capped.as_ref();
                let caps = capped.and_then(|capped| capped.recipient(self.claims.recipient(row)));
                let mut falls = caps.into_iter().flat_map(|caps| caps.baseline.falls());
                let fall = falls.find(|(other, _)| *other == role).map(|(_, fall)| fall);
                let word = WordColumn::Role.word(role).unwrap_or_default();
                Finding::new(finding.reason, Value::Word(word))
                    .have(fall.unwrap_or_else(Ratio::zero))
                    .unit("FTE")
            }
            Ground::Statement => Finding::new(finding.reason, self.claims.recipient(row)),
            Ground::AmountCap => self.told_amount_cap(row),
        };
        (told.outcome(finding.outcome), days)
    }

    fn told_condition(&self, row: usize, condition: &Condition, finding: &LineFinding) -> Finding {
        let columns = self.claims.columns();
        let id = self.claims.ids().get(row);
        let told = match condition.kind() {
            ConditionKind::Question => {
                let told = Finding::new(finding.reason, id);
                match condition.question() {
                    Some(question) => told.have(question.clone()),
                    None => told,
                }
            }
            ConditionKind::Evidence => {
                let told = Finding::new(finding.reason, id);
                let evidence = self.claims.text("evidence", row);
                match evidence.filter(|_| columns.evidence.get(row) == Some(&1)) {
                    Some(evidence) => told.have(evidence),
                    None => told,
                }
            }
            ConditionKind::DoubleFunding => {
                let told = Finding::new(finding.reason, id).need(Money::ZERO).unit("kr");
                match columns.other_funding.get(row) {
                    Some(&ore @ 0..) => told.have(Money::known(ore)),
                    _ => told,
                }
            }
            kind => {
                let word =
                    WordColumn::of(kind).and_then(|column| column.word(columns.code(column, row)));
                let told = Finding::new(finding.reason, id).need(words(condition));
                match word {
                    Some(word) => told.have(Value::Word(word)),
                    None => told,
                }
            }
        };
        // A question is its own statement; the others say what is asked where it is.
        let asks =
            finding.outcome == Outcome::Judgement && condition.kind() != ConditionKind::Question;
        let code = condition.column().map(|column| columns.code(column, row));
        let was_judged = match condition.kind() {
            ConditionKind::Question => true,
            ConditionKind::Evidence => columns.evidence.get(row) != Some(&1),
            ConditionKind::DoubleFunding => false,
            _ => code.is_some_and(|code| condition.judge.has(code)),
        };
        let question = match finding.outcome {
            Outcome::Judgement => condition.question().filter(|_| asks).cloned(),
            _ => was_judged.then(settled_by_ruling),
        };
        told.note(question).cite(Some(condition.citation().clone()))
    }

    fn told_level(&self, row: usize, level: Level) -> Finding {
        let capped = self.capped.as_ref();
        let caps = capped.and_then(|capped| capped.recipient(self.claims.recipient(row)));
        let (mut unit, mut role, mut have, mut need) = (None, None, None, None);
        if let Some(caps) = caps {
            (unit, role) = self.named(caps, level);
            if let Some(room) = caps.room(level) {
                (have, need) = (Some(room.claimed.clone()), room.cap.clone());
            }
        }
        let whose = unit.unwrap_or_else(|| self.claims.recipient(row)).to_owned();
        let subject = match role {
            Some(role) => Value::List(vec![Value::Word(role), Value::Text(whose)]),
            None => Value::Text(whose),
        };
        let mut told = Finding::new(Reason::OverBaselineCap, subject).unit("FTE-years");
        if let Some(have) = have {
            told = told.have(have);
        }
        if let Some(need) = need {
            told = told.need(need);
        }
        told.cite(self.cap_cite())
    }

    fn told_amount_cap(&self, row: usize) -> Finding {
        let told = Finding::new(Reason::OverAmountCap, self.claims.ids().get(row)).unit("kr");
        let columns = self.claims.columns();
        let Some((cap, cite)) = self.year.amount_cap() else { return told };
        let days = columns.to[row] - columns.from[row] + 1;
        let years = Ratio::from_big(days, self.year.days());
        let fte_years = Ratio::from(self.claims.fte(row).big() * years.big());
        let per_year = Ratio::from(self.claims.amount(row)).checked_div(&fte_years);
        let told = match per_year {
            Some(per_year) => told.have(per_year),
            None => told,
        };
        told.need(*cap).cite(Some(cite.clone()))
    }

    fn cap_cite(&self) -> Option<Citation> {
        self.year.baseline_cap().cloned()
    }

    /// What the group of a line is called, where it is known.
    fn called_group(&self, row: usize) -> String {
        let unit = self.claims.unit(row);
        unit.unwrap_or_else(|| self.claims.recipient(row)).to_owned()
    }

    /// Why a person decided as they did.
    fn ruling(&self, row: usize) -> Option<String> {
        let text = self.claims.text("ruling", row)?;
        Some(text.split_once(':')?.1.trim().to_owned())
    }
}
