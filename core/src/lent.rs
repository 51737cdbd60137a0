//! Columns that lie with a caller, and documents that have such columns.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::Error;
use crate::document::Node;
use crate::limits::check_text;
use crate::number::text::shorten;
use crate::problem::{Code, Problem, Problems, unescaped};
use crate::table::{Column, Flags, Numbers, Texts};

/// A column in a caller's own memory (an Arrow array, say), which is read when an operation asks
/// for it, and as what it asks for.
///
/// A cell that will not do is a problem under the path `/row` (rows count from 0), and is empty in
/// what comes back. Nothing may be rounded or guessed.
pub trait LentColumn: fmt::Debug + Send + Sync {
    /// How many cells.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The cells as what they are; days as texts such as `2017-01-01`.
    fn column(&self, problems: &mut Problems) -> Column;

    /// The cells as exact numbers.
    fn numbers(&self, problems: &mut Problems) -> Numbers;

    /// The cells as yes or no.
    fn flags(&self, problems: &mut Problems) -> Flags;

    /// The cells as texts.
    fn texts(&self, problems: &mut Problems) -> Texts;

    /// Whether every cell that is not empty is yes or no.
    fn is_of_flags(&self) -> bool;
}

/// A lent column as a part of a document.
#[derive(Clone, Debug)]
pub(crate) struct Lent(pub(crate) Arc<dyn LentColumn>);

impl PartialEq for Lent {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Lent {
    /// The cells as a document has them: digits, texts, true and false.
    pub(crate) fn to_json(&self) -> Value {
        match self.0.column(&mut Problems::new()) {
            Column::Numbers(numbers) => {
                (0..numbers.len()).map(|row| json!(numbers.get(row))).collect()
            }
            Column::Flags(flags) => (0..flags.len()).map(|row| json!(flags.get(row))).collect(),
            Column::Texts(texts) => texts.iter().map(|cell| json!(cell)).collect(),
        }
    }
}

/// An operation's document, of which frames may lie with the caller.
///
/// ```
/// use statsbidrag::wire::{self, Document};
///
/// let document = Document::parse(r#"{"operation": "allocate", "id": "id", "total": "100",
///     "key": "weight", "frame": {"id": ["a", "b", "c"], "weight": [1, 2, 4]}}"#)?;
/// let outcome = wire::run(&document, wire::Loaded::Nothing)?;
/// assert_eq!(outcome.answer()?.to_json()["result"]["amount"][2], "57");
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Document {
    pub(crate) node: Node,
    decimals: BTreeMap<String, u32>,
}

impl Document {
    /// The largest that is read, in bytes: 256 MiB.
    pub const LARGEST: usize = crate::limits::LARGEST_DOCUMENT;

    /// Reads JSON text.
    ///
    /// # Errors
    /// `out_of_range` for a text over [`LARGEST`](Self::LARGEST), `malformed` for what is no JSON.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.len() > Self::LARGEST {
            let got = format!("{} bytes", text.len());
            let want = format!("at most {} bytes", Self::LARGEST);
            return Err(Problem::new("", Code::OutOfRange, got, want).into());
        }
        Ok(Self { node: Node::parse(text)?, decimals: BTreeMap::new() })
    }

    /// Puts a frame of lent columns where the JSON pointer `path` points, in place of the null that
    /// stands there.
    ///
    /// # Errors
    /// `missing` where no null stands there, `out_of_range` for names of columns that are too long.
    pub fn lend(
        &mut self,
        path: &str,
        columns: Vec<(String, Arc<dyn LentColumn>)>,
    ) -> Result<(), Error> {
        let mut problems = Problems::new();
        for (name, _) in &columns {
            check_text(name, format_args!("{path}/{}", shorten(name)), &mut problems);
        }
        problems.check()?;
        let steps = path.split('/').skip(1).map(unescaped);
        let mut steps = steps.collect::<Vec<_>>().into_iter();
        match steps.try_fold(&mut self.node, |node, step| node.member(&step)) {
            Some(place @ Node::Null) => {
                let lent =
                    columns.into_iter().map(|(name, column)| (name, Node::Lent(Lent(column))));
                *place = Node::Object(lent.collect());
                Ok(())
            }
            _ => Err(Problem::new(path, Code::Missing, "nothing", "a place for a frame").into()),
        }
    }

    /// Says that a column's cells were rounded to so many decimals before they were lent, half away
    /// from zero, which the receipt then shows.
    pub fn declare_decimals(&mut self, column: impl Into<String>, decimals: u32) {
        self.decimals.insert(column.into(), decimals);
    }

    /// The document that asks why the results of two others differ, which `compare` answers; `per` is
    /// a column that amounts are also told for each unit of.
    #[must_use]
    pub fn comparison(before: &Self, after: &Self, per: Option<&str>) -> Self {
        let field = |name: &str, node: Node| (name.to_owned(), node);
        let mut fields = vec![
            field("operation", Node::Text("compare".to_owned())),
            field("before", before.node.clone()),
            field("after", after.node.clone()),
        ];
        fields.extend(per.map(|per| field("per", Node::Text(per.to_owned()))));
        let mut decimals = before.decimals.clone();
        decimals.extend(after.decimals.clone());
        Self { node: Node::Object(fields), decimals }
    }

    /// The document of another operation with the fields of this one and of `more`.
    #[must_use]
    pub fn joined(&self, more: &Self, operation: &str) -> Self {
        let mut fields = vec![("operation".to_owned(), Node::Text(operation.to_owned()))];
        for document in [self, more] {
            if let Node::Object(own) = &document.node {
                let own = own.iter().filter(|(name, _)| name != "operation");
                fields.extend(own.cloned());
            }
        }
        let mut decimals = self.decimals.clone();
        decimals.extend(more.decimals.clone());
        Self { node: Node::Object(fields), decimals }
    }

    /// The roundings that were declared.
    #[must_use]
    pub fn decimals(&self) -> &BTreeMap<String, u32> {
        &self.decimals
    }

    /// The whole document as JSON, with the cells of lent columns.
    #[must_use]
    pub fn to_json(&self) -> Value {
        to_json(&self.node)
    }
}

