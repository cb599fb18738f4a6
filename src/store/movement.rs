//! Movements of running totals: a total is the fold of its movements, and none is ever changed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::accumulator::{self, Key, Totals};
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
    #[serde(skip)]
    by: Exact,
}

/// The total before, and what is added.
#[derive(Serialize)]
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
            by: movement.by,
        })
    }

    /// The running total that it moves.
    fn key(&self) -> Key {
        Key {
            scheme_id: self.scheme_id.clone(),
            scope: self.scope.clone(),
            owner_id: self.owner_id.clone(),
            total: self.total.clone(),
            stretch: self.stretch.clone(),
            window_id: self.window_id.clone(),
        }
    }
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

/// Writes movements, and adds them to the running totals, of which some may be known.
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] when a total cannot be read.
pub async fn insert(tx: &mut Tx, movements: &[NewMovement], totals: &Totals) -> Result<(), StoreError> {
    let sql = "insert into movement (book_id, claim_id, decision, number, scheme_id, scope, owner_id, total, stretch, \
        window_id, before_by) select book_id, claim_id, decision, number, scheme_id, scope, owner_id, total, stretch, \
        window_id, before_by from given";
    tx.bulk(&NEW, movements, sql).await?;
    let mut sums: BTreeMap<Key, Exact> = BTreeMap::new();
    for movement in movements {
        let sum = sums.entry(movement.key()).or_insert(Exact::ZERO);
        *sum = sum.plus(movement.by);
    }
    sums.retain(|_, sum| !sum.is_zero());
    accumulator::add(tx, totals, sums).await
}
