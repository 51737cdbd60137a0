//! Stimulus grants: what the money may pay for, and settlement.

mod assess;
mod assessment;
mod cap;
mod claims;
mod column;
mod columns;
mod condition;
mod duty;
mod explain;
mod findings;
mod flow;
mod grants;
mod interest;
mod judge;
mod lines;
mod names;
mod one_line;
mod options;
mod parts;
mod rulebook;
mod settle;
mod settlement;
mod staffing;
mod terms;
#[cfg(test)]
mod tests;
mod what_if;
mod words;
mod year;

pub use assess::assess;
pub use assessment::{AssessedLine, Assessment, ClaimTotals, IncreaseRoom};
pub use claims::{Claims, ClaimsBuilder};
pub use columns::{ClaimColumns, VerdictColumns, assess_columns, reason_mask};
pub use condition::Condition as GrantCondition;
pub use duty::{Due, Duty, DutyKind, Who};
pub use grants::{Grants, GrantsBuilder};
pub use interest::{DayCount, InterestFacts};
pub use one_line::{ClaimLine, LineVerdict, assess_line, assess_one};
pub use options::AssessOptions;
pub use rulebook::{Purpose, Rulebook};
pub use settlement::{InvoiceItem, InvoiceLine, SettledGrant, Settlement, SettlementTotals};
pub use staffing::{Staffing, StaffingBuilder};
pub use terms::{InterestFrom, InterestTerms, Repayment, SettlementTerms};
pub use what_if::{Change as ClaimChange, WhatIf};
pub use words::{
    Activity, ConditionKind, CostKind, Employment, FreesTimeFor, Increase, RepaymentGround, Role,
    Sharing, Split, Verdict,
};
pub use year::GrantYear;
