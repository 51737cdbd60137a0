//! The cap against the baseline: for each line the least and the most that it lets through, whichever
//! way the doubts of all lines are settled.
//!
//! A line that is certain to be let in counts for another line's best case, and one that may be for
//! its worst, in every group that it could join. So settling a doubt never lowers what is approved.

mod held;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_rational::BigRational;
use num_traits::{One as _, Signed, ToPrimitive as _, Zero as _};

use self::held::Held;
use super::column::{WordColumn, WordSet};
use super::flow::{Caps, Place};
use super::names::Names;
use super::staffing::StaffingRow;
use super::words::Sharing;
use crate::finding::Outcome;
use crate::number::Ratio;

/// A line that the cap is about.
#[derive(Clone, Debug)]
pub(super) struct Concerned {
    pub(super) row: usize,
    /// FTE-days that certainly, and that possibly, can be paid for: FTE times their denominator.
    pub(super) certain: i128,
    pub(super) possible: i128,
    /// The code of its role, 0 where that is empty.
    pub(super) role: u8,
    /// The place of its unit's name; none where that is empty.
    pub(super) unit: Option<u32>,
    /// Whether it is known that it is an increase over the baseline.
    pub(super) is_increase: bool,
}

/// What the cap makes of a line.
#[derive(Clone, Debug)]
pub(super) struct LineCap {
    /// The part of it that is let through at least and at most; none for the whole.
    pub(super) certain: Option<Arc<Ratio>>,
    pub(super) possible: Option<Arc<Ratio>>,
    /// Its place, where that and the caps there are known.
    pub(super) place: Option<Place>,
    /// How it came out at each level: unit, role, all roles.
    pub(super) outcomes: [Option<Outcome>; 3],
}

/// A level at which a cap holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Unit(Place),
    Role(u8),
    All,
}

impl Level {
    /// The levels that hold a place, from the inside out.
    pub(super) fn around(place: Place) -> [Self; 3] {
        [Self::Unit(place), Self::Role(place.role), Self::All]
    }
}

/// A cap and what is claimed against it, in FTE-years.
#[derive(Clone, Debug)]
pub(super) struct Room {
    pub(super) level: Level,
    /// None where the baseline or the outcome is not known.
    pub(super) cap: Option<Ratio>,
    pub(super) claimed: Ratio,
}

impl Room {
    /// What is left under the cap; none where that is not known.
    pub(super) fn left(&self) -> Option<Ratio> {
        left(self.cap.as_ref(), &self.claimed)
    }
}

/// What a cap leaves of itself.
pub(super) fn left(cap: Option<&Ratio>, claimed: &Ratio) -> Option<Ratio> {
    let left = Ratio::from(cap?.big() - claimed.big());
    Some(left.max(Ratio::zero()))
}

/// The staff of one recipient, by role.
#[derive(Clone, Debug)]
pub(super) struct Baseline {
    roles: BTreeMap<u8, RoleStaff>,
    /// What all funded roles have grown by, where falls are netted.
    all: Option<Option<Ratio>>,
    funded: WordSet,
    /// Names of units that no line has, after those that lines have.
    pub(super) more_units: Vec<String>,
}

#[derive(Clone, Debug)]
struct RoleStaff {
    /// What each unit has grown by; none where the role is not counted by unit.
    units: Option<BTreeMap<u32, Option<Ratio>>>,
    change: Option<Ratio>,
}

