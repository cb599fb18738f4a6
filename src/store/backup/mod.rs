//! Backups: the database and its documents at one point, in one form for SQLite and PostgreSQL.
//!
//! A backup is a folder: `tables/<table>.jsonl` has the rows of a table, one JSON array a line, as they stood at one
//! point; `documents/` the sealed files that they speak of; `manifest.json` says what it is, and `SHA256SUMS` lists
//! every file with its hash, under a mark that only the keys can make. What is sealed stays sealed: a backup holds no key.

mod error;
mod manifest;
mod restore;
mod sums;
mod write;

pub use error::BackupError;
pub use manifest::Manifest;
pub use restore::{Checked, check, is_free, restore};
pub use write::{Made, write};

use crate::engine::scheme::said::Said;

/// What is told of long work: what is at it, and how many rows or files were done.
pub type Listener<'l> = &'l mut (dyn FnMut(&str, u64) + Send);

/// What could not be taken along, or is not as it must be: the rest was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark(pub Said);
