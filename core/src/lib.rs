//! tmp
mod allocation;
mod apportion;
mod date;
mod document;
mod error;
mod finding;
mod measure;
mod number;
mod problem;
mod source;
mod table;
mod text;
mod vocabulary;

pub use allocation::{
    Allocation, Bound, Certificate, Group, GroupedAllocation, Key, KeyComponent, Options, Part,
    Row, Status, Totals, Unit, allocate, allocate_groups,
};
pub use apportion::{BoundsPolicy, Rounding, RoundingScope, TieRule};
pub use date::{Date, Dated, Entry, Span};
pub use error::Error;
pub use finding::{Finding, Outcome, Reason, Value};
pub use measure::{Measure, Parameters};
pub use number::{Money, Ratio};
pub use problem::{Code, Problem, Problems};
pub use source::{Citation, Rank, Source};
pub use table::{Cell, Column, Flags, Ids, Numbers, Table, TableBuilder, Texts};
pub use text::{Language, Wording};
