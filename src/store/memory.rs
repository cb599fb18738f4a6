//! Memory: what was read of the database, known again for as long as nobody wrote. A form that is typed into asks about
//! the same member with every key, and a caller comes with the same session a hundred times.

use std::hash::Hash;
use std::sync::Arc;

use quick_cache::sync::Cache;

use super::error::StoreError;
use super::store::Store;

/// What was read, by what was asked. Clones share it. What nobody asks for any more gives its place to what is new.
pub struct Memory<K, V>(Arc<Cache<K, Known<V>>>);

struct Known<V> {
    /// How often something had been written before it was read.
    at: u64,
    value: Arc<V>,
}

impl<V> Clone for Known<V> {
    fn clone(&self) -> Self {
        Self { at: self.at, value: Arc::clone(&self.value) }
    }
}

impl<K, V> Clone for Memory<K, V> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K: Eq + Hash, V> Memory<K, V> {
    /// A memory of at most so many answers.
    pub fn of(most: usize) -> Self {
        Self(Arc::new(Cache::new(most)))
    }

    /// The answer as it was read before, where nobody wrote since; or else as it is read now. Writes of this process
    /// count at once, those of others within a tenth of a second (`LOOK` in `written.rs`).
    ///
    /// The key must hold all that the answer is read by, the day as well.
    ///
    /// # Errors
    ///
    /// Those of reading; they are not remembered.
    pub async fn recall<E: From<StoreError>>(
        &self,
        store: &Store,
        key: K,
        read: impl Future<Output = Result<V, E>>,
    ) -> Result<Arc<V>, E> {
        // Before anything is read: what is written meanwhile makes it old at once.
        let at = store.written().count().await?;
        if let Some(known) = self.0.get(&key).filter(|known| known.at == at) {
            return Ok(known.value);
        }
        let value = Arc::new(read.await?);
        self.0.insert(key, Known { at, value: Arc::clone(&value) });
        Ok(value)
    }
}
