//! Certificates of small allocations of every kind, and changes to them.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::apportion::{BoundsPolicy, RoundingScope};
use crate::{Bound, Key, Options, Table, allocate};

const IDS: [&str; 6] = ["f", "b", "d", "a", "c", "e"];

fn kronor(kronor: i64) -> Money {
    Money::from_kronor(kronor).unwrap()
}

/// Everything that an allocation may be made of: small numbers, so that ties and bounds meet.
#[derive(Clone, Debug)]
struct Made {
    total: i64,
    rows: Vec<[u64; 4]>,
    only: Vec<bool>,
    cut: i64,
    rounding: Rounding,
    ties: TieRule,
    policy: BoundsPolicy,
    flags: [bool; 6],
}

impl Made {
    fn allocation(&self) -> Result<Allocation, Error> {
        let [both, apart, least, most, reduce, for_zero] = self.flags;
        let column = |at: usize| self.rows.iter().map(|row| row[at]).collect::<Vec<_>>();
        let upper = self.rows.iter().map(|row| row[2] + row[3]).collect::<Vec<_>>();
        let ids = &IDS[..self.rows.len()];
        let table = Table::builder("id", ids)
            .column("x", column(0))
            .column("y", column(1))
            .column("least", column(2))
            .column("most", upper)
            .column("only", self.only[..ids.len()].to_vec())
            .build()?;
        let cut = Ratio::new(self.cut, 7).unwrap().to_string();
        let rest = Ratio::new(7 - self.cut, 7).unwrap().to_string();
        let key = match both {
            true => Key::new([("x", &cut, "x"), ("y", &rest, "y")])?,
            false => Key::measure("x")?,
        };
        let mut options = Options::new()
            .rounding(self.rounding)
            .ties(self.ties)
            .bounds(self.policy)
            .reduce_minimums(reduce)
            .minimum_for_zero(for_zero)
            .only("only");
        if self.ties == TieRule::ByList {
            options = options.tie_order(ids.iter().rev().copied());
        }
        if apart {
            options = options.rounding_scope(RoundingScope::Component);
        }
        if least {
            options = options.minimum(Bound::Column("least".into()));
        }
        if most {
            options = options.maximum(Bound::Column("most".into()));
        }
        let ore = if self.rounding.is_statutory() && !apart { 37 } else { 0 };
        allocate(&table, Money::from_ore(self.total * 100 + ore)?, &key, &options)
    }
}

fn made() -> impl Strategy<Value = Made> {
    let one_of = |small: u64| prop_oneof![Just(0), 0..=small, 0..=small];
    let row = (one_of(6), one_of(6), one_of(4), 0u64..9);
    let row = row.prop_map(|(x, y, least, room)| [x, y, least, room]);
    (
        prop_oneof![0i64..25, 0i64..25, -20i64..0],
        proptest::collection::vec(row, 1..=IDS.len()),
        proptest::collection::vec(proptest::bool::weighted(0.9), IDS.len()),
        1i64..=7,
        prop_oneof![
            Just(Rounding::LargestRemainder),
            proptest::sample::select(Rounding::ALL.to_vec())
        ],
        proptest::sample::select(TieRule::ALL.to_vec()),
        proptest::sample::select(BoundsPolicy::ALL.to_vec()),
        proptest::array::uniform6(any::<bool>()),
    )
        .prop_map(|(total, rows, only, cut, rounding, ties, policy, flags)| Made {
            total,
            rows,
            only,
            cut,
            rounding,
            ties,
            policy,
            flags,
        })
}

