//! What a call was given, looked through before anything is done with it: all that is wrong, at once.

use std::ffi::c_char;
use std::fmt::Display;
use std::ops::Range;

use statsbidrag::limits::{LARGEST_DOCUMENT, MOST_ROWS};
use statsbidrag::{Code, Date, Error, Problem, Problems};

use crate::guard::Failure;
use crate::sized::{self, SizedOut, SizedStruct};

/// The arguments of one call. Names are those of the header, as JSON pointers without their slash.
///
/// Whoever makes one promises that the call's pointers are what the header asks for: NULL, handles
/// that are not yet freed, and memory as long as the call is told. The rest is checked here.
#[derive(Default)]
pub(crate) struct Given {
    problems: Problems,
    is_null: bool,
    is_not_utf8: bool,
    /// Whether a column could not be read.
    lacks_memory: bool,
    /// The memory of columns, and whether it is written to.
    memory: Vec<(String, Range<usize>, bool)>,
}

/// A place to write one value to, found sound.
pub(crate) struct Out<T>(*mut T);

impl<T> Out<T> {
    pub(crate) fn put(&self, value: T) {
        // SAFETY: a place that can be written, as whoever made the `Given` promised.
        unsafe { self.0.write_unaligned(value) };
    }
}

/// What a column can hold: every value of the type is one.
pub(crate) trait ColumnCell {}
impl ColumnCell for u8 {}
impl ColumnCell for i32 {}
impl ColumnCell for u32 {}
impl ColumnCell for i64 {}
impl<T> ColumnCell for *const T {}
impl<T> ColumnCell for *mut T {}

impl Given {
    /// # Safety
    /// The pointers of the call are what the header asks for.
    pub(crate) unsafe fn of_caller() -> Self {
        Self::default()
    }

    pub(crate) fn add(&mut self, name: &str, code: Code, got: impl Display, want: impl Display) {
        let problem = Problem::new(format!("/{name}"), code, got.to_string(), want.to_string());
        self.problems.push(problem);
    }

    fn null(&mut self, name: &str, want: impl Display) {
        self.is_null = true;
        self.add(name, Code::Missing, "NULL", want);
    }

    /// A handle.
    pub(crate) fn handle<'a, H>(&mut self, name: &str, handle: *const H) -> Option<&'a H> {
        // SAFETY: NULL, or a handle that the library gave out and that is not yet freed.
        let found = unsafe { handle.as_ref() };
        if found.is_none() {
            self.null(name, "a handle");
        }
        found
    }

    /// A place for one value.
    pub(crate) fn out<T>(&mut self, name: &str, to: *mut T) -> Option<Out<T>> {
        if to.is_null() {
            self.null(name, "a place to write to");
            return None;
        }
        Some(Out(to))
    }

    /// A struct that begins with its size.
    pub(crate) fn sized<T: SizedStruct>(&mut self, name: &str, from: *const T) -> Option<T> {
        let size = self.size(name, from)?;
        // SAFETY: a struct of the size that it says.
        let read = unsafe { sized::read(from, size) };
        if read.is_none() {
            let got = "something in fields that this version of the library does not have";
            self.add(name, Code::UnknownField, got, "zeros there, or a newer library");
        }
        read
    }

    /// A place for a struct that begins with its size.
    pub(crate) fn sized_out<T: SizedStruct>(
        &mut self,
        name: &str,
        to: *mut T,
    ) -> Option<SizedOut<T>> {
        // SAFETY: a struct of the size that it says.
        self.size(name, to).map(|size| unsafe { SizedOut::new(to, size) })
    }

    fn size<T: SizedStruct>(&mut self, name: &str, at: *const T) -> Option<usize> {
        if at.is_null() {
            self.null(name, "a struct, with its size set");
            return None;
        }
        // SAFETY: the size is the first field of every such struct.
        let size = unsafe { at.cast::<usize>().read_unaligned() };
        if let Some((got, want)) = sized::wrong::<T>(size) {
            self.add(&format!("{name}/size"), Code::NotInRange, got, want);
            return None;
        }
        Some(size)
    }

