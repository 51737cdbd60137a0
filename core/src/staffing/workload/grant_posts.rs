//! Posts that a grant pays for, or pays for in part, while it lasts.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::exact::{Kind, filled};
use super::given::{Cells, Given};
use crate::date::{Date, Span};
use crate::document::{Cursor, Node};
use crate::number::Ratio;
use crate::problem::{Code, Problems};
use crate::table::{Table, cell};

/// The share of a post's cost that a grant pays, from 0 to 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GrantShare {
    /// The same share as long as the grant lasts.
    Same(Given),
    /// The share of each calendar year. Every year in which the grant pays must be there.
    ByYear(BTreeMap<i16, Given>),
}

/// The last day of a grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GrantEnd {
    /// The same for all posts.
    Day(Date),
    /// A text column of days.
    Column(String),
}

impl From<Given> for GrantShare {
    fn from(given: Given) -> Self {
        GrantShare::Same(given)
    }
}

impl From<Ratio> for GrantShare {
    fn from(share: Ratio) -> Self {
        GrantShare::Same(share.into())
    }
}

/// The name of a column.
impl From<&str> for GrantShare {
    fn from(column: &str) -> Self {
        GrantShare::Same(column.into())
    }
}

impl<G: Into<Given>, const N: usize> From<[(i16, G); N]> for GrantShare {
    fn from(years: [(i16, G); N]) -> Self {
        GrantShare::ByYear(years.into_iter().map(|(year, given)| (year, given.into())).collect())
    }
}

impl From<Date> for GrantEnd {
    fn from(day: Date) -> Self {
        GrantEnd::Day(day)
    }
}

/// The name of a column.
impl From<&str> for GrantEnd {
    fn from(column: &str) -> Self {
        GrantEnd::Column(column.to_owned())
    }
}

impl GrantShare {
    fn columns(&self) -> Vec<&str> {
        match self {
            GrantShare::Same(given) => given.column().into_iter().collect(),
            GrantShare::ByYear(years) => years.values().filter_map(Given::column).collect(),
        }
    }

    pub(crate) fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        if !matches!(cursor.node(), Node::Object(_)) {
            return Given::read(cursor, problems).map(GrantShare::Same);
        }
        let before = problems.count();
        let mut years = BTreeMap::new();
        for (name, field) in cursor.object(problems)?.all() {
            let given = Given::read(&field, problems);
            // One way to write a year, so that none stands twice.
            match name.parse::<i16>() {
                Ok(year @ 1..=9999) if year.to_string() == name => {
                    years.extend(given.map(|given| (year, given)))
                }
                _ => problems.add(field.path(), Code::Malformed, name, "a year such as 2019"),
            }
        }
        (problems.count() == before).then_some(GrantShare::ByYear(years))
    }

    fn write(&self) -> Value {
        match self {
            GrantShare::Same(given) => given.write(),
            GrantShare::ByYear(years) => {
                let pairs = years.iter().map(|(year, given)| (year.to_string(), given.write()));
                Value::Object(pairs.collect::<Map<_, _>>())
            }
        }
    }
}

impl GrantEnd {
    fn column(&self) -> Option<&str> {
        match self {
            GrantEnd::Day(_) => None,
            GrantEnd::Column(column) => Some(column),
        }
    }

    /// A day, a year (its last day), or the name of a column.
    pub(crate) fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        match cursor.node() {
            Node::Integer(year) => {
                let year = i16::try_from(*year).ok().and_then(|year| Span::year(year).ok());
                match year.and_then(|year| year.to()) {
                    Some(last) => Some(GrantEnd::Day(last)),
                    None => cursor.wanted("a year from 1 to 9999", problems),
                }
            }
            Node::Text(text) => Some(match text.parse() {
                Ok(day) => GrantEnd::Day(day),
                Err(_) => GrantEnd::Column(text.clone()),
            }),
            _ => cursor.wanted("a day, a year or the name of a column", problems),
        }
    }

    fn write(&self) -> Value {
        match self {
            GrantEnd::Day(day) => json!(day),
            GrantEnd::Column(column) => json!(column),
        }
    }
}

