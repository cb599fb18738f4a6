//! What was read is known again until somebody writes: whoever it is, and wherever.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use huzhu::store::{BookId, Memory, Store, StoreError, login};

use super::databases::{Base, on_both, on_sqlite};
use super::writes::one_more;

/// Longer than a write of another process may stay unheard.
const LONG: Duration = Duration::from_millis(150);
/// So long nothing may take.
const FAR_TOO_LONG: Duration = Duration::from_secs(20);

/// Somebody who asks again and again how many households there are, and who counts how often they were counted.
struct Asker<'b> {
    base: &'b Base,
    store: Store,
    memory: Memory<&'static str, i64>,
    read: AtomicUsize,
}

impl<'b> Asker<'b> {
    fn new(base: &'b Base, store: &Store) -> Self {
        Self { base, store: store.clone(), memory: Memory::of(10), read: AtomicUsize::new(0) }
    }

    async fn ask(&self) -> i64 {
        let read = async {
            self.read.fetch_add(1, Ordering::Relaxed);
            Ok::<_, StoreError>(self.base.number("select count(*) from household").await)
        };
        *self.memory.recall(&self.store, "households", read).await.unwrap()
    }

    /// Asks until the answer is this one.
    async fn ask_until(&self, households: i64) {
        let asking = async { while self.ask().await != households {} };
        tokio::time::timeout(FAR_TOO_LONG, asking).await.expect("it is known soon");
    }

    /// Asks again and again for longer than the last look is believed.
    async fn ask_long(&self) {
        let asking = async {
            loop {
                self.ask().await;
                tokio::task::yield_now().await;
            }
        };
        let _: Result<(), _> = tokio::time::timeout(LONG, asking).await;
    }

    fn was_read(&self) -> usize {
        self.read.load(Ordering::Relaxed)
    }
}

#[test]
fn a_write_of_this_process_is_known_when_it_is_acknowledged() {
    on_both(async |base| {
        let (store, book) = base.office().await;
        let asker = Asker::new(base, &store);
        assert_eq!(asker.ask().await, 0);
        for households in 1..=50 {
            one_more(&store, &book).await.unwrap();
            assert_eq!(asker.ask().await, households);
        }
    });
}

#[test]
fn a_write_of_another_process_is_known_soon() {
    on_both(async |base| {
        let (store, book) = base.office().await;
        let other = base.store().await;
        let asker = Asker::new(base, &store);
        assert_eq!(asker.ask().await, 0);
        for households in 1..=5 {
            one_more(&other, &book).await.unwrap();
            asker.ask_until(households).await;
        }
    });
}

#[test]
fn what_is_written_while_it_is_read_makes_it_old() {
    on_both(async |base| {
        let (store, book) = base.office().await;
        let memory: Memory<(), i64> = Memory::of(1);
        let read = async {
            let before = base.number("select count(*) from household").await;
            one_more(&store, &book).await?;
            Ok::<_, StoreError>(before)
        };
        assert_eq!(*memory.recall(&store, (), read).await.unwrap(), 0);
        let again = async { Ok::<_, StoreError>(base.number("select count(*) from household").await) };
        assert_eq!(*memory.recall(&store, (), again).await.unwrap(), 1);
    });
}

/// On PostgreSQL any transaction of the whole server may make it look again; of SQLite it is exact.
#[test]
fn it_is_read_once_while_nobody_writes() {
    on_sqlite(async |base| {
        let (store, book) = base.office().await;
        let asker = Asker::new(base, &store);
        asker.ask_long().await;
        asker.ask_long().await;
        assert_eq!(asker.was_read(), 1);
        for (what, times) in [("an act", 2), ("a session", 3), ("nothing", 3)] {
            write(what, &store, &book).await;
            asker.ask().await;
            asker.ask().await;
            assert_eq!(asker.was_read(), times, "{what}");
            // The mark of the database shows it once more.
            asker.ask_long().await;
            asker.read.store(times, Ordering::Relaxed);
        }
    });
}

async fn write(what: &str, store: &Store, book: &BookId) {
    match what {
        "an act" => drop(one_more(store, book).await.unwrap()),
        "a session" => login::end(store, "none of that hash", "2026-03-01T00:00:00Z").await.unwrap(),
        _ => {}
    }
}

#[test]
fn what_fails_is_not_remembered() {
    on_sqlite(async |base| {
        let (store, _) = base.office().await;
        let memory: Memory<(), i64> = Memory::of(1);
        let failed = memory.recall(&store, (), async { Err(StoreError::Broken("once".into())) }).await;
        assert!(failed.is_err());
        assert_eq!(*memory.recall::<StoreError>(&store, (), async { Ok(7) }).await.unwrap(), 7);
    });
}
