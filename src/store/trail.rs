//! The audit chain as it is shown: who did what, when, and how it ended.

use serde::Serialize;
use sqlx::FromRow;

use super::book::BookId;
use super::error::StoreError;
use super::scope::Scope;
use super::store::Store;

/// A row of the audit chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct Trace {
    /// Its number in the chain.
    pub number: i64,
    /// The moment, UTC text.
    pub at: String,
    /// The account.
    pub who: String,
    /// In whose name; empty for his own.
    pub on_behalf_of: String,
    /// The act.
    pub act: String,
    /// What was acted on.
    pub object: String,
    /// Why.
    pub reason: String,
    /// `done`, or the code of the refusal.
    pub result: String,
    /// Leads to the logs.
    pub request_id: String,
    /// The hash of the row.
    pub hash: String,
}

/// The rows of a book's chain that come after a number, at most so many, where the scope sees the book; nothing for a
/// member.
///
/// # Errors
///
/// Those of the database.
pub async fn list(
    store: &Store,
    scope: &Scope,
    book: &BookId,
    (after, most): (i64, i64),
) -> Result<Vec<Trace>, StoreError> {
    let sql = "select a.number, a.at, a.who, a.on_behalf_of, a.act, a.object, a.reason, a.result, a.request_id, a.hash \
        from audit a join book b on b.id = a.book_id join organisation o on o.id = b.organisation_id \
        where substr(o.path, 1, length($1)) = $1 and ($2 = '' or a.book_id = $2) and $3 = '' \
        and a.book_id = $4 and a.number > $5 order by a.number limit $6";
    let rows = sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    Ok(rows.bind(book.as_str()).bind(after).bind(most).fetch_all(store.reads()).await?)
}

/// What is looked for in the chain; an empty text asks for nothing.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The account, by its login.
    pub login: String,
    /// The act.
    pub act: String,
    /// What was acted on.
    pub object: String,
    /// `done` for what was done, `refused` for all else.
    pub result: String,
    /// The first day, in UTC.
    pub from: String,
    /// Before this row; 0 for the last ones.
    pub before: i64,
}

/// The rows of a book's chain that a filter lets through, the last first, at most so many, where the scope sees the book;
/// each with the name of who acted. Nothing for a member.
///
/// # Errors
///
/// Those of the database.
pub async fn filtered(
    store: &Store,
    scope: &Scope,
    (book, filter): (&BookId, &Filter),
    most: i64,
) -> Result<Vec<Trace>, StoreError> {
    let sql = "select a.number, a.at, coalesce(s.name, a.who) as who, a.on_behalf_of, a.act, a.object, a.reason, \
        a.result, a.request_id, a.hash from audit a join book b on b.id = a.book_id \
        join organisation o on o.id = b.organisation_id left join staff s on s.id = a.who \
        where substr(o.path, 1, length($1)) = $1 and $2 = '' and a.book_id = $3 and ($4 = '' or s.login = $4) \
        and ($5 = '' or a.act = $5) and ($6 = '' or a.object = $6) \
        and ($7 = '' or ($7 = 'done' and a.result = 'done') or ($7 = 'refused' and a.result <> 'done')) \
        and a.at >= $8 and ($9 = 0 or a.number < $9) order by a.number desc limit $10";
    let rows = sqlx::query_as(sql).bind(scope.path()).bind(scope.member()).bind(book.as_str());
    let rows = rows.bind(&filter.login).bind(&filter.act).bind(&filter.object).bind(&filter.result);
    Ok(rows.bind(&filter.from).bind(filter.before).bind(most).fetch_all(store.reads()).await?)
}
