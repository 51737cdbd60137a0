//! How claims are assessed.

use super::words::{Sharing, Split};

/// How claims are assessed.
///
/// ```
/// use statsbidrag::{AssessOptions, Sharing, Split};
///
/// let options = AssessOptions::new().sharing(Sharing::ByStart).split(Split::ByDay);
/// assert_ne!(options, AssessOptions::new());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct AssessOptions {
    pub(super) sharing: Sharing,
    pub(super) order: Vec<String>,
    pub(super) across_roles: bool,
    pub(super) split: Split,
}

impl Default for AssessOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl AssessOptions {
    /// A cap is shared in proportion, a fall in another role is told and not netted, and a line that
    /// crosses a change is a problem.
    pub fn new() -> Self {
        Self {
            sharing: Sharing::ProRata,
            order: Vec::new(),
            across_roles: false,
            split: Split::Refuse,
        }
    }

    /// How a cap that is smaller than what is claimed is shared by the lines.
    pub fn sharing(mut self, sharing: Sharing) -> Self {
        self.sharing = sharing;
        self
    }

    /// The order of [`Sharing::ByList`]: the id of every line once.
    pub fn order<S: Into<String>>(mut self, ids: impl IntoIterator<Item = S>) -> Self {
        self.order = ids.into_iter().map(Into::into).collect();
        self
    }

    /// Whether a fall in one role is netted against the increase in another.
    pub fn across_roles(mut self, across_roles: bool) -> Self {
        self.across_roles = across_roles;
        self
    }

    /// What is done with a line that crosses the end of the period or a change of the conditions.
    pub fn split(mut self, split: Split) -> Self {
        self.split = split;
        self
    }
}