impl Baseline {
    pub(super) fn new<'s>(
        rows: impl Iterator<Item = &'s StaffingRow>,
        units: &Names,
        funded: WordSet,
        is_netted: bool,
    ) -> Self {
        let mut places: HashMap<&str, u32> =
            units.all().iter().map(String::as_str).zip(0..).collect();
        let mut more_units = Vec::new();
        let mut roles: BTreeMap<u8, RoleStaff> = BTreeMap::new();
        for row in rows {
            let change = row.change();
            let role = roles.entry(row.role).or_insert_with(|| RoleStaff {
                units: row.unit.is_some().then(BTreeMap::new),
                change: Some(Ratio::zero()),
            });
            role.change =
                role.change.take().zip(change.clone()).map(|(sum, own)| [sum, own].iter().sum());
            if let (Some(units), Some(name)) = (&mut role.units, &row.unit) {
                let next = places.len() as u32;
                let place = *places.entry(name).or_insert_with(|| {
                    more_units.push(name.clone());
                    next
                });
                units.insert(place, change);
            }
        }
        let funded_changes = || roles.iter().filter(|(role, _)| funded.has(**role));
        let all: Option<Option<Ratio>> = is_netted.then(|| {
            let changes: Option<Vec<Ratio>> =
                funded_changes().map(|(_, staff)| staff.change.clone()).collect();
            changes.map(|changes| changes.iter().sum())
        });
        Self { roles, all, funded, more_units }
    }

    /// Funded roles that have become smaller, and by how much.
    pub(super) fn falls(&self) -> impl Iterator<Item = (u8, Ratio)> + '_ {
        let funded = self.roles.iter().filter(|(role, _)| self.funded.has(**role));
        funded.filter_map(|(role, staff)| {
            let change = staff.change.as_ref().filter(|change| change.is_negative())?;
            Some((*role, Ratio::from(-change.big().clone())))
        })
    }

    /// Where a line counts, and whether its group and the cap of that are known.
    fn places(&self, line: &Concerned) -> Standing {
        let mut standing =
            Standing { places: Vec::new(), over_all: false, is_known: true, are_caps_known: true };
        let candidates: Vec<u8> = match line.role {
            0 => (1..=WordColumn::Role.words()).filter(|&role| self.funded.has(role)).collect(),
            role => vec![role],
        };
        for role in candidates {
            let Some(staff) = self.roles.get(&role) else {
                standing.are_caps_known = false;
                standing.over_all |= self.all.is_some();
                continue;
            };
            standing.are_caps_known &= staff.change.is_some();
            match (&staff.units, line.unit) {
                (None, _) => standing.places.push(Place { role, unit: None }),
                (Some(units), Some(unit)) if units.contains_key(&unit) => {
                    standing.places.push(Place { role, unit: Some(unit) });
                }
                (Some(_), Some(_)) => {
                    standing.are_caps_known = false;
                    standing.places.push(Place { role, unit: None });
                }
                (Some(units), None) => {
                    standing.is_known = false;
                    let places = units.keys().map(|&unit| Place { role, unit: Some(unit) });
                    standing.places.extend(places);
                }
            }
        }
        standing.is_known &= line.role != 0;
        standing.are_caps_known &= self.all != Some(None) && line.is_increase;
        standing
    }

    /// What the caps let through of each line. `lines` stand in the order in which they are served.
    pub(super) fn hold(
        &self,
        lines: &[Concerned],
        sharing: Sharing,
        year: Year,
    ) -> (Vec<LineCap>, Vec<Room>) {
        let scale = self.scale(&year);
        let most = lines.iter().map(|line| line.possible).fold(0i128, i128::saturating_add);
        // A line may count in every unit.
        let places = self.roles.values().map(|staff| staff.units.as_ref().map_or(1, BTreeMap::len));
        let places = places.sum::<usize>() + 1;
        let largest = self.caps_of(&scale, &year).largest().max(&scale * most.max(1) * places);
        // The sums of a recipient seldom need more than 128 bits.
        match (largest.bits() < 120).then(|| scale.to_i128()).flatten() {
            Some(small) => {
                let caps =
                    self.caps_of(&scale, &year).map(|cap| cap.to_i128().unwrap_or(i128::MAX));
                Held::new(self, lines, &caps, |size| size * small).finish(sharing, &scale, &year)
            }
            None => {
                let caps = self.caps_of(&scale, &year);
                Held::new(self, lines, &caps, |size| &scale * size).finish(sharing, &scale, &year)
            }
        }
    }

    /// What sizes are multiplied by so that caps are whole in the same unit.
    fn scale(&self, year: &Year) -> BigInt {
        let whole = |scale: BigInt, change: &Ratio| {
            let cap = change.big() * year.size();
            scale.lcm(cap.denom())
        };
        let roles = self.roles.values();
        let units = roles.clone().filter_map(|staff| staff.units.as_ref());
        let changes = units.flat_map(|units| units.values()).flatten();
        changes.chain(roles.filter_map(|staff| staff.change.as_ref())).fold(BigInt::one(), whole)
    }

    fn caps_of(&self, scale: &BigInt, year: &Year) -> Caps<BigInt> {
        let cap = |change: &Option<Ratio>| {
            let change = change.as_ref()?.big();
            let cap = change.clone().max(BigRational::zero()) * year.size() * scale;
            Some(cap.to_integer())
        };
        let mut caps = Caps { units: BTreeMap::new(), roles: BTreeMap::new(), all: None };
        for (&role, staff) in &self.roles {
            caps.roles.insert(role, cap(&staff.change));
            for (&unit, change) in staff.units.iter().flatten() {
                caps.units.insert(Place { role, unit: Some(unit) }, cap(change));
            }
        }
        caps.all = self.all.as_ref().and_then(cap);
        caps
    }
}

/// How FTE-days become FTE-years: the days of the year and what FTE are divided by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Year {
    pub(super) days: i32,
    pub(super) fte_denominator: u64,
}

impl Year {
    /// An FTE-year in the unit of sizes.
    fn size(self) -> BigInt {
        BigInt::from(self.days) * self.fte_denominator
    }
}

/// Where a line counts.
struct Standing {
    places: Vec<Place>,
    /// Whether it counts over all roles only.
    over_all: bool,
    /// Whether it is known where it belongs.
    is_known: bool,
    /// Whether the caps of all the places where it could belong are.
    are_caps_known: bool,
}

impl Standing {
    /// The place where it belongs, if that and the caps there are known.
    fn place(&self) -> Option<Place> {
        match self.places[..] {
            [place] if self.is_known && self.are_caps_known => Some(place),
            _ => None,
        }
    }
}

impl Caps<BigInt> {
    fn map<N>(self, to: impl Fn(BigInt) -> N) -> Caps<N> {
        Caps {
            units: self.units.into_iter().map(|(place, cap)| (place, cap.map(&to))).collect(),
            roles: self.roles.into_iter().map(|(role, cap)| (role, cap.map(&to))).collect(),
            all: self.all.map(&to),
        }
    }

    fn largest(&self) -> BigInt {
        let caps = self.units.values().chain(self.roles.values()).chain([&self.all]);
        caps.flatten().map(Signed::abs).max().unwrap_or_default()
    }
}
