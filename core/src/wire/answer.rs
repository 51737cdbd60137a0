//! Answers: fields of values and tables.

use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::Columns;

/// What an operation answers: fields in their order, each a value or a table.
///
/// Tables are made when they are asked for: those of a million lines take longer than all else.
#[derive(Clone, Debug)]
pub struct Answer<'o>(Vec<(String, Field<'o>)>);

#[derive(Clone)]
enum Field<'o> {
    Value(Value),
    Table(Arc<dyn Fn() -> Columns + Send + Sync + 'o>),
    /// The answer of another operation that this one rests on.
    Answer(Answer<'o>),
}

impl fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Field::Value(value) => value.fmt(f),
            Field::Table(_) => f.write_str("a table"),
            Field::Answer(answer) => answer.fmt(f),
        }
    }
}

impl<'o> Answer<'o> {
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    fn with(mut self, name: impl Into<String>, field: Field<'o>) -> Self {
        self.0.push((name.into(), field));
        self
    }

    /// Adds a value.
    pub(super) fn value(self, name: impl Into<String>, value: Value) -> Self {
        self.with(name, Field::Value(value))
    }

    /// Adds a value, if there is one.
    pub(super) fn value_if(self, name: &str, value: Option<Value>) -> Self {
        match value {
            Some(value) => self.value(name, value),
            None => self,
        }
    }

    /// Adds a table.
    pub(super) fn table(self, name: impl Into<String>, columns: Columns) -> Self {
        self.later(name, move || columns.clone())
    }

    /// Adds a table that is made when it is asked for.
    pub(super) fn later(
        self,
        name: impl Into<String>,
        columns: impl Fn() -> Columns + Send + Sync + 'o,
    ) -> Self {
        self.with(name, Field::Table(Arc::new(columns)))
    }

    /// Adds the answer of another operation.
    pub(super) fn answer(self, name: &str, answer: Self) -> Self {
        self.with(name, Field::Answer(answer))
    }

    /// Adds all of another answer.
    pub(super) fn and(mut self, other: &Self) -> Self {
        self.0.extend(other.0.iter().cloned());
        self
    }

    /// The names of the tables.
    pub fn table_names(&self) -> impl Iterator<Item = &str> {
        let is_table = |field: &Field<'_>| matches!(field, Field::Table(_));
        self.0.iter().filter(move |(_, field)| is_table(field)).map(|(name, _)| name.as_str())
    }

    /// A table by its name.
    #[must_use]
    pub fn get_table(&self, name: &str) -> Option<Columns> {
        self.0.iter().find_map(|(other, field)| match field {
            Field::Table(columns) if other == name => Some(columns()),
            _ => None,
        })
    }

    /// The values with their names.
    pub fn values(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().filter_map(|(name, field)| match field {
            Field::Value(value) => Some((name.as_str(), value)),
            _ => None,
        })
    }

    /// The answer as a document: tables as objects of lists.
    #[must_use]
    pub fn to_json(&self) -> Map<String, Value> {
        let field = |(name, field): &(String, Field<'_>)| {
            let value = match field {
                Field::Value(value) => value.clone(),
                Field::Table(columns) => columns().to_json(),
                Field::Answer(answer) => Value::Object(answer.to_json()),
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
