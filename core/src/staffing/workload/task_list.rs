//! A list of tasks: who does each now, who may, and what is to be known of those who could help.

use serde_json::{Map, Value, json};

use super::administrators::Administrators;
use super::exact::{Kind, filled, numbers};
use crate::number::Ratio;
use crate::problem::{Code, Problems};
use crate::table::{Table, cell};
use crate::vocabulary::vocabulary;

/// The role of those who could take over.
pub(super) const ADMINISTRATOR: &str = "administrator";

vocabulary! {
    /// What hours are counted by: those of the tasks, of administrators and of a full-time post.
    #[non_exhaustive]
    pub enum Period {
        /// A week (vecka).
        Week = "week",
        /// A month (månad).
        Month = "month",
        /// A year (år).
        Year = "year",
    }
}

impl Period {
    /// The hours that the longest such period has: no post is longer.
    fn longest(self) -> i64 {
        match self {
            Period::Week => 7 * 24,
            Period::Month => 31 * 24,
            Period::Year => 366 * 24,
        }
    }
}

vocabulary! {
    /// Who can do a task.
    #[non_exhaustive]
    pub enum TaskDoer {
        /// An administrator can take it over.
        Administrator = "administrator",
        /// Only a social worker can.
        OnlySocialWorker = "only_social_worker",
    }
}

vocabulary! {
    /// What became of a task.
    #[non_exhaustive]
    pub enum TaskStatus {
        /// An administrator can take it over.
        Movable = "movable",
        /// Exercise of public authority (myndighetsutövning): it stays.
        Authority = "authority",
        /// Only a social worker can do it: it stays.
        OnlySocialWorker = "only_social_worker",
        /// It is done by a role whose time was not asked for.
        OtherRole = "other_role",
    }
}

/// Which columns of a table are the list of tasks (arbetsuppgifter), a row each.
///
/// ```
/// use statsbidrag::TaskList;
///
/// let tasks = TaskList::new("hours", "who", "can_be_done_by", "authority").unit("unit");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct TaskList {
    hours: String,
    who: String,
    can_be_done_by: String,
    authority: String,
    pub(super) unit: Option<String>,
}

impl TaskList {
    /// A list by four columns: `hours` a period, 0 or more; `who` does it now, a role;
    /// `can_be_done_by`, a text that is a word of [`TaskDoer`]; and `authority`, yes or no, whether
    /// it is exercise of public authority.
    pub fn new(
        hours: impl Into<String>,
        who: impl Into<String>,
        can_be_done_by: impl Into<String>,
        authority: impl Into<String>,
    ) -> Self {
        Self {
            hours: hours.into(),
            who: who.into(),
            can_be_done_by: can_be_done_by.into(),
            authority: authority.into(),
            unit: None,
        }
    }

    /// A text column with the unit (enhet) that each task is done in: hours are then moved within
    /// each unit and never between them.
    pub fn unit(mut self, column: impl Into<String>) -> Self {
        self.unit = Some(column.into());
        self
    }

    pub(super) fn uses(&self, column: &str) -> bool {
        let named = [&self.hours, &self.who, &self.can_be_done_by, &self.authority];
        named.into_iter().chain(&self.unit).any(|name| name == column)
    }

    pub(super) fn write(&self) -> Map<String, Value> {
        let mut out = Map::new();
        for (name, column) in [
            ("hours", &self.hours),
            ("who", &self.who),
            ("can_be_done_by", &self.can_be_done_by),
            ("authority", &self.authority),
        ] {
            out.insert(name.to_owned(), json!(column));
        }
        out.extend(self.unit.iter().map(|unit| ("unit".to_owned(), json!(unit))));
        out
    }

    /// The hours and the status of each task, where all can be read.
    pub(super) fn read(
        &self,
        table: &Table,
        frees: &[String],
        problems: &mut Problems,
    ) -> Option<(Vec<Ratio>, Vec<TaskStatus>)> {
        let hours = numbers(table, &self.hours, "/hours", Kind::Natural, problems);
        let who = filled(table, &self.who, "/who", "a role", problems);
        let can = self.doers(table, problems);
        let authority = table.flags(&self.authority, "/authority", problems);
        if let (Some(can), Some(authority)) = (&can, &authority) {
            self.check_authority(can, authority, problems);
        }
        if let Some(who) = &who {
            check_roles(frees, who, problems);
        }
        let (who, can, authority) = (who?, can?, authority?);
        let status = who.iter().zip(&can).zip(&authority).map(|((who, can), authority)| {
            if !frees.iter().any(|role| role == who) {
                TaskStatus::OtherRole
            } else if *authority {
                TaskStatus::Authority
            } else {
                match can {
                    Some(TaskDoer::Administrator) => TaskStatus::Movable,
                    _ => TaskStatus::OnlySocialWorker,
                }
            }
        });
        Some((hours?, status.collect()))
    }

