//! Staff and demand with dates, as tables that follow on each other.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::staff::{Staff, StaffBy, StaffOptions, summarise_days};
use crate::Error;
use crate::date::{Date, Span};
use crate::problem::{Code, Problems};
use crate::table::{Column, Ids, Numbers, Table, Texts, cell};

/// The tables of a span of days, for [`staffing_series`](crate::staffing_series): staff by unit,
/// with what there is to do, on every day on which either changes.
///
/// `demand` (efterfrågan: open cases, families, investigations) has a column `unit`, columns of
/// numbers, and texts `from` and `to`, days such as 2016-01-31, where it changes; without a day a
/// row has no such end. On a day on which a unit has no row its demand is an empty cell, never zero.
/// The dates of the options are not used.
///
/// ```
/// use statsbidrag::{
///     Ratio, RatioRule, Span, Staff, StaffBy, StaffOptions, StaffingOptions, Table,
///     staffing_series, staffing_snapshots,
/// };
///
/// // Two full-time workers, from July one; 24 cases, from October 12. At most 15 for each.
/// let staff = Staff::new()
///     .column("person", ["Bo", "Cai"])
///     .column("unit", ["Norr", "Norr"])
///     .column("role", ["worker", "worker"])
///     .column("fte", [1, 1])
///     .column("from", ["2015-01-01", "2015-01-01"])
///     .column("to", [None, Some("2016-06-30")]);
/// let demand = Table::builder("row", ["1", "2"])
///     .column("unit", ["Norr", "Norr"])
///     .column("from", ["2016-01-01", "2016-10-01"])
///     .column("to", [Some("2016-09-30"), None])
///     .column("cases", [24, 12])
///     .build()?;
/// let span = Span::year(2016)?;
/// let tables = staffing_snapshots(&staff, &StaffOptions::by(StaffBy::Unit), &demand, span)?;
/// let rule = RatioRule::new("load", "cases".parse()?, "worker_fte".parse()?)
///     .at_most("15".parse::<Ratio>()?);
/// let end = "2016-12-31".parse()?;
/// let series = staffing_series(&tables, end, &[rule], &StaffingOptions::new())?;
/// // 24 on 1 from July to September: 31 + 31 + 30 days.
/// assert_eq!(series.lines()[0].days_in_breach, 92);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// As of [`summarise_staff`](crate::summarise_staff); `missing` units, days that are none, `overlap` of rows of a unit,
/// `unknown_id` for a unit that the list of staff does not have, `conflict` for options by
/// supervisor, `no_value_at_date` for a span without an end, `out_of_range` for more days times units
/// than [`limits`](crate::limits) has room for.
pub fn staffing_snapshots(
    staff: &Staff,
    options: &StaffOptions,
    demand: &Table,
    span: Span,
) -> Result<Vec<(Date, Table)>, Error> {
    let mut problems = Problems::new();
    if options.groups_by() != StaffBy::Unit {
        problems.add("/by", Code::Conflict, options.groups_by(), "unit, which demand is by");
    }
    if span.to().is_none() {
        problems.add("/span/to", Code::NoValueAtDate, "no last day", "a span with an end");
    }
    let mut of_demand = Problems::new();
    let rows = rows(demand, &mut of_demand);
    problems.extend_under("", of_demand.rooted("/demand"));
    let days = problems.keep("", staff.changes(span)).unwrap_or_default();
    if !problems.is_empty() {
        // What is wrong with the list by itself is told too.
        let first = summarise_days(staff, options, &BTreeSet::from([span.from()]));
        problems.extend_elsewhere(first.err().map(Error::into_problems).unwrap_or_default());
        return Err(problems.into());
    }
    let ends = rows.iter().filter_map(|row| row.to.and_then(Date::tomorrow));
    let starts = rows.iter().filter_map(|row| row.from);
    let mut days: BTreeSet<Date> = days.into_iter().collect();
    days.extend(starts.chain(ends).filter(|day| span.contains(*day)));
    let summaries = summarise_days(staff, options, &days)?;
    if let Some((_, first)) = summaries.first() {
        check_units(&rows, first.ids())?;
    }
    let rows = ByUnit::new(&rows);
    let with_demand = |(day, table): (Date, Table)| {
        let table = with_demand(&table, demand, &rows, day)?;
        Ok((day, table))
    };
    summaries.into_iter().map(with_demand).collect()
}

