//! Claims: as they are listed and shown, and what is done to them.

pub(super) mod listed;
