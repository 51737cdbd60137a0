//! Checking a certificate by itself.
//!
//! Nothing here calls the computation. The certificate's own numbers are written out as fractions
//! over one denominator, and amounts are held against them by cross multiplication: a number of
//! exact operations that grows with the rows and no faster, since nothing is sorted or searched.

mod division;
mod entitlement;
mod form;
#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::fmt;

use num_bigint::BigUint;

use division::{Division, Tie};
use entitlement::{Entitlements, Shares};
use form::TieOrder;

use super::Allocation;
use super::certificate::Certificate;
use crate::Error;
use crate::apportion::{Rounding, TieRule};
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problems};

impl Allocation {
    /// Checks the result against its facts and its key, by [`Certificate::verify`] on its
    /// certificate.
    ///
    /// ```
    /// use statsbidrag::{Key, Options, Table, allocate};
    ///
    /// let table = Table::builder("id", ["a", "b"]).column("weight", [1, 2]).build()?;
    /// let result = allocate(&table, "100".parse()?, &Key::measure("weight")?, &Options::new())?;
    /// result.verify()?;
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// `not_verified`, which would be a fault of this library.
    pub fn verify(&self) -> Result<(), Error> {
        self.certificate().verify()
    }
}

impl Certificate {
    /// Checks that the amounts follow from the other numbers, without repeating the computation.
    ///
    /// Checked are the sums of weights, shares, parts and amounts; that every amount is a whole
    /// number of units and its exact entitlement rounded down or up (or as the statute says); that
    /// nobody with a smaller remainder, or for a divisor method with a weaker claim, was preferred;
    /// that ties fell by the rule, and were reported; that minimums and maximums were kept, and
    /// that the level is the one at which the entitlements sum to the total.
    ///
    /// A certificate whose amounts differ in any way from those that its facts, key and options
    /// lead to does not pass. That its weights are the true ones is not in its power to say.
    ///
    /// ```
    /// # use statsbidrag::{Certificate, Key, Options, Table, allocate};
    /// # let table = Table::builder("id", ["a", "b"]).column("weight", [1, 2]).build()?;
    /// # let result = allocate(&table, "100".parse()?, &Key::measure("weight")?, &Options::new())?;
    /// // 33 1/3 and 66 2/3: the krona that is left goes to b. On its way it is given to a.
    /// let certificate = serde_json::to_string(&result.certificate()).unwrap();
    /// assert!(certificate.contains(r#""amounts":["33","67"]"#), "{certificate}");
    /// let forged = certificate.replace(r#"["33","67"]"#, r#"["34","66"]"#);
    /// let forged: Certificate = serde_json::from_str(&forged).unwrap();
    /// assert!(!forged.verify().unwrap_err().problems().is_empty());
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// `not_verified`, with each fault that was found, the recipient and what was wanted. Faults in
    /// the form of the certificate are told first, and alone.
    pub fn verify(&self) -> Result<(), Error> {
        let mut problems = Problems::new();
        let order = TieOrder::of(self, &mut problems);
        form::check(self, &mut problems);
        if !problems.is_empty() {
            return problems.check();
        }
        form::check_sums(self, &mut problems);
        let units = self.amounts_in_units(&self.amounts, "/amounts", &mut problems);
        if !problems.is_empty() {
            return problems.check();
        }
        let tie = match self.parts.is_empty() {
            true => self.check_together(&units, &order, &mut problems),
            false => self.check_parts(&order, &mut problems),
        };
        // Who was equal at the cut can be told only where the rest is right.
        if problems.is_empty() {
            self.check_tie(tie, &mut problems);
        }
        problems.check()
    }

    /// An amount without its sign, in units. One on the other side of zero than the total, or in
    /// part of a unit, is a fault.
    fn whole_units(
        &self,
        amount: Money,
        who: &str,
        path: fmt::Arguments<'_>,
        problems: &mut Problems,
    ) -> u64 {
        let (ore, unit) = (amount.ore(), self.unit.ore());
        if ore != 0 && ore.signum() != self.total.ore().signum() || ore.unsigned_abs() % unit != 0 {
            let want = format!("whole units of {}, with the sign of the total", self.unit);
            fault(problems, path, format_args!("{amount} for {who}"), want);
        }
        ore.unsigned_abs() / unit
    }

    fn amounts_in_units(&self, amounts: &[Money], path: &str, problems: &mut Problems) -> Vec<u64> {
        let rows = amounts.iter().zip(&self.ids).enumerate();
        rows.map(|(row, (amount, id))| {
            self.whole_units(*amount, id, format_args!("{path}/{row}"), problems)
        })
        .collect()
    }

    /// The total in whole units.
    fn total_units(&self) -> u64 {
        self.total.ore().unsigned_abs() / self.unit.ore()
    }

    /// Kronor a unit, with the sign of the total.
    fn kronor_a_unit(&self) -> Ratio {
        let sign = if self.total.ore() < 0 { -1 } else { 1 };
        Ratio::from_big(i128::from(self.unit.ore()) * sign, 100)
    }

    /// One rounding of all components together, within bounds if there are any.
    fn check_together(&self, units: &[u64], order: &TieOrder<'_>, problems: &mut Problems) -> Tie {
        let shares = Shares::together(&self.components);
        let mut of_minimums = Tie::default();
        let entitlements = match &self.bounds {
            None => Entitlements::of(self.total, self.unit.ore(), shares),
            Some(bounds) => {
                of_minimums = entitlement::check_bounds(self, bounds, &shares, order, problems);
                if !problems.is_empty() {
                    return Tie::default();
                }
                Entitlements::within(bounds, self, shares)
            }
        };
        entitlement::check_level(self, &entitlements, problems);
        if !problems.is_empty() {
            return Tie::default();
        }
        let at = |row: usize| format!("/amounts/{row}");
        let tie = self.check_rounding(units, &entitlements, order, &at, problems);
        // Minimums that were cut are the whole total: nothing else is tied for.
        if tie.rows.is_empty() { of_minimums } else { tie }
    }

