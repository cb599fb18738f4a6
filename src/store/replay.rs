//! All that was decided, read again in the order of the events: for checking that it comes out the same.

use serde::Serialize;
use sqlx::FromRow;

use super::book::BookId;
use super::bulk::{Column, Given};
use super::claim::{Decided, decided_place};
use super::column;
use super::error::StoreError;
use super::seal::KeyRing;
use super::store::Store;
use crate::engine::adjudicate::Movement;
use crate::engine::money::Exact;

/// A claim, in its place among those of its scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct Placed {
    /// Its id.
    pub id: String,
    /// Its stage.
    pub stage: String,
    /// Its member.
    pub member_id: String,
    /// Was that one merged into another since? 1 or 0.
    pub merged: i64,
    /// How many decisions it has.
    pub decisions: i64,
    /// What the last of them grants.
    pub paid_fen: i64,
}

/// The schemes of the claims of a book.
///
/// # Errors
///
/// Those of the database.
pub async fn schemes(store: &Store, book: &BookId) -> Result<Vec<String>, StoreError> {
    let sql = "select distinct scheme_id from claim where book_id = $1 order by scheme_id";
    Ok(sqlx::query_scalar(sql).bind(book.as_str()).fetch_all(store.reads()).await?)
}

/// The claims of a scheme in the order of their events.
///
/// # Errors
///
/// Those of the database.
pub async fn placed(store: &Store, book: &BookId, scheme: &str) -> Result<Vec<Placed>, StoreError> {
    let sql = "select c.id, c.stage, c.member_id, \
        cast(case when m.id is null then 0 else 1 end as bigint) as merged, c.decisions, c.paid_fen from claim c \
        left join member m on m.book_id = c.book_id and m.id = c.member_id and m.merged_into is not null \
        where c.book_id = $1 and c.scheme_id = $2 order by coalesce(c.event_day, ''), c.receipt";
    Ok(sqlx::query_as(sql).bind(book.as_str()).bind(scheme).fetch_all(store.reads()).await?)
}

/// A decision as it was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// The place of its claim among those that were asked about.
    pub nth: usize,
    /// Its number.
    pub number: i64,
    /// What it grants.
    pub paid_fen: i64,
    /// What it changes.
    pub change_fen: i64,
    /// What pools pay.
    pub funding: String,
    /// Its outcome and, after a blank, the first day and the hash of each edition.
    pub came: String,
    /// What was computed, sealed; empty where nothing was.
    answer: String,
}

impl Written {
    /// What was computed, and from what; none where nothing was.
    ///
    /// # Errors
    ///
    /// When it cannot be opened.
    pub fn open(&self, keys: &KeyRing, (book, claim): (&str, &str)) -> Result<Option<Decided>, StoreError> {
        if self.answer.is_empty() {
            return Ok(None);
        }
        let row = format!("{claim}/{}", self.number);
        Ok(Some(keys.open_json(&decided_place(book, &row), &self.answer)?))
    }
}

#[derive(Serialize)]
struct Asked<'a> {
    book_id: &'a str,
    id: &'a str,
}

const ASKED: Given = Given { name: "given", columns: &[("book_id", Column::Text), ("id", Column::Text)] };

#[derive(FromRow)]
struct Row {
    nth: i64,
    number: i64,
    paid_fen: i64,
    change_fen: i64,
    funding: String,
    came: String,
    answer: String,
}

/// Few columns: each costs as much as a piece of memory taken and given back twice.
#[derive(FromRow)]
struct MovementRow {
    nth: i64,
    decision: i64,
    /// Total, scope, owner, stretch and window, parted by [`PARTED`].
    whose: String,
    before_by: String,
}

/// A sign that stands in no name.
const PARTED: char = '\u{1f}';

impl MovementRow {
    fn movement(&self) -> Result<Movement, StoreError> {
        let (before, by): (Exact, Exact) = serde_json::from_str(&self.before_by)?;
        let mut parts = self.whose.split(PARTED);
        let mut part = || parts.next().unwrap_or_default().into();
        let (total, scope, owner, stretch, window) = (part(), part(), part(), part(), part());
        Ok(Movement { total, scope, owner, stretch, window, before, by })
    }
}

/// A movement of a decision: the place of its claim among those that were asked about, the decision's number.
pub type OfDecision = ((usize, i64), Movement);

