//! The receipt of an allocation.

use serde_json::{Map, Value, json};

use super::{Allocation, SchemeAllocation, When};
use crate::receipt::{Receipt, hash_of_facts};

impl Allocation {
    /// What the result was computed from.
    #[must_use]
    pub fn receipt(&self) -> Receipt {
        let options = self.options();
        let mut rules = Map::new();
        rules.insert("operation".to_owned(), json!("allocate"));
        rules.insert("total".to_owned(), json!(self.total()));
        rules.insert("key".to_owned(), self.key().write());
        rules.extend(options.write());
        let mut used = self.key().columns();
        let bounds = [&options.minimum, &options.maximum];
        used.extend(bounds.into_iter().flatten().filter_map(|bound| bound.column()));
        used.extend([&options.only, &options.entity].into_iter().flatten().map(String::as_str));
        Receipt::new(Value::Object(rules), self.table(), |column| used.contains(column))
    }
}

impl SchemeAllocation {
    /// What the result was computed from: the scheme with its hash, the time, the options, and for
    /// each recipient set the hash of its whole table.
    #[must_use]
    pub fn receipt(&self) -> Value {
        let options = self.options();
        let when = match self.when() {
            When::Year(year) => json!(year),
            When::Day(day) => json!(day),
        };
        let leaves =
            self.pots().iter().filter_map(|pot| Some((pot.recipients()?, pot.allocation()?)));
        let facts: Map<String, Value> = leaves
            .map(|(set, allocation)| {
                (set.to_owned(), json!(hash_of_facts(allocation.table(), |_| true)))
            })
            .collect();
        json!({
            "library": "statsbidrag",
            "version": Receipt::VERSION,
            "scheme": self.scheme().id(),
            "scheme_sha256": self.scheme().hash(),
            "when": when,
            "total": self.total(),
            "parameters": options.parameters.write(),
            "status": options.status,
            "facts_on": options.facts_on,
            "facts_sha256": facts,
        })
    }
}
