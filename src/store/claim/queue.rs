//! Claims that wait: how many at each stage, and lists of them by age or by amount, with the name of the member.

use sqlx::FromRow;

use crate::store::book::BookId;
use crate::store::error::StoreError;
use crate::store::scope::Scope;
use crate::store::seal::{KeyRing, Place};
use crate::store::store::Store;

/// A claim that waits, or was dealt with. The name stands in full: mask it before it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The claim.
    pub id: String,
    /// Its receipt number.
    pub receipt: i64,
    /// The scheme.
    pub scheme_id: String,
    /// Who it is for.
    pub member_id: String,
    /// His name.
    pub name: String,
    /// The day of the event, as far as it is known.
    pub event_day: Option<String>,
    /// The stage.
    pub stage: String,
    /// How many holds are open.
    pub holds: i64,
    /// How many decisions there are.
    pub decisions: i64,
    /// What the last of them grants, in fen.
    pub paid_fen: i64,
    /// The moment of the last decision, UTC; empty where there is none.
    pub since: String,
    /// Who entered it.
    pub entered_by: String,
    /// The day on which it was handed in, as far as it is known.
    pub handed_in_on: Option<String>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    receipt: i64,
    scheme_id: String,
    member_id: String,
    name_sealed: String,
    event_day: Option<String>,
    stage: String,
    holds: i64,
    decisions: i64,
    paid_fen: i64,
    since: String,
    entered_by: String,
    handed_in_on: Option<String>,
}

/// How many claims stand somewhere.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Count {
    /// The stage.
    pub stage: String,
    /// How many.
    pub claims: i64,
    /// How many of them are held.
    pub held: i64,
    /// What they grant together, in fen.
    pub paid_fen: i64,
}

/// A whole statement that lists claims in a scope, its condition and order at the end.
macro_rules! listed {
    ($rest:literal) => {
        concat!(
            "select c.id, c.receipt, c.scheme_id, c.member_id, m.name_sealed, c.event_day, c.stage, c.holds, c.decisions, \
            c.paid_fen, coalesce(d.decided_at, '') as since, c.entered_by, c.handed_in_on from claim c \
            join book b on b.id = c.book_id join organisation o on o.id = b.organisation_id \
            join member m on m.book_id = c.book_id and m.id = c.member_id \
            left join decision d on d.book_id = c.book_id and d.claim_id = c.id and d.number = c.decisions \
            where substr(o.path, 1, length($1)) = $1 and ($2 = '' or c.book_id = $2) and ($3 = '' or c.member_id = $3) \
            and c.book_id = $4 and ",
            $rest
        )
    };
}

/// The claims of a book at a stage: the oldest first, or the largest first; at most so many.
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] when a name cannot be opened.
pub async fn at_stage(
    store: &Store,
    scope: &Scope,
    book: &BookId,
    (stage, by_amount, most): (&str, bool, i64),
) -> Result<Vec<Waiting>, StoreError> {
    let sql =
        listed!("c.stage = $5 order by case when $6 = 1 then c.paid_fen else 0 end desc, c.receipt limit $7");
    let rows = sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    let rows = rows.bind(book.as_str()).bind(stage).bind(i64::from(by_amount)).bind(most);
    opened(store.keys(), book, rows.fetch_all(store.reads()).await?)
}

/// The claims of a book that are held and not yet done with: the oldest first, at most so many.
///
/// # Errors
///
/// Those of [`at_stage`].
pub async fn held(
    store: &Store,
    scope: &Scope,
    book: &BookId,
    most: i64,
) -> Result<Vec<Waiting>, StoreError> {
    let sql = listed!(
        "c.stage in ('submitted', 'pending', 'proposed', 'approved') and c.holds > 0 order by c.receipt limit $5"
    );
    let rows = sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    opened(store.keys(), book, rows.bind(book.as_str()).bind(most).fetch_all(store.reads()).await?)
}

/// The claims of a member, the newest first, at most so many.
///
/// # Errors
///
/// Those of [`at_stage`].
pub async fn of_member(
    store: &Store,
    scope: &Scope,
    (book, member): (&BookId, &str),
    most: i64,
) -> Result<Vec<Waiting>, StoreError> {
    let sql = listed!("c.member_id = $5 order by c.receipt desc limit $6");
    let rows = sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    let rows = rows.bind(book.as_str()).bind(member).bind(most);
    opened(store.keys(), book, rows.fetch_all(store.reads()).await?)
}

/// The claim with a receipt number, where the scope sees it.
///
/// # Errors
///
/// Only those of the database.
pub async fn of_receipt(
    store: &Store,
    scope: &Scope,
    (book, receipt): (&BookId, i64),
) -> Result<Option<String>, StoreError> {
    let sql = "select c.id from claim c join book b on b.id = c.book_id join organisation o on o.id = b.organisation_id \
        where substr(o.path, 1, length($1)) = $1 and ($2 = '' or c.book_id = $2) and ($3 = '' or c.member_id = $3) \
        and c.book_id = $4 and c.receipt = $5";
    let id = sqlx::query_scalar(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    Ok(id.bind(book.as_str()).bind(receipt).fetch_optional(store.reads()).await?)
}

/// How many claims of a book wait at each stage: those that are done with are not counted.
///
/// # Errors
///
/// Only those of the database.
pub async fn counts(store: &Store, scope: &Scope, book: &BookId) -> Result<Vec<Count>, StoreError> {
    let sql = "select c.stage, cast(count(*) as bigint) as claims, \
        cast(sum(case when c.holds > 0 then 1 else 0 end) as bigint) as held, \
        cast(sum(c.paid_fen) as bigint) as paid_fen from claim c \
        join book b on b.id = c.book_id join organisation o on o.id = b.organisation_id \
        where substr(o.path, 1, length($1)) = $1 and ($2 = '' or c.book_id = $2) and ($3 = '' or c.member_id = $3) \
        and c.book_id = $4 and c.stage in ('draft', 'submitted', 'pending', 'proposed') group by c.stage";
    let rows = sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    Ok(rows.bind(book.as_str()).fetch_all(store.reads()).await?)
}

fn opened(keys: &KeyRing, book: &BookId, rows: Vec<Row>) -> Result<Vec<Waiting>, StoreError> {
    let open = |row: Row| {
        let place =
            Place { table: "member", column: "name_sealed", book: book.as_str(), row: &row.member_id };
        let name = keys.open(&place, &row.name_sealed)?;
        let Row {
            id,
            receipt,
            scheme_id,
            member_id,
            event_day,
            stage,
            holds,
            decisions,
            paid_fen,
            since,
            entered_by,
            handed_in_on,
            ..
        } = row;
        Ok(Waiting {
            id,
            receipt,
            scheme_id,
            member_id,
            name,
            event_day,
            stage,
            holds,
            decisions,
            paid_fen,
            since,
            entered_by,
            handed_in_on,
        })
    };
    rows.into_iter().map(open).collect()
}
