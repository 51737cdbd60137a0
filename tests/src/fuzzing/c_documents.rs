//! The C library on documents: bytes that somebody says are JSON.

use std::ffi::c_char;
use std::ptr::{null, null_mut};
use std::sync::OnceLock;

use statsbidrag_ffi::{
    SB_INPUT, SB_NULL, SB_OK, SB_PANIC, SB_UTF8, sb_call, sb_problem, sb_problems,
    sb_problems_count, sb_problems_free, sb_problems_get, sb_problems_kept, sb_problems_text,
    sb_rule_set, sb_rule_set_call, sb_rule_set_free, sb_rule_set_limits, sb_rule_set_load,
    sb_rule_set_parse, sb_rulebook, sb_rulebook_call, sb_rulebook_free, sb_rulebook_load,
    sb_rulebook_parse, sb_scheme, sb_scheme_call, sb_scheme_free, sb_scheme_load, sb_scheme_parse,
    sb_status, sb_text, sb_text_data, sb_text_free, sb_text_length,
};

/// The first byte of what is for `sb_call`, and for the `_parse` of each handle.
pub(super) const CALL: u8 = 0;
pub(super) const SCHEME: u8 = 1;
pub(super) const RULEBOOK: u8 = 2;
pub(super) const RULE_SET: u8 = 3;

/// The document as C has it: memory of its own that ends where it ends.
struct Bytes(Box<[u8]>);

impl Bytes {
    fn pointer(&self) -> *const c_char {
        if self.0.is_empty() { null() } else { self.0.as_ptr().cast() }
    }
}

/// Bytes given to a function of the C library are answered with a status that fits them, and with
/// problems or a result, never both. The first byte says which function it is.
///
/// # Panics
/// If they are not.
pub fn c_documents(bytes: &[u8]) {
    let Some((function, document)) = bytes.split_first() else { return };
    let document = Bytes(document.into());
    let (text, length) = (document.pointer(), document.0.len());
    let is_text = std::str::from_utf8(&document.0).is_ok();
    let found = |status| {
        assert_eq!(status == SB_UTF8, !is_text);
        status
    };
    // SAFETY: pointers are NULL, the document's own or those of handles that live until they are freed.
    unsafe {
        match function % 10 {
            CALL => {
                found(answered(|answer, problems| sb_call(text, length, answer, problems)));
            }
            SCHEME => {
                if let Some(handle) = loaded(|handle, problems| {
                    found(sb_scheme_parse(text, length, handle, problems))
                }) {
                    let call = "{\"operation\":\"allocate_scheme\",\"frames\":{},\"year\":2017}";
                    answered(|answer, problems| {
                        sb_scheme_call(handle, call.as_ptr().cast(), call.len(), answer, problems)
                    });
                    sb_scheme_free(handle);
                }
            }
            RULEBOOK => {
                if let Some(handle) = loaded(|handle, problems| {
                    found(sb_rulebook_parse(text, length, handle, problems))
                }) {
                    sb_rulebook_free(handle);
                }
            }
            RULE_SET => {
                if let Some(handle) = loaded(|handle, problems| {
                    found(sb_rule_set_parse(text, length, handle, problems))
                }) {
                    sb_rule_set_free(handle);
                }
            }
            4 => {
                found(answered(|answer, problems| {
                    sb_scheme_call(shipped().scheme, text, length, answer, problems)
                }));
            }
            5 => {
                found(answered(|answer, problems| {
                    sb_rulebook_call(shipped().rulebook, text, length, answer, problems)
                }));
            }
            6 => {
                found(answered(|answer, problems| {
                    sb_rule_set_call(shipped().rules, text, length, answer, problems)
                }));
            }
            7 => {
                if let Some(handle) = loaded(|handle, problems| {
                    found(sb_rule_set_load(text, length, handle, problems))
                }) {
                    sb_rule_set_free(handle);
                }
                let mut limits = std::mem::zeroed();
                let mut problems = null_mut();
                let status = sb_rule_set_limits(
                    shipped().rules,
                    text,
                    length,
                    17_000,
                    1,
                    10_000,
                    &raw mut limits,
                    &raw mut problems,
                );
                // Its size was not set.
                assert_eq!(told(status, problems), if is_text { SB_INPUT } else { SB_UTF8 });
            }
            8 => {
                if let Some(handle) =
                    loaded(|handle, problems| found(sb_scheme_load(text, length, handle, problems)))
                {
                    sb_scheme_free(handle);
                }
            }
            _ => {
                if let Some(handle) = loaded(|handle, problems| {
                    found(sb_rulebook_load(text, length, handle, problems))
                }) {
                    sb_rulebook_free(handle);
                }
            }
        }
    }
}

/// Handles that ship, loaded once and used by all.
pub(super) struct Shipped {
    pub(super) scheme: *const sb_scheme,
    pub(super) rulebook: *const sb_rulebook,
    pub(super) rules: *const sb_rule_set,
}