/// Which columns of a table are posts (tjänster) that a grant pays for, and how it pays.
///
/// ```
/// use statsbidrag::{Date, Given, GrantPosts, Ratio};
///
/// let posts = GrantPosts::new("fte", "cost", "from", "2019-12-31".parse::<Date>()?, Ratio::one())
///     .to("to")
///     .role("role")
///     .grant_from("2016-07-01".parse()?);
/// // The whole cost in 2016 and half of it from then on.
/// let half = Given::from("0.5".parse::<Ratio>()?);
/// let shares = [(2016, Given::from(1)), (2017, half.clone()), (2018, half.clone()), (2019, half)];
/// let falling = GrantPosts::new("fte", "cost", "from", "2019-12-31".parse::<Date>()?, shares);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct GrantPosts {
    fte: Given,
    cost: Given,
    from: String,
    to: Option<String>,
    role: Option<String>,
    grant_from: Option<Date>,
    grant_to: GrantEnd,
    grant_share: GrantShare,
}

impl GrantPosts {
    /// `fte` of each post and its `cost` in kronor a year for one FTE, employer's contributions
    /// and all; a text column of the day `from` which it exists; the last day of the grant; and the
    /// share of the cost that it pays until then.
    pub fn new(
        fte: impl Into<Given>,
        cost: impl Into<Given>,
        from: impl Into<String>,
        grant_to: impl Into<GrantEnd>,
        grant_share: impl Into<GrantShare>,
    ) -> Self {
        Self {
            fte: fte.into(),
            cost: cost.into(),
            from: from.into(),
            to: None,
            role: None,
            grant_from: None,
            grant_to: grant_to.into(),
            grant_share: grant_share.into(),
        }
    }

    /// A text column of the last day of each post; empty for one that stays. Without it all stay.
    pub fn to(mut self, column: impl Into<String>) -> Self {
        self.to = Some(column.into());
        self
    }

    /// A text column with the role of each post, for sums by role.
    pub fn role(mut self, column: impl Into<String>) -> Self {
        self.role = Some(column.into());
        self
    }

    /// The first day of the grant, for posts that are older. Without it the grant pays from the
    /// first day of each post.
    pub fn grant_from(mut self, day: Date) -> Self {
        self.grant_from = Some(day);
        self
    }

    pub(super) fn uses(&self, column: &str) -> bool {
        let texts = [Some(self.from.as_str()), self.to.as_deref(), self.role.as_deref()];
        let given = [self.fte.column(), self.cost.column(), self.grant_to.column()];
        texts.into_iter().chain(given).any(|name| name == Some(column))
            || self.grant_share.columns().contains(&column)
    }

    /// The columns of numbers, and those of texts.
    pub(crate) fn columns(&self) -> (Vec<&str>, Vec<&str>) {
        let mut numbers = self.grant_share.columns();
        numbers.extend([&self.fte, &self.cost].into_iter().filter_map(|given| given.column()));
        let texts = [self.to.as_deref(), self.role.as_deref(), self.grant_to.column()];
        let texts = std::iter::once(self.from.as_str()).chain(texts.into_iter().flatten());
        (numbers, texts.collect())
    }

    pub(super) fn write(&self) -> Map<String, Value> {
        let mut out = Map::new();
        out.insert("fte".to_owned(), self.fte.write());
        out.insert("cost".to_owned(), self.cost.write());
        out.insert("from".to_owned(), json!(self.from));
        out.insert("grant_to".to_owned(), self.grant_to.write());
        out.insert("grant_share".to_owned(), self.grant_share.write());
        out.extend(self.to.iter().map(|column| ("to".to_owned(), json!(column))));
        out.extend(self.role.iter().map(|column| ("role".to_owned(), json!(column))));
        out.extend(self.grant_from.iter().map(|day| ("grant_from".to_owned(), json!(day))));
        out
    }

    /// Every post, where all can be read.
    pub(super) fn read(&self, table: &Table, problems: &mut Problems) -> Option<Posts> {
        let before = problems.count();
        let fte = self.fte.cells(table, "/fte", Kind::Natural, problems);
        let cost = self.cost.cells(table, "/cost", Kind::Natural, problems);
        let froms = days(table, &self.from, "/from", true, problems);
        let tos = match &self.to {
            None => Some(vec![None; table.len()]),
            Some(column) => days(table, column, "/to", false, problems),
        };
        let grant_tos = match &self.grant_to {
            GrantEnd::Day(day) => Some(vec![Some(*day); table.len()]),
            GrantEnd::Column(column) => days(table, column, "/grant_to", true, problems),
        };
        let roles = self.role.as_ref().and_then(|column| {
            let roles = filled(table, column, "/role", "a role", problems)?;
            Some(roles.into_iter().map(str::to_owned).collect())
        });
        let shares = self.shares(table, problems);
        let spans = froms.zip(tos).map(|(froms, tos)| self.spans(&froms, &tos, problems));
        if let Some(first) = self.grant_from {
            self.check_ends(first, grant_tos.as_deref().unwrap_or_default(), problems);
        }
        // From here on every cell was read, so that rows stand beside each other.
        if problems.count() > before {
            return None;
        }
        let (posts, grant_tos) = (spans?, grant_tos?);
        let grants = posts.iter().zip(grant_tos).map(|(post, end)| {
            let first = self.grant_from.map_or(post.from(), |first| first.max(post.from()));
            // A grant that ends before the post begins pays nothing of it.
            end.and_then(|end| Span::new(first, Some(end)).ok())
        });
        let grants = grants.collect();
        Some(Posts { fte: fte?, cost: cost?, posts, grants, roles, shares: shares? })
    }

