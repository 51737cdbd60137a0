//! What a summary of staff is asked for: who counts, how FTE are written, on which days.

use serde_json::{Map, Value, json};

use crate::date::{Date, Span};
use crate::number::Ratio;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What the rows of a summary of staff are.
    #[non_exhaustive]
    pub enum StaffBy {
        /// One row for every unit (enhet).
        Unit = "unit",
        /// One row for every supervisor (arbetsledare), with her team.
        Supervisor = "supervisor",
    }
}

vocabulary! {
    /// How FTE are written in a list of staff.
    #[non_exhaustive]
    pub enum FteUnit {
        /// As a part of a full post: 0.75 or `0,75`.
        One = "one",
        /// In percent: 75, `75 %` or `75,00 %`.
        Percent = "percent",
    }
}

vocabulary! {
    /// Whether a group of staff is part of heads and FTE.
    #[non_exhaustive]
    pub enum Counting {
        /// They are.
        Count = "count",
        /// They are not, and only their own columns show them.
        LeaveOut = "leave_out",
    }
}

/// How a list of staff is summarised.
///
/// ```
/// use statsbidrag::{Counting, FteUnit, StaffBy, StaffOptions};
///
/// let options = StaffOptions::by(StaffBy::Unit)
///     .role("socialsekreterare", "social_worker")
///     .role("1:e socialsekreterare", "supervisor")
///     .fte_unit(FteUnit::Percent)
///     .agency(Counting::LeaveOut)
///     .at("2017-01-31".parse()?);
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct StaffOptions {
    pub(super) by: StaffBy,
    /// Title and role, as given; without any, titles are roles.
    pub(super) roles: Option<Vec<(String, String)>>,
    pub(super) fte_unit: FteUnit,
    pub(super) full_time_hours: Option<Ratio>,
    pub(super) at: Option<Date>,
    pub(super) span: Option<Span>,
    pub(super) agency: Option<Counting>,
    pub(super) on_leave: Counting,
    pub(super) vacant: Counting,
    pub(super) new_within: Option<Ratio>,
    pub(super) under_years: Vec<(String, Ratio)>,
    pub(super) transition: Option<(Date, Date)>,
    pub(super) supervisor_role: String,
    pub(super) total: Option<String>,
}

impl StaffOptions {
    /// A table by unit or by supervisor. Titles are roles, FTE are parts of a full post, staff on
    /// leave and vacancies are outside heads and FTE, and agency staff must be declared.
    pub fn by(by: StaffBy) -> Self {
        Self {
            by,
            roles: None,
            fte_unit: FteUnit::One,
            full_time_hours: None,
            at: None,
            span: None,
            agency: None,
            on_leave: Counting::LeaveOut,
            vacant: Counting::LeaveOut,
            new_within: None,
            under_years: Vec::new(),
            transition: None,
            supervisor_role: "supervisor".to_owned(),
            total: None,
        }
    }

    /// What the rows of the result are.
    #[must_use]
    pub fn groups_by(&self) -> StaffBy {
        self.by
    }

    /// Says that a title (befattning) is a role. With one title mapped, those that are not are left
    /// out and listed; titles are compared letter by letter.
    pub fn role(mut self, title: impl Into<String>, role: impl Into<String>) -> Self {
        self.roles.get_or_insert_default().push((title.into(), role.into()));
        self
    }

    /// Maps several titles to roles. A map without titles maps nothing, so that every title is
    /// listed as unmapped.
    pub fn roles<T: Into<String>, R: Into<String>>(
        mut self,
        roles: impl IntoIterator<Item = (T, R)>,
    ) -> Self {
        let pairs = roles.into_iter().map(|(title, role)| (title.into(), role.into()));
        self.roles.get_or_insert_default().extend(pairs);
        self
    }

    /// How the columns `fte` and `mentor_fte` are written. Default: as parts of a full post.
    pub fn fte_unit(mut self, unit: FteUnit) -> Self {
        self.fte_unit = unit;
        self
    }

    /// The hours of a full-time post (heltidsmått) over the same time as the columns `hours` and
    /// `mentor_hours`: 1950 a year, or 165 a month. FTE are hours divided by them, exactly.
    pub fn full_time_hours(mut self, hours: impl Into<Ratio>) -> Self {
        self.full_time_hours = Some(hours.into());
        self
    }

    /// Counts who is there on a day (mätdag).
    pub fn at(mut self, day: Date) -> Self {
        self.at = Some(day);
        self
    }

