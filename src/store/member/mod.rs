//! Members: who they are, sealed, and how they stand in the book.

mod facts;
mod sealed;
pub mod shown;
mod write;

pub(super) use facts::{OF_MEMBERS, OfMember};

pub use facts::{MemberFacts, for_claims, which};
pub use sealed::{opened_name, try_keys};
pub use write::{Change, NewMember, account_index, change, insert};
