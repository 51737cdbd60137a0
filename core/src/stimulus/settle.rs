//! Settlement: what was paid against what is approved.

use std::collections::HashMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};

use super::assessment::Assessment;
use super::grants::{Grant, Grants};
use super::interest::{InterestFacts, interest, told_no_terms};
use super::settlement::{SettledGrant, Settlement};
use crate::Error;
use crate::number::text::shorten;
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problems};

impl Assessment {
    /// Settles the grants of a year (slutavräkning): what was paid to each recipient against what is
    /// approved of its claims. It rests on what was *paid*, never on the frame.
    ///
    /// With G paid, C claimed, A approved and U undetermined, of which a share for co-financing is
    /// taken off A and U each, rounded down to öre: unused max(0, G − C), repayable
    /// max(0, G − A − U), pending min(U, max(0, G − A)); the recipient's own cost is C − min(A + U, G)
    /// if all that is undetermined is met, and C − min(A, G) if it is refused. What is undetermined is
    /// not repayable: who demands money back must show why. Always
    /// G = min(A, G) + pending + repayable. Late or missing requisitions and reports are for a person
    /// to judge and change no amount.
    ///
    /// ```
    /// use statsbidrag::{AssessOptions, Claims, Grants, assess, catalog};
    ///
    /// // 300,000 kr for training, which the staffing grant does not pay for.
    /// let claims = Claims::builder()
    ///     .column("id", ["L1"])
    ///     .column("recipient", ["1480"])
    ///     .column("cost_kind", ["training"])
    ///     .column("from", ["2017-01-01"])
    ///     .column("to", ["2017-12-31"])
    ///     .column("fte", [1])
    ///     .column("amount", [300_000])
    ///     .build()?;
    /// let rulebook = catalog::rulebook("starkt-bemanning")?;
    /// let assessment = assess(&claims, &rulebook, 2017, None, &AssessOptions::new())?;
    /// let grants = Grants::builder().column("recipient", ["1480"]).column("paid", [1_000_000]).build()?;
    /// let settlement = assessment.settle(&grants, None)?;
    /// let settled = settlement.grant(0);
    /// assert_eq!((settled.unused.to_string(), settled.repayable.to_string()),
    ///     ("700000".to_owned(), "1000000".to_owned()));
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// `unknown_id` for a recipient that claims and has no grant: what it was paid is not known, and
    /// not zero. `contradiction` where more is waived than is repayable. `no_value_at_date` for
    /// interest where the rulebook has no terms of it, for a day without a rate, and for a pot, a
    /// deadline, a share or a least frame that holds on a part of the year; `out_of_range`.
    pub fn settle(
        &self,
        grants: &Grants,
        interest: Option<&InterestFacts>,
    ) -> Result<Settlement, Error> {
        let mut problems = Problems::new();
        let places: HashMap<&str, usize> =
            grants.rows().iter().map(|grant| grant.recipient.as_str()).zip(0..).collect();
        let mut sums = vec![Sums::default(); grants.len()];
        let recipients = self.claims.recipients();
        let own: Vec<Option<usize>> =
            recipients.all().iter().map(|name| places.get(name.as_str()).copied()).collect();
        let mut told = vec![false; own.len()];
        for row in 0..self.len() {
            let recipient = recipients.place(row) as usize;
            match own[recipient] {
                Some(place) => sums[place].add(self, row),
                None if !std::mem::replace(&mut told[recipient], true) => {
                    let got = shorten(self.claims.recipient(row));
                    let want = "a recipient that has a row of grants";
                    let path = format_args!("/claims/recipient/{row}");
                    problems.add(path, Code::UnknownId, got, want);
                }
                None => {}
            }
        }
        let period = self.year.period();
        let rulebook = self.year.rulebook();
        let terms = rulebook.settlement();
        // A value that holds on a part of the year only is no value, and not an unknown one.
        let whole = "/rulebook/settlement";
        problems.keep("/rulebook/pot", rulebook.pots().throughout_if_any(period));
        let requisition_by = terms.requisition_by().throughout_if_any(period);
        problems.keep(&format!("{whole}/requisition_by"), requisition_by);
        let report_by = terms.report_by().throughout_if_any(period);
        problems.keep(&format!("{whole}/report_by"), report_by);
        let minimum_frame = terms.minimum_frame().throughout_if_any(period);
        problems.keep(&format!("{whole}/minimum_frame"), minimum_frame);
        let share = terms.co_financing().throughout_if_any(period);
        let share = problems.keep(&format!("{whole}/co_financing"), share);
        let share = share.flatten().map(|entry| entry.value().clone());
        if interest.is_some() && terms.interest().is_none() {
            told_no_terms(rulebook.id(), &mut problems);
        }
        // A day without a rate is missing for all.
        let mut of_interest = Problems::new();
        let mut settled = Vec::with_capacity(grants.len());
        for (row, (grant, sums)) in grants.rows().iter().zip(&sums).enumerate() {
            let line = settle_one(grant, sums, share.as_ref(), row, &mut problems);
            let Some(mut line) = line else { continue };
            if let (Some(facts), Some(terms), Some(decided_on)) =
                (interest, terms.interest(), grant.decided_on)
            {
                let mut own = Problems::new();
                line.interest = self::interest(line.due, decided_on, terms, facts, &mut own);
                of_interest.extend_once(own);
            }
            settled.push(line);
        }
        problems.extend_under("", of_interest);
        problems.check()?;
        Settlement::new(self.clone(), grants.clone(), settled, share, interest.cloned())
    }
}

