//! Claim lines as columns of codes and integers, judged without a list, ids or findings.

use super::assess::amount_part;
use super::column::WordColumn;
use super::judge::{OtherFunding, Ruled, Said};
use super::lines::{Days, marks, place, segments};
use super::parts::{Parts, Through};
use super::words::{Increase, Split, Verdict};
use super::year::GrantYear;
use crate::Error;
use crate::date::{Date, Span};
use crate::finding::Reason;
use crate::number::MISSING;
use crate::problem::{Code, Problems};

/// The columns of claim lines as whoever calls has them: nothing is copied.
///
/// All columns are of one length; an empty one is a column that is not there. Codes are positions
/// in the tables of [`Claims`](crate::Claims) from 1, and 0 is an empty cell.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClaimColumns<'c> {
    /// Codes of [`Role`](crate::Role).
    pub role: &'c [u8],
    /// Codes of [`Activity`](crate::Activity).
    pub activity: &'c [u8],
    /// Codes of [`CostKind`](crate::CostKind).
    pub cost_kind: &'c [u8],
    /// Codes of [`Employment`](crate::Employment).
    pub employment: &'c [u8],
    /// Codes of [`Increase`](crate::Increase).
    pub increase: &'c [u8],
    /// Codes of [`FreesTimeFor`](crate::FreesTimeFor).
    pub frees_time_for: &'c [u8],
    /// First days, as days since 1970-01-01.
    pub from: &'c [i32],
    /// Last days.
    pub to: &'c [i32],
    /// FTE, times `fte_denominator`; over 0.
    pub fte: &'c [i64],
    /// What FTE are divided by, such as 10,000.
    pub fte_denominator: u64,
    /// Öre, 0 or more.
    pub amount: &'c [i64],
    /// 1 where there is evidence.
    pub evidence: &'c [u8],
    /// 1 where a person has approved, 2 where a person has refused.
    pub ruling: &'c [u8],
    /// Öre of the same cost that others have paid; 0 is none, [`MISSING`] is not known.
    pub other_funding: &'c [i64],
}

impl<'c> ClaimColumns<'c> {
    /// How many lines.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        self.amount.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.amount.is_empty()
    }

    /// The columns of words, in their order.
    #[inline]
    pub(crate) fn words(&self) -> [&'c [u8]; 6] {
        let Self { role, activity, cost_kind, employment, increase, frees_time_for, .. } = *self;
        [role, activity, cost_kind, employment, increase, frees_time_for]
    }

    /// What a line says that conditions ask for.
    #[inline]
    pub(crate) fn said(&self, row: usize) -> Said {
        let code = |column: &[u8]| column.get(row).copied().unwrap_or(0);
        Said {
            words: self.words().map(code),
            has_evidence: code(self.evidence) == 1,
            other_funding: match self.other_funding.get(row) {
                None | Some(..0) => OtherFunding::Unknown,
                Some(0) => OtherFunding::None,
                Some(1..) => OtherFunding::Some,
            },
        }
    }

    #[inline]
    pub(crate) fn ruled(&self, row: usize) -> Ruled {
        match self.ruling.get(row) {
            Some(1) => Ruled::Approved,
            Some(2) => Ruled::Refused,
            _ => Ruled::Not,
        }
    }

    /// Whether a line is an increase over the baseline; none where that is not said.
    pub(crate) fn is_above_baseline(&self, row: usize) -> Option<bool> {
        match self.code(WordColumn::Increase, row) {
            0 => None,
            code => Some(code == Increase::AboveBaseline as u8 + 1),
        }
    }

    /// The code of a line in a column of words.
    pub(crate) fn code(&self, column: WordColumn, row: usize) -> u8 {
        self.words()[column as usize].get(row).copied().unwrap_or(0)
    }
}

