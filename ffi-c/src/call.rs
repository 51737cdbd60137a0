//! Every operation as a JSON document in and one out.

use std::ffi::c_char;

use statsbidrag::wire::{Loaded, answer_with};
use statsbidrag::{Error, Problems};

use crate::guard::catch;
use crate::problems::sb_problems;
use crate::status::sb_status;
use crate::text::sb_text;

/// Makes a handle of a text.
///
/// # Safety
/// What the header asks of the caller.
pub(crate) unsafe fn load<H>(
    (text_name, text, length): (&str, *const c_char, usize),
    (name, handle): (&str, *mut *mut H),
    problems: *mut *mut sb_problems,
    make: impl FnOnce(&str) -> Result<*mut H, Error>,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        catch(problems, |mut given| {
            let (text, out) = (given.text(text_name, text, length), given.out(name, handle));
            let (Some(text), Some(out)) = (text, out) else { return Err(given.failure()) };
            // Of an id there are no parts to point into.
            let whole =
                |path: &str| if text_name == "id" { "/id".to_owned() } else { path.to_owned() };
            let made = make(text).map_err(|error| Error::from(Problems::from(error).placed(whole)));
            out.put(made?);
            Ok(())
        })
    }
}

/// Answers a document with what was loaded in a handle, where there is one.
///
/// # Safety
/// What the header asks of the caller.
pub(crate) unsafe fn answer<H>(
    handle: Option<(&str, *const H)>,
    document: (*const c_char, usize),
    answer: *mut *mut sb_text,
    problems: *mut *mut sb_problems,
    load: impl FnOnce(&H) -> Loaded<'_>,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        catch(problems, |mut given| {
            let (document, out) =
                (given.text("document", document.0, document.1), given.out("answer", answer));
            let handle = handle.map(|(name, handle)| given.handle(name, handle));
            let (Some(document), Some(out)) = (document, out) else { return Err(given.failure()) };
            let loaded = match handle {
                None => Loaded::Nothing,
                Some(Some(handle)) => load(handle),
                Some(None) => return Err(given.failure()),
            };
            let answered = answer_with(document, loaded)?;
            out.put(sb_text::handle(&serde_json::Value::Object(answered).to_string()));
            Ok(())
        })
    }
}

/// Answers a JSON document with one: every operation of the library. Operations, fields and answers
/// are those of its JSON Schema, which names them as the Python package does.
///
/// @param document A JSON object, UTF-8; at most 256 MiB.
/// @param length Its length in bytes.
/// @param answer Out: the answer, a JSON object; free it with ::sb_text_free.
/// @param problems Out: what is wrong, with JSON pointers into the document. May be NULL.
/// @return ::SB_OK; ::SB_INPUT, ::SB_RULE, ::SB_INFEASIBLE or ::SB_TOO_LARGE as the operation finds;
/// ::SB_NULL, ::SB_UTF8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_call(
    document: *const c_char,
    length: usize,
    answer: *mut *mut sb_text,
    problems: *mut *mut sb_problems,
) -> sb_status {
    let none = None::<(&str, *const ())>;
    // SAFETY: what the header asks of the caller.
    unsafe { self::answer(none, (document, length), answer, problems, |()| Loaded::Nothing) }
}

/// Panics, for the tests of what becomes of that.
///
/// cbindgen:ignore
#[cfg(feature = "panics-on-request")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_test_panic(
    answer: *mut *mut sb_text,
    problems: *mut *mut sb_problems,
) -> sb_status {
    _ = answer;
    // SAFETY: what the header asks of the caller.
    unsafe { catch(problems, |_| panic!("as requested")) }
}
