//! What a municipality pays for posts while a grant lasts, and once it has ended.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::exact::{product, rounding_rule, row_of};
use super::grant_posts::{GrantPosts, Posts, Shares};
use crate::Error;
use crate::date::{Date, Span, days_in_year};
use crate::finding::{Finding, Outcome, Reason};
use crate::limits::{MOST_LINES, MOST_YEARS};
use crate::number::{Money, Ratio};
use crate::problem::{Code, Problem, Problems};
use crate::receipt::Receipt;
use crate::source::{Citation, Rank, Source};
use crate::table::{Ids, Table, pointer};
use crate::text::{Language, Wording, lines};

/// One post in one calendar year. Grant and own are exactly the cost.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TailRow {
    /// The row of the post in the table.
    pub row: usize,
    /// The calendar year.
    pub year: i16,
    /// The days of the year on which the post exists.
    pub days: i32,
    /// The days of those on which the grant lasts.
    pub grant_days: i32,
    /// What the post costs: FTE × kronor a year × days over days in the year, rounded to whole öre,
    /// half an öre up.
    pub cost: Money,
    /// What the grant pays: FTE × kronor a year × share × its days over days in the year, rounded
    /// likewise.
    pub grant: Money,
    /// What the municipality pays: cost less grant.
    pub own: Money,
}

/// All posts, or those of a role, in one calendar year: sums of the rounded rows.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TailYear {
    /// The role; none for all posts.
    pub role: Option<String>,
    /// The calendar year.
    pub year: i16,
    /// What the posts cost.
    pub cost: Money,
    /// What the grant pays.
    pub grant: Money,
    /// What the municipality pays.
    pub own: Money,
}

/// What a grant leaves behind (det som blir kvar när bidraget upphör): per post and calendar year,
/// and in sums, what the grant pays and what the municipality pays.
#[derive(Clone, Debug)]
pub struct Tail {
    table: Table,
    ask: GrantPosts,
    last_year: i16,
    posts: Posts,
    rows: Vec<TailRow>,
    years: Vec<TailYear>,
    by_role: Vec<TailYear>,
    /// What each post costs a year once the grant has ended; none where it does not outlast it.
    after: Vec<Option<Money>>,
    yearly_after_grant: Money,
}

