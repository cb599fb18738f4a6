//! A value that may depend on keys: a table whose rows are unique and complete.

use super::{Key, Place, When};

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<T> {
    /// When the row fits; a key that a row does not name may be anything.
    pub when: When,
    /// What the row says.
    pub value: T,
    /// Where it stands in the file.
    pub place: Place,
}

/// A value, or a table of values by keys. Exactly one row fits any claim; the checker sees to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyed<T> {
    /// The rows; a plain value is one row that always fits.
    pub rows: Vec<Row<T>>,
    /// Where the value or table stands in the file.
    pub place: Place,
}

impl<T> Keyed<T> {
    /// A value that depends on nothing.
    pub fn plain(value: T, place: Place) -> Self {
        Self { rows: vec![Row { when: When::default(), value, place: place.clone() }], place }
    }

    /// The value, when it depends on nothing.
    pub fn as_plain(&self) -> Option<&T> {
        match self.rows.as_slice() {
            [only] if only.when.is_always() => Some(&only.value),
            _ => None,
        }
    }

    /// The keys that the rows look at, each once, in file order.
    pub fn keys(&self) -> Vec<Key> {
        let mut keys: Vec<Key> = Vec::new();
        for (key, _) in self.rows.iter().flat_map(|r| &r.when.tests) {
            if !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        keys
    }

    /// The same table with other values.
    pub fn map<U>(&self, mut f: impl FnMut(&T) -> U) -> Keyed<U> {
        let row = |r: &Row<T>, value| Row { when: r.when.clone(), value, place: r.place.clone() };
        Keyed { rows: self.rows.iter().map(|r| row(r, f(&r.value))).collect(), place: self.place.clone() }
    }
}
