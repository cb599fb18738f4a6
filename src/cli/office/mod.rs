//! Commands of the office: they open its database and keys, and act in somebody's name.

pub mod claim;
mod open;
