//! An act's transaction: it holds the book, issues its numbers and writes its audit chain.

use std::ops::Range;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;
use sqlx::{Any, AnyConnection, Transaction};

use super::audit::{self, Entry, Head};
use super::book::{self, Book, BookId};
use super::bulk::{Bulk, Given, Row, written};
use super::connect::{Kind, Pools};
use super::error::StoreError;
use super::organisation::{self, First};
use super::seal::KeyRing;
use super::statistics::{Rows, table};
use crate::engine::ledger::Posting;

/// What an act returns to be awaited: `Box::pin(async move { … })`.
pub type BoxFuture<'t, T> = Pin<Box<dyn Future<Output = T> + Send + 't>>;

/// The transaction of one act in one book, which nobody else writes in until it ends. Whatever is read through it is
/// stable.
pub struct Tx {
    kind: Kind,
    keys: KeyRing,
    id: BookId,
    book: Book,
    has_issued: bool,
    head: Option<Head>,
    entries: Vec<Entry>,
    followed: Vec<(String, String)>,
    postings: Vec<Posting>,
    statements: Arc<AtomicU64>,
    rows: Rows,
    inner: Transaction<'static, Any>,
}

/// An id: a letter and at least eight digits, such as `m00000012`, of a number that the book issued.
pub fn id(letter: char, number: i64) -> String {
    format!("{letter}{number:08}")
}

impl Tx {
    pub(super) async fn begin(pools: &Pools, keys: &KeyRing, id: &BookId) -> Result<Self, StoreError> {
        let inner = pools.writers.begin_with(pools.kind.begin()).await?;
        Self::with(pools, keys, id, inner).await
    }

    /// The same for the first act of all, which writes its organisation and its book itself.
    pub(super) async fn found(pools: &Pools, keys: &KeyRing, first: &First) -> Result<Self, StoreError> {
        let mut inner = pools.writers.begin_with(pools.kind.begin()).await?;
        organisation::insert_root(&mut inner, first).await?;
        Self::with(pools, keys, &first.book, inner).await
    }

    /// One that only looks: the book stays free for others, what is read is of one point where the database can, and
    /// nothing can be written through it.
    pub(super) async fn looking(pools: &Pools, keys: &KeyRing, id: &BookId) -> Result<Self, StoreError> {
        let mut inner = pools.readers.begin().await?;
        let book = book::peek(&mut inner, id).await?;
        Ok(Self::of(pools, keys, (id, book), inner))
    }

    async fn with(
        pools: &Pools,
        keys: &KeyRing,
        id: &BookId,
        mut inner: Transaction<'static, Any>,
    ) -> Result<Self, StoreError> {
        let book = book::take(&mut inner, id).await?;
        pools.statements.fetch_add(1, Ordering::Relaxed);
        Ok(Self::of(pools, keys, (id, book), inner))
    }

    fn of(
        pools: &Pools,
        keys: &KeyRing,
        (id, book): (&BookId, Book),
        inner: Transaction<'static, Any>,
    ) -> Self {
        Self {
            kind: pools.kind,
            keys: keys.clone(),
            id: id.clone(),
            book,
            has_issued: false,
            head: None,
            entries: vec![],
            followed: vec![],
            postings: vec![],
            statements: Arc::clone(&pools.statements),
            rows: Rows::new(),
            inner,
        }
    }

    /// Which database it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// What seals and opens what is personal.
    pub fn keys(&self) -> &KeyRing {
        &self.keys
    }

    /// How many rows it added so far to which tables.
    pub(super) fn rows(&mut self) -> Rows {
        std::mem::take(&mut self.rows)
    }

    /// The book that the act writes in.
    pub fn book(&self) -> &BookId {
        &self.id
    }

    /// The organisation that keeps the book.
    pub fn organisation(&self) -> &str {
        &self.book.organisation_id
    }

    /// The next `count` numbers of the book, without a gap. They are taken only if the act is committed.
    pub fn issue(&mut self, count: usize) -> Range<i64> {
        let first = self.book.issued + 1;
        let end = first.saturating_add(i64::try_from(count).unwrap_or(i64::MAX));
        self.book.issued = end - 1;
        self.has_issued |= count > 0;
        first..end
    }

    /// The next number as an id: [`id`].
    pub fn issue_id(&mut self, letter: char) -> String {
        id(letter, self.issue(1).start)
    }

    /// Where the audit chain of the book ends, for who has read it with something else.
    pub(super) fn note_head(&mut self, head: Head) {
        self.head = Some(head);
    }

