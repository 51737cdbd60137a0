//! One line by itself: its days, what is asked on each of them, and what comes of it.

use super::book::{Book, Condition, Kind};
use super::claims::Line;
use super::day::Day;

/// How one condition comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It holds.
    Met,
    /// It does not.
    NotMet,
    /// A cell that it needs is empty.
    Missing,
    /// A person must say.
    Judgement,
}

impl Outcome {
    /// As it is written in an answer.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Met => "met",
            Outcome::NotMet => "not_met",
            Outcome::Missing => "missing",
            Outcome::Judgement => "judgement",
        }
    }

    /// `Met` or `NotMet`.
    pub(super) fn of(met: bool) -> Outcome {
        if met { Outcome::Met } else { Outcome::NotMet }
    }
}

/// One reason of one line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The reason's code.
    pub reason: &'static str,
    /// How it came out.
    pub outcome: Outcome,
    /// The first of the days that it is about.
    pub from: Day,
    /// The last of them.
    pub to: Day,
}

/// What a line comes to by itself.
#[derive(Clone, Debug)]
pub(super) struct Alone {
    /// All its days.
    pub days: i64,
    /// Days of segments that pass.
    pub certain: i64,
    /// Those, and days of segments in doubt.
    pub possible: i64,
    /// One for every segment and condition.
    pub findings: Vec<Finding>,
    /// How many segments there are.
    pub segments: usize,
    /// How the ruling came out, where it settled anything.
    pub ruled: Option<Outcome>,
}

/// Goes through a line day by day.
pub(super) fn alone(book: &Book, line: &Line) -> Alone {
    let mut alone =
        Alone { days: 0, certain: 0, possible: 0, findings: Vec::new(), segments: 0, ruled: None };
    let mut day = line.from;
    let mut asked = asked_on(book, day);
    while day <= line.to {
        let first = day;
        let mut next = asked;
        while day <= line.to && next == asked {
            day = day.next();
            next = asked_on(book, day);
        }
        alone.add(book, line, asked, (first, day));
        asked = next;
    }
    alone
}

/// Whether the period has the day, and the positions of the conditions in force on it, as bits.
fn asked_on(book: &Book, day: Day) -> (bool, u64) {
    assert!(book.conditions.len() < 64, "as many conditions as there are bits");
    let held = |at: usize| u64::from(book.conditions[at].holds_on(day)) << at;
    let (first, last) = book.period;
    (first <= day && day <= last, (0..book.conditions.len()).map(held).sum())
}

impl Alone {
    fn add(
        &mut self,
        book: &Book,
        line: &Line,
        (inside, asked): (bool, u64),
        (from, end): (Day, Day),
    ) {
        let length = end.since(from);
        let to = end.plus(-1);
        let mut outcomes = vec![("OUTSIDE_PERIOD", Outcome::of(inside))];
        let all = book.conditions.iter().enumerate();
        let conditions = all.filter(|(at, _)| (asked >> at) & 1 == 1).map(|(_, held)| held);
        for condition in conditions.filter(|condition| applies(condition, line)) {
            let mut outcome = ask(condition, line);
            if let (Outcome::Judgement, Some(approved)) = (outcome, line.ruling()) {
                outcome = Outcome::of(approved);
                self.ruled = Some(outcome);
            }
            outcomes.push((condition.reason(), outcome));
        }
        let any = |wanted: Outcome| outcomes.iter().any(|(_, outcome)| *outcome == wanted);
        if !any(Outcome::NotMet) {
            self.possible += length;
            if !any(Outcome::Missing) && !any(Outcome::Judgement) {
                self.certain += length;
            }
        }
        self.days += length;
        self.segments += 1;
        let finding = |(reason, outcome)| Finding { reason, outcome, from, to };
        self.findings.extend(outcomes.into_iter().map(finding));
    }
}

/// A condition is asked where every column that it names has one of its words.
fn applies(condition: &Condition, line: &Line) -> bool {
    condition.when.iter().all(|(column, words)| {
        line.word(column).is_some_and(|word| words.iter().any(|listed| listed == word))
    })
}

fn ask(condition: &Condition, line: &Line) -> Outcome {
    match condition.kind {
        Kind::Question => Outcome::Judgement,
        Kind::Evidence if line.has_evidence() => Outcome::Met,
        Kind::Evidence => Outcome::Judgement,
        Kind::DoubleFunding => match line.other_funding() {
            None => Outcome::Missing,
            Some(paid) => Outcome::of(paid == super::book::whole(0)),
        },
        Kind::Word(column, _) => match line.word(column) {
            None => Outcome::Missing,
            Some(word) if condition.accept.iter().any(|w| w == word) => Outcome::Met,
            Some(word) if condition.judge.iter().any(|w| w == word) => Outcome::Judgement,
            Some(_) => Outcome::NotMet,
        },
    }
}
