//! Minimums and maximums: the level λ at which xᵢ = clamp(λ·wᵢ, lᵢ, uᵢ) sums to the total.

mod weight;

use std::cmp::Ordering;

use num_bigint::BigUint;
use num_rational::Ratio;
use num_traits::{CheckedDiv, ToPrimitive, Zero};

pub(super) use weight::Weight;

/// Where a row stands at the level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// λ·w lies within its bounds.
    Free,
    /// λ·w is under its minimum, which it gets.
    Minimum,
    /// λ·w is over its maximum, which it gets.
    Maximum,
}

/// The level, and where every row stands at it. Where several levels do, λ is the smallest.
#[derive(Clone, Debug)]
pub(crate) struct Level {
    pub(crate) sides: Vec<Side>,
    pub(crate) lambda: Ratio<BigUint>,
}

/// A row that the search has not placed yet.
#[derive(Clone, Copy)]
struct Open {
    row: u32,
    lower: bool,
    upper: bool,
}

/// Finds the level. Only for a feasible total: Σl ≤ `total` ≤ Σu over the rows with a weight, and
/// l ≤ u in each; rows without a weight are left `Free` with nothing.
///
/// Each round takes a breakpoint l/w or u/w as pivot, compares the sum at it with the total, and so
/// places every row whose breakpoints lie on the far side. A pivot near the middle halves what is
/// open, so the work is linear; the result does not depend on which pivots were taken.
pub(super) fn level<W: Weight>(total: u64, weights: &[W], lower: &[u64], upper: &[u64]) -> Level {
    guess(total, weights, lower, upper)
        .and_then(|between| Search::between(total, weights, lower, upper, &between))
        .unwrap_or_else(|| Search::new(total, weights, lower, upper))
        .finish()
}

/// Two levels that the one sought probably lies between, in parts of a power of two.
///
/// From the level without bounds, two steps of Newton's method, which the second step is a good
/// measure of. None where a step leads nowhere.
fn guess<W: Weight>(
    total: u64,
    weights: &[W],
    lower: &[u64],
    upper: &[u64],
) -> Option<[(u64, W); 2]> {
    let mut sum = W::Sum::default();
    weights.iter().for_each(|weight| weight.add_to(&mut sum, true));
    let (units, mut free): (BigUint, BigUint) = (total.into(), sum.into());
    // Sixty significant bits, so that the level may rise some way.
    let shift = (60 + free.bits()).saturating_sub(units.bits()).min(62);
    let one = W::from(1 << shift);
    let next = |held: u128, free: &BigUint| {
        let rest = u128::from(total).checked_sub(held)?;
        (BigUint::from(rest) << shift).checked_div(free)?.to_u64()
    };
    let (mut level, mut step) = (next(0, &free)?, 0);
    for _ in 0..2 {
        let held;
        (held, free) = sums_at(level, &one, weights, lower, upper);
        let better = next(held, &free)?;
        (level, step) = (better, better.abs_diff(level));
    }
    let margin = step / 8 + 1;
    Some([(level.saturating_sub(margin), one.clone()), (level.saturating_add(margin), one)])
}

/// At the level `pivot/of`: what the rows at a bound get, and the weight of the others.
fn sums_at<W: Weight>(
    pivot: u64,
    of: &W,
    weights: &[W],
    lower: &[u64],
    upper: &[u64],
) -> (u128, BigUint) {
    let (mut held, mut free) = (0, W::Sum::default());
    for (weight, (&l, &u)) in weights.iter().zip(lower.iter().zip(upper)) {
        // Without branches: where a row stands is as good as random.
        let minimum = weight.compare(l, pivot, of).is_ge();
        let maximum = weight.compare(u, pivot, of).is_le() & !minimum;
        let bound = if minimum { l } else { 0 } + if maximum { u } else { 0 };
        held += u128::from(if weight.is_zero() { 0 } else { bound });
        weight.add_to(&mut free, !(minimum | maximum));
    }
    (held, free.into())
}

/// A linear congruential generator, of which the high bits are used; always the same, so that runs
/// are alike.
struct Random(u64);

