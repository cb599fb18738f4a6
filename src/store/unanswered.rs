//! What members wait for beside their claims: appeals that nobody has answered, and accounts that nobody has confirmed.

use sqlx::FromRow;

use super::book::{self, BookId};
use super::error::StoreError;
use super::scope::Scope;
use super::seal::Place;
use super::store::Store;

/// Something that waits. The name stands in full: mask it before it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unanswered {
    /// The claim that is appealed against, or the member whose account it is.
    pub id: String,
    /// Whose it is.
    pub member_id: String,
    /// His name.
    pub name: String,
    /// Since when, UTC.
    pub since: String,
}

#[derive(FromRow)]
struct Row {
    id: String,
    member_id: String,
    name_sealed: String,
    since: String,
}

/// The appeals of a book that are open, the oldest first, at most so many; nothing for a member.
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] when a name cannot be opened.
pub async fn appeals(
    store: &Store,
    scope: &Scope,
    book: &BookId,
    most: i64,
) -> Result<Vec<Unanswered>, StoreError> {
    let sql = "select a.claim_id as id, c.member_id, m.name_sealed, a.filed_at as since from appeal a \
        join claim c on c.book_id = a.book_id and c.id = a.claim_id \
        join member m on m.book_id = c.book_id and m.id = c.member_id \
        where a.book_id = $1 and a.answered_at is null order by a.filed_at, a.claim_id limit $2";
    read(store, scope, (book, sql), most).await
}

/// The accounts of a book that were named and wait for another person, the oldest first, at most so many; nothing for a
/// member.
///
/// # Errors
///
/// Those of [`appeals`].
pub async fn accounts(
    store: &Store,
    scope: &Scope,
    book: &BookId,
    most: i64,
) -> Result<Vec<Unanswered>, StoreError> {
    let sql = "select a.member_id as id, a.member_id, m.name_sealed, a.named_at as since \
        from account_change a join member m on m.book_id = a.book_id and m.id = a.member_id \
        where a.book_id = $1 and a.confirmed_at is null and not exists (select 1 from account_change n \
        where n.book_id = a.book_id and n.member_id = a.member_id and n.id > a.id) order by a.named_at, a.id limit $2";
    read(store, scope, (book, sql), most).await
}

async fn read(
    store: &Store,
    scope: &Scope,
    (book, sql): (&BookId, &'static str),
    most: i64,
) -> Result<Vec<Unanswered>, StoreError> {
    if !scope.member().is_empty() || book::find(store, scope, book).await?.is_none() {
        return Ok(vec![]);
    }
    let rows: Vec<Row> = sqlx::query_as(sql).bind(book.as_str()).bind(most).fetch_all(store.reads()).await?;
    let open = |row: Row| {
        let Row { id, member_id, name_sealed, since } = row;
        let place = Place { table: "member", column: "name_sealed", book: book.as_str(), row: &member_id };
        let name = store.keys().open(&place, &name_sealed)?;
        Ok(Unanswered { id, member_id, name, since })
    };
    rows.into_iter().map(open).collect()
}
