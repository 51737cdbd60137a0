//! How an allocation is rounded, bounded and described.
//!
//! As a document, the options stand as fields of the operation or pot that they belong to.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Bound, Unit};
use crate::apportion::{BoundsPolicy, Limits, Rounding, RoundingScope, TieRule};
use crate::date::Date;
use crate::document::{Cursor, Fields};
use crate::measure::Parameters;
use crate::problem::Problems;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// How settled an allocation is.
    #[non_exhaustive]
    pub enum Status {
        /// To be replaced when the facts are final (preliminär).
        Preliminary = "preliminary",
        /// On final facts (slutlig).
        Final = "final",
    }
}

/// Options of an allocation. What is not set has the default of its method.
///
/// ```
/// use statsbidrag::{Bound, Options, Rounding, TieRule, Unit};
///
/// let options = Options::new()
///     .unit(Unit::kronor(1000)?)
///     .ties(TieRule::ByWeight)
///     .minimum(Bound::PerUnit("population".into(), "50".parse()?));
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Options {
    pub(crate) parameters: Parameters,
    pub(crate) unit: Unit,
    pub(crate) rounding: Rounding,
    pub(crate) scope: RoundingScope,
    pub(crate) ties: Option<TieRule>,
    pub(crate) tie_order: Vec<String>,
    pub(crate) minimum: Option<Bound>,
    pub(crate) maximum: Option<Bound>,
    pub(crate) policy: BoundsPolicy,
    pub(crate) reduce_minimums: bool,
    pub(crate) minimum_for_zero: bool,
    pub(crate) only: Option<String>,
    pub(crate) entity: Option<String>,
    pub(crate) status: Option<Status>,
    pub(crate) facts_on: BTreeMap<String, Date>,
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// Whole kronor, largest remainder, ties by id, no bounds.
    pub fn new() -> Self {
        Self {
            parameters: Parameters::new(),
            unit: Unit::KRONA,
            rounding: Rounding::LargestRemainder,
            scope: RoundingScope::Combined,
            ties: None,
            tie_order: Vec::new(),
            minimum: None,
            maximum: None,
            policy: BoundsPolicy::WaterLevel,
            reduce_minimums: false,
            minimum_for_zero: false,
            only: None,
            entity: None,
            status: None,
            facts_on: BTreeMap::new(),
        }
    }

    /// Values for the parameters of the measures.
    pub fn parameters(mut self, parameters: Parameters) -> Self {
        self.parameters = parameters;
        self
    }

    /// The unit of rounding. Default: one krona.
    pub fn unit(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// How entitlements are rounded. Default: largest remainder.
    pub fn rounding(mut self, rounding: Rounding) -> Self {
        self.rounding = rounding;
        self
    }

    /// Whether components are rounded together or each by itself. Default: together.
    pub fn rounding_scope(mut self, scope: RoundingScope) -> Self {
        self.scope = scope;
        self
    }

    /// Who goes first among equals. Default: by id for öre and kronor; otherwise it must be named.
    pub fn ties(mut self, ties: TieRule) -> Self {
        self.ties = Some(ties);
        self
    }

    /// The order of [`TieRule::ByList`]: every id once.
    pub fn tie_order<S: Into<String>>(mut self, ids: impl IntoIterator<Item = S>) -> Self {
        self.tie_order = ids.into_iter().map(Into::into).collect();
        self
    }

    /// What each recipient gets at least. It holds only where the weight is over zero.
    pub fn minimum(mut self, bound: Bound) -> Self {
        self.minimum = Some(bound);
        self
    }

    /// What each recipient gets at most.
    pub fn maximum(mut self, bound: Bound) -> Self {
        self.maximum = Some(bound);
        self
    }

    /// How minimums and maximums act. Default: water level.
    pub fn bounds(mut self, policy: BoundsPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// Cuts minimums in proportion when they do not fit the total, instead of refusing.
    pub fn reduce_minimums(mut self, reduce: bool) -> Self {
        self.reduce_minimums = reduce;
        self
    }

    /// Gives a recipient without weight its minimum, and no more.
    pub fn minimum_for_zero(mut self, give: bool) -> Self {
        self.minimum_for_zero = give;
        self
    }

    /// A yes/no column: only rows with yes take part.
    pub fn only(mut self, column: impl Into<String>) -> Self {
        self.only = Some(column.into());
        self
    }

    /// A text column that says which legal entity a recipient is, for totals by entity.
    pub fn entity(mut self, column: impl Into<String>) -> Self {
        self.entity = Some(column.into());
        self
    }

    /// Preliminary or final, for the receipt.
    pub fn status(mut self, status: Status) -> Self {
        self.status = Some(status);
        self
    }

    /// The day that a column's facts refer to, for the receipt.
    pub fn facts_on(mut self, column: impl Into<String>, day: Date) -> Self {
        self.facts_on.insert(column.into(), day);
        self
    }

    pub(crate) fn tie_rule(&self) -> TieRule {
        self.ties.unwrap_or(TieRule::ById)
    }

    /// Minimums and maximums in units, held as the options say.
    pub(crate) fn limits(&self, lower: Vec<u64>, upper: Vec<u64>) -> Limits {
        Limits {
            lower,
            upper,
            policy: self.policy,
            minimum_for_zero: self.minimum_for_zero,
            reduce_minimums: self.reduce_minimums,
        }
    }

    pub(crate) fn is_bounded(&self) -> bool {
        self.minimum.is_some() || self.maximum.is_some()
    }
}

impl Options {
    /// Takes the options out of a document's fields; what is absent has its default.
    pub(crate) fn read(fields: &mut Fields<'_>, problems: &mut Problems) -> Self {
        let mut options = Self::new();
        macro_rules! take {
            ($name:literal, $want:literal, $target:expr) => {
                if let Some(value) =
                    fields.optional($name).and_then(|field| field.parse($want, problems))
                {
                    $target = value;
                }
            };
        }
        take!("unit", "kronor or count", options.unit);
        take!("rounding", "a rounding", options.rounding);
        take!("rounding_scope", "a rounding scope", options.scope);
        take!("bounds", "a policy", options.policy);
        options.ties =
            fields.optional("ties").and_then(|field| field.parse("a tie rule", problems));
        options.status =
            fields.optional("status").and_then(|field| field.parse("a status", problems));
        for (name, target) in [
            ("reduce_minimums", &mut options.reduce_minimums),
            ("minimum_for_zero", &mut options.minimum_for_zero),
        ] {
            if let Some(field) = fields.optional(name) {
                *target = field.flag(problems).unwrap_or_default();
            }
        }
        for (name, target) in [("only", &mut options.only), ("entity", &mut options.entity)] {
            *target =
                fields.optional(name).and_then(|field| field.text(problems)).map(str::to_owned);
        }
        for (name, target) in [("minimum", &mut options.minimum), ("maximum", &mut options.maximum)]
        {
            *target = fields.optional(name).and_then(|field| Bound::read(&field, problems));
        }
        let order = fields.optional("tie_order").and_then(|field| field.list(problems));
        let order =
            order.into_iter().flatten().filter_map(|id| id.text(problems).map(str::to_owned));
        options.tie_order = order.collect();
        if let Some(parameters) = fields.optional("parameters") {
            options.parameters = Parameters::read(&parameters, problems);
        }
        if let Some(days) = fields.optional("facts_on") {
            options.facts_on = read_days(&days, problems);
        }
        options
    }

    /// As a document: every option that is set or has a default, for receipts.
    pub(crate) fn write(&self) -> Map<String, Value> {
        let mut fields = Map::new();
        let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
        if !self.parameters.is_empty() {
            put("parameters", self.parameters.write());
        }
        put("unit", json!(self.unit));
        put("rounding", json!(self.rounding));
        put("rounding_scope", json!(self.scope));
        put("ties", json!(self.tie_rule()));
        if !self.tie_order.is_empty() {
            put("tie_order", json!(self.tie_order));
        }
        for (name, bound) in [("minimum", &self.minimum), ("maximum", &self.maximum)] {
            if let Some(bound) = bound {
                put(name, bound.write());
            }
        }
        if self.is_bounded() {
            put("bounds", json!(self.policy));
            put("reduce_minimums", json!(self.reduce_minimums));
            put("minimum_for_zero", json!(self.minimum_for_zero));
        }
        for (name, column) in [("only", &self.only), ("entity", &self.entity)] {
            if let Some(column) = column {
                put(name, json!(column));
            }
        }
        if let Some(status) = self.status {
            put("status", json!(status));
        }
        if !self.facts_on.is_empty() {
            put("facts_on", json!(self.facts_on));
        }
        fields
    }
}

/// As the document that receipts hold: every option that is set or has a default.
impl serde::Serialize for Options {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write().serialize(serializer)
    }
}

/// The day of each column's facts.
pub(crate) fn read_days(cursor: &Cursor<'_>, problems: &mut Problems) -> BTreeMap<String, Date> {
    let columns = cursor.object(problems).map(|fields| fields.all()).unwrap_or_default();
    let day = |(column, field): (&str, Cursor<'_>)| {
        Some((column.to_owned(), field.parse::<Date>("a day", problems)?))
    };
    columns.into_iter().filter_map(day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Node;
    use crate::problem::Code;

    fn read(text: &str) -> (Options, Problems) {
        let node = Node::parse(text).unwrap();
        let mut problems = Problems::new();
        let mut fields = Cursor::root(&node).object(&mut problems).unwrap();
        let options = Options::read(&mut fields, &mut problems);
        fields.finish(&mut problems);
        (options, problems)
    }

    #[test]
    fn options_read_back_from_what_they_write() {
        let text = r#"{"unit": "100", "rounding": "half_even", "rounding_scope": "component",
            "ties": "by_list", "tie_order": ["b", "a"], "minimum": "5", "maximum": {"share_of": ["x", "2"]},
            "bounds": "base_then_share", "reduce_minimums": true, "minimum_for_zero": true, "only": "met",
            "entity": "e", "status": "final", "facts_on": {"x": "2016-11-30"}, "parameters": {"n": "1/3"}}"#;
        let (options, problems) = read(text);
        assert!(problems.is_empty(), "{problems}");
        let written = Value::Object(options.write()).to_string();
        assert_eq!(read(&written).0, options);
    }

    #[test]
    fn unknown_words_are_said_with_their_path() {
        let (_, problems) =
            read(r#"{"rounding": "nearest", "reduce_minimums": "yes", "minimun": 1}"#);
        let found: Vec<_> = problems.iter().map(|p| (p.path(), p.code())).collect();
        assert_eq!(
            found,
            [
                ("/rounding", Code::UnknownWord),
                ("/reduce_minimums", Code::Malformed),
                ("/minimun", Code::UnknownField)
            ]
        );
    }
}
