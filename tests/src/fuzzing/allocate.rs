//! Keys and options of any kind over two columns: what every division promises.

use arbitrary::{Arbitrary, Result, Unstructured};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed;
use statsbidrag::{
    Allocation, Bound, BoundsPolicy, Key, KeyComponent, Measure, Money, Numbers, Options, Ratio,
    Rounding, RoundingScope, Table, TieRule, Unit,
};

use super::exact;
use crate::refused::has_a_reason;

/// Any table, key and options are allocated or refused, and what is allocated keeps its promises:
/// the sum, the nearest whole units, nothing without a weight, the bounds.
///
/// # Panics
/// If it does not.
pub fn allocate(bytes: &[u8]) {
    // Too few bytes are no case.
    if let Ok(given) = Given::arbitrary(&mut Unstructured::new(bytes)) {
        given.check();
    }
}

/// A table of two measures, a minimum and a maximum, with what is asked of it.
#[derive(Debug)]
struct Given {
    rows: Vec<Line>,
    denominator: u64,
    total: i64,
    unit: Unit,
    /// In percent, of the first measure.
    share: Option<u8>,
    rounding: Rounding,
    scope: RoundingScope,
    ties: TieRule,
    policy: BoundsPolicy,
    has_minimum: bool,
    has_maximum: bool,
    reduce_minimums: bool,
    minimum_for_zero: bool,
}

/// One recipient.
#[derive(Debug)]
struct Line {
    first: u64,
    second: i64,
    /// In öre.
    minimum: u32,
    /// In öre over the minimum.
    room: u32,
}

/// A number of any width: narrow ones tie.
fn number(u: &mut Unstructured<'_>) -> Result<u64> {
    let bits: u32 = u.int_in_range(0..=64)?;
    Ok(u.arbitrary::<u64>()?.checked_shr(64 - bits).unwrap_or(0))
}

impl<'a> Arbitrary<'a> for Line {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let second = number(u)? >> 1;
        Ok(Line {
            first: number(u)?,
            second: i64::try_from(second).unwrap_or(i64::MAX),
            minimum: (number(u)? >> 40) as u32,
            room: (number(u)? >> 36) as u32,
        })
    }
}

impl<'a> Arbitrary<'a> for Given {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let units = [Unit::ORE, Unit::KRONA, Unit::COUNT];
        let unit = match u.int_in_range(0..=3usize)? {
            3 => Unit::kronor(u.int_in_range(1..=5000)?).unwrap_or(Unit::KRONA),
            known => units[known],
        };
        let units = number(u)? >> 1;
        // Mostly whole units, at times any amount.
        let total = match u.ratio(7u8, 8u8)? {
            true => i128::from(units) * i128::from(unit.amount().ore()),
            false => units.into(),
        };
        let total = i64::try_from(total).unwrap_or(i64::MAX);
        Ok(Given {
            denominator: u.int_in_range(0..=1000)?,
            total: if u.ratio(1u8, 8u8)? { -total } else { total },
            unit,
            share: u.arbitrary()?,
            rounding: *u.choose(Rounding::ALL)?,
            scope: *u.choose(RoundingScope::ALL)?,
            ties: *u.choose(TieRule::ALL)?,
            policy: *u.choose(BoundsPolicy::ALL)?,
            has_minimum: u.ratio(1u8, 3u8)?,
            has_maximum: u.ratio(1u8, 3u8)?,
            reduce_minimums: u.arbitrary()?,
            minimum_for_zero: u.arbitrary()?,
            rows: u.arbitrary()?,
        })
    }
}

impl Given {
    fn check(&self) {
        let Ok(table) = self.table() else {
            assert!(self.rows.is_empty() || self.denominator == 0, "{self:?}");
            return;
        };
        let (Ok(key), Ok(total)) = (self.key(), Money::from_ore(self.total)) else {
            return;
        };
        match statsbidrag::allocate(&table, total, &key, &self.options()) {
            Ok(allocation) => self.check_result(&allocation),
            Err(error) => has_a_reason(&error),
        }
    }

