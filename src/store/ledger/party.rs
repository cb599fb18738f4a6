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
    /// Became due.
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
    let sql = "select p.pool_id, p.party, coalesce(e.name, '') as employer, p.sub as payer, \
        cast(sum(case when p.event = 'contribution-due' and v.period >= $2 then p.amount_fen else 0 end) as bigint) as due_fen, \
        cast(sum(case when v.period < $2 then 0 when p.debit in ('income-bank', 'payment-bank') then p.amount_fen \
        when p.credit in ('income-bank', 'payment-bank') then -p.amount_fen else 0 end) as bigint) as received_fen, \
        cast(sum(case when p.debit = 'contribution-receivable' then p.amount_fen \
        when p.credit = 'contribution-receivable' then -p.amount_fen else 0 end) as bigint) as open_fen, \
        cast(sum(case when p.credit = 'contribution-advance' then p.amount_fen \
        when p.debit = 'contribution-advance' then -p.amount_fen else 0 end) as bigint) as advance_fen \
        from posting p join voucher v on v.book_id = p.book_id and v.id = p.voucher_id \
        left join employer e on e.book_id = p.book_id and e.id = p.party \
        where p.book_id = $1 and p.party <> '' and v.period <= $3 and ('contribution-receivable' in (p.debit, p.credit) \
        or 'contribution-advance' in (p.debit, p.credit) or p.event in ('contribution-received', 'contribution-refunded')) \
        group by p.pool_id, p.party, e.name, p.sub order by open_fen desc, p.pool_id, p.party, p.sub";
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
