//! Movements of running totals: a total is the fold of its movements, and none is ever changed.

use serde::{Deserialize, Serialize};

use super::bulk::{Column, Given};
use super::error::StoreError;
use super::tx::Tx;
use crate::engine::adjudicate::Movement;
use crate::engine::money::Exact;

/// A movement to be written.
#[derive(Clone, Debug, Serialize)]
pub struct NewMovement {
    /// The claim.
    pub claim_id: String,
    /// The decision that made it.
    pub decision: i64,
    /// Its number among those of the decision, from 1.
    pub number: i64,
    /// The scheme.
    pub scheme_id: String,
    scope: String,
    owner_id: String,
    total: String,
    stretch: String,
    window_id: String,
    before_by: String,
}

/// The total before, and what is added.
#[derive(Serialize, Deserialize)]
struct BeforeBy(Exact, Exact);

impl NewMovement {
    /// A movement of a decision, by its claim and number.
    ///
    /// # Errors
    ///
    /// When it cannot be written as JSON.
    pub fn new(
        scheme: &str,
        (claim, decision): (&str, i64),
        number: i64,
        movement: &Movement,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            claim_id: claim.into(),
            decision,
            number,
            scheme_id: scheme.into(),
            scope: movement.scope.to_string(),
            owner_id: movement.owner.to_string(),
            total: movement.total.to_string(),
            stretch: movement.stretch.to_string(),
            window_id: movement.window.to_string(),
            before_by: serde_json::to_string(&BeforeBy(movement.before, movement.by))?,
        })
    }
}

/// A movement of its columns: total, scope, owner, stretch and window; and the total before with what is added.
pub(super) fn read(
    [total, scope, owner, stretch, window]: [&str; 5],
    before_by: &str,
) -> Result<Movement, StoreError> {
    let BeforeBy(before, by) = serde_json::from_str(before_by)?;
    Ok(Movement {
        total: total.into(),
        scope: scope.into(),
        owner: owner.into(),
        stretch: stretch.into(),
        window: window.into(),
        before,
        by,
    })
}

const NEW: Given = Given {
    name: "given",
    columns: &[
        ("claim_id", Column::Text),
        ("decision", Column::Number),
        ("number", Column::Number),
        ("scheme_id", Column::Text),
        ("scope", Column::Text),
        ("owner_id", Column::Text),
        ("total", Column::Text),
        ("stretch", Column::Text),
        ("window_id", Column::Text),
        ("before_by", Column::Text),
    ],
};

/// Writes movements.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(tx: &mut Tx, movements: &[NewMovement]) -> Result<(), StoreError> {
    let sql = "insert into movement (book_id, claim_id, decision, number, scheme_id, scope, owner_id, total, stretch, \
        window_id, before_by) select book_id, claim_id, decision, number, scheme_id, scope, owner_id, total, stretch, \
        window_id, before_by from given";
    tx.bulk(&NEW, movements, sql).await.map(|_| ())
}
