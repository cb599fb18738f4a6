//! Back up: who takes a backup, noted before it is written, so that the backup holds the note as well.

use serde::{Deserialize, Serialize};

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use crate::engine::office::Right;
use crate::store::{StoreError, Tx};

/// Notes that a backup is taken.
pub struct BackUp;

/// Where it goes.
#[derive(Clone, Debug, Serialize)]
pub struct BackUpRequest {
    /// The place, as it was named.
    pub to: String,
}

/// It may be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackUpAnswer {
    /// The moment of the backup, UTC text.
    pub at: String,
}

impl Act for BackUp {
    const NAME: &'static str = "back-up";
    const RIGHT: Right = Right::Maintain;
    type Request = BackUpRequest;
    type Answer = BackUpAnswer;

    async fn carry_out(
        _: &Office,
        _: &mut Tx,
        slice: &[Asked<'_, BackUpRequest>],
    ) -> Result<Vec<Outcome<BackUpAnswer>>, StoreError> {
        let done = |asked: &Asked<'_, BackUpRequest>| {
            Ok(Done::new(BackUpAnswer { at: asked.now.moment() }, asked.request.to.clone()))
        };
        Ok(slice.iter().map(done).collect())
    }
}