    fn shares(&self, table: &Table, problems: &mut Problems) -> Option<Shares> {
        match &self.grant_share {
            GrantShare::Same(given) => {
                given.cells(table, "/grant_share", Kind::Share, problems).map(Shares::Same)
            }
            GrantShare::ByYear(years) => {
                let read = |(year, given): (&i16, &Given)| {
                    let path = format!("/grant_share/{year}");
                    Some((*year, given.cells(table, &path, Kind::Share, problems)?))
                };
                let cells: BTreeMap<i16, Cells> = years.iter().filter_map(read).collect();
                (cells.len() == years.len()).then_some(Shares::ByYear(cells))
            }
        }
    }

    /// Reports a grant that ends before it begins.
    fn check_ends(&self, first: Date, ends: &[Option<Date>], problems: &mut Problems) {
        let want = format_args!("a day from {first} on, that of the grant");
        match &self.grant_to {
            GrantEnd::Day(end) if *end < first => {
                problems.add("/grant_to", Code::Overlap, end, want);
            }
            GrantEnd::Day(_) => {}
            GrantEnd::Column(column) => {
                for (row, end) in ends.iter().enumerate() {
                    if let Some(end) = end.filter(|end| *end < first) {
                        problems.add(cell(column, row), Code::Overlap, end, want);
                    }
                }
            }
        }
    }

    /// The span of each post whose days could be read; a last day before the first is reported.
    fn spans(
        &self,
        froms: &[Option<Date>],
        tos: &[Option<Date>],
        problems: &mut Problems,
    ) -> Vec<Span> {
        let span = |(row, (from, to)): (usize, (&Option<Date>, &Option<Date>))| {
            let from = (*from)?;
            if let Some(end) = to.filter(|end| *end < from) {
                let column = self.to.as_deref().unwrap_or_default();
                let want = format_args!("a day from {from} on");
                problems.add(cell(column, row), Code::Overlap, end, want);
            }
            Span::new(from, *to).ok()
        };
        froms.iter().zip(tos).enumerate().filter_map(span).collect()
    }
}

/// The days of a text column; none where a cell is empty or could not be read, which is reported
/// (an empty cell only where a day `is_needed`).
fn days(
    table: &Table,
    column: &str,
    path: &str,
    is_needed: bool,
    problems: &mut Problems,
) -> Option<Vec<Option<Date>>> {
    let texts = table.texts(column, path, problems)?;
    let day = |row| match texts.get(row).filter(|text| !text.is_empty()) {
        Some(text) => problems.keep(&cell(column, row), text.parse()),
        None => {
            if is_needed {
                problems.add(cell(column, row), Code::Missing, "an empty cell", "a day");
            }
            None
        }
    };
    Some((0..table.len()).map(day).collect())
}

/// Posts as they were read, row by row.
#[derive(Clone, Debug)]
pub(super) struct Posts {
    pub(super) fte: Cells,
    pub(super) cost: Cells,
    pub(super) posts: Vec<Span>,
    /// When the grant pays; none where it never does.
    pub(super) grants: Vec<Option<Span>>,
    pub(super) roles: Option<Vec<String>>,
    pub(super) shares: Shares,
}

/// The grant's shares.
#[derive(Clone, Debug)]
pub(super) enum Shares {
    Same(Cells),
    ByYear(BTreeMap<i16, Cells>),
}

impl Shares {
    /// The share of a row in a year; none where it was not given.
    pub(super) fn at(&self, row: usize, year: i16) -> Option<&Ratio> {
        match self {
            Shares::Same(cells) => Some(cells.get(row)),
            Shares::ByYear(years) => years.get(&year).map(|cells| cells.get(row)),
        }
    }
}
