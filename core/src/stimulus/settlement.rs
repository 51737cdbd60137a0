//! Grants settled: per recipient, as a whole, and as lines of an invoice.

use serde_json::json;

use super::assessment::Assessment;
use super::claims::Claims;
use super::grants::{Grant, Grants};
use super::interest::InterestFacts;
use super::words::RepaymentGround;
use crate::Error;
use crate::date::Date;
use crate::finding::{Finding, Outcome, Reason};
use crate::number::{Money, Ratio};
use crate::problem::Problems;
use crate::receipt::{Receipt, hash_of_list, hash_of_value};
use crate::source::Citation;
use crate::table::{Numbers, Table};
use crate::vocabulary::vocabulary;

/// One recipient's grant settled, in kronor. Always
/// paid = min(approved, paid) + pending + repayable.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SettledGrant {
    /// Whose.
    pub recipient: String,
    /// How many lines it claims.
    pub lines: usize,
    /// What was sent out (utbetalt).
    pub paid: Money,
    /// What is claimed (redovisat).
    pub claimed: Money,
    /// What is approved, without the share that the recipient pays itself.
    pub approved: Money,
    /// What is undetermined, without that share.
    pub undetermined: Money,
    /// What was paid and not claimed (outnyttjat).
    pub unused: Money,
    /// What is to be paid back, whichever way doubts are settled (återbetalningspliktigt). Where the
    /// recipient pays a share itself, what is approved and what is undetermined are each rounded down
    /// to whole öre after it; settled as one they may come to an öre more.
    pub repayable: Money,
    /// What is neither approved nor repayable yet (under utredning).
    pub pending: Money,
    /// What the recipient bears itself if all that is undetermined is met.
    pub own_cost_if_met: Money,
    /// What it bears if all that is undetermined is refused.
    pub own_cost_if_refused: Money,
    /// Repayment that is given up (eftergivet).
    pub waived: Money,
    /// What is to be paid back, less what is given up.
    pub due: Money,
    /// The part of the frame that was not asked for; none where frame or requisition is not given.
    /// It never enters the settlement.
    pub unrequisitioned: Option<Money>,
    /// Interest; none where it was not asked for, or no day of decision is given.
    pub interest: Option<Money>,
    /// What is approved or undetermined, with the share that the recipient pays itself.
    pub(super) eligible_before_share: Money,
}

/// Grants of a year settled (slutavräkning).
#[derive(Clone, Debug)]
pub struct Settlement {
    assessment: Assessment,
    grants: Grants,
    settled: Vec<SettledGrant>,
    share: Option<Ratio>,
    interest: Option<InterestFacts>,
    totals: SettlementTotals,
}

/// Sums over all recipients, against the pot.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SettlementTotals {
    /// The sums of the columns; the recipient is empty.
    pub sums: SettledGrant,
    /// The pot of the grant year; none where it is not known.
    pub pot: Option<Money>,
    /// All frames; none unless every recipient's is given.
    pub frame: Option<Money>,
    /// All that was requisitioned; none unless every recipient's is given.
    pub requisitioned: Option<Money>,
    /// The pot less all frames: pot = left + unrequisitioned + requisitioned.
    pub pot_left: Option<Money>,
}

vocabulary! {
    /// What a line of an invoice is for.
    #[non_exhaustive]
    pub enum InvoiceItem {
        /// Money that was not used (outnyttjade medel).
        Unused = "unused",
        /// Money used for what is not approved (ej godkända kostnader).
        NotEligible = "not_eligible",
        /// Repayment that is given up (eftergift), under zero.
        Waived = "waived",
        /// Interest (ränta).
        Interest = "interest",
    }
}

/// A line of an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvoiceLine<'s> {
    /// Who pays.
    pub recipient: &'s str,
    /// What for.
    pub item: InvoiceItem,
    /// Kronor; under zero for what is given up.
    pub amount: Money,
    /// The ground of repayment, where a rulebook has one.
    pub cite: Option<&'s Citation>,
}

impl Settlement {
    pub(super) fn new(
        assessment: Assessment,
        grants: Grants,
        settled: Vec<SettledGrant>,
        share: Option<Ratio>,
        interest: Option<InterestFacts>,
    ) -> Result<Self, Error> {
        let totals = SettlementTotals::new(&assessment, &grants, &settled)?;
        Ok(Self { assessment, grants, settled, share, interest, totals })
    }

    /// The claims as they were assessed.
    #[must_use]
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// How many recipients.
    #[must_use]
    pub fn len(&self) -> usize {
        self.settled.len()
    }

