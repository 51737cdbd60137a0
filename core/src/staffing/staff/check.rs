//! What must hold between rows: nobody twice at once, nobody over a full post, no contradictions.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::read::{List, Standing};
use crate::number::Ratio;
use crate::problem::{Code, Problems};

/// The days on which a person has more than a full post, with a reason that is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Declared {
    pub(super) row: usize,
}

/// Reports what cannot be so, whatever days are asked for; returns what is only so by declaration.
pub(super) fn check(list: &List<'_>, problems: &mut Problems) -> Vec<Declared> {
    let rows = &list.rows;
    let mut by_person: Vec<(u32, usize)> = (0..rows.len())
        .filter(|&row| rows[row].status != Standing::Vacant && rows[row].days.is_some())
        .filter_map(|row| Some((rows[row].person?, row)))
        .collect();
    by_person.sort_unstable();
    let mut declared = Vec::new();
    for chunk in by_person.chunk_by(|a, b| a.0 == b.0) {
        let mut own: Vec<usize> = chunk.iter().map(|(_, row)| *row).collect();
        let from = |row: &usize| (rows[*row].days, *row);
        own.sort_unstable_by_key(from);
        full_posts(list, &own, &mut declared, problems);
        if own.len() > 1 {
            let place = |row: usize| {
                let row = &rows[row];
                (row.title, row.unit, row.supervisor, row.status as u8)
            };
            own.sort_unstable_by_key(|row| (place(*row), from(row)));
            for same in own.chunk_by(|a, b| place(*a) == place(*b)) {
                repeated(list, same, problems);
            }
            own.retain(|row| rows[*row].role.is_some());
            own.sort_unstable_by_key(|row| (rows[*row].role, from(row)));
            for same in own.chunk_by(|a, b| rows[*a].role == rows[*b].role) {
                let experience = |row: usize| rows[row].experience.as_ref();
                contradicting(list, same, "experience_years", experience, problems);
                contradicting(list, same, "qualified", |row| rows[row].qualified, problems);
            }
        }
    }
    declared
}

/// A person's posts in service are on no day over a full one, unless a reason stands in one of
/// the rows of that day.
fn full_posts(
    list: &List<'_>,
    own: &[usize],
    declared: &mut Vec<Declared>,
    problems: &mut Problems,
) {
    let one = i128::from(list.fte.denominator());
    // The posts of the day, by their last day, and their sum.
    let mut open: BinaryHeap<Reverse<(i32, usize)>> = BinaryHeap::new();
    let (mut sum, mut reasons) = (0i128, 0usize);
    let own = own.iter().filter(|row| list.rows[**row].status == Standing::InService);
    for &row in own {
        let Some((first, last)) = list.rows[row].days else { continue };
        while let Some(Reverse((end, ended))) = open.peek().copied()
            && end < first
        {
            open.pop();
            sum -= list.fte.values().get(ended);
            reasons -= usize::from(list.rows[ended].has_reason);
        }
        open.push(Reverse((last, row)));
        sum += list.fte.values().get(row);
        reasons += usize::from(list.rows[row].has_reason);
        if sum > one && reasons > 0 {
            declared.push(Declared { row });
        } else if sum > one {
            let got = format!("{} with the person's other rows", Ratio::from_big(sum, one));
            let want = "at most 1 on a day; the column reason declares more";
            problems.add(format_args!("/staff/fte/{row}"), Code::OverFullPost, got, want);
        }
    }
}

/// The same person, title, unit, supervisor and status stand once on a day.
fn repeated(list: &List<'_>, same: &[usize], problems: &mut Problems) {
    let mut last: Option<(i32, usize)> = None;
    for &row in same {
        let Some((first, end)) = list.rows[row].days else { continue };
        if let Some((_, other)) = last.filter(|(last, _)| first <= *last) {
            let got = format!("the same person, role, unit and supervisor as in row {other}");
            let want = "rows that do not overlap in time, or one row with the sum";
            problems.add(format_args!("/staff/person/{row}"), Code::Duplicate, got, want);
        }
        if last.is_none_or(|(last, _)| last < end) {
            last = Some((end, row));
        }
    }
}

/// A person is one thing on a day in a role, in every row that says what.
fn contradicting<T: PartialEq + std::fmt::Display>(
    list: &List<'_>,
    same: &[usize],
    column: &str,
    value: impl Fn(usize) -> Option<T>,
    problems: &mut Problems,
) {
    // What the rows so far say up to a day, and the row that said it first.
    let mut said: Option<(T, i32, usize)> = None;
    for &row in same {
        let (Some(value), Some((first, last))) = (value(row), list.rows[row].days) else {
            continue;
        };
        match &mut said {
            Some((other, end, by)) if first <= *end => {
                if *other == value {
                    *end = last.max(*end);
                } else {
                    let want = format!("what row {by} says of the person: {other}");
                    let path = format_args!("/staff/{column}/{row}");
                    problems.add(path, Code::Contradiction, value, want);
                }
            }
            _ => said = Some((value, last, row)),
        }
    }
}
