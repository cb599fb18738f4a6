//! The office on both databases: one body for each test, run on SQLite and on PostgreSQL.

mod broken_commit;
mod bulk;
mod chain;
pub mod claims;
mod crash;
pub mod databases;
mod dropped;
mod fund;
mod guards;
mod keys;
mod memory;
pub mod people;
pub mod postgres;
mod safety;
pub mod writes;
