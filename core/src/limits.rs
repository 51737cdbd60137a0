//! How large things may be, and what is said of what is larger.
//!
//! Nothing here is a limit that a grant comes near: each is there so that a document that is wrong, or
//! meant to do harm, gets an answer in time and in a memory that grows with the document and not with
//! its square. What is over a limit is refused before it is computed, by a problem with its place,
//! its code, what was found and what was wanted; `out_of_range` makes an error of the kind
//! `too_large`. The same limits hold in Rust, C and Python.
//!
//! | what | limit | past it |
//! |---|---|---|
//! | an amount, a total, a sum of amounts | 92 233 720 368 547 758.07 kr, 64 bits of öre, with either sign | `out_of_range` |
//! | the text of a number | [`LONGEST_NUMBER`] characters; each side of a fraction as many | `out_of_range` |
//! | an integer of a document that is no text | 64 bits; text holds longer ones | `float`, or `malformed` where no float holds it |
//! | the numbers of a column, over their common denominator | 127 bits (38 digits), the denominator 64 bits | `out_of_range` |
//! | a measure | [`MOST_TERMS`] terms of [`MOST_FACTORS`] factors | `malformed` |
//! | the numbers that a measure makes of rows, and their denominator | [`WIDEST_MEASURE`] bits | `out_of_range` |
//! | a key | [`MOST_COMPONENTS`] components; together [`WIDEST_KEY`] bits | `out_of_range` |
//! | rows of a table or list, a column of C | [`MOST_ROWS`], fewer than 2³² | `out_of_range` |
//! | an id, a name of a column or field, a text in rules and in cells of tables | [`LONGEST_TEXT`] bytes | `out_of_range` |
//! | days | 0001-01-01 to 9999-12-31 | `malformed` |
//! | lines of an answer: rules, figures or pots times rows, posts times years | [`MOST_LINES`] | `out_of_range` |
//! | rules times rows whose status is kept | [`MOST_STATUSES`] | `out_of_range` |
//! | limits of a rule, on each side | [`MOST_LIMITS`] | `out_of_range` |
//! | claim lines without a unit times units of their recipient | [`MOST_TRIED`] | `out_of_range` |
//! | explanations asked for times recipients | [`MOST_EXPLAINED`] | `out_of_range` |
//! | cells of a summary of staff, or of those of all days of a span | [`MOST_CELLS`] | `out_of_range` |
//! | payments of an amount | [`MOST_INSTALMENTS`] | `not_in_range` |
//! | payments to all recipients together | [`MOST_PAYMENTS`] | `out_of_range` |
//! | years of what stays when a grant ends | [`MOST_YEARS`] | `not_in_range` |
//! | rounds until a joint plan settles | [`MOST_ROUNDS`] | `not_settled` |
//! | conditions of a rulebook, and those in force on one day | [`MOST_CONDITIONS`], [`MOST_CONDITIONS_A_DAY`] | `out_of_range` |
//! | digits of a number in a certificate | [`LONGEST_NATURAL`] | `malformed` |
//! | a document | [`LARGEST_DOCUMENT`] bytes | `out_of_range` |
//! | lists and objects within each other: pots within pots, inner divisions | [`DEEPEST`] levels | `malformed` |
//! | problems that are told in full | [`MOST_PROBLEMS`]; the others are counted | |
//!
//! There may be as many scenarios (groups) as there are rows.

use std::fmt;

use crate::number::text::shorten;
use crate::problem::{Code, Problems};

/// The longest number text that is read, in characters: more is a mistake or an attack, never an
/// amount.
pub const LONGEST_NUMBER: usize = 64;

/// The most terms of a measure.
pub const MOST_TERMS: usize = 1_000;

/// The most factors of a term: each adds the digits of its column to every product.
pub const MOST_FACTORS: usize = 8;

/// The widest number that a measure may make of a row, and the widest common denominator of its
/// terms, in bits: 616 digits. A column counts as 64 bits, or 128 where some number of it has more.
pub const WIDEST_MEASURE: u64 = 2_048;

