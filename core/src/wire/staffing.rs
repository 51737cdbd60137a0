//! `check_staffing`, `plan_staffing`, `staffing_series` and `compare_staffing`: ratios of staff, what
//! they demand, how they have been over time, and what would be different.

use serde_json::{Value, json};

use super::allocate::explain;
use super::loaded::{Loaded, loaded_or_read};
use super::staff;
use super::{Answer, Columns, id_column, language, nothing, parameters, text, texts};
use crate::Error;
use crate::catalog;
use crate::date::{Date, Span};
use crate::document::{Cursor, Fields, Node};
use crate::frame::{self, Wanted};
use crate::limits::check_lines;
use crate::number::Money;
use crate::problem::{Code, Problems};
use crate::staffing::{
    Condition, LimitSide, PostCosts, RatioFigures, RatioRule, SeriesLine, StaffBy, StaffOptions,
    StaffingChange, StaffingCheck, StaffingOptions, StaffingPlan, StaffingSeries, check_staffing,
    plan_staffing, staffing_series, staffing_snapshots,
};
use crate::table::Table;

/// What both operations read: the facts, the rules and how they are applied.
struct Facts {
    table: Table,
    rules: Vec<RatioRule>,
    options: StaffingOptions,
}

impl Facts {
    /// Reads the common fields; `more` reads the rest, before unknown fields are told. The result
    /// has columns of its `own`.
    fn read<'n, T>(
        mut fields: Fields<'n>,
        loaded: Loaded<'_>,
        own: &[&str],
        more: impl FnOnce(&mut Fields<'n>, &mut Problems) -> T,
    ) -> Result<(Self, T), Error> {
        let mut problems = Problems::new();
        fields.optional("operation");
        let frame = fields.required("frame", &mut problems);
        let asked = Asked::read(&mut fields, loaded, own, &mut problems);
        let more = more(&mut fields, &mut problems);
        fields.finish(&mut problems);
        let table = frame.and_then(|frame| asked.table(&frame, &mut problems));
        if !problems.is_empty() {
            // What the parts that could be read show to be wrong is told too.
            let check = table.filter(|_| asked.has_all_rules);
            let check = check.map(|table| check_staffing(&table, &asked.rules, &asked.options));
            if let Some(Err(error)) = check {
                problems.extend_elsewhere(error.into_problems());
            }
            return Err(problems.into());
        }
        let Asked { rules, options, .. } = asked;
        Ok((Self { table: table.ok_or_else(nothing)?, rules, options }, more))
    }
}

/// Rules and how they are applied, before there is a table.
struct Asked<'n> {
    id: Option<&'n str>,
    names: Option<&'n str>,
    unit: Option<&'n str>,
    rules: Vec<RatioRule>,
    has_all_rules: bool,
    options: StaffingOptions,
}

impl<'n> Asked<'n> {
    fn read(
        fields: &mut Fields<'n>,
        loaded: Loaded<'_>,
        own: &[&str],
        problems: &mut Problems,
    ) -> Self {
        let id = id_column(fields, own, problems);
        let names = text(fields, "name", problems);
        let (rules, has_all_rules) = required_rules(fields, loaded, problems);
        let mut options = StaffingOptions::new().parameters(parameters(fields, problems));
        if let Some(at) = fields.optional("at").and_then(|field| field.parse("a day", problems)) {
            options = options.at(at);
        }
        let unit = text(fields, "unit", problems);
        if let Some(unit) = unit {
            options = options.unit(unit);
        }
        Self { id, names, unit, rules, has_all_rules, options }
    }

    /// The same for tables of units that are made here: they need no names of columns.
    fn of_units(fields: &mut Fields<'n>, loaded: Loaded<'_>, problems: &mut Problems) -> Self {
        let (rules, has_all_rules) = required_rules(fields, loaded, problems);
        let options = StaffingOptions::new().parameters(parameters(fields, problems));
        Self { id: None, names: None, unit: None, rules, has_all_rules, options }
    }

