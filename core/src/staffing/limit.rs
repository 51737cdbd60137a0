//! Limits of a ratio: dated, cited, and for some rows only.

use num_traits::Signed;
use serde_json::{Map, Value, json};

use crate::Error;
use crate::date::{Date, Span};
use crate::document::{Cursor, Fields, Node, unless_bad};
use crate::limits::MOST_LIMITS;
use crate::number::Ratio;
use crate::problem::{Code, Problems};
use crate::source::Citation;
use crate::sources::{Sources, write_cite};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// Which way a limit binds.
    pub enum LimitSide {
        /// The ratio may be at most the limit; the limit itself is allowed ("högst sex").
        AtMost = "at_most",
        /// The ratio must be at least the limit.
        AtLeast = "at_least",
    }
}

/// One limit of a ratio (gränsvärde): its value, when it holds, for which rows, and on what ground.
///
/// ```
/// use statsbidrag::{Condition, Limit, Span};
///
/// // 150 points for those with five years' experience or more, during 2016.
/// let limit = Limit::new("150".parse()?)
///     .during(Span::year(2016)?)
///     .when(Condition::band("experience_years", Some("5".parse()?), None));
/// assert_eq!(limit.value(), &"150".parse()?);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    value: Ratio,
    span: Option<Span>,
    when: Option<Condition>,
    cite: Option<Citation>,
}

/// Which rows a limit is for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Condition {
    /// Rows whose number in a column is at least `from` and under `below`: a band of experience.
    Band {
        /// A column of numbers.
        column: String,
        /// The lowest number of the band, which is in it.
        from: Option<Ratio>,
        /// The number that the band ends below.
        below: Option<Ratio>,
    },
    /// Rows with this answer in a yes/no column.
    Flag {
        /// A yes/no column.
        column: String,
        /// The answer.
        is: bool,
    },
}

impl Condition {
    /// A band of numbers: from `from`, below `below`.
    pub fn band(column: impl Into<String>, from: Option<Ratio>, below: Option<Ratio>) -> Self {
        Condition::Band { column: column.into(), from, below }
    }

    /// An answer in a yes/no column.
    pub fn flag(column: impl Into<String>, is: bool) -> Self {
        Condition::Flag { column: column.into(), is }
    }

    /// The column that it looks at.
    #[must_use]
    pub fn column(&self) -> &str {
        let (Condition::Band { column, .. } | Condition::Flag { column, .. }) = self;
        column
    }

    fn read(cursor: &Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        let mut fields = cursor.object(problems)?;
        let column = fields.filled("column", problems);
        let is = fields.optional("is").map(|field| field.flag(problems));
        let mut bound =
            |name| fields.optional(name).map(|field| field.parse::<Ratio>("a number", problems));
        let (from, below) = (bound("from"), bound("below"));
        fields.finish(problems);
        match (is, from, below) {
            (Some(is), None, None) => Some(Self::flag(column?, is?)),
            (None, None, None) | (Some(_), ..) => {
                let want = "is (true or false), or from and below";
                problems.add(cursor.path(), Code::Malformed, "another condition", want);
                None
            }
            (None, from, below) => Some(Self::band(column?, unless_bad(from)?, unless_bad(below)?)),
        }
    }

    fn write(&self) -> Value {
        match self {
            Condition::Flag { column, is } => json!({"column": column, "is": is}),
            Condition::Band { column, from, below } => {
                let mut out = Map::from_iter([("column".to_owned(), json!(column))]);
                out.extend(from.as_ref().map(|from| ("from".to_owned(), json!(from))));
                out.extend(below.as_ref().map(|below| ("below".to_owned(), json!(below))));
                Value::Object(out)
            }
        }
    }
}

impl From<Ratio> for Limit {
    fn from(value: Ratio) -> Self {
        Limit::new(value)
    }
}

impl Limit {
    /// A limit for every row and for all time, without a source.
    #[must_use]
    pub fn new(value: Ratio) -> Self {
        Self { value, span: None, when: None, cite: None }
    }

    /// The same for a span of days.
    #[must_use]
    pub fn during(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The same for some rows only.
    #[must_use]
    pub fn when(mut self, condition: Condition) -> Self {
        self.when = Some(condition);
        self
    }

    /// The same with its ground.
    #[must_use]
    pub fn citing(mut self, cite: Citation) -> Self {
        self.cite = Some(cite);
        self
    }

    /// The limit itself.
    #[must_use]
    pub fn value(&self) -> &Ratio {
        &self.value
    }

    /// When it holds; `None` for always.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.span
    }

    /// Which rows it is for; `None` for all that no other limit is for.
    #[must_use]
    pub fn condition(&self) -> Option<&Condition> {
        self.when.as_ref()
    }

    /// What it rests on.
    #[must_use]
    pub fn citation(&self) -> Option<&Citation> {
        self.cite.as_ref()
    }

    fn read(cursor: &Cursor<'_>, sources: &Sources, problems: &mut Problems) -> Option<Self> {
        let mut fields = cursor.object(problems)?;
        let value = fields.required("value", problems);
        let value = value.and_then(|field| field.parse("a number", problems));
        let span = read_span(&mut fields, cursor.path(), problems);
        let when = fields.optional("when").map(|field| Condition::read(&field, problems));
        let cite = fields.optional("cite").map(|field| sources.cite(&field, problems));
        fields.finish(problems);
        let (when, cite) = (unless_bad(when)?, unless_bad(cite)?);
        Some(Self { value: value?, span: span?, when, cite })
    }