    fn ids(&self) -> impl Iterator<Item = String> {
        // An odd factor keeps them distinct, and not in the order of rows.
        (0..self.rows.len()).map(|row| (row as u32).wrapping_mul(2_654_435_761).to_string())
    }

    fn table(&self) -> std::result::Result<Table, statsbidrag::Error> {
        let column = |of: fn(&Line) -> u64| self.rows.iter().map(of).collect::<Vec<_>>();
        let ore = |of: fn(&Line) -> i64| {
            Numbers::scaled(self.rows.iter().map(|line| Some(of(line))).collect(), 100)
        };
        let second = self.rows.iter().map(|line| Some(line.second)).collect();
        Table::builder("id", self.ids())
            .column("first", column(|line| line.first))
            .column("second", Numbers::scaled(second, self.denominator))
            .column("minimum", ore(|line| line.minimum.into()))
            .column("maximum", ore(|line| i64::from(line.minimum) + i64::from(line.room)))
            .build()
    }

    fn key(&self) -> std::result::Result<Key, statsbidrag::Error> {
        let Some(percent) = self.share else { return Ok(Measure::column("first").into()) };
        let percent = i64::from(percent % 101);
        let share = |percent: i64| Ratio::new(percent, 100).unwrap_or_else(Ratio::zero);
        Key::of([
            KeyComponent::new("a", share(percent), Measure::column("first")),
            KeyComponent::new("b", share(100 - percent), Measure::column("second")),
        ])
    }

    fn options(&self) -> Options {
        let mut options = Options::new()
            .unit(self.unit)
            .rounding(self.rounding)
            .rounding_scope(self.scope)
            .ties(self.ties)
            .bounds(self.policy)
            .reduce_minimums(self.reduce_minimums)
            .minimum_for_zero(self.minimum_for_zero);
        if self.ties == TieRule::ByList {
            let mut ids: Vec<_> = self.ids().collect();
            ids.reverse();
            options = options.tie_order(ids);
        }
        if self.has_minimum {
            options = options.minimum(Bound::Column("minimum".into()));
        }
        if self.has_maximum {
            options = options.maximum(Bound::Column("maximum".into()));
        }
        options
    }

    fn check_result(&self, allocation: &Allocation) {
        let unit = BigInt::from(self.unit.amount().ore());
        let paid: i128 = allocation.amounts().iter().map(|a| i128::from(a.ore())).sum();
        let left = i128::from(self.total) - paid;
        assert_eq!(i128::from(allocation.unallocated().ore()), left);
        assert!(left == 0 || self.rounding.is_statutory(), "{left} öre left");

        // Divisor methods and components rounded apart leave the nearest whole units, and so do
        // minimums that the original quotas are topped up to.
        let is_bounded = self.has_minimum || self.has_maximum;
        let stays_near = !self.rounding.is_divisor()
            && (self.scope == RoundingScope::Combined || self.share.is_none() || is_bounded);
        for (line, row) in self.rows.iter().zip(allocation.rows()) {
            let amount = BigInt::from(row.amount.ore());
            assert_eq!(&amount % &unit, BigInt::ZERO, "whole units");
            assert!(row.amount.ore().signum() * self.total.signum() >= 0, "one direction");
            let entitlement = exact(&row.entitlement) * BigInt::from(100);
            if stays_near {
                let off = (BigRational::from(amount) - &entitlement).abs();
                assert!(off < BigRational::from(unit.clone()), "{row:?}");
            }
            let has_weight = line.first > 0 || (self.share.is_some() && line.second > 0);
            if !has_weight && !self.minimum_for_zero {
                assert_eq!(row.amount, Money::ZERO, "no weight");
            }
            if self.has_maximum {
                assert!(row.amount.ore() <= i64::from(line.minimum) + i64::from(line.room));
            }
            if self.is_owed_its_minimum(line) && !allocation.minimums_reduced() {
                assert!(row.amount.ore() >= i64::from(line.minimum), "{row:?}");
            }
        }
    }

    /// Whether the minimum surely holds: of several components one may have no share.
    fn is_owed_its_minimum(&self, line: &Line) -> bool {
        let surely = self.minimum_for_zero || (self.share.is_none() && line.first > 0);
        self.has_minimum && surely
    }
}
