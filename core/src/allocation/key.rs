//! Allocation keys.

use std::collections::BTreeSet;
use std::fmt;

use num_rational::BigRational;
use num_traits::{One, Zero};
use serde_json::{Value, json};

use crate::Error;
use crate::document::{Cursor, Node, serde_as_document, text_as_document};
use crate::finding::Value as Said;
use crate::limits::MOST_COMPONENTS;
use crate::measure::Measure;
use crate::number::Ratio;
use crate::problem::{Code, Problems, below};
use crate::text::Wording;

/// An allocation key (fördelningsnyckel): components that each divide a share of the total by a
/// measure. The shares sum to exactly 1.
///
/// A published list of amounts is a key too: the measure is the column that holds it.
///
/// ```
/// use statsbidrag::Key;
///
/// let key = Key::new([
///     ("asylum", "8/11", "asylum_adults + 2*asylum_minors"),
///     ("inhabitants", "3/11", "population"),
/// ])?;
/// assert_eq!(key.components().len(), 2);
///
/// let error = Key::new([("a", "0.33", "x"), ("b", "0.66", "y")]).unwrap_err();
/// assert!(error.is_rule());
/// assert_eq!(error.to_string(), "/key: shares_not_one: got a sum of 0.99, want exactly 1");
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(Vec<KeyComponent>);

/// A part of a key: the share of the total that a measure divides.
#[derive(Clone, Debug)]
pub struct KeyComponent {
    name: String,
    share: Ratio,
    measure: Measure,
    /// Where the measure stands in the key's document, as a JSON pointer from the key.
    at: String,
}

/// Equal in what they divide, wherever they were read.
impl PartialEq for KeyComponent {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.share, &self.measure) == (&other.name, &other.share, &other.measure)
    }
}

impl Eq for KeyComponent {}

impl KeyComponent {
    /// A component; the name is for explanations and columns.
    pub fn new(name: impl Into<String>, share: Ratio, measure: Measure) -> Self {
        let name = name.into();
        let at = format!("{}/1", below("", &name));
        Self { name, share, measure, at }
    }

    /// The name; empty in a key that is one measure.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name as it is said: of a transition, which key it is from.
    pub(crate) fn called(&self) -> Said {
        let mut levels = self.at.matches("/transition/").count();
        let mut swedish: Vec<&str> = self.name.split(' ').collect();
        for word in &mut swedish {
            *word = match *word {
                "old" if levels > 0 => "gamla",
                "new" if levels > 0 => "nya",
                _ => break,
            };
            levels -= 1;
        }
        Wording::new(swedish.join(" "), self.name.as_str()).into()
    }

    /// The share of the total, from 0 to 1.
    #[must_use]
    pub fn share(&self) -> &Ratio {
        &self.share
    }

    /// What the share is divided by.
    #[must_use]
    pub fn measure(&self) -> &Measure {
        &self.measure
    }
}

/// Reports shares that are not those of a key.
pub(super) fn check_shares<'r>(
    shares: impl ExactSizeIterator<Item = &'r Ratio> + Clone,
    at: &str,
    problems: &mut Problems,
) {
    let count = shares.len();
    if count > MOST_COMPONENTS {
        let got = format_args!("{count} components");
        problems.add(at, Code::OutOfRange, got, format_args!("at most {MOST_COMPONENTS}"));
    } else if count == 0 {
        problems.add(at, Code::Empty, "no components", "at least one");
    } else if !shares.clone().any(Ratio::is_negative) {
        let sum: BigRational = shares.map(Ratio::big).sum();
        if !sum.is_one() {
            let got = format!("a sum of {}", Ratio::from(sum));
            problems.add(at, Code::SharesNotOne, got, "exactly 1");
        }
    }
}

impl Key {
    /// The key that divides everything by one measure.
    ///
    /// # Errors
    /// `malformed` where the text is no measure.
    pub fn measure(text: &str) -> Result<Self, Error> {
        let measure = text.parse::<Measure>().map_err(|error| error.under("/key"))?;
        Ok(measure.into())
    }

    /// A key of components (name, share, measure), written as text.
    ///
    /// # Errors
    /// What cannot be read, and what [`of`](Self::of) finds, all at once.
    pub fn new<N: Into<String>>(
        components: impl IntoIterator<Item = (N, impl AsRef<str>, impl AsRef<str>)>,
    ) -> Result<Self, Error> {
        let mut problems = Problems::new();
        let read = components.into_iter().map(|(name, share, measure)| {
            let name = name.into();
            let path = below("/key", &name);
            let share = problems.keep(&format!("{path}/0"), share.as_ref().parse());
            let measure = problems.keep(&format!("{path}/1"), measure.as_ref().parse());
            Some(KeyComponent::new(name, share?, measure?))
        });
        let read: Vec<Option<KeyComponent>> = read.collect();
        problems.check()?;
        Self::of(read.into_iter().flatten())
    }

