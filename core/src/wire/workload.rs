//! `time_freed`, `pay_supplement`, `agency_cost` and `tail`: workload in hours and kronor.

use std::borrow::Borrow;

use serde_json::json;

use super::{
    Answer, Columns, allocate::explain, flag, id_column, language, nothing, required, text, texts,
};
use crate::document::{Cursor, Fields};
use crate::frame::{self, Wanted};
use crate::problem::Problems;
use crate::source::{Citation, Source};
use crate::staffing::{
    Administrators, AgencyComparison, AgencyRow, FreedRow, Given, GrantEnd, GrantPosts, GrantShare,
    PaySupplement, Period, Relief, TailYear, TaskList,
};
use crate::table::Table;
use crate::{Date, Error, Language, Ratio, Receipt, staffing};

/// `time_freed`: what administrators free by a list of tasks.
pub(super) fn time_freed(mut fields: Fields<'_>) -> Result<Answer<'static>, Error> {
    let mut problems = Problems::new();
    let facts = Facts::read(&mut fields, &["hours", "status"], &mut problems);
    let hours = required(&mut fields, "hours", &mut problems);
    let who = required(&mut fields, "who", &mut problems);
    let can = required(&mut fields, "can_be_done_by", &mut problems);
    let authority = required(&mut fields, "authority", &mut problems);
    let unit = text(&mut fields, "unit", &mut problems);
    let relief = read_relief(&mut fields, &mut problems);
    let told = Told::read(&mut fields, &mut problems);
    fields.finish(&mut problems);
    let columns = [who, can, unit].into_iter().flatten();
    let table = facts.table(hours, authority, columns, &mut problems);
    let tasks = hours.zip(who).zip(can.zip(authority)).map(|((hours, who), (can, authority))| {
        let tasks = TaskList::new(hours, who, can, authority);
        unit.into_iter().fold(tasks, TaskList::unit)
    });
    let ask = tasks.zip(relief);
    let freed = answer(table, ask, problems, |table, (tasks, relief)| {
        staffing::time_freed(table, tasks, relief)
    })?;
    let tasks = Columns::new()
        .ids(freed.table().id_column(), freed.table().ids())
        .add("hours", freed.hours())
        .add("status", freed.status().iter().map(|status| status.word()));
    let columns = Columns::new().add_any("unit", freed.rows().iter().map(|row| row.unit.as_ref()));
    let mut total = quantities(Columns::new(), &[freed.total()]).first_row();
    total["more_across_units"] = json!(freed.more_across_units());
    let answer = Answer::new()
        .table("tasks", tasks)
        .table("result", quantities(columns, freed.rows()))
        .value("total", total);
    told.write(answer, |id, language| freed.explain(id, language), &freed.receipt())
}

/// One of the quantities of a row of freed time.
type Quantity = fn(&FreedRow) -> &Ratio;

/// Adds the quantities of freed time.
fn quantities<R: Borrow<FreedRow>>(columns: Columns, rows: &[R]) -> Columns {
    let of: [(&str, Quantity); 10] = [
        ("movable", |row| &row.movable),
        ("authority", |row| &row.authority),
        ("only_social_worker", |row| &row.only_social_worker),
        ("other_role", |row| &row.other_role),
        ("administrators", |row| &row.administrators),
        ("freed", |row| &row.freed),
        ("fte", |row| &row.fte),
        ("client_hours", |row| &row.client_hours),
        ("unmoved", |row| &row.unmoved),
        ("unused", |row| &row.unused),
    ];
    of.into_iter().fold(columns, |columns, (name, of)| {
        columns.add(name, rows.iter().map(|row| of(row.borrow())))
    })
}

fn read_relief(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<Relief> {
    let period: Option<Period> = parse(fields, "period", "a period", problems);
    let full_time: Option<Ratio> = parse(fields, "full_time_hours", "a number", problems);
    let administrators = fields.required("administrators", problems);
    let administrators = administrators.and_then(|field| Administrators::read(&field, problems));
    let before = problems.count();
    let frees = fields.required("frees", problems).and_then(|field| field.list(problems));
    let frees: Vec<_> = frees.iter().flatten().filter_map(|role| role.text(problems)).collect();
    let frees = (problems.count() == before).then_some(frees);
    let client_share: Option<Ratio> = parse(fields, "client_share", "a share", problems);
    Some(Relief::new(period?, full_time?, administrators?, frees?, client_share?))
}

/// `pay_supplement`: what a supplement costs with contributions.
pub(super) fn pay_supplement(mut fields: Fields<'_>) -> Result<Answer<'static>, Error> {
    let mut problems = Problems::new();
    let facts = Facts::read(&mut fields, &["heads", "exact", "cost"], &mut problems);
    let heads = required(&mut fields, "heads", &mut problems);
    let monthly = given(&mut fields, "monthly", &mut problems);
    let months = given(&mut fields, "months", &mut problems);
    let contributions: Option<Ratio> =
        parse(&mut fields, "contributions", "a share", &mut problems);
    let told = Told::read(&mut fields, &mut problems);
    fields.finish(&mut problems);
    let numbers = heads.into_iter().chain(columns([&monthly, &months]));
    let table = facts.table(numbers, None, [], &mut problems);
    let supplement = heads.zip(monthly.clone()).zip(months.clone().zip(contributions)).map(
        |((heads, monthly), (months, contributions))| {
            PaySupplement::new(heads, monthly, months, contributions)
        },
    );
    let cost = answer(table, supplement, problems, staffing::pay_supplement)?;
    let (rows, total) = (cost.rows(), cost.total());
    let columns = Columns::new()
        .ids(facts.id(), cost.ids())
        .add("heads", rows.iter().map(|row| &row.heads))
        .add("exact", rows.iter().map(|row| &row.exact))
        .add("cost", rows.iter().map(|row| row.cost));
    let total = json!({"heads": total.heads, "exact": total.exact, "cost": total.cost});
    let answer = Answer::new().table("result", columns).value("total", total);
    told.write(answer, |id, language| cost.explain(id, language), &cost.receipt())
}

/// `agency_cost`: agency staff against employees.
pub(super) fn agency_cost(mut fields: Fields<'_>) -> Result<Answer<'static>, Error> {
    let mut problems = Problems::new();
    let facts = Facts::read(
        &mut fields,
        &["fte_months", "agency", "employed", "difference", "quotient"],
        &mut problems,
    );
    let fte = fields.optional("fte").and_then(|field| Given::read(&field, &mut problems));
    let amount = match fte {
        Some(fte) => {
            let months = given(&mut fields, "months", &mut problems);
            months.map(|months| (false, fte, months))
        }
        // Without FTE hours are wanted, and what is missing is said of them.
        None => {
            let hours = given(&mut fields, "hours", &mut problems);
            let full_time = given(&mut fields, "full_time_hours", &mut problems);
            hours.zip(full_time).map(|(hours, full_time)| (true, hours, full_time))
        }
    };
    let price = given(&mut fields, "price", &mut problems);
    let salary = given(&mut fields, "salary", &mut problems);
    let contributions: Option<Ratio> =
        parse(&mut fields, "contributions", "a share", &mut problems);
    let reference = fields.optional("reference").map(|field| read_reference(&field, &mut problems));
    let told = Told::read(&mut fields, &mut problems);
    fields.finish(&mut problems);
    let amounts = amount.clone().map(|(_, first, second)| [first, second]);
    let amounts = amounts.iter().flatten().filter_map(Given::column);
    let numbers = amounts.chain(columns([&price, &salary]));
    let table = facts.table(numbers, None, [], &mut problems);
    let comparison = (|| {
        let (by_hour, first, second) = amount.clone()?;
        let comparison = match by_hour {
            true => AgencyComparison::by_hours(first, second),
            false => AgencyComparison::by_fte(first, second),
        };
        let comparison = comparison.price(price.clone()?).against(salary.clone()?, contributions?);
        match reference {
            None => Some(comparison),
            Some(reference) => reference.map(|(value, cite)| comparison.reference(value, cite)),
        }
    })();
    let cost = answer(table, comparison, problems, staffing::agency_cost)?;
    let columns = Columns::new().ids(facts.id(), cost.ids());
    let total = costs(Columns::new(), &[cost.total()]).first_row();
    let answer = Answer::new().table("result", costs(columns, cost.rows())).value("total", total);
    told.write(answer, |id, language| cost.explain(id, language), &cost.receipt())
}

/// Adds the costs of agency staff and of employees.
fn costs<R: Borrow<AgencyRow>>(columns: Columns, rows: &[R]) -> Columns {
    let rows = || rows.iter().map(Borrow::borrow);
    columns
        .add("fte_months", rows().map(|row| &row.fte_months))
        .add("agency", rows().map(|row| row.agency))
        .add("employed", rows().map(|row| row.employed))
        .add("difference", rows().map(|row| row.difference))
        .add_any("quotient", rows().map(|row| row.quotient.as_ref()))
}

/// `{"value": "2", "cite": {"source": {…}, "place": …, "quote": …}}`: the source stands whole, since
/// there is no list of sources that it could be named in.
fn read_reference(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<(Ratio, Citation)> {
    let mut fields = cursor.object(problems)?;
    let value = parse(&mut fields, "value", "a number", problems);
    let cite = fields.required("cite", problems).and_then(|field| {
        let mut fields = field.object(problems)?;
        let source = fields.required("source", problems);
        let source = source.and_then(|field| Source::read(&field, problems));
        let (place, quote) =
            (text(&mut fields, "place", problems), text(&mut fields, "quote", problems));
        fields.finish(problems);
        let cite = place.into_iter().fold(Citation::to(source?), Citation::place);
        Some(quote.into_iter().fold(cite, Citation::quote))
    });
    fields.finish(problems);
    value.zip(cite)
}

/// `tail`: what stays to be paid when a grant ends.
pub(super) fn tail(mut fields: Fields<'_>) -> Result<Answer<'static>, Error> {
    let mut problems = Problems::new();
    let facts = Facts::read(
        &mut fields,
        &["year", "days", "grant_days", "cost", "grant", "own"],
        &mut problems,
    );
    let posts = read_posts(&mut fields, &mut problems);
    let last_year = fields.required("last_year", &mut problems);
    let last_year = last_year.and_then(|field| {
        let year = i16::try_from(field.count(&mut problems)?).ok();
        year.or_else(|| field.wanted("a year from 1 to 9999", &mut problems))
    });
    let told = Told::read(&mut fields, &mut problems);
    fields.finish(&mut problems);
    let (numbers, texts) = posts.as_ref().map(GrantPosts::columns).unwrap_or_default();
    let table = facts.table(numbers, None, texts, &mut problems);
    let tail =
        answer(table, posts.clone().zip(last_year), problems, |table, (posts, last_year)| {
            staffing::tail(table, posts, *last_year)
        })?;
    let rows = tail.rows();
    let columns = Columns::new()
        .add(facts.id(), rows.iter().map(|row| tail.ids().get(row.row)))
        .add("year", rows.iter().map(|row| row.year))
        .add("days", rows.iter().map(|row| row.days))
        .add("grant_days", rows.iter().map(|row| row.grant_days))
        .add("cost", rows.iter().map(|row| row.cost))
        .add("grant", rows.iter().map(|row| row.grant))
        .add("own", rows.iter().map(|row| row.own));
    let mut answer = Answer::new().table("result", columns).table("years", years(tail.years()));
    if !tail.by_role().is_empty() {
        let roles = tail.by_role().iter().map(|year| year.role.as_ref());
        answer = answer.table("by_role", years(tail.by_role()).add_any("role", roles));
    }
    let answer = answer.value("yearly_after_grant", json!(tail.yearly_after_grant()));
    told.write(answer, |id, language| tail.explain(id, language), &tail.receipt())
}

fn read_posts(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<GrantPosts> {
    let fte = given(fields, "fte", problems);
    let cost = given(fields, "cost", problems);
    let from = required(fields, "from", problems);
    let to = text(fields, "to", problems);
    let role = text(fields, "role", problems);
    let first = fields.optional("grant_from");
    let first: Option<Date> = first.and_then(|field| field.parse("a day", problems));
    let end = fields.required("grant_to", problems);
    let end = end.and_then(|field| GrantEnd::read(&field, problems));
    let share = fields.required("grant_share", problems);
    let share = share.and_then(|field| GrantShare::read(&field, problems));
    let posts = GrantPosts::new(fte?, cost?, from?, end?, share?);
    let posts = to.into_iter().fold(posts, GrantPosts::to);
    let posts = role.into_iter().fold(posts, GrantPosts::role);
    Some(first.into_iter().fold(posts, GrantPosts::grant_from))
}

fn years(years: &[TailYear]) -> Columns {
    Columns::new()
        .add("year", years.iter().map(|year| year.year))
        .add("cost", years.iter().map(|year| year.cost))
        .add("grant", years.iter().map(|year| year.grant))
        .add("own", years.iter().map(|year| year.own))
}

/// The frame, and which columns of it hold ids and names.
struct Facts<'n> {
    frame: Option<Cursor<'n>>,
    id: Option<&'n str>,
    names: Option<&'n str>,
}

impl<'n> Facts<'n> {
    /// Reads them; the result has columns of its `own` beside the ids.
    fn read(fields: &mut Fields<'n>, own: &[&str], problems: &mut Problems) -> Self {
        fields.optional("operation");
        let frame = fields.required("frame", problems);
        let id = id_column(fields, own, problems);
        Self { frame, id, names: text(fields, "name", problems) }
    }

    fn id(&self) -> &'n str {
        self.id.unwrap_or_default()
    }

    /// The table of the columns that are used. It is read though other fields are wrong, so that
    /// its problems come with theirs.
    fn table<'a>(
        &'a self,
        numbers: impl IntoIterator<Item = &'a str>,
        flag: Option<&'a str>,
        texts: impl IntoIterator<Item = &'a str>,
        problems: &mut Problems,
    ) -> Option<Table> {
        let (Some(frame), Some(id)) = (&self.frame, self.id) else { return None };
        let wanted = Wanted {
            id,
            names: self.names,
            numbers: numbers.into_iter().collect(),
            flags: flag.into_iter().collect(),
            texts: texts.into_iter().collect(),
            ..Wanted::default()
        };
        frame::read(frame, &wanted, problems)
    }
}

/// What is to be said in words, and in which language.
struct Told {
    explain: Vec<String>,
    explain_total: bool,
    language: Language,
}

impl Told {
    fn read(fields: &mut Fields<'_>, problems: &mut Problems) -> Self {
        let explain = texts(fields, "explain", problems);
        let explain_total = flag(fields, "explain_total", problems);
        Self { explain, explain_total, language: language(fields, problems) }
    }

    fn write(
        &self,
        mut answer: Answer<'static>,
        of: impl Fn(Option<&str>, Language) -> Result<String, Error>,
        receipt: &Receipt,
    ) -> Result<Answer<'static>, Error> {
        if !self.explain.is_empty() {
            let explained = explain(&self.explain, |id| of(Some(id), self.language))?;
            answer = answer.value("explain", explained);
        }
        if self.explain_total {
            answer = answer.value("explain_total", json!(of(None, self.language)?));
        }
        Ok(answer.value("receipt", receipt.to_json()))
    }
}

/// The answer; or everything that is wrong, with what a table that could not be read whole still
/// shows to be.
fn answer<A, T>(
    table: Option<Table>,
    ask: Option<A>,
    mut problems: Problems,
    of: impl FnOnce(&Table, &A) -> Result<T, Error>,
) -> Result<T, Error> {
    let answer = table.zip(ask).map(|(table, ask)| of(&table, &ask));
    if problems.is_empty() {
        return answer.ok_or_else(nothing)?;
    }
    if let Some(Err(error)) = answer {
        problems.extend_elsewhere(error.into_problems());
    }
    Err(problems.into())
}

/// A required value with a text form.
fn parse<T: std::str::FromStr<Err = Error>>(
    fields: &mut Fields<'_>,
    name: &str,
    want: &str,
    problems: &mut Problems,
) -> Option<T> {
    fields.required(name, problems).and_then(|field| field.parse(want, problems))
}

/// A required number or column.
fn given(fields: &mut Fields<'_>, name: &str, problems: &mut Problems) -> Option<Given> {
    fields.required(name, problems).and_then(|field| Given::read(&field, problems))
}

fn columns<const N: usize>(given: [&Option<Given>; N]) -> impl Iterator<Item = &str> {
    given.into_iter().flatten().filter_map(Given::column)
}
