//! Claim lines read: each cell as what it is, and every cell that is nothing readable.

use super::Lines;
use crate::Error;
use crate::date::Date;
use crate::number::text::shorten;
use crate::number::{MISSING, Money, Ratio};
use crate::parallel::map_columns;
use crate::problem::{Code, Problems};
use crate::sheet::{Cells, Sheet};
use crate::stimulus::column::WordColumn;
use crate::stimulus::names::Names;
use crate::table::{Column, Numbers, Values};

/// The columns that claim lines may have.
pub(super) const COLUMNS: [&str; 17] = [
    "id",
    "recipient",
    "role",
    "activity",
    "cost_kind",
    "employment",
    "from",
    "to",
    "fte",
    "increase",
    "frees_time_for",
    "amount",
    "unit",
    "person",
    "evidence",
    "ruling",
    "other_funding",
];

pub(super) fn read(given: Vec<(String, Column)>) -> Result<Lines, Error> {
    let mut problems = Problems::new();
    let columns = given.iter().map(|(name, column)| (name.as_str(), column));
    let sheet = Sheet::new("/claims", &COLUMNS, columns, &mut problems);
    let ids = sheet.ids("id", ("the line's id", "an id that stands once"), &mut problems);
    let recipients = sheet.all("recipient", "a recipient", &mut problems, Cells::as_text);
    let read = map_columns(sheet.rows(), WordColumn::ALL.to_vec(), |column| {
        let mut own = Problems::new();
        let codes = sheet.any(column.name(), &mut own, |cells, row, problems| {
            let word = cells.text(row)?;
            problems.keep_at(|| cells.path(row), column.code(&word))
        });
        let codes = codes.unwrap_or_default().into_iter().map(Option::unwrap_or_default);
        (codes.collect(), own)
    });
    let mut words: [Vec<u8>; 6] = Default::default();
    for (column, (codes, own)) in words.iter_mut().zip(read) {
        *column = codes;
        problems.extend_under("", own);
    }
    let ends = vec![("from", "the first day"), ("to", "the last day")];
    let mut read = map_columns(sheet.rows(), ends, |(name, want)| {
        let mut own = Problems::new();
        (sheet.days(name, want, &mut own), own)
    });
    let mut days = || {
        let (days, own) = read.remove(0);
        problems.extend_under("", own);
        days
    };
    let (from, to) = (days(), days());
    for (row, days) in from.iter().zip(&to).enumerate() {
        if let (Some(from), Some(to)) = days
            && to < from
        {
            let want = format!("a day from {from} on");
            problems.add(format_args!("/claims/to/{row}"), Code::Overlap, to, want);
        }
    }
    let plain = sheet.get("fte").and_then(|cells| plain_fte(cells.numbers()?));
    let (fte, fte_denominator) = plain.unwrap_or_else(|| {
        let fte = sheet.all("fte", "a part of a full post", &mut problems, read_fte);
        over_one_denominator(fte, &mut problems)
    });
    let amount = sheet.all("amount", "kronor", &mut problems, Cells::money);
    let units = sheet.any("unit", &mut problems, Cells::as_text).unwrap_or_default();
    let evidence = sheet.any("evidence", &mut problems, |cells, row, _| {
        Some(u8::from(is_evidence(&cells.text(row)?)))
    });
    let ruling = sheet.any("ruling", &mut problems, read_ruling);
    let other_funding = sheet.any("other_funding", &mut problems, Cells::money);
    problems.check()?;
    let days = |days: Vec<Option<Date>>| {
        days.into_iter().map(|day| day.map_or(0, Date::days_since_1970)).collect()
    };
    let ore = |amount: Option<Money>| amount.map_or(MISSING, Money::ore);
    let codes = |codes: Option<Vec<Option<u8>>>| {
        codes.unwrap_or_default().into_iter().map(Option::unwrap_or_default).collect()
    };
    Ok(Lines {
        ids,
        recipients: Names::new(recipients.into_iter()),
        units: Names::new(units.into_iter()),
        words,
        from: days(from),
        to: days(to),
        fte,
        fte_denominator,
        amount: amount.into_iter().map(ore).collect(),
        evidence: codes(evidence),
        ruling: codes(ruling),
        other_funding: other_funding.unwrap_or_default().into_iter().map(ore).collect(),
        given,
    })
}

fn read_fte(cells: &Cells<'_>, row: usize, problems: &mut Problems) -> Option<Ratio> {
    let fte = cells.not_negative(row, problems)?;
    if fte.is_zero() {
        problems.add(cells.path(row), Code::NotInRange, "0", "more than 0");
        return None;
    }
    Some(fte)
}

/// The FTE of a column of numbers in which nothing is amiss, as they are.
fn plain_fte(numbers: &Numbers) -> Option<(Vec<i64>, u64)> {
    let is_whole = numbers.empty_rows().is_empty() && numbers.problems.is_empty();
    let Values::Natural(values) = numbers.values() else { return None };
    let fte = values.iter().map(|&value| i64::try_from(value).ok().filter(|&value| value > 0));
    Some((fte.collect::<Option<_>>().filter(|_| is_whole)?, numbers.denominator()))
}

/// FTE as integers over one denominator; what does not fit is a problem of its row.
fn over_one_denominator(fte: Vec<Option<Ratio>>, problems: &mut Problems) -> (Vec<i64>, u64) {
    let mut numbers = Numbers::exact(fte);
    problems.extend_under("/claims/fte", std::mem::take(&mut numbers.problems));
    let narrow = |row: usize| {
        let value = numbers.values().get(row);
        i64::try_from(value).unwrap_or_else(|_| {
            let path = format_args!("/claims/fte/{row}");
            problems.add(path, Code::OutOfRange, value, "fewer digits");
            0
        })
    };
    ((0..numbers.len()).map(narrow).collect(), numbers.denominator())
}

/// What says that there is no evidence.
const NO_EVIDENCE: [&str; 14] = [
    "no", "nej", "false", "falskt", "0", "none", "ingen", "inget", "inga", "saknas", "missing",
    "null", "na", "n/a",
];

/// Whether a text is evidence, or says nothing or that there is none.
fn is_evidence(text: &str) -> bool {
    let says = text.to_lowercase();
    let says = says.trim_matches(|c: char| !c.is_alphanumeric());
    !says.is_empty() && !NO_EVIDENCE.contains(&says)
}

/// What begins a ruling, and its code.
const RULINGS: [(&str, u8); 4] = [("approved", 1), ("refused", 2), ("godkänd", 1), ("avslagen", 2)];

fn read_ruling(cells: &Cells<'_>, row: usize, problems: &mut Problems) -> Option<u8> {
    let text = cells.text(row)?;
    let ruling = text.split_once(':').filter(|(_, why)| !why.trim().is_empty());
    let code = ruling.and_then(|(word, _)| {
        let word = word.trim().to_lowercase();
        RULINGS.iter().find(|(known, _)| *known == word).map(|(_, code)| *code)
    });
    if code.is_none() {
        let want = "approved or refused, a colon and the reason";
        problems.add(cells.path(row), Code::Malformed, shorten(&text), want);
    }
    code
}
