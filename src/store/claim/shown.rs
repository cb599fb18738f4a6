//! Claims as they are shown: one with all that became of it, and lists by stage, within a scope.

use serde::Serialize;
use sqlx::FromRow;

use super::facts_place;
use super::history::{Decided, decided_place};
use crate::engine::claim::Facts;
use crate::store::book::BookId;
use crate::store::error::StoreError;
use crate::store::scheme::PublishedEdition;
use crate::store::scope::Scope;
use crate::store::seal::KeyRing;
use crate::store::store::Store;

/// A claim in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct Listed {
    /// Its book.
    pub book_id: String,
    /// Its id.
    pub id: String,
    /// Its receipt number.
    pub receipt: i64,
    /// The scheme.
    pub scheme_id: String,
    /// Who it is for.
    pub member_id: String,
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
}

/// The claims of a book by receipt number, that come after one (0: from the first on), at most so many; of one stage or
/// of all (empty).
///
/// # Errors
///
/// Only those of the database.
pub async fn list(
    store: &Store,
    scope: &Scope,
    book: &BookId,
    stage: &str,
    (after, most): (i64, i64),
) -> Result<Vec<Listed>, StoreError> {
    let sql = "select c.book_id, c.id, c.receipt, c.scheme_id, c.member_id, c.event_day, c.stage, c.holds, \
        c.decisions, c.paid_fen from claim c join book b on b.id = c.book_id \
        join organisation o on o.id = b.organisation_id \
        where substr(o.path, 1, length($1)) = $1 and ($2 = '' or c.book_id = $2) and ($3 = '' or c.member_id = $3) \
        and c.book_id = $4 and ($5 = '' or c.stage = $5) and c.receipt > $6 order by c.receipt limit $7";
    let rows = sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    let rows = rows.bind(book.as_str()).bind(stage).bind(after).bind(most);
    Ok(rows.fetch_all(store.reads()).await?)
}

/// A claim with all that became of it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Where it stands.
    pub claim: Listed,
    /// The day on which it was handed in, as far as it is known.
    pub handed_in_on: Option<String>,
    /// As it was handed in, or corrected.
    pub facts: Facts,
    /// What was decided last, where it was computed.
    pub decided: Option<Decided>,
    /// Decisions, reviews, holds and appeals in the order of their moments.
    pub events: Vec<Event>,
}

/// Something that was done to a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct Event {
    /// `agent`, `decision`, `review`, `hold`, `release`, `appeal` or `answer`.
    pub kind: String,
    /// Its number among those of its kind.
    pub number: i64,
    /// The moment, UTC text.
    pub at: String,
    /// Who.
    pub who: String,
    /// What came of it, or the code of the hold.
    pub outcome: String,
    /// Why; of a decision its cause, of a hold what was noticed.
    pub reason: String,
    /// What it grants, in fen; nought for what is no decision.
    pub paid_fen: i64,
}

#[derive(FromRow)]
struct Found {
    #[sqlx(flatten)]
    listed: Listed,
    handed_in_on: Option<String>,
    facts_sealed: String,
    answer: String,
}

/// Does a scope see a claim of a book?
///
/// # Errors
///
/// Those of the database.
pub async fn is_seen(store: &Store, scope: &Scope, (book, id): (&BookId, &str)) -> Result<bool, StoreError> {
    let sql = "select count(*) from claim c join book b on b.id = c.book_id join organisation o on o.id = b.organisation_id \
        where substr(o.path, 1, length($1)) = $1 and ($2 = '' or c.book_id = $2) and ($3 = '' or c.member_id = $3) \
        and c.book_id = $4 and c.id = $5";
    let found = sqlx::query_scalar(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    let found: i64 = found.bind(book.as_str()).bind(id).fetch_one(store.reads()).await?;
    Ok(found > 0)
}

/// A claim of a book, where the scope sees it.
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] when a row cannot be opened.
pub async fn find(
    store: &Store,
    keys: &KeyRing,
    scope: &Scope,
    (book, id): (&BookId, &str),
) -> Result<Option<Shown>, StoreError> {
    let sql = "select c.book_id, c.id, c.receipt, c.scheme_id, c.member_id, c.event_day, c.stage, c.holds, \
        c.decisions, c.paid_fen, c.handed_in_on, c.facts_sealed, coalesce(d.answer, '') as answer from claim c \
        join book b on b.id = c.book_id join organisation o on o.id = b.organisation_id \
        left join decision d on d.book_id = c.book_id and d.claim_id = c.id and d.number = c.decisions \
        where substr(o.path, 1, length($1)) = $1 and ($2 = '' or c.book_id = $2) and ($3 = '' or c.member_id = $3) \
        and c.book_id = $4 and c.id = $5";
    let found = sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    let found: Option<Found> = found.bind(book.as_str()).bind(id).fetch_optional(store.reads()).await?;
    let Some(Found { listed: claim, handed_in_on, facts_sealed, answer }) = found else { return Ok(None) };
    let facts = keys.open_json(&facts_place(book.as_str(), id), &facts_sealed)?;
    let place = format!("{id}/{}", claim.decisions);
    let decided = match answer.as_str() {
        "" => None,
        answer => Some(keys.open_json(&decided_place(book.as_str(), &place), answer)?),
    };
    let events = sqlx::query_as(EVENTS).bind(book.as_str()).bind(id);
    let events = events.fetch_all(store.reads()).await?;
    Ok(Some(Shown { claim, handed_in_on, facts, decided, events }))
}

/// The editions of a scheme that are published, in the order of their first days: to say in words what was decided.
///
/// # Errors
///
/// Only those of the database.
pub async fn editions(store: &Store, scheme: &str) -> Result<Vec<PublishedEdition>, StoreError> {
    let sql = "select scheme_id, from_day, hash, text, lists from scheme_edition \
        where scheme_id = $1 and state = 'published' order by from_day";
    Ok(sqlx::query_as(sql).bind(scheme).fetch_all(store.reads()).await?)
}

const EVENTS: &str = "select 'decision' as kind, number, decided_at as at, decided_by as who, outcome, cause as reason, \
    paid_fen from decision where book_id = $1 and claim_id = $2 \
    union all select 'agent', 1, a.came_on, c.entered_by, a.relation, '', 0 from agent a \
    join claim c on c.book_id = a.book_id and c.id = a.claim_id where a.book_id = $1 and a.claim_id = $2 \
    union all select 'review', number, reviewed_at, reviewed_by, outcome, reason, 0 from review \
    where book_id = $1 and claim_id = $2 \
    union all select 'hold', number, placed_at, placed_by, code, detail, 0 from hold \
    where book_id = $1 and claim_id = $2 \
    union all select 'release', number, released_at, released_by, code, coalesce(reason, ''), 0 from hold \
    where book_id = $1 and claim_id = $2 and released_at is not null \
    union all select 'appeal', number, filed_at, filed_by, 'filed', grounds, 0 from appeal \
    where book_id = $1 and claim_id = $2 \
    union all select 'answer', number, answered_at, answered_by, outcome, coalesce(reason, ''), 0 from appeal \
    where book_id = $1 and claim_id = $2 and answered_at is not null \
    order by at, kind, number";
