//! What every refusal holds.

use statsbidrag::{Error, Problems};

/// An error says what is wrong, of one kind, with JSON pointers, and can be written down.
///
/// # Panics
/// If it does not.
pub fn has_a_reason(error: &Error) {
    let problems = error.problems();
    assert!(!problems.is_empty() && problems.len() <= Problems::KEPT, "{error}");
    assert!(problems.count() >= problems.len(), "{error}");
    assert!(!error.to_string().is_empty() && !format!("{error:?}").is_empty());
    for problem in problems.iter() {
        let path = problem.path();
        assert!(path.is_empty() || path.starts_with('/'), "{error}");
        assert!(!problem.want().is_empty(), "{error}");
    }
    let kinds = [error.is_input(), error.is_rule(), error.is_infeasible(), error.is_too_large()];
    assert_eq!(kinds.iter().filter(|&&kind| kind).count(), 1, "{error}");
}
