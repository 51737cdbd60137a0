//! `check_staffing`, `plan_staffing`, `staffing_series` and `compare_staffing`: ratios of staff, what
//! they demand, how they have been over time, and what would be different.

use serde_json::{Map, Value, json};

use super::allocate::explain;
use super::loaded::{Loaded, loaded_or_read};
use super::staff;
use super::{id_column, language, nothing, parameters, text, texts};
use crate::Error;
use crate::catalog;
use crate::date::{Date, Span};
use crate::document::{Cursor, Fields, Node};
use crate::frame::{self, Wanted};
use crate::number::{Money, Ratio};
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
        frame::read(frame, &wanted, problems)
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

pub(super) fn check(fields: Fields<'_>, loaded: Loaded<'_>) -> Result<Map<String, Value>, Error> {
    let (facts, (ids, language)) = Facts::read(fields, loaded, CHECKED, |fields, problems| {
        (texts(fields, "explain", problems), language(fields, problems))
    })?;
    let check = check_staffing(&facts.table, &facts.rules, &facts.options)?;
    let mut out = write_check(&check);
    if !ids.is_empty() {
        let explained = explain(&ids, |id| check.explain(id, language))?;
        out.insert("explain".to_owned(), explained);
    }
    out.insert("receipt".to_owned(), check.receipt().to_json());
    Ok(out)
}

/// The columns of a check beside the ids.
const CHECKED: &[&str] = &[
    "rule", "status", "have_num", "have_den", "limit", "gap", "hire", "headroom", "excess", "side",
];

/// The tables of a check: lines, totals and moves.
fn write_check(check: &StaffingCheck) -> Map<String, Value> {
    let lines: Vec<_> = check.lines().collect();
    let mut result = Map::new();
    result.insert("rule".to_owned(), lines.iter().map(|line| json!(line.rule)).collect());
    let ids = lines.iter().map(|line| json!(line.id)).collect();
    result.insert(check.table().id_column().to_owned(), ids);
    figures(&mut result, &lines.iter().map(|line| &line.figures).collect::<Vec<_>>());

    let mut totals = Map::new();
    let all = check.totals();
    totals.insert("rule".to_owned(), all.iter().map(|total| json!(total.rule)).collect());
    totals.insert("unit".to_owned(), all.iter().map(|total| json!(total.unit)).collect());
    figures(&mut totals, &all.iter().map(|total| &total.figures).collect::<Vec<_>>());

    let moves = check.moves();
    let column = |of: &dyn Fn(&crate::UnitMoves) -> Value| moves.iter().map(of).collect::<Value>();
    let steps = |moves: &crate::UnitMoves| {
        let step =
            |step: &crate::Move| json!({"from": step.from, "to": step.to, "count": step.count});
        moves.steps.iter().map(step).collect::<Value>()
    };
    let moves = json!({
        "unit": column(&|moves| json!(moves.unit)),
        "rule": column(&|moves| json!(moves.rule)),
        "moves": column(&|moves| json!(moves.moves)),
        "hire_after_moves": column(&|moves| json!(moves.hire_after_moves)),
        "steps": column(&steps),
    });
    let mut out = Map::new();
    out.insert("result".to_owned(), Value::Object(result));
    out.insert("moves".to_owned(), moves);
    out.insert("totals".to_owned(), Value::Object(totals));
    out
}

/// Adds the columns of figures.
fn figures(out: &mut Map<String, Value>, figures: &[&RatioFigures]) {
    out.insert("status".to_owned(), figures.iter().map(|f| json!(f.status)).collect());
    let mut number = |name: &str, of: fn(&RatioFigures) -> &Option<Ratio>| {
        out.insert(name.to_owned(), figures.iter().map(|figures| json!(of(figures))).collect());
    };
    number("have_num", |figures| &figures.have_num);
    number("have_den", |figures| &figures.have_den);
    number("limit", |figures| &figures.limit);
    number("gap", |figures| &figures.gap);
    number("hire", |figures| &figures.hire);
    number("headroom", |figures| &figures.headroom);
    number("excess", |figures| &figures.excess);
    out.insert("side".to_owned(), figures.iter().map(|f| json!(f.side)).collect());
}

