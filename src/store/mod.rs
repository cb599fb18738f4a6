//! All SQL of the crate: what is remembered, in one text for SQLite and PostgreSQL.
//!
//! A [`Store`] is opened by URL. Reads take `&Store` and a [`Scope`]; an act writes through [`Store::write`], which
//! gives it a [`Tx`]: the book's row is taken first, so that nobody else writes in the book until the act is done.

pub mod account;
pub mod accumulator;
pub mod agent;
pub mod appeal;
pub mod audit;
pub mod backup;
pub mod book;
mod bulk;
pub mod call;
pub mod category;
pub mod claim;
mod column;
mod connect;
pub mod decision;
pub mod document;
pub mod editions;
pub mod employer;
pub mod enrolment;
mod error;
pub mod export;
pub mod files;
pub mod gauges;
pub mod greeting;
pub mod hold;
pub mod household;
pub mod idempotency;
pub mod identity;
pub mod import;
pub mod ledger;
pub mod login;
pub mod member;
mod memory;
mod migrate;
pub mod movement;
pub mod organisation;
pub mod payee;
pub mod policy;
pub mod proof;
pub mod relative;
pub mod replay;
pub mod reseal;
mod retry;
pub mod review;
mod schema;
pub mod scheme;
mod scope;
pub mod seal;
pub mod seen;
pub mod staff;
mod statistics;
#[expect(clippy::module_inception, reason = "it holds the type that the floor is named after")]
mod store;
pub mod swept;
pub mod trail;
mod tx;
pub mod unanswered;
pub mod version;
pub mod ward;
mod written;

pub use book::BookId;
pub use bulk::{Column, Given};
pub use connect::{Kind, pool};
pub use error::StoreError;
pub use memory::Memory;
pub use scope::Scope;
pub use store::Store;
pub use tx::{BoxFuture, Tx, id};
