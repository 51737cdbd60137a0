//! Random cases, the larger part of them adversarial, the same on every machine.
//!
//! A case is plain data, so that it can be handed to the code under test in
//! whatever form that takes. Its `family` says what is hard about it.

/// The largest total.
pub(super) const LIMIT: u64 = i64::MAX as u64;

/// The splitmix64 generator: small, seeded, and good enough to pick cases. A fuzzer's bytes choose
/// instead of it as long as there are some.
#[derive(Clone, Debug)]
pub struct CaseRng {
    state: u64,
    chosen: Vec<u8>,
    taken: usize,
}

impl CaseRng {
    /// The generator of a seed.
    pub fn new(seed: u64) -> Self {
        Self { state: seed, chosen: Vec::new(), taken: 0 }
    }

    /// The generator of a fuzzer's bytes: each choice is made by no more of them than it needs, so
    /// that a changed byte changes one choice. What is left to choose after the last is drawn.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        // FNV-1a: other bytes draw another end.
        let mixed = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        let state = bytes.iter().fold(0xcbf2_9ce4_8422_2325, mixed);
        Self { state, chosen: bytes.into(), taken: 0 }
    }

    /// What the next bytes choose, if there are any.
    fn choose(&mut self, bytes: u32) -> Option<u64> {
        let left = &self.chosen[self.taken..];
        if left.is_empty() {
            return None;
        }
        let taken = &left[..left.len().min(bytes as usize)];
        self.taken += taken.len();
        Some(taken.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
    }

    /// Any 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        if let Some(chosen) = self.choose(8) {
            return chosen;
        }
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to one less than `width`.
    fn below(&mut self, width: u64) -> u64 {
        let bytes = (u64::BITS - (width - 1).leading_zeros()).div_ceil(8);
        self.choose(bytes).unwrap_or_else(|| self.next_u64()) % width
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        match (high - low).checked_add(1) {
            Some(width) => low + self.below(width),
            None => self.next_u64(),
        }
    }

    /// True once in `n`.
    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    /// One of the choices.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len() as u64) as usize]
    }

    /// A positive number of one to `bits` bits, each length as likely as another.
    pub fn sized(&mut self, bits: u32) -> u64 {
        let length = self.between(1, bits.into()) as u32;
        let top = 1 << (length - 1);
        top | self.below(top)
    }

    /// How many recipients: mostly up to 12, at times up to 40.
    pub fn recipients(&mut self) -> usize {
        let most = if self.one_in(20) { 40 } else { 12 };
        self.between(1, most) as usize
    }

    /// A total in its whole range, small, ordinary or at the limit.
    pub fn total(&mut self) -> u64 {
        match self.between(0, 9) {
            0 => self.between(0, 50),
            1 => LIMIT - self.between(0, 1000),
            _ => self.sized(63),
        }
    }

    /// Positive weights of up to `bits` bits.
    pub fn weights(&mut self, n: usize, bits: u32) -> Vec<u64> {
        (0..n).map(|_| self.sized(bits)).collect()
    }

    /// Some weights become zero, though never all.
    pub fn mix_in_zeros(&mut self, weights: &mut [u64]) {
        let kept = self.between(0, weights.len() as u64 - 1) as usize;
        for (i, weight) in weights.iter_mut().enumerate() {
            if i != kept && self.one_in(3) {
                *weight = 0;
            }
        }
    }

    /// One total in eight is a charge.
    pub(super) fn signed(&mut self, total: u64) -> i64 {
        let total = i64::try_from(total.min(LIMIT)).unwrap_or(i64::MAX);
        if self.one_in(8) { -total } else { total }
    }
}
