//! Random cases with minimums and maximums, for money and for seats.

use super::random::{CaseRng, LIMIT};

/// Weights and bounds in whole units. Feasibility is aimed at from both sides:
/// some families miss it on purpose.
#[derive(Clone, Debug)]
pub struct BoundedCase {
    /// What is hard about it, in a word.
    pub family: &'static str,
    /// The total in units.
    pub total: u64,
    /// One weight per recipient.
    pub weights: Vec<u64>,
    /// The minimums.
    pub min: Vec<u64>,
    /// The maximums; `None` is none.
    pub max: Vec<Option<u64>>,
    /// Whether a recipient without weight gets its minimum.
    pub minimum_for_zero: bool,
    /// Whether minimums that do not fit are cut.
    pub reduce_minimums: bool,
}

impl BoundedCase {
    /// The sums of the bounds that hold; no upper sum if some maximum is open.
    pub fn sums(&self) -> (u128, Option<u128>) {
        let mut minimum = 0;
        let mut maximum = Some(0);
        for i in 0..self.weights.len() {
            let low = u128::from(self.min[i]);
            if self.weights[i] > 0 {
                minimum += low;
                let high = self.max[i].map(u128::from);
                maximum = maximum.zip(high).map(|(sum, high)| sum + high);
            } else if self.minimum_for_zero {
                minimum += low;
                maximum = maximum.map(|sum| sum + low);
            }
        }
        (minimum, maximum)
    }

    /// Moves the total to `wanted`, or leaves it where that is out of range.
    fn aim(&mut self, wanted: Option<u128>) {
        if let Some(wanted) = wanted.and_then(|t| u64::try_from(t).ok()) {
            self.total = wanted.min(LIMIT);
        }
    }
}

impl CaseRng {
    /// A case for bounds on money.
    pub fn bounded_case(&mut self) -> BoundedCase {
        let n = self.recipients();
        let bits = self.pick(&[3, 10, 20, 40, 62]);
        let mut case = self.around_quotas(n, bits);
        let (minimum, maximum) = case.sums();
        match self.between(0, 11) {
            0 => {
                case.family = "loose";
                for i in 0..n {
                    case.min[i] /= 2;
                    case.max[i] = case.max[i].map(|u| u.saturating_mul(2).saturating_add(1));
                }
            }
            1 => {
                case.family = "minimums_bind";
                case.max.fill(None);
                case.aim(Some(minimum.max(case.total.into())));
            }
            2 => {
                case.family = "maximums_bind";
                case.min.fill(0);
                case.aim(maximum.map(|sum| sum.min(case.total.into())));
            }
            3 | 4 => {
                case.family = "both_bind";
                let most = maximum.unwrap_or(minimum * 2).min(LIMIT.into());
                let least = minimum.min(most) as u64;
                case.total = self.between(least, most as u64);
            }
            5 => {
                case.family = "minimums_sum_to_total";
                case.aim(Some(minimum));
            }
            6 => {
                case.family = "maximums_sum_to_total";
                self.close(&mut case);
                case.aim(case.sums().1);
            }
            7 => {
                case.family = "one_under_minimums";
                case.aim(minimum.checked_sub(1));
            }
            8 => {
                case.family = "one_over_maximums";
                self.close(&mut case);
                case.aim(case.sums().1.map(|sum| sum + 1));
            }
            9 => {
                case.family = "minimums_to_reduce";
                case.reduce_minimums = true;
                let part = u64::try_from(minimum).unwrap_or(LIMIT).min(LIMIT);
                case.total = self.between(0, part);
            }
            10 => {
                case.family = "pinned";
                for i in 0..n {
                    if self.one_in(2) {
                        case.max[i] = Some(case.min[i]);
                    }
                }
                let (minimum, maximum) = case.sums();
                let most = maximum.unwrap_or(minimum * 2).min(LIMIT.into()) as u64;
                case.total = self.between(minimum.min(most.into()) as u64, most);
            }
            _ => {
                case.family = "hold_harmless";
                let before = quotas(case.total, &case.weights);
                let kept = |q: u64| (u128::from(q) * 19).div_ceil(20) as u64;
                case.min = before.into_iter().map(kept).collect();
                case.max.fill(None);
                case.total = case.total / 20 * 19;
                case.reduce_minimums = self.one_in(2);
            }
        }
        case
    }

