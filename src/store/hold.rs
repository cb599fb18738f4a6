//! Holds: why a claim is not paid for the time being, who placed it and who released it.

use serde::Serialize;
use sqlx::FromRow;

use super::bulk::{Column, Given};
use super::error::StoreError;
use super::tx::Tx;

/// A hold to be placed.
#[derive(Clone, Debug, Serialize)]
pub struct NewHold {
    /// The claim.
    pub claim_id: String,
    /// Its number among the claim's holds, from 1.
    pub number: i64,
    /// The reason code.
    pub code: &'static str,
    /// What was noticed, as JSON.
    pub detail: String,
    /// Who placed it, or whose act made it be noticed.
    pub placed_by: String,
    /// The moment.
    pub placed_at: String,
}

const NEW: Given = Given {
    name: "given",
    columns: &[
        ("claim_id", Column::Text),
        ("number", Column::Number),
        ("code", Column::Text),
        ("detail", Column::Text),
        ("placed_by", Column::Text),
        ("placed_at", Column::Text),
    ],
};

/// Places holds.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(tx: &mut Tx, holds: &[NewHold]) -> Result<(), StoreError> {
    let sql = "insert into hold (book_id, claim_id, number, code, detail, placed_by, placed_at) \
        select book_id, claim_id, number, code, detail, placed_by, placed_at from given";
    tx.bulk(&NEW, holds, sql).await.map(|_| ())
}

/// A hold to be released.
#[derive(Clone, Debug, Serialize)]
pub struct Released {
    /// The claim.
    pub claim_id: String,
    /// Which of its holds.
    pub number: i64,
    /// Who released it.
    pub released_by: String,
    /// The moment.
    pub released_at: String,
    /// Why.
    pub reason: String,
}

const RELEASED: Given = Given {
    name: "given",
    columns: &[
        ("claim_id", Column::Text),
        ("number", Column::Number),
        ("released_by", Column::Text),
        ("released_at", Column::Text),
        ("reason", Column::Text),
    ],
};

#[derive(FromRow)]
struct Key {
    claim_id: String,
    number: i64,
}

/// Releases holds that are open, and says which those were.
///
/// # Errors
///
/// Those of the database.
pub async fn release(tx: &mut Tx, holds: &[Released]) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = "update hold set released_by = g.released_by, released_at = g.released_at, reason = g.reason \
        from given g where hold.book_id = g.book_id and hold.claim_id = g.claim_id and hold.number = g.number \
        and hold.released_at is null returning hold.claim_id, hold.number";
    let keys: Vec<Key> = tx.bulk_read(&RELEASED, holds, sql).await?;
    Ok(keys.into_iter().map(|key| (key.claim_id, key.number)).collect())
}