    fn table(&self, frame: &Cursor<'_>, problems: &mut Problems) -> Option<Table> {
        let vacant = vacant_columns(&self.rules);
        let mut wanted = wanted(&self.rules, self.id?);
        wanted.numbers.extend(vacant.iter().map(String::as_str));
        wanted.texts.extend(self.unit);
        wanted.names = self.names;
        let table = frame::read(frame, &wanted, problems)?;
        check_lines(self.rules.len(), "rules", table.len(), "/rules", problems);
        Some(table)
    }
}

/// The columns that tell of vacancies in what rules hire into.
fn vacant_columns(rules: &[RatioRule]) -> Vec<String> {
    let hired = rules.iter().filter_map(|rule| Some(rule.hires_into()?.0));
    let role = |column: &str| {
        let role = column.strip_suffix("_fte").or_else(|| column.strip_suffix("_heads"))?;
        Some(format!("{role}_vacant_fte"))
    };
    hired.filter_map(role).collect()
}

/// The columns that rules read, by kind.
fn wanted<'r>(rules: &'r [RatioRule], id: &'r str) -> Wanted<'r> {
    let mut wanted = Wanted { id, ..Wanted::default() };
    for rule in rules {
        wanted.numbers.extend(rule.numerator().columns().chain(rule.denominator().columns()));
        let limits = LimitSide::ALL.iter().flat_map(|side| rule.limits(*side));
        for condition in limits.filter_map(|limit| limit.condition()) {
            match condition {
                Condition::Band { column, .. } => wanted.numbers.insert(column),
                Condition::Flag { column, .. } => wanted.flags.insert(column),
            };
        }
    }
    wanted
}

/// The rules, and whether all of them could be read.
fn required_rules(
    fields: &mut Fields<'_>,
    loaded: Loaded<'_>,
    problems: &mut Problems,
) -> (Vec<RatioRule>, bool) {
    let before = problems.count();
    let rules = loaded_or_read(loaded.rules(), fields, "rules", problems, |field, problems| {
        Some(rules(field, problems))
    });
    (rules.unwrap_or_default(), problems.count() == before)
}

/// Reads a JSON list of rules: their documents, and ids of rules that ship.
///
/// ```
/// let rules = statsbidrag::wire::read_rules(r#"["molndal-supervisor-span"]"#)?;
/// assert_eq!(rules[0].id(), "molndal-supervisor-span");
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// What is wrong with the list, with JSON pointers into it.
pub fn read_rules(text: &str) -> Result<Vec<RatioRule>, Error> {
    let node = Node::parse(text)?;
    let mut problems = Problems::new();
    let rules = rules(&Cursor::root(&node), &mut problems);
    problems.into_result(rules)
}

/// A list of rules: documents, or ids of rules that ship.
pub(super) fn rules(cursor: &Cursor<'_>, problems: &mut Problems) -> Vec<RatioRule> {
    let items = cursor.list(problems).unwrap_or_default();
    if items.is_empty() && matches!(cursor.node(), Node::List(_)) {
        problems.add(cursor.path(), Code::Empty, "no rules", "at least one");
    }
    let rule = |item: &Cursor<'_>| match item.node() {
        Node::Text(id) => match catalog::rule(id) {
            Ok(rule) => Some(rule),
            Err(error) => {
                let own = error.into_problems().placed(|_| item.path().to_owned());
                problems.extend_under("", own);
                None
            }
        },
        _ => RatioRule::read(item, problems),
    };
    items.iter().filter_map(rule).collect()
}

pub(super) fn check(fields: Fields<'_>, loaded: Loaded<'_>) -> Result<Answer<'static>, Error> {
    let (facts, (ids, language)) = Facts::read(fields, loaded, CHECKED, |fields, problems| {
        (texts(fields, "explain", problems), language(fields, problems))
    })?;
    let check = check_staffing(&facts.table, &facts.rules, &facts.options)?;
    let mut answer = write_check(&check);
    if !ids.is_empty() {
        let explained = explain(&ids, |id| check.explain(id, language))?;
        answer = answer.value("explain", explained);
    }
    Ok(answer.value("receipt", check.receipt().to_json()))
}

