//! Days, as texts that sort by themselves.

use serde_json::Value;

/// Whether `day` is within a limit's days; a limit without days holds always.
///
/// Days are written `2017-01-31`, so their order is that of the texts.
pub(super) fn holds_on(limit: &Value, day: Option<&str>) -> bool {
    let from = limit.get("from").and_then(Value::as_str);
    let to = limit.get("to").and_then(Value::as_str);
    match day {
        Some(day) => from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to),
        None => from.is_none() && to.is_none(),
    }
}
