//! What comes into each level, and what it lets through.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;
use num_traits::Zero;

use super::staffing::{Level, Staffing};

/// A line's size in FTE-days, and the innermost levels at which it is counted.
pub(super) type Counted = (Vec<Level>, BigRational);

/// The caps of one recipient, in FTE-days.
pub(super) struct Caps<'a> {
    pub(super) staffing: &'a Staffing,
    /// Days of the year.
    pub(super) year: &'a BigRational,
}

impl Caps<'_> {
    /// A level, and those around it, from the inside out.
    pub(super) fn around(&self, innermost: &Level) -> Vec<Level> {
        let mut levels = vec![innermost.clone()];
        if let Level::Unit(role, _) = innermost {
            levels.push(Level::Role(role.clone()));
        }
        if *innermost == Level::Recipient {
            levels.clear();
        }
        if self.staffing.across {
            levels.push(Level::Recipient);
        }
        levels
    }

    /// How much of what comes into a level it lets through.
    fn through(&self, level: &Level, into: &BigRational) -> BigRational {
        match self.staffing.cap(level) {
            Some(cap) => (cap * self.year).min(into.clone()),
            None => into.clone(),
        }
    }

    /// What comes into a level; what is counted in several groups comes into each.
    pub(super) fn into(&self, level: &Level, counted: &[Counted]) -> BigRational {
        let of_level = |(levels, _): &&Counted| levels.contains(level);
        let direct: BigRational = counted.iter().filter(of_level).map(|(_, size)| size).sum();
        let all = counted.iter().flat_map(|(levels, _)| levels);
        let inner: BTreeSet<Level> = match level {
            Level::Unit(..) => BTreeSet::new(),
            Level::Role(role) => {
                let own = |inner: &&Level| matches!(inner, Level::Unit(of, _) if of == role);
                all.filter(own).cloned().collect()
            }
            Level::Recipient => {
                let role_of = |inner: &Level| match inner {
                    Level::Unit(role, _) | Level::Role(role) => Some(Level::Role(role.clone())),
                    Level::Recipient => None,
                };
                all.filter_map(role_of).collect()
            }
        };
        inner.iter().fold(direct, |sum, inner| sum + self.out(inner, counted))
    }

    /// What a level lets through.
    pub(super) fn out(&self, level: &Level, counted: &[Counted]) -> BigRational {
        self.through(level, &self.into(level, counted))
    }

    /// The factor of every level by itself: the cap by what comes in, at most one.
    pub(super) fn shares(
        &self,
        innermost: &Level,
        counted: &[Counted],
    ) -> BTreeMap<Level, BigRational> {
        let share = |level: Level| {
            let into = self.into(&level, counted);
            let share = if into.is_zero() { one() } else { self.through(&level, &into) / into };
            (level, share)
        };
        self.around(innermost).into_iter().map(share).collect()
    }
}

pub(super) fn one() -> BigRational {
    BigRational::from_integer(1.into())
}
