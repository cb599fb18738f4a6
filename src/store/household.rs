//! Households: members who share what a scheme gives to a household.

use serde::Serialize;

use super::bulk::{Column, Given};
use super::error::StoreError;
use super::tx::Tx;

#[derive(Serialize)]
struct Id<'a> {
    id: &'a str,
}

const IDS: Given = Given { name: "given", columns: &[("id", Column::Text)] };

/// Writes new households, with ids of numbers that the book issued.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(tx: &mut Tx, ids: &[String]) -> Result<(), StoreError> {
    let given: Vec<Id<'_>> = ids.iter().map(|id| Id { id }).collect();
    let sql = "insert into household (book_id, id) select book_id, id from given";
    tx.bulk(&IDS, &given, sql).await.map(|_| ())
}
