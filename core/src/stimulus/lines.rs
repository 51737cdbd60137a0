//! Lines judged: the conditions of each line on each run of its days.

use std::collections::BTreeMap;

use super::columns::{ClaimColumns, told_crossing};
use super::judge::{Era, Marks, Ruled};
use super::words::Split;
use super::year::GrantYear;
use crate::problem::Problems;

/// Days of a line on which the same conditions are in force, and how they came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) era: u16,
    pub(crate) from: i32,
    pub(crate) to: i32,
    pub(crate) marks: Marks,
}

/// How many days of a line can certainly, and possibly, be paid for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) all: i32,
    pub(crate) possible: i32,
    pub(crate) certain: i32,
}

impl Days {
    #[inline]
    pub(crate) fn add(&mut self, days: i32, marks: Marks) {
        self.all += days;
        if !marks.fails() {
            self.possible += days;
            if marks.passes() {
                self.certain += days;
            }
        }
    }
}

/// Every line judged. Most lie within one run of days, and have one set of marks.
#[derive(Clone, Debug)]
pub(crate) struct JudgedLines {
    /// The run of days of each line; `CROSSING` for a line with days in several.
    eras: Vec<u16>,
    marks: Vec<Marks>,
    crossing: BTreeMap<usize, Vec<Segment>>,
}

const CROSSING: u16 = u16::MAX;

impl JudgedLines {
    /// Judges every line; one that crosses a change is a problem unless it is to be split.
    pub(crate) fn new(
        year: &GrantYear,
        columns: &ClaimColumns<'_>,
        split: Split,
        problems: &mut Problems,
    ) -> Self {
        let rows = columns.len();
        let mut judged = Self {
            eras: Vec::with_capacity(rows),
            marks: Vec::with_capacity(rows),
            crossing: BTreeMap::new(),
        };
        let mut last = 0;
        for row in 0..rows {
            let (from, to) = (columns.from[row], columns.to[row]);
            let (era, is_within) = place(year.eras(), &mut last, from, to);
            if is_within {
                judged.eras.push(era as u16);
                judged.marks.push(marks(&year.eras()[era], columns, row));
                continue;
            }
            judged.eras.push(CROSSING);
            judged.marks.push(Marks::default());
            match split {
                Split::ByDay => {
                    let segments =
                        segments(year.eras(), era, from, to, |era| marks(era, columns, row));
                    judged.crossing.insert(row, segments.collect());
                }
                Split::Refuse => {
                    let path = format_args!("/claims/from/{row}");
                    told_crossing(path, year, era, (from, to), problems);
                }
            }
        }
        judged
    }

    /// The runs of days of a line, in order.
    pub(crate) fn segments(&self, columns: &ClaimColumns<'_>, row: usize) -> Vec<Segment> {
        match self.crossing.get(&row) {
            Some(segments) => segments.clone(),
            None => vec![Segment {
                era: self.eras[row],
                from: columns.from[row],
                to: columns.to[row],
                marks: self.marks[row],
            }],
        }
    }

    /// How many of a line's days can be paid for.
    #[inline]
    pub(crate) fn days(&self, columns: &ClaimColumns<'_>, row: usize) -> Days {
        let mut days = Days::default();
        if self.eras[row] == CROSSING {
            for segment in self.crossing.get(&row).into_iter().flatten() {
                days.add(segment.to - segment.from + 1, segment.marks);
            }
        } else {
            days.add(columns.to[row] - columns.from[row] + 1, self.marks[row]);
        }
        days
    }
}

/// The run of days in which a line begins, and whether it ends there. Lines mostly lie where the
/// last one did.
#[inline]
pub(crate) fn place(eras: &[Era], last: &mut usize, from: i32, to: i32) -> (usize, bool) {
    if !(eras[*last].from <= from && from <= eras[*last].to) {
        // The first run has no first day, so that there is one.
        *last = eras.partition_point(|era| era.from <= from) - 1;
    }
    (*last, to <= eras[*last].to)
}

/// How the conditions of a run of days come out for a line, with what a person has decided.
#[inline]
pub(crate) fn marks(era: &Era, columns: &ClaimColumns<'_>, row: usize) -> Marks {
    let marks = era.marks(columns.said(row));
    match marks.judgement {
        0 => marks,
        _ => marks.ruled(columns.ruled(row)),
    }
}

/// The runs of days from one on that a line has days in.
pub(crate) fn segments<'e>(
    eras: &'e [Era],
    first: usize,
    from: i32,
    to: i32,
    marks: impl Fn(&Era) -> Marks + 'e,
) -> impl Iterator<Item = Segment> + 'e {
    let has_days = move |(_, era): &(usize, &Era)| era.from <= to;
    eras.iter().enumerate().skip(first).take_while(has_days).map(move |(place, era)| Segment {
        era: place as u16,
        from: era.from.max(from),
        to: era.to.min(to),
        marks: marks(era),
    })
}

/// Whether a person's decision settled something on a run of days.
pub(crate) fn is_settled(era: &Era, columns: &ClaimColumns<'_>, row: usize) -> bool {
    columns.ruled(row) != Ruled::Not && era.marks(columns.said(row)).judgement != 0
}