    /// A key of components.
    ///
    /// # Errors
    /// `empty` without components, `duplicate` names, `negative` shares, and `shares_not_one`.
    pub fn of(components: impl IntoIterator<Item = KeyComponent>) -> Result<Self, Error> {
        Self::of_at("/key", components.into_iter().collect())
    }

    fn of_at(at: &str, components: Vec<KeyComponent>) -> Result<Self, Error> {
        let mut problems = Problems::new();
        let mut names = BTreeSet::new();
        for component in &components {
            let path = below(at, &component.name);
            if component.share.is_negative() {
                let share = &component.share;
                problems.add(
                    format_args!("{path}/0"),
                    Code::Negative,
                    share,
                    "a share of 0 or more",
                );
            }
            if !names.insert(&component.name) {
                problems.add(path, Code::Duplicate, &component.name, "a name that stands once");
            }
        }
        check_shares(components.iter().map(KeyComponent::share), at, &mut problems);
        problems.into_result(Self(components))
    }

    /// An old key giving way to a new one: the old times (1 − `new_share`) and the new times
    /// `new_share`. Components are called `old …` and `new …`.
    ///
    /// ```
    /// # use statsbidrag::{Key, Ratio};
    /// let (old, new) = (Key::measure("last_outcome")?, Key::measure("model")?);
    /// let key = Key::transition(&old, &new, &"1/4".parse()?)?;
    /// let shares: Vec<_> = key.components().iter().map(|c| c.share().to_string()).collect();
    /// assert_eq!(shares, ["0.75", "0.25"]);
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// `not_in_range` for a share outside 0–1.
    pub fn transition(old: &Key, new: &Key, new_share: &Ratio) -> Result<Self, Error> {
        let rest = Ratio::from(BigRational::one() - new_share.big());
        if new_share.is_negative() || rest.is_negative() {
            let problem = crate::Problem::new(
                "/new_share",
                Code::NotInRange,
                new_share.to_string(),
                "a share from 0 to 1",
            );
            return Err(problem.into());
        }
        let side = |key: &Key, word: &str, part: &Ratio| -> Vec<KeyComponent> {
            let scaled = key.0.iter().map(|component| KeyComponent {
                name: match component.name.as_str() {
                    "" => word.to_owned(),
                    name => format!("{word} {name}"),
                },
                share: Ratio::from(component.share.big() * part.big()),
                measure: component.measure.clone(),
                at: format!("/transition/{word}{}", component.at),
            });
            scaled.collect()
        };
        Self::of(side(old, "old", &rest).into_iter().chain(side(new, "new", new_share)))
    }

    /// The components, as they were given.
    #[must_use]
    pub fn components(&self) -> &[KeyComponent] {
        &self.0
    }

    /// How many components divide something.
    pub(crate) fn active_count(&self) -> usize {
        self.active().count()
    }

    /// The components with a share over zero: the others divide nothing.
    pub(crate) fn active(&self) -> impl Iterator<Item = &KeyComponent> {
        self.0.iter().filter(|component| !component.share.big().is_zero())
    }

    /// Where the measure of a component stands in a document.
    pub(crate) fn measure_path(&self, component: &KeyComponent) -> String {
        format!("/key{}", component.at)
    }

    pub(crate) fn is_measure(&self) -> bool {
        matches!(&self.0[..], [only] if only.name.is_empty())
    }

    /// The names of the columns that it reads, each once.
    pub(crate) fn columns(&self) -> BTreeSet<&str> {
        self.active().flat_map(|component| component.measure.columns()).collect()
    }

    /// The names of the parameters that it needs, each once.
    pub(crate) fn parameters(&self) -> BTreeSet<&str> {
        self.active().flat_map(|component| component.measure.parameters()).collect()
    }
}

