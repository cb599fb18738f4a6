//! Reviews: who agreed to a decision, or did not, at which level and in whose name.

use serde::Serialize;

use super::bulk::{Column, Given};
use super::error::StoreError;
use super::tx::Tx;

/// A review to be written.
#[derive(Clone, Debug, Serialize)]
pub struct NewReview {
    /// The claim.
    pub claim_id: String,
    /// Its number among the claim's reviews, from 1.
    pub number: i64,
    /// The decision that was looked at.
    pub decision: i64,
    /// The level of the ladder.
    pub level: String,
    /// `approve`, `send-back`, `deny` or `recuse`.
    pub outcome: &'static str,
    /// Who reviewed.
    pub reviewed_by: String,
    /// In whose name.
    pub on_behalf_of: Option<String>,
    /// Why.
    pub reason: String,
    /// The moment.
    pub reviewed_at: String,
}

const NEW: Given = Given {
    name: "given",
    columns: &[
        ("claim_id", Column::Text),
        ("number", Column::Number),
        ("decision", Column::Number),
        ("level", Column::Text),
        ("outcome", Column::Text),
        ("reviewed_by", Column::Text),
        ("on_behalf_of", Column::Text),
        ("reason", Column::Text),
        ("reviewed_at", Column::Text),
    ],
};

/// Writes reviews.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(tx: &mut Tx, reviews: &[NewReview]) -> Result<(), StoreError> {
    let sql = "insert into review (book_id, claim_id, number, decision, level, outcome, reviewed_by, on_behalf_of, \
        reason, reviewed_at) select book_id, claim_id, number, decision, level, outcome, reviewed_by, on_behalf_of, \
        reason, reviewed_at from given";
    tx.bulk(&NEW, reviews, sql).await.map(|_| ())
}
