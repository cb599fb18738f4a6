//! Where a sealed value belongs: it opens there and nowhere else.

/// The place of one value in the database. A sealed text that is copied to another place does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The table.
    pub table: &'a str,
    /// The column.
    pub column: &'a str,
    /// The book. Ids are issued by books, so that the same id stands in many of them.
    pub book: &'a str,
    /// The id of the row within the book; of a row with a longer key its parts with `/` between them.
    pub row: &'a str,
}

/// What was sealed: one kind does not open as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Form {
    /// A short text.
    Text,
    /// Compressed JSON.
    Packed,
    /// A document.
    File,
}

impl Form {
    const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Packed => "packed",
            Self::File => "file",
        }
    }
}

impl Place<'_> {
    /// What is authenticated beside the value: every part behind its length, so that no two places look alike.
    pub(super) fn bound(&self, form: Form, version: u32) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(128);
        for part in ["huzhu/1", form.word(), self.table, self.column, self.book, self.row] {
            put(&mut bytes, part);
        }
        bytes.extend(version.to_be_bytes());
        bytes
    }
}

/// A part behind its length in eight bytes.
pub(super) fn put(bytes: &mut Vec<u8>, part: &str) {
    // A length of memory fits into 64 bits on every machine there is.
    bytes.extend(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
    bytes.extend(part.as_bytes());
}
