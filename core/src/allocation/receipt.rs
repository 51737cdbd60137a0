//! The receipt of an allocation.

use serde_json::{Map, Value, json};

use super::Allocation;
use crate::receipt::Receipt;

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
