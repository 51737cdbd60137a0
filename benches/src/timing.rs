//! Timing side by side: contenders take turns, round after round, and are compared within a round.

use std::time::{Duration, Instant};

use cpu_time::{ProcessTime, ThreadTime};

/// Something that is timed: makes ready what calls consume, then times that many calls.
///
/// What is measured is the processor time of the thread, which what else runs on the machine
/// disturbs the least.
#[allow(missing_debug_implementations, reason = "a closure has none")]
pub struct Contender<'a> {
    name: &'static str,
    time: Box<dyn FnMut(usize) -> Duration + 'a>,
}

impl<'a> Contender<'a> {
    /// One whose calls consume nothing.
    pub fn new(name: &'static str, mut call: impl FnMut() + 'a) -> Self {
        let time = move |calls: usize| {
            let start = ThreadTime::now();
            (0..calls).for_each(|_| call());
            start.elapsed()
        };
        Self { name, time: Box::new(time) }
    }

    /// One whose calls work on several threads: the processor time of all of them.
    pub fn on_threads(name: &'static str, mut call: impl FnMut() + 'a) -> Self {
        let time = move |calls: usize| {
            let start = ProcessTime::now();
            (0..calls).for_each(|_| call());
            start.elapsed()
        };
        Self { name, time: Box::new(time) }
    }

    /// The same by the clock, which other programs disturb.
    pub fn by_the_clock(name: &'static str, mut call: impl FnMut() + 'a) -> Self {
        let time = move |calls: usize| {
            let start = Instant::now();
            (0..calls).for_each(|_| call());
            start.elapsed()
        };
        Self { name, time: Box::new(time) }
    }

    /// One whose calls each consume a value, which is made before the clock starts.
    pub fn consuming<V>(
        name: &'static str,
        mut make: impl FnMut() -> V + 'a,
        mut call: impl FnMut(V) + 'a,
    ) -> Self {
        let time = move |calls: usize| {
            let values: Vec<V> = (0..calls).map(|_| make()).collect();
            let start = ThreadTime::now();
            values.into_iter().for_each(&mut call);
            start.elapsed()
        };
        Self { name, time: Box::new(time) }
    }
}

/// Seconds per call of every contender in every round.
#[derive(Debug)]
pub struct Times(Vec<(&'static str, Vec<f64>)>);

/// Times `calls` calls of each contender in each of `rounds` rounds; every other round runs
/// backwards, so that nobody always follows the same neighbour.
pub fn take_turns(mut contenders: Vec<Contender<'_>>, rounds: usize, calls: usize) -> Times {
    let mut times = Times(contenders.iter().map(|c| (c.name, Vec::new())).collect());
    // One round to warm up, which is not counted.
    for round in 0..=rounds {
        let mut order: Vec<usize> = (0..contenders.len()).collect();
        if round % 2 == 1 {
            order.reverse();
        }
        for index in order {
            let elapsed = (contenders[index].time)(calls).as_secs_f64() / calls as f64;
            if round > 0 {
                times.0[index].1.push(elapsed);
            }
        }
    }
    times
}

impl Times {
    fn of(&self, name: &str) -> &[f64] {
        self.0.iter().find(|(other, _)| *other == name).map_or(&[], |(_, times)| times)
    }

    /// The median time of a call, in nanoseconds.
    pub fn nanoseconds(&self, name: &str) -> f64 {
        Spread::of(self.of(name).iter().map(|t| t * 1e9).collect()).median
    }

    /// The time of `name` over that of `other`, by round.
    pub fn ratio(&self, name: &str, other: &str) -> Spread {
        Spread::of(self.of(name).iter().zip(self.of(other)).map(|(a, b)| a / b).collect())
    }
}

/// The median of some numbers, and the least and the greatest of them.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    /// The one in the middle.
    pub median: f64,
    /// The smallest.
    pub least: f64,
    /// The largest.
    pub most: f64,
}

impl Spread {
    fn of(mut numbers: Vec<f64>) -> Self {
        numbers.sort_by(f64::total_cmp);
        match (numbers.first(), numbers.last()) {
            (Some(&least), Some(&most)) => Self { median: numbers[numbers.len() / 2], least, most },
            _ => Self { median: f64::NAN, least: f64::NAN, most: f64::NAN },
        }
    }

    /// How many times as fast, where this is how many times the time.
    pub fn inverse(self) -> Self {
        Self { median: 1.0 / self.median, least: 1.0 / self.most, most: 1.0 / self.least }
    }
}
