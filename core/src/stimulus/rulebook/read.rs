//! Rulebooks from documents.

use std::collections::HashSet;

use super::{LineRounding, Purpose, Rulebook};
use crate::apportion::Rounding;
use crate::date::{Date, Dated, Span};
use crate::document::{Cursor, Fields, Node, serde_as_document, text_as_document, unless_bad};
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problems};
use crate::sources::Sources;
use crate::stimulus::condition::{Condition, check_covers};
use crate::stimulus::duty::{Due, Duty};
use crate::stimulus::terms::{InterestFrom, InterestTerms, Repayment, SettlementTerms};
use crate::text::Wording;

impl Rulebook {
    pub(crate) fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        let before = problems.count();
        let mut fields = cursor.object(problems)?;
        let id = fields.filled("id", problems);
        let name = fields.required("name", problems);
        let name = name.and_then(|field| Wording::read(&field, problems));
        let example = fields.optional("example").and_then(|field| field.flag(problems));
        let remarks = each(&mut fields, "remarks", problems, Wording::read);
        let sources = Sources::read(&mut fields, problems);
        let period = fields.required("period", problems);
        let period = period.and_then(|field| {
            let period = sources.spans(&field, problems)?;
            if period.entries().is_empty() {
                problems.add(field.path(), Code::Empty, "no days", "at least one span");
            }
            Some(period)
        });
        let conditions = fields.required("conditions", problems);
        let conditions =
            conditions.and_then(|field| Condition::read_all(&field, &sources, problems));
        let pot = dated(&mut fields, "pot", &sources, problems, read_amount);
        let baseline_cap = match fields.optional("baseline_cap") {
            None => Dated::new([]).ok(),
            Some(field) => sources.spans(&field, problems),
        };
        let amount = dated(&mut fields, "amount_per_fte_year", &sources, problems, read_amount);
        let rounding = dated(&mut fields, "rounding", &sources, problems, read_rounding);
        let purposes = each(&mut fields, "purposes", problems, |field, problems| {
            read_purpose(field, &sources, problems)
        });
        once(&purposes, Purpose::id, &format!("{}/purposes", cursor.path()), problems);
        let settlement = match fields.optional("settlement") {
            None => SettlementTerms::none(),
            Some(field) => read_settlement(&field, &sources, problems),
        };
        let duties = each(&mut fields, "duties", problems, |field, problems| {
            read_duty(field, &sources, problems)
        });
        fields.finish(problems);
        if let (Some(conditions), Some(period)) = (&conditions, &period)
            && !conditions.is_empty()
        {
            let path = format!("{}/conditions", cursor.path());
            check_covers(conditions, period, &path, problems);
        }
        let rulebook = Self {
            id: id?,
            name: name?,
            is_example: example.unwrap_or(false),
            remarks,
            period: period?,
            conditions: conditions?,
            pot: pot?,
            baseline_cap: baseline_cap?,
            amount_per_fte_year: amount?,
            rounding: rounding?,
            purposes,
            settlement: settlement?,
            duties,
        };
        (problems.count() == before).then_some(rulebook)
    }
}