    /// Weighs by time over a span of days: FTE and heads are their sum over the days, divided by the
    /// days, exactly.
    pub fn span(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Whether agency staff (inhyrd personal) are part of heads and FTE. Must be said where the list
    /// has any.
    pub fn agency(mut self, counting: Counting) -> Self {
        self.agency = Some(counting);
        self
    }

    /// Whether staff on leave (tjänstlediga) are part of heads and FTE. Default: left out.
    pub fn on_leave(mut self, counting: Counting) -> Self {
        self.on_leave = counting;
        self
    }

    /// Whether vacant posts (vakanta tjänster) are part of FTE; they never have heads. Default: left
    /// out.
    pub fn vacant(mut self, counting: Counting) -> Self {
        self.vacant = counting;
        self
    }

    /// What it is to be new to the profession (ny i yrket): to have fewer `experience_years` than
    /// this. Six months are the fraction 1/2.
    pub fn new_within(mut self, years: impl Into<Ratio>) -> Self {
        self.new_within = Some(years.into());
        self
    }

    /// Counts those in a role with fewer `experience_years` than this in
    /// `<role>_under_<years>_years_heads`: managers under three years (chefer med mindre än tre år).
    pub fn manager_under_years(mut self, role: impl Into<String>, years: impl Into<Ratio>) -> Self {
        self.under_years.push((role.into(), years.into()));
        self
    }

    /// A transitional rule on qualification (övergångsbestämmelse): those with a `hired_on` before
    /// the first day are counted as unqualified only after the second.
    ///
    /// For social child and youth care: hired before 2014-07-01, until 2022-06-30 (HSLF-FS 2017:79).
    pub fn transition(mut self, hired_before: Date, until: Date) -> Self {
        self.transition = Some((hired_before, until));
        self
    }

    /// The role of a supervisor's own post, whose FTE is `supervisor_fte` by supervisor. Default:
    /// `supervisor`.
    pub fn supervisor_role(mut self, role: impl Into<String>) -> Self {
        self.supervisor_role = role.into();
        self
    }

    /// Adds the same columns over all roles together under this name, where someone with two roles
    /// is one head: with `employee`, `employee_heads` and `employee_fte`.
    pub fn total(mut self, name: impl Into<String>) -> Self {
        self.total = Some(name.into());
        self
    }
}

/// As the fields of a document.
impl StaffOptions {
    pub(super) fn write(&self) -> Map<String, Value> {
        let pairs = |pairs: &[(String, Ratio)]| -> Value {
            pairs.iter().map(|(name, value)| (name.clone(), json!(value))).collect()
        };
        let roles = self.roles.as_ref().map(|roles| -> Value {
            roles.iter().map(|(title, role)| (title.clone(), json!(role))).collect()
        });
        let span = self.span.map(|span| json!({"from": span.from(), "to": span.to()}));
        let transition = self
            .transition
            .map(|(hired_before, until)| json!({"hired_before": hired_before, "until": until}));
        let under = (!self.under_years.is_empty()).then(|| pairs(&self.under_years));
        let fields = [
            ("operation", json!("summarise_staff")),
            ("by", json!(self.by)),
            ("roles", json!(roles)),
            ("fte_unit", json!(self.fte_unit)),
            ("full_time_hours", json!(self.full_time_hours)),
            ("at", json!(self.at)),
            ("span", json!(span)),
            ("agency", json!(self.agency)),
            ("on_leave", json!(self.on_leave)),
            ("vacant", json!(self.vacant)),
            ("new_within", json!(self.new_within)),
            ("manager_under_years", json!(under)),
            ("transition", json!(transition)),
            ("supervisor_role", json!(self.supervisor_role)),
            ("total", json!(self.total)),
        ];
        let given = fields.into_iter().filter(|(_, value)| !value.is_null());
        given.map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

/// The name of the column of those under `years` in a role: `supervisor_under_three_years_heads`.
pub(super) fn under_column(role: &str, years: &Ratio) -> String {
    const WORDS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let number = (1i64..).zip(WORDS).find(|(number, _)| Ratio::from(*number) == *years);
    let number = number.map_or_else(|| years.to_string(), |(_, word)| word.to_owned());
    format!("{role}_under_{number}_years_heads")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_stand_in_the_name() {
        assert_eq!(under_column("manager", &Ratio::from(3)), "manager_under_three_years_heads");
        let half = "2.5".parse().unwrap();
        assert_eq!(under_column("manager", &half), "manager_under_2.5_years_heads");
    }
}
