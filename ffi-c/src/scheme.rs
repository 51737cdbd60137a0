//! A whole grant, pots within pots, loaded once.

use std::ffi::c_char;

use statsbidrag::wire::Loaded;
use statsbidrag::{Scheme, catalog};

use crate::call;
use crate::guard::free;
use crate::problems::sb_problems;
use crate::status::sb_status;
use crate::text::sb_text;

/// How a whole grant is divided, pots within pots: a handle, freed with ::sb_scheme_free. It does not
/// change, and any number of threads may use it at once.
#[derive(Debug)]
pub struct sb_scheme(Scheme);

/// Loads a scheme that ships, such as "valfardsmiljarderna".
///
/// @param id Its id, UTF-8.
/// @param length The length of id in bytes.
/// @param scheme Out: the handle; free it with ::sb_scheme_free.
/// @param problems Out: what is wrong. May be NULL.
/// @return ::SB_OK; ::SB_INPUT for an id that is not known; ::SB_TOO_LARGE, ::SB_NULL, ::SB_UTF8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_scheme_load(
    id: *const c_char,
    length: usize,
    scheme: *mut *mut sb_scheme,
    problems: *mut *mut sb_problems,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        call::load(("id", id, length), ("scheme", scheme), problems, |id| {
            Ok(Box::into_raw(Box::new(sb_scheme(catalog::scheme(id)?))))
        })
    }
}

/// Reads a scheme of one's own from its JSON document.
///
/// @param document The scheme, UTF-8.
/// @param length Its length in bytes.
/// @param scheme Out: the handle; free it with ::sb_scheme_free.
/// @param problems Out: what is wrong, with JSON pointers into the document. May be NULL.
/// @return ::SB_OK; ::SB_INPUT or ::SB_RULE for what is wrong with it; ::SB_TOO_LARGE, ::SB_NULL,
/// ::SB_UTF8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_scheme_parse(
    document: *const c_char,
    length: usize,
    scheme: *mut *mut sb_scheme,
    problems: *mut *mut sb_problems,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        call::load(("document", document, length), ("scheme", scheme), problems, |text| {
            Ok(Box::into_raw(Box::new(sb_scheme(text.parse()?))))
        })
    }
}

/// As ::sb_call for the operation allocate_scheme, whose document then has no field "scheme".
///
/// @param scheme The scheme.
/// @param document A JSON object, UTF-8; at most 256 MiB.
/// @param length Its length in bytes.
/// @param answer Out: the answer, a JSON object; free it with ::sb_text_free.
/// @param problems Out: what is wrong. May be NULL.
/// @return As ::sb_call; ::SB_RULE for another operation or a document with a scheme of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_scheme_call(
    scheme: *const sb_scheme,
    document: *const c_char,
    length: usize,
    answer: *mut *mut sb_text,
    problems: *mut *mut sb_problems,
) -> sb_status {
    let handle = Some(("scheme", scheme));
    // SAFETY: what the header asks of the caller.
    unsafe {
        call::answer(handle, (document, length), answer, problems, |handle| {
            Loaded::Scheme(&handle.0)
        })
    }
}

/// Frees a scheme; NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_scheme_free(scheme: *mut sb_scheme) {
    // SAFETY: what the header asks of the caller.
    unsafe {
        free(scheme);
    }
}
