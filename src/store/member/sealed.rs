//! The sealed columns of a member: put in and taken out of their places.

use crate::engine::calendar::Day;
use crate::store::column::day;
use crate::store::error::StoreError;
use crate::store::seal::{KeyRing, Place};
use crate::store::store::Store;

/// A column of the row of a member, which is named by book and id.
pub(super) fn seal(keys: &KeyRing, (book, row): (&str, &str), column: &str, text: &str) -> String {
    keys.seal(&Place { table: "member", column, book, row }, text)
}

pub(super) fn open(
    keys: &KeyRing,
    (book, row): (&str, &str),
    column: &str,
    sealed: &str,
) -> Result<String, StoreError> {
    Ok(keys.open(&Place { table: "member", column, book, row }, sealed)?)
}

/// The name of a member, out of his row in a book.
///
/// # Errors
///
/// When it cannot be opened.
pub fn opened_name(keys: &KeyRing, at: (&str, &str), sealed: &str) -> Result<String, StoreError> {
    open(keys, at, "name_sealed", sealed)
}

/// Tries the keys of a store on what is sealed in it: the names of a few members, one of which may be damaged.
///
/// # Errors
///
/// Where none of them opens, as when the keys are another office's; and those of the database.
pub async fn try_keys(store: &Store) -> Result<(), StoreError> {
    let few = sqlx::query_as("select book_id, id, name_sealed from member limit 3");
    let few: Vec<(String, String, String)> = few.fetch_all(store.reads()).await?;
    let tried = few.iter().map(|(book, id, sealed)| opened_name(store.keys(), (book, id), sealed).map(drop));
    tried.reduce(Result::or).unwrap_or(Ok(()))
}

pub(super) fn open_day(keys: &KeyRing, at: (&str, &str), sealed: &str) -> Result<Day, StoreError> {
    day(&open(keys, at, "birth_sealed", sealed)?)
}
