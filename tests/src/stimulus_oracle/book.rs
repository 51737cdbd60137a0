//! The rulebook: which conditions are asked on which days, and its dated values.

use num_rational::BigRational;
use serde_json::Value;

use super::day::{Day, days_in_year};
use super::shipped::shipped;
use crate::oracle::rational;

/// What is asked of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The word of a column, and the reason that stands for it.
    Word(&'static str, &'static str),
    /// Whether there is evidence.
    Evidence,
    /// What only a person can answer.
    Question,
    /// Whether others have paid for the same.
    DoubleFunding,
}

/// The columns of words, each with the reason that stands for it.
pub(super) const WORDS: [(&str, &str); 6] = [
    ("role", "ROLE_NOT_FUNDED"),
    ("activity", "ACTIVITY_NOT_FUNDED"),
    ("cost_kind", "COST_NOT_PERSONNEL"),
    ("employment", "AGENCY_STAFF"),
    ("increase", "NOT_AN_INCREASE"),
    ("frees_time_for", "FREES_NO_TIME"),
];

/// One condition.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    /// What it asks.
    pub kind: Kind,
    /// Its first day.
    pub from: Day,
    /// Its last day, if it has one.
    pub to: Option<Day>,
    /// Columns and their words: it is asked only where every column has one of them.
    pub when: Vec<(String, Vec<String>)>,
    /// Words that meet it.
    pub accept: Vec<String>,
    /// Words that a person must judge.
    pub judge: Vec<String>,
}

impl Condition {
    fn read(entry: &Value) -> Condition {
        let name = entry["kind"].as_str().expect("a kind");
        let kind = match name {
            "evidence" => Kind::Evidence,
            "question" => Kind::Question,
            "double_funding" => Kind::DoubleFunding,
            word => {
                let of = WORDS.into_iter().find(|(column, _)| *column == word);
                let (column, reason) = of.expect("a kind that there is");
                Kind::Word(column, reason)
            }
        };
        let when = entry.get("when").and_then(Value::as_object).into_iter().flatten();
        Condition {
            kind,
            from: Day::read(entry["from"].as_str().expect("a first day")),
            to: entry.get("to").and_then(Value::as_str).map(Day::read),
            when: when.map(|(column, list)| (column.clone(), words(Some(list)))).collect(),
            accept: words(entry.get("accept")),
            judge: words(entry.get("judge")),
        }
    }

    /// Whether it is in force on a day.
    pub(super) fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// The reason of its findings.
    pub(super) fn reason(&self) -> &'static str {
        match self.kind {
            Kind::Word(_, reason) => reason,
            Kind::Evidence => "EVIDENCE_MISSING",
            Kind::Question => "NEEDS_RULING",
            Kind::DoubleFunding => "DOUBLE_FUNDING",
        }
    }
}

fn words(list: Option<&Value>) -> Vec<String> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.map(|word| word.as_str().expect("a word").to_owned()).collect()
}

/// A rulebook, as far as one grant year is concerned.
#[derive(Clone, Debug)]
pub(super) struct Book<'a> {
    document: &'a Value,
    /// All conditions, those of other years too.
    pub conditions: Vec<Condition>,
    /// The calendar year.
    pub year: i64,
    /// First and last day of the period within the year.
    pub period: (Day, Day),
}

