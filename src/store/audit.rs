//! The audit chain of a book: who did what, each row hashed together with the hash of the one before.

use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::{AnyConnection, FromRow};

use super::book::BookId;
use super::bulk::{Column, Given};
use super::error::StoreError;
use super::idempotency::Answered;
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
    /// What was asked and answered, where something was done.
    pub answered: Option<Answered>,
}

/// A row of the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Row {
    number: i64,
    version: i64,
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
    key: Option<String>,
    body_hash: Option<String>,
    answer: Option<String>,
}

pub(super) const GIVEN: Given = Given {
    name: "given",
    columns: &[
        ("number", Column::Number),
        ("version", Column::Number),
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
        ("key", Column::Text),
        ("body_hash", Column::Text),
        ("answer", Column::Text),
    ],
};

pub(super) const INSERT: &str = "insert into audit (book_id, number, version, at, who, on_behalf_of, act, object, \
    scope, before_hash, after_hash, reason, result, request_id, previous, hash, key, body_hash, answer) \
    select book_id, number, version, at, who, on_behalf_of, act, object, \
    scope, before_hash, after_hash, reason, result, request_id, previous, hash, key, body_hash, answer from given";

impl Row {
    fn new(version: i64, number: i64, entry: Entry) -> Self {
        let answered = entry.answered;
        let kept = |part: fn(&Answered) -> &String| answered.as_ref().map(part).cloned();
        Self {
            number,
            version,
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
            key: kept(|answered| &answered.key),
            body_hash: kept(|answered| &answered.body_hash),
            answer: kept(|answered| &answered.answer),
        }
    }

    /// What the row is hashed to: each field after its length in bytes, so that no two rows read the same.
    fn hashed(&self, book: &str) -> String {
        let mut hash = Sha256::new();
        let (number, version) = (self.number.to_string(), self.version.to_string());
        let fields = [
            book,
            &number,
            &version,
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

/// The last row of a chain: its number and its hash, which the next one is hashed with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) number: i64,
    pub(super) hash: String,
}

impl Head {
    /// Of number and hash, separated by a blank; of nothing where the chain has not begun.
    pub(super) fn read(text: &str) -> Result<Self, StoreError> {
        let Some((number, hash)) = text.split_once(' ') else { return Ok(Self::default()) };
        let broken = || StoreError::Broken(format!("`{text}` is no head of an audit chain"));
        Ok(Self { number: number.parse().map_err(|_| broken())?, hash: hash.into() })
    }
}

/// The entries of an act as the next rows after the head of the book's chain.
pub(super) fn chain(mut head: Head, (book, version): (&str, i64), entries: Vec<Entry>) -> Vec<Row> {
    let next = |entry| {
        let mut row = Row::new(version, head.number + 1, entry);
        row.previous = std::mem::take(&mut head.hash);
        row.hash = row.hashed(book);
        head = Head { number: row.number, hash: row.hash.clone() };
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
    /// The book counts fewer acts than the last row, whose number this is.
    Head(i64),
}

const PAGE: i64 = 5_000;

/// Reads the whole chain of a book and says how many rows it has, or where it breaks first. Each row tells the how
/// manieth act of the book wrote it, and the book counts its acts: so rows that are missing at the end are seen too.
///
/// # Errors
///
/// Those of the database.
pub async fn verify(store: &Store, book: &BookId) -> Result<Result<i64, Break>, StoreError> {
    // Asked first: rows that are written meanwhile are of later acts, and left out.
    let acts = acts(store, book).await?;
    let (mut number, mut version, mut previous) = (0, 0, String::new());
    loop {
        let rows = page(store, book, number).await?;
        let is_last = rows.is_empty();
        for row in rows.iter().map(Read::row) {
            if row.version > acts && self::acts(store, book).await? < row.version {
                return Ok(Err(Break::Head(number + 1)));
            }
            if row.version > acts {
                return Ok(if version == acts { Ok(number) } else { Err(Break::Missing(number + 1)) });
            }
            number += 1;
            if row.number != number {
                return Ok(Err(Break::Missing(number)));
            }
            if row.previous != previous || row.hash != row.hashed(book.as_str()) {
                return Ok(Err(Break::Changed(number)));
            }
            (version, previous) = (row.version, row.hash);
        }
        if is_last {
            return Ok(if version == acts { Ok(number) } else { Err(Break::Missing(number + 1)) });
        }
    }
}

/// How many acts wrote in a book.
async fn acts(store: &Store, book: &BookId) -> Result<i64, StoreError> {
    let sql = "select version from book where id = $1";
    let acts = sqlx::query_scalar(sql).bind(book.as_str()).fetch_optional(store.reads()).await?;
    acts.ok_or_else(|| StoreError::NoBook(book.clone()))
}

/// The head of a book's chain, within an act that did not ask for it.
pub(super) async fn head(connection: &mut AnyConnection, book: &str) -> Result<Head, StoreError> {
    let sql = "select number, hash from audit where book_id = $1 order by number desc limit 1";
    let head: Option<(i64, String)> = sqlx::query_as(sql).bind(book).fetch_optional(connection).await?;
    Ok(head.map(|(number, hash)| Head { number, hash }).unwrap_or_default())
}

/// A row as it is read: few columns, since each costs as much as a piece of memory taken and given back twice.
#[derive(FromRow)]
struct Read {
    number: i64,
    version: i64,
    /// All the texts, parted by [`PARTED`]; the reason, which people write, is the last.
    texts: String,
}

/// A sign that stands in no id, hash or moment.
const PARTED: char = '\u{1f}';

impl Read {
    fn row(&self) -> Row {
        let mut parts = self.texts.splitn(13, PARTED);
        let mut part = || parts.next().unwrap_or_default().to_owned();
        Row {
            number: self.number,
            version: self.version,
            at: part(),
            who: part(),
            on_behalf_of: part(),
            act: part(),
            object: part(),
            scope: part(),
            before_hash: part(),
            after_hash: part(),
            result: part(),
            request_id: part(),
            previous: part(),
            hash: part(),
            reason: part(),
            key: None,
            body_hash: None,
            answer: None,
        }
    }
}

async fn page(store: &Store, book: &BookId, after: i64) -> Result<Vec<Read>, StoreError> {
    let sql = "select number, version, at || '\u{1f}' || who || '\u{1f}' || on_behalf_of || '\u{1f}' || act || '\u{1f}' \
        || object || '\u{1f}' || scope || '\u{1f}' || before_hash || '\u{1f}' || after_hash || '\u{1f}' || result \
        || '\u{1f}' || request_id || '\u{1f}' || previous || '\u{1f}' || hash || '\u{1f}' || reason as texts \
        from audit where book_id = $1 and number > $2 order by number limit $3";
    let rows = sqlx::query_as(sql).bind(book.as_str()).bind(after).bind(PAGE);
    Ok(rows.fetch_all(store.reads()).await?)
}
