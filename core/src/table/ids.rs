//! Recipient ids, kept together in one text.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::joined::Joined;

/// The ids of a table's rows, in row order.
///
/// One buffer for all of them: a million ids are two allocations, and results share them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ids(Joined);

impl Ids {
    pub(crate) fn new<S: AsRef<str>>(ids: impl IntoIterator<Item = S>) -> Self {
        let ids = ids.into_iter();
        let mut joined = Joined::with_capacity(ids.size_hint().0);
        ids.for_each(|id| joined.push(id.as_ref()));
        Self(joined)
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id of a row.
    ///
    /// # Panics
    /// Where the table has no such row, as a slice does.
    #[must_use]
    pub fn get(&self, row: usize) -> &str {
        self.0.get(row)
    }

    /// Every id, in row order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.len()).map(|row| self.get(row))
    }

    /// The first row with this id.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.iter().position(|other| other == id)
    }

    /// Bytewise, the order of the tie key `by_id`.
    pub(crate) fn compare(&self, a: usize, b: usize) -> Ordering {
        self.get(a).as_bytes().cmp(self.get(b).as_bytes())
    }

    /// The rows among `rows` whose id stands in an earlier one.
    pub(crate) fn repeated(&self, rows: impl Iterator<Item = usize> + Clone) -> Vec<usize> {
        // Registers come sorted: then one pass proves that nothing repeats.
        if rows.clone().map(|row| self.get(row)).is_sorted_by(|a, b| a < b) {
            return Vec::new();
        }
        if self.are_distinct(rows.clone()) {
            return Vec::new();
        }
        let mut seen = HashSet::with_capacity(rows.size_hint().0);
        rows.filter(|&row| !seen.insert(self.get(row))).collect()
    }
}

impl Ids {
    /// Whether no two are equal, which is found by sorting where all are short; otherwise no.
    fn are_distinct(&self, rows: impl Iterator<Item = usize>) -> bool {
        let numbers: Option<Vec<u128>> = rows.map(|row| as_number(self.get(row))).collect();
        numbers.is_some_and(|mut numbers| {
            numbers.sort_unstable();
            numbers.is_sorted_by(|a, b| a < b)
        })
    }
}

/// A short id as a number of its own: its bytes and how many they are.
fn as_number(id: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes.get_mut(..id.len()).filter(|_| id.len() < 16)?.copy_from_slice(id.as_bytes());
    bytes[15] = id.len() as u8;
    Some(u128::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_empty_and_multibyte_ids_apart() {
        let ids = Ids::new(["Åre", "", "Ä", ""]);
        assert_eq!(ids.iter().collect::<Vec<_>>(), ["Åre", "", "Ä", ""]);
        assert_eq!(ids.position("Ä"), Some(2));
        assert_eq!(ids.repeated(0..4), [3]);
        assert_eq!(ids.compare(0, 2), Ordering::Greater);
    }

    #[test]
    fn repeated_ids_are_found_however_long_they_are() {
        for long in ["", &"x".repeat(20)] {
            let ids =
                Ids::new(["b", "a\0", "a", "b\0\0", "a", "b"].map(|id| format!("{id}{long}")));
            assert_eq!(ids.repeated(0..6), [4, 5]);
            assert_eq!(ids.repeated(0..4), [0; 0]);
        }
    }
}