    /// Pots by the shares, then every pot by its component's weights.
    fn check_parts(&self, order: &TieOrder<'_>, problems: &mut Problems) -> Tie {
        self.check_pots(problems);
        let mut all = Tie::default();
        for (part, component) in (0..).zip(&self.components) {
            let path = format!("/parts/{part}/amounts");
            let pot = self.parts[part].pot;
            let units = self.amounts_in_units(&self.parts[part].amounts, &path, problems);
            let entitlements = Entitlements::of(pot, self.unit.ore(), Shares::alone(component));
            let at = |row: usize| format!("{path}/{row}");
            let tie = self.check_rounding(&units, &entitlements, order, &at, problems);
            all.at_stake += tie.at_stake;
            all.rows.extend(tie.rows);
        }
        all.rows.sort_unstable();
        all.rows.dedup();
        all
    }

    /// The pots: the total by the largest remainder on the shares, equal ones by name.
    fn check_pots(&self, problems: &mut Problems) {
        let below = entitlement::common_denominator(&self.components);
        let total = self.total_units();
        let exact: Vec<BigUint> = self
            .components
            .iter()
            .map(|part| part.share.0.numer() * (&below / part.share.0.denom()) * total)
            .collect();
        let pots = self.parts.iter().enumerate().map(|(k, part)| {
            self.whole_units(part.pot, &part.name, format_args!("/parts/{k}/pot"), problems)
        });
        let pots: Vec<u64> = pots.collect();
        let name = |part: usize| self.parts[part].name.as_str();
        let division = Division {
            units: &pots,
            exact: &exact,
            below: &below,
            scale: self.kronor_a_unit(),
            who: &name,
            at: &|part| format!("/parts/{part}/pot"),
            first: &|a, b| name(a).cmp(name(b)),
            by: "by name",
        };
        let tie = division.by_largest_remainder(problems);
        self.check_refusal(&tie, &name, problems);
    }

    /// One division: its amounts against its entitlements, by the rule of rounding.
    fn check_rounding(
        &self,
        units: &[u64],
        entitlements: &Entitlements,
        order: &TieOrder<'_>,
        at: &dyn Fn(usize) -> String,
        problems: &mut Problems,
    ) -> Tie {
        // The larger entitlement goes first by weight; what claims to a next seat is the weight.
        let weights = &entitlements.shares.weights;
        let sizes = if self.rounding.is_divisor() { weights } else { &entitlements.exact };
        let division = Division {
            units,
            exact: &entitlements.exact,
            below: &entitlements.below,
            scale: self.kronor_a_unit(),
            who: &|row| &self.ids[row],
            at,
            first: &self.first(sizes, order),
            by: self.ties.word(),
        };
        match self.rounding {
            Rounding::LargestRemainder => division.by_largest_remainder(problems),
            method if method.is_divisor() => {
                let seats = entitlement::seats(self, entitlements);
                division.by_signposts(method, weights, &seats, problems)
            }
            statutory => {
                division.each_by_itself(statutory, problems);
                Tie::default()
            }
        }
    }

    /// Who goes first among equals of these sizes.
    fn first<'o>(
        &self,
        sizes: &'o [BigUint],
        order: &'o TieOrder<'_>,
    ) -> impl Fn(usize, usize) -> Ordering + 'o {
        let by_weight = self.ties == TieRule::ByWeight;
        move |a, b| {
            let larger = if by_weight { sizes[b].cmp(&sizes[a]) } else { Ordering::Equal };
            larger.then_with(|| order.compare(a, b))
        }
    }

    fn check_tie(&self, tie: Tie, problems: &mut Problems) {
        let tied: Vec<&str> = tie.rows.iter().map(|&row| self.ids[row].as_str()).collect();
        if self.tied != tied {
            let reported: Vec<&str> = self.tied.iter().map(String::as_str).collect();
            fault(problems, "/tied", list(&reported), list(&tied));
        }
        if usize::try_from(self.units_at_stake.0) != Ok(tie.at_stake) {
            fault(problems, "/units_at_stake", self.units_at_stake, tie.at_stake);
        }
        self.check_refusal(&tie, &|row| &self.ids[row], problems);
    }

    /// Where ties are refused there is none.
    fn check_refusal<'a>(
        &self,
        tie: &Tie,
        who: &dyn Fn(usize) -> &'a str,
        problems: &mut Problems,
    ) {
        if self.ties == TieRule::Refuse && !tie.rows.is_empty() {
            let equals: Vec<&str> = tie.rows.iter().map(|&row| who(row)).collect();
            fault(
                problems,
                "/ties",
                format_args!("refuse, with a tie of {}", list(&equals)),
                "no tie",
            );
        }
    }
}

/// Adds a problem of code `not_verified`.
fn fault(
    problems: &mut Problems,
    path: impl fmt::Display,
    got: impl fmt::Display,
    want: impl fmt::Display,
) {
    problems.add(path, Code::NotVerified, got, want);
}

/// Names for a message: the first few, and how many there are.
fn list(names: &[&str]) -> String {
    const SHOWN: usize = 20;
    match names.len() {
        0 => "nobody".to_owned(),
        count if count > SHOWN => {
            format!("{} and {} more", names[..SHOWN].join(", "), count - SHOWN)
        }
        _ => names.join(", "),
    }
}
