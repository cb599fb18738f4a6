//! The store: one database, its readers, and the one way to write.

use std::ops::Deref;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde::Serialize;
use sqlx::{Any, AnyPool, Transaction};

use super::book::BookId;
use super::bulk::{Bulk, Given, Row};
use super::connect::{Kind, Pools, at_one_point, connect};
use super::error::StoreError;
use super::migrate::migrate;
use super::organisation::First;
use super::retry::pause;
use super::seal::KeyRing;
use super::statistics::{self, Rows};
use super::tx::{BoxFuture, Tx};
use super::written::{Writing, Written};

/// One database. Cloning gives another handle to the same.
#[derive(Clone)]
pub struct Store(Arc<Opened>);

struct Opened {
    pools: Pools,
    keys: KeyRing,
}

impl Store {
    /// Opens `sqlite:<path>` (made if it is not there) or `postgres://…`, brings its tables up to date, and makes sure
    /// that it keeps what it acknowledges. The keys seal and open what is personal.
    ///
    /// # Errors
    ///
    /// When the URL is none, the database cannot be reached, belongs to a later version, or keeps less than it must.
    pub async fn open(url: &str, keys: KeyRing) -> Result<Self, StoreError> {
        let pools = connect(url).await?;
        migrate(pools.kind, &pools.writers).await?;
        Ok(Self(Arc::new(Opened { pools, keys })))
    }

    /// Which database it is.
    pub fn kind(&self) -> Kind {
        self.0.pools.kind
    }

    /// How many statements acts have run since it was opened; begins and commits are not counted.
    pub fn statements(&self) -> u64 {
        self.0.pools.statements.load(Ordering::Relaxed)
    }

    /// What seals and opens what is personal.
    pub fn keys(&self) -> &KeyRing {
        &self.0.keys
    }

    /// One act in one transaction of one book. What it returns was committed; where it fails, nothing of it stands.
    ///
    /// It runs in a task of its own: whoever waits for it may go away, and it still ends as a whole. Where the book is
    /// held too long by another, taking it is tried again up to five times; nothing within an act has to be, since who
    /// holds the book waits for nobody.
    ///
    /// # Errors
    ///
    /// What the act returns, and what stands at [`StoreError`]: mind [`StoreError::Unknown`].
    ///
    /// # Panics
    ///
    /// Where the act does. Nothing of it stands.
    pub async fn write<T, F>(&self, book: &BookId, act: F) -> Result<T, StoreError>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, StoreError>> + Send + 'static,
        T: Send + 'static,
    {
        let (store, book) = (self.clone(), book.clone());
        alone(async move {
            let _counted = store.written().writing();
            let (answer, rows) = act_in(store.take(&book).await?, act).await?;
            statistics::after(&store.0.pools, &rows);
            Ok(answer)
        })
        .await
    }

    /// The first act of all: the first organisation and its book are written, and the act is carried out in that book;
    /// all of it or nothing.
    ///
    /// # Errors
    ///
    /// Those of [`Store::write`]; also when the organisation or the book is there already.
    ///
    /// # Panics
    ///
    /// Where the act does. Nothing of it stands.
    pub async fn found<T, F>(&self, first: First, act: F) -> Result<T, StoreError>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, StoreError>> + Send + 'static,
        T: Send + 'static,
    {
        let store = self.clone();
        alone(async move {
            let _counted = store.written().writing();
            let tx = Tx::found(&store.0.pools, &store.0.keys, &first).await?;
            Ok(act_in(tx, act).await?.0)
        })
        .await
    }

    /// Looks into a book with the statements of an act, and writes nothing: as for an answer that is only asked for.
    ///
    /// # Errors
    ///
    /// What the look returns; those of the database.
    pub async fn look<T, F>(&self, book: &BookId, look: F) -> Result<T, StoreError>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, StoreError>>,
    {
        let mut tx = Tx::looking(&self.0.pools, &self.0.keys, book).await?;
        let seen = look(&mut tx).await;
        tx.roll_back().await;
        seen
    }

    async fn take(&self, book: &BookId) -> Result<Tx, StoreError> {
        let mut attempt = 0;
        loop {
            match Tx::begin(&self.0.pools, &self.0.keys, book).await {
                Ok(tx) => return Ok(tx),
                Err(error) => pause(attempt, error).await?,
            }
            attempt += 1;
        }
    }

    /// Asks about any number of things in one statement: see [`Tx::bulk_read`]. No book is added to the rows here.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn bulk_read<R: Row>(
        &self,
        given: &Given,
        rows: &[impl Serialize + Sync],
        sql: &'static str,
    ) -> Result<Vec<R>, StoreError> {
        match Bulk::new(self.kind(), None, given, rows, sql)? {
            Some(bulk) => bulk.read(self.reads()).await,
            None => Ok(vec![]),
        }
    }

    /// Waits for what is under way and closes all connections.
    pub async fn close(&self) {
        self.0.pools.readers.close().await;
        self.0.pools.written.close().await;
        self.0.pools.writers.close().await;
    }

    /// All of the database as it stands at one point, for as long as it takes to read it.
    pub(super) async fn at_one_point(&self) -> Result<Transaction<'static, Any>, StoreError> {
        at_one_point(self.kind(), self.reads()).await
    }

    /// A transaction outside of all books, for the one who puts a backup into an empty database.
    pub(super) async fn alone(&self) -> Result<Transaction<'static, Any>, StoreError> {
        Ok(self.0.pools.writers.begin_with(self.kind().begin()).await?)
    }

    /// For reads. Its connections cannot write.
    pub(super) fn reads(&self) -> &AnyPool {
        &self.0.pools.readers
    }

    /// For the few single statements that write outside of all books, such as opening one. They are counted as a write
    /// when what it returns is dropped: at the end of the statement that asks for it, and not before the write.
    pub(super) fn outside_books(&self) -> Outside<'_> {
        Outside { pool: &self.0.pools.writers, _counted: self.written().writing() }
    }

    /// Whether anybody wrote.
    pub(super) fn written(&self) -> &Written {
        &self.0.pools.written
    }
}

/// What writes outside of all books.
pub(super) struct Outside<'s> {
    pool: &'s AnyPool,
    _counted: Writing<'s>,
}

impl Deref for Outside<'_> {
    type Target = AnyPool;

    fn deref(&self) -> &AnyPool {
        self.pool
    }
}

/// In a task of its own, which nobody cancels by going away.
async fn alone<T: Send + 'static>(
    work: impl Future<Output = Result<T, StoreError>> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::spawn(work).await.unwrap_or_else(|ended| match ended.try_into_panic() {
        Ok(panic) => resume_unwind(panic),
        Err(_) => Err(StoreError::Unknown(sqlx::Error::PoolClosed)),
    })
}

/// What the act returns, and how many rows it added to which tables.
async fn act_in<T, F>(mut tx: Tx, act: F) -> Result<(T, Rows), StoreError>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, StoreError>>,
{
    match act(&mut tx).await {
        Ok(answer) => {
            let rows = tx.rows();
            tx.commit().await.map(|()| (answer, rows))
        }
        Err(error) => {
            tx.roll_back().await;
            Err(error)
        }
    }
}
