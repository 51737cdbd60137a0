//! Which library this is.

use std::ffi::{CStr, c_char};

/// The version that this header is of, as a number: major.
pub const SB_VERSION_MAJOR: u32 = 0;
/// Minor.
pub const SB_VERSION_MINOR: u32 = 1;
/// Patch.
pub const SB_VERSION_PATCH: u32 = 0;

/// The version of the binary interface that this header describes. It grows when something that was
/// there is changed or taken away, and stays when something is added.
pub const SB_ABI_VERSION: u32 = 1;

const VERSION: &CStr =
    match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
        Ok(version) => version,
        Err(_) => c"",
    };

/// The version of the library that runs, as text such as "0.1.0". Never NULL, never freed.
#[unsafe(no_mangle)]
pub extern "C" fn sb_version() -> *const c_char {
    VERSION.as_ptr()
}

/// The binary interface of the library that runs. A program checks once, when it starts, that it is
/// the ::SB_ABI_VERSION it was compiled with.
#[unsafe(no_mangle)]
pub extern "C" fn sb_abi_version() -> u32 {
    SB_ABI_VERSION
}
