//! Names that stand on many rows, each kept once.

use std::collections::HashMap;

/// A column of names: the place of each row's among the different ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    places: Vec<u32>,
    names: Vec<String>,
}

impl Names {
    /// The place of a row without a name.
    pub(crate) const NONE: u32 = u32::MAX;

    pub(crate) fn new<S: AsRef<str>>(cells: impl Iterator<Item = Option<S>>) -> Self {
        let mut index: HashMap<String, u32> = HashMap::new();
        let mut names = Vec::new();
        let mut place = |name: &str| match index.get(name) {
            Some(&place) => place,
            None => {
                // There are fewer than 2³² rows, and so names.
                let place = names.len() as u32;
                index.insert(name.to_owned(), place);
                names.push(name.to_owned());
                place
            }
        };
        let places = cells.map(|cell| cell.map_or(Self::NONE, |name| place(name.as_ref())));
        Self { places: places.collect(), names }
    }

    /// The place of a row's name; `NONE` where it has none, or there is no such column.
    pub(crate) fn place(&self, row: usize) -> u32 {
        self.places.get(row).copied().unwrap_or(Self::NONE)
    }

    /// The name of a row.
    pub(crate) fn name(&self, row: usize) -> Option<&str> {
        self.names.get(self.place(row) as usize).map(String::as_str)
    }

    /// The different names, in the order in which they first stand.
    pub(crate) fn all(&self) -> &[String] {
        &self.names
    }
}
