//! Tokens for other systems: each known by its hash, held to some rights, valid until a moment.

use sqlx::FromRow;

use crate::store::error::StoreError;
use crate::store::store::Store;

/// A token to be written.
#[derive(Clone, Debug)]
pub struct NewToken<'a> {
    /// Its id, which what is shown begins with.
    pub id: &'a str,
    /// The hash of what is shown.
    pub hash: &'a str,
    /// Whose it is.
    pub credential: &'a str,
    /// What it is for.
    pub title: &'a str,
    /// The words of its rights, with a blank between.
    pub rights: &'a str,
    /// The moment.
    pub created_at: &'a str,
    /// From when on it is refused.
    pub expires_at: &'a str,
}

/// Writes a token.
///
/// # Errors
///
/// Those of the database.
pub async fn issue(store: &Store, new: &NewToken<'_>) -> Result<(), StoreError> {
    let sql = "insert into token (id, hash, credential_id, title, rights, created_at, expires_at) \
        values ($1, $2, $3, $4, $5, $6, $7)";
    let insert = sqlx::query(sql).bind(new.id).bind(new.hash).bind(new.credential).bind(new.title);
    let insert = insert.bind(new.rights).bind(new.created_at).bind(new.expires_at);
    insert.execute(&*store.outside_books()).await?;
    Ok(())
}

/// A token in a list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub title: String,
    /// The words of its rights, with a blank between.
    pub rights: String,
    /// When it was issued.
    pub created_at: String,
    /// From when on it is refused.
    pub expires_at: String,
    /// When it was taken back; empty when it was not.
    pub revoked_at: String,
}

/// The tokens of a credential, the newest first.
///
/// # Errors
///
/// Those of the database.
pub async fn list(store: &Store, credential: &str) -> Result<Vec<Listed>, StoreError> {
    let sql = "select id, title, rights, created_at, expires_at, coalesce(revoked_at, '') as revoked_at \
        from token where credential_id = $1 order by created_at desc, id";
    Ok(sqlx::query_as(sql).bind(credential).fetch_all(store.reads()).await?)
}

/// Takes a token of a credential back. False where there is none.
///
/// # Errors
///
/// Those of the database.
pub async fn revoke(store: &Store, (credential, id): (&str, &str), now: &str) -> Result<bool, StoreError> {
    let sql = "update token set revoked_at = coalesce(revoked_at, $3) where id = $2 and credential_id = $1";
    let done = sqlx::query(sql).bind(credential).bind(id).bind(now).execute(&*store.outside_books()).await?;
    Ok(done.rows_affected() == 1)
}
