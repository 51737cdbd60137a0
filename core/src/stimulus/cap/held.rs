//! The lines of one recipient held against its caps, in whole numbers: of 128 bits where the sums
//! have room in them, of any size otherwise.

use std::collections::BTreeMap;
use std::sync::Arc;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;

use super::super::flow::{Caps, Flow, Place};
use super::super::words::Sharing;
use super::{Baseline, Concerned, Level, LineCap, Room, Standing, Year};
use crate::finding::Outcome;
use crate::number::Ratio;

/// Lines held against the caps of their recipient.
pub(super) struct Held<'h, N> {
    caps: &'h Caps<N>,
    lines: Vec<SizedLine<N>>,
    baseline: &'h Baseline,
}

struct SizedLine<N> {
    standing: Standing,
    /// What it certainly takes of others: nothing where it is not known what it is.
    certain: N,
    possible: N,
}

impl<'h, N: Integer + Clone + ToBig> Held<'h, N> {
    pub(super) fn new(
        baseline: &'h Baseline,
        lines: &[Concerned],
        caps: &'h Caps<N>,
        size: impl Fn(i128) -> N,
    ) -> Self {
        let sized = |line: &Concerned| {
            let standing = baseline.places(line);
            let certain = standing.place().map_or(0, |_| line.certain);
            SizedLine { standing, certain: size(certain), possible: size(line.possible) }
        };
        Self { caps, lines: lines.iter().map(sized).collect(), baseline }
    }

    pub(super) fn finish(
        self,
        sharing: Sharing,
        scale: &BigInt,
        year: &Year,
    ) -> (Vec<LineCap>, Vec<Room>) {
        // Everything that may come in, and what certainly does.
        let (mut most, mut least) = (Flow::new(), Flow::new());
        for line in &self.lines {
            line.count(&mut most, self.caps, &line.possible);
            if let Some(place) = line.standing.place() {
                least.add(self.caps, place, &line.certain);
            }
        }
        let lines = match sharing {
            Sharing::ProRata => {
                // Lines of a place without doubts of their own come to the same.
                let mut alike: BTreeMap<Place, LineCap> = BTreeMap::new();
                let mut hold = |line: &SizedLine<N>| {
                    let held = || {
                        self.line_cap(line, self.in_proportion(line, &most, &least), &most, &least)
                    };
                    match line.standing.place() {
                        Some(place) if line.certain == line.possible => {
                            alike.entry(place).or_insert_with(held).clone()
                        }
                        _ => held(),
                    }
                };
                self.lines.iter().map(&mut hold).collect()
            }
            Sharing::ByStart | Sharing::ByList => {
                let lines = self.lines.iter().zip(self.in_order());
                lines.map(|(line, parts)| self.line_cap(line, parts, &most, &least)).collect()
            }
        };
        (lines, self.room(&most, &(scale * year.size())))
    }

    /// The parts of a line where all of a group get the same part.
    fn in_proportion(&self, line: &SizedLine<N>, most: &Flow<N>, least: &Flow<N>) -> Parts {
        let Some(place) = line.standing.place() else {
            let part = |place| self.product(least, place, &N::zero(), &line.possible);
            return Parts { certain: Some(Ratio::zero()), possible: self.best(line, part) };
        };
        Parts {
            certain: self.product(most, place, &line.possible, &line.certain),
            possible: self.product(least, place, &line.certain, &line.possible),
        }
    }

    /// The product of the parts that the levels let through if a line had another size.
    fn product(&self, flow: &Flow<N>, place: Place, from: &N, to: &N) -> Option<Ratio> {
        let into = flow.with(self.caps, place, from, to);
        let (unit, role) = (self.caps.unit(place), self.caps.role(place.role));
        let levels = [(into.unit, unit), (into.role, role), (into.all, self.caps.all.as_ref())];
        let parts = levels.into_iter().filter_map(|(sum, cap)| {
            let cap = cap.filter(|cap| **cap < sum)?;
            Some(BigRational::new(cap.to_big(), sum.to_big()))
        });
        parts.reduce(|product, part| product * part).map(Ratio::from)
    }

