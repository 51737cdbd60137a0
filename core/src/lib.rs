//! Swedish state grants (statsbidrag) to municipalities, computed exactly and explained.
//!
//! Somebody's budget, and a decision that can be appealed, rests on each number. So nothing here is
//! computed in binary floats, no quotient is rounded before it is compared, every rounding is
//! declared and done once, missing is never zero, and every result can say why it is what it is,
//! in Swedish or English, with its sources.
//!
//! # One shape
//! **Facts** (a [`Table`]: columns of exact numbers, keyed by id) and **rules** (typed, dated, cited
//! data) give a **result** (numbers, [`Finding`]s, a [`Receipt`]). Every operation is a pure function:
//! nothing reads a clock, a file, the network or a global.
//!
//! # Allocation
//! [`allocate`] divides a total by a [`Key`] (fördelningsnyckel); [`allocate_groups`] does so for many
//! scenarios at once; [`allocate_scheme`] divides a whole grant, pots within pots, from a [`Scheme`]
//! of dated and cited data, such as those in the [`catalog`].
//!
//! ```
//! use statsbidrag::{Key, Language, Money, Options, Table, allocate};
//!
//! // Ten billion kronor: 70 % by asylum seekers, 30 % by population, to the last krona.
//! let table = Table::builder("code", ["0180", "1280", "1480"])
//!     .column("name", ["Stockholm", "Malmö", "Göteborg"])
//!     .column("population", [935_619, 328_494, 556_640])
//!     .column("asylum_seekers", [1_200, 2_300, 3_100])
//!     .names("name")
//!     .build()?;
//! let key = Key::new([
//!     ("asylum", "0.70", "asylum_seekers"),
//!     ("inhabitants", "0.30", "population"),
//! ])?;
//! let total = Money::from_kronor(10_000_000_000)?;
//! let result = allocate(&table, total, &key, &Options::new())?;
//!
//! assert_eq!(Money::sum(result.amounts().iter().copied())?, total);
//! println!("{}", result.explain("1480", Language::Swedish)?);
//! # Ok::<(), statsbidrag::Error>(())
//! ```
//!
//! # Staffing
//! [`check_staffing`] holds a table against [`RatioRule`]s (at most six social workers for each
//! supervisor) and says by how much each is broken, whom one must hire and what could be moved
//! instead; [`plan_staffing`] finds the least joint hire where rules bear on each other.
//!
//! # Stimulus grants
//! [`assess`] holds [`Claims`] against a [`Rulebook`] of dated and cited conditions and says what of each
//! line the grant pays for, and why; [`Assessment::settle`] settles what was paid.
//!
//! # Units and rounding
//! [`Money`] is whole öre. Shares, weights and limits are [`Ratio`]s or exact columns: integers,
//! decimals, fractions or texts of them, never binary floats. An amount is rounded once, where the
//! operation says so: [`allocate`] rounds to a [`Unit`], one krona where nothing else is asked for,
//! by a [`Rounding`], and every receipt and explanation says which.
//!
//! # Bad input
//! Every problem at once: an [`Error`] carries [`Problems`], each with where, what kind, what was
//! found and what was wanted. Nothing panics on data, and nothing grows out of bounds: [`limits`] says
//! how large things may be.
//!
//! # Other languages
//! [`wire`] has the same operations as JSON documents.

#![forbid(unsafe_code)]

mod allocation;
mod apportion;
pub mod catalog;
mod date;
mod document;
mod error;
mod finding;
mod frame;
pub mod kernel;
mod lent;
pub mod limits;
mod measure;
mod number;
mod parallel;
mod problem;
mod receipt;
mod sheet;
mod source;
mod sources;
mod staffing;
mod stimulus;
mod table;
mod text;
mod vocabulary;
pub mod wire;

pub use allocation::{
    Allocation, Bound, CauseOrder, Certificate, Change, Comparison, ComparisonRow, Group,
    GroupedAllocation, Key, KeyComponent, OnlyIn, Options, Part, PotResult, PublishedCheck,
    PublishedFinding, PublishedKind, Rounds, Row, Scheme, SchemeAllocation, SchemeOptions,
    SecondRound, Status, Totals, Unit, When, allocate, allocate_groups, allocate_scheme,
    check_published, second_round,
};
pub use apportion::{BoundsPolicy, Rounding, RoundingScope, TieRule};
pub use date::{Date, Dated, Entry, Span};
pub use error::Error;
pub use finding::{Finding, Outcome, Reason, Value};
pub use measure::{Measure, Parameters};
pub use number::{Money, Ratio};
pub use problem::{Code, Problem, Problems};
pub use receipt::Receipt;
pub use source::{Citation, Rank, Source};
pub use staffing::{
    About, Administrators, AgencyComparison, AgencyCost, AgencyRow, Condition, Force, FreedRow,
    Given, GrantEnd, GrantPosts, GrantShare, Limit, LimitSide, Move, PaySupplement, Period,
    PlanCost, PlannedPosts, PostCosts, RatioFigures, RatioLine, RatioRule, RatioStatus, RatioTotal,
    Relief, SeriesLine, StaffingChange, StaffingChangeKind, StaffingCheck, StaffingOptions,
    StaffingPlan, StaffingSeries, SupplementCost, SupplementRow, Tail, TailRow, TailYear, TaskDoer,
    TaskList, TaskStatus, TimeFreed, UnitMoves, Worst, agency_cost, check_staffing, pay_supplement,
    plan_staffing, staffing_series, staffing_snapshots, tail, time_freed,
};
pub use staffing::{
    Counting, FteUnit, Staff, StaffBy, StaffOptions, StaffSummary, UnmappedTitle, summarise_staff,
};
pub use staffing::{
    FigureStatus, ReportFactor, ReportFigure, ReportForm, ReportLine, StaffingReport,
    staffing_report,
};
pub use stimulus::{
    Activity, AssessOptions, AssessedLine, Assessment, ClaimChange, ClaimTotals, Claims,
    ClaimsBuilder, ConditionKind, CostKind, DayCount, Due, Duty, DutyKind, Employment,
    FreesTimeFor, GrantCondition, GrantYear, Grants, GrantsBuilder, Increase, IncreaseRoom,
    InterestFacts, InterestFrom, InterestTerms, InvoiceItem, InvoiceLine, Purpose, Repayment,
    RepaymentGround, Role, Rulebook, SettledGrant, Settlement, SettlementTerms, SettlementTotals,
    Sharing, Split, Staffing, StaffingBuilder, Verdict, WhatIf, Who, assess,
};
pub use table::{Cell, Column, Flags, Ids, Numbers, Table, TableBuilder, Texts};
pub use text::{Language, Wording};

/// Results and rules go between threads.
const _: () = {
    const fn send_and_sync<T: Send + Sync>() {}
    send_and_sync::<Allocation>();
    send_and_sync::<GroupedAllocation>();
    send_and_sync::<SchemeAllocation>();
    send_and_sync::<Table>();
    send_and_sync::<Key>();
    send_and_sync::<Options>();
    send_and_sync::<Scheme>();
    send_and_sync::<Rulebook>();
    send_and_sync::<GrantYear>();
    send_and_sync::<Assessment>();
    send_and_sync::<Error>();
};
