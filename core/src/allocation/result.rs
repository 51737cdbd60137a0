//! The result of an allocation.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::division::Divided;
use super::{Key, Options};
use crate::Error;
use crate::apportion::{BoundsPolicy, Cut, Held, Side};
use crate::limits::{MOST_INSTALMENTS, MOST_PAYMENTS, check_product};
use crate::measure::Weights;
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problem, Problems};
use crate::table::{Ids, Table};

/// Who gets how much (fördelning), and everything needed to say why.
#[derive(Clone, Debug)]
pub struct Allocation {
    table: Table,
    total: Money,
    key: Key,
    options: Options,
    amounts: Vec<Money>,
    unallocated: Money,
    cut: Cut,
    held: Option<Held>,
    parts: Vec<Part>,
    /// The ties between components, where each is rounded by itself.
    component_cut: Cut,
    /// The sum of each component's measure, found when it is first asked for.
    sums: OnceLock<Vec<Ratio>>,
    /// What shares are computed with, likewise.
    factors: OnceLock<Factors>,
    /// The weakest remainder or claim that got a unit, likewise.
    pub(super) weakest: OnceLock<Option<BigRational>>,
}

/// A row's share is the sum over components of its measure, in parts of one, times the component's
/// factor, over a denominator that all have.
#[derive(Clone, Debug)]
pub(super) struct Factors {
    /// The factor of each component, and how many parts make one in its measure.
    pub(super) of_components: Vec<(BigInt, BigInt)>,
    pub(super) denominator: BigInt,
}

/// A component's own pot, where components are rounded each by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    name: String,
    pot: Money,
    amounts: Vec<Money>,
}

impl Part {
    /// The component's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its whole pot.
    #[must_use]
    pub fn pot(&self) -> Money {
        self.pot
    }

    /// What it gives to each recipient, in row order.
    #[must_use]
    pub fn amounts(&self) -> &[Money] {
        &self.amounts
    }
}

/// One recipient's line of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row<'a> {
    /// The recipient.
    pub id: &'a str,
    /// What it gets.
    pub amount: Money,
    /// What it is entitled to, exactly, in kronor.
    pub entitlement: Ratio,
    /// Whether the amount is over the entitlement (in size, for a charge).
    pub rounded_up: bool,
    /// The bound that holds it: `minimum`, `maximum`, or empty.
    pub bound: &'static str,
}

impl Allocation {
    pub(crate) fn new(
        table: Table,
        total: Money,
        key: Key,
        options: Options,
        divided: Divided,
    ) -> Result<Self, Error> {
        let Divided { units, cut, held, parts, component_cut } = divided;
        let mut amounts = vec![Money::ZERO; units.len()];
        let unallocated = to_money(&units, total, &options, &mut amounts)?;
        let names = key.active().map(|component| component.name().to_owned());
        let parts: Result<Vec<_>, Error> = names
            .zip(parts)
            .map(|(name, (pot, units))| {
                let (mut whole, mut amounts) = ([Money::ZERO], vec![Money::ZERO; units.len()]);
                to_money(&[pot], total, &options, &mut whole)?;
                to_money(&units, total, &options, &mut amounts)?;
                Ok(Part { name, pot: whole[0], amounts })
            })
            .collect();
        let parts = parts?;
        Ok(Self {
            table,
            total,
            key,
            options,
            amounts,
            unallocated,
            cut,
            held,
            parts,
            component_cut,
            sums: OnceLock::new(),
            factors: OnceLock::new(),
            weakest: OnceLock::new(),
        })
    }

