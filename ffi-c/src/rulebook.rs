//! The rules of a stimulus grant, loaded once.

use std::ffi::c_char;

use statsbidrag::wire::Loaded;
use statsbidrag::{Code, GrantYear, Rulebook, catalog};

use crate::call;
use crate::given::Given;
use crate::guard::free;
use crate::problems::sb_problems;
use crate::status::sb_status;
use crate::text::sb_text;

/// The rules of a stimulus grant (stimulansbidrag): a handle, freed with ::sb_rulebook_free. It does
/// not change, and any number of threads may use it at once.
#[derive(Debug)]
pub struct sb_rulebook {
    rulebook: Rulebook,
    /// The years in which claims can be assessed, ascending.
    years: Vec<GrantYear>,
}

impl sb_rulebook {
    fn handle(rulebook: Rulebook) -> *mut Self {
        // A year that cannot be assessed says why when it is asked for.
        let years = rulebook.years().into_iter().filter_map(|year| rulebook.year(year).ok());
        let years = years.collect();
        Box::into_raw(Box::new(Self { rulebook, years }))
    }

    /// A grant year.
    pub(crate) fn year(&self, year: i32, given: &mut Given) -> Option<&GrantYear> {
        let place = self.years.binary_search_by_key(&year, |known| known.year().into());
        if let Ok(place) = place {
            return Some(&self.years[place]);
        }
        match i16::try_from(year) {
            Ok(year @ 1..=9999) => _ = given.keep(self.rulebook.year(year)),
            _ => given.add("year", Code::NotInRange, year, "a year from 1 to 9999"),
        }
        None
    }
}

/// Loads a rulebook that ships, such as "starkt-bemanning".
///
/// @param id Its id, UTF-8.
/// @param length The length of id in bytes.
/// @param rulebook Out: the handle; free it with ::sb_rulebook_free.
/// @param problems Out: what is wrong. May be NULL.
/// @return ::SB_OK; ::SB_INPUT for an id that is not known; ::SB_TOO_LARGE, ::SB_NULL, ::SB_UTF8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_rulebook_load(
    id: *const c_char,
    length: usize,
    rulebook: *mut *mut sb_rulebook,
    problems: *mut *mut sb_problems,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        call::load(("id", id, length), ("rulebook", rulebook), problems, |id| {
            Ok(sb_rulebook::handle(catalog::rulebook(id)?))
        })
    }
}

/// Reads a rulebook of one's own from its JSON document.
///
/// @param document The rulebook, UTF-8.
/// @param length Its length in bytes.
/// @param rulebook Out: the handle; free it with ::sb_rulebook_free.
/// @param problems Out: what is wrong, with JSON pointers into the document. May be NULL.
/// @return ::SB_OK; ::SB_INPUT or ::SB_RULE for what is wrong with it; ::SB_TOO_LARGE, ::SB_NULL,
/// ::SB_UTF8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_rulebook_parse(
    document: *const c_char,
    length: usize,
    rulebook: *mut *mut sb_rulebook,
    problems: *mut *mut sb_problems,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        call::load(("document", document, length), ("rulebook", rulebook), problems, |text| {
            Ok(sb_rulebook::handle(text.parse()?))
        })
    }
}

/// As ::sb_call for the operations assess and settle, whose document then has no field "rulebook".
///
/// @param rulebook The rules.
/// @param document A JSON object, UTF-8; at most 256 MiB.
/// @param length Its length in bytes.
/// @param answer Out: the answer, a JSON object; free it with ::sb_text_free.
/// @param problems Out: what is wrong. May be NULL.
/// @return As ::sb_call; ::SB_RULE for another operation or a document with a rulebook of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_rulebook_call(
    rulebook: *const sb_rulebook,
    document: *const c_char,
    length: usize,
    answer: *mut *mut sb_text,
    problems: *mut *mut sb_problems,
) -> sb_status {
    let handle = Some(("rulebook", rulebook));
    // SAFETY: what the header asks of the caller.
    unsafe {
        call::answer(handle, (document, length), answer, problems, |handle| {
            Loaded::Rulebook(&handle.rulebook)
        })
    }
}

/// Frees a rulebook; NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_rulebook_free(rulebook: *mut sb_rulebook) {
    // SAFETY: what the header asks of the caller.
    unsafe {
        free(rulebook);
    }
}