impl Random {
    fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    fn bits(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 32) as u32
    }

    fn below(&mut self, below: usize) -> usize {
        self.bits() as usize % below
    }
}

struct Search<'a, W: Weight> {
    total: u64,
    weights: &'a [W],
    lower: &'a [u64],
    upper: &'a [u64],
    sides: Vec<Side>,
    open: Vec<Open>,
    /// The sum of what rows placed at a bound get.
    fixed: u128,
    /// The weight of the rows placed as free.
    free: W::Sum,
    random: Random,
}

impl<'a, W: Weight> Search<'a, W> {
    /// A search for a level strictly between two others; `None` where it is not there.
    fn between(
        total: u64,
        weights: &'a [W],
        lower: &'a [u64],
        upper: &'a [u64],
        [under, over]: &[(u64, W); 2],
    ) -> Option<Self> {
        let mut search = Self::of(total, weights, lower, upper);
        let bounds = lower.iter().zip(upper).zip(&mut search.sides);
        for (row, (weight, ((&l, &u), side))) in (0..).zip(weights.iter().zip(bounds)) {
            let minimum = weight.compare(l, over.0, &over.1).is_ge() | (l == u);
            let maximum = weight.compare(u, under.0, &under.1).is_le() & !minimum;
            let low = weight.compare(l, under.0, &under.1).is_gt() & !minimum;
            let high = weight.compare(u, over.0, &over.1).is_lt() & !maximum & !minimum;
            if weight.is_zero() {
                continue;
            }
            if low | high {
                search.open.push(Open { row, lower: low, upper: high });
                continue;
            }
            let bound = if minimum { l } else { 0 } + if maximum { u } else { 0 };
            search.fixed += u128::from(bound);
            weight.add_to(&mut search.free, !(minimum | maximum));
            let free = if maximum { Side::Maximum } else { Side::Free };
            *side = if minimum { Side::Minimum } else { free };
        }
        let holds =
            search.weigh(under.0, &under.1).is_lt() && search.weigh(over.0, &over.1).is_gt();
        holds.then_some(search)
    }

    fn new(total: u64, weights: &'a [W], lower: &'a [u64], upper: &'a [u64]) -> Self {
        let mut search = Self::of(total, weights, lower, upper);
        for row in 0..weights.len() {
            if weights[row].is_zero() {
                continue;
            }
            let (l, u) = (lower[row], upper[row]);
            if l == u {
                // No level moves it. Which side it is on is told from the level, at the end.
                search.fixed += u128::from(l);
                search.sides[row] = Side::Minimum;
            } else if l > 0 || u < total {
                search.open.push(Open { row: row as u32, lower: l > 0, upper: u < total });
            } else {
                weights[row].add_to(&mut search.free, true);
            }
        }
        search
    }

    /// Nothing placed, nothing open.
    fn of(total: u64, weights: &'a [W], lower: &'a [u64], upper: &'a [u64]) -> Self {
        Search {
            total,
            weights,
            lower,
            upper,
            sides: vec![Side::Free; weights.len()],
            open: Vec::new(),
            fixed: 0,
            free: W::Sum::default(),
            random: Random::new(),
        }
    }

    fn finish(mut self) -> Level {
        let mut lambda = None;
        while let Some((pivot, of)) = self.pivot() {
            match self.weigh(pivot, of) {
                Ordering::Less => self.rise_over(pivot, of),
                Ordering::Greater => self.sink_under(pivot, of),
                Ordering::Equal => {
                    self.rest_at(pivot, of);
                    lambda = Some(self.lambda_at(pivot, of));
                }
            }
        }
        let lambda = lambda.unwrap_or_else(|| self.lambda_between());
        self.place_immovable(&lambda);
        Level { sides: self.sides, lambda }
    }

