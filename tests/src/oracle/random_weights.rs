//! Random cases with one weight per recipient: ties, near ties and the limits of numbers.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;

use super::random::{CaseRng, LIMIT};

/// One weight per recipient: `weights` are decimals with `scale` places.
#[derive(Clone, Debug)]
pub struct WeightCase {
    /// What is hard about it, in a word.
    pub family: &'static str,
    /// The total in units.
    pub total: i64,
    /// The digits of the weights.
    pub weights: Vec<u128>,
    /// How many of the digits are decimals.
    pub scale: u32,
}

impl WeightCase {
    /// The weights as decimal text, with all their places.
    pub fn texts(&self) -> Vec<String> {
        self.weights.iter().map(|&w| decimal_text(w, self.scale)).collect()
    }

    /// The weights as fractions.
    pub fn exact(&self) -> Vec<BigRational> {
        let scale = BigInt::from(10).pow(self.scale);
        self.weights.iter().map(|&w| BigRational::new(w.into(), scale.clone())).collect()
    }
}

/// Writes `value` / 10^`scale` with all `scale` places.
pub fn decimal_text(value: u128, scale: u32) -> String {
    let places = scale as usize;
    let digits = format!("{value:0>width$}", width = places + 1);
    match digits.split_at(digits.len() - places) {
        (whole, "") => whole.to_owned(),
        (whole, rest) => format!("{whole}.{rest}"),
    }
}

impl CaseRng {
    /// A case with one weight per recipient.
    pub fn weight_case(&mut self) -> WeightCase {
        let n = self.recipients();
        let mut total = self.total();
        let mut scale = 0;
        let (family, weights): (&'static str, Vec<u64>) = match self.between(0, 14) {
            0..=2 => ("ordinary", self.weights(n, 30)),
            3 => ("all_equal", vec![self.sized(40); n]),
            4 => {
                let few = self.weights(3, 40);
                ("few_distinct", (0..n).map(|_| self.pick(&few)).collect())
            }
            5 => {
                let mut weights = self.weights(n, 12);
                weights[0] = self.between(1 << 60, u64::MAX);
                ("one_giant", weights)
            }
            6 => {
                let wide = |rng: &mut Self| rng.between(1 << 40, u64::MAX);
                ("wide_weights", (0..n).map(|_| wide(self)).collect())
            }
            7 => {
                total = LIMIT - self.between(0, 3);
                ("total_at_limit", self.weights(n, 64))
            }
            8 => {
                let mut weights = self.weights(n, 35);
                self.mix_in_zeros(&mut weights);
                ("zeros_mixed_in", weights)
            }
            9 => ("single", self.weights(1, 64)),
            10 | 11 => return self.one_part_apart(n),
            12 => return self.just_under_power(),
            13 => return self.tied_unequal_weights(n),
            _ => {
                scale = self.between(1, 12) as u32;
                ("decimal", self.weights(n, 50))
            }
        };
        let mut weights: Vec<u128> = weights.into_iter().map(u128::from).collect();
        if scale > 6 {
            // The mantissa of a 96-bit decimal.
            let high = u128::from(self.sized(32)) << 64;
            weights[0] |= high;
        }
        WeightCase { family, total: self.signed(total), weights, scale }
    }

    /// Remainders that differ by one part in the sum W of the weights: with weights
    /// w and w + d and a total b + a·W where b·d ≡ ±1 mod W, they are ±1/W apart.
    fn one_part_apart(&mut self, n: usize) -> WeightCase {
        let mut weights = self.weights(n.clamp(2, 12), 58);
        let apart = self.sized(8);
        weights[1] = weights[0] + apart;
        let (sum, b) = loop {
            let sum: u64 = weights.iter().sum();
            match inverse(apart, sum) {
                Some(b) if sum > 1 => break (sum, b),
                _ if weights.len() > 2 => weights[2] += 1,
                _ => {
                    // Two weights w and w + d with an inverse: d is odd and prime to 2w.
                    weights[0] += 1;
                    weights[1] = weights[0] + 1;
                    break (weights[0] + weights[1], 1);
                }
            }
        };
        let b = if self.one_in(2) { b } else { sum - b };
        let most = (LIMIT - b) / sum;
        let total = b + sum * self.between(0, most.min(1 << 20));
        WeightCase {
            family: "one_part_apart",
            total: self.signed(total),
            weights: weights.into_iter().map(u128::from).collect(),
            scale: 0,
        }
    }

    /// The first entitlement is (10^k·W − 1)/W: short of a whole number by one
    /// part in W, which a rounded quotient does not see.
    fn just_under_power(&mut self) -> WeightCase {
        let power = 10_u64.pow(self.between(2, 12) as u32);
        let (total, least) = loop {
            let total = self.between(power + 1, power * 50);
            if let Some(least) = inverse(power % total, total) {
                break (total, least);
            }
        };
        // power · sum ≡ 1 mod total makes the first weight an integer.
        let sum = least + total * self.between(0, ((1 << 60) / total).max(1));
        let first = ((u128::from(power) * u128::from(sum) - 1) / u128::from(total)) as u64;
        let mut weights = vec![first];
        let mut rest = sum - first;
        while rest > 0 && weights.len() < 8 && !self.one_in(4) {
            let part = self.between(1, rest);
            weights.push(part);
            rest -= part;
        }
        weights.push(rest);
        WeightCase {
            family: "just_under_power",
            total: self.signed(total),
            weights: weights.into_iter().map(u128::from).collect(),
            scale: 0,
        }
    }

    /// With W even and a total of W/2 + a·W every odd weight has remainder 1/2.
    fn tied_unequal_weights(&mut self, n: usize) -> WeightCase {
        let mut weights = self.weights(n.max(3), 40);
        if weights.iter().sum::<u64>().is_odd() {
            weights[0] += 1;
        }
        let sum: u64 = weights.iter().sum();
        let total = sum / 2 + sum * self.between(0, 1 << 15);
        WeightCase {
            family: "tied_unequal_weights",
            total: self.signed(total),
            weights: weights.into_iter().map(u128::from).collect(),
            scale: 0,
        }
    }
}

/// The inverse of `value` modulo `modulus`, from 1 to the modulus, if they share no factor.
fn inverse(value: u64, modulus: u64) -> Option<u64> {
    let found = i128::from(value).extended_gcd(&i128::from(modulus));
    let inverse = found.x.rem_euclid(i128::from(modulus));
    (found.gcd == 1).then_some(inverse as u64)
}