// SAFETY: handles do not change, and threads may share them; these are never freed.
unsafe impl Send for Shipped {}
// SAFETY: as above.
unsafe impl Sync for Shipped {}

pub(super) fn shipped() -> &'static Shipped {
    static SHIPPED: OnceLock<Shipped> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let (scheme, rulebook, rule) =
            ("valfardsmiljarderna", "starkt-bemanning", "molndal-supervisor-span");
        // SAFETY: texts with their lengths.
        unsafe {
            let scheme = loaded(|handle, problems| {
                sb_scheme_load(scheme.as_ptr().cast(), scheme.len(), handle, problems)
            });
            let rulebook = loaded(|handle, problems| {
                sb_rulebook_load(rulebook.as_ptr().cast(), rulebook.len(), handle, problems)
            });
            let rules = loaded(|handle, problems| {
                sb_rule_set_load(rule.as_ptr().cast(), rule.len(), handle, problems)
            });
            Shipped {
                scheme: scheme.expect("it ships"),
                rulebook: rulebook.expect("it ships"),
                rules: rules.expect("it ships"),
            }
        }
    })
}

/// Makes a handle; nothing is written where that fails.
unsafe fn loaded<H>(
    load: impl FnOnce(*mut *mut H, *mut *mut sb_problems) -> sb_status,
) -> Option<*mut H> {
    let (mut handle, mut problems) = (null_mut(), null_mut());
    let status = load(&raw mut handle, &raw mut problems);
    // SAFETY: what the call has made.
    let status = unsafe { told(status, problems) };
    assert_eq!(status == SB_OK, !handle.is_null());
    (status == SB_OK).then_some(handle)
}

/// Asks for an answer, and looks at it.
unsafe fn answered(
    ask: impl FnOnce(*mut *mut sb_text, *mut *mut sb_problems) -> sb_status,
) -> sb_status {
    let (mut answer, mut problems) = (null_mut(), null_mut());
    let status = ask(&raw mut answer, &raw mut problems);
    // SAFETY: what the call has made.
    unsafe {
        assert_eq!(status == SB_OK, !answer.is_null());
        if !answer.is_null() {
            let answer = taken(answer);
            let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
            assert!(answer["operation"].is_string() && answer.get("error").is_none(), "{answer}");
        }
        told(status, problems)
    }
}

/// A text that the library gave out, which ends with a zero byte; it is freed.
pub(super) unsafe fn taken(text: *mut sb_text) -> String {
    // SAFETY: a text of the library is there until it is freed.
    unsafe {
        let (data, length) = (sb_text_data(text).cast::<u8>(), sb_text_length(text));
        assert_eq!(data.add(length).read(), 0);
        let own = std::slice::from_raw_parts(data, length);
        let own = std::str::from_utf8(own).expect("UTF-8").to_owned();
        sb_text_free(text);
        own
    }
}

/// Problems come with a failure and only then; all that are kept can be read. They are freed.
pub(super) unsafe fn told(status: sb_status, problems: *mut sb_problems) -> sb_status {
    assert_ne!(status, SB_PANIC);
    assert_eq!(status == SB_OK, problems.is_null());
    if problems.is_null() {
        return status;
    }
    // SAFETY: problems of the library are there until they are freed.
    unsafe {
        let (count, kept) = (sb_problems_count(problems), sb_problems_kept(problems));
        assert!(0 < kept && kept <= count && kept <= 1000);
        for index in 0..kept {
            let mut problem: sb_problem = std::mem::zeroed();
            problem.size = size_of::<sb_problem>();
            assert_eq!(sb_problems_get(problems, index, &raw mut problem), SB_OK);
            let read = |text: *const c_char, length: usize| {
                let own = std::slice::from_raw_parts(text.cast::<u8>(), length + 1);
                assert_eq!(own[length], 0);
                std::str::from_utf8(&own[..length]).expect("UTF-8")
            };
            let path = read(problem.path, problem.path_length);
            assert!(path.is_empty() || path.starts_with('/'), "{path}");
            assert!(!read(problem.code, problem.code_length).is_empty());
            assert!(!read(problem.want, problem.want_length).is_empty());
            _ = read(problem.got, problem.got_length);
        }
        let mut problem: sb_problem = std::mem::zeroed();
        problem.size = size_of::<sb_problem>();
        assert_eq!(sb_problems_get(problems, kept, &raw mut problem), SB_INPUT);
        assert_eq!(sb_problems_get(problems, 0, null_mut()), SB_NULL);
        let mut text = null_mut();
        assert_eq!(sb_problems_text(problems, &raw mut text), SB_OK);
        assert!(taken(text).lines().count() >= kept);
        sb_problems_free(problems);
    }
    status
}