    /// Never: grants without recipients cannot be built.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.settled.is_empty()
    }

    /// The grant in a row.
    ///
    /// # Panics
    /// Where there is no such row, as a slice does.
    #[must_use]
    pub fn grant(&self, row: usize) -> &SettledGrant {
        &self.settled[row]
    }

    /// Every grant, in the order of the grants.
    #[must_use]
    pub fn grants(&self) -> &[SettledGrant] {
        &self.settled
    }

    /// The sums of all recipients.
    #[must_use]
    pub fn totals(&self) -> &SettlementTotals {
        &self.totals
    }

    /// What each recipient is to be invoiced; lines of nothing are left out. The lines of a recipient
    /// sum to what is due and its interest.
    #[must_use]
    pub fn invoice(&self) -> Vec<InvoiceLine<'_>> {
        let period = self.assessment.year.period();
        let terms = self.assessment.year.rulebook().settlement();
        let lines = self.settled.iter().flat_map(|own| {
            let ground = |ground| terms.ground(ground, period);
            // What was not claimed is repayable whatever was approved.
            let refused = Money::known(own.repayable.ore() - own.unused.ore());
            let interest = own.interest.unwrap_or(Money::ZERO);
            let items = [
                (InvoiceItem::Unused, own.unused, ground(RepaymentGround::Unused)),
                (InvoiceItem::NotEligible, refused, ground(RepaymentGround::NotEligible)),
                (InvoiceItem::Waived, -own.waived, None),
                (InvoiceItem::Interest, interest, terms.interest().map(|terms| terms.citation())),
            ];
            items.map(|(item, amount, cite)| InvoiceLine {
                recipient: &own.recipient,
                item,
                amount,
                cite,
            })
        });
        lines.filter(|line| line.amount != Money::ZERO).collect()
    }

    /// The frames and what was requisitioned of them, as the table of a
    /// [`second_round`](crate::second_round): columns `frame` and `requisitioned`. None unless both are
    /// given for every recipient.
    ///
    /// # Errors
    /// None: recipients stand once.
    pub fn second_round_table(&self) -> Result<Option<Table>, Error> {
        let rows = self.grants.rows();
        let column = |of: fn(&Grant) -> Option<Money>| -> Option<Vec<Option<Ratio>>> {
            rows.iter().map(|grant| Some(Some(Ratio::from(of(grant)?)))).collect()
        };
        let (frames, requisitioned) = (column(|grant| grant.frame), column(|g| g.requisitioned));
        let (Some(frames), Some(requisitioned)) = (frames, requisitioned) else { return Ok(None) };
        let table = Table::builder("recipient", rows.iter().map(|grant| &grant.recipient))
            .column("frame", Numbers::exact(frames))
            .column("requisitioned", Numbers::exact(requisitioned))
            .build()?;
        Ok(Some(table))
    }

    /// What a settlement rests on beside the lines, recipient by recipient: when requisition and
    /// report were received, co-financing, frame, waiver. None of it changes an amount.
    #[must_use]
    pub fn findings(&self) -> Vec<(Option<&str>, Finding)> {
        let rows = self.grants.rows().iter().zip(&self.settled);
        let mut found: Vec<(Option<&str>, Finding)> = rows
            .flat_map(|(grant, own)| {
                let findings = self.grant_findings(grant, own);
                findings.into_iter().map(|finding| (Some(own.recipient.as_str()), finding))
            })
            .collect();
        found.extend(self.pot_finding().map(|finding| (None, finding)));
        found
    }

    fn grant_findings(&self, grant: &Grant, own: &SettledGrant) -> Vec<Finding> {
        let rulebook = self.assessment.year.rulebook();
        let year = self.assessment.year.year();
        let deadline = |found: Result<&crate::Entry<Date>, Error>| {
            found.ok().map(|entry| (*entry.value(), entry.cite().clone()))
        };
        let requisition_by = deadline(rulebook.requisition_by(year));
        let report_by = deadline(rulebook.report_by(year));
        let recipient = own.recipient.as_str();
        let received = |reason, day: Option<Date>, by: &Option<(Date, Citation)>| {
            let outcome = match (day, by) {
                (None, _) => Outcome::Missing,
                (Some(day), Some((by, _))) if day <= *by => Outcome::Met,
                _ => Outcome::Judgement,
            };
            let mut told = Finding::new(reason, recipient).outcome(outcome);
            if let Some(day) = day {
                told = told.have(day);
            }
            match by {
                Some((by, cite)) => told.need(*by).cite(Some(cite.clone())),
                None => told,
            }
        };
        let mut found = Vec::new();
        let requisition = grant.requisition_received_on;
        found.push(received(Reason::RequisitionLate, requisition, &requisition_by));
        found.push(match grant.report_received_on {
            Some(day) => received(Reason::ReportLate, Some(day), &report_by),
            None => received(Reason::ReportMissing, None, &report_by).outcome(Outcome::Judgement),
        });
        for (by, cite) in [requisition_by, report_by].into_iter().flatten() {
            if by.is_swedish_holiday() {
                found.push(
                    Finding::new(Reason::DeadlineOnHoliday, recipient).have(by).cite(Some(cite)),
                );
            }
        }
        found.extend(self.co_financing(grant, own));
        found.extend(self.minimum_frame(grant));
        if own.lines == 0 {
            let none = Finding::new(Reason::NoClaims, recipient).have(own.paid).unit("kr");
            found.push(none.outcome(Outcome::Judgement));
        }
        if own.waived > Money::ZERO {
            let told = Finding::new(Reason::Waived, recipient).have(own.waived).unit("kr");
            found.push(match &grant.waived_reason {
                Some(why) => told.need(why.as_str()),
                None => told.outcome(Outcome::Missing),
            });
        }
        found
    }

    fn co_financing(&self, grant: &Grant, own: &SettledGrant) -> Option<Finding> {
        let share = self.share.as_ref().filter(|share| !share.is_zero())?;
        let rulebook = self.assessment.year.rulebook();
        let entry = rulebook.co_financing(self.assessment.year.year()).ok();
        let need = Ratio::from(Ratio::from(own.eligible_before_share).big() * share.big());
        let outcome = match grant.own_funding {
            None => Outcome::Missing,
            Some(have) if Ratio::from(have) >= need => Outcome::Met,
            Some(_) => Outcome::NotMet,
        };
        let mut told = Finding::new(Reason::CoFinancingShort, grant.recipient.as_str());
        if let Some(have) = grant.own_funding {
            told = told.have(have);
        }
        let cite = entry.map(|entry| entry.cite().clone());
        Some(told.need(need).unit("kr").outcome(outcome).cite(cite))
    }

    fn minimum_frame(&self, grant: &Grant) -> Option<Finding> {
        let period = self.assessment.year.period();
        let terms = self.assessment.year.rulebook().settlement();
        let entry = terms.minimum_frame().throughout_if_any(period).ok()??;
        let frame = grant.frame?;
        let outcome = if frame >= *entry.value() { Outcome::Met } else { Outcome::NotMet };
        let told = Finding::new(Reason::FrameUnderMinimum, grant.recipient.as_str()).have(frame);
        let told = told.need(*entry.value()).unit("kr").outcome(outcome);
        Some(told.cite(Some(entry.cite().clone())))
    }

    fn pot_finding(&self) -> Option<Finding> {
        let year = &self.assessment.year;
        let pot = year.rulebook().pot(year.year()).ok()?;
        let paid = self.totals.sums.paid;
        let outcome = if paid <= *pot.value() { Outcome::Met } else { Outcome::NotMet };
        let told = Finding::new(Reason::OverPot, year.rulebook().name().clone()).have(paid);
        let told = told.need(*pot.value()).unit("kr").outcome(outcome);
        Some(told.cite(Some(pot.cite().clone())))
    }

    /// Which facts and rules it was computed from. The facts are the grants; the claims and the
    /// staffing stand in the rules by their hashes.
    #[must_use]
    pub fn receipt(&self) -> Receipt {
        let claims = &self.assessment.claims;
        let mut rules = self.assessment.rules();
        rules["claims_sha256"] =
            json!(hash_of_list(claims.len(), claims.given(), &Claims::NUMBERS));
        if let Some(interest) = &self.interest {
            rules["interest_sha256"] = json!(hash_of_value(&interest.write()));
            rules["interest_to"] = json!(interest.to());
        }
        Receipt::of_list(rules, self.len(), self.grants.given(), &Grants::NUMBERS)
    }
}

