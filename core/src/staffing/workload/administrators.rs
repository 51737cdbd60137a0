//! How much time administrators have.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::exact::{Kind, product};
use crate::document::{Cursor, Node};
use crate::number::Ratio;
use crate::problem::{Code, Problems, below};

/// The time that administrators (administratörer) have for the tasks: as FTE or as hours a period,
/// for all together or unit by unit.
///
/// ```
/// use statsbidrag::{Administrators, Ratio};
///
/// let together = Administrators::fte("1.5".parse()?);
/// let by_unit = Administrators::hours_by_unit([("north", Ratio::from(30)), ("south", Ratio::from(0))]);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Administrators {
    is_fte: bool,
    amounts: Amounts,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Amounts {
    Together(Ratio),
    ByUnit(Vec<(String, Ratio)>),
}

impl Administrators {
    /// FTE (årsarbetare): each is full-time hours.
    pub fn fte(fte: Ratio) -> Self {
        Self { is_fte: true, amounts: Amounts::Together(fte) }
    }

    /// Hours a period.
    pub fn hours(hours: Ratio) -> Self {
        Self { is_fte: false, amounts: Amounts::Together(hours) }
    }

    /// FTE of each unit. A unit may have administrators and no tasks.
    pub fn fte_by_unit<S: Into<String>>(fte: impl IntoIterator<Item = (S, Ratio)>) -> Self {
        Self { is_fte: true, amounts: by_unit(fte) }
    }

    /// Hours a period of each unit. A unit may have administrators and no tasks.
    pub fn hours_by_unit<S: Into<String>>(hours: impl IntoIterator<Item = (S, Ratio)>) -> Self {
        Self { is_fte: false, amounts: by_unit(hours) }
    }

    /// `{"fte": "1.5"}`, `{"hours": "60"}`, or with an object of units: `{"fte": {"north": "1"}}`.
    pub(crate) fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        let mut fields = cursor.object(problems)?;
        let (fte, hours) = (fields.optional("fte"), fields.optional("hours"));
        fields.finish(problems);
        let (is_fte, field) = match (fte, hours) {
            (Some(fte), None) => (true, fte),
            (None, Some(hours)) => (false, hours),
            (fte, _) => {
                let got = if fte.is_some() { "both" } else { "neither" };
                problems.add(cursor.path(), Code::Missing, got, "one of fte and hours");
                return None;
            }
        };
        let amounts = match field.node() {
            Node::Object(_) => {
                let before = problems.count();
                let units = field.object(problems)?.all().into_iter();
                let units = units.filter_map(|(unit, amount)| {
                    Some((unit.to_owned(), amount.parse("a number", problems)?))
                });
                let units = units.collect();
                (problems.count() == before).then_some(Amounts::ByUnit(units))?
            }
            _ => Amounts::Together(field.parse("a number, or numbers by unit", problems)?),
        };
        Some(Self { is_fte, amounts })
    }

    pub(super) fn write(&self) -> Value {
        let amounts = match &self.amounts {
            Amounts::Together(amount) => json!(amount),
            Amounts::ByUnit(units) => {
                let pair = |(unit, amount): &(String, Ratio)| (unit.clone(), json!(amount));
                Value::Object(units.iter().map(pair).collect::<Map<_, _>>())
            }
        };
        json!({ self.measure(): amounts })
    }

    fn measure(&self) -> &'static str {
        if self.is_fte { "fte" } else { "hours" }
    }

    /// Reports what is wrong by itself.
    pub(super) fn check(&self, problems: &mut Problems) {
        let path = format!("/administrators/{}", self.measure());
        match &self.amounts {
            Amounts::Together(amount) => {
                Kind::Natural.check(amount, &path, problems);
            }
            Amounts::ByUnit(units) => {
                let mut seen = HashSet::new();
                for (unit, amount) in units {
                    let path = below(&path, unit);
                    Kind::Natural.check(amount, &path, problems);
                    if !seen.insert(unit) {
                        problems.add(path, Code::Duplicate, unit, "a unit that stands once");
                    }
                }
            }
        }
    }

    /// The hours of all together; a problem where they were given by unit.
    pub(super) fn together(&self, full_time: &Ratio, problems: &mut Problems) -> Option<Ratio> {
        match &self.amounts {
            Amounts::Together(amount) => Some(self.in_hours(amount, full_time)),
            Amounts::ByUnit(_) => {
                let want = "one number, since no column of units was named";
                problems.add("/administrators", Code::Conflict, "numbers by unit", want);
                None
            }
        }
    }

    /// The hours of each unit, in the order given; a problem where they were given for all.
    pub(super) fn by_unit(
        &self,
        full_time: &Ratio,
        problems: &mut Problems,
    ) -> Option<Vec<(&str, Ratio)>> {
        match &self.amounts {
            Amounts::ByUnit(units) => {
                let hours = units
                    .iter()
                    .map(|(unit, amount)| (unit.as_str(), self.in_hours(amount, full_time)));
                Some(hours.collect())
            }
            Amounts::Together(_) => {
                let want = "numbers by unit, since a column of units was named";
                problems.add("/administrators", Code::Conflict, "one number", want);
                None
            }
        }
    }

    fn in_hours(&self, amount: &Ratio, full_time: &Ratio) -> Ratio {
        if self.is_fte { product([amount, full_time]) } else { amount.clone() }
    }
}

fn by_unit<S: Into<String>>(units: impl IntoIterator<Item = (S, Ratio)>) -> Amounts {
    Amounts::ByUnit(units.into_iter().map(|(unit, amount)| (unit.into(), amount)).collect())
}
