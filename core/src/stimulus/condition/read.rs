//! Conditions from documents.

use super::Condition;
use crate::date::{Date, Dated, Span};
use crate::document::{Cursor, Fields, unless_bad};
use crate::limits::{MOST_CONDITIONS, MOST_CONDITIONS_A_DAY};
use crate::problem::{Code, Problems};
use crate::sources::Sources;
use crate::stimulus::column::{WordColumn, WordSet};
use crate::stimulus::rulebook::{once, read_span};
use crate::stimulus::words::ConditionKind;
use crate::text::Wording;

impl Condition {
    pub(crate) fn read_all(
        field: &Cursor<'_>,
        sources: &Sources,
        problems: &mut Problems,
    ) -> Option<Vec<Self>> {
        let items = field.list(problems)?;
        if items.is_empty() {
            // A grant without conditions would approve everything.
            problems.add(field.path(), Code::Empty, "no conditions", "at least one");
        }
        if items.len() > MOST_CONDITIONS {
            let got = format!("{} conditions", items.len());
            let want = format!("at most {MOST_CONDITIONS}");
            problems.add(field.path(), Code::OutOfRange, got, want);
            return None;
        }
        let read: Vec<Option<Self>> =
            items.iter().map(|item| Self::read(item, sources, problems)).collect();
        let all: Vec<Self> = read.into_iter().collect::<Option<_>>()?;
        once(&all, Condition::id, field.path(), problems);
        check_together(&all, field.path(), problems);
        Some(all)
    }

    fn read(field: &Cursor<'_>, sources: &Sources, problems: &mut Problems) -> Option<Self> {
        let mut fields = field.object(problems)?;
        let id = fields.filled("id", problems);
        let kind = fields.required("kind", problems);
        let kind: Option<ConditionKind> =
            kind.and_then(|field| field.parse("a kind of condition", problems));
        let span = read_span(&mut fields, field.path(), problems);
        let accept = words(&mut fields, "accept", kind, problems);
        let judge = words(&mut fields, "judge", kind, problems);
        let when = fields.optional("when").map(|field| read_when(&field, problems));
        let question = fields.optional("question").map(|field| Wording::read(&field, problems));
        let cite = sources.required_cite(&mut fields, problems);
        fields.finish(problems);
        let (accept, judge) = (accept?, judge?);
        if accept.meets(judge) {
            let path = format_args!("{}/judge", field.path());
            problems.add(path, Code::Conflict, "a word that is accepted too", "one or the other");
        }
        if kind.and_then(WordColumn::of).is_some() && accept.is_empty() && judge.is_empty() {
            let path = format_args!("{}/accept", field.path());
            problems.add(path, Code::Missing, "no words", "the words that are accepted");
        }
        let must_ask = kind == Some(ConditionKind::Question) || !judge.is_empty();
        if must_ask && question.is_none() {
            let path = format_args!("{}/question", field.path());
            problems.add(path, Code::Missing, "nothing", "what a person must decide");
        }
        Some(Self {
            id: id?,
            kind: kind?,
            span: span?,
            accept,
            judge,
            when: unless_bad(when)?.unwrap_or_default(),
            question: unless_bad(question)?,
            cite: cite?,
        })
    }
}

/// Words of the column that a kind of condition asks for.
fn words(
    fields: &mut Fields<'_>,
    name: &str,
    kind: Option<ConditionKind>,
    problems: &mut Problems,
) -> Option<WordSet> {
    match (kind, kind.and_then(WordColumn::of)) {
        (_, Some(column)) => match fields.optional(name) {
            Some(field) => read_words(&field, column, problems),
            None => Some(WordSet::default()),
        },
        // A kind that has no words does not ask for the field, which is then told as unknown.
        (Some(_), None) => Some(WordSet::default()),
        // Of a kind that could not be read nobody knows.
        (None, None) => {
            fields.optional(name);
            Some(WordSet::default())
        }
    }
}

fn read_words(field: &Cursor<'_>, column: WordColumn, problems: &mut Problems) -> Option<WordSet> {
    let items = field.list(problems)?;
    let codes: Vec<Option<u8>> = items
        .iter()
        .map(|item| {
            let word = item.text(problems)?;
            problems.keep(item.path(), column.code(word))
        })
        .collect();
    codes.into_iter().try_fold(WordSet::default(), |set, code| Some(set.with(code?)))
}

fn read_when(field: &Cursor<'_>, problems: &mut Problems) -> Option<Vec<(WordColumn, WordSet)>> {
    let mut when = Vec::new();
    for (name, words) in field.object(problems)?.all() {
        let Some(column) = WordColumn::named(name) else {
            let known: Vec<_> = WordColumn::ALL.iter().map(|column| column.name()).collect();
            let want = format!("one of {}", known.join(", "));
            problems.add(words.path(), Code::UnknownColumn, name, want);
            continue;
        };
        let set = read_words(&words, column, problems)?;
        if set.is_empty() {
            problems.add(words.path(), Code::Empty, "no words", "at least one");
        }
        when.push((column, set));
    }
    when.sort_by_key(|(column, _)| *column);
    Some(when)
}

/// What conditions must be to each other: not too many on a day, and none that rests on a column
/// that no condition asks of every line. An empty cell in such a column would leave open whether
/// the condition applies, and nobody would say so.
fn check_together(conditions: &[Condition], path: &str, problems: &mut Problems) {
    for (i, condition) in conditions.iter().enumerate() {
        let first = condition.span.from();
        let count = conditions.iter().filter(|other| other.span.contains(first)).count();
        if count > MOST_CONDITIONS_A_DAY {
            let got = format!("{count} conditions in force on {first}");
            problems.add(
                path,
                Code::OutOfRange,
                got,
                format_args!("at most {MOST_CONDITIONS_A_DAY}"),
            );
            return;
        }
        for (column, _) in &condition.when {
            let asks =
                |other: &&Condition| other.when.is_empty() && other.column() == Some(*column);
            let asking: Vec<Span> =
                conditions.iter().filter(asks).map(|other| other.span).collect();
            if let Some(day) = first_gap(condition.span, &asking) {
                let name = column.name();
                let got = format!("no such condition on {day}");
                let want = format!("a condition without when that asks every line for its {name}");
                problems.add(format_args!("{path}/{i}/when/{name}"), Code::Missing, got, want);
            }
        }
    }
}

/// Every day of a period must have a condition that is asked of every line: on a day without, all
/// that is claimed would be approved.
pub(crate) fn check_covers(
    conditions: &[Condition],
    period: &Dated<()>,
    path: &str,
    problems: &mut Problems,
) {
    let asked = conditions.iter().filter(|own| own.when.is_empty());
    let asked: Vec<Span> = asked.map(|own| own.span).collect();
    for entry in period.entries() {
        if let Some(day) = first_gap(entry.span(), &asked) {
            let got = format!("none in force on {day}");
            let want = "a condition without when on every day of the period";
            problems.add(path, Code::Missing, got, want);
        }
    }
}

/// The first day of a span that none of the others has.
fn first_gap(span: Span, others: &[Span]) -> Option<Date> {
    let mut day = span.from();
    while span.contains(day) {
        let Some(holding) = others.iter().find(|other| other.contains(day)) else {
            return Some(day);
        };
        day = holding.to().and_then(Date::tomorrow)?;
    }
    None
}