impl Tail {
    /// The ids of the posts, in row order.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        self.table.ids()
    }

    /// Posts in row order, each with the years in which it exists.
    #[must_use]
    pub fn rows(&self) -> &[TailRow] {
        &self.rows
    }

    /// Every year from that of the first post to the last year asked for.
    #[must_use]
    pub fn years(&self) -> &[TailYear] {
        &self.years
    }

    /// The same by role, roles in the order in which posts name them; empty where no column of
    /// roles was named.
    #[must_use]
    pub fn by_role(&self) -> &[TailYear] {
        &self.by_role
    }

    /// What the municipality pays a full year for the posts that the grant has paid for and that
    /// are still there when it has ended: the sum of FTE × kronor a year, each rounded to whole
    /// öre. A post with a last day counts if that is after the grant's.
    #[must_use]
    pub fn yearly_after_grant(&self) -> Money {
        self.yearly_after_grant
    }

    /// What a post costs a full year once the grant has ended.
    ///
    /// # Errors
    /// `unknown_id` for one that is not in the table.
    pub fn after_grant(&self, id: &str) -> Result<Option<Money>, Error> {
        Ok(self.after[row_of(&self.table, id)?])
    }

    /// The derivation of a post's years; of the sums without an id.
    ///
    /// # Errors
    /// `unknown_id` for one that is not in the table.
    pub fn findings(&self, id: Option<&str>) -> Result<Vec<Finding>, Error> {
        let mut findings = Vec::new();
        let (after, end) = match id {
            None => {
                for TailYear { year, cost, grant, own, .. } in &self.years {
                    parts(*year, *cost, *grant, *own, &mut findings);
                }
                let ends = (0..self.ids().len()).filter(|&row| self.after[row].is_some());
                let last = ends.filter_map(|row| self.grant_end(row)).max();
                (last.map(|_| self.yearly_after_grant), last)
            }
            Some(id) => {
                let row = row_of(&self.table, id)?;
                self.explain_post(row, &mut findings);
                (self.after[row], self.grant_end(row))
            }
        };
        findings.push(rounding_rule());
        if let Some((after, end)) = after.zip(end) {
            let finding = Finding::new(Reason::CostsStay, end.to_string()).have(after).unit("kr");
            findings.push(finding.outcome(Outcome::Judgement).cite(Some(hard_to_continue())));
        }
        Ok(findings)
    }

    fn explain_post(&self, row: usize, findings: &mut Vec<Finding>) {
        let given = |sv, en, number: &Ratio| {
            Finding::new(Reason::Given, Wording::new(sv, en)).have(number.clone())
        };
        findings.push(given("Årsarbetare", "FTE", self.posts.fte.get(row)));
        let cost = self.posts.cost.get(row);
        findings
            .push(given("Kostnad per årsarbetare och år", "Cost an FTE and year", cost).unit("kr"));
        let mut said: Option<&Ratio> = None;
        for year in self.rows.iter().filter(|year| year.row == row) {
            let share = self.posts.shares.at(row, year.year);
            if let Some(share) = share.filter(|share| year.grant_days > 0 && said != Some(share)) {
                findings.push(given("Bidragets andel", "The grant's share", share));
                said = Some(share);
            }
            let days = |reason, have: i32, need: i32| {
                let number = |days: i32| Ratio::from(i64::from(days));
                Finding::new(reason, year.year.to_string()).have(number(have)).need(number(need))
            };
            let in_year = days_in_year(year.year);
            if year.days < in_year {
                findings.push(days(Reason::PostDays, year.days, in_year));
            }
            if year.grant_days > 0 && year.grant_days < year.days {
                findings.push(days(Reason::GrantDays, year.grant_days, in_year));
            }
            parts(year.year, year.cost, year.grant, year.own, findings);
        }
    }

    /// The derivation in words, one statement a line; the first is what stays.
    ///
    /// # Errors
    /// `unknown_id` for one that is not in the table.
    pub fn explain(&self, id: Option<&str>, language: Language) -> Result<String, Error> {
        let findings = self.findings(id)?;
        let (what, after) = match id {
            None => {
                let all = language.pick("Sammanlagt", "In all").to_owned();
                (all, Some(self.yearly_after_grant))
            }
            Some(id) => {
                let row = row_of(&self.table, id)?;
                (self.table.called(row), self.after[row])
            }
        };
        let after = language.money(after.unwrap_or(Money::ZERO));
        let stays =
            language.pick("om året när bidraget har upphört", "a year once the grant has ended");
        Ok(lines(format!("{what}: {after} {stays}"), &findings, language))
    }

    /// What the result was computed from.
    #[must_use]
    pub fn receipt(&self) -> Receipt {
        let mut rules = self.ask.write();
        rules.insert("operation".to_owned(), json!("tail"));
        rules.insert("last_year".to_owned(), json!(self.last_year));
        Receipt::new(Value::Object(rules), &self.table, |column| self.ask.uses(column))
    }

    /// The last day that the grant pays for a post.
    fn grant_end(&self, row: usize) -> Option<Date> {
        self.posts.grants[row].and_then(|grant| grant.to())
    }
}

/// What the grant pays of a year's cost, and what the municipality does.
fn parts(year: i16, cost: Money, grant: Money, own: Money, findings: &mut Vec<Finding>) {
    for (reason, have) in [(Reason::GrantPays, grant), (Reason::OwnPays, own)] {
        findings.push(Finding::new(reason, year.to_string()).have(have).need(cost).unit("kr"));
    }
}

/// That costs stay is known beforehand, and so is that it can be hard to go on.
fn hard_to_continue() -> Citation {
    let source = Source::new(
        "socialsekreterarlyft",
        "Tjänsteutlåtande över skrivelsen Socialsekreterarlyft",
        "Stockholms stad, socialförvaltningen",
        Rank::Secondary,
    );
    Citation::to(source).quote(
        "det kan vara svårt att fortsätta en satsning för kommunen i budgetprocessen när den statliga satsningen är över",
    )
}

