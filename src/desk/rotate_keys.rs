//! Rotate keys: who makes a new version of the keys, noted before it seals anything.

use serde::{Deserialize, Serialize};

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use crate::engine::office::Right;
use crate::store::{StoreError, Tx};

/// Notes a new version of the keys.
pub struct RotateKeys;

/// Which version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewVersion {
    /// The version that is to seal from now on.
    pub version: u32,
}

impl Act for RotateKeys {
    const NAME: &'static str = "rotate-keys";
    const RIGHT: Right = Right::Maintain;
    type Request = NewVersion;
    type Answer = NewVersion;

    async fn carry_out(
        _: &Office,
        _: &mut Tx,
        slice: &[Asked<'_, NewVersion>],
    ) -> Result<Vec<Outcome<NewVersion>>, StoreError> {
        let done = |asked: &Asked<'_, NewVersion>| {
            let version = asked.request.version;
            Ok(Done::new(NewVersion { version }, format!("v{version}")))
        };
        Ok(slice.iter().map(done).collect())
    }
}
