//! Running a group of cases, and saying what they were.

use std::collections::BTreeMap;

use statsbidrag_tests::drawn::{Seen, Shown, numbers, rng};
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

impl Group {
    /// One of its cases.
    pub(crate) fn case(&self, number: u64) -> Case {
        (self.draw)(&mut rng(self.name, number))
    }

    /// Puts every case to both, or those that [`numbers`] says.
    pub(crate) fn run(&self) -> Seen {
        let mut families: BTreeMap<&str, u64> = BTreeMap::new();
        let mut outcomes = BTreeMap::new();
        let (mut adversarial, mut in_columns_too) = (0, 0);
        let numbers = numbers(self.cases);
        let cases = numbers.end - numbers.start;
        for number in numbers {
            let case = self.case(number);
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
        Seen::new(self.name, outcomes, whole)
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
