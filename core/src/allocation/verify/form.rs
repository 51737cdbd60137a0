//! The form of a certificate: lists of one length, words that go together, sums.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use num_bigint::BigUint;
use num_traits::{One, Zero};

use super::fault;
use crate::allocation::certificate::Certificate;
use crate::apportion::{BoundsPolicy, Rounding, RoundingScope, TieRule};
use crate::number::{Money, Ratio};
use crate::problem::Problems;

/// The order among equals: by the list, otherwise by id.
pub(super) struct TieOrder<'c> {
    ids: &'c [String],
    /// The place of each row in the list, with the rule `by_list`.
    places: Option<Vec<usize>>,
}

impl<'c> TieOrder<'c> {
    /// Reads the list; one that lacks an id, or has it twice, is a fault.
    pub(super) fn of(certificate: &'c Certificate, problems: &mut Problems) -> Self {
        let (ids, list) = (&certificate.ids, &certificate.tie_order);
        if certificate.ties != TieRule::ByList {
            if !list.is_empty() {
                fault(problems, "/tie_order", "a list", "none, where ties are not by_list");
            }
            return Self { ids, places: None };
        }
        let mut places = HashMap::with_capacity(list.len());
        for (place, id) in list.iter().enumerate() {
            if places.insert(id.as_str(), place).is_some() {
                let got = format_args!("{id} once more");
                fault(problems, format_args!("/tie_order/{place}"), got, "every id once");
            }
        }
        let place = |id: &String| {
            places.get(id.as_str()).copied().unwrap_or_else(|| {
                fault(problems, "/tie_order", format_args!("no {id}"), "every id once");
                usize::MAX
            })
        };
        Self { ids, places: Some(ids.iter().map(place).collect()) }
    }

    pub(super) fn compare(&self, a: usize, b: usize) -> Ordering {
        match &self.places {
            Some(places) => places[a].cmp(&places[b]),
            None => self.ids[a].as_bytes().cmp(self.ids[b].as_bytes()),
        }
    }
}

/// What the other checks rest on: after it, every row is in every list.
pub(super) fn check(certificate: &Certificate, problems: &mut Problems) {
    if certificate.certificate != Certificate::VERSION {
        let version = certificate.certificate;
        fault(problems, "/certificate", version, "1, the version that can be checked here");
    }
    check_lengths(certificate, problems);
    check_ids(&certificate.ids, problems);
    check_key(certificate, problems);
    check_words(certificate, problems);
}

fn check_ids(ids: &[String], problems: &mut Problems) {
    // Registers come sorted: then one pass proves that nothing repeats.
    if ids.is_sorted_by(|a, b| a < b) {
        return;
    }
    let mut seen = HashSet::with_capacity(ids.len());
    for (row, id) in ids.iter().enumerate().filter(|(_, id)| !seen.insert(*id)) {
        fault(
            problems,
            format_args!("/ids/{row}"),
            format_args!("{id} once more"),
            "every id once",
        );
    }
}

fn check_lengths(certificate: &Certificate, problems: &mut Problems) {
    let rows = certificate.ids.len();
    if rows == 0 {
        fault(problems, "/ids", "nobody", "a recipient");
    }
    let mut same = |path: String, found: usize| {
        if found != rows {
            fault(
                problems,
                path,
                format_args!("{found} items"),
                format_args!("{rows}, one for each id"),
            );
        }
    };
    same("/amounts".to_owned(), certificate.amounts.len());
    for (k, component) in certificate.components.iter().enumerate() {
        same(format!("/components/{k}/weights"), component.weights.len());
    }
    for (k, part) in certificate.parts.iter().enumerate() {
        same(format!("/parts/{k}/amounts"), part.amounts.len());
    }
    if let Some(bounds) = &certificate.bounds {
        same("/bounds/minimums".to_owned(), bounds.minimums.len());
        same("/bounds/maximums".to_owned(), bounds.maximums.len());
        if let Some(asked) = &bounds.asked {
            same("/bounds/asked".to_owned(), asked.len());
        }
    }
}

/// Components with different names and shares over zero, and a part for each where they are rounded
/// apart.
fn check_key(certificate: &Certificate, problems: &mut Problems) {
    let components = &certificate.components;
    let mut names = HashSet::new();
    for (k, component) in components.iter().enumerate() {
        if !names.insert(&component.name) {
            let path = format!("/components/{k}/name");
            fault(problems, path, format_args!("{} once more", component.name), "every name once");
        }
        if component.share.0.is_zero() {
            fault(problems, format_args!("/components/{k}/share"), "0", "a share over 0");
        }
    }
    let apart = certificate.rounding_scope == RoundingScope::Component && components.len() > 1;
    let want: Vec<&str> = match apart {
        true => components.iter().map(|component| component.name.as_str()).collect(),
        false => Vec::new(),
    };
    let got: Vec<&str> = certificate.parts.iter().map(|part| part.name.as_str()).collect();
    if got != want {
        fault(problems, "/parts", super::list(&got), super::list(&want));
    }
}

