//! Which claims a grant pays for: conditions, caps, money.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use num_bigint::BigInt;
use num_rational::BigRational;

use super::assessment::{Assessment, Capped};
use super::cap::{Baseline, Concerned, Year};
use super::claims::Claims;
use super::column::WordColumn;
use super::columns::ClaimColumns;
use super::lines::{Days, JudgedLines};
use super::names::Names;
use super::options::AssessOptions;
use super::parts::{Parts, Through};
use super::rulebook::Rulebook;
use super::staffing::{Staffing, StaffingRow};
use super::words::Sharing;
use super::year::GrantYear;
use crate::Error;
use crate::limits::MOST_TRIED;
use crate::number::text::shorten;
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problems};

/// Decides which claim lines a grant pays for in a grant year, and what of each.
///
/// Three passes. Every condition that applies to a line is recorded, met or not. Lines that are an
/// increase over the baseline are held against it, where `staffing` is given; without it the
/// recipient's statement is taken, and said to be one. Then the money: what is certain and what is
/// possible, computed exactly and rounded once, half an öre up unless the rulebook says else. The
/// parts of a line always sum to its amount.
///
/// Nothing is approved by default: what a condition needs and does not get, or what a person must
/// decide, leaves the line undetermined. However such doubts are settled, with units that the
/// staffing has, no line comes to less than is approved of it here, nor to more than that and its
/// undetermined part.
///
/// # Days
/// A line's days are parted where the grant year's period begins or ends and where a condition does. A
/// line with days on both sides of such a change is refused, with what is wanted instead, or split:
/// its eligible days over its days are then an exact factor, and a finding says that an even cost was
/// assumed.
///
/// # The cap against the baseline
/// Lines that are `above_baseline` are counted in FTE-years: FTE × days that can be paid for / days
/// in the year. What they come to may not be more than the staff has grown, max(0, actual − baseline):
/// first in the line's unit, where staffing is given by unit, then of what is left in the recipient's
/// role, and with `across_roles` in all roles that the grant may be for, so that an inner move and a
/// fall in another role make no money. A line that is in doubt counts too, in every group that it
/// could join, against what is certain of the others; only what is certain of the others counts
/// against what is possible. A smaller cap is shared in proportion, or lines are served in an order:
/// that is an interpretation, and the finding says so. A line whose group the staffing lacks, or whose
/// cap is not known, is undetermined.
///
/// # Rounding
/// Factors are multiplied exactly. approved = round(certain part), undetermined = round(possible
/// part) − approved, and refused is the rest.
///
/// ```
/// use statsbidrag::{AssessOptions, Claims, Verdict, assess, catalog};
///
/// // Two full-time social workers for a year, and more pay for those who were there.
/// let claims = Claims::builder()
///     .column("id", ["L1", "L2"])
///     .column("recipient", ["1480", "1480"])
///     .column("role", ["social_worker", "social_worker"])
///     .column("activity", ["child_youth_authority", "child_youth_authority"])
///     .column("cost_kind", ["personnel", "pay_rise"])
///     .column("employment", ["employed", "employed"])
///     .column("from", ["2016-01-01", "2016-01-01"])
///     .column("to", ["2016-12-31", "2016-12-31"])
///     .column("fte", [2, 10])
///     .column("increase", ["above_baseline", "none"])
///     .column("amount", [1_200_000, 180_000])
///     .build()?;
/// let rulebook = catalog::rulebook("starkt-bemanning")?;
/// let assessment = assess(&claims, &rulebook, 2016, None, &AssessOptions::new())?;
/// assert_eq!(assessment.line(0).verdict, Verdict::Approved);
/// assert_eq!(assessment.line(1).verdict, Verdict::Refused); // pay is no increase of staff
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// `no_value_at_date` for a grant year that the rulebook does not have; `crosses` for each line that
/// crosses a change, unless it is to be split by day; `conflict` for staffing with a rulebook that
/// knows no cap against a baseline, and for an order that nothing asks for; `missing`, `unknown_id`
/// and `duplicate` in the order.
pub fn assess(
    claims: &Claims,
    rulebook: &Rulebook,
    year: i16,
    staffing: Option<&Staffing>,
    options: &AssessOptions,
) -> Result<Assessment, Error> {
    let mut problems = Problems::new();
    let order = served(claims, options, &mut problems);
    let year = problems.keep("", rulebook.year(year));
    let Some(year) = year else { return Err(problems.into()) };
    if staffing.is_some() && year.baseline_cap().is_none() {
        let got = "staffing, and a rulebook without a cap against a baseline";
        problems.add("/staffing", Code::Conflict, got, "no staffing");
    }
    let columns = claims.columns();
    let lines = JudgedLines::new(&year, &columns, options.split, &mut problems);
    staffing.iter().for_each(|staffing| check_tried(claims, staffing, &mut problems));
    problems.check()?;
    let capped = staffing.map(|staffing| hold(claims, &year, staffing, &lines, &order, options));
    let rows = claims.len();
    let (mut verdicts, mut approved, mut undetermined) =
        (Vec::with_capacity(rows), Vec::with_capacity(rows), Vec::with_capacity(rows));
    for row in 0..rows {
        let days = lines.days(&columns, row);
        let cap = capped.as_ref().and_then(|capped| capped.line(row));
        let amount_cap = amount_part(&year, &columns, row, days);
        let [certain, possible] = [
            cap.and_then(|cap| cap.certain.as_deref()),
            cap.and_then(|cap| cap.possible.as_deref()),
        ]
        .map(|part| product(part, amount_cap.as_ref()));
        let through = Through { certain: certain.as_deref(), possible: possible.as_deref() };
        let parts = Parts::capped(columns.amount[row], days, through, year.rounding());
        verdicts.push(parts.verdict);
        approved.push(Money::known(parts.approved));
        undetermined.push(Money::known(parts.undetermined));
    }
    Ok(Assessment {
        claims: claims.clone(),
        staffing: staffing.cloned(),
        year,
        options: options.clone(),
        lines,
        capped,
        verdicts,
        approved,
        undetermined,
    })
}

