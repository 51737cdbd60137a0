//! Schemes: a grant as dated, cited data; pots within pots down to recipients.

mod allocate;
mod options;
mod read;
mod result;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::str::FromStr;
use std::sync::Arc;

pub use allocate::allocate_scheme;
pub use options::{SchemeOptions, When};
pub use result::{PotResult, SchemeAllocation};

use super::{Key, Options};
use crate::Error;
use crate::date::Dated;
use crate::number::{Money, Ratio};
use crate::source::Source;
use crate::text::Wording;

/// A grant as data (fördelningsmodell): what is divided, how it is split into pots, and by which
/// key each pot goes to its recipients; every value dated and cited.
///
/// Read from JSON, in the format that the catalogue documents; what ships is had from
/// [`catalog::scheme`](crate::catalog::scheme).
///
/// ```
/// let scheme: statsbidrag::Scheme = r#"{
///     "id": "example",
///     "name": {"sv": "Exempel", "en": "Example"},
///     "sources": {"s": {"title": "T", "publisher": "P", "rank": "primary"}},
///     "total": [{"from": "2017-01-01", "value": "1000", "cite": {"source": "s"}}],
///     "pots": [{
///         "id": "all", "name": {"sv": "Alla", "en": "All"},
///         "share": [{"from": "2017-01-01", "value": "1", "cite": {"source": "s"}}],
///         "recipients": "municipality",
///         "key": [{"from": "2017-01-01", "value": "population", "cite": {"source": "s"}}]
///     }]
/// }"#.parse()?;
/// assert_eq!(scheme.id(), "example");
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Scheme {
    id: String,
    name: Wording,
    example: bool,
    remarks: Vec<Wording>,
    sources: BTreeMap<String, Arc<Source>>,
    parameters: BTreeMap<String, Wording>,
    total: Option<Dated<Money>>,
    deductions: Vec<Deduction>,
    pots: Vec<Pot>,
    /// The SHA-256 of the document in canonical form, for receipts.
    hash: String,
}

/// What comes off the total before anything is divided.
#[derive(Clone, Debug)]
struct Deduction {
    id: String,
    name: Wording,
    amount: Dated<Money>,
}

/// A pot (pott): a sum divided by one rule.
#[derive(Clone, Debug)]
struct Pot {
    id: String,
    name: Wording,
    size: Size,
    /// The other grant that it is paid inside.
    inside: Option<Wording>,
    /// Whether it may be under zero where what it is a part of is not: a charge (avgift).
    charge: bool,
    content: Content,
}

/// How large a pot is.
#[derive(Clone, Debug)]
enum Size {
    /// A share of what its siblings with amounts leave.
    Share(Dated<Ratio>),
    /// Kronor, taken before the shares.
    Amount(Dated<Money>),
}

#[derive(Clone, Debug)]
enum Content {
    Pots(Vec<Pot>),
    Leaf(Box<Leaf>),
}

/// A pot that goes to recipients.
#[derive(Clone, Debug)]
struct Leaf {
    recipients: String,
    key: Dated<Key>,
    options: Options,
    inner: Vec<Inner>,
}

/// One recipient's amount, divided further.
#[derive(Clone, Debug)]
struct Inner {
    id: String,
    name: Wording,
    of: String,
    leaf: Leaf,
}

impl Scheme {
    /// The stable name.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &Wording {
        &self.name
    }

    /// Whether it only shows how something is expressed, and is no grant that the library vouches
    /// for.
    #[must_use]
    pub fn is_example(&self) -> bool {
        self.example
    }

    /// What one must know to use it: what is unknown, what is a reading, what is a convention.
    #[must_use]
    pub fn remarks(&self) -> &[Wording] {
        &self.remarks
    }

    /// The sources that its values cite.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.values().map(|source| &**source)
    }

    /// The parameters of its keys and what each stands for. None has a default.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, &Wording)> {
        self.parameters.iter().map(|(name, wording)| (name.as_str(), wording))
    }

    /// The names of the recipient sets that it divides over, each once.
    #[must_use]
    pub fn recipient_sets(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        let sets = self.leaves().into_iter().map(|leaf| leaf.recipients.as_str());
        sets.filter(|set| seen.insert(*set)).collect()
    }

    /// The columns of numbers and of yes/no values that pots of a recipient set read at any time.
    pub(crate) fn columns_of(&self, set: &str) -> (BTreeSet<&str>, BTreeSet<&str>) {
        let (mut numbers, mut flags) = (BTreeSet::new(), BTreeSet::new());
        for leaf in self.leaves().into_iter().filter(|leaf| leaf.recipients == set) {
            let options = &leaf.options;
            let bounds = [&options.minimum, &options.maximum].into_iter().flatten();
            numbers.extend(leaf.key.entries().iter().flat_map(|entry| entry.value().columns()));
            numbers.extend(bounds.filter_map(|bound| bound.column()));
            flags.extend(options.only.as_deref());
        }
        (numbers, flags)
    }

    /// Every leaf, inner divisions included.
    fn leaves(&self) -> Vec<&Leaf> {
        fn collect<'a>(leaf: &'a Leaf, leaves: &mut Vec<&'a Leaf>) {
            leaves.push(leaf);
            leaf.inner.iter().for_each(|inner| collect(&inner.leaf, leaves));
        }
        fn collect_from<'a>(pots: &'a [Pot], leaves: &mut Vec<&'a Leaf>) {
            for pot in pots {
                match &pot.content {
                    Content::Pots(pots) => collect_from(pots, leaves),
                    Content::Leaf(leaf) => collect(leaf, leaves),
                }
            }
        }
        let mut leaves = Vec::new();
        collect_from(&self.pots, &mut leaves);
        leaves
    }

    /// The SHA-256 of the scheme's document in canonical form, in hexadecimal.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

impl FromStr for Scheme {
    type Err = Error;

    /// Reads a scheme document.
    ///
    /// # Errors
    /// Everything that is wrong with it, with JSON pointers: unknown fields, values without a
    /// citation, spans that overlap, pots with neither or both of share and amount, ids that repeat.
    fn from_str(text: &str) -> Result<Self, Error> {
        read::scheme(text)
    }
}
