//! Pots within pots: every node sums exactly to its parent, whatever the shares.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use num_rational::BigRational;
use num_traits::{One, Signed};
use proptest::prelude::*;
use serde_json::{Value, json};
use statsbidrag::{Money, Scheme, SchemeAllocation, SchemeOptions, Table, When, allocate_scheme};

/// A pot: how it compares with its neighbours, and the pots in it.
#[derive(Clone, Debug)]
struct Node {
    weight: u32,
    parts: Vec<Node>,
}

fn node() -> impl Strategy<Value = Node> {
    let leaf = (1..1000u32).prop_map(|weight| Node { weight, parts: Vec::new() });
    leaf.prop_recursive(4, 24, 4, |inner| {
        (1..1000u32, prop::collection::vec(inner, 1..4))
            .prop_map(|(weight, parts)| Node { weight, parts })
    })
}

/// The pots as a scheme has them, with shares that sum to 1; the weight of each by its id.
fn write(nodes: &[Node], path: &str) -> Value {
    let whole: u32 = nodes.iter().map(|node| node.weight).sum();
    let pot = |(i, node): (usize, &Node)| {
        let id = format!("{path}{i}");
        let holds =
            |value: Value| json!([{"from": "2017-01-01", "value": value, "cite": {"source": "s"}}]);
        let mut pot = json!({
            "id": id,
            "name": {"sv": id, "en": id},
            "share": holds(json!(format!("{}/{whole}", node.weight))),
        });
        if node.parts.is_empty() {
            pot["recipients"] = json!("all");
            pot["key"] = holds(json!("w"));
        } else {
            pot["pots"] = write(&node.parts, &format!("{id}."));
        }
        pot
    };
    nodes.iter().enumerate().map(pot).collect()
}

fn allocated(nodes: &[Node], weights: &[u32], total: Money) -> SchemeAllocation {
    let scheme = json!({
        "id": "random",
        "name": {"sv": "slump", "en": "random"},
        "sources": {"s": {"title": "T", "publisher": "P", "rank": "secondary"}},
        "pots": write(nodes, ""),
    });
    let scheme: Scheme = scheme.to_string().parse().unwrap();
    let ids = (0..weights.len()).map(|i| format!("{i:02}"));
    let table = Table::builder("id", ids).column("w", weights.to_vec()).build().unwrap();
    let options = SchemeOptions::new().total(total);
    allocate_scheme(&scheme, When::Year(2017), [("all", table)], &options).unwrap()
}

/// The whole share of a pot, from the weights of its path: 0, 0.2, 0.2.1.
fn share(mut nodes: &[Node], id: &str) -> BigRational {
    let mut share = BigRational::one();
    for place in id.split('.') {
        let whole: u32 = nodes.iter().map(|node| node.weight).sum();
        let node = &nodes[place.parse::<usize>().unwrap()];
        share *= BigRational::new(node.weight.into(), whole.into());
        nodes = &node.parts;
    }
    share
}

proptest! {
    #[test]
    fn every_pot_is_the_sum_of_its_parts(
        nodes in prop::collection::vec(node(), 1..4),
        weights in prop::collection::vec(0..10_000u32, 1..20),
        kronor in -1_000_000_000..1_000_000_000i64,
    ) {
        prop_assume!(weights.iter().any(|&weight| weight > 0));
        let total = Money::from_kronor(kronor).unwrap();
        let result = allocated(&nodes, &weights, total);
        let sum_of = |amounts: &mut dyn Iterator<Item = Money>| Money::sum(amounts).unwrap();
        let pots = result.pots();
        let parts_of = |parent| pots.iter().filter(move |pot| pot.parent() == parent);
        prop_assert_eq!(sum_of(&mut parts_of(None).map(|pot| pot.amount())), total);
        for (index, pot) in pots.iter().enumerate() {
            let sum = match pot.allocation() {
                Some(allocation) => sum_of(&mut allocation.amounts().iter().copied()),
                None => sum_of(&mut parts_of(Some(index)).map(|pot| pot.amount())),
            };
            prop_assert_eq!(sum, pot.amount(), "{}", pot.id());
            // Each level moves a pot less than a krona.
            let exact = share(&nodes, pot.id()) * BigRational::from_integer(kronor.into());
            let amount = BigRational::new(pot.amount().ore().into(), 100.into());
            let levels = BigRational::from_integer((pot.depth() + 1).into());
            prop_assert!((amount - exact).abs() < levels, "{}", pot.id());
            // And a recipient's part of it another.
            let Some(allocation) = pot.allocation() else { continue };
            let whole: u32 = weights.iter().sum();
            for (amount, &weight) in allocation.amounts().iter().zip(&weights) {
                let exact = BigRational::new(pot.amount().ore().into(), 100.into())
                    * BigRational::new(weight.into(), whole.into());
                let amount = BigRational::new(amount.ore().into(), 100.into());
                prop_assert!((amount - exact).abs() < BigRational::one());
            }
        }
    }
}
