//! Periods: how each stands, who closed it, and what is looked at before it is closed.

use serde::Serialize;
use sqlx::FromRow;

use super::open::{fen, period};
use crate::engine::claim::words::Word;
use crate::engine::ledger::{Account, Period, PeriodState, Totals};
use crate::engine::money::Fen;
use crate::store::book::{self, BookId};
use crate::store::bulk::{Column, Given};
use crate::store::column::word;
use crate::store::error::StoreError;
use crate::store::scope::Scope;
use crate::store::store::Store;
use crate::store::tx::Tx;

/// A period that moves.
#[derive(Clone, Debug)]
pub struct Moved {
    /// Which.
    pub period: Period,
    /// Where to.
    pub state: PeriodState,
    /// Who closed it; none when it is opened.
    pub closed_by: Option<String>,
    /// When.
    pub closed_at: Option<String>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    state: &'static str,
    closed_by: Option<String>,
    closed_at: Option<String>,
}

const MOVED: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("state", Column::Text),
        ("closed_by", Column::Text),
        ("closed_at", Column::Text),
    ],
};

/// Moves a period, which begins with it where it was not there.
///
/// # Errors
///
/// Those of the database.
pub async fn move_period(tx: &mut Tx, moved: Moved) -> Result<(), StoreError> {
    let row = Row {
        id: moved.period.to_string(),
        state: moved.state.word(),
        closed_by: moved.closed_by,
        closed_at: moved.closed_at,
    };
    let sql = "insert into period (book_id, id, state, closed_by, closed_at) \
        select book_id, id, state, closed_by, closed_at from given where true \
        on conflict (book_id, id) do update set state = excluded.state, closed_by = excluded.closed_by, \
        closed_at = excluded.closed_at, version = period.version + 1";
    tx.bulk(&MOVED, &[row], sql).await.map(|_| ())
}

#[derive(Serialize)]
struct Asked {
    id: String,
}

const ASKED: Given = Given { name: "given", columns: &[("id", Column::Text)] };

/// The person who closed a period, if it was closed.
///
/// # Errors
///
/// Those of the database.
pub async fn closer(tx: &mut Tx, period: Period) -> Result<Option<String>, StoreError> {
    let sql = "select s.person from given g join period p on p.book_id = g.book_id and p.id = g.id \
        join staff s on s.id = p.closed_by";
    let found: Vec<(String,)> = tx.bulk_read(&ASKED, &[Asked { id: period.to_string() }], sql).await?;
    Ok(found.into_iter().next().map(|(person,)| person))
}

/// Are the vouchers of a period numbered without a gap?
///
/// # Errors
///
/// Those of the database.
pub async fn is_gapless(tx: &mut Tx, period: Period) -> Result<bool, StoreError> {
    let sql = "select v.kind from given g join voucher v on v.book_id = g.book_id and v.period = g.id \
        group by v.kind having count(*) <> max(v.number)";
    let off: Vec<(String,)> = tx.bulk_read(&ASKED, &[Asked { id: period.to_string() }], sql).await?;
    Ok(off.is_empty())
}

#[derive(FromRow)]
pub(super) struct TotalsRow {
    pool_id: String,
    code: String,
    sub: String,
    period: String,
    debit_fen: i64,
    credit_fen: i64,
}

/// What moved on an account may in the course of time be more than any one amount.
fn turnover(amount: i64) -> Result<Fen, StoreError> {
    let most = Fen::MAX.get();
    let whole: Fen = (0..amount / most).map(|_| Fen::MAX).sum();
    Ok(whole + fen(amount % most)?)
}

impl TotalsRow {
    pub(super) fn totals(self) -> Result<Totals, StoreError> {
        let account = Account { pool: self.pool_id.into(), code: word(&self.code)?, sub: self.sub.into() };
        let (debit, credit) = (turnover(self.debit_fen)?, turnover(self.credit_fen)?);
        Ok(Totals { account, period: period(&self.period)?, debit, credit })
    }
}

/// What moved on all accounts up to a period, within an act.
///
/// # Errors
///
/// Those of the database.
pub async fn moved_up_to(tx: &mut Tx, period: Period) -> Result<Vec<Totals>, StoreError> {
    let sql = "select a.pool_id, a.code, a.sub, m.period, m.debit_fen, m.credit_fen from given g \
        join account_period m on m.book_id = g.book_id and m.period <= g.id \
        join account a on a.book_id = m.book_id and a.id = m.account_id";
    let rows: Vec<TotalsRow> = tx.bulk_read(&ASKED, &[Asked { id: period.to_string() }], sql).await?;
    rows.into_iter().map(TotalsRow::totals).collect()
}

/// A period as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct PeriodRow {
    /// Its name.
    pub id: String,
    /// How it stands.
    pub state: String,
    /// The account of who closed it.
    pub closed_by: Option<String>,
    /// When.
    pub closed_at: Option<String>,
    /// How many vouchers it has.
    pub vouchers: i64,
}

/// The periods of a book that a scope sees, in order.
///
/// # Errors
///
/// Those of the database.
pub async fn periods(store: &Store, scope: &Scope, book: &BookId) -> Result<Vec<PeriodRow>, StoreError> {
    if book::find(store, scope, book).await?.is_none() {
        return Ok(vec![]);
    }
    let sql = "select p.id, p.state, p.closed_by, p.closed_at, cast((select count(*) from voucher v \
        where v.book_id = p.book_id and v.period = p.id) as bigint) as vouchers from period p \
        where p.book_id = $1 order by p.id";
    Ok(sqlx::query_as(sql).bind(book.as_str()).fetch_all(store.reads()).await?)
}