/// A row of demand: whose, and when.
struct Row<'d> {
    unit: &'d str,
    from: Option<Date>,
    to: Option<Date>,
}

impl Row<'_> {
    fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    fn overlaps(&self, other: &Self) -> bool {
        let before = |end: Option<Date>, start: Option<Date>| match (end, start) {
            (Some(end), Some(start)) => end < start,
            _ => false,
        };
        self.unit == other.unit && !before(self.to, other.from) && !before(other.to, self.from)
    }
}

/// Reads whose and when; only where nothing is wrong are all rows there.
fn rows<'d>(demand: &'d Table, problems: &mut Problems) -> Vec<Row<'d>> {
    let units = demand.texts("unit", "/demand/unit", problems);
    let texts = |name, problems: &mut Problems| -> Option<&'d Texts> {
        demand.column(name)?;
        demand.texts(name, "/demand", problems)
    };
    let (from, to) = (texts("from", problems), texts("to", problems));
    let Some(units) = units else { return Vec::new() };
    let mut rows = Vec::new();
    for row in 0..demand.len() {
        let mut day = |name: &str, column: Option<&Texts>| {
            let text = column.and_then(|column| column.get(row))?;
            problems.keep(&cell(name, row), text.parse::<Date>())
        };
        let (from, to) = (day("from", from), day("to", to));
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            problems.add(cell("to", row), Code::Overlap, to, format_args!("a day from {from} on"));
        }
        match units.get(row) {
            Some(unit) => rows.push(Row { unit, from, to }),
            None => problems.add(cell("unit", row), Code::Missing, "an empty cell", "a unit"),
        }
    }
    if rows.len() == demand.len() {
        check_overlaps(&rows, problems);
    }
    rows
}

/// Neighbours in time of each unit.
fn check_overlaps(rows: &[Row<'_>], problems: &mut Problems) {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&row| (rows[row].unit, rows[row].from));
    for pair in order.windows(2) {
        if rows[pair[0]].overlaps(&rows[pair[1]]) {
            let want = format!("days that row {} of the unit does not have", pair[0]);
            problems.add(cell("unit", pair[1]), Code::Overlap, rows[pair[1]].unit, want);
        }
    }
}

/// Reports rows of units that have no staff: every table has the same units.
fn check_units(rows: &[Row<'_>], units: &Ids) -> Result<(), Error> {
    let units: HashSet<&str> = units.iter().collect();
    let mut problems = Problems::new();
    for (row, Row { unit, .. }) in rows.iter().enumerate().filter(|(_, r)| !units.contains(r.unit))
    {
        let want = "a unit of the list of staff";
        problems.add(format_args!("/demand/unit/{row}"), Code::UnknownId, unit, want);
    }
    problems.check()
}

/// The rows of each unit in order of time, with their places.
struct ByUnit<'r>(HashMap<&'r str, Vec<(usize, &'r Row<'r>)>>);

impl<'r> ByUnit<'r> {
    fn new(rows: &'r [Row<'r>]) -> Self {
        let mut units: HashMap<&str, Vec<_>> = HashMap::new();
        for (place, row) in rows.iter().enumerate() {
            units.entry(row.unit).or_default().push((place, row));
        }
        units.values_mut().for_each(|rows| rows.sort_unstable_by_key(|(_, row)| row.from));
        Self(units)
    }

    /// The place of the row that holds for a unit on a day: no two do.
    fn on(&self, unit: &str, day: Date) -> Option<usize> {
        let rows = self.0.get(unit)?;
        let begun = rows.partition_point(|(_, row)| row.from.is_none_or(|from| from <= day));
        let (place, row) = rows[..begun].last()?;
        row.holds(day).then_some(*place)
    }
}

