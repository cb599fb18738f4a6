//! Editions of schemes as an administrator looks at them: proposed, published and withdrawn, by whom and when.

use sqlx::FromRow;

use super::error::StoreError;
use super::scheme::{EditionKey, PublishedEdition};
use super::store::Store;

/// An edition in the list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct EditionRow {
    /// The scheme.
    pub scheme_id: String,
    /// The first day in force.
    pub from_day: String,
    /// SHA-256 of its text and lists.
    pub hash: String,
    /// `proposed`, `published` or `withdrawn`.
    pub state: String,
    /// The name of who proposed it.
    pub proposer: String,
    /// When.
    pub proposed_at: String,
    /// The name of who confirmed it; empty for nobody.
    pub confirmer: String,
    /// When; empty where nobody did.
    pub confirmed_at: String,
}

/// All editions: by scheme, the latest first.
///
/// # Errors
///
/// Those of the database.
pub async fn all(store: &Store) -> Result<Vec<EditionRow>, StoreError> {
    let sql = "select e.scheme_id, e.from_day, e.hash, e.state, coalesce(p.name, '') as proposer, e.proposed_at, \
        coalesce(c.name, '') as confirmer, coalesce(e.confirmed_at, '') as confirmed_at from scheme_edition e \
        left join staff p on p.id = e.proposed_by left join staff c on c.id = e.confirmed_by \
        order by e.scheme_id, e.from_day desc, e.proposed_at desc";
    Ok(sqlx::query_as(sql).fetch_all(store.reads()).await?)
}

/// An edition with its text, in whatever state.
///
/// # Errors
///
/// Those of the database.
pub async fn text(store: &Store, key: &EditionKey) -> Result<Option<PublishedEdition>, StoreError> {
    let sql = "select scheme_id, from_day, hash, text, lists from scheme_edition \
        where scheme_id = $1 and from_day = $2 and hash = $3";
    let row = sqlx::query_as(sql).bind(&key.scheme_id).bind(&key.from_day).bind(&key.hash);
    Ok(row.fetch_optional(store.reads()).await?)
}