/// What the lines of a recipient sum to, in öre.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    lines: usize,
    claimed: i128,
    approved: i128,
    undetermined: i128,
}

impl Sums {
    fn add(&mut self, assessment: &Assessment, row: usize) {
        let line = assessment.line(row);
        self.lines += 1;
        self.claimed += i128::from(line.amount.ore());
        self.approved += i128::from(line.approved.ore());
        self.undetermined += i128::from(line.undetermined.ore());
    }
}

fn settle_one(
    grant: &Grant,
    sums: &Sums,
    share: Option<&Ratio>,
    row: usize,
    problems: &mut Problems,
) -> Option<SettledGrant> {
    let path = format!("/grants/recipient/{row}");
    let mut money = |ore: i128| problems.keep(&path, Money::try_from_ore(ore));
    let before_share = money(sums.approved + sums.undetermined)?;
    let [a, u] = [sums.approved, sums.undetermined].map(|ore| after_share(ore, share));
    let (g, c) = (i128::from(grant.paid.ore()), sums.claimed);
    let repayable = (g - a - u).max(0);
    let pending = u.min((g - a).max(0));
    let waived = grant.waived.unwrap_or(Money::ZERO);
    let settled = SettledGrant {
        recipient: grant.recipient.clone(),
        lines: sums.lines,
        paid: grant.paid,
        claimed: money(c)?,
        approved: money(a)?,
        undetermined: money(u)?,
        unused: money((g - c).max(0))?,
        repayable: money(repayable)?,
        pending: money(pending)?,
        own_cost_if_met: money(c - g.min(a + u))?,
        own_cost_if_refused: money(c - g.min(a))?,
        waived,
        due: money(repayable - i128::from(waived.ore()))?,
        unrequisitioned: match (grant.frame, grant.requisitioned) {
            (Some(frame), Some(requisitioned)) => {
                money(i128::from(frame.ore()) - i128::from(requisitioned.ore()))
            }
            _ => None,
        },
        interest: None,
        eligible_before_share: before_share,
    };
    if g != g.min(a) + pending + repayable {
        let got = format!("{}, {}, {}", settled.approved, settled.pending, settled.repayable);
        problems.add(path, Code::SumMismatch, got, format_args!("parts of {}", grant.paid));
    }
    if waived > settled.repayable {
        let want = format!("at most what is repayable, {}", settled.repayable);
        problems.add(format_args!("/grants/waived/{row}"), Code::Contradiction, waived, want);
    }
    Some(settled)
}

/// What is left of öre when the recipient's own share is taken off, rounded down.
fn after_share(ore: i128, share: Option<&Ratio>) -> i128 {
    let Some(share) = share else { return ore };
    let left = (BigRational::one() - share.big()) * BigInt::from(ore);
    // A share is from 0 to 1, so that this is no more than there was.
    left.floor().to_integer().to_i128().unwrap_or(ore)
}
