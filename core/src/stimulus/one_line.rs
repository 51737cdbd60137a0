//! One claim line: decided at once from plain numbers, or assessed with everything that can be said of
//! it.

use super::assess::assess;
use super::assessment::Assessment;
use super::claims::Claims;
use super::column::WordColumn;
use super::columns::{CALENDAR, ClaimColumns, check_crossing, decide};
use super::options::AssessOptions;
use super::words::{Split, Verdict};
use super::year::GrantYear;
use crate::Error;
use crate::date::Date;
use crate::number::MISSING;
use crate::problem::{Code, Problem, Problems};
use crate::table::{Column, Numbers};

/// A claim line as plain numbers. Codes are positions in the tables of [`Claims`](crate::Claims) from
/// 1, and 0 is an empty cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimLine {
    /// A code of [`Role`](crate::Role).
    pub role: u8,
    /// A code of [`Activity`](crate::Activity).
    pub activity: u8,
    /// A code of [`CostKind`](crate::CostKind).
    pub cost_kind: u8,
    /// A code of [`Employment`](crate::Employment).
    pub employment: u8,
    /// A code of [`Increase`](crate::Increase).
    pub increase: u8,
    /// A code of [`FreesTimeFor`](crate::FreesTimeFor).
    pub frees_time_for: u8,
    /// The first day, as days since 1970-01-01.
    pub from: i32,
    /// The last day.
    pub to: i32,
    /// FTE, times `fte_denominator`; over 0.
    pub fte: i64,
    /// What FTE are divided by, such as 10,000.
    pub fte_denominator: u64,
    /// Öre, 0 or more.
    pub amount: i64,
    /// 1 where there is evidence.
    pub evidence: u8,
    /// 1 where a person has approved, 2 where a person has refused.
    pub ruling: u8,
    /// Öre of the same cost that others have paid; 0 is none, [`MISSING`] is not known.
    pub other_funding: i64,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LineVerdict {
    /// The verdict.
    pub verdict: Verdict,
    /// Öre that are approved.
    pub approved: i64,
    /// Öre that are undetermined; the rest of the amount is refused.
    pub undetermined: i64,
    /// The reasons of what is not met, as [`reason_mask`](crate::kernel::reason_mask) says.
    pub reasons: u32,
}

impl ClaimLine {
    /// The line as columns of one line.
    fn columns(&self) -> ClaimColumns<'_> {
        use std::slice::from_ref;
        ClaimColumns {
            role: from_ref(&self.role),
            activity: from_ref(&self.activity),
            cost_kind: from_ref(&self.cost_kind),
            employment: from_ref(&self.employment),
            increase: from_ref(&self.increase),
            frees_time_for: from_ref(&self.frees_time_for),
            from: from_ref(&self.from),
            to: from_ref(&self.to),
            fte: from_ref(&self.fte),
            fte_denominator: self.fte_denominator,
            amount: from_ref(&self.amount),
            evidence: from_ref(&self.evidence),
            ruling: from_ref(&self.ruling),
            other_funding: from_ref(&self.other_funding),
        }
    }

    /// Whether there is nothing for [`check`](Self::check) to tell.
    #[inline]
    fn is_sound(&self) -> bool {
        let mut words = WordColumn::ALL.iter().zip(self.columns().words());
        words.all(|(column, codes)| codes.iter().all(|code| *code <= column.words()))
            && CALENDAR.contains(&self.from)
            && CALENDAR.contains(&self.to)
            && self.from <= self.to
            && self.fte > 0
            && self.fte_denominator > 0
            && self.amount >= 0
            && self.evidence <= 1
            && self.ruling <= 2
            && (self.other_funding >= 0 || self.other_funding == MISSING)
    }

    /// Looks through the line without a rulebook.
    ///
    /// # Errors
    /// As of [`assess_one`](crate::kernel::assess_one), but for what depends on the rules.
    pub fn check(&self) -> Result<(), Error> {
        self.columns().check().map_err(alone)
    }
}

/// What was found in columns of one line, told of a line that stands alone.
fn alone(error: Error) -> Error {
    let of_line = |path: &str| path.strip_suffix("/0").unwrap_or(path).to_owned();
    error.into_problems().placed(of_line).into()
}