/// Where each line stands in the order in which caps serve them, where they do.
fn served(claims: &Claims, options: &AssessOptions, problems: &mut Problems) -> Vec<usize> {
    let rows = claims.len();
    match options.sharing {
        Sharing::ByList => {
            let mut place: HashMap<&str, usize> = HashMap::with_capacity(rows);
            let rows_of: HashMap<&str, usize> = claims.ids().iter().zip(0..).collect();
            for (i, id) in options.order.iter().enumerate() {
                let path = format_args!("/order/{i}");
                if !rows_of.contains_key(id.as_str()) {
                    problems.add(path, Code::UnknownId, shorten(id), "the id of a line");
                } else if place.insert(id, i).is_some() {
                    problems.add(path, Code::Duplicate, shorten(id), "each id once");
                }
            }
            let mut own = |id: &str| {
                let place = place.get(id).copied();
                if place.is_none() {
                    let want = "the id of every line";
                    problems.add("/order", Code::Missing, format_args!("no {}", shorten(id)), want);
                }
                place.unwrap_or_default()
            };
            claims.ids().iter().map(&mut own).collect()
        }
        _ if !options.order.is_empty() => {
            let want = "no order, or the sharing by_list";
            problems.add("/order", Code::Conflict, "an order", want);
            Vec::new()
        }
        Sharing::ByStart => {
            let from = claims.columns().from;
            let mut rows: Vec<usize> = (0..rows).collect();
            rows.sort_by_key(|&row| (from[row], claims.ids().get(row)));
            let mut place = vec![0; rows.len()];
            rows.into_iter().zip(0..).for_each(|(row, own)| place[row] = own);
            place
        }
        Sharing::ProRata => Vec::new(),
    }
}

