//! What employers and members without one owe, paid and paid in advance, as finance looks at it.

use sqlx::FromRow;

use crate::engine::ledger::Period;
use crate::store::book::{self, BookId};
use crate::store::error::StoreError;
use crate::store::scope::Scope;
use crate::store::store::Store;

/// Contributions of one party for one payer in one pool, in some periods.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ContributedRow {
    /// The pool.
    pub pool_id: String,
    /// The employer, or the member without one.
    pub party: String,
    /// The name of the employer; empty for a member.
    pub employer: String,
    /// Whose money it is.
    pub payer: String,
    /// Became due, less dues that were taken back.
    pub due_fen: i64,
    /// Was received, less what was given back.
    pub received_fen: i64,
    /// Stands as due after the last period.
    pub open_fen: i64,
    /// Stands as paid in advance after the last period.
    pub advance_fen: i64,
}

/// Contributions due and received by party in some periods, first and last inclusive, where a scope sees the book; the
/// parties that owe most come first.
///
/// # Errors
///
/// Those of the database.
pub async fn contributed(
    store: &Store,
    scope: &Scope,
    (book, from, to): (&BookId, Period, Period),
) -> Result<Vec<ContributedRow>, StoreError> {
    if book::find(store, scope, book).await?.is_none() {
        return Ok(vec![]);
    }
    let sql = "select p.pool_id, p.party, coalesce(e.name, '') as employer, p.payer, \
        cast(sum(case when p.period >= $2 then p.due_fen else 0 end) as bigint) as due_fen, \
        cast(sum(case when p.period >= $2 then p.received_fen else 0 end) as bigint) as received_fen, \
        cast(sum(p.open_fen) as bigint) as open_fen, cast(sum(p.advance_fen) as bigint) as advance_fen \
        from party_period p left join employer e on e.book_id = p.book_id and e.id = p.party \
        where p.book_id = $1 and p.period <= $3 \
        group by p.pool_id, p.party, e.name, p.payer order by open_fen desc, p.pool_id, p.party, p.payer";
    let rows = sqlx::query_as(sql).bind(book.as_str()).bind(from.to_string()).bind(to.to_string());
    Ok(rows.fetch_all(store.reads()).await?)
}

/// What became due for an enrolment, by payer.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct OwnRow {
    /// The scheme.
    pub scheme_id: String,
    /// The first day of the enrolment.
    pub from_day: String,
    /// Who pays it.
    pub payer: String,
    /// How much.
    pub amount_fen: i64,
}

/// The contributions of a member, enrolment by enrolment. Who he is was looked up in a scope before.
///
/// # Errors
///
/// Those of the database.
pub async fn contributions_of(
    store: &Store,
    (book, member): (&BookId, &str),
) -> Result<Vec<OwnRow>, StoreError> {
    // A cross join, which SQLite does not turn round: it would begin with all postings of the book.
    let sql = "select e.scheme_id, e.from_day, p.sub as payer, cast(sum(p.amount_fen) as bigint) as amount_fen \
        from enrolment e cross join posting p where e.book_id = $1 and e.member_id = $2 and e.state = 'active' \
        and p.book_id = e.book_id and p.object = e.id and p.event = 'contribution-due' \
        group by e.scheme_id, e.from_day, p.sub order by e.from_day, e.scheme_id, p.sub";
    Ok(sqlx::query_as(sql).bind(book.as_str()).bind(member).fetch_all(store.reads()).await?)
}
