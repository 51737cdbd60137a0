//! Columns of texts.

use super::joined::Joined;

/// Texts; some cells may be empty.
///
/// ```
/// use statsbidrag::Texts;
///
/// let texts: Texts = [Some("Norr"), None, Some("")].into_iter().collect();
/// assert_eq!(texts.get(0), Some("Norr"));
/// assert_eq!(texts.get(1), None);
/// assert_eq!(texts.get(2), Some(""));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    texts: Joined,
    /// Whether each cell is empty; nothing where none is.
    empty: Vec<bool>,
}

impl Texts {
    /// No cells yet, with room for so many.
    #[must_use]
    pub fn with_capacity(cells: usize) -> Self {
        Self { texts: Joined::with_capacity(cells), empty: Vec::new() }
    }

    /// Adds a cell.
    pub fn push(&mut self, cell: Option<&str>) {
        if cell.is_none() && self.empty.is_empty() {
            self.empty = vec![false; self.texts.len()];
        }
        self.texts.push(cell.unwrap_or_default());
        if cell.is_none() || !self.empty.is_empty() {
            self.empty.push(cell.is_none());
        }
    }

    /// How many cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text in a row; `None` where the cell is empty or the row does not exist.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&str> {
        let is_there = row < self.len() && !self.empty.get(row).copied().unwrap_or(false);
        is_there.then(|| self.texts.get(row))
    }

    /// Every cell, in row order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Option<&str>> + Clone {
        (0..self.len()).map(|row| self.get(row))
    }

    pub(super) fn select(&self, rows: &[u32]) -> Self {
        rows.iter().map(|&row| self.get(row as usize)).collect()
    }
}

impl<S: AsRef<str>> FromIterator<Option<S>> for Texts {
    fn from_iter<I: IntoIterator<Item = Option<S>>>(cells: I) -> Self {
        let cells = cells.into_iter();
        let texts = Self::with_capacity(cells.size_hint().0);
        cells.fold(texts, |mut texts, cell| {
            texts.push(cell.as_ref().map(S::as_ref));
            texts
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn cells_read_back(cells in proptest::collection::vec(any::<Option<String>>(), 0..20)) {
            let texts: Texts = cells.iter().cloned().collect();
            prop_assert_eq!(texts.len(), cells.len());
            prop_assert!(texts.iter().eq(cells.iter().map(Option::as_deref)));
            prop_assert_eq!(texts.get(cells.len()), None);
            let turned: Vec<u32> = (0..cells.len() as u32).rev().collect();
            prop_assert!(texts.select(&turned).iter().eq(cells.iter().rev().map(Option::as_deref)));
        }
    }
}