/// As a document: a measure (`"population"`), components (`{"asylum": ["8/11", "asylum"], …}`) or a
/// transition (`{"transition": {"old": KEY, "new": KEY, "new_share": "1/4"}}`).
impl Key {
    pub(crate) fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        if !matches!(cursor.node(), Node::Object(_)) {
            return cursor
                .parse::<Measure>("a measure, or an object of components", problems)
                .map(Key::from);
        }
        let mut fields = cursor.object(problems)?;
        if let [("transition", transition)] = &fields.all()[..]
            && matches!(transition.node(), Node::Object(_))
        {
            fields = transition.object(problems)?;
            let mut key = |name| {
                fields.required(name, problems).and_then(|field| Key::read(&field, problems))
            };
            let (old, new) = (key("old"), key("new"));
            let share = fields.required("new_share", problems);
            let share = share.and_then(|field| field.parse("a share", problems));
            fields.finish(problems);
            let key = Key::transition(&old?, &new?, &share?);
            return problems.keep(transition.path(), key);
        }
        let components: Vec<Option<KeyComponent>> = fields
            .all()
            .into_iter()
            .map(|(name, field)| match &field.list(problems)?[..] {
                [share, measure] => {
                    let share = share.parse("a share", problems);
                    let measure = measure.parse("a measure", problems);
                    Some(KeyComponent::new(name, share?, measure?))
                }
                other => {
                    let got = format!("{} items", other.len());
                    problems.add(field.path(), Code::Malformed, got, "a share and a measure");
                    None
                }
            })
            .collect();
        let components = components.into_iter().collect::<Option<Vec<_>>>()?;
        problems.keep("", Self::of_at(cursor.path(), components))
    }

    /// The measures that stand in a key document and where, whether or not it is a key: to find
    /// what else is wrong when it is not.
    pub(crate) fn measures_in(cursor: &Cursor<'_>) -> Vec<(String, Measure)> {
        let none = &mut Problems::new();
        match cursor.node() {
            Node::Text(text) => text
                .parse()
                .ok()
                .map(|measure| (cursor.path().to_owned(), measure))
                .into_iter()
                .collect(),
            Node::List(_) => {
                cursor.list(none).iter().flatten().skip(1).flat_map(Key::measures_in).collect()
            }
            // Components, the two keys of a transition, or the transition itself.
            Node::Object(_) => {
                let fields = cursor.object(none);
                let fields = fields.map(|fields| fields.all()).unwrap_or_default();
                let is_share = |(name, field): &&(&str, Cursor<'_>)| {
                    *name == "new_share" && !matches!(field.node(), Node::List(_))
                };
                let keys = fields.iter().filter(|field| !is_share(field));
                keys.flat_map(|(_, field)| Key::measures_in(field)).collect()
            }
            _ => Vec::new(),
        }
    }

    pub(crate) fn write(&self) -> Value {
        if self.is_measure() {
            return json!(self.0[0].measure);
        }
        let pair = |component: &KeyComponent| {
            (component.name.clone(), json!([component.share, component.measure]))
        };
        self.0.iter().map(pair).collect()
    }
}

text_as_document!(Key, "a key");
serde_as_document!(Key);

impl From<Measure> for Key {
    fn from(measure: Measure) -> Self {
        let (name, at) = (String::new(), String::new());
        Self(vec![KeyComponent { name, share: Ratio::one(), measure, at }])
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_measure() {
            return self.0[0].measure.fmt(f);
        }
        for (i, component) in self.0.iter().enumerate() {
            let between = if i > 0 { "; " } else { "" };
            write!(f, "{between}{}: {} × {}", component.name, component.share, component.measure)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_problems_of_a_key_come_at_once() {
        let error = Key::new([("a", "x", "("), ("b", "1", "y")]).unwrap_err();
        let paths: Vec<_> = error.problems().iter().map(|p| p.path()).collect();
        assert_eq!(paths, ["/key/a/0", "/key/a/1"]);
        let error = Key::new([("a", "-1", "x"), ("a", "2", "y")]).unwrap_err();
        let codes: Vec<_> = error.problems().iter().map(|p| p.code()).collect();
        assert_eq!(codes, [Code::Negative, Code::Duplicate]);
    }

    #[test]
    fn keys_read_back_from_what_they_write() {
        for text in [r#""2*a + b""#, r#"{"x":["1/3","a"],"y":["2/3","b"]}"#] {
            let key: Key = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&key).unwrap(), text);
        }
        let text = r#"{"transition":{"old":"a","new":{"x":["0.5","b"]},"new_share":"2"}}"#;
        let (node, mut problems) = (Node::parse(text).unwrap(), Problems::new());
        assert!(Key::read(&Cursor::root(&node), &mut problems).is_none());
        assert_eq!(problems[0].path(), "/transition/new");
    }

    #[test]
    fn thirds_sum_to_one_and_their_decimals_do_not() {
        assert!(Key::new([("a", "1/3", "x"), ("b", "2/3", "y")]).is_ok());
        assert!(Key::new([("a", "0.333333", "x"), ("b", "0.666667", "y")]).is_ok());
        assert!(Key::new([("a", "0.333333", "x"), ("b", "0.666666", "y")]).is_err());
    }

    #[test]
    fn a_zero_share_divides_nothing() {
        let key = Key::new([("a", "0", "x"), ("b", "1", "y")]).unwrap();
        assert_eq!(key.columns().into_iter().collect::<Vec<_>>(), ["y"]);
    }

    #[test]
    fn a_transition_keeps_the_sum_at_one_and_its_share_within_bounds() {
        let old = Key::new([("a", "1/3", "x"), ("b", "2/3", "y")]).unwrap();
        let new = Key::measure("z").unwrap();
        let key = Key::transition(&old, &new, &"1/7".parse().unwrap()).unwrap();
        // 1/3 · 6/7, 2/3 · 6/7, 1/7.
        assert_eq!(key.to_string(), "old a: 2/7 × x; old b: 4/7 × y; new: 1/7 × z");
        assert!(Key::transition(&old, &new, &"8/7".parse().unwrap()).is_err());
    }
}
