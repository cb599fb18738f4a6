//! Whether anybody wrote: what was read before may be known again as long as nobody did.
//!
//! Writes of this process are counted as they end, before their callers hear of them. Those of other processes show in a
//! mark that the database keeps of itself, which is looked at again where the last look is older than [`LOOK`].

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::{AnyPool, Row as _};
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::error::StoreError;

/// A write of another process is known of after so long at most.
pub const LOOK: Duration = Duration::from_millis(100);

/// How often something was written, as far as anybody may tell.
pub(super) struct Written {
    count: AtomicU64,
    /// One connection: SQLite's mark is one of the connection that asks.
    pool: AnyPool,
    sql: &'static str,
    /// The mark that the last look saw.
    seen: Mutex<Option<String>>,
    /// Microseconds from the beginning of the store until when the last look is believed.
    until: AtomicU64,
    /// On the runtime's watch, which runs on whatever the clock is set to; nothing of it is ever written.
    began: Instant,
}

impl Written {
    /// Of a database, whose mark a statement asks for.
    pub(super) fn of(pool: AnyPool, sql: &'static str) -> Self {
        Self {
            count: AtomicU64::new(0),
            pool,
            sql,
            seen: Mutex::new(None),
            until: AtomicU64::new(0),
            began: Instant::now(),
        }
    }

    /// Counts a write of this process when it is dropped, however the write ended.
    pub(super) fn writing(&self) -> Writing<'_> {
        Writing(self)
    }

    /// The count as it stands now; another one than before where anybody wrote between.
    pub(super) async fn count(&self) -> Result<u64, StoreError> {
        if self.is_stale() {
            let mut seen = self.seen.lock().await;
            if self.is_stale() {
                self.look(&mut seen).await?;
            }
        }
        Ok(self.count.load(Ordering::Acquire))
    }

    async fn look(&self, seen: &mut Option<String>) -> Result<(), StoreError> {
        let now = self.began.elapsed();
        // Whatever happens to this look, the next one must not believe what was seen before it.
        let before = seen.take();
        let mark: String = sqlx::query(self.sql).fetch_one(&self.pool).await?.try_get(0)?;
        if before.is_none_or(|before| before != mark) {
            self.count.fetch_add(1, Ordering::AcqRel);
        }
        *seen = Some(mark);
        self.until.store(micros(now + LOOK), Ordering::Release);
        Ok(())
    }

    fn is_stale(&self) -> bool {
        micros(self.began.elapsed()) >= self.until.load(Ordering::Acquire)
    }

    /// Closes its connection.
    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// A write that is under way.
pub(super) struct Writing<'w>(&'w Written);

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        self.0.count.fetch_add(1, Ordering::AcqRel);
    }
}
