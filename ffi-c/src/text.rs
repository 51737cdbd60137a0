//! Texts that the library gives out.

use std::ffi::c_char;

use crate::guard::{ask, free};

/// A text that the library gives out: a handle, freed with ::sb_text_free. It does not change, and
/// threads may share it.
#[derive(Debug)]
pub struct sb_text(ZeroEnded);

impl sb_text {
    pub(crate) fn handle(text: &str) -> *mut Self {
        Box::into_raw(Box::new(Self(ZeroEnded::new(text))))
    }
}

/// A text with a zero byte after it.
#[derive(Debug)]
pub(crate) struct ZeroEnded(Box<str>);

impl ZeroEnded {
    pub(crate) fn new(text: &str) -> Self {
        let mut ended = String::with_capacity(text.len() + 1);
        ended.push_str(text);
        ended.push('\0');
        Self(ended.into())
    }

    pub(crate) fn data(&self) -> *const c_char {
        self.0.as_ptr().cast()
    }

    pub(crate) fn length(&self) -> usize {
        self.0.len() - 1
    }
}

/// The text itself: UTF-8, with a zero byte after it that is not counted in its length. It is there
/// as long as the handle; NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_text_data(text: *const sb_text) -> *const c_char {
    // SAFETY: what the header asks of the caller.
    unsafe { ask(text, std::ptr::null(), |text| text.0.data()) }
}

/// The length of the text in bytes; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_text_length(text: *const sb_text) -> usize {
    // SAFETY: what the header asks of the caller.
    unsafe { ask(text, 0, |text| text.0.length()) }
}

/// Frees a text; NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_text_free(text: *mut sb_text) {
    // SAFETY: what the header asks of the caller.
    unsafe {
        free(text);
    }
}
