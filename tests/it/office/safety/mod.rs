//! What survives: backups, keys that change, and what the office keeps for ever.

mod backups;
pub mod commands;
mod earlier;
mod exports;
mod guards;
mod keys;
mod sweeps;
