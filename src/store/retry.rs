//! A short pause and another attempt, where an error is passing.

use std::time::Duration;

use super::error::StoreError;

/// So often an act is tried again before the caller is told that the database is busy.
const MOST_RETRIES: u32 = 5;
const FIRST_PAUSE_MS: u64 = 5;

/// Waits before the next attempt, or gives the error back when it is not passing or was met too often.
pub(super) async fn pause(attempt: u32, error: StoreError) -> Result<(), StoreError> {
    if attempt >= MOST_RETRIES || !error.is_passing() {
        return Err(error);
    }
    tracing::debug!(attempt, %error, "trying again");
    tokio::time::sleep(jittered(FIRST_PAUSE_MS << attempt)).await;
    Ok(())
}

/// Between half and the whole of it, so that two that met once do not meet again. It decides nothing but the pause.
fn jittered(ms: u64) -> Duration {
    let mut byte = [0];
    let chance = getrandom::fill(&mut byte).map_or(0, |()| u64::from(byte[0]));
    Duration::from_micros(ms * 500 + ms * 500 * chance / 255)
}