/// The decisions of some claims by claim and number, and their movements by the same and in the order of writing.
///
/// # Errors
///
/// Those of the database.
pub async fn decided(
    store: &Store,
    book: &BookId,
    claims: &[Placed],
) -> Result<(Vec<Written>, Vec<OfDecision>), StoreError> {
    let asked: Vec<Asked<'_>> =
        claims.iter().map(|claim| Asked { book_id: book.as_str(), id: &claim.id }).collect();
    let sql = "select g.nth, d.number, d.paid_fen, d.change_fen, d.funding, \
        d.outcome || ' ' || d.edition as came, d.answer from given g \
        join decision d on d.book_id = g.book_id and d.claim_id = g.id order by g.nth, d.number";
    let decisions = store.bulk_read::<Row>(&ASKED, &asked, sql);
    let of = |row: Row| {
        let Row { nth, number, paid_fen, change_fen, funding, came, answer } = row;
        Ok(Written { nth: column::number(nth)?, number, paid_fen, change_fen, funding, came, answer })
    };
    let sql = "select g.nth, m.decision, m.total || '\u{1f}' || m.scope || '\u{1f}' || m.owner_id || '\u{1f}' || m.stretch \
        || '\u{1f}' || m.window_id as whose, m.before_by \
        from given g join movement m on m.book_id = g.book_id and m.claim_id = g.id \
        order by g.nth, m.decision, m.number";
    let movements = store.bulk_read::<MovementRow>(&ASKED, &asked, sql);
    let (rows, moved) = tokio::try_join!(decisions, movements)?;
    let movement = |row: MovementRow| Ok(((column::number(row.nth)?, row.decision), row.movement()?));
    let moved = moved.into_iter().map(movement).collect::<Result<Vec<_>, StoreError>>()?;
    Ok((rows.into_iter().map(of).collect::<Result<Vec<_>, StoreError>>()?, moved))
}

/// How many running totals stand in a book.
///
/// # Errors
///
/// Those of the database.
pub async fn accumulators(store: &Store, book: &BookId) -> Result<i64, StoreError> {
    let sql = "select count(*) from accumulator where book_id = $1";
    Ok(sqlx::query_scalar(sql).bind(book.as_str()).fetch_one(store.reads()).await?)
}

/// A running total as it stands.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Total {
    /// The scheme.
    pub scheme_id: String,
    /// `member`, `household`, `employer` or `pool`.
    pub scope: String,
    /// The owner; empty for the pool.
    pub owner_id: String,
    /// The line.
    pub total: String,
    /// How long it runs.
    pub stretch: String,
    /// Which of these times.
    pub window_id: String,
    /// What it stands at.
    pub value: String,
}

/// The running totals of a book after one, in order, at most so many.
///
/// # Errors
///
/// Those of the database.
pub async fn totals(
    store: &Store,
    book: &BookId,
    after: Option<&Total>,
    most: i64,
) -> Result<Vec<Total>, StoreError> {
    let sql = "select scheme_id, scope, owner_id, total, stretch, window_id, value from accumulator where book_id = $1 \
        and (scheme_id, scope, owner_id, total, stretch, window_id) > ($2, $3, $4, $5, $6, $7) \
        order by scheme_id, scope, owner_id, total, stretch, window_id limit $8";
    let of = |part: fn(&Total) -> &String| after.map(part).cloned().unwrap_or_default();
    let rows =
        sqlx::query_as(sql).bind(book.as_str()).bind(of(|one| &one.scheme_id)).bind(of(|one| &one.scope));
    let rows = rows.bind(of(|one| &one.owner_id)).bind(of(|one| &one.total)).bind(of(|one| &one.stretch));
    Ok(rows.bind(of(|one| &one.window_id)).bind(most).fetch_all(store.reads()).await?)
}

/// The running totals that movements speak of and that do not stand in a book, in order; their value is empty.
///
/// # Errors
///
/// Those of the database.
pub async fn missing_totals(store: &Store, book: &BookId) -> Result<Vec<Total>, StoreError> {
    let sql = "select distinct m.scheme_id, m.scope, m.owner_id, m.total, m.stretch, m.window_id, '' as value \
        from movement m where m.book_id = $1 and not exists (select 1 from accumulator a where a.book_id = m.book_id \
        and a.scheme_id = m.scheme_id and a.scope = m.scope and a.owner_id = m.owner_id and a.total = m.total \
        and a.stretch = m.stretch and a.window_id = m.window_id) \
        order by m.scheme_id, m.scope, m.owner_id, m.total, m.stretch, m.window_id";
    Ok(sqlx::query_as(sql).bind(book.as_str()).fetch_all(store.reads()).await?)
}

/// A document: its id, and what is known of its content.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Hashed {
    /// Its id.
    pub id: String,
    /// SHA-256 of its content.
    pub content_hash: String,
    /// What kind of file it is.
    pub media_type: String,
    /// How many bytes it has.
    pub bytes: i64,
}

/// The documents of a book after an id, at most so many.
///
/// # Errors
///
/// Those of the database.
pub async fn documents(
    store: &Store,
    book: &BookId,
    after: &str,
    most: i64,
) -> Result<Vec<Hashed>, StoreError> {
    let sql = "select id, content_hash, media_type, bytes from document where book_id = $1 and id > $2 \
        order by id limit $3";
    Ok(sqlx::query_as(sql).bind(book.as_str()).bind(after).bind(most).fetch_all(store.reads()).await?)
}