    /// The parts of each line where they are served in order.
    fn in_order(&self) -> Vec<Parts> {
        let (mut most, mut least) = (Flow::new(), Flow::new());
        let part = |through: N, size: &N| {
            (through < *size)
                .then(|| Ratio::from(BigRational::new(through.to_big(), size.to_big())))
        };
        let mut all = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            // What it adds to what the caps let through of those before it.
            let adds = |flow: &Flow<N>, place: Place, size: &N| {
                let into = flow.with(self.caps, place, &N::zero(), size);
                let before = flow.with(self.caps, place, &N::zero(), &N::zero());
                let cap = |sum: N| self.caps.all.clone().map_or(sum.clone(), |cap| sum.min(cap));
                part(cap(into.all) - cap(before.all), size)
            };
            let parts = match line.standing.place() {
                Some(place) => {
                    let parts = Parts {
                        certain: adds(&most, place, &line.certain),
                        possible: adds(&least, place, &line.possible),
                    };
                    least.add(self.caps, place, &line.certain);
                    parts
                }
                None => Parts {
                    certain: Some(Ratio::zero()),
                    possible: self.best(line, |place| adds(&least, place, &line.possible)),
                },
            };
            line.count(&mut most, self.caps, &line.possible);
            all.push(parts);
        }
        all
    }

    /// The largest part over the places that a line could have; the whole where a cap is not known.
    fn best(&self, line: &SizedLine<N>, part: impl Fn(Place) -> Option<Ratio>) -> Option<Ratio> {
        if !line.standing.are_caps_known {
            return None;
        }
        let parts: Option<Vec<Ratio>> =
            line.standing.places.iter().map(|&place| part(place)).collect();
        parts?.into_iter().max()
    }

    fn line_cap(
        &self,
        line: &SizedLine<N>,
        parts: Parts,
        most: &Flow<N>,
        least: &Flow<N>,
    ) -> LineCap {
        let place = line.standing.place();
        let outcomes = place.map_or([None; 3], |place| {
            let worst = most.with(self.caps, place, &line.possible, &line.possible);
            let best = least.with(self.caps, place, &line.certain, &line.possible);
            let outcome = |cap: Option<&N>, worst: &N, best: &N| {
                let cap = cap?;
                Some(match (worst <= cap, best <= cap) {
                    (true, _) => Outcome::Met,
                    (_, false) => Outcome::NotMet,
                    _ => Outcome::Judgement,
                })
            };
            let (unit, role) = (self.caps.unit(place), self.caps.role(place.role));
            [
                outcome(unit, &worst.unit, &best.unit),
                outcome(role, &worst.role, &best.role),
                outcome(self.caps.all.as_ref(), &worst.all, &best.all),
            ]
        });
        let [certain, possible] = [parts.certain, parts.possible].map(|part| part.map(Arc::new));
        LineCap { certain, possible, place, outcomes }
    }

    /// Every cap with what is claimed against it.
    fn room(&self, most: &Flow<N>, fte_year: &BigInt) -> Vec<Room> {
        let ratio = |size: &N| Ratio::from(BigRational::new(size.to_big(), fte_year.clone()));
        let room = |level, cap: Option<&N>, claimed: &N| Room {
            level,
            cap: cap.map(ratio),
            claimed: ratio(claimed),
        };
        let into = |place| most.with(self.caps, place, &N::zero(), &N::zero());
        let mut rooms = Vec::new();
        for (&role, staff) in &self.baseline.roles {
            for &unit in staff.units.iter().flat_map(BTreeMap::keys) {
                let place = Place { role, unit: Some(unit) };
                rooms.push(room(Level::Unit(place), self.caps.unit(place), &into(place).unit));
            }
            let whole = into(Place { role, unit: None }).role;
            rooms.push(room(Level::Role(role), self.caps.role(role), &whole));
        }
        if self.baseline.all.is_some() {
            let all = into(Place { role: 0, unit: None }).all;
            rooms.push(room(Level::All, self.caps.all.as_ref(), &all));
        }
        rooms
    }
}

impl<N: Integer + Clone> SizedLine<N> {
    /// Counts the line wherever it could belong.
    fn count(&self, flow: &mut Flow<N>, caps: &Caps<N>, size: &N) {
        for &place in &self.standing.places {
            flow.add(caps, place, size);
        }
        if self.standing.over_all {
            flow.add_over_all(size);
        }
    }
}

/// The parts of a line that are let through at least and at most; none for the whole.
struct Parts {
    certain: Option<Ratio>,
    possible: Option<Ratio>,
}

/// A whole number of any size.
pub(super) trait ToBig {
    fn to_big(&self) -> BigInt;
}

impl ToBig for i128 {
    fn to_big(&self) -> BigInt {
        (*self).into()
    }
}

impl ToBig for BigInt {
    fn to_big(&self) -> BigInt {
        self.clone()
    }
}