/// Decides one claim line, as [`kernel::assess`](crate::kernel::assess) does. Allocates nothing, but
/// where the grant has a cap on what an FTE-year may cost.
///
/// ```
/// use statsbidrag::{Split, Verdict, catalog, kernel};
///
/// let year = catalog::rulebook("starkt-bemanning")?.year(2016)?;
/// // A full-time social worker more for 2016, 480,000 kr.
/// let line = kernel::ClaimLine {
///     role: 1,
///     activity: 1,
///     cost_kind: 1,
///     employment: 1,
///     increase: 1,
///     frees_time_for: 0,
///     from: 16_801,
///     to: 17_166,
///     fte: 10_000,
///     fte_denominator: 10_000,
///     amount: 48_000_000,
///     evidence: 0,
///     ruling: 0,
///     other_funding: kernel::MISSING,
/// };
/// let found = kernel::assess_one(&year, &line, Split::Refuse)?;
/// assert_eq!((found.verdict, found.approved), (Verdict::Approved, 48_000_000));
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// As of [`kernel::assess`](crate::kernel::assess), with paths such as `/fte`.
#[inline]
pub fn assess_one(year: &GrantYear, line: &ClaimLine, split: Split) -> Result<LineVerdict, Error> {
    if !line.is_sound() {
        line.check()?;
    }
    let columns = line.columns();
    if split == Split::Refuse {
        let mut problems = Problems::new();
        check_crossing(year, &columns, &mut problems);
        problems.check().map_err(alone)?;
    }
    let (parts, reasons) = decide(year, &columns, 0, &mut 0, true);
    let (approved, undetermined) = (parts.approved, parts.undetermined);
    Ok(LineVerdict { verdict: parts.verdict, approved, undetermined, reasons })
}

/// Assesses one line of columns as [`assess`](crate::assess) does, so that it can be explained: what
/// [`kernel::assess`](crate::kernel::assess) leaves out are its findings.
///
/// The line's id is its row, and so is whoever claims: columns have no names.
///
/// ```
/// use statsbidrag::{Language, Reason, Split, catalog, kernel};
///
/// let year = catalog::rulebook("starkt-bemanning")?.year(2017)?;
/// // An administrator who frees time for nobody.
/// let columns = kernel::ClaimColumns {
///     role: &[3],
///     frees_time_for: &[5],
///     from: &[17_167],
///     to: &[17_531],
///     fte: &[10_000],
///     fte_denominator: 10_000,
///     amount: &[20_000_000],
///     ..Default::default()
/// };
/// let assessment = kernel::assess_line(&year, &columns, 0, Split::Refuse)?;
/// assert!(assessment.reasons(0).contains(&Reason::FreesNoTime));
/// assert!(assessment.explain("0", Language::Swedish)?.starts_with("UTKAST"));
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// `not_in_range` for a row that is not there; what is wrong with the line.
pub fn assess_line(
    year: &GrantYear,
    columns: &ClaimColumns<'_>,
    row: usize,
    split: Split,
) -> Result<Assessment, Error> {
    if row >= columns.len() {
        let want = format!("under {}, counting lines from 0", columns.len());
        return Err(Problem::new("/line", Code::NotInRange, row.to_string(), want).into());
    }
    let line = columns.line(row);
    // The one line is the first of its columns here, and has its place in those of the caller.
    let in_place = |problems: Problems| {
        problems.placed(|path| match path.strip_suffix("/0") {
            Some(column) => format!("{column}/{row}"),
            None => path.to_owned(),
        })
    };
    line.check().map_err(|error| Error::from(in_place(error.into_problems())))?;
    let claims = claims(&line, row)?;
    let options = AssessOptions::new().split(split);
    assess(&claims, year.rulebook(), year.year(), None, &options)
        .map_err(|error| in_place(error.into_problems()).into())
}

impl<'c> ClaimColumns<'c> {
    /// The columns of one line.
    fn line(&self, row: usize) -> Self {
        fn cell<T>(column: &[T], row: usize) -> &[T] {
            column.get(row..=row).unwrap_or_default()
        }
        Self {
            role: cell(self.role, row),
            activity: cell(self.activity, row),
            cost_kind: cell(self.cost_kind, row),
            employment: cell(self.employment, row),
            increase: cell(self.increase, row),
            frees_time_for: cell(self.frees_time_for, row),
            from: cell(self.from, row),
            to: cell(self.to, row),
            fte: cell(self.fte, row),
            fte_denominator: self.fte_denominator,
            amount: cell(self.amount, row),
            evidence: cell(self.evidence, row),
            ruling: cell(self.ruling, row),
            other_funding: cell(self.other_funding, row),
        }
    }
}

