//! Running a group of cases, and saying what they were.

use std::collections::BTreeMap;
use std::env;

use statsbidrag_tests::oracle::CaseRng;

use super::case::{Case, Refused, Verdict};
use super::columns::{agrees, heard};
use super::expected::expected;
use super::found::found;

/// Cases of one kind.
pub(crate) struct Group {
    pub(crate) name: &'static str,
    pub(crate) cases: u64,
    pub(crate) draw: fn(&mut CaseRng) -> Case,
}

/// How many of a group's cases came to what.
pub(crate) struct Seen {
    group: &'static str,
    outcomes: BTreeMap<String, u64>,
    whole: bool,
}

/// The seed of this run.
pub(crate) fn seed() -> u64 {
    match env::var("STATSBIDRAG_SEED") {
        Ok(text) => text.parse().expect("STATSBIDRAG_SEED is a number"),
        Err(_) => 20_170_101,
    }
}

/// How many cases of each group are run at most.
pub(crate) fn draws() -> u64 {
    let few = env::var("STATSBIDRAG_DRAWS").ok();
    few.map_or(u64::MAX, |text| text.parse().expect("STATSBIDRAG_DRAWS is a number"))
}

impl Group {
    /// The generator of a case: each has its own, so that none depends on those before it.
    pub(crate) fn rng(&self, number: u64) -> CaseRng {
        let name = self.name.bytes().fold(0u64, |hash, b| hash.wrapping_mul(31) + u64::from(b));
        let mut rng = CaseRng::new(seed());
        let mixed = rng.next_u64() ^ name.wrapping_mul(0x9e37_79b9);
        CaseRng::new(CaseRng::new(mixed.wrapping_add(number)).next_u64())
    }

    /// Puts every case to both.
    pub(crate) fn run(&self) -> Seen {
        let mut families: BTreeMap<&str, u64> = BTreeMap::new();
        let mut outcomes = BTreeMap::new();
        let (mut adversarial, mut in_columns_too) = (0, 0);
        let cases = self.cases.min(draws());
        for number in 0..cases {
            let case = (self.draw)(&mut self.rng(number));
            let shown = Shown { group: self.name, number, case: &case };
            let (found, expected) = (found(&case), expected(&case));
            if found != expected {
                panic!("the library: {found:?}\nthe oracle: {expected:?}");
            }
            if let Some(heard) = heard(&case) {
                agrees(&case, &heard, &expected);
                in_columns_too += 1;
            }
            drop(shown);
            *families.entry(case.family).or_default() += 1;
            adversarial += u64::from(case.is_adversarial());
            for outcome in outcomes_of(&expected) {
                *outcomes.entry(outcome).or_default() += 1;
            }
        }
        eprintln!(
            "{}: {cases} cases, {adversarial} adversarial, {in_columns_too} in columns too\n  {families:?}\n  {outcomes:?}",
            self.name
        );
        assert_eq!(families.values().sum::<u64>(), cases);
        let whole = cases == self.cases;
        assert!(!whole || adversarial * 3 >= cases, "a third of the cases is adversarial");
        assert!(
            !whole || in_columns_too * 3 >= cases,
            "a third of the cases is put to the kernel in columns"
        );
        Seen { group: self.name, outcomes, whole }
    }
}

fn outcomes_of(verdict: &Verdict) -> Vec<String> {
    match verdict {
        Ok(answer) => {
            let marks = [
                (true, "answered"),
                (!answer.tied.is_empty(), "tied"),
                (answer.unallocated != 0.into(), "something unallocated"),
                (answer.minimums_reduced, "minimums reduced"),
            ];
            marks.into_iter().filter(|(is, _)| *is).map(|(_, word)| word.to_owned()).collect()
        }
        Err(Refused::Wrong(codes)) => codes.iter().map(|code| format!("refused: {code}")).collect(),
        Err(Refused::Infeasible { .. }) => vec!["refused: infeasible".to_owned()],
        Err(Refused::Tie { .. }) => vec!["refused: a tie".to_owned()],
    }
}

impl Seen {
    /// The cases reached this outcome often enough to say something about it.
    pub(crate) fn at_least(&self, outcome: &str, least: u64) {
        let seen = self.outcomes.get(outcome).copied().unwrap_or(0);
        assert!(!self.whole || seen >= least, "{}: only {seen} cases are {outcome:?}", self.group);
    }
}

/// Prints a case if the test panics while it is held, here or in the library.
pub(crate) struct Shown<'a> {
    pub(crate) group: &'static str,
    pub(crate) number: u64,
    pub(crate) case: &'a Case,
}

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let Shown { group, number, case } = self;
            eprintln!("STATSBIDRAG_SEED={}: case {number} of {group}\n{case}", seed());
        }
    }
}
