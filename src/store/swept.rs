//! When a book was last swept of answers that are kept no longer.

use serde::Serialize;

use super::book::BookId;
use super::bulk::{Column, Given};
use super::error::StoreError;
use super::store::Store;
use super::tx::Tx;

/// Is a book to be swept on a day: not yet on this day, and old enough that its first act was before a moment?
///
/// # Errors
///
/// Those of the database.
pub async fn is_due(store: &Store, book: &BookId, (today, before): (&str, &str)) -> Result<bool, StoreError> {
    let sql = "select count(*) from audit a where a.book_id = $1 and a.number = 1 and a.at < $3 \
        and not exists (select 1 from swept s where s.book_id = a.book_id and s.swept_on >= $2)";
    let due = sqlx::query_scalar::<_, i64>(sql).bind(book.as_str()).bind(today).bind(before);
    Ok(due.fetch_one(store.reads()).await? > 0)
}

#[derive(Serialize)]
struct On<'a> {
    swept_on: &'a str,
}

const ON: Given = Given { name: "given", columns: &[("swept_on", Column::Text)] };

/// Notes that the act's book was swept on a day.
///
/// # Errors
///
/// Those of the database.
pub async fn note(tx: &mut Tx, swept_on: &str) -> Result<(), StoreError> {
    let sql = "insert into swept (book_id, swept_on) select book_id, swept_on from given where true \
        on conflict (book_id) do update set swept_on = excluded.swept_on";
    tx.bulk(&ON, &[On { swept_on }], sql).await.map(|_| ())
}