impl SettlementTotals {
    fn new(
        assessment: &Assessment,
        grants: &Grants,
        settled: &[SettledGrant],
    ) -> Result<Self, Error> {
        let mut problems = Problems::new();
        let mut sum = |of: &dyn Fn(&SettledGrant) -> Money| {
            problems.keep("/grants", Money::sum(settled.iter().map(of))).unwrap_or_default()
        };
        let every = |of: fn(&SettledGrant) -> Option<Money>| {
            let every: Option<Vec<Money>> = settled.iter().map(of).collect();
            every.map(Money::sum).transpose()
        };
        let sums = SettledGrant {
            recipient: String::new(),
            lines: settled.iter().map(|own| own.lines).sum(),
            paid: sum(&|own| own.paid),
            claimed: sum(&|own| own.claimed),
            approved: sum(&|own| own.approved),
            undetermined: sum(&|own| own.undetermined),
            unused: sum(&|own| own.unused),
            repayable: sum(&|own| own.repayable),
            pending: sum(&|own| own.pending),
            own_cost_if_met: sum(&|own| own.own_cost_if_met),
            own_cost_if_refused: sum(&|own| own.own_cost_if_refused),
            waived: sum(&|own| own.waived),
            due: sum(&|own| own.due),
            unrequisitioned: every(|own| own.unrequisitioned)?,
            interest: every(|own| own.interest)?,
            eligible_before_share: sum(&|own| own.eligible_before_share),
        };
        problems.check()?;
        let all = |of: fn(&Grant) -> Option<Money>| -> Result<Option<Money>, Error> {
            let every: Option<Vec<Money>> = grants.rows().iter().map(of).collect();
            every.map(Money::sum).transpose()
        };
        let (frame, requisitioned) = (all(|grant| grant.frame)?, all(|grant| grant.requisitioned)?);
        let year = &assessment.year;
        let pot = year.rulebook().pot(year.year()).ok().map(|entry| *entry.value());
        let pot_left = pot.zip(frame).map(|(pot, frame)| pot.minus(frame)).transpose()?;
        Ok(Self { sums, pot, frame, requisitioned, pot_left })
    }
}