fn to_json(node: &Node) -> Value {
    match node {
        Node::Null => Value::Null,
        Node::Flag(flag) => json!(flag),
        // Digits are the same whether they are written as a number or as a text.
        Node::Integer(number) => match i64::try_from(*number) {
            Ok(small) => json!(small),
            Err(_) => json!(number.to_string()),
        },
        Node::Float(text) | Node::Text(text) => json!(text),
        Node::List(items) => items.iter().map(to_json).collect(),
        Node::Object(pairs) => {
            pairs.iter().map(|(name, node)| (name.clone(), to_json(node))).collect()
        }
        Node::Lent(lent) => lent.to_json(),
    }
}

/// The problems of a lent column's cells, where the column stands.
pub(crate) fn under<T>(
    path: &str,
    problems: &mut Problems,
    read: impl FnOnce(&mut Problems) -> T,
) -> T {
    let mut own = Problems::new();
    let cells = read(&mut own);
    problems.extend_under(path, own);
    cells
}

impl Node {
    /// The part of a list or an object that a step of a JSON pointer leads to.
    fn member(&mut self, step: &str) -> Option<&mut Node> {
        match self {
            Node::List(items) => items.get_mut(step.parse::<usize>().ok()?),
            Node::Object(pairs) => {
                pairs.iter_mut().find(|(name, _)| name == step).map(|(_, node)| node)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire;

    /// Cells as a program of its own might hold them.
    #[derive(Debug)]
    struct Words(Vec<&'static str>);

    impl LentColumn for Words {
        fn len(&self) -> usize {
            self.0.len()
        }

        fn column(&self, problems: &mut Problems) -> Column {
            self.texts(problems).into()
        }

        fn numbers(&self, problems: &mut Problems) -> Numbers {
            let read = |(row, cell): (usize, &&str)| {
                let read = cell.parse::<i64>().ok();
                if read.is_none() {
                    problems.push(Problem::new(format!("/{row}"), Code::Float, *cell, "a number"));
                }
                read
            };
            Numbers::scaled(self.0.iter().enumerate().map(read).collect(), 1)
        }

        fn flags(&self, _: &mut Problems) -> Flags {
            self.0.iter().map(|cell| Some(*cell == "yes")).collect()
        }

        fn texts(&self, _: &mut Problems) -> Texts {
            self.0.iter().map(Some).collect()
        }

        fn is_of_flags(&self) -> bool {
            false
        }
    }

    fn document(weights: &[&'static str]) -> Document {
        let text = r#"{"operation": "allocate", "id": "id", "total": "100", "key": "weight",
            "frame": null}"#;
        let mut document = Document::parse(text).unwrap();
        let column =
            |cells: &[&'static str]| -> Arc<dyn LentColumn> { Arc::new(Words(cells.into())) };
        let columns = vec![
            ("id".to_owned(), column(&["a", "b", "c"])),
            ("weight".to_owned(), column(weights)),
            ("unused".to_owned(), column(&["x"])),
        ];
        document.lend("/frame", columns).unwrap();
        document
    }

    #[test]
    fn lent_columns_are_read_as_those_of_a_document() {
        let lent = document(&["1", "2", "4"]);
        let answer = wire::run(&lent, wire::Loaded::Nothing).unwrap().answer().unwrap().to_json();
        // 100/7, 200/7 and 400/7 kronor: 14 2/7, 28 4/7 and 57 1/7.
        assert_eq!(answer["result"]["amount"], json!(["14", "29", "57"]));
        let written = lent.to_json().to_string();
        assert_eq!(wire::answer(&written).unwrap(), answer);
    }

    #[test]
    fn what_is_wrong_with_a_cell_is_told_where_it_stands() {
        let error = wire::run(&document(&["1", "x", "y"]), wire::Loaded::Nothing).unwrap_err();
        let paths: Vec<_> = error.problems().iter().map(Problem::path).collect();
        assert_eq!(paths, ["/frame/weight/1", "/frame/weight/2"]);
    }

    #[test]
    fn a_frame_is_lent_only_where_there_is_a_place_for_it() {
        let mut document = Document::parse(r#"{"frames": [null, {"a/b": null}], "x": 1}"#).unwrap();
        assert!(document.lend("/frames/1/a~1b", Vec::new()).is_ok());
        for path in ["/frames/2", "/frames/1/a~1b", "/x", "/y", "/x/y"] {
            assert!(document.lend(path, Vec::new()).is_err(), "{path}");
        }
    }

    #[test]
    fn declared_roundings_stand_in_the_receipt() {
        let mut document = document(&["1", "2", "4"]);
        document.declare_decimals("weight", 2);
        let outcome = wire::run(&document, wire::Loaded::Nothing).unwrap();
        let receipt = outcome.answer().unwrap().to_json()["receipt"].take();
        assert_eq!(receipt["decimals"], json!({"weight": 2}));
    }
}
