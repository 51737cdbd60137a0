//! Minimums and maximums: the level λ at which xᵢ = clamp(λ·wᵢ, lᵢ, uᵢ) sums to the total.

use std::cmp::Ordering;

use num_bigint::BigUint;
use num_rational::Ratio;
use num_traits::Zero;

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

/// A weight of any width, as the search for the level needs it.
pub(super) trait Weight: Clone {
    /// Holds the sum of fewer than 2³² weights.
    type Sum: Clone + Default + Into<BigUint>;

    /// bound/self compared with pivot/other: bound·other against pivot·self.
    fn compare(&self, bound: u64, pivot: u64, other: &Self) -> Ordering;
    fn is_zero(&self) -> bool;
    fn add_to(&self, sum: &mut Self::Sum);
    fn big(&self) -> BigUint;
}

impl Weight for u64 {
    type Sum = u128;

    #[inline]
    fn compare(&self, bound: u64, pivot: u64, other: &Self) -> Ordering {
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        product(bound, *other).cmp(&product(pivot, *self))
    }

    #[inline]
    fn is_zero(&self) -> bool {
        *self == 0
    }

    #[inline]
    fn add_to(&self, sum: &mut u128) {
        *sum += u128::from(*self);
    }

    fn big(&self) -> BigUint {
        (*self).into()
    }
}

impl Weight for BigUint {
    type Sum = BigUint;

    fn compare(&self, bound: u64, pivot: u64, other: &Self) -> Ordering {
        (other * bound).cmp(&(self * pivot))
    }

    fn is_zero(&self) -> bool {
        Zero::is_zero(self)
    }

    fn add_to(&self, sum: &mut BigUint) {
        *sum += self;
    }

    fn big(&self) -> BigUint {
        self.clone()
    }
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
    let mut search = Search::new(total, weights, lower, upper);
    let mut lambda = None;
    while let Some((pivot, of)) = search.pivot() {
        match search.weigh(pivot, of) {
            Ordering::Less => search.rise_over(pivot, of),
            Ordering::Greater => search.sink_under(pivot, of),
            Ordering::Equal => {
                search.rest_at(pivot, of);
                lambda = Some(search.lambda_at(pivot, of));
            }
        }
    }
    let lambda = lambda.unwrap_or_else(|| search.lambda_between());
    search.place_immovable(&lambda);
    Level { sides: search.sides, lambda }
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
    /// State of the generator that picks sample rows; fixed, so that runs are alike.
    random: u64,
}

impl<'a, W: Weight> Search<'a, W> {
    fn new(total: u64, weights: &'a [W], lower: &'a [u64], upper: &'a [u64]) -> Self {
        let mut search = Search {
            total,
            weights,
            lower,
            upper,
            sides: vec![Side::Free; weights.len()],
            open: Vec::new(),
            fixed: 0,
            free: W::Sum::default(),
            random: 0x9e37_79b9_7f4a_7c15,
        };
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
                weights[row].add_to(&mut search.free);
            }
        }
        search
    }

    /// An open breakpoint near the middle: the median of a sample.
    fn pivot(&mut self) -> Option<(u64, &'a W)> {
        const SAMPLE: usize = 25;
        if self.open.is_empty() {
            return None;
        }
        let mut sample: Vec<(u64, &'a W)> = (0..SAMPLE)
            .map(|_| {
                // A step of a linear congruential generator; its high bits pick the row.
                self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let open = self.open[((self.random >> 33) as usize) % self.open.len()];
                let row = open.row as usize;
                let take_lower = open.lower && (!open.upper || self.random & (1 << 32) == 0);
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
                weight.add_to(&mut free);
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
                    self.weights[row].add_to(&mut self.free);
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
    }
}
