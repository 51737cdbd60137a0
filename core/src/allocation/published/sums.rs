//! Which rows of a published table are sums of which.

use std::collections::HashMap;

use crate::problem::{Code, Problems};
use crate::table::{Table, cell};

/// Which rows are sums of which.
pub(super) struct Sums {
    /// The parts of each row; none for a row that is no sum.
    pub(super) parts: Vec<Vec<usize>>,
    /// The rows that are parts of no other.
    pub(super) tops: Vec<usize>,
}

impl Sums {
    /// From the row that each row is a part of.
    pub(super) fn new(parents: &[Option<usize>]) -> Self {
        let mut sums = Self { parts: vec![Vec::new(); parents.len()], tops: Vec::new() };
        for (row, parent) in parents.iter().enumerate() {
            parent.map_or(&mut sums.tops, |parent| &mut sums.parts[parent]).push(row);
        }
        sums
    }

    pub(super) fn is_sum(&self, row: usize) -> bool {
        !self.parts[row].is_empty()
    }
}

/// The row that each row is a part of.
pub(super) fn parents(
    table: &Table,
    column: &str,
    problems: &mut Problems,
) -> Option<Vec<Option<usize>>> {
    let texts = table.texts(column, "/parts_of", problems)?;
    let before = problems.count();
    let rows: HashMap<&str, usize> = table.ids().iter().zip(0..).collect();
    let parents = (0..table.len()).map(|row| {
        let id = texts.get(row).filter(|id| !id.is_empty())?;
        let parent = rows.get(id).copied();
        if parent.is_none() {
            problems.add(cell(column, row), Code::UnknownId, id, "the id of a row, or empty");
        }
        parent
    });
    let parents: Vec<Option<usize>> = parents.collect();
    report_circles(table, column, &parents, problems);
    (problems.count() == before).then_some(parents)
}

/// Reports every circle of rows that are parts of each other, once, at its first row.
fn report_circles(table: &Table, column: &str, parents: &[Option<usize>], problems: &mut Problems) {
    const NAMED: usize = 10;
    // The walk that came by each row: one that meets itself has gone round.
    let mut walk_of = vec![usize::MAX; parents.len()];
    for start in 0..parents.len() {
        let mut next = Some(start);
        while let Some(row) = next.filter(|&row| walk_of[row] == usize::MAX) {
            walk_of[row] = start;
            next = parents[row];
        }
        let Some(meeting) = next.filter(|&row| walk_of[row] == start) else { continue };
        let circle: Vec<usize> =
            std::iter::successors(parents[meeting], |&row| parents[row].filter(|_| row != meeting))
                .collect();
        let first = circle.iter().copied().min().unwrap_or(meeting);
        let around = std::iter::successors(Some(first), |&row| parents[row]);
        let named: Vec<_> =
            around.take(circle.len().min(NAMED) + 1).map(|row| table.ids().get(row)).collect();
        let more = if circle.len() > NAMED { ", …" } else { "" };
        problems.add(
            cell(column, first),
            Code::Contradiction,
            format_args!("parts of themselves: {}{more}", named.join(", ")),
            "parts that lead to a row which is no part",
        );
    }
}
