//! Structs that begin with their size, so that they can grow.
//!
//! A program that was compiled with an older header gives a smaller size: what it does not have is
//! zero. One that was compiled with a newer header gives a larger: that is taken as long as what this
//! library does not know is zero, and so not asked for.

/// A struct of plain integers and pointers whose first field is its size, a `usize`. All zeros are
/// one of its values.
///
/// # Safety
/// `repr(C)`, `size` first, and every field may be all zeros.
pub(crate) unsafe trait SizedStruct: Copy {
    /// Its size in the first version of the interface, which no caller is below.
    const FIRST: usize;
}

/// Says of a struct which field was the last in its first version.
macro_rules! sized {
    ($name:ident, first ended with $field:ident: $of:ty) => {
        // SAFETY: these are structs of integers and pointers, with their size first.
        unsafe impl $crate::sized::SizedStruct for $name {
            const FIRST: usize = (std::mem::offset_of!($name, $field) + size_of::<$of>())
                .next_multiple_of(align_of::<$name>());
        }

        const _: () = assert!(std::mem::offset_of!($name, size) == 0);
    };
}

pub(crate) use sized;

/// No struct of this interface grows beyond this: a larger size is one that was never set.
pub(crate) const MOST: usize = 4096;

/// What is wrong with a size, as (found, wanted).
pub(crate) fn wrong<T: SizedStruct>(size: usize) -> Option<(String, String)> {
    let is_right = (T::FIRST..=MOST).contains(&size) && size.is_multiple_of(align_of::<T>());
    (!is_right).then(|| (format!("{size} bytes"), format!("the sizeof: {} bytes", size_of::<T>())))
}

/// Copies a struct of a size that was found right; `None` where it has something that is not known
/// here.
///
/// # Safety
/// `from` can be read for `size` bytes.
pub(crate) unsafe fn read<T: SizedStruct>(from: *const T, size: usize) -> Option<T> {
    let known = size_of::<T>();
    let mut whole = std::mem::MaybeUninit::<T>::zeroed();
    // SAFETY: both are at least as long; bytes need no alignment.
    unsafe {
        let from = from.cast::<u8>();
        whole.as_mut_ptr().cast::<u8>().copy_from_nonoverlapping(from, size.min(known));
        let is_unknown_zero = (known..size).all(|byte| from.add(byte).read() == 0);
        is_unknown_zero.then(|| whole.assume_init())
    }
}

/// Where a struct is to be written, found sound.
pub(crate) struct SizedOut<T> {
    to: *mut T,
    size: usize,
}

impl<T: SizedStruct> SizedOut<T> {
    /// # Safety
    /// `to` can be written for `size` bytes.
    pub(crate) const unsafe fn new(to: *mut T, size: usize) -> Self {
        Self { to, size }
    }

    /// The size that the caller has set, which stays.
    pub(crate) fn size(&self) -> usize {
        self.size
    }

    /// Writes as much as the caller has room for.
    pub(crate) fn put(&self, value: T) {
        let size = self.size.min(size_of::<T>());
        // SAFETY: as `new` was promised.
        unsafe {
            let from = (&raw const value).cast::<u8>();
            self.to.cast::<u8>().copy_from_nonoverlapping(from, size);
        }
    }
}