/// How wide what a key divides by may be, in bits: the numbers that its measures make of rows and the
/// common denominator of its shares, all together. A remainder has as many.
pub const WIDEST_KEY: u64 = 16_384;

/// The most components of a key: exact shares of many are numbers of very many digits.
pub const MOST_COMPONENTS: usize = 64;

/// The most rows of a table, a list or a column: positions are kept in 32 bits.
pub const MOST_ROWS: usize = u32::MAX as usize;

/// The longest name, id or text of rules, in bytes of UTF-8: results repeat them in every row, and
/// problems in every path.
pub const LONGEST_TEXT: usize = 2_000;

/// The most lines of an answer: rules, figures or pots times rows, posts times years.
pub const MOST_LINES: usize = 1_000_000;

/// The most statuses of a check: one for each rule and row.
pub const MOST_STATUSES: usize = 100_000_000;

/// The most limits of a rule on one side: each is compared with each.
pub const MOST_LIMITS: usize = 1_000;

/// The most pairs of a claim line without a unit and a unit of its recipient: such a line is tried in
/// every one of them.
pub const MOST_TRIED: usize = 20_000_000;

/// The most cells of a summary of staff, or of the summaries of all days of a span together.
pub const MOST_CELLS: usize = 50_000_000;

/// The most explanations times recipients: each explanation looks at all of them.
pub const MOST_EXPLAINED: usize = 100_000_000;

/// The most payments that an amount is dealt out over.
pub const MOST_INSTALMENTS: usize = 1_200;

/// The most payments to all recipients together.
pub const MOST_PAYMENTS: usize = 20_000_000;

/// The most years from the first post to the last year of what stays when a grant ends.
pub const MOST_YEARS: i16 = 100;

/// How many times all rules of a plan are applied before they are said not to settle.
pub const MOST_ROUNDS: usize = 10_000;

/// The most conditions of a rulebook.
pub const MOST_CONDITIONS: usize = 1_000;

/// The most conditions that may be in force on one day: each has a bit of a word of 32.
pub const MOST_CONDITIONS_A_DAY: usize = 31;

/// The most digits of a number in a certificate.
pub const LONGEST_NATURAL: usize = 100_000;

/// The largest document that is read, in bytes: 256 MiB.
pub const LARGEST_DOCUMENT: usize = 256 << 20;

/// How many lists and objects of a document may stand within each other, the document itself counted.
pub const DEEPEST: usize = 127;

/// How many problems are told in full. The others are counted: where columns are wrong in several
/// ways at once, some of those beyond may count twice or not at all.
pub const MOST_PROBLEMS: usize = 1_000;

/// Reports a text that is too long for one that is repeated.
pub(crate) fn check_text(text: &str, path: impl fmt::Display, problems: &mut Problems) -> bool {
    let fits = text.len() <= LONGEST_TEXT;
    if !fits {
        let got = format_args!("{} bytes: {}", text.len(), shorten(text));
        problems.add(path, Code::OutOfRange, got, format_args!("at most {LONGEST_TEXT} bytes"));
    }
    fits
}

/// Reports more lines than an answer may have: `times` for each of so many `rows`.
pub(crate) fn check_lines(
    times: usize,
    what: &str,
    rows: usize,
    path: &str,
    problems: &mut Problems,
) -> bool {
    check_product(times, what, "rows", rows, MOST_LINES, path, problems)
}

/// Reports more than `most` of what there is one of for each of `times` and each of `rows`.
pub(crate) fn check_product(
    times: usize,
    what: &str,
    of: &str,
    rows: usize,
    most: usize,
    path: &str,
    problems: &mut Problems,
) -> bool {
    let fits = times.saturating_mul(rows) <= most;
    if !fits {
        let got = format_args!("{times} {what} times {rows} {of}");
        problems.add(path, Code::OutOfRange, got, format_args!("at most {most} in all"));
    }
    fits
}
