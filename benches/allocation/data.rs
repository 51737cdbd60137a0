//! Random populations, the same in every run.

/// The splitmix64 generator.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `below` − 1.
    pub(crate) fn below(&mut self, below: u64) -> u64 {
        self.next() % below
    }
}

/// 10 billion kronor, in öre.
pub(crate) const TOTAL: u64 = 1_000_000_000_000;

/// The facts of `n` recipients.
pub(crate) struct Facts {
    pub(crate) population: Vec<u64>,
    pub(crate) children: Vec<u64>,
    /// Öre; about four in ten bind.
    pub(crate) minimum: Vec<u64>,
    pub(crate) maximum: Vec<u64>,
}

impl Facts {
    pub(crate) fn new(n: usize) -> Self {
        let mut random = Random(n as u64);
        // From 500 to a million inhabitants; small recipients are many, as municipalities are.
        let population: Vec<u64> = (0..n)
            .map(|_| {
                let bits = 9 + random.below(11);
                (1 << bits) + random.below(1 << bits)
            })
            .collect();
        let children =
            population.iter().map(|p| p * (150 + random.below(120)) / 1000 + 1).collect();
        let sum: u64 = population.iter().sum();
        // Around the proportional amount: minimums of 80–110 % of it, maximums of 95–130 %.
        let mut part = |p: u64, from: u64, to: u64| {
            let per_mille = u128::from(from + random.below(to - from));
            (u128::from(TOTAL) * u128::from(p) * per_mille / (1000 * u128::from(sum))) as u64
        };
        let minimum: Vec<u64> = population.iter().map(|&p| part(p, 800, 1100)).collect();
        let maximum: Vec<u64> = population.iter().map(|&p| part(p, 950, 1300)).collect();
        let maximum = maximum.into_iter().zip(&minimum).map(|(high, &low)| high.max(low)).collect();
        Self { population, children, minimum, maximum }
    }
}
