//! Settlement: what is repaid of what was sent out.

use num_rational::BigRational;
use num_traits::Zero;
use serde_json::Value;

use super::assess::{Assessed, assess};
use super::book::Book;
use super::day::Day;
use super::flow::one;
use super::grants::{Grant, grants};
use super::interest::interest;
use super::money::{at_least_zero, down_to_ore};
use super::segments::Outcome;

/// One recipient's columns, in kronor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Whose they are.
    pub recipient: String,
    /// By name; `None` where a column says nothing.
    pub columns: Vec<(&'static str, Option<BigRational>)>,
}

impl Settled {
    /// One of the columns.
    ///
    /// # Panics
    /// If there is none of the name.
    pub fn column(&self, name: &str) -> Option<&BigRational> {
        let (_, amount) = self.columns.iter().find(|(own, _)| *own == name).expect("a column");
        amount.as_ref()
    }
}

/// Recipient (none where it is about all), reason, outcome.
pub type Remark = (Option<String>, &'static str, Outcome);

/// A settlement.
#[derive(Clone, Debug)]
pub struct Settlement {
    /// In the order of the grants.
    pub recipients: Vec<Settled>,
    /// Sorted.
    pub findings: Vec<Remark>,
    /// By name.
    pub totals: Vec<(&'static str, Option<BigRational>)>,
    /// Recipient, what it is for, amount; in order.
    pub invoice: Vec<(String, &'static str, BigRational)>,
    /// The lines.
    pub assessment: Vec<Assessed>,
}

/// Settles a document.
///
/// # Panics
/// If the document is not in order.
pub fn settle(document: &Value) -> Settlement {
    let book = Book::of(document);
    let grants = grants(document);
    let assessment = assess(document);
    let mut recipients = Vec::new();
    let mut findings = Vec::new();
    let mut invoice = Vec::new();
    for grant in &grants {
        let own = |line: &&Assessed| line.line.recipient == grant.recipient;
        let lines: Vec<&Assessed> = assessment.iter().filter(own).collect();
        let settled = columns(&book, document, grant, &lines);
        let remarks = remarks(&book, grant, &lines);
        let named = |(reason, outcome)| (Some(grant.recipient.clone()), reason, outcome);
        findings.extend(remarks.into_iter().map(named));
        invoice.extend(invoiced(&settled));
        recipients.push(settled);
    }
    let pot = book.number("pot");
    let paid: BigRational = grants.iter().map(|grant| &grant.paid).sum();
    if let Some(pot) = &pot {
        findings.push((None, "OVER_POT", Outcome::of(paid <= *pot)));
    }
    findings.sort();
    let totals = totals(&recipients, &grants, pot);
    Settlement { recipients, findings, totals, invoice, assessment }
}

fn columns(book: &Book, document: &Value, grant: &Grant, lines: &[&Assessed]) -> Settled {
    let sum = |of: fn(&Assessed) -> &BigRational| lines.iter().map(|line| of(line)).sum();
    let kept = one() - book.term("co_financing").unwrap_or_else(BigRational::zero);
    let claimed: BigRational = sum(|line| &line.line.amount);
    let approved: BigRational = down_to_ore(&(sum(|line| &line.approved) * &kept));
    let undetermined: BigRational = down_to_ore(&(sum(|line| &line.undetermined) * &kept));
    let paid = &grant.paid;
    let left = at_least_zero(paid - &approved);
    let repayable = at_least_zero(paid - &approved - &undetermined);
    let waived = grant.waived();
    let due = &repayable - &waived;
    let interest = document.get("interest").zip(grant.day("decided_on"));
    let interest = interest.map(|(asked, day)| interest_on(&due, day, asked, book));
    let unrequisitioned = grant.amount("frame").zip(grant.amount("requisitioned"));
    let columns = vec![
        ("paid", Some(paid.clone())),
        ("claimed", Some(claimed.clone())),
        ("approved", Some(approved.clone())),
        ("undetermined", Some(undetermined.clone())),
        ("unused", Some(at_least_zero(paid - &claimed))),
        ("repayable", Some(repayable)),
        ("pending", Some(undetermined.clone().min(left))),
        ("own_cost_if_met", Some(&claimed - paid.clone().min(&approved + undetermined))),
        ("own_cost_if_refused", Some(&claimed - paid.clone().min(approved))),
        ("waived", Some(waived)),
        ("due", Some(due)),
        ("unrequisitioned", unrequisitioned.map(|(frame, asked)| frame - asked)),
        ("interest", interest),
    ];
    Settled { recipient: grant.recipient.clone(), columns }
}

fn interest_on(due: &BigRational, day: Day, asked: &Value, book: &Book) -> BigRational {
    interest(due, day, asked, book.interest())
}

/// What is remarked on one grant. None of it changes an amount.
fn remarks(book: &Book, grant: &Grant, lines: &[&Assessed]) -> Vec<(&'static str, Outcome)> {
    let mut remarks = Vec::new();
    let in_time = |received: Day, deadline: Option<Day>| match deadline {
        Some(deadline) if received <= deadline => Outcome::Met,
        _ => Outcome::Judgement,
    };
    let (requisition, report) = (book.deadline("requisition_by"), book.deadline("report_by"));
    let requisitioned = grant.day("requisition_received_on");
    let outcome = requisitioned.map_or(Outcome::Missing, |day| in_time(day, requisition));
    remarks.push(("REQUISITION_LATE", outcome));
    remarks.push(match grant.day("report_received_on") {
        Some(day) => ("REPORT_LATE", in_time(day, report)),
        None => ("REPORT_MISSING", Outcome::Judgement),
    });
    let holidays = [requisition, report].into_iter().flatten().filter(|day| day.is_holiday());
    remarks.extend(holidays.map(|_| ("DEADLINE_ON_HOLIDAY", Outcome::Met)));
    if let Some(share) = book.term("co_financing").filter(|share| !share.is_zero()) {
        let cost: BigRational = lines.iter().map(|line| &line.approved + &line.undetermined).sum();
        let need = share * cost;
        let outcome = match grant.amount("own_funding") {
            Some(have) => Outcome::of(have >= need),
            None => Outcome::Missing,
        };
        remarks.push(("CO_FINANCING_SHORT", outcome));
    }
    if let Some((least, frame)) = book.term("minimum_frame").zip(grant.amount("frame")) {
        remarks.push(("FRAME_UNDER_MINIMUM", Outcome::of(frame >= least)));
    }
    if lines.is_empty() {
        remarks.push(("NO_CLAIMS", Outcome::Judgement));
    }
    if !grant.waived().is_zero() {
        let why = grant.says_why_waived();
        remarks.push(("WAIVED", if why { Outcome::Met } else { Outcome::Missing }));
    }
    remarks
}

fn invoiced(settled: &Settled) -> Vec<(String, &'static str, BigRational)> {
    let column = |name: &str| settled.column(name).cloned().unwrap_or_default();
    let lines = [
        ("unused", column("unused")),
        ("not_eligible", column("repayable") - column("unused")),
        ("waived", -column("waived")),
        ("interest", column("interest")),
    ];
    let due = lines.into_iter().filter(|(_, amount)| !amount.is_zero());
    due.map(|(line, amount)| (settled.recipient.clone(), line, amount)).collect()
}

fn totals(
    recipients: &[Settled],
    grants: &[Grant],
    pot: Option<BigRational>,
) -> Vec<(&'static str, Option<BigRational>)> {
    let names = recipients.first().map_or(&[][..], |first| &first.columns[..]);
    let sum = |name: &'static str| {
        let known: Option<Vec<_>> =
            recipients.iter().map(|settled| settled.column(name).cloned()).collect();
        (name, known.map(|known| known.into_iter().sum()))
    };
    let mut totals: Vec<_> = names.iter().map(|(name, _)| sum(name)).collect();
    let given = |column: &str| {
        let all: Option<Vec<_>> = grants.iter().map(|grant| grant.amount(column)).collect();
        all.map(|all| all.into_iter().sum::<BigRational>())
    };
    let (frame, requisitioned) = (given("frame"), given("requisitioned"));
    totals.push(("pot_left", pot.clone().zip(frame.clone()).map(|(pot, frame)| pot - frame)));
    totals.extend([("pot", pot), ("frame", frame), ("requisitioned", requisitioned)]);
    totals
}
