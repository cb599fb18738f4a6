//! Administration: users, organisations, schemes, the audit chain, and how the system is.

pub(super) mod audit;
pub(super) mod health;
pub(super) mod organisations;
pub(super) mod publish;
pub(super) mod schemes;
pub(super) mod users;
