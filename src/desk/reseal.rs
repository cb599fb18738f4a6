//! Reseal: what older keys sealed is sealed under the newest one, a slice of rows at a time.

use serde::{Deserialize, Serialize};

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::store::reseal::{self, Sealed};
use crate::store::{StoreError, Tx};

/// Seals rows anew. What they say does not change, and others read and write between two slices.
pub struct Reseal;

/// Which rows.
#[derive(Clone, Debug, Serialize)]
pub struct ResealRequest {
    /// Table and column, such as `member.name_sealed`.
    pub column: String,
    /// Where to begin; empty for the first slice.
    pub near: String,
    /// The most rows of the slice.
    pub most: u32,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResealAnswer {
    /// Rows that are under the newest key now.
    pub done: u64,
    /// Rows that do not open.
    pub broken: Vec<String>,
    /// Where the next slice begins; none when the column is done.
    pub next: Option<String>,
}

impl Act for Reseal {
    const NAME: &'static str = "reseal";
    const RIGHT: Right = Right::Maintain;
    type Request = ResealRequest;
    type Answer = ResealAnswer;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, ResealRequest>],
    ) -> Result<Vec<Outcome<ResealAnswer>>, StoreError> {
        let mut outcomes = Vec::with_capacity(slice.len());
        for asked in slice {
            let ResealRequest { column, near, most } = asked.request;
            outcomes.push(match Sealed::named(column) {
                None => Err(Refusal::not_found(Thing::Column, column)),
                Some(sealed) => {
                    let reseal::Resealed { done, broken, next } =
                        reseal::slice(tx, sealed, near, *most).await?;
                    Ok(Done::new(ResealAnswer { done, broken, next }, format!("{column} {done}")))
                }
            });
        }
        Ok(outcomes)
    }
}
