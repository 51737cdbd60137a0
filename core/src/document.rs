//! Reading documents: every problem at once, each with its path.
//!
//! A [`Node`] is JSON as it was written: integers stay integers, a float is known as one, and a
//! name that stands twice in an object is still there twice. [`Cursor`] and [`Fields`] walk it and
//! collect what is wrong.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::Error;
use crate::lent::Lent;
use crate::limits::check_text;
use crate::number::text::shorten;
use crate::problem::{Code, Problem, Problems, below};

/// A JSON value that has lost nothing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Null,
    Flag(bool),
    Integer(i128),
    /// A number with a point or an exponent, or beyond 64 bits: as it reads in a message.
    Float(String),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
    /// A column that lies with the caller.
    Lent(Lent),
}

impl Node {
    /// Reads JSON text.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let node: Self = serde_json::from_str(text).map_err(|error| {
            Error::from(Problem::new("", Code::Malformed, error.to_string(), "a JSON document"))
        })?;
        let mut problems = Problems::new();
        node.check_names("", &mut problems);
        problems.into_result(node)
    }

    /// Reports names that are too long. Every problem below them would repeat them, so that nothing
    /// else is said of such a document.
    fn check_names(&self, path: &str, problems: &mut Problems) {
        match self {
            Node::List(items) if items.iter().any(Node::is_inner) => {
                for (i, item) in items.iter().enumerate().filter(|(_, item)| item.is_inner()) {
                    item.check_names(&format!("{path}/{i}"), problems);
                }
            }
            Node::Object(pairs) => {
                for (name, node) in pairs {
                    if check_text(name, format_args!("{path}/{}", shorten(name)), problems)
                        && node.is_inner()
                    {
                        node.check_names(&below(path, name), problems);
                    }
                }
            }
            _ => {}
        }
    }

    /// Whether it has nodes within it.
    fn is_inner(&self) -> bool {
        matches!(self, Node::List(_) | Node::Object(_))
    }

    fn kind(&self) -> String {
        match self {
            Node::Null => "null".to_owned(),
            Node::Flag(flag) => flag.to_string(),
            Node::Integer(number) => number.to_string(),
            Node::Float(number) => number.clone(),
            Node::Text(text) => format!("{:?}", shorten(text)),
            Node::List(_) => "a list".to_owned(),
            Node::Object(_) => "an object".to_owned(),
            Node::Lent(_) => "a column".to_owned(),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NodeVisitor;

        impl<'de> Visitor<'de> for NodeVisitor {
            type Value = Node;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON value")
            }

            fn visit_unit<E>(self) -> Result<Node, E> {
                Ok(Node::Null)
            }

            fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
                Ok(Node::Flag(flag))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
                Ok(Node::Integer(number.into()))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
                Ok(Node::Integer(number.into()))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
                Ok(Node::Float(number.to_string()))
            }

            fn visit_str<E>(self, text: &str) -> Result<Node, E> {
                Ok(Node::Text(text.to_owned()))
            }

            fn visit_string<E>(self, text: String) -> Result<Node, E> {
                Ok(Node::Text(text))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Node::List(list))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Node, A::Error> {
                let mut object = Vec::new();
                while let Some(pair) = pairs.next_entry()? {
                    object.push(pair);
                }
                Ok(Node::Object(object))
            }
        }

        deserializer.deserialize_any(NodeVisitor)
    }
}

/// Serde for a rule type through its document form: an error carries every problem.
macro_rules! serde_as_document {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.write().serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use serde::de::Error as _;
                let node = $crate::document::Node::deserialize(deserializer)?;
                let mut problems = $crate::Problems::new();
                let read = Self::read(&$crate::document::Cursor::root(&node), &mut problems);
                problems.check().map_err(D::Error::custom)?;
                read.ok_or_else(|| D::Error::custom("nothing could be read"))
            }
        }
    };
}

