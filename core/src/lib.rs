//! tmp
mod allocation;
mod apportion;
pub mod catalog;
mod date;
mod document;
mod error;
mod finding;
mod frame;
mod measure;
mod number;
mod problem;
mod receipt;
mod source;
mod table;
mod text;
mod vocabulary;
pub mod wire;

pub use allocation::{
    Allocation, Bound, Group, GroupedAllocation, Key, KeyComponent, Options, Part, PotResult, Row,
    Scheme, SchemeAllocation, SchemeOptions, Status, Totals, Unit, When, allocate, allocate_groups,
    allocate_scheme,
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
pub use table::{Cell, Column, Flags, Ids, Numbers, Table, TableBuilder, Texts};
pub use text::{Language, Wording};
