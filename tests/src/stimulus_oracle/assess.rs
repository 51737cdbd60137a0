//! What a grant may pay for of every line.

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::Zero;
use serde_json::Value;

use super::book::{Book, whole};
use super::cap::{Sharing, finding, hold};
use super::claims::{Line, lines};
use super::flow::one;
use super::money::{Verdict, round};
use super::segments::{Alone, Finding, Outcome, alone};
use super::staffing::Staffing;

/// Reasons that stand with a line even where they are met.
const ALWAYS: [&str; 4] = ["SPLIT_BY_DAY", "CAP_SHARED", "RULING", "FALL_IN_OTHER_ROLE"];

/// The roles that there are.
const ROLES: [&str; 4] = ["social_worker", "supervisor", "administrator", "other"];

/// What one line comes to.
#[derive(Clone, Debug)]
pub struct Assessed {
    /// The line as claimed.
    pub line: Line,
    /// Days that may be paid for.
    pub possible_days: i64,
    /// How it comes out.
    pub verdict: Verdict,
    /// The least it can come to, exactly.
    pub certain: BigRational,
    /// The most it can come to, exactly.
    pub possible: BigRational,
    /// What is approved, in kronor.
    pub approved: BigRational,
    /// What is refused.
    pub refused: BigRational,
    /// What is neither yet.
    pub undetermined: BigRational,
    /// The reasons that stand with it.
    pub reasons: BTreeSet<&'static str>,
    /// Everything that was found, sorted.
    pub findings: Vec<Finding>,
}

/// Assesses a document.
///
/// # Panics
/// If the document is not in order.
pub fn assess(document: &Value) -> Vec<Assessed> {
    let book = Book::of(document);
    let lines = lines(document);
    let sharing = Sharing::of(document, &lines);
    let alone: Vec<Alone> = lines.iter().map(|line| alone(&book, line)).collect();
    let across = document.get("across_roles").and_then(Value::as_bool).unwrap_or(false);
    let funded = book.paid_roles(&ROLES);

    let mut factors = vec![(one(), one()); lines.len()];
    let mut found: Vec<Vec<Finding>> = alone.iter().map(|alone| alone.findings.clone()).collect();
    let recipients: BTreeSet<&str> = lines.iter().map(|line| line.recipient.as_str()).collect();
    for recipient in recipients {
        let own: Vec<usize> =
            (0..lines.len()).filter(|at| lines[*at].recipient == recipient).collect();
        let Some(staffing) = Staffing::of(document, recipient, across, funded.clone()) else {
            continue;
        };
        assert!(book.has_baseline_cap(), "a table without a cap that needs it");
        let pairs: Vec<_> = own.iter().map(|at| (&lines[*at], &alone[*at])).collect();
        let held = hold(&staffing, &book.days_of_year(), &sharing, &pairs);
        for (at, held) in own.into_iter().zip(held) {
            if let Some(held) = held {
                factors[at] = (held.certain, held.possible);
                found[at].extend(held.findings);
            }
        }
    }
    let on_statement = document.get("staffing").is_none();
    let each = lines.into_iter().zip(alone).zip(factors.into_iter().zip(found));
    each.map(|((line, alone), (factors, mut findings))| {
        findings.extend(of_the_whole(&book, &line, &alone, on_statement));
        assessed(&book, line, &alone, factors, findings)
    })
    .collect()
}

/// Findings that are made once a line, apart from the cap against the baseline.
fn of_the_whole(book: &Book, line: &Line, alone: &Alone, on_statement: bool) -> Vec<Finding> {
    let mut found = Vec::new();
    if alone.segments > 1 {
        found.push(finding("SPLIT_BY_DAY", Outcome::Met, line));
    }
    if line.ruling().is_some() {
        // One that settles nothing is told all the same.
        found.push(finding("RULING", alone.ruled.unwrap_or(Outcome::Judgement), line));
    }
    if alone.possible == 0 {
        return found;
    }
    if on_statement && line.word("increase") == Some("above_baseline") {
        found.push(finding("INCREASE_ON_STATEMENT", Outcome::Met, line));
    }
    if let Some(factor) = amount_cap(book, line, alone) {
        found.push(finding("OVER_AMOUNT_CAP", Outcome::of(factor == one()), line));
    }
    found
}

/// How much of the amount is within what a full-time equivalent may cost, if that is limited.
fn amount_cap(book: &Book, line: &Line, alone: &Alone) -> Option<BigRational> {
    let cap = book.number("amount_per_fte_year")?;
    if line.amount.is_zero() {
        return Some(one());
    }
    let most = cap * &line.fte * whole(alone.days) / book.days_of_year();
    Some(one().min(most / &line.amount))
}

fn assessed(
    book: &Book,
    line: Line,
    alone: &Alone,
    (certain, possible): (BigRational, BigRational),
    mut findings: Vec<Finding>,
) -> Assessed {
    let cap = amount_cap(book, &line, alone).unwrap_or_else(one);
    let part = |days: i64, factor| whole(days) / whole(alone.days) * &cap * factor;
    let (certain, possible) = (part(alone.certain, certain), part(alone.possible, possible));
    let verdict = Verdict::of(&certain, &possible);
    let (certain, possible) = (certain * &line.amount, possible * &line.amount);
    let (unit, how) = book.rounding();
    // Nothing is rounded up over what is claimed.
    let rounded = |part: &BigRational| round(part, &unit, &how).min(line.amount.clone());
    let approved = rounded(&certain);
    let undetermined = rounded(&possible) - &approved;
    let refused = &line.amount - &approved - &undetermined;
    findings.sort();
    let shown = |f: &&Finding| f.outcome != Outcome::Met || ALWAYS.contains(&f.reason);
    let reasons = findings.iter().filter(shown).map(|finding| finding.reason).collect();
    Assessed {
        line,
        possible_days: alone.possible,
        verdict,
        certain,
        possible,
        approved,
        refused,
        undetermined,
        reasons,
        findings,
    }
}
