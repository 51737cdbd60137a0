//! Answers: fields of values and tables.

use serde_json::{Map, Value};

use super::Columns;

/// What an operation answers: fields in their order, each a value or a table.
#[derive(Clone, Debug)]
pub struct Answer(Vec<(String, Field)>);

#[derive(Clone, Debug)]
enum Field {
    Value(Value),
    Table(Columns),
}

impl Answer {
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a value.
    pub(super) fn value(mut self, name: impl Into<String>, value: Value) -> Self {
        self.0.push((name.into(), Field::Value(value)));
        self
    }

    /// Adds a value, if there is one.
    pub(super) fn value_if(self, name: &str, value: Option<Value>) -> Self {
        match value {
            Some(value) => self.value(name, value),
            None => self,
        }
    }

    /// Adds a table.
    pub(super) fn table(mut self, name: impl Into<String>, columns: Columns) -> Self {
        self.0.push((name.into(), Field::Table(columns)));
        self
    }

    /// Adds all of another answer.
    pub(super) fn and(mut self, other: &Self) -> Self {
        self.0.extend(other.0.iter().cloned());
        self
    }

    /// The tables with their names.
    pub fn tables(&self) -> impl Iterator<Item = (&str, &Columns)> {
        self.0.iter().filter_map(|(name, field)| match field {
            Field::Table(columns) => Some((name.as_str(), columns)),
            Field::Value(_) => None,
        })
    }

    /// The values with their names.
    pub fn values(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().filter_map(|(name, field)| match field {
            Field::Value(value) => Some((name.as_str(), value)),
            Field::Table(_) => None,
        })
    }

    /// The answer as a document: tables as objects of lists.
    #[must_use]
    pub fn to_json(&self) -> Map<String, Value> {
        let field = |(name, field): &(String, Field)| {
            let value = match field {
                Field::Value(value) => value.clone(),
                Field::Table(columns) => columns.to_json(),
            };
            (name.clone(), value)
        };
        self.0.iter().map(field).collect()
    }

    /// The receipt, to add to.
    pub(super) fn receipt(&mut self) -> Option<&mut Map<String, Value>> {
        let receipt = self.0.iter_mut().find(|(name, _)| name == "receipt");
        receipt.and_then(|(_, field)| match field {
            Field::Value(Value::Object(receipt)) => Some(receipt),
            _ => None,
        })
    }
}