pub(super) fn plan(fields: Fields<'_>, loaded: Loaded<'_>) -> Result<Map<String, Value>, Error> {
    let (facts, costs) = Facts::read(fields, loaded, PLANNED, read_costs)?;
    let plan = plan_staffing(&facts.table, &facts.rules, &facts.options)?;
    let mut out = write_plan(&plan);
    if let Some(costs) = costs {
        let cost = plan.cost(&costs)?;
        out.insert(
            "cost".to_owned(),
            json!({"posts": cost.posts, "total": cost.total, "fundable": cost.fundable, "own": cost.own}),
        );
    }
    out.insert("receipt".to_owned(), plan.receipt().to_json());
    Ok(out)
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

fn write_plan(plan: &StaffingPlan) -> Map<String, Value> {
    let posts = plan.posts();
    let column =
        |of: &dyn Fn(&crate::PlannedPosts) -> Value| posts.iter().map(of).collect::<Value>();
    let mut result = Map::new();
    result.insert(plan.table().id_column().to_owned(), column(&|post| json!(post.id)));
    result.insert("role".to_owned(), column(&|post| json!(post.role)));
    result.insert("hire".to_owned(), column(&|post| json!(post.hire)));
    result.insert("rule".to_owned(), column(&|post| json!(post.rule)));
    result.insert("vacancies".to_owned(), column(&|post| json!(post.vacancies)));
    let mut out = Map::new();
    out.insert("result".to_owned(), Value::Object(result));
    out.insert("not_evaluated".to_owned(), json!(plan.not_evaluated()));
    out
}

pub(super) fn series(
    mut fields: Fields<'_>,
    loaded: Loaded<'_>,
) -> Result<Map<String, Value>, Error> {
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
    let mut out = Map::new();
    let id = snapshots.first().map_or("", |(_, table)| table.id_column());
    out.insert("result".to_owned(), write_series(&series, id));
    Ok(out)
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

fn write_series(series: &StaffingSeries, id: &str) -> Value {
    let lines = series.lines();
    let column = |of: &dyn Fn(&SeriesLine) -> Value| lines.iter().map(of).collect::<Value>();
    let worst = |of: fn(&crate::Worst) -> Value| {
        column(&|line| line.worst.as_ref().map_or(Value::Null, of))
    };
    let mut out = Map::new();
    out.insert("rule".to_owned(), column(&|line| json!(line.rule)));
    out.insert(id.to_owned(), column(&|line| json!(line.id)));
    out.insert("days_met".to_owned(), column(&|line| json!(line.days_met)));
    out.insert("days_in_breach".to_owned(), column(&|line| json!(line.days_in_breach)));
    out.insert("days_compared".to_owned(), column(&|line| json!(line.days_compared)));
    out.insert("days_not_evaluated".to_owned(), column(&|line| json!(line.days_not_evaluated)));
    out.insert("worst_on".to_owned(), worst(|worst| json!(worst.on)));
    out.insert("worst_num".to_owned(), worst(|worst| json!(worst.have_num)));
    out.insert("worst_den".to_owned(), worst(|worst| json!(worst.have_den)));
    out.insert("worst_limit".to_owned(), worst(|worst| json!(worst.limit)));
    out.insert("first_met".to_owned(), column(&|line| json!(line.first_met)));
    out.insert("met_since".to_owned(), column(&|line| json!(line.met_since)));
    Value::Object(out)
}

/// The columns of a comparison beside the ids.
const CHANGED: &[&str] =
    &["rule", "kind", "before", "after", "num", "den", "gap", "hire", "headroom", "excess"];

pub(super) fn compare(
    mut fields: Fields<'_>,
    loaded: Loaded<'_>,
) -> Result<Map<String, Value>, Error> {
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
    let column =
        |of: &dyn Fn(&StaffingChange<'_>) -> Value| changes.iter().map(of).collect::<Value>();
    let status = |figures: &Option<RatioFigures>| json!(figures.as_ref().map(|f| f.status));
    let mut result = Map::new();
    result.insert("rule".to_owned(), column(&|change| json!(change.rule)));
    result.insert(before.table().id_column().to_owned(), column(&|change| json!(change.id)));
    result.insert("kind".to_owned(), column(&|change| json!(change.kind)));
    result.insert("before".to_owned(), column(&|change| status(&change.before)));
    result.insert("after".to_owned(), column(&|change| status(&change.after)));
    result.insert("num".to_owned(), column(&|change| json!(change.num)));
    result.insert("den".to_owned(), column(&|change| json!(change.den)));
    result.insert("gap".to_owned(), column(&|change| json!(change.gap)));
    result.insert("hire".to_owned(), column(&|change| json!(change.hire)));
    result.insert("headroom".to_owned(), column(&|change| json!(change.headroom)));
    result.insert("excess".to_owned(), column(&|change| json!(change.excess)));
    let mut out = Map::new();
    out.insert("result".to_owned(), Value::Object(result));
    Ok(out)
}