/// The staff of a day with the demand of that day.
fn with_demand(
    staff: &Table,
    demand: &Table,
    rows: &ByUnit<'_>,
    day: Date,
) -> Result<Table, Error> {
    let own: Vec<Option<usize>> = staff.ids().iter().map(|unit| rows.on(unit, day)).collect();
    let mut table = staff.clone();
    for (name, column) in demand.columns() {
        let Column::Numbers(numbers) = column else { continue };
        let cells = own.iter().map(|row| numbers.get((*row)?)).collect();
        table = table.with_column(name, Numbers::exact(cells))?;
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn staff() -> Staff {
        Staff::new()
            .column("person", ["a", "b"])
            .column("unit", ["N", "S"])
            .column("role", ["w", "w"])
            .column("fte", [1, 1])
    }

    fn demand(rows: &[(&str, Option<&str>, Option<&str>, i64)]) -> Table {
        let texts = |of: &dyn Fn(usize) -> Option<String>| -> Column {
            (0..rows.len()).map(of).collect::<Texts>().into()
        };
        Table::builder("row", (0..rows.len()).map(|row| row.to_string()))
            .column("unit", texts(&|row| Some(rows[row].0.to_owned())))
            .column("from", texts(&|row| rows[row].1.map(str::to_owned)))
            .column("to", texts(&|row| rows[row].2.map(str::to_owned)))
            .column("cases", rows.iter().map(|row| row.3).collect::<Vec<_>>())
            .build()
            .unwrap()
    }

    fn snapshots(
        rows: &[(&str, Option<&str>, Option<&str>, i64)],
    ) -> Result<Vec<(Date, Table)>, Error> {
        let options = StaffOptions::by(StaffBy::Unit);
        staffing_snapshots(&staff(), &options, &demand(rows), Span::year(2016).unwrap())
    }

    #[test]
    fn a_day_without_a_row_is_an_empty_cell() {
        // N has 7 until May and 9 from July, S has 3 all the time: June knows nothing of N.
        let tables = snapshots(&[
            ("N", None, Some("2016-05-31"), 7),
            ("N", Some("2016-07-01"), None, 9),
            ("S", None, None, 3),
        ]);
        let seen: Vec<(String, Vec<Option<String>>)> = tables
            .unwrap()
            .iter()
            .map(|(day, table)| {
                let Some(Column::Numbers(cases)) = table.column("cases") else { panic!() };
                let cells = (0..table.len()).map(|row| Some(cases.get(row)?.to_string()));
                (day.to_string(), cells.collect())
            })
            .collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            seen,
            [
                ("2016-01-01".to_owned(), vec![some("7"), some("3")]),
                ("2016-06-01".to_owned(), vec![None, some("3")]),
                ("2016-07-01".to_owned(), vec![some("9"), some("3")]),
            ]
        );
    }

    #[test]
    fn everything_wrong_with_demand_is_said_at_once() {
        let error = snapshots(&[
            ("N", None, Some("2016-05-31"), 7),
            ("N", Some("2016-05-31"), None, 9),
            ("S", Some("2016-02-30"), None, 3),
            ("S", Some("2016-03-01"), Some("2016-02-01"), 3),
        ])
        .unwrap_err();
        let found: Vec<_> = error.problems().iter().map(|p| (p.path(), p.code())).collect();
        assert_eq!(
            found,
            [
                ("/demand/from/2", Code::Malformed),
                ("/demand/to/3", Code::Overlap),
                ("/demand/unit/1", Code::Overlap),
                ("/demand/unit/3", Code::Overlap),
            ]
        );
        let error = snapshots(&[("Norr", None, None, 1)]).unwrap_err();
        assert_eq!(error.problems()[0].path(), "/demand/unit/0");
        assert_eq!(error.problems()[0].code(), Code::UnknownId);
    }
}
