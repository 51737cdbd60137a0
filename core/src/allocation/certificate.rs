//! Certificates: an allocation as a document that can be checked without this library.

mod figures;
mod read;

use serde::{Deserialize, Serialize};

pub(crate) use figures::{Fraction, Natural, Units};

use super::{Allocation, Unit};
use crate::apportion::{BoundsPolicy, Held, Rounding, RoundingScope, TieRule};
use crate::number::Money;

/// Every number that an allocation rests on (intyg), so that a reader can check it with exact
/// fractions and nothing else.
///
/// As JSON it is an object with all of these fields, in this order. Numbers are texts: kronor as
/// `"14"` or `"14.50"` (persons or seats with the unit `count`), natural numbers as `"7"`,
/// fractions as `"59/22"`, which is in lowest terms and a whole number where it is one.
///
/// | field | |
/// |---|---|
/// | `certificate` | 1, the version of this shape, as a JSON number |
/// | `unit` | what is rounded to: kronor, or `count` |
/// | `total` | kronor to divide, under zero for a charge |
/// | `rounding`, `rounding_scope`, `ties` | the words of [`Rounding`], [`RoundingScope`], [`TieRule`] |
/// | `tie_order` | with the rule `by_list` every id in that order, otherwise empty |
/// | `ids` | the recipients; every list by recipient below is in this order |
/// | `components` | the key, a list of `name`, `share` (the shares sum to 1), `weights` (natural numbers by recipient in any common scale, zero for one that takes no part) and `sum` (theirs) |
/// | `bounds` | null without minimums and maximums, otherwise as below |
/// | `parts` | where several components are rounded each by itself: `name`, `pot` (kronor) and `amounts` (kronor by recipient) of each component, otherwise empty |
/// | `amounts` | kronor by recipient |
/// | `unallocated` | the total less the amounts: zero except for statutory roundings |
/// | `tied` | the ids that were equal at the cut, in the order of `ids` |
/// | `units_at_stake` | how many units there were for them |
///
/// A recipient's share of the weight is the sum over components of share × weight / sum. Without
/// bounds its entitlement is that share of the total. `bounds` has
///
/// | field | |
/// |---|---|
/// | `policy` | the word of [`BoundsPolicy`] |
/// | `minimum_for_zero` | whether a recipient without weight gets its minimum (and no more) |
/// | `minimums` | units by recipient, as they were held |
/// | `asked` | the minimums before they were cut in proportion to fit the total, by the largest remainder; null where they were not |
/// | `maximums` | units by recipient; null for none, or for one over the total, which cannot bind |
/// | `level` | Λ in units: the entitlement is Λ × share, held within minimum and maximum (`water_level`), or the minimum and Λ × share on top up to the maximum (`base_then_share`); null for `top_up_original_quota`, where it is the larger of minimum and share of the total |
///
/// Amounts are the entitlements by the rule of rounding, of a charge without their sign. A pot is
/// the component's share of the total by the largest remainder, equals by name. A divisor method
/// counts seats on top of the base with `base_then_share`, and with a first signpost of zero gives
/// everyone with a weight (and a maximum over zero) a first seat. By weight, the larger entitlement
/// goes first among equals, for a divisor method the larger share of the weight. Minimums that were
/// `asked` are cut as any total is divided, with themselves as weights; the tie is theirs then.
///
/// The shape is stable: a later version of it has another number.
///
/// ```
/// use statsbidrag::{Certificate, Key, Money, Options, Table, allocate};
///
/// let table = Table::builder("id", ["a", "b", "c"]).column("weight", [1, 2, 4]).build()?;
/// let key = Key::measure("weight")?;
/// let result = allocate(&table, Money::from_kronor(100)?, &key, &Options::new())?;
/// let text = serde_json::to_string(&result.certificate())?;
/// assert_eq!(
///     text,
///     concat!(
///         r#"{"certificate":1,"unit":"1","total":"100","rounding":"largest_remainder","#,
///         r#""rounding_scope":"combined","ties":"by_id","tie_order":[],"ids":["a","b","c"],"#,
///         r#""components":[{"name":"","share":"1","weights":["1","2","4"],"sum":"7"}],"#,
///         r#""bounds":null,"parts":[],"amounts":["14","29","57"],"unallocated":"0","#,
///         r#""tied":[],"units_at_stake":"0"}"#,
///     )
/// );
/// serde_json::from_str::<Certificate>(&text)?.verify()?;
///
/// // The entitlements are 14 2/7, 28 4/7 and 57 1/7: the unit left over is the second's.
/// let swapped = text.replace(r#"["14","29","57"]"#, r#"["15","28","57"]"#);
/// let error = serde_json::from_str::<Certificate>(&swapped)?.verify().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "/amounts/0: not_verified: got 15 for a, rounded up with a remainder of 2/7, \
///      want b first, rounded down with a remainder of 4/7"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    pub(crate) certificate: u32,
    pub(crate) unit: Unit,
    pub(crate) total: Money,
    pub(crate) rounding: Rounding,
    pub(crate) rounding_scope: RoundingScope,
    pub(crate) ties: TieRule,
    pub(crate) tie_order: Vec<String>,
    pub(crate) ids: Vec<String>,
    pub(crate) components: Vec<Component>,
    pub(crate) bounds: Option<Bounds>,
    pub(crate) parts: Vec<Part>,
    pub(crate) amounts: Vec<Money>,
    pub(crate) unallocated: Money,
    pub(crate) tied: Vec<String>,
    pub(crate) units_at_stake: Units,
}