impl ClaimColumns<'_> {
    /// Looks through the columns without a rulebook.
    ///
    /// # Errors
    /// As of [`kernel::assess`](crate::kernel::assess), but for what depends on the rules.
    pub fn check(&self) -> Result<(), Error> {
        let mut problems = Problems::new();
        self.report(&mut problems);
        problems.check()
    }

    /// Reports what is wrong with the columns.
    #[inline]
    pub(super) fn report(&self, problems: &mut Problems) {
        let rows = self.len();
        let mut length = |name: &str, cells: usize, may_be_absent: bool| {
            if cells != rows && !(may_be_absent && cells == 0) {
                let want = format!("{rows}, one for each amount");
                problems.add(format_args!("/{name}"), Code::LengthMismatch, cells, want);
            }
        };
        let words = WordColumn::ALL.iter().zip(self.words());
        words.clone().for_each(|(column, codes)| length(column.name(), codes.len(), true));
        length("from", self.from.len(), false);
        length("to", self.to.len(), false);
        length("fte", self.fte.len(), false);
        length("evidence", self.evidence.len(), true);
        length("ruling", self.ruling.len(), true);
        length("other_funding", self.other_funding.len(), true);
        if self.fte_denominator == 0 {
            problems.add("/fte_denominator", Code::NotInRange, "0", "1 or more");
        }
        for (column, codes) in words {
            each(
                codes,
                |code| *code <= column.words(),
                |row, code| {
                    let want = format!("a code from 0 to {}", column.words());
                    problems.add(
                        format_args!("/{}/{row}", column.name()),
                        Code::UnknownWord,
                        code,
                        want,
                    );
                },
            );
        }
        let yes = |code: &u8| *code <= 1;
        each(self.evidence, yes, |row, code| {
            problems.add(format_args!("/evidence/{row}"), Code::UnknownWord, code, "0 or 1");
        });
        each(
            self.ruling,
            |code| *code <= 2,
            |row, code| {
                problems.add(format_args!("/ruling/{row}"), Code::UnknownWord, code, "0, 1 or 2");
            },
        );
        for (name, days) in [("from", self.from), ("to", self.to)] {
            let is_day = |day: &i32| CALENDAR.contains(day);
            each(days, is_day, |row, day| {
                let want = "a day of the years 1 to 9999, as days since 1970-01-01";
                problems.add(format_args!("/{name}/{row}"), Code::NotInRange, day, want);
            });
        }
        for (row, (from, to)) in self.from.iter().zip(self.to).enumerate() {
            if to < from {
                let want = format!("from {from} on");
                problems.add(format_args!("/to/{row}"), Code::Overlap, to, want);
            }
        }
        let mut number = |name: &str, row: usize, number: i64, want: &str| {
            let (code, got) = match number {
                MISSING => (Code::Missing, "an empty cell".to_owned()),
                _ if number < 0 => (Code::Negative, number.to_string()),
                _ => (Code::NotInRange, number.to_string()),
            };
            problems.add(format_args!("/{name}/{row}"), code, got, want);
        };
        each(
            self.fte,
            |fte| *fte > 0,
            |row, fte| {
                number("fte", row, *fte, "more than 0");
            },
        );
        each(
            self.amount,
            |amount| *amount >= 0,
            |row, amount| {
                number("amount", row, *amount, "0 öre or more");
            },
        );
        each(
            self.other_funding,
            |ore| *ore >= 0 || *ore == MISSING,
            |row, ore| {
                number("other_funding", row, *ore, "0 öre or more");
            },
        );
    }
}

/// The days of the years 1 to 9999.
pub(super) const CALENDAR: std::ops::RangeInclusive<i32> = -719_162..=2_932_896;

/// Tells of the cells that are not sound; a column is looked through quickly where all are.
#[inline]
fn each<T>(cells: &[T], is_sound: impl Fn(&T) -> bool, mut tell: impl FnMut(usize, &T)) {
    if cells.iter().all(&is_sound) {
        return;
    }
    cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !is_sound(cell))
        .for_each(|(row, cell)| tell(row, cell));
}