    /// A case for a divisor method: every second one is small enough for seats
    /// to tie often, and one in eight is too large to hand out unit by unit.
    pub fn divisor_case(&mut self) -> BoundedCase {
        let n = self.recipients();
        let (family, bits, total) = match self.between(0, 7) {
            0..=3 => ("seats_tied", 4, self.between(0, 60)),
            4 | 5 => ("seats", 24, self.between(0, 1000)),
            6 => ("persons", 40, self.between(0, 20_000_000_000)),
            _ => ("persons_at_limit", 64, LIMIT - self.between(0, 9)),
        };
        let mut case = self.around_quotas(n, bits);
        case.family = family;
        // Mostly enough for everyone's first unit.
        case.total = total + if self.one_in(8) { 0 } else { n as u64 };
        case.total = case.total.min(LIMIT);
        case.minimum_for_zero = false;
        let quotas = quotas(case.total, &case.weights);
        let bounded = self.between(0, 3);
        for (i, quota) in quotas.into_iter().enumerate() {
            let (low, high) = self.bounds_near(quota);
            case.min[i] = if bounded & 1 == 1 { low } else { 0 };
            case.max[i] = high.filter(|_| bounded & 2 == 2);
        }
        case
    }

    /// Weights with bounds on both sides of the proportional amounts, l ≤ u.
    fn around_quotas(&mut self, n: usize, bits: u32) -> BoundedCase {
        let mut weights = self.weights(n, bits);
        if self.one_in(4) {
            self.mix_in_zeros(&mut weights);
        }
        if self.one_in(6) {
            weights[0] = self.between(1 << 60, u64::MAX);
        }
        if self.one_in(4) {
            // Equal weights tie at totals of any size.
            let twin = weights[0];
            weights.iter_mut().step_by(2).for_each(|w| *w = twin);
        }
        let small = self.one_in(3);
        let total = if small { self.between(0, 200) } else { self.total() };
        let bounds: Vec<(u64, Option<u64>)> =
            quotas(total, &weights).into_iter().map(|quota| self.bounds_near(quota)).collect();
        let (min, max) = bounds.into_iter().unzip();
        BoundedCase {
            family: "",
            total,
            weights,
            min,
            max,
            minimum_for_zero: self.one_in(3),
            reduce_minimums: false,
        }
    }

    /// Gives everyone a maximum.
    fn close(&mut self, case: &mut BoundedCase) {
        for (most, low) in case.max.iter_mut().zip(&case.min) {
            most.get_or_insert(low + self.between(0, 100));
        }
    }

    /// Bounds of which either may be the wrong side of the quota, so that it binds.
    fn bounds_near(&mut self, quota: u64) -> (u64, Option<u64>) {
        let eighths = |quota: u64, part: u64| {
            let near = u128::from(quota) * u128::from(part) / 8;
            u64::try_from(near).unwrap_or(LIMIT).min(LIMIT)
        };
        let low = match self.between(0, 3) {
            0 => 0,
            1 => eighths(quota, self.between(8, 12)) + self.between(0, 2),
            _ => eighths(quota, self.between(2, 8)),
        };
        let high = match self.between(0, 3) {
            0 => None,
            1 => Some(eighths(quota, self.between(4, 8))),
            _ => Some(eighths(quota, self.between(8, 20)) + self.between(0, 2)),
        };
        let (low, high) = (low.min(LIMIT), high.map(|u| u.min(LIMIT)));
        (low, high.map(|u| u.max(low)))
    }
}

/// The proportional amounts, rounded down: something to put bounds around.
fn quotas(total: u64, weights: &[u64]) -> Vec<u64> {
    let sum: u128 = weights.iter().copied().map(u128::from).sum();
    weights.iter().map(|&w| (u128::from(total) * u128::from(w) / sum.max(1)) as u64).collect()
}
