//! Sweep: answers that are kept under the keys of requests are forgotten after 400 days.

use serde::{Deserialize, Serialize};

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use crate::engine::office::Right;
use crate::store::{StoreError, Tx, idempotency};

/// So long the same key gets the same answer.
const KEPT_DAYS: i64 = 400;

/// Forgets old answers.
pub struct Sweep;

/// How many at most.
#[derive(Clone, Debug, Serialize)]
pub struct SweepRequest {
    /// The most rows.
    pub most: u32,
}

/// How many were forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Swept {
    /// Rows.
    pub rows: u64,
}

impl Act for Sweep {
    const NAME: &'static str = "sweep";
    const RIGHT: Right = Right::Maintain;
    type Request = SweepRequest;
    type Answer = Swept;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, SweepRequest>],
    ) -> Result<Vec<Outcome<Swept>>, StoreError> {
        let mut outcomes = Vec::with_capacity(slice.len());
        for asked in slice {
            let before = asked.now.days_ago(KEPT_DAYS);
            let rows = idempotency::forget(tx, &before, asked.request.most).await?;
            outcomes.push(Ok(Done::new(Swept { rows }, format!("answers {rows}"))));
        }
        Ok(outcomes)
    }
}