/// Reads a rule type from JSON text: an error carries every problem.
macro_rules! text_as_document {
    ($name:ident, $want:literal) => {
        impl std::str::FromStr for $name {
            type Err = $crate::Error;

            /// Reads it as a JSON document.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let node = $crate::document::Node::parse(text)?;
                let mut problems = $crate::Problems::new();
                let read = Self::read(&$crate::document::Cursor::root(&node), &mut problems);
                problems.check()?;
                // Without problems, every field has been read.
                read.ok_or_else(|| $crate::number::text::malformed("nothing", $want))
            }
        }
    };
}

pub(crate) use {serde_as_document, text_as_document};

/// An object of the fields that have something to say.
pub(crate) fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let says = |value: &Value| match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => true,
    };
    let fields = fields.into_iter().filter(|(_, value)| says(value));
    Value::Object(fields.map(|(name, value)| (name.to_owned(), value)).collect())
}

/// A node and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Cursor<'n> {
    node: &'n Node,
    path: String,
}

impl<'n> Cursor<'n> {
    pub(crate) fn root(node: &'n Node) -> Self {
        Self { node, path: String::new() }
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn node(&self) -> &'n Node {
        self.node
    }

    /// Reports that something else was wanted here, which may be a number and so a text.
    pub(crate) fn wanted<T>(&self, want: &str, problems: &mut Problems) -> Option<T> {
        match self.node {
            Node::Float(_) => {
                let remedy = "as a text, since JSON floats are not exact";
                self.wanted_kind(&format!("{want} {remedy}"), problems)
            }
            _ => self.wanted_kind(want, problems),
        }
    }

    /// Reports that another kind of value was wanted here.
    fn wanted_kind<T>(&self, want: &str, problems: &mut Problems) -> Option<T> {
        let code = match self.node {
            Node::Null => Code::Missing,
            Node::Float(_) => Code::Float,
            Node::Text(_) | Node::Flag(_) => Code::Malformed,
            _ => Code::WrongType,
        };
        problems.add(&self.path, code, self.node.kind(), want);
        None
    }

    pub(crate) fn text(&self, problems: &mut Problems) -> Option<&'n str> {
        match self.node {
            Node::Text(text) => Some(text),
            _ => self.wanted_kind("a text", problems),
        }
    }

    /// A text that results repeat.
    pub(crate) fn short_text(&self, problems: &mut Problems) -> Option<&'n str> {
        self.text(problems).filter(|text| check_text(text, &self.path, problems))
    }

    pub(crate) fn flag(&self, problems: &mut Problems) -> Option<bool> {
        match self.node {
            Node::Flag(flag) => Some(*flag),
            _ => self.wanted_kind("true or false", problems),
        }
    }

    /// A value with a text form; an integer stands for its digits.
    pub(crate) fn parse<T: FromStr<Err = Error>>(
        &self,
        want: &str,
        problems: &mut Problems,
    ) -> Option<T> {
        let parsed = match self.node {
            Node::Text(text) => text.parse(),
            Node::Integer(number) => number.to_string().parse(),
            _ => return self.wanted(want, problems),
        };
        problems.keep(&self.path, parsed)
    }

    /// A whole number from 1.
    pub(crate) fn count(&self, problems: &mut Problems) -> Option<usize> {
        match self.node {
            Node::Integer(number) if *number > 0 => usize::try_from(*number).ok(),
            Node::Integer(number) => {
                problems.add(&self.path, Code::NotInRange, number, "a whole number from 1");
                None
            }
            _ => self.wanted_kind("a whole number from 1", problems),
        }
    }

    pub(crate) fn list(&self, problems: &mut Problems) -> Option<Vec<Cursor<'n>>> {
        match self.node {
            Node::List(items) => {
                let item = |(i, node)| Cursor { node, path: format!("{}/{i}", self.path) };
                Some(items.iter().enumerate().map(item).collect())
            }
            _ => self.wanted_kind("a list", problems),
        }
    }

    pub(crate) fn object(&self, problems: &mut Problems) -> Option<Fields<'n>> {
        match self.node {
            Node::Object(pairs) => {
                let mut names = HashSet::with_capacity(pairs.len());
                for (name, _) in pairs.iter().filter(|(name, _)| !names.insert(name.as_str())) {
                    let path = below(&self.path, name);
                    problems.add(path, Code::Duplicate, name, "a name that stands once");
                }
                Some(Fields { pairs, path: self.path.clone(), asked: HashSet::new() })
            }
            _ => self.wanted_kind("an object", problems),
        }
    }
}

