//! Receipts: which rules and which facts a result was computed from, by which version.

use std::fmt::Write as _;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::document::Node;
use crate::number::Ratio;
use crate::sheet;
use crate::table::{Column, Table, Texts, Values};

/// What a result was computed from (kvitto): enough to show later that a calculation was on the
/// same facts and rules.
///
/// Hashes are SHA-256 in hexadecimal, computed when the receipt is asked for. The same input gives
/// the same receipt on every platform, for any number of threads.
///
/// **The hash of facts** is over these bytes: `statsbidrag facts 1` and a zero byte; the number of
/// rows (u64); the id of each row; then every used column in the order of the table: its name, a
/// byte for its kind (0 numbers, 1 yes/no, 2 text) and its cells. A text is its length (u64) and
/// its UTF-8 bytes. A column of numbers is its least common denominator (u64), and for each cell a
/// byte, 1 if it has a value, and then the value times the denominator (i128). A yes/no cell is a
/// byte: 0 no, 1 yes, 2 empty. A cell of text is a byte, 1 if it has a value, and then the text.
/// All integers are little-endian. A list (of claims, staff, grants) has no ids of rows, and each of its
/// columns is one of text, whatever it was given as: yes/no cells are `yes` and `no`, a cell without
/// anything in it is empty, and a number in a column of FTE, hours, years or kronor is written as a
/// decimal in lowest terms, or as a fraction where no decimal is exact.
///
/// **The hash of rules** is over the key and the options as a JSON document with sorted names and
/// no white space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    rules: Value,
    rules_hash: String,
    facts_hash: String,
}

impl Receipt {
    /// The version of the library.
    pub const VERSION: &'static str = env!("CARGO_PKG_VERSION");

    pub(crate) fn new(rules: Value, table: &Table, used: impl Fn(&str) -> bool) -> Self {
        let rules_hash = hash_of(&canonical(&rules));
        Self { rules, rules_hash, facts_hash: hash_of_facts(table, used) }
    }

    /// The receipt of what was computed from a list of so many rows, which have no ids. Those of the
    /// columns that are `numbers` are hashed as such.
    pub(crate) fn of_list<'c>(
        rules: Value,
        rows: usize,
        columns: impl Iterator<Item = (&'c str, &'c Column)>,
        numbers: &[&str],
    ) -> Self {
        let rules_hash = hash_of(&canonical(&rules));
        Self { rules, rules_hash, facts_hash: hash_of_list(rows, columns, numbers) }
    }

    /// The receipt, as a document, of a result that rests on no rules or facts of its own.
    pub(crate) fn of_version() -> Value {
        json!({"library": "statsbidrag", "version": Self::VERSION})
    }

    /// The rules: key, total and options, as a document.
    #[must_use]
    pub fn rules(&self) -> &Value {
        &self.rules
    }

    /// The hash of the rules.
    #[must_use]
    pub fn rules_hash(&self) -> &str {
        &self.rules_hash
    }

    /// The hash of the facts that were used.
    #[must_use]
    pub fn facts_hash(&self) -> &str {
        &self.facts_hash
    }

    /// The receipt as a document.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "library": "statsbidrag",
            "version": Self::VERSION,
            "rules": self.rules,
            "rules_sha256": self.rules_hash,
            "facts_sha256": self.facts_hash,
        })
    }
}

/// The hash of a list without ids, some of whose columns are `numbers`.
pub(crate) fn hash_of_list<'c>(
    rows: usize,
    columns: impl Iterator<Item = (&'c str, &'c Column)>,
    numbers: &[&str],
) -> String {
    let as_texts = |(name, column)| (name, as_texts(column, numbers.contains(&name)));
    let columns: Vec<(&str, Column)> = columns.map(as_texts).collect();
    let columns = columns.iter().map(|(name, column)| (*name, column));
    hash_of_columns(rows, std::iter::empty(), columns)
}

/// What a column of a list says, however its cells were given.
fn as_texts(column: &Column, is_of_numbers: bool) -> Column {
    let cell = |row| {
        let text = sheet::text(column, row)?;
        let number = is_of_numbers.then(|| text.trim().parse::<Ratio>().ok()).flatten();
        Some(number.map_or(text, |number| number.to_string().into()))
    };
    (0..column.len()).map(cell).collect::<Texts>().into()
}