/// The columns of a check beside the ids.
const CHECKED: &[&str] = &[
    "rule", "status", "have_num", "have_den", "limit", "gap", "hire", "headroom", "excess", "side",
];

/// The tables of a check: lines, totals and moves.
fn write_check(check: &StaffingCheck) -> Answer<'static> {
    let lines: Vec<_> = check.lines().collect();
    let result = Columns::new()
        .add("rule", lines.iter().map(|line| line.rule))
        .add(check.table().id_column(), lines.iter().map(|line| line.id));
    let all = check.totals();
    let totals = Columns::new()
        .add("rule", all.iter().map(|total| &total.rule))
        .add_any("unit", all.iter().map(|total| total.unit.as_ref()));
    let moves = check.moves();
    let steps = |moves: &crate::UnitMoves| {
        let step =
            |step: &crate::Move| json!({"from": step.from, "to": step.to, "count": step.count});
        moves.steps.iter().map(step).collect::<Value>()
    };
    let moves = Columns::new()
        .add("unit", moves.iter().map(|moves| &moves.unit))
        .add("rule", moves.iter().map(|moves| &moves.rule))
        .add("moves", moves.iter().map(|moves| &moves.moves))
        .add_any("hire_after_moves", moves.iter().map(|moves| moves.hire_after_moves.as_ref()))
        .add("steps", moves.iter().map(steps));
    Answer::new()
        .table("result", figures(result, lines.iter().map(|line| &line.figures)))
        .table("moves", moves)
        .table("totals", figures(totals, all.iter().map(|total| &total.figures)))
}

/// Adds the columns of figures.
fn figures<'f>(
    columns: Columns,
    figures: impl Iterator<Item = &'f RatioFigures> + Clone,
) -> Columns {
    let figures = || figures.clone();
    columns
        .add("status", figures().map(|figures| figures.status.word()))
        .add_any("have_num", figures().map(|figures| figures.have_num.as_ref()))
        .add_any("have_den", figures().map(|figures| figures.have_den.as_ref()))
        .add_any("limit", figures().map(|figures| figures.limit.as_ref()))
        .add_any("gap", figures().map(|figures| figures.gap.as_ref()))
        .add_any("hire", figures().map(|figures| figures.hire.as_ref()))
        .add_any("headroom", figures().map(|figures| figures.headroom.as_ref()))
        .add_any("excess", figures().map(|figures| figures.excess.as_ref()))
        .add_any("side", figures().map(|figures| figures.side.map(LimitSide::word)))
}

pub(super) fn plan(fields: Fields<'_>, loaded: Loaded<'_>) -> Result<Answer<'static>, Error> {
    let (facts, costs) = Facts::read(fields, loaded, PLANNED, read_costs)?;
    let plan = plan_staffing(&facts.table, &facts.rules, &facts.options)?;
    let mut answer = write_plan(&plan);
    if let Some(costs) = costs {
        let cost = plan.cost(&costs)?;
        answer = answer.value(
            "cost",
            json!({"posts": cost.posts, "total": cost.total, "fundable": cost.fundable, "own": cost.own}),
        );
    }
    Ok(answer.value("receipt", plan.receipt().to_json()))
}

