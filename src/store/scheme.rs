//! Editions of schemes: whole text and lists, who proposed them, who confirmed them.

use serde::Serialize;
use sqlx::FromRow;

use super::bulk::{Column, Given};
use super::error::StoreError;
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

/// The editions of schemes that are published, without their texts: whoever keeps them read asks for this first.
///
/// # Errors
///
/// Those of the database.
pub async fn published_keys(tx: &mut Tx, schemes: &[&str]) -> Result<Vec<EditionKey>, StoreError> {
    let given: Vec<Asked<'_>> = schemes.iter().map(|scheme_id| Asked { scheme_id }).collect();
    let sql = "select distinct s.scheme_id, s.from_day, s.hash from given g \
        join scheme_edition s on s.scheme_id = g.scheme_id and s.state = 'published' \
        order by s.scheme_id, s.from_day";
    tx.bulk_read(&ASKED, &given, sql).await
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
