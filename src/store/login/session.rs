//! Sessions: each known by the hash of what its holder shows.

use crate::store::error::StoreError;
use crate::store::store::Store;

/// Begins a session, and takes away those of the same credential that began before a moment.
///
/// # Errors
///
/// Those of the database.
pub async fn start(
    store: &Store,
    (hash, credential): (&str, &str),
    now: &str,
    before: &str,
) -> Result<(), StoreError> {
    let sql = "delete from session where credential_id = $1 and created_at < $2";
    sqlx::query(sql).bind(credential).bind(before).execute(&*store.outside_books()).await?;
    let sql = "insert into session (hash, credential_id, created_at, seen_at) values ($1, $2, $3, $3)";
    sqlx::query(sql).bind(hash).bind(credential).bind(now).execute(&*store.outside_books()).await?;
    Ok(())
}

/// The session was seen at a moment.
///
/// # Errors
///
/// Those of the database.
pub async fn see(store: &Store, hash: &str, now: &str) -> Result<(), StoreError> {
    let sql = "update session set seen_at = $2 where hash = $1 and seen_at < $2";
    sqlx::query(sql).bind(hash).bind(now).execute(&*store.outside_books()).await?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
///
/// Those of the database.
pub async fn end(store: &Store, hash: &str, now: &str) -> Result<(), StoreError> {
    let sql = "update session set ended_at = $2 where hash = $1 and ended_at is null";
    sqlx::query(sql).bind(hash).bind(now).execute(&*store.outside_books()).await?;
    Ok(())
}

/// Ends all sessions of a credential.
///
/// # Errors
///
/// Those of the database.
pub async fn end_all(store: &Store, credential: &str, now: &str) -> Result<(), StoreError> {
    let sql = "update session set ended_at = $2 where credential_id = $1 and ended_at is null";
    sqlx::query(sql).bind(credential).bind(now).execute(&*store.outside_books()).await?;
    Ok(())
}

/// Ends the sessions of a credential but one.
///
/// # Errors
///
/// Those of the database.
pub async fn end_others(store: &Store, credential: &str, but: &str, now: &str) -> Result<(), StoreError> {
    let sql = "update session set ended_at = $3 where credential_id = $1 and hash <> $2 and ended_at is null";
    sqlx::query(sql).bind(credential).bind(but).bind(now).execute(&*store.outside_books()).await?;
    Ok(())
}