/// What a grant and the municipality pay for posts, by calendar year to `last_year`, and what the
/// municipality pays a year once the grant has ended.
///
/// Part years go by days: days of the post, or of the grant, over days in the year, exactly. Cost
/// and grant of a post and year are each rounded once, to whole öre, half an öre up, and the
/// municipality pays the difference, so that grant and own are the cost in every row and sum. Sums
/// are of rounded rows. Kronor are as given: nothing is raised from year to year.
///
/// ```
/// use statsbidrag::{Date, GrantPosts, Ratio, Table, tail};
///
/// let table = Table::builder("post", ["a"])
///     .column("fte", ["0.5".parse::<Ratio>()?])
///     .column("cost", [730_000])
///     .column("from", ["2017-07-01"])
///     .build()?;
/// let until = "2018-12-31".parse::<Date>()?;
/// let posts = GrantPosts::new("fte", "cost", "from", until, "0.8".parse::<Ratio>()?);
/// let tail = tail(&table, &posts, 2019)?;
/// // 2017: 365,000 · 184/365 = 184,000, of which the grant pays 80 %.
/// let years: Vec<_> =
///     tail.years().iter().map(|y| (y.year, y.grant.to_string(), y.own.to_string())).collect();
/// assert_eq!(years, [
///     (2017, "147200".into(), "36800".into()),
///     (2018, "292000".into(), "73000".into()),
///     (2019, "0".into(), "365000".into()),
/// ]);
/// assert_eq!(tail.yearly_after_grant().to_string(), "365000");
/// # Ok::<(), statsbidrag::Error>(())
/// ```
///
/// # Errors
/// `missing` for empty cells and for a year in which the grant pays and no share is given;
/// `malformed` for what is no day; `overlap` for a last day before the first; `negative` numbers;
/// `not_in_range` for shares over 1 and for a last year before the first or 100 years after it;
/// `out_of_range` for amounts; `unknown_column` and `wrong_type` for columns, `conflict` for a table
/// with groups. All at once.
pub fn tail(table: &Table, posts: &GrantPosts, last_year: i16) -> Result<Tail, Error> {
    let mut problems = Problems::new();
    table.refuse_groups("one table", &mut problems);
    let ask = posts;
    if !(1..=9999).contains(&last_year) {
        let want = "a year from 1 to 9999";
        problems.add("/last_year", Code::NotInRange, last_year, want);
    }
    let read = ask.read(table, &mut problems);
    let first_year = read.as_ref().and_then(|posts| posts.posts.iter().map(year_of).min());
    let (Some(posts), Some(first_year)) = (read, first_year) else {
        return Err(problems.into());
    };
    if problems.is_empty() && !(0..MOST_YEARS).contains(&(last_year - first_year)) {
        let latest = first_year.saturating_add(MOST_YEARS - 1);
        let want = format_args!("a year from {first_year}, that of the first post, to {latest}");
        problems.add("/last_year", Code::NotInRange, last_year, want);
    }
    let count: i64 = posts
        .posts
        .iter()
        .map(|post| i64::from(last_year) - i64::from(year_of(post)) + 1)
        .filter(|years| *years > 0)
        .sum();
    if problems.is_empty() && count > MOST_LINES as i64 {
        let got = format_args!("{count} posts and years");
        problems.add("/last_year", Code::OutOfRange, got, format_args!("at most {MOST_LINES}"));
    }
    problems.check()?;
    let mut problems = Problems::new();
    posts.check_shares(last_year, &mut problems);
    let mut rows = Vec::new();
    let mut after = Vec::with_capacity(table.len());
    for row in 0..table.len() {
        let path = format!("{}/{row}", pointer(table.id_column()));
        let before = rows.len();
        let years = year_of(&posts.posts[row])..=last_year;
        let years = years.filter_map(|year| problems.keep(&path, posts.year(row, year))?);
        rows.extend(years);
        let was_paid = rows[before..].iter().any(|year| year.grant > Money::ZERO);
        let stays = if was_paid { problems.keep(&path, posts.after(row)).flatten() } else { None };
        after.push(stays);
    }
    let summed = problems.keep("", sums(&rows, &posts, first_year..=last_year));
    let yearly = problems.keep("", Money::sum(after.iter().flatten().copied()));
    problems.check()?;
    let nothing = || Problem::new("", Code::Missing, "nothing", "sums");
    let (years, by_role) = summed.ok_or_else(nothing)?;
    let yearly_after_grant = yearly.ok_or_else(nothing)?;
    let (table, ask) = (table.clone(), ask.clone());
    Ok(Tail { table, ask, last_year, posts, rows, years, by_role, after, yearly_after_grant })
}

impl Posts {
    /// Reports the years in which the grant pays for some post and no share is given.
    fn check_shares(&self, last_year: i16, problems: &mut Problems) {
        let Shares::ByYear(given) = &self.shares else { return };
        let mut absent = BTreeSet::new();
        for (post, grant) in self.posts.iter().zip(&self.grants) {
            let years = year_of(post)..=last_year;
            let pays = |year: &i16| {
                !given.contains_key(year)
                    && grant.is_some_and(|grant| days(post, &grant, *year) > 0)
            };
            absent.extend(years.filter(pays));
        }
        for year in absent {
            let want = format_args!("a share for {year}, in which the grant pays; 0 for none");
            problems.add(format_args!("/grant_share/{year}"), Code::Missing, "nothing", want);
        }
    }

