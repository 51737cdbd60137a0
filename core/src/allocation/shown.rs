//! Entitlements for reading: with six decimals, for every row at once.

use num_traits::ToPrimitive;

use super::Allocation;
use super::result::Factors;
use crate::number::{Naturals, READABLE_DECIMALS};

/// What is shown of a row beside its amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The entitlement in millionths of a krona, rounded half away from zero.
    pub(crate) entitlement: i128,
    /// Whether the amount is over the entitlement (in size, for a charge).
    pub(crate) rounded_up: bool,
}

/// Millionths of a krona in an öre.
const IN_AN_ORE: u128 = 10_u128.pow(READABLE_DECIMALS as u32) / 100;

impl Allocation {
    /// The entitlement of every row, for reading: as each row's own, but a million rows take no
    /// longer than dividing them.
    pub(crate) fn shown(&self) -> Vec<Shown> {
        let narrow = self.held().is_none().then(|| Narrow::of(self)).flatten();
        let shown = |row: usize| {
            let narrow = narrow.as_ref().and_then(|narrow| narrow.shown(self, row));
            narrow.unwrap_or_else(|| self.shown_exactly(row))
        };
        (0..self.amounts().len()).map(shown).collect()
    }

    fn shown_exactly(&self, row: usize) -> Shown {
        let row = self.row(row);
        // Amounts have 64 bits, and what is within a unit of one has few more.
        let entitlement = row.entitlement.rounded(READABLE_DECIMALS as u32).unwrap_or_default();
        Shown { entitlement, rounded_up: row.rounded_up }
    }
}

/// Shares as sums of products over one denominator, where 128 bits hold them.
struct Narrow<'a> {
    components: Vec<(u128, Naturals<'a>)>,
    denominator: u128,
    total: u128,
}

impl<'a> Narrow<'a> {
    fn of(allocation: &'a Allocation) -> Option<Self> {
        let Factors { of_components, denominator } = allocation.factors();
        let denominator = denominator.to_u128()?;
        // For the rest of a division in millionths of an öre.
        denominator.checked_mul(2 * IN_AN_ORE + 1)?;
        let components =
            allocation.key().active().zip(of_components).map(|(component, (factor, _))| {
                Some((factor.to_u128()?, allocation.weights(component).values))
            });
        let total = allocation.total().ore().unsigned_abs().into();
        Some(Self { components: components.collect::<Option<_>>()?, denominator, total })
    }

    fn shown(&self, allocation: &Allocation, row: usize) -> Option<Shown> {
        let mut share = 0_u128;
        for (factor, weights) in &self.components {
            share = share.checked_add(factor.checked_mul(weights.narrow(row)?)?)?;
        }
        let product = self.total.checked_mul(share)?;
        let (ore, rest) = (product / self.denominator, product % self.denominator);
        let parts = (2 * IN_AN_ORE * rest + self.denominator) / (2 * self.denominator);
        let entitlement = i128::try_from(ore * IN_AN_ORE + parts).ok()?;
        let amount = u128::from(allocation.amounts()[row].ore().unsigned_abs());
        let sign = i128::from(allocation.total().ore().signum());
        Some(Shown { entitlement: sign * entitlement, rounded_up: amount > ore })
    }
}

#[cfg(test)]
mod tests {
    use crate::{Key, Money, Numbers, Options, Table, TieRule, Unit, allocate};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_row_is_shown_as_it_is_exactly(
            weights in proptest::collection::vec((0_u64..1 << 40, 0_u64..90), 1..9),
            total in prop_oneof![-1_000_i64..1_000, any::<i32>().prop_map(|n| i64::from(n) << 24)],
            unit in prop_oneof![Just(1_u64), Just(100), Just(100_000)],
        ) {
            let ids = (0..weights.len()).map(|row| row.to_string());
            let of = |of: fn(&(u64, u64)) -> u64| weights.iter().map(of).map(|w| w + 1).collect::<Vec<_>>();
            let table = Table::builder("id", ids)
                .column("a", of(|pair| pair.0))
                .column("b", Numbers::scaled(of(|pair| pair.1).iter().map(|&w| Some(w as i64)).collect(), 7))
                .build()
                .unwrap();
            let key = Key::new([("a", "3/7", "a"), ("b", "4/7", "b")]).unwrap();
            let ore = total / unit as i64 * unit as i64;
            let unit = Unit::of(Money::from_ore(unit as i64).unwrap()).unwrap();
            let options = Options::new().unit(unit).ties(TieRule::ById);
            let result = allocate(&table, Money::from_ore(ore).unwrap(), &key, &options).unwrap();
            for (row, shown) in result.shown().into_iter().enumerate() {
                prop_assert_eq!(shown, result.shown_exactly(row));
            }
        }
    }
}
