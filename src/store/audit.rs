//! The audit chain of a book: who did what, each row hashed together with the hash of the one before.

use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::FromRow;

use super::book::{Book, BookId};
use super::bulk::{Column, Given};
use super::error::StoreError;
use super::store::Store;
use crate::engine::digest::hexadecimal;

/// What one request did. Nothing in it is secret: personal data stands only in hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The moment, UTC text.
    pub at: String,
    /// The staff or member who acted.
    pub who: String,
    /// For whom he stood in; empty if he acted for himself.
    pub on_behalf_of: String,
    /// The act's name, such as `submit`.
    pub act: String,
    /// What was acted on, such as a claim's id.
    pub object: String,
    /// The path of the organisation under which he acted.
    pub scope: String,
    /// Hash of the object before; empty if there was none.
    pub before_hash: String,
    /// Hash of the object after; empty if nothing changed.
    pub after_hash: String,
    /// Why, where the act asks for a reason.
    pub reason: String,
    /// What came of it, such as `done` or the code of a refusal.
    pub result: String,
    /// Leads to the logs.
    pub request_id: String,
}

/// A row of the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub(super) struct Row {
    number: i64,
    at: String,
    who: String,
    on_behalf_of: String,
    act: String,
    object: String,
    scope: String,
    before_hash: String,
    after_hash: String,
    reason: String,
    result: String,
    request_id: String,
    previous: String,
    hash: String,
}

pub(super) const GIVEN: Given = Given {
    name: "given",
    columns: &[
        ("number", Column::Number),
        ("at", Column::Text),
        ("who", Column::Text),
        ("on_behalf_of", Column::Text),
        ("act", Column::Text),
        ("object", Column::Text),
        ("scope", Column::Text),
        ("before_hash", Column::Text),
        ("after_hash", Column::Text),
        ("reason", Column::Text),
        ("result", Column::Text),
        ("request_id", Column::Text),
        ("previous", Column::Text),
        ("hash", Column::Text),
    ],
};

pub(super) const INSERT: &str = "insert into audit (book_id, number, at, who, on_behalf_of, act, object, scope, \
    before_hash, after_hash, reason, result, request_id, previous, hash) \
    select book_id, number, at, who, on_behalf_of, act, object, scope, \
    before_hash, after_hash, reason, result, request_id, previous, hash from given";

impl Row {
    fn new(number: i64, entry: Entry) -> Self {
        Self {
            number,
            at: entry.at,
            who: entry.who,
            on_behalf_of: entry.on_behalf_of,
            act: entry.act,
            object: entry.object,
            scope: entry.scope,
            before_hash: entry.before_hash,
            after_hash: entry.after_hash,
            reason: entry.reason,
            result: entry.result,
            request_id: entry.request_id,
            previous: String::new(),
            hash: String::new(),
        }
    }

    /// What the row is hashed to: each field after its length in bytes, so that no two rows read the same.
    fn hashed(&self, book: &str) -> String {
        let mut hash = Sha256::new();
        let number = self.number.to_string();
        let fields = [
            book,
            &number,
            &self.at,
            &self.who,
            &self.on_behalf_of,
            &self.act,
            &self.object,
            &self.scope,
            &self.before_hash,
            &self.after_hash,
            &self.reason,
            &self.result,
            &self.request_id,
            &self.previous,
        ];
        for field in fields {
            hash.update((field.len() as u64).to_be_bytes());
            hash.update(field.as_bytes());
        }
        hexadecimal(&hash.finalize())
    }
}

/// The entries as the next rows of the book's chain, whose head they move.
pub(super) fn chain(book: &mut Book, entries: Vec<Entry>) -> Vec<Row> {
    let next = |entry| {
        book.audited += 1;
        let mut row = Row::new(book.audited, entry);
        row.previous.clone_from(&book.audit_head);
        row.hash = row.hashed(&book.id);
        book.audit_head.clone_from(&row.hash);
        row
    };
    entries.into_iter().map(next).collect()
}

/// Where a chain is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// The row of this number is missing, or its number is.
    Missing(i64),
    /// The row of this number was changed, or the one before it.
    Changed(i64),
    /// The book names another head than the last row, whose number this is.
    Head(i64),
}

const PAGE: i64 = 5_000;

/// Reads the whole chain of a book and says how many rows it has, or where it breaks first.
///
/// # Errors
///
/// Those of the database.
pub async fn verify(store: &Store, book: &BookId) -> Result<Result<i64, Break>, StoreError> {
    let head = head(store, book).await?;
    let (mut number, mut previous) = (0, String::new());
    while number < head.0 {
        let rows = page(store, book, number).await?;
        if rows.is_empty() {
            return Ok(Err(Break::Missing(number + 1)));
        }
        for row in rows.into_iter().take_while(|row| row.number <= head.0) {
            number += 1;
            if row.number != number {
                return Ok(Err(Break::Missing(number)));
            }
            if row.previous != previous || row.hash != row.hashed(book.as_str()) {
                return Ok(Err(Break::Changed(number)));
            }
            previous = row.hash;
        }
    }
    Ok(if previous == head.1 { Ok(number) } else { Err(Break::Head(number)) })
}

async fn head(store: &Store, book: &BookId) -> Result<(i64, String), StoreError> {
    let sql = "select audited, audit_head from book where id = $1";
    let head = sqlx::query_as(sql).bind(book.as_str()).fetch_optional(store.reads()).await?;
    head.ok_or_else(|| StoreError::NoBook(book.clone()))
}

async fn page(store: &Store, book: &BookId, after: i64) -> Result<Vec<Row>, StoreError> {
    let sql = "select number, at, who, on_behalf_of, act, object, scope, before_hash, after_hash, reason, result, \
        request_id, previous, hash from audit where book_id = $1 and number > $2 order by number limit $3";
    let rows = sqlx::query_as(sql).bind(book.as_str()).bind(after).bind(PAGE);
    Ok(rows.fetch_all(store.reads()).await?)
}