/// Options that allocate refuses together.
fn check_words(certificate: &Certificate, problems: &mut Problems) {
    let (total, rounding) = (certificate.total, certificate.rounding);
    let apart = !certificate.parts.is_empty();
    let in_parts_of_units = rounding.is_statutory() && !apart;
    if !in_parts_of_units && total.ore().unsigned_abs() % certificate.unit.ore() != 0 {
        let want = format!("a whole number of units of {}", certificate.unit);
        fault(problems, "/total", total, want);
    }
    let Some(bounds) = &certificate.bounds else { return };
    if total.ore() < 0 {
        fault(problems, "/total", total, "0 or more, with bounds");
    }
    if apart {
        fault(problems, "/parts", "components rounded apart", "together, with bounds");
    }
    let tops_up = bounds.policy == BoundsPolicy::TopUpOriginalQuota;
    if tops_up && rounding != Rounding::LargestRemainder {
        fault(problems, "/rounding", rounding, "largest_remainder with top_up_original_quota");
    }
    if tops_up != bounds.level.is_none() {
        let got = if tops_up { "a level" } else { "none" };
        let want = if tops_up { "none, with" } else { "one, with" };
        fault(problems, "/bounds/level", got, format_args!("{want} {}", bounds.policy));
    }
}

/// Shares that sum to 1, weights that sum to what is said, amounts that sum to the total.
pub(super) fn check_sums(certificate: &Certificate, problems: &mut Problems) {
    let shares = certificate.components.iter().map(|component| &component.share.0);
    let sum = shares.fold(num_rational::Ratio::<BigUint>::zero(), |sum, share| sum + share);
    if !sum.is_one() {
        fault(problems, "/components", format_args!("shares with a sum of {sum}"), "exactly 1");
    }
    for (k, component) in certificate.components.iter().enumerate() {
        let sum: BigUint = component.weights.iter().map(|weight| &weight.0).sum();
        let path = format!("/components/{k}/sum");
        if sum != component.sum.0 {
            fault(problems, path, &component.sum, format_args!("{sum}, the sum of the weights"));
        } else if sum.is_zero() && certificate.total != Money::ZERO {
            fault(problems, path, "0", "a weight over 0, where there is money to divide");
        }
    }
    let statutory = certificate.rounding.is_statutory();
    let given = Money::sum_ore(certificate.amounts.iter().copied());
    let rest = i128::from(certificate.total.ore()) - given;
    if rest != i128::from(certificate.unallocated.ore()) || rest != 0 && !statutory {
        let got = format!("{} unallocated", certificate.unallocated);
        let want = match statutory {
            true => format!("{}, the total less the amounts", kronor(rest)),
            false => format!("0, with amounts of {} that sum to the total", kronor(given)),
        };
        fault(problems, "/unallocated", got, want);
    }
    check_part_sums(certificate, problems);
}

/// Pots that sum to the total, amounts of each part that sum to its pot, and parts of each
/// recipient that sum to its amount.
fn check_part_sums(certificate: &Certificate, problems: &mut Problems) {
    let parts = &certificate.parts;
    if parts.is_empty() {
        return;
    }
    let pots = Money::sum_ore(parts.iter().map(|part| part.pot));
    if pots != i128::from(certificate.total.ore()) {
        let want = format!("pots that sum to {}", certificate.total);
        fault(problems, "/parts", format_args!("a sum of {}", kronor(pots)), want);
    }
    for (k, part) in parts.iter().enumerate() {
        let given = Money::sum_ore(part.amounts.iter().copied());
        if given != i128::from(part.pot.ore()) && !certificate.rounding.is_statutory() {
            let want = format!("the pot, {}", part.pot);
            let path = format!("/parts/{k}/amounts");
            fault(problems, path, format_args!("a sum of {}", kronor(given)), want);
        }
    }
    for (row, amount) in certificate.amounts.iter().enumerate() {
        let given = Money::sum_ore(parts.iter().map(|part| part.amounts[row]));
        if given != i128::from(amount.ore()) {
            let got = format!("{amount} for {}", certificate.ids[row]);
            let want = format!("{}, the sum of its parts", kronor(given));
            fault(problems, format_args!("/amounts/{row}"), got, want);
        }
    }
}

fn kronor(ore: i128) -> Ratio {
    Ratio::from_big(ore, 100)
}