/// `cost`, an object of kronor a year by column, and `fundable`, some of its names.
fn read_costs(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<PostCosts> {
    let cost = fields.optional("cost").and_then(|field| field.object(problems));
    let fundable = texts(fields, "fundable", problems);
    let Some(cost) = cost else {
        if !fundable.is_empty() {
            problems.add("/cost", Code::Missing, "nothing", "what the fundable posts cost");
        }
        return None;
    };
    let mut costs = PostCosts::new();
    for (column, field) in cost.all() {
        if let Some(a_year) = field.parse::<Money>("kronor", problems) {
            costs = costs.of(column, a_year);
        }
    }
    Some(fundable.into_iter().fold(costs, PostCosts::fundable))
}

/// The columns of a plan beside the ids.
const PLANNED: &[&str] = &["role", "hire", "rule", "vacancies"];

fn write_plan(plan: &StaffingPlan) -> Answer<'static> {
    let posts = plan.posts();
    let columns = Columns::new()
        .add(plan.table().id_column(), posts.iter().map(|post| &post.id))
        .add("role", posts.iter().map(|post| &post.role))
        .add("hire", posts.iter().map(|post| &post.hire))
        .add("rule", posts.iter().map(|post| &post.rule))
        .add("vacancies", posts.iter().map(|post| &post.vacancies));
    Answer::new().table("result", columns).value("not_evaluated", json!(plan.not_evaluated()))
}

pub(super) fn series(mut fields: Fields<'_>, loaded: Loaded<'_>) -> Result<Answer<'static>, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let to = fields.required("to", &mut problems);
    let to = to.and_then(|field| field.parse::<Date>("a day", &mut problems));
    let staff = fields.optional("staff");
    let (asked, snapshots) = match &staff {
        Some(staff) => {
            let asked = Asked::of_units(&mut fields, loaded, &mut problems);
            let snapshots = snapshots_of_staff(staff, &mut fields, to, &mut problems);
            (asked, snapshots)
        }
        None => {
            let snapshots = fields.required("snapshots", &mut problems);
            let asked = Asked::read(&mut fields, loaded, OVER_TIME, &mut problems);
            let tables = snapshots.and_then(|field| snapshot_tables(&field, &asked, &mut problems));
            (asked, tables)
        }
    };
    fields.finish(&mut problems);
    problems.check()?;
    let (to, snapshots) = (to.ok_or_else(nothing)?, snapshots.ok_or_else(nothing)?);
    let series = staffing_series(&snapshots, to, &asked.rules, &asked.options)?;
    let id = snapshots.first().map_or("", |(_, table)| table.id_column());
    Ok(Answer::new().table("result", columns_of_series(&series, id)))
}

/// The tables that a document gives.
fn snapshot_tables(
    cursor: &Cursor<'_>,
    asked: &Asked<'_>,
    problems: &mut Problems,
) -> Option<Vec<(Date, Table)>> {
    let items = cursor.list(problems)?;
    let snapshot = |item: &Cursor<'_>| {
        let mut fields = item.object(problems)?;
        let from = fields.required("from", problems);
        let from = from.and_then(|field| field.parse::<Date>("a day", problems));
        let frame = fields.required("frame", problems);
        fields.finish(problems);
        let table = asked.table(&frame?, problems);
        Some((from?, table?))
    };
    let snapshots: Vec<Option<_>> = items.iter().map(snapshot).collect();
    snapshots.into_iter().collect()
}

/// The tables that a list of staff and its demand make, from the day `from` on.
fn snapshots_of_staff(
    staff: &Cursor<'_>,
    fields: &mut Fields<'_>,
    to: Option<Date>,
    problems: &mut Problems,
) -> Option<Vec<(Date, Table)>> {
    let staff = staff::read_staff(staff, problems);
    let before = problems.count();
    let mut options = StaffOptions::by(StaffBy::Unit);
    if let Some(mut given) =
        fields.optional("staff_options").and_then(|field| field.object(problems))
    {
        options = staff::read_options(options, &mut given, problems);
        given.finish(problems);
    }
    let demand = fields.required("demand", problems);
    let demand =
        demand.and_then(|field| frame::read_list(&field, &["unit", "from", "to"], problems));
    let from = fields.required("from", problems);
    let from = from.and_then(|field| field.parse::<Date>("a day", problems));
    let has_options = problems.count() == before;
    let (staff, demand, from) = (staff?, demand?, from?);
    let span = problems.keep("", Span::new(from, Some(to?)))?;
    match staffing_snapshots(&staff, &options, &demand, span) {
        Ok(snapshots) => Some(snapshots),
        Err(error) => {
            // Of options that could not be read nothing is known.
            if has_options {
                problems.extend_elsewhere(error.into_problems());
            }
            None
        }
    }
}