    /// The ids, in row order.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        self.table.ids()
    }

    /// The amounts, in row order.
    #[must_use]
    pub fn amounts(&self) -> &[Money] {
        &self.amounts
    }

    /// What one recipient gets.
    #[must_use]
    pub fn amount(&self, id: &str) -> Option<Money> {
        self.ids().position(id).map(|row| self.amounts[row])
    }

    /// What was to be divided.
    #[must_use]
    pub fn total(&self) -> Money {
        self.total
    }

    /// The total less the sum of the amounts: zero except for statutory roundings, where it is what
    /// is left unspent, or under zero what is missing.
    #[must_use]
    pub fn unallocated(&self) -> Money {
        self.unallocated
    }

    /// The recipients that were equal at the cut, some of whom got a unit more by the tie rule.
    #[must_use]
    pub fn tied(&self) -> Vec<&str> {
        self.cut.tied.iter().map(|&row| self.ids().get(row as usize)).collect()
    }

    /// How many units there were for the tied.
    #[must_use]
    pub fn units_at_stake(&self) -> usize {
        self.cut.at_stake
    }

    /// The components that were equal at the cut, where each is rounded by itself: some of their
    /// pots got a unit more, in the order of their names.
    #[must_use]
    pub fn tied_components(&self) -> Vec<&str> {
        let tied = self.component_cut.tied.iter();
        tied.map(|&part| self.parts[part as usize].name()).collect()
    }

    /// How many units there were for the tied components.
    #[must_use]
    pub fn component_units_at_stake(&self) -> usize {
        self.component_cut.at_stake
    }

    /// The pots and amounts by component, where each is rounded by itself; otherwise empty.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Whether minimums were cut to fit the total.
    ///
    /// ```
    /// use statsbidrag::{Bound, Key, Money, Options, Table, allocate};
    ///
    /// let table = Table::builder("id", ["a", "b"]).column("w", [1, 1]).column("least", [0, 4]).build()?;
    /// let options = Options::new().minimum(Bound::Column("least".to_owned())).reduce_minimums(true);
    /// let divided = |kronor| allocate(&table, Money::from_kronor(kronor)?, &Key::measure("w")?, &options);
    /// assert!(!divided(4)?.minimums_reduced());
    /// assert!(divided(3)?.minimums_reduced());
    /// let none = Options::new().minimum(Bound::Amount(Money::ZERO)).reduce_minimums(true);
    /// let divided = allocate(&table, Money::ZERO, &Key::measure("w")?, &none)?;
    /// assert!(!divided.minimums_reduced());
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    #[must_use]
    pub fn minimums_reduced(&self) -> bool {
        self.held.as_ref().is_some_and(Held::reduced)
    }

    /// The facts.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// The options.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Every recipient's line, in row order; entitlements are computed as they are looked at.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        (0..self.amounts.len()).map(|row| self.row(row))
    }

    pub(crate) fn row(&self, row: usize) -> Row<'_> {
        let (amount, entitlement) = (self.amounts[row], self.entitlement(row));
        let size = BigRational::new(amount.abs().ore().into(), 100.into());
        Row {
            id: self.ids().get(row),
            amount,
            rounded_up: size > entitlement.big().abs(),
            entitlement,
            bound: self.bound(row),
        }
    }

    pub(crate) fn bound(&self, row: usize) -> &'static str {
        match self.held.as_ref().map(|held| held.sides[row]) {
            Some(Side::Minimum) => "minimum",
            Some(Side::Maximum) => "maximum",
            _ => "",
        }
    }

    pub(crate) fn held(&self) -> Option<&Held> {
        self.held.as_ref()
    }

    pub(crate) fn cut(&self) -> &Cut {
        &self.cut
    }

    /// Whether a row takes part: it does unless a yes/no column says no.
    pub(crate) fn takes_part(&self, row: usize) -> bool {
        let column = self.options.only.as_ref().and_then(|name| self.table.column(name));
        !matches!(column, Some(crate::Column::Flags(flags)) if flags.get(row) == Some(false))
    }

    /// The measure of a component for a row: zero for one that takes no part.
    pub(crate) fn measured(&self, component: &super::KeyComponent, row: usize) -> Ratio {
        if self.takes_part(row) {
            component.measure().value_at(&self.table, &self.options.parameters, row)
        } else {
            Ratio::zero()
        }
    }

    /// The measure of a component for every row, as natural numbers over one denominator: zero for
    /// one that takes no part.
    pub(crate) fn weights(&self, component: &super::KeyComponent) -> Weights<'_> {
        let mut weights = component.measure().weigh(&self.table, &self.options.parameters);
        if self.options.only.is_some() {
            let keep: Vec<bool> = (0..self.table.len()).map(|row| self.takes_part(row)).collect();
            weights.values = weights.values.keep_only(&keep);
        }
        weights
    }

    /// The sum of each active component's measure over the recipients that take part.
    pub(crate) fn sums(&self) -> &[Ratio] {
        self.sums.get_or_init(|| {
            let sum = |component: &super::KeyComponent| {
                let weights = self.weights(component);
                Ratio::from_big(weights.values.sum(), weights.denominator)
            };
            self.key.active().map(sum).collect()
        })
    }

    /// The share of the whole that the key gives a row: Σₖ sₖ·xᵢₖ/Xₖ.
    pub(crate) fn share(&self, row: usize) -> BigRational {
        let Factors { of_components, denominator } = self.factors();
        let parts = self.key.active().zip(of_components);
        let parts = parts.map(|(component, (factor, parts))| {
            let measured = self.measured(component, row);
            factor * measured.big().numer() * (parts / measured.big().denom())
        });
        BigRational::new(parts.sum(), denominator.clone())
    }

    /// What shares are computed with.
    pub(super) fn factors(&self) -> &Factors {
        self.factors.get_or_init(|| self.find_factors())
    }

    /// Over one denominator a share is a sum of integers, and a fraction is reduced once.
    fn find_factors(&self) -> Factors {
        let parts = self.key.active().zip(self.sums()).map(|(component, sum)| {
            let parts = BigInt::from(self.weights(component).denominator);
            let of_one = match sum.is_zero() {
                true => BigRational::zero(),
                false => component.share().big() / sum.big() / &parts,
            };
            (of_one, parts)
        });
        let parts: Vec<(BigRational, BigInt)> = parts.collect();
        let denominator =
            parts.iter().fold(BigInt::from(1), |common, (of_one, _)| common.lcm(of_one.denom()));
        let of_components = parts
            .into_iter()
            .map(|(of_one, parts)| (of_one.numer() * (&denominator / of_one.denom()), parts))
            .collect();
        Factors { of_components, denominator }
    }

    /// The exact entitlement of a row in kronor, within its bounds.
    pub(crate) fn entitlement(&self, row: usize) -> Ratio {
        let total = BigRational::new(self.total.ore().into(), 100.into());
        let Some(held) = &self.held else {
            return (total * self.share(row)).into();
        };
        let unit = BigRational::new(self.options.unit.ore().into(), 100.into());
        let bound = |bounds: &[u64]| &unit * BigInt::from(bounds[row]);
        let (lower, upper) = (bound(&held.limits.lower), bound(&held.limits.upper));
        let share = self.share(row);
        if held.limits.policy == BoundsPolicy::TopUpOriginalQuota {
            return (total * share).max(lower).into();
        }
        let level = self.level().unwrap_or_else(BigRational::zero) * &unit * share;
        let exact = match held.limits.policy {
            BoundsPolicy::BaseThenShare => (&lower + level).min(upper),
            _ => level.max(lower).min(upper),
        };
        exact.into()
    }

    /// The level Λ in units: a row within its bounds has exactly Λ times its share.
    pub(crate) fn level(&self) -> Option<BigRational> {
        self.held.as_ref()?.level.as_ref().map(|level| {
            BigRational::new(level.numer().clone().into(), level.denom().clone().into())
        })
    }

    /// Each recipient's amount in `count` payments that sum to it: equal, with the odd units in the
    /// last ones. `[payment][row]`.
    ///
    /// ```
    /// # use statsbidrag::{Key, Money, Options, Table, allocate};
    /// let table = Table::builder("id", ["a"]).column("weight", [1]).build()?;
    /// let result = allocate(&table, Money::from_kronor(14)?, &Key::measure("weight")?, &Options::new())?;
    /// let paid: Vec<_> = result.instalments(4)?.iter().map(|payment| payment[0].to_string()).collect();
    /// assert_eq!(paid, ["3", "3", "4", "4"]);
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// `not_in_range` for no payments and for more than 1,200; `out_of_range` for more than
    /// [`MOST_PAYMENTS`](crate::limits::MOST_PAYMENTS) to all recipients.
    pub fn instalments(&self, count: usize) -> Result<Vec<Vec<Money>>, Error> {
        if !(1..=MOST_INSTALMENTS).contains(&count) {
            return Err(Problem::new(
                "/instalments",
                Code::NotInRange,
                count.to_string(),
                format!("1 to {MOST_INSTALMENTS} payments"),
            )
            .into());
        }
        let mut problems = Problems::new();
        let rows = self.amounts.len();
        check_product(
            count,
            "payments",
            "recipients",
            rows,
            MOST_PAYMENTS,
            "/instalments",
            &mut problems,
        );
        problems.check()?;
        let unit = self.options.unit.ore() as i64;
        let number = count as i64;
        let payment = |index: i64| {
            let paid = |amount: &Money| {
                // An amount that is no whole number of units (none is made here) would be cut in öre.
                let step = if amount.ore() % unit == 0 { unit } else { 1 };
                let units = amount.ore() / step;
                let (each, odd) = (units / number, units % number);
                let last = i64::from(index >= number - odd.abs());
                Money::known((each + last * odd.signum()) * step)
            };
            self.amounts.iter().map(paid).collect()
        };
        Ok((0..number).map(payment).collect())
    }

    /// The sum by legal entity, by the column that the options name; recipients without one are
    /// their own entity.
    ///
    /// ```
    /// use statsbidrag::{Key, Money, Options, Table, allocate};
    ///
    /// let table = Table::builder("id", ["0980", "09", "0180"])
    ///     .column("weight", [1, 2, 7])
    ///     .column("entity", [Some("Gotland"), Some("Gotland"), None])
    ///     .build()?;
    /// let options = Options::new().entity("entity");
    /// let result = allocate(&table, "100".parse()?, &Key::measure("weight")?, &options)?;
    /// let sums = result.by_entity()?;
    /// assert_eq!(sums["Gotland"], Money::from_kronor(30)?); // 10 and 20
    /// assert_eq!(sums["0180"], Money::from_kronor(70)?);
    /// # Ok::<(), statsbidrag::Error>(())
    /// ```
    ///
    /// # Errors
    /// `out_of_range` where a sum is.
    pub fn by_entity(&self) -> Result<BTreeMap<String, Money>, Error> {
        let column = self.options.entity.as_ref().and_then(|name| self.table.column(name));
        let mut sums: BTreeMap<String, i128> = BTreeMap::new();
        for (row, amount) in self.amounts.iter().enumerate() {
            let entity = match column {
                Some(crate::Column::Texts(texts)) => texts.get(row),
                _ => None,
            };
            *sums.entry(entity.unwrap_or_else(|| self.ids().get(row)).to_owned()).or_default() +=
                i128::from(amount.ore());
        }
        sums.into_iter().map(|(entity, ore)| Ok((entity, Money::try_from_ore(ore)?))).collect()
    }
}

/// Writes units as money, with the sign of the total; returns what is left of the total.
pub(super) fn to_money(
    units: &[u64],
    total: Money,
    options: &Options,
    amounts: &mut [Money],
) -> Result<Money, Error> {
    let unit = options.unit.ore();
    let largest = units.iter().copied().max().unwrap_or(0);
    if i64::try_from(u128::from(largest) * u128::from(unit)).is_err() {
        let want = "amounts of at most 92233720368547758.07 kr";
        return Err(Problem::new("/total", Code::OutOfRange, total.to_string(), want).into());
    }
    let sign = total.ore().signum();
    for (amount, units) in amounts.iter_mut().zip(units) {
        *amount = Money::known((units * unit) as i64 * sign);
    }
    Money::try_from_ore(i128::from(total.ore()) - Money::sum_ore(amounts.iter().copied()))
}
