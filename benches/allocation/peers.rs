//! The calls that are compared, each as its library asks to be called.

use std::hint::black_box;

use rusty_money::{Money, iso};
use statsbidrag::kernel as door;

use crate::data::{Facts, TOTAL};

/// One measure.
pub(crate) fn kernel(total: u64, weights: &[u64], amounts: &mut [u64]) {
    divided(door::divide(total, weights, |a, b| a.cmp(&b), amounts));
}

/// 70 % by population and 30 % by children.
pub(crate) fn kernel_by_key(facts: &Facts, amounts: &mut [u64]) {
    let key = [(7, &facts.population[..]), (3, &facts.children[..])];
    divided(door::divide_by_key(TOTAL, &key, |a, b| a.cmp(&b), amounts));
}

/// One measure with a minimum and a maximum for every recipient.
pub(crate) fn kernel_within(facts: &Facts, amounts: &mut [u64]) {
    let Facts { population, minimum, maximum, .. } = facts;
    divided(door::divide_within(TOTAL, population, minimum, maximum, |a, b| a.cmp(&b), amounts));
}

fn divided(result: Result<door::Tied, statsbidrag::Error>) {
    black_box(result.expect("the data can be divided"));
}

/// Division and remainder for every row, by the processor: what any exact division must do.
pub(crate) fn divide_and_remain(facts: &Facts, amounts: &mut [u64], remainders: &mut [u64]) {
    let divisor = black_box(facts.population.iter().sum::<u64>());
    let factor = TOTAL % divisor;
    let rows = facts.population.iter().zip(amounts.iter_mut()).zip(remainders.iter_mut());
    for ((weight, amount), remainder) in rows {
        let product = factor * weight;
        (*amount, *remainder) = (product / divisor, product % divisor);
    }
    black_box((amounts, remainders));
}

/// `Money::allocate`, which takes its shares by value; it gives what is left over in input order.
pub(crate) fn rusty_money(total: &Money<'_, iso::Currency>, shares: Vec<u32>) {
    black_box(total.allocate(shares).expect("the data can be divided"));
}

/// What it gives, in öre.
pub(crate) fn rusty_money_amounts(total: u64, weights: &[u64]) -> Vec<u64> {
    let total = Money::from_minor(total as i64, iso::SEK);
    let shares = weights.iter().map(|&weight| weight as u32).collect();
    let parts = total.allocate(shares).expect("the data can be divided");
    parts.iter().map(|part| part.to_minor_units() as u64).collect()
}