/// A list of one line, from columns that were found sound.
fn claims(line: &ClaimColumns<'_>, row: usize) -> Result<Claims, Error> {
    let text = |text: Option<String>| -> Column { vec![text.unwrap_or_default()].into() };
    let day = |days: &[i32]| {
        let day = days.first().and_then(|days| Date::from_days_since_1970(*days));
        text(day.map(|day| day.to_string()))
    };
    let number = |cells: &[i64], denominator| {
        Numbers::scaled(cells.iter().map(|cell| Some(*cell)).collect(), denominator)
    };
    let mut claims = Claims::builder()
        .column("id", text(Some(row.to_string())))
        .column("recipient", text(Some(row.to_string())))
        .column("from", day(line.from))
        .column("to", day(line.to))
        .column("fte", number(line.fte, line.fte_denominator))
        .column("amount", number(line.amount, 100));
    for column in WordColumn::ALL {
        let word = column.word(line.code(column, 0));
        claims = claims.column(column.name(), text(word.map(str::to_owned)));
    }
    if let Some(evidence) = line.evidence.first() {
        claims = claims.column("evidence", vec![*evidence == 1]);
    }
    let ruling = match line.ruling.first() {
        Some(1) => Some("approved: –"),
        Some(2) => Some("refused: –"),
        _ => None,
    };
    claims = claims.column("ruling", text(ruling.map(str::to_owned)));
    if let Some(0..) = line.other_funding.first() {
        claims = claims.column("other_funding", number(line.other_funding, 100));
    }
    claims.build()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    prop_compose! {
        fn line()(
            codes in prop::array::uniform6(0u8..8),
            days in prop::array::uniform2(prop_oneof![4 => 16_801..17_167i32, 1 => any::<i32>()]),
            numbers in prop::array::uniform3(prop_oneof![4 => -1..3i64, 1 => Just(MISSING)]),
            others in prop::array::uniform2(0u8..4),
            fte_denominator in prop_oneof![1 => Just(0u64), 9 => Just(10_000)],
        ) -> ClaimLine {
            let [role, activity, cost_kind, employment, increase, frees_time_for] = codes;
            ClaimLine {
                role,
                activity,
                cost_kind,
                employment,
                increase,
                frees_time_for,
                from: days[0],
                to: days[1],
                fte: numbers[0],
                fte_denominator,
                amount: numbers[1],
                evidence: others[0],
                ruling: others[1],
                other_funding: numbers[2],
            }
        }
    }

    /// A line that is wrong in one way at most: of many ways, one would do for both.
    fn nearly_sound() -> impl Strategy<Value = ClaimLine> {
        let sound = ClaimLine {
            role: 1,
            activity: 1,
            cost_kind: 1,
            employment: 1,
            increase: 1,
            frees_time_for: 1,
            from: 16_801,
            to: 17_166,
            fte: 1,
            fte_denominator: 10_000,
            amount: 0,
            evidence: 0,
            ruling: 0,
            other_funding: MISSING,
        };
        (line(), 0..14usize).prop_map(move |(drawn, field)| {
            let mut line = sound;
            match field {
                0 => line.role = drawn.role,
                1 => line.activity = drawn.activity,
                2 => line.cost_kind = drawn.cost_kind,
                3 => line.employment = drawn.employment,
                4 => line.increase = drawn.increase,
                5 => line.frees_time_for = drawn.frees_time_for,
                6 => line.from = drawn.from,
                7 => line.to = drawn.to,
                8 => line.fte = drawn.fte,
                9 => line.fte_denominator = drawn.fte_denominator,
                10 => line.amount = drawn.amount,
                11 => line.evidence = drawn.evidence,
                12 => line.ruling = drawn.ruling,
                _ => line.other_funding = drawn.other_funding,
            }
            line
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn a_line_is_sound_where_there_is_nothing_to_tell(line in prop_oneof![line(), nearly_sound()]) {
            prop_assert_eq!(line.is_sound(), line.check().is_ok());
        }
    }
}
