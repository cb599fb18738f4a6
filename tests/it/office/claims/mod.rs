//! Claims in the office, on both databases: their life, who may what, limits under many at once, windows in any order.

mod appeals;
mod drafts;
mod holds;
mod imports;
mod life;
mod limits;
mod permuted;
mod refused;
mod statements;
pub mod world;