/// Reports more lines without a unit than can be tried in every unit of their recipient.
fn check_tried(claims: &Claims, staffing: &Staffing, problems: &mut Problems) {
    let mut units: HashMap<&str, usize> = HashMap::new();
    for row in staffing.rows().iter().filter(|row| row.unit.is_some()) {
        *units.entry(&row.recipient).or_default() += 1;
    }
    let recipients = claims.recipients();
    let units_of = |row| {
        let recipient = &recipients.all()[recipients.place(row) as usize];
        units.get(recipient.as_str()).copied().unwrap_or_default()
    };
    let without = (0..claims.len()).filter(|&row| claims.units().place(row) == Names::NONE);
    let tried: usize = without.map(units_of).sum();
    if tried > MOST_TRIED {
        let got = format_args!("{tried} pairs of a line without a unit and a unit it may be of");
        let want = format_args!("at most {MOST_TRIED}, or the unit of each line");
        problems.add("/claims/unit", Code::OutOfRange, got, want);
    }
}

/// Holds lines against the baseline, recipient by recipient.
fn hold(
    claims: &Claims,
    year: &GrantYear,
    staffing: &Staffing,
    lines: &JudgedLines,
    order: &[usize],
    options: &AssessOptions,
) -> Capped {
    let columns = claims.columns();
    let names = claims.recipients().all();
    let mut by_recipient: Vec<Vec<Concerned>> = vec![Vec::new(); names.len()];
    for row in 0..claims.len() {
        let is_above = columns.is_above_baseline(row);
        let days = lines.days(&columns, row);
        if days.possible == 0 || is_above == Some(false) {
            continue;
        }
        let fte = i128::from(columns.fte[row]);
        let unit = claims.units().place(row);
        by_recipient[claims.recipients().place(row) as usize].push(Concerned {
            row,
            certain: fte * i128::from(days.certain),
            possible: fte * i128::from(days.possible),
            role: columns.code(WordColumn::Role, row),
            unit: (unit != Names::NONE).then_some(unit),
            is_increase: is_above == Some(true),
        });
    }
    let mut rows_of: BTreeMap<&str, Vec<&StaffingRow>> = BTreeMap::new();
    for row in staffing.rows() {
        rows_of.entry(&row.recipient).or_default().push(row);
    }
    let fte_year = Year { days: year.days(), fte_denominator: columns.fte_denominator };
    let mut capped = Capped::new(claims.len());
    let with_claims = names.iter().map(String::as_str).zip(by_recipient);
    let known: HashSet<&str> = names.iter().map(String::as_str).collect();
    let without = rows_of.keys().copied().filter(|name| !known.contains(name));
    for (recipient, mut lines) in with_claims.chain(without.map(|name| (name, Vec::new()))) {
        if !order.is_empty() {
            lines.sort_by_key(|line| order[line.row]);
        }
        let rows = rows_of.get(recipient).into_iter().flatten().copied();
        let baseline = Baseline::new(rows, claims.units(), year.funded(), options.across_roles);
        let (caps, rooms) = baseline.hold(&lines, options.sharing, fte_year);
        capped.add(recipient, &lines, caps, rooms, baseline);
    }
    capped
}

/// The part of a line that a cap on kronor for each FTE-year lets through; none for the whole.
#[inline]
pub(super) fn amount_part(
    year: &GrantYear,
    columns: &ClaimColumns<'_>,
    row: usize,
    days: Days,
) -> Option<Ratio> {
    let (cap, _) = year.amount_cap()?;
    if days.possible == 0 {
        return None;
    }
    let most = BigInt::from(cap.ore()) * columns.fte[row] * days.all;
    let amount = BigInt::from(columns.amount[row]) * year.days() * columns.fte_denominator;
    (most < amount).then(|| BigRational::new(most, amount).into())
}

fn product<'r>(part: Option<&'r Ratio>, other: Option<&'r Ratio>) -> Option<Cow<'r, Ratio>> {
    match (part, other) {
        (Some(part), Some(other)) => Some(Cow::Owned(Ratio::from(part.big() * other.big()))),
        (part, other) => part.or(other).map(Cow::Borrowed),
    }
}