/// An optional list, each item read by itself.
fn each<T>(
    fields: &mut Fields<'_>,
    name: &str,
    problems: &mut Problems,
    read: impl Fn(&Cursor<'_>, &mut Problems) -> Option<T>,
) -> Vec<T> {
    let items = fields.optional(name).and_then(|field| field.list(problems)).unwrap_or_default();
    items.iter().filter_map(|item| read(item, problems)).collect()
}

/// An optional list of dated values; none is a list of none.
fn dated<T>(
    fields: &mut Fields<'_>,
    name: &str,
    sources: &Sources,
    problems: &mut Problems,
    read: impl Fn(&Cursor<'_>, &mut Problems) -> Option<T>,
) -> Option<Dated<T>> {
    match fields.optional(name) {
        None => Dated::new([]).ok(),
        Some(field) => sources.dated(&field, problems, read),
    }
}

/// Reports an id that stands for a second time.
pub(crate) fn once<T>(items: &[T], id: impl Fn(&T) -> &str, path: &str, problems: &mut Problems) {
    let mut seen = HashSet::new();
    for (i, item) in items.iter().enumerate() {
        if !seen.insert(id(item)) {
            let path = format_args!("{path}/{i}/id");
            problems.add(path, Code::Duplicate, id(item), "an id that stands once");
        }
    }
}

/// `from`, which must be there, and `to`.
pub(crate) fn read_span(
    fields: &mut Fields<'_>,
    path: &str,
    problems: &mut Problems,
) -> Option<Span> {
    let from = fields.required("from", problems).and_then(|field| read_day(&field, problems));
    let to = fields.optional("to").map(|field| read_day(&field, problems));
    problems.keep(path, Span::new(from?, unless_bad(to)?))
}

fn read_day(field: &Cursor<'_>, problems: &mut Problems) -> Option<Date> {
    field.parse("a day", problems)
}

/// Kronor from zero.
fn read_amount(field: &Cursor<'_>, problems: &mut Problems) -> Option<Money> {
    let amount: Money = field.parse("kronor", problems)?;
    if amount < Money::ZERO {
        problems.add(field.path(), Code::Negative, amount, "0 kronor or more");
        return None;
    }
    Some(amount)
}

/// A share from 0 to 1.
fn read_share(field: &Cursor<'_>, problems: &mut Problems) -> Option<Ratio> {
    let share: Ratio = field.parse("a share", problems)?;
    if share.is_negative() || share > Ratio::one() {
        problems.add(field.path(), Code::NotInRange, share, "a share from 0 to 1");
        return None;
    }
    Some(share)
}

fn read_rounding(field: &Cursor<'_>, problems: &mut Problems) -> Option<LineRounding> {
    let mut fields = field.object(problems)?;
    let unit = fields.required("unit", problems);
    let unit = unit.and_then(|field| {
        let unit = read_amount(&field, problems)?;
        if unit == Money::ZERO {
            problems.add(field.path(), Code::NotInRange, unit, "more than 0 kronor");
        }
        Some(unit).filter(|unit| *unit > Money::ZERO)
    });
    let rounding = fields.required("rounding", problems);
    let rounding = rounding.and_then(|field| {
        let rounding: Rounding = field.parse("a rounding", problems)?;
        if rounding.is_statutory() {
            return Some(rounding);
        }
        let want = "one of down, up, half_up, half_down, half_even: a line is rounded by itself";
        problems.add(field.path(), Code::UnknownWord, rounding, want);
        None
    });
    fields.finish(problems);
    Some(LineRounding { unit: unit?, rounding: rounding? })
}

fn read_purpose(field: &Cursor<'_>, sources: &Sources, problems: &mut Problems) -> Option<Purpose> {
    let mut fields = field.object(problems)?;
    let id = fields.filled("id", problems);
    let name = fields.required("name", problems);
    let name = name.and_then(|field| Wording::read(&field, problems));
    let cite = sources.required_cite(&mut fields, problems);
    fields.finish(problems);
    Some(Purpose { id: id?, name: name?, cite: cite? })
}

fn read_settlement(
    field: &Cursor<'_>,
    sources: &Sources,
    problems: &mut Problems,
) -> Option<SettlementTerms> {
    let mut fields = field.object(problems)?;
    let requisition_by = dated(&mut fields, "requisition_by", sources, problems, read_day);
    let report_by = dated(&mut fields, "report_by", sources, problems, read_day);
    let co_financing = dated(&mut fields, "co_financing", sources, problems, read_share);
    let minimum_frame = dated(&mut fields, "minimum_frame", sources, problems, read_amount);
    let repayment = each(&mut fields, "repayment", problems, |field, problems| {
        let mut fields = field.object(problems)?;
        let ground = fields.required("ground", problems);
        let ground = ground.and_then(|field| field.parse("a ground of repayment", problems));
        let span = read_span(&mut fields, field.path(), problems);
        let cite = sources.required_cite(&mut fields, problems);
        fields.finish(problems);
        Some(Repayment { ground: ground?, span: span?, cite: cite? })
    });
    let interest = fields.optional("interest");
    let interest = interest.map(|field| read_interest(&field, sources, problems));
    fields.finish(problems);
    Some(SettlementTerms {
        requisition_by: requisition_by?,
        report_by: report_by?,
        co_financing: co_financing?,
        minimum_frame: minimum_frame?,
        repayment,
        interest: unless_bad(interest)?,
    })
}

fn read_interest(
    field: &Cursor<'_>,
    sources: &Sources,
    problems: &mut Problems,
) -> Option<InterestTerms> {
    let mut fields = field.object(problems)?;
    let reference = fields.required("reference", problems);
    let reference = reference.and_then(|field| Wording::read(&field, problems));
    let points = fields.required("points", problems);
    let points = points.and_then(|field| {
        sources.dated(&field, problems, |field, problems| field.parse("a rate", problems))
    });
    let start = fields.required("start", problems);
    let start = start.and_then(|field| {
        let mut fields = field.object(problems)?;
        let event = fields.required("event", problems);
        let event: Option<InterestFrom> = event.and_then(|field| field.parse("a day", problems));
        let months = fields.required("months", problems);
        let months = months.and_then(|field| read_months(&field, 0, problems));
        fields.finish(problems);
        Some((event?, months?))
    });
    let cite = sources.required_cite(&mut fields, problems);
    fields.finish(problems);
    let (from, months) = start?;
    Some(InterestTerms { reference: reference?, points: points?, from, months, cite: cite? })
}

/// A whole number of months, from `least` to 120.
fn read_months(field: &Cursor<'_>, least: u8, problems: &mut Problems) -> Option<u8> {
    let Node::Integer(months) = field.node() else {
        return field.wanted("a whole number of months", problems);
    };
    let found = u8::try_from(*months).ok().filter(|months| (least..=120).contains(months));
    if found.is_none() {
        let want = format!("from {least} to 120 months");
        problems.add(field.path(), Code::NotInRange, months, want);
    }
    found
}

fn read_duty(field: &Cursor<'_>, sources: &Sources, problems: &mut Problems) -> Option<Duty> {
    let mut fields = field.object(problems)?;
    let who = fields.required("who", problems);
    let who = who.and_then(|field| field.parse("who", problems));
    let what = fields.required("what", problems);
    let what = what.and_then(|field| field.parse("a duty", problems));
    let about = fields.optional("about").map(|field| Wording::read(&field, problems));
    let mut due = Vec::new();
    due.extend(fields.optional("by").map(|field| read_by(&field, problems)));
    let every = fields.optional("every_months");
    due.extend(every.map(|field| read_months(&field, 1, problems).map(Due::EveryMonths)));
    let during = fields.optional("during");
    due.extend(during.map(|field| field.parse("two days", problems).map(Due::During)));
    let cite = sources.required_cite(&mut fields, problems);
    fields.finish(problems);
    let [due] = due[..] else {
        let got = if due.is_empty() { "none of them" } else { "several of them" };
        problems.add(field.path(), Code::Conflict, got, "one of by, every_months and during");
        return None;
    };
    Some(Duty { who: who?, what: what?, due: due?, about: unless_bad(about)?, cite: cite? })
}

/// A day, or a month such as 2017-12 where no day is known.
fn read_by(field: &Cursor<'_>, problems: &mut Problems) -> Option<Due> {
    let text = field.text(problems)?;
    if text.len() == 7
        && let Some(first) = problems.keep(field.path(), format!("{text}-01").parse::<Date>())
    {
        return Some(Due::InMonth(first));
    }
    (text.len() != 7).then(|| read_day(field, problems).map(Due::By))?
}

text_as_document!(Rulebook, "a rulebook");
serde_as_document!(Rulebook);