/// A component of the key, with its measure as natural numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Component {
    pub(crate) name: String,
    pub(crate) share: Fraction,
    pub(crate) weights: Vec<Natural>,
    pub(crate) sum: Natural,
}

/// Minimums and maximums, and the level that they led to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bounds {
    pub(crate) policy: BoundsPolicy,
    pub(crate) minimum_for_zero: bool,
    pub(crate) minimums: Vec<Units>,
    pub(crate) asked: Option<Vec<Units>>,
    pub(crate) maximums: Vec<Option<Units>>,
    pub(crate) level: Option<Fraction>,
}

/// A component that was rounded by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) pot: Money,
    pub(crate) amounts: Vec<Money>,
}

impl Certificate {
    /// The version of the shape that is written and read.
    pub(crate) const VERSION: u32 = 1;
}

impl Allocation {
    /// The allocation as a document that anyone can check.
    #[must_use]
    pub fn certificate(&self) -> Certificate {
        let options = self.options();
        let owned = |texts: &[String]| texts.to_vec();
        Certificate {
            certificate: Certificate::VERSION,
            unit: options.unit,
            total: self.total(),
            rounding: options.rounding,
            rounding_scope: options.scope,
            ties: options.tie_rule(),
            tie_order: owned(&options.tie_order),
            ids: self.ids().iter().map(str::to_owned).collect(),
            components: self.key().active().map(|component| self.certified(component)).collect(),
            bounds: self.held().map(|held| self.certified_bounds(held)),
            parts: self.parts().iter().map(Part::of).collect(),
            amounts: self.amounts().to_vec(),
            unallocated: self.unallocated(),
            tied: self.tied().into_iter().map(str::to_owned).collect(),
            units_at_stake: Units(self.units_at_stake() as u64),
        }
    }

    fn certified(&self, component: &super::KeyComponent) -> Component {
        let weights = self.weights(component).values;
        let share = component.share().big();
        let (above, below) = (share.numer().magnitude(), share.denom().magnitude());
        Component {
            name: component.name().to_owned(),
            share: Fraction(num_rational::Ratio::new(above.clone(), below.clone())),
            sum: Natural(weights.sum()),
            weights: weights.iter().map(Natural).collect(),
        }
    }

    fn certified_bounds(&self, held: &Held) -> Bounds {
        let units = |bounds: &[u64]| bounds.iter().copied().map(Units).collect();
        let most = self.total().ore().unsigned_abs() / self.options().unit.ore();
        let limits = &held.limits;
        // Without money a level is noted for every policy, but only two of them have one.
        let level = match limits.policy {
            BoundsPolicy::TopUpOriginalQuota => None,
            _ => held.level.clone().map(Fraction),
        };
        Bounds {
            policy: limits.policy,
            minimum_for_zero: limits.minimum_for_zero,
            minimums: units(&limits.lower),
            asked: held.asked.as_deref().map(units),
            maximums: limits.upper.iter().map(|&u| (u <= most).then_some(Units(u))).collect(),
            level,
        }
    }
}

impl Part {
    fn of(part: &super::Part) -> Self {
        Self { name: part.name().to_owned(), pot: part.pot(), amounts: part.amounts().to_vec() }
    }
}
