//! Members: who they are, sealed, and how they stand in the book.

mod facts;
mod sealed;

pub(super) use facts::{OF_MEMBERS, OfMember};

pub use facts::{MemberFacts, for_claims};
