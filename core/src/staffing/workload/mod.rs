//! Workload (arbetsbelastning) in hours and kronor: time freed, pay supplements, agency staff, and
//! what stays to be paid when a grant ends.

mod administrators;
mod agency_cost;
mod exact;
mod given;
mod grant_posts;
mod pay_supplement;
mod tail;
mod task_list;
mod time_freed;

#[cfg(test)]
mod tests;

pub use administrators::Administrators;
pub use agency_cost::{AgencyComparison, AgencyCost, AgencyRow, agency_cost};
pub use given::Given;
pub use grant_posts::{GrantEnd, GrantPosts, GrantShare};
pub use pay_supplement::{PaySupplement, SupplementCost, SupplementRow, pay_supplement};
pub use tail::{Tail, TailRow, TailYear, tail};
pub use task_list::{Period, Relief, TaskDoer, TaskList, TaskStatus};
pub use time_freed::{FreedRow, TimeFreed, time_freed};