/// The hash of a document, whatever order its names stand in.
pub(crate) fn hash_of_value(value: &Value) -> String {
    hash_of(&canonical(value))
}

/// The hash of a document as it was read.
pub(crate) fn hash_of_document(node: &Node) -> String {
    hash_of(&canonical(&plain(node)))
}

fn plain(node: &Node) -> Value {
    match node {
        Node::Null => Value::Null,
        Node::Flag(flag) => json!(flag),
        // Digits are the same whether they were written as a number or as a text.
        Node::Integer(number) => json!(number.to_string()),
        Node::Float(text) | Node::Text(text) => json!(text),
        Node::List(items) => items.iter().map(plain).collect(),
        Node::Object(pairs) => {
            pairs.iter().map(|(name, node)| (name.clone(), plain(node))).collect()
        }
        // Rules have no columns; were one to stand there, it is what it says.
        Node::Lent(lent) => lent.to_json(),
    }
}

fn hash_of(text: &str) -> String {
    hexadecimal(&Sha256::digest(text.as_bytes()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// JSON with sorted names and no white space.
fn canonical(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        Value::Object(pairs) => {
            let mut names: Vec<_> = pairs.keys().collect();
            names.sort();
            let pair = |name: &String| format!("{}:{}", json!(name), canonical(&pairs[name]));
            format!("{{{}}}", names.into_iter().map(pair).collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

pub(crate) fn hash_of_facts(table: &Table, used: impl Fn(&str) -> bool) -> String {
    let columns = table.columns().filter(|(name, _)| used(name));
    hash_of_columns(table.len(), table.ids().iter(), columns)
}

fn hash_of_columns<'c>(
    rows: usize,
    ids: impl Iterator<Item = &'c str>,
    columns: impl Iterator<Item = (&'c str, &'c Column)>,
) -> String {
    let mut hash = Sha256::new();
    hash.update(b"statsbidrag facts 1\0");
    hash.update((rows as u64).to_le_bytes());
    for id in ids {
        update_text(&mut hash, id);
    }
    for (name, column) in columns {
        update_text(&mut hash, name);
        match column {
            Column::Numbers(numbers) => {
                hash.update([0]);
                hash.update(numbers.denominator().to_le_bytes());
                let mut empty = numbers.empty_rows().iter().peekable();
                for row in 0..numbers.len() {
                    if empty.next_if(|&&next| next as usize == row).is_some() {
                        hash.update([0]);
                    } else {
                        let value = match numbers.values() {
                            Values::Natural(values) => i128::from(values[row]),
                            Values::Wide(values) => values[row],
                        };
                        hash.update([1]);
                        hash.update(value.to_le_bytes());
                    }
                }
            }
            Column::Flags(flags) => {
                hash.update([1]);
                for flag in &flags.0 {
                    hash.update([flag.map_or(2, u8::from)]);
                }
            }
            Column::Texts(texts) => {
                hash.update([2]);
                for text in texts.iter() {
                    hash.update([u8::from(text.is_some())]);
                    if let Some(text) = text {
                        update_text(&mut hash, text);
                    }
                }
            }
        }
    }
    hexadecimal(&hash.finalize())
}

fn update_text(hash: &mut Sha256, text: &str) {
    hash.update((text.len() as u64).to_le_bytes());
    hash.update(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Claims, Grants, Key, Money, Numbers, Options, Staff, Staffing, allocate};
    use proptest::prelude::*;

    fn receipt(weights: Numbers, options: &Options) -> Receipt {
        let table = Table::builder("id", ["a", "b"]).column("w", weights).column("other", [1, 2]);
        let table = table.build().unwrap();
        let total = Money::from_kronor(9).unwrap();
        allocate(&table, total, &Key::measure("w").unwrap(), options).unwrap().receipt()
    }

    #[test]
    fn the_hash_of_facts_is_that_of_the_documented_bytes() {
        // By hand: the tag, 2 rows, "a", "b", the column "w" of numbers over 2: 1/2 and 3.
        let mut bytes = b"statsbidrag facts 1\0".to_vec();
        bytes.extend(2u64.to_le_bytes());
        for id in ["a", "b", "w"] {
            bytes.extend(1u64.to_le_bytes());
            bytes.extend(id.as_bytes());
        }
        bytes.push(0);
        bytes.extend(2u64.to_le_bytes());
        for value in [1i128, 6] {
            bytes.push(1);
            bytes.extend(value.to_le_bytes());
        }
        let want = hexadecimal(&Sha256::digest(&bytes));
        assert_eq!(receipt(Numbers::parse(["0.5", "3"]), &Options::new()).facts_hash(), want);
        // However the same numbers are written.
        assert_eq!(receipt(Numbers::parse(["1/2", "3.00"]), &Options::new()).facts_hash(), want);
    }

    #[test]
    fn a_changed_fact_or_rule_changes_its_hash() {
        let one = receipt(Numbers::parse(["1", "2"]), &Options::new());
        let facts = receipt(Numbers::parse(["1", "3"]), &Options::new());
        let rules = receipt(Numbers::parse(["1", "2"]), &Options::new().unit(crate::Unit::ORE));
        assert_eq!(one.rules_hash(), facts.rules_hash());
        assert_ne!(one.facts_hash(), facts.facts_hash());
        assert_eq!(one.facts_hash(), rules.facts_hash());
        assert_ne!(one.rules_hash(), rules.rules_hash());
        assert_eq!(one.to_json()["rules"]["total"], "9");
    }

    #[test]
    fn a_list_hashes_alike_however_its_cells_are_given() {
        let hash = |fte: Column, days: Column| {
            hash_of_list(2, [("fte", &fte), ("from", &days)].into_iter(), &["fte"])
        };
        let days = || Column::from(["2017-01-01", " "]);
        let one = hash(Numbers::parse(["0.5", "1"]).into(), days());
        assert_eq!(one, hash(["0.50", "1"].into(), [Some("2017-01-01"), None].into()));
        assert_ne!(one, hash(["0.5", "2"].into(), days()));
        // Every column of numbers that a list has.
        let half = [Column::from(["0.50"]), Numbers::parse(["1/2"]).into()];
        for numbers in [&Claims::NUMBERS[..], &Grants::NUMBERS, &Staff::NUMBERS, &Staffing::NUMBERS]
        {
            for name in numbers {
                let hash = |column| hash_of_list(1, [(*name, column)].into_iter(), numbers);
                assert_eq!(hash(&half[0]), hash(&half[1]), "{name}");
            }
        }
        // Codes are texts: their zeros are told apart.
        let id = |id: &str| hash_of_list(1, [("id", &Column::from([id]))].into_iter(), &["fte"]);
        assert_ne!(id("0180"), id("180"));
        // By hand: the tag, 1 row, the column "fte" of text with one cell, "0.5".
        let mut bytes = b"statsbidrag facts 1\0".to_vec();
        bytes.extend(1u64.to_le_bytes());
        bytes.extend(3u64.to_le_bytes());
        bytes.extend(b"fte");
        bytes.extend([2, 1]);
        bytes.extend(3u64.to_le_bytes());
        bytes.extend(b"0.5");
        let fte = Column::from([" 1/2"]);
        let want = hexadecimal(&Sha256::digest(&bytes));
        assert_eq!(hash_of_list(1, [("fte", &fte)].into_iter(), &["fte"]), want);
    }

    proptest! {
        #[test]
        fn facts_hash_alike_however_they_are_written(cells in proptest::collection::vec(1i64..1000, 2), factor in 1u64..1000) {
            let plain = Numbers::scaled(cells.iter().map(|&cell| Some(cell)).collect(), 1);
            let scaled = cells.iter().map(|&cell| Some(cell * factor as i64)).collect();
            let (first, second) = (
                receipt(plain, &Options::new()),
                receipt(Numbers::scaled(scaled, factor), &Options::new()),
            );
            prop_assert_eq!(first, second);
        }
    }

    #[test]
    fn documents_hash_alike_in_any_order() {
        let hash = |text| hash_of_document(&Node::parse(text).unwrap());
        assert_eq!(hash(r#"{"a": 1, "b": [true, null]}"#), hash(r#"{"b":[true,null],"a":"1"}"#));
        assert_ne!(hash(r#"{"a": 1}"#), hash(r#"{"a": 2}"#));
    }
}
