//! Minimums and maximums.

use serde_json::{Value, json};

use crate::document::{Cursor, Node, serde_as_document};
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problems};

/// A minimum or maximum, in kronor (or persons, with [`Unit::COUNT`]).
///
/// One that is no whole number of units is rounded up as a minimum and down as a maximum, before
/// anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bound {
    /// The same for every recipient.
    Amount(Money),
    /// Its own for each: a column of kronor.
    Column(String),
    /// Kronor for each unit of a column: 50 kr an inhabitant.
    PerUnit(String, Ratio),
    /// A share of a column of kronor: 0.95 of last year's amount (hold-harmless).
    ShareOf(String, Ratio),
}

impl Bound {
    /// The column that it reads.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        match self {
            Bound::Amount(_) => None,
            Bound::Column(column) | Bound::PerUnit(column, _) | Bound::ShareOf(column, _) => {
                Some(column)
            }
        }
    }

    /// What a unit of the column is multiplied by.
    pub(crate) fn factor(&self) -> Ratio {
        match self {
            Bound::Amount(_) | Bound::Column(_) => Ratio::one(),
            Bound::PerUnit(_, factor) | Bound::ShareOf(_, factor) => factor.clone(),
        }
    }
}

/// As a document: kronor (`"30000"`), a column's name, `{"per_unit": ["population", "50"]}` or
/// `{"share_of": ["previous", "0.95"]}`.
impl Bound {
    pub(crate) fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        match cursor.node() {
            Node::Integer(_) => cursor.parse("kronor", problems).map(Bound::Amount),
            Node::Text(text) => match text.parse::<Money>() {
                Ok(amount) => Some(Bound::Amount(amount)),
                Err(error) if error.is_too_large() => problems.keep(cursor.path(), Err(error)),
                Err(_) => Some(Bound::Column(text.clone())),
            },
            Node::Object(_) => {
                let mut fields = cursor.object(problems)?;
                let per_unit = fields.optional("per_unit");
                let share_of = fields.optional("share_of");
                fields.finish(problems);
                match (per_unit, share_of) {
                    (Some(pair), None) => read_pair(&pair, problems)
                        .map(|(column, kronor)| Bound::PerUnit(column, kronor)),
                    (None, Some(pair)) => read_pair(&pair, problems)
                        .map(|(column, share)| Bound::ShareOf(column, share)),
                    _ => {
                        problems.add(
                            cursor.path(),
                            Code::Malformed,
                            "an object",
                            "one of per_unit and share_of",
                        );
                        None
                    }
                }
            }
            _ => cursor.wanted("kronor, a column, per_unit or share_of", problems),
        }
    }

    pub(crate) fn write(&self) -> Value {
        match self {
            Bound::Amount(amount) => json!(amount.to_string()),
            Bound::Column(column) => json!(column),
            Bound::PerUnit(column, kronor) => json!({"per_unit": [column, kronor]}),
            Bound::ShareOf(column, share) => json!({"share_of": [column, share]}),
        }
    }
}

serde_as_document!(Bound);

/// A column and a factor.
fn read_pair(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<(String, Ratio)> {
    match &cursor.list(problems)?[..] {
        [column, factor] => {
            let column = column.text(problems);
            let factor = factor.parse("a number", problems);
            Some((column?.to_owned(), factor?))
        }
        other => {
            let got = format!("{} items", other.len());
            problems.add(cursor.path(), Code::Malformed, got, "a column and a number");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_reads_back() {
        for text in [
            r#""30000""#,
            r#""previous""#,
            r#"{"per_unit":["population","50"]}"#,
            r#"{"share_of":["a b","0.95"]}"#,
        ] {
            let bound: Bound = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&bound).unwrap(), text);
        }
        for text in [
            "true",
            "{}",
            r#"{"per_unit":["a"]}"#,
            r#"{"per_unit":["a","1"],"share_of":["a","1"]}"#,
            "1.5",
            r#"{"x":1}"#,
        ] {
            let node = Node::parse(text).unwrap();
            let mut problems = Problems::new();
            let _ = Bound::read(&Cursor::root(&node), &mut problems);
            assert!(!problems.is_empty(), "{text}");
        }
    }
}
