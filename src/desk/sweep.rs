//! Sweep: answers that are kept under the keys of requests are forgotten after 400 days.

use serde::{Deserialize, Serialize};

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use crate::engine::office::Right;
use crate::store::{BookId, StoreError, Tx, book, idempotency, swept};

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

/// So many answers are forgotten while the book is held, when an office is opened.
const STEP: u32 = 1_000;

/// So many steps are made at most when an office is opened: the rest waits for the next day.
const STEPS: usize = 10;

/// Forgets old answers of a book, once a day, in small steps: whoever opens an office sees to it, whatever he may, for it is
/// the office that keeps its own house. Says how many rows were forgotten.
///
/// # Errors
///
/// Those of the database: then the rest is for the next time.
pub async fn at_start(office: &Office, book: &BookId) -> Result<u64, StoreError> {
    let now = office.now();
    let (today, before) = (now.day().to_string(), now.days_ago(KEPT_DAYS));
    if !swept::is_due(&office.store, book, (&today, &before)).await? {
        return Ok(0);
    }
    let mut rows = 0;
    for step in 1..=STEPS {
        let (today, before) = (today.clone(), before.clone());
        let forgotten = office.store.write(book, move |tx| {
            Box::pin(async move {
                let forgotten = idempotency::forget(tx, &before, STEP).await?;
                if forgotten < u64::from(STEP) || step == STEPS {
                    swept::note(tx, &today).await?;
                }
                Ok(forgotten)
            })
        });
        let forgotten = forgotten.await?;
        rows += forgotten;
        if forgotten < u64::from(STEP) {
            break;
        }
    }
    Ok(rows)
}

/// The same for every book of an office, as whoever serves it sees to it.
///
/// # Errors
///
/// Those of the database: then the rest is for the next time.
pub async fn of_all(office: &Office) -> Result<u64, StoreError> {
    let mut rows = 0;
    for book in book::all(&office.store).await? {
        rows += at_start(office, &book).await?;
    }
    Ok(rows)
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
