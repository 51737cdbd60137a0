//! Random cases with several components: awkward shares and magnitudes far apart.

use num_bigint::BigInt;
use num_integer::Integer;

use super::exact::{Component, entitlements, rational, whole};
use super::random::{CaseRng, LIMIT};

/// Several components: each a share, as text, and integer weights.
#[derive(Clone, Debug)]
pub struct ComponentCase {
    /// What is hard about it, in a word.
    pub family: &'static str,
    /// The total in units.
    pub total: i64,
    /// The share and the weights of each.
    pub components: Vec<(String, Vec<u64>)>,
}

impl ComponentCase {
    /// The components as the checker takes them.
    pub fn exact(&self) -> Vec<Component> {
        self.components
            .iter()
            .map(|(share, weights)| Component {
                share: rational(share).expect("shares are written here, as numbers"),
                weights: weights.iter().map(|&w| whole(w)).collect(),
            })
            .collect()
    }
}

impl CaseRng {
    /// A case with one to five components.
    pub fn component_case(&mut self) -> ComponentCase {
        let n = self.recipients();
        let shares = self.shares();
        let bits: &[u32] = match self.between(0, 3) {
            0 => &[3],
            1 => &[20],
            2 => &[40, 64],
            _ => &[2, 10, 30, 62],
        };
        let mut components: Vec<(String, Vec<u64>)> = Vec::new();
        for share in shares {
            let bits = self.pick(bits);
            let mut weights = self.weights(n, bits);
            if self.one_in(3) {
                self.mix_in_zeros(&mut weights);
            }
            if share == "0" && self.one_in(2) {
                weights.fill(0);
            }
            components.push((share, weights));
        }
        let family = match bits {
            [3] => "components_tied",
            [20] => "components",
            [40, 64] => "components_wide",
            _ => "components_far_apart",
        };
        let mut total = self.total();
        if family == "components_tied" {
            total %= 10_000;
        }
        let mut case = ComponentCase { family, total: self.signed(total), components };
        if family == "components_tied" && self.one_in(2) {
            self.one_part_off_whole(&mut case);
        }
        case
    }

    /// A total one unit from one that everyone's entitlement divides: the
    /// remainders are then the key itself, in parts of its common denominator.
    fn one_part_off_whole(&mut self, case: &mut ComponentCase) {
        let Ok(key) = entitlements(&whole(1), &case.exact()) else {
            return;
        };
        let common = key.iter().fold(BigInt::from(1), |d, q| d.lcm(q.denom()));
        if let Ok(common) = u64::try_from(common)
            && (2..LIMIT >> 12).contains(&common)
        {
            let total = common * self.between(1, 1 << 10);
            let off = if self.one_in(2) { total + 1 } else { total - 1 };
            case.family = "components_one_part_off";
            case.total = self.signed(off);
        }
    }

    /// One to five shares that sum to one, in the ways that keys write them.
    fn shares(&mut self) -> Vec<String> {
        let awkward: [&[&str]; 8] = [
            &["1"],
            &["1/3", "2/3"],
            &["7/11", "4/11"],
            &["0.7", "0.3"],
            &["1/2", "1/3", "1/6"],
            &["0.7", "0", "0.25", "0.05"],
            &["1/7", "2/7", "1/3", "1/6", "1/14"],
            &["0.000001", "0.999999"],
        ];
        if self.one_in(2) {
            return self.pick(&awkward).iter().map(|&s| s.into()).collect();
        }
        let k = self.between(2, 5) as usize;
        let parts = self.weights(k, 16);
        let sum: u64 = parts.iter().sum();
        parts.iter().map(|part| format!("{part}/{sum}")).collect()
    }
}