/// An optional field that was read, where it is there: nothing if it is there and could not be read.
pub(crate) fn unless_bad<T>(field: Option<Option<T>>) -> Option<Option<T>> {
    field.map_or(Some(None), |read| read.map(Some))
}

/// The fields of an object, and which of them have been asked for.
#[derive(Debug)]
pub(crate) struct Fields<'n> {
    pairs: &'n [(String, Node)],
    path: String,
    asked: HashSet<String>,
}

impl<'n> Fields<'n> {
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// A field that may be absent; null is absent.
    pub(crate) fn optional(&mut self, name: &str) -> Option<Cursor<'n>> {
        self.asked.insert(name.to_owned());
        let (_, node) =
            self.pairs.iter().find(|(other, node)| other == name && *node != Node::Null)?;
        Some(self.cursor(name, node))
    }

    /// A field that must be there.
    pub(crate) fn required(&mut self, name: &str, problems: &mut Problems) -> Option<Cursor<'n>> {
        let field = self.optional(name);
        if field.is_none() {
            problems.add(
                format_args!("{}/{name}", self.path),
                Code::Missing,
                "nothing",
                "this field",
            );
        }
        field
    }

    /// A text that must be there and say something.
    pub(crate) fn filled(&mut self, name: &str, problems: &mut Problems) -> Option<String> {
        let field = self.required(name, problems)?;
        match field.text(problems)? {
            "" => field.wanted("a text that is not empty", problems),
            _ => field.short_text(problems).map(str::to_owned),
        }
    }

    /// Every field, for objects whose names are the caller's.
    pub(crate) fn all(&self) -> Vec<(&'n str, Cursor<'n>)> {
        self.pairs.iter().map(|(name, node)| (name.as_str(), self.cursor(name, node))).collect()
    }

    /// Reports the fields that nobody asked for.
    pub(crate) fn finish(self, problems: &mut Problems) {
        for (name, node) in self.pairs.iter().filter(|(name, _)| !self.asked.contains(name)) {
            let mut known: Vec<_> = self.asked.iter().map(String::as_str).collect();
            known.sort_unstable();
            let want = format!("one of {}", known.join(", "));
            problems.add(self.cursor(name, node).path, Code::UnknownField, shorten(name), want);
        }
    }

    fn cursor(&self, name: &str, node: &'n Node) -> Cursor<'n> {
        Cursor { node, path: below(&self.path, name) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Money;

    #[test]
    fn nothing_is_lost_in_reading() {
        let node =
            Node::parse(r#"{"a": 1, "a": 2.5, "b": 18446744073709551616, "c": "x"}"#).unwrap();
        let mut problems = Problems::new();
        let cursor = Cursor::root(&node);
        let mut fields = cursor.object(&mut problems).unwrap();
        assert_eq!(
            fields.optional("a").unwrap().parse::<Money>("kronor", &mut problems).unwrap().ore(),
            100
        );
        fields.required("b", &mut problems).unwrap().parse::<Money>("kronor", &mut problems);
        fields.required("d", &mut problems);
        fields.finish(&mut problems);
        let found: Vec<_> = problems.iter().map(|p| (p.path(), p.code())).collect();
        assert_eq!(
            found,
            [
                ("/a", Code::Duplicate),
                ("/b", Code::Float),
                ("/d", Code::Missing),
                ("/c", Code::UnknownField)
            ]
        );
    }

    #[test]
    fn what_is_no_json_says_where() {
        let error = Node::parse("{\"a\": ").unwrap_err();
        assert!(error.problems()[0].got().contains("line 1 column"));
        let deep = "[".repeat(100_000);
        assert!(Node::parse(&deep).is_err());
    }
}