    /// Who can do each task; none where the cell is wrong and was reported.
    fn doers(&self, table: &Table, problems: &mut Problems) -> Option<Vec<Option<TaskDoer>>> {
        let column = &self.can_be_done_by;
        let texts = table.texts(column, "/can_be_done_by", problems)?;
        let doer = |row| match texts.get(row).filter(|text| !text.is_empty()) {
            Some(word) => problems.keep(&cell(column, row), word.parse()),
            None => {
                let want = "administrator or only_social_worker";
                problems.add(cell(column, row), Code::Missing, "an empty cell", want);
                None
            }
        };
        Some((0..table.len()).map(doer).collect())
    }

    /// Public authority is not an administrator's to exercise, whatever the list says.
    fn check_authority(
        &self,
        can: &[Option<TaskDoer>],
        authority: &[bool],
        problems: &mut Problems,
    ) {
        for (row, _) in
            can.iter().zip(authority).enumerate().filter(|(_, (can, authority))| {
                **authority && **can == Some(TaskDoer::Administrator)
            })
        {
            problems.add(
                cell(&self.can_be_done_by, row),
                Code::Contradiction,
                "administrator, for exercise of public authority",
                "only_social_worker, or a task that is not exercise of public authority",
            );
        }
    }
}

/// Reports a role whose time is asked for and that no task has: a slip of the pen would free
/// nothing and look like an answer.
fn check_roles(frees: &[String], who: &[&str], problems: &mut Problems) {
    for (i, role) in frees.iter().enumerate() {
        if role != ADMINISTRATOR && !who.contains(&role.as_str()) {
            let want = "a role that does some task";
            problems.add(format_args!("/frees/{i}"), Code::UnknownName, role, want);
        }
    }
}

/// What administrators could relieve (avlasta): their time, whose time is to be freed, what a
/// full-time post is, and how much of what is freed goes to clients. All of it is the caller's.
///
/// ```
/// use statsbidrag::{Administrators, Period, Ratio, Relief};
///
/// // Half a post of 40 hours a week; 60 % of what is freed goes to clients.
/// let relief = Relief::new(
///     Period::Week,
///     Ratio::from(40),
///     Administrators::fte("0.5".parse()?),
///     ["social_worker"],
///     "0.6".parse()?,
/// );
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Relief {
    pub(super) period: Period,
    pub(super) full_time_hours: Ratio,
    pub(super) administrators: Administrators,
    pub(super) frees: Vec<String>,
    pub(super) client_share: Ratio,
}

impl Relief {
    /// All hours, those of the tasks too, are of one `period`. `full_time_hours` is over 0,
    /// `frees` is the roles whose time is to be freed, and `client_share` is from 0 to 1.
    pub fn new<S: Into<String>>(
        period: Period,
        full_time_hours: Ratio,
        administrators: Administrators,
        frees: impl IntoIterator<Item = S>,
        client_share: Ratio,
    ) -> Self {
        let frees = frees.into_iter().map(Into::into).collect();
        Self { period, full_time_hours, administrators, frees, client_share }
    }

    pub(super) fn check(&self, problems: &mut Problems) {
        let longest = Ratio::from(self.period.longest());
        if Kind::Positive.check(&self.full_time_hours, "/full_time_hours", problems)
            && self.full_time_hours > longest
        {
            let got = format_args!("{} hours a {}", self.full_time_hours, self.period);
            let want = format_args!("at most {longest}, which is all there are");
            problems.add("/full_time_hours", Code::NotInRange, got, want);
        }
        self.administrators.check(problems);
        Kind::Share.check(&self.client_share, "/client_share", problems);
        if self.frees.is_empty() {
            problems.add("/frees", Code::Empty, "no roles", "at least one");
        }
        for (i, role) in self.frees.iter().enumerate() {
            let path = format!("/frees/{i}");
            if role == ADMINISTRATOR {
                let want = "a role that administrators relieve";
                problems.add(path, Code::Contradiction, role, want);
            } else if self.frees[..i].contains(role) {
                problems.add(path, Code::Duplicate, role, "a role that stands once");
            }
        }
    }

    pub(super) fn write(&self) -> Map<String, Value> {
        let mut out = Map::new();
        out.insert("period".to_owned(), json!(self.period));
        out.insert("full_time_hours".to_owned(), json!(self.full_time_hours));
        out.insert("administrators".to_owned(), self.administrators.write());
        out.insert("frees".to_owned(), json!(self.frees));
        out.insert("client_share".to_owned(), json!(self.client_share));
        out
    }
}