    /// Adds to the audit chain of the book, in this order. It is written when the act ends, in one statement.
    pub fn audit(&mut self, entries: impl IntoIterator<Item = Entry>) {
        self.entries.extend(entries);
    }

    /// What a claim is granted may have changed, by somebody's act: the books must follow it before the act ends.
    pub fn follow(&mut self, claim: &str, by: &str) {
        if !self.followed.iter().any(|(other, _)| other == claim) {
            self.followed.push((claim.into(), by.into()));
        }
    }

    /// The claims that the books must follow, with whose act it was. Whoever takes them books them.
    pub fn take_followed(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.followed)
    }

    /// Something is owed or not owed any more by what the act does: it is booked before the act ends.
    pub fn owe(&mut self, postings: impl IntoIterator<Item = Posting>) {
        self.postings.extend(postings);
    }

    /// What is to be booked. Whoever takes it books it.
    pub fn take_postings(&mut self) -> Vec<Posting> {
        std::mem::take(&mut self.postings)
    }

    /// Runs a statement over all rows, which it sees as the table of [`Given`], and says how many it changed. Each row is
    /// to be written by itself: SQLite gets them a hundred at a time.
    /// The statement is whole and lowercase: `insert into claim (book_id, id) select book_id, id from given`. Before
    /// `on conflict` it needs a `where true`, without which SQLite takes the `on` for a join's.
    ///
    /// # Errors
    ///
    /// Those of the database. Nothing is asked where there are no rows.
    pub async fn bulk(
        &mut self,
        given: &Given,
        rows: &[impl Serialize + Sync],
        sql: &'static str,
    ) -> Result<u64, StoreError> {
        let mut changed = 0;
        for rows in written(self.kind, rows) {
            if let Some(bulk) = Bulk::new(self.kind, Some(&self.id), given, rows, sql)? {
                changed += bulk.execute(self.connection()).await?;
            }
        }
        if let Some(table) = table(sql) {
            *self.rows.entry(table).or_default() += changed;
        }
        Ok(changed)
    }

    /// The same for a statement that returns rows: a `select … from given join …`, or a `… returning …`.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn bulk_read<R: Row>(
        &mut self,
        given: &Given,
        rows: &[impl Serialize + Sync],
        sql: &'static str,
    ) -> Result<Vec<R>, StoreError> {
        match Bulk::new(self.kind, Some(&self.id), given, rows, sql)? {
            Some(bulk) => bulk.fetch(self.connection()).await,
            None => Ok(vec![]),
        }
    }

    /// For a single statement, which it counts.
    fn connection(&mut self) -> &mut AnyConnection {
        self.statements.fetch_add(1, Ordering::Relaxed);
        &mut self.inner
    }

    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        match self.finish().await {
            Ok(()) => self.inner.commit().await.map_err(|error| StoreError::from(error).at_commit()),
            Err(error) => {
                self.roll_back().await;
                Err(error)
            }
        }
    }

    async fn finish(&mut self) -> Result<(), StoreError> {
        if let Some((claim, _)) = self.followed.first() {
            return Err(StoreError::Broken(format!("the books did not follow {claim}")));
        }
        if !self.postings.is_empty() {
            return Err(StoreError::Broken("something was left unbooked".into()));
        }
        self.write_audit().await
    }

    /// At least one statement ends an act: it fails where one before it had failed unheard, which a commit of PostgreSQL
    /// would answer with a silent rollback.
    async fn write_audit(&mut self) -> Result<(), StoreError> {
        let entries = std::mem::take(&mut self.entries);
        let has_entries = !entries.is_empty();
        if has_entries {
            let head = match self.head.take() {
                Some(head) => head,
                None => audit::head(&mut self.inner, &self.book.id).await?,
            };
            let rows = audit::chain(head, (&self.book.id, self.book.version), entries);
            self.bulk(&audit::GIVEN, &rows, audit::INSERT).await?;
        }
        if self.has_issued || !has_entries {
            self.statements.fetch_add(1, Ordering::Relaxed);
            book::give_back(&mut self.inner, (&self.book, has_entries)).await?;
        }
        Ok(())
    }

    /// Before the caller hears of it, so that the book is free again. A connection that cannot do it is lost anyway.
    pub(super) async fn roll_back(self) {
        if let Err(error) = self.inner.rollback().await {
            tracing::debug!(%error, "a transaction was not rolled back but lost with its connection");
        }
    }
}