/// Every place of a number, a text or a flag in a document.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                leaves(item, &format!("{path}/{i}"), found);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                leaves(field, &format!("{path}/{name}"), found);
            }
        }
        _ => found.push(path.to_owned()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn what_is_computed_verifies_and_reads_back(made in made()) {
        if let Ok(result) = made.allocation() {
            let certificate = result.certificate();
            prop_assert!(certificate.verify().is_ok(), "{:?}", certificate.verify());
            let text = serde_json::to_string(&certificate).unwrap();
            prop_assert_eq!(serde_json::from_str::<Certificate>(&text).unwrap(), certificate);
        }
    }

    #[test]
    fn no_unit_can_be_moved(made in made(), from in 0usize..6, to in 0usize..6, units in 1i64..4) {
        if let Ok(result) = made.allocation() {
            let mut wrong = result.certificate();
            let (from, to) = (from % wrong.ids.len(), to % wrong.ids.len());
            let part = (!wrong.parts.is_empty()).then(|| from % wrong.parts.len());
            let mut lists = vec![&mut wrong.amounts];
            lists.extend(part.map(|part| &mut wrong.parts[part].amounts));
            for amounts in lists {
                amounts[from] = amounts[from].minus(kronor(units)).unwrap();
                amounts[to] = amounts[to].plus(kronor(units)).unwrap();
            }
            prop_assert_eq!(wrong.verify().is_err(), from != to);
        }
    }

    #[test]
    fn no_unit_can_be_added_and_no_two_amounts_swapped(
        made in made(), row in 0usize..6, other in 0usize..6, up: bool,
    ) {
        if let Ok(result) = made.allocation() {
            let right = result.certificate();
            let (row, other) = (row % right.ids.len(), other % right.ids.len());
            let step = kronor(if up { 1 } else { -1 });
            let mut wrong = right.clone();
            wrong.amounts[row] = wrong.amounts[row].plus(step).unwrap();
            prop_assert!(wrong.verify().is_err());
            wrong.unallocated = wrong.unallocated.minus(step).unwrap();
            prop_assert!(wrong.verify().is_err());
            let mut swapped = right.clone();
            swapped.amounts.swap(row, other);
            prop_assert_eq!(swapped.verify().is_ok(), swapped == right);
        }
    }

    #[test]
    fn of_all_divisions_of_the_total_one_verifies(made in made()) {
        let Ok(result) = made.allocation() else { return Ok(()) };
        let right = result.certificate();
        if right.ids.len() > 3 || right.rounding.is_statutory() || right.total.ore() < 0 {
            return Ok(());
        }
        let total = made.total;
        for first in 0..=total {
            for second in 0..=total - first {
                let mut other = right.clone();
                let units = [first, second, total - first - second].map(kronor);
                other.amounts = units[..right.ids.len()].to_vec();
                prop_assert_eq!(other.verify().is_ok(), other == right, "{:?}", other.amounts);
            }
        }
    }

    #[test]
    fn any_change_of_a_document_is_caught_or_harmless(
        made in made(),
        at in any::<prop::sample::Index>(),
        to in prop_oneof![
            (0i64..40).prop_map(|n| n.to_string()),
            ((0i64..40), (0i64..9)).prop_map(|(n, d)| format!("{n}/{d}")),
            proptest::sample::select(vec![
                "-1", "0.5", "", "a", "null", "drop", "drop", "92233720368547758.07", "18446744073709551615",
                "water_level", "base_then_share", "top_up_original_quota", "component", "adams",
                "half_even", "by_list", "by_weight", "refuse", "340282366920938463463374607431768211456",
            ]).prop_map(str::to_owned),
        ],
    ) {
        let Ok(result) = made.allocation() else { return Ok(()) };
        let right = result.certificate();
        let mut document = serde_json::to_value(&right).unwrap();
        let mut found = Vec::new();
        leaves(&document, "", &mut found);
        let path = at.get(&found);
        let (parent, last) = path.rsplit_once('/').unwrap();
        match (to.as_str(), document.pointer_mut(parent).unwrap()) {
            ("drop", Value::Array(items)) => drop(items.remove(last.parse().unwrap())),
            ("null", parent) => *parent.pointer_mut(&format!("/{last}")).unwrap() = Value::Null,
            (_, parent) => *parent.pointer_mut(&format!("/{last}")).unwrap() = Value::String(to),
        }
        let Ok(changed) = serde_json::from_value::<Certificate>(document) else { return Ok(()) };
        let verified = changed.verify();
        let result = ["/amounts", "/parts", "/unallocated", "/tied", "/units_at_stake"];
        if result.iter().any(|field| path.starts_with(field)) {
            prop_assert_eq!(verified.is_ok(), changed == right, "{}", path);
        }
        // One weight without its sum, or one share without the others.
        if path.starts_with("/components") && !path.ends_with("/name") {
            prop_assert_eq!(verified.is_ok(), changed == right, "{}", path);
        }
    }
}
