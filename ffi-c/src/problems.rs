//! Everything that is wrong with what a call was given.

use std::ffi::c_char;

use statsbidrag::{Problem, Problems};

use crate::guard::{ask, catch, free};
use crate::sized::sized;
use crate::status::sb_status;
use crate::text::{ZeroEnded, sb_text};

/// What is wrong, all of it: a handle. A call that fails gives one where it is asked for; it is
/// freed with ::sb_problems_free. It does not change, and threads may share it.
#[derive(Debug)]
pub struct sb_problems {
    told: Vec<Told>,
    count: usize,
    whole: Whole,
}

/// Where the text of all of them comes from, which is made when it is asked for.
#[derive(Debug)]
enum Whole {
    Problems(Problems),
    Panic(String),
}

#[derive(Debug)]
struct Told {
    path: ZeroEnded,
    code: ZeroEnded,
    got: ZeroEnded,
    want: ZeroEnded,
}

impl Told {
    fn new(path: &str, code: &str, got: &str, want: &str) -> Self {
        let [path, code, got, want] = [path, code, got, want].map(ZeroEnded::new);
        Self { path, code, got, want }
    }
}

impl sb_problems {
    pub(crate) fn new(problems: Problems) -> Self {
        let told = |problem: &Problem| {
            Told::new(problem.path(), problem.code().word(), problem.got(), problem.want())
        };
        Self {
            told: problems.iter().map(told).collect(),
            count: problems.count(),
            whole: Whole::Problems(problems),
        }
    }

    pub(crate) fn of_panic(message: &str) -> Self {
        let want = "no fault of the library itself: please report it";
        Self {
            told: vec![Told::new("", "panic", message, want)],
            count: 1,
            whole: Whole::Panic(message.to_owned()),
        }
    }
}

/// One problem. Texts are UTF-8, end with a zero byte that is not counted in their length, and are
/// there as long as the handle they were read from.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct sb_problem {
    /// sizeof(sb_problem), set by the caller.
    pub size: usize,
    /// Where: a JSON pointer such as /fte/17, into the document or the columns of the call, with rows
    /// counted from 0; empty for the whole.
    pub path: *const c_char,
    /// The length of path in bytes.
    pub path_length: usize,
    /// What kind, one stable word such as "negative" or "unknown_column".
    pub code: *const c_char,
    /// The length of code in bytes.
    pub code_length: usize,
    /// What was found.
    pub got: *const c_char,
    /// The length of got in bytes.
    pub got_length: usize,
    /// What was wanted.
    pub want: *const c_char,
    /// The length of want in bytes.
    pub want_length: usize,
}

sized!(sb_problem, first ended with want_length: usize);

/// How many problems there are; 0 for NULL. Only the first 1,000 can be read, see
/// ::sb_problems_kept.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_problems_count(problems: *const sb_problems) -> usize {
    // SAFETY: what the header asks of the caller.
    unsafe { ask(problems, 0, |problems| problems.count) }
}

/// How many problems can be read, at most 1,000; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_problems_kept(problems: *const sb_problems) -> usize {
    // SAFETY: what the header asks of the caller.
    unsafe { ask(problems, 0, |problems| problems.told.len()) }
}

/// Reads one problem.
///
/// @param problems The handle.
/// @param index Which, from 0 to ::sb_problems_kept - 1.
/// @param problem Out: the problem; its size is set before the call.
/// @return ::SB_OK; ::SB_INPUT for an index that is none or a size that is wrong; ::SB_NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_problems_get(
    problems: *const sb_problems,
    index: usize,
    problem: *mut sb_problem,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        catch(std::ptr::null_mut(), |mut given| {
            let (problems, out) =
                (given.handle("problems", problems), given.sized_out("problem", problem));
            let told = problems.and_then(|all| given.item("index", &all.told, index));
            let (Some(told), Some(out)) = (told, out) else { return Err(given.failure()) };
            out.put(sb_problem {
                size: out.size(),
                path: told.path.data(),
                path_length: told.path.length(),
                code: told.code.data(),
                code_length: told.code.length(),
                got: told.got.data(),
                got_length: told.got.length(),
                want: told.want.data(),
                want_length: told.want.length(),
            });
            Ok(())
        })
    }
}

/// All problems as one text to show, a line each.
///
/// @param problems The handle.
/// @param text Out: the text; free it with ::sb_text_free.
/// @return ::SB_OK or ::SB_NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_problems_text(
    problems: *const sb_problems,
    text: *mut *mut sb_text,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        catch(std::ptr::null_mut(), |mut given| {
            let (problems, out) = (given.handle("problems", problems), given.out("text", text));
            let (Some(problems), Some(out)) = (problems, out) else { return Err(given.failure()) };
            let text = match &problems.whole {
                Whole::Problems(problems) => format!("{problems}\n"),
                Whole::Panic(message) => format!("panic: {message}: please report it\n"),
            };
            out.put(sb_text::handle(&text));
            Ok(())
        })
    }
}

/// Frees problems; NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_problems_free(problems: *mut sb_problems) {
    // SAFETY: what the header asks of the caller.
    unsafe {
        free(problems);
    }
}