    fn write(&self) -> Value {
        let mut out = Map::new();
        out.insert("value".to_owned(), json!(self.value));
        if let Some(span) = self.span {
            out.insert("from".to_owned(), json!(span.from()));
            out.extend(span.to().map(|to| ("to".to_owned(), json!(to))));
        }
        if let Some(when) = &self.when {
            out.insert("when".to_owned(), when.write());
        }
        if let Some(cite) = &self.cite {
            out.insert("cite".to_owned(), write_cite(cite));
        }
        Value::Object(out)
    }
}

/// `from` and `to`; without either, always.
fn read_span(fields: &mut Fields<'_>, path: &str, problems: &mut Problems) -> Option<Option<Span>> {
    let mut day = |name| fields.optional(name).map(|field| field.parse::<Date>("a day", problems));
    match (day("from"), day("to")) {
        (None, None) => Some(None),
        (None, Some(_)) => {
            problems.add(format_args!("{path}/from"), Code::Missing, "nothing", "a day");
            None
        }
        (Some(from), to) => {
            let to = unless_bad(to)?;
            problems.keep(path, Span::new(from?, to)).map(Some)
        }
    }
}

/// The limits of one side: a number, or a list of limits.
pub(super) fn read_all(
    cursor: &Cursor<'_>,
    sources: &Sources,
    problems: &mut Problems,
) -> Vec<Limit> {
    match cursor.node() {
        Node::List(_) => {
            let items = cursor.list(problems).unwrap_or_default();
            if items.is_empty() {
                problems.add(cursor.path(), Code::Empty, "no limits", "at least one");
            }
            items.iter().filter_map(|item| Limit::read(item, sources, problems)).collect()
        }
        _ => cursor.parse("a number", problems).map(Limit::new).into_iter().collect(),
    }
}

pub(super) fn write_all(limits: &[Limit]) -> Value {
    limits.iter().map(Limit::write).collect()
}

/// Limits that no row and no day can be held to, or that two could hold at once.
pub(super) fn check(limits: &[Limit], side: LimitSide, path: &str, problems: &mut Problems) {
    if limits.len() > MOST_LIMITS {
        let got = format_args!("{} limits", limits.len());
        problems.add(path, Code::OutOfRange, got, format_args!("at most {MOST_LIMITS}"));
        return;
    }
    for (i, limit) in limits.iter().enumerate() {
        if limit.value.big().is_negative() {
            problems.add(
                format_args!("{path}/{i}/value"),
                Code::Negative,
                &limit.value,
                "0 or more",
            );
        }
        if side == LimitSide::AtLeast && limit.value.is_zero() {
            let want = "over 0, since a lowest value of 0 is always kept";
            problems.add(format_args!("{path}/{i}/value"), Code::NotInRange, &limit.value, want);
        }
        if let Some(Condition::Band { from: Some(from), below: Some(below), .. }) = &limit.when
            && from >= below
        {
            let got = format_args!("from {from} below {below}");
            problems.add(
                format_args!("{path}/{i}/when"),
                Code::Overlap,
                got,
                "a band that is not empty",
            );
        }
        let clash = limits[..i].iter().find(|other| {
            let meet = match (limit.span, other.span) {
                (Some(span), Some(other)) => span.overlaps(&other),
                _ => true,
            };
            meet && limit.when == other.when
        });
        if let Some(other) = clash {
            let got = limit.span.map_or("always".to_owned(), |span| span.to_string());
            let other = other.span.map_or("always".to_owned(), |span| span.to_string());
            let want = format!("a span that does not overlap {other}");
            problems.add(format_args!("{path}/{i}"), Code::Overlap, got, want);
        }
    }
}

/// A lowest value over the highest, for the same rows on the same days: nothing can keep both.
pub(super) fn check_range(
    at_least: &[Limit],
    at_most: &[Limit],
    path: &str,
    problems: &mut Problems,
) {
    for (i, low) in at_least.iter().enumerate() {
        let meets = |high: &&Limit| {
            low.when == high.when
                && low.value > high.value
                && match (low.span, high.span) {
                    (Some(low), Some(high)) => low.overlaps(&high),
                    _ => true,
                }
        };
        if let Some(high) = at_most.iter().find(meets) {
            let want = format_args!("at most {}, the highest value", high.value);
            problems.add(
                format_args!("{path}/at_least/{i}/value"),
                Code::Conflict,
                &low.value,
                want,
            );
        }
    }
}

/// The limits that hold on a day.
///
/// # Errors
/// `no_value_at_date` where none does, and where they are dated and no day is given.
pub(super) fn at(limits: &[Limit], day: Option<Date>) -> Result<Vec<&Limit>, Error> {
    let holding: Vec<&Limit> = match day {
        Some(day) => {
            limits.iter().filter(|l| l.span.is_none_or(|span| span.contains(day))).collect()
        }
        None if limits.iter().any(|limit| limit.span.is_some()) => Vec::new(),
        None => limits.iter().collect(),
    };
    if !holding.is_empty() || limits.is_empty() {
        return Ok(holding);
    }
    let mut spans: Vec<String> =
        limits.iter().filter_map(|limit| limit.span).map(|span| span.to_string()).collect();
    spans.dedup();
    let got = day.map_or("no day".to_owned(), |day| day.to_string());
    let want = format!("a day within {}", spans.join(", "));
    Err(crate::Problem::new("", Code::NoValueAtDate, got, want).into())
}
