//! Drawn documents: put to the library and the oracle in groups, with what they were.
//!
//! The seed of a run, which cases of a group are run, the generator of each, and how one is shown are
//! the same for cases of every kind.
//!
//! A disagreement does not end the run: all are counted by kind, and of each kind the smallest
//! document is shown with its number and the seed, left out of it what does not matter.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Display;
use std::ops::Range;
use std::time::Instant;

use crate::differing::{Agreed, Differ};
use crate::oracle::CaseRng;
use serde_json::Value;

/// Documents of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Its name, which its documents are drawn from too.
    pub name: &'static str,
    /// How many.
    pub documents: u64,
    /// Draws one.
    pub draw: fn(&mut CaseRng) -> Value,
    /// Puts one to both.
    pub compare: fn(&Value) -> Agreed,
    /// How one that they disagree about is made shorter.
    pub shrink: Shrink,
}

/// How documents of a pillar are made shorter.
#[derive(Clone, Copy, Debug)]
pub struct Shrink {
    /// Every document that lacks one thing of this one.
    pub smaller: fn(&Value) -> Vec<Value>,
    /// Whether a document is one that the shortening broke.
    pub is_broken: fn(&Value) -> bool,
}

impl Shrink {
    /// A smaller document about which the two still disagree in the same way.
    fn smallest(
        &self,
        document: &Value,
        kind: &str,
        compare: fn(&Value) -> Agreed,
    ) -> (Value, Differ) {
        let fails = |document: Value| {
            let is_left = !(self.is_broken)(&document);
            let differ = is_left.then(|| compare(&document).err()).flatten()?;
            (differ.kind == kind).then_some((document, differ))
        };
        let mut smallest = document.clone();
        let mut differ = compare(document).expect_err("they disagree about it");
        while let Some(found) = (self.smaller)(&smallest).into_iter().find_map(fails) {
            (smallest, differ) = found;
        }
        (smallest, differ)
    }
}

/// How many came to what.
#[derive(Debug)]
pub struct Seen {
    group: &'static str,
    outcomes: BTreeMap<String, u64>,
    whole: bool,
}

/// Disagreements of one kind: how many, and the shortest of the documents.
struct Disagreements {
    count: u64,
    number: u64,
    document: Value,
}

fn number_of(name: &str) -> Option<u64> {
    let text = env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

/// The seed of this run: `STATSBIDRAG_SEED`, or one that is always the same.
///
/// # Panics
/// Where it is no number.
#[must_use]
pub fn seed() -> u64 {
    number_of("STATSBIDRAG_SEED").unwrap_or(20_170_101)
}

/// How many of each group `STATSBIDRAG_DRAWS` asks for, where it asks for few.
fn few() -> Option<u64> {
    number_of("STATSBIDRAG_DRAWS")
}

/// Which of so many cases are run: all, the one that `STATSBIDRAG_CASE` names, or as many as
/// `STATSBIDRAG_DRAWS` says.
///
/// # Panics
/// Where one of them is no number.
#[must_use]
pub fn numbers(count: u64) -> Range<u64> {
    match number_of("STATSBIDRAG_CASE") {
        Some(only) => only..only + 1,
        None => 0..few().map_or(count, |few| few.min(count)),
    }
}

/// The generator of a case of a group: each has its own, so that none depends on those before it.
#[must_use]
pub fn rng(group: &str, number: u64) -> CaseRng {
    let name = group.bytes().fold(0u64, |hash, b| hash.wrapping_mul(31) + u64::from(b));
    let mixed = CaseRng::new(seed()).next_u64() ^ name.wrapping_mul(0x9e37_79b9);
    CaseRng::new(CaseRng::new(mixed.wrapping_add(number)).next_u64())
}

impl Group {
    /// Puts every document to both, or only the one that `STATSBIDRAG_CASE` names. With
    /// `STATSBIDRAG_DRAWS` only so many, until the first disagreement.
    ///
    /// # Panics
    /// Where they disagree, with the shortest document of each kind.
    #[allow(clippy::must_use_candidate, reason = "what they were need not be asked")]
    pub fn run(&self) -> Seen {
        let begun = Instant::now();
        let mut outcomes = BTreeMap::new();
        let mut differing: BTreeMap<String, Disagreements> = BTreeMap::new();
        let numbers = numbers(self.documents);
        for number in numbers.clone() {
            let document = (self.draw)(&mut rng(self.name, number));
            let shown = Shown { group: self.name, number, case: &document };
            match (self.compare)(&document) {
                Ok(words) => {
                    for word in words {
                        *outcomes.entry(word).or_default() += 1;
                    }
                }
                Err(differ) if few().is_some() => panic!("{}", differ.kind),
                Err(differ) => note(&mut differing, &differ, number, &document),
            }
            drop(shown);
        }
        let (name, count) = (self.name, numbers.end - numbers.start);
        let time = begun.elapsed().as_millis();
        eprintln!("{name}: {count} documents in {time} ms\n  {outcomes:?}");
        if !differing.is_empty() {
            panic!("{name}, STATSBIDRAG_SEED={}:\n{}", seed(), self.report(&differing));
        }
        Seen::new(name, outcomes, count == self.documents)
    }

    fn report(&self, differing: &BTreeMap<String, Disagreements>) -> String {
        let mut report = String::new();
        for (kind, Disagreements { count, number, document }) in differing {
            let (document, Differ { library, oracle, .. }) =
                self.shrink.smallest(document, kind, self.compare);
            report += &format!(
                "{kind}: {count} times, STATSBIDRAG_CASE={number}, of which is left\n  {document}\n  \
                 the library: {library}\n  the oracle:  {oracle}\n"
            );
        }
        report
    }
}

fn note(
    differing: &mut BTreeMap<String, Disagreements>,
    differ: &Differ,
    number: u64,
    document: &Value,
) {
    let length = |document: &Value| document.to_string().len();
    let known = differing.entry(differ.kind.clone()).or_insert_with(|| Disagreements {
        count: 0,
        number,
        document: document.clone(),
    });
    known.count += 1;
    if length(document) < length(&known.document) {
        (known.number, known.document) = (number, document.clone());
    }
}

impl Seen {
    /// What came of a group, and whether all of it was run.
    #[must_use]
    pub fn new(group: &'static str, outcomes: BTreeMap<String, u64>, whole: bool) -> Self {
        Self { group, outcomes, whole }
    }

    /// They reached this outcome often enough to say something about it.
    ///
    /// # Panics
    /// If they did not.
    pub fn at_least(&self, outcome: &str, least: u64) {
        let seen = self.outcomes.get(outcome).copied().unwrap_or(0);
        assert!(!self.whole || seen >= least, "{}: only {seen} are {outcome:?}", self.group);
    }
}

/// Prints a case if the test panics while it is held, here or in the library.
#[derive(Debug)]
pub struct Shown<'a, C: Display> {
    /// The group that it is of.
    pub group: &'static str,
    /// Its number there.
    pub number: u64,
    /// The case.
    pub case: &'a C,
}

impl<C: Display> Drop for Shown<'_, C> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let Shown { group, number, case } = self;
            eprintln!("STATSBIDRAG_SEED={} STATSBIDRAG_CASE={number} of {group}\n{case}", seed());
        }
    }
}
