//! The ledger of an account (明细账): its lines in some periods, with what stands after each.

use sqlx::FromRow;

use crate::engine::claim::words::Word as _;
use crate::engine::ledger::{Account, Period};
use crate::store::book::{self, BookId};
use crate::store::error::StoreError;
use crate::store::scope::Scope;
use crate::store::store::Store;

/// A line of an account.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct LedgerRow {
    /// The voucher: period.
    pub period: String,
    /// Its type.
    pub kind: String,
    /// Its number.
    pub number: i64,
    /// Its day.
    pub day: String,
    /// The document that it rests on.
    pub document: String,
    /// Why.
    pub reason: String,
    /// The act that made it.
    pub act: String,
    /// `debit` or `credit`.
    pub side: String,
    /// How much.
    pub amount_fen: i64,
    /// What stands on the account after it: debits less credits.
    pub balance_fen: i64,
}

/// The lines of an account in some periods, first and last inclusive, in the order in which they were booked, where a
/// scope sees the book: at most so many after so many.
///
/// # Errors
///
/// Those of the database.
pub async fn ledger_of(
    store: &Store,
    scope: &Scope,
    (book, account): (&BookId, &Account),
    (from, to, after, most): (Period, Period, i64, i64),
) -> Result<Vec<LedgerRow>, StoreError> {
    if book::find(store, scope, book).await?.is_none() {
        return Ok(vec![]);
    }
    let sql = "select v.period, v.kind, v.number, v.day, v.document, v.reason, v.act, e.side, e.amount_fen, e.balance_fen \
        from account a join entry e on e.book_id = a.book_id and e.account_id = a.id \
        join voucher v on v.book_id = e.book_id and v.id = e.voucher_id \
        where a.book_id = $1 and a.pool_id = $2 and a.code = $3 and a.sub = $4 and v.period >= $5 and v.period <= $6 \
        order by e.version limit $8 offset $7";
    let rows = sqlx::query_as(sql).bind(book.as_str()).bind(account.pool.as_str()).bind(account.code.word());
    let rows = rows.bind(account.sub.as_str()).bind(from.to_string()).bind(to.to_string());
    Ok(rows.bind(after).bind(most).fetch_all(store.reads()).await?)
}
