//! Rules about ratios of staff, loaded once.

use std::ffi::c_char;

use statsbidrag::wire::{Loaded, read_rules};
use statsbidrag::{Code, RatioRule, catalog};

use crate::call;
use crate::codes::SB_MISSING;
use crate::guard::{catch, free};
use crate::problems::sb_problems;
use crate::ratio::sb_ratio_limits;
use crate::status::sb_status;
use crate::text::sb_text;

/// Rules about ratios of staff: a handle, freed with ::sb_rule_set_free. It does not change, and any
/// number of threads may use it at once.
#[derive(Debug)]
pub struct sb_rule_set(Vec<RatioRule>);

/// Loads a rule that ships, such as "molndal-supervisor-span", as a set of one.
///
/// @param id Its id, UTF-8.
/// @param length The length of id in bytes.
/// @param rules Out: the handle; free it with ::sb_rule_set_free.
/// @param problems Out: what is wrong. May be NULL.
/// @return ::SB_OK; ::SB_INPUT for an id that is not known; ::SB_TOO_LARGE, ::SB_NULL, ::SB_UTF8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_rule_set_load(
    id: *const c_char,
    length: usize,
    rules: *mut *mut sb_rule_set,
    problems: *mut *mut sb_problems,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        call::load(("id", id, length), ("rules", rules), problems, |id| {
            Ok(Box::into_raw(Box::new(sb_rule_set(vec![catalog::rule(id)?]))))
        })
    }
}

/// Reads a set of rules from a JSON list of rules' documents and of ids of rules that ship.
///
/// @param document The list, UTF-8.
/// @param length Its length in bytes.
/// @param rules Out: the handle; free it with ::sb_rule_set_free.
/// @param problems Out: what is wrong, with JSON pointers into the list. May be NULL.
/// @return ::SB_OK; ::SB_INPUT or ::SB_RULE for what is wrong with it; ::SB_TOO_LARGE, ::SB_NULL,
/// ::SB_UTF8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_rule_set_parse(
    document: *const c_char,
    length: usize,
    rules: *mut *mut sb_rule_set,
    problems: *mut *mut sb_problems,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        call::load(("document", document, length), ("rules", rules), problems, |text| {
            Ok(Box::into_raw(Box::new(sb_rule_set(read_rules(text)?))))
        })
    }
}

/// The limits of a rule on a day as integers, for ::sb_check_ratio and ::sb_check_one_ratio.
///
/// What the rule counts in its numerator and denominator is for the caller to count.
///
/// @param rules The rules.
/// @param id The id of a rule in the set, UTF-8.
/// @param length The length of id in bytes.
/// @param day The day, as days since 1970-01-01. Any day serves a rule without dates.
/// @param numerator_scale What numerators are divided by: 1 for heads and cases, 10000 for FTE in ten
/// thousandths.
/// @param denominator_scale What denominators are divided by.
/// @param limits Out: the limits, with their size set before the call.
/// @param problems Out: what is wrong. May be NULL.
/// @return ::SB_OK; ::SB_INPUT for an id that is not in the set or a scale that does not serve;
/// ::SB_RULE for a day without a limit and for limits that are for some rows only, which
/// ::sb_rule_set_call applies; ::SB_TOO_LARGE, ::SB_NULL, ::SB_UTF8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_rule_set_limits(
    rules: *const sb_rule_set,
    id: *const c_char,
    length: usize,
    day: i32,
    numerator_scale: i64,
    denominator_scale: i64,
    limits: *mut sb_ratio_limits,
    problems: *mut *mut sb_problems,
) -> sb_status {
    // SAFETY: what the header asks of the caller.
    unsafe {
        catch(problems, |mut given| {
            let (rules, id, out) = (
                given.handle("rules", rules),
                given.text("id", id, length),
                given.sized_out("limits", limits),
            );
            let day = given.day("day", day);
            let scales =
                [("numerator_scale", numerator_scale), ("denominator_scale", denominator_scale)];
            let [numerator, denominator] = scales.map(|(name, scale)| {
                u64::try_from(scale).ok().filter(|scale| *scale > 0).or_else(|| {
                    given.add(name, Code::NotInRange, scale, "1 or more");
                    None
                })
            });
            let rule = rules.zip(id).and_then(|(rules, id)| {
                let rule = rules.0.iter().find(|rule| rule.id() == id);
                if rule.is_none() {
                    let ids: Vec<_> = rules.0.iter().map(RatioRule::id).collect();
                    given.add("id", Code::UnknownId, id, format_args!("one of {}", ids.join(", ")));
                }
                rule
            });
            let (Some(rule), Some(out), Some(numerator), Some(denominator), Some(_)) =
                (rule, out, numerator, denominator, day)
            else {
                return Err(given.failure());
            };
            let limits = rule.limits_on(day, numerator, denominator)?;
            match sb_ratio_limits::of(&limits, out.size()) {
                Ok(limits) => out.put(limits),
                Err(number) => {
                    given.add(
                        "limits",
                        Code::OutOfRange,
                        number,
                        format_args!("at most {}", -(SB_MISSING + 1)),
                    );
                    return Err(given.failure());
                }
            }
            Ok(())
        })
    }
}

/// As ::sb_call for the operations check_staffing, plan_staffing, staffing_series and
/// compare_staffing, whose document then has no field "rules".
///
/// @param rules The rules.
/// @param document A JSON object, UTF-8; at most 256 MiB.
/// @param length Its length in bytes.
/// @param answer Out: the answer, a JSON object; free it with ::sb_text_free.
/// @param problems Out: what is wrong. May be NULL.
/// @return As ::sb_call; ::SB_RULE for another operation or a document with rules of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_rule_set_call(
    rules: *const sb_rule_set,
    document: *const c_char,
    length: usize,
    answer: *mut *mut sb_text,
    problems: *mut *mut sb_problems,
) -> sb_status {
    let handle = Some(("rules", rules));
    // SAFETY: what the header asks of the caller.
    unsafe {
        call::answer(handle, (document, length), answer, problems, |handle| {
            Loaded::Rules(&handle.0)
        })
    }
}

/// Frees a set of rules; NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sb_rule_set_free(rules: *mut sb_rule_set) {
    // SAFETY: what the header asks of the caller.
    unsafe {
        free(rules);
    }
}