/// The columns of a series beside the ids.
const OVER_TIME: &[&str] = &[
    "rule",
    "days_met",
    "days_in_breach",
    "days_compared",
    "days_not_evaluated",
    "worst_on",
    "worst_num",
    "worst_den",
    "worst_limit",
    "first_met",
    "met_since",
];

fn columns_of_series(series: &StaffingSeries, id: &str) -> Columns {
    let lines = series.lines();
    let worst = || lines.iter().map(|line: &SeriesLine| line.worst.as_ref());
    Columns::new()
        .add("rule", lines.iter().map(|line| &line.rule))
        .add(id, lines.iter().map(|line| &line.id))
        .add("days_met", lines.iter().map(|line| line.days_met))
        .add("days_in_breach", lines.iter().map(|line| line.days_in_breach))
        .add("days_compared", lines.iter().map(|line| line.days_compared))
        .add("days_not_evaluated", lines.iter().map(|line| line.days_not_evaluated))
        .add_any("worst_on", worst().map(|worst| Some(worst?.on)))
        .add_any("worst_num", worst().map(|worst| Some(&worst?.have_num)))
        .add_any("worst_den", worst().map(|worst| Some(&worst?.have_den)))
        .add_any("worst_limit", worst().map(|worst| Some(&worst?.limit)))
        .add_any("first_met", lines.iter().map(|line| line.first_met))
        .add_any("met_since", lines.iter().map(|line| line.met_since))
}

/// The columns of a comparison beside the ids.
const CHANGED: &[&str] =
    &["rule", "kind", "before", "after", "num", "den", "gap", "hire", "headroom", "excess"];

pub(super) fn compare(
    mut fields: Fields<'_>,
    loaded: Loaded<'_>,
) -> Result<Answer<'static>, Error> {
    let mut problems = Problems::new();
    fields.optional("operation");
    let mut side = |name| {
        let field = fields.required(name, &mut problems)?;
        let inner = field.object(&mut problems)?;
        let read = Facts::read(inner, loaded, CHANGED, |_, _| ());
        let read = read.and_then(|(facts, ())| {
            let check = check_staffing(&facts.table, &facts.rules, &facts.options);
            check.map_err(|error| error.under(field.path()))
        });
        problems.keep("", read)
    };
    let (before, after) = (side("before"), side("after"));
    fields.finish(&mut problems);
    problems.check()?;
    let (before, after) = (before.ok_or_else(nothing)?, after.ok_or_else(nothing)?);
    let changes = before.compare(&after);
    let all = || changes.iter();
    let status = |figures: &Option<RatioFigures>| Some(figures.as_ref()?.status.word());
    let columns = Columns::new()
        .add("rule", all().map(|change: &StaffingChange<'_>| change.rule))
        .add(before.table().id_column(), all().map(|change| change.id))
        .add("kind", all().map(|change| change.kind.word()))
        .add_any("before", all().map(|change| status(&change.before)))
        .add_any("after", all().map(|change| status(&change.after)))
        .add_any("num", all().map(|change| change.num.as_ref()))
        .add_any("den", all().map(|change| change.den.as_ref()))
        .add_any("gap", all().map(|change| change.gap.as_ref()))
        .add_any("hire", all().map(|change| change.hire.as_ref()))
        .add_any("headroom", all().map(|change| change.headroom.as_ref()))
        .add_any("excess", all().map(|change| change.excess.as_ref()));
    Ok(Answer::new().table("result", columns))
}
