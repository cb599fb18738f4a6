//! Editions of schemes: whole text and lists, who proposed them, who confirmed them.

use serde::Serialize;
use sqlx::FromRow;

use super::bulk::{Column, Given};
use super::error::StoreError;
use super::store::Store;
use super::tx::Tx;

/// Which edition of a scheme: changes with any letter of its text or lists.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, FromRow, Serialize)]
pub struct EditionKey {
    /// The scheme.
    pub scheme_id: String,
    /// The first day in force.
    pub from_day: String,
    /// SHA-256 of text and lists.
    pub hash: String,
}

/// An edition as it was published.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct PublishedEdition {
    /// The scheme.
    pub scheme_id: String,
    /// The first day in force.
    pub from_day: String,
    /// SHA-256 of text and lists.
    pub hash: String,
    /// The whole text (TOML).
    pub text: String,
    /// Its list files: a JSON object of name and whole text (CSV).
    pub lists: String,
}

#[derive(Serialize)]
struct Asked<'a> {
    scheme_id: &'a str,
}

const ASKED: Given = Given { name: "given", columns: &[("scheme_id", Column::Text)] };

/// Schemes with the mark of what is published of them: it changes whenever an edition is published or withdrawn. Schemes
/// without a published edition are left out. Whoever keeps schemes read asks for this first.
///
/// # Errors
///
/// Those of the database.
pub async fn marks(tx: &mut Tx, schemes: &[&str]) -> Result<Vec<(String, String)>, StoreError> {
    let given: Vec<Asked<'_>> = schemes.iter().map(|scheme_id| Asked { scheme_id }).collect();
    let sql = "select s.scheme_id, cast(count(*) as text) || '/' || coalesce(max(s.confirmed_at), '') as mark \
        from scheme_edition s where s.state = 'published' and s.scheme_id in (select scheme_id from given) \
        group by s.scheme_id";
    tx.bulk_read(&ASKED, &given, sql).await
}

/// The same of all schemes.
///
/// # Errors
///
/// Those of the database.
pub async fn all_marks(tx: &mut Tx) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "select s.scheme_id, cast(count(*) as text) || '/' || coalesce(max(s.confirmed_at), '') as mark \
        from given g join scheme_edition s on s.state = 'published' group by s.scheme_id";
    tx.bulk_read(&ASKED, &[Asked { scheme_id: "" }], sql).await
}

/// The editions of a scheme that are published, in the order of their first days.
///
/// # Errors
///
/// Those of the database.
pub async fn published(tx: &mut Tx, scheme: &str) -> Result<Vec<PublishedEdition>, StoreError> {
    let sql = "select s.scheme_id, s.from_day, s.hash, s.text, s.lists from given g \
        join scheme_edition s on s.scheme_id = g.scheme_id and s.state = 'published' order by s.from_day";
    tx.bulk_read(&ASKED, &[Asked { scheme_id: scheme }], sql).await
}

/// All editions that are published, by scheme in the order of their first days.
///
/// # Errors
///
/// Those of the database.
pub async fn all_published(store: &Store) -> Result<Vec<PublishedEdition>, StoreError> {
    let sql = "select scheme_id, from_day, hash, text, lists from scheme_edition where state = 'published' \
        order by scheme_id, from_day";
    Ok(sqlx::query_as(sql).fetch_all(store.reads()).await?)
}

/// An edition that is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewEdition {
    /// The scheme.
    pub scheme_id: String,
    /// The first day in force.
    pub from_day: String,
    /// SHA-256 of text and lists.
    pub hash: String,
    /// The whole text.
    pub text: String,
    /// Its list files as JSON.
    pub lists: String,
    /// Who proposes it.
    pub proposed_by: String,
    /// The moment, UTC text.
    pub proposed_at: String,
}

const NEW: Given = Given {
    name: "given",
    columns: &[
        ("scheme_id", Column::Text),
        ("from_day", Column::Text),
        ("hash", Column::Text),
        ("text", Column::Text),
        ("lists", Column::Text),
        ("proposed_by", Column::Text),
        ("proposed_at", Column::Text),
    ],
};

/// Writes proposals.
///
/// # Errors
///
/// Those of the database.
pub async fn propose(tx: &mut Tx, editions: &[NewEdition]) -> Result<(), StoreError> {
    let sql = "insert into scheme_edition \
        (scheme_id, from_day, hash, text, lists, state, proposed_by, proposed_at) \
        select scheme_id, from_day, hash, text, lists, 'proposed', proposed_by, proposed_at from given where true \
        on conflict (scheme_id, from_day, hash) do nothing";
    tx.bulk(&NEW, editions, sql).await.map(|_| ())
}

/// An edition as it stands, with the person behind the account that proposed it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Standing {
    /// First day in force.
    pub from_day: String,
    /// SHA-256 of text and lists.
    pub hash: String,
    /// `proposed`, `published` or `withdrawn`.
    pub state: String,
    /// The person who proposed it.
    pub proposer: String,
}

/// All editions of a scheme, whatever their state, in the order of their first days.
///
/// # Errors
///
/// Those of the database.
pub async fn all(tx: &mut Tx, scheme: &str) -> Result<Vec<Standing>, StoreError> {
    let sql = "select s.from_day, s.hash, s.state, p.person as proposer from given g \
        join scheme_edition s on s.scheme_id = g.scheme_id join staff p on p.id = s.proposed_by \
        order by s.from_day, s.hash";
    tx.bulk_read(&ASKED, &[Asked { scheme_id: scheme }], sql).await
}

/// One edition with its text, whatever its state.
///
/// # Errors
///
/// Those of the database.
pub async fn edition(tx: &mut Tx, key: &EditionKey) -> Result<Option<PublishedEdition>, StoreError> {
    let sql = "select s.scheme_id, s.from_day, s.hash, s.text, s.lists from given g join scheme_edition s \
        on s.scheme_id = g.scheme_id and s.from_day = g.from_day and s.hash = g.hash";
    let mut found = tx.bulk_read(&KEYS, &[key], sql).await?;
    Ok(found.pop())
}

const KEYS: Given = Given {
    name: "given",
    columns: &[("scheme_id", Column::Text), ("from_day", Column::Text), ("hash", Column::Text)],
};

#[derive(Serialize)]
struct Confirmed<'a> {
    #[serde(flatten)]
    key: &'a EditionKey,
    by_staff: &'a str,
    at: &'a str,
}

const CONFIRMED: Given = Given {
    name: "given",
    columns: &[
        ("scheme_id", Column::Text),
        ("from_day", Column::Text),
        ("hash", Column::Text),
        ("by_staff", Column::Text),
        ("at", Column::Text),
    ],
};

/// Publishes a proposal. From then on it is never changed.
///
/// # Errors
///
/// Those of the database.
pub async fn publish(tx: &mut Tx, key: &EditionKey, (by, at): (&str, &str)) -> Result<u64, StoreError> {
    let sql = "update scheme_edition set state = 'published', confirmed_by = g.by_staff, \
        confirmed_at = g.at from given g where scheme_edition.scheme_id = g.scheme_id \
        and scheme_edition.from_day = g.from_day and scheme_edition.hash = g.hash \
        and scheme_edition.state = 'proposed'";
    let row = Confirmed { key, by_staff: by, at };
    tx.bulk(&CONFIRMED, &[row], sql).await
}
