//! How rules have been kept over time, day by day.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

use num_rational::BigRational;
use num_traits::Zero;

use super::check::check_staffing;
use super::figures::{RatioFigures, RatioStatus};
use super::limit::{Limit, LimitSide};
use super::prepare::StaffingOptions;
use super::rule::RatioRule;
use crate::Error;
use crate::date::{Date, Span};
use crate::limits::check_lines;
use crate::number::Ratio;
use crate::problem::{Code, Problems};
use crate::table::Table;

/// How each rule was kept for each row over a span of days (bemanning över tid).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffingSeries {
    span: Span,
    lines: Vec<SeriesLine>,
}

/// One rule and one row over time. The days add up: met, in breach, compared and not evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeriesLine {
    /// The rule's id.
    pub rule: String,
    /// The row's id.
    pub id: String,
    /// Days on which the rule was kept.
    pub days_met: u32,
    /// Days on which it was broken: over or under its limit, or a demand with nothing to share it.
    pub days_in_breach: u32,
    /// Days on which a statistic was compared with.
    pub days_compared: u32,
    /// Days on which a cell that the rule needs was empty.
    pub days_not_evaluated: u32,
    /// The first day on which the row stood worst beside the limit of that day.
    pub worst: Option<Worst>,
    /// The first day on which the rule was kept.
    pub first_met: Option<Date>,
    /// The first day from which it was kept to the end of the row's days; `None` where it is not
    /// kept at the end.
    pub met_since: Option<Date>,
}

/// A row on its worst day.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Worst {
    /// The day.
    pub on: Date,
    /// The numerator on it.
    pub have_num: Ratio,
    /// The denominator on it.
    pub have_den: Ratio,
    /// The limit on it.
    pub limit: Ratio,
}

impl StaffingSeries {
    /// The days that the series is about.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Every rule and row, as they first occur.
    #[must_use]
    pub fn lines(&self) -> &[SeriesLine] {
        &self.lines
    }
}

/// Holds tables that follow on each other in time against rules, day by day.
///
/// Each table holds from its day until the day before the next one's, the last to `to`. Limits are
/// those of each day, so that a limit that changes in between is seen. `at` of the options is not
/// used. Worst is the largest ratio of numerator to limit · denominator (for a lowest ratio, the
/// other way round); nothing to divide by is worse than any number.
///
/// ```
/// use statsbidrag::{Ratio, RatioRule, StaffingOptions, Table, staffing_series};
///
/// let team = |heads: u32| {
///     Table::builder("supervisor", ["Ask"])
///         .column("social_worker_heads", [heads])
///         .column("supervisor_heads", [1])
///         .build()
/// };
/// let rule = RatioRule::new("span", "social_worker_heads".parse()?, "supervisor_heads".parse()?)
///     .at_most("6".parse::<Ratio>()?);
/// // 8 from January, 9 from March and 6 from July: in breach for 31 + 29 + 122 days of 2016.
/// let tables = [
///     ("2016-01-01".parse()?, team(8)?),
///     ("2016-03-01".parse()?, team(9)?),
///     ("2016-07-01".parse()?, team(6)?),
/// ];
/// let series = staffing_series(&tables, "2016-12-31".parse()?, &[rule], &StaffingOptions::new())?;
/// let line = &series.lines()[0];
/// assert_eq!((line.days_in_breach, line.days_met), (182, 184));
/// assert_eq!(line.worst.as_ref().unwrap().on, "2016-03-01".parse()?);
/// assert_eq!(line.met_since, Some("2016-07-01".parse()?));
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// As of [`check_staffing`], under `/snapshots/<n>`; `empty` without tables; `overlap` for days
/// that do not follow on each other.
pub fn staffing_series(
    snapshots: &[(Date, Table)],
    to: Date,
    rules: &[RatioRule],
    options: &StaffingOptions,
) -> Result<StaffingSeries, Error> {
    let span = check_order(snapshots, to)?;
    let starts = changes(rules);
    let mut problems = Problems::new();
    let rows: usize = snapshots.iter().map(|(_, table)| table.len()).sum();
    // A change of a limit falls within one of the tables.
    let widest = snapshots.iter().map(|(_, table)| table.len()).max().unwrap_or(0);
    let rows = rows.saturating_add(starts.len().saturating_mul(widest));
    if !check_lines(rules.len(), "rules", rows, "/snapshots", &mut problems) {
        return Err(problems.into());
    }
    let mut track = Track::default();
    for (index, (from, table)) in snapshots.iter().enumerate() {
        let end = match snapshots.get(index + 1) {
            Some((next, _)) => next.days_since_1970() - 1,
            None => to.days_since_1970(),
        };
        // The limits may change while the table stands.
        let within = starts.iter().filter(|day| **day > *from && day.days_since_1970() <= end);
        let days: Vec<Date> = std::iter::once(*from).chain(within.copied()).collect();
        for (part, day) in days.iter().enumerate() {
            let last = days.get(part + 1).map_or(end, |next| next.days_since_1970() - 1);
            let count = u32::try_from(last - day.days_since_1970() + 1).unwrap_or(0);
            match check_staffing(table, rules, &options.clone().at(*day)) {
                Ok(check) => {
                    for line in check.lines() {
                        track.add(line.rule, line.id, &line.figures, *day, count);
                    }
                }
                Err(error) => {
                    problems.extend_under(&format!("/snapshots/{index}"), error);
                    break;
                }
            }
        }
    }
    problems.into_result(StaffingSeries { span, lines: track.lines })
}

