//! Many texts kept together in one.

/// Texts in one buffer: a million of them are two allocations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Joined {
    text: String,
    /// Where each ends in `text`.
    ends: Vec<usize>,
}

impl Joined {
    pub(super) fn with_capacity(texts: usize) -> Self {
        Self { text: String::new(), ends: Vec::with_capacity(texts) }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// # Panics
    /// Where there is no such text, as a slice does.
    pub(super) fn get(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start..self.ends[index]]
    }
}
