//! All SQL of the crate: what is remembered, in one text for SQLite and PostgreSQL.
//!
//! A [`Store`] is opened by URL. Reads take `&Store` and a [`Scope`]; an act writes through [`Store::write`], which
//! gives it a [`Tx`]: the book's row is taken first, so that nobody else writes in the book until the act is done.

pub mod audit;
pub mod book;
mod bulk;
mod connect;
mod error;
pub mod files;
pub mod idempotency;
mod migrate;
mod retry;
mod scope;
pub mod seal;
mod store;
mod tx;

pub use book::BookId;
pub use bulk::{Column, Given};
pub use connect::Kind;
pub use error::StoreError;
pub use scope::Scope;
pub use store::Store;
pub use tx::{BoxFuture, Tx, id};
