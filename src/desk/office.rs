//! The office behind the desk: its store and its clock; and the desk itself, which acts are brought to.

use std::path::PathBuf;
use std::sync::Arc;

use super::act::{self, Act};
use super::call::{Call, Reply};
use super::queue::Queues;
use super::quote;
use super::quote::Forms;
use super::schemes::Schemes;
use crate::clock::Now;
use crate::store::files::{FileError, Files, Stored};
use crate::store::{BookId, Store, StoreError};

/// What acts work with, beside their transaction.
#[derive(Clone)]
pub struct Office {
    /// The database, with the keys of personal data.
    pub store: Store,
    /// The published schemes.
    pub schemes: Schemes,
    /// What forms that are typed into asked about.
    pub(super) forms: Forms,
    files: Option<Files>,
    clock: Arc<dyn Fn() -> Now + Send + Sync>,
}

impl Office {
    /// An office at its own clock: [`Now::read`], or what a test says.
    pub fn new(store: Store, clock: impl Fn() -> Now + Send + Sync + 'static) -> Self {
        Self {
            store,
            schemes: Schemes::default(),
            forms: quote::forms(),
            files: None,
            clock: Arc::new(clock),
        }
    }

    /// The same, which keeps its documents below a folder, sealed by the keys of its store.
    #[must_use]
    pub fn with_documents(self, folder: impl Into<PathBuf>) -> Self {
        let files = Some(Files::new(folder, self.store.keys().clone()));
        Self { files, ..self }
    }

    /// The documents.
    ///
    /// # Errors
    /// [`FileError::NoFolder`] where the office was opened without a folder for them.
    pub fn files(&self) -> Result<&Files, FileError> {
        self.files.as_ref().ok_or(FileError::NoFolder)
    }

    /// Puts a document of a book onto the disk, apart from the threads that must not wait. It is attached next.
    ///
    /// # Errors
    /// [`FileError`] says what to do.
    pub async fn put(&self, book: &BookId, content: Vec<u8>) -> Result<Stored, FileError> {
        let (files, book) = (self.files()?.clone(), book.clone());
        apart(move || files.put(book.as_str(), &content)).await
    }

    /// The content of a document of a book, its hash verified.
    ///
    /// # Errors
    /// [`FileError`] says what to do.
    pub async fn get(&self, book: &BookId, hash: &str) -> Result<Vec<u8>, FileError> {
        let (files, book, hash) = (self.files()?.clone(), book.clone(), hash.to_owned());
        apart(move || files.get(book.as_str(), &hash)).await
    }

    /// The moment of an act.
    pub fn now(&self) -> Now {
        (self.clock)()
    }
}

async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FileError> + Send + 'static,
) -> Result<T, FileError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| FileError::Interrupted)?
}

/// Where acts are brought to.
#[derive(Clone)]
pub struct Desk {
    office: Office,
    queues: Queues,
}

impl Desk {
    /// The desk of an office.
    pub fn new(office: Office) -> Self {
        Self { office, queues: Queues::default() }
    }

    /// The office behind it.
    pub fn office(&self) -> &Office {
        &self.office
    }

    /// Brings one request. It waits with others of its act and book, and shares a slice with them.
    ///
    /// # Errors
    /// Those of the store: then nothing was done; but mind [`StoreError::Unknown`].
    pub async fn one<A: Act>(
        &self,
        book: &BookId,
        call: Call<A::Request>,
    ) -> Result<Reply<A::Answer>, Arc<StoreError>> {
        self.queues.ask::<A>(&self.office, book, call).await
    }

    /// Brings a slice of requests, which stands or falls as a whole where the store fails.
    ///
    /// # Errors
    /// Those of the store: then nothing was done; but mind [`StoreError::Unknown`].
    pub async fn many<A: Act>(
        &self,
        book: &BookId,
        calls: Vec<Call<A::Request>>,
    ) -> Result<Vec<Reply<A::Answer>>, StoreError> {
        many::<A>(&self.office, book, Arc::new(calls)).await
    }
}

/// One slice in one transaction. Where it cannot be told whether it was committed, it is asked again: then either all
/// of its keys are known, or none.
pub(super) async fn many<A: Act>(
    office: &Office,
    book: &BookId,
    calls: Arc<Vec<Call<A::Request>>>,
) -> Result<Vec<Reply<A::Answer>>, StoreError> {
    match once::<A>(office, book, calls.clone()).await {
        Err(StoreError::Unknown(_)) => once::<A>(office, book, calls).await,
        known => known,
    }
}

async fn once<A: Act>(
    office: &Office,
    book: &BookId,
    calls: Arc<Vec<Call<A::Request>>>,
) -> Result<Vec<Reply<A::Answer>>, StoreError> {
    let inner = office.clone();
    office
        .store
        .write(book, move |tx| Box::pin(async move { act::slice::<A>(&inner, tx, &calls).await }))
        .await
}
