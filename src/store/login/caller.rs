//! Who calls: the account behind a session or a token, with its roles of the day and what it may see.

use sqlx::FromRow;

use super::credential::Principal;
use crate::engine::calendar::Day;
use crate::store::book::BookId;
use crate::store::error::StoreError;
use crate::store::scope::Scope;
use crate::store::staff::{self, Acting, Held, Who};
use crate::store::store::Store;

/// Somebody who calls, as the database knows him at this moment.
#[derive(Clone, Debug)]
pub struct Caller {
    /// His credential.
    pub credential: String,
    /// Staff or member.
    pub principal: Principal,
    /// Who he is and what he may do, for active staff.
    pub acting: Option<Acting>,
    /// What he may see.
    pub scope: Scope,
    /// The books that his organisation keeps, or the member's own.
    pub books: Vec<BookId>,
    /// Must his password be changed before anything else?
    pub is_temporary: bool,
    /// Has he a second factor?
    pub has_second: bool,
    /// The session's beginning, or the token's.
    pub since: String,
    /// When the session was last seen; empty for a token.
    pub seen_at: String,
    /// From when on the token is refused; empty for a session.
    pub expires_at: String,
    /// The words of the rights that a token is held to; empty for a session, which has all of the roles.
    pub rights: String,
}

#[derive(FromRow)]
struct Row {
    credential: String,
    staff_id: String,
    book_id: String,
    member_id: String,
    is_temporary: i64,
    second_state: String,
    since: String,
    seen_at: String,
    expires_at: String,
    rights: String,
    person: String,
    path: String,
    role: String,
    level: String,
    own_book: String,
}

/// The caller's rows; `$show` is the table of what he shows and how its columns are called here.
macro_rules! caller {
    ($of:literal, $columns:literal, $open:literal) => {
        concat!(
            "select c.id as credential, coalesce(c.staff_id, '') as staff_id, coalesce(c.book_id, '') as book_id, \
            coalesce(m.id, '') as member_id, c.is_temporary, c.second_state, ",
            $columns,
            ", coalesce(s.person, '') as person, coalesce(o.path, '') as path, coalesce(r.role, '') as role, \
            coalesce(r.level, '') as level, coalesce(b.id, '') as own_book from ",
            $of,
            " x join credential c on c.id = x.credential_id \
            left join staff s on s.id = c.staff_id and s.state = 'active' \
            left join organisation o on o.id = s.organisation_id \
            left join staff_role r on r.staff_id = s.id and r.from_day <= $2 and coalesce(r.to_day, '9999') >= $2 \
            left join book b on b.organisation_id = s.organisation_id \
            left join member m on m.book_id = c.book_id and m.id = c.member_id and m.state <> 'merged' \
            where x.hash = $1 and ",
            $open,
            " order by own_book, role, level"
        )
    };
}

const OF_SESSION: &str = caller!(
    "session",
    "x.created_at as since, x.seen_at, '' as expires_at, '' as rights",
    "x.ended_at is null"
);

const OF_TOKEN: &str =
    caller!("token", "x.created_at as since, '' as seen_at, x.expires_at, x.rights", "x.revoked_at is null");

/// What a caller shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shows {
    /// The cookie of a session.
    Session,
    /// A token.
    Token,
}

/// Who calls with a session or a token that is known by its hash and was not ended or taken back. None where there is no
/// such one, or its account may not log in any more. Whether it is too old is to be asked of him next.
///
/// # Errors
///
/// Those of the database.
pub async fn who_calls(
    store: &Store,
    (shows, hash): (Shows, &str),
    day: Day,
) -> Result<Option<Caller>, StoreError> {
    let sql = match shows {
        Shows::Session => OF_SESSION,
        Shows::Token => OF_TOKEN,
    };
    let rows = sqlx::query_as(sql).bind(hash).bind(day.to_string());
    of_rows(&rows.fetch_all(store.reads()).await?)
}

fn of_rows(rows: &[Row]) -> Result<Option<Caller>, StoreError> {
    let Some(first) = rows.first() else { return Ok(None) };
    let (principal, scope, acting) = if first.staff_id.is_empty() {
        if first.member_id.is_empty() {
            return Ok(None);
        }
        let (book, member) = (named(&first.book_id)?, first.member_id.clone());
        (Principal::Member(book.clone(), member.clone()), Scope::himself(book, member), None)
    } else {
        if first.path.is_empty() {
            return Ok(None);
        }
        let scope = Scope::subtree(first.path.clone());
        (Principal::Staff(first.staff_id.clone()), scope, acting(rows))
    };
    let mut books: Vec<BookId> = match &principal {
        Principal::Member(book, _) => vec![book.clone()],
        Principal::Staff(_) => rows
            .iter()
            .filter(|row| !row.own_book.is_empty())
            .map(|row| named(&row.own_book))
            .collect::<Result<_, _>>()?,
    };
    books.dedup();
    Ok(Some(Caller {
        credential: first.credential.clone(),
        principal,
        acting,
        scope,
        books,
        is_temporary: first.is_temporary == 1,
        has_second: first.second_state == "on",
        since: first.since.clone(),
        seen_at: first.seen_at.clone(),
        expires_at: first.expires_at.clone(),
        rights: first.rights.clone(),
    }))
}

fn acting(rows: &[Row]) -> Option<Acting> {
    let held: Vec<Held> = rows.iter().map(held).collect();
    let who = Who { staff: rows.first()?.staff_id.as_str().into(), on_behalf_of: None };
    staff::acting(&[&who], &held).pop().flatten()
}

fn held(row: &Row) -> Held {
    Held {
        id: row.staff_id.clone(),
        person: row.person.clone(),
        path: row.path.clone(),
        role: row.role.clone(),
        level: row.level.clone(),
        deputy: String::new(),
    }
}

fn named(book: &str) -> Result<BookId, StoreError> {
    BookId::try_from(book).map_err(|why| StoreError::Broken(why.to_string()))
}
