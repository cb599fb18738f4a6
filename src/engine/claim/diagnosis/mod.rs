//! Diagnosis codes (ICD-10) and the sets of them a scheme lists.

mod code;
mod set;

pub use code::{IcdCode, IcdError};
pub use set::{CodeEntry, CodeSet};