    /// A post in a year; nothing where it does not exist then.
    fn year(&self, row: usize, year: i16) -> Result<Option<TailRow>, Error> {
        let post = &self.posts[row];
        let exists = days(post, post, year);
        if exists == 0 {
            return Ok(None);
        }
        let grant_days = self.grants[row].map_or(0, |grant| days(post, &grant, year));
        let part = |days: i32| {
            Ratio::new(days.into(), days_in_year(year).into()).unwrap_or_else(Ratio::zero)
        };
        let (fte, a_year) = (self.fte.get(row), self.cost.get(row));
        let cost = Money::half_up(&product([fte, a_year, &part(exists)]))?;
        let grant = match self.shares.at(row, year) {
            Some(share) => Money::half_up(&product([fte, a_year, share, &part(grant_days)]))?,
            // A year without grant days needs no share; others were checked.
            None => Money::ZERO,
        };
        let own = cost.minus(grant)?;
        Ok(Some(TailRow { row, year, days: exists, grant_days, cost, grant, own }))
    }

    /// What a post costs a full year once the grant has ended; nothing where it ends before.
    fn after(&self, row: usize) -> Result<Option<Money>, Error> {
        let end = self.grants[row].and_then(|grant| grant.to());
        let outlasts = end.is_some_and(|end| self.posts[row].to().is_none_or(|last| last > end));
        let yearly = || Money::half_up(&product([self.fte.get(row), self.cost.get(row)]));
        outlasts.then(yearly).transpose()
    }
}

type Years = std::ops::RangeInclusive<i16>;

/// The sums by year, and by role and year.
fn sums(
    rows: &[TailRow],
    posts: &Posts,
    years: Years,
) -> Result<(Vec<TailYear>, Vec<TailYear>), Error> {
    let all = sum_of(None, rows.iter(), years.clone())?;
    let Some(roles) = &posts.roles else { return Ok((all, Vec::new())) };
    let mut order: Vec<&str> = Vec::new();
    let mut by_role: BTreeMap<&str, Vec<&TailRow>> = BTreeMap::new();
    for role in roles {
        by_role.entry(role).or_insert_with(|| {
            order.push(role);
            Vec::new()
        });
    }
    for row in rows {
        by_role.entry(&roles[row.row]).or_default().push(row);
    }
    let mut summed = Vec::new();
    for role in order {
        let rows = by_role.get(role).into_iter().flatten().copied();
        summed.extend(sum_of(Some(role), rows, years.clone())?);
    }
    Ok((all, summed))
}

fn sum_of<'r>(
    role: Option<&str>,
    rows: impl Iterator<Item = &'r TailRow>,
    years: Years,
) -> Result<Vec<TailYear>, Error> {
    let mut sums: BTreeMap<i16, [i128; 2]> = years.map(|year| (year, [0, 0])).collect();
    for row in rows {
        let [cost, grant] = sums.entry(row.year).or_default();
        *cost += i128::from(row.cost.ore());
        *grant += i128::from(row.grant.ore());
    }
    let year = |(year, [cost, grant]): (i16, [i128; 2])| {
        let (cost, grant) = (Money::try_from_ore(cost)?, Money::try_from_ore(grant)?);
        let own = cost.minus(grant)?;
        Ok(TailYear { role: role.map(str::to_owned), year, cost, grant, own })
    };
    sums.into_iter().map(year).collect()
}

fn year_of(post: &Span) -> i16 {
    post.from().year()
}

/// The days of a year that both spans have.
fn days(first: &Span, second: &Span, year: i16) -> i32 {
    let Ok(year) = Span::year(year) else { return 0 };
    let spans = [first, second, &year];
    let from = spans.iter().map(|span| span.from().days_since_1970()).max();
    let to = spans.iter().filter_map(|span| span.to()).map(Date::days_since_1970).min();
    from.zip(to).map_or(0, |(from, to)| (to - from + 1).max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_of_a_year_are_those_of_the_calendar() {
        for year in [1900, 1999, 2000, 2016, 2017, 2100] {
            assert_eq!(Some(days_in_year(year)), Span::year(year).unwrap().days(), "{year}");
        }
    }

    #[test]
    fn common_days_count_both_ends() {
        let span = |from: &str, to: Option<&str>| {
            Span::new(from.parse().unwrap(), to.map(|to| to.parse().unwrap())).unwrap()
        };
        let post = span("2016-12-31", None);
        assert_eq!(days(&post, &span("2016-01-01", Some("2017-01-01")), 2016), 1);
        assert_eq!(days(&post, &span("2016-01-01", Some("2017-01-01")), 2017), 1);
        assert_eq!(days(&post, &span("2016-01-01", Some("2017-01-01")), 2018), 0);
        assert_eq!(days(&post, &post, 2016), 1);
    }
}
