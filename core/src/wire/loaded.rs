//! What an operation works with that was loaded before its document came.

use super::CALLS;
use crate::allocation::Scheme;
use crate::document::{Cursor, Fields};
use crate::problem::{Code, Problems};
use crate::staffing::RatioRule;
use crate::stimulus::Rulebook;

/// Rules that were loaded once and are used by many documents, which then leave them out.
///
/// ```
/// use statsbidrag::{catalog, wire::{self, Loaded}};
///
/// let rules = [catalog::rule("molndal-supervisor-span")?];
/// let answer = wire::answer_with(
///     r#"{"operation": "check_staffing", "id": "supervisor",
///         "frame": {"supervisor": ["Ask"], "social_worker_heads": [9], "supervisor_heads": [1]}}"#,
///     Loaded::Rules(&rules),
/// )?;
/// assert_eq!(answer["result"]["status"][0], "breach");
/// # Ok::<(), statsbidrag::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Loaded<'l> {
    /// Nothing: the document says it all.
    Nothing,
    /// The `scheme` of `allocate_scheme`.
    Scheme(&'l Scheme),
    /// The `rulebook` of `assess` and `settle`.
    Rulebook(&'l Rulebook),
    /// The `rules` of `check_staffing`, `plan_staffing`, `staffing_series` and `compare_staffing`.
    Rules(&'l [RatioRule]),
}

impl Loaded<'_> {
    /// Whether an operation has a place for it.
    pub(super) fn serves(self, operation: &str) -> bool {
        match self {
            Loaded::Nothing => true,
            Loaded::Scheme(_) => operation == "allocate_scheme",
            Loaded::Rulebook(_) => matches!(operation, "assess" | "settle"),
            Loaded::Rules(_) => matches!(
                operation,
                "check_staffing" | "plan_staffing" | "staffing_series" | "compare_staffing"
            ),
        }
    }

    /// The operations that have a place for it.
    pub(super) fn served(self) -> Vec<&'static str> {
        CALLS.iter().copied().filter(|operation| self.serves(operation)).collect()
    }

    pub(super) fn scheme(self) -> Option<Scheme> {
        if let Loaded::Scheme(scheme) = self { Some(scheme.clone()) } else { None }
    }

    pub(super) fn rulebook(self) -> Option<Rulebook> {
        if let Loaded::Rulebook(rulebook) = self { Some(rulebook.clone()) } else { None }
    }

    pub(super) fn rules(self) -> Option<Vec<RatioRule>> {
        if let Loaded::Rules(rules) = self { Some(rules.to_vec()) } else { None }
    }
}

/// What was loaded, or else what a field of the document is read to.
pub(super) fn loaded_or_read<T>(
    loaded: Option<T>,
    fields: &mut Fields<'_>,
    name: &str,
    problems: &mut Problems,
    read: impl FnOnce(&Cursor<'_>, &mut Problems) -> Option<T>,
) -> Option<T> {
    let Some(loaded) = loaded else {
        return fields.required(name, problems).and_then(|field| read(&field, problems));
    };
    if let Some(field) = fields.optional(name) {
        let got = format!("{name} in the document, and loaded before it");
        problems.add(field.path(), Code::Conflict, got, "one of them");
    }
    Some(loaded)
}