/// Where verdicts and amounts are written: columns of the caller's, as long as the lines.
#[derive(Debug)]
pub struct VerdictColumns<'o> {
    /// Codes of [`Verdict`]: 1 approved, 2 part, 3 refused, 4 undetermined.
    pub verdict: &'o mut [u8],
    /// Öre that are approved.
    pub approved: &'o mut [i64],
    /// Öre that are undetermined; the rest of the amount is refused.
    pub undetermined: &'o mut [i64],
    /// Where the reasons are wanted: those of what is not met, as [`reason_mask`] says.
    pub reasons: Option<&'o mut [u32]>,
}

/// The reasons that a line can have by itself, each with its bit in a mask of reasons.
const REASONS: [Reason; 12] = [
    Reason::RoleNotFunded,
    Reason::ActivityNotFunded,
    Reason::CostNotPersonnel,
    Reason::AgencyStaff,
    Reason::OutsidePeriod,
    Reason::NotAnIncrease,
    Reason::FreesNoTime,
    Reason::DoubleFunding,
    Reason::EvidenceMissing,
    Reason::NeedsRuling,
    Reason::SplitByDay,
    Reason::OverAmountCap,
];

/// The bit of a reason in a mask of reasons; 0 for one that no line has by itself.
///
/// ```
/// use statsbidrag::{Reason, kernel::reason_mask};
///
/// assert_eq!((reason_mask(Reason::RoleNotFunded), reason_mask(Reason::AgencyStaff)), (1, 8));
/// ```
#[must_use]
pub fn reason_mask(reason: Reason) -> u32 {
    REASONS.iter().position(|own| *own == reason).map_or(0, |bit| 1 << bit)
}

/// Assesses claim lines as columns, without a list, ids, staffing or findings: a verdict and amounts
/// for each line, by the same rules as [`assess`](crate::assess).
///
/// Nothing is copied and, but for a cap on what an FTE-year costs, nothing is allocated for a line.
///
/// ```
/// use statsbidrag::{catalog, kernel, Split};
///
/// let year = catalog::rulebook("starkt-bemanning")?.year(2016)?;
/// // One full-time social worker for 2016, 480,000 kr.
/// let columns = kernel::ClaimColumns {
///     role: &[1],
///     activity: &[1],
///     cost_kind: &[1],
///     employment: &[1],
///     increase: &[1],
///     from: &[16_801],
///     to: &[17_166],
///     fte: &[10_000],
///     fte_denominator: 10_000,
///     amount: &[48_000_000],
///     ..Default::default()
/// };
/// let (mut verdict, mut approved, mut undetermined) = ([0], [0], [0]);
/// let out = kernel::VerdictColumns {
///     verdict: &mut verdict,
///     approved: &mut approved,
///     undetermined: &mut undetermined,
///     reasons: None,
/// };
/// kernel::assess(&year, &columns, Split::Refuse, out)?;
/// assert_eq!((verdict, approved, undetermined), ([1], [48_000_000], [0]));
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// `length_mismatch` for a column that is not as long as the amounts, on either side;
/// `unknown_word` for a code that is none; `not_in_range`, `negative` and `overlap` for days, FTE and
/// amounts that are none; `crosses` for a line that crosses a change, unless it is to be split.
/// Nothing is then written.
#[inline]
pub fn assess_columns(
    year: &GrantYear,
    columns: &ClaimColumns<'_>,
    split: Split,
    out: VerdictColumns<'_>,
) -> Result<(), Error> {
    let mut problems = Problems::new();
    columns.report(&mut problems);
    let rows = columns.len();
    let lengths = [
        ("verdict", out.verdict.len()),
        ("approved", out.approved.len()),
        ("undetermined", out.undetermined.len()),
        ("reasons", out.reasons.as_ref().map_or(rows, |reasons| reasons.len())),
    ];
    for (name, cells) in lengths.into_iter().filter(|(_, cells)| *cells != rows) {
        let want = format!("{rows}, one for each amount");
        problems.add(format_args!("/{name}"), Code::LengthMismatch, cells, want);
    }
    if split == Split::Refuse {
        check_crossing(year, columns, &mut problems);
    }
    problems.check()?;
    let VerdictColumns { verdict, approved, undetermined, mut reasons } = out;
    let mut last = 0;
    for row in 0..rows {
        let (parts, mask) = decide(year, columns, row, &mut last, reasons.is_some());
        verdict[row] = parts.verdict as u8 + 1;
        approved[row] = parts.approved;
        undetermined[row] = parts.undetermined;
        if let Some(reasons) = &mut reasons {
            reasons[row] = mask;
        }
    }
    Ok(())
}

