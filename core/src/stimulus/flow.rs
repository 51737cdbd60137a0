//! What caps let through: units within a role, roles within a recipient.
//!
//! Sizes and caps are whole numbers in one unit, so that a sum is a sum and a comparison is one.

use std::collections::BTreeMap;

use num_integer::Integer;

/// Where a line stands: its role, and its unit where the role is counted by unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) role: u8,
    pub(super) unit: Option<u32>,
}

/// The caps of a recipient; `None` binds nobody.
#[derive(Clone, Debug)]
pub(super) struct Caps<N> {
    pub(super) units: BTreeMap<Place, Option<N>>,
    pub(super) roles: BTreeMap<u8, Option<N>>,
    /// Over all roles, where falls in one are netted against another.
    pub(super) all: Option<N>,
}

impl<N> Caps<N> {
    pub(super) fn unit(&self, place: Place) -> Option<&N> {
        self.units.get(&place)?.as_ref()
    }

    pub(super) fn role(&self, role: u8) -> Option<&N> {
        self.roles.get(&role)?.as_ref()
    }
}

/// What comes into each level.
#[derive(Clone, Debug)]
pub(super) struct Flow<N> {
    units: BTreeMap<Place, N>,
    roles: BTreeMap<u8, N>,
    all: N,
}

/// What comes into the levels of a place, from the inside out.
pub(super) struct Incoming<N> {
    pub(super) unit: N,
    pub(super) role: N,
    pub(super) all: N,
}

impl<N: Integer + Clone> Flow<N> {
    pub(super) fn new() -> Self {
        Self { units: BTreeMap::new(), roles: BTreeMap::new(), all: N::zero() }
    }

    /// Adds a size at a place.
    pub(super) fn add(&mut self, caps: &Caps<N>, place: Place, size: &N) {
        let through = match place.unit {
            None => size.clone(),
            Some(_) => {
                let sum = self.units.entry(place).or_insert_with(N::zero);
                more(sum, size, caps.unit(place))
            }
        };
        let sum = self.roles.entry(place.role).or_insert_with(N::zero);
        let through = more(sum, &through, caps.role(place.role));
        self.add_over_all(&through);
    }

    /// Adds a size over all roles, of a line whose role has no caps.
    pub(super) fn add_over_all(&mut self, size: &N) {
        self.all = self.all.clone() + size.clone();
    }

    /// What would come into the levels of a place if a size there were another.
    pub(super) fn with(&self, caps: &Caps<N>, place: Place, from: &N, to: &N) -> Incoming<N> {
        let change = |sum: Option<&N>, from: &N, to: &N| {
            sum.cloned().unwrap_or_else(N::zero) - from.clone() + to.clone()
        };
        let (before, unit) = match place.unit {
            None => (from.clone(), to.clone()),
            Some(_) => {
                let sum = self.units.get(&place);
                let unit = change(sum, from, to);
                (least(&sum.cloned().unwrap_or_else(N::zero), caps.unit(place)), unit)
            }
        };
        let after = match place.unit {
            None => unit.clone(),
            Some(_) => least(&unit, caps.unit(place)),
        };
        let sum = self.roles.get(&place.role);
        let role = change(sum, &before, &after);
        let cap = caps.role(place.role);
        let before = least(&sum.cloned().unwrap_or_else(N::zero), cap);
        let all = change(Some(&self.all), &before, &least(&role, cap));
        Incoming { unit, role, all }
    }
}

fn least<N: Integer + Clone>(sum: &N, cap: Option<&N>) -> N {
    cap.map_or_else(|| sum.clone(), |cap| sum.clone().min(cap.clone()))
}

/// Adds to a sum; returns by how much what is let through grows.
fn more<N: Integer + Clone>(sum: &mut N, size: &N, cap: Option<&N>) -> N {
    let before = least(sum, cap);
    *sum = sum.clone() + size.clone();
    least(sum, cap) - before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_bind_first_and_the_recipient_on_what_is_left() {
        // Two units of one role with caps 4 and 3, the role's cap is 5.
        let place = |unit| Place { role: 1, unit: Some(unit) };
        let caps = Caps {
            units: BTreeMap::from([(place(0), Some(4)), (place(1), Some(3))]),
            roles: BTreeMap::from([(1, Some(5))]),
            all: None,
        };
        let mut flow = Flow::new();
        flow.add(&caps, place(0), &6i128);
        let into = flow.with(&caps, place(0), &6, &6);
        assert_eq!((into.unit, into.role, into.all), (6, 4, 4));
        // Of the 2 that the second unit lets through, the role has room for 1.
        flow.add(&caps, place(1), &2);
        let into = flow.with(&caps, place(1), &2, &2);
        assert_eq!((into.unit, into.role, into.all), (2, 6, 5));
        let into = flow.with(&caps, place(1), &2, &9);
        assert_eq!((into.unit, into.role, into.all), (9, 7, 5));
        let into = flow.with(&caps, place(0), &6, &1);
        assert_eq!((into.unit, into.role, into.all), (1, 3, 3));
    }
}
