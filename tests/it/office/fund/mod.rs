//! The books of the fund, on both databases: they follow claims, dues and what the finance desk does, and are verified.

mod altered;
mod claims;
mod commands;
mod damage;
mod deadlocks;
mod deeds;
mod gone_away;
mod guards;
mod machine;
mod periods;
mod reserves;
mod together;
pub mod world;