/// What becomes of a line that was found sound, and the reasons where they are wanted.
#[inline]
pub(super) fn decide(
    year: &GrantYear,
    columns: &ClaimColumns<'_>,
    row: usize,
    last: &mut usize,
    with_reasons: bool,
) -> (Parts, u32) {
    let (days, mask) = judge(year, columns, row, last, with_reasons);
    let cap = amount_part(year, columns, row, days);
    let through = Through { certain: cap.as_ref(), possible: cap.as_ref() };
    let parts = Parts::capped(columns.amount[row], days, through, year.rounding());
    let over = if cap.is_some() { reason_mask(Reason::OverAmountCap) } else { 0 };
    (parts, mask | over)
}

/// How many days of a line can be paid for, and the reasons where they are wanted.
#[inline]
fn judge(
    year: &GrantYear,
    columns: &ClaimColumns<'_>,
    row: usize,
    last: &mut usize,
    with_reasons: bool,
) -> (Days, u32) {
    let (from, to) = (columns.from[row], columns.to[row]);
    let (first, is_within) = place(year.eras(), last, from, to);
    let mut days = Days::default();
    let mut mask = 0;
    let mut add = |era: usize, from: i32, to: i32, marks: super::judge::Marks| {
        days.add(to - from + 1, marks);
        if with_reasons && !marks.passes() {
            mask |= year.eras()[era].reasons(marks, year.rulebook().conditions());
        }
    };
    if is_within {
        add(first, from, to, marks(&year.eras()[first], columns, row));
    } else {
        for segment in segments(year.eras(), first, from, to, |era| marks(era, columns, row)) {
            add(segment.era.into(), segment.from, segment.to, segment.marks);
        }
        mask |= reason_mask(Reason::SplitByDay);
    }
    (days, mask)
}

/// Reports lines that cross a change; of days that are none, or in the wrong order, that has been said.
#[inline]
pub(super) fn check_crossing(
    year: &GrantYear,
    columns: &ClaimColumns<'_>,
    problems: &mut Problems,
) {
    let mut last = 0;
    for (row, (&from, &to)) in columns.from.iter().zip(columns.to).enumerate() {
        let (era, is_within) = place(year.eras(), &mut last, from, to);
        if !is_within && CALENDAR.contains(&from) && CALENDAR.contains(&to) {
            told_crossing(format_args!("/from/{row}"), year, era, (from, to), problems);
        }
    }
}

/// Tells of a line that crosses a change of what it is judged by.
pub(crate) fn told_crossing(
    path: impl std::fmt::Display,
    year: &GrantYear,
    era: usize,
    (from, to): (i32, i32),
    problems: &mut Problems,
) {
    let change = Date::from_days_since_1970(year.eras()[era].to + 1);
    let change = change.map_or_else(String::new, |day| format!(" of {day}"));
    let want = format!(
        "one line on each side{change}, each with its cost in the accounts; or split by_day"
    );
    problems.add(path, Code::Crosses, Span::of_days(from, to), want);
}

const _: () = assert!(Verdict::ALL.len() == 4 && REASONS.len() <= 32);
