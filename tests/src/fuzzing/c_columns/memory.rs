//! The memory of a call: columns and structs at addresses and of sizes that may be wrong, and what is
//! wrong with them.

use std::ptr::null_mut;

use arbitrary::{Result, Unstructured};
use statsbidrag_ffi::{SB_NULL, SB_OK, sb_problems, sb_status};

use super::super::c_documents::told;

/// What outputs hold before a call.
const PATTERN: u8 = 0xa5;

/// What is wrong with the pointers and structs of a call: it must not be answered.
#[derive(Debug, Default)]
pub(super) struct Wrong {
    /// A NULL that must be given.
    pub(super) null: bool,
    /// Something out of line, overlapping, of no possible length or of a wrong size.
    pub(super) other: bool,
}

impl Wrong {
    /// A failure that was provoked is told, and a NULL by its own status unless the call could not
    /// even read the struct that it is in.
    pub(super) fn fits(&self, status: sb_status) {
        assert!(!self.null || status == SB_NULL || self.other, "{status}: {self:?}");
        assert!(self.null || self.other || status != SB_NULL, "{status}: {self:?}");
        assert!(!self.other || status != SB_OK, "{status}: {self:?}");
    }
}

/// A column of a call: memory that ends where its cells end.
#[derive(Debug)]
pub(super) struct Array<T> {
    pub(super) memory: Vec<T>,
    pub(super) is_null: bool,
    /// One byte off.
    is_askew: bool,
}

impl<T: Copy> Array<T> {
    /// Of so many rows; a column that may be NULL is so half of the time.
    pub(super) fn draw<'a>(
        u: &mut Unstructured<'a>,
        wrong: &mut Wrong,
        rows: usize,
        may_be_null: bool,
        mut cell: impl FnMut(&mut Unstructured<'a>) -> Result<T>,
    ) -> Result<Self> {
        let is_null = if may_be_null { u.ratio(1u8, 2u8)? } else { u.ratio(1u8, 64u8)? };
        let is_askew = !is_null && align_of::<T>() > 1 && u.ratio(1u8, 128u8)?;
        let mut memory = (0..rows).map(|_| cell(u)).collect::<Result<Vec<T>>>()?;
        if is_askew && let Some(&last) = memory.last() {
            memory.push(last);
        }
        if rows > 0 {
            wrong.null |= is_null && !may_be_null;
            wrong.other |= is_askew;
        }
        Ok(Self { memory, is_null, is_askew })
    }

    /// A column to write to.
    pub(super) fn out(
        u: &mut Unstructured<'_>,
        wrong: &mut Wrong,
        rows: usize,
        may_be_null: bool,
    ) -> Result<Self> {
        // SAFETY: cells are integers, and any bytes are one.
        let pattern = unsafe {
            let mut cell = std::mem::MaybeUninit::<T>::uninit();
            cell.as_mut_ptr().cast::<u8>().write_bytes(PATTERN, size_of::<T>());
            cell.assume_init()
        };
        Self::draw(u, wrong, rows, may_be_null, |_| Ok(pattern))
    }

    pub(super) fn get(&mut self) -> *mut T {
        match (self.is_null, self.is_askew && !self.memory.is_empty()) {
            (true, _) => null_mut(),
            (_, true) => self.memory.as_mut_ptr().cast::<u8>().wrapping_add(1).cast(),
            _ => self.memory.as_mut_ptr(),
        }
    }

    pub(super) fn is_untouched(&self) -> bool {
        let bytes = self.memory.len() * size_of::<T>();
        // SAFETY: cells are integers without padding.
        let own = unsafe { std::slice::from_raw_parts(self.memory.as_ptr().cast::<u8>(), bytes) };
        own.iter().all(|byte| *byte == PATTERN)
    }

    /// The cells that were written, if it was given.
    pub(super) fn cells(&self) -> Option<&[T]> {
        (!self.is_null).then_some(&self.memory[..])
    }
}

/// A struct at an address of no alignment, of a size that its caller says.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) memory: Vec<u8>,
    pub(super) is_null: bool,
}

impl Placed {
    /// A struct whose first field is its size.
    pub(super) fn draw<T: Copy>(
        u: &mut Unstructured<'_>,
        wrong: &mut Wrong,
        own: T,
        is_out: bool,
    ) -> Result<Self> {
        let known = size_of::<T>();
        let is_null = u.ratio(1u8, 128u8)?;
        let (mut told, mut tail) = (known, 0);
        match u.int_in_range(0..=63u8)? {
            0 => told = *u.choose(&[0, 1, known - 8, known + 1, 4104, usize::MAX])?,
            1 => {
                tail = 8 * u.int_in_range(1..=3usize)?;
                told = known + tail;
            }
            _ => {}
        }
        let mut memory = vec![0; 1 + known + tail];
        // SAFETY: the memory is one byte longer than the struct, which is plain.
        unsafe {
            memory.as_mut_ptr().add(1).cast::<T>().write_unaligned(own);
            memory.as_mut_ptr().add(1).cast::<usize>().write_unaligned(told);
        }
        let is_asked = tail > 0 && !is_out && u.ratio(1u8, 2u8)?;
        if is_asked {
            // Something that this library does not know is asked for.
            *memory.last_mut().unwrap_or(&mut 0) = 1;
        }
        wrong.null |= is_null;
        wrong.other |= !is_null && (is_asked || told != known + tail);
        Ok(Self { memory, is_null })
    }

    pub(super) fn get<T>(&mut self) -> *mut T {
        if self.is_null { null_mut() } else { self.memory.as_mut_ptr().wrapping_add(1).cast() }
    }

    /// What was written.
    pub(super) fn read<T: Copy>(&self) -> T {
        assert!(self.memory.len() > size_of::<T>());
        // SAFETY: it holds a plain struct, as `draw` has put it there.
        unsafe { self.memory.as_ptr().add(1).cast::<T>().read_unaligned() }
    }
}

/// How many rows there are, and how many the call is told.
pub(super) fn rows(u: &mut Unstructured<'_>, wrong: &mut Wrong) -> Result<(usize, usize)> {
    let rows = u.int_in_range(0..=6)?;
    if u.ratio(1u8, 128u8)? {
        // Of a length that no column has, nothing is read.
        wrong.other = true;
        return Ok((rows, *u.choose(&[1 << 32, usize::MAX, usize::MAX / 8])?));
    }
    Ok((rows, rows))
}

/// Runs a call; its problems are looked at and freed.
pub(super) fn call(run: impl FnOnce(*mut *mut sb_problems) -> sb_status) -> sb_status {
    let mut problems = null_mut();
    let status = run(&raw mut problems);
    // SAFETY: what the call has made.
    unsafe { told(status, problems) }
}
