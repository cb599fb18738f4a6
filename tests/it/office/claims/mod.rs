//! Claims in the office, on both databases: their life, who may what, limits under many at once, windows in any order.

mod agents;
mod appeals;
mod concerned;
mod drafts;
mod holds;
mod imports;
mod life;
mod limits;
mod own;
mod permuted;
mod recognised;
mod refused;
mod shared;
mod statements;
pub mod world;
