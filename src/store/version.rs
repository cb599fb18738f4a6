//! Versions: what a thing was when somebody looked at it, so that an edit of something else is refused.

use serde::Serialize;
use sqlx::FromRow;

use super::book::BookId;
use super::bulk::{Column, Given};
use super::column::number;
use super::error::StoreError;
use super::store::Store;
use super::tx::Tx;

/// What has a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Versioned {
    /// A claim, by id: the hash of its facts.
    Claim,
    /// A member, by id.
    Member,
    /// An employer, by id, name or credit code.
    Employer,
    /// An account of the staff, by login.
    Staff,
}

impl Versioned {
    fn word(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Member => "member",
            Self::Employer => "employer",
            Self::Staff => "staff",
        }
    }
}

/// A thing whose version is asked for.
#[derive(Serialize)]
struct Sought<'a> {
    kind: &'static str,
    book: &'a str,
    id: &'a str,
}

const SOUGHT: Given =
    Given { name: "given", columns: &[("kind", Column::Text), ("book", Column::Text), ("id", Column::Text)] };

#[derive(FromRow)]
struct Row {
    nth: i64,
    version: String,
}

const VERSIONS: &str = "select g.nth, c.facts_hash as version from given g join claim c on g.kind = 'claim' \
    and c.book_id = g.book and c.id = g.id \
    union all select g.nth, cast(m.version as text) from given g join member m on g.kind = 'member' \
    and m.book_id = g.book and m.id = g.id \
    union all select g.nth, cast(e.version as text) from given g join employer e on g.kind = 'employer' \
    and e.book_id = g.book and (e.id = g.id or e.name = g.id or e.credit_code = g.id) \
    union all select g.nth, cast(s.version as text) from given g join staff s on g.kind = 'staff' and s.login = g.id";

fn put(rows: Vec<Row>, many: usize) -> Result<Vec<Option<String>>, StoreError> {
    let mut found = vec![None; many];
    for row in rows {
        found[number::<usize>(row.nth)?] = Some(row.version);
    }
    Ok(found)
}

/// The versions of some things within an act, in their order; none where there is no such thing.
///
/// # Errors
///
/// Those of the database.
pub async fn of(tx: &mut Tx, sought: &[(Versioned, &str)]) -> Result<Vec<Option<String>>, StoreError> {
    let book = tx.book().to_string();
    let given: Vec<Sought<'_>> =
        sought.iter().map(|(of, id)| Sought { kind: of.word(), book: &book, id }).collect();
    put(tx.bulk_read(&SOUGHT, &given, VERSIONS).await?, sought.len())
}

/// The version of one thing, to be shown with it. Whether somebody may see the thing is for whoever shows it.
///
/// # Errors
///
/// Those of the database.
pub async fn shown(
    store: &Store,
    book: &BookId,
    (of, id): (Versioned, &str),
) -> Result<Option<String>, StoreError> {
    let given = [Sought { kind: of.word(), book: book.as_str(), id }];
    Ok(put(store.bulk_read(&SOUGHT, &given, VERSIONS).await?, 1)?.pop().flatten())
}