impl<'a> Book<'a> {
    /// The rulebook that a document names or holds, for the year that it asks for.
    ///
    /// # Panics
    /// If there is none, or the rulebook does not have the year.
    pub(super) fn of(document: &'a Value) -> Book<'a> {
        let book = match &document["rulebook"] {
            Value::String(id) => shipped(id),
            own => own,
        };
        let year = document["year"].as_i64().expect("a year");
        let (first, last) = (Day::of(year, 1, 1), Day::of(year, 12, 31));
        let entries = book["period"].as_array().expect("periods");
        let period = entries.iter().find_map(|entry| {
            let (from, to) = span(entry);
            let (from, to) = (from.max(first), to.map_or(last, |to| to.min(last)));
            (from <= to).then_some((from, to))
        });
        let conditions = book["conditions"].as_array().map_or(&[][..], Vec::as_slice);
        let conditions = conditions.iter().map(Condition::read).collect();
        let period = period.expect("a period in the year");
        Book { document: book, conditions, year, period }
    }

    /// Days of the calendar year, as a number.
    pub(super) fn days_of_year(&self) -> BigRational {
        whole(days_in_year(self.year))
    }

    /// The entry of a list of dated values that holds when the period begins.
    fn entry(&self, list: &'a Value) -> Option<&'a Value> {
        dated(list, self.period.0)
    }

    /// A dated number of the rulebook.
    pub(super) fn number(&self, name: &str) -> Option<BigRational> {
        self.entry(&self.document[name]).map(|entry| number(&entry["value"]))
    }

    /// A dated number of its terms of settlement.
    pub(super) fn term(&self, name: &str) -> Option<BigRational> {
        self.entry(&self.document["settlement"][name]).map(|entry| number(&entry["value"]))
    }

    /// A dated day of its terms of settlement.
    pub(super) fn deadline(&self, name: &str) -> Option<Day> {
        let entry = self.entry(&self.document["settlement"][name])?;
        entry["value"].as_str().map(Day::read)
    }

    /// Its terms of interest.
    pub(super) fn interest(&self) -> &Value {
        &self.document["settlement"]["interest"]
    }

    /// Whether it holds lines against a baseline.
    pub(super) fn has_baseline_cap(&self) -> bool {
        self.entry(&self.document["baseline_cap"]).is_some()
    }

    /// The step that amounts are rounded to, and how.
    pub(super) fn rounding(&self) -> (BigRational, String) {
        let entry = self.entry(&self.document["rounding"]);
        let value = entry.map(|entry| &entry["value"]);
        let part = |name: &str| value.and_then(|value| value.get(name));
        let unit = part("unit").map_or_else(|| BigRational::new(1.into(), 100.into()), number);
        let how = part("rounding").and_then(Value::as_str).unwrap_or("half_up");
        (unit, how.to_owned())
    }

    /// The roles that may be paid for on some day of the period: no condition that is asked of every
    /// line on that day refuses them.
    pub(super) fn paid_roles(&self, all: &[&str]) -> Vec<String> {
        let asks = |c: &&Condition| matches!(c.kind, Kind::Word("role", _)) && c.when.is_empty();
        let asked: Vec<_> = self.conditions.iter().filter(asks).collect();
        let passes =
            |c: &Condition, role: &str| c.accept.iter().chain(&c.judge).any(|word| word == role);
        let mut paid: Vec<String> = Vec::new();
        let mut day = self.period.0;
        while day <= self.period.1 {
            for role in
                all.iter().filter(|role| !paid.iter().any(|own| own == *role)).collect::<Vec<_>>()
            {
                if asked.iter().all(|c| !c.holds_on(day) || passes(c, role)) {
                    paid.push((*role).to_owned());
                }
            }
            if paid.len() == all.len() {
                break;
            }
            day = day.next();
        }
        paid
    }
}

/// The first day of an entry, and its last.
pub(super) fn span(entry: &Value) -> (Day, Option<Day>) {
    let from = Day::read(entry["from"].as_str().expect("a first day"));
    (from, entry.get("to").and_then(Value::as_str).map(Day::read))
}

/// The entry of a list that holds on a day.
fn dated(list: &Value, day: Day) -> Option<&Value> {
    let entries = list.as_array().into_iter().flatten();
    entries.into_iter().find(|entry| {
        let (from, to) = span(entry);
        from <= day && to.is_none_or(|to| day <= to)
    })
}

/// A number of a document: a JSON integer, or a text.
pub(super) fn number(value: &Value) -> BigRational {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    rational(&text).expect("a number")
}

pub(super) fn whole(number: i64) -> BigRational {
    BigRational::from_integer(number.into())
}
