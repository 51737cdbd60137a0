//! Pillar 2: staffing ratios (personaltäthet), and what they demand.

mod check;
mod columns;
mod compare;
mod cost;
mod explain;
mod figures;
mod limit;
mod moves;
mod plan;
mod prepare;
mod report;
mod rule;
mod series;
mod snapshots;
mod staff;
mod verdict;
mod workload;

pub use check::{RatioLine, RatioTotal, StaffingCheck, check_staffing};
pub use columns::{
    HireInto, RatioColumns, RatioLimits, RatioVerdict, check_ratio, check_ratio_cells,
    check_ratio_columns,
};
pub use compare::{StaffingChange, StaffingChangeKind};
pub use cost::{PlanCost, PostCosts};
pub use figures::{RatioFigures, RatioStatus};
pub use limit::{Condition, Limit, LimitSide};
pub use moves::{Move, UnitMoves};
pub use plan::{PlannedPosts, StaffingPlan, plan_staffing};
pub use prepare::StaffingOptions;
pub use report::{
    FigureStatus, ReportFactor, ReportFigure, ReportForm, ReportLine, StaffingReport,
    staffing_report,
};
pub use rule::{About, Force, RatioRule};
pub use series::{SeriesLine, StaffingSeries, Worst, staffing_series};
pub use snapshots::staffing_snapshots;
pub use staff::{
    Counting, FteUnit, Staff, StaffBy, StaffOptions, StaffSummary, UnmappedTitle, summarise_staff,
};
pub use workload::{
    Administrators, AgencyComparison, AgencyCost, AgencyRow, FreedRow, Given, GrantEnd, GrantPosts,
    GrantShare, PaySupplement, Period, Relief, SupplementCost, SupplementRow, Tail, TailRow,
    TailYear, TaskDoer, TaskList, TaskStatus, TimeFreed, agency_cost, pay_supplement, tail,
    time_freed,
};