fn check_order(snapshots: &[(Date, Table)], to: Date) -> Result<Span, Error> {
    let mut problems = Problems::new();
    for (index, pair) in snapshots.windows(2).enumerate() {
        if pair[1].0 <= pair[0].0 {
            let path = format!("/snapshots/{}/from", index + 1);
            problems.add(path, Code::Overlap, pair[1].0, format_args!("a day after {}", pair[0].0));
        }
    }
    let (Some((first, _)), Some((last, _))) = (snapshots.first(), snapshots.last()) else {
        problems.add("/snapshots", Code::Empty, "no tables", "at least one");
        return problems.check().and_then(|()| Span::new(to, Some(to)));
    };
    if to < *last {
        problems.add("/to", Code::Overlap, to, format_args!("a day from {last} on"));
    }
    problems.check()?;
    Span::new(*first, Some(to))
}

/// The days on which some limit begins, or has ended the day before.
fn changes(rules: &[RatioRule]) -> BTreeSet<Date> {
    let sides = |rule| LimitSide::ALL.iter().flat_map(move |side| RatioRule::limits(rule, *side));
    let spans = rules.iter().flat_map(sides).filter_map(Limit::span);
    spans
        .flat_map(|span| [Some(span.from()), span.to().and_then(Date::tomorrow)])
        .flatten()
        .collect()
}

/// What has been seen so far.
#[derive(Default)]
struct Track {
    lines: Vec<SeriesLine>,
    /// How bad the worst of each line is.
    burdens: Vec<Burden>,
    places: HashMap<(String, String), usize>,
}

impl Track {
    fn add(&mut self, rule: &str, id: &str, figures: &RatioFigures, day: Date, count: u32) {
        let place = *self.places.entry((rule.to_owned(), id.to_owned())).or_insert_with(|| {
            self.lines.push(SeriesLine {
                rule: rule.to_owned(),
                id: id.to_owned(),
                days_met: 0,
                days_in_breach: 0,
                days_compared: 0,
                days_not_evaluated: 0,
                worst: None,
                first_met: None,
                met_since: None,
            });
            self.burdens.push(Burden::None);
            self.lines.len() - 1
        });
        let line = &mut self.lines[place];
        match figures.status {
            RatioStatus::NotEvaluated => line.days_not_evaluated += count,
            RatioStatus::Reference => line.days_compared += count,
            _ if figures.is_broken() => line.days_in_breach += count,
            _ => {
                line.days_met += count;
                line.first_met = line.first_met.or(Some(day));
            }
        }
        let is_met = matches!(figures.status, RatioStatus::Met | RatioStatus::Vacuous)
            || (figures.status == RatioStatus::NoDenominator && !figures.is_broken());
        line.met_since = if is_met { line.met_since.or(Some(day)) } else { None };
        let burden = Burden::of(figures);
        if let (Some(num), Some(den), Some(limit)) =
            (&figures.have_num, &figures.have_den, &figures.limit)
            && burden > self.burdens[place]
        {
            self.burdens[place] = burden;
            let (have_num, have_den, limit) = (num.clone(), den.clone(), limit.clone());
            line.worst = Some(Worst { on: day, have_num, have_den, limit });
        }
    }
}

/// How a ratio stands beside its limit: over 1 it is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Burden {
    None,
    Part(BigRational),
    /// Something where there may be nothing: so much of it.
    Endless(BigRational),
}

