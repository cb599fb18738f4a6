//! Pools, vouchers and postings as they are shown and reported.

use serde::Serialize;
use sqlx::FromRow;

use super::period::TotalsRow;
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::ledger::{Period, Totals, VoucherNumber};
use crate::store::book::{self, BookId};
use crate::store::error::StoreError;
use crate::store::scope::Scope;
use crate::store::store::Store;

/// A pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct PoolRow {
    /// Its name.
    pub id: String,
    /// Its title, as its scheme has it.
    pub title: String,
    /// In its income and its payment account.
    pub posted_fen: i64,
    /// Owed by whoever runs it.
    pub owed_fen: i64,
    /// Kept for approved claims and for who paid in advance.
    pub held_fen: i64,
    /// Approved, and not paid for want of money.
    pub waiting_fen: i64,
}

/// The pools of a book that a scope sees, by name.
///
/// # Errors
///
/// Those of the database.
pub async fn pools(store: &Store, scope: &Scope, book: &BookId) -> Result<Vec<PoolRow>, StoreError> {
    if book::find(store, scope, book).await?.is_none() {
        return Ok(vec![]);
    }
    let sql = "select id, title, posted_fen, owed_fen, held_fen, waiting_fen from pool where book_id = $1 order by id";
    Ok(sqlx::query_as(sql).bind(book.as_str()).fetch_all(store.reads()).await?)
}

/// A voucher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct VoucherRow {
    /// Its id in the book.
    pub id: i64,
    /// Its period.
    pub period: String,
    /// Its type.
    pub kind: String,
    /// Its number in both.
    pub number: i64,
    /// Its day.
    pub day: String,
    /// The act that made it.
    pub act: String,
    /// The document that it rests on.
    pub document: String,
    /// Why.
    pub reason: String,
    /// The name of who made it.
    pub made_by: String,
    /// How much, one side of it.
    pub amount_fen: i64,
    /// The voucher that it reverses.
    pub reverses: Option<i64>,
}

const VOUCHERS: &str = "select v.id, v.period, v.kind, v.number, v.day, v.act, v.document, v.reason, \
    coalesce(s.name, v.made_by) as made_by, cast((select coalesce(sum(e.amount_fen), 0) from entry e \
    where e.book_id = v.book_id and e.voucher_id = v.id and e.side = 'debit') as bigint) as amount_fen, v.reverses \
    from voucher v left join staff s on s.id = v.made_by \
    where v.book_id = $1 and v.period = $2 and ($3 = '' or v.kind = $3) and v.number > $4 \
    order by v.kind, v.number limit $5";

/// The vouchers of a period that a scope sees, of one type or, with an empty word, of all, after a number.
///
/// # Errors
///
/// Those of the database.
pub async fn vouchers(
    store: &Store,
    scope: &Scope,
    book: &BookId,
    (period, kind, after, most): (Period, &str, i64, i64),
) -> Result<Vec<VoucherRow>, StoreError> {
    if book::find(store, scope, book).await?.is_none() {
        return Ok(vec![]);
    }
    let rows = sqlx::query_as(VOUCHERS).bind(book.as_str()).bind(period.to_string()).bind(kind);
    Ok(rows.bind(after).bind(most).fetch_all(store.reads()).await?)
}

/// A line of a voucher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct LineRow {
    /// The pool.
    pub pool_id: String,
    /// The account.
    pub code: String,
    /// Payer or benefit.
    pub sub: String,
    /// `debit` or `credit`.
    pub side: String,
    /// How much.
    pub amount_fen: i64,
}

/// A posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct PostingRow {
    /// The voucher: period.
    pub period: String,
    /// Its type.
    pub kind: String,
    /// Its number.
    pub voucher: i64,
    /// The number of the posting on it.
    pub number: i64,
    /// The pool.
    pub pool_id: String,
    /// What happened.
    pub event: String,
    /// Debited.
    pub debit: String,
    /// Credited.
    pub credit: String,
    /// Payer or benefit.
    pub sub: String,
    /// How much.
    pub amount_fen: i64,
    /// The claim, enrolment or voucher that it is about.
    pub object: String,
    /// With whom.
    pub party: String,
}

/// A voucher with its lines and postings, if the scope sees it.
///
/// # Errors
///
/// Those of the database.
pub async fn voucher(
    store: &Store,
    scope: &Scope,
    (book, number): (&BookId, VoucherNumber),
) -> Result<Option<(VoucherRow, Vec<LineRow>, Vec<PostingRow>)>, StoreError> {
    let asked = (number.period, number.kind.word(), number.number - 1, 1);
    let found = vouchers(store, scope, book, asked).await?.into_iter().next();
    let Some(head) = found.filter(|found| found.number == number.number) else { return Ok(None) };
    let sql = "select a.pool_id, a.code, a.sub, e.side, e.amount_fen from entry e \
        join account a on a.book_id = e.book_id and a.id = e.account_id \
        where e.book_id = $1 and e.voucher_id = $2 order by e.side desc, a.id";
    let lines = sqlx::query_as(sql).bind(book.as_str()).bind(head.id).fetch_all(store.reads()).await?;
    let sql = "select v.period, v.kind, v.number as voucher, p.number, p.pool_id, p.event, p.debit, p.credit, p.sub, \
        p.amount_fen, p.object, p.party from posting p join voucher v on v.book_id = p.book_id and v.id = p.voucher_id \
        where p.book_id = $1 and p.voucher_id = $2 order by p.number";
    let postings = sqlx::query_as(sql).bind(book.as_str()).bind(head.id).fetch_all(store.reads()).await?;
    Ok(Some((head, lines, postings)))
}