    /// A column to read; of no rows where it cannot be.
    pub(crate) fn column<'a, T: ColumnCell>(
        &mut self,
        name: &str,
        cells: *const T,
        rows: usize,
    ) -> &'a [T] {
        if !self.is_memory(name, cells, rows, false) {
            return &[];
        }
        // SAFETY: it is aligned and not NULL, and as long as the caller promises.
        unsafe { std::slice::from_raw_parts(cells, rows) }
    }

    /// A column that may be NULL, which is one without rows.
    pub(crate) fn column_if_any<'a, T: ColumnCell>(
        &mut self,
        name: &str,
        cells: *const T,
        rows: usize,
    ) -> &'a [T] {
        if cells.is_null() { &[] } else { self.column(name, cells, rows) }
    }

    /// A column to write to, where it is given; it is not touched before all is checked.
    pub(crate) fn column_out_if_any<T: ColumnCell>(
        &mut self,
        name: &str,
        cells: *mut T,
        rows: usize,
    ) -> Option<ColumnOut<T>> {
        (!cells.is_null()).then(|| self.column_out(name, cells, rows))
    }

    /// A column to write to; it is not touched before all is checked.
    pub(crate) fn column_out<T: ColumnCell>(
        &mut self,
        name: &str,
        cells: *mut T,
        rows: usize,
    ) -> ColumnOut<T> {
        let rows = if self.is_memory(name, cells, rows, true) { rows } else { 0 };
        ColumnOut { cells, rows }
    }

    fn is_memory<T>(&mut self, name: &str, cells: *const T, rows: usize, is_out: bool) -> bool {
        if rows == 0 {
            return false;
        }
        let most = MOST_ROWS.min(isize::MAX as usize / size_of::<T>());
        if cells.is_null() {
            self.null(name, format_args!("{rows} cells"));
        } else if !cells.is_aligned() {
            let got = format_args!("an address that is no multiple of {}", align_of::<T>());
            self.add(name, Code::Malformed, got, "an array as the language lays it out");
        } else if rows > most {
            // Said once for the call, whatever columns it has.
            if !self.problems.iter().any(|problem| problem.code() == Code::OutOfRange) {
                self.add(name, Code::OutOfRange, format_args!("{rows} cells"), "fewer than 2³²");
            }
        } else {
            let start = cells.addr();
            self.memory.push((name.to_owned(), start..start + rows * size_of::<T>(), is_out));
            return true;
        }
        self.lacks_memory = true;
        false
    }

    /// A column of which nobody knows how long it should be; that it must be there is known.
    pub(crate) fn must_be<T>(&mut self, name: &str, cells: *const T) {
        if cells.is_null() {
            self.null(name, "a column");
        }
    }

    /// A text.
    pub(crate) fn text<'a>(
        &mut self,
        name: &str,
        text: *const c_char,
        length: usize,
    ) -> Option<&'a str> {
        if length == 0 {
            return Some("");
        }
        if text.is_null() {
            self.null(name, format_args!("{length} bytes of UTF-8"));
            return None;
        }
        if length > LARGEST_DOCUMENT {
            let want = format_args!("at most {LARGEST_DOCUMENT}");
            self.add(name, Code::OutOfRange, format_args!("{length} bytes"), want);
            return None;
        }
        // SAFETY: bytes need no alignment, and they are as many as the caller promises.
        let bytes = unsafe { std::slice::from_raw_parts(text.cast::<u8>(), length) };
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(error) => {
                self.is_not_utf8 = true;
                let got =
                    format_args!("bytes that are not UTF-8 from byte {}", error.valid_up_to());
                self.add(name, Code::Malformed, got, "UTF-8");
                None
            }
        }
    }

    /// A code of a vocabulary.
    pub(crate) fn word<T: Copy>(&mut self, name: &str, code: u32, all: &[T]) -> Option<T> {
        if code == 0 {
            self.add(
                name,
                Code::Missing,
                "0, which is no code",
                format_args!("1 to {}", all.len()),
            );
            return None;
        }
        self.word_if_any(name, code, all)
    }

    /// A code of a vocabulary; 0 is none.
    pub(crate) fn word_if_any<T: Copy>(&mut self, name: &str, code: u32, all: &[T]) -> Option<T> {
        let place = (code as usize).checked_sub(1)?;
        let word = all.get(place).copied();
        if word.is_none() {
            self.add(name, Code::UnknownWord, code, format_args!("a code from 0 to {}", all.len()));
        }
        word
    }

    /// A yes or no.
    pub(crate) fn flag(&mut self, name: &str, flag: u32) -> bool {
        if flag > 1 {
            self.add(name, Code::UnknownWord, flag, "0 or 1");
        }
        flag == 1
    }

    /// A day as days since 1970-01-01.
    pub(crate) fn day(&mut self, name: &str, days: i32) -> Option<Date> {
        let day = Date::from_days_since_1970(days);
        if day.is_none() {
            let want = "a day of the years 1 to 9999, as days since 1970-01-01";
            self.add(name, Code::NotInRange, days, want);
        }
        day
    }

    /// An item of a list by its place.
    pub(crate) fn item<'a, T>(&mut self, name: &str, list: &'a [T], place: usize) -> Option<&'a T> {
        let item = list.get(place);
        if item.is_none() {
            self.add(name, Code::NotInRange, place, format_args!("under {}", list.len()));
        }
        item
    }

    /// Takes over what the core found.
    pub(crate) fn keep<T>(&mut self, result: Result<T, Error>) -> Option<T> {
        result.map_err(|error| self.problems.extend_under("", error)).ok()
    }

    /// Takes over what the core found in one argument.
    pub(crate) fn keep_at<T>(&mut self, name: &str, result: Result<T, Error>) -> Option<T> {
        let of_argument = |error| Problems::from(error).placed(|_| format!("/{name}"));
        result.map_err(|error| self.problems.extend_under("", of_argument(error))).ok()
    }

    /// Where something is wrong already, takes over what the core finds in columns too: all is told at
    /// once. Where columns could not be read, there is nothing more to find.
    pub(crate) fn also(&mut self, check: impl FnOnce() -> Result<(), Error>) {
        if !self.problems.is_empty() && !self.lacks_memory {
            self.keep(check());
        }
    }

    /// All is sound, or all that is wrong: also columns that are written to and are part of others.
    pub(crate) fn check(mut self) -> Result<Checked, Failure> {
        let memory = std::mem::take(&mut self.memory);
        for (place, (name, range, is_out)) in memory.iter().enumerate() {
            let overlaps = |(_, other, other_is_out): &&(String, Range<usize>, bool)| {
                (*is_out || *other_is_out) && range.start < other.end && other.start < range.end
            };
            if let Some((other, ..)) = memory[..place].iter().find(overlaps) {
                let got = format_args!("memory that is also {other}'s");
                self.add(name, Code::Malformed, got, "memory of its own");
            }
        }
        if self.problems.is_empty() { Ok(Checked(())) } else { Err(self.failure()) }
    }

    /// The failure, where something is known to be wrong.
    pub(crate) fn failure(self) -> Failure {
        Failure::new(self.problems, self.is_null, self.is_not_utf8)
    }
}

/// What a call was given is sound, and what it writes to is apart from all else.
pub(crate) struct Checked(());

/// A column to write to.
pub(crate) struct ColumnOut<T> {
    cells: *mut T,
    rows: usize,
}

impl<T: ColumnCell> ColumnOut<T> {
    /// The column itself.
    pub(crate) fn cells<'a>(self, _: &Checked) -> &'a mut [T] {
        if self.rows == 0 {
            return &mut [];
        }
        // SAFETY: it was found aligned, not NULL and apart from others, and it is given away once; it is
        // as long as whoever made the `Given` promised.
        unsafe { std::slice::from_raw_parts_mut(self.cells, self.rows) }
    }
}
