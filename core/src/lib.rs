//! tmp
mod allocation;
mod apportion;
mod date;
mod error;
mod measure;
mod number;
mod problem;
mod source;
mod table;
mod vocabulary;

pub use allocation::{
    Allocation, Bound, CauseOrder, Change, Comparison, ComparisonRow, Key, KeyComponent, OnlyIn,
    Options, Part, PublishedCheck, PublishedFinding, PublishedKind, Rounds, Row, SecondRound,
    Status, Unit, allocate, check_published, second_round,
};
pub use apportion::{BoundsPolicy, Rounding, RoundingScope, TieRule};
pub use date::{Date, Dated, Entry, Span};
pub use error::Error;
pub use measure::{Measure, Parameters};
pub use number::{Money, Ratio};
pub use problem::{Code, Problem, Problems};
pub use source::{Citation, Rank, Source};
pub use table::{Cell, Column, Flags, Ids, Numbers, Table, TableBuilder, Texts};
