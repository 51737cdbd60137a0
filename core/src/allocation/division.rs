//! A division on weights, bounds and an order among equals, wherever they come from.

use std::cmp::Ordering;

use num_integer::Integer;
use num_rational::BigRational;

use super::Options;
use crate::Error;
use crate::apportion::{
    Apportioned, Component, Cut, First, Held, Limits, Request, Rounding, RoundingScope, Short,
    TieRule, Tier, Total, Unsolvable, solve,
};
use crate::number::naturals::Naturals;
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problem};

/// How a total is divided: everything but the numbers.
pub(super) struct Division<'a> {
    pub(super) options: &'a Options,
    /// Who goes first among equal remainders.
    pub(super) first: First<'a>,
    /// Which component does, where pots are rounded.
    pub(super) first_component: First<'a>,
    /// What a row is called.
    pub(super) row: &'a dyn Fn(usize) -> String,
    /// What a component is called.
    pub(super) component: &'a dyn Fn(usize) -> String,
}

/// A division in whole units, of a total without its sign.
pub(crate) struct Divided {
    pub(crate) units: Vec<u64>,
    pub(crate) cut: Cut,
    pub(crate) held: Option<Held>,
    /// By component, where each is rounded by itself: its pot and what it gives to each row.
    pub(crate) parts: Vec<(u64, Vec<u64>)>,
    /// The ties between their pots.
    pub(crate) component_cut: Cut,
}

impl Division<'_> {
    /// Divides a total without its sign; every component has a share over zero.
    pub(super) fn divide(
        &self,
        total: Total,
        components: &[Component<'_>],
        limits: Option<Limits>,
    ) -> Result<Divided, Error> {
        let divided = if self.options.scope == RoundingScope::Component && components.len() > 1 {
            let shares: Vec<_> = components.iter().map(|part| part.share.clone()).collect();
            let pots = split(total.amount, &shares, self.first_component);
            self.refuse_tie(&pots.cut, self.component)?;
            let mut parts = Vec::new();
            let mut cut = Cut::default();
            for (component, &pot) in components.iter().zip(&pots.units) {
                let alone = [Component { share: Ratio::one(), weights: component.weights.clone() }];
                let solved = self.solve(Total::whole(pot), &alone, None)?;
                cut.at_stake += solved.cut.at_stake;
                cut.tied.extend(solved.cut.tied);
                parts.push((pot, solved.units));
            }
            cut.tied.sort_unstable();
            cut.tied.dedup();
            let units =
                (0..parts[0].1.len()).map(|row| parts.iter().map(|(_, units)| units[row]).sum());
            let (units, component_cut) = (units.collect(), pots.cut);
            Divided { units, cut, held: None, parts, component_cut }
        } else {
            let Apportioned { units, cut, held } = self.solve(total, components, limits)?;
            Divided { units, cut, held, parts: Vec::new(), component_cut: Cut::default() }
        };
        self.refuse_tie(&divided.cut, self.row)?;
        Ok(divided)
    }

    fn solve(
        &self,
        total: Total,
        components: &[Component<'_>],
        limits: Option<Limits>,
    ) -> Result<Apportioned, Error> {
        let request = Request {
            total,
            components,
            rounding: self.options.rounding,
            limits,
            first: self.first,
            larger_first: self.options.tie_rule() == TieRule::ByWeight,
            at_least: Tier::U64,
        };
        solve(&request).map_err(|Unsolvable { least, most, short }| {
            let unit = |units: u128| {
                let ore = i128::try_from(units)
                    .ok()
                    .and_then(|u| u.checked_mul(self.options.unit.ore().into()));
                ore.and_then(|ore| Money::try_from_ore(ore).ok()).map_or_else(
                    || format!("{units} units of {}", self.options.unit),
                    |money| money.to_string(),
                )
            };
            let at_least = format!("a total of at least {}", unit(least));
            let minimums = format!("minimums of {}", unit(least));
            let (got, want) = match (short, most) {
                (Short::Bounds, Some(most)) => (
                    format!("{minimums} and maximums of {}", unit(most)),
                    "a total between the two sums".to_owned(),
                ),
                (Short::Bounds, None) => (format!("{minimums} and no maximum"), at_least),
                (Short::ToppedUp, _) => (
                    format!("quotas, topped up to their minimums, of {}", unit(least)),
                    "minimums that the units left over by rounding pay for, or another policy"
                        .to_owned(),
                ),
                (Short::FirstUnits, most) => {
                    let method = self.options.rounding;
                    let got = format!("{method}, which gives everyone with a weight one unit");
                    let most = most.map(|most| format!(" and maximums of {}", unit(most)));
                    let most = most.unwrap_or_default();
                    (format!("{got}: {}{most} in all", unit(least)), at_least)
                }
            };
            let can_cut = short == Short::Bounds
                && self.options.minimum.is_some()
                && !self.options.reduce_minimums;
            let remedy = if can_cut { " (reduce_minimums cuts minimums to fit)" } else { "" };
            Problem::new("/total", Code::Infeasible, got, format!("{want}{remedy}")).into()
        })
    }

    fn refuse_tie(&self, cut: &Cut, name: &dyn Fn(usize) -> String) -> Result<(), Error> {
        if self.options.tie_rule() != TieRule::Refuse || cut.tied.is_empty() {
            return Ok(());
        }
        let tied: Vec<_> = cut.tied.iter().map(|&row| name(row as usize)).collect();
        let got = format!(
            "{} unit(s) of {} between equals: {}",
            cut.at_stake,
            self.options.unit,
            tied.join(", ")
        );
        Err(Problem::new("/ties", Code::TieRefused, got, "a tie rule: by_id, by_weight or by_list")
            .into())
    }
}

/// A total split by shares that sum to 1.
pub(crate) fn split(
    total: u64,
    shares: &[Ratio],
    first: &(dyn Fn(usize, usize) -> Ordering + Sync),
) -> Apportioned {
    let common =
        shares.iter().fold(num_bigint::BigInt::from(1), |lcm, share| lcm.lcm(share.big().denom()));
    let weights = shares.iter().map(|share| {
        let scaled: BigRational = share.big() * &common;
        scaled.numer().magnitude().clone()
    });
    let parts = [Component { share: Ratio::one(), weights: Naturals::Big(weights.collect()) }];
    let request = Request {
        total: Total::whole(total),
        components: &parts,
        rounding: Rounding::LargestRemainder,
        limits: None,
        first,
        larger_first: false,
        at_least: Tier::U64,
    };
    // Without bounds nothing is unsolvable.
    solve(&request).unwrap_or_else(|_| Apportioned {
        units: Vec::new(),
        cut: Cut::default(),
        held: None,
    })
}
