//! Why a recipient gets what it gets.

mod cut;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::Allocation;
use crate::Error;
use crate::apportion::BoundsPolicy;
use crate::finding::{Finding, Outcome, Reason, Value};
use crate::number::Ratio;
use crate::problem::{Code, Problem};
use crate::source::Citation;
use crate::text::{self, Language};

impl Allocation {
    /// The derivation of a recipient's amount: facts and their sums, shares, the exact entitlement,
    /// bounds, rounding and tie, in that order.
    ///
    /// # Errors
    /// `unknown_id` for one that is not in the table.
    pub fn findings(&self, id: &str) -> Result<Vec<Finding>, Error> {
        self.findings_citing(id, None)
    }

    /// The same with what the key rests on.
    pub(crate) fn findings_citing(
        &self,
        id: &str,
        cite: Option<&Citation>,
    ) -> Result<Vec<Finding>, Error> {
        let Some(row) = self.ids().position(id) else {
            return Err(
                Problem::new("/explain", Code::UnknownId, id, "a recipient of the table").into()
            );
        };
        let mut findings = Vec::new();
        if !self.takes_part(row) {
            let column = self.options().only.as_deref().unwrap_or_default();
            findings.push(Finding::new(Reason::NotEligible, column).outcome(Outcome::NotMet));
            return Ok(findings);
        }
        self.explain_key(row, cite, &mut findings);
        self.explain_bounds(row, &mut findings);
        self.explain_rounding(row, &mut findings);
        Ok(findings)
    }

    /// The derivation in words, one statement a line. The first line is the amount.
    ///
    /// ```
    /// use statsbidrag::{Key, Language, Money, Options, Table, allocate};
    ///
    /// let table = Table::builder("id", ["a", "b", "c"]).column("weight", [1, 2, 4]).build()?;
    /// let key = Key::measure("weight")?;
    /// let result = allocate(&table, Money::from_kronor(100)?, &key, &Options::new())?;
    /// let text = result.explain("b", Language::English)?.replace('\u{a0}', " ");
    /// assert_eq!(
    ///     text,
    ///     "b: 29 kr\n\
    ///      weight: 2 of 7 in all.\n\
    ///      Exact entitlement: 28.571429 (200/7) kr.\n\
    ///      Rounding: largest remainder, in units of 1 kr.\n\
    ///      Rounded up: 29 kr.\n\
    ///      The remainder is 0.571429 (4/7) of a unit; the smallest that got a unit more is 0.571429 (4/7)."
    /// );
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// `unknown_id` for a recipient that is not in the table.
    pub fn explain(&self, id: &str, language: Language) -> Result<String, Error> {
        let findings = self.findings(id)?;
        let heading = self.ids().position(id).map(|row| self.heading(row, language));
        Ok(text::lines(heading.unwrap_or_default(), &findings, language))
    }

    /// The recipient with its amount: `Göteborg (1480): 116 951 235 kr`.
    pub(crate) fn heading(&self, row: usize, language: Language) -> String {
        let amount = self.amounts()[row];
        let amount = match self.options().unit.is_count() {
            true => language.digits(&amount.to_string()),
            false => language.money(amount),
        };
        format!("{}: {amount}", self.table().called(row))
    }

    fn unit_word(&self) -> &'static str {
        if self.options().unit.is_count() { "" } else { "kr" }
    }

    fn explain_key(&self, row: usize, cite: Option<&Citation>, findings: &mut Vec<Finding>) {
        let total = BigRational::new(self.total().ore().into(), 100.into());
        for (component, sum) in self.key().active().zip(self.sums()) {
            if !self.key().is_measure() {
                let part = Ratio::from(component.share().big() * &total);
                let share = Finding::new(Reason::Share, component.called());
                findings
                    .push(share.have(component.share().clone()).need(part).unit(self.unit_word()));
            }
            let fact = Finding::new(Reason::Fact, component.measure().to_string());
            findings.push(
                fact.have(self.measured(component, row)).need(sum.clone()).cite(cite.cloned()),
            );
            for name in component.measure().parameters() {
                if let Some(value) = self.options().parameters.get(name) {
                    findings.push(Finding::new(Reason::Parameter, name).have(value.clone()));
                }
            }
        }
        let entitlement = Finding::new(Reason::Entitlement, self.ids().get(row));
        findings.push(entitlement.have(self.entitlement(row)).unit(self.unit_word()));
    }

    fn explain_bounds(&self, row: usize, findings: &mut Vec<Finding>) {
        let Some(held) = self.held() else { return };
        let unit = BigRational::new(self.options().unit.ore().into(), 100.into());
        let kronor = |units: u64| Ratio::from(&unit * BigInt::from(units));
        let id = self.ids().get(row);
        if held.reduced() {
            let finding = Finding::new(Reason::MinimumReduced, id);
            findings.push(finding.have(kronor(held.limits.lower[row])).unit(self.unit_word()));
        }
        if held.limits.policy == BoundsPolicy::BaseThenShare {
            let finding = Finding::new(Reason::Base, id);
            findings.push(finding.have(kronor(held.limits.lower[row])).unit(self.unit_word()));
        }
        let alone = match self.level() {
            Some(level) => Ratio::from(level * &unit * self.share(row)),
            None => Ratio::from(
                self.share(row) * BigRational::new(self.total().ore().into(), 100.into()),
            ),
        };
        let (reason, bound) = match self.bound(row) {
            "minimum" if held.limits.policy == BoundsPolicy::TopUpOriginalQuota => {
                (Reason::ToppedUp, held.limits.lower[row])
            }
            "minimum" => (Reason::Minimum, held.limits.lower[row]),
            "maximum" => (Reason::Maximum, held.limits.upper[row]),
            _ => return,
        };
        findings
            .push(Finding::new(reason, id).have(kronor(bound)).need(alone).unit(self.unit_word()));
    }

    fn explain_rounding(&self, row: usize, findings: &mut Vec<Finding>) {
        let line = self.row(row);
        let word = self.unit_word();
        if self.share(row).numer().sign() == num_bigint::Sign::NoSign && line.amount.ore() == 0 {
            findings.push(Finding::new(Reason::NoWeight, line.id));
            return;
        }
        for (part, component) in self.parts().iter().zip(self.key().active()) {
            let finding = Finding::new(Reason::ComponentAmount, component.called());
            findings.push(finding.have(part.amounts()[row]).need(part.pot()).unit(word));
        }
        let rule = Value::Word(self.options().rounding.word());
        let rounding = Finding::new(Reason::Rounding, line.id).have(self.options().unit.amount());
        findings.push(rounding.need(rule).unit(word));
        let exact =
            line.entitlement.big() == &BigRational::new(line.amount.ore().into(), 100.into());
        let reason = match (exact, line.rounded_up) {
            (true, _) => Reason::Exact,
            (_, true) => Reason::RoundedUp,
            _ => Reason::RoundedDown,
        };
        let rounded = Finding::new(reason, line.id);
        findings.push(rounded.have(line.amount).need(line.entitlement).unit(word));
        if self.parts().is_empty() {
            self.explain_cut(row, exact, findings);
        }
        self.explain_ties(row, findings);
    }
}
