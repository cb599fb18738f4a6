//! Diagnosis codes (ICD-10) and the sets of them a scheme lists.

mod code;
mod entry;
mod index;
mod set;

pub use code::{IcdCode, IcdError};
pub use entry::ListEntry;
pub use index::{Hit, ListIndex};
pub use set::{CodeEntry, CodeSet};
