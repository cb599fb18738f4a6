//! Gauges: what stands now in all books that a scope sees, for those who look after machines.

use sqlx::FromRow;

use super::error::StoreError;
use super::scope::Scope;
use super::store::Store;

/// What a pool has.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct PoolGauge {
    /// The book.
    pub book_id: String,
    /// The pool.
    pub id: String,
    /// What it has, in fen.
    pub posted_fen: i64,
    /// What waits for its money, in fen.
    pub waiting_fen: i64,
}

/// The pools of all books that a scope sees; none for a member.
///
/// # Errors
///
/// Those of the database.
pub async fn pools(store: &Store, scope: &Scope) -> Result<Vec<PoolGauge>, StoreError> {
    let sql = "select p.book_id, p.id, p.posted_fen, p.waiting_fen from pool p join book b on b.id = p.book_id \
        join organisation o on o.id = b.organisation_id \
        where substr(o.path, 1, length($1)) = $1 and $2 = '' order by p.book_id, p.id";
    Ok(sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).fetch_all(store.reads()).await?)
}

/// Claims that wait at a stage.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct QueueGauge {
    /// The book.
    pub book_id: String,
    /// The stage's word.
    pub stage: String,
    /// How many.
    pub many: i64,
    /// Since when the one that waits longest does: the moment at which it was decided, or the beginning (in China) of the
    /// day on which it was handed in; empty where that is not known.
    pub oldest: String,
}

/// What waits for an answer of somebody, of all books that a scope sees, by the words `held` (claims with a hold that is
/// not released) and `appeal` (appeals without an answer); none for a member.
///
/// # Errors
///
/// Those of the database.
pub async fn open_matters(store: &Store, scope: &Scope) -> Result<Vec<QueueGauge>, StoreError> {
    let sql = "select h.book_id as book_id, 'held' as stage, count(distinct h.claim_id) as many, min(h.placed_at) as oldest \
        from hold h join claim c on c.book_id = h.book_id and c.id = h.claim_id and c.holds > 0 \
        join book b on b.id = h.book_id join organisation o on o.id = b.organisation_id \
        where substr(o.path, 1, length($1)) = $1 and $2 = '' and h.released_at is null \
        and c.stage in ('submitted', 'pending', 'proposed', 'approved') group by h.book_id \
        union all select a.book_id as book_id, 'appeal', count(*), min(a.filed_at) from appeal a \
        join book b on b.id = a.book_id join organisation o on o.id = b.organisation_id \
        where substr(o.path, 1, length($1)) = $1 and $2 = '' and a.outcome is null group by a.book_id \
        order by book_id, stage";
    Ok(sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).fetch_all(store.reads()).await?)
}

/// The claims that wait, of all books that a scope sees; none for a member.
///
/// # Errors
///
/// Those of the database.
pub async fn queues(store: &Store, scope: &Scope) -> Result<Vec<QueueGauge>, StoreError> {
    let sql = "select c.book_id, c.stage, count(*) as many, \
        coalesce(min(coalesce(d.decided_at, c.handed_in_on || 'T00:00:00+08:00')), '') as oldest from claim c \
        join book b on b.id = c.book_id join organisation o on o.id = b.organisation_id \
        left join decision d on d.book_id = c.book_id and d.claim_id = c.id and d.number = c.decisions \
        where substr(o.path, 1, length($1)) = $1 and $2 = '' and c.stage in ('submitted', 'pending', 'proposed') \
        group by c.book_id, c.stage order by c.book_id, c.stage";
    Ok(sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).fetch_all(store.reads()).await?)
}
