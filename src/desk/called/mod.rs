//! What acts, refusals, events of a claim, pools and accounts are called where people read: on pages and at the terminal.

pub mod accounts;
pub mod acts;
pub mod events;
