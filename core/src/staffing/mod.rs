//! Pillar 2: staffing ratios (personaltäthet), and what they demand.

mod workload;

pub use workload::{
    Administrators, AgencyComparison, AgencyCost, AgencyRow, FreedRow, Given, GrantEnd, GrantPosts,
    GrantShare, PaySupplement, Period, Relief, SupplementCost, SupplementRow, Tail, TailRow,
    TailYear, TaskDoer, TaskList, TaskStatus, TimeFreed, agency_cost, pay_supplement, tail,
    time_freed,
};