    /// An open breakpoint near the middle: the median of a sample.
    fn pivot(&mut self) -> Option<(u64, &'a W)> {
        const SAMPLE: usize = 25;
        if self.open.is_empty() {
            return None;
        }
        let mut sample: Vec<(u64, &'a W)> = (0..SAMPLE)
            .map(|_| {
                let open = self.open[self.random.below(self.open.len())];
                let row = open.row as usize;
                let take_lower = open.lower && (!open.upper || self.random.bits() >> 31 == 0);
                let bound = if take_lower { self.lower[row] } else { self.upper[row] };
                (bound, &self.weights[row])
            })
            .collect();
        let (_, median, _) =
            sample.select_nth_unstable_by(SAMPLE / 2, |a, b| a.1.compare(a.0, b.0, b.1));
        Some(*median)
    }

    /// The sum at the level pivot/of, compared with the total.
    fn weigh(&self, pivot: u64, of: &W) -> Ordering {
        let mut fixed = self.fixed;
        let mut free = self.free.clone();
        for open in &self.open {
            let row = open.row as usize;
            let weight = &self.weights[row];
            if open.lower && weight.compare(self.lower[row], pivot, of).is_ge() {
                fixed += u128::from(self.lower[row]);
            } else if open.upper && weight.compare(self.upper[row], pivot, of).is_le() {
                fixed += u128::from(self.upper[row]);
            } else {
                weight.add_to(&mut free, true);
            }
        }
        // fixed + free·pivot/of against total.
        let of = of.big();
        let free: BigUint = free.into();
        (of.clone() * fixed + free * pivot).cmp(&(of * self.total))
    }

    /// The level is over the pivot: rows whose maximum is reached there get it, and minimums that
    /// are left behind there do not bind.
    fn rise_over(&mut self, pivot: u64, of: &W) {
        let (lower, upper) = (self.lower, self.upper);
        self.place(|open, row, weight| {
            if open.upper && weight.compare(upper[row], pivot, of).is_le() {
                return Some(Side::Maximum);
            }
            open.lower &= weight.compare(lower[row], pivot, of).is_gt();
            None
        });
    }

    /// The level is under the pivot: rows whose minimum is still over it there get that, and
    /// maximums that lie beyond do not bind.
    fn sink_under(&mut self, pivot: u64, of: &W) {
        let (lower, upper) = (self.lower, self.upper);
        self.place(|open, row, weight| {
            if open.lower && weight.compare(lower[row], pivot, of).is_ge() {
                return Some(Side::Minimum);
            }
            open.upper &= weight.compare(upper[row], pivot, of).is_lt();
            None
        });
    }

    /// The level is the pivot: every open row is placed by it.
    fn rest_at(&mut self, pivot: u64, of: &W) {
        let (lower, upper) = (self.lower, self.upper);
        self.place(|open, row, weight| {
            (open.lower, open.upper) = (false, false);
            Some(side_at(weight, lower[row], upper[row], pivot, of))
                .filter(|side| *side != Side::Free)
        });
    }

    /// Places open rows on the side that `decide` gives, and as free those with no breakpoint left.
    fn place(&mut self, decide: impl Fn(&mut Open, usize, &W) -> Option<Side>) {
        let mut open = std::mem::take(&mut self.open);
        open.retain_mut(|open| {
            let row = open.row as usize;
            match decide(open, row, &self.weights[row]) {
                Some(side) => {
                    let bound = if side == Side::Minimum { self.lower } else { self.upper }[row];
                    self.fixed += u128::from(bound);
                    self.sides[row] = side;
                    false
                }
                None if !open.lower && !open.upper => {
                    self.weights[row].add_to(&mut self.free, true);
                    false
                }
                None => true,
            }
        });
        self.open = open;
    }

    /// The rows that a level can move.
    fn movable(&self) -> impl Iterator<Item = (usize, &'a W)> {
        let (weights, lower, upper) = (self.weights, self.lower, self.upper);
        let rows = (0..).zip(weights);
        rows.filter(move |(row, weight)| lower[*row] < upper[*row] && !weight.is_zero())
    }

    /// λ when the total was met between breakpoints: what is left over the free weight.
    fn lambda_between(&self) -> Ratio<BigUint> {
        let free: BigUint = self.free.clone().into();
        if Zero::is_zero(&free) {
            return Ratio::zero();
        }
        Ratio::new(BigUint::from(u128::from(self.total) - self.fixed), free)
    }

    /// λ when the total was met at the pivot. Where no row is strictly between its bounds, every
    /// level down to the highest maximum reached gives the same: that one is taken, or zero.
    fn lambda_at(&mut self, pivot: u64, of: &W) -> Ratio<BigUint> {
        let between = self.movable().any(|(row, weight)| {
            weight.compare(self.lower[row], pivot, of).is_lt()
                && weight.compare(self.upper[row], pivot, of).is_gt()
        });
        if between {
            return Ratio::new(pivot.into(), of.big());
        }
        let reached = self
            .movable()
            .filter(|(row, weight)| weight.compare(self.upper[*row], pivot, of).is_le());
        let highest = reached
            .map(|(row, weight)| (self.upper[row], weight))
            .max_by(|a, b| a.1.compare(a.0, b.0, b.1));
        let (level, of) = highest.unwrap_or((0, of));
        let rows: Vec<_> = self.movable().collect();
        for (row, weight) in rows {
            self.sides[row] = side_at(weight, self.lower[row], self.upper[row], level, of);
        }
        Ratio::new(level.into(), of.big())
    }

    /// Rows whose minimum is their maximum, at the end: which of the two it is at the level.
    fn place_immovable(&mut self, lambda: &Ratio<BigUint>) {
        for (row, weight) in self.weights.iter().enumerate() {
            if self.lower[row] == self.upper[row] && !weight.is_zero() {
                let over = weight.big() * lambda.numer() > lambda.denom() * self.upper[row];
                self.sides[row] = if over { Side::Maximum } else { Side::Minimum };
            }
        }
    }
}

/// Where the level `pivot/of` puts a row.
fn side_at<W: Weight>(weight: &W, lower: u64, upper: u64, pivot: u64, of: &W) -> Side {
    if weight.compare(lower, pivot, of).is_gt() {
        Side::Minimum
    } else if weight.compare(upper, pivot, of).is_lt() {
        Side::Maximum
    } else {
        Side::Free
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn level_of(total: u64, weights: &[u64], lower: &[u64], upper: &[u64]) -> (String, Vec<Side>) {
        let narrow = level(total, weights, lower, upper);
        let big: Vec<BigUint> = weights.iter().map(|&w| w.into()).collect();
        let wide = level(total, &big, lower, upper);
        assert_eq!((&narrow.lambda, &narrow.sides), (&wide.lambda, &wide.sides));
        (narrow.lambda.to_string(), narrow.sides)
    }

    #[test]
    fn minimums_and_maximums_bind_together() {
        // With the second at its 29, 59 is left for 15 + 7: λ = 59/22, 885/22 and 413/22, which are
        // within 0–48 and 9–25.
        let (lambda, sides) = level_of(88, &[15, 1, 7], &[0, 29, 9], &[48, 88, 25]);
        assert_eq!(lambda, "59/22");
        assert_eq!(sides, [Side::Free, Side::Minimum, Side::Free]);
    }

    #[test]
    fn the_smallest_level_is_taken_where_several_serve() {
        // The minimums are the whole total: any λ up to 5/2 serves.
        let (lambda, sides) = level_of(8, &[1, 2], &[3, 5], &[8, 8]);
        assert_eq!((lambda.as_str(), sides), ("0", vec![Side::Minimum; 2]));
        // One at its maximum 4 from λ = 2 on, the other at its minimum 9 until λ = 9.
        let (lambda, sides) = level_of(13, &[2, 1], &[0, 9], &[4, 20]);
        assert_eq!((lambda.as_str(), sides), ("2", vec![Side::Free, Side::Minimum]));
        // The maximums are the whole total: λ is the higher of 3/1 and 5/2.
        let (lambda, sides) = level_of(8, &[1, 2], &[0, 0], &[3, 5]);
        assert_eq!((lambda.as_str(), sides), ("3", vec![Side::Free, Side::Maximum]));
    }

    #[test]
    fn a_row_that_cannot_move_and_one_without_weight() {
        let (lambda, sides) = level_of(10, &[1, 1, 0, 1], &[4, 0, 0, 1], &[4, 10, 10, 1]);
        assert_eq!(lambda, "5");
        assert_eq!(sides, [Side::Maximum, Side::Free, Side::Free, Side::Maximum]);
        // 2 at its maximum, 3 that cannot move, nine at their minimum 5: every λ from 2 to 5 serves.
        let (mut lower, mut upper) = (vec![5; 11], vec![50; 11]);
        (lower[0], lower[1], upper[0], upper[1]) = (0, 3, 2, 3);
        let (lambda, _) = level_of(50, &[1; 11], &lower, &upper);
        assert_eq!(lambda, "2");
    }

    #[test]
    fn who_is_at_a_bound_exactly_is_free_where_a_level_moves_it() {
        // λ = 2 gives both 2, which is the minimum of the first.
        let (lambda, sides) = level_of(4, &[1, 1], &[2, 0], &[10, 10]);
        assert_eq!((lambda.as_str(), sides), ("2", vec![Side::Free; 2]));
        // One that nothing moves is at its minimum, unless the level is over it.
        let (_, sides) = level_of(4, &[1, 1], &[2, 0], &[2, 10]);
        assert_eq!(sides, [Side::Minimum, Side::Free]);
    }

    #[test]
    fn a_level_that_is_one_of_two_is_not_between_them() {
        // λ = 2, as above.
        let between = |under: u64, over: u64| {
            let levels = [(under, 1u64), (over, 1)];
            Search::between(4, &[1u64, 1], &[2, 0], &[10, 10], &levels).is_some()
        };
        assert!(between(1, 3));
        assert!(!between(1, 2) && !between(2, 3));
    }

    proptest! {
        #[test]
        fn the_level_meets_the_total_wherever_the_search_starts(
            rows in proptest::collection::vec((any::<[u64; 3]>(), any::<[u8; 3]>()), 1..40),
            part: u64,
            alike: bool,
            of in 1u64..5,
            below in 0u64..4,
            apart in prop_oneof![1u64..8, any::<u64>()],
        ) {
            // Sizes from one bit to 56; like weights and bounds give flats and ties.
            let size = |value: u64, bits: u8| value >> (8 + bits % 56);
            let round = |value: u64| if alike { value % 4 } else { value };
            let weights: Vec<u64> = rows.iter().map(|(v, b)| round(size(v[0], b[0]))).collect();
            let lower: Vec<u64> = rows.iter().zip(&weights)
                .map(|((v, b), &w)| if w == 0 { 0 } else { round(size(v[1], b[1])) })
                .collect();
            let upper: Vec<u64> = rows.iter().zip(weights.iter().zip(&lower))
                .map(|((v, b), (&w, &l))| if w == 0 { 0 } else { l + round(size(v[2], b[2])) })
                .collect();
            let (least, most) = (lower.iter().sum::<u64>(), upper.iter().sum::<u64>());
            let total = least + if most > least { part % (most - least + 1) } else { 0 };

            let found = level(total, &weights, &lower, &upper);
            let plain = Search::new(total, &weights, &lower, &upper).finish();
            prop_assert_eq!((&found.lambda, &found.sides), (&plain.lambda, &plain.sides));
            // Between any two levels it comes to the same, if it is there.
            let under = (&plain.lambda * BigUint::from(of)).to_integer().to_u64();
            if let Some(under) = under.and_then(|level| level.checked_sub(below))
                && let Some(over) = under.checked_add(apart)
            {
                let guess = [(under, of), (over, of)];
                if let Some(search) = Search::between(total, &weights, &lower, &upper, &guess) {
                    let between = search.finish();
                    prop_assert_eq!((&between.lambda, &between.sides), (&plain.lambda, &plain.sides));
                }
            }
            let given = (0..weights.len()).map(|row| {
                let exact = &found.lambda * BigUint::from(weights[row]);
                let within = exact.max(Ratio::from_integer(lower[row].into()))
                    .min(Ratio::from_integer(upper[row].into()));
                match found.sides[row] {
                    Side::Free => {}
                    Side::Minimum => assert_eq!(within, Ratio::from_integer(lower[row].into())),
                    Side::Maximum => assert_eq!(within, Ratio::from_integer(upper[row].into())),
                }
                within
            });
            prop_assert_eq!(given.sum::<Ratio<BigUint>>(), Ratio::from_integer(total.into()));
        }
    }
}