impl Burden {
    fn of(figures: &RatioFigures) -> Self {
        let (Some(num), Some(den), Some(limit)) =
            (&figures.have_num, &figures.have_den, &figures.limit)
        else {
            return Burden::None;
        };
        let allowed = limit.big() * den.big();
        let (over, under) = match figures.side {
            Some(LimitSide::AtLeast) => (allowed, num.big().clone()),
            _ => (num.big().clone(), allowed),
        };
        match (over.is_zero(), under.is_zero()) {
            (true, _) => Burden::Part(BigRational::zero()),
            (false, true) => Burden::Endless(over),
            _ => Burden::Part(over / under),
        }
    }
}

impl Ord for Burden {
    fn cmp(&self, other: &Self) -> Ordering {
        let rank = |burden: &Self| match burden {
            Burden::None => 0,
            Burden::Part(_) => 1,
            Burden::Endless(_) => 2,
        };
        match (self, other) {
            (Burden::Part(a), Burden::Part(b)) | (Burden::Endless(a), Burden::Endless(b)) => {
                a.cmp(b)
            }
            _ => rank(self).cmp(&rank(other)),
        }
    }
}

impl PartialOrd for Burden {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limit, Numbers};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn table(cases: Option<&str>, fte: &str) -> Table {
        Table::builder("unit", ["N"])
            .column("cases", Numbers::parse([cases]))
            .column("fte", Numbers::parse([fte]))
            .build()
            .unwrap()
    }

    fn rule() -> RatioRule {
        RatioRule::new("r", "cases".parse().unwrap(), "fte".parse().unwrap())
    }

    #[test]
    fn a_limit_that_changes_is_seen_on_its_day() {
        // 33 of 1 from 2023-12-01 to 2024-01-31: 35 allowed in 2023, 30 from 2024: 31 days each.
        let limit = |value: &str, from: &str, to: Option<&str>| {
            Limit::new(value.parse().unwrap()).during(Span::new(day(from), to.map(day)).unwrap())
        };
        let rule = rule().at_most(limit("35", "2022-01-01", Some("2023-12-31"))).at_most(limit(
            "30",
            "2024-01-01",
            None,
        ));
        let tables = [(day("2023-12-01"), table(Some("33"), "1"))];
        let series =
            staffing_series(&tables, day("2024-01-31"), &[rule], &StaffingOptions::new()).unwrap();
        let line = &series.lines()[0];
        assert_eq!((line.days_met, line.days_in_breach), (31, 31));
        assert_eq!((line.first_met, line.met_since), (Some(day("2023-12-01")), None));
        assert_eq!(line.worst.as_ref().unwrap().on, day("2024-01-01"));
    }

    #[test]
    fn nothing_to_divide_by_is_the_worst_and_an_empty_cell_is_no_day_of_either() {
        // Ten days each: 30 on 1, 10 on 0, nothing known, 10 on 1 with at most 20.
        let rule = rule().at_most("20".parse::<Ratio>().unwrap());
        let tables = [
            (day("2016-01-01"), table(Some("30"), "1")),
            (day("2016-01-11"), table(Some("10"), "0")),
            (day("2016-01-21"), table(None, "1")),
            (day("2016-01-31"), table(Some("10"), "1")),
        ];
        let series =
            staffing_series(&tables, day("2016-02-09"), &[rule], &StaffingOptions::new()).unwrap();
        let line = &series.lines()[0];
        assert_eq!((line.days_in_breach, line.days_not_evaluated, line.days_met), (20, 10, 10));
        assert_eq!(line.worst.as_ref().unwrap().on, day("2016-01-11"));
        assert_eq!(line.met_since, Some(day("2016-01-31")));
    }

    #[test]
    fn tables_that_do_not_follow_on_each_other_are_refused_with_all_else() {
        let rule = rule().at_most("20".parse::<Ratio>().unwrap());
        let tables = [(day("2016-02-01"), table(None, "1")), (day("2016-02-01"), table(None, "1"))];
        let series = |to| {
            staffing_series(&tables, day(to), std::slice::from_ref(&rule), &StaffingOptions::new())
        };
        let error = series("2016-01-01").unwrap_err();
        let paths: Vec<_> = error.problems().iter().map(|p| p.path().to_owned()).collect();
        assert_eq!(paths, ["/snapshots/1/from", "/to"]);
        let none = staffing_series(&[], day("2016-01-01"), &[rule], &StaffingOptions::new());
        assert_eq!(none.unwrap_err().problems()[0].code(), Code::Empty);
    }
}
