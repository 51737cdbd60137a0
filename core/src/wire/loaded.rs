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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::catalog;
    use crate::wire::{answer, answer_with};

    fn codes(document: &Value, loaded: Loaded<'_>) -> Vec<(String, Code)> {
        let error = answer_with(&document.to_string(), loaded).unwrap_err();
        error.problems().iter().map(|p| (p.path().to_owned(), p.code())).collect()
    }

    #[test]
    fn an_operation_answers_the_same_with_its_rules_loaded_as_with_them_in_the_document() {
        let scheme = catalog::scheme("valfardsmiljarderna").unwrap();
        let rulebook = catalog::rulebook("starkt-bemanning").unwrap();
        let rules = [catalog::rule("molndal-supervisor-span").unwrap()];
        let teams = json!({"id": ["Ask"], "social_worker_heads": [9], "supervisor_heads": [1]});
        let frames = json!({
            "municipality": {"id": ["0180"], "population": [3]},
            "region": {"id": ["01"], "population": [1]},
        });
        let claims = json!({
            "id": ["L1"], "recipient": ["1480"], "from": ["2016-01-01"], "to": ["2016-12-31"],
            "fte": ["1"], "amount": ["480000"],
        });
        let check = |operation: &str| json!({"operation": operation, "id": "id", "frame": teams});
        let side = json!({"id": "id", "frame": teams});
        let documents = [
            (
                json!({"operation": "allocate_scheme", "year": 2021, "id": "id", "frames": frames}),
                "scheme",
                json!("valfardsmiljarderna"),
                Loaded::Scheme(&scheme),
            ),
            (
                json!({"operation": "assess", "year": 2016, "claims": claims}),
                "rulebook",
                json!("starkt-bemanning"),
                Loaded::Rulebook(&rulebook),
            ),
            (
                json!({"operation": "settle", "year": 2016, "claims": claims,
                    "grants": {"recipient": ["1480"], "paid": ["500000"]}}),
                "rulebook",
                json!("starkt-bemanning"),
                Loaded::Rulebook(&rulebook),
            ),
            (
                check("check_staffing"),
                "rules",
                json!(["molndal-supervisor-span"]),
                Loaded::Rules(&rules),
            ),
            (
                check("plan_staffing"),
                "rules",
                json!(["molndal-supervisor-span"]),
                Loaded::Rules(&rules),
            ),
            (
                json!({"operation": "staffing_series", "id": "id", "to": "2017-12-31",
                    "snapshots": [{"from": "2017-01-01", "frame": teams}]}),
                "rules",
                json!(["molndal-supervisor-span"]),
                Loaded::Rules(&rules),
            ),
        ];
        for (mut document, field, named, loaded) in documents {
            let found = answer_with(&document.to_string(), loaded).unwrap();
            document[field] = named;
            assert_eq!(found, answer(&document.to_string()).unwrap(), "{document}");
            // Both is one too many.
            assert_eq!(codes(&document, loaded), [(format!("/{field}"), Code::Conflict)]);
        }
        let compare = json!({"operation": "compare_staffing", "before": side, "after": side});
        let found = answer_with(&compare.to_string(), Loaded::Rules(&rules)).unwrap();
        assert_eq!(found["operation"], "compare_staffing");
    }

    #[test]
    fn an_operation_without_a_place_for_what_is_loaded_says_so() {
        let rulebook = catalog::rulebook("starkt-bemanning").unwrap();
        let loaded = Loaded::Rulebook(&rulebook);
        let catalog = json!({"operation": "catalog"});
        assert_eq!(codes(&catalog, loaded), [("/operation".to_owned(), Code::Conflict)]);
        let unknown = json!({"operation": "tax"});
        assert_eq!(codes(&unknown, loaded), [("/operation".to_owned(), Code::UnknownName)]);
        assert_eq!(loaded.served(), ["assess", "settle"]);
    }
}