/// All that was booked for a claim, an enrolment or a voucher, in order.
///
/// # Errors
///
/// Those of the database.
pub async fn postings(
    store: &Store,
    scope: &Scope,
    (book, object): (&BookId, &str),
) -> Result<Vec<PostingRow>, StoreError> {
    if book::find(store, scope, book).await?.is_none() {
        return Ok(vec![]);
    }
    let sql = "select v.period, v.kind, v.number as voucher, p.number, p.pool_id, p.event, p.debit, p.credit, p.sub, \
        p.amount_fen, p.object, p.party from posting p join voucher v on v.book_id = p.book_id and v.id = p.voucher_id \
        where p.book_id = $1 and p.object = $2 order by p.voucher_id, p.number";
    Ok(sqlx::query_as(sql).bind(book.as_str()).bind(object).fetch_all(store.reads()).await?)
}

/// What moved on all accounts up to a period, where a scope sees the book.
///
/// # Errors
///
/// Those of the database.
pub async fn totals(
    store: &Store,
    scope: &Scope,
    (book, period): (&BookId, Period),
) -> Result<Vec<Totals>, StoreError> {
    if book::find(store, scope, book).await?.is_none() {
        return Ok(vec![]);
    }
    let sql = "select a.pool_id, a.code, a.sub, m.period, m.debit_fen, m.credit_fen from account_period m \
        join account a on a.book_id = m.book_id and a.id = m.account_id where m.book_id = $1 and m.period <= $2";
    let rows: Vec<TotalsRow> =
        sqlx::query_as(sql).bind(book.as_str()).bind(period.to_string()).fetch_all(store.reads()).await?;
    rows.into_iter().map(TotalsRow::totals).collect()
}

/// What one kind of event came to on a day.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct EventRow {
    /// The type of voucher.
    pub kind: String,
    /// The event.
    pub event: String,
    /// How many postings.
    pub count: i64,
    /// How much.
    pub amount_fen: i64,
}

/// What was booked on a day, by type of voucher and event.
///
/// # Errors
///
/// Those of the database.
pub async fn events_of_day(
    store: &Store,
    scope: &Scope,
    (book, day): (&BookId, Day),
) -> Result<Vec<EventRow>, StoreError> {
    if book::find(store, scope, book).await?.is_none() {
        return Ok(vec![]);
    }
    let sql = "select v.kind, p.event, count(*) as count, cast(sum(p.amount_fen) as bigint) as amount_fen \
        from voucher v join posting p on p.book_id = v.book_id and p.voucher_id = v.id \
        where v.book_id = $1 and v.period >= $2 and v.day = $3 group by v.kind, p.event order by v.kind, p.event";
    let rows =
        sqlx::query_as(sql).bind(book.as_str()).bind(Period::of(day).to_string()).bind(day.to_string());
    Ok(rows.fetch_all(store.reads()).await?)
}

/// What a claim was granted, less what was taken back, in some periods.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct BenefitRow {
    /// The claim.
    pub claim: String,
    /// The member.
    pub member_id: String,
    /// Whose name it is that is sealed.
    pub name_sealed: String,
    /// The employer, if there is one.
    pub employer: String,
    /// The pool.
    pub pool_id: String,
    /// The benefit.
    pub benefit: String,
    /// How much.
    pub amount_fen: i64,
}

/// The benefits of some periods, first and last inclusive, by pool, benefit and claim; claims whose sum is nought are
/// left out.
///
/// # Errors
///
/// Those of the database.
pub async fn benefits(
    store: &Store,
    scope: &Scope,
    (book, from, to): (&BookId, Period, Period),
) -> Result<Vec<BenefitRow>, StoreError> {
    if book::find(store, scope, book).await?.is_none() {
        return Ok(vec![]);
    }
    let sql = "select c.id as claim, m.id as member_id, m.name_sealed, coalesce(e.name, '') as employer, b.pool_id, \
        b.sub as benefit, cast(b.amount as bigint) as amount_fen from (select p.book_id, p.object, p.pool_id, p.sub, \
        sum(case when p.debit = 'benefit-expense' then p.amount_fen else -p.amount_fen end) as amount from voucher v \
        join posting p on p.book_id = v.book_id and p.voucher_id = v.id \
        where v.book_id = $1 and v.period >= $2 and v.period <= $3 and p.event <> 'carried-forward' \
        and 'benefit-expense' in (p.debit, p.credit) group by p.book_id, p.object, p.pool_id, p.sub) b \
        join claim c on c.book_id = b.book_id and c.id = b.object \
        join member m on m.book_id = c.book_id and m.id = c.member_id \
        left join employer e on e.book_id = c.book_id and e.id = coalesce(c.employer_id, m.employer_id) \
        where b.amount <> 0 order by b.pool_id, b.sub, c.receipt";
    let rows = sqlx::query_as(sql).bind(book.as_str()).bind(from.to_string()).bind(to.to_string());
    Ok(rows.fetch_all(store.reads()).await?)
}
